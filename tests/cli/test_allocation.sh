#!/bin/sh
# Allocation policies: allocation.csv adds up to the cent, appears only where it is asked for, and the explained figure is that of
# surplus.csv; the same bytes from any number of threads.
. "$(dirname "$0")/lib.sh"

cents='function cents(x,  sign, part) {
    sign = x ~ /^-/ ? -1 : 1
    sub(/^-/, "", x)
    split(x, part, ".")
    return sign * (part[1] * 100 + substr(part[2] "00", 1, 2))
}'
mixed=$source/scenarios/verdeling-gemengd.cfg

expect 0 run "$mixed" -n 100 --plots none -o o --verify --threads 1
says out "The key differs from the population: Horst aan de Maas has 8.4%"
lacks out "unmet"
grep -q '^Region *5,098 *0 *0 *0 *0$' out || fail "the policies do not divide what the table of reductions has, 5,098"
columns=$(LC_ALL=C.UTF-8 wc -L <out)
[ "$columns" -le 100 ] || fail "the tables are $columns columns wide"
for file in allocation surplus budget results; do
    tr -d '\r' <"o/$file.csv" >"$file.csv"
done
[ "$(head -n 1 allocation.csv)" = \
    "channel,policy,used,year,status,municipality,share_pct,amount_eur,by_key_eur,difference_eur,swing_eur" ] ||
    fail "header of allocation.csv: $(head -n 1 allocation.csv)"

# Five policies and the scenario's path, nine years, fourteen municipalities; every policy divides the year's sum, to the cent;
# difference and swing are those of the amounts; the path of the scenario is surplus.csv.
awk -F, "$cents"'
    FNR == 1 { next }
    FILENAME == "budget.csv" { if ($4 == "surplus") total[$1] += cents($9); next }
    FILENAME == "surplus.csv" { paid[$1, $3] = cents($7); share[$1, $3] = $4; next }
    {
        rows++
        amount = cents($8)
        sum[$2, $4] += amount
        if (amount - cents($9) != cents($10)) { print "difference: " $0; bad = 1 }
        swing = $4 > 2023 ? amount - before[$2, $6] : 0
        if ((swing < 0 ? -swing : swing) != cents($11)) { print "swing: " $0; bad = 1 }
        before[$2, $6] = amount
        if ($2 == "key" && amount != cents($9)) { print "key: " $0; bad = 1 }
        if ($2 == "scenario" && (amount != paid[$4, $6] || $7 != share[$4, $6])) { print "path: " $0; bad = 1 }
        if ($2 == "mixed" && $3 != ($4 > 2025 ? "yes" : "no")) { print "used: " $0; bad = 1 }
        if ($2 == "mixed" && (amount > 1.5 * cents($9) + 1 || amount < 0.5 * cents($9) - 1)) { print "bounds: " $0; bad = 1 }
        moved += $2 == "population" && $10 != "0.00"
    }
    END {
        for (key in sum) {
            split(key, part, SUBSEP)
            if (sum[key] != total[part[2]]) { print key, sum[key], total[part[2]]; bad = 1 }
        }
        exit bad || rows != 6 * 9 * 14 || moved != 8 * 14
    }' budget.csv surplus.csv allocation.csv || fail "allocation.csv"

# Rows of results.csv, only with a policy.
for metric in difference swing; do
    [ "$(grep -c "^allocation.$metric,EUR," results.csv)" -eq 150 ] || fail "rows of allocation.$metric"
done
[ "$(grep -c '^allocation.moved,EUR,' results.csv)" -eq 10 ] || fail "rows of allocation.moved"
expect 0 run "$mixed" -n 100 --plots none -o three --threads 3 --quiet
same o/results.csv three/results.csv
same o/allocation.csv three/allocation.csv

# Without a policy there is no file, and that of an earlier run goes; who asks gets it, and no other figure moves.
expect 0 run "$basis" -n 100 --plots none -o o --quiet
[ ! -e o/allocation.csv ] || fail "allocation.csv of another run"
grep -q '^allocation\.\(difference\|swing\|moved\)' o/results.csv && fail "rows of a policy that is not used"
cp o/results.csv plain.csv
expect 0 run "$basis" -n 100 --plots none -o o --set allocation.compare=true
filled o/allocation.csv
same o/results.csv plain.csv
lacks out "Difference with the key over all years"

# The figure that explain ends in is that of surplus.csv; it names the lines that it rests on.
expect 0 explain "$mixed" surplus.reduction Beesel 2027 -n 64
amount=$(awk -F, '$1 == 2027 && $3 == "Beesel" { print $7 }' surplus.csv)
[ "$amount" ] || fail "no amount of Beesel"
says out "$(echo "$amount" | sed 's/\([0-9]\)\([0-9][0-9][0-9]\.\)/\1,\2/')"
says out "verdeling-gemengd.cfg:"
says out "Exactly this stands in surplus.csv."
lacks out "The same in every replicate"
columns=$(LC_ALL=C.UTF-8 wc -L <out)
[ "$columns" -le 100 ] || fail "the explanation is $columns columns wide"
expect 0 explain "$mixed" surplus.reduction Beesel 2027 -n 64 --lang nl
says out "in een herhaling zijn het de"
expect 0 explain "$source/scenarios/verdeling-bevolking.cfg" surplus.reduction Beesel 2027 -n 64 --format json
says out '"policy": "population"'
# Another policy for the execution costs has its own table, and not one of the lower balance, which did not change.
expect 0 run "$basis" -n 20 --plots none -o x --set 'allocation.execution.y2026_2031="three_year_average"'
says out "Contribution to the execution costs by each allocation policy"
lacks out "Reduction by each allocation policy"
lacks out "nobody has been reached"
tr -d '\r' <x/allocation.csv | awk -F, "$cents"'
    $1 == "execution" && $4 > 2025 && $6 == "Venlo" && ($2 == "key" || $2 == "three_year_average") { sum[$2] += cents($8) }
    function thousands(x) { return int(x / 100000 + 0.5) }
    END {
        more = sum["three_year_average"] - sum["key"]
        printf "%d %+d\n", thousands(sum["key"]), (more < 0 ? -1 : 1) * thousands(more < 0 ? -more : more)
    }' >wanted
sed -n '/^Contribution/,/^Region/p' out | awk '$1 == "Venlo" { print $2, $4 }' >shown
same shown wanted

# Where nobody was reached before, the key holds: that is said, of the years that ask for money.
expect 0 run "$basis" -n 20 --plots none -o x --set 'allocation.surplus.y2023_2031="previous_year"'
says out "In 2024 nobody has been reached whom this scenario's policy could rest on"
expect 0 run "$basis" -n 20 --plots none -o x --lang nl --set 'allocation.surplus.y2024_2031="mixed"'
says out "In 2024 zijn er geen bereikte inwoners: hun deel van de gemengde sleutel"
finish
