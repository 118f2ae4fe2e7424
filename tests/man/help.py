# SPDX-License-Identifier: GPL-3.0-or-later
"""What the programs say of themselves."""
import os
import re
import subprocess


def run(*words):
    environment = dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE="")
    return subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment).stdout


def options_of_help(text):
    """The options at the beginning of the lines of --help."""
    found = set()
    for line in text.splitlines():
        if re.match(r"\s+-", line):
            found |= set(re.findall(r"(?<![\w-])--?\w[\w-]*", re.split(r"\s{2,}", line.strip())[0]))
    return found


def names_of_help(text):
    """The commands that --help lists."""
    if "\nCommands:\n" not in text:
        return []
    return re.findall(r"^  (\S+) +\S", text.split("\nCommands:\n")[1].split("\n\n")[0], re.M)


def commands_of(program, words=()):
    """Every command that does something, as it is typed."""
    names = names_of_help(run(program, *words, "--help"))
    return [command for name in names for command in commands_of(program, (*words, name))] if names else [words]


def report(results):
    """TAP of pairs of a name and what was found to be wrong; returns the exit status."""
    print(f"1..{len(results)}")
    for number, (name, findings) in enumerate(results, 1):
        print(f"{'not ok' if findings else 'ok'} {number} - {name}")
        for line in findings:
            print(f"# {line}")
    return any(findings for _, findings in results)
