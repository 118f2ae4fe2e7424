#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that the layers hold, from what was really built: TAP on standard output.

Usage: check-layers.py SOURCE_DIR BUILD_DIR RACKWARDD
"""
import json
import os
import re
import statistics
import subprocess
import sys

source, build, daemon = map(os.path.abspath, sys.argv[1:4])

# Which layers each layer may include headers of, besides its own.
ALLOWED = {
    "base": [],
    "model": ["base"],
    "store": ["model", "base"],
    "wire": ["model", "base"],
    "edges": ["wire", "model", "base"],
    "sync": ["store", "wire", "model", "base"],
    "server": ["store", "edges", "wire", "model", "base"],
    "widgets": ["model", "base"],
    "console": ["widgets", "sync", "store", "edges", "model", "base"],
    "ctl": ["server", "sync", "store", "edges", "wire", "model", "base"],
}
# System headers that belong to some layers only.
CONFINED = {
    "sqlite3.h": {"store", "server"},
    "libsoup/": {"sync", "server", "ctl"},
    "gtk/gtk.h": {"widgets", "console"},
    "adwaita.h": {"widgets", "console"},
    "yyjson.h": {"wire"},
    "yaml.h": {"edges"},
    "json-glib/": {"wire", "edges", "sync", "server", "ctl"},
    "sodium.h": {"server"},
    "libsecret/": {"sync"},
}
PAGES = {"overview", "racks", "systems", "tickets", "changes", "backups", "services", "reports", "wall", "preferences"}
TOP_LEVEL = {"src", "data", "ui", "po", "tests", "flatpak", "meson.build", "README.md", "dev", "LICENSE", "CONTRIBUTING.md"}
LENGTH_LIMIT = 900
MEDIAN_LIMIT = 300

results = []


def check(name, problems):
    results.append((name, sorted(set(problems))))


def layer_of(path):
    parts = os.path.relpath(path, source).split(os.sep)
    return parts[1] if len(parts) > 2 and parts[0] == "src" else None


def objects():
    """Yields (source file, [headers]) for each object of src/ from the build's own dependency log."""
    with open(os.path.join(build, "compile_commands.json")) as file:
        sources = {entry["output"]: os.path.normpath(os.path.join(build, entry["file"])) for entry in json.load(file)}
    log = subprocess.run(["ninja", "-C", build, "-t", "deps"], capture_output=True, text=True, check=True).stdout
    target, headers = None, []
    for line in log.splitlines() + [""]:
        if line and not line.startswith(" "):
            target, headers = line.split(":")[0], []
        elif line:
            headers.append(os.path.normpath(os.path.join(build, line.strip())))
        elif target in sources and layer_of(sources[target]):
            yield sources[target], headers
            target = None


def check_includes():
    upward, confined, pages = [], [], []
    seen = 0
    for path, headers in objects():
        seen += 1
        layer = layer_of(path)
        name = os.path.relpath(path, source)
        for header in headers:
            other = layer_of(header) if header.startswith(source + os.sep) else None
            if other and other != layer and other not in ALLOWED[layer]:
                upward.append(f"{name} includes {os.path.relpath(header, source)}")
            if header.startswith("/usr/"):
                for word, layers in CONFINED.items():
                    if (word in header if word.endswith("/") else header.endswith("/" + word)) and layer not in layers:
                        confined.append(f"{name} includes {word}")
            if layer == "console" and other == "console":
                mine = os.path.relpath(path, source).split(os.sep)[2]
                theirs = os.path.relpath(header, source).split(os.sep)[2]
                if theirs in PAGES and mine != theirs and mine != "shell":
                    pages.append(f"{name} includes {os.path.relpath(header, source)}")
    check("something was built", [] if seen > 0 else ["no objects found in " + build])
    check("no include points upward", upward)
    check("system libraries stay in their layers", confined)
    check("console pages do not know each other", pages)


def check_daemon():
    dynamic = subprocess.run(["readelf", "-d", daemon], capture_output=True, text=True, check=True).stdout
    needed = re.findall(r"NEEDED.*\[(.*)\]", dynamic)
    check("rackwardd links something", [] if needed else ["readelf shows no libraries"])
    check("rackwardd links no GTK", [lib for lib in needed if re.match(r"lib(gtk|adwaita|gdk|gsk|pango|cairo)", lib)])


def tracked():
    try:
        out = subprocess.run(["git", "-C", source, "ls-files"], capture_output=True, text=True, check=True).stdout
        return [path for path in out.splitlines() if os.path.exists(os.path.join(source, path))]
    except (OSError, subprocess.CalledProcessError):
        return [os.path.relpath(os.path.join(folder, name), source)
                for folder, _, names in os.walk(source) for name in names if ".git" not in folder and "/build" not in folder]


def check_tree():
    files = tracked()
    top = {path.split("/")[0] for path in files}
    check("the top level is the agreed one", [name for name in top if name not in TOP_LEVEL and not name.startswith(".")])
    lengths = {}
    for path in files:
        if path.endswith((".c", ".h", ".py", ".blp")) and path.startswith(("src/", "ui/", "tests/")):
            with open(os.path.join(source, path), encoding="utf-8") as file:
                lengths[path] = sum(1 for _ in file)
    check(f"no file is over {LENGTH_LIMIT} lines",
          [f"{path}: {count}" for path, count in lengths.items() if count > LENGTH_LIMIT])
    sources = [count for path, count in lengths.items() if path.startswith("src/") and path.endswith(".c")]
    median = statistics.median(sources)
    check(f"the median source file is under {MEDIAN_LIMIT} lines", [] if median < MEDIAN_LIMIT else [f"it is {median}"])


def check_clock():
    problems = []
    for path in tracked():
        if path.startswith("src/") and not path.startswith("src/base/") and path.endswith(".c"):
            with open(os.path.join(source, path), encoding="utf-8") as file:
                if re.search(r"\b(g_get_real_time|g_date_time_new_now\w*|gettimeofday|time \(NULL\))", file.read()):
                    problems.append(path)
    check("only base asks the clock", problems)


def check_settings():
    """A key that is not in the schema is never kept, and nobody hears of it."""
    used = re.compile(r'g_settings_(?:schema_has_key|get|set|bind|reset)\w*\s*\([^;"]*?"([a-z][a-z-]*)"')
    with open(os.path.join(source, "data/net.rackward.Rackward.gschema.xml"), encoding="utf-8") as file:
        known = set(re.findall(r'<key name="([^"]*)"', file.read()))
    problems = []
    for path in tracked():
        if path.startswith("src/console/") and path.endswith(".c"):
            with open(os.path.join(source, path), encoding="utf-8") as file:
                problems += [f"{path}: {key}" for key in used.findall(file.read()) if key not in known]
    check("every setting is in the schema", problems)


def check_announcements():
    problems = []
    for path in tracked():
        if path.startswith("src/") and path != "src/widgets/rw-announce.c" and path.endswith(".c"):
            with open(os.path.join(source, path), encoding="utf-8") as file:
                if "gtk_accessible_announce" in file.read():
                    problems.append(path)
    check("what is read out goes through rw-announce", problems)


def check_planted():
    """Faults for the simulator to find are compiled for it alone."""
    with open(os.path.join(build, "compile_commands.json")) as file:
        planted = [entry["output"] for entry in json.load(file) if "RW_PLANTED_BUGS" in entry["command"]]
    check("faults are planted for the simulator", [] if planted else ["nothing is compiled with RW_PLANTED_BUGS"])
    check("and nowhere else", [path for path in planted if not path.startswith("tests/sim/")])
    shipped = [os.path.join(build, "src", path) for path in ("console/rackward", "ctl/rackwardctl")]
    problems = []
    for program in [daemon] + [path for path in shipped if os.path.exists(path)]:
        symbols = subprocess.run(["readelf", "-sW", program], capture_output=True, text=True, check=True).stdout
        if "rw_planted" in symbols:
            problems.append(os.path.relpath(program, build))
    check("no program that is installed knows of them", problems)


check_includes()
check_daemon()
check_planted()
check_tree()
check_clock()
check_settings()
check_announcements()

print(f"1..{len(results)}")
for number, (name, problems) in enumerate(results, 1):
    print(f"{'not ok' if problems else 'ok'} {number} {name}")
    for problem in problems[:20]:
        print(f"# {problem}")
sys.exit(any(problems for _, problems in results))
