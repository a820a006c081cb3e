# How often each path is chosen at the gates of two scenarios, and how little an evaluation of few residents tells.
# By hand, on the output folders of two runs (CSV with commas, not --csv nl):
#     gnuplot -c plots/mechanism-gates.gp out/poort-evaluatie out/poort-groei gates.svg
load ARG0[1:strlen(ARG0) - strlen("mechanism-gates.gp")]."stijl.gp"
set decimalsign "."
tall = 760.
set terminal svg size 640,tall font "Arial,15" noenhanced background "#FFFFFF"
set output ARG3

array folder[4] = [ARG1, ARG1, ARG2, ARG2]
array gate[4] = ["besluit-2026", "besluit-2029", "besluit-2026", "besluit-2029"]
array name[4] = ["evaluation, 2026", "evaluation, 2029", "waiting, 2026", "waiting, 2029"]
array path[5] = ["stop", "door-450", "stap-575", "groei-700", "closed"]
array label[5] = ["stop", "450,000", "575,000", "700,000", "stopped before"]
array fills[5] = [red, sky, green, blue, "#BBBBBB"]

# The mean of a metric in a results.csv, 0 where it has no such row. Column 5 is the mean, 11 the median.
figure(file, metric, column) = \
    real(system(sprintf("awk -F, -v m='%s' '$1 == m && $4 == \"\" { print $%d; exit }' '%s/results.csv'", \
                        metric, column, file))."0")
set multiplot title "What the gates decide, and on how little" font ",18"

set lmargin at screen 0.21; set rmargin at screen 0.97
set tmargin at screen 0.86; set bmargin at screen 0.56
set xrange [0:100]; set yrange [0.4:4.6]
set xtics 0,20,100 format "%.0f%%"
unset ytics; unset key; unset grid
set label 1 "Share of replicates that choose each path" at screen 0.03,0.895 left font ",15"
do for [row = 1:4] {
    y = 5 - row; x = 0
    set label 10 + row name[row] at 0,y right offset -0.8,0
    do for [i = 1:5] {
        share = 100 * figure(folder[row], "gate.".gate[row].".".path[i], 5)
        object_id = 10 * row + i
        if (share > 0) {
            set object object_id rectangle from x,y - 0.32 to x + share,y + 0.32 fc rgb fills[i] fs solid 1 noborder
        }
        if (share >= 4) {
            set label 100 + object_id sprintf("%.0f%%", share) at x + share / 2,y center font ",13" front \
                textcolor rgb (i == 1 || i == 4 ? "white" : "black")
        }
        x = x + share
    }
}
do for [i = 1:5] {
    at_x = 0.06 + 0.185 * (i - 1)
    set object 200 + i rectangle from screen at_x,0.477 to screen at_x + 0.022,0.492 fc rgb fills[i] fs solid 1 noborder
    set label 200 + i label[i] at screen at_x + 0.03,0.485 left font ",13"
}
plot NaN notitle
unset label; unset object

# X of n followed succeed: P(X >= k) is an incomplete beta function of the true share.
n = floor(figure(ARG1, "gate.besluit-2026.followed", 5) + 0.5)
most = 60
at_least(k, n, p) = k <= 0 ? 1 : p <= 0 ? 0 : ibeta(k, n - k + 1, p)
k_of(bar, n) = ceil(bar * n - 1e-9)
set tmargin at screen 0.385; set bmargin at screen 0.14
set lmargin at screen 0.11
set xrange [0:0.1]; set yrange [0:1]
set xtics ("0%%" 0, "2%%" 0.02, "4%%" 0.04, "6%%" 0.06, "8%%" 0.08, "10%%" 0.1)
set ytics 0,0.25,1 format "%.2f"
set grid ytics lc rgb "#DDDDDD" lt 1 lw 1
set key at screen 0.54,0.04 center maxrows 2 samplen 3 font ",13" Left reverse
set label 2 "Chance of each choice in 2026, by the true share of successes" at screen 0.03,0.425 left font ",15"
set arrow 1 from 0.02,0 to 0.02,1 nohead dt 2 lc rgb grey lw 1.5
set label 3 "assumed mean, 2%" at 0.021,0.95 left font ",12" textcolor rgb grey
plot 1 - at_least(k_of(0.01, n), n, x) lc rgb red lw 2.5 title sprintf("stop, %d followed (mean)", n), \
     1 - at_least(k_of(0.01, most), most, x) lc rgb red lw 2.5 dt 3 title sprintf("stop, %d followed (asked)", most), \
     at_least(k_of(0.05, n), n, x) lc rgb blue lw 2.5 title sprintf("700,000, %d followed", n), \
     at_least(k_of(0.05, most), most, x) lc rgb blue lw 2.5 dt 3 title sprintf("700,000, %d followed", most)
unset multiplot
