#!/bin/sh
# Help and manual: everything in them comes from the tables; 80 columns; plain text unless on a terminal.
. "$(dirname "$0")/lib.sh"

# Every command is in the list, and every option of the manual in the help of the commands that it names.
expect 0 help
cp out list
expect 0 --help
same out list
says out "Usage: poolraming COMMAND [OPTION]..."
lacks out completion
sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z]*\) *.*/\1/p' list >commands
[ "$(wc -l <commands)" -ge 14 ] || fail "only $(wc -l <commands) commands in the list"
while read -r command; do
    expect 0 "$command" --help
    cp out long
    says out "Usage: poolraming $command [OPTION]..."
    says out "  -h, --help"
    expect 0 "$command" -h
    same out long
    expect 0 help "$command"
    same out long
    expect 0 --help "$command"
    same out long
    says out "  poolraming $command"
done <commands
expect 0 run --help
for option in --replicates --precision --seed --threads --set --draw --municipality --sampling --verify --out --detail --page \
    --buffer --plots --no-plots --plots-seconds --half-year --csv --unmasked --format --archive --progress --quiet --lang --version; do
    grep -q "^ .* $option" out || fail "the help of run lacks $option"
done
for title in Simulation: Output: General: Example:; do
    grep -qx "$title" out || fail "the help of run lacks the heading $title"
done
lacks out --reports
expect 0 calibrate --help
says out --reports
lacks out --draw
expect 0 -V
says out "poolraming "

# No line is wider than 80 columns, in characters and not in bytes.
for language in nl en; do
    for command in '' $(cat commands); do
        # shellcheck disable=SC2086 # none or one word
        "$program" help $command --lang $language >page || fail "help $command"
        wide=$(LC_ALL=C.UTF-8 wc -L <page)
        { [ "$wide" -le 80 ] && [ "$wide" -ge 60 ]; } || fail "help $command in $language has $wide columns"
    done
done

# On a narrower terminal the help is as wide as that, and no wider one makes it wider.
for columns in 60 132; do
    script -qec "stty cols $columns; '$program' run --help" typed >/dev/null 2>&1
    wide=$(tr -d '\r' <typed | sed 's/\x1b\[[0-9;]*m//g; /^Script/d' | LC_ALL=C.UTF-8 wc -L)
    [ "$wide" -le $((columns < 80 ? columns : 80)) ] && [ "$wide" -ge 55 ] || fail "on $columns columns it takes $wide"
done
# What stands for a word is in the reader's language.
for word in "run out/<id>)" "compare out/<id>-<id>)" "decide out/<id>-besluit)" "diff out/diff-<ID>-<ID>)"; do
    expect 0 help "${word%% *}"
    tr -s ' \n' ' ' <out | grep -qF "(default ${word#* }" || fail "help ${word%% *} does not say where its files go"
done
expect 0 help run --lang nl
says out "--out MAP"
says out "--set pad=waarde"
expect 0 help --lang nl
says out "help [OPDRACHT]"
says out "init BESTAND"
lacks out "FILE"

# The example of each command works from the repository, as the help has it.
cd "$source" || exit 1
example_of()
{
    "$program" help "$1" | sed -n '/^Example:/,/^$/{s/ \\$//;s/^  poolraming //;/^Example:/!p;}' | tr '\n' ' '
}
for command in explain check settings help; do
    example=$(example_of $command)
    # shellcheck disable=SC2086 # words of a command line
    "$program" $example --quiet >"$work/out" 2>"$work/err" || fail "the example does not work: $example"
done
for command in run compare decide sensitivity calibrate; do
    files=0
    for word in $(example_of $command); do
        case $word in
        *.cfg | *.csv)
            [ -f "$word" ] || fail "the example of $command names $word"
            files=$((files + 1))
            ;;
        esac
    done
    [ "$files" -gt 0 ] || fail "the example of $command names no file"
done
cd "$work" || exit 1

# The manual: each command and option, in both languages, without a complaint of those who read it.
for language in nl en; do
    expect 0 manual --lang $language
    cp out manual.$language
    while read -r command; do
        grep -q "^\\\\fB$command\\\\fR" out || fail "the manual lacks $command"
    done <commands
    [ "$(grep -c '^\.SS ' out)" -eq 3 ] || fail "the manual has other groups of options"
    mandoc -Tlint out >lint 2>&1 || fail "mandoc: $(head -n 3 lint)"
    empty lint
    groff -man -Tutf8 -K utf8 -ww out >page 2>lint || fail "groff"
    empty lint
    says page "poolraming"
done
says manual.nl "OPDRACHTEN"
says manual.en "COMMANDS"
grep -c '^\.TP' manual.nl >n.nl
grep -c '^\.TP' manual.en >n.en
same n.nl n.en

# Marks only on a terminal that can show them and where nobody refuses them.
on_terminal() # VARIABLE=VALUE... COMMAND LINE
{
    line=$1
    shift
    env -u NO_COLOR TERM=xterm "$@" script -qec "$line" seen </dev/null >/dev/null 2>&1
}
escapes()
{
    LC_ALL=C tr -dc '\033' <seen | wc -c
}
printf 'extends = "%s";\nid = "x";\nindex = { rul = "fixed"; };\n' "$basis" >bad.cfg
for line in "'$program' help run" "'$program' check bad.cfg" "'$program' run nowhere.cfg" "'$program' run --bogus" "'$program' rum" \
    "'$program' run '$basis' -n 20 --no-plots --archive none -o o >/dev/null"; do
    on_terminal "$line"
    [ "$(escapes)" -gt 0 ] || fail "no marks on a terminal: $line"
    on_terminal "$line" NO_COLOR=1
    [ "$(escapes)" -eq 0 ] || fail "marks in spite of NO_COLOR: $line"
    on_terminal "$line" NO_COLOR=
    [ "$(escapes)" -gt 0 ] || fail "an empty NO_COLOR refuses nothing: $line"
    on_terminal "$line" TERM=dumb
    [ "$(escapes)" -eq 0 ] || fail "marks on a dumb terminal: $line"
done
on_terminal "'$program' run '$basis' -n 20 --no-plots --archive none -o o 2>&1 | cat; '$program' check bad.cfg 2>&1 | cat"
lacks seen "$(printf '\033[1')"
grep -rl --exclude=report.xlsx "$(printf '\033')" o && fail "a file holds an escape"
finish
