#!/bin/sh
# scenarios/demo.sh with what it would install and build at hand: its options reach the program, and the last
# lines say where the files, the report and the workbook are.
. "$(dirname "$0")/lib.sh"
unset LANG
mkdir -p tree/tests tree/build/release tools
cp -r "$source/scenarios" tree
ln -s "$program" tree/build/release/poolraming
echo 'exit 0' >tree/tests/install.sh
printf '#!/bin/sh\nexit 0\n' >tools/cmake
chmod +x tools/cmake

# demo ARGUMENT…: its output is in the file out
demo()
{
    PATH=$work/tools:$PATH sh tree/scenarios/demo.sh -n 20 --no-plots "$@" >out 2>err </dev/null || fail "demo.sh $*: exit $?"
}

# ends FOLDER: with the paths of what people look at, and these are there
ends()
{
    printf 'Bestanden: %s\nRapport: %s/report.html\nWerkmap: %s/report.xlsx\n' "$1" "$1" "$1" >expected
    tail -n 3 out | cmp -s - expected || fail "demo.sh ends with: $(tail -n 3 out)"
    filled "$1/report.html"
    filled "$1/report.xlsx"
}

demo
ends "$work/tree/out/basis"
filled tree/out/basis/results.csv
rm -r tree/out
for options in "-o $work/other" "--out=$work/other" "--out $work/other"; do
    # shellcheck disable=SC2086 # words of their own
    demo $options
    ends "$work/other"
    lacks out out/basis
    filled other/results.csv
    rm -r other
done
[ ! -e tree/out ] || fail "demo.sh writes to out/basis although another folder was asked for"
finish
