# Chance that the cost of all years together is higher than an amount.
# By hand, on an output folder of a run (CSV with commas, not --csv nl):
#     gnuplot -c plots/overschrijding.gp out/basis overschrijding.svg
if (!exists("from_program")) {
    load ARG0[1:strlen(ARG0) - strlen("overschrijding.gp")]."stijl.gp"
    curve = ARG1."/curve.csv"; budget = ARG1."/budget.csv"
    t1 = "Kans dat de kosten hoger uitvallen"; t2 = ARG1
    t5 = "kosten van alle jaren samen, miljoen euro"; t6 = "kans op meer dan dit bedrag"; t7 = "raming"
    stats budget skip 1 using 9 nooutput
    central = STATS_sum
} else {
    t1 = $texts[1][2:*]; t2 = $texts[2][2:*]; t5 = $texts[5][2:*]; t6 = $texts[6][2:*]; t7 = $texts[7][2:*]
}
tall = 450.
if (!terminal_given) { set terminal svg size 640,tall font "Arial,16" noenhanced background "#FFFFFF" }
if (!exists("from_program")) { set output ARG2 }

stats curve skip 1 using ($4 / 1e6) nooutput
low = STATS_min < central / 1e6 ? STATS_min : central / 1e6
high = STATS_max > central / 1e6 ? STATS_max : central / 1e6
room = high > low ? 0.06 * (high - low) : 0.05 * (high > 0 ? high : 1)

set title t1 font ",18" offset 0,-0.2
set label 1 t2 at screen 0.5,14 / tall center font small textcolor rgb grey noenhanced
set xlabel t5 offset 0,0.2
set ylabel t6 offset 0.5,0
set format x (high - low < 0.08 ? "%.3f" : high - low < 0.4 ? "%.2f" : "%.1f")
set format y "%.0f %%"
set xrange [low - room:high + room]
set yrange [0:100]
set ytics 0,25
if (grid) { set grid xtics ytics }
unset key
set bmargin at screen 100 / tall
set arrow 1 from central / 1e6, graph 0 to central / 1e6, graph line_top nohead dt 2 lc rgb grey lw 1.5
central_text = sprintf("%s %s", t7, gprintf("%.2f", central / 1e6))
if (central / 1e6 > low + 0.7 * (high - low) && high > low) { # there is no room beside it on the right
    set label 2 central_text at central / 1e6, graph 0.95 right offset -beside,0 font ",14" textcolor rgb grey
} else {
    set label 2 central_text at central / 1e6, graph 0.95 left offset beside,0 font ",14" textcolor rgb grey
}
plot curve skip 1 using ($4 / 1e6):(100 * (1 - $3)) with lines lc rgb blue lw 3
