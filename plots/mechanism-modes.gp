# Residents reached a year under each way of working with the neighbourhood teams, with the range of the replicates.
# By hand, on the output folders of three runs (CSV with commas, not --csv nl):
#     gnuplot -c plots/mechanism-modes.gp modes.svg out/wijkteam-verwijzing out/wijkteam-aanwezig \
#         out/wijkteam-geintegreerd "what the last line says"
load ARG0[1:strlen(ARG0) - strlen("mechanism-modes.gp")]."stijl.gp"
set decimalsign "."
tall = 470.
set terminal svg size 640,tall font "Arial,16" noenhanced background "#FFFFFF"
set output ARG1

array folder[3] = [ARG2, ARG3, ARG4]
array label_of[3] = ["referral", "presence", "integrated"]
array hue[3] = [red, green, blue]
array shape[3] = [5, 7, 9]
do for [i = 1:3] {
    eval sprintf("set table $part%d", i)
    plot folder[i]."/results.csv" skip 1 using (at(strcol(3))):8:10:5:12:14 \
        with table if (strcol(1) eq "service.residents_reached" && strcol(4) eq "" && is_year(strcol(3)))
    unset table
}
set datafile separator whitespace
highest = 0
do for [i = 1:3] {
    stats sprintf("$part%d", i) using 6 nooutput
    highest = STATS_max > highest ? STATS_max : highest
}
stats $part1 using 1 nooutput
from = floor(STATS_min); to = ceil(STATS_max)

set title "Residents reached a year, by mode: differences are assumptions" font ",17" offset 0,-0.2
set label 1 (ARGC > 4 ? ARG5 : ARG2) at screen 0.5,14 / tall center font small textcolor rgb grey noenhanced
set ylabel "residents reached in the year" offset 0.5,0
set format y "%.0f"
set yrange [0:highest * 1.06]
set xrange [from:to]
set xtics from,1 format "" scale 0.6
set for [year = from:to - 1] label 100 + year - from sprintf("%d", year) at year + 0.5, graph -0.05 center
set bmargin at screen 106 / tall
set key at screen 0.5,72 / tall center top vertical maxrows 2 samplen 2 spacing 1.1 width -1 font ",14" Left reverse
beside(i) = 0.25 * (i - 2)
plot for [i = 1:3] sprintf("$part%d", i) using ($1 + beside(i)):2:(0):($6 - $2) with vectors nohead lc rgb hue[i] lw 1.5 \
         notitle, \
     for [i = 1:3] sprintf("$part%d", i) using ($1 + beside(i)):3:(0):($5 - $3) with vectors nohead lc rgb hue[i] lw 6 \
         notitle, \
     for [i = 1:3] sprintf("$part%d", i) using ($1 + beside(i)):4 with points pt shape[i] ps 0.9 lc rgb "white" notitle, \
     for [i = 1:3] sprintf("$part%d", i) using ($1 + beside(i)):4 with points pt shape[i] ps 0.7 lc rgb hue[i] \
         title label_of[i].", mean", \
     NaN with lines lc rgb grey lw 1.5 title "5–95% of replicates", \
     NaN with lines lc rgb grey lw 6 title "25–75%"
