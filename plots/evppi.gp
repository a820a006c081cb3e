# What knowing is worth: everything, groups, and the parameters that stand out; at the value where everything is worth most.
# By hand, on an output folder of poolraming decide (CSV with commas, not --csv nl):
#     gnuplot -c plots/evppi.gp out/basis-besluit evppi.svg
if (!exists("from_program")) {
    load ARG0[1:strlen(ARG0) - strlen("evppi.gp")]."stijl.gp"
    evppi = ARG1."/evppi.csv"
    t1 = "Wat is meer weten waard?"; t2 = ARG1; t3 = "duizend euro; streepjes: twee standaardfouten"
    t4 = "bij € %s per bereikte inwoner (aanname)"; t5 = "bij € %s per succes (aanname)"
    t6 = "A: aanname"; label_of(n, item) = item
    array words[7] = ["alle parameters (EVPI)", "mensen", "inzet", "vraag en uren per inwoner", "baten", "index", "geld en overig"]
} else {
    t1 = $texts[1][2:*]; t2 = $texts[2][2:*]; t3 = $texts[3][2:*]; t4 = $texts[4][2:*]; t5 = $texts[5][2:*]
    array words[7]
    do for [i = 1:7] { words[i] = $texts[5 + i][2:*] }
    t6 = $texts[13][2:*]; label_of(n, item) = strlen($labels[n]) > 1 ? $labels[n][2:*] : item
}
array ids[7] = ["", "people", "deployment", "demand", "benefit", "index", "money"]
word_at(s, i) = i > 7 ? s : ids[i] eq s ? words[i] : word_at(s, i + 1)
panel(y) = y eq "resident" ? 1 : 2
# Of each panel the value at which everything is worth most, and how much.
array at_worth[2]; array most[2]; array error_of[2]
most[1] = -1e99; most[2] = -1e99; panels = 0; n = 0
best(p, w, v, e) = (panels = p > panels ? p : panels, v > most[p] ? (most[p] = v, at_worth[p] = w, error_of[p] = e) : 0, p)
set table $found
plot evppi skip 1 using (strcol(4) eq "evpi" ? best(panel(strcol(1)), $3, $7, $12) : 0):3 with table
unset table
array bars[2]
bars[1] = 0; bars[2] = 0
# How far a panel reaches: to its longest bar, whichever that is, and its error. Where nothing is worth knowing it still
# has a scale, to show that.
array reach[2]
reach[1] = 0; reach[2] = 0
further(p, x) = reach[p] = x > reach[p] ? x : reach[p]
SHOWN = 14
told(p, w, k, v, e) = (n = n + 1, w) == at_worth[p] && bars[p] < SHOWN && k ne "clairvoyance" && (k eq "evpi" || (v > 2 * e && v > 0.01 * most[p]))
now = 0
row(p, v, e) = (further(p, 1.12 * v / 1000), further(p, (v + 2 * e) / 1000), bars[p] = bars[p] + 1, bars[p])
set table $rows separator tab
plot evppi skip 1 using (now = told(panel(strcol(1)), $3, strcol(4), $7, $8), panel(strcol(1))):(now ? row(panel(strcol(1)), $7, $8) : NaN):($7 / 1000):($8 / 1000):\
    (strcol(4) eq "evpi" ? 1 : strcol(4) eq "group" ? 2 : 3):(sprintf("%s%s", strcol(4) eq "parameter" && strcol(13) eq "assumption" ? "A  " : "", short(word_at(label_of(n, strcol(5)), 1), 56))) \
    with table if (now)
unset table
set datafile separator tab
do for [p = 1:panels] {
    eval sprintf("set table $panel%d separator tab", p)
    plot $rows using 2:3:4:5:(sprintf("\"%s\"", strcol(6))) with table if ($1 == p)
    unset table
}
tall = 70. + 100. * panels + 26. * (bars[1] + bars[2])
if (!terminal_given) { set terminal svg size 760,tall font "Arial,15" noenhanced background "#FFFFFF" }
if (!exists("from_program")) { set output ARG2 }
set multiplot
set lmargin at screen 0.53
set rmargin at screen 0.94
set border 1
set ytics scale 0 font ",12"
set xtics font ",12"
set grid noytics xtics lc rgb "#DDDDDD" lt 1 lw 1
unset key
top = tall - 66.
do for [p = 1:panels] {
    if (reach[p] <= 0) { reach[p] = 1. }
    set tmargin at screen top / tall
    set bmargin at screen (top - 26. * bars[p]) / tall
    set yrange [bars[p] + 0.6:0.4]
    set xrange [0:reach[p]]
    unset label; unset ytics
    set ytics scale 0 font ",12"
    set label 1 sprintf(p == 1 ? t4 : t5, figure_with(at_worth[p], error_of[p])) \
        at screen 0.5,(top + 14) / tall center font ",14"
    if (p == 1) {
        set label 2 t1 at screen 0.5,(tall - 20) / tall center font ",18"
        set label 3 t2 at screen 0.5,12 / tall center font small textcolor rgb grey
        set label 4 t6 at screen 0.04,32 / tall left font ",13"
    }
    apart = step_of(reach[p], 5)
    unset xtics
    set xtics nomirror (figure(0) 0) font ",12"
    do for [k = 1:int(reach[p] / apart)] { set xtics add (figure(k * apart) k * apart) }
    set xlabel t3 font ",13" offset 0,0.5
    top = top - 26. * bars[p] - 100.
    hue(k) = k == 1 ? grey : k == 2 ? orange : blue
    bars_of = sprintf("$panel%d", p)
    plot for [k = 1:3] bars_of using ($4 == k ? $2 / 2 : NaN):1:($2 / 2):(0.34):ytic(5) with boxxyerror fs solid noborder lc rgb hue(k), \
         bars_of using 2:1:($2 - 2 * $3):($2 + 2 * $3) with xerrorbars pt 7 ps 0.1 lc rgb "black" lw 1.2
}
unset multiplot
