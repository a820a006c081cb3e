# Budgetkringen by month: circles that meet and that are paused, and what becomes of the residents who want one.
# By hand, on an output folder of a run (CSV with commas, not --csv nl):
#     gnuplot -c plots/mechanism-budgetkring.gp out/budgetkringen budgetkring.svg ["caption"]
load ARG0[1:strlen(ARG0) - strlen("mechanism-budgetkring.gp")]."stijl.gp"
results = ARG1."/results.csv"
tall = 760.
set terminal svg size 640,tall font "Arial,16" noenhanced background "#FFFFFF"
set output ARG2

months_of(name) = sprintf("plot results skip 1 using (at(strcol(3))):8:5:14 with table if (strcol(1) eq '%s' && strcol(4) eq '' && is_month(strcol(3)))", name)
set table $running; eval months_of("budgetkring.circles_running"); unset table
set table $paused; eval months_of("budgetkring.circles_paused"); unset table
set table $waiting; eval months_of("budgetkring.waiting"); unset table
# Residents who completed a circle: of a year, drawn over that year.
set table $residents
plot results skip 1 using (at(strcol(3))):5 \
    with table if (strcol(1) eq "budgetkring.residents" && strcol(4) eq "" && is_year(strcol(3)))
unset table
set datafile separator whitespace
stats $running using 1 nooutput
from = floor(STATS_min); to = ceil(STATS_max - 1e-6)
stats $running using 4 nooutput
most = STATS_max > 0 ? STATS_max : 1

set lmargin at screen 0.10
set rmargin at screen 0.97
set format y "%.0f"
set xrange [from:to]
set xtics from,1 format "" scale 0.6
set for [year = from:to - 1] label 100 + year - from sprintf("%d", year) at year + 0.5, graph -0.07 center
set label 1 (ARGC > 2 ? ARG3 : ARG1) at screen 0.5,14 / tall center font small textcolor rgb grey noenhanced
set multiplot title "Budgetkringen: a late start, and who waits for one" font ",18" offset 0,0.2

set tmargin at screen 0.88
set bmargin at screen 0.60
set label 2 "circles, all municipalities" at graph 0,1.08 left font ",15"
set yrange [0:most * 1.1]
set key at screen 0.5,0.555 center top horizontal samplen 2 width -2 font ",14" Left reverse
plot $running using 1:2:4 with filledcurves fs solid 1 noborder lc rgb faint[1] title "5–95 %", \
     $running using 1:3 with lines lc rgb blue lw 2.5 title "meet", \
     $paused using 1:3 with lines lc rgb orange lw 2.5 dt 2 title "paused"

unset label 1
set tmargin at screen 0.46
set bmargin at screen 0.16
set label 2 "residents, all municipalities" at graph 0,1.08 left font ",15"
set key at screen 0.5,0.112 center top vertical maxrows 2 samplen 2 width -2 font ",14" Left reverse
set yrange [0:*]
set boxwidth 0.7
plot $residents using 1:2 with boxes fs solid 1 noborder lc rgb pales[3] title "completed a circle, a year", \
     $waiting using 1:3 with lines lc rgb red lw 2.5 title "waiting for a circle, end of month"
unset multiplot
