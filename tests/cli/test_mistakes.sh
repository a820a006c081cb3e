#!/bin/sh
# What someone who is new here gets wrong is answered with what to do.
. "$(dirname "$0")/lib.sh"
folder=$source/scenarios

# No command, a misspelt one, a scenario in its place.
expect 2
empty out
says err "Usage: poolraming COMMAND"
refuses 'did you mean run?' rum
refuses 'did you mean sensitivity?' sensitivty
refuses 'did you mean compare?' help comapre
refuses 'did you mean compare?' --help comapre
refuses 'expected run, compare, decide, explain, sensitivity, calibrate, check, init, runs, show, rerun, diff, settings, help' xyzzy
lacks err completion
refuses "did you mean poolraming run $basis?" "$basis"
refuses "did you mean poolraming run x.cfg?" x.cfg
refuses "did you mean poolraming --version?" version

# A scenario that is not there: the nearest in its folder, else one that comes with the program, else how to begin.
refuses "did you mean $folder/stop-2025.cfg?" run "$folder/stop-2052.cfg"
refuses "did you mean $folder/basis.cfg?" check "$folder/basis"
echo 'x' >mine.cfg
refuses "did you mean mine.cfg?" run mien.cfg
refuses "did you mean mine.cfg?" run mine
refuses "/scenarios/doorgaan-450.cfg?" run scenarios/doorgaan-450.cfg
refuses "poolraming init" run quite-another-thing.cfg
refuses "such as $folder/basis.cfg" run "$folder"
refuses "such as ./mine.cfg" run .
mkdir none
refuses "this is a folder: expected a scenario (.cfg)" run none
refuses "calibrate" run "$folder/data/halfjaarcijfers-voorbeeld.csv"
expect 2 compare nowhere-1.cfg nowhere-2.cfg
lines err 2
expect 0 compare "$basis" "$folder/../scenarios/basis.cfg" -n 5 -o c
says err "was given twice"
expect 0 compare "$basis" "$folder/stop-2025.cfg" -n 5 -o c
lacks err "was given twice"
# Hostile names act neither on the terminal nor in the sentence.
refuses "there is no such file" run "$(printf 'a\033[31m%%s%%n.cfg')"
[ "$(tr -dc '\033' <err | wc -c)" -eq 0 ] || fail "an escape reaches the terminal"

# A file that is something else is told in one line what a scenario is; a broken scenario where it is broken.
refuses "README.md: this is not a scenario: expected a text file with settings (name = value;), such as $folder/basis.cfg; to begin one: poolraming init own.cfg" \
    run "$source/README.md"
refuses "is geen scenario: verwacht: een tekstbestand met instellingen" run --lang nl "$source/README.md"
printf '<!DOCTYPE html>\n<style>\nrun: { seed: 1; }\ntitle = "x";\n</style>\n' >page.html
refuses "page.html: this is not a scenario" run page.html
for other in page.html "$source/README.md"; do
    refuses "$other: this is not a scenario" compare "$basis" "$source/scenarios/stop-2025.cfg" --overlay "$other"
    lines err 1
done
for other in docs/model.md src/cli/main.c CMakeLists.txt; do
    refuses "this is not a scenario" check "$source/$other"
done
printf 'Dit is een brief; geen scenario.\n' >letter.cfg
refuses "this is not a scenario" check letter.cfg
for broken in 'title "no equals";' 'run = { seed = ; };' 'titel = "misspelt";' 'run { seed = 1; };'; do
    echo "$broken" >broken.cfg
    expect 2 check broken.cfg
    says err "broken.cfg:1: "
    lacks err "not a scenario"
    cp broken.cfg broken.txt
done
expect 2 check broken.txt
says err "broken.txt:1: "
refuses "not read from standard input" run -

# Settings: the nearest, written as it must be; one that stands in a group.
refuses "did you mean workforce.filling_per_month?" run "$basis" --set workforce.filing_per_month=0.4
refuses "did you mean workforce.filling_per_month?" run "$basis" --set filling_per_month=0.4
printf 'extends = "%s";\nworkforce = { filing_per_month = 0.4; };\nbooking = "total";\n' "$basis" >near.cfg
expect 2 check near.cfg
says err "near.cfg:2: workforce.filing_per_month is not a setting: did you mean filling_per_month?"
says err "near.cfg:3: booking is not a setting: did you mean budget.booking?"

# Options: misspelt, begun, of another command, a letter written as a word.
refuses "did you mean --replicates?" run --replicats 5 "$basis"
refuses "did you mean --half-year?" run --half 2025-H2 "$basis"
refuses "did you mean -n?" run --n 5 "$basis"
refuses "poolraming run --help lists them" run --bogus "$basis"
refuses "it goes with: run" compare --draw 1 "$basis" "$basis"
refuses "it goes with: sensitivity" run --outcome x "$basis"
refuses '"100" is too much' run "$basis" 100
refuses 'poolraming compare' run "$basis" "$folder/stop-2025.cfg"

# What was given is said, and what would be right; a forgotten value is told what it is.
refuses "--replicates 0: expected a whole number 1…100000000" run "$basis" -n 0
refuses "--replicates abc: expected a whole number" run "$basis" -n abc
refuses "--replicates 10.000: expected a whole number" run "$basis" -n 10.000
refuses "--threads 0: expected a whole number from 1 to 256" run "$basis" --threads 0
refuses "--lang de: expected one of nl|en" run "$basis" --lang de
refuses "--half-year 2025: expected a half-year, such as 2025-H2" run "$basis" --half-year 2025
refuses "--value 1.500,00: expected an amount in euros" decide "$basis" --value 1.500,00
refuses '--out "": expected the name of a folder' run "$basis" --out ''
refuses "--replicates: expected a value: N, number of replicates" run "$basis" -n
refuses "--set: verwacht een waarde: pad=waarde, verander een instelling" run "$basis" --lang nl --set
refuses "--out: expected a value: DIR, folder" run "$basis" -n 5 -o --quiet
refuses "--out: expected a value" run "$basis" --out -n 5
[ ! -e ./--quiet ] || fail "an option became a folder"
[ "$(printf 'a\033[31mb' | tr -d '\n' >x; "$program" run "$basis" -n "$(cat x)" 2>&1 | tr -dc '\033' | wc -c)" -eq 0 ] ||
    fail "an escape reaches the terminal"
refuses "expected nothing more, for example: poolraming runs" runs x
refuses "1990 is no year of the budget: expected one from 2023 to 2031" decide "$basis" --from 1990 --quiet

# A file where the folder should be is said before anything is simulated.
echo mine >file
refuses "--out: file is not a folder" run "$basis" -n 100000000 -o file
[ "$(cat file)" = mine ] || fail "the file in the way is changed"

refuses "--out: file is not a folder" run "$basis" -n 100000000 -o file/deeper/out
mkdir closed
chmod 555 closed
if [ "$(id -u)" -ne 0 ]; then
    as_others=
else
    as_others='setpriv --bounding-set=-dac_override,-dac_read_search --inh-caps=-all'
fi
for there in closed closed/deeper; do
    # shellcheck disable=SC2086 # a list of words
    $as_others "$program" run "$basis" -n 100000000 -o $there >out 2>err
    [ $? -eq 1 ] || fail "a folder in which nothing can be written does not fail"
    lines err 1
    says err "--out: nothing can be written in closed (Permission denied): expected --out with a folder"
done
(cd closed && $as_others "$program" run "$basis" -n 100000000) >out 2>err && fail "a run where nothing can be written"
says err "--out: nothing can be written in . (Permission denied)"
(cd closed && $as_others "$program" run "$basis" --draw 1) >out 2>err || fail "--draw writes no files"

# Figures: the nearest metric and municipality.
refuses "did you mean surplus.reduction?" explain "$basis" surplus.reducton Venlo 2025
refuses "did you mean Venlo?" explain "$basis" surplus.reduction Vnelo 2025
refuses "did you mean Venlo?" run "$basis" --page raad --municipality Vnelo
refuses "did you mean service.residents_reached?" sensitivity "$basis" --outcome service.resident_reached

# The metric goes before the period that is not there yet; one sentence for all outcomes.
refuses '"settlment" is no metric of this scenario: did you mean settlement?' explain "$basis" settlment
refuses "did you mean surplus.reduction?" explain "$basis" surplus.reducton Venlo
refuses "there is no period: expected one at the end" explain "$basis" settlement
refuses "there is no period: expected one at the end" explain "$basis" surplus.reduction Horst aan de Maas
refuses '"2025-H3" is no period: expected one such as 2025' explain "$basis" surplus.reduction Venlo 2025-H3
refuses '"later" is no period: expected one such as 2025' sensitivity "$basis" --period later
refuses '"Vnelo" is no municipality' sensitivity "$basis" --municipality Vnelo

# Without gnuplot the run is whole, and what is missing is said.
mkdir bin
PATH=$work/bin "$program" run "$basis" -n 20 -o g >out 2>err || fail "a run without gnuplot"
says err "gnuplot"
filled g/results.csv

# init: a folder that is not there, a file that is.
refuses "does not exist yet" init mine.cfg
expect 1 init nowhere/new.cfg
says err "in a folder that does"
finish
