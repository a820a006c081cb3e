# Reported figures of the region beside what was expected, one panel a kind, by half-year.
# By hand, on an output folder of a calibration (CSV with commas, not --csv nl):
#     gnuplot -c plots/backtest.gp out/basis backtest.svg
if (!exists("from_program")) {
    load ARG0[1:strlen(ARG0) - strlen("backtest.gp")]."stijl.gp"
    calibrate = ARG1."/calibrate.csv"
    t1 = "Gemelde cijfers van de regio en wat werd verwacht"; t2 = ARG1; t3 = "scenario zoals het was, 80 %-band (10–90 %)"
    t4 = "voorspeld uit eerdere cijfers, 80 %-band (10–90 %)"; t5 = "gemeld"; t6 = "Uren"; t7 = "Bereikt"; t8 = "Wachtend"; t9 = "Personen"
} else {
    t1 = $texts[1][2:*]; t2 = $texts[2][2:*]; t3 = $texts[3][2:*]; t4 = $texts[4][2:*]; t5 = $texts[5][2:*]
    t6 = $texts[6][2:*]; t7 = $texts[7][2:*]; t8 = $texts[8][2:*]; t9 = $texts[9][2:*]
}
array kind[4] = ["hours", "reached", "waiting", "persons"]
array heading[4] = [t6, t7, t8, t9]
array has[4]
array ahead[4]
from = 1e9; to = 0; panels = 0; invented = 0
mine(i, section) = strcol(1) eq section && strcol(2) eq kind[i] && strcol(5) eq ""
do for [i = 1:4] {
    n = 0
    eval sprintf("set table $part%d", i)
    plot calibrate skip 1 using (mine(i, "check") ? (n = n + 1, invented = strcol(24) eq "invented", at(strcol(4))) : NaN):20:21:6 with table if (mine(i, "check"))
    unset table
    has[i] = n
    n = 0
    eval sprintf("set table $ahead%d", i)
    plot calibrate skip 1 using (mine(i, "backtest") ? (n = n + 1, at(strcol(4))) : NaN):12:13:6 \
        with table if (mine(i, "backtest"))
    unset table
    ahead[i] = n
}
if (!exists("from_program") && invented) { t1 = "Voorbeeld: VERZONNEN cijfers van de regio en wat werd verwacht" }
set datafile separator whitespace
do for [i = 1:4] {
    if (has[i] > 0) {
        panels = panels + 1
        stats sprintf("$part%d", i) using 1 nooutput
        from = STATS_min < from ? STATS_min : from; to = STATS_max > to ? STATS_max : to
    }
}
tall = 170. + 190 * panels
if (!terminal_given) { set terminal svg size 640,tall font "Arial,14" noenhanced background "#FFFFFF" }
if (!exists("from_program")) { set output ARG2 }
set lmargin at screen 0.13
set rmargin at screen 0.97
set xrange [from - 0.3:to + 0.3]
unset xtics
set label 1 t2 at screen 0.5,1 - 44 / tall center font small textcolor rgb grey noenhanced
set style fill solid 1 noborder
set multiplot title t1 font ",18" offset 0,0.2
panel = 0
do for [i = 1:4] {
    if (has[i] > 0) {
        panel = panel + 1
        top = 1 - (90. + 190 * (panel - 1)) / tall
        set tmargin at screen top
        set bmargin at screen top - 138. / tall
        set label 2 heading[i] at graph 0,1.1 left font ",15"
        stats sprintf("$part%d", i) using ($3 > $4 ? $3 : $4) nooutput
        high = STATS_max > 0 ? STATS_max : 1
        if (ahead[i] > 0) { stats sprintf("$ahead%d", i) using 3 nooutput; high = STATS_max > high ? STATS_max : high }
        set yrange [0:high * 1.1]
        unset ytics
        set ytics (0) nomirror out scale 0.6 font ",13"
        apart = step_of(high, 6)
        do for [k = 0:floor(high * 1.1 / apart)] { set ytics add (figure(k * apart) k * apart) }
        unset key
        if (panel == panels) {
            do for [h = 0:int(2 * (to - from) + 0.5)] {
                x = from + h / 2.; year = int(floor(x))
                set label 100 + h sprintf("%d-H%d", year, x - year < 0.5 ? 1 : 2) at x, graph -0.12 center font ",12"
            }
            set key at screen 0.5,38 / tall center vertical samplen 1.5 font ",12" Left reverse maxrows 3
        }
        if (ahead[i] > 0) {
            plot sprintf("$part%d", i) using 1:2:($1 - 0.16):($1 + 0.16):2:3 with boxxyerror lc rgb faint[1] title t3, \
                 sprintf("$ahead%d", i) using 1:2:($1 - 0.08):($1 + 0.08):2:3 with boxxyerror lc rgb colours[2] title t4, \
                 sprintf("$part%d", i) using 1:4 with points pt 7 ps 0.8 lc rgb "black" title t5
        } else {
            plot sprintf("$part%d", i) using 1:2:($1 - 0.16):($1 + 0.16):2:3 with boxxyerror lc rgb faint[1] title t3, \
                 sprintf("$part%d", i) using 1:4 with points pt 7 ps 0.8 lc rgb "black" title t5
        }
        unset label 1
    }
}
unset multiplot
