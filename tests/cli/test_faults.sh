#!/bin/sh
# A full disk and a folder that cannot be written: exit 1 (2 for a file where the option wants a folder), one clear
# line, the earlier files as they were, no temporary left.
. "$(dirname "$0")/lib.sh"

# fails TEXT ARGUMENT…
fails()
{
    text=$1
    shift
    expect 1 "$@"
    lines err 1
    says err "$text"
}

small="-n 20 --no-plots --quiet"
# shellcheck disable=SC2086 # a list of words
{
    # A file where the folder should be, below a file, and places that no one can write in, root neither.
    echo mine >file
    refuses "file is not a folder" run "$basis" $small -o file
    refuses "--out: file is not a folder" run "$basis" $small -o file/sub/sub
    [ "$(cat file)" = mine ] || fail "the file in the way is changed"
    fails "the folder cannot be created" run "$basis" $small -o /proc/poolraming
    refuses "--out: /dev/null is not a folder" run "$basis" $small -o /dev/null/x
    refuses "--out: file is not a folder" compare "$basis" "$basis" -n 20 --quiet -o file/sub
    long=$(printf '%0300d' 0)
    fails "File name too long" run "$basis" $small -o "$long"
    fails "nowhere/new.cfg" init nowhere/new.cfg

    # A folder where a file should be: nothing else is replaced.
    expect 0 run "$basis" $small -o o
    sums o >before
    mv o/surplus.csv kept.csv && mkdir o/surplus.csv
    fails "surplus.csv: cannot be written: Is a directory" run "$basis" $small --seed 5 -o o
    rmdir o/surplus.csv && mv kept.csv o/surplus.csv
    sums o >after
    same before after
    no_temporaries o

    # An unwritable folder, for those to whom rights matter.
    chmod 555 o
    if ! touch o/probe 2>/dev/null; then
        fails "Permission denied" run "$basis" $small --seed 5 -o o
        sums o >after
        same before after
    fi
    chmod 755 o
    rm -f o/probe

    # A full disk, at each file in turn: the largest file that a process may write is so many blocks of 512 bytes.
    # What the program says goes through a pipe, which has no such limit.
    for blocks in 1 4 8 16 40 1000 4000 8000; do
        { (ulimit -f $blocks && exec "$program" run "$basis" $small --seed 5 -o o 2>&1) || echo "exit $?"; } | cat >said
        lines said 2
        says said "cannot be written: File too large"
        says said "exit 1"
        sums o >after
        same before after
        no_temporaries o
    done
    { (ulimit -f 1 && exec "$program" init full.cfg 2>&1) || echo "exit $?"; } | cat >said
    lines said 2
    says said "exit 1"
    [ ! -e full.cfg ] || fail "half a scenario is left"

    # A first run that fails leaves no files either.
    { (ulimit -f 1000 && exec "$program" run "$basis" $small -o new 2>&1) || echo "exit $?"; } | cat >said
    says said "exit 1"
    [ -z "$(ls -A new)" ] || fail "files of a failed run: $(ls -A new)"
}

# Standard output on a full disk, past its limit, or closed.
full()
{
    "$program" "$@" >/dev/full 2>err </dev/null
    status=$?
    [ "$status" -eq 1 ] || fail "poolraming $* on a full disk: exit $status"
    says err "the output cannot be written: No space left on device"
}
if [ -w /dev/full ]; then
    full --help
    full --version
    full run --help
    full settings
    full check "$basis"
    full run "$basis" --draw 0
    full run "$basis" -n 20 --no-plots -o stdout
    filled stdout/results.csv # the files were whole before the tables were printed
    full run "$basis" -n 20 --no-plots --format json -o stdout
    full compare "$basis" "$basis" -n 20 -o stdout
    if command -v gnuplot >/dev/null; then
        full run "$basis" -n 20 --quiet --plots terminal -o stdout
    fi
fi
{ (ulimit -f 4 && exec "$program" settings 2>&1 >limited) || echo "exit $?"; } | cat >said
says said "File too large"
says said "exit 1"
"$program" --version >&- 2>err
[ $? -eq 1 ] || fail "a closed standard output goes unnoticed"
says err "cannot be written"
"$program" run "$basis" -n 20 --no-plots -o closed >&- 2>&- <&-
[ $? -eq 1 ] || fail "closed standard streams go unnoticed"
"$program" run "$basis" -n 20 --no-plots -o open >/dev/null 2>&1
for file in results.csv curve.csv budget.csv surplus.csv bridge.csv begrotingswijziging.csv; do
    same closed/$file open/$file
done
finish
