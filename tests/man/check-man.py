#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that the manual pages and what the programs say of themselves are the same: TAP on standard output.

Usage: check-man.py FOLDER UNIT PROGRAM…
"""
import os
import re
import shutil
import sys

sys.dont_write_bytecode = True
from help import commands_of, names_of_help, options_of_help, report, run

folder, unit = sys.argv[1:3]
programs = {os.path.basename(path): path for path in sys.argv[3:]}
SECTIONS = ["NAME", "SYNOPSIS", "DESCRIPTION", "ENVIRONMENT", "FILES", "EXIT STATUS", "EXAMPLES", "SECURITY", "SEE ALSO"]
# Options of every program are explained once, in the description.
COMMON = {"-h", "--help"}

results = []


def check(name, findings):
    results.append((name, findings))


def options_of_page(lines):
    """The options that stand at the beginning of an item of a list."""
    found = set()
    for line in lines:
        if line.startswith(".It "):
            found |= {"-" + name for name in re.findall(r"\bFl (-?\w[\w-]*)", line)}
    return found


def options_used(lines):
    """Every option that is named anywhere."""
    text = "\n".join(line for line in lines if not line.startswith('.\\"'))
    found = {"-" + name for name in re.findall(r"\bFl (-?\w[\w-]*)", text)}
    return found | set(re.findall(r"(?<![\w-])--\w[\w-]*", text))


def split(lines, macro):
    """The lines below each heading."""
    parts, name = {}, None
    for line in lines:
        if line.startswith((".Sh ", macro)):
            name = line[4:] if line.startswith(macro) else None
        if name is not None:
            parts.setdefault(name, []).append(line)
    return parts


def differences(helped, described):
    return [f"{o} is in --help only" for o in sorted(helped - described)] + [f"{o} is in the page only" for o in sorted(described - helped)]


pages = {}
for file in sorted(os.listdir(folder)):
    if not re.fullmatch(r"\w+\.[1-8]", file):
        continue
    name, section = file.split(".")
    lines = open(os.path.join(folder, file), encoding="utf-8").read().splitlines()
    pages[name] = (section, lines)
    headings = [line[4:] for line in lines if line.startswith(".Sh ")]
    check(f"{file} has every section", [s for s in SECTIONS if s not in headings])
    check(f"{file} is called so", [] if f".Dt {name.upper()} {section}" in lines else [f".Dt {name.upper()} {section}"])
check("every program has a page", sorted(set(programs) - set(pages)) + sorted(set(pages) - set(programs)))

for name, (section, lines) in pages.items():
    text = run(programs[name], "--help")
    if not names_of_help(text):
        check(f"the options of {name}", differences(options_of_help(text), options_of_page(lines)))
        known = options_of_help(text)
    else:
        parts = split(lines, ".Ss ")
        commands = commands_of(programs[name])
        known = {"--version"}
        check(f"the commands of {name}", differences({" ".join((name, *words)) for words in commands}, set(parts)))
        for words in commands:
            command = " ".join((name, *words))
            helped = options_of_help(run(programs[name], *words, "--help"))
            known |= helped
            check(f"the options of {command}", differences(helped - COMMON, options_of_page(parts.get(command, []))))
    pages[name] = (section, lines, known)

# An example may call another of the programs.
every = set().union(*(known for _, _, known in pages.values()))
for name, (section, lines, known) in pages.items():
    check(f"{name}.{section} names no option that is not there",
          sorted(options_used(lines) - every - {"--json", "--read-data", "--signal", "--version"}))
    check(f"{name}.{section} refers to pages that are there",
          [f"{other}({number})" for other, number in re.findall(r"^\.Xr (\S+) (\d)", "\n".join(lines), re.M)
           if other in programs and pages[other][0] != number])
documentation = re.findall(r"man:(\w+)\((\d)\)", open(unit, encoding="utf-8").read())
check("the unit refers to pages that are there",
      [f"{n}({s})" for n, s in documentation if n not in pages or pages[n][0] != s] if documentation else ["it refers to none"])

for name, (section, _, _) in pages.items():
    path = os.path.join(folder, f"{name}.{section}")
    if shutil.which("mandoc"):
        check(f"{name}.{section} is laid out well", run("mandoc", "-T", "lint", "-W", "warning", path).splitlines())
    elif shutil.which("groff"):
        check(f"{name}.{section} is laid out well", run("groff", "-mdoc", "-ww", "-b", "-z", "-Tutf8", path).splitlines())
    else:
        results.append((f"{name}.{section} is laid out well # SKIP there is neither mandoc nor groff", []))

sys.exit(report(results))
