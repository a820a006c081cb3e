# One outcome of the region by year with the range of the replicates, and another as a line beside it.
# By hand, on an output folder of a run (CSV with commas, not --csv nl):
#     gnuplot -c plots/mechanism-fan.gp out/basis fan.svg index.ova "Growth of wages" "factor since 2023" \
#         "what the last line says" [METRIC "what it is"]
load ARG0[1:strlen(ARG0) - strlen("mechanism-fan.gp")]."stijl.gp"
results = ARG1."/results.csv"
set decimalsign "."
tall = 450.
set terminal svg size 640,tall font "Arial,16" noenhanced background "#FFFFFF"
set output ARG2
two = ARGC > 6

set table $fan
plot results skip 1 using (at(strcol(3))):8:10:5:12:14 \
    with table if (strcol(1) eq ARG3 && strcol(4) eq "" && is_year(strcol(3)))
unset table
if (two) {
    set table $beside
    plot results skip 1 using (at(strcol(3))):5 \
        with table if (strcol(1) eq ARG7 && strcol(4) eq "" && is_year(strcol(3)))
    unset table
}
set datafile separator whitespace
stats $fan using 6 nooutput
highest = STATS_max
stats $fan using 2 nooutput
lowest = STATS_min
if (two) {
    stats $beside using 2 nooutput
    highest = STATS_max > highest ? STATS_max : highest
    lowest = STATS_min < lowest ? STATS_min : lowest
}
stats $fan using 1 nooutput
from = floor(STATS_min); to = ceil(STATS_max)
unit = highest >= 1e5 ? 1e6 : 1. # euros are shown in millions
bottom = lowest < 0.5 * highest ? (lowest < 0 ? lowest * 1.06 : 0) : lowest - 0.1 * (highest - lowest)

set label 2 ARG4 at screen 0.5,(tall - 22) / tall center font ",17"
set label 1 ARG6 at screen 0.5,14 / tall center font small textcolor rgb grey noenhanced
set ylabel ARG5 offset 0.5,0
set format y (highest / unit < 10 ? "%.1f" : "%.0f")
set yrange [bottom / unit:(highest + 0.06 * (highest - bottom)) / unit]
set xrange [from:to]
set xtics from,1 format "" scale 0.6
set for [year = from:to - 1] label 100 + year - from sprintf("%d", year) at year + 0.5, graph -0.05 center
set bmargin at screen 106 / tall
set key at screen 0.5,72 / tall center top vertical maxrows 2 samplen 2 spacing 1.1 width -1 font ",14" Left reverse
if (two) {
    plot $fan using 1:($2 / unit):($6 / unit) with filledcurves fs solid 1 noborder lc rgb faint[1] title "5–95% of replicates", \
         $fan using 1:($3 / unit):($5 / unit) with filledcurves fs solid 1 noborder lc rgb pales[1] title "25–75%", \
         $fan using 1:($4 / unit) with linespoints lc rgb blue lw 2.5 pt 7 ps 0.5 title "mean", \
         $beside using 1:($2 / unit) with linespoints lc rgb red lw 2.5 dt 2 pt 5 ps 0.5 title ARG8
} else {
    plot $fan using 1:($2 / unit):($6 / unit) with filledcurves fs solid 1 noborder lc rgb faint[1] title "5–95% of replicates", \
         $fan using 1:($3 / unit):($5 / unit) with filledcurves fs solid 1 noborder lc rgb pales[1] title "25–75%", \
         $fan using 1:($4 / unit) with linespoints lc rgb blue lw 2.5 pt 7 ps 0.5 title "mean"
}
