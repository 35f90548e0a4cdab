"""What the benchmarks share: a server to measure, a client that keeps its connection, queries, percentiles, a table.

The programs are those of the release build in build/release, or of DOCFINCH_BUILD. Standard library only.
"""
import csv
import http.client
import os
import re
import shutil
import subprocess
import tempfile
import time
import urllib.parse

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
BUILD = os.path.abspath(os.environ.get("DOCFINCH_BUILD", os.path.join(ROOT, "build", "release")))
INDEX = os.path.join(BUILD, "indexer", "docfinch-index")
MAX_TRIES = 20
SERVE = os.path.join(BUILD, "server", "docfinch-serve")


class Server:
    """docfinch-serve on a free port of 127.0.0.1, for the length of a with block."""

    def __init__(self, database, *options):
        self.database, self.options = database, options

    def __enter__(self):
        self.log = tempfile.TemporaryFile(mode="w+")
        command = [SERVE, self.database, "--listen", "127.0.0.1:0", *self.options]
        self.process = subprocess.Popen(command, stderr=self.log)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self.process.poll() is None:
            self.log.seek(0)
            match = re.search(r"listening on http://127\.0\.0\.1:(\d+)", self.log.read())
            if match:
                self.port = int(match.group(1))
                return self
            time.sleep(0.01)
        self.process.kill()
        self.log.seek(0)
        raise SystemExit(f"docfinch-serve did not start:\n{self.log.read()}")

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()

    def rss_kb(self):
        return status_kb(self.process.pid, "VmRSS")

    def peak_rss_kb(self):
        return status_kb(self.process.pid, "VmHWM")


def status_kb(pid, field):
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        return int(re.search(rf"^{field}:\s+(\d+) kB", file.read(), re.M).group(1))


class Client:
    """One kept connection."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.refused_count = 0

    def get(self, target):
        """The body of a 200 answer; anything else ends the run, except that a busy server (503) is asked again."""
        for _ in range(MAX_TRIES):
            self.connection.request("GET", target)
            response = self.connection.getresponse()
            body = response.read()
            if response.status == 200:
                return body
            if response.status != 503:
                break
            self.refused_count += 1
            time.sleep(0.1)
        raise SystemExit(f"GET {target}: status {response.status}: {body[:200]!r}")

    def take_refused(self):
        """How often the server was busy since the last call."""
        count, self.refused_count = self.refused_count, 0
        return count


def search_target(query):
    return "/api/search?" + urllib.parse.urlencode({"q": query, "limit": 10})


def read_queries(paths, maximum):
    """Up to maximum values of the first column of each TSV file, its header line left out."""
    queries = []
    for path in paths:
        with open(path, encoding="utf-8", newline="") as file:
            rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            next(rows, None)
            queries += [row[0] for row, _ in zip((row for row in rows if row and row[0]), range(maximum))]
    if not queries:
        raise SystemExit("no queries in " + " ".join(paths))
    return queries


def typed(queries):
    """What a reader who types the queries letter by letter sends."""
    for query in queries:
        for length in range(1, len(query) + 1):
            yield query[:length]


def percentile(values, share):
    """Nearest rank; values need not be sorted."""
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, round(share * len(ordered) + 0.5) - 1))]


def median(values):
    return percentile(values, 0.5)


def run_measured(command, **options):
    """(wall seconds, peak resident KB of its largest process); a failing command ends the run with its output."""
    with tempfile.TemporaryFile(mode="w+") as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, **options)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            output.seek(0)
            raise SystemExit(f"{' '.join(command)} failed with status {process.returncode}:\n{output.read()[-2000:]}")
    return seconds, usage.ru_maxrss


def find_program(name, package):
    path = shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin:/sbin")
    if path is None:
        raise SystemExit(f"{name} is missing: apt-get install {package}")
    return path


def print_table(header, rows):
    rows = [[str(cell) for cell in row] for row in [header, *rows]]
    widths = [max(len(row[i]) for row in rows) for i in range(len(header))]
    for row in rows:
        print("  ".join([row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:]))]))
