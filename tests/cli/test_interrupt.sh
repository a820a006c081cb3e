#!/bin/sh
# Ctrl-C ends a run with whole files that say how many replicates they hold; the progress line says what is left.
. "$(dirname "$0")/lib.sh"

"$program" run "$basis" -n 50000000 -j 2 --no-plots --progress always -o o >out 2>err &
run=$!
await "grep -q 'replicates (' err"
kill -INT $run
wait $run
status=$?
cp err interrupted
[ $status -eq 130 ] || fail "exit $status after Ctrl-C, expected 130"
said=$(sed -n 's/^Interrupted: the files in o rest on \([0-9]*\) replicates\.$/\1/p' err)
[ "$((${said:-0} % 1024))" -eq 0 ] && [ "${said:-0}" -ge 1024 ] || fail "the message names no count: $(tail -n 1 err)"
says o/results.json "\"replicates\": $said,"
says o/results.json '"interrupted": true,'
no_temporaries o
# What it holds is what a run of that many replicates gives, up to how quantiles are found.
expect 0 run "$basis" -n "$said" --no-plots --quiet -o whole
same o/budget.csv whole/budget.csv
cut -d, -f1-7 o/results.csv >moments
cut -d, -f1-7 whole/results.csv >moments.whole
same moments moments.whole
# The progress lines: done of most, share, time left.
grep -q '^[0-9]* of 50000000 replicates ([0-9]*%), [0-9]* \(s\|min\|h\) left$' interrupted || fail "no progress line"
[ "$(tr -dc '\r\033' <interrupted | wc -c)" -eq 0 ] || fail "terminal codes in a file of progress"

# Ctrl-C while gnuplot hangs: the figures stand, the charts are left out, gnuplot is ended too.
mkdir bin
cat >bin/gnuplot <<'HANG'
#!/bin/sh
echo $$ >"$HANGING"
exec sleep 1000
HANG
chmod +x bin/gnuplot
HANGING=$work/hanging PATH=$work/bin:$PATH "$program" run "$basis" -n 20 -o hung >out 2>err &
run=$!
await "grep -q . hanging"
kill -INT $run
wait $run
status=$?
[ $status -eq 130 ] || fail "exit $status after Ctrl-C at the charts, expected 130"
says err "Interrupted: the files in hung rest on 20 replicates."
says err "gnuplot was ended because the run was interrupted"
filled hung/results.csv
no_temporaries hung
kill -0 "$(cat hanging)" 2>/dev/null && fail "gnuplot goes on by itself"

# A comparison that is interrupted.
"$program" compare "$basis" "$source/scenarios/doorgaan-450.cfg" -n 50000000 -j 2 --progress always -o c >out 2>err &
run=$!
await "grep -q 'replicates (' err"
kill -INT $run
wait $run
status=$?
[ $status -eq 130 ] || fail "exit $status after Ctrl-C in a comparison, expected 130"
grep -q '^Interrupted: the files in c rest on [0-9]* replicates\.$' err || fail "no count after an interrupted comparison"
filled c/compare.csv
says c/report.html "What moves the net effect most is missing here: the computation was interrupted"
no_temporaries c

# After the last replicate, while it is looked at what moves the net effect: whoever stops with 130 says why, and the files
# are whole. (On a machine where that is over at once the signal comes too late: then it ends with 0.)
for command in "run $basis" "compare $basis $source/scenarios/doorgaan-450.cfg"; do
    rm err
    # shellcheck disable=SC2086
    "$program" $command -n 2048 -j 1 --no-plots --quiet --progress always -o late >out 2>err &
    run=$!
    await "grep -q '2048 of 2048 replicates' err"
    kill -INT $run 2>/dev/null
    wait $run
    status=$?
    if [ $status -eq 130 ]; then
        says err "Interrupted: the files in late rest on 2048 replicates."
    elif [ $status -ne 0 ]; then
        fail "exit $status after Ctrl-C behind the last replicate of ${command%% *}, expected 130 or 0"
    fi
    filled late/report.html
    no_temporaries late
done

# A study of sensitivity that is interrupted: what was finished stands.
rm err # what an earlier run said is not what is waited for
"$program" sensitivity "$basis" -n 50000000 -j 2 --no-plots --progress always -o s >out 2>err &
run=$!
await "grep -q 'replicates (' err"
kill -INT $run
wait $run
status=$?
[ $status -eq 130 ] || fail "exit $status after Ctrl-C in a sensitivity, expected 130"
grep -q '^Interrupted: the files in s rest on [0-9]* evaluations\.$' err || fail "no count after an interrupted sensitivity"
says s/sensitivity.json '"interrupted": true,'
filled s/sensitivity.csv
filled s/tornado.csv
no_temporaries s

# Progress: never unless asked for where stderr is no terminal.
expect 0 run "$basis" -n 2000 --no-plots -o quiet
lacks err "replicates ("
expect 0 run "$basis" -n 2000 --no-plots --quiet -o quiet
empty err
expect 0 run "$basis" -n 2000 --no-plots --quiet --progress always -o quiet --lang nl
tail -n 1 err | grep -q '^2000 van 2000 herhalingen (100 %), nog 0 s$' || fail "progress does not end at 100 %: $(tail -n 1 err)"
expect 0 run "$basis" -n 20000 --precision 0.1 --no-plots -o precise
[ "$(sed -n 's/.*"replicates": \([0-9]*\),/\1/p' precise/results.json)" -lt 20000 ] || fail "--precision does not stop"
says precise/results.json '"precision_reached": true,'
finish
