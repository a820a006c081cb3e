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

# Options: misspelt, begun, of another command, a letter written as a word.
refuses "did you mean --replicates?" run --replicats 5 "$basis"
refuses "did you mean --half-year?" run --half 2025-H2 "$basis"
refuses "did you mean -n?" run --n 5 "$basis"
refuses "poolraming run --help lists them" run --bogus "$basis"
refuses "it goes with: run" compare --draw 1 "$basis" "$basis"
refuses "it goes with: sensitivity" run --outcome x "$basis"
refuses '"100" is too much' run "$basis" 100
refuses 'poolraming compare' run "$basis" "$folder/stop-2025.cfg"

# A file where the folder should be is said before anything is simulated.
echo mine >file
refuses "--out: file is not a folder" run "$basis" -n 100000000 -o file
[ "$(cat file)" = mine ] || fail "the file in the way is changed"

# Figures: the nearest metric and municipality.
refuses "did you mean surplus.reduction?" explain "$basis" surplus.reducton Venlo 2025
refuses "did you mean Venlo?" explain "$basis" surplus.reduction Vnelo 2025
refuses "did you mean Venlo?" run "$basis" --page raad --municipality Vnelo
refuses "did you mean service.residents_reached?" sensitivity "$basis" --outcome service.resident_reached

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
