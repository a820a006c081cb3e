# Cost per year: cost lines stacked, with the 5-95 % range of the replicates; indicative years lighter.
# By hand, on an output folder of a run (CSV with commas, not --csv nl):
#     gnuplot -c plots/kosten.gp out/basis kosten.svg
if (!exists("from_program")) {
    load ARG0[1:strlen(ARG0) - strlen("kosten.gp")]."stijl.gp"
    results = ARG1."/results.csv"; budget = ARG1."/budget.csv"
    t1 = "Kosten per jaar"; t2 = ARG1; t3 = "besloten"; t4 = "indicatief"
    t5 = "miljoen euro, prijzen van het jaar"; t6 = "5–95 % van de herhalingen"; t7 = "25–75 %"
    t8 = "gemiddelde"; t9 = "uitvoeringskosten"
} else {
    t1 = $texts[1][2:*]; t2 = $texts[2][2:*]; t3 = $texts[3][2:*]; t4 = $texts[4][2:*]; t5 = $texts[5][2:*]
    t6 = $texts[6][2:*]; t7 = $texts[7][2:*]; t8 = $texts[8][2:*]; t9 = $texts[9][2:*]
}
tall = 545.
if (!terminal_given) { set terminal svg size 640,tall font "Arial,16" noenhanced background "#FFFFFF" }
if (!exists("from_program")) { set output ARG2 }

# The lines that have an amount, by their place among the lines of a year; all execution costs are one.
first = 0; last = 0; decided = 0; n = 0; used = ""; execution = 0; place = 0; this = 0; ids = ""
see(year, status, channel, eur) = (place = year == this ? place + 1 : 1, this = year, \
    first = first == 0 ? year : first, last = year, decided = status eq "decided" ? year : decided, \
    channel eq "execution" ? (execution = execution || eur > 0) : \
    eur > 0 && strstrt(used, sprintf(" %d ", place)) == 0 ? (n = n + 1, used = used.sprintf(" %d ", place)) : 0, 0)
set table $seen
plot budget skip 1 using (see($1, strcol(2), strcol(4), $9), ids = ids." ".strcol(3), 0) with table
unset table
place_of(i) = i > n ? 0 : int(word(used, i))
if (exists("from_program")) {
    label_of(i) = i > n ? t9 : short($lines[place_of(i)][2:*], 32)
} else {
    label_of(i) = i > n ? t9 : short(word(ids, place_of(i)), 32)
}

# Sums within a year, row by row; a block of rectangles for each part of the stack.
place = 0; this = 0; top = 0; low = 0; highest = 0
stack(year, mln) = (place = year == this ? place + 1 : 1, low = year == this ? top : 0, top = low + mln, \
    this = year, highest = top > highest ? top : highest, year)
mine(i, channel) = i > n ? channel eq "execution" : channel ne "execution" && place == place_of(i)
keep(i, channel, mln) = mine(i, channel) && mln > 0
do for [i = 1:n + execution] {
    this = 0
    eval sprintf("set table $bar%d", i)
    plot budget skip 1 using (stack($1, $9 / 1e6)):(low):(top):(strcol(2) eq "decided") : \
        (keep(i, strcol(4), $9)) with table
    unset table
}
set table $fan
plot results skip 1 using (at(strcol(3))):($8 / 1e6):($10 / 1e6):($5 / 1e6):($12 / 1e6):($14 / 1e6) \
    with table if (strcol(1) eq "cost.total" && is_year(strcol(3)))
unset table
set datafile separator whitespace
stats $fan using 6 nooutput
highest = STATS_max > highest ? STATS_max : highest

# A row of the legend for each part of the stack, at least four.
rows = n + execution > 4 ? n + execution : 4
extra = 23 * (rows - 4)
tall = tall + extra
if (!terminal_given) { set terminal svg size 640,tall font "Arial,16" noenhanced background "#FFFFFF" }

set title t1 font ",18" offset 0,-0.2
set label 1 t2 at screen 0.5,14 / tall center font small textcolor rgb grey noenhanced
set ylabel t5 offset 0.5,0
set format y "%.1f"
set yrange [0:highest * 1.12]
set xrange [first - 0.1:last + 1.1]
set xtics 1 offset 0,0.2
set xtics (sprintf("%d", first) first + 0.5)
set for [year = first + 1:last] xtics add (int(year - first) % years_apart(last + 1 - first) == 0 ? \
    sprintf("%d", year) : "" year + 0.5)
if (decided > 0 && decided < last) {
    set arrow 1 from decided + 1, graph 0 to decided + 1, graph line_top nohead dt 2 lc rgb grey lw 1.5
    set label 2 t3 at decided + 1, graph 0.965 right offset -beside,0 font ",14" textcolor rgb grey
    set label 3 t4 at decided + 1, graph 0.965 left offset beside,0 font ",14" textcolor rgb grey
}
set key at screen 0.5,(116 + extra) / tall center top vertical maxrows rows samplen 1.4 spacing 1.1 width pulled font ",14" Left reverse
set bmargin at screen (160 + extra) / tall
plot for [i = 1:n + execution] sprintf("$bar%d", i) \
         using ($5 > 0 && $4 > 0 ? $1 + 0.5 : NaN):2:($1 + 0.14):($1 + 0.86):2:3 \
         with boxxyerror fs solid 1 noborder lc rgb colours[(i - 1) % 7 + 1] title (decided > 0 ? label_of(i) : ""), \
     for [i = 1:n + execution] sprintf("$bar%d", i) \
         using ($5 > 0 && $4 < 1 ? $1 + 0.5 : NaN):2:($1 + 0.14):($1 + 0.86):2:3 \
         with boxxyerror fs solid 1 noborder lc rgb pales[(i - 1) % 7 + 1] title (decided > 0 ? "" : label_of(i)), \
     $fan using 1:2:(0):($6 - $2) with vectors nohead lc rgb "black" lw 1.5 title t6, \
     $fan using 1:3:(0):($5 - $3) with vectors nohead lc rgb "black" lw 6 title t7, \
     $fan using ($1 - 0.2):4:(0.4):(0) with vectors nohead lc rgb "#B2182B" lw 3 title t8, \
     NaN with boxes fs solid 1 noborder lc rgb pales[1] title (decided > 0 && decided < last ? t4 : "")
