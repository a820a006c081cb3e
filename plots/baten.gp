# What must be true to break even, and benefit less cost by payer with the range of the replicates.
# By hand, on an output folder of a run (CSV with commas, not --csv nl):
#     gnuplot -c plots/baten.gp out/basis baten.svg
if (!exists("from_program")) {
    load ARG0[1:strlen(ARG0) - strlen("baten.gp")]."stijl.gp"
    results = ARG1."/results.csv"
    t1 = "Baten min kosten"; t2 = ARG1; t5 = "baten min kosten, contante waarde in miljoen euro"
    t6 = "5–95 % van de herhalingen"; t7 = "gemiddelde"; t8 = "quitte"; t9 = "kosten"
    array label_of[10] = ["regionaal budget, betaalt de pool", "Wmo van de gemeenten", "Participatiewet", "UWV", \
        "zorgverzekeraars", "Wlz", "inwoners en samenleving", "gemeenten samen (eerste drie)", \
        "gemeenten, verlaagt begroting", "alle betalers samen"]
    even = NaN
    set table $even
    plot results skip 1 using (strcol(1) eq "value.break_even_per_resident" ? (even = $5) : 0):8 with table
    unset table
    first_title = even == even ? sprintf("Quitte pas bij € %.0f vermeden kosten per bereikte inwoner", even) : ""
    second_title = "baten zijn aannamen of een claim, geen bevinding"
} else {
    t1 = $texts[1][2:*]; t2 = $texts[2][2:*]; t5 = $texts[5][2:*]; t6 = $texts[6][2:*]; t7 = $texts[7][2:*]
    t8 = $texts[8][2:*]; t9 = $texts[9][2:*]
    array label_of[10]
    do for [i = 1:10] { label_of[i] = $texts[9 + i][2:*] }
    first_title = $title[1][2:*]; second_title = $title[2][2:*]
}
if (strlen(first_title) > 0) { t1 = first_title }
tall = 592.
if (!terminal_given) { set terminal svg size 640,tall font "Arial,16" noenhanced background "#FFFFFF" }
if (!exists("from_program")) { set output ARG2 }

array metric[10] = ["payer.regional", "payer.wmo_local", "payer.participatiewet", "payer.uwv", "payer.insurer", \
    "payer.wlz", "payer.other", "municipal", "cashable", ""]
name_of(i) = "value.net_present".(i < 10 ? "." : "").metric[i]
row(i) = i < 8 ? i : i + 0.6                                   # a gap before the sums
cost = 0; low = 0; high = 0
is(name) = strcol(1) eq name && strcol(3) eq "all"
set table $cost
plot results skip 1 using (is("value.cost_present") ? (cost = $5 / 1e6) : 0):5 with table
unset table
do for [i = 1:10] {
    eval sprintf("set table $row%d", i)
    plot results skip 1 using (row(i)):($5 / 1e6):($8 / 1e6):($14 / 1e6) with table if (is(name_of(i)))
    unset table
}
set datafile separator whitespace
low = -cost
do for [i = 1:10] {
    stats sprintf("$row%d", i) using 3 nooutput
    low = STATS_min < low ? STATS_min : low
    stats sprintf("$row%d", i) using 4 nooutput
    high = STATS_max > high ? STATS_max : high
}
span = high - low > 0 ? high - low : 1.

if (exists("on_terminal")) {
    set title t1."\n".second_title
} else {
    set label 2 t1 at screen 0.5,(tall - 24) / tall center font ",18" noenhanced
    set label 5 second_title at screen 0.5,(tall - 46) / tall center font ",13" textcolor rgb grey noenhanced
    set tmargin at screen (tall - 64) / tall
    set lmargin at screen 0.37
    set rmargin at screen 0.985
}
set label 1 t2 at screen 0.5,14 / tall center font small textcolor rgb grey noenhanced
set xlabel t5 offset 0,0.2
set format x "%.1f"
set yrange [11.2:0.4]
set xrange [low - 0.04 * span:high + (terminal_given ? 0.05 : 0.42) * span]
set border 1
if (grid) { set grid noytics xtics lc rgb "#DDDDDD" lt 1 lw 1 }
set ytics scale 0 font ",14"
set for [i = 1:10] ytics (label_of[i] row(i))
set for [i = 1:10] ytics add (label_of[i] row(i))
set bmargin at screen 148 / tall
set xtics font ",14"
set key at screen 0.5,70 / tall center top vertical maxrows 2 samplen 2 width -2 font ",14" Left reverse
# Break-even, and where a payer that gains nothing stands who pays all of it.
set arrow 1 from 0, graph 0 to 0, graph 1 nohead lc rgb "black" lw 1.5
set arrow 2 from -cost, graph 0 to -cost, graph 1 nohead dt 2 lc rgb red lw 1.5
set label 3 t8 at 0, first 8.05 left offset 0.5,0 font ",13"
set label 4 t9 at -cost, first 8.05 left offset 0.5,0 font ",13" textcolor rgb red
hue(i) = i < 4 ? blue : i < 8 ? orange : "black"
shown(i) = sprintf("$row%d", i)
range(a, b) = gprintf(abs(a) < 9.95 ? "%.2f" : "%.1f", a)." … ".gprintf(abs(b) < 9.95 ? "%.2f" : "%.1f", b)
if (exists("on_terminal")) {
    plot for [i = 1:10] shown(i) using 2:1:3:4 with xerrorbars notitle
} else {
    plot for [i = 1:10] shown(i) using 3:1:($4 - $3):(0) with vectors nohead lc rgb hue(i) lw (i < 8 ? 5 : 7) notitle, \
         for [i = 1:10] shown(i) using 2:1 with points pt 7 ps 0.75 lc rgb "white" notitle, \
         for [i = 1:10] shown(i) using 2:1 with points pt 6 ps 0.75 lw 1.5 lc rgb "black" notitle, \
         for [i = 1:10] shown(i) using ($4 > 0 ? $4 : 0):1:(range($3, $4)) with labels left offset 0.9,0 \
             font ",12" textcolor rgb grey notitle, \
         NaN with lines lc rgb grey lw 5 title t6, NaN with points pt 6 ps 0.75 lw 1.5 lc rgb "black" title t7
}
