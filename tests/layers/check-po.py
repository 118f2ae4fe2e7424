#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that every string can be translated, and that the translations are whole: TAP on standard output.

Usage: check-po.py SOURCE_DIR
"""
import os
import re
import subprocess
import sys
import tempfile

source = os.path.abspath(sys.argv[1])
# The same as meson's preset: glib in po/meson.build.
KEYWORDS = ["_", "N_", "C_:1c,2", "NC_:1c,2", "ngettext:1,2", "g_dcgettext:2", "g_dngettext:2,3", "g_dpgettext2:2c,3"]
MARK = re.compile(r"(?<![A-Za-z0-9_])(?:(?:_|N_|C_|NC_|ngettext)\s*\(|(?:g_dcgettext|g_dngettext|g_dpgettext2)\s*\([^;\"]*)\s*\"")
# xgettext reads no macros: of "Response " #P or "%" G_GUINT64_FORMAT it sees the first half only. It does know PRIu64.
PASTED = re.compile(r"(?<![A-Za-z0-9_])(?:_|N_|ngettext|g_dngettext)\s*\((?:\s*[A-Z_]+,)?\s*\"[^\"\n]*\"\s*(?:#|[A-Z][A-Z0-9_]+\b)")

results = []


def check(name, problems):
    results.append((name, sorted(set(problems))))


def read(*path):
    with open(os.path.join(source, *path), encoding="utf-8") as file:
        return file.read()


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, cwd=source, env={**os.environ, "LC_ALL": "C.UTF-8"})


def complaints(result):
    return result.stderr.splitlines() or ["it failed without a word"] if result.returncode != 0 else []


def listed_files():
    return [line.strip() for line in read("po", "POTFILES").splitlines() if line.strip() and not line.startswith("#")]


def marked_files():
    for top in ("src", "ui"):
        for folder, _, names in os.walk(os.path.join(source, top)):
            for name in names:
                path = os.path.relpath(os.path.join(folder, name), source)
                if path.endswith((".c", ".h", ".blp")):
                    yield path, read(path)


def check_potfiles():
    listed = listed_files()
    marked = dict(marked_files())
    with_strings = {path for path, text in marked.items() if MARK.search(text)}
    check("there are strings to translate", [] if with_strings else ["no marked string in src and ui"])
    check("POTFILES names every file with strings", with_strings - set(listed))
    check("POTFILES names only files that are there",
          [path for path in listed if not os.path.exists(os.path.join(source, path))])
    check("POTFILES is sorted and names nothing twice",
          [b for a, b in zip(listed, listed[1:]) if a >= b])
    check("no string is pasted together by the preprocessor",
          [f"{path}: {match.group(0)}" for path, text in marked.items() for match in PASTED.finditer(text)])


def template(folder):
    """The strings of the sources now, as po/rackward.pot would have them."""
    pot = os.path.join(folder, "rackward.pot")
    present = [path for path in listed_files() if os.path.exists(os.path.join(source, path))]
    groups = {"C": [path for path in present if path.endswith((".c", ".h", ".blp"))],
              None: [path for path in present if not path.endswith((".c", ".h", ".blp"))]}
    parts = []
    for language, files in groups.items():
        if files:
            parts.append(os.path.join(folder, f"{language}.pot"))
            result = run("xgettext", "--from-code=UTF-8", "--output", parts[-1], *(["--language=C"] if language else []),
                         *("--keyword=" + keyword for keyword in (KEYWORDS if language else [])), *files)
            if result.returncode != 0:
                return pot, complaints(result)
    return pot, complaints(run("msgcat", "--output", pot, *parts))


def untranslated(path):
    text = run("msgattrib", "--untranslated", "--no-obsolete", "--no-wrap", path).stdout
    return [f"{os.path.basename(path)}: {block}" for block in re.findall(r"^msgid (\".+\")$", text, re.M) if block != '""']


def check_language(language, pot, folder):
    po = os.path.join(source, "po", language + ".po")
    if not os.path.exists(po):
        check(f"{language} is there", [f"LINGUAS names {language}, and there is no {language}.po"])
        return
    check(f"{language} is well-formed, and its formats fit", complaints(run("msgfmt", "--check", "--output-file", os.devnull, po)))
    check(f"{language} has nothing fuzzy", re.findall(r"^msgid .*$", run("msgattrib", "--only-fuzzy", "--no-obsolete", "--no-wrap", po).stdout, re.M))
    merged = os.path.join(folder, language + ".po")
    problems = complaints(run("msgmerge", "--quiet", "--no-fuzzy-matching", "--output-file", merged, po, pot))
    check(f"{language} has every string of the sources", problems or untranslated(merged))


check_potfiles()
with tempfile.TemporaryDirectory() as scratch:
    pot_file, trouble = template(scratch)
    check("xgettext reads the sources", trouble)
    if not trouble:
        for code in read("po", "LINGUAS").split():
            check_language(code, pot_file, scratch)

print(f"1..{len(results)}")
for number, (name, problems) in enumerate(results, 1):
    print(f"{'not ok' if problems else 'ok'} {number} {name}")
    for problem in problems:
        print(f"# {problem}")
sys.exit(any(problems for _, problems in results))
