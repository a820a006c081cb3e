#!/bin/sh
# --format json of compare and check: what compare.csv and the register on paper say, and nothing else on stdout.
. "$(dirname "$0")/lib.sh"

# flat: objects of one line as `value,value,…`; a masked one repeats its mask for every figure.
flat()
{
    sed -n 's/^{"scenario": "\(.*\)}[,]*$/\1/p' "$1" | sed 's/", "[a-z]*": "/,/g
        s/,\([^,]*\)"$/,\1,\1,\1,\1,\1,\1,\1,\1,\1/
        s/", "base_mean": /,/; s/, "[a-z0-9_]*": /,/g; s/null//g'
}

for options in "" "--unmasked" "--lang nl --seed 9"; do
    # shellcheck disable=SC2086 # words of their own
    expect 0 compare "$basis" "$source/scenarios/stop-2025.cfg" "$source/scenarios/vraag.cfg" -n 30 --format json -o c $options
    lacks out 'compare.csv'
    flat out >flat
    tr -d '\r' <c/compare.csv | tail -n +2 >rows
    paste -d , flat rows | awk -F, '
        NF != 30 { print "columns: " $0; bad = 1; next }
        { for (i = 1; i <= 15; i++) {
            a = $i; b = $(i + 15); d = a - b; d = d < 0 ? -d : d
            if (a != b && (a == "" || b == "" || a !~ /^-?[0-9]/ || d > 1e-15 * (b < 0 ? -b : b))) { print "differs: " $0; bad = 1 }
        } }
        END { exit bad || NR < 5000 }' >said || {
        head -n 3 said
        fail "compare --format json $options is not compare.csv"
    }
done
[ "$(grep -c '"sha256": ' out)" -eq 3 ] || fail "compare --format json lacks a scenario"
says out '"seed": 9'
expect 0 compare "$basis" "$basis" -n 5 --format json --quiet -o c
filled out
expect 0 compare "$basis" "$basis" -n 5 --quiet -o c
empty out

# The register.
expect 0 check "$basis" --lang nl
mv out paper
expect 0 check "$basis" --lang nl --format json
says err 'Let op: '
[ "$(grep -c '^{"path": ' out)" -eq "$(tail -n 1 paper | cut -d' ' -f1)" ] || fail "check --format json: not every number"
[ "$(grep -c '^{"path": .*"assumption": true' out)" -eq "$(tail -n 1 paper | sed 's/.*: \([0-9]*\) aannamen.*/\1/')" ] ||
    fail "check --format json: not every assumption"
[ "$(grep -c '^{"series": ' out)" -eq "$(grep -c '^  \(OVA\|PPC\) ' paper)" ] || fail "check --format json: not every figure"
says out "\"sha256\": \"$(tail -n 1 paper | sed 's/.* //')\""
says out '{"path": "workforce.leaving_per_year", "value": '
grep '"path": "run\.\|"path": "demand.uptake"' out | grep -q '"p05": 0\.00[0-9]*, "p95": 0\.01' || fail "check --format json: no range"
expect 0 check "$basis" --format json --quiet
filled out
empty err
printf 'extends = "%s";\nid = "x";\ntitle = "quote \\" and = +";\nworkforce = { leaving_per_year = { value = 0.2; note = "a\\"b\\\\c"; }; };\n' \
    "$basis" >quote.cfg
expect 0 check quote.cfg --format json
says out '"title": "quote \" and = +"'
says out '"note": "a\"b\\c", "file": "quote.cfg", "line": 4}'
printf 'extends = "%s";\nworkforce = 3;\n' "$basis" >bad.cfg
expect 2 check bad.cfg --format json
empty out
says err "bad.cfg:2: "
refuses "--format xml: expected one of text|json" check "$basis" --format xml
refuses "does not belong to this command: settings" settings --format json
finish
