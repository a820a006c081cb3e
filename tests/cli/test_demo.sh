#!/bin/sh
# scenarios/demo.sh with what it would install and build at hand: its options reach the program, and the last
# line says where the files are.
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

demo
[ "$(tail -n 1 out)" = "Bestanden: $work/tree/out/basis" ] || fail "demo.sh ends with: $(tail -n 1 out)"
filled tree/out/basis/results.csv
rm -r tree/out
for options in "-o $work/other" "--out=$work/other" "--out $work/other"; do
    # shellcheck disable=SC2086 # words of their own
    demo $options
    [ "$(tail -n 1 out)" = "Bestanden: $work/other" ] || fail "demo.sh $options ends with: $(tail -n 1 out)"
    lacks out out/basis
    filled other/results.csv
    rm -r other
done
[ ! -e tree/out ] || fail "demo.sh writes to out/basis although another folder was asked for"
finish
