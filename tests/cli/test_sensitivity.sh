#!/bin/sh
# poolraming sensitivity: which unknowns drive an outcome; the same figures on paper, in CSV and in JSON, the same bytes
# for any number of threads; what is no outcome is one line and exit 2.
. "$(dirname "$0")/lib.sh"
krap=$source/scenarios/surplus-krap.cfg
together=$source/tests/golden/samenhang.cfg

# No line of the text is wider than 100 columns.
narrow()
{
    columns=$(LC_ALL=C.UTF-8 wc -L <"$1")
    [ "$columns" -le 100 ] || fail "$1 is $columns columns wide"
}

# tells TEXT: stdout holds the text, wherever its lines break
tells()
{
    tr -s ' \n' '  ' <out >flat
    says flat "$1"
}

# column FILE NAME: the number of a column
column()
{
    head -n 1 "$1" | tr -d '\r' | tr ',' '\n' | grep -nx "$2" | cut -d: -f1
}

# All but the two lines of the clock.
timeless()
{
    grep -v '"started"\|"duration_seconds"' "$1/sensitivity.json" | cat - "$1/sensitivity.csv" "$1/tornado.csv" | cksum
}

expect 0 sensitivity "$basis" -n 2000 -j 1 --no-plots -o one
cp out tables
narrow out
says out "Scenario basis"
says out "service.residents_reached"
says out "municipality.net_effect"
says out "settlement"
says out "Chance carries"
says out "assumption), "
says out "workforce.filling_per_month"
tells "widest interval is"
tells "this is rough"
says out "Files: one/sensitivity.csv"
[ ! -e one/plots/tornado.svg ] || fail "a chart that was not asked for"
expect 0 sensitivity "$basis" -n 2000 -j 2 --no-plots -o two
sed 's/two/one/' out >tables.2
same tables.2 tables
[ "$(timeless one)" = "$(timeless two)" ] || fail "two threads give other bytes than one"
no_temporaries one

# Every uncertain parameter has a row, per outcome and method; unknowns have both indices.
for outcome in municipality.net_effect service.residents_reached settlement; do
    for method in src pcc srrc prcc first_given; do
        n=$(grep -c "^$outcome,.*,$method,parameter," one/sensitivity.csv)
        [ "$n" -eq 49 ] || fail "$outcome has $n rows of $method"
    done
    for kind in rest chance; do
        n=$(grep -c "^$outcome,.*,sobol_\(first\|total\),$kind," one/sensitivity.csv)
        [ "$n" -eq 2 ] || fail "$outcome has $n rows of $kind"
    done
    [ "$(grep -c "^$outcome," one/tornado.csv)" -eq 49 ] || fail "tornado.csv lacks rows of $outcome"
done

# The longest bar comes first, and low, high, swing and length belong together.
tr -d '\r' <one/tornado.csv | awk -F, -v base="$(column one/tornado.csv base)" -v swing="$(column one/tornado.csv swing)" \
    -v low="$(column one/tornado.csv low)" -v high="$(column one/tornado.csv high)" \
    -v length_at="$(column one/tornado.csv length)" '
    function size(x) { return x < 0 ? -x : x + 0 }
    { sub(/"[^"]*"/, "label") }
    NR == 1 { next }
    { least = $low + 0; most = $high + 0
      if (least > most) { least = most; most = $low + 0 }
      if (least > $base + 0) least = $base + 0
      if (most < $base + 0) most = $base + 0
      if ($1 == of && $length_at + 0 > last) { print "order: " $0; bad = 1 }
      if (size($high - $low - $swing) > 1e-8 * size($base) || size(most - least - $length_at) > 1e-8 * size($base)) {
          print "swing: " $0; bad = 1 }
      of = $1; last = $length_at + 0 }
    END { exit bad || NR != 148 }' >said || {
    head -n 3 said
    fail "tornado.csv does not hold together"
}

# JSON: on the terminal what is in the file, and in it the figures of the CSV files.
expect 0 sensitivity "$basis" -n 2000 --no-plots -o json --format json
grep -v '"started"\|"duration_seconds"' out >stdout.json
grep -v '"started"\|"duration_seconds"' json/sensitivity.json >file.json
same stdout.json file.json
says out '"precision_reached": false'
says out '"scenario_sha256": '
says out '"interrupted": false'
if command -v python3 >python 2>&1; then
    python3 - json <<'PYTHON' || fail "sensitivity.json is not what the CSV files say"
import csv, json, sys
folder = sys.argv[1]
said = json.load(open(folder + "/sensitivity.json", encoding="utf-8"))
assert [o["outcome"] for o in said["outcomes"]] == ["municipality.net_effect", "service.residents_reached", "settlement"]
for name, key in (("sensitivity.csv", "estimates"), ("tornado.csv", "tornado")):
    rows = list(csv.DictReader(open(folder + "/" + name, encoding="utf-8", newline="")))
    assert len(rows) == len(said[key]) > 100, name
    for row, object in zip(rows, said[key]):
        assert list(row) == list(object) or set(row) == set(object), (row, object)
        for column, cell in row.items():
            value = object[column]
            if isinstance(value, bool):
                assert cell == ("yes" if value else "no")
            elif value is None:
                assert cell == "", (column, row)
            elif isinstance(value, (int, float)):
                assert float(cell) == value, (column, cell, value)
            else:
                assert cell == value, (column, cell, value)
PYTHON
fi

# What is printed is what the file says: the chance of an outcome, and the swing of its first bar.
chance=$(grep '^settlement,EUR,all,,sobol_total,chance,' one/sensitivity.csv | cut -d, -f10)
shown=$(sed -n '/^Which part of the variance.*settlement/,/^What does/p' tables | grep '^chance' | sed 's/.*% *\([0-9.]*\)% .*/\1/')
awk -v a="$chance" -v b="$shown" 'BEGIN { d = 100 * a - b; exit !(b != "" && d * d <= 25) }' ||
    fail "the table says $shown% chance, the file $chance"

# One outcome, of a municipality and a year; in Dutch; a spreadsheet's dialect.
expect 0 sensitivity "$basis" --outcome deployment.hours --municipality Venlo --period 2027 -n 2000 --no-plots -o venlo \
    --lang nl --csv nl
narrow out
says out "Venlo, 2027"
says out "Toeval draagt"
says out "Bestanden: venlo/sensitivity.csv"
lacks out "municipality.net_effect"
says venlo/tornado.csv "deployment.hours;hours;2027;Venlo;"
expect 0 sensitivity "$basis" -n 2000 --quiet --no-plots -o quiet
empty out
empty err

# What is correlated is one unknown, which is said and why; in the other tables it is marked.
expect 0 sensitivity "$together" --outcome service.residents_reached -n 2000 --no-plots -o together
narrow out
tells "Correlated in the scenario: "
tells "demand.uptake + demand.giving_up"
tells "has no meaning"
grep -q '^demand.uptake ‡ ' out || fail "a correlated parameter has no mark in the tornado"
says together/sensitivity.csv "sobol_total,together,demand.uptake + demand.giving_up,"
[ "$(grep -c ',yes,' together/tornado.csv)" -eq 4 ] || fail "tornado.csv does not mark the correlated parameters"

# Where nothing is uncertain all is chance; where nothing varies that is said.
expect 0 sensitivity "$basis" -n 2000 --set run.parameters=fixed --no-plots -o fixed
tells "all of the spread is chance"
says fixed/sensitivity.csv ",sobol_total,chance,chance,chance,,1,0,1,1,"
lines fixed/sensitivity.csv 7
lines fixed/tornado.csv 1
expect 0 sensitivity "$basis" -n 2000 --outcome surplus.reduction --period 2024 --no-plots -o certain
tells "same in every replicate"
expect 0 sensitivity "$basis" -n 2000 --outcome service.wait_months --period 2024-H1 --no-plots -o wait
tells "has no value"
narrow out
expect 0 sensitivity "$krap" -n 2000 --outcome surplus.after --no-plots -o krap

# Precision: few points suffice where much is allowed.
expect 0 sensitivity "$basis" -n 60000 --precision 0.3 --outcome settlement --no-plots -o coarse
tells "tight enough"
lacks out "this is rough"
says coarse/sensitivity.json '"precision_reached": true'

# Charts: whole pictures, and those of an earlier run go where none are asked for.
if command -v gnuplot >/dev/null 2>&1; then
    expect 0 sensitivity "$basis" -n 2000 -o drawn --lang nl
    for chart in tornado sobol; do
        grep -q '</svg>' "drawn/plots/$chart.svg" || fail "$chart.svg is no picture"
        gnuplot -c "$source/plots/$chart.gp" drawn "$chart.svg" 2>said || fail "$chart.gp by hand: $(head -n 2 said)"
        grep -q '</svg>' "$chart.svg" || fail "$chart.gp draws nothing by hand"
    done
    says drawn/plots/tornado.svg "definitief cijfer min septembercijfer, gemiddeld"
    says drawn/plots/sobol.svg "toeval"
    expect 0 sensitivity "$basis" -n 2000 --no-plots -o drawn
    [ ! -e drawn/plots/sobol.svg ] || fail "a chart of another run is left"
    PATH=/nowhere "$program" sensitivity "$basis" -n 2000 -o undrawn >out 2>err || fail "no gnuplot, no figures"
    says err "cannot be started"
    filled undrawn/tornado.csv
fi

refuses "expected SCENARIO, for example" sensitivity
refuses "did you mean service.residents_reached?" sensitivity "$basis" --outcome service.resident_reached
refuses "did you mean Venlo?" sensitivity "$basis" --municipality Venloo --outcome settlement
refuses "from 2023 to 2031" sensitivity "$basis" --outcome settlement --period 2040
refuses "is no period" sensitivity "$basis" --outcome settlement --period later
refuses "ratio of means" sensitivity "$basis" --outcome value.break_even_per_resident
refuses "expected --unmasked" sensitivity "$basis" --outcome service.theme.armoede --municipality Beesel
refuses "at least 2000" sensitivity "$basis" -n 100
refuses "between 0 and 1" sensitivity "$basis" --precision 3
refuses "nothere.cfg" sensitivity nothere.cfg
refuses "does not belong to this command: sensitivity" sensitivity "$basis" --half-year 2025-H2
refuses "does not belong to this command: run" run "$basis" --outcome settlement
refuses "is no metric" sensitivity "$basis" --outcome "$(printf 'a\033[31mb')"
[ "$(tr -dc '\033' <err | wc -c)" -eq 0 ] || fail "an escape reaches the terminal"
expect 2 sensitivity "$basis" --outcome cost.totl --outcome setlement
lines err 2
expect 0 sensitivity "$basis" --outcome service.theme.armoede --municipality Beesel --unmasked -n 2000 --no-plots -o theme
finish
