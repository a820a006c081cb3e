# What an evaluation is worth by the residents it plans to follow, against what it costs; at the values where the choice turns.
# By hand, on an output folder of poolraming decide (CSV with commas, not --csv nl):
#     gnuplot -c plots/evsi.gp out/basis-besluit evsi.svg
if (!exists("from_program")) {
    load ARG0[1:strlen(ARG0) - strlen("evsi.gp")]."stijl.gp"
    evsi = ARG1."/evsi.csv"
    t1 = "Wat is de evaluatie waard?"; t2 = ARG1; t3 = "inwoners die de evaluatie wil volgen"; t4 = "waard, duizend euro"
    t5 = "als elke bereikte inwoner telt (waarde is aanname)"; t6 = "als alleen successen tellen (waarde is aanname)"; t7 = "kosten"; t8 = "per inwoner"; t9 = "per succes"
    t10 = "strook: twee standaardfouten"
} else {
    t1 = $texts[1][2:*]; t2 = $texts[2][2:*]; t3 = $texts[3][2:*]; t4 = $texts[4][2:*]; t5 = $texts[5][2:*]
    t6 = $texts[6][2:*]; t7 = $texts[7][2:*]; t8 = $texts[8][2:*]; t9 = $texts[9][2:*]; t10 = $texts[10][2:*]
}
array worth[24]; array of[24]; array error[24]
curves = 0; panels = 0; cost = 0; most_x = 0
array low[2]; array high[2]
low[1] = 0; low[2] = 0; high[1] = 0; high[2] = 0
panel(y) = y eq "resident" ? 1 : 2
curve(p, w, e, i) = i > curves ? (curves = curves + 1, worth[curves] = w, of[curves] = p, error[curves] = e, curves) : \
    (worth[i] == w && of[i] == p) ? i : curve(p, w, e, i + 1)
see(p, n, v, e, c) = (panels = p > panels ? p : panels, cost = c / 1000, most_x = n > most_x ? n : most_x, \
    high[p] = (v + 2 * e) / 1000 > high[p] ? (v + 2 * e) / 1000 : high[p], \
    low[p] = (v - 2 * e) / 1000 < low[p] ? (v - 2 * e) / 1000 : low[p], p)
now = 0
set table $rows separator tab
plot evsi skip 1 using (now = strcol(2) ne "grid", now ? see(panel(strcol(1)), $4, $6, $7, $8) : 0):\
    (now ? curve(panel(strcol(1)), $3, $11, 1) : 0):4:($6 / 1000):($7 / 1000) with table if (now)
unset table
set datafile separator tab
do for [i = 1:curves] {
    eval sprintf("set table $curve%d separator tab", i)
    plot $rows using 3:4:($4 - 2 * $5):($4 + 2 * $5) with table if ($2 == i)
    unset table
}
tall = 106. + 296. * panels
if (!terminal_given) { set terminal svg size 720,tall font "Arial,15" noenhanced background "#FFFFFF" }
if (!exists("from_program")) { set output ARG2 }
set multiplot
set lmargin at screen 0.12
set rmargin at screen 0.965
set xrange [0:most_x]
set xtics font ",13"
set ytics font ",13"
do for [p = 1:panels] {
    set tmargin at screen (tall - 68. - 296. * (p - 1)) / tall
    set bmargin at screen (tall - 68. - 296. * (p - 1) - 190.) / tall
    room = 1.7 * (high[p] > cost ? high[p] : cost)
    set yrange [low[p]:room > low[p] ? room : low[p] + 1.]
    unset arrow; unset label
    set label 1 (p == 1 ? t5 : t6) at graph 0.5, screen (tall - 58. - 296. * (p - 1)) / tall center font ",15"
    if (p == 1) {
        set label 2 t1 at screen 0.5,(tall - 20) / tall center font ",18"
        set label 3 t2 at screen 0.5,12 / tall center font small textcolor rgb grey
        set label 6 t10 at screen 0.5,28 / tall center font small textcolor rgb grey
    }
    set xlabel t3 font ",14" offset 0,0.4
    set ylabel t4 font ",14" offset 0.5,0
    set arrow 1 from 0, cost to most_x, cost nohead dt 2 lc rgb red lw 1.6
    set label 4 sprintf("%s %s", t7, gprintf("%.1f", cost)) at 0.45 * most_x, cost center offset 0,0.6 front font ",13" textcolor rgb red
    set key top right horizontal samplen 2 font ",13" width 1
    hue(i) = colours[1 + (i + 40) % 4]; pale(i) = faint[1 + (i + 40) % 4]
    title_of(i) = sprintf("€ %s %s", figure_with(worth[i], error[i]), p == 1 ? t8 : t9)
    first = 0
    last = 0
    do for [i = 1:curves] {
        first = first == 0 && of[i] == p ? i : first
        last = of[i] == p ? i : last
    }
    block(i) = sprintf("$curve%d", i)
    plot for [i = first:last] block(i) using 1:3:4 with filledcurves fc rgb pale(i - first) fs transparent solid 0.6 notitle, \
         for [i = first:last] block(i) using 1:2 with linespoints pt 7 ps 0.5 lw 2.4 lc rgb hue(i - first) title title_of(i)
}
unset multiplot
