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

# The pictures of the mechanisms, from the files that the program writes.
"$program" run scenarios/verdeling-gemengd.cfg -n 100 --quiet --plots none --out "$folder/verdeling" 2>/dev/null
gnuplot -c plots/mechanism-allocation.gp "$folder/verdeling" docs/images/allocation.svg

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
