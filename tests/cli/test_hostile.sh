#!/bin/sh
# Text from a scenario, a file name or an option is text: nothing is executed, nothing acts on the terminal,
# nothing is a formula in a spreadsheet.
. "$(dirname "$0")/lib.sh"

# hostile TEXT: a scenario with that text, as libconfig writes it, wherever a scenario may hold text
hostile()
{
    cat >hostile.cfg <<SCENARIO
extends = "$basis";
id = "hostile";
title = "$1";
story = "$1";
budget = { lines = ( { id = "fte"; label = "$1"; }, { id = "evaluatie"; label = "x $1"; } ); };
municipalities = ( { id = "venlo"; name = "$1"; }, { id = "beesel"; name = "y$1"; } );
themes = ( { id = "armoede"; label = "$1"; share = { value = 0.25; source = "$1"; note = "$1"; }; } );
roles = ( { id = "trainer"; label = "$1"; } );
SCENARIO
}

# tame FILE: no byte that acts on a terminal, no mark that turns the direction of writing
tame()
{
    [ "$(tr -d '\n' <"$1" | tr -dc '\000-\037\177' | wc -c)" -eq 0 ] || fail "$1: a control character ($2)"
    for mark in '\342\200\256' '\342\200\217' '\342\201\246' '\302\233' '\357\273\277'; do
        # shellcheck disable=SC2059 # the mark is the format
        if grep -qF "$(printf "$mark")" "$1"; then
            fail "$1: a mark $mark ($2)"
        fi
    done
}

# The records of a CSV file, one a line: a quoted cell may hold line ends.
records()
{
    tr -d '\r' <"$1" | awk '{ line = part $0
        if (gsub(/"/, "\"", line) % 2) { part = line "|"; next }
        part = ""; print line }'
}

# No text cell begins as a formula does; a cell may begin with '-' or '+' where it is a number.
formulas()
{
    for file in "$1"/*.csv; do
        if records "$file" | grep -E '(^|,)"?[=@]|(^|,)"?[+-][^0-9]' | head -n 1 | grep .; then
            fail "$file: a cell is a formula ($2)"
        fi
        if grep -q ',-1+1' "$file"; then
            fail "$file: a cell is a sum ($2)"
        fi
    done
}

untouched()
{
    found=$(find . -name 'pwned*' | head -n 1)
    [ -z "$found" ] || fail "executed: $1"
}

plots=--no-plots
number=0
while IFS= read -r text; do
    number=$((number + 1))
    # shellcheck disable=SC2059 # marks are written as octal numbers; a percent sign is doubled
    hostile "$text"
    rm -rf o
    if command -v gnuplot >/dev/null; then
        plots=--plots=files
    fi
    expect 0 run hostile.cfg -n 20 $plots -o o
    tame out "run $number"
    tame err "run $number"
    lacks err Warning
    untouched "run: $text"
    formulas o "$number"
    for chart in o/plots/*.svg; do
        [ $plots = --no-plots ] && break
        tr -d '\t' <"$chart" >chart # gnuplot's own
        tame chart "$chart $number"
        if grep -q '<script\|<img' "$chart"; then
            fail "$chart holds markup of the scenario"
        fi
    done
    # Every row still has its columns: a quoted cell is one cell.
    records o/surplus.csv | awk -F, '{ gsub(/"([^"]|"")*"/, "x"); if (NF != 7) exit 1 }' ||
        fail "surplus.csv is broken ($number)"
    expect 0 check hostile.cfg
    tame out "check $number"
    tame err "check $number"
    expect 0 run hostile.cfg --draw 0
    untouched "$text"
    [ $((number % 5)) -eq 0 ] || continue
    rm -rf o
    expect 0 sensitivity hostile.cfg -n 2000 --outcome settlement --municipality venlo -o o
    tame out "sensitivity $number"
    untouched "sensitivity: $text"
    formulas o "sensitivity $number"
done <<'TEXTS'
`touch pwned`
$(touch pwned)
@x @pwned $texts
%s%n%d%1$s %%
{/=99 big} x^2 _sub_ \\alpha &{x}
'.system('touch pwned').'
\".system(\"touch pwned\").\"
system(\"touch pwned\")
a\nsystem(\"touch pwned\")
END_OF_BLOCK\n!touch pwned
'`touch pwned`'\"`touch pwned`\"
|touch pwned
\\n\\t\\
<script>alert(1)</script><img src=x onerror=alert(1)>&amp;
=HYPERLINK(\"http://example.org\";\"click\")
=cmd|' /C calc'!A0
+1+cmd|x
-1+1
@SUM(1+1)
\t=1+1
\n=1+1
a\rb\fc\ttab
a,b;c\"d\"e
‮gnirts‬ ‏x ⁦y⁩
TEXTS
if command -v gnuplot >/dev/null; then
    expect 0 run hostile.cfg -n 20 --quiet --plots terminal -o o
    [ "$(tr -dc '\033' <out | wc -c)" -eq 0 ] || fail "an escape in a chart on the terminal"
fi

# Terminal escapes, as bytes or as a number, are refused: they have no place in a scenario.
hostile "$(printf 'a\033[2J\033]0;title\007b')"
refuses "hostile.cfg:3: this holds a control character" check hostile.cfg
tame err escape
hostile 'a\x1b[2J'
expect 2 run hostile.cfg
says err "hostile.cfg:3: "
tame err escape
hostile "$(printf 'a\302\233b')" # the same in one character
"$program" run hostile.cfg -n 20 --no-plots -o o >out 2>err </dev/null
tame out c1
tame err c1
hostile "$(printf 'a\377\376')"
expect 2 check hostile.cfg
says err "UTF-8"
tame err utf-8

# Very long texts.
hostile "$(printf '%010000d' 0)"
expect 0 run hostile.cfg -n 20 --plots files -o o
untouched long
[ "$(wc -L <out)" -lt 300 ] || fail "a line of $(wc -L <out) columns"
hostile "$(printf '%03000d' 0 | sed 's/0/é/g')"
expect 0 run hostile.cfg -n 20 --plots files -o o
iconv -f UTF-8 -t UTF-8 out >said 2>&1 || fail "a character is cut in two"

# An id names files: nothing that could leave the folder.
for id in ../x /x . .. 'a b' 'a/b' '' '$(touch pwned)' '`touch pwned`'; do
    printf 'extends = "%s";\nid = "%s";\n' "$basis" "$id" >id.cfg
    refuses "id.cfg:2: " run id.cfg -n 20
    refuses "--set" run "$basis" -n 20 --set "id=$id"
done

# File names and options.
name=$(printf 'a\033[31m$(touch pwned)`touch pwned`\nb.cfg')
expect 2 check "$name"
lines err 1
tame err name
cp "$basis" "./$name"
sed -i "s|extends = \[ \"|&$source/scenarios/|; s|, \"data|, \"$source/scenarios/data|g" "./$name"
expect 0 check "$name"
tame out name
folder=$(printf 'o\033[31m$(touch pwned)\nx')
expect 0 run "$basis" -n 20 --no-plots -o "$folder"
filled "$folder/results.csv"
tame out folder
expect 2 run "$basis" -n 20 --no-plots --quiet -o "$folder/results.csv/x"
lines err 1
tame err folder
expect 2 run "$basis" --set "$(printf 'title\033[31m=x')"
tame err --set
expect 2 run "$basis" "$(printf -- '--o\033[31mpt')"
tame err option
expect 0 init "$(printf 'n\033[31m.cfg')"
tame out init
untouched names

# The environment and a gnuplot start file of the user play no part.
if command -v gnuplot >/dev/null; then
    printf 'system("touch pwned")\n' >.gnuplot
    cp .gnuplot gnuplotrc
    HOME=$work
    export HOME
    expect 0 run "$basis" -n 20 --quiet -o o
    empty err
    untouched .gnuplot
fi
finish
