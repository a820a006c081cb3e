# Paid experts and volunteers by half-year, each with the range of the replicates.
# By hand, on an output folder of a run with volunteers (CSV with commas, not --csv nl):
#     gnuplot -c plots/mechanism-volunteers.gp out/almere-gemengd volunteers.svg "what the last line says"
load ARG0[1:strlen(ARG0) - strlen("mechanism-volunteers.gp")]."stijl.gp"
results = ARG1."/results.csv"
set decimalsign "."
tall = 496.
set terminal svg size 640,tall font "Arial,16" noenhanced background "#FFFFFF"
set output ARG2

array metric[2] = ["capacity.volunteers", "capacity.active_persons"]
array label_of[2] = ["volunteers", "paid experts, active"]
array hue[2] = [2, 1]
do for [i = 1:2] {
    eval sprintf("set table $part%d", i)
    plot results skip 1 using (at(strcol(3))):8:10:5:12:14 \
        with table if (strcol(1) eq metric[i] && strcol(4) eq "" && is_half(strcol(3)))
    unset table
}
set table $places
plot results skip 1 using (at(strcol(3))):5 \
    with table if (strcol(1) eq "capacity.volunteer_places" && strcol(4) eq "" && is_half(strcol(3)))
unset table
set datafile separator whitespace
stats $part1 using 6 nooutput
highest = STATS_max
stats $part2 using 6 nooutput
highest = STATS_max > highest ? STATS_max : highest
stats $part1 using 1 nooutput
from = floor(STATS_min); to = ceil(STATS_max)

set title "Volunteers beside the paid pool" font ",18" offset 0,-0.2
set label 1 (ARGC > 2 ? ARG3 : ARG1) at screen 0.5,14 / tall center font small textcolor rgb grey noenhanced
set ylabel "persons, mean of month-ends in the half-year" offset 0.5,0
set format y "%.0f"
set yrange [0:highest * 1.08]
set xrange [from:to]
set xtics from,1 format "" scale 0.6
set for [year = from:to - 1] label 100 + year - from sprintf("%d", year) at year + 0.5, graph -0.05 center
set bmargin at screen 132 / tall
set key at screen 0.5,100 / tall center top vertical maxrows 3 samplen 2 spacing 1.05 width -2 font ",14" Left reverse
plot for [i = 1:2] sprintf("$part%d", i) using 1:2:6 with filledcurves fs solid 1 noborder lc rgb faint[hue[i]] \
         notitle, \
     for [i = 1:2] sprintf("$part%d", i) using 1:3:5 with filledcurves fs solid 1 noborder lc rgb pales[hue[i]] \
         notitle, \
     $places using 1:2 with lines lc rgb red lw 2 dt 2 title "places for volunteers, mean", \
     NaN with boxes fs solid 1 noborder lc rgb "#BBBBBB" title "25–75% of replicates (darker)", \
     NaN with boxes fs solid 1 noborder lc rgb "#E2E2E2" title "5–95% of replicates (lighter)", \
     for [i = 1:2] sprintf("$part%d", i) using 1:4 with linespoints lc rgb (i == 1 ? "#7A5200" : blue) lw 2.5 \
         pt (i == 1 ? 5 : 7) ps 0.5 title label_of[i].", mean"
