"""Calls that make a sentence whose format is no text of the catalogue: neither literal nor marked with N_."""
import pathlib
import re
import sys

FORMAT_AT = {"pr_errors_add": 4, "pr_loader_refuse": 2, "pr_data_refuse": 1, "pr_refuse": 1}
TEXT = r'(?:"(?:[^"\\]|\\.)*"\s*)+'
# A literal; a choice between marked ones; a format that was handed on.
FITS = re.compile(rf"\s*(?:{TEXT}|(?:[^?\"]*\?\s*N_\(\s*{TEXT}\)\s*:\s*)+N_\(\s*{TEXT}\)|format)\s*$")


def arguments(text, at):
    """The arguments of the call whose bracket opens before `at`."""
    found, depth, start, quote = [], 1, at, False
    i = at
    while depth:
        c = text[i]
        if quote:
            i += c == "\\"
            quote = c != '"'
        elif c == '"':
            quote = True
        elif c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
        if (depth == 0) or (depth == 1 and c == "," and not quote):
            found.append(text[start:i])
            start = i + 1
        i += 1
    return found


def main(source):
    wrong = 0
    seen = 0
    for path in sorted(pathlib.Path(source, "src").rglob("*.c")):
        text = path.read_text()
        for call in re.finditer(r"\b(" + "|".join(FORMAT_AT) + r")\(", text):
            got = arguments(text, call.end())
            if len(got) <= FORMAT_AT[call[1]] or got[-1].strip() == "...":
                continue  # its definition
            form = got[FORMAT_AT[call[1]]]
            seen += 1
            if not FITS.match(form):
                line = text.count("\n", 0, call.start()) + 1
                print(f"{path}:{line}: {' '.join(form.split())}")
                wrong += 1
    return 1 if wrong or seen < 200 else 0


sys.exit(main(sys.argv[1]))
