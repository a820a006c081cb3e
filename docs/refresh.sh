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

# A picture of each mechanism that has a page of its own.
mechanism()
{
    "$program" run "scenarios/$1.cfg" --lang nl --replicates 4096 --no-plots --quiet --out "$folder/$1" >/dev/null 2>&1
    (cd "$folder" && gnuplot -c "$OLDPWD/plots/mechanism-$2.gp" "$1" "$2.svg")
    cp "$folder/$2.svg" docs/images/
}
mechanism budgetkringen budgetkring
mechanism build5 build5

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
