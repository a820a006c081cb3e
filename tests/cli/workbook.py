"""What test_workbook.sh asks of report.xlsx.

    workbook.py recalculated SHEETS RUN     sheets as CSV, recalculated by a spreadsheet, against a run's files
    workbook.py edit FILE OUT SHEET CELL X [CELL X ...]  a copy with other numbers, or texts, in these cells
    workbook.py wrong SHEETS SHEET ...      no error cell, and these sheets are told to have something to correct
    workbook.py inputs FILE                 every input says what it accepts, and a sheet prints with letters of 8 points
    workbook.py texts FILE BASE             only texts differ from another workbook, and no text acts
    workbook.py cached FILE SHEETS RUN      what formulas carry is what they give; properties name the run
    workbook.py compared SHEETS RUN         the sheet of a comparison against compare.csv
    workbook.py moved SHEETS OTHER          the totals of two recalculated workbooks differ
    workbook.py nothing SHEETS              no municipality has a cent in any year
    workbook.py applied SHEETS              the shares that the key shows are those that are split by
"""
import csv
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as xml
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NAMES = {
    "guide": ("Leeswijzer", "Guide"),
    "budget": ("Begroting", "Budget"),
    "key": ("Verdeelsleutel", "Key"),
    "municipal": ("Per gemeente", "Per municipality"),
    "reduction": ("Verdeling saldo", "Split of balance"),
    "real": ("Verdeling prijspeil", "Split at price level"),
    "contribution": ("Verdeling uitvoering", "Split of execution"),
}
CHECK, FINE = ("Controle", "Check"), ("in orde", "in order")
ERROR = re.compile(r"#(REF|NAME|VALUE|DIV/0|N/A|NUM|NULL)|Err:\d")


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def sheet(folder, name):
    for language in NAMES[name]:
        found = list(pathlib.Path(folder).glob("*-" + language + ".csv"))
        if found:
            return rows_of(found[0])
    sys.exit(f"{folder}: no sheet {name}")


def table(run, name):
    rows = rows_of(pathlib.Path(run) / name)
    return [dict(zip(rows[0], row)) for row in rows[1:]]


def cents(text):
    amount = float(text) * 100
    whole = round(amount)
    if abs(amount - whole) > 1e-4:
        sys.exit(f"{text} is no amount in cents")
    return whole


def expect(found, wanted, what):
    if found != wanted:
        sys.exit(f"{what}: {found}, expected {wanted}")


def no_errors(folder, sheets):
    files = sorted(pathlib.Path(folder).glob("*.csv"))
    expect(len(files), sheets, "sheets")
    for file in files:
        for number, row in enumerate(rows_of(file), 1):
            for cell in row:
                if ERROR.match(cell):
                    sys.exit(f"{file.name}:{number}: {cell}")


def split(folder, name, wanted):
    """Rows of a split, in the order of surplus.csv, and that each year adds up."""
    rows = [row for row in sheet(folder, name) if re.fullmatch(r"\d{4}", row[0])]
    expect(len(rows), len(wanted), f"rows of {name}")
    sums = {}
    for row, (year, municipality, amount) in zip(rows, wanted):
        expect((row[0], row[2], cents(row[11])), (year, municipality, amount), name)
        sums.setdefault(year, [0, round(float(row[5]))])[0] += cents(row[11])
    for year, (found, whole) in sums.items():
        expect(found, whole, f"{name} of {year}")


def budget_table(folder, nominal):
    """Lines and totals of one of the two tables: label, channel, amounts by year."""
    rows = sheet(folder, "budget")
    heads = [i for i, row in enumerate(rows) if row[1] in ("Kanaal", "Channel")]
    years = [year for year in rows[heads[nominal]][3:] if year.isdigit()]
    out = []
    for row in rows[heads[nominal] + 2:]:
        if not row[3] or row[0] in CHECK:
            break
        out.append((row[0], row[1], [cents(x) for x in row[3:3 + len(years)]], [cents(x) for x in row[3 + len(years):]]))
    return years, out


def budget(folder, run):
    wanted = table(run, "budget.csv")
    for nominal in (0, 1):
        years, rows = budget_table(folder, nominal)
        column = ("real_eur", "nominal_eur")[nominal]
        lines = rows[:-3]
        expect(len(lines) * len(years), len(wanted), "cells of the budget")
        for y, year in enumerate(years):
            of_year = [row for row in wanted if row["year"] == year]
            expect([line[2][y] for line in lines], [cents(row[column]) for row in of_year], f"{column} of {year}")
            for k, channel in enumerate(("surplus", "execution")):
                total = sum(cents(row[column]) for row in of_year if row["channel"] == channel)
                expect(rows[len(lines) + k][2][y], total, f"{channel} {column} of {year}")
            expect(rows[-1][2][y], sum(cents(row[column]) for row in of_year), f"total {column} of {year}")
        for label, _, amounts, sums in rows:
            expect(sums[0] + sums[1], sums[2], f"decided and indicative of {label}")
            expect(sums[2], sum(amounts), f"all years of {label}")


def verdicts(folder):
    """What the guide says of each sheet with inputs."""
    rows = sheet(folder, "guide")
    first = next(i for i, row in enumerate(rows) if row[0] in CHECK) + 1
    return {row[0]: row[1] for row in rows[first:first + 4]}


def wrong(folder, *sheets):
    no_errors(folder, 11)
    expect(sorted(name for name, verdict in verdicts(folder).items() if verdict not in FINE), sorted(sheets),
           "sheets with something to correct")


def municipal(folder):
    """The check rows are 0."""
    checks = [row for row in sheet(folder, "municipal") if row[0] in CHECK and row[1] not in FINE]
    expect(len(checks), 3, "check rows")
    for row in checks:
        expect({cents(x) for x in row[1:] if x}, {0}, "check")


def recalculated(folder, run):
    wrong(folder)
    budget(folder, run)
    surplus, bridge = table(run, "surplus.csv"), table(run, "bridge.csv")
    # What the CSV keeps from acting as a formula is a text in the workbook anyway.
    name = [row["municipality"].lstrip("'") for row in surplus]
    split(folder, "reduction", [(r["year"], n, cents(r["nominal_eur"])) for r, n in zip(surplus, name)])
    split(folder, "real", [(r["year"], n, cents(r["real_eur"])) for r, n in zip(surplus, name)])
    split(folder, "contribution", [(r["year"], n, cents(r["contribution_eur"])) for r, n in zip(bridge, name)])
    municipal(folder)


def sheet_path(book, name):
    root = xml.fromstring(book.read("xl/workbook.xml"))
    names = [node.get("name") for node in root.iter(MAIN + "sheet")]
    return f"xl/worksheets/sheet{names.index(name) + 1}.xml"


def edit(source, target, name, *cells):
    with zipfile.ZipFile(source) as book, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        path = sheet_path(book, name)
        for item in book.namelist():
            data = book.read(item)
            for cell, value in zip(cells[::2], cells[1::2]) if item == path else ():
                kind, inside = ("", f"<v>{value}</v>") if re.fullmatch(r"-?[\d.]+", value) else (
                    ' t="inlineStr"', f"<is><t>{value}</t></is>")
                text, count = re.subn(rf'<c r="{cell}"( s="\d+")?(/>|><v>[^<]*</v></c>)',
                                      rf'<c r="{cell}"\1{kind}>{inside}</c>', data.decode())
                expect(count, 1, f"cells {cell} of {name}")
                data = text.encode()
            copy.writestr(item, data)


def formulas(book):
    out = []
    for item in sorted(book.namelist()):
        root = xml.fromstring(book.read(item))  # every part is well formed
        out += [(item, node.text) for node in root.iter(MAIN + "f")]
    return out


def texts(file, base):
    with zipfile.ZipFile(file) as book, zipfile.ZipFile(base) as other:
        expect(book.namelist(), other.namelist(), "parts")
        expect(formulas(book), formulas(other), "formulas")
        strings = xml.fromstring(book.read("xl/sharedStrings.xml"))
        cells = ["".join(node.text or "" for node in item.iter(MAIN + "t")) for item in strings]
        for cell in cells:
            if len(cell.encode("utf-16-le")) // 2 > 32767:
                sys.exit("a text longer than a cell holds")
            if re.search(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]", cell):
                sys.exit(f"a character that acts: {cell[:60]!r}")
            if set(re.findall(r"_x([0-9A-Fa-f]{4})_", cell)) - {"005F"}:  # an escaped underscore is the only escape
                sys.exit(f"an escape: {cell[:60]!r}")
        for item in book.namelist():
            if b"<hyperlink" in book.read(item) or "external" in item:
                sys.exit(f"{item}: a link")


def column_of(letters):
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - ord("A") + 1
    return column


def inside(cell, ranges):
    """Is "C5" in one of "B2:D9 F1"?"""
    def place(name):
        letters, row = re.fullmatch(r"([A-Z]+)(\d+)", name).groups()
        return column_of(letters), int(row)
    column, row = place(cell)
    for part in ranges.split():
        first, last = (place(corner) for corner in (part.split(":") * 2)[:2])
        if first[0] <= column <= last[0] and first[1] <= row <= last[1]:
            return True
    return False


def guarded(page, yellow, name):
    """Each cell on the ground of inputs is in a range that says what it accepts and refuses anything else."""
    rules = [rule for rule in page.iter(MAIN + "dataValidation")
             if rule.get("showErrorMessage") == "1" and rule.get("showInputMessage") == "1" and rule.get("prompt")
             and rule.get("error") and rule.get("type") == "decimal"]
    inputs = [cell.get("r") for cell in page.iter(MAIN + "c") if cell.get("s") in yellow]
    for cell in inputs:
        if not any(inside(cell, rule.get("sqref")) for rule in rules):
            sys.exit(f"{name} {cell} accepts anything")
    return len(inputs)


def printed(page, titles, name):
    """Letters of at least 8 points, on A4, and no page wider than its paper (points, 5.56 a character)."""
    setup = page.find(MAIN + "pageSetup")
    scale = int(setup.get("scale", "100"))
    size = {"portrait": 595, "landscape": 842}[setup.get("orientation")] - 72 * 2 * 0.4
    expect((setup.get("paperSize"), scale * 10 >= 800), ("9", True), f"paper and scale of {name} ({scale} %)")
    width = {}
    for column in page.iter(MAIN + "col"):
        for number_ in range(int(column.get("min")), int(column.get("max")) + 1):
            width[number_] = float(column.get("width")) * 5.56
    breaks = [int(b.get("id")) for node in page.iter(MAIN + "colBreaks") for b in node]
    last = max(column_of(re.match("[A-Z]+", cell.get("r")).group()) for cell in page.iter(MAIN + "c"))
    repeated = re.search(r"\$A:\$([A-Z]+)", titles.get(name, ""))
    for first, end in zip([0] + breaks, breaks + [last]):
        wide = sum(width.get(column, 50) for column in range(first + 1, end + 1))
        wide += sum(width[column] for column in range(1, column_of(repeated.group(1)) + 1)) if first and repeated else 0
        expect(wide * scale / 100 <= size, True, f"{name}, columns {first + 1} to {end}, fit the paper")


def inputs(file):
    with zipfile.ZipFile(file) as book:
        styles = xml.fromstring(book.read("xl/styles.xml"))
        fills = [index for index, fill in enumerate(styles.find(MAIN + "fills"))
                 if any(node.get("rgb") == "FFFFFBE6" for node in fill.iter())]
        yellow = {str(index) for index, style in enumerate(styles.find(MAIN + "cellXfs"))
                  if int(style.get("fillId")) in fills}
        root = xml.fromstring(book.read("xl/workbook.xml"))
        names = [node.get("name") for node in root.iter(MAIN + "sheet")]
        titles = {names[int(node.get("localSheetId"))]: node.text for node in root.iter(MAIN + "definedName")
                  if node.get("name") == "_xlnm.Print_Titles"}
        count = 0
        for name in names:
            page = xml.fromstring(book.read(sheet_path(book, name)))
            count += guarded(page, yellow, name)
            printed(page, titles, name)
        if count < 100 and len(names) > 1:
            sys.exit(f"only {count} inputs")


def number(text):
    return float(text[:-1]) / 100 if text.endswith("%") else float(text)


def cached(file, folder, run):
    """Each formula cell holds the program's own figure, and a spreadsheet finds the same."""
    with zipfile.ZipFile(file) as book:
        names = [node.get("name") for node in xml.fromstring(book.read("xl/workbook.xml")).iter(MAIN + "sheet")]
        count = 0
        for name in names:
            rows = rows_of(next(pathlib.Path(folder).glob("*-" + name + ".csv")))
            for cell in xml.fromstring(book.read(sheet_path(book, name))).iter(MAIN + "c"):
                if cell.find(MAIN + "f") is None:
                    continue
                letters, row = re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r")).groups()
                found = rows[int(row) - 1][column_of(letters) - 1]
                if cell.get("t") == "str":
                    expect(cell.find(MAIN + "v").text, found, f"{name} {cell.get('r')}")
                    continue
                carried, found = float(cell.find(MAIN + "v").text), number(found)
                if abs(carried - found) > 1e-11 * max(1, abs(found)):
                    sys.exit(f"{name} {cell.get('r')}: {carried} carried, {found} found")
                count += 1
        if count < 3000:
            sys.exit(f"only {count} formulas")
        properties = book.read("docProps/custom.xml").decode()
    provenance = json.loads((pathlib.Path(run) / "results.json").read_text(encoding="utf-8"))["provenance"]
    for key, name in (("version", "program_version"), ("scenario_id", "scenario_id"), ("seed", "seed"),
                      ("scenario_sha256", "scenario_sha256"), ("replicates", "replicates")):
        wanted = f'name="{name}"><vt:lpwstr>{provenance[key]}</vt:lpwstr>'
        if wanted not in properties:
            sys.exit(f"no property {wanted}")


def compared(folder, run):
    no_errors(folder, 1)
    rows = rows_of(next(pathlib.Path(folder).glob("*.csv")))
    head = next(i for i, row in enumerate(rows) if row[4:7] == ["Base", "Scenario, mean", "Difference"])
    period = {"decided": "decided", "indicative": "indicative", "whole": "mean of the years", "all": "all years"}
    local, metrics = ("municipality.net_effect",), (
        "cost.total", "cost.total.real", "settlement", "capacity.active_persons", "deployment.hours_per_week",
        "service.residents_reached", "service.backlog_residents", "service.wait_months")
    wanted = [row for row in table(run, "compare.csv")
              if row["metric"] in local or row["metric"] in metrics and not row["municipality"]]
    expect(len(rows) - head - 1, len(wanted), "rows")
    for row, of in zip(rows[head + 1:], wanted):
        expect((row[0], row[2], row[3]),
               (of["scenario"], period.get(of["period"], of["period"]), of["municipality"] or "Region"), "row")
        for cell, column in ((4, "base_mean"), (5, "mean"), (6, "difference"), (7, "se"), (8, "p05"), (9, "p95")):
            near = (row[cell] == "") == (of[column] == "") and (
                not of[column] or abs(float(row[cell]) - float(of[column])) <= 1e-8 * max(abs(float(of["base_mean"] or 0)), 1))
            expect(near, True, f"{of['metric']} {row[2]} {column}: {row[cell]} and {of[column]}")


def moved(folder, other):
    a, b = (budget_table(f, 1)[1][-1][3][2] for f in (folder, other))
    if a == b:
        sys.exit(f"the total stays {a}")


def split_rows(folder, name):
    return [row for row in sheet(folder, name) if re.fullmatch(r"\d{4}", row[0])]


def nothing(folder):
    for name in ("reduction", "real", "contribution"):
        expect({cents(row[11]) for row in split_rows(folder, name)}, {0}, f"amounts of {name}")


def applied(folder):
    rows = split_rows(folder, "reduction")
    weights = {row[2]: int(row[4]) for row in rows if row[0] == rows[0][0]}
    shown = {row[0]: number(row[2]) for row in sheet(folder, "key") if row[0] in weights}
    expect(len(shown), len(weights), "municipalities of the key")
    for name, weight in weights.items():
        expect(abs(shown[name] - weight / sum(weights.values())) < 1e-9, True, f"share of {name}: {shown[name]}")
    expect(min(weights.values()), 0, "the weight of a share below 0")


{"recalculated": recalculated, "nothing": nothing, "applied": applied, "edit": edit, "wrong": wrong, "inputs": inputs, "texts": texts, "moved": moved,
 "compared": compared, "cached": cached}[sys.argv[1]](*sys.argv[2:])
