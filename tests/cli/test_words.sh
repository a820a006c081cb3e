#!/bin/sh
# What the words of a run say of scenarios that are not the memo's: each row once, the caveat under the title, the
# pool's first and last year, whose hours they are, what the range is of, and whether the precision was met.
# shellcheck disable=SC2016 # what must not act is written in single quotes
. "$(dirname "$0")/lib.sh"

# tell SCENARIO LANGUAGE OPTION…: the tables are in the file told.
tell()
{
    told_of=$1
    told_in=$2
    shift 2
    expect 0 run "$source/scenarios/$told_of.cfg" -n 200 --no-plots -o "$told_of" --lang "$told_in" "$@"
    cp out told
}

# once FILE TEXT: one line has the text.
once()
{
    n=$(grep -cF -e "$2" "$1")
    [ "$n" -eq 1 ] || fail "$1 has $n lines with: $2"
}

# narrow FILE: no line is wider than a page.
narrow()
{
    columns=$(LC_ALL=C.UTF-8 wc -L <"$1")
    [ "$columns" -le 100 ] || fail "$1 is $columns columns wide"
}

# ---- rows, story ----
tell build5 en
once told "carried by a community   "
tell budgetkringen en
once told "of whom in a circle   "
once told "circles that meet   "
tell poort-evaluatie nl
sed -n 2p told | grep -q '^De evaluatie volgt hooguit zestig bereikte inwoners' || fail "the story is not under the title"
expect 0 run "$basis" -n 20 --no-plots -o story --set 'story="100 % {1} `id`"'
[ "$(sed -n 2p out)" = '100 % {1} `id`' ] || fail "a story acts: $(sed -n 2p out)"
expect 0 run "$basis" -n 20 --no-plots -o story --set 'story=""'
sed -n 2p out | grep -q '^Scenario basis' || fail "an empty story leaves a line: $(sed -n 2p out)"

# ---- what the range is of ----
says told "de marge is die van de besluiten en de index"
lacks told "de marge is die van de index"
n=$(grep -c '^Bedragen op het geplande pad' told)
[ "$(sed '/^Van memo/q' told | grep -c '^Bedragen op het geplande pad')" -eq 1 ] || fail "no planned path in the headline ($n)"
tell poort-evaluatie en
says told "the range is that of the decisions and the index"
tell basis en
says told "the range is the index's"

# ---- a pool that ends, or starts late ----
tell stop-2025 nl
says told "Vanaf 2026 is er geen pool meer."
says told "die dan wachten of worden geholpen, worden losgelaten"
says told "Indicatieve jaren 2026–2031, nog niet besloten: geen kosten."
lacks told "Bereikte inwoners in 2026"
lacks told "2026 indicatief"
lacks told "Kosten, indicatief"
sed -n '/^Capaciteit/,/^Uren per week/p' told >capacity
lacks capacity " 2027"
bars=policy.gates.besluit-2026.evaluation.at_least
tell poort-evaluatie en --set "$bars.door-450=0.9" --set "$bars.groei-700=0.95"
says told "From 2026 on no replicate has a pool any more."
tell bc-wmo-2022 en
says told "From 2027 on there is no pool any more."
says told "End of 2026: "
says told "Residents reached in 2024–2026: "
says told "are expected to be released"
says told "2024 indicative"
lacks told "2023 indicative"
for late in start-later almere-gemengd; do
    tell $late nl
    says told "2024 indicatief"
    lacks told "2023 indicatief"
done

expect 0 run "$source/scenarios/stop-2025.cfg" -n 20 --no-plots --quiet --half-year 2026-H1 -o half
says half/halfjaar-2026-H1.txt "In this half-year the scenario has no pool: there is nothing to report."
lacks half/halfjaar-2026-H1.txt Venlo
expect 0 run "$source/scenarios/stop-2025.cfg" -n 20 --no-plots --quiet --half-year 2025-H2 -o half --lang nl
says half/halfjaar-2025-H2.txt Venlo
lacks half/halfjaar-2025-H2.txt "geen pool"

# ---- whose hours ----
says told " betaalde"
says told "vrijwilligers werken zij dan"
lacks told "vrijwilligers gewenst en gemiddeld"
says told "meer aan vergoeding"
tell almere-gemengd en --set volunteers.target=500
says told "500 volunteers are wanted and "
says told "the allowance paid over all years is at least"

# ---- one replicate has no range; few are counted as one counts ----
expect 0 run "$basis" -n 1 --no-plots -o one --lang nl
says out "1 herhaling, startgetal"
says out "LET OP: 1 herhaling heeft geen marge"
lacks out "1 herhalingen"
# Neither has it a dash for one: the brackets are left out, here and on the page.
for told in out one/report.html; do
    tr '\n' ' ' <$told >joined
    lacks joined "– tot –"
    says joined "op 8,0 plaatsen, met"
    grep -qE 'Wmo-begeleiding van €( |&#160;)66,43\.' joined || fail "$told: the break-even of one replicate"
    grep -qE 'Van alle baten valt €( |&#160;)[0-9.]+ \(prijspeil\) na 2031' joined || fail "$told: the benefits of one replicate"
done
says one/report.html '<p class="warning">LET OP: 1 herhaling heeft geen marge'
expect 0 run "$basis" -n 1 --no-plots -o one --half-year 2025-H2
says one/halfjaar-2025-H2.txt " 1 replicate, seed"
lacks one/halfjaar-2025-H2.txt "– – –"
says out "NOTE: 1 replicate has no ranges"
expect 0 run "$basis" -n 2 --no-plots -o one
says out "2 replicates, seed"
lacks out "(5–95%: – to –)"
narrow err
expect 0 run "$basis" -n 2 --no-plots -o one --lang nl
narrow err

# ---- precision: asked and reached, also where the last round was the last that was allowed ----
expect 0 run "$basis" -n 20000 --precision 0.1 --no-plots -o precise
says out "The precision asked for (10.00%) is reached"
says precise/results.json '"precision_asked": 0.1'
says precise/results.json '"relative_error": 0.0'
expect 0 run "$basis" -n 300 --precision 0.5 --no-plots -o precise --lang nl
says out "De gevraagde nauwkeurigheid (50,00 %) is bereikt"
says precise/results.json '"precision_reached": true,'
expect 0 run "$basis" -n 300 --precision 0.0001 --no-plots -o precise --lang nl
says out "LET OP: de gevraagde nauwkeurigheid (0,01 %) is niet bereikt"
says precise/results.json '"precision_reached": false,'
expect 0 run "$basis" -n 300 --no-plots -o precise
lacks out "precision asked"
lacks precise/results.json precision_asked

# ---- a count of 1 has words of its own ----
expect 0 compare "$basis" "$source/scenarios/doorgaan-450.cfg" -n 1 --no-plots -o pair --lang nl
says out "1 herhaling, startgetal"
expect 0 show last --lang nl
says out "1 herhaling, startgetal"
expect 2 diff last/7 last
says err "this run has 2 scenarios: give a number from 1 to 2"
expect 0 run "$basis" -n 1 --no-plots -o one --page raad
says out "Projection with 1"
says out "replicate, seed"
expect 2 diff last/2 last
says err "this run has 1 scenario: give no other number than 1"
printf '# verzonnen\ngemeente;periode;bereikt\nVenlo;2024-H2;30\n' >one.csv
expect 0 calibrate "$basis" --reports one.csv -n 50 --no-plots -o one --lang nl
says out "op 1 VERZONNEN cijfer"
says out "Het ene cijfer zoals het gemeld is"
lacks out "1 cijfers"

# One replicate has no error and no chance to tell, of no difference.
expect 0 compare "$basis" "$source/scenarios/stop-2025.cfg" -n 1 --lang en --no-plots -o one
says out "NOTE: one replicate has no margins"
[ "$(grep -c '± [0-9]\|100%' out)" -eq 0 ] || fail "one replicate has an error or a chance: $(grep '± [0-9]\|100%' out | head -n 1)"
grep -q 'class="warning">NOTE: one replicate has no margins' one/report.html || fail "the page of one replicate does not warn"
finish
