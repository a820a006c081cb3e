#!/bin/sh
# poolraming calibrate: without figures nothing changes; with them the scenario that follows is read by run; what is
# wrong with a file is told line by line and nothing is written.
. "$(dirname "$0")/lib.sh"

head='municipality,period,hours,reached,waiting,persons'
example=$source/scenarios/data/halfjaarcijfers-voorbeeld.csv

# No figure: the overlay changes id and title only.
echo "$head" >none.csv
printf 'gemeente;periode;uren\r\nVenlo;2025-H1;\r\n' >cells.csv
expect 0 run "$basis" -n 100 --no-plots --quiet -o before
for file in none cells; do
    expect 0 calibrate "$basis" --reports $file.csv -o $file --no-plots
    says out "There is no figure from which anything follows"
    says $file/calibrated.cfg "this scenario changes nothing"
    expect 0 run $file/calibrated.cfg -n 100 --no-plots --quiet -o $file-after
    for name in results.csv budget.csv surplus.csv bridge.csv curve.csv begrotingswijziging.csv; do
        same before/$name $file-after/$name
    done
done

# Figures: twice, with one thread and text on the screen, with three and JSON: the same bytes in every file.
expect 0 calibrate "$basis" --reports "$example" --ova "$source/scenarios/data/ova-voorbeeld.csv" -n 200 -j 1 -o one
cp out one.txt
expect 0 calibrate "$basis" --reports "$example" --ova "$source/scenarios/data/ova-voorbeeld.csv" -n 200 -j 3 --format json -o two
same out two/calibrate.json
sums one >one.sums
sums two >two.sums
same one.sums two.sums
no_temporaries one
says one.txt "The chains have met"
says one.txt "Most off was"
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
grep -q '^score,reached.coverage_80,' one/calibrate.csv || fail "no coverage"
[ "$(grep -c '^factor,' one/calibrate.csv)" -eq 14 ] || fail "not fourteen factors"

# What follows is a scenario as any other, with its sources in the register.
expect 0 check one/calibrated.cfg
says out "calibrate: figures reported up to 2025-H1"
expect 0 run one/calibrated.cfg -n 50 --no-plots --quiet -o again
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
expect 0 calibrate together.cfg --reports first.csv -n 50 --quiet --no-plots -o together
says together/calibrated.cfg '"benefit.success_share"'
cat >apart.cfg <<END
extends = "$basis";
correlation = { parameters = [ "benefit.years", "benefit.success_share" ]; matrix = ( (1.0, 0.4), (0.4, 1.0) ); };
END
expect 0 calibrate apart.cfg --reports first.csv -n 50 --quiet --no-plots -o apart
says apart/calibrated.cfg '"benefit.success_share" ];'
says apart/calibrated.cfg '0.4'

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

finish
