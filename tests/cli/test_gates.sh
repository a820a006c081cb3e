#!/bin/sh
# A scenario with gates: --draw prints what each gate saw and chose, as the ensemble of that replicate has it; what
# is planned stands beside the central path; an evaluation without money is told.
. "$(dirname "$0")/lib.sh"
policy=$source/scenarios/poort-evaluatie.cfg

expect 0 run "$policy" --draw 0
grep '^gate\.' out | tr -d '\r' >drawn
for quantity in waiting vacancies reachable followed successes estimate closed ended released stop door-450 groei-700; do
    [ "$(grep -c "^gate.besluit-2026.$quantity,[a-z]*,2026,," drawn)" = 1 ] || fail "gate.besluit-2026.$quantity is not drawn"
done
[ "$(awk -F, '/^gate.besluit-2026.(stop|door-450|groei-700),/ { n += $5 } END { print n }' drawn)" = 1 ] ||
    fail "the gate chose no path, or more than one"

expect 0 run "$policy" -n 1 --no-plots --quiet -o o
while read -r metric; do
    a=$(awk -F, -v m="$metric" '$1 == m { print $5 }' drawn)
    b=$(tr -d '\r' <o/results.csv | awk -F, -v m="$metric" '$1 == m { print $5 }')
    awk -v a="$a" -v b="$b" 'BEGIN { d = a - b; exit !(d * d <= 1e-16 * (1 + b * b)) }' || fail "$metric: draw $a, results $b"
done <<'TABLE'
gate.besluit-2026.stop
gate.besluit-2026.door-450
gate.besluit-2026.groei-700
gate.besluit-2026.followed
gate.besluit-2026.estimate
gate.besluit-2026.released
gate.besluit-2029.closed
TABLE

# The net effect is a mean over all paths: rows of the bridge add up to it, and the screen has it within its range.
expect 0 run "$policy" --lang en -n 200 --no-plots -o m
says out "Mean less"
tr -d '\r' <m/bridge.csv | awk -F, '
    NR > 1 { d = $4 + $5 + $6 + $15 - $7 - $11; bad = bad || d * d > 4e-5; net += $2 == "indicative" ? $11 / 1000 : 0 }
    END { print net; exit bad }' >mean || fail "a row of bridge.csv does not add up"
# Region, then net effect and range of decided, indicative and all years.
sed -n '/its range (5/,$p' out | grep '^Region' | head -n 1 | sed 's/[,*]//g; s/–/ /g' |
    awk -v mean="$(cat mean)" '{ exit !(NF == 10 && $5 > $6 && $5 < $7 && ($5 - mean) ^ 2 < 60 ^ 2) }' ||
    fail "the net effect is not the mean of its range"
grep -q ',structural' m/begrotingswijziging.csv && fail "a planned path is structural"

# The planned path is that of the central files, whatever is drawn.
expect 0 run "$basis" -n 1 --no-plots --quiet -o memo
same memo/surplus.csv o/surplus.csv

expect 0 run "$policy" --lang nl -n 1 --no-plots -o o --set policy.gates.besluit-2029.evaluation.fixed_cost=0
says err "evaluatie in 2028 waarvoor niets is begroot"
expect 0 explain "$policy" surplus.reduction Venlo 2027
says out "evaluatie.cfg:"
finish
