"""One figure, one set of digits: what test_figures.sh asks of a terminal's text, CSV, JSON, a page and a workbook.

    figures.py run LANG TERMINAL FOLDER
    figures.py compare LANG TERMINAL FOLDER JSON
    figures.py decide LANG TERMINAL FOLDER
    figures.py dialects FOLDER DUTCH       the same cells in both dialects of CSV

Where people read a rounded figure it is the rounding of the file's: half away from zero, at the largest power of ten whose
rounding adds no more error than the simulation has.
"""
import bisect
import csv
import decimal
import json
import math
import pathlib
import re
import sys
import xml.etree.ElementTree as xml
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
looked = {}


def expect(found, wanted, what):
    kind = what.split(":")[0]
    looked[kind] = looked.get(kind, 0) + 1
    if found != wanted:
        sys.exit(f"{what}: {found!r}, expected {wanted!r}")


# ---- the rule of rounding, once more ----

def supported(se, most):
    return most if not se > 0 else max(-9, min(most, -math.floor(math.log10(se * math.sqrt(12)))))


def fixed(lang, x, decimals):
    unit = decimal.Decimal(1).scaleb(-decimals)
    rounded = decimal.Decimal(x).quantize(unit, rounding=decimal.ROUND_HALF_UP) if decimals >= 0 else \
        (decimal.Decimal(x) / unit).to_integral_value(rounding=decimal.ROUND_HALF_UP) * unit
    text = f"{abs(rounded):,.{max(decimals, 0)}f}"
    if lang == "nl":
        text = text.replace(",", "_").replace(".", ",").replace("_", ".")
    return ("-" if rounded < 0 else "") + text


def mean(lang, row, most, unit=1.0, of="mean"):
    if row[of] == "":
        return "–"
    return fixed(lang, float(row[of]) / unit, supported(float(row["se"]) / unit, most))


def quantile(lang, row, of, most, unit=1.0):
    return fixed(lang, float(row[of]) / unit, supported(2.1 * float(row["se"]) / unit, most))


def signed(text):
    return "+" + text if text[0] != "-" and re.search("[1-9]", text) else text


# ---- what there is ----

def table(folder, name, delimiter=","):
    with open(pathlib.Path(folder) / name, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=delimiter))
    return [dict(zip(rows[0], row)) for row in rows[1:]]


def plain(text):
    return " ".join(re.sub("[*†]", "", text).replace(" ", " ").split())


class Terminal:
    """Tables by heading, in the order in which they stand: rows as plain text, and their cells split where there are two blanks."""

    def __init__(self, path):
        self.text = pathlib.Path(path).read_text(encoding="utf-8")
        self.words = plain(self.text)
        self.tables = []
        lines = self.text.split("\n")
        for number, line in enumerate(lines):
            if re.fullmatch("-{10,}", line) and not self.inside(lines, number):
                top = number
                while top > 0 and lines[top - 1].strip():
                    top -= 1
                rows, at = [], number + 1
                while at < len(lines) and lines[at].strip():
                    rows += [] if re.fullmatch("-{10,}", lines[at]) else [lines[at]]
                    at += 1
                self.tables.append((plain(" ".join(lines[top:number])), rows))

    @staticmethod
    def inside(lines, number):
        """A rule below the first of a table."""
        number -= 1
        while number >= 0 and lines[number].strip():
            if re.fullmatch("-{10,}", lines[number]):
                return True
            number -= 1
        return False

    def named(self, caption):
        return [rows for head, rows in self.tables if head.startswith(plain(caption))]

    def row(self, caption, label, which=0):
        """The cells of a row; of the first table whose head begins so."""
        found = [line for line in self.named(caption)[which] if plain(line).startswith(plain(label) + " ")]
        if not found:
            sys.exit(f"no row {label!r} below {caption!r}")
        return plain(found[0])[len(plain(label)):].split()

    def below(self, caption, label, after):
        """The cells of the row `after` places below another."""
        rows = self.named(caption)[0]
        at = next(i for i, line in enumerate(rows) if plain(line).startswith(plain(label) + " "))
        return plain(rows[at + after]).split("%", 1)[1].split()


def text_of(node):
    if node.get("class") == "vh":  # said to those who hear one row alone
        return node.tail or ""
    if node.tag == "br":
        return " " + (node.tail or "")
    return (node.text or "") + "".join(text_of(child) for child in node) + (node.tail or "")


class Page:
    def __init__(self, path):
        root = xml.parse(path).getroot()
        self.tables, self.paragraphs = [], []
        for node in root.iter("table"):
            caption = node.find("caption")
            rows = [[plain(text_of(cell)) for cell in row] for part in node if part.tag in ("tbody", "tfoot") for row in part]
            self.tables.append((plain("".join(caption.itertext())), rows))
        self.paragraphs = [plain("".join(node.itertext())) for node in root.iter("p") if not node.get("class")]


class Workbook:
    def __init__(self, path):
        with zipfile.ZipFile(path) as book:
            strings = ["".join(n.text or "" for n in item.iter(MAIN + "t")) for item in xml.fromstring(book.read("xl/sharedStrings.xml"))]
            names = [n.get("name") for n in xml.fromstring(book.read("xl/workbook.xml")).iter(MAIN + "sheet")]
            self.sheets = {}
            for number, name in enumerate(names, 1):
                rows = []
                for row in xml.fromstring(book.read(f"xl/worksheets/sheet{number}.xml")).iter(MAIN + "row"):
                    cells = {}
                    for cell in row:
                        value = cell.find(MAIN + "v")
                        if value is not None:
                            column = re.match("[A-Z]+", cell.get("r"))[0]
                            cells[column] = (strings[int(value.text)] if cell.get("t") == "s" else
                                             value.text if cell.get("t") == "str" else float(value.text))
                    rows.append(list(cells.values()))
                self.sheets[name] = rows

    def below(self, sheet, heading, label, after=0):
        """Numbers of the row with a label, below a heading that begins so."""
        rows = self.sheets[sheet]
        top = next(i for i, row in enumerate(rows) if row and str(row[0]).startswith(heading))
        found = [row for row in rows[top:] if row and plain(str(row[0])) == plain(label)][after]
        return [cell for cell in found[1:] if isinstance(cell, float)]


def near(found, wanted, what):
    """Ten digits."""
    kind = what.split(":")[0]
    looked[kind] = looked.get(kind, 0) + 1
    if abs(found - wanted) > 1e-9 * max(1.0, abs(wanted)):
        sys.exit(f"{what}: {found!r}, expected {wanted!r}")


# ---- page and terminal, JSON and CSV ----

def paths_of(terminal):
    """Labels, of which a page has room, and the paths that a terminal shows for them; it says both at its end."""
    found = re.findall(r"^   ([a-z_0-9.]+): (.*(?:\n {6}.*)*)", terminal.text, re.M)
    return {plain(label): path if len(path) <= 34 else path[:33] + "…" for path, label in found}


def page_as_terminal(page, terminal, least, paths={}):
    """Every table that both have: row by row the same words and figures."""
    turn = {}
    for caption, rows in page.tables:
        same = terminal.named(caption)
        if not same:
            continue
        lines = same[min(turn.get(caption, 0), len(same) - 1)]
        turn[caption] = turn.get(caption, 0) + 1
        for number, row in enumerate(rows):
            row = [paths.get(row[0], row[0])] + row[1:]
            found, wanted = plain(" ".join(row)), plain(lines[number])  # a summary leaves the last columns out
            expect(found, wanted[:len(found)] if wanted.startswith(found + " ") else wanted, f"page: row {number} of {caption}")
    if len(turn) < least:
        sys.exit(f"only {len(turn)} tables of the page are on the terminal: {sorted(turn)}")


def sentences(page, terminal, least):
    said = sum(one in terminal.words for one in page.paragraphs if re.search(r"\d", one))
    if said < least:
        sys.exit(f"only {said} sentences of the page are on the terminal")


def same_json(rows, objects, what):
    expect(len(objects), len(rows), f"json: rows of {what}")
    for number, (row, found) in enumerate(zip(rows, objects)):
        for key, cell in row.items():
            value = found.get(key)
            if value is None and key in found or isinstance(value, str):
                expect(value or "", cell, f"json: {what} {number} {key}")
            elif value is not None:
                expect(float(value), float(cell), f"json: {what} {number} {key}")


# ---- a run ----

WORDS = {
    "nl": dict(net="Netto-effect per gemeente en jaar, besloten", bridge="Van memo naar netto-effect per jaar, regio",
               nominal="Kosten, besloten, prijzen van het jaar zelf", real="Kosten, besloten, prijspeil",
               later="Kosten, indicatief, prijzen van het jaar zelf", total="Totaal", region="Regio",
               fall="Daling aandeel in positief saldo per gemeente, besloten", people="Capaciteit en vraag, regio",
               rows=(("inzetbaar (personen)", "capacity.active_persons", 1, 1), ("verrekening (x € 1.000)", "settlement", 0, 1000),
                     ("uren per week in gemeenten", "deployment.hours_per_week", 0, 1), ("nieuwe inwoners", "demand.new_residents", 0, 1),
                     ("bereikte inwoners", "service.residents_reached", 0, 1), ("wachttijd (maanden)", "service.wait_months", 1, 1)),
               sheets=("Begroting", "Per gemeente", "Vraag"), net_sheet="Netto-effect",
               undecided="nog niet besloten:", fall_sheet="Daling", prices="In prijzen",
               reached=("bereikte inwoners", "service.residents_reached"), euro="€ {}"),
    "en": dict(net="Net effect per municipality and year, decided", bridge="From the memo to the net effect per year, region",
               nominal="Costs, decided, prices of the year itself", real="Costs, decided, 2023",
               later="Costs, indicative, prices of the year itself", total="Total", region="Region",
               fall="Lower share in the positive balance per municipality, decided", people="Capacity and demand, region",
               rows=(("active (persons)", "capacity.active_persons", 1, 1), ("settlement (x €1,000)", "settlement", 0, 1000),
                     ("hours a week, municipalities", "deployment.hours_per_week", 0, 1), ("new residents", "demand.new_residents", 0, 1),
                     ("residents reached", "service.residents_reached", 0, 1), ("wait (months)", "service.wait_months", 1, 1)),
               sheets=("Budget", "Per municipality", "Demand"), net_sheet="Net effect",
               undecided="not yet decided:", fall_sheet="Reduction", prices="In prices",
               reached=("residents reached", "service.residents_reached"), euro="€{}"),
}


def money(lang, cents):
    return fixed(lang, decimal.Decimal(cents) / 100, 2)


def cents(text):
    return int(decimal.Decimal(text) * 100)


def budget(lang, terminal, folder, book):
    words, rows = WORDS[lang], table(folder, "budget.csv")
    years = sorted({row["year"] for row in rows})
    decided = sorted({row["year"] for row in rows if row["status"] == "decided"})
    for column, caption in (("real_eur", "real"), ("nominal_eur", "nominal")):
        totals = {year: sum(cents(row[column]) for row in rows if row["year"] == year) for year in years}
        cells = [money(lang, totals[year]) for year in decided] + [money(lang, sum(totals[y] for y in decided))]
        expect(terminal.row(words[caption], words["total"]), cells, f"budget: {column}, terminal")
    whole = book.below(words["sheets"][0], words["prices"], words["total"], 2)
    for year, found in zip(years, whole):
        near(found, totals[year] / 100, f"budget: total of {year}, workbook")
    # Each amount is rounded by itself, so that every place has the same digits of it.
    later = [totals[year] for year in years if year not in decided]
    cells = [fixed(lang, x / 100000, 0) for x in later + [sum(later), sum(totals.values())]]
    expect(terminal.row(words["later"], words["total"]), cells, "budget: indicative years and totals, terminal")
    amount = words["euro"].format(fixed(lang, sum(later) / 100, -3))
    expect(f"{words['undecided']} {amount}" in terminal.words, True, f"budget: indicative {amount}, headline")


def falls(lang, terminal, folder, book):
    words, rows = WORDS[lang], table(folder, "surplus.csv")
    for place in dict.fromkeys(row["municipality"] for row in rows):
        mine = [row for row in rows if row["municipality"] == place]
        decided = [cents(row["nominal_eur"]) for row in mine if row["status"] == "decided"]
        expect(terminal.row(words["fall"], place), [money(lang, x) for x in decided + [sum(decided)]], f"reduction: {place}, terminal")
        for row, found in zip(mine, book.below(words["sheets"][1], words["fall_sheet"], place)):
            near(found, float(row["nominal_eur"]), f"reduction: {place} {row['year']}, workbook")


def net(lang, terminal, folder, book, results):
    words, rows = WORDS[lang], table(folder, "bridge.csv")
    for place in dict.fromkeys(row["municipality"] for row in rows):
        mine = [row for row in rows if row["municipality"] == place]
        shown = terminal.row(words["net"], place)
        for row, found in zip(mine, book.below(words["sheets"][1], words["net_sheet"], place)):
            near(found, float(row["net_effect_mean_eur"]), f"net effect: {place} {row['year']}, workbook")
        for row, found in zip([row for row in mine if row["status"] == "decided"], shown):
            result = results["municipality.net_effect", row["year"], place]
            near(float(row["net_effect_mean_eur"]), float(result["mean"]), f"net effect: {place} {row['year']}, results.csv")
            se = float(results["settlement", row["year"], place]["se"])
            expect(re.sub("[*†]", "", found), fixed(lang, float(row["net_effect_mean_eur"]), supported(se, 0) if se > 0 else 0),
                   f"net effect: {place} {row['year']}, terminal")
    for year in sorted({row["year"] for row in rows})[1:]:
        row, shown = results["settlement", year, ""], terminal.row(words["bridge"], year)
        least = 0 if any(one["year"] == year and one["status"] == "decided" for one in rows) else -3
        if "–" in shown[-1]:  # the range is the last column, where there is one
            wanted = fixed(lang, float(row["mean"]), min(least, supported(float(row["se"]), 0)))
            expect(shown[-3], wanted, f"settlement: {year}, terminal")


def people(lang, terminal, book, results):
    words = WORDS[lang]
    years = sorted({period for metric, period, place in results if metric == "capacity.active_persons" and len(period) == 4})
    for label, metric, most, unit in words["rows"]:
        at = [results[metric, year, ""] for year in years]
        expect(terminal.row(words["people"], label), [mean(lang, row, most, unit) for row in at], f"people: {metric}, terminal")
        for after, of in ((1, "p05"), (2, "p95")):
            expect(terminal.below(words["people"], label, after),
                   ["–" if row["mean"] == "" else quantile(lang, row, of, most, unit) for row in at], f"people: {metric} {of}, terminal")
    sheet, (label, metric) = book.sheets[words["sheets"][2]], words["reached"]
    found = {str(int(row[0])) if isinstance(row[0], float) else row[0]: row for row in sheet if row and len(row) > 3}
    for year in years:
        values = [cell for cell in found[year] if isinstance(cell, float)]
        expect(any(abs(value - float(results[metric, year, ""]["mean"])) < 1e-8 * value for value in values if value), True,
               f"people: {metric} of {year}, workbook")


def run(lang, terminal, folder):
    terminal, page, book = Terminal(terminal), Page(pathlib.Path(folder) / "report.html"), Workbook(pathlib.Path(folder) / "report.xlsx")
    rows = table(folder, "results.csv")
    results = {(row["metric"], row["period"], row["municipality"]): row for row in rows}
    same_json(rows, json.loads((pathlib.Path(folder) / "results.json").read_text(encoding="utf-8"))["outcomes"], "results")
    budget(lang, terminal, folder, book)
    falls(lang, terminal, folder, book)
    net(lang, terminal, folder, book, results)
    people(lang, terminal, book, results)
    even = results["value.break_even_per_resident", "all", ""]
    amount = WORDS[lang]["euro"].format(mean(lang, even, 0))
    expect(amount in terminal.words, True, f"break-even: {amount}, terminal")
    expect(any(amount in one for one in page.paragraphs), True, f"break-even: {amount}, page")
    page_as_terminal(page, terminal, 14)
    sentences(page, terminal, 5)


# ---- a comparison ----

PARTS = {"nl": ("kosten (x € 1.000)", "Verschil per jaar, regio", "Verschil per gemeente", "Regio"),
         "en": ("cost (x €1,000)", "Difference per year, region", "Difference per municipality", "Region")}


def with_error(lang, row, most, unit=1.0):
    se = float(row["se"]) / unit
    text = signed(fixed(lang, float(row["difference"]) / unit, supported(se, most)))
    error = fixed(lang, se, supported(se, 2) + 1 if se > 0 else 0)
    return text + (" ± " + error if re.search("[1-9]", error) else "")


def compare(lang, terminal, folder, out):
    terminal, page, book = Terminal(terminal), Page(pathlib.Path(folder) / "report.html"), Workbook(pathlib.Path(folder) / "report.xlsx")
    rows = table(folder, "compare.csv")
    same_json(rows, json.loads(pathlib.Path(out).read_text(encoding="utf-8"))["differences"], "differences")
    label, yearly, local, region = PARTS[lang]
    for which, other in enumerate(dict.fromkeys(row["scenario"] for row in rows)):
        of = {(row["metric"], row["period"], row["municipality"]): row for row in rows if row["scenario"] == other}
        places = list(dict.fromkeys(row["municipality"] for row in rows if row["municipality"]))
        for place in places + [""]:
            found = " ".join(terminal.row(local, place or region, which))
            for period in ("decided", "indicative"):
                row = of["municipality.net_effect", period, place]
                expect(found.startswith(with_error(lang, row, 0, 1000)), True, f"difference: {place} {period} of {other}, {found}")
                found = found[len(with_error(lang, row, 0, 1000)):].strip()
        lines = [plain(line) for line in terminal.named(yearly)[which]]
        start = lines.index(plain(label)) + 1 if plain(label) in lines else len(lines)
        for line in lines[start:]:
            if not re.match(r"\d{4} ", line):
                break
            row = of["cost.total", line[:4], ""]
            expect(signed(mean(lang, row, 0, 1000, "difference")) in line.split(), True, f"difference: cost of {other}, {line}")
    cells = [cell for sheet in book.sheets.values() for line in sheet for cell in line if isinstance(cell, float)]
    kept = sorted(cells)
    for row in rows:
        if row["metric"] == "municipality.net_effect" and abs(float(row["difference"] or 0)) > 1e-6:
            x = float(row["difference"])
            at = bisect.bisect_left(kept, x - 1e-8 * max(1, abs(x)))
            near(kept[at], x, f"difference: {row['municipality']} {row['period']}, workbook")
    page_as_terminal(page, terminal, 3)
    sentences(page, terminal, 3)


# ---- a decision ----

def one_more(se):
    """A decision's amounts carry a digit more than their error supports, beside that error."""
    return min(0, supported(se, 0) + 1)


def decide(lang, terminal, folder):
    terminal, page = Terminal(terminal), Page(pathlib.Path(folder) / "report.html")
    data = json.loads((pathlib.Path(folder) / "decide.json").read_text(encoding="utf-8"))
    for file in sorted(pathlib.Path(folder).glob("*.csv")):
        same_json(table(folder, file.name), data[file.stem], file.stem)
    options = {row["option"]: row for row in table(folder, "decide.csv")}
    caption = {"nl": "Wat de opties kosten en bereiken", "en": "What the options cost and reach"}[lang]
    until, last = {"nl": "t/m", "en": "until"}[lang], max(row["last_year"] for row in options.values())
    for letter, (option, row) in zip("ABCDEFGH", options.items()):
        ends = "" if row["last_year"] == last else f" ({until} {row['last_year']})"
        found = " ".join(terminal.row(caption, f"{letter} {option}{ends}"))
        x, se = float(row["cost"]) / 1000, float(row["cost_se"]) / 1000
        expect(found.startswith(fixed(lang, x, one_more(se))), True, f"decision: cost of {option}, {found}")
    for row in table(folder, "decide.csv"):
        if row["icer"]:
            amount = WORDS[lang]["euro"].format(fixed(lang, float(row["icer"]), one_more(float(row["icer_se"]))))
            expect(amount in terminal.words, True, f"decision: switch at {amount}, terminal")
            expect(any(amount in one for one in page.paragraphs), True, f"decision: switch at {amount}, page")
    page_as_terminal(page, terminal, 6, paths_of(terminal))
    sentences(page, terminal, 4)


def dialects(folder, dutch):
    """What a finance officer enters has words in the language of the dialect; its numbers are the same too."""
    for file in sorted(pathlib.Path(folder).glob("*.csv")):
        ours, theirs = table(folder, file.name), table(dutch, file.name, ";")
        expect(len(theirs), len(ours), f"dialect: rows of {file.name}")
        for a, b in zip(ours, theirs):
            for (key, x), y in zip(a.items(), b.values()):
                if re.fullmatch(r"[+-]?\d+(\.\d+)?(e[+-]?\d+)?", x):
                    expect(y, x.replace(".", ","), f"dialect: {file.name} {key}")
                elif file.name != "begrotingswijziging.csv":
                    expect(y, x, f"dialect: {file.name} {key}")


{"run": run, "compare": compare, "decide": decide, "dialects": dialects}[sys.argv[1]](*sys.argv[2:])
print(", ".join(f"{kind} {count}" for kind, count in sorted(looked.items())))
