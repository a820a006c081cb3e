#!/bin/sh
# Makes what the documents show: the reference of settings, the pictures and what they quote of the program.
set -eu
cd "$(dirname "$0")/.."
program=${1:-./build/release/poolraming}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export XDG_DATA_HOME="$folder" # these runs are not the user's

"$program" settings --lang nl >docs/scenario.md
"$program" run scenarios/basis.cfg --lang nl --out "$folder" >"$folder/tables.txt" 2>/dev/null
cp "$folder/plots/kosten.svg" "$folder/plots/capaciteit.svg" docs/images/

# The pictures of docs/mechanisms: 2,000 replicates suffice for them, and each says so.
few=2000
simulate() { # SCENARIO OPTION...: into a folder of its own
    scenario=$1
    shift
    "$program" run "scenarios/$scenario.cfg" --lang en -n $few --quiet --out "$folder/$scenario" "$@" 2>/dev/null
}
says() { echo "$1; 2,000 replicates, seed 20230415"; }
simulate basis --half-year 2025-H2
for scenario in almere-gemengd wijkteam-verwijzing wijkteam-aanwezig wijkteam-geintegreerd surplus-krap budgetkringen build5 \
    verdeling-gemengd poort-evaluatie poort-groei; do
    simulate $scenario --no-plots
done
cp "$folder/basis/plots/baten.svg" docs/images/benefits.svg
cp "$folder/basis/plots/vraag.svg" docs/images/demand-and-service.svg
"$program" decide scenarios/basis.cfg --lang en --quiet --out "$folder/decide"
cp "$folder/decide/plots/acceptability.svg" "$folder/decide/plots/evsi.svg" docs/images/
gnuplot -c plots/mechanism-fan.gp "$folder/basis" docs/images/index.svg index.ova \
    "OVA: how prices grow from 2023 on" "factor on amounts of 2023" "$(says 'Scenario basis')"
gnuplot -c plots/mechanism-fan.gp "$folder/surplus-krap" docs/images/surplus.svg surplus.after \
    "Balance after the pool, if it were € 900,000 before" "million euros" \
    "$(says 'Scenario surplus-krap, an invented balance')" surplus.before "before the pool, mean"
gnuplot -c plots/mechanism-volunteers.gp "$folder/almere-gemengd" docs/images/volunteers.svg \
    "$(says 'Scenario almere-gemengd')"
gnuplot -c plots/mechanism-modes.gp docs/images/modes.svg "$folder/wijkteam-verwijzing" "$folder/wijkteam-aanwezig" \
    "$folder/wijkteam-geintegreerd" "$(says 'Scenarios wijkteam-verwijzing, -aanwezig and -geintegreerd')"
gnuplot -c plots/mechanism-half-year-report.gp "$folder/basis" docs/images/half-year-report.svg 2025-H2 \
    "$(says 'Scenario basis; <5: too few to be shown')"
gnuplot -c plots/mechanism-work-from-benefit.gp "$folder/basis" docs/images/work-from-benefit.svg \
    "$(says 'Scenario basis')"
gnuplot -c plots/mechanism-budgetkring.gp "$folder/budgetkringen" docs/images/budgetkring.svg \
    "$(says 'Scenario budgetkringen')"
gnuplot -c plots/mechanism-build5.gp "$folder/build5" docs/images/build5.svg "$(says 'Scenario build5')"
gnuplot -c plots/mechanism-allocation.gp "$folder/verdeling-gemengd" docs/images/allocation.svg
gnuplot -c plots/mechanism-gates.gp "$folder/poort-evaluatie" "$folder/poort-groei" docs/images/gates.svg

"$program" sensitivity scenarios/basis.cfg --outcome service.residents_reached --lang en --quiet --out "$folder/sensitivity" 2>/dev/null
cp "$folder/sensitivity/plots/sobol.svg" docs/images/sensitivity.svg

# The manual: Dutch charts, and the first screen of the report where a browser is at hand.
"$program" decide scenarios/basis.cfg --lang nl --quiet --out "$folder/besluit"
cp "$folder/besluit/plots/acceptability.svg" docs/images/handleiding-keuze.svg
"$program" calibrate scenarios/basis.cfg --reports scenarios/data/halfjaarcijfers-voorbeeld.csv --lang nl --quiet \
    --out "$folder/gemeld" 2>/dev/null
cp "$folder/gemeld/plots/backtest.svg" docs/images/handleiding-terugkijken.svg
if command -v chromium >/dev/null; then
    chromium --headless --no-sandbox --disable-gpu --disable-background-networking --user-data-dir="$folder/browser" \
        --window-size=1280,900 --screenshot=docs/images/handleiding-verslag.png "file://$folder/report.html" 2>/dev/null
else
    echo "no chromium: docs/images/handleiding-verslag.png stays as it was" >&2
fi

python3 docs/outputs.py "$program" README.md docs/handleiding.md
