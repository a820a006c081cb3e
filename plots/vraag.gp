# Demand, reach and waiting by half-year, one panel each, with the range of the replicates.
# By hand, on an output folder of a run (CSV with commas, not --csv nl):
#     gnuplot -c plots/vraag.gp out/basis vraag.svg
if (!exists("from_program")) {
    load ARG0[1:strlen(ARG0) - strlen("vraag.gp")]."stijl.gp"
    results = ARG1."/results.csv"
    t1 = "Vraag, bereik en wachtenden"; t2 = ARG1; t5 = "nieuwe inwoners per half jaar"
    t6 = "bereikte inwoners per half jaar"; t7 = "wacht of krijgt hulp, eind half jaar"
    t8 = "5–95 % van de herhalingen"; t9 = "25–75 %"; t10 = "gemiddelde"
} else {
    t1 = $texts[1][2:*]; t2 = $texts[2][2:*]; t3 = $texts[3][2:*]; t4 = $texts[4][2:*]; t5 = $texts[5][2:*]; t6 = $texts[6][2:*]; t7 = $texts[7][2:*]
    t8 = $texts[8][2:*]; t9 = $texts[9][2:*]; t10 = $texts[10][2:*]
}
tall = 790.
if (!terminal_given) { set terminal svg size 640,tall font "Arial,16" noenhanced background "#FFFFFF" }
if (!exists("from_program")) { set output ARG2 }

array metric[3] = ["demand.new_residents", "service.residents_reached", "service.backlog_residents"]
array heading[3] = [t5, t6, t7]
array hue[3] = [3, 1, 6]
array highest[3]
from = 1e9; to = 0
do for [i = 1:3] {
    eval sprintf("set table $part%d", i)
    plot results skip 1 using (at(strcol(3))):8:10:5:12:14 \
        with table if (strcol(1) eq metric[i] && strcol(4) eq "" && is_half(strcol(3)))
    unset table
}
set datafile separator whitespace
do for [i = 1:3] {
    stats sprintf("$part%d", i) using 6 nooutput
    highest[i] = STATS_max > 0 ? STATS_max : 1
    stats sprintf("$part%d", i) using 1 nooutput
    from = STATS_min < from ? floor(STATS_min) : from; to = STATS_max > to ? ceil(STATS_max) : to
}

set xrange [from:to]
set xtics from,1 format ""
set lmargin at screen 0.11
set rmargin at screen 0.97
set label 1 t2 at screen 0.5,14 / tall center font small textcolor rgb grey noenhanced
if (exists("decided_until")) {
    set arrow 1 from decided_until + 1, graph 0 to decided_until + 1, graph line_top nohead dt 2 lc rgb grey lw 1.5 front
    set label 3 t3 at decided_until + 1, graph 1.05 right offset -beside,0 font ",13" textcolor rgb grey
    set label 4 t4 at decided_until + 1, graph 1.05 left offset beside,0 font ",13" textcolor rgb grey
}
set multiplot title t1 font ",18" offset 0,0.2
do for [i = 1:3] {
    set tmargin at screen 0.89 - 0.267 * (i - 1)
    set bmargin at screen 0.89 - 0.267 * (i - 1) - 0.20
    set label 2 heading[i] at graph 0,(i == 1 ? 1.16 : 1.1) left font ",15"
    set yrange [0:highest[i] * 1.1]
    unset ytics
    set ytics (0) nomirror out scale 0.6 textcolor rgb "black" font ",14"
    apart = step_of(highest[i], 8)
    do for [k = 0:floor(highest[i] * 1.1 / apart)] { set ytics add (figure(k * apart) k * apart) }
    unset key
    if (i == 3) {
        set for [year = from:to - 1:years_apart(to - from)] label 100 + year - from sprintf("%d", year) at year + 0.5, graph -0.11 center
        set key at screen 0.5,74 / tall center top vertical maxrows 2 samplen 2 width pulled font ",14" Left reverse
    }
    part = sprintf("$part%d", i)
    if (exists("on_terminal")) {
        plot part using 1:4 with lines title t10
    } else {
        plot part using 1:2:6 with filledcurves fs solid 1 noborder lc rgb faint[hue[i]] title t8, \
             part using 1:3:5 with filledcurves fs solid 1 noborder lc rgb pales[hue[i]] title t9, \
             part using 1:4 with linespoints lc rgb colours[hue[i]] lw 2.5 pt 7 ps 0.4 title t10
    }
    unset label 1; unset label 3; unset label 4
}
unset multiplot
