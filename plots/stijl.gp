# What all charts share. Loaded by each template; by hand nothing needs to be done with it.
# Colours are those of Okabe and Ito, which colour-blind readers can tell apart; lines differ in dashes too.
set encoding utf8
set datafile separator comma
blue = "#0072B2"; orange = "#E69F00"; green = "#009E73"; red = "#D55E00"
sky = "#56B4E9"; purple = "#CC79A7"; yellow = "#F0E442"; grey = "#595959"
array colours[7] = [blue, orange, green, purple, sky, red, yellow]
array faint[7] = ["#CFE3F1", "#FBECCB", "#D0EDE5", "#F5E7EF", "#DDF0FB", "#F8E0CF", "#FCF9D9"]
array pales[7] = ["#8CC0DC", "#F4D48C", "#8CD3C0", "#E8C3D7", "#B3DDF5", "#ECB78C", "#F8F3AD"]

terminal_given = exists("on_terminal")
small = "Arial,12"
if (!exists("from_program")) { set decimalsign ","; thousand = "." }

# "1.200": no locale needs to be installed for it.
figure(x) = x < 0 ? "-".figure(-x) : x < 999.5 ? sprintf("%.0f", x) : \
            figure(floor((x + 0.5) / 1000)).thousand.sprintf("%03.0f", floor(x + 0.5) - 1000 * floor((x + 0.5) / 1000))
# A value in the digits that its standard error (0: none, whole) supports, as the tables tell it.
unit_of(e) = e * 3.4641016 >= 100 ? 10 ** (floor(log10(e * 3.4641016)) - 1) : 1
figure_with(x, e) = figure(unit_of(e) * floor(x / unit_of(e) + 0.5))
# The distance of about `n` round figures up to `most`, at least 1.
magnitude(x) = 10 ** floor(log10(x))
rounded(x) = x <= 1 ? 1 : (x / magnitude(x) <= 1 ? 1 : x / magnitude(x) <= 2 ? 2 : x / magnitude(x) <= 5 ? 5 : 10) * magnitude(x)
step_of(most, n) = rounded(real(most) / n)
# A text that would leave the picture ends in "…".
short(text, most) = strlen(text) > most ? text[1:most - 1]."…" : text
# Every how many years a year is named, so that names do not touch.
years_apart(n) = int(ceil(n / (terminal_given ? 15. : 11.)))

# "2026", "2026-H1" and "2026-03" as a point in time: the middle of the year or half-year, the end of the month.
# (Digit by digit: "08" would be read as octal.)
at(p) = p eq "all" ? NaN : strlen(p) == 4 ? real(p) + 0.5 : \
        p[6:6] eq "H" ? real(p[1:4]) + (real(p[7:7]) - 0.5) / 2 : \
        real(p[1:4]) + (10 * real(p[6:6]) + real(p[7:7])) / 12
is_year(p) = strlen(p) == 4
is_half(p) = strlen(p) == 7 && p[6:6] eq "H"
is_month(p) = strlen(p) == 7 && p[6:6] ne "H"

set border 3 lc rgb grey lw 1
set tics nomirror out scale 0.6 noenhanced textcolor rgb "black"
grid = !terminal_given # lines of asterisks there
if (grid) { set grid ytics lc rgb "#DDDDDD" lt 1 lw 1 }
set key noenhanced
set tmargin 2.4
# Characters between the line after the decided years and the words beside it; how far a legend's columns are
# pulled together: on a terminal each character has its place.
beside = terminal_given ? 2.5 : 0.6
pulled = terminal_given ? 2 : -4
line_top = terminal_given ? 0.9 : 1
