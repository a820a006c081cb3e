"""What the program prints, quoted in the documents: made anew, or with --check compared.

    python3 docs/outputs.py [--check] PROGRAM DOCUMENT...

A quotation is a fenced block under a mark of one line (`uitvoer` in Dutch, `output` in English):

    <!-- uitvoer: ARGUMENTS // FIRST // LAST -->

The commands run in the order of the documents in a folder of their own that has `scenarios`, so that one may name
what an earlier one wrote in `out/…`. A quotation holds the lines of `poolraming ARGUMENTS` from the first that begins with FIRST to the first from there that has
LAST in it; without LAST, to the next empty line.
"""
import difflib
import os
import re
import shlex
import subprocess
import sys
import tempfile

QUOTATION = re.compile(
    r"<!-- (?P<word>uitvoer|output): (?P<arguments>[^\n]*?) // (?P<first>[^\n]*?)(?: // (?P<last>[^\n]*?))? -->\n"
    r"```\n(?P<text>.*?)```\n", re.S)


class Outputs:
    def __init__(self, program, folder):
        self.program = os.path.abspath(program)
        self.folder = folder
        self.printed = {}

    def of(self, arguments, language):
        key = (arguments, language)
        if key not in self.printed:
            command = [self.program, *shlex.split(arguments), "--lang", language]
            environment = dict(os.environ, XDG_DATA_HOME=self.folder)
            done = subprocess.run(command, cwd=self.folder, env=environment, stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE)
            if done.returncode != 0:
                sys.exit(f"{' '.join(command)}: {done.stderr.decode()}")
            self.printed[key] = done.stdout.decode().splitlines()
        return self.printed[key]

    def quoted(self, match):
        lines = self.of(match["arguments"], "nl" if match["word"] == "uitvoer" else "en")
        begin = next((i for i, line in enumerate(lines) if line.startswith(match["first"])), None)
        if begin is None:
            sys.exit(f"poolraming {match['arguments']}: no line begins with: {match['first']}")
        last = match["last"]
        end = next((i for i in range(begin, len(lines)) if (last in lines[i] if last else not lines[i].strip())), None)
        if end is None:
            sys.exit(f"poolraming {match['arguments']}: after {match['first']} nothing has: {last}")
        return "\n".join(line.rstrip() for line in lines[begin:end + bool(last)]) + "\n"

    def document(self, text):
        def renew(match):
            whole = match.group(0)
            return whole[:match.start("text") - match.start()] + self.quoted(match) + "```\n"
        return QUOTATION.sub(renew, text)


def main(arguments):
    check = arguments[:1] == ["--check"]
    program, *documents = arguments[check:]
    stale = False
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(os.path.abspath("scenarios"), os.path.join(folder, "scenarios"))
        outputs = Outputs(program, folder)
        for path in documents:
            with open(path, encoding="utf-8") as file:
                old = file.read()
            new = outputs.document(old)
            if check:
                change = list(difflib.unified_diff(old.splitlines(), new.splitlines(), path, "now", lineterm="", n=0))
                print("\n".join(change), end="\n" if change else "")
                stale |= bool(change)
            elif new != old:
                with open(path, "w", encoding="utf-8") as file:
                    file.write(new)
    return int(stale)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
