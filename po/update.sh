#!/bin/sh
# Brings po/nl.po up to date with the source: new texts come in without a translation, those that are gone go.
set -eu
cd "$(dirname "$0")"

template=$(mktemp)
trap 'rm -f "$template"' EXIT
sh extract.sh >"$template"
msgmerge --quiet --no-fuzzy-matching --add-location=file --sort-by-file --width=118 --backup=none --update nl.po "$template"
msgattrib --no-obsolete --add-location=file --sort-by-file --width=118 --output-file=nl.po nl.po
# What has no Dutch yet, without the head.
msgattrib --untranslated --no-obsolete --no-wrap nl.po | sed -n '1,/^$/d; /^msgid\|^"/p'
