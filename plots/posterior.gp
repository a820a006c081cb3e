# Assumptions before and after reported figures: 5–95 % of each in standard deviations of the one before.
# By hand, on an output folder of a calibration (CSV with commas, not --csv nl):
#     gnuplot -c plots/posterior.gp out/basis posterior.svg
if (!exists("from_program")) {
    load ARG0[1:strlen(ARG0) - strlen("posterior.gp")]."stijl.gp"
    calibrate = ARG1."/calibrate.csv"
    t1 = "Aannamen voor en na de gemelde cijfers"; t2 = ARG1; t3 = "standaardafwijkingen van de eerste aanname"
    t4 = "eerst, 5–95 %"; t5 = "nu, 5–95 %"; t6 = "A: aanname"; t7 = "gemiddelde"
    label_of(n, column) = column; plain(x) = abs(x) >= 1000 ? figure(x) : gprintf("%.3g", x)
    numbers_of(n, before, now) = plain(before)." → ".plain(now)
} else {
    t1 = $texts[1][2:*]; t2 = $texts[2][2:*]; t3 = $texts[3][2:*]; t4 = $texts[4][2:*]; t5 = $texts[5][2:*]
    t6 = $texts[6][2:*]; t7 = $texts[7][2:*]
    label_of(n, column) = $labels[n][2:*]; numbers_of(n, before, now) = $numbers[n][2:*]
}

# Columns: 6 observed, 7 prior_mean, 8 prior_p05, 9 prior_p95, 10 mean, 11 p05, 14 p95, 16 z. The shift z is the
# difference of the means in standard deviations of the prior, so that their unit follows; a parameter that did
# not move takes a third of the prior's range, as a normal has it.
unit(m, l, h, now, z) = abs(z) > 0.02 ? (now - m) / z : (h - l) / 3.29
set table $rows
plot calibrate skip 1 using (unit(column(7), column(8), column(9), column(10), column(16))):7:8:9:10:11:14 \
    with table if (strcol(1) eq "parameter")
unset table
# Labels as the register has them, those of assumptions marked; bars in a number of lines of text.
n = 0; invented = 0
mine = 0 # a row that is left out is looked at too
see(section, data) = (mine = section eq "parameter", n = n + mine, invented = data eq "invented", 0)
set table $names separator tab
plot calibrate skip 1 using (see(strcol(1), strcol(24)), mine == 0 ? "" : \
    sprintf("%s%s", strcol(23) eq "assumption" ? "A " : "", short(label_of(n, strcol(22)), 84))):\
    (mine == 0 ? "" : numbers_of(n, column(7), column(10))) with table if (strcol(1) eq "parameter")
unset table
if (!exists("from_program") && invented) { t1 = "Voorbeeld: aannamen voor en na VERZONNEN cijfers" }
set datafile separator whitespace
stats $rows using 1 nooutput
count = STATS_records
stats $rows using (abs(($6 - $2) / $1) > abs(($7 - $2) / $1) ? abs(($6 - $2) / $1) : abs(($7 - $2) / $1)) nooutput
far = STATS_max > 2.5 ? ceil(STATS_max) : 2.5

tall = 176. + 22 * count
if (!terminal_given) { set terminal svg size 1120,tall font "Arial,14" noenhanced background "#FFFFFF" }
if (!exists("from_program")) { set output ARG2 }
set lmargin at screen 0.48
set rmargin at screen 0.83
set tmargin at screen 1 - 66 / tall
set bmargin at screen 106 / tall
set label 2 t1 at screen 0.5,1 - 22 / tall center font ",18"
set label 1 t2 at screen 0.5,1 - 48 / tall center font small textcolor rgb grey noenhanced
set xrange [-far:far]
set yrange [count + 0.5:0.5]
set label 3 t3 at graph 0.5,screen 58 / tall center
set xtics 1 format "%g"
unset grid
set grid xtics lc rgb "#DDDDDD" lt 1 lw 1
set arrow 1 from 0, graph 0 to 0, graph 1 nohead lc rgb grey lw 1 dt 2 front
set ytics () scale 0 font ",12"
tab = "\t"
part(i, k) = (line = $names[i], cut = strstrt(line, tab), k == 1 ? line[1:cut - 1] : line[cut + 1:*])
do for [i = 1:count] {
    set ytics add (part(i, 1) i)
    set label 10 + i part(i, 2) at graph 1.03,first i left font ",13" noenhanced
}
set label 4 t7 at graph 1.03,screen 1 - 56 / tall left font ",13" textcolor rgb grey
set label 5 t6 at screen 0.97,24 / tall right font ",13"
set key at screen 0.5,24 / tall center horizontal samplen 2 font ",13" Left reverse maxrows 1
set style fill solid 1 noborder
plot $rows using (0):($0 + 1):(($3 - $2) / $1):(($4 - $2) / $1):($0 + 0.68):($0 + 1.32) with boxxyerror lc rgb faint[1] title t4, \
     $rows using (0):($0 + 1):(($6 - $2) / $1):(($7 - $2) / $1):($0 + 0.82):($0 + 1.18) with boxxyerror lc rgb colours[1] title t5, \
     $rows using (($5 - $2) / $1):($0 + 1) with points pt 7 ps 0.5 lc rgb "white" notitle
