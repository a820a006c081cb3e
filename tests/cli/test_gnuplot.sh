#!/bin/sh
# gnuplot missing, hanging, failing or raving: a warning with the reason, exit 0, the figures stand, no half chart.
. "$(dirname "$0")/lib.sh"

# figures: the run of the last expect has all its files and no chart.
figures()
{
    for file in results.csv curve.csv budget.csv surplus.csv bridge.csv begrotingswijziging.csv results.json; do
        filled "o/$file"
    done
    same o/results.csv reference/results.csv
    [ -z "$(find o -name '*.svg')" ] || fail "$1: a chart is left"
    no_temporaries o
}

# with FOLDER ARGUMENT…: a run whose PATH begins with the folder, over charts of an earlier run
with()
{
    folder=$1
    shift
    mkdir -p o/plots
    echo old >o/plots/kosten.svg
    PATH=$work/$folder:$PATH "$program" run "$basis" -n 20 --quiet -o o "$@" >out 2>err </dev/null
    status=$?
    [ $status -eq 0 ] || fail "$folder: exit $status"
    figures "$folder"
    empty out
}

stand_in()
{
    mkdir "$1"
    {
        echo '#!/bin/sh'
        cat
    } >"$1/gnuplot"
    chmod +x "$1/gnuplot"
}

expect 0 run "$basis" -n 20 --quiet --no-plots -o reference
empty err

# Missing: one warning for all charts.
mkdir nothing
mkdir -p o/plots && echo old >o/plots/kosten.svg
PATH=$work/nothing "$program" run "$basis" -n 20 --quiet -o o >out 2>err </dev/null || fail "missing: exit $?"
figures missing
lines err 1
says err 'Warning: '
says err '"gnuplot" cannot be started: No such file or directory'

# There, but no program.
mkdir unusable && echo 'no program' >unusable/gnuplot && chmod 644 unusable/gnuplot
PATH=$work/unusable "$program" run "$basis" -n 20 --quiet -o o >out 2>err </dev/null || fail "unusable: exit $?"
figures unusable
says err 'cannot be started: Permission denied'

# Hanging: ended in its time with all that it started; the other charts are not waited for.
stand_in hanging <<'BODY'
sleep 1000 &
echo $$ $! >"$HANGING"
wait
BODY
HANGING=$work/pids
export HANGING
begin=$(date +%s)
with hanging --plots-seconds 0.5
[ $(($(date +%s) - begin)) -lt 20 ] || fail "a hanging gnuplot is waited for too long"
lines err 1
says err "and those after it are left out: gnuplot did not finish within 0.5 s and was ended"
sleep 0.2
read -r leader child <pids
for pid in $leader $child; do
    # Gone, or waiting for its new parent to notice.
    state=$(sed -n 's/^State:[[:space:]]*\(.\).*/\1/p' "/proc/$pid/status" 2>/dev/null)
    case $state in
    '' | Z) ;;
    *) fail "process $pid that hung is still there ($state)" ;;
    esac
done
with hanging --plots-seconds 0.5 --lang nl
says err "gnuplot was na 0,5 s niet klaar en is gestopt"

# Failing, with its words on one line; half a picture before that.
stand_in failing <<'BODY'
cat >/dev/null
echo '<?xml version="1.0"?><svg>'
printf 'line 3:\n\tundefined variable: x\n\033[31m' >&2
exit 1
BODY
with failing
lines err 7 # six charts, and those of the municipalities
says err "Warning: chart kosten is left out: gnuplot failed (status 1): line 3: undefined variable: x"
[ "$(tr -dc '\033' <err | wc -c)" -eq 0 ] || fail "an escape of gnuplot reaches the terminal"

# Killed; not reading its input; saying nothing; half a picture and content; bytes of all kinds; a flood of words.
stand_in killed <<'BODY'
echo '<svg>'
kill -9 $$
BODY
with killed
says err "gnuplot was ended by signal 9"
stand_in deaf <<'BODY'
exec <&-
exit 0
BODY
with deaf
says err "gnuplot failed (status 0): it said nothing"
stand_in half <<'BODY'
cat >/dev/null
echo '<?xml version="1.0"?><svg><text>half'
BODY
with half
says err "not a whole SVG picture"
stand_in raving <<'BODY'
cat >/dev/null
head -c 300000 /dev/urandom
BODY
with raving
lines err 7 # six charts, and those of the municipalities
says err "not a whole SVG picture"
stand_in flooding <<'BODY'
head -c 3000000 /dev/zero | tr '\0' x >&2
exit 7
BODY
with flooding
says err "gnuplot failed (status 7): xxx"
[ "$(wc -c <err)" -lt 10000 ] || fail "a flood of words is passed on"

# On the terminal the same.
PATH=$work/failing:$PATH "$program" run "$basis" -n 20 --quiet --plots terminal -o o >out 2>err || fail "terminal: exit $?"
empty out
says err "undefined variable"

# In Dutch the warning says so.
with killed --lang nl
says err "Waarschuwing: "

# The real one, where there is one.
if command -v gnuplot >/dev/null; then
    expect 0 run "$basis" -n 20 --quiet -o o
    empty err
    for chart in kosten daling capaciteit vraag overschrijding baten; do
        filled o/plots/$chart.svg
        says o/plots/$chart.svg '</svg>'
    done
    says o/plots/kosten.svg 'Basis: de memo, 700.000'
    expect 0 run "$basis" -n 20 --quiet --plots terminal -o o --lang en
    says out "Cost"
    [ "$(tr -dc '\033' <out | wc -c)" -eq 0 ] || fail "terminal codes in a chart"

    # The templates work by hand too, on the folder of a run.
    by_hand() { # TEMPLATE ARGUMENT…: draws hand.svg without a word
        template=$1
        shift
        rm -f hand.svg
        gnuplot -c "$source/plots/$template.gp" "$@" >out 2>err || fail "$template by hand: exit $?"
        empty err
        says hand.svg '</svg>'
    }
    expect 0 run "$basis" -n 20 --quiet --no-plots --half-year 2025-H2 -o h
    expect 0 run "$source/scenarios/almere-gemengd.cfg" -n 20 --quiet --no-plots -o a
    by_hand baten h hand.svg
    says hand.svg 'Quitte pas bij'
    by_hand mechanism-volunteers a hand.svg 'a caption'
    says hand.svg 'a caption'
    by_hand mechanism-modes hand.svg h a h
    by_hand mechanism-half-year-report h hand.svg 2025-H2
    says hand.svg 'Venlo'
    by_hand mechanism-work-from-benefit h hand.svg
    by_hand mechanism-fan h hand.svg index.ova 'a title' 'a unit' 'a caption'
    says hand.svg 'a title'
fi
finish
