#!/bin/sh
# Sensitivities, decisions and calibrations in the archive: kept with what determines them, listed, shown, done
# again to the last digit, also after a change of their files; and never a reason to fail.
. "$(dirname "$0")/lib.sh"
small=$source/tests/fuzz/small.cfg
archive=$XDG_DATA_HOME/poolraming/runs.db

latest()
{
    "$program" runs --format json | sed -n '2s/.*"id": "\([0-9a-f]\{8\}\)".*/\1/p'
}

cp "$small" small.cfg
printf 'extends = "small.cfg";\nid = "onzeker";\ndemand = { uptake = { dist = "lognormal"; q05 = 0.002; q95 = 0.012; source = "aanname"; }; };\n' >open.cfg
sed 's/400000/300000/; s/"klein"/"minder"/' small.cfg >less.cfg
printf '# verzonnen\ngemeente;periode;uren;bereikt;wachtend;personen\nVenlo;2025-H1;2000;40;60;\nVenlo;2025-H2;2100;45;70;\n' >figures.csv
printf '# verzonnen\njaar;moment;procent;bron\n2025;definitief;4,80;proef\n' >ova.csv

# Each is kept, and its files do not depend on that.
expect 0 sensitivity open.cfg -n 2000 --no-plots --quiet -o s --outcome service.residents_reached --period 2027 --municipality Venlo --seed 7
empty err
sensitivity=$(latest)
expect 0 sensitivity open.cfg -n 2000 --no-plots --quiet -o s0 --outcome service.residents_reached --period 2027 --municipality Venlo --seed 7 --archive none
same s/sensitivity.csv s0/sensitivity.csv
expect 0 decide open.cfg less.cfg -n 200 --no-plots --quiet -o d --value 1500.25 --set workforce.filling_per_month=0.3
empty err
decide=$(latest)
expect 0 decide open.cfg less.cfg -n 200 --no-plots --quiet -o d0 --value 1500.25 --set workforce.filling_per_month=0.3 --archive none
same d/decide.csv d0/decide.csv
expect 0 calibrate open.cfg --reports figures.csv --ova ova.csv -n 30 --no-plots --quiet -o c
empty err
calibrate=$(latest)
expect 0 calibrate open.cfg --reports figures.csv --ova ova.csv -n 30 --no-plots --quiet -o c0 --archive none
same c/calibrate.csv c0/calibrate.csv
expect 0 runs --format json
lines out 5

# Listed with their kind, without a net effect.
expect 0 runs
for kind in sensitivity decide calibrate; do
    says out "$kind"
done
expect 0 runs --format json
says out '"kind": "decide"'
says out '"net_effect_mean": null'

# Shown in both languages, and with all that determines them.
expect 0 show "$sensitivity"
says out "seed 7"
says out "--outcome service.residents_reached --period 2027 --municipality Venlo"
says out "service.residents_reached (Venlo, 2027): mean"
says out "demand.uptake"
expect 0 show "$sensitivity" --lang nl
says out "evaluaties van het model"
says out "toeval"
expect 0 show "$decide"
says out "--value 1500.25"
says out "Scenario minder"
says out "EVPI"
expect 0 show "$decide" --lang nl
says out "Wat de opties kosten en bereiken"
expect 0 show "$calibrate"
says out "Figures $work/figures.csv"
says out "Figures $work/ova.csv"
says out "demand.uptake"
expect 0 show "$calibrate" --lang nl
says out "verzonnen"
expect 0 show "$calibrate" --format json
says out '"kind": "calibrate"'
says out 'Venlo;2025-H2;2100;45;70;'
says out '"measure": "posterior", "item": "demand.uptake"'
expect 0 show "$decide" --format json
says out '"metric": "evpi"'
cost=$(awk -F, 'NR == 2 { print $3 }' d/decide.csv)
says out "\"metric\": \"cost\", \"unit\": \"EUR\", \"period\": \"all\", \"municipality\": \"\", \"measure\": \"option\", \"item\": \"\", \"mean\": $cost"

# Done again: identical, for any number of threads, and the files too.
for id in "$sensitivity" "$decide" "$calibrate"; do
    expect 0 rerun "$id" -j 2 -o again-"$id"
    says out "Identical"
    says out "have not changed since"
done
same s/sensitivity.csv again-"$sensitivity"/sensitivity.csv
for file in decide acceptability evppi evsi; do
    same d/$file.csv again-"$decide"/$file.csv
done
same c/calibrate.csv again-"$calibrate"/calibrate.csv
filled again-"$calibrate"/calibrated.cfg

# What changed since is told, and what comes out of it; what can't be done with it any more is no failure.
sed -i 's/2100;45;70/2100;65;70/' figures.csv
expect 0 rerun "$calibrate"
says out "Identical"
says out "The figures $work/figures.csv have changed since."
lacks out "have not changed since"
says out "by the figures"
lacks out "posterior"
sed -i 's/2100;65;70/2100;half;70/' figures.csv
expect 0 rerun "$calibrate"
says out "Identical"
says out "nothing comes out: "
rm figures.csv
expect 0 rerun "$calibrate"
says out "Identical"
says out "figures.csv can no longer be read"
sed -i 's/400000/350000/' small.cfg
expect 0 rerun "$sensitivity"
says out "Identical"
says out "budget.lines.fte.amounts"
says out "With the files as they are now: what comes out differently"
expect 0 rerun "$decide"
says out "Identical"
says out "cost per resident reached"
for id in cost_per_resident residents_present; do
    lacks out "$id"
done
rm small.cfg open.cfg less.cfg
expect 0 rerun "$decide"
says out "Identical"
says out "can no longer be read"

# What they have no net effect for.
refuses "(sensitivity) keeps no net effect" diff "$sensitivity" "$sensitivity"
refuses "(decide) keeps no net effect" diff "$decide"/2 "$decide"/1
refuses "(calibrate) keeps no net effect" diff "$calibrate" "$calibrate"

# What knowing is worth is told as decide tells it: an estimate below nothing is no amount.
expect 0 decide "$basis" "$source/scenarios/stop-2025.cfg" -n 200 --no-plots --quiet -o n --value 1500 --success-value 1e12
awk -F, '$4 == "evpi" { below += $7 < 0 } END { exit !below }' n/evppi.csv || fail "no estimate is below nothing"
expect 0 show last
says out "≈ 0 (± "
grep -q '^€.* -[0-9]' out && fail "a negative worth of knowing: $(grep '^€.* -[0-9]' out | head -n 1)"

# Rules at gates alone.
expect 0 decide "$source/scenarios/poort-groei.cfg" -n 100 --no-plots --quiet -o g --value 2000
expect 0 show last
says out "The best rules at gates"
expect 0 rerun last
says out "Identical"

# Interrupted: what rests on the replicates is identical again.
"$program" sensitivity "$basis" -n 100000000 --no-plots --quiet -o i 2>err &
run=$!
listens $run
sleep 1
kill -INT $run
wait $run
[ $? -eq 130 ] || fail "the sensitivity was not interrupted"
expect 0 show last
says out "the run was interrupted"
expect 0 rerun last
says out "Identical"

# A calibration that is done again can be stopped too, and is then neither identical nor different.
cp "$source/scenarios/data/halfjaarcijfers-voorbeeld.csv" long.csv
expect 0 calibrate "$basis" --reports long.csv -n 100 --no-plots --quiet -o l
"$program" rerun last >out 2>err &
run=$!
listens $run
kill -INT $run
wait $run
[ $? -eq 130 ] || fail "the calibration that was done again was not interrupted"
empty out

# Why nothing comes out of a file is said to the end.
printf 'gemeente;periode;uren;bereikt;wachtend;personen\nVenlo;2024-H1;0;36200;0;\n' >long.csv
expect 0 rerun last
tr '\n' ' ' <out >joined
says joined "nothing comes out: "
says joined "another --seed or wider assumptions may help"

# A good database whose records were changed: each is refused as damaged, by what looks at it and by what does it again.
if command -v python3 >/dev/null; then
    damaged()
    {
        cp "$archive" changed.db
        python3 -c 'import sqlite3, sys
database = sqlite3.connect("changed.db")
database.execute(sys.argv[1])
database.commit()' "$3"
        for command in show rerun; do
            refuses_damaged "$1" "$2" $command
        done
    }
    refuses_damaged()
    {
        expect 1 "$3" "$1" --archive changed.db
        empty out
        lines err 1
        says err "it is damaged ($2)"
    }
    altered="what was kept is not what its SHA-256 says"
    missing="a part of what was kept is missing"
    damaged "$decide" "$altered" "update scenario set text = replace(text, '400000', '500000')"
    damaged "$calibrate" "$altered" "update input set bytes = cast(replace(cast(bytes as text), '2100', '2200') as blob)"
    damaged "$calibrate" "$missing" "delete from input"
    damaged "$calibrate" "$missing" "delete from run_input"
    damaged "$sensitivity" "$missing" "delete from run_option"
    damaged "$sensitivity" "$missing" "update run set kind = 'calibrate'"
    damaged "$decide" "an option that was kept has no possible value" "update run_option set value = '99999999999' where name = 'from'"
    expect 1 rerun "$decide" --archive changed.db --lang nl
    says err "een bewaarde optie heeft geen mogelijke waarde"
    expect 0 runs --archive changed.db
fi

# A record that can't be kept is a warning and no failure, on a full disk too.
echo "this is my diary" >diary
sed 's/400000/300000/; s/"klein"/"minder"/' "$small" >less.cfg
expect 0 decide "$small" less.cfg -n 100 --no-plots --quiet -o w --archive diary
lines err 1
says err "Warning: the run was not kept in the archive: "
says diary "diary"
# (The archive must be larger than the files of the decision, since the limit is that of the largest file.)
expect 0 compare "$basis" "$basis" "$basis" "$basis" "$basis" "$basis" -n 1 --quiet -o large --archive full.db
"$program" runs --archive full.db >before 2>err
size=$(wc -c <full.db)
for more in 0 4096; do
    { (ulimit -f $(((size + more) / 512)) && exec "$program" decide "$small" less.cfg -n 100 --no-plots --quiet -o w --archive full.db 2>&1) || echo "exit $?"; } | cat >said
    lines said 1
    says said "Warning: the run was not kept in the archive: full.db: the archive cannot be used"
done
"$program" runs --archive full.db >after 2>err
same before after

# An archive of the first released version: read as it is, and brought up to date by the first that is kept.
if command -v python3 >/dev/null; then
    expect 0 run "$small" -n 20 --no-plots --quiet -o one --archive one.db
    python3 - <<'END'
import sqlite3
database = sqlite3.connect("one.db")
database.executescript("""ALTER TABLE outcome DROP COLUMN measure; ALTER TABLE outcome DROP COLUMN item;
    DROP TABLE run_option; DROP TABLE run_input; DROP TABLE input; PRAGMA user_version = 1""")
END
    cp one.db first.db
    for command in runs "show last" "rerun last" "diff last last --no-plots -o old"; do
        # shellcheck disable=SC2086
        expect 0 $command --archive one.db
    done
    same one.db first.db
    expect 0 sensitivity "$small" -n 2000 --no-plots --quiet -o two --archive one.db
    empty err
    expect 0 runs --archive one.db --format json
    lines out 4
    old=$("$program" runs --archive one.db --format json | sed -n '3s/.*"id": "\([0-9a-f]\{8\}\)".*/\1/p')
    expect 0 rerun "$old" --archive one.db
    says out "Identical"
    expect 0 rerun last --archive one.db
    says out "Identical"
fi
filled "$archive"
finish
