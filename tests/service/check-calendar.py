#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts a calendar feed of rackwardd into radicale, a CalDAV server, and reads back the same events; brings a carrier's
notice in by rackwardctl: TAP on standard output.

Usage: check-calendar.py RACKWARDD RACKWARDCTL
"""
import base64
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import xml.etree.ElementTree as xml

daemon, ctl = map(os.path.abspath, sys.argv[1:3])
FEED = "01a20000-0000-7000-8000-00000000fe01"
SYSTEM = "01a20000-0000-7000-8000-00000000ce01"
KEY = secrets.token_urlsafe(32)

results = []


def check(name, well, detail=""):
    results.append((name, bool(well), str(detail)))


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def call(method, url, body=None, headers=None):
    request = urllib.request.Request(url, data=body, method=method, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=60) as reply:
            return reply.status, reply.read().decode(), dict(reply.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), dict(error.headers)


def wait_for(url):
    for _ in range(300):
        try:
            return call("GET", url)
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{url} does not answer")


def ask(url, token, path, body):
    status, text, _ = call("POST", url + path, json.dumps(body).encode(),
                           {"Authorization": "Bearer " + token, "Content-Type": "application/json"})
    assert status == 200, text
    return json.loads(text)


def change(index):
    start = f"2031-{index % 12 + 1:02}-{index % 28 + 1:02}"
    return {
        "type": "normal", "status": "draft",
        "title": f"Arbeiten am Übergang {index}; Trasse „Nord“, Teil {index * 7}, mit allem, was dazugehört",
        "start": f"{start}T22:00:00Z", "end": f"{start}T23:{index % 60:02}:00Z",
        "test_plan": "Ping", "backout_plan": "Back", "risk_probability": "low", "risk_effect": "low",
    }


def fill(url, token):
    epoch = json.loads(call("GET", url + "/v1/hello")[1])["epoch"]
    muts = [{"mid": 1, "op": "create", "kind": "calendar_feed", "id": FEED, "base": 0, "set": {"name": "Alle Änderungen"}}]
    for index in range(40):
        record = f"01a20000-0000-7000-8000-{index:012x}"
        muts.append({"mid": len(muts) + 1, "op": "create", "kind": "change", "id": record, "base": 0, "set": change(index)})
        if index % 5:
            muts.append({"mid": len(muts) + 1, "op": "create", "kind": "change_item", "id": record.replace("01a2", "01a3"),
                         "base": 0, "set": {"change": record, "ci": SYSTEM}})
            muts.append({"mid": len(muts) + 1, "op": "update", "kind": "change", "id": record, "base": 1 << 40,
                         "set": {"status": "submitted"}})
        if index % 7 == 1:
            muts.append({"mid": len(muts) + 1, "op": "update", "kind": "change", "id": record, "base": 1 << 40,
                         "set": {"start": "2031-06-01T20:00:00Z", "end": "2031-06-01T21:00:00Z"}})
        if index % 11 == 1:
            muts.append({"mid": len(muts) + 1, "op": "update", "kind": "change", "id": record, "base": 1 << 40,
                         "set": {"status": "cancelled"}})
    answer = ask(url, token, "/v1/mutations", {"client": "01a20000-0000-7000-8000-00000000000a", "epoch": epoch, "ack": 0, "muts": muts})
    refused = [result for result in answer["results"] if result["status"] not in ("applied", "merged")]
    check("the changes are written", not refused, refused[:3])
    ask(url, token, "/v1/secret", {"kind": "calendar_feed", "id": FEED, "field": "key", "base": 1 << 40, "value": KEY})


def events_of(text):
    """What each event says, by its UID; lines unfolded as RFC 5545, 3.1, has it."""
    found, event = {}, {}
    lines = re.sub(r"\r?\n[ \t]", "", text).splitlines()
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            event = {}
        elif line == "END:VEVENT":
            found[event["UID"]] = event
        else:
            event[name.split(";")[0]] = value
    return found


KEPT = ["UID", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "SUMMARY", "DESCRIPTION", "TRANSP"]


def same(sent, read, what):
    check(f"{what}: as many events", sorted(sent) == sorted(read), (len(sent), len(read)))
    different = [(uid, name, sent[uid].get(name), read.get(uid, {}).get(name))
                 for uid in sent for name in KEPT if sent[uid].get(name) != read.get(uid, {}).get(name)]
    check(f"{what}: the same events", not different, different[:5])


def check_radicale(folder, text):
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(["radicale", "--config", "", "--server-hosts", f"127.0.0.1:{port}", "--auth-type", "none",
                                "--storage-filesystem-folder", os.path.join(folder, "radicale"), "--logging-level", "error"],
                               stdout=subprocess.DEVNULL)
    user = {"Authorization": "Basic " + base64.b64encode(b"ops:").decode()}
    try:
        wait_for(url + "/")
        # A whole calendar is a collection.
        status, said, _ = call("PUT", url + "/ops/changes/", text.encode(), user | {"Content-Type": "text/calendar; charset=utf-8"})
        check("radicale takes the feed", status == 201, (status, said))
        query = (b'<?xml version="1.0"?><C:calendar-query xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:D="DAV:">'
                 b'<D:prop><C:calendar-data/></D:prop><C:filter><C:comp-filter name="VCALENDAR">'
                 b'<C:comp-filter name="VEVENT"/></C:comp-filter></C:filter></C:calendar-query>')
        status, said, _ = call("REPORT", url + "/ops/changes/", query, user | {"Depth": "1", "Content-Type": "application/xml"})
        check("radicale answers a REPORT", status == 207, (status, said[:300]))
        read = {}
        for data in xml.fromstring(said).iter("{urn:ietf:params:xml:ns:caldav}calendar-data"):
            read.update(events_of(data.text))
        same(events_of(text), read, "REPORT")
        status, said, _ = call("GET", url + "/ops/changes/", None, user)
        same(events_of(text), events_of(said), "GET")
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
        done = subprocess.run(["radicale", "--config", "", "--storage-filesystem-folder", os.path.join(folder, "radicale"), "--verify-storage"],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        check("radicale finds no fault in what it keeps", done.returncode == 0, done.stdout)
    finally:
        process.kill()


NOTICE = """BEGIN:VCALENDAR\r
VERSION:2.0\r
BEGIN:VEVENT\r
UID:42@nordkabel\r
DTSTART;TZID=Europe/Berlin:20311126T000000\r
DTEND;TZID=Europe/Berlin:20311126T040000\r
SUMMARY:Splice work\r
SEQUENCE:{sequence}\r
STATUS:{status}\r
X-MAINTNOTE-PROVIDER:Nordkabel\r
X-MAINTNOTE-MAINTENANCE-ID:CHG-42\r
X-MAINTNOTE-OBJECT-ID:NK-1001\r
X-MAINTNOTE-IMPACT:OUTAGE\r
X-MAINTNOTE-STATUS:CONFIRMED\r
END:VEVENT\r
END:VCALENDAR\r
"""


def bring(url, token, text):
    """What rackwardctl intake says: exit status, standard output, standard error."""
    done = subprocess.run([ctl, "intake", "notice", "--server=" + url], input=text.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env=dict(os.environ, RACKWARD_TOKEN=token))
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def rows_of(url, token, kind):
    text = call("GET", url + "/v1/changes", None, {"Authorization": "Bearer " + token})[1]
    return [row for row in map(json.loads, text.splitlines()) if row.get("kind") == kind]


def check_intake(url, data, reader):
    tokens = {role: subprocess.run([ctl, "token", "create", "--data=" + data, "--roles=" + role, "--days=1", role],
                                   stdout=subprocess.PIPE, text=True, check=True).stdout.split()[-1] for role in ("intake", "auditor")}
    first = NOTICE.format(sequence=1, status="CONFIRMED")
    check("a notice comes in", bring(url, tokens["intake"], first)[:2] == (0, "CHG-42: new\n"))
    before = rows_of(url, reader, "carrier_notice")
    check("the same again changes nothing", bring(url, tokens["intake"], first)[:2] == (0, "CHG-42: same\n")
          and rows_of(url, reader, "carrier_notice") == before)
    check("it is cancelled", bring(url, tokens["intake"], NOTICE.format(sequence=2, status="CANCELLED"))[:2] == (0, "CHG-42: updated\n"))
    check("an old one is late", bring(url, tokens["intake"], first)[:2] == (0, "CHG-42: old\n"))
    rows = rows_of(url, reader, "carrier_notice")
    said = json.dumps(rows)
    check("there is one, in the carrier's time", len(rows) == 1 and "cancelled" in said and "2031-11-25T23:00:00Z" in said, rows)
    status, out, err = bring(url, tokens["intake"], first.replace("X-MAINTNOTE-PROVIDER", "X-OTHER"))
    check("what cannot be read is said, with what is missing", status == 2 and out == "" and "X-MAINTNOTE-PROVIDER" in err, err)
    check("who may not write it is refused", bring(url, tokens["auditor"], first)[0] == 1)
    check("nor is a token that there is not", bring(url, "nonsense", first)[0] == 1)
    status, _, _ = call("GET", url + "/v1/changes", None, {"Authorization": "Bearer " + tokens["intake"]})
    check("an intake reads nothing", status == 403, status)


def main(folder):
    data, port = os.path.join(folder, "data"), free_port()
    url = f"http://127.0.0.1:{port}"
    os.mkdir(data)
    process = subprocess.Popen([daemon, "--data", data, "--listen", f"127.0.0.1:{port}"], stdout=subprocess.DEVNULL)
    try:
        wait_for(url + "/v1/hello")
        token = subprocess.run([ctl, "token", "create", "--data=" + data, "--roles=admin,manager,technician", "--days=1", "Test"],
                               stdout=subprocess.PIPE, text=True, check=True).stdout.split()[-1]
        epoch = json.loads(call("GET", url + "/v1/hello")[1])["epoch"]
        ask(url, token, "/v1/mutations", {"client": "01a20000-0000-7000-8000-00000000000b", "epoch": epoch, "ack": 0, "muts": [
            {"mid": 1, "op": "create", "kind": "vm", "id": SYSTEM, "base": 0, "set": {"name": "web-1"}}]})
        fill(url, token)
        path = f"{url}/v1/calendar/{FEED}/{KEY}.ics"
        status, text, headers = call("GET", path)
        check("the feed is read", status == 200 and len(events_of(text)) == 32, (status, len(events_of(text))))
        check("some were cancelled, and some moved", "STATUS:CANCELLED" in text and "SEQUENCE:1" in text)
        status, _, _ = call("GET", path, None, {"If-None-Match": headers["ETag"]})
        check("what did not change is not sent again", status == 304, status)
        check_intake(url, data, token)
        check_radicale(folder, text)
    finally:
        process.send_signal(signal.SIGTERM)
        check("rackwardd ends well", process.wait(timeout=60) == 0)


if not shutil.which("radicale"):
    print("1..0 # SKIP radicale is not installed")
    sys.exit(0)
with tempfile.TemporaryDirectory(prefix="rackward-") as scratch:
    main(scratch)
print(f"1..{len(results)}")
for number, (name, well, detail) in enumerate(results, 1):
    print("ok" if well else "not ok", number, name)
    if not well:
        print("\n".join("# " + line for line in detail.splitlines()))
sys.exit(0 if all(well for _, well, _ in results) else 1)
