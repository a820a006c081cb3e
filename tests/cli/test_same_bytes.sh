#!/bin/sh
# One scenario, seed and number of replicates give one set of bytes: whatever the threads, the locale, the clock
# or the folder.
. "$(dirname "$0")/lib.sh"

# All files but the two lines of the clock, as one checksum.
fingerprint()
{
    (cd "$1" && for file in *.csv results.json; do
        echo "$file"
        grep -v '"started"\|"duration_seconds"' "$file"
    done | cksum)
}

expect 0 run "$basis" -n 1100 -j 1 --no-plots -o one # two rounds, the last one not full
cp out tables
wanted=$(fingerprint one)
agrees()
{
    [ "$(fingerprint "$1")" = "$wanted" ] || fail "$2: other bytes"
}

for threads in 2 3; do
    expect 0 run "$basis" -n 1100 -j $threads --no-plots -o "j$threads"
    agrees "j$threads" "$threads threads"
    sed "s/j$threads/one/" out >tables.$threads
    same tables tables.$threads
done
while read -r locale zone language; do
    LC_ALL=$locale TZ=$zone "$program" run "$basis" -n 1100 --no-plots -o locale --lang "$language" >out 2>err ||
        fail "LC_ALL=$locale TZ=$zone"
    agrees locale "LC_ALL=$locale TZ=$zone --lang $language"
    sed 's/locale/one/' out >tables.locale
    [ "$language" = nl ] || same tables tables.locale
done <<'PLACES'
C Europe/Amsterdam en
C.UTF-8 Pacific/Kiritimati nl
nl_NL.UTF-8 UTC+12 en
tr_TR.UTF-8 nonsense en
PLACES
grep -q '"started": "20[0-9-]*T[0-9:]*Z"' locale/results.json || fail "the start is not in UTC"
expect 0 run "$basis" -n 1100 --no-plots --format json --verify --progress always -o verify
agrees verify "--verify --progress always --format json"

# Another working folder, the scenario by a path from there.
mkdir -p deep/er && cd deep/er || exit 1
ln -s "$source/scenarios" scenarios
"$program" run scenarios/basis.cfg -n 1100 --no-plots --quiet -o ../../folder || fail "run from another folder"
cd ../..
agrees folder "another folder"

# What should matter does.
expect 0 run "$basis" -n 1100 --no-plots --quiet --seed 1 -o other
[ "$(fingerprint other)" != "$wanted" ] || fail "the seed does nothing"
expect 0 run "$basis" -n 1100 --no-plots --quiet --seed 20230415 -o other
agrees other "the scenario's own seed given"
expect 0 run "$basis" -n 1100 --no-plots --quiet --set index.rule=definitive -o another
[ "$(fingerprint another)" != "$wanted" ] || fail "--set does nothing"

# A comparison: the same bytes whatever the threads; its base is the run of that scenario.
other=$source/scenarios/doorgaan-450.cfg
expect 0 compare "$basis" "$other" -n 1100 -j 1 -o c1
expect 0 compare "$basis" "$other" -n 1100 -j 3 -o c3
same c1/compare.csv c3/compare.csv
same c1/report.html c3/report.html

if command -v gnuplot >/dev/null; then
    expect 0 run "$basis" -n 50 --quiet -o p1
    expect 0 run "$basis" -n 50 --quiet -o p2 -j 3
    for chart in kosten daling capaciteit vraag overschrijding baten; do
        filled p1/plots/$chart.svg
        same p1/plots/$chart.svg p2/plots/$chart.svg
    done
fi
finish
