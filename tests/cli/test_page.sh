#!/bin/sh
# report.html: whole and closed in itself, with the digits of the terminal and of the files, the same for the same run,
# and with whatever a scenario calls itself as text.
. "$(dirname "$0")/lib.sh"
if ! command -v python3 >/dev/null; then
    echo "SKIPPED: what is on the page; python3 is not installed"
    finish
fi

ask()
{
    python3 "$source/tests/cli/page.py" "$@" >said 2>&1 || {
        fail "page.py $*"
        tail -n 3 said
    }
}

# With pictures where gnuplot is: one for each municipality, and a table with the figures of each chart.
expect 0 run "$basis" -n 400 -o o --lang nl
ask whole o/report.html
ask figures o/report.html o out
says o/report.html '<section id="venlo"'
says o/report.html '<a href="#horst-aan-de-maas">'
says o/report.html '<p class="warning">LET OP: 400 herhalingen'
# On every page each chart has what it shows in figures, also where it is not drawn.
doorgaan=$source/scenarios/doorgaan-450.cfg
expect 0 compare "$basis" "$doorgaan" -n 100 --quiet -o c --lang nl
ask whole c/report.html
says c/report.html '>budget.lines.fte.amounts.2026–2031<' # years that differ alike are one row
expect 0 decide "$basis" "$doorgaan" "$source/scenarios/stop-2025.cfg" -n 400 --quiet -o d --lang nl
ask whole d/report.html
ask chances d/report.html d
expect 0 decide "$basis" "$doorgaan" "$source/scenarios/stop-2025.cfg" -n 100 --value 1500 --quiet --no-plots -o e --lang en
ask whole e/report.html
if command -v gnuplot >/dev/null; then
    for page in o c d; do
        ask charts $page/report.html $page
    done
    pictures=$(grep -c '<svg role="img"' o/report.html)
    [ "$pictures" -eq 20 ] || fail "$pictures pictures on the page, expected 6 charts and 14 municipalities"
    [ "$(grep -c '<summary>De cijfers van deze grafiek' o/report.html)" -eq 20 ] || fail "figures of charts are missing"
fi
lacks o/report.html 'http:'
lacks o/report.html '{1}'

# Nothing of the clock, the place or the threads, but for the lines that say when.
few="-n 40 --no-plots"
# shellcheck disable=SC2086 # a list of words
expect 0 run "$basis" $few -o one
# shellcheck disable=SC2086
LC_ALL=nl_NL.UTF-8 TZ=Pacific/Kiritimati "$program" run "$basis" $few -j 3 --lang en -o two >out 2>err
for run in one two; do
    python3 "$source/tests/cli/page.py" plain $run/report.html >$run.html
    lacks $run.html '<dt>Started'
done
same one.html two.html
says one.html 'The charts were not drawn'
lacks one.html '<svg'
ask whole one/report.html
if python3 "$source/tests/cli/page.py" figures o/report.html o out >said; then
    fail "page.py finds the rows of one run on the page of another"
fi

# Gates, other ways of dividing, a balance that runs out, a pool that stops.
for name in poort-evaluatie verdeling-gebruik surplus-krap stop-2025 bc-wmo-2022; do
    # shellcheck disable=SC2086
    expect 0 run "$source/scenarios/$name.cfg" $few -o p
    ask whole p/report.html
    grep -q '<h2' p/report.html || fail "$name: no sections"
done

# Texts of a scenario are texts.
while IFS= read -r text; do
    cat >hostile.cfg <<SCENARIO
extends = "$basis";
title = "$text";
story = "$text";
budget = { lines = ( { id = "fte"; label = "$text"; }, { id = "evaluatie"; label = "x $text"; } ); };
municipalities = ( { id = "venlo"; name = "$text"; }, { id = "beesel"; name = "main $text"; } );
themes = ( { id = "armoede"; label = "$text"; share = { value = 0.25; source = "$text"; note = "$text"; }; } );
SCENARIO
    # shellcheck disable=SC2086
    expect 0 run hostile.cfg $few -o h
    ask whole h/report.html
done <<'TEXTS'
<script>alert(1)</script>
</title></style></script><img src=x onerror=alert(1)>
]]> --> &amp; &#60; ' onmouseover='x
=HYPERLINK(\"http://x\") `id` %s {1} $(id)
שלום ‮abc‬ ‏x
TEXTS
# shellcheck disable=SC2016 # as it is
printf 'extends = "%s";\ntitle = "<b>\\"A&B\\"</b> `x`";\n' "$basis" >hostile.cfg
# shellcheck disable=SC2086
expect 0 run hostile.cfg $few -o h
ask text h/report.html '<b>"A&B"</b> `x`'
finish
