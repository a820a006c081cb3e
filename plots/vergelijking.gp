# What scenarios differ from the base per year, region: net effect above, residents reached below.
# By hand, on an output folder of poolraming compare (CSV with commas, not --csv nl):
#     gnuplot -c plots/vergelijking.gp out/basis-stop-2025 vergelijking.svg
if (!exists("from_program")) {
    load ARG0[1:strlen(ARG0) - strlen("vergelijking.gp")]."stijl.gp"
    compare = ARG1."/compare.csv"
    t1 = "Verschil per jaar, regio"; t2 = ARG1; t3 = "netto-effect, duizend euro"; t4 = "bereikte inwoners"
    t5 = "stip: gemiddelde; streep: 5–95 % van de herhalingen"
} else {
    t1 = $texts[1][2:*]; t2 = $texts[2][2:*]; t3 = $texts[3][2:*]; t4 = $texts[4][2:*]; t5 = $texts[5][2:*]
}
array name[64]
scenarios = 0; first = 9999; last = 0
place(s, i) = i > scenarios ? (scenarios = i, name[i] = s, i) : name[i] eq s ? i : place(s, i + 1)
see(year) = (first = year < first ? year : first, last = year > last ? year : last, year)
wanted(metric) = strcol(3) eq metric && strcol(6) eq "" && is_year(strcol(5))
array low[2] = [0., 0.]; array high[2] = [0., 0.]
wider(p, x) = !wanted(metric[p]) ? NaN : (low[p] = x < low[p] ? x : low[p], high[p] = x > high[p] ? x : high[p], x)
array unit[2] = [1000., 1.]; array metric[2] = ["municipality.net_effect", "service.residents_reached"]
do for [p = 1:2] {
    eval sprintf("set table $panel%d separator tab", p)
    plot compare skip 1 using (wanted(metric[p]) ? see($5) : NaN):(wanted(metric[p]) ? place(strcol(1), 1) : NaN): \
        (wider(p, $9 / unit[p])):(wider(p, $11 / unit[p])):(wider(p, $13 / unit[p])) with table if (wanted(metric[p]))
    unset table
}
set datafile separator tab
rows = int((scenarios + 1) / 2)
tall = 664. + 20 * rows
if (!terminal_given) { set terminal svg size 640,tall font "Arial,15" noenhanced background "#FFFFFF" }
if (!exists("from_program")) { set output ARG2 }
beside_of(k) = (k - 0.5 * (scenarios + 1)) * (0.7 / (scenarios + 1))
point(k) = k % 4 == 1 ? 7 : k % 4 == 2 ? 5 : k % 4 == 3 ? 9 : 13
set multiplot
set lmargin at screen 0.12; set rmargin at screen 0.97
set xrange [first - 0.5:last + 0.5]
set xtics first,1 font ",14"
set xzeroaxis lt 1 lc rgb grey lw 1.5
do for [p = 1:2] {
    set tmargin at screen 1 - (80. + 20 * rows + 294 * (p - 1)) / tall
    set bmargin at screen 1 - (280. + 20 * rows + 294 * (p - 1)) / tall
    step = step_of(high[p] - low[p] > 0 ? high[p] - low[p] : 1, 5)
    set yrange [step * floor(low[p] / step):step * ceil(high[p] / step + (high[p] > low[p] ? 0 : 1))]
    set ytics (figure(0) 0)
    do for [i = int(floor(low[p] / step)):int(ceil(high[p] / step))] { set ytics add (figure(i * step) i * step) }
    unset label
    set label 4 (p == 1 ? t3 : t4) at graph 0,1.11 left font ",14"
    if (p == 1) {
        set label 1 t1 at screen 0.5,(tall - 20) / tall center font ",18"
        set label 2 t2 at screen 0.5,12 / tall center font small textcolor rgb grey
        set label 3 t5 at screen 0.5,34 / tall center font ",13" textcolor rgb grey
        set key at screen 0.5,(tall - 36) / tall center top vertical maxrows rows samplen 1 font ",14" Left reverse
    } else { unset key }
    panel(k) = sprintf("$panel%d", p)
    plot for [k = 1:scenarios] panel(k) using ($2 == k ? $1 + beside_of(k) : NaN):3:4:5 \
        with yerrorbars pt point(k) ps 0.7 lw 2 lc rgb colours[(k - 1) % 7 + 1] title short(name[k], 30)
}
unset multiplot
