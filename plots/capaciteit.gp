# Staffing of the pool by month: persons at work with their range, against the establishment.
# By hand, on an output folder of a run (CSV with commas, not --csv nl):
#     gnuplot -c plots/capaciteit.gp out/basis capaciteit.svg
if (!exists("from_program")) {
    load ARG0[1:strlen(ARG0) - strlen("capaciteit.gp")]."stijl.gp"
    results = ARG1."/results.csv"
    t1 = "Bezetting van de pool"; t2 = ARG1; t5 = "personen, eind van de maand"
    t6 = "5–95 % van de herhalingen"; t7 = "25–75 %"; t8 = "gemiddelde"; t9 = "formatie"; t10 = "inzetbaar"
} else {
    t1 = $texts[1][2:*]; t2 = $texts[2][2:*]; t3 = $texts[3][2:*]; t4 = $texts[4][2:*]; t5 = $texts[5][2:*]; t6 = $texts[6][2:*]; t7 = $texts[7][2:*]
    t8 = $texts[8][2:*]; t9 = $texts[9][2:*]; t10 = $texts[10][2:*]
}
tall = 450.
if (!terminal_given) { set terminal svg size 640,tall font "Arial,16" noenhanced background "#FFFFFF" }
if (!exists("from_program")) { set output ARG2 }

set table $active
plot results skip 1 using (at(strcol(3))):8:10:5:12:14 \
    with table if (strcol(1) eq "capacity.active_persons" && strcol(4) eq "" && is_month(strcol(3)))
unset table
# The establishment changes on 1 January: drawn from the start of each month.
set table $target
plot results skip 1 using (at(strcol(3)) - 1. / 12):5 \
    with table if (strcol(1) eq "capacity.target_persons" && strcol(4) eq "" && is_month(strcol(3)))
unset table
set datafile separator whitespace
stats $active using 6 nooutput
highest = STATS_max
stats $active using 1 nooutput
from = floor(STATS_min); to = ceil(STATS_max - 1e-6)
stats $target using 2 nooutput
highest = STATS_max > highest ? STATS_max : highest

set title t1 font ",18" offset 0,-0.2
set label 1 t2 at screen 0.5,14 / tall center font small textcolor rgb grey noenhanced
set ylabel t5 offset 0.5,0
set yrange [0:highest * 1.14]
unset ytics
set ytics (0) nomirror out scale 0.6 textcolor rgb "black"
apart = step_of(highest, 8)
do for [k = 0:floor(highest * 1.14 / apart)] { set ytics add (figure(k * apart) k * apart) }
set xrange [from:to]
set xtics from,1 format "" scale 0.6
set for [year = from:to - 1:years_apart(to - from)] label 100 + year - from sprintf("%d", year) at year + 0.5, graph -0.05 center
set bmargin at screen 106 / tall
set key at screen 0.5,72 / tall center top vertical maxrows 2 samplen 2 spacing 1.1 width pulled font ",14" Left reverse
if (exists("decided_until")) {
    set arrow 1 from decided_until + 1, graph 0 to decided_until + 1, graph line_top nohead dt 2 lc rgb grey lw 1.5 front
    set label 3 t3 at decided_until + 1, graph 0.965 right offset -beside,0 font ",14" textcolor rgb grey
    set label 4 t4 at decided_until + 1, graph 0.965 left offset beside,0 font ",14" textcolor rgb grey
}
if (exists("on_terminal")) {
    plot $target using 1:2 with steps title t9." (".t8.")", $active using 1:4 with lines title t10." (".t8.")"
} else {
    plot $active using 1:2:6 with filledcurves fs solid 1 noborder lc rgb faint[1] title t6, \
         $active using 1:3:5 with filledcurves fs solid 1 noborder lc rgb pales[1] title t7, \
         $target using 1:2 with steps lc rgb red lw 2.5 dt 2 title t9." (".t8.")", \
         $active using 1:4 with lines lc rgb blue lw 2.5 title t10." (".t8.")"
}
