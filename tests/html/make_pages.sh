#!/bin/sh
# Makes the pages that the tests of this folder look at: sh make_pages.sh PROGRAM SOURCE FOLDER
# Those in the folders hostile-* hold texts that would act in a page where they are not kept from it.
set -eu
program=$1
scenarios=$2/scenarios
rm -rf "$3"
mkdir -p "$3"
cd "$3"
unset LC_ALL LC_MESSAGES
XDG_DATA_HOME=$PWD/share
export XDG_DATA_HOME

# page FOLDER COMMAND…
page()
{
    folder=$1
    shift
    "$program" "$@" --quiet -o "$folder" 2>said || {
        cat said
        exit 1
    }
    [ -s "$folder/report.html" ] || {
        echo "FAILED: no page from: $*"
        exit 1
    }
}

for lang in nl en; do
    page "run-$lang" run "$scenarios/basis.cfg" -n 400 --lang $lang
    page "compare-$lang" compare "$scenarios/basis.cfg" "$scenarios/stop-2025.cfg" "$scenarios/poort-groei.cfg" -n 50 --lang $lang
    page "decide-$lang" decide "$scenarios/poort-evaluatie.cfg" "$scenarios/stop-2025.cfg" -n 200 --value 1500 --lang $lang
done
page gates run "$scenarios/poort-evaluatie.cfg" -n 50 --no-plots
page allocation run "$scenarios/verdeling-gebruik.cfg" -n 50 --no-plots

long=$(printf '%010000d' 0)
number=0
while IFS= read -r text; do
    number=$((number + 1))
    cat >"hostile-$number.cfg" <<SCENARIO
extends = "$scenarios/poort-evaluatie.cfg";
id = "hostile-$number";
title = "$text";
story = "$text";
budget = { lines = ( { id = "fte"; label = "$text"; }, { id = "evaluatie"; label = "x $text"; } ); };
municipalities = ( { id = "venlo"; name = "$text"; }, { id = "beesel"; name = "y$text"; } );
themes = ( { id = "armoede"; label = "$text"; share = { value = 0.25; source = "$text"; note = "$text"; }; } );
policy = { paths = ( { id = "stop"; label = "$text"; }, { id = "groei-700"; source = "$text"; } ); gates = ( { id = "besluit-2026"; source = "$text"; } ); };
SCENARIO
    plots=--no-plots
    [ "$number" -gt 2 ] || plots=--plots=files
    page "hostile-run-$number" run "hostile-$number.cfg" -n 20 $plots
    case $number in
        1 | 2 | 8)
            page "hostile-compare-$number" compare "hostile-$number.cfg" "$scenarios/basis.cfg" -n 20
            page "hostile-decide-$number" decide "hostile-$number.cfg" -n 100 --value 2000
            ;;
    esac
done <<TEXTS
<script>window.pwned=1;document.title='pwned'</script><img src=x onerror=window.pwned=1>
</title></style></script></textarea>--></svg><script>window.pwned=1</script>
\\"><svg onload=window.pwned=1>' onmouseover='window.pwned=1
]]>--><!-- <![CDATA[ <!DOCTYPE x [ <!ENTITY y SYSTEM 'file:///etc/passwd'> ]> &y;
javascript:window.pwned=1 &lt;script&gt;window.pwned=1&lt;/script&gt; &#60;b&#62;
<a href='javascript:window.pwned=1'>x</a><base href='http://example.org/'><meta http-equiv=refresh content='0'>
=HYPERLINK(\\"http://example.org\\") \`touch pwned\` %s %n {1} \$(touch pwned)
‮gnirts‬ ‏x ⁦y⁩ $long
TEXTS
