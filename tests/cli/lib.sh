# shellcheck shell=sh disable=SC2034 # its variables are used by the tests
# What the tests of the command line share. A test is called as: sh test_x.sh PROGRAM SOURCE
# It works in a folder of its own that goes away with it; English messages unless it says otherwise.
set -u
program=$1
source=$2
basis=$source/scenarios/basis.cfg
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
unset LC_ALL LC_MESSAGES
LANG=en
XDG_DATA_HOME=$work/share # the archive of runs: never the user's own
export LANG XDG_DATA_HOME
failures=0

fail()
{
    echo "FAILED: $*"
    failures=$((failures + 1))
}

# expect STATUS ARGUMENT…: runs the program; what it says is in the files out and err.
expect()
{
    expected_status=$1
    shift
    "$program" "$@" >out 2>err </dev/null
    status=$?
    if [ "$status" -ne "$expected_status" ]; then
        fail "poolraming $*: exit $status, expected $expected_status"
        head -n 5 err
    fi
}

# says FILE TEXT: the file holds the text.
says()
{
    grep -qF -e "$2" "$1" || {
        fail "$1 does not say: $2"
        head -n 5 "$1"
    }
}

lacks()
{
    if grep -qF -e "$2" "$1"; then
        fail "$1 says: $2"
    fi
}

# lines FILE COUNT
lines()
{
    n=$(wc -l <"$1")
    [ "$n" -eq "$2" ] || {
        fail "$1 has $n lines, expected $2"
        head -n 5 "$1"
    }
}

empty()
{
    [ ! -s "$1" ] || {
        fail "$1 should be empty"
        head -n 3 "$1"
    }
}

filled()
{
    [ -s "$1" ] || fail "$1 is missing or empty"
}

same()
{
    cmp -s "$1" "$2" || fail "$1 and $2 differ"
}

# A refusal: exit 2, nothing on stdout, one line on stderr that holds TEXT.
refuses()
{
    text=$1
    shift
    expect 2 "$@"
    empty out
    lines err 1
    says err "$text"
}

# Waits for a condition, at most a minute: something that is busy, on whatever machine.
await()
{
    tries=0
    until eval "$1" 2>/dev/null; do
        tries=$((tries + 1))
        [ $tries -lt 600 ] || {
            fail "it never came to: $1"
            return 1
        }
        sleep 0.1
    done
}

# Waits until a program hears Ctrl-C, as it does once it samples; the shell that becomes it may hear it too.
listens()
{
    await "grep -q '^Name:.*poolraming' /proc/$1/status && grep -q '^SigCgt:.*[2367abef]\$' /proc/$1/status"
}

# The files of an output folder with their checksums, and how many temporaries a run left.
sums()
{
    (cd "$1" && find . -type f -exec cksum {} + | sort)
}

no_temporaries()
{
    left=$(find "$1" -name '*.tmp' | head -n 1)
    [ -z "$left" ] || fail "a temporary file is left: $left"
}

finish()
{
    [ "$failures" -eq 0 ] || {
        echo "$failures failed"
        exit 1
    }
    exit 0
}
