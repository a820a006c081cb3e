# What may be expected in a half-year report: residents reached per municipality, with the planning bands.
# By hand, on an output folder of a run with --half-year (CSV with commas, not --csv nl):
#     gnuplot -c plots/mechanism-half-year-report.gp out/basis half-year.svg 2025-H2 "what the last line says"
load ARG0[1:strlen(ARG0) - strlen("mechanism-half-year-report.gp")]."stijl.gp"
report = ARG1."/halfjaar-".ARG3.".csv"
set decimalsign "."
tall = 560.
set terminal svg size 640,tall font "Arial,16" noenhanced background "#FFFFFF"
set output ARG2

# A masked count, "<5" or "x", is no number: its row has a name and a mark and no band.
is_wanted(unused) = strcol(1) eq "service.residents_reached" && strcol(4) ne ""
is_masked(text) = text eq "x" || text[1:1] eq "<"
place = 0
next(wanted) = (place = wanted ? place + 1 : place, place)
set table $open
plot report skip 1 using (next(is_wanted(0))):5:6:7:8:9 with table if (is_wanted(0) && !is_masked(strcol(5)))
unset table
place = 0
set table $masked
plot report skip 1 using (next(is_wanted(0))):(sprintf("\"%s\"", strcol(5))) with table if (is_wanted(0) && is_masked(strcol(5)))
unset table
place = 0
set table $names
plot report skip 1 using (next(is_wanted(0))):(sprintf("\"%s\"", strcol(4))) with table if (is_wanted(0))
unset table
count = place
set datafile separator whitespace
stats $open using 6 nooutput
highest = STATS_max

set label 2 "Half-year report ".ARG3.": a planning band, not a target" at screen 0.5,(tall - 22) / tall center font ",17"
set label 1 (ARGC > 3 ? ARG4 : ARG1) at screen 0.5,14 / tall center font small textcolor rgb grey noenhanced
set xlabel "residents reached in the half-year" offset 0,0.3
set format x "%.0f"
set xrange [0:highest * 1.06]
set yrange [count + 0.6:0.4]
set border 1
if (grid) { set grid noytics xtics }
set ytics scale 0 font ",15"
set tmargin at screen (tall - 46) / tall
set bmargin at screen 122 / tall
set key at screen 0.5,52 / tall center top horizontal maxrows 1 samplen 1.6 width -1 font ",14" Left reverse
plot $names using (NaN):1:yticlabels(2) with points notitle, \
     $open using 3:1:($6 - $3):(0) with vectors nohead lc rgb blue lw 1.5 title "5–95%", \
     $open using 4:1:($5 - $4):(0) with vectors nohead lc rgb pales[1] lw 8 title "10–90%", \
     $open using 2:1 with points pt 7 ps 0.6 lc rgb "black" title "mean", \
     $masked using (0):1:2 with labels left offset 0.6,0 font ",13" textcolor rgb grey notitle
