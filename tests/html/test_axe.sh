#!/bin/sh
# WCAG 2.1 A and AA, judged by axe-core in a headless browser. Without the npm registry it is skipped, but not in CI.
. "$(dirname "$0")/../cli/lib.sh"
pages=$3
folder=$source/tests/html

cp "$folder/package.json" "$folder/package-lock.json" "$folder/.npmrc" .
if ! npm ci --ignore-scripts --fetch-retries=1 --fetch-timeout=30000 >said 2>&1; then
    tail -n 5 said
    if [ -z "${CI:-}" ] && ! npm view axe-core version --fetch-retries=0 --fetch-timeout=10000 >/dev/null 2>&1; then
        echo "SKIPPED: axe-core comes from the npm registry, which can't be reached; accessibility is not tested"
        exit 77
    fi
    fail "npm ci: axe-core is not there"
    finish
fi
axe=$work/node_modules/axe-core/axe.min.js

python3 "$folder/pages.py" flawed "$axe" "$folder/flawed.html" image-alt color-contrast select-name scrollable-region-focusable ||
    fail "the check does not find what is wrong"
python3 "$folder/pages.py" axe "$axe" "$pages/run-nl/report.html" "$pages/compare-en/report.html" "$pages/decide-nl/report.html" ||
    fail "a page can't be read by everyone"
finish
