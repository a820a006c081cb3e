#!/bin/sh
# --draw K prints the replicate that the ensemble saw: its figures, added up as the metrics say, are those of
# results.csv; the ensemble of one replicate is that of draw 0.
. "$(dirname "$0")/lib.sh"

draw()
{
    to=$1
    shift
    expect 0 run "$basis" "$@"
    empty err
    tr -d '\r' <out >"$to"
    [ "$(head -n 1 "$to")" = "quantity,period,municipality,value" ] || fail "header of a draw"
}

results()
{
    to=$1
    shift
    expect 0 run "$basis" --no-plots --quiet -o o "$@"
    tr -d '\r' <o/results.csv >"$to"
}

# of_draw FILE QUANTITY PERIOD-PATTERN MUNICIPALITY sum|mean|last
of_draw()
{
    awk -F, -v q="$2" -v p="$3" -v m="$4" -v how="$5" '
        $1 == q && $2 ~ "^" p "$" && $3 == m { n++; sum += $4; last = $4 }
        END { if (!n) print "none"; else printf "%.12g\n", how == "sum" ? sum : how == "mean" ? sum / n : last }' "$1"
}

of_results()
{
    awk -F, -v q="$2" -v p="$3" -v m="$4" '$1 == q && $3 == p && $4 == m { print $5 }' "$1"
}

close()
{
    awk -v a="$1" -v b="$2" 'BEGIN { d = a - b; d = d < 0 ? -d : d; s = b < 0 ? -b : b
        exit !(a != "" && b != "" && a != "none" && d <= 1e-8 * (s > 1 ? s : 1)) }' || fail "$3: draw $1, results $2"
}

# compare_with DRAW RESULTS: a handful of metrics of every kind
compare_with()
{
    while read -r metric period municipality quantity pattern how; do
        municipality=$(echo "$municipality" | tr -d -)
        close "$(of_draw "$1" "$quantity" "$pattern" "$municipality" "$how")" \
            "$(of_results "$2" "$metric" "$period" "$municipality")" "$1 $metric $period $municipality"
    done <<'TABLE'
index.ova 2029 - index.ova.factor 2029 last
cost.total 2026 - cost.total_eur 2026 last
cost.total all - cost.total_eur 20.. sum
cost.fte 2031 - cost.fte.nominal_eur 2031 last
surplus.reduction 2026 Venlo surplus.reduction_eur 2026 last
surplus.reduction_net 2025 Weert surplus.reduction_net_eur 2025 last
settlement 2025 - settlement_eur 2025 last
execution.contribution 2025 Beesel execution.contribution_eur 2025 last
municipality.net_effect 2028 - municipality.net_effect_eur 2028 last
capacity.active_persons 2026 - people.active 2026-.. mean
capacity.active_fte 2025-03 - people.active_fte 2025-03 last
capacity.hires 2024 - people.hired 2024-.. sum
capacity.productive_hours 2027-H1 - hours.productive 2027-0[1-6] sum
deployment.hours 2026 - hours.deployed 2026-.. sum
deployment.hours 2026 Venlo hours.deployed 2026-.. sum
demand.new_residents all - residents.new 20..-.. sum
demand.new_residents 2030 Roermond residents.new 2030-.. sum
service.residents_reached 2026 - residents.served 2026-.. sum
service.backlog_residents 2029-H2 Gennep residents.waiting 2029-12 last
service.gave_up 2027 - residents.gave_up 2027-.. sum
service.coverage 2025 - municipalities.covered 2025-.. mean
benefit.successes all - benefit.successes 20.. sum
benefit.payer.insurer.real 2027 - benefit.payer.insurer_eur 2027 last
benefit.work.real 2026 - benefit.work_eur 2026 last
benefit.cashable.real 2029 - benefit.cashable_eur 2029 last
TABLE
}

draw d0 --draw 0
draw again --draw 0
same d0 again
draw english --draw 0 --lang nl
same d0 english
draw d1 --draw 1
cmp -s d0 d1 && fail "replicates 0 and 1 are the same"
says d1 "replicate,,,1"

results r1 -n 1
compare_with d0 r1

# Replicate 1 is what a second replicate adds to the mean; an ensemble of one more thread or of many more sees
# the same one.
results r2 -n 2
awk -F, 'FNR == 1 { next } FNR == NR { one[$1, $3, $4] = $5; next }
    ($1, $3, $4) in one && $5 != "" && $5 !~ /</ && one[$1, $3, $4] !~ /</ && one[$1, $3, $4] != "" {
        printf "%s,,%s,%s,%.12g\n", $1, $3, $4, 2 * $5 - one[$1, $3, $4] }' r1 r2 >second
compare_with d1 second

# A mechanism has rows only where it is used; they are those of the results too.
grep -q '^circles\.\|^communities\.\|^residents.carried' d0 && fail "a mechanism that is not used has rows"
memo=$basis
basis=$source/scenarios/budgetkringen.cfg
draw dcircles --draw 0 --verify
results rcircles -n 1
compare_with dcircles rcircles
for pair in circles_running:running:mean circles_paused:paused:mean facilitators:facilitators:mean \
    residents:residents_served:sum waiting:residents_waiting:last hours:hours:sum; do
    metric=${pair%%:*} quantity=${pair#*:}
    close "$(of_draw dcircles "circles.${quantity%:*}" '2028-..' Venlo "${pair##*:}")" \
        "$(of_results rcircles "budgetkring.$metric" 2028 Venlo)" "budgetkring.$metric"
done
basis=$source/scenarios/build5.cfg
draw dphases --draw 0 --verify
results rphases -n 1
compare_with dphases rphases
for k in 1 2 3 4 5; do
    close "$(of_draw dphases "communities.phase$k" '2027-..' '' mean)" \
        "$(of_results rphases "build5.communities.phase$k" 2027 '')" "build5.communities.phase$k"
done
close "$(of_draw dphases residents.carried '2030-..' Weert sum)" \
    "$(of_results rphases build5.residents_carried 2030 Weert)" build5.residents_carried
close "$(of_draw dphases communities.members '2030-..' '' mean)" \
    "$(of_results rphases build5.members 2030 '')" build5.members
basis=$memo

# With another seed and other settings.
draw dset --draw 0 --seed 7 --set workforce.filling_per_month=0.3 --set index.rule=definitive --verify
results rset -n 1 --seed 7 --set workforce.filling_per_month=0.3 --set index.rule=definitive
compare_with dset rset
cmp -s d0 dset && fail "--set and --seed change nothing in a draw"
grep -q '^parameter.workforce.filling_per_month' dset && fail "a fixed parameter is printed as drawn"
grep -q '^parameter.workforce.filling_per_month,,,0\.' d0 || fail "an uncertain parameter is not printed"

# The last replicate that can be numbered, and the Dutch dialect.
draw dbig --draw 281474976710655
says dbig "replicate,,,281474976710655"
expect 0 run "$basis" --draw 0 --csv nl
tail -c +4 out | tr -d '\r' | tr ';,' ',.' >dutch
same d0 dutch
[ ! -e out/basis ] || fail "a draw writes files"
refuses "--draw: expected a whole number" run "$basis" --draw -1
refuses "--draw: expected a whole number" run "$basis" --draw first
finish
