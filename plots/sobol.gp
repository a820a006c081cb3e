# Which part of an outcome's variance comes from which unknown, by itself and in total; a panel for each outcome.
# By hand, on an output folder of poolraming sensitivity (CSV with commas, not --csv nl):
#     gnuplot -c plots/sobol.gp out/basis sobol.svg
if (!exists("from_program")) {
    load ARG0[1:strlen(ARG0) - strlen("sobol.gp")]."stijl.gp"
    sensitivity = ARG1."/sensitivity.csv"
    t1 = "Welk deel van de spreiding komt waarvandaan?"; t2 = ARG1; t3 = "op zichzelf"
    t4 = "in totaal, met wat zij samen doet"; t5 = "% van de variantie; streepjes: 95 %-interval"; t6 = "A: aanname"
    title_of(i) = name[i]; label_of(n, column) = column
} else {
    t1 = $texts[1][2:*]; t2 = $texts[2][2:*]; t3 = $texts[3][2:*]; t4 = $texts[4][2:*]; t5 = $texts[5][2:*]
    t6 = $texts[6][2:*]
    title_of(i) = $panels[i][2:*]; label_of(n, column) = $labels[n][2:*]
}

# Panels in the order of the file; of a panel, a row for each unknown: first and total stand under each other.
# What does less than half a percent in total, and is no rest or chance, has none.
panels = 0; key = ""; place = 0; n = 0; least = 0; most = 1
array bars[16]; array name[16]; array row[640]
panel_of(k) = (k ne key ? (panels = panels + 1, place = 0, key = k) : 0, panels)
is_index(m) = m eq "sobol_first" || m eq "sobol_total"
number(s) = strlen(s) > 0 ? real(s) : NaN
reach(x, low, high) = (most = x > most ? x : most, most = high > most ? high : most, least = low < least ? low : least)
take(k, o, m, kind, x, low, high) = (n = n + 1, !is_index(m)) ? NaN : (panel_of(k), reach(x, low, high), place = place + (m eq "sobol_first"), \
    m eq "sobol_total" ? (shown = kind eq "rest" || kind eq "chance" || x >= 0.005, \
    bars[panels] = (place > 1 ? bars[panels] : 0) + shown, row[40 * panels + place] = shown ? bars[panels] : NaN) : 0, \
    name[panels] = o, panels)
set table $rows separator tab
plot sensitivity skip 1 using (take(strcol(1).strcol(3).strcol(4), strcol(1), strcol(5), strcol(6), $10, number(strcol(12)), number(strcol(13)))):(place):\
    (strcol(5) eq "sobol_total"):($10 * 100):($12 * 100):($13 * 100):\
    (sprintf("\"%s%s\"", strcol(9) eq "assumption" ? "A  " : "", short(label_of(n, strcol(8)), 56))) with table if (is_index(strcol(5)))
unset table
set datafile separator tab
do for [i = 1:panels] {
    do for [total = 0:1] {
        eval sprintf("set table $panel%d_%d separator tab", i, total)
        plot $rows using (row[40 * i + $2]):4:5:6:(sprintf("\"%s\"", strcol(7))) with table \
            if ($1 == i && $3 == total && row[40 * i + $2] == row[40 * i + $2])
        unset table
    }
}
total = 0
do for [i = 1:panels] { total = total + bars[i] * 26 + 66 }
tall = 118. + total
if (!terminal_given) { set terminal svg size 760,tall font "Arial,14" noenhanced background "#FFFFFF" }
if (!exists("from_program")) { set output ARG2 }

set multiplot
set border 1
set grid noytics xtics lc rgb "#DDDDDD" lt 1 lw 1
set lmargin at screen 0.5
set rmargin at screen 0.97
# All intervals whole: an estimate near 100 % has one that ends above it, and one near 0 begins below.
least = least < -0.05 ? least : -0.05; most = most > 1.03 ? most + 0.02 : 1.05
set xrange [least * 100:most * 100]
apart = most - least > 1.6 ? 50 : 20
set xtics (figure(0) 0) font ",12" offset 0,0.4
do for [k = int(ceil(least * 100 / apart)):int(floor(most * 100 / apart))] { set xtics add (figure(k * apart) k * apart) }
unset key
at_top = tall - 40.
do for [i = 1:panels] {
    from = at_top - 26.; to = from - bars[i] * 26.
    set tmargin at screen from / tall
    set bmargin at screen to / tall
    at_top = to - 40.
    unset label; unset object; unset ytics
    set ytics scale 0 font ",12"
    if (i == 1) {
        set label 1 t1 at screen 0.5,(tall - 20) / tall center font ",18"
        set label 2 t2 at screen 0.5,14 / tall center font ",12" textcolor rgb grey
        set object 1 rectangle from screen 0.20,34. / tall to screen 0.225,44. / tall fc rgb blue fs solid noborder
        set label 3 t3 at screen 0.235,39 / tall left font ",13"
        set object 2 rectangle from screen 0.40,34. / tall to screen 0.425,44. / tall fc rgb pales[1] fs solid noborder
        set label 4 t4 at screen 0.435,39 / tall left font ",13"
        set label 5 t6 at screen 0.82,39 / tall left font ",13"
        set label 7 t5 at screen 0.73,60 / tall center font ",12"
    }
    set label 6 title_of(i) at screen 0.5,(from + 11) / tall center font ",14"
    set yrange [bars[i] + 0.5:0.5]
    first = sprintf("$panel%d_0", i); whole = sprintf("$panel%d_1", i)
    plot first using (0):1:(0):2:($1 - 0.36):($1 - 0.02):yticlabels(5) with boxxyerror fs solid noborder fc rgb blue notitle, \
         whole using (0):1:(0):2:($1 + 0.02):($1 + 0.36) with boxxyerror fs solid noborder fc rgb pales[1] notitle, \
         first using 2:($1 - 0.19):3:4 with xerrorbars pt -1 lw 1.2 lc rgb "black" notitle, \
         whole using 2:($1 + 0.19):3:4 with xerrorbars pt -1 lw 1.2 lc rgb "black" notitle
}
unset multiplot
