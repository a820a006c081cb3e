# Build5 by month: communities by phase, and the part of the new residents that they carry.
# By hand, on an output folder of a run (CSV with commas, not --csv nl):
#     gnuplot -c plots/mechanism-build5.gp out/build5 build5.svg ["caption"]
load ARG0[1:strlen(ARG0) - strlen("mechanism-build5.gp")]."stijl.gp"
results = ARG1."/results.csv"
tall = 820.
set terminal svg size 640,tall font "Arial,16" noenhanced background "#FFFFFF"
set output ARG2

array phase[5] = ["1 initiation", "2 realisation", "3 development", "4 stabilisation", "5 securing"]
array shade[5] = ["#DDF0FB", "#B3DDF5", "#56B4E9", "#0072B2", "#003F66"]
rows(name, which) = sprintf("plot results skip 1 using (at(strcol(3))):8:5:14 with table if (strcol(1) eq '%s' && strcol(4) eq '' && %s(strcol(3)))", name, which)
do for [i = 1:5] {
    eval sprintf("set table $phase%d", i)
    eval rows(sprintf("build5.communities.phase%d", i), "is_month")
    unset table
}
set table $carried; eval rows("build5.residents_carried", "is_half"); unset table
set table $reached; eval rows("service.residents_reached", "is_half"); unset table
set datafile separator whitespace
stats $phase1 using 1 nooutput
months = STATS_records; from = floor(STATS_min); to = ceil(STATS_max - 1e-6)
# Stacked, the secured communities at the bottom: top[k] is the edge of phase k.
array above[months]
do for [m = 1:months] { above[m] = 0 }
do for [i = 5:1:-1] {
    eval sprintf("do for [m = 1:months] { above[m] = above[m] + real(word($phase%d[m], 3)) }", i)
    eval sprintf("set print $top%d", i)
    eval sprintf("do for [m = 1:months] { print sprintf('%%s %%.6f', word($phase%d[m], 1), above[m]) }", i)
    unset print
}

set lmargin at screen 0.10
set rmargin at screen 0.97
set format y "%.0f"
set xrange [from:to]
set xtics from,1 format "" scale 0.6
set for [year = from:to - 1] label 100 + year - from sprintf("%d", year) at year + 0.5, graph -0.07 center
set label 1 (ARGC > 2 ? ARG3 : ARG1) at screen 0.5,14 / tall center font small textcolor rgb grey noenhanced
set multiplot title "Build5: communities through five phases" font ",18" offset 0,0.2

set tmargin at screen 0.88
set bmargin at screen 0.63
set label 2 "communities, all municipalities (mean)" at graph 0,1.08 left font ",15"
set yrange [0:*]
set key at screen 0.5,0.59 center top horizontal samplen 2 width 0 font ",14" Left reverse
plot for [i = 1:5] sprintf("$top%d", i) using 1:2 with filledcurves x1 fs solid 1 noborder lc rgb shade[i] title "phase ".phase[i]

unset label 1
set tmargin at screen 0.43
set bmargin at screen 0.165
set label 2 "residents a half-year, all municipalities" at graph 0,1.08 left font ",15"
set key at screen 0.5,0.125 center top vertical maxrows 3 samplen 2 width -2 font ",14" Left reverse
plot $carried using 1:2:4 with filledcurves fs solid 1 noborder lc rgb faint[3] title "5–95 %", \
     $carried using 1:3 with linespoints lc rgb green lw 2.5 pt 7 ps 0.4 title "carried by a community", \
     $reached using 1:3 with linespoints lc rgb blue lw 2.5 dt 2 pt 5 ps 0.4 title "reached by the pool"
unset multiplot
