#!/bin/sh
# Prints the catalogue's template: every text of the source that is translated, with the files where it stands.
set -eu
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{
    echo po/elsewhere.c
    find src -name '*.c' -o -name '*.h' -o -name '*.def' | LC_ALL=C sort
} >"$work/files"
# Rows of tables whose macros put texts together, as the compiler sees them; their marks (core/catalogue.h) stay.
for rows in scenario/table.c engine/metrics.c; do
    ${CC:-cc} -E -Isrc -Iinclude '-DROW_(text)=PR_ROW(text)' '-DROW_IN_(context, text)=PR_ROW_IN(context, text)' \
        "src/$rows" >"$work/seen"
    sed 's/PR_ROW_IN("unit", "")//' "$work/seen" >"$work/$(basename "$rows")" # a row without a unit
    echo "$work/$(basename "$rows")" >>"$work/files"
done
# It warns of each text that is not ASCII, which ours may be: its words are shown only where it fails.
LC_ALL=C.UTF-8 xgettext --files-from="$work/files" --output="$work/template" --language=C --from-code=UTF-8 \
    --add-location=file --sort-by-file --width=118 --package-name=poolraming --keyword --keyword=N_ --keyword=NC_:1c,2 \
    --keyword=PR_ROW --keyword=PR_ROW_IN:1c,2 --flag=PR_ROW:1:no-c-format --flag=PR_ROW_IN:2:no-c-format \
    --keyword=PR_TEXT:2 --keyword=PR_TEXT_IN:2c,3 --keyword=PR_TEXT_N:2,3 --keyword=pr_translate:2 \
    --keyword=pr_translate_count:2,3 --keyword=pr_errors_words:2 \
    --keyword=pr_errors_add:5 --keyword=pr_loader_refuse:3 --keyword=pr_data_refuse:2 --keyword=pr_refuse:2 \
    --keyword=refuse:3 --keyword=refuse_whole:3 --keyword=give_up:3 --keyword=pr_check_finite:1 --keyword=check_chances:1 \
    --flag=PR_TEXT:2:no-c-format --flag=PR_TEXT_IN:3:no-c-format \
    --flag=PR_TEXT_N:2:no-c-format --flag=PR_TEXT_N:3:no-c-format \
    --flag=pr_errors_add:5:c-format --flag=pr_loader_refuse:3:c-format \
    --flag=pr_data_refuse:2:c-format --flag=pr_refuse:2:c-format --flag=refuse:3:c-format \
    --flag=refuse_whole:3:c-format 2>"$work/said" || {
    cat "$work/said" >&2
    exit 1
}
sed 's/^"POT-Creation-Date: .*/"POT-Creation-Date: \\n"/' "$work/template"
