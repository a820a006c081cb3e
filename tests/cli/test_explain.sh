#!/bin/sh
# poolraming explain: a figure from its scenario line to its cent; what is no figure is one line and exit 2.
. "$(dirname "$0")/lib.sh"

# No line of the text is wider than 100 columns.
narrow()
{
    columns=$(LC_ALL=C.UTF-8 wc -L <"$1")
    [ "$columns" -le 100 ] || fail "$1 is $columns columns wide"
}

cd "$source" || exit 1
basis=scenarios/basis.cfg
o=$work/out
e=$work/err
run()
{
    "$program" "$@" >"$o" 2>"$e" </dev/null || fail "poolraming $*: exit $?"
}

run explain "$basis" surplus.reduction Venlo 2025
says "$o" "€140,063.63"
says "$o" "€128,115.00"
says "$o" "1.09326492"
says "$o" "basis.cfg:"
says "$o" "verdeelsleutel.cfg:"
says "$o" "indexcijfers.cfg:"
says "$o" "Exactly this stands in surplus.csv."
says "$o" "The same in every replicate"
empty "$e"
narrow "$o"
line=$(grep -n 'id = "ova-2025-voorjaar"' scenarios/data/indexcijfers.cfg | cut -d: -f1)
says "$o" "[indexcijfers.cfg:$line;"

# One word or many, by name or id, in Dutch too.
cp "$o" "$work/one"
run explain "$basis" "surplus.reduction venlo 2025"
same "$o" "$work/one"
run explain "$basis" execution.contribution Horst aan de Maas 2024 --lang nl
says "$o" "€ 377,4"
says "$o" "In elke herhaling gelijk"
narrow "$o"

# For every municipality of 2025 the figure of surplus.csv.
run run "$basis" -n 20 --no-plots --quiet -o "$work/run"
grep '^2025,' "$work/run/surplus.csv" | cut -d, -f3,7 | tr -d '\r' >"$work/rows"
lines "$work/rows" 14
while IFS=, read -r name amount; do
    run explain "$basis" surplus.reduction "$name" 2025 --format json
    says "$o" "\"value\": \"$amount\""
done <"$work/rows"

# --set is a place too.
run explain "$basis" cost.total 2025 --set budget.booking=total --set budget.lines.fte.amounts.y2025=430000
says "$o" "430,000.00"
says "$o" " --set "
narrow "$o"
run explain "$basis" surplus.reduction 2025 --set budget.booking=total
says "$o" "Booking \"total\" (--set budget.booking)"

# A simulated figure: the mean of results.csv, the parts of its spread, parameters with their place.
run explain "$basis" settlement 2026 -n 400 --seed 5 --format json
run run "$basis" -n 400 --seed 5 --no-plots --quiet -o "$work/five"
mean=$(grep '^settlement,EUR,2026,,' "$work/five/results.csv" | cut -d, -f5 | cut -c1-9)
run explain "$basis" settlement 2026 -n 400 --seed 5 --format json
says "$o" "\"mean\": $mean"
says "$o" '"parameter_share": '
says "$o" '"setting": "workforce.filling_per_month"'
run explain "$basis" settlement 2026 -n 400 --seed 5 -j 1
cp "$o" "$work/one"
run explain "$basis" settlement 2026 -n 400 --seed 5 -j 3
same "$o" "$work/one"
says "$o" "by jackknife"
says "$o" "workforce.filling_per_month"
narrow "$o"
for item in "municipality.net_effect Weert 2026" "service.residents_reached 2027" "cost.fte 2031" \
    "deployment.hours_per_week Venlo 2025" "surplus.reduction Venlo all" "deployment.hours Venlo 2025-03" \
    "service.wait_months Beesel 2024-H1" "capacity.target_persons 2026" "allocation.deviation all"; do
    run explain "$basis" "$item" -n 100 --lang nl
    narrow "$o"
    run explain "$basis" "$item" -n 100 --format json
done
run explain scenarios/surplus-krap.cfg surplus.after Venlo 2026 -n 100
run explain scenarios/surplus-krap.cfg surplus.before Venlo 2026 -n 100
# What decisions change: which path is planned, and how often another was taken; before them nothing is said.
gates=scenarios/poort-evaluatie.cfg
run explain "$gates" surplus.reduction Venlo 2026 -n 200
says "$o" "The steps above are those of the planned path."
says "$o" "besluit-2026, from 2026 on, planned: Groeien naar 700.000."
lacks "$o" "besluit-2029"
run run "$gates" -n 200 --no-plots --quiet -o "$work/gates"
share=$(grep '^gate.besluit-2026.stop,' "$work/gates/results.csv" | cut -d, -f5 | cut -c1-4)
run explain "$gates" surplus.reduction Venlo 2030 -n 200 --format json
says "$o" '"planned": "groei-700"'
says "$o" "\"stop\": $share"
says "$o" '"gate": "besluit-2029"'
run explain "$gates" capacity.active_persons 2026 -n 200 --lang nl
says "$o" "gaan over alle paden, niet alleen over"
narrow "$o"
for before in "surplus.reduction Venlo 2024" "index.ova 2027" "gate.besluit-2026.stop 2026"; do
    run explain "$gates" "$before" -n 100
    lacks "$o" "besluit-2026, from"
done

# A ratio of means has a value; what is computed for a year is not said to be simulated by month.
run explain "$basis" value.break_even_per_resident all -n 200
says "$o" "Ratio of two means over the replicates: value.cost_present ÷ value.residents_present."
says "$o" "bootstrap"
lacks "$o" "Too few replicates"
run explain scenarios/verdeling-gebruik.cfg allocation.difference Venlo 2027 -n 100
says "$o" "by the allocation policy, less that by the key"
lacks "$o" "Simulated month by month"

# Dutch has Dutch units, channels and words for what an index rests on.
run explain "$basis" service.residents_reached 2025 -n 200 --lang nl
says "$o" "inwoners"
for english in residents hours "demand.hours  "; do
    if grep -E "(\(| )$english(\)|\$)" "$o"; then fail "an English unit: $english"; fi
done
run explain "$basis" surplus.reduction Venlo 2027 --lang nl -n 50
says "$o" "rust op: geraamd"
says "$o" "saldo [basis.cfg:"
run explain "$basis" execution.contribution Venlo 2025 --lang nl -n 50
says "$o" "rust op: voorjaarscijfer"
says "$o" "uitvoering [basis.cfg:"
run explain "$basis" settlement all --lang nl -n 50
says "$o" "settlement, Regio, alle jaren"

# Benefits that are told afterwards move nobody; below the line of chance nothing is listed.
run explain "$basis" service.residents_reached 2025 -n 300
says "$o" "demand.uptake"
lacks "$o" "benefit."
run explain "$basis" service.residents_reached 2025 -n 300 --format json
says "$o" '"rank_correlation_chance": 0.19'
run explain "$basis" benefit.total 2027 -n 300
says "$o" "benefit."
run explain "$gates" surplus.reduction Venlo 2026 -n 300
says "$o" "benefit.success_share"
lacks "$o" "benefit.work"

# A chance of a shortfall only where the balance is no assumption, here as in the files.
if "$program" explain scenarios/surplus-krap.cfg surplus.shortfall_probability 2026 -n 20 >"$o" 2>"$e"; then
    fail "a chance is told of an assumed balance"
fi
says "$e" "surplus.shortfall_probability is not given: surplus.mean, the balance before the pool, is an assumption"
run run scenarios/surplus-krap.cfg -n 20 --no-plots --quiet -o "$work/krap"
for file in results.csv results.json; do
    says "$work/krap/$file" surplus.shortfall
    lacks "$work/krap/$file" shortfall_probability
done
sed 's/"aanname/"begroting/' scenarios/surplus-krap.cfg >"$work/bron.cfg"
sed -i "s|extends = \"|&$PWD/scenarios/|" "$work/bron.cfg"
run explain "$work/bron.cfg" surplus.shortfall_probability 2026 -n 20
says "$o" "surplus.shortfall_probability"
run explain "$basis" settlement 2026 -n 3
run explain "$basis" settlement 2026 -n 1
lacks "$o" "The same in every replicate"
says "$o" "Too few replicates"
run explain "$basis" settlement Venlo 2032 -n 50 --set budget.settlement_year=next
says "$o" "of 2031 is booked in 2032 [--set budget.settlement_year]"
says "$o" "capacity.vacancies"

# A small count is masked, with its spread, unless asked for.
run explain "$basis" service.theme.armoede Beesel 2025 -n 200
says "$o" "<5"
lacks "$o" "mean"
run explain "$basis" service.theme.armoede Beesel 2025 -n 200 --format json
says "$o" '"masked": "<5"'
lacks "$o" '"mean"'
run explain "$basis" service.theme.armoede Beesel 2025 -n 200 --unmasked
says "$o" "mean"

cd "$work" || exit 1
basis=$source/scenarios/basis.cfg
refuses "expected SCENARIO ITEM..., for example" explain
refuses "expected SCENARIO ITEM..., for example" explain "$basis"
refuses "did you mean surplus.reduction?" explain "$basis" surplus.reducton Venlo 2025
refuses "did you mean Venlo?" explain "$basis" surplus.reduction Venloo 2025
refuses "from 2023 to 2031" explain "$basis" surplus.reduction Venlo 2035
refuses "there is no period" explain "$basis" surplus.reduction Venlo
refuses "for the region only" explain "$basis" index.ova Venlo 2025
refuses "is no metric" explain "$basis" "$(printf 'a\033[31mb')" 2025
[ "$(tr -dc '\033' <err | wc -c)" -eq 0 ] || fail "an escape reaches the terminal"
refuses "does not belong to this command: explain" explain "$basis" cost.total 2025 --out x
refuses "nothere.cfg" explain nothere.cfg cost.total 2025
finish
