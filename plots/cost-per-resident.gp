# What the options cost and reach; the line joins those that are worth their while, with the cost of another resident.
# By hand, on an output folder of poolraming decide (CSV with commas, not --csv nl):
#     gnuplot -c plots/cost-per-resident.gp out/basis-besluit cost-per-resident.svg
if (!exists("from_program")) {
    load ARG0[1:strlen(ARG0) - strlen("cost-per-resident.gp")]."stijl.gp"
    decide = ARG1."/decide.csv"
    t1 = "Wat een extra bereikte inwoner kost"; t2 = ARG1; t3 = "inwoners bereikt, contant"
    t4 = "kosten min vermeden kosten, miljoen euro"; t5 = "per extra inwoner"; t6 = "t/m"
} else {
    t1 = $texts[1][2:*]; t2 = $texts[2][2:*]; t3 = $texts[3][2:*]; t4 = $texts[4][2:*]; t5 = $texts[5][2:*]; t6 = $texts[6][2:*]
}
tall = 480.
if (!terminal_given) { set terminal svg size 720,tall font "Arial,15" noenhanced background "#FFFFFF" }
if (!exists("from_program")) { set output ARG2 }

# The frontier from the cheapest on: each step begins where the last one ended.
array name[12]; array px[12]; array py[12]; array icer[12]; array error[12]; array status[12]; array before[12]; array until[12]
n = 0; last = 0
number(s) = strlen(s) > 0 ? real(s) : NaN
take(o, r, c, s, a, i, e, y) = (n = n + 1, error[n] = e, until[n] = y, last = y > last ? y : last, name[n] = o, px[n] = r, py[n] = c, status[n] = s, before[n] = a, icer[n] = i, n)
set table $rows
plot decide skip 1 using (strcol(2) eq "resident" ? take(strcol(1), $9, ($3 - $5) / 1e6, strcol(17), strcol(18), number(strcol(23)), number(strcol(24)), $25) : 0):9 with table
unset table
high_x = 0; high_y = 0; low_y = 0
do for [i = 1:n] {
    high_x = px[i] > high_x ? px[i] : high_x; high_y = py[i] > high_y ? py[i] : high_y; low_y = py[i] < low_y ? py[i] : low_y
}
high_x = high_x > 0 ? high_x : 1.; high_y = high_y > low_y ? high_y : low_y + 1.
set xrange [-0.04 * high_x:1.3 * high_x]
set yrange [low_y - 0.06 * (high_y - low_y):high_y + 0.14 * (high_y - low_y)]
set title t1 font ",18" offset 0,-0.2
set label 1 t2 at screen 0.5,14 / tall center font small textcolor rgb grey
set xlabel t3 offset 0,0.2
set ylabel t4 offset 0.5,0
set format y (high_y - low_y < 0.05 ? "%.3f" : high_y - low_y < 0.5 ? "%.2f" : "%.1f")
if (grid) { set grid xtics ytics lc rgb "#DDDDDD" lt 1 lw 1 }
set bmargin at screen 92 / tall
unset key
step = step_of(1.3 * high_x, 6)
set xtics (figure(0) 0)
do for [i = 1:int(1.3 * high_x / step)] { set xtics add (figure(i * step) i * step) }
do for [i = 1:n] {
    on = status[i] eq "frontier"
    do for [k = 1:n] {
        if (on && name[k] eq before[i] && k != i) {
            set arrow from px[k], py[k] to px[i], py[i] nohead lc rgb blue lw 2
            set label sprintf("€ %s %s", figure_with(icer[i], error[i]), t5) at (px[i] + px[k]) / 2, (py[i] + py[k]) / 2 right offset -0.8,0.3 \
                font ",13" textcolor rgb blue
        }
    }
    set label (until[i] < last ? sprintf("%s (%s %.0f)", name[i], t6, until[i]) : name[i]) at px[i], py[i] left offset 0.9,-0.35 font ",13" textcolor rgb (on ? "black" : grey) \
        point pt (on ? 7 : 6) ps 1 lc rgb (on ? blue : grey)
}
plot NaN notitle
