#!/bin/sh
# decide: every format tells the same story, sign and direction included; any number of threads; what is refused.
. "$(dirname "$0")/lib.sh"
stop=$source/scenarios/stop-2025.cfg
on=$source/scenarios/doorgaan-450.cfg
tables="decide acceptability evppi evsi break_even"

# One scenario: basis.cfg has options beside it, another has none, and a copy of basis.cfg elsewhere neither.
expect 0 decide "$basis" -n 100 --value 1500 -o shipped --no-plots
says err "Note: only basis.cfg was given; options are also stop-2025, doorgaan-450, uitbreiding-gefaseerd, bc-wmo-2022"
[ "$(cut -d, -f1 shipped/decide.csv | sort -u | wc -l)" -eq 6 ] || fail "basis.cfg has not its options"
refuses "expected at least two options, or basis.cfg with the options beside it" decide "$stop"
mkdir alone
printf 'extends = "%s";\n' "$basis" >alone/basis.cfg
refuses "expected at least two options" decide alone/basis.cfg

# JSON and CSV row by row; the dialect, the language and the number of threads change no figure.
flat()
{
    sed -n "/^\"$2\": \[/,/^\]/p" "$1" | sed -n 's/^{\(.*\)},\{0,1\}$/\1/p' |
        sed 's/"[a-z0-9_]*": //g; s/null//g; s/, /,/g; s/"//g'
}
agrees()
{
    flat "$1" "$3" >flat
    tr -d '\r' <"$2/$3.csv" | tail -n +2 >rows
    filled rows
    head -n 1 "$2/$3.csv" | tr -d '\r' | tr ',' '\n' >names
    sed -n "/^\"$3\": \[/,/^\]/p" "$1" | sed -n '2p' | grep -o '"[a-z0-9_]*": ' | tr -d '": ' >keys
    same names keys
    awk -F, 'FNR == NR { line[NR] = $0; n = NR; next }
        { m++; k = split(line[FNR], b, ","); if (k != NF) { print "columns: " $0 " | " line[FNR]; bad = 1 }
          for (i = 1; i <= NF; i++) if ($i != b[i] && ($i !~ /^-?[0-9]/ || b[i] !~ /^-?[0-9]/ || $i - b[i] > 1e-9 * ($i > 0 ? $i : -$i) ||
              b[i] - $i > 1e-9 * ($i > 0 ? $i : -$i))) { print "differs: " $i " | " b[i] " | " $0; bad = 1 } }
        END { exit bad || m != n || n == 0 }' flat rows >said || {
        head -n 3 said
        fail "$1: $3 is not $2/$3.csv"
    }
}
expect 0 decide "$stop" "$on" "$basis" -n 100 -o o --no-plots
cp out text
empty err
expect 0 decide "$stop" "$on" "$basis" -n 100 -j 1 -o json --no-plots --format json
empty err
for table in $tables; do
    agrees out json "$table"
    agrees o/decide.json o "$table"
    same "o/$table.csv" "json/$table.csv"
done
same o/decide.json out
[ "$(grep -c '"sha256": ' out)" -eq 3 ] || fail "decide.json lacks a scenario"
says out '"decision_from": 2026'
says out '"study_cost_real": 15000'
expect 0 decide "$stop" "$on" "$basis" -n 100 -j 3 -o nl --no-plots --csv nl --lang nl
for table in $tables; do
    sed '1s/^\xef\xbb\xbf//' "nl/$table.csv" | sed 's/,/./g; s/;/,/g' >"back.$table"
    same "back.$table" "o/$table.csv"
done
# Dutch and English tables have the same figures, row by row.
digits()
{
    grep '^[A-Z]  \|^€.*   ' "$1" | tr -cd '0-9\n'
}
digits text >text.digits
digits out >out.digits
filled text.digits
same text.digits out.digits

# The text against the files: what is best between which values, and net benefit with its sign, per option.
best=$(awk -F, '$1 == "resident" && $3 == 0 && $7 == 1 { print $6 }' o/acceptability.csv)
until_of() # how the text names an option that ends before others
{
    tr -d '\r' <o/decide.csv | awk -F, -v option="$1" 'NR > 1 { last = $25 > last ? $25 : last; if ($1 == option) year = $25 }
        END { printf "%s", option; if (year < last) printf " (until %s)", year }'
}
[ "$(until_of stop-2025)" = "stop-2025 (until 2025)" ] || fail "stop-2025 does not end in 2025: $(until_of stop-2025)"
[ "$(until_of basis)" = basis ] || fail "basis ends before another"
tr '\n' ' ' <text >joined
says joined "per resident $(until_of "$best") is best"
says joined "Not every option goes on equally long: stop-2025 (until 2025)."
says text "A  stop-2025 (until 2025)"
# A switch is a tie: text and file name the same two, the cheaper one first, and one rounding of the amount serves all.
awk -F, 'FNR == NR { if ($2 == "resident" && NR > 1) cost[$1] = $3 - $5; next }
    $1 == "resident" && $2 == "switch" && $16 == 1 { pair[$3] = $3 in pair ? pair[$3] " " $6 : $6; error[$3] = $17 }
    $2 != "switch" && $16 + $17 != 0 && FNR > 1 { print "a tie beside a switch: " $0 }
    END { for (w in pair) { split(pair[w], of, " ")
        a = cost[of[1]] < cost[of[2]] ? of[1] : of[2]; b = a == of[1] ? of[2] : of[1]
        digits = int(log(error[w] * sqrt(12)) / log(10)) - 1; unit = digits > 0 ? 10 ^ digits : 1
        printf "%d %s %s\n", unit * int(w / unit + 0.5), a, b } }' o/decide.csv o/acceptability.csv >ties
filled ties
while read -r amount cheaper other; do
    shown="€$(echo "$amount" | sed 's/\([0-9]*\)\([0-9][0-9][0-9]\)$/\1,\2/')"
    grep "^$shown switch " text | grep -qF "$(until_of "$cheaper") = $(until_of "$other"), dearer" || fail "no tie of $cheaper and $other at $shown"
    says joined "$shown"
    sed -n '/^If this were known/p' text | grep -qF "$shown switch" || fail "another rounding of $shown above what knowing is worth"
    grep '^Planned' text | grep -qF "$shown/resident" || fail "another rounding of $shown above the evaluation"
done <ties
# An estimate below nothing, or within its noise, is not told as an amount; the files keep it.
sed -n '/^What knowing is worth/,/^$/p; /^What the evaluation is worth/,/^$/p' text >known
grep -qE '[^(€0-9]-[0-9]' known && fail "a negative worth of knowing: $(grep -E '[^(€0-9]-[0-9]' known | head -n 1)"
says known "≈ 0"
awk -F, '$6 < 0' o/evsi.csv >negative
awk -F, '$7 < 0' o/evppi.csv >>negative
filled negative
awk -F, '$1 == "resident" && $2 == "switch" && $7 == 1 { print $6 }' o/acceptability.csv | while read -r option; do
    tr '\n' ' ' <text | grep -q "is best.*$option" || echo "$option is best from a switch on, says the file"
done >said
empty said
expect 0 decide "$stop" "$on" "$basis" -n 100 -o given --no-plots --value 1500 --success-value 10000
cp out given.txt
says out "ASSUMPTION: here a resident reached is worth €1,500 and a success €10,000 on top of that."
tr '\n' ' ' <out >joined
says joined "If every resident reached counts the same and a success for €10,000 on top (as given): "
[ "$(awk -F, '$2 == "given" { print $3 "," $4 "," $5 }' given/acceptability.csv | sort -u)" = 1500,1500,10000 ] ||
    fail "the values given are not those of the file"
awk -F, '$2 == "given" { print $6, $8, $9, $10, $7 }' given/acceptability.csv >wanted
sed -n '/^At €1,500 per resident (assumption)/,/^$/p' out | grep '^[A-Z]  ' | sed 's/,//g; s/ (until [0-9]*)//; s/ ± [0-9.]*//g; s/^[A-Z]  //' >shown
lines shown 3
awk 'FNR == NR { name[NR] = $1; nb[NR] = $2; se[NR] = $3; away[NR] = $4; next }
    { if ($1 != name[FNR]) { print "order: " $0; bad = 1 }
      d = 1000 * $2 - nb[FNR]; d = d < 0 ? -d : d
      if (d > 1.8 * se[FNR] + 501 * (se[FNR] < 300)) { print "net benefit: " $0 " is not " nb[FNR]; bad = 1 }
      if (($2 < 0) != (nb[FNR] < 0) && $2 != 0) { print "sign: " $0; bad = 1 }
      if ($3 > 0 || ($3 < 0 && away[FNR] >= 0)) { print "direction: " $0; bad = 1 } }
    END { exit bad }' wanted shown >said || {
    cat said
    fail "the table of a given value is not acceptability.csv"
}
# By hand: net benefit = value · residents + value · successes + avoided − cost, of means too.
awk -F, 'FNR == NR { if ($2 == "resident") by[$1] = 1500 * $9 + 10000 * $11 + $5 - $3; next }
    $2 == "given" { d = by[$6] - $8; if (d > 0.01 || d < -0.01) { print $6, by[$6], $8; bad = 1 } }
    END { exit bad }' given/decide.csv given/acceptability.csv >said || {
    cat said
    fail "net benefit is not what its parts make"
}

# The seed and the first year change figures.
expect 0 decide "$stop" "$on" "$basis" -n 100 -o other --seed 9 --no-plots --quiet
empty out
empty err
cmp -s other/decide.csv o/decide.csv && fail "--seed changes nothing"
expect 0 decide "$stop" "$on" -n 100 -o later --from 2029 --no-plots --quiet
says later/decide.json '"decision_from": 2029'
expect 0 decide "$stop" "$on" -n 100 -o set --no-plots --quiet --set demand.uptake=0.01
says set/decide.json 'uptake = 0.01'
lacks set/evppi.csv 'demand.uptake'

# A chance of a shortfall only where the balance has a source.
expect 0 decide "$stop" "$source/scenarios/surplus-krap.cfg" -n 100 -o short --no-plots --value 1000
[ -z "$(awk -F, 'NR > 1 { printf "%s", $15 }' short/decide.csv)" ] || fail "a chance of a shortfall of an invented balance"
says out "Chance of a shortfall of the balance: only where a scenario has a balance with a source."

# What is refused.
refuses "expected an amount in euros, such as 250000" decide "$stop" "$on" --value nothing
refuses "expected an amount in euros" decide "$stop" "$on" --value -5
refuses "expected a year, such as 2026" decide "$stop" "$on" --from 26
refuses "does not belong to this command" run "$basis" --value 1500
refuses "does not belong to this command" decide "$stop" "$on" --precision 0.1
refuses "2040 is no year of the budget: expected one from 2023 to 2031" decide "$stop" "$on" --from 2040
refuses "the number of replicates asked for is 99: expected 100 to" decide "$stop" "$on" -n 99
refuses "two options have the id stop-2025" decide "$stop" "$stop"
printf 'extends = "%s";\nid = "later";\ntime = { price_level_year = 2022; };\n' "$basis" >level.cfg
refuses "expected one price level" decide "$stop" level.cfg

# Charts, and without them.
if command -v gnuplot >/dev/null; then
    expect 0 decide "$stop" "$on" -n 100 -o charts --quiet
    empty err
    for chart in acceptability cost-per-resident evsi evppi; do
        filled charts/plots/$chart.svg
        gnuplot -c "$source/plots/$chart.gp" charts hand.svg 2>said || fail "$chart.gp by hand: $(head -n 1 said)"
        filled hand.svg
    done
    says charts/plots/acceptability.svg "stop-2025 (until 2025)"
    # The readable names and marks of the register, not paths.
    says charts/plots/evppi.svg "A: assumption"
    grep -qE '>(A  )?demand\.[a-z_]' charts/plots/evppi.svg && fail "a path in the chart of what knowing is worth"
    says charts/plots/cost-per-resident.svg "stop-2025 (until 2025)"
    expect 0 decide "$stop" "$on" -n 100 -o charts --quiet --no-plots
    [ ! -e charts/plots/evsi.svg ] || fail "a chart of an earlier run stays"
    # Knowing everything is worth nothing by one yardstick, while a part of it seems to be: both panels are drawn, and their
    # scales hold their bars. Amounts of some thousands have an axis without the same figure twice.
    printf 'extends = "%s";\nid = "p";\nbudget = { lines = ( { id = "fte"; amounts = { y2026_2031 = 100; }; } ); };\n' "$basis" >p.cfg
    expect 0 decide p.cfg "$stop" -n 100 -o poor --quiet --lang en
    empty err
    filled poor/plots/evppi.svg
    says poor/plots/evppi.svg "<text>5</text>"
    says poor/plots/evppi.svg "<text>10</text>"
    says poor/plots/cost-per-resident.svg "<text>0.05</text>"
    # Nothing is worth knowing by any: a scale all the same.
    mkdir nothing
    awk -F, -v OFS=, 'NR > 1 { $7 = $8 = 0 } 1' charts/evppi.csv >nothing/evppi.csv
    awk -F, -v OFS=, 'NR > 1 { $6 = $7 = $8 = 0 } 1' charts/evsi.csv >nothing/evsi.csv
    for chart in evppi evsi; do
        gnuplot -c "$source/plots/$chart.gp" nothing nothing.svg 2>said
        empty said
    done
fi

# Ctrl-C: whole files, and how many replicates they hold.
"$program" decide "$stop" "$on" -n 200000 -j 2 --no-plots --progress always -o int >out 2>err &
run=$!
interrupt()
{
    await "grep -q '$1' err"
    kill -INT $run
    asked=$(date +%s)
    wait $run
    status=$?
    [ $status -eq 130 ] || fail "exit $status after Ctrl-C, expected 130"
    [ $(($(date +%s) - asked)) -le 5 ] || fail "Ctrl-C is heard after $(($(date +%s) - asked)) s"
}
interrupt "replicates ("
said=$(sed -n 's/^Interrupted: the files in int rest on \([0-9]*\) replicates\.$/\1/p' err)
[ "${said:-0}" -ge 1024 ] || fail "the message names no count: $(tail -n 1 err)"
says int/decide.json "\"replicates\": $said,"
says int/decide.json '"interrupted": true'
filled int/acceptability.csv
no_temporaries int
# What was not finished is not there: nobody waits for it, nothing of an earlier run stays, and the text says so.
for table in evppi evsi break_even; do
    [ ! -e int/$table.csv ] || fail "$table.csv after Ctrl-C"
    lacks int/decide.json "\"$table\": ["
done
says out "the calculation was interrupted and rests on the"
cp -r o again
rm err # what an earlier run said is not what is waited for
"$program" decide "$stop" "$on" "$basis" -n 5000 -j 2 --no-plots --progress always -o again >out 2>err &
run=$!
interrupt "5000 of 5000 replicates"
says err "Interrupted: the files in again rest on 5000 replicates."
says again/decide.json '"interrupted": true'
[ ! -e again/break_even.csv ] || fail "break_even.csv of an earlier run after Ctrl-C"
lacks out "no single parameter turns the choice"
no_temporaries again
rm err
"$program" decide "$source/scenarios/poort-evaluatie.cfg" -n 50000 -j 2 --no-plots --progress always -o gates >out 2>err &
run=$!
interrupt "replicates ("
says err "Interrupted: there was nothing to write yet."
[ ! -e gates ] || fail "files without anything in them"

# A minute on two cores: five options take no more than ten runs of one of them, of the same size.
user() # user time of the programs so far, to a file: in a pipe it would be that of a shell without any
{
    times >"$1"
}
user before
expect 0 run "$basis" -n 2000 --quiet --no-plots -o r
user between
expect 0 decide "$basis" -n 2000 --quiet --no-plots -o r
user after
cat before between after | awk 'NR % 2 == 0 { split($1, a, /[ms]/); t[NR / 2] = 60 * a[1] + a[2] }
    END { exit !(t[2] > t[1] && t[3] - t[2] < 10 * (t[2] - t[1])) }' ||
    fail "decide takes more than ten runs: $(cat before between after | tr '\n' ' ')"
finish
