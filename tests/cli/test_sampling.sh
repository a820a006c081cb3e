#!/bin/sh
# --sampling: counts that fit, --draw, threads, provenance; and plain drawing is what it was.
. "$(dirname "$0")/lib.sh"

expect 0 run "$basis" -n 32 --no-plots --quiet -o plain
expect 0 run "$basis" -n 32 --no-plots --quiet --sampling mc -o mc
same plain/results.csv mc/results.csv
lacks mc/results.json '"sampling'

for sampling in lhs sobol; do
    expect 0 run "$basis" -n 32 --no-plots --sampling $sampling -j 1 -o one
    says out "Sampling of the uncertain parameters: what it brings"
    says out "total cost"
    expect 0 run "$basis" -n 32 --no-plots --quiet --sampling $sampling -j 3 -o three
    for file in results.csv curve.csv bridge.csv; do
        same "one/$file" "three/$file"
    done
    says one/results.json "\"sampling\": \"$sampling\""
    says one/results.json '"noise_share"'
    says one/results.json '"scramblings": 16'
    cmp -s one/results.csv plain/results.csv && fail "$sampling gives what mc gives"

    # The run's mean is that of its 32 replicates printed one by one; another sampling prints others.
    k=0
    : >drawn
    while [ $k -lt 32 ]; do
        expect 0 run "$basis" -n 32 --sampling $sampling --draw $k
        tr -d '\r' <out | grep -E '^(cost.total|surplus.reduction_net|benefit.successes),[^,]*,2027,,' >>drawn
        k=$((k + 1))
    done
    awk -F, 'FILENAME == "drawn" { sum[$1] += $5 / 32; n[$1]++; next }
        $3 == "2027" && $4 == "" && ($1 in sum) {
            compared++; d = sum[$1] - $5; if (d < 0) d = -d
            if (n[$1] != 32 || d > 1e-9 * $5) { print $1, n[$1], sum[$1], $5 }
        }
        END { if (compared != 3) print "only", compared, "compared" }' drawn one/results.csv >differ
    empty differ
    expect 0 run "$basis" -n 32 --sampling $sampling --draw 7
    cp out sampled
    expect 0 run "$basis" -n 32 --sampling mc --draw 7
    cmp -s out sampled && fail "--draw does not follow --sampling $sampling"
    refuses "expected 0 to 31" run "$basis" -n 32 --sampling $sampling --draw 32
    refuses "1000 replicates can't be dealt over 16 scramblings: expected -n 992 or 1008" \
        run "$basis" -n 1000 --sampling $sampling
    refuses "expected -n 32" run "$basis" -n 16 --sampling $sampling
    refuses "expected -n 992 or 1008" run "$basis" --set run.replicates=1000 --sampling $sampling
done

# A page says how its parameters were drawn.
expect 0 run "$basis" -n 64 --no-plots --sampling sobol --page raad -o page
says page/raad.txt "16 scramblings of a Sobol'"

refuses "--sampling halton: expected one of mc|lhs|sobol" run "$basis" --sampling halton
refuses "expected -n 4194304" run "$basis" --sampling lhs -n 5000000
refuses "does not belong to this command: compare" compare "$basis" "$basis" --sampling lhs
finish
