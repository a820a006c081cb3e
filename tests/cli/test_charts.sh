#!/bin/sh
# What a chart shows can be read: years that do not touch, names that leave room for the bars, figures with the
# language's separator, words that are whole; the templates work by hand too.
. "$(dirname "$0")/lib.sh"
command -v gnuplot >/dev/null || exit 0

charts="kosten capaciteit vraag daling overschrijding"

chart_run()
{
    expect 0 run "$1" -n 40 --quiet -o "$2" --lang "${3:-nl}"
    grep -v '^Let op: \|^Note: ' err >warnings
    empty warnings
    for chart in $charts; do
        filled "$2/plots/$chart.svg"
    done
}

# texts SVG: "x y anchor text", one a line
texts()
{
    sed -n 's/.*translate(\([0-9.]*\),\([0-9.]*\)).*text-anchor="\([a-z]*\)".*/\1 \2 \3/p
        s/^[[:space:]]*<text>\(.*\)<\/text>.*/\1/p' "$1" | awk 'NF == 3 && $3 ~ /^(middle|start|end)$/ { at = $0; next } { print at, $0 }'
}

# apart SVG FIRST LAST: the years below the axis are all there or every second, 40 points apart at least.
apart()
{
    texts "$1" | awk -v first="$2" -v last="$3" '
        $3 == "middle" && NF == 4 && $4 ~ /^20[0-9][0-9]$/ {
            n++
            if (n == 1 && $4 != first) { print "the first year is " $4; bad = 1 }
            if (n > 1 && $1 - x < 40) { print year " and " $4 " touch: " $1 - x; bad = 1 }
            x = $1; year = $4
        }
        END { if (n < 5 || last - year > 1) { print n " years up to " year; bad = 1 } exit bad }' ||
        fail "years of $1"
}

chart_run "$basis" nl
chart_run "$basis" en en
lines_of="fte coordinator startbijeenkomsten financieel-beheer contractmanagement evaluatie"
{
    echo "extends = \"$basis\"; id = \"zestien\"; title = \"Zestien jaar\"; time = { last_year = 2038; };"
    echo "demand = { uptake = { value = 0.05; }; };"
    separator=
    echo "budget = { lines = ("
    for line in $lines_of; do
        echo "$separator { id = \"$line\"; amounts = { y2032_2038 = 700000; }; }"
        separator=,
    done
    echo "); };"
} >zestien.cfg
chart_run zestien.cfg zestien
chart_run zestien.cfg sixteen en
for chart in kosten capaciteit vraag; do
    first=2024
    [ $chart = kosten ] && first=2023
    apart nl/plots/$chart.svg $first 2031
    apart zestien/plots/$chart.svg $first 2038
done

# Thousands: as the language writes them, never without.
texts zestien/plots/vraag.svg | grep -q ' [1-9]\.000$' || fail "no 1.000 in a Dutch chart"
texts sixteen/plots/vraag.svg | grep -q ' [1-9],000$' || fail "no 1,000 in an English chart"
for file in zestien/plots/vraag.svg sixteen/plots/vraag.svg; do
    texts $file | awk '$3 == "end" && $4 ~ /^[0-9][0-9][0-9][0-9]+$/ { print; bad = 1 } END { exit bad }' ||
        fail "a figure of $file lacks its separator"
done

# The line after the decided years ends below the heading of each panel.
{
    texts nl/plots/vraag.svg | awk '/half jaar$/ { print $2 }'
    sed -n "s/.*stroke-dasharray.*d='M[0-9.]*,[0-9.]* L[0-9.]*,\([0-9.]*\) .*/\1/p" nl/plots/vraag.svg
} | awk '{ y[NR] = $1 } END { for (i = 1; i <= 3; i++) if (y[i + 3] < y[i] + 3) { print "line to " y[i + 3] ", heading at " y[i]; bad = 1 }
    exit bad || NR != 6 }' || fail "vraag.svg: a line through a heading"

# Names of 200 characters: the bars keep their room, the whole provenance stays in the picture.
long=$(printf '%050d' 0 | tr 0 M)
long=$long$long$long$long
{
    echo "extends = \"$basis\"; id = \"lang\"; title = \"$long\";"
    echo "municipalities = ( { id = \"beesel\"; name = \"B$long\"; }, { id = \"venlo\"; name = \"Venlo $long\"; } );"
    echo "budget = { lines = ( { id = \"fte\"; label = \"$long\"; } ); };"
} >lang.cfg
chart_run lang.cfg lang
for chart in $charts; do
    grep -q MMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMM lang/plots/$chart.svg &&
        fail "$chart shows a whole name of 200 characters"
    grep -q 'M… · scenario lang · 40 herhalingen, startgetal 20230415' lang/plots/$chart.svg ||
        fail "$chart lacks its provenance"
done
grep -q 'Venlo M*…<' lang/plots/daling.svg || fail "daling.svg lacks the beginning of a long name"
axis()
{
    texts "$1/plots/daling.svg" | awk '$3 == "middle" && $4 == "0" { from = $1 } $3 == "middle" && $4 ~ /^[0-9]+$/ { to = $1 }
        END { print int(to - from) }'
}
[ "$(axis lang)" -gt 200 ] || fail "long names leave $(axis lang) points for the bars"
[ "$(axis nl)" -gt 300 ] || fail "names leave $(axis nl) points for the bars"

# On a terminal: no line wider than 100 columns, no word cut.
expect 0 run "$basis" -n 40 --quiet --plots terminal -o o --lang nl
for words in '2024 besloten ' '2025 besloten ' '2026 indicatief' 'Organisatiekosten (coördinator) ' 'bereikte inwoners per half jaar' \
    'wacht of krijgt hulp, eind half jaar' 'Bezetting van de pool' 'inzetbaar (gemiddelde)' 'raming [0-9]' ' indicatief ' '|indicatief ' \
    'Venlo [^ ]*[0-9] ' 'startgetal 20230415'; do
    grep -q -e "$words" out || fail "the terminal charts lack: $words"
done
grep -q ' ndicatief\||ndicatief\||ing 6' out && fail "a word is cut on the terminal"
[ "$(sed 's/[^ -~]//g' out | awk 'length > m { m = length } END { print m }')" -le 100 ] || fail "a terminal chart is too wide"

# By hand.
for chart in $charts; do
    gnuplot -c "$source/plots/$chart.gp" nl "$chart.svg" 2>words || fail "$chart by hand"
    empty words
    grep -q '</svg>' "$chart.svg" || fail "$chart by hand is no picture"
done

# Bars on the planned path are called that; with no decided year the legend is as pale as the bars, and the first
# three years with an amount are drawn; ticks of a narrow range are not the same figure twice.
if gnuplot --version >/dev/null 2>&1; then
    expect 0 run "$source/scenarios/poort-evaluatie.cfg" -n 50 --quiet -o gates
    says gates/plots/kosten.svg "bars on the planned path"
    says gates/plots/daling.svg "planned path"
    says gates/plots/kosten.svg ">indicative<"
    expect 0 run "$source/scenarios/bc-wmo-2022.cfg" -n 50 --quiet -o early
    lacks early/plots/kosten.svg "planned path"
    says early/plots/daling.svg "2023 indicative"
    says early/plots/daling.svg "2025 indicative"
    repeated=$(grep -o '>[0-9]\.[0-9]*<' early/plots/overschrijding.svg | sort | uniq -d)
    [ -z "$repeated" ] || fail "ticks are repeated: $repeated"
fi
finish
