#!/bin/sh
# The half-year report: two halves are the year of results.csv, small counts are masked, the folder holds one run.
. "$(dirname "$0")/lib.sh"

expect 0 run "$basis" -n 300 --no-plots --quiet --half-year 2025-H2 -o h
filled h/halfjaar-2025-H2.csv
filled h/halfjaar-2025-H2.txt
cp h/halfjaar-2025-H2.csv two.csv
says h/halfjaar-2025-H2.txt "Planning band, not a target (no KPIs were agreed)."
says h/halfjaar-2025-H2.txt "Only reached residents are counted"
columns=$(LC_ALL=C.UTF-8 wc -L <h/halfjaar-2025-H2.txt)
[ "$columns" -le 100 ] || fail "the page is $columns columns wide"
for metric in demand.new service.gave_up service.backlog; do
    lacks two.csv "$metric"
done
# 15 scopes of hours, of reached residents and of hours with residents, of each of 6 themes and 5 roles; two
# rows of the region alone; the header.
lines two.csv $((15 * 3 + 15 * 6 + 15 * 5 + 2 + 1))

# The other half, in the same folder: the first one goes.
expect 0 run "$basis" -n 300 --no-plots --quiet --half-year 2025-H1 -o h
[ ! -e h/halfjaar-2025-H2.csv ] && [ ! -e h/halfjaar-2025-H2.txt ] || fail "an earlier half-year is left"
cp h/halfjaar-2025-H1.csv one.csv
no_temporaries h

# H1 + H2 = the year, for every mean that is shown in both and in results.csv.
awk -F, 'FILENAME != "h/results.csv" { if ($5 ~ /^[0-9.e+-]+$/) { sum[$1 "," $4] += $5; n[$1 "," $4]++ } next }
    $3 == "2025" && n[$1 "," $4] == 2 && $5 ~ /^[0-9.e+-]+$/ {
        k = $1 "," $4; compared++; d = sum[k] - $5; if (d < 0) d = -d
        if (d > 1e-8 * ($5 < 0 ? -$5 : $5) + 1e-9) { print k, sum[k], $5 }
    }
    END { if (compared < 120) print "only", compared, "compared" }' one.csv two.csv h/results.csv >differ
empty differ

# Counts of residents below 5 are masked, per theme as in results.csv, and only there and in the totals.
awk -F, '$4 != "" && ($1 ~ /^service.theme/ || $1 == "service.residents_reached") && $5 ~ /^[0-9.]+$/ && $5 < 5' two.csv >small
empty small
grep -q '<5' two.csv || fail "nothing is masked"
grep '^service.theme' two.csv | cut -d, -f1,4,5 | grep -F -e '<5' -e ',x' | cut -d, -f1,2 | sort >hidden
expect 0 run "$basis" -n 300 --no-plots --quiet --half-year 2025-H2 -o h
grep '^service.theme.*,2025-H2,' h/results.csv | grep -F -e ',<5' -e ',x' | cut -d, -f1,4 | sort >wanted
same hidden wanted
same two.csv h/halfjaar-2025-H2.csv
expect 0 run "$basis" -n 300 --no-plots --quiet --half-year 2025-H2 --unmasked -o u
lacks u/halfjaar-2025-H2.csv '<5'
lacks u/halfjaar-2025-H2.txt '<5'

# Both dialects, both languages, the same figures for any number of threads.
expect 0 run "$basis" -n 300 --no-plots --quiet --half-year 2025-H2 --csv nl --lang nl -j 3 -o n
says n/halfjaar-2025-H2.csv "deployment.hours;hours;2025-H2;Venlo;"
says n/halfjaar-2025-H2.txt "Planningsband, geen streefwaarde (er zijn geen KPI's afgesproken)."
tail -c +4 n/halfjaar-2025-H2.csv | tr ',;' '.,' >plain.csv
same plain.csv two.csv

# A run without it takes the files of an earlier one away.
expect 0 run "$basis" -n 20 --no-plots --quiet -o h
[ ! -e h/halfjaar-2025-H2.csv ] || fail "a half-year of an earlier run is left"

for bad in 2025 2025-H3 2025-H 2025H1 H1-2025 2025-H1x ''; do
    refuses "--half-year ${bad:-\"\"}: expected a half-year, such as 2025-H2" run "$basis" --half-year "$bad"
done
refuses "expected 2024-H1 to 2031-H2" run "$basis" --half-year 2023-H2
refuses "expected 2024-H1 to 2031-H2" run "$basis" --half-year 2032-H1
refuses "does not belong to this command: check" check "$basis" --half-year 2025-H2
finish
