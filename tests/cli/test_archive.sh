#!/bin/sh
# The archive of runs: every run is kept, also of many processes at once; what was kept is listed, shown, done
# again and compared; and no run fails because its record could not be kept.
. "$(dirname "$0")/lib.sh"
archive=$XDG_DATA_HOME/poolraming/runs.db
small="-n 20 --no-plots --quiet"
# shellcheck disable=SC2086 # $small is a list of words
{
    # Nothing yet.
    expect 0 runs
    says out "nothing was kept yet"
    expect 0 runs --format json
    says out '{"runs": ['
    refuses "nothing was kept yet" show last
    [ ! -e "$archive" ] || fail "looking made an archive"

    # A run is kept; --archive none and --draw keep nothing; its files do not depend on it.
    expect 0 run "$basis" $small -o kept
    empty err
    filled "$archive"
    expect 0 run "$basis" $small -o unkept --archive none
    for file in results.csv curve.csv budget.csv surplus.csv bridge.csv begrotingswijziging.csv; do
        same kept/$file unkept/$file
    done
    expect 0 run "$basis" --draw 3
    expect 0 runs --format json
    lines out 3
    says out '"replicates": 20'
    expect 0 runs
    says out "basis"

    # What was kept, as text and as JSON; ids may be short, and "last" is the latest.
    expect 0 run "$basis" $small -o kept --set workforce.filling_per_month=0.4 --seed 5
    expect 0 show last
    says out "20 replicates, seed 5"
    says out "Command: poolraming run "
    says out "workforce.filling_per_month=0.4"
    says out "Venlo"
    expect 0 show last --format json
    says out '"fingerprint"'
    says out '"metric": "municipality.net_effect"'
    says out '"workforce.filling_per_month=0.4"'
    id=$(sed -n 's/.*"id": "\([0-9a-f]\{8\}\)".*/\1/p' out | head -n 1)
    expect 0 show "$id"
    expect 0 show "$(echo "$id" | cut -c1-7)"
    refuses 'is no run in' show xyz
    refuses 'is no run in' show ''
    refuses 'has 1 scenario:' diff last/2 last
    expect 2 runs --archive none
    says err "there is no archive to look into"

    # The figure is the one of results.json, digit by digit.
    wanted='"metric": "municipality.net_effect", "unit": "EUR", "period": "all", "municipality": ""'
    figures=$(grep -F "$wanted" kept/results.json | sed 's/.*\("mean": [^,]*\),.*/\1/')
    expect 0 show last --format json
    says out "$wanted, $figures,"

    # Done again: identical, for any number of threads, and the files too.
    expect 0 rerun last -j 2 -o again
    says out "Identical"
    says out "have not changed since"
    same kept/results.csv again/results.csv
    expect 0 compare "$basis" "$source/scenarios/vraag.cfg" -n 20 --quiet -o compared
    expect 0 rerun last -o again2
    says out "Identical"
    same compared/compare.csv again2/compare.csv

    expect 0 run "$basis" -n 32 --no-plots --quiet --sampling sobol -o kept
    expect 0 rerun last
    says out "Identical"

    # Interrupted: as many replicates again are identical.
    "$program" run "$basis" -n 5000000 --no-plots --quiet -o kept 2>err &
    sleep 2
    kill -INT $!
    wait $!
    [ $? -eq 130 ] || fail "the run was not interrupted"
    expect 0 show last
    says out "the run was interrupted"
    expect 0 rerun last
    says out "Identical"

    # A data file that changed since: the kept scenario stands, and what the files give now is told beside it.
    mkdir scenarios
    cp -r "$source"/scenarios/*.cfg "$source/scenarios/data" scenarios/
    expect 0 run scenarios/basis.cfg $small -o kept
    sed -i '0,/venlo = 28.47;/s//venlo = 28.46;/; 0,/weert = 13.81;/s//weert = 13.82;/' scenarios/data/verdeelsleutel.cfg
    expect 0 rerun last
    says out "Identical"
    says out "keys.module2.shares.venlo: 28.47 → 28.46"
    says out "keys.module2.shares.weert: 13.81 → 13.82"
    says out "municipality.net_effect"
    lacks out "have not changed since"
    expect 0 run scenarios/basis.cfg $small -o kept
    # From another folder, and when the file is gone.
    mkdir elsewhere
    (cd elsewhere && "$program" rerun last >../out 2>../err) || fail "rerun from another folder"
    says out "have not changed since"
    echo 'oops' >scenarios/basis.cfg
    expect 0 rerun last
    says out "Identical"
    says out "can no longer be read"
    rm -r scenarios

    # The split of a change adds up to the cent in every row, and the municipalities to the region.
    expect 0 run "$basis" $small -o first --seed 5
    first=$("$program" runs --format json | sed -n '2s/.*"id": "\([0-9a-f]\{8\}\)".*/\1/p')
    expect 0 run "$source/scenarios/doorgaan-450.cfg" $small -o second --set index.rule=definitive --seed 5
    expect 0 diff "$first" last --no-plots -o split
    says out "volume"
    says out '→ "definitive"'
    awk -F, 'NR > 1 {
            sum = $3 + $4 + $5 + $6 + $7 + $8 + $9
            if (sum - $10 > 0.001 || $10 - sum > 0.001) { print "row", NR; bad = 1 }
            for (i = 3; i <= 10; i++) { if ($2 == "") region[$1, i] = $i; else part[$1, i] += $i; keys[$1, i] = 1 }
        }
        END { for (k in keys) { d = region[k] - part[k]; if (d > 0.001 || d < -0.001) { print "column", k; bad = 1 } } exit bad }' \
        split/diff.csv >sums || fail "diff.csv does not add up: $(head -n 3 sums)"
    lines split/diff.csv 166 # 15 scopes, 10 columns and all of them, a head
    from=$(awk -F, '$1 == "municipality.net_effect" && $3 == "2026" && $4 == "" { printf "%.2f", $5 }' first/results.csv)
    [ "$(awk -F, '$1 == 2026 && $2 == "" { print $3 }' split/diff.csv)" = "$from" ] || fail "diff.csv does not begin at $from"
    expect 0 diff "$first" last --format json --no-plots -o split
    says out '"order": ['
    expect 0 diff last last --no-plots -o split
    says out "Both runs have the same scenario"
    if command -v gnuplot >/dev/null; then
        expect 0 diff "$first" last --quiet -o split
        empty err
        says split/plots/verschil.svg "</svg>"
        expect 0 diff "$first" last --quiet --plots terminal -o split
        filled out
        gnuplot -c "$source/plots/verschil.gp" split hand.svg 2>err || fail "verschil.gp by hand: $(head -n 2 err)"
        says hand.svg "</svg>"
    fi

    # Ids that begin alike are all named.
    for seed in 1 2 3 4 5 6 7 8 9 10 11 12; do
        expect 0 run "$basis" -n 1 --no-plots --quiet -o many --seed $seed
    done
    twice=$("$program" runs --format json | sed -n 's/^{"id": "\([0-9a-f]\).*/\1/p' | sort | uniq -d | head -n 1)
    refuses "fits more than one run" show "$twice"

    # Eight at once: all are kept.
    rm "$archive"
    for seed in 1 2 3 4 5 6 7 8; do
        "$program" run "$basis" -n 1 --no-plots --quiet --seed $seed -o at$seed >said$seed 2>&1 &
    done
    wait
    cat said? >said
    empty said
    expect 0 runs --format json
    lines out 10
    [ "$(sed -n 's/.*"seed": \([0-9]*\).*/\1/p' out | sort | tr '\n' ' ')" = "1 2 3 4 5 6 7 8 " ] || fail "not all eight were kept"

    # What a scenario says stays text, on the terminal too.
    printf 'extends = "%s";\nid = "eng";\ntitle = "<script>$(touch pwned) `touch pwned` %%s%%n =HYPERLINK(1) '\''; DROP TABLE run; --";\n' "$basis" >hostile.cfg
    expect 0 run hostile.cfg $small -o hostile
    expect 0 show last
    says out "DROP TABLE run; --"
    expect 0 runs
    says out "eng"
    expect 0 diff last last -o hostile-diff
    [ ! -e pwned ] || fail "a title acted"
}

# warns TEXT: the run is done, its files are whole, and one line says why it was not kept.
warns()
{
    text=$1
    shift
    rm -rf o
    "$program" run "$basis" -n 20 --no-plots --quiet -o o "$@" >out 2>err
    status=$?
    [ "$status" -eq 0 ] || fail "a run failed ($status) for want of its record: $*"
    lines err 1
    says err "Warning: the run was not kept in the archive: "
    says err "$text"
    same o/results.csv unkept/results.csv
}

echo "this is my diary" >diary
cp diary before
warns "this is no archive of poolraming or it is damaged" --archive diary
same diary before
warns "the archive cannot be used" --archive /proc/runs.db
warns "the archive cannot be used" --archive /dev/null/x/runs.db
mkdir folder
warns "the archive cannot be used" --archive folder
XDG_DATA_HOME=relative HOME='' warns "no home folder is known"
cp "$archive" kept.db
dd if=/dev/zero of=kept.db bs=1 seek=0 count=64 conv=notrunc 2>/dev/null
cp kept.db before
warns "damaged" --archive kept.db
same kept.db before
if [ "$(id -u)" -ne 0 ]; then
    mkdir -p closed && chmod 555 closed
    warns "the archive cannot be used" --archive closed/runs.db
    cp "$archive" readonly.db && chmod 444 readonly.db
    warns "the archive cannot be used" --archive readonly.db
fi

# A full disk, at several points of the file: the run is done, and what was kept stays. (Its own files must be
# smaller than the archive, since the limit is that of the largest file, and a workbook asks for 4 MB first.)
tiny=$source/tests/fuzz/small.cfg
cp "$archive" full.db
eight="$basis $basis $basis $basis $basis $basis $basis $basis"
# shellcheck disable=SC2086
expect 0 compare $eight $eight $eight $eight -n 1 --quiet -o large --archive full.db
expect 0 runs --archive full.db --format json
cp out listed
size=$(wc -c <full.db)
for more in 0 4096 20480; do
    rm -rf o
    { (ulimit -f $(((size + more) / 512)) && exec "$program" run "$tiny" -n 20 --no-plots --quiet -o o --archive full.db 2>&1) || echo "exit $?"; } | cat >said
    lacks said "exit"
    lines said 1
    says said "Warning: the run was not kept in the archive: full.db: the archive cannot be used"
    filled o/results.json
done
"$program" runs --archive full.db --format json >out 2>err || fail "the archive on a full disk is lost: $(cat err)"
tail -n +3 listed | while read -r line; do
    grep -qF "${line%,}" out || echo lost
done >lost
empty lost
finish
