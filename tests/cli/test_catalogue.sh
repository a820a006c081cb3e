#!/bin/sh
# The catalogue fits the source: each text has its Dutch, none is kept that nobody says, and none is said that
# can't be translated because it is no literal text where it is marked.
. "$(dirname "$0")/lib.sh"
dutch=$source/po/nl.po

sh "$source/po/extract.sh" >template || fail "the texts of the source can't be extracted"
filled template
[ "$(grep -c '^msgid' template)" -gt 300 ] || fail "hardly any text was extracted"

for what in untranslated only-fuzzy only-obsolete; do
    msgattrib --$what --no-location --no-wrap "$dutch" 2>err | grep 'msgid "[^"]' >left
    empty left
done

# What bringing it up to date (po/update.sh) would change: texts new or gone, flags of formats.
msgmerge --quiet --no-fuzzy-matching "$dutch" template | msgcat --no-location --sort-output --no-wrap - |
    sed '/^"POT-Creation-Date/d' >updated
msgcat --no-location --sort-output --no-wrap "$dutch" | sed '/^"POT-Creation-Date/d' >now
cmp -s now updated || {
    diff now updated | head -n 20
    fail "po/nl.po does not fit the source: run po/update.sh and translate what it lists"
}

python3 "$source/tests/cli/catalogue.py" "$source" || fail "texts that no catalogue can have"
finish
