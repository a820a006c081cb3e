# Lower share in the positive balance per municipality: decided years and the first indicative year.
# By hand, on an output folder of a run (CSV with commas, not --csv nl):
#     gnuplot -c plots/daling.gp out/basis daling.svg
if (!exists("from_program")) {
    load ARG0[1:strlen(ARG0) - strlen("daling.gp")]."stijl.gp"
    surplus = ARG1."/surplus.csv"
    t1 = "Daling aandeel in positief saldo"; t2 = ARG1; t3 = "besloten"; t4 = "indicatief"
    t5 = "duizend euro per jaar"
} else {
    t1 = $texts[1][2:*]; t2 = $texts[2][2:*]; t3 = $texts[3][2:*]; t4 = $texts[4][2:*]; t5 = $texts[5][2:*]
}

# Years with an amount: the last three decided ones and the first indicative one; without decided ones the first three.
years = ""; indicative = ""; count = 0; first = 0; largest = 0; decided = ""
wanted(year, status, eur) = (first = first == 0 ? year : first, count = year == first ? count + 1 : count, \
    eur <= 0 ? 0 : status eq "decided" ? \
    (strstrt(decided, sprintf("%d", year)) == 0 ? (decided = decided.sprintf(" %d", year)) : "", 0) : \
    (words(indicative) < 3 && strstrt(indicative, sprintf("%d", year)) == 0 ? \
    (indicative = indicative.sprintf(" %d", year)) : "", 0), largest = eur > largest ? eur : largest, 0)
set table $seen
plot surplus skip 1 using (wanted($1, strcol(2), $7)) with table
unset table
years = words(decided) > 3 ? sprintf("%s %s %s", word(decided, words(decided) - 2), word(decided, \
    words(decided) - 1), word(decided, words(decided))) : decided
if (words(decided) > 0 && words(indicative) > 1) { indicative = " ".word(indicative, 1) }
years = years.indicative
n = words(years)
if (words(decided) > 3) { decided = sprintf("%s %s %s", word(years, 1), word(years, 2), word(years, 3)) }
tall = 190. + count * 15 * (n > 2 ? n : 2)
if (!terminal_given) {
    set terminal svg size 640,tall font "Arial,16" noenhanced background "#FFFFFF"
}
if (!exists("from_program")) { set output ARG2 }

set title t1 font ",18" offset 0,-0.2
set label 1 t2 at screen 0.5,14 / tall center font small textcolor rgb grey noenhanced
set xlabel t5 offset 0,0.3
apart = step_of(largest / 1000, 6)
set xrange [0:apart * ceil(1.08 * largest / 1000 / apart)]
set xtics (0)
do for [k = 0:ceil(1.08 * largest / 1000 / apart)] { set xtics add (figure(k * apart) k * apart) }
set yrange [count - 0.4:-0.6]
if (grid) { set grid noytics xtics }
set border 1
set ytics scale 0 font ",15"
set bmargin at screen 132 / tall
set key at screen 0.5,58 / tall center top vertical maxrows 1 samplen 1.6 width pulled font ",14" Left reverse
row(name) = (place = place + 1, place)
is_row(i, year) = year == int(word(years, i))
is_indicative(i) = strstrt(indicative, word(years, i)) > 0
label_of(i) = word(years, i)." ".(is_indicative(i) ? t4 : t3)
bar = 0.8 / n
middle(i) = -0.4 + bar * (i - 0.5)
array shade[3] = [green, sky, blue]
array light[3] = [pales[2], pales[1], pales[3]]
array edge[3] = [orange, blue, green]
nth(i) = i - n + words(indicative) # among the indicative ones
shade_of(i) = is_indicative(i) ? light[nth(i)] : shade[3 - words(decided) + i]
edge_of(i) = is_indicative(i) ? edge[nth(i)] : shade_of(i)
# Rows of one year each, in the order of the file.
do for [i = 1:n] {
    place = -1
    eval sprintf("set table $bar%d separator comma", i)
    plot surplus skip 1 using (is_row(i, $1) ? row("") : NaN):($7 / 1000):(sprintf("\"%s\"", short(strcol(3), 24))) \
        with table if (is_row(i, $1))
    unset table
}
if (terminal_given) {
    # One line of characters for each bar and one between municipalities.
    lines = count * (n + 1) - 1
    set terminal dumb noenhanced mono size 100,lines + 13
    set tmargin 3; set bmargin 9
    set yrange [lines:0]
    line(place, i) = place * (n + 1) + i - 1
    plot $bar1 using (-1):(line($1, 1)):yticlabels(3) with points ps 0 notitle, \
         for [i = 1:n] sprintf("$bar%d", i) \
             using (0):(line($1, i)):(0):2:(line($1, i) - 0.2):(line($1, i) + 0.2) \
             with boxxyerror fs solid 1 noborder lt i + 2 title label_of(i), \
         for [i = 1:n] sprintf("$bar%d", i) using 2:(line($1, i)):(figure($2)) with labels left offset 1.5,0 notitle
} else {
    plot $bar1 using (-1):1:yticlabels(3) with points ps 0 notitle, \
         for [i = 1:n] sprintf("$bar%d", i) \
             using (0):($1 + middle(i)):(0):2:($1 + middle(i) - 0.46 * bar):($1 + middle(i) + 0.46 * bar) \
             with boxxyerror fs solid 1 border lc rgb edge_of(i) fc rgb shade_of(i) title label_of(i), \
         for [i = 1:n] sprintf("$bar%d", i) using 2:($1 + middle(i)):(figure($2)) \
             with labels left offset 0.3,0 font ",11" textcolor rgb grey notitle
}
