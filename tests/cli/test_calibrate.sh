#!/bin/sh
# poolraming calibrate: without figures nothing changes; with them the scenario that follows is read by run; what is
# wrong with a file is told line by line and nothing is written.
. "$(dirname "$0")/lib.sh"

head='municipality,period,hours,reached,waiting,persons'
example=$work/example.csv # without its mark: as figures that were reported
grep -v '^#' "$source/scenarios/data/halfjaarcijfers-voorbeeld.csv" >"$example"
grep -v '^#' "$source/scenarios/data/ova-voorbeeld.csv" >ova.csv

# No figure: the overlay changes id and title only.
echo "$head" >none.csv
printf 'gemeente;periode;uren\r\nVenlo;2025-H1;\r\n' >cells.csv
expect 0 run "$basis" -n 100 --no-plots --quiet -o before
for file in none cells; do
    expect 0 calibrate "$basis" --reports $file.csv -o $file --no-plots
    says out "Calibration of basis without reported figures"
    says out "There is no figure from which anything follows"
    says $file/calibrated.cfg "this scenario changes nothing"
    expect 0 run $file/calibrated.cfg -n 100 --no-plots --quiet -o $file-after
    for name in results.csv budget.csv surplus.csv bridge.csv curve.csv begrotingswijziging.csv; do
        same before/$name $file-after/$name
    done
done

# One figure: a sentence of its own.
printf 'gemeente;periode;uren;bereikt\nVenlo;2025-H1;;12\n' >single.csv
expect 0 calibrate "$basis" --reports single.csv -n 100 --no-plots -o single
says out "The one figure as it was reported"
expect 0 show last
says out "The one figure as it was reported"

# Figures: twice, with one thread and text on the screen, with three and JSON: the same bytes in every file.
expect 0 calibrate "$basis" --reports "$example" --ova ova.csv -n 200 -j 1 -o one
cp out one.txt
expect 0 calibrate "$basis" --reports "$example" --ova ova.csv -n 200 -j 3 --format json -o two
same out two/calibrate.json
sums one >one.sums
sums two >two.sums
same one.sums two.sums
no_temporaries one
says one.txt "The chains have met"
says one.txt "Moved most: "
lacks one.txt "Most off"
says one.txt "Looking back: 2025-H1"
columns=$(LC_ALL=C.UTF-8 wc -L <one.txt)
[ "$columns" -le 100 ] || fail "the tables are $columns columns wide"
for name in calibrate.csv calibrate.json plots/posterior.svg plots/backtest.svg; do
    filled one/$name
done
says one/calibrated.cfg 'demand_factor'
says one/calibrated.cfg 'correlation = {'
says one/calibrated.cfg 'id = "ova-2025-definitive"'
grep -q '^parameter,demand.uptake,' one/calibrate.csv || fail "no row of uptake"
grep -q '^figures,hours,figures,,,42,,,,28,' one/calibrate.csv || fail "figures read and used are not told"
says one.txt "80% band: 10–90%"
grep -q '5–95' one/plots/backtest.svg && fail "two levels in one chart"
says one/plots/posterior.svg "A chance that a vacancy is filled within a month"
lacks one/plots/posterior.svg workforce.filling
lacks one.txt INVENTED
lacks one/calibrated.cfg INVENTED
says one/calibrate.json '"invented": false'
says one/calibrate.json '"used_where": "Hours count where'
# Outside the band are the figures that lie outside the one that is kept, sums of the region apart; what is expected follows
# from the replicates: where p10 is 0 nothing can lie below.
cat >outside.awk <<'END'
$1 == "check" && ($5 != "" || $2 == "persons") {
    n++
    above += $6 > $21 ? 1 : 0
    below += $6 < $20 ? 1 : 0
    over += $27
    under += $26
    if ($25 != ($6 > $21) - ($6 < $20)) print "side of " $0
    if ($20 == 0 && $26 != 0) print "below 0: " $0
    if ($26 > 0.1 || $27 > 0.1) print "more than a tenth: " $0
}
$1 == "outside" { seen[$2] = $6; expected[$2] = $7 }
END {
    if (n != 129 || seen["counted"] != n || seen["above"] != above || seen["below"] != below) print "other numbers outside"
    if ((expected["above"] - over) ^ 2 + (expected["below"] - under) ^ 2 > 1e-12) print "other numbers expected"
    if (under >= 0.05 * n) print "expected below: " under
    printf "Of the %d figures as they were reported (without sums of the region) %d lie above and %d below the 80%% band; ", n, above, below >"said"
    printf "by the scenario itself that would be about %.0f and %.0f.\n", over, under >"said"
}
END
tr -d '\r"' <one/calibrate.csv | awk -F, -f outside.awk >wrong
empty wrong
tr '\n' ' ' <one.txt | grep -qF "$(cat said)" || fail "the tables lack: $(cat said)"
says one/calibrate.json '"chance_above"'
grep -q '^score,reached.coverage_80,' one/calibrate.csv || fail "no coverage"
[ "$(grep -c '^factor,' one/calibrate.csv)" -eq 14 ] || fail "not fourteen factors"

# What follows is a scenario as any other, with its sources in the register.
expect 0 check one/calibrated.cfg
says out "calibrate: figures reported up to 2025-H1"
expect 0 run one/calibrated.cfg -n 50 --no-plots --quiet -o again
# Figures of one municipality: what they say nothing of is not in the scenario that follows, and stays byte by byte.
{ echo '# invented, to see what stays'; echo "$head"; grep -E '^Venlo' "$example" | tr ';' ','; } >venlo.csv
expect 0 calibrate "$basis" --reports venlo.csv -n 50 -o venlo
cp out venlo.txt
[ "$(grep -c 'id = "venlo"' venlo/calibrated.cfg)" -eq 1 ] || fail "Venlo has no place"
[ "$(grep -c 'demand_factor = ' venlo/calibrated.cfg)" -eq 1 ] || fail "factors of municipalities without figures"
lacks venlo/calibrated.cfg head_start_months
lacks venlo/calibrated.cfg population_growth
says venlo.txt "they stay exactly as they were"
"$program" check "$basis" >register.before 2>/dev/null
"$program" check venlo/calibrated.cfg >register.after 2>/dev/null
grep -E '^(parameter|factor),' venlo/calibrate.csv | cut -d, -f2 >told
[ -s told ] || fail "nothing was told"
for register in register.before register.after; do
    grep -A 9 -E '^[A ] [a-z_0-9.-]+ = ' $register | grep -vFf told >$register.kept
done
grep -E '^[A ] (demand|deployment|workforce|municipalities)[a-z_0-9.-]* = ' register.before.kept >kept.before
grep -E '^[A ] (demand|deployment|workforce|municipalities)[a-z_0-9.-]* = ' register.after.kept >kept.after
filled kept.before
same kept.before kept.after

# Invented figures are marked as such wherever they go.
for file in venlo.txt venlo/calibrated.cfg venlo/plots/posterior.svg venlo/plots/backtest.svg; do
    says $file INVENTED
done
says venlo/calibrate.json '"invented": true'
[ "$(tr -d '\r' <venlo/calibrate.csv | grep -c -v ',invented,')" -eq 1 ] || fail "rows without the mark"
grep -q '^A demand.uptake = ' register.after || fail "what rests on invented figures is no assumption"
expect 0 run venlo/calibrated.cfg -n 50 --no-plots -o marked
says marked/results.json "on INVENTED figures"
says marked/results.json "basis-calibrated-invented"
says venlo/calibrated.cfg 'invented = "invented";'
lacks one/calibrated.cfg 'invented = '
expect 0 check "$source/scenarios/stop-2025.cfg" --overlay venlo/calibrated.cfg --format json
says out '"id": "stop-2025-invented"'
says out '"overlays"'

# Invented figures may be of any time, reported ones not of half-years that have not ended.
printf '%s\nVenlo,2024-H1,1,0,0,\nVenlo,2031-H2,1,1,0,\n' "$head" >future.csv
expect 2 calibrate "$basis" --reports future.csv -o bad
says err 'future.csv:3: 2031-H2 has not ended yet: expected half-years that have'
[ ! -e bad ] || fail "a half-year to come left a folder"

# Files that are none.
: >empty.csv
truncate -s 100M large.csv
mkdir folder.csv
for file in empty large folder; do
    expect 2 calibrate "$basis" --reports $file.csv -o bad
    lines err 1
    says err "$file.csv: this file can't be read (it is"
    [ ! -e bad ] || fail "$file.csv left a folder"
done

# The first half-year there is: little is learnt, and the scenario that follows loads. After a calibration known factors
# are parameters.
grep -E '^gemeente|2024-H1' "$example" >first.csv
expect 0 calibrate "$basis" --reports first.csv -n 50 --no-plots --quiet -o first
filled first/calibrated.cfg
filled first/calibrate.csv
expect 0 calibrate one/calibrated.cfg --reports first.csv -n 50 --no-plots --quiet -o third
filled third/calibrated.cfg
[ ! -e first/calibrated.trial.cfg ] || fail "the trial is still there"

# Dutch.
expect 0 calibrate "$basis" --reports cells.csv --lang nl --csv nl -o nl --no-plots
says out "het scenario blijft precies zoals het is"
says nl/calibrated.cfg "-gekalibreerd"

# A scenario with a correlation of its own.
cat >together.cfg <<END
extends = "$basis";
correlation = { parameters = [ "demand.uptake", "benefit.success_share" ]; matrix = ( (1.0, 0.4), (0.4, 1.0) ); };
END
expect 0 calibrate together.cfg --reports venlo.csv -n 50 --quiet --no-plots -o together
says together/calibrated.cfg '"benefit.success_share"'
cat >apart.cfg <<END
extends = "$basis";
correlation = { parameters = [ "benefit.years", "benefit.success_share" ]; matrix = ( (1.0, 0.4), (0.4, 1.0) ); };
END
expect 0 calibrate apart.cfg --reports venlo.csv -n 50 --quiet --no-plots -o apart
says apart/calibrated.cfg '"benefit.success_share" ];'
says apart/calibrated.cfg '0.4'

# Ctrl-C while the chains run, and while the scenario that follows is simulated: nothing is left half-written.
interrupted()
{
    kill -INT $run
    begin=$(date +%s)
    wait $run
    status=$?
    [ $(($(date +%s) - begin)) -le 20 ] || fail "Ctrl-C takes long $1" # a second on an idle machine
    [ $status -eq 130 ] || fail "exit $status after Ctrl-C $1, expected 130"
    says err "Interrupted: there was nothing to write yet."
    for file in calibrated.cfg calibrated.trial.cfg calibrate.csv calibrate.json; do
        [ ! -e stopped/$file ] || fail "Ctrl-C $1 left $file"
    done
}
"$program" calibrate "$basis" --reports "$example" -o stopped >out 2>err &
run=$!
listens $run
interrupted "while the chains run"
[ ! -e stopped ] || no_temporaries stopped
"$program" calibrate "$basis" --ova ova.csv -n 50000000 -o stopped >out 2>err &
run=$!
await "[ -e stopped/calibrated.trial.cfg ]"
interrupted "in the forecast"
no_temporaries stopped

# What is wrong is told, and nothing is written.
printf '%s\nVenlow,2025-H1,-5,1,1,\n' "$head" >bad.csv
expect 2 calibrate "$basis" --reports bad.csv -o bad
empty out
says err 'bad.csv:2: "Venlow" is not a municipality of the scenario: did you mean Venlo?'
[ ! -e bad ] || fail "a refused file left a folder"
refuses "can't be read" calibrate "$basis" --reports missing.csv -o bad
refuses "expected --reports CSV" calibrate "$basis"
printf '%s\nRegio,2024-H1,,,,900\n' "$head" >many.csv
refuses "impossible under this scenario" calibrate "$basis" --reports many.csv -o bad
[ ! -e bad ] || fail "impossible figures left a folder"

# Figures that no parameters give: the chains stay apart. The number that says so is Dutch where the sentence is.
printf '%s\nVenlo,2024-H1,0,36200,0,\n' "$head" >apart.csv
expect 1 calibrate "$basis" --reports apart.csv -o bad --quiet --lang nl
grep -q 'niet tot rust gekomen (R-hat [0-9]*,[0-9]\{3\}, [0-9]* effectieve' err || fail "R-hat is not Dutch: $(cat err)"
[ ! -e bad ] || fail "what did not settle left a folder"

finish
