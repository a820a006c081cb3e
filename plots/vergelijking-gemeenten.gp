# What the net effect of each municipality differs from the base, all years together.
# By hand, on an output folder of poolraming compare (CSV with commas, not --csv nl):
#     gnuplot -c plots/vergelijking-gemeenten.gp out/basis-stop-2025 vergelijking-gemeenten.svg
if (!exists("from_program")) {
    load ARG0[1:strlen(ARG0) - strlen("vergelijking-gemeenten.gp")]."stijl.gp"
    compare = ARG1."/compare.csv"
    t1 = "Verschil per gemeente, alle jaren samen"; t2 = ARG1; t3 = "netto-effect, duizend euro"
    t4 = "stip: gemiddelde; streep: 5–95 % van de herhalingen"
} else {
    t1 = $texts[1][2:*]; t2 = $texts[2][2:*]; t3 = $texts[3][2:*]; t4 = $texts[4][2:*]
}
array name[64]; array town[100]
scenarios = 0; towns = 0
place(s, i) = i > scenarios ? (scenarios = i, name[i] = s, i) : name[i] eq s ? i : place(s, i + 1)
row_of(s, i) = i > towns ? (towns = i, town[i] = s, i) : town[i] eq s ? i : row_of(s, i + 1)
wanted(x) = strcol(3) eq "municipality.net_effect" && strcol(6) ne "" && strcol(5) eq "all"
low = 0; high = 0
wider(x) = !wanted(0) ? NaN : (low = x < low ? x : low, high = x > high ? x : high, x)
set table $rows separator tab
plot compare skip 1 using (wanted(0) ? row_of(strcol(6), 1) : NaN):(wanted(0) ? place(strcol(1), 1) : NaN): \
    (wider($9 / 1000)):(wider($11 / 1000)):(wider($13 / 1000)) with table if (wanted(0))
unset table
set datafile separator tab
rows = int((scenarios + 1) / 2)
each = 16 + 8 * scenarios
tall = 164. + 20 * rows + each * towns
if (!terminal_given) { set terminal svg size 640,tall font "Arial,15" noenhanced background "#FFFFFF" }
if (!exists("from_program")) { set output ARG2 }
beside_of(k) = (k - 0.5 * (scenarios + 1)) * (0.8 / (scenarios + 1))
point(k) = k % 4 == 1 ? 7 : k % 4 == 2 ? 5 : k % 4 == 3 ? 9 : 13
set lmargin at screen 0.27; set rmargin at screen 0.96
set tmargin at screen 1 - (50. + 20 * rows) / tall; set bmargin at screen 114 / tall
set label 1 t1 at screen 0.5,(tall - 20) / tall center font ",18"
set label 2 t2 at screen 0.5,12 / tall center font small textcolor rgb grey
set label 3 t4 at screen 0.5,34 / tall center font ",13" textcolor rgb grey
set key at screen 0.5,(tall - 36) / tall center top vertical maxrows rows samplen 1 font ",14" Left reverse
step = step_of(high - low > 0 ? high - low : 1, 5)
set xrange [step * floor(low / step):step * ceil(high / step + (high > low ? 0 : 1))]
set xtics (figure(0) 0) font ",14"
do for [i = int(floor(low / step)):int(ceil(high / step))] { set xtics add (figure(i * step) i * step) }
set xlabel t3 font ",14" offset 0,0.3
set yrange [towns + 0.6:0.4]
set border 1; set ytics scale 0 font ",14"; set grid noytics xtics lc rgb "#DDDDDD" lt 1 lw 1
set ytics ("" 0)
do for [i = 1:towns] { set ytics add (short(town[i], 24) i) }
set arrow 1 from 0, graph 0 to 0, graph 1 nohead lc rgb grey lw 1.5
plot for [k = 1:scenarios] $rows using ($2 == k ? $3 : NaN):($1 + beside_of(k)):4:5 \
    with xerrorbars pt point(k) ps 0.7 lw 2 lc rgb colours[(k - 1) % 7 + 1] title short(name[k], 30)
