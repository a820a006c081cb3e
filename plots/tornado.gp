# What one parameter does: the outcome with it at its 5 % and at its 95 % point, the others at their mean; a panel
# for each outcome.
# By hand, on an output folder of poolraming sensitivity (CSV with commas, not --csv nl):
#     gnuplot -c plots/tornado.gp out/basis tornado.svg
if (!exists("from_program")) {
    load ARG0[1:strlen(ARG0) - strlen("tornado.gp")]."stijl.gp"
    tornado = ARG1."/tornado.csv"
    t1 = "Wat doet één parameter?"; t2 = ARG1; t3 = "parameter laag (5 %)"; t4 = "parameter hoog (95 %)"
    t5 = "duizend "; t6 = "A: aanname"
    title_of(i) = name[i]; unit_of(i) = unit[i]; label_of(n, column) = column
} else {
    t1 = $texts[1][2:*]; t2 = $texts[2][2:*]; t3 = $texts[3][2:*]; t4 = $texts[4][2:*]; t5 = $texts[5][2:*]
    t6 = $texts[6][2:*]
    title_of(i) = $panels[i][2:*]; unit_of(i) = $units[i][2:*]; label_of(n, column) = $labels[n][2:*]
}
most = 8 # bars in a panel

# Panels in the order of the file: a new one where outcome, period or municipality changes.
panels = 0; key = ""; place = 0; n = 0
array base[16]; array wide[16]; array bars[16]; array unit[16]; array name[16]; array left[16]; array right[16]
panel_of(k) = (n = n + 1, k ne key ? (panels = panels + 1, place = 0, key = k, bars[panels] = 0) : 0, place = place + 1, panels)
smaller(a, b) = a < b ? a : b
larger(a, b) = a > b ? a : b
take(p, o, u, b, l, h, length) = (place == 1 ? (base[p] = b, unit[p] = u, name[p] = o, wide[p] = length, left[p] = b, right[p] = b) : 0, \
    place <= most && length > 0.01 * wide[p] ? \
    (bars[p] = place, left[p] = smaller(left[p], smaller(l, h)), right[p] = larger(right[p], larger(l, h)), p) : NaN)
set table $rows separator tab
plot tornado skip 1 using (take(panel_of(strcol(1).strcol(3).strcol(4)), strcol(1), strcol(2), $13, $14, $15, $22)):(place):14:15:\
    (sprintf("\"%s%s\"", strcol(8) eq "assumption" ? "A  " : "", short(label_of(n, strcol(6)), 56))) with table
unset table
set datafile separator tab
do for [i = 1:panels] {
    eval sprintf("set table $panel%d separator tab", i)
    plot $rows using 2:3:4:(sprintf("\"%s\"", strcol(5))) with table if ($1 == i && $2 <= bars[i])
    unset table
}
total = 0
do for [i = 1:panels] { total = total + bars[i] * 21 + 92 }
tall = 96. + total
if (!terminal_given) { set terminal svg size 760,tall font "Arial,14" noenhanced background "#FFFFFF" }
if (!exists("from_program")) { set output ARG2 }

set multiplot
set border 1
set grid noytics xtics lc rgb "#DDDDDD" lt 1 lw 1
set ytics scale 0 font ",12"
set xtics font ",12"
set lmargin at screen 0.5
set rmargin at screen 0.95
unset key
at_top = tall - 40.
do for [i = 1:panels] {
    big = unit[i][1:3] eq "EUR" && larger(abs(left[i]), abs(right[i])) >= 20000
    per = big ? 1000. : 1.
    from = at_top - 26.; to = from - bars[i] * 21.
    set tmargin at screen from / tall
    set bmargin at screen to / tall
    at_top = to - 66.
    unset label; unset arrow; unset ytics; unset object
    set ytics scale 0 font ",12"
    if (i == 1) {
        set label 1 t1 at screen 0.5,(tall - 20) / tall center font ",18"
        set label 2 t2 at screen 0.5,14 / tall center font ",12" textcolor rgb grey
        set object 1 rectangle from screen 0.27,34. / tall to screen 0.295,44. / tall fc rgb blue fs solid noborder
        set label 3 t3 at screen 0.305,39 / tall left font ",13"
        set object 2 rectangle from screen 0.53,34. / tall to screen 0.555,44. / tall fc rgb orange fs solid noborder
        set label 4 t4 at screen 0.565,39 / tall left font ",13"
        set label 5 t6 at screen 0.80,39 / tall left font ",13"
    }
    set label 6 title_of(i) at screen 0.5,(from + 11) / tall center font ",14"
    span = right[i] - left[i] > 0 ? right[i] - left[i] : 1.
    set xrange [(left[i] - 0.09 * span) / per:(right[i] + 0.09 * span) / per]
    set yrange [bars[i] + 0.5:0.5]
    apart = magnitude(span / per / 4); apart = apart * (span / per / 4 / apart >= 5 ? 5 : span / per / 4 / apart >= 2 ? 2 : 1)
    unset xtics
    set xtics nomirror apart font ",12" offset 0,0.4
    set format x (apart < 0.01 ? "%.3f" : apart < 0.1 ? "%.2f" : apart < 1 ? "%.1f" : "%.0f")
    if (apart >= 1) {
        set xtics nomirror (0)
        do for [k = int(floor(left[i] / per / apart)) - 1:int(ceil(right[i] / per / apart)) + 1] {
            set xtics add (figure(k * apart) k * apart)
        }
    }
    set xlabel (big ? t5 : "").unit_of(i) font ",12" offset 0,0.8
    set arrow 1 from base[i] / per,0.5 to base[i] / per,bars[i] + 0.5 nohead lc rgb "black" lw 1
    rows = sprintf("$panel%d", i)
    plot rows using (base[i] / per):1:(base[i] / per):($2 / per):($1 - 0.36):($1 + 0.36):yticlabels(4) \
             with boxxyerror fs solid noborder fc rgb blue notitle, \
         rows using (base[i] / per):1:(base[i] / per):($3 / per):($1 - 0.36):($1 + 0.36) \
             with boxxyerror fs solid noborder fc rgb orange notitle
}
unset multiplot
