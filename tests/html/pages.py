"""What the tests of the pages ask of them, in a real browser.

    pages.py axe AXE.JS PAGE...        no violation of WCAG 2.1 A and AA at the width of a phone and of a laptop
    pages.py flawed AXE.JS PAGE RULE...  the check itself: exactly these rules are broken
    pages.py whole PAGE...             nothing fetched, no error, nothing beside the window, not above 2 MB, prints
    pages.py plain PAGE...             with JavaScript switched off all of it is there to read
    pages.py keys PAGE...              tables sort and municipalities are picked from the keyboard
    pages.py tame PAGE...              no text of a scenario became markup or ran
    pages.py look FOLDER PAGE...       pictures of a page, and its PDF, for a person
"""
import pathlib
import sys

from browser import LAPTOP, PHONE, Browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
# What axe can't judge by itself, looked at by a person: the rule, what it says, and why it holds.
LOOKED_AT = (
    ("color-contrast", "contains an image node", "words in a chart: black or #595959 on the chart's own white"),
    ("color-contrast", "too short to determine", "a single digit or dash, in the colours of the cells beside it"),
    ("color-contrast", "partially obscured", "a cell that scrolls below the first column of its table, which stays"),
    ("th-has-data-cells", "missing or empty", "a heading over a group of rows"),
)
MOST_BYTES = 2 << 20
failed = []


def fail(what):
    print("FAILED:", what)
    failed.append(what)


def expect(holds, what):
    if not holds:
        fail(what)


def named(path):
    return "/".join(pathlib.Path(path).parts[-2:])


# ---- accessibility ----

def axe(browser, script, path, size):
    page = browser.open(path, size)
    page.run(pathlib.Path(script).read_text(encoding="utf-8") + ";0")
    found = page.run("""axe.run(document, {runOnly: {type: "tag", values: %s}, resultTypes: ["violations", "incomplete"]})
        .then(function (all) {
            var short = function (rules) {
                return rules.map(function (rule) {
                    return {id: rule.id, nodes: rule.nodes.map(function (node) {
                        return node.target.join(" ") + ": " + (node.failureSummary || "").replace(/\\s+/g, " ");
                    })};
                });
            };
            return {violations: short(all.violations), incomplete: short(all.incomplete), passes: all.passes.length};
        })""" % TAGS)
    page.close()
    return found


def judge(where, kind, rule, nodes):
    """A violation is one; what is incomplete is told with the reason why it holds, or is one too."""
    for _, words, why in (known for known in LOOKED_AT if known[0] == rule and kind == "incomplete"):
        count = sum(words in node for node in nodes)
        nodes = [node for node in nodes if words not in node]
        if count:
            print(f"{where}: {rule}, {count} times not to be told by a program: {why}")
    if nodes:
        fail(f"{where}: {kind}: {rule}, {len(nodes)} times")
        print("   ", "\n    ".join(nodes[:5]))


def accessible(browser, script, *paths):
    for path in paths:
        for size in (PHONE, LAPTOP):
            found = axe(browser, script, path, size)
            where = f"{named(path)} at {size[0]} px"
            expect(found["passes"] > 10, f"{where}: axe looked at next to nothing")
            for kind in ("violations", "incomplete"):
                for rule in found[kind]:
                    judge(where, kind, rule["id"], rule["nodes"])


def flawed(browser, script, path, *rules):
    found = sorted(rule["id"] for rule in axe(browser, script, path, PHONE)["violations"])
    expect(found == sorted(rules), f"{named(path)}: {found}, expected {sorted(rules)}")


# ---- the file by itself ----

def whole(browser, *paths):
    for path in paths:
        name, size = named(path), pathlib.Path(path).stat().st_size
        expect(size < MOST_BYTES, f"{name}: {size} bytes")
        page = browser.open(path, PHONE)
        expect(len(page.requests()) == 1, f"{name} fetches {page.requests()[1:3]}")
        expect(not page.errors(), f"{name}: {page.errors()}")
        wide = page.run("document.scrollingElement.scrollWidth - innerWidth")
        expect(wide <= 0, f"{name}: {wide} px beside a phone's window")
        twice = page.run("""(function () {
            var ids = Array.from(document.querySelectorAll("[id]"), function (node) { return node.id; });
            return ids.filter(function (id, i) { return ids.indexOf(id) !== i; }); })()""")
        expect(not twice, f"{name}: ids given twice: {twice[:5]}")
        dead = page.run("""Array.from(document.querySelectorAll('a[href^="#"]'), function (a) {
            return decodeURIComponent(a.getAttribute("href").slice(1)); }).filter(function (id) {
            return id && !document.getElementById(id); })""")
        expect(not dead, f"{name}: links to nothing: {dead[:5]}")
        page.pdf(str(path) + ".pdf")
        expect(pathlib.Path(str(path) + ".pdf").stat().st_size > 10000, f"{name} does not print")
        page.close()


# Every text that a reader should find, by place in the document; those of script, style and controls aside.
TEXTS = """(function () {
    var out = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        var node = walk.currentNode, parent = node.parentElement, text = node.data.trim();
        if (!text || parent.closest("script, style, select, button, label, title, desc, noscript")) continue;
        var folded = parent.closest("details:not([open])");
        var box = folded && !parent.closest("summary") ? folded : parent;
        out.push([text, box.getClientRects().length > 0]);
    }
    return out; })()"""


def plain(browser, *paths):
    for path in paths:
        page = browser.open(path, LAPTOP, scripts=False)
        texts = page.run(TEXTS)
        hidden = [text for text, seen in texts if not seen]
        expect(len(texts) > 200, f"{named(path)}: {len(texts)} texts")
        expect(not hidden, f"{named(path)}: hidden without JavaScript: {hidden[:5]}")
        idle = page.run("""Array.from(document.querySelectorAll("select, button"), function (node) {
            return node.getClientRects().length > 0 ? node.outerHTML.slice(0, 80) : ""; }).filter(Boolean)""")
        expect(not idle, f"{named(path)}: does nothing without JavaScript: {idle[:3]}")
        page.close()


# ---- what scripts add ----

# The number that a cell shows, read here once more: the first of "1.234", "-58 ± 0,27" and "5–95".
CELLS = """(function (table, column) {
    var english = document.documentElement.lang === "en";
    return Array.from(document.querySelectorAll("table[data-sort]")[table].tBodies[0].rows, function (row) {
        var cell = row.cells[column], given = cell.getAttribute("data-value"), text = cell.textContent.trim();
        var found = /[-+]?[0-9][0-9.,]*/.exec(text.replace("€", "").replace(/\\s/g, ""));
        if (column === 0) return text;
        if (given !== null) return parseFloat(given);
        if (!found) return null;
        return parseFloat(english ? found[0].replace(/,/g, "") : found[0].replace(/\\./g, "").replace(",", ".")); });
    })(%d, %d)"""
PRESSED = """(function (table, button) {
    var all = document.querySelectorAll("table[data-sort]")[table].querySelectorAll("thead th button");
    if (button < all.length) all[button].focus();
    return button < all.length ? document.activeElement === all[button] : null; })(%d, %d)"""
# Of which column the pressed button is: a heading over two lines may stand before it.
COLUMN = """(function () {
    var head = document.activeElement.closest("th"), before = head.parentNode.rowIndex > 0 ? 1 : 0;
    return [before + Array.from(head.parentNode.cells).indexOf(head), head.getAttribute("aria-sort")]; })()"""


def in_order(cells, down):
    numbers = [cell for cell in cells if cell is not None]
    wanted = sorted(numbers, reverse=down)
    return numbers == wanted and all(cell is None for cell in (cells[:len(cells) - len(numbers)] if down else cells[len(numbers):]))


def sorts(page, name):
    tables = page.run('document.querySelectorAll("table[data-sort]").length')
    pressed = 0
    for table in range(min(tables, 12)):
        for button in (1, 2):
            focused = page.run(PRESSED % (table, button))
            if focused is None:
                continue
            expect(focused, f"{name}: a button of table {table} takes no focus")
            for key, code, text, wanted in (("Enter", 13, "\r", "ascending"), (" ", 32, " ", "descending")):
                page.press(key, code, text)
                column, state = page.run(COLUMN)
                expect(state == wanted, f"{name}: table {table} says {state} after a key, expected {wanted}")
                cells = page.run(CELLS % (table, column))
                if all(isinstance(cell, (int, float)) or cell is None for cell in cells):
                    expect(in_order(cells, wanted == "descending"), f"{name}: table {table}, column {column}: {cells}")
                    pressed += 1
    expect(pressed > 0, f"{name}: nothing to sort")


PLACES = """Array.from(document.querySelectorAll("section[data-pick]"), function (section) {
    return [section.getAttribute("data-pick"), section.getClientRects().length > 0]; })"""


def picks(page, name):
    every = [place for place, _ in page.run(PLACES)]
    expect(len(every) > 1, f"{name}: no municipalities to pick")
    page.run('document.getElementById("picker").focus()')
    for place in every[:2]:
        page.press("ArrowDown", 40)
        seen = [one for one, there in page.run(PLACES) if there]
        expect(seen == [place], f"{name}: picked {place}, shown {seen}")
    page.press("Home", 36)
    seen = [one for one, there in page.run(PLACES) if there]
    expect(seen == every, f"{name}: picked none, shown {seen}")


def keys(browser, *paths):
    for path in paths:
        page = browser.open(path, LAPTOP)
        page.run('document.querySelectorAll("details").forEach(function (node) { node.open = true; })')
        sorts(page, named(path))
        if page.run('document.querySelector("section[data-pick]") !== null'):
            picks(page, named(path))
        expect(not page.errors(), f"{named(path)}: {page.errors()}")
        page.close()


# ---- hostile texts ----

def tame(browser, *paths):
    """Whatever a scenario says, a page has the elements of a page: nothing ran, nothing points elsewhere."""
    for path in paths:
        page = browser.open(path, LAPTOP)
        name = named(path)
        expect(page.run("window.pwned") is None and page.run("document.title") != "pwned", f"{name}: a text ran")
        expect(page.run('document.scripts.length') == 1, f"{name}: {page.run('document.scripts.length')} scripts")
        odd = page.run("""Array.from(document.querySelectorAll("*")).filter(function (node) {
            var tag = node.localName, svg = node.namespaceURI.indexOf("svg") > 0;
            return Array.from(node.attributes).some(function (a) { 
                return /^on/i.test(a.name) || /^(src|style|action|srcdoc)$/.test(a.name) && /pwned|example/.test(a.value); }) ||
                   /^(img|iframe|object|embed|link|base|form|input|audio|video|foreignobject|set|animate|image)$/i.test(tag) ||
                   tag === "style" && !svg && node.parentNode !== document.head ||
                   tag === "a" && !/^#/.test(node.getAttribute("href") || node.getAttribute("xlink:href") || "");
            }).map(function (node) { return node.outerHTML.slice(0, 90); })""")
        expect(not odd, f"{name}: {odd[:3]}")
        expect(page.run("/pwned|passwd|HYPERLINK|0{200}/.test(document.body.textContent)"), f"{name}: the texts of the test are lost")
        expect(page.run("document.querySelector('main') !== null && document.body.lastElementChild.localName") == "script",
               f"{name}: the page ends early")
        expect(len(page.requests()) == 1 and not page.errors(), f"{name}: {page.requests()[1:3]} {page.errors()}")
        page.close()


def look(browser, folder, *paths):
    for path in paths:
        stem = str(pathlib.Path(folder) / named(path).replace("/", "-"))
        for name, size in (("phone", PHONE), ("laptop", LAPTOP)):
            page = browser.open(path, size)
            for top in range(0, page.run("document.documentElement.scrollHeight"), 3000):
                page.picture(f"{stem}-{name}-{top // 3000 + 1:02}.png", top, size[0], 3000)
            if name == "laptop":
                page.pdf(f"{stem}.pdf")
            page.close()


def main(command, *arguments):
    with Browser() as browser:
        {"axe": accessible, "flawed": flawed, "whole": whole, "plain": plain, "keys": keys, "tame": tame,
         "look": look}[command](browser, *arguments)
    sys.exit(1 if failed else 0)


main(*sys.argv[1:])
