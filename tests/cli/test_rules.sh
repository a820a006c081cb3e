#!/bin/sh
# decide on a scenario with gates: the best rules in words, the same figures in every output, the same bytes for any
# number of threads, and nothing where there is no choice.
. "$(dirname "$0")/lib.sh"
gates=$source/scenarios/poort-evaluatie.cfg
growth=$source/scenarios/poort-groei.cfg

expect 0 decide "$gates" --value 2000 -n 300 -j 1 -o a
says out "Rules for extension"
says out "If a resident reached is worth €2,000 (as given)"
says out "Decision on 2026–2028 (September 2025, on what is known up to and including June 2025)"
says out "more than the best fixed path"
# The scenario's own rules in words, and where they stand: the figures of the file.
tr '\n' ' ' <out >joined
says joined "These are the rules that the scenario itself follows"
says joined "Doorgaan met 450.000 from 1%, Groeien naar 700.000 from 5%; else Stoppen."
says joined "less than the best fixed path, which looks at nothing."
says joined "That is due to these rules, not to the moment of decision"
tr -d '\r' <a/rules_value.csv | awk -F, '$5 == "own" { own = $10; gain = $12; above = $14 } $5 == "fixed" { fixed = $10 }
    $7 == "yes" { advised = $10 } END { exit !((own - fixed - gain) ^ 2 < 1 && (own - advised - above) ^ 2 < 1 && gain < 0) }' ||
    fail "the scenario's own rules do not stand where the file says"
# Amounts have the digits of the differences between rules: advised less fixed, as printed, is the gain as printed.
sed -n '/^Best fixed path/p; /^Two conditions/p' out | sed 's/,//g; s/^[A-Za-z ]*//' | awk 'NR == 1 { fixed = $3 }
    NR == 2 { d = $3 - fixed - $5; exit !(d * d <= 1.0001) }' || fail "the gain is not the difference of what is printed"
says out "All known beforehand (bound)"
says out "By rounding, amounts may differ by one in the last digit from the sum of their parts."
lacks out "assumption: there is no sourced figure"
cp out text
expect 0 decide "$gates" --value 2000 -n 300 -j 3 -o b
for file in rules.csv rules_value.csv rules_share.csv decide.json; do
    same "a/$file" "b/$file"
done
sed '/^Files: /,$d' out >other
sed '/^Files: /,$d' text | cmp -s - other || fail "the screen depends on the number of threads"
no_temporaries a
[ ! -e a/decide.csv ] || fail "options were weighed where there is one"

# Rows: three levels, without the evaluation and six kinds of the first gate at most; every rule has its paths.
tr -d '\r' <a/rules.csv >rules
head -n 1 rules | grep -q '^scenario,value,set,conditions,advised,gate,year,after,comes_by,rule,' || fail "columns of rules.csv"
[ "$(awk -F, '$3 == "two"' rules | wc -l)" = 3 ] || fail "a rule for each choice"
[ "$(awk -F, 'NR > 1 && $5 == "yes" { print $3 }' rules | sort -u | wc -l)" = 1 ] || fail "one set is advised"
awk -F, 'NR > 1 && $17 == ""' rules | grep . && fail "a rule without a path"
tr -d '\r' <a/rules_share.csv | awk -F, 'NR > 1 { sum[$3] += $6 }
    END { for (g in sum) bad = bad || (sum[g] - 1) ^ 2 > 1e-16; exit bad }' || fail "shares do not add to 1"
# gain = net benefit less that of the fixed path; the bound is not below the rules
tr -d '\r' <a/rules_value.csv | awk -F, '
    $5 == "fixed" { fixed = $10 } $7 == "yes" { advised = $10; gain = $12 } $5 == "foresight" { bound = $10 }
    END { exit !((advised - fixed - gain) ^ 2 < 1 && bound >= advised) }' || fail "figures of rules_value.csv do not fit"

# JSON: what the file has, on the screen too.
expect 0 decide "$gates" --value 2000 -n 300 -o c --format json
same out c/decide.json
says out '"rules_value"'
lacks out '"acceptability"'

# Without a value: several, told as assumptions; Dutch.
expect 0 decide "$growth" -n 300 --lang nl -o d
says out "(aanname: een cijfer met bron is er niet)"
says out "De regels die het scenario zelf volgt, brengen"
lacks out "evaluatie verandert"
[ "$(tr -d '\r' <d/rules_value.csv | awk -F, 'NR > 1 { print $2 ":" $4 }' | sort -u | wc -l)" -ge 3 ] || fail "fewer than three values"
tr -d '\r' <d/rules_value.csv | awk -F, 'NR > 1 && $4 != "no"' | grep . && fail "an assumed value is told as given"
says out "wacht of"
expect 0 decide "$growth" -n 300 --csv nl -o d --quiet
head -n 1 d/rules.csv | grep -q ';' || fail "no Dutch dialect"

# What a success is worth makes the evaluation worth something; both are told.
expect 0 decide "$gates" --value 0 --success-value 60000 -n 1000 -o s
says out "A success counts for €60,000 on top (as given)."
says out "The result of the evaluation is worth"
tr -d '\r' <s/rules_value.csv | awk -F, 'NR > 1 && $3 != 60000' | grep . && fail "the value of a success is missing"

# Beside other options: their tables, then the rules; an earlier run's rules do not stay without gates.
expect 0 decide "$basis" "$gates" --value 1500 -n 200 --no-plots -o e
says out "Rules for extension"
filled e/decide.csv
filled e/rules.csv
says e/decide.json '"acceptability"'
says e/decide.json '"rules_share"'
expect 0 decide "$basis" "$source/scenarios/stop-2025.cfg" --value 1500 -n 200 --no-plots -o e
[ ! -e e/rules.csv ] || fail "rules of an earlier run stay"
lacks out "Rules for extension"

refuses "expected at least two options" decide "$source/scenarios/stop-2025.cfg" -n 200
refuses "expected at least 100" decide "$gates" -n 99 --value 1500
refuses "gate" decide "$gates" -n 200 --set policy.gates.besluit-2026.choose=fixed \
    --set policy.gates.besluit-2026.path=groei-700 --set policy.gates.besluit-2029.choose=fixed \
    --set policy.gates.besluit-2029.path=groei-700
finish
