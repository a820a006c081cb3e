#!/bin/sh
# The pages by themselves: nothing fetched, all there without JavaScript, usable from the keyboard, no text of a scenario acts.
. "$(dirname "$0")/../cli/lib.sh"
pages=$3

ask()
{
    python3 "$source/tests/html/pages.py" "$@" || fail "pages.py $1"
}

cd "$pages" || exit 1
ask whole run-nl/report.html run-en/report.html compare-nl/report.html decide-en/report.html
ask plain gates/report.html allocation/report.html compare-en/report.html decide-nl/report.html
ask keys run-en/report.html compare-nl/report.html decide-nl/report.html
ask tame hostile-*-*/report.html
cd "$work" || exit 1
finish
