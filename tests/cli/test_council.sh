#!/bin/sh
# The council's page: what is printed is what is written, its amounts are those of the results, no ratio without a
# buffer, and nothing of it is left by a run that did not ask for it.
. "$(dirname "$0")/lib.sh"

# flat FILE: its paragraphs as one line each would be, in the file flat
flat()
{
    tr '\n' ' ' <"$1" >flat
}

expect 0 run "$basis" -n 1000 --no-plots --page raad --buffer 300000 -o r
filled r/raad.txt
filled r/raad.csv
sed '/^$/{N;/\nFiles: /Q}' out >printed # and what follows says where the files are
same printed r/raad.txt
flat r/raad.txt
says flat "the contractor bears it; the municipality's risk is the index"
says r/raad.txt "weerstandsvermogen class"
columns=$(LC_ALL=C.UTF-8 wc -L <r/raad.txt)
[ "$columns" -le 80 ] || fail "the page is $columns columns wide"
lines r/raad.csv $((1 + 3 * 7))
[ "$(grep -c "\"certainty_pct\"" r/results.json)" -eq 21 ] || fail "results.json has other rows than raad.csv"
for file in raad curve budget; do
    tr -d '\r' <r/$file.csv >$file.csv
done
cp raad.csv region.csv

# The amounts over all years are curve.csv's quantiles of the cost less the budget, to the cent.
awk -F, 'FILENAME == "budget.csv" { if (FNR > 1) budget += $NF; next }
    FILENAME == "curve.csv" { cost[int($3 * 100 + 0.5)] = $4; next }
    $2 == "all" && $3 == "cost" {
        compared++; d = $6 - (cost[$5] - budget); if (d < 0) d = -d
        if (d > 0.01) { print $5, $6, cost[$5] - budget }
        needed = $6 > 0 ? $6 : 0
        if ($7 - needed > 0.001 || needed - $7 > 0.001) { print "needed", $5, $7 }
        ratio = $8 / $7; if (ratio - $9 > 1e-6 || $9 - ratio > 1e-6) { print "ratio", $5, $9 }
        class = $9 > 2 ? "A" : $9 >= 1.4 ? "B" : $9 >= 1 ? "C" : $9 >= 0.8 ? "D" : $9 >= 0.6 ? "E" : "F"
        if (class != $10) { print "class", $5, $9, $10 }
    }
    END { if (compared != 7) print "only", compared, "compared" }' budget.csv curve.csv raad.csv >differ
empty differ

# The other files are those of a run without the page.
expect 0 run "$basis" -n 1000 --no-plots --quiet -j 3 -o plain
for file in results.csv curve.csv budget.csv surplus.csv bridge.csv begrotingswijziging.csv; do
    same "r/$file" "plain/$file"
done
[ ! -e plain/raad.txt ] || fail "a page that nobody asked for"

# Without a buffer, in the same folder: no ratio and no class, in no language.
expect 0 run "$basis" -n 1000 --no-plots --page raad --lang nl -j 3 -o r
lacks r/raad.txt "klasse"
lacks r/raad.txt "verhouding  "
flat r/raad.txt
says flat "er is geen buffer opgegeven (--buffer)"
says flat "dan draagt de opdrachtnemer dat; het risico van de gemeente"
cut -d, -f1-7 region.csv >wanted
tr -d '\r' <r/raad.csv | cut -d, -f1-7 >found
same found wanted
tr -d '\r' <r/raad.csv | cut -d, -f8-10 | sed 1d | tr -d ',\n' >left
empty left

# Above 4,096 replicates amounts are counted: 2^-10 of themselves, against 2^-14 of the cost.
expect 0 run "$basis" -n 5000 --no-plots --quiet --page raad -o c
flat c/raad.txt
says flat "Above 4,096 replicates the amounts are counted in cells, to within 0.1%"
tr -d '\r' <c/curve.csv >curve.csv
tr -d '\r' <c/raad.csv >raad.csv
awk -F, 'FILENAME == "budget.csv" { if (FNR > 1) budget += $NF; next }
    FILENAME == "curve.csv" { cost[int($3 * 100 + 0.5)] = $4; next }
    $2 == "all" {
        compared++; d = $6 - (cost[$5] - budget); if (d < 0) d = -d
        if (d > $6 / 1024 + cost[$5] / 16384 || $6 < before) { print $5, $6, cost[$5] - budget }
        before = $6
    }
    END { if (compared != 7) print "only", compared, "compared" }' budget.csv curve.csv raad.csv >differ
empty differ

# One municipality; an assumed balance is no finding.
expect 0 run "$source/scenarios/surplus-krap.cfg" -n 200 --no-plots --quiet --page raad --municipality venlo --buffer 1e5 -o v
empty out
says v/raad.txt "(Venlo)"
flat v/raad.txt
says flat "NOTE: that balance is an assumption"
lines v/raad.csv $((1 + 6 * 7))
tr -d '\r' <v/raad.csv | awk -F, 'NR > 1 && ($1 != "Venlo" || $4 != "assumption" || ($3 == "total" && $10 != ""))' >wrong
empty wrong
expect 0 run "$basis" -n 20 --no-plots --quiet --page raad --csv nl -o n
says n/raad.csv "municipality;years;risk;surplus;certainty_pct;quantile_eur"

# A run without it takes the files of an earlier one away.
expect 0 run "$basis" -n 20 --no-plots --quiet -o r
[ ! -e r/raad.txt ] && [ ! -e r/raad.csv ] || fail "a page of an earlier run is left"
no_temporaries r

# A title is data.
cat >hostile.cfg <<SCENARIO
extends = "$basis";
id = "hostile";
title = "=cmd|' /C calc'!A0 \`touch x\` \$(touch y) %n {1} {2}";
SCENARIO
expect 0 run hostile.cfg -n 20 --no-plots --page raad -o h
says h/raad.txt "\`touch x\`"
says h/raad.txt "%n {1} {2}."
[ ! -e x ] && [ ! -e y ] || fail "a title ran a command"

refuses "--page council: expected one of tables|raad" run "$basis" --page council
refuses "--buffer: expected --page raad with it" run "$basis" --buffer 5
refuses "--municipality: expected --draw K or --page raad with it" run "$basis" --municipality Venlo
refuses "--page raad does not go with --draw" run "$basis" --page raad --draw 1
refuses "Almere" run "$basis" --page raad --municipality Almere
for bad in -1 x 1e13 nan inf '' 12,50; do
    refuses "--buffer ${bad:-\"\"}: expected an amount in euros, such as 250000 or 1250.50" run "$basis" --page raad --buffer "$bad"
done
refuses "does not belong to this command: check" check "$basis" --page raad
finish
