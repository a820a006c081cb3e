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
    TERM=dumb script -qec "bash --noprofile --rcfile keys.bash -i" typed >/dev/null 2>&1
says typed "<my folder/b c.cfg>"
offers 'poolraming run --out ' 'my folder'
finish
