# What every municipality is asked for in a year by each allocation policy, and the room that floor and cap leave.
# By hand, on an output folder of a run that has allocation.csv (CSV with commas, not --csv nl):
#     gnuplot -c plots/mechanism-allocation.gp out/verdeling-gemengd allocation.svg [year [floor cap]]
load ARG0[1:strlen(ARG0) - strlen("mechanism-allocation.gp")]."stijl.gp"
allocation = ARG1."/allocation.csv"
year = ARGC > 2 ? int(ARG3) : 2028
low = ARGC > 3 ? real(ARG4) : 0.5
high = ARGC > 4 ? real(ARG5) : 1.5
tall = 645.
set terminal svg size 640,tall font "Arial,16" noenhanced background "#FFFFFF"
set output ARG2
set decimalsign "."

# The rows of one policy in that year, in the order of the file: amount and by key in thousands, name.
names = "key previous_year population mixed"
wanted(i, channel, policy, when) = channel eq "surplus" && policy eq word(names, i) && when == year
next_place(is_wanted) = is_wanted ? (place = place + 1, place) : NaN
do for [i = 1:4] {
    place = -1
    eval sprintf("set table $of%d separator comma", i)
    plot allocation skip 1 using (next_place(wanted(i, strcol(1), strcol(2), $4))):($8 / 1000):($9 / 1000): \
        (sprintf("\"%s\"", strcol(6))) with table if (wanted(i, strcol(1), strcol(2), $4))
    unset table
}
stats $of1 using 1 nooutput
count = STATS_max + 1

set title sprintf("Who is asked for what in %d, by each policy", year) font ",18" offset 0,-0.2
set label 1 "central path; amounts after 2025 are indicative; policies, weights, floor and cap are assumptions" \
    at screen 0.5,14 / tall center font small textcolor rgb grey noenhanced
set xlabel "thousand euros, prices of the year" offset 0,0.3
set xrange [0:*]
set yrange [count - 0.4:-0.6]
set grid noytics xtics
set border 1
set ytics scale 0 font ",15"
set bmargin at screen 175 / tall
set key at screen 0.5,102 / tall center top vertical maxrows 3 samplen 1.6 width -2 font ",14" Left reverse
plot $of1 using (-1):1:yticlabels(4) with points ps 0 notitle, \
     $of1 using 3:1:(low * $3):(high * $3):($1 - 0.3):($1 + 0.3) with boxxyerror fs solid 1 noborder \
         fc rgb faint[1] title sprintf("%g to %g × key", low, high), \
     $of1 using 2:($1 - 0.3):(0):(0.6) with vectors nohead lc rgb "black" lw 3 title "key", \
     $of3 using 2:1 with points pt 6 ps 0.9 lw 2 lc rgb orange title "population", \
     $of2 using 2:1 with points pt 8 ps 0.9 lw 2 lc rgb green title "reached the year before", \
     $of4 using 2:1 with points pt 7 ps 0.8 lc rgb blue title "mixed"
