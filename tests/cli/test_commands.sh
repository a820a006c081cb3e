#!/bin/sh
# Commands, options and exit statuses: each refusal is one line that says what is expected.
. "$(dirname "$0")/lib.sh"

expect 0 --version
lines out 1
says out "poolraming "
empty err
expect 0 --help
says out "Commands:"
for command in run compare explain check init runs show rerun diff settings; do
    says out "  $command "
    expect 0 "$command" --help
    says out "poolraming $command"
    says out "Exit status: 0 done"
    expect 0 --help
done
expect 2
empty out
says err "Commands:"

refuses '"rum" is not a command: did you mean run?' rum
refuses '"" is not a command' ''
refuses "did you mean --help?" run --helpp
refuses "did you mean --threads?" run --thread 2 "$basis"
refuses "is not an option" run --bogus "$basis"
refuses "is not an option" run -x "$basis"
refuses "expected the command before the options" -n 5 run "$basis"
refuses "expected SCENARIO" run
refuses "expected SCENARIO" run "$basis" "$basis"
refuses "at least two" compare "$basis"
refuses "expected FILE" init
refuses "expected nothing more" settings "$basis"
refuses "expected nothing more" runs x
refuses "expected ID" show
refuses "expected ID ID" diff x
refuses "does not belong to this command: show" show last -n 5
refuses "does not belong to this command: explain" explain "$basis" settlement 2026 --archive x
refuses "does not belong to this command: check" check --draw 3 "$basis"
refuses "does not belong to this command: init" init -n 5 new.cfg
refuses "does not belong to this command: settings" settings --set a=1
refuses "--draw: does not belong" compare --draw 1 "$basis" "$basis"

for bad in 0 -1 +5 ' 5' 5x 1e3 '' 100000001 99999999999999999999; do
    refuses "--replicates ${bad:-\"\"}: expected a whole number 1…100000000" run -n "$bad" "$basis"
done
for bad in -1 0x10 '' ' 1' 18446744073709551616; do
    refuses "--seed ${bad:-\"\"}: expected a whole number" run --seed "$bad" "$basis"
done
for bad in 0 1 -0.1 nan inf x ''; do
    refuses "--precision ${bad:-\"\"}: expected a number between 0 and 1" run --precision "$bad" "$basis"
done
for bad in 0 257 1.5 -3 x; do
    refuses "--threads ${bad:-\"\"}: expected a whole number from 1 to 256" run -j "$bad" "$basis"
done
for bad in 0 -1 3601 nan x; do
    refuses "--plots-seconds ${bad:-\"\"}: expected a number of seconds" run --plots-seconds "$bad" "$basis"
done
refuses "--lang de: expected one of nl|en" run --lang de "$basis"
refuses "--csv excel: expected one of" run --csv excel "$basis"
refuses "--format xml: expected one of" run --format xml "$basis"
refuses "--progress sometimes: expected one of" run --progress sometimes "$basis"
refuses "--detail some: expected one of" run --detail some "$basis"
refuses "--plots pdf: expected one of" run --plots pdf "$basis"
refuses "--out \"\": expected the name of a folder" run --out= "$basis"
refuses "--no-plots: takes no value" run --no-plots=1 "$basis"
refuses "--replicates: expected a value: N" run "$basis" -n
refuses "does not go with --format json" run --format json --plots terminal "$basis"
refuses "path=value" run --set x "$basis"
refuses "did you mean index.rule?" run --set index.rul=x "$basis"
refuses "nothere.cfg" run nothere.cfg
refuses "$work" run "$work"

# `--` ends the options: what follows is a file, also where it begins with a dash.
refuses "-x.cfg" run -- -x.cfg
expect 0 init --quiet -- -x.cfg
filled ./-x.cfg
expect 0 check --quiet -- -x.cfg
empty out

# The value of an option may stand in its own word, behind '=' and in the same word.
for form in '-n 20' -n20 --replicates=20 '--replicates 20'; do
    # shellcheck disable=SC2086 # two words
    expect 0 run $form --no-plots -o o "$basis"
    says out "20 replicates"
done
expect 0 run "$basis" -n 500 -n 20 --no-plots -o o
says out "20 replicates"

# A name cannot act on the terminal.
refuses "is not a command" "$(printf 'a\033[31mb')"
[ "$(tr -dc '\033' <err | wc -c)" -eq 0 ] || fail "an escape reaches the terminal"

# All errors of a scenario in one go, each with its file and line.
printf 'extends = "%s";\nid = "x";\nindex = { rul = "fixed"; };\nworkforce = { absence_mean = 2.5; };\n' "$basis" >bad.cfg
expect 2 check bad.cfg
empty out
lines err 2
says err "bad.cfg:3: "
says err "bad.cfg:4: "

expect 0 check "$basis"
says out "source: "
expect 0 settings
says out "workforce"
says out '| `run.seed` |  | whole number, 0 or more |'
says out '| `run.replicates` |  | whole number, 1 to 100 million |'
says out '| `budget.tendered` | euro | number, 0 to 1 billion |'
grep '[0-9]e[+-]\?[0-9]\|inf' out | grep -v 'information' && fail "settings prints a limit that nobody can read"
expect 0 check --quiet "$basis" --set run.seed=9223372036854775807
expect 0 init new.cfg
expect 0 check --quiet new.cfg
cp new.cfg before.cfg
refuses "does not exist yet" init new.cfg
same new.cfg before.cfg
expect 0 run new.cfg -n 20 --no-plots --quiet -o o

# A new scenario names the basic one from its own folder, so that the two can move together.
grep '^extends = "/' new.cfg && fail "init writes an absolute path"
mkdir -p deep/down 'deep/with "quotes"'
ln -s deep/down elsewhere
for name in deep/down/a.cfg elsewhere/b.cfg deep//down/../c.cfg "$work/d.cfg" 'deep/with "quotes"/e.cfg'; do
    expect 0 init "$name"
    grep -q '^extends = "\.\./' "$name" || fail "$name: $(grep '^extends' "$name")"
    expect 0 check --quiet "$name"
done

# A symbolic link is another name for a scenario: what it extends lies beside the file that it points to.
mkdir -p links second/own
cp -r "$source/scenarios/." second
printf 'extends = "../basis.cfg";\nid = "eigen";\n' >second/own/new.cfg
ln -s "$source/scenarios/stop-2025.cfg" links/stop.cfg
ln -s stop.cfg links/again.cfg
ln -s ../second/own/new.cfg links/new.cfg
for name in links/stop.cfg links/again.cfg links/new.cfg; do
    expect 0 check --quiet "$name"
    empty err
done
printf 'extends = "stop.cfg";\nid = "eigen";\n' >links/own.cfg # a link beside a file that is none
expect 0 check --quiet links/own.cfg
printf 'extends = "../nergens.cfg";\nid = "x";\n' >second/bad.cfg
ln -s ../second/bad.cfg links/bad.cfg
refuses "links/bad.cfg:1: " check links/bad.cfg
expect 0 compare "$basis" "$source/scenarios/doorgaan-450.cfg" -n 50 -o c
filled c/compare.csv
says out "doorgaan-450"

# The default folder is out/<id>.
mkdir default && cd default || exit 1
"$program" run "$basis" -n 20 --no-plots --quiet >said 2>&1 || fail "run without --out"
empty said
filled out/basis/results.csv
finish
