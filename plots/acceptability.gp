# Chance that an option turns out best, by what a resident reached (above) or a success (below) is worth.
# By hand, on an output folder of poolraming decide (CSV with commas, not --csv nl):
#     gnuplot -c plots/acceptability.gp out/basis-besluit acceptability.svg
if (!exists("from_program")) {
    load ARG0[1:strlen(ARG0) - strlen("acceptability.gp")]."stijl.gp"
    acceptability = ARG1."/acceptability.csv"; decide = ARG1."/decide.csv"
    t1 = "Welke optie pakt het best uit?"; t2 = ARG1; t3 = "wat een bereikte inwoner waard is, euro (aanname)"
    t4 = "wat een succes waard is, euro (aanname)"; t5 = "kans de beste te zijn"; t6 = "t/m"
} else {
    t1 = $texts[1][2:*]; t2 = $texts[2][2:*]; t3 = $texts[3][2:*]; t4 = $texts[4][2:*]; t5 = $texts[5][2:*]; t6 = $texts[6][2:*]
}
array name[12]
options = 0
place(s, i) = i > options ? (options = options + 1, name[options] = s, options) : name[i] eq s ? i : place(s, i + 1)
array turn[40]; array turn_of[40]; array turn_error[40]
turns = 0; last = -1; panels = 0; high_1 = 0; high_2 = 0
panel(y) = y eq "resident" ? 1 : 2
note_turn(y, k, w, e) = k eq "switch" && w != last ? (last = w, turns = turns + 1, turn[turns] = w, turn_error[turns] = e, turn_of[turns] = y) : 0
see(y, k, w, e) = (panels = y > panels ? y : panels, y == 1 ? (high_1 = w) : (high_2 = w), note_turn(y, k, w, e), y)
set table $rows separator tab
plot acceptability skip 1 using (see(panel(strcol(1)), strcol(2), $3, $17)):3:(place(strcol(6), 1)):($12 * 100) with table
unset table
# An option that ends before another has its last year beside its name.
array until[12]
last_of_all = 0
take(i, y) = (until[i] = y, last_of_all = y > last_of_all ? y : last_of_all, i)
set table $ends
plot decide skip 1 using (take(place(strcol(1), 1), $25)):25 with table
unset table
title_of(k) = until[k] < last_of_all ? sprintf("%s (%s %.0f)", name[k], t6, until[k]) : name[k]
set datafile separator tab
do for [p = 1:panels] {
    do for [k = 1:options] {
        eval sprintf("set table $line%d_%d separator tab", p, k)
        plot $rows using 2:4:1:3 with table if ($1 == p && $3 == k)
        unset table
    }
}

tall = 130. + 290. * panels
if (!terminal_given) { set terminal svg size 720,tall font "Arial,15" noenhanced background "#FFFFFF" }
if (!exists("from_program")) { set output ARG2 }
set multiplot
set lmargin at screen 0.11
set rmargin at screen 0.965
set yrange [0:100]
set ytics 0,25
set format y "%.0f %%"
set xtics font ",13"
array hue[12]; array dash[12]
do for [k = 1:12] { hue[k] = colours[1 + (k - 1) % 7]; dash[k] = 1 + (k - 1) % 5 }
do for [p = 1:panels] {
    most = p == 1 ? high_1 : high_2
    set tmargin at screen (tall - 106. - 290. * (p - 1)) / tall
    set bmargin at screen (tall - 106. - 290. * (p - 1) - 215.) / tall
    set xrange [0:most]
    step = step_of(most, 5)
    set xtics (figure(0) 0)
    do for [i = 1:int(most / step)] { set xtics add (figure(i * step) i * step) }
    set xlabel (p == 1 ? t3 : t4) font ",14" offset 0,0.3
    set ylabel t5 font ",14" offset 0.8,0
    unset arrow; unset label
    if (p == 1) {
        set label 1 t1 at screen 0.5,(tall - 20) / tall center font ",18"
        set label 2 t2 at screen 0.5,12 / tall center font small textcolor rgb grey
        set key at screen 0.5,(tall - 34) / tall center top vertical maxrows 3 samplen 2.2 font ",13" width 1 Left reverse
    } else { unset key }
    do for [i = 1:turns] {
        if (turn_of[i] == p) {
            set arrow from turn[i], graph 0 to turn[i], graph 1 nohead dt 3 lc rgb grey lw 1.3
            set label figure_with(turn[i], turn_error[i]) at turn[i], graph 0.95 left \
                offset 0.5,0 font small textcolor rgb grey
        }
    }
    line(k) = sprintf("$line%d_%d", p, k)
    plot for [k = 1:options] line(k) using 1:2 with lines dt dash[k] lc rgb hue[k] lw 2.6 title title_of(k)
}
unset multiplot
