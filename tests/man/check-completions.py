#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that what is completed is what the program knows: TAP on standard output.

Usage: check-completions.py FILE PROGRAM
"""
import os
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
from help import commands_of, names_of_help, options_of_help, report, run

script, program = map(os.path.abspath, sys.argv[1:3])
name = os.path.basename(program)
results = []

# compopt is for a completion that is under way.
ASK = """
compopt () { :; }
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_rackwardctl
((${#COMPREPLY[@]} == 0)) || printf '%s\\n' "${COMPREPLY[@]}"
"""


def complete(*words, cwd=None):
    done = subprocess.run(["bash", "-c", ASK, "bash", script, name, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=cwd)
    return done.stdout.splitlines()


def same(what, completed, known):
    results.append((what, [f"{o} is completed only" for o in sorted(completed - known)] + [f"{o} is in --help only" for o in sorted(known - completed)]))


def takes_value(words, option):
    return bool(re.search(rf"{option}=", run(program, *words, "--help")))


same("the commands", set(complete("")), set(names_of_help(run(program, "--help"))) | {"--help", "--version"})
commands = commands_of(program)
for group in sorted({words[0] for words in commands if len(words) > 1}):
    same(f"the commands of {group}", set(complete(group, "")), {words[1] for words in commands if words[0] == group} | {"--help"})
for words in commands:
    known = {o for o in options_of_help(run(program, *words, "--help")) if o.startswith("--")}
    same(f"the options of {' '.join(words)}", set(complete(*words, "--")),
         {o + "=" if takes_value(words, o) else o for o in known})

with tempfile.TemporaryDirectory() as folder:
    os.mkdir(os.path.join(folder, "data"))
    open(os.path.join(folder, "dump"), "w").close()
    for what, words, expected in [
        ("a folder", ("backup", "--data", "=", "d"), {"data"}),
        ("a folder, of the short option", ("check", "-d", "d"), {"data"}),
        ("a file", ("check", "--file", "=", ""), {"data", "dump"}),
        ("an argument", ("restore", "--data", "=", "data", "du"), {"dump"}),
        ("a role", ("user", "add", "--roles", "=", "m"), {"manager"}),
        ("another role", ("user", "role", "-r", "manager,tech"), {"manager,technician"}),
        ("a size", ("demo", "-s", ""), {"small", "mid", "large"}),
        ("no value for what cannot be known", ("import", "netbox-dump", "-s", "d"), set()),
        ("what can be explained", ("explain", ""), {"backup", "forecast", "priority", "sla", "windows"}),
        ("nothing of a command that is not there", ("nonsense", "-"), set()),
    ]:
        found = set(complete(*words, cwd=folder))
        results.append((what, [] if found == expected else [f"{sorted(found)}, not {sorted(expected)}"]))

sys.exit(report(results))
