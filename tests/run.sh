#!/bin/sh
# Installs what is missing, builds with warnings as errors, runs all tests.
set -eu
cd "$(dirname "$0")/.."

sh tests/install.sh gcc libc6-dev make cmake gettext pkg-config libgsl-dev libconfig-dev libjansson-dev nettle-dev libsqlite3-dev \
    librandom123-dev libxlsxwriter-dev zlib1g-dev gnuplot-nox libcmocka-dev valgrind libreoffice-calc python3 \
    dpkg-dev groff-base mandoc chromium nodejs
# npm comes with some packages of nodejs, and is one by itself in Debian's.
command -v npm >/dev/null || sh tests/install.sh npm
cmake --preset dev >/dev/null
cmake --build --preset dev --parallel "$(nproc)" >/dev/null
ctest --test-dir build/dev --output-on-failure --parallel "$(nproc)" "$@"
