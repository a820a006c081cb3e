"""What a page must be: whole, closed in itself, and with the figures of the other files.

    page.py whole FILE                    well-formed, ids unique, links and references found, nothing fetched
    page.py figures FILE FOLDER TERMINAL  rows of the terminal's tables and amounts of surplus.csv are on the page
    page.py charts FILE FOLDER            as many pictures as there are in FOLDER and municipalities, each with what it is and its figures
    page.py chances FILE FOLDER           the figures of the chances are those of acceptability.csv
    page.py text FILE TEXT                the heading of the page is this text
    page.py plain FILE                    without the lines in which two equal runs may differ
"""
import csv
import pathlib
import re
import sys
from html.parser import HTMLParser

VOID = {"meta", "br", "link", "img", "hr", "input"}
INSIDE = {"style", "script"}


class Page(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.faults, self.ids, self.wanted, self.counts = [], [], [], [], {}
        self.rows, self.row, self.cell, self.caption, self.captions = [], None, None, None, []
        self.heading, self.levels = "", []
        self.figures = []  # of each <figure>: how many rows with figures, pictures, and the captions of its tables

    def handle_starttag(self, tag, attributes):
        self.counts[tag] = self.counts.get(tag, 0) + 1
        values = dict(attributes)
        if len(values) != len(attributes):
            self.faults.append(f"<{tag}> has an attribute twice")
        for name, value in attributes:
            if name == "id":
                self.ids.append(value)
            elif name in ("aria-labelledby", "aria-describedby", "for"):
                self.wanted += value.split()
            elif name in ("href", "xlink:href"):
                self.wanted.append(value[1:]) if value[:1] == "#" else self.faults.append(f"a link to {value}")
            elif name in ("src", "srcset", "action", "data", "poster") or name.startswith("on"):
                self.faults.append(f"<{tag} {name}>")
            self.wanted += re.findall(r"url\(#([^)]*)\)", value or "")
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "figure":
            self.figures.append({"rows": [], "svg": 0, "captions": []})
        elif tag == "svg" and "figure" in self.open:
            self.figures[-1]["svg"] += 1
        elif tag == "tr":
            self.row = []
        elif tag in ("td", "th"):
            self.cell = ""
        elif tag == "caption":
            self.caption = ""

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")
        if tag in ("td", "th"):
            self.row.append(" ".join(self.cell.split()))
            self.cell = None
        elif tag == "tr":
            self.rows.append((self.captions[-1] if self.captions else "", self.row))
            if "figure" in self.open and "tbody" in self.open:
                self.figures[-1]["rows"].append(self.row)
        elif tag == "caption":
            self.captions.append(" ".join(self.caption.split()))
            if "figure" in self.open:
                self.figures[-1]["captions"].append(self.captions[-1])
            self.caption = None

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data
        if self.caption is not None:
            self.caption += data
        if "h1" in self.open:
            self.heading += data
        if self.open and self.open[-1] in INSIDE and re.search(r"@import|url\(|https?:", data):
            self.faults.append(f"something is fetched in <{self.open[-1]}>")


def read(path):
    page = Page()
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    page.feed(text)
    page.close()
    return page, text


def check(faults):
    for fault in faults[:10]:
        print(fault)
    sys.exit(1 if faults else 0)


def whole(path):
    page, text = read(path)
    faults = page.faults + [f"<{tag}> is not closed" for tag in page.open]
    seen = set()
    for name in page.ids:
        if name in seen:
            faults.append(f"id {name} twice")
        seen.add(name)
    faults += [f"nothing has the id {name}" for name in page.wanted if name not in seen]
    faults += [f"level {b} after {a}" for a, b in zip(page.levels, page.levels[1:]) if b > a + 1]
    for tag, count in (("h1", 1), ("main", 1), ("script", 1), ("style", 1), ("title", None)):
        if count and page.counts.get(tag) != count:
            faults.append(f"{page.counts.get(tag, 0)} of <{tag}>")
    if len(text.encode()) >= 2_000_000:
        faults.append(f"{len(text.encode())} bytes")
    if re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", text):
        faults.append("a control character")
    if not re.match(r'<!DOCTYPE html>\n<html lang="(nl|en)">', text):
        faults.append("no language")
    for number, figure in enumerate(page.figures, 1):
        told = [row for row in figure["rows"] if any(re.search(r"\d", cell) for cell in row[1:])]
        if len(figure["captions"]) != 1 or len(told) < 2:
            faults.append(f"figure {number} has {len(figure['captions'])} tables and {len(told)} rows of figures")
    if len(page.captions) != page.counts.get("table") or "" in page.captions:
        faults.append("a table without a caption")
    check(faults)


def row_of(words):
    return tuple(word.rstrip("*†") for word in words)


def figures(path, folder, terminal):
    page, _ = read(path)
    faults = []
    shown = {row_of(cell for cell in row if cell) for _, row in page.rows}
    municipalities = set()
    with open(f"{folder}/surplus.csv", encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    cents = {}
    for line in table:
        municipalities.add(line["municipality"])
        if line["status"] == "decided":
            cents.setdefault(line["municipality"], []).append(int(line["nominal_eur"].replace(".", "")))
    known = 0
    with open(terminal, encoding="utf-8") as file:
        for line in file:
            words = re.split(r"\s{2,}|(?<=\*) ", line.strip())
            words = [part for word in words for part in ([word] if word in municipalities else word.split(" "))]
            name = next((name for name in municipalities if line.startswith(name + " ")), None)
            if name:
                numbers = row_of(line[len(name):].split())
                known += 1
                if (name, *numbers) not in shown:
                    faults.append(f"not on the page: {name} {numbers}")
    if known < 7 * len(municipalities):
        faults.append(f"only {known} rows on the terminal")
    for name, amounts in cents.items():
        amounts.append(sum(amounts))
        row = tuple(f"{x // 100:,}".replace(",", ".") + f",{x % 100:02d}" for x in amounts)
        if (name, *row) not in shown:
            faults.append(f"surplus.csv has {name} {row}")
    check(faults)


def charts(path, folder):
    page, text = read(path)
    drawn = sum(figure["svg"] for figure in page.figures)
    wanted = len(list(pathlib.Path(folder, "plots").glob("*.svg"))) + text.count(" data-pick=\"")
    faults = [] if drawn == wanted == len(page.figures) else [f"{drawn} pictures in {len(page.figures)} figures, expected {wanted}"]
    check(faults)


def chances(path, folder):
    page, _ = read(path)
    with open(f"{folder}/acceptability.csv", encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    options = [row["option"] for row in table if row["worth"] == "0" and row["yardstick"] == "resident"]
    shown = next(figure["rows"] for figure in page.figures if figure["captions"][0].split(": ")[1] in ("Welke optie pakt het best uit?", "Which option turns out best?"))
    shown = [row for row in shown if len(row) > 1]
    faults = [] if len(shown) * len(options) == len(table) else [f"{len(shown)} rows of {len(options)}, {len(table)} in the file"]
    for i, row in enumerate(shown):
        for k, cell in enumerate(row[1:]):
            found, wanted = float(cell.rstrip(" %")), 100 * float(table[len(options) * i + k]["chance_best"])
            if abs(found - wanted) > 0.5 + 1e-9:
                faults.append(f"{row[0]}: {found} of {options[k]}, expected {wanted}")
    check(faults)


def text(path, wanted):
    page, _ = read(path)
    check([] if page.heading == wanted else [f"the heading is {page.heading!r}, not {wanted!r}"])


def plain(path):
    _, words = read(path)
    print(re.sub(r"<dt>((?:Begonnen|Started) \(UTC\)|Duur \(seconden\)|Duration \(seconds\))</dt><dd>.*?</dd>\n", "", words))


{"whole": whole, "figures": figures, "charts": charts, "chances": chances, "text": text, "plain": plain}[sys.argv[1]](*sys.argv[2:])
