#!/bin/sh
# The output folder: every file is there, and the figures of one agree with those of another.
. "$(dirname "$0")/lib.sh"

# Money is compared in cents, as whole numbers.
cents='function cents(x,  sign, part) {
    sign = x ~ /^-/ ? -1 : 1
    sub(/^-/, "", x)
    split(x, part, ".")
    return sign * (part[1] * 100 + substr(part[2] "00", 1, 2))
}'

expect 0 run "$basis" -n 100 --plots none -o o
says out "Files: o"
for file in results.csv curve.csv budget.csv surplus.csv bridge.csv begrotingswijziging.csv results.json; do
    filled "o/$file"
done
[ ! -e o/plots ] || fail "charts although none were asked for"
no_temporaries o
for file in results curve budget surplus bridge begrotingswijziging; do
    tr -d '\r' <"o/$file.csv" >"$file.csv"
    [ "$(grep -c "$(printf '\r')\$" "o/$file.csv")" -eq "$(wc -l <"$file.csv")" ] || fail "$file.csv: a line without CRLF"
done

# results.csv: the header, its columns, one row an outcome, each outcome once, the quantiles in order.
[ "$(head -n 1 results.csv)" = "metric,unit,period,municipality,mean,sd,se,p05,p10,p25,p50,p75,p90,p95,undefined" ] ||
    fail "header of results.csv: $(head -n 1 results.csv)"
awk -F, 'NF != 15 { print "columns: " $0; exit 1 }
    seen[$1, $3, $4]++ { print "twice: " $0; exit 1 }
    NR > 1 && $15 == 0 && $8 !~ /</ && !($8 + 0 <= $10 + 0 && $10 + 0 <= $11 + 0 && $11 + 0 <= $14 + 0) {
        print "order: " $0; exit 1 }' results.csv || fail "rows of results.csv"
rows=$(($(wc -l <results.csv) - 1))
[ "$rows" -gt 10000 ] || fail "results.csv has $rows rows"
[ "$(grep -c '^{"metric"' o/results.json)" -eq "$rows" ] || fail "results.json has other rows than results.csv"
for period in 2026 2026-H1 2026-03 all; do
    awk -F, -v p="$period" '$1 == "service.residents_reached" && $3 == p && $4 == "" && $5 > 0 { n++ }
        END { exit n != 1 }' results.csv || fail "residents reached of $period"
done
[ "$(wc -l <curve.csv)" -eq 100 ] || fail "curve.csv holds $(wc -l <curve.csv) lines"

# budget.csv, surplus.csv: the parts of the municipalities are the sum of the lines, to the cent, each year.
awk -F, "$cents"'
    FNR == 1 { next }
    FILENAME == "budget.csv" && $4 == "surplus" { real[$1] += cents($7); nominal[$1] += cents($9); years[$1] }
    FILENAME == "surplus.csv" { real[$1] -= cents($6); nominal[$1] -= cents($7); share[$1] += cents($4); count[$1]++ }
    END {
        for (y in years) {
            n++
            if (real[y] || nominal[y] || share[y] != 10000 || count[y] != 14) {
                print y, real[y], nominal[y], share[y], count[y]; bad = 1
            }
        }
        exit bad || n != 9
    }' budget.csv surplus.csv || fail "surplus.csv against budget.csv"

# bridge.csv: real + index is the reduction of surplus.csv to the cent; each row adds up to the mean net effect, and
# decided years have nothing between the central path and the mean.
awk -F, '
    function cents(x) { sub(/\r/, "", x); return x < 0 ? int(x * 100 - 0.5) : int(x * 100 + 0.5) }
    FNR == 1 { next }
    FILENAME == "surplus.csv" { reduction[$1, $3] = cents($7) }
    FILENAME == "bridge.csv" {
        rows++
        if (cents($4) + cents($5) != reduction[$1, $3]) exit 1
        net = $4 + $5 + $6 + $15 - $7
        if (net - $11 > 0.006 || $11 - net > 0.006) exit 1
        if ($2 == "decided" && $15 + 0 != 0) exit 1
        if ($2 != "decided" && $15 + 0 != 0) spread++
    }
    END { if (rows != 14 * 9 || !spread) exit 1 }' surplus.csv bridge.csv || fail "bridge.csv against surplus.csv"

# The memo to the cent: 450,000 in prices of 2023, September index of 2024.
awk -F, "$cents"'$1 == 2024 && $4 == "surplus" { real += cents($7) } END { exit real != 45000000 }' budget.csv ||
    fail "the project costs of 2024 are not the memo's"
[ "$(awk -F, '$1 == 2024 && $3 == "Venlo" { print $4 }' surplus.csv)" = "28.47" ] || fail "the share of Venlo"

# begrotingswijziging.csv: whole euros that sum to the rounded total of their channel; signs by entry.
awk -F, "$cents"'
    FNR == 1 { next }
    FILENAME == "budget.csv" { total[$1, $4] += cents($9); next }
    {
        channel = $4 == "surplus.reduction" ? "surplus" : "execution"
        if ($6 !~ /^-?[0-9]+$/ || ($5 == "bate") != ($6 < 0) && $6 != 0) { print; bad = 1 }
        sum[$1, channel] += channel == "surplus" ? -$6 : $6
        seen[$1, $3, $4]++
    }
    END {
        for (k in total) {
            euros = int((total[k] + 50) / 100)
            if (sum[k] + 0 != euros) { print k, sum[k], euros; bad = 1 }
        }
        for (k in seen) if (seen[k] != 1) { print "twice " k; bad = 1 }
        exit bad
    }' budget.csv begrotingswijziging.csv || fail "begrotingswijziging.csv against budget.csv"

# The central path is in the decided years what every replicate has.
awk -F, 'FNR == 1 { next } FILENAME == "budget.csv" { sum[$1] += $9; next }
    $1 == "cost.total" && $3 ~ /^202[345]$/ { d = $5 - sum[$3]; if (d > 0.005 || d < -0.005) exit 1; n++ }
    END { exit n != 3 }' budget.csv results.csv || fail "results.csv against budget.csv"

# Counts below 5 per municipality and theme are masked; --unmasked shows them.
grep -q '^service.theme.*<5' results.csv || fail "nothing is masked"
grep '<5' results.csv | grep -qv '^\(service\|demand\)\.theme\.' && fail "more than themes is masked"
expect 0 run "$basis" -n 100 --no-plots --unmasked --quiet -o u
empty out
empty err
grep -q '<5' u/results.csv u/results.json && fail "masked although --unmasked"

# --detail full: the months of municipalities too, and every other row unchanged.
expect 0 run "$basis" -n 20 --no-plots --quiet -o s
expect 0 run "$basis" -n 20 --no-plots --quiet --detail full -o full
sort s/results.csv >s.sorted
sort full/results.csv >full.sorted
[ "$(comm -23 s.sorted full.sorted | wc -l)" -eq 0 ] || fail "--detail full changes rows"
grep -q '^deployment.hours,hours,2026-03,Venlo,' full/results.csv || fail "no months of municipalities"

# results.json: the provenance, and the same text as --format json but for the clock.
for key in program version scenario_id scenario_sha256 scenario_text seed rng versions started duration_seconds; do
    says o/results.json "\"$key\": "
done
says o/results.json '"replicates": 100,'
says o/results.json '"seed": 20230415,'
says o/results.json '"interrupted": false,'
expect 0 run "$basis" -n 100 --no-plots --format json -o j
grep -v '"started"\|"duration_seconds"' out >json.screen
grep -v '"started"\|"duration_seconds"' o/results.json >json.file
same json.screen json.file
[ "$(tail -n 1 json.file)" = "]}" ] || fail "results.json is not whole"
if command -v jq >/dev/null; then
    jq -e '.outcomes | length > 10000' o/results.json >said || fail "results.json is not JSON"
fi

# The Dutch dialect: byte order mark, semicolons, decimal commas, and the same figures.
expect 0 run "$basis" -n 100 --no-plots --csv nl -o nl
for file in results curve budget surplus bridge begrotingswijziging; do
    [ "$(head -c 3 "nl/$file.csv" | od -An -tx1 | tr -d ' ')" = "efbbbf" ] || fail "$file.csv: no byte order mark"
    tail -c +4 "nl/$file.csv" | tr -d '\r' >"$file.nl"
    # Figures have no comma in the first dialect nor a semicolon in the second; names have points in metrics only.
    awk -F';' -v OFS=, '{ for (i = 1; i <= NF; i++) if ($i ~ /^-?[0-9]+,[0-9e+-]+$/) sub(/,/, ".", $i); $1 = $1; print }' \
        "$file.nl" >"$file.back"
    [ "$file" = begrotingswijziging ] || same "$file.csv" "$file.back"
done
# The begrotingswijziging has Dutch words there: the same years, municipalities, entries and amounts.
for file in csv back; do
    tail -n +2 "begrotingswijziging.$file" | cut -d, -f1,3,5,6 >"begrotingswijziging.$file.amounts"
done
same begrotingswijziging.csv.amounts begrotingswijziging.back.amounts
grep -q '^jaar;status;gemeente;post;soort;bedrag_eur;aard;indexcijfer$' begrotingswijziging.nl ||
    fail "begrotingswijziging.csv has no Dutch names"
grep -q '^2024;decided;fte;surplus;ova;spring;400000,00;' budget.nl || fail "budget.csv in the Dutch dialect"

# A run replaces the files of an earlier one; charts that it did not draw go.
mkdir -p o/plots && echo old >o/plots/kosten.svg && echo mine >o/plots/mine.txt && echo mine >o/mine.txt
expect 0 run "$basis" -n 20 --no-plots --quiet -o o
[ ! -e o/plots/kosten.svg ] || fail "a chart of an earlier run is left"
filled o/plots/mine.txt
filled o/mine.txt
says o/results.json '"replicates": 20,'
finish
