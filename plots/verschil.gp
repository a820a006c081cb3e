# Why the net effect of one run is not that of another: a waterfall of the region's parts, and what changes per municipality.
# By hand, on an output folder of poolraming diff (CSV with commas, not --csv nl):
#     gnuplot -c plots/verschil.gp out/diff-3f2a91c0-91c0aa10 verschil.svg
if (!exists("from_program")) {
    load ARG0[1:strlen(ARG0) - strlen("verschil.gp")]."stijl.gp"
    diff = ARG1."/diff.csv"
    t1 = "Waarom het netto-effect verandert"; t2 = ARG1; t3 = "duizend euro, regio, alle jaren"
    t4 = "verandering per gemeente, duizend euro, alle jaren"; t5 = "Totaal"
    array part[6] = ["index", "bedragen", "volume", "sleutel", "beleid", "spreiding"]
} else {
    t1 = $texts[1][2:*]; t2 = $texts[2][2:*]; t3 = $texts[3][2:*]; t4 = $texts[4][2:*]; t5 = $texts[5][2:*]
    array part[6]
    do for [i = 1:6] { part[i] = $texts[5 + i][2:*] }
}

# The region's row over all years, part by part; and who changes by how much.
array size[7]; start = 0; end = 0; count = 0; least = 0; most = 0; low = 0; high = 0
seen(a, b) = (start = a, end = b, 0)
wider(x) = (low = x < low ? x : low, high = x > high ? x : high, 0)
set table $region
plot diff skip 1 using (strcol(1) eq "all" && strcol(2) eq "" ? (seen($3, $10), size[1] = $4, size[2] = $5, \
    size[3] = $6, size[4] = $7, size[5] = $8, size[6] = $9, 0) : 0) with table
unset table
wanted(period, name) = period eq "all" && name ne ""
count_in(x) = (count = count + 1, least = x < least ? x : least, most = x > most ? x : most, count - 1)
set table $local separator comma
plot diff skip 1 using (wanted(strcol(1), strcol(2)) ? count_in($10 - $3) : NaN):(($10 - $3) / 1000):(sprintf("\"%s\"", \
    short(strcol(2), 24))) with table if (wanted(strcol(1), strcol(2)))
unset table
size[7] = end - start
# A step is written with a decimal where whole thousands would hide it.
one(x) = sprintf("%.1f", x)
comma(s) = thousand eq "." && strstrt(s, ".") > 0 ? s[1:strstrt(s, ".") - 1].",".s[strstrt(s, ".") + 1:*] : s
thousands(x) = (x > 0 ? "+" : "").(abs(x) < 99.95 ? (x == 0 ? "0" : comma(one(x))) : figure(x))

tall = terminal_given ? 1. : 414. + 22 * count
if (!terminal_given) { set terminal svg size 640,tall font "Arial,16" noenhanced background "#FFFFFF" }
if (!exists("from_program")) { set output ARG2 }

$bars << END_OF_BARS
END_OF_BARS
running = 0
set print $bars append
do for [i = 1:7] {
    from = i < 7 ? running : 0.
    running = i < 7 ? running + size[i] / 1000. : size[7] / 1000.
    dummy = wider(running)
    print sprintf("%d,%.6f,%.6f,%.6f,%d", i, from, running, size[i] / 1000., i == 7 ? 3 : size[i] < 0 ? 2 : 1)
}
unset print
room = high - low > 0 ? 0.16 * (high - low) : 1

set title t1 font ",18" offset 0,-0.2
set ylabel t3 offset 0,0
set xrange [0.4:7.6]
set yrange [low - room:high + room]
set format y ""; set ytics scale 0 # each step has its figure
set xtics (t5 7) scale 0 font ",13"
do for [i = 1:6] { set xtics add (part[i] i) }
set xzeroaxis lt 1 lc rgb grey lw 1
array tone[3] = [orange, blue, grey]
label_at(a, b) = b >= a ? b + 0.28 * room : b - 0.28 * room
if (terminal_given) {
    plot $bars using 1:2:($1 - 0.3):($1 + 0.3):2:3 with boxxyerror fs solid 1 notitle, \
         $bars using 1:(label_at($2, $3)):(thousands($4)) with labels notitle
} else {
    set label 1 t2 at screen 0.5,14 / tall center font small textcolor rgb grey noenhanced
    set multiplot
    set lmargin at screen 0.08; set rmargin at screen 0.97
    set tmargin at screen 1 - 46 / tall; set bmargin at screen 1 - 300 / tall
    plot for [k = 1:3] $bars using ($5 == k ? $1 : NaN):2:($1 - 0.33):($1 + 0.33):2:3 \
             with boxxyerror fs solid 1 noborder lc rgb tone[k] notitle, \
         $bars using ($1 < 6 ? $1 + 0.33 : NaN):3:(0.34):(0) with vectors nohead lc rgb grey lw 1 dt 2 notitle, \
         $bars using 1:(label_at($2, $3)):(thousands($4)) with labels font ",13" noenhanced notitle
    unset label 1
    set title t4 font ",16" offset -6,-0.2
    unset ylabel; unset xzeroaxis
    set lmargin at screen 0.28; set rmargin at screen 0.93
    set tmargin at screen 1 - 380 / tall; set bmargin at screen 34 / tall
    widest = most - least > 0 ? (most - least) / 1000. : 1
    set xrange [least / 1000. - 0.12 * widest:most / 1000. + 0.12 * widest]
    set yrange [count - 0.4:-0.6]
    unset xtics; set border 0; unset grid
    set ytics scale 0 font ",14"
    set arrow 1 from 0, graph 0 to 0, graph 1 nohead lc rgb grey lw 1
    plot $local using (least / 1000. - 9 * widest):1:yticlabels(3) with points ps 0 notitle, \
         $local using (0):1:(0):2:($1 - 0.33):($1 + 0.33) \
             with boxxyerror fs solid 1 noborder lc rgb green notitle, \
         $local using ($2 >= 0 ? $2 : NaN):1:(thousands($2)) with labels left offset 0.5,0 font ",12" textcolor rgb grey notitle, \
         $local using ($2 < 0 ? $2 : NaN):1:(thousands($2)) with labels right offset -0.5,0 font ",12" textcolor rgb grey notitle
    unset multiplot
}
