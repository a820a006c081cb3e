#!/bin/sh
# Texts of a scenario through every command and every kind of file: pages, workbook, tables in both dialects, JSON, charts,
# the archive, decisions and calibrations. A text is a text everywhere.
. "$(dirname "$0")/lib.sh"
tool=$source/tests/cli/hostile.py
: >share # no archive can be kept below a file; only those that are asked for
command -v python3 >/dev/null || {
    echo "SKIPPED: python3 is not installed"
    finish
}

ask()
{
    python3 "$tool" "$@" >said 2>&1 || {
        fail "hostile.py $1 ($number)"
        tail -n 1 said
    }
}

# hostile FILE TEXT: a scenario with the text wherever it may hold one; of the municipalities only two, so that figures of others
# can be reported
hostile()
{
    cat >"$1" <<SCENARIO
extends = "$source/scenarios/poort-evaluatie.cfg";
id = "hostile";
title = "$2";
story = "$2";
budget = { lines = ( { id = "fte"; label = "$2"; source = "$2"; }, { id = "evaluatie"; label = "x $2"; } ); };
municipalities = ( { id = "venlo"; name = "$2"; }, { id = "beesel"; name = "y$2"; } );
themes = ( { id = "armoede"; label = "$2"; share = { value = 0.25; source = "$2"; note = "$2"; }; } );
roles = ( { id = "trainer"; label = "$2"; } );
policy = { paths = ( { id = "stop"; label = "$2"; }, { id = "groei-700"; label = "z$2"; source = "$2"; } );
    gates = ( { id = "besluit-2026"; source = "$2"; } ); };
SCENARIO
}

# tame FILE: no byte that acts on a terminal, no mark that turns the direction of writing
tame()
{
    [ "$(tr -d '\n' <"$1" | tr -dc '\000-\037\177' | wc -c)" -eq 0 ] || fail "$1: a control character ($number)"
    for mark in '\342\200\256' '\342\200\217' '\342\201\246' '\302\233' '\357\273\277'; do
        # shellcheck disable=SC2059 # the mark is the format
        if grep -qF "$(printf "$mark")" "$1"; then
            fail "$1: a mark $mark ($number)"
        fi
    done
    found=$(find . -name 'pwned*' | head -n 1)
    [ -z "$found" ] || fail "executed ($number)"
}

# does COMMAND…: runs it, and what it says is tame
does()
{
    expect 0 "$@"
    tame out
    tame err
}

# The same with harmless texts: what the pages are held against.
number=harmless
hostile harmless.cfg "text"
does run harmless.cfg -n 20 --no-plots --archive none --quiet -o base-run
does compare harmless.cfg "$basis" -n 20 --no-plots --archive none --quiet -o base-compare
does decide harmless.cfg -n 100 --value 2000 --no-plots --quiet -o base-decide

printf 'gemeente;periode;uren;bereikt;wachtend;personen\nRegio;2024-H1;;;;7\nRoermond;2024-H1;0;0;;\nWeert;2024-H1;0;0;;\n' >reports.csv
number=0
while IFS= read -r text; do
    number=$((number + 1))
    plots=--no-plots
    if [ "$number" -le 2 ] && command -v gnuplot >/dev/null; then
        plots=--plots-seconds=30
    fi
    hostile hostile.cfg "$text"
    plain=$(printf '%s' "$text" | python3 -c 'import re, sys; print(re.sub(r"\\(.)", lambda m: {"n": "\n"}.get(m[1], m[1]), sys.stdin.read()), end="")')
    rm -rf o c d k f runs.db

    does run hostile.cfg -n 20 $plots --csv nl --archive runs.db -o o
    ask csv o nl
    ask json "$plain" o/results.json
    [ $plots = --no-plots ] || ask svg o
    [ $plots != --no-plots ] || ask page o/report.html base-run/report.html
    python3 "$source/tests/cli/workbook.py" texts o/report.xlsx base-run/report.xlsx >said 2>&1 || fail "report.xlsx ($number): $(tail -n 1 said)"

    does compare hostile.cfg "$basis" -n 20 $plots --archive runs.db -o c
    ask csv c rfc4180
    [ $plots = --no-plots ] || ask svg c
    [ $plots != --no-plots ] || ask page c/report.html base-compare/report.html
    does runs --archive runs.db
    id=$("$program" runs --archive runs.db --format json | sed -n 's/.*"id": *"\([0-9a-f]*\)".*/\1/p' | tail -n 1)
    does show "$id" --archive runs.db
    does show last --archive runs.db
    does diff "$id" last --archive runs.db $plots --csv nl -o f
    ask csv f nl
    [ $plots = --no-plots ] || ask svg f
    [ $((number % 3)) -eq 1 ] || continue

    does decide hostile.cfg -n 100 --value 2000 $plots --csv nl -o d
    ask csv d nl
    ask json "$plain" d/decide.json
    [ $plots != --no-plots ] || ask page d/report.html base-decide/report.html
    does calibrate hostile.cfg --reports reports.csv -n 50 $plots -o k
    ask csv k rfc4180
    [ $plots = --no-plots ] || ask svg k
    does run k/calibrated.cfg -n 20 --no-plots --quiet --archive none -o f
    for format in runs show; do
        "$program" $format $([ $format = runs ] || echo last) --archive runs.db --format json >one.json 2>err || fail "$format ($number)"
        ask json "" one.json
    done
done <<TEXTS
<script>alert(1)</script></style></title>]]>-->
=HYPERLINK(\"http://x\") \`touch pwned\` %s %n '\$(touch pwned)'
</style>]]>--><!-- &amp; &#60; \"x\" 'y'
a\nb\n=1+1\n\`touch pwned\`
‮gnirts‬ ‏x ⁦y⁩ é漢字🂡
+1+cmd|' /C calc'!A0
@SUM(1+1) {1} {9} %1\$s \\\\n \\\\
-2+3 $(printf '%010000d' 0)
TEXTS

# A name in reported figures is told, tame, where it is unknown.
number=reported
printf 'gemeente;periode;uren;bereikt;wachtend;personen\n"=1+1\033[31m<b>`touch pwned`";2024-H1;0;0;;\n' >reports.csv
expect 2 calibrate "$basis" --reports reports.csv -n 50
tame err
finish
