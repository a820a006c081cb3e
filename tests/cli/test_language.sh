#!/bin/sh
# Dutch and English: the language of --lang, else of the environment, else Dutch; nothing left in the other one.
. "$(dirname "$0")/lib.sh"
other=$source/scenarios/doorgaan-450.cfg

# speaks LANGUAGE: the language of what `poolraming --help` says in this environment
speaks()
{
    "$program" --help >out
    case $1 in
    nl) says out "Opdrachten:" ;;
    en) says out "Commands:" ;;
    esac
}
LANG=en_US.UTF-8 speaks en
LANG=en speaks en
LANG=nl_NL.UTF-8 speaks nl
LANG=C speaks nl
LANG=fr_FR.UTF-8 speaks nl
LANG='' speaks nl
LANG=nl_NL.UTF-8
LC_MESSAGES=en_GB.UTF-8
export LC_MESSAGES
speaks en
LC_ALL=nl_NL.UTF-8
export LC_ALL
speaks nl
LC_ALL=
speaks en
unset LC_ALL LC_MESSAGES
speaks nl
expect 0 --help --lang en
says out "Commands:"
LANG=en
refuses "is geen optie" run --lang nl --bogus
refuses "is geen optie" run --bogus --lang nl # what stands before it too
refuses "is geen opdracht" bogus --lang=nl

# leftovers FILE WORD…: none of the words, as words, in any case
leftovers()
{
    file=$1
    shift
    for word; do
        found=$(grep -i -w -e "$word" "$file" | head -n 1)
        [ -z "$found" ] || fail "$file holds \"$word\": $found"
    done
}
dutch="gemeente jaar jaren besloten indicatief herhalingen startgetal verwachting verrekening netto-effect samen
    bereikte inwoners wacht wachttijd uren kosten kostenpost totaal subtotaal toelichting boeking daling regio
    uitgangspunt verschil wint verliest oordeel prijspeil bestanden bestand let opmerking geen aanname aannamen bron"
english="municipality municipalities year years decided indicative replicates seed expected settlement net-effect
    together residents reached waiting hours cost costs total subtotal notes booking region base difference gains loses
    verdict prices files file note source assumption assumptions the and from with not"

# Labels and sources of the scenario are in the scenario's own language: taken from a file with neutral ones.
cat >neutral.cfg <<SCENARIO
extends = "$basis";
id = "neutral"; title = "T"; story = "S";
budget = { lines = ( { id = "fte"; label = "L1"; }, { id = "coordinator"; label = "L2"; },
    { id = "startbijeenkomsten"; label = "L3"; }, { id = "financieel-beheer"; label = "L4"; },
    { id = "contractmanagement"; label = "L5"; }, { id = "evaluatie"; label = "L6"; } ); };
themes = ( { id = "psychisch"; label = "A1"; }, { id = "armoede"; label = "A2"; }, { id = "dakloos"; label = "A3"; },
    { id = "geweld"; label = "A4"; }, { id = "verlies"; label = "A5"; }, { id = "ziekte"; label = "A6"; } );
SCENARIO
expect 0 run neutral.cfg -n 50 --no-plots -o o --lang en
# shellcheck disable=SC2086 # lists of words
{
    leftovers out $dutch
    leftovers err $dutch
    says out "Municipality"
    says out "€"
    expect 0 run neutral.cfg -n 50 --no-plots -o o --lang nl
    leftovers out $english
    leftovers err $english
    says out "Gemeente"
    says out "Bestanden: o"
    expect 0 compare neutral.cfg neutral.cfg -n 50 -o c --lang nl
    leftovers out $english
    expect 0 compare neutral.cfg "$other" -n 50 -o c --lang en
    sed 's/Doorgaan met 450.000 per jaar//' out >compared
    leftovers compared $dutch
    expect 0 sensitivity neutral.cfg -n 2000 --no-plots -o s --lang nl
    sed 's/[a-z_]*\.[a-z_.]*//g; s/(settlement)//' out >plain # ids of outcomes and settings are English
    leftovers plain $english
    expect 0 sensitivity neutral.cfg -n 2000 --no-plots -o s --lang en
    leftovers out $dutch
    for command in run compare sensitivity check init settings; do
        expect 0 $command --help --lang nl
        sed 's/--[a-z-]*//g' out >help # names of options are English
        leftovers help the and are below expected municipality
        expect 0 $command --help --lang en
        leftovers out de het een van geen herhalingen gemeente bestanden
    done
}
# Numbers: 1.234,5 and 1,234.5.
expect 0 run "$basis" -n 50 --no-plots -o o --lang nl
says out "900.000"
says out "419.760,00"
expect 0 run "$basis" -n 50 --no-plots -o o --lang en
says out "900,000"
says out "419,760.00"

# Every text has the same figures in both languages: what is left after turning the marks around.
figures()
{
    tr -cs '0-9.,' '\n' <"$1" | sed 's/[.,]*$//; s/^[.,]*//' | grep '[0-9]' | tr -d '.,' | sort | uniq -c
}
expect 0 run neutral.cfg -n 50 --no-plots -o o --lang nl
figures out >figures.nl
expect 0 run neutral.cfg -n 50 --no-plots -o o --lang en
figures out >figures.en
same figures.nl figures.en

# The register and the reference.
expect 0 check neutral.cfg --lang en
says out "      source: "
lacks out "      bron: "
expect 0 settings --lang en
says out "Settings"
leftovers out gemeente instelling standaardwaarde aantal herhalingen
expect 0 settings --lang nl
says out "Instellingen"
expect 0 init template.cfg --lang en
says out "is written"
expect 0 init sjabloon.cfg --lang nl
says out "is geschreven"
expect 0 check --quiet template.cfg
expect 0 check --quiet sjabloon.cfg

# What is wrong is said in the language too: in a file, in a folder, in a chart, in figures.
printf 'extends = "%s";\nworkforce = { filling_per_mnth = 0.3; };\n' "$basis" >fout.cfg
refuses "fout.cfg:2: workforce.filling_per_mnth is geen instelling: bedoelt u filling_per_month?" check fout.cfg --lang nl
refuses "fout.cfg:2: workforce.filling_per_mnth is not a setting: did you mean filling_per_month?" check fout.cfg --lang en
refuses "run.seed is -1: verwacht: een geheel getal" check "$basis" --set run.seed=-1 --lang nl
printf 'gemeente;periode;uren\nVenlo;2024-H1;12.5\n' >fout.csv
refuses "fout.csv:2: uren is \"12.5\": verwacht: een decimale komma" calibrate "$basis" --reports fout.csv --lang nl
: >geen-map
expect 1 init geen-map/nieuw.cfg --lang nl
says err "het is geen map"
lacks err "Not a directory"
mkdir leeg
PATH=$work/leeg expect 0 run "$basis" -n 20 -o o --lang nl
says err "Waarschuwing: grafiek"
says err "\"gnuplot\" kan niet worden gestart: dat bestand of die map bestaat niet"
expect 0 run "$basis" -n 20 --no-plots --quiet -o o --archive none
echo x >x.db
expect 1 show last --archive x.db --lang nl
says err "het bestand is geen archief"
finish
