#!/bin/sh
# report.xlsx: the same bytes for the same run; recalculated by a spreadsheet it has the figures of the files to the
# cent; with an input changed in the workbook it has those of a run with that input.
. "$(dirname "$0")/lib.sh"
tool=$source/tests/cli/workbook.py

ask()
{
    python3 "$tool" "$@" >said 2>&1 || {
        fail "workbook.py $*"
        tail -n 1 said
    }
}

# recalculate FILE FOLDER: every sheet as CSV with every digit, each formula computed anew.
recalculate()
{
    mkdir -p profile/user
    cat >profile/user/registrymodifications.xcu <<'SETTINGS'
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
SETTINGS
    HOME=$work timeout 120 soffice "-env:UserInstallation=file://$work/profile" --headless \
        --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1' \
        --outdir "$2" "$1" >said 2>&1 || fail "the workbook $1 does not open"
}

few="-n 20 --no-plots --quiet"
# shellcheck disable=SC2086 # a list of words
expect 0 run "$basis" $few -o o
filled o/report.xlsx
no_temporaries o
[ -z "$(find o -name 'tmp.*')" ] || fail "a temporary of the workbook is left"

# Nothing of the clock, the place or the threads.
cp -r o first
sleep 1
LC_ALL=nl_NL.UTF-8 TZ=Pacific/Kiritimati "$program" run "$basis" -n 20 --no-plots --quiet --lang en -j 2 -o o
same o/report.xlsx first/report.xlsx

if ! command -v python3 >/dev/null; then
    echo "SKIPPED: what is in the workbook; python3 is not installed"
    finish
fi

ask inputs o/report.xlsx

# Texts of a scenario are texts.
long=$(printf '%010000d' 0)
while IFS= read -r text; do
    cat >hostile.cfg <<SCENARIO
extends = "$basis";
title = "$text";
story = "$text";
budget = { lines = ( { id = "fte"; label = "$text"; }, { id = "evaluatie"; label = "x $text"; } ); };
municipalities = ( { id = "venlo"; name = "$text"; }, { id = "beesel"; name = "y$text"; } );
themes = ( { id = "armoede"; label = "$text"; share = { value = 0.25; source = "$text"; note = "$text"; }; } );
SCENARIO
    # shellcheck disable=SC2086
    expect 0 run hostile.cfg $few -o h
    ask texts h/report.xlsx o/report.xlsx
    [ -d formula ] || cp -r h formula
done <<TEXTS
=HYPERLINK(\"http://example.org\";\"click\")
+1+cmd|x
@SUM(1+1)
<script>alert(1)</script>&amp;]]>
a\nb\rc\td
‮gnirts‬ ‏x ⁦y⁩
_x0041_ _x000A_ _x005F_
\`touch pwned\` %s%n {1}
￿￾ 𝕏 &L&G
$long
TEXTS

if ! command -v soffice >/dev/null; then
    echo "SKIPPED: recalculation; LibreOffice is not installed (apt-get install libreoffice-calc)"
    finish
fi
for folder in formula h; do
    recalculate $folder/report.xlsx $folder-sheets
    ask recalculated $folder-sheets $folder
done
grep -q '=HYPERLINK(' formula/surplus.csv || fail "the text of the test is lost"

# checked NAME SCENARIO OPTION...: a run whose workbook has the figures of its files.
checked()
{
    name=$1
    shift
    # shellcheck disable=SC2086
    expect 0 run "$@" $few -o "$name"
    recalculate "$name/report.xlsx" "$name-sheets"
    ask recalculated "$name-sheets" "$name"
}

# changed NAME SHEET "CELL X ..." OPTION...: a change in the workbook of basis gives what the same gives in the scenario.
changed()
{
    name=$1 sheet=$2 cells=$3
    shift 3
    # shellcheck disable=SC2086
    expect 0 run "$@" $few -o "$name"
    # shellcheck disable=SC2086
    ask edit o/report.xlsx "$name.xlsx" "$sheet" $cells
    recalculate "$name.xlsx" "$name-sheets"
    ask recalculated "$name-sheets" "$name"
}

# In both languages, and in scenarios with other keys, policies, gates, years and statuses.
recalculate o/report.xlsx basis
ask recalculated basis o
ask cached o/report.xlsx basis o
for scenario in bc-wmo-2022 poort-evaluatie verdeling-gebruik verdeling-gemengd btw-niet-compensabel stop-2025; do
    checked "$scenario" "$source/scenarios/$scenario.cfg" --lang nl
done

# Remainders that are equal go by the order of the list; 625.00 × 1.0494 is a half cent.
cat >ties.cfg <<SCENARIO
extends = "$basis";
keys = ( { id = "module2"; shares = { beesel = 7.14; bergen = 7.14; echt-susteren = 7.14; gennep = 7.14;
    horst-aan-de-maas = 7.14; leudal = 7.14; maasgouw = 7.14; nederweert = 7.14; peel-en-maas = 7.14; roerdalen = 7.14;
    roermond = 7.14; venlo = 7.14; venray = 7.16; weert = 7.16; }; } );
SCENARIO
checked ties ties.cfg --set budget.lines.evaluatie.amounts.2024=625 --set budget.lines.fte.amounts.2026=700000.07

# An amount in the workbook, and the same in the scenario.
changed amount Budget "G8 712345.67" "$basis" --set budget.lines.fte.amounts.2026=712345.67
ask moved amount-sheets basis

# A September figure that was missing; a figure that the region applied; another long-run growth.
figure()
{
    printf 'extends = "%s";\nfigures = ( { id = "x"; series = "ova"; year = %s; vintage = "%s"; value = %s; source = "test"; } );\n' \
        "$basis" "$1" "$2" "$3" >figure.cfg
    changed "figure-$1" Index "$4 $5" figure.cfg
    ask moved "figure-$1-sheets" basis
}
figure 2024 september 5.43 C13 0.0543
figure 2025 applied 3.91 E14 0.0391
figure 2026 definitive 3.17 D15 0.0317

# Two shares of the key, once in the workbook: every year of both channels follows as in a scenario with that key.
changed key Key "B20 0.2948 B21 0.0926" "$basis" --set keys.module2.shares.venlo=29.48 --set keys.module2.shares.venray=9.26
same key/budget.csv o/budget.csv
cmp -s key/surplus.csv o/surplus.csv && fail "the shares do not follow the key"

# What is no number, out of bounds or does not add up is told, and makes no error cell.
ask edit o/report.xlsx text.xlsx Budget G8 zeven
ask edit text.xlsx wrong.xlsx Index C13 "5,43%" B6 "" D15 5.43
ask edit wrong.xlsx text.xlsx Key B20 0.2948 B21 tien
recalculate text.xlsx wrong-sheets
ask wrong wrong-sheets Budget Index Key
grep -q 'no number: counts as 0' wrong-sheets/*-Budget.csv ||
    fail "a text for an amount is not told"
grep -q '3 to correct' wrong-sheets/*-Index.csv || fail "three wrong figures of the index are not told"
grep -q '9.26 points too few' wrong-sheets/*-Key.csv || fail "a key that does not add up is not told"

# A key of nothing but 0 gives nobody anything and says so; Share is what is applied.
none=
for row in 9 10 11 12 13 14 15 16 17 18 19 20 21 22; do
    none="$none B$row 0"
done
# shellcheck disable=SC2086
ask edit o/report.xlsx none.xlsx Key $none
recalculate none.xlsx none-sheets
ask wrong none-sheets Key "Per municipality"
grep -q 'the sum is 0: nothing can be split' none-sheets/*-Key.csv || fail "a key of nothing is not told"
ask nothing none-sheets
ask edit o/report.xlsx applied.xlsx Key B20 0.28475 B9 -0.05
recalculate applied.xlsx applied-sheets
ask wrong applied-sheets Key
ask applied applied-sheets

# Every index rule, a mix of classes, and a price level before the first year.
for rule in definitive true_up_compound true_up_points true_up_ratio; do # booked in one channel too
    checked "rule-$rule" "$basis" --set index.rule=$rule --set budget.booking=total --set budget.lines.fte.index=ova90_ppc10 \
        --set budget.lines.evaluatie.index=none --set budget.lines.financieel-beheer.index=ppc
    ask cached "rule-$rule/report.xlsx" "rule-$rule-sheets" "rule-$rule"
done

# Prices of the year before the first.
checked early "$basis" --set time.price_level_year=2022 --set time.first_indexed_year=2023 \
    --set index.rule=true_up_compound --set budget.lines.fte.index=ova90_ppc10
ask cached early/report.xlsx early-sheets early

# A comparison: each row is one of compare.csv, and the difference is what is left of both means.
expect 0 compare "$basis" "$source/scenarios/poort-groei.cfg" "$source/scenarios/start-later.cfg" -n 20 --quiet -o c
no_temporaries c
recalculate c/report.xlsx c-sheets
ask compared c-sheets c
ask inputs c/report.xlsx
finish
