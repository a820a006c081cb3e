#!/bin/sh
# Installs what is missing, builds, runs the memo's scenario and says where to look.
set -eu
cd "$(dirname "$0")/.."

sh tests/install.sh gcc libc6-dev make cmake gettext pkg-config libgsl-dev libconfig-dev libjansson-dev nettle-dev libsqlite3-dev \
    librandom123-dev libxlsxwriter-dev zlib1g-dev gnuplot-nox
cmake --preset release -DBUILD_TESTING=OFF >/dev/null
cmake --build --preset release --parallel "$(nproc)" >/dev/null

# The program says itself where its files are, also where another folder is asked for.
./build/release/poolraming run scenarios/basis.cfg --out "$(pwd)/out/basis" "$@"
