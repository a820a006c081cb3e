# Net effect per year of each municipality, with the ranges of the replicates: one picture after the other.
# By hand, on an output folder of a run (CSV with commas, not --csv nl), one municipality:
#     gnuplot -c plots/gemeente.gp out/basis Venlo venlo.svg
if (!exists("from_program")) {
    load ARG0[1:strlen(ARG0) - strlen("gemeente.gp")]."stijl.gp"
    t1 = "besloten"; t2 = "indicatief"; t3 = "5–95 % van de herhalingen"; t4 = "25–75 %"; t5 = "gemiddelde"
    t6 = "duizend euro per jaar"; fans = 1
    results = ARG1."/results.csv"
    set table $fan1 separator comma
    plot results using (is_year(strcol(3)) ? real(strcol(3)) : NaN):5:8:10:12:14 \
        with table if (strcol(1) eq "municipality.net_effect" && strcol(4) eq ARG2 && is_year(strcol(3)))
    unset table
    set terminal svg size 640,300 font "Arial,16" noenhanced background "#FFFFFF"
    set output ARG3
} else {
    t1 = $texts[1][2:*]; t2 = $texts[2][2:*]; t3 = $texts[3][2:*]; t4 = $texts[4][2:*]; t5 = $texts[5][2:*]
    t6 = $texts[6][2:*]
    set terminal svg size 640,300 font "Arial,16" noenhanced background "#FFFFFF"
}
set ylabel t6 offset 0.5,0
set xtics 1 offset 0,0.2
set tmargin 1.2
set rmargin 2
set key at screen 0.5,0.08 center center horizontal maxrows 1 samplen 1.2 width -3 Left reverse font ",14"
set bmargin at screen 0.27
do for [m = 1:fans] {
    block = sprintf("$fan%d", m)
    set autoscale xy # else what is outside the picture before is not counted
    stats block using 1 nooutput
    first = STATS_min; last = STATS_max
    stats block using ($6 / 1000) nooutput
    highest = STATS_max
    stats block using ($3 / 1000) nooutput
    lowest = STATS_min
    set format y (highest - lowest < 5 ? "%.1f" : "%.0f")
    set xrange [first - 0.5:last + 0.5]
    set yrange [lowest < 0 ? lowest * 1.12 : 0:highest > 0 ? highest * 1.18 : 1]
    if (exists("decided_until") && decided_until >= first && decided_until < last) {
        set arrow 1 from decided_until + 0.5, graph 0 to decided_until + 0.5, graph 1 nohead dt 2 lc rgb grey lw 1.5
        set label 1 t1 at decided_until + 0.5, graph 0.94 right offset -0.6,0 font ",14" textcolor rgb grey
        set label 2 t2 at decided_until + 0.5, graph 0.94 left offset 0.6,0 font ",14" textcolor rgb grey
    }
    plot block using 1:($4 / 1000):($1 - 0.3):($1 + 0.3):($3 / 1000):($6 / 1000) \
             with boxxyerror fs solid 1 noborder lc rgb faint[1] title t3, \
         block using 1:($4 / 1000):($1 - 0.3):($1 + 0.3):($4 / 1000):($5 / 1000) \
             with boxxyerror fs solid 1 noborder lc rgb pales[1] title t4, \
         block using ($1 - 0.3):($2 / 1000):(0.6):(0) with vectors nohead lc rgb blue lw 3 title t5
}
