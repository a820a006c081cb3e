#!/bin/sh
# The Debian package: its fields, what is in it, and that it runs from where it was unpacked.
. "$(dirname "$0")/lib.sh"
build=$(dirname "$program")
version=$("$program" --version | cut -d ' ' -f 2)
# What is built is taken as it is: with this generator cpack does not build first.
(cd "$build" && cpack -G DEB -D CPACK_CMAKE_GENERATOR=Ninja -B "$work/made") >log 2>&1 || {
    fail cpack
    tail -n 5 log
}
package=$(find made -maxdepth 1 -name '*.deb')
[ "$(basename "$package")" = "poolraming_$version-1_$(dpkg --print-architecture).deb" ] || fail "the name is $package"
field()
{
    dpkg-deb -f "$package" "$1" >field
    says field "$2"
}
field Package poolraming
field Version "$version-1"
field Section science
field Recommends gnuplot-nox
for name in libc6 libgsl libconfig libjansson libnettle libsqlite3-0 libxlsxwriter zlib1g; do
    field Depends $name
done
lacks field -dev
dpkg-deb -x "$package" root
for file in usr/bin/poolraming usr/share/poolraming/scenarios/basis.cfg usr/share/poolraming/scenarios/data/bevolking.cfg \
    usr/share/poolraming/plots/stijl.gp usr/share/man/man1/poolraming.1.gz usr/share/man/nl/man1/poolraming.1.gz \
    usr/share/bash-completion/completions/poolraming usr/share/doc/poolraming/copyright \
    usr/share/doc/poolraming/changelog.gz usr/share/doc/poolraming/changelog.Debian.gz \
    usr/share/doc/poolraming/docs/scenario.md; do
    filled root/$file
done
find root -name '*.a' -o -name '*.h' -o -path '*/usr/local*' | grep . && fail "what is of the library is in the package"
says root/usr/share/doc/poolraming/copyright "GPL-3+"
gzip -dc root/usr/share/doc/poolraming/changelog.Debian.gz >changelog
says changelog "poolraming ($version-1)"
program=$work/root/usr/bin/poolraming
mkdir home && cd home || exit 1
"$program" run ../root/usr/share/poolraming/scenarios/basis.cfg -n 20 >said 2>&1 || fail "the program of the package"
filled out/basis/results.csv
finish
