#!/bin/sh
# A file of settings over every scenario that is named: what was learnt of one, for the options that one has.
. "$(dirname "$0")/lib.sh"
stop=$source/scenarios/stop-2025.cfg
doorgaan=$source/scenarios/doorgaan-450.cfg

cat >learnt.cfg <<'END'
extends = "none.cfg";
id = "learnt";
title = "Learnt";
demand = { uptake = { dist = "beta"; mean = 0.012; sd = 0.002; source = "calibrate"; }; };
END
expect 0 compare "$basis" "$stop" "$doorgaan" --overlay learnt.cfg --set demand.giving_up=0.07 -n 60 --no-plots -o compared --format json
cp out compare.json
[ "$(grep -c '"id": "' compare.json)" -eq 3 ] || fail "not three scenarios"
[ "$(grep -c '"overlays": \[' compare.json)" -eq 3 ] || fail "not laid over each scenario"
lacks compare.json '"id": "learnt"'
lacks compare.json '"title": "Learnt"'
lacks compared/compare.csv ',data'
says compared/report.html learnt.cfg
# Every command that asks for a scenario's figures takes it; the setting comes from that file.
expect 0 check "$stop" --overlay learnt.cfg
grep -A 2 -F 'demand.uptake = ' out | grep -qF '[learnt.cfg:4]' || fail "the register does not name the file"
expect 0 explain "$doorgaan" service.residents_reached 2026 --overlay learnt.cfg -n 60
expect 2 calibrate "$basis" --overlay learnt.cfg --ova x.csv
says err "run, compare, decide, explain, sensitivity, check"
expect 2 calibrate "$basis" --set --overlay=learnt.cfg --ova x.csv
says err "expected path=value"

# The archive keeps what was laid: by its whole name, so that a later rerun finds it from anywhere.
expect 0 run "$doorgaan" --overlay learnt.cfg -n 60 --no-plots --quiet -o kept
expect 0 show last
says out "--overlay learnt.cfg"
(cd / && "$program" rerun last) >out 2>err || fail "rerun: $(cat err)"
says out "The scenario files have not changed since."
sed -i 's/0\.012/0.013/' learnt.cfg
(cd / && "$program" rerun last) >out 2>err || fail "rerun of a file that changed: $(cat err)"
says out "Identical"
says out "demand.uptake"
says out "learnt.cfg, which lies over"
mv learnt.cfg away.cfg
(cd / && "$program" rerun last) >out 2>err || fail "rerun without the file: $(cat err)"
says out "Identical"
says out "learnt.cfg, which lies over"
lacks out "doorgaan-450.cfg"
mv away.cfg learnt.cfg
# Once for all scenarios; numbers in the form of the language; rows that can be told apart.
expect 0 compare "$basis" "$stop" "$doorgaan" --overlay learnt.cfg -n 60 --no-plots --quiet -o compared
sed -i 's/0\.013/0.014/' learnt.cfg
expect 0 rerun last --lang nl
[ "$(grep -c learnt.cfg out)" -eq 1 ] || fail "a file that changed is not named once"
says out "demand.uptake.mean: 0,013 → 0,014"
says out "doorgaan-450"
lacks out "…  "
mv learnt.cfg away.cfg
expect 0 rerun last
[ "$(grep -c learnt.cfg out)" -eq 1 ] || fail "a file that is gone is not named once"
lacks out stop-2025.cfg
mv away.cfg learnt.cfg

# What is wrong with it is said once, with its line; a setting that a scenario gives itself and that does not hold is named.
printf '\ndemand = { uptake = 7; };\n' >wrong.cfg
expect 2 compare "$basis" "$stop" --overlay wrong.cfg
says err "wrong.cfg:2: demand.uptake is 7"
lines err 1
for name in none.cfg . "$source/scenarios/data/halfjaarcijfers-voorbeeld.csv"; do
    expect 2 compare "$basis" "$stop" --overlay "$name"
    lines err 1
done
expect 2 run "$basis" --overlay
cp "$doorgaan" own.cfg
sed -i "s|\"basis.cfg\"|\"$basis\"|" own.cfg
printf 'demand = { uptake = 0.004; };\n' >>own.cfg
own=$(wc -l <own.cfg)
expect 0 check own.cfg --overlay learnt.cfg
says err "own.cfg:$own: demand.uptake does not hold: learnt.cfg:4 lies over it"
expect 0 check own.cfg --overlay learnt.cfg --set demand.uptake=0.005
lacks err "does not hold"
expect 0 check own.cfg --overlay learnt.cfg --quiet
empty err
printf 'extends = "own.cfg";\ndemand = { uptake = 0.006; };\n' >of-own.cfg
expect 0 check own.cfg --overlay of-own.cfg
lacks err "does not hold"

# Invented figures mark what they are laid over, in every output.
printf 'invented = "verzonnen";\n' | cat - learnt.cfg >marked.cfg
expect 0 run "$doorgaan" --overlay marked.cfg -n 60 --no-plots --half-year 2025-H2 --page raad -o marked
says err "it rests on invented figures"
for file in raad.txt report.html results.json; do
    says marked/$file "VERZONNEN"
done
says marked/results.json '"invented": true'
grep -q 'class="warning">NOTE: this rests on INVENTED' marked/report.html || fail "the page of a run does not warn"
for file in marked/*.csv; do
    head -n 1 "$file" | tr -d '\r' | grep -q ',data$' || fail "$file has no column for the mark"
    [ "$(tr -d '\r' <"$file" | grep -c -v ',invented$')" -eq 1 ] || fail "rows of $file without the mark"
done
expect 0 run "$doorgaan" --overlay marked.cfg -n 60 --no-plots --csv nl -o marked
says out "NOTE: this rests on INVENTED figures"
[ "$(tr -d '\r' <marked/begrotingswijziging.csv | grep -c ';verzonnen$')" -gt 100 ] || fail "the Dutch table is not marked"
expect 0 diff last last --no-plots -o split
[ "$(tr -d '\r' <split/diff.csv | grep -c -v ',invented$')" -eq 1 ] || fail "rows of diff.csv without the mark"
expect 0 run "$doorgaan" -n 60 --no-plots --quiet -o plain
[ "$(cat plain/*.csv | grep -c ',invented')" -eq 0 ] || fail "a mark without a reason"
head -n 1 plain/surplus.csv | tr -d '\r' | grep -qx 'year,status,municipality,share_pct,index_basis,real_eur,nominal_eur' ||
    fail "the columns of surplus.csv"
[ "$(grep -c INVENTED plain/report.html)" -eq 0 ] || fail "a warning without a reason"
expect 0 compare "$basis" "$doorgaan" --overlay marked.cfg -n 60 --no-plots -o beside
says out "NOTE: this rests on INVENTED figures"
says beside/report.html "NOTE: this rests on INVENTED figures"
expect 0 decide "$basis" --overlay marked.cfg -n 100 --no-plots -o weighed
[ "$(grep -c '"overlays": \[' weighed/decide.json)" -eq 5 ] || fail "not laid over the options found beside basis.cfg"
says out "stop-2025-verzonnen"
[ "$(sed -n 2p out | cut -c 1-36)" = "NOTE: this rests on INVENTED figures" ] || fail "decide does not warn at the top: $(sed -n 2p out)"
says weighed/report.html "NOTE: this rests on INVENTED figures"
grep -q '^E  bc-wmo-20.*… (until 2026)' out || fail "an option's last year is cut off"
says weighed/report.html "E  bc-wmo-2022-verzonnen (until 2026): "
for file in weighed/*.csv; do
    [ "$(tr -d '\r' <"$file" | grep -c -v ',invented$')" -eq 1 ] || fail "rows of $file without the mark"
done
says weighed/report.html VERZONNEN
expect 0 sensitivity "$doorgaan" --overlay marked.cfg -n 2000 --no-plots -o driven
says driven/sensitivity.json '"overlays"'
says out "NOTE: this rests on INVENTED figures"
says out VERZONNEN
for file in driven/*.csv; do
    [ "$(tr -d '\r' <"$file" | grep -c -v ',invented$')" -eq 1 ] || fail "rows of $file without the mark"
done
expect 0 explain "$doorgaan" surplus.reduction 2025 --overlay marked.cfg -n 60
says out VERZONNEN
expect 0 explain "$doorgaan" surplus.reduction 2025 --overlay marked.cfg -n 60 --format json
says out '"invented": true'
finish
