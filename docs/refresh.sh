#!/bin/sh
# Makes what the documents show: the reference of settings, the picture and the first table of the README.
set -eu
cd "$(dirname "$0")/.."
program=${1:-./build/release/poolraming}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$program" settings --lang nl >docs/scenario.md
"$program" run scenarios/basis.cfg --lang nl --out "$folder" >"$folder/tables.txt" 2>/dev/null
cp "$folder/plots/kosten.svg" "$folder/plots/capaciteit.svg" docs/images/

# One picture a mechanism, from the files of its scenarios.
for scenario in poort-evaluatie poort-groei; do
    "$program" run "scenarios/$scenario.cfg" --lang nl --no-plots --out "$folder/$scenario" >/dev/null 2>&1
done
gnuplot -c plots/mechanism-gates.gp "$folder/poort-evaluatie" "$folder/poort-groei" docs/images/gates.svg

# The first table stands in the README between two marks.
awk -v tables="$folder/tables.txt" '
    /<!-- eerste tabel -->/ {
        print; print "```"
        while ((getline line < tables) > 0) {
            if (line ~ /^Van memo naar netto-effect, besloten/) on = 1
            if (on && line == "") break
            if (on) print line
        }
        print "```"; skip = 1; next
    }
    /<!-- einde tabel -->/ { skip = 0 }
    !skip' README.md >"$folder/README.md"
cp "$folder/README.md" README.md
