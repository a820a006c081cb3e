#!/bin/sh
# --draw K prints the replicate that the ensemble saw: what it calls as results.csv does is the same there, and
# its months, added up as the metrics say, are the years of results.csv; the ensemble of one replicate is that
# of draw 0. What the model made of its factors can be made of the printed ones by hand.
. "$(dirname "$0")/lib.sh"

scenario=$basis

draw()
{
    to=$1
    shift
    expect 0 run "$scenario" "$@"
    empty err
    tr -d '\r' <out >"$to"
    [ "$(head -n 1 "$to")" = "metric,unit,period,municipality,value" ] || fail "header of a draw"
}

results()
{
    to=$1
    shift
    expect 0 run "$scenario" --no-plots --quiet -o o "$@"
    tr -d '\r' <o/results.csv >"$to"
}

# of_draw FILE QUANTITY PERIOD-PATTERN MUNICIPALITY sum|mean|last
of_draw()
{
    awk -F, -v q="$2" -v p="$3" -v m="$4" -v how="$5" '
        $1 == q && $3 ~ "^" p "$" && $4 == m { n++; sum += $5; last = $5 }
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
index.ova 2029 - index.ova 2029 last
cost.total all - cost.total 20.. sum
capacity.active_persons 2026 - capacity.active_persons 2026-.. mean
capacity.active_fte 2025-03 - capacity.active_fte 2025-03 last
capacity.hires 2024 - capacity.hires 2024-.. sum
capacity.productive_hours 2027-H1 - capacity.productive_hours 2027-0[1-6] sum
deployment.hours 2026 - deployment.hours 2026-.. sum
deployment.hours 2026 Venlo deployment.hours 2026-.. sum
demand.new_residents all - demand.new_residents 20..-.. sum
demand.new_residents 2030 Roermond demand.new_residents 2030-.. sum
service.residents_reached 2026 - service.residents_reached 2026-.. sum
service.backlog_residents 2029-H2 Gennep service.backlog_residents 2029-12 last
service.gave_up 2027 - service.gave_up 2027-.. sum
service.coverage 2025 - service.coverage 2025-.. mean
surplus.reduction 2026 Venlo surplus.reduction 2026 last
settlement 2025 - settlement 2025 last
municipality.net_effect 2028 - municipality.net_effect 2028 last
benefit.successes all - benefit.successes 20.. sum
benefit.payer.insurer.real 2027 - benefit.payer.insurer.real 2027 last
TABLE
}

# same_names DRAW RESULTS LEAST: rows of one name, period and municipality have one unit and one value; there are
# at least so many.
same_names()
{
    awk -F, -v least="$3" '
        FNR == 1 { next }
        FNR == NR { unit[$1, $3, $4] = $2; value[$1, $3, $4] = $5; next }
        ($1, $3, $4) in value && $15 == "0" {
            n++; d = value[$1, $3, $4] - $5; s = $5 < 0 ? -$5 : $5
            if (unit[$1, $3, $4] != $2 || d > 1e-9 * (s > 1 ? s : 1) || -d > 1e-9 * (s > 1 ? s : 1)) {
                print "draw and results differ: " $1, $3, $4, value[$1, $3, $4], $5; bad = 1
            }
        }
        END { if (n < least) { print n " rows in common, expected " least; bad = 1 } exit bad }' "$1" "$2" ||
        fail "$1 is not what $2 says"
}

# By hand, from what a draw prints: intensity = population · precarious share · uptake/12 · season · awareness ·
# G · mode · exp(Z − v/2), with awareness by Bass; the weights from key, work and the pull of demand.
by_hand()
{
    awk -F, -v least="$2" '
        function off(a, b) { d = a - b; d = d < 0 ? -d : d; return d > 1e-9 * (b > 1e-3 ? b : 1e-3) }
        FNR == 1 { next }
        $3 == "" { once[$1, $4] = $5; next }
        { of[$1, $3, $4] = $5 }
        $1 == "demand.intensity" { key[++n] = $3 SUBSEP $4; seen[$3]; where[$4] }
        $1 == "demand.season" && start == "" { start = substr($3, 1, 4) }
        END {
            p = once["demand.bass_innovation", ""]; q = once["demand.bass_imitation", ""]
            pull = once["parameter.deployment.demand_weight", ""]
            for (i = 1; i <= n; i++) {
                split(key[i], at, SUBSEP); month = at[1]; m = at[2]; year = substr(month, 1, 4)
                t = 12 * (year - start) + substr(month, 6) - 1
                age = t - once["demand.launch_month", m]; aware = 0
                if (age >= 0 && of["capacity.target_persons", month, ""] > 0) {
                    decay = exp(-(p + q) * (age + once["demand.head_start", m]))
                    aware = (1 - decay) / (1 + q / p * decay)
                }
                mode = ("demand.mode_uptake", month, m) in of ? of["demand.mode_uptake", month, m] : 1
                lambda = of["demand.population", year, m] * once["demand.precarious_share", ""] * \
                    once["demand.uptake_per_year", ""] / 12 * of["demand.season", month, ""] * \
                    of["demand.awareness", month, m] * once["demand.heterogeneity", m] * mode * \
                    of["demand.shock_factor", month, ""]
                if (off(of["demand.awareness", month, m], aware) || off(of["demand.intensity", month, m], lambda)) {
                    print "not by hand: " month, m, lambda, of["demand.intensity", month, m], aware; bad = 1
                }
                if (lambda > 0) some++
            }
            for (month in seen) {
                keys = work = 0; year = substr(month, 1, 4)
                for (m in where) if (of["demand.awareness", month, m] > 0 || of["deployment.weight", month, m] > 0) {
                    keys += of["key.surplus_channel", year, m]; work += of["deployment.work_hours", month, m]
                }
                for (m in where) {
                    share = of["key.surplus_channel", year, m] / (keys ? keys : 1)
                    want = (1 - pull) * share + pull * (work ? of["deployment.work_hours", month, m] / work : share)
                    got = of["deployment.weight", month, m]
                    if (got > 0 && off(got, want)) { print "weight not by hand: " month, m, want, got; bad = 1 }
                }
            }
            if (some < least) { print some + 0 " intensities above 0, expected " least; bad = 1 }
            exit bad
        }' "$1" || fail "$1 cannot be recomputed by hand"
}

# Parts in their order, five columns, no row twice.
tidy_draw()
{
    awk -F, 'NF != 5 || ($1, $3, $4) in seen { print "not tidy: " $0; bad = 1 } { seen[$1, $3, $4] } END { exit bad }' \
        "$1" || fail "$1 is not tidy"
    before=0
    for part in parameter index cost key share capacity demand deployment surplus; do
        line=$(grep -n -m 1 "^$part\." "$1" | cut -d: -f1)
        [ "${line:-0}" -gt "$before" ] || fail "$1: $part comes too early"
        before=${line:-0}
    done
}

draw d0 --draw 0
draw again --draw 0
same d0 again
draw english --draw 0 --lang nl
same d0 english
draw d1 --draw 1
cmp -s d0 d1 && fail "replicates 0 and 1 are the same"
says d1 "replicate,,,,1"
tidy_draw d0
by_hand d0 1100
by_hand d1 1100

results r1 -n 1 --detail full --unmasked
compare_with d0 r1
draw themes --draw 0 --unmasked
same_names themes r1 18000
grep -q '^service.theme.*Venlo' d0 && fail "themes of a municipality are shown though they are masked"
grep -q '^service.theme.*Venlo' themes || fail "themes of a municipality are missing"

# Replicate 1 is what a second replicate adds to the mean; an ensemble of one more thread or of many more sees
# the same one.
results r2 -n 2 --detail full --unmasked
awk -F, 'FNR == 1 { next } FNR == NR { one[$1, $3, $4] = $5; next }
    ($1, $3, $4) in one && $5 != "" && $5 !~ /</ && one[$1, $3, $4] !~ /</ && one[$1, $3, $4] != "" {
        printf "%s,%s,%s,%s,%.12g\n", $1, $2, $3, $4, 2 * $5 - one[$1, $3, $4] }' r1 r2 >second
compare_with d1 second

# With another seed and other settings.
draw dset --draw 0 --seed 7 --set workforce.filling_per_month=0.3 --set index.rule=definitive --verify
results rset -n 1 --seed 7 --set workforce.filling_per_month=0.3 --set index.rule=definitive
compare_with dset rset
cmp -s d0 dset && fail "--set and --seed change nothing in a draw"
grep -q '^parameter.workforce.filling_per_month' dset && fail "a fixed parameter is printed as drawn"
grep -q '^parameter.workforce.filling_per_month,chance a month,,,0\.' d0 || fail "an uncertain parameter is not printed"

# Each mechanism prints its own quantities, and no other scenario does.
while read -r name rows intensities pattern; do
    scenario=$source/scenarios/$name.cfg
    draw of --draw 0 --unmasked
    results rof -n 1 --detail full --unmasked
    same_names of rof "$rows"
    by_hand of "$intensities"
    grep -q "^$pattern" of || fail "$name prints no $pattern"
    grep -q "^$pattern" themes && fail "basis prints $pattern"
done <<'SCENARIOS'
almere-gemengd 18000 1000 volunteers.paid
wijkteam-verwijzing 18000 1000 demand.mode_uptake
surplus-krap 18000 1000 surplus.after
budgetkringen 18000 1000 budgetkring.circles_running
build5 18000 1000 build5.residents_carried
stop-2025 15000 200 service.released,residents,2026-01,Venlo,[1-9]
SCENARIOS
scenario=$basis

# One municipality beside the region.
draw venlo --draw 0 --municipality venlo
grep -v ',Beesel,\|,Bergen,\|,Echt-Susteren,\|,Gennep,\|,Horst aan de Maas,\|,Leudal,\|,Maasgouw,' d0 |
    grep -v ',Nederweert,\|,Peel en Maas,\|,Roerdalen,\|,Roermond,\|,Venray,\|,Weert,' >of
same of venlo
draw region --draw 0 --municipality region
grep -v ',Venlo,' venlo >of
same of region
refuses 'did you mean Venlo?' run "$basis" --draw 0 --municipality Vennlo
refuses "--municipality: expected --draw K or --page raad with it" run "$basis" --municipality Venlo
refuses "--municipality \"\": expected a name" run "$basis" --draw 0 --municipality=

# The last replicate that can be numbered, and the Dutch dialect.
draw dbig --draw 281474976710655
says dbig "replicate,,,,281474976710655"
expect 0 run "$basis" --draw 0 --csv nl
tail -c +4 out | tr -d '\r' | tr ';,' ',.' >dutch
same d0 dutch
[ ! -e out/basis ] || fail "a draw writes files"
refuses "--draw -1: expected a whole number" run "$basis" --draw -1
refuses "--draw first: expected a whole number" run "$basis" --draw first
finish
