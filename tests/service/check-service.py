#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the unit of rackwardd with systemd's own tools, and that rackwardd speaks to a service manager: TAP on standard output.

Usage: check-service.py UNIT RACKWARDD
"""
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile

unit, daemon = map(os.path.abspath, sys.argv[1:3])
# systemd's figure, 0 (nothing can be reached) to 10; what it counts is what is left open on purpose: the
# network, which is what a server is for.
MOST = 1.2

results = []


def check(name, well, detail=""):
    results.append((name, well, detail))


def run(*words):
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout


def check_unit(folder):
    # As installed, but with the program that was just built: verify looks for it.
    text = re.sub(r"^ExecStart=\S+", "ExecStart=" + daemon, open(unit).read(), flags=re.M)
    # Pages are looked for in the system's folders, where these are not installed.
    text = re.sub(r"^Documentation=.*\n", "", text, flags=re.M)
    path = os.path.join(folder, "rackwardd.service")
    with open(path, "w") as file:
        file.write(text)
    status, said = run("systemd-analyze", "verify", "--man=no", path)
    complaints = [line for line in said.splitlines() if "rackwardd.service" in line]
    check("systemctl reload is answered", re.search(r"^Type=notify-reload$", text, re.M) is not None)
    check("systemd-analyze verify finds nothing", status == 0 and not complaints, said)
    status, said = run("systemd-analyze", "security", "--offline=true", "--no-pager", path)
    match = re.search(r"Overall exposure level for \S+: ([0-9.]+) (\w+)", said)
    figure = float(match.group(1)) if match else 10.0
    check(f"systemd-analyze security: exposure {figure}, at most {MOST}", figure <= MOST,
          "\n".join(line for line in said.splitlines() if line.startswith("✗")) if match else said)


def check_notify(folder):
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    listener.settimeout(60)
    path = os.path.join(folder, "notify")
    listener.bind(path)
    environment = dict(os.environ, NOTIFY_SOCKET=path, WATCHDOG_USEC="200000")
    process = subprocess.Popen([daemon, "--data", os.path.join(folder, "data"), "--listen", "127.0.0.1:0"], env=environment,
                               stdout=subprocess.DEVNULL)
    heard = []
    try:
        while heard.count(b"WATCHDOG=1") < 3:
            heard.append(listener.recv(1000))
        process.send_signal(signal.SIGHUP)
        while heard.count(b"READY=1") < 2:
            heard.append(listener.recv(1000))
        process.send_signal(signal.SIGTERM)
        while b"STOPPING=1" not in heard:
            heard.append(listener.recv(1000))
    except TimeoutError:
        pass
    if b"STOPPING=1" not in heard:
        process.kill()
    check("ready is said first", heard[:1] == [b"READY=1"], str(heard))
    check("then that it is alive, at last that it stops", b"WATCHDOG=1" in heard and heard[-1:] == [b"STOPPING=1"], str(heard))
    reloading = [at for at, state in enumerate(heard) if re.fullmatch(rb"RELOADING=1\nMONOTONIC_USEC=\d+", state)]
    check("a reload is said before it is done", len(reloading) == 1 and b"READY=1" in heard[reloading[0]:], str(heard))
    check("it ends well", process.wait() == 0)


with tempfile.TemporaryDirectory(prefix="rackward-") as folder:
    if shutil.which("systemd-analyze"):
        check_unit(folder)
    check_notify(folder)
print(f"1..{len(results)}")
for number, (name, well, detail) in enumerate(results, 1):
    print("ok" if well else "not ok", number, name)
    if not well:
        print("\n".join("# " + line for line in detail.splitlines()))
sys.exit(0 if all(well for _, well, _ in results) else 1)
