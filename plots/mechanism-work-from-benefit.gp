# Experts hired from a benefit, and the benefits that are then not paid, by year.
# By hand, on an output folder of a run (CSV with commas, not --csv nl):
#     gnuplot -c plots/mechanism-work-from-benefit.gp out/basis work.svg "what the last line says"
load ARG0[1:strlen(ARG0) - strlen("mechanism-work-from-benefit.gp")]."stijl.gp"
results = ARG1."/results.csv"
set decimalsign "."
tall = 584.
set terminal svg size 640,tall font "Arial,16" noenhanced background "#FFFFFF"
set output ARG2

array metric[2] = ["capacity.hires_from_benefit", "benefit.work.real"]
array heading[2] = ["persons hired from a benefit in the year", "benefits not paid, thousand euros, prices of 2023"]
array unit[2] = [1, 1000]
array hue[2] = [1, 3]
do for [i = 1:2] {
    eval sprintf("set table $part%d", i)
    plot results skip 1 using (at(strcol(3))):($8 / unit[i]):($10 / unit[i]):($5 / unit[i]):($12 / unit[i]):($14 / unit[i]) \
        with table if (strcol(1) eq metric[i] && strcol(4) eq "" && is_year(strcol(3)) && $5 > 0)
    unset table
}
set datafile separator whitespace
array highest[2]
do for [i = 1:2] {
    stats sprintf("$part%d", i) using 6 nooutput
    highest[i] = STATS_max > 0 ? STATS_max : 1
}
stats $part1 using 1 nooutput
from = floor(STATS_min); to = ceil(STATS_max)

set xrange [from:to]
set format y "%.0f"
set ytics font ",14"
set xtics from,1 format ""
set lmargin at screen 0.1
set rmargin at screen 0.97
set label 1 (ARGC > 2 ? ARG3 : ARG1) at screen 0.5,14 / tall center font small textcolor rgb grey noenhanced
set multiplot title "Work from a benefit: how many and how much is assumed" font ",17" offset 0,0.2
do for [i = 1:2] {
    set tmargin at screen 0.87 - 0.40 * (i - 1)
    set bmargin at screen 0.87 - 0.40 * (i - 1) - 0.30
    set label 2 heading[i] at graph 0,1.08 left font ",15"
    set yrange [0:highest[i] * 1.08]
    unset key
    if (i == 2) {
        set for [year = from:to - 1] label 100 + year - from sprintf("%d", year) at year + 0.5, graph -0.09 center
        set key at screen 0.5,70 / tall center top horizontal maxrows 1 samplen 2 width -1 font ",14" Left reverse
    }
    part = sprintf("$part%d", i)
    plot part using 1:2:(0):($6 - $2) with vectors nohead lc rgb colours[hue[i]] lw 1.5 title "5–95% of replicates", \
         part using 1:3:(0):($5 - $3) with vectors nohead lc rgb colours[hue[i]] lw 8 title "25–75%", \
         part using 1:4 with points pt 7 ps 0.7 lc rgb "black" title "mean"
    unset label 1
}
unset multiplot
