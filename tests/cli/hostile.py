"""What test_hostile_files.sh asks of the files of a scenario whose texts would act somewhere.

    hostile.py csv FOLDER nl|rfc4180    every row has its columns, no cell is a formula
    hostile.py json TEXT FILE...        well formed, the text in it as it was
    hostile.py svg FOLDER               well formed, nothing in a picture acts
    hostile.py page PAGE BASE           well formed, with the elements that the page of a harmless scenario has
"""
import csv
import html.parser
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as xml

NUMBER = {"nl": re.compile(r"[+-]?\d+(,\d+)?(e[+-]?\d+)?"), "rfc4180": re.compile(r"[+-]?\d+(\.\d+)?(e[+-]?\d+)?")}


def fail(what):
    sys.exit(what)


def tables(folder, dialect):
    files = sorted(pathlib.Path(folder).glob("*.csv"))
    for file in files:
        raw = file.read_bytes().decode("utf-8")
        if raw.startswith("\ufeff") != (dialect == "nl"):
            fail(f"{file}: byte order mark")
        rows = list(csv.reader(raw.lstrip("\ufeff").splitlines(keepends=True), delimiter=";" if dialect == "nl" else ",", strict=True))
        for number, row in enumerate(rows, 1):
            if len(row) != len(rows[0]):
                fail(f"{file}:{number}: {len(row)} cells, expected {len(rows[0])}")
            for cell in row:
                if cell[:1] in tuple("=+-@\t\r\n") and cell and not NUMBER[dialect].fullmatch(cell):
                    fail(f"{file}:{number}: a formula: {cell[:60]!r}")
    if not files:
        fail(f"{folder}: no tables")


def documents(text, *files):
    for file in files:
        raw = pathlib.Path(file).read_text(encoding="utf-8")
        found = []

        def see(node):
            if isinstance(node, dict):
                for value in node.values():
                    see(value)
            elif isinstance(node, list):
                for value in node:
                    see(value)
            elif isinstance(node, str):
                found.append(node)
        see(json.loads(raw))
        if not any(text in one for one in found):
            fail(f"{file}: the text is lost: {text[:60]!r}")


def acts(node):
    """What an element could do besides being seen."""
    tag = node.tag.rsplit("}", 1)[-1] if isinstance(node.tag, str) else "?"
    if tag in ("script", "foreignObject", "a", "image", "iframe", "set", "animate"):
        return tag
    for name, value in node.attrib.items():
        plain = name.rsplit("}", 1)[-1].lower()
        if plain.startswith("on") or plain in ("href", "src") and not value.startswith("#"):
            return f"{tag} {plain}={value[:40]}"
    return ""


def pictures(folder):
    files = sorted(pathlib.Path(folder).glob("plots/*.svg"))
    for file in files:
        for node in xml.parse(file).iter():
            if acts(node):
                fail(f"{file}: {acts(node)}")
    if not files:
        fail(f"{folder}: no charts")


class Skeleton(html.parser.HTMLParser):
    """The elements of a page with the names of their attributes; a picture counts as one."""

    def __init__(self):
        super().__init__()
        self.seen, self.drawing = [], 0

    def handle_starttag(self, tag, attributes):
        if not self.drawing:
            self.seen.append((tag, tuple(name for name, _ in attributes)))
        self.drawing += tag == "svg"

    def handle_endtag(self, tag):
        self.drawing -= tag == "svg"

    def handle_startendtag(self, tag, attributes):
        if not self.drawing:
            self.seen.append((tag, tuple(name for name, _ in attributes)))

    def handle_comment(self, data):
        self.seen.append(("comment", (data[:40],)))


def skeleton(page):
    out = Skeleton()
    out.feed(pathlib.Path(page).read_text(encoding="utf-8"))
    out.close()
    return out.seen


def page(file, base):
    xml.parse(file)
    found, wanted = skeleton(file), skeleton(base)
    for number, (a, b) in enumerate(zip(found, wanted)):
        if a != b:
            fail(f"{file}: element {number} is {a}, expected {b}, after {found[max(0, number - 3):number]}")
    if len(found) != len(wanted):
        fail(f"{file}: {len(found)} elements, expected {len(wanted)}")


{"csv": tables, "json": documents, "svg": pictures, "page": page}[sys.argv[1]](*sys.argv[2:])
