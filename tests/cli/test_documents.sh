#!/bin/sh
# What the documents quote is what the program prints, and their links lead somewhere.
. "$(dirname "$0")/lib.sh"

(cd "$source" && python3 docs/outputs.py --check "$program" README.md docs/handleiding.md) >changed || fail "stale: sh docs/refresh.sh"
empty changed
(cd "$source" && find . -name '*.md' -not -path './build/*' -not -path '*/node_modules/*' -exec python3 tests/cli/links.py {} +) >broken
empty broken
finish
