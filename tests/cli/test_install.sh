#!/bin/sh
# An installed tree, moved to another place: the program finds its own files there, and programs of others can be
# built with the library in two ways.
. "$(dirname "$0")/lib.sh"
build=$(dirname "$program")
prefix=$work/moved
DESTDIR=$work/staged cmake --install "$build" --prefix /opt/pool >log 2>&1 || fail "cmake --install"
mv staged/opt/pool moved

# The program, with what it needs beside it.
installed=$prefix/bin/poolraming
share=$prefix/share/poolraming
for file in "$share/scenarios/basis.cfg" "$share/scenarios/data/verdeelsleutel.cfg" "$share/plots/kosten.gp" \
    "$prefix/share/man/man1/poolraming.1" "$prefix/share/man/nl/man1/poolraming.1" \
    "$prefix/share/bash-completion/completions/poolraming" "$prefix/share/doc/poolraming/LICENSE" \
    "$prefix/share/doc/poolraming/README.md" "$prefix/share/doc/poolraming/docs/model.md" \
    "$prefix/share/doc/poolraming/examples/net_effect.c"; do
    filled "$file"
done
"$program" manual --lang nl >manual
same manual "$prefix/share/man/nl/man1/poolraming.1"
grep -q "$source" "$share"/scenarios/*.cfg "$prefix"/lib*/pkgconfig/*.pc "$prefix"/lib*/cmake/Poolraming/*.cmake 2>/dev/null &&
    fail "an installed file names the source folder"
program=$installed
expect 0 run "$share/scenarios/basis.cfg" -n 20 --quiet -o o
empty err
filled o/plots/kosten.svg
rm "$share/plots/kosten.gp" # so those were its own templates
expect 0 run "$share/scenarios/basis.cfg" -n 20 --quiet -o o
says err "chart kosten"
expect 0 init new.cfg
says new.cfg "extends = \"$share/scenarios/basis.cfg\";"
expect 0 run new.cfg -n 20 --no-plots --quiet -o o
refuses "did you mean $share/scenarios/stop-2025.cfg?" run scenarios/stop-2025.cfg
ln -s "$installed" other-name
program=./other-name
refuses "did you mean $share/scenarios/stop-2025.cfg?" run scenarios/stop-2025.cfg

# Only the library's own names are to be seen by those who link it, and only what a header declares is its contract.
library=$(find "$prefix" -name libpoolraming.a)
filled "$library"
if grep -q 'POOLRAMING_\(SANITIZE\|COVERAGE\|FUZZ\):BOOL=ON' "$build/CMakeCache.txt"; then
    echo "not for an instrumented library: the examples"
    finish
fi
nm -g --defined-only "$library" 2>/dev/null | awk 'NF == 3 { print $3 }' | sort -u >names
[ "$(wc -l <names)" -gt 500 ] || fail "nm sees only $(wc -l <names) names"
grep -v '^pr_[a-z0-9_]*$' names && fail "a name without the prefix"
readelf -sW "$library" | awk '$5 == "GLOBAL" && $6 == "DEFAULT" && $7 != "UND" { print $8 }' | sort -u >exported
[ "$(wc -l <exported)" -gt 100 ] || fail "readelf sees only $(wc -l <exported) exported names"
cat "$prefix"/include/poolraming/*.h | grep -o '\<pr_[a-z0-9_]*' | sort -u >declared
comm -23 exported declared >undeclared
empty undeclared

# Every public header stands by itself.
for header in "$prefix"/include/poolraming/*.h; do
    printf '#include <poolraming/%s>\nextern int one;\n' "$(basename "$header")" >one.c
    cc -std=c17 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -I"$prefix/include" one.c ||
        fail "$(basename "$header") does not stand by itself"
done

# The examples: with pkg-config, with CMake, and what they print.
PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name libpoolraming.pc)")
export PKG_CONFIG_PATH
[ "$(pkg-config --modversion libpoolraming)" = "$("$installed" --version | cut -d ' ' -f 2)" ] || fail "another version"
examples=$prefix/share/doc/poolraming/examples
sed -n '/^```c$/,/^```$/{/^```/!p;}' "$source/docs/library.md" >shown.c
same shown.c "$examples/net_effect.c"
mkdir by-hand
for name in net_effect worth_knowing; do
    # shellcheck disable=SC2046 # a list of words
    cc -std=c17 -Wall -Wextra -Werror "$examples/$name.c" -o by-hand/$name $(pkg-config --cflags --libs libpoolraming) ||
        fail "$name with pkg-config"
done
cmake -S "$examples" -B with-cmake -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_BUILD_TYPE=Release >log 2>&1 &&
    cmake --build with-cmake >>log 2>&1 || {
    fail "the examples with CMake"
    tail -n 5 log
}
"$installed" run "$share/scenarios/basis.cfg" -n 100 --no-plots --quiet -o o
for folder in by-hand with-cmake; do
    $folder/net_effect "$share/scenarios/basis.cfg" Venlo 100 >years || fail "$folder/net_effect"
    lines years 10
    # The same figures as results.csv of the program.
    awk -F, '$1 == "municipality.net_effect" && $3 ~ /^20[0-9][0-9]$/ && $4 == "Venlo" {
        printf "%-6d %12.2f %10.2f %12.2f %12.2f\n", $3, $5, $7, $8, $14 }' o/results.csv >wanted
    lines wanted 9
    tail -n 9 years >found
    same wanted found
    $folder/net_effect "$share/scenarios/basis.cfg" Vnelo 2>err && fail "an unknown municipality"
    says err "did you mean Venlo?"
    $folder/worth_knowing >said || fail "$folder/worth_knowing"
    # The text at its head has both by hand; the regression differs by less than five of its standard errors.
    says said "best option: 1, mean 100.0"
    says said "payoff table: 80.0"
    awk '/^regression/ { d = $2 - 80; se = $5; found = se > 0 && se < 5 && d < 5 * se && d > -5 * se } END { exit !found }' said ||
        fail "$(cat said)"
done
finish
