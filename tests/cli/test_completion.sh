#!/bin/sh
# Completion in a real bash: commands, options, their values, scenario files, runs that are kept.
. "$(dirname "$0")/lib.sh"
expect 0 completion bash
cp out completion.bash
bash -n completion.bash || fail "bash does not read it"
refuses "expected bash" completion fish
mkdir -p 'bin' 'my folder'
ln -s "$program" bin/poolraming
PATH=$work/bin:$PATH
touch mine.cfg 'my folder/b c.cfg' figures.csv other.txt

# completes LINE EXPECTED: what bash has for the last word of the line; a blank at its end begins a new word.
cat >ask.bash <<'ASK'
source ./completion.bash || exit 1
compopt() { :; } # only while bash itself completes
IFS= read -r line
read -ra COMP_WORDS <<<"${line//=/ = }"
[[ $line == *' ' || $line == *= ]] && COMP_WORDS+=('')
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
COMP_LINE=$line COMP_POINT=${#line}
$(complete -p poolraming | sed 's/.*-F \([^ ]*\) .*/\1/') poolraming "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
printf '%s\n' "${COMPREPLY[@]}"
ASK
completes()
{
    printf '%s\n' "$1" | bash --norc --noprofile ask.bash 2>err | sort | tr '\n' ' ' | sed 's/ $//' >answer
    [ "$(cat answer)" = "$2" ] || fail "\"$1\" gives \"$(cat answer)\", expected \"$2\""
    empty err
}
offers() # LINE WORD: among others
{
    printf '%s\n' "$1" | bash --norc --noprofile ask.bash 2>err | grep -qx -e "$2" || fail "\"$1\" lacks $2"
}
completes 'poolraming r' 'rerun run runs'
completes 'poolraming se' 'sensitivity settings'
completes 'poolraming comp' 'compare'
completes 'poolraming help ca' 'calibrate'
completes 'poolraming --v' '--version'
completes 'poolraming run --pre' '--precision'
completes 'poolraming run --plots' '--plots --plots-seconds'
completes 'poolraming check --dra' ''
completes 'poolraming run --sampling ' 'lhs mc sobol'
completes 'poolraming run --sampling=s' 'sobol'
completes 'poolraming run --csv=' 'nl rfc4180'
completes 'poolraming --lang ' 'en nl'
completes 'poolraming --lang nl run --page r' 'raad'
completes 'poolraming run mi' 'mine.cfg'
completes 'poolraming run ' 'bin mine.cfg my folder'
completes 'poolraming compare mine.cfg m' 'mine.cfg my folder'
completes 'poolraming calibrate mine.cfg --reports f' 'figures.csv'
completes 'poolraming run -n 20 -o b' 'bin'
completes 'poolraming run -n ' ''
completes 'poolraming explain mine.cfg surplus.reduction_' 'surplus.reduction_net'
completes 'poolraming explain -n 5 mine.cfg settl' 'settlement'
completes 'poolraming sensitivity mine.cfg --outcome service.resid' 'service.residents_reached'
completes 'poolraming runs ' ''

# Every option that takes a value has a case, and offers what may follow it.
completes 'poolraming run --municipality V' 'Venlo Venray'
completes 'poolraming sensitivity mine.cfg --municipality=ho' 'Horst\ aan\ de\ Maas'
completes 'poolraming run --municipality "pe' 'Peel en Maas'
[ "$(printf 'poolraming run --municipality \n' | bash --norc --noprofile ask.bash | wc -l)" -eq 14 ] ||
    fail "not every municipality is offered"
completes 'poolraming explain mine.cfg surplus.reduction Ven' 'Venlo Venray'
completes 'poolraming explain mine.cfg surplus.reduction 2025' '2025 2025-H1 2025-H2'
completes 'poolraming explain mine.cfg surplus.reduction Venlo a' 'all'
completes 'poolraming sensitivity mine.cfg --period 2031' '2031 2031-H1 2031-H2'
completes 'poolraming decide mine.cfg --from 203' '2030 2031'
completes 'poolraming run --half-year 2024' '2024-H1 2024-H2'
completes 'poolraming run --set workforce.fill' 'workforce.filling_per_month='
completes 'poolraming run --set budget.booking=' 'project total'
completes 'poolraming run --set budget.booking=t' 'total'
completes 'poolraming run --set workforce.filling_per_month=' ''
completes 'poolraming explain --set budget.booking=total mine.cfg surplus.reduction_' 'surplus.reduction_net'
offers 'poolraming run --archive ' none
offers 'poolraming run --archive ' other.txt
for option in detail progress plots format; do
    [ "$(printf 'poolraming run --%s \n' $option | bash --norc --noprofile ask.bash | wc -l)" -ge 2 ] ||
        fail "nothing is offered behind --$option"
done
for option in --out --reports --ova; do
    offers "poolraming calibrate $option " 'my folder'
done
taking=$("$program" manual --lang en | sed -n 's/.*\\-\\-\\fR\\fB\([a-z\\-]*\)\\fR \\fI.*/\1/p' | tr -d '\\' | sort -u)
[ "$(echo "$taking" | wc -l)" -ge 25 ] || fail "the manual has only $(echo "$taking" | wc -l) options with a value"
for option in $taking; do
    grep -q "^    \(-.|\)\?--$option) " completion.bash || fail "completion does not know --$option"
done
completes 'poolraming show ' 'last'
expect 0 run "$basis" -n 20 --no-plots --quiet -o o
id=$("$program" runs | sed -n 's/^\([0-9a-f]\{8\}\) .*/\1/p')
completes 'poolraming show ' "$id last"
completes "poolraming diff last $(printf %.3s "$id")" "$id"

# Every option that a command takes is offered, and no other.
for command in run compare decide explain sensitivity calibrate check init runs show rerun diff settings; do
    "$program" $command --help | sed -n 's/^ .[^-]*\(-., \)\{0,1\}\(--[a-z-]*\).*/\2/p' | grep -e '^--' | sort -u >wanted
    [ "$(wc -l <wanted)" -ge 4 ] || fail "the help of $command has too few options to compare with"
    printf 'poolraming %s --\n' $command | bash --norc --noprofile ask.bash | sort >offered
    same wanted offered
done

# In bash itself, with its own keys: a name with a blank is quoted.
cat >keys.bash <<'KEYS'
PS1='$ '
source ./completion.bash
poolraming() { printf '<%s>\n' "$@"; }
KEYS
(sleep 1; printf 'poolraming run my\tb\t\n'; sleep 1; printf 'exit\n') |
    TERM=dumb timeout 20 script -qec "bash --noprofile --rcfile keys.bash -i" typed >/dev/null 2>&1
says typed "<my folder/b c.cfg>"
(sleep 1; printf 'poolraming run --municipality ho\t\npoolraming run --municipality "Pe\t\n'; sleep 1; printf 'exit\n') |
    TERM=dumb timeout 20 script -qec "bash --noprofile --rcfile keys.bash -i" typed >/dev/null 2>&1
says typed "<Horst aan de Maas>"
says typed "<Peel en Maas>"
offers 'poolraming run --out ' 'my folder'
finish
