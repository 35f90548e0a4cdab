"""What the server tells of itself: metrics, the access log, and what was not found."""

import concurrent.futures
import datetime
import itertools
import json
import os
import signal
import stat
import subprocess
import tempfile
import threading
import time
import types
import unittest

from exposition import Metrics
from serving import INDEX, SERVE, ArtifactTest, Server, request

REQUESTS, DURATION = "docfinch_requests_total", "docfinch_request_duration_seconds"


def wait_until(is_so, timeout_s=10):
    """A request is counted and logged once its answer is sent, which is when the client may have it already."""
    end = time.monotonic() + timeout_s
    while not is_so() and time.monotonic() < end:
        time.sleep(0.005)


def count_lines(path):
    with open(path, "rb") as file:
        return file.read().count(b"\n")


def read_metrics(server):
    answer = server.get("/metrics")
    assert answer.status == 200, answer.text
    return Metrics(answer.text)


class ParserTest(unittest.TestCase):
    """The parser that the tests below trust refuses what the format does not allow."""

    def test_it_reads_what_is_right(self):
        text = '# HELP a_b Help.\n# TYPE a_b gauge\na_b{x="1",y="\\"q\\""} 2\na_b{x="2",y=""} +Inf\n'
        self.assertEqual(Metrics(text)["a_b", "x", "1", "y", '\\"q\\"'], 2)

    def test_it_refuses_what_is_wrong(self):
        head = "# HELP a Help.\n# TYPE a counter\n"
        histogram = "# HELP h Help.\n# TYPE h histogram\n"
        for text in ("", head, head + "a 1", head + "a 1\n\n", head + "a 1\na 2\n", head + "b 1\n", head + "a -1\n",
                     head + "a  1\n", head + "a x\n", head + 'a{x=1} 1\n', head + 'a{x="1"y="2"} 1\n',
                     head + 'a{x="\n"} 1\n', head + 'a{x="1",x="1"} 1\n', head + "a 1\n" + head + "a 1\n",
                     "# TYPE a counter\na 1\n", "# HELP a Help.\na 1\n", "a 1\n", "# HELP a Help.\n# TYPE a sum\na 1\n",
                     histogram + 'h_bucket{le="1"} 1\nh_sum 1\nh_count 1\n',
                     histogram + 'h_bucket{le="1"} 2\nh_bucket{le="+Inf"} 1\nh_sum 1\nh_count 1\n',
                     histogram + 'h_bucket{le="1"} 1\nh_bucket{le="+Inf"} 1\nh_sum 1\nh_count 2\n',
                     histogram + 'h_bucket{le="2"} 1\nh_bucket{le="1"} 1\nh_bucket{le="+Inf"} 1\nh_sum 1\nh_count 1\n'):
            with self.subTest(text=text), self.assertRaises((ValueError, KeyError)):
                Metrics(text)


class MetricsTest(ArtifactTest, unittest.TestCase):
    def settled(self):
        """The metrics when nothing is in flight but the request for them."""
        wait_until(lambda: read_metrics(self.server)["docfinch_requests_in_flight"] == 1)
        return read_metrics(self.server)

    def count(self, target, *key, status=200, **headers):
        """How much a request adds to a series."""
        before = self.settled()[key]
        answer = self.server.get(target, **headers)
        self.assertEqual(answer.status, status)
        return self.settled()[key] - before

    def test_the_page_is_what_prometheus_reads(self):
        answer = self.server.get("/metrics")
        self.assertEqual(answer["Content-Type"], "text/plain; version=0.0.4; charset=utf-8")
        self.assertEqual(answer["Cache-Control"], "no-store")
        metrics = Metrics(answer.text)
        self.assertGreater(len(metrics.types), 15)
        for name, kind in metrics.types.items():
            self.assertTrue(name.startswith("docfinch_"), name)
            self.assertEqual(kind == "counter", name.endswith("_total"), name)
        self.assertEqual(self.server.get("/metrics", "HEAD").status, 200)
        self.assertEqual(self.server.get("/metrics", "POST").status, 405)

    def test_answers_count_by_route_and_status(self):
        for target, status, route in (("/", 200, "/"), ("/search?q=lamp", 200, "/search"),
                                      ("/api/search?q=lamp", 200, "/api/search"), ("/api/search", 400, "/api/search"),
                                      ("/assets/nothing", 404, "/assets/*"), ("/docs/lantern/", 200, "/docs/*"),
                                      ("/docs/nothing/x", 404, "/docs/*"), ("/healthz", 200, "/healthz"),
                                      ("/nothing", 404, "none"), ("/%zz", 400, "none")):
            with self.subTest(target=target):
                key = (REQUESTS, "route", route, "status", str(status))
                self.assertEqual(self.count(target, *key, status=status), 1)
                self.assertEqual(self.count(target, DURATION + "_count", "route", route, status=status), 1)
        etag = self.server.get("/")["ETag"]
        self.assertEqual(self.count("/", REQUESTS, "route", "/", "status", "304", status=304, if_none_match=etag), 1)

    def test_no_client_can_make_a_series(self):
        def shapes():
            return len(self.settled().samples)
        for target in ("/a", "/docs/a", "/api/search?q=a"):
            self.server.get(target)
        before = shapes()
        for number in range(50):
            for target in (f"/x{number}", f"/docs/{number}", f"/assets/{number}.js", f"/api/search?q=word{number}"):
                self.server.get(target)
        self.assertLessEqual(shapes() - before, 1)  # the first 404 of /assets/*

    def test_refused_requests_count_by_reason(self):
        host = b"GET / HTTP/1.1\r\nHost: a\r\n"
        for raw, status, reason in (
                (b"GET / HTTP/1.1\r\n\r\n", 400, "guard"),
                (host + b"Host: b\r\n\r\n", 400, "guard"),
                (host + b"X: " + b"x" * 9000 + b"\r\n\r\n", 431, "header_too_large"),
                (request("/" + "x" * 5000), 414, "target_too_long"),
                (host + b"Content-Length: 1\r\n\r\nx", 400, "body"),
                (request("/%zz"), 400, "bad_target"),
                (request("/a/../b"), 400, "bad_target"),
                (b"\x16\x03\x01\r\n\r\n", 400, "unreadable"),
                (b"GET / HTTP/7.0\r\n\r\n", 505, "unreadable")):
            with self.subTest(raw=raw[:60]):
                refused = ("docfinch_requests_refused_total", "reason", reason)
                answers = (REQUESTS, "route", "none", "status", str(status))
                before = self.settled()
                self.assertEqual(self.server.ask(raw).status, status)
                wait_until(lambda: read_metrics(self.server)[refused] > before[refused])
                after = self.settled()
                self.assertEqual((after[refused] - before[refused], after[answers] - before[answers]), (1, 1))

    def test_searches_count_by_where_their_answer_came_from(self):
        name, target = "docfinch_cache_lookups_total", "/api/search?q=lamp&limit=17"
        self.assertEqual(self.count(target, name, "result", "miss"), 1)
        self.assertEqual(self.count(target, name, "result", "hit"), 1)
        etag = self.server.get(target)["ETag"]
        self.assertEqual(self.count(target, name, "result", "hit", status=304, if_none_match=etag), 1)
        with Server(self.artifact) as server:
            before = read_metrics(server)[name, "result", "unchanged"]
            self.assertEqual(server.get(target, if_none_match=etag).status, 304)
            self.assertEqual(read_metrics(server)[name, "result", "unchanged"] - before, 1)

    def test_searches_without_results_count_whether_kept_or_not(self):
        for _ in range(2):
            self.assertEqual(self.count("/api/search?q=qqzzxxvv", "docfinch_searches_empty_total"), 1)
        self.assertEqual(self.count("/search?q=qqzzxxvv", "docfinch_searches_empty_total"), 1)
        self.assertEqual(self.count("/api/search?q=lantern", "docfinch_searches_empty_total"), 0)
        self.assertEqual(self.count("/search", "docfinch_searches_empty_total"), 0)
        self.assertEqual(self.count("/api/search?q=", "docfinch_searches_empty_total"), 0)

    def test_connections_and_requests_are_gauged(self):
        with self.server.connect() as connection:
            connection.send(request("/healthz"))
            connection.receive()
            metrics = read_metrics(self.server)
            self.assertGreaterEqual(metrics["docfinch_connections_open"], 2)
            self.assertGreaterEqual(metrics["docfinch_connections_total"], 2)
            self.assertGreaterEqual(metrics["docfinch_requests_in_flight"], 1)
        seen = []
        wait_until(lambda: seen.append(read_metrics(self.server)["docfinch_connections_open"]) or seen[-1] == 1)
        self.assertEqual(seen[-1], 1)
        self.assertEqual(self.settled()["docfinch_requests_in_flight"], 1)

    def test_the_artifact_and_the_process_are_described(self):
        metrics = read_metrics(self.server)
        meta = json.loads(self.server.get("/api/meta").text)
        self.assertEqual(metrics["docfinch_artifact_info", "id", meta["index"]], 1)
        self.assertEqual(metrics["docfinch_artifact_entries"], meta["entries"])
        version = meta["server"].split()[1]
        self.assertEqual(metrics["docfinch_build_info", "version", version], 1)
        for name in ("docfinch_artifact_loaded_timestamp_seconds", "docfinch_start_time_seconds"):
            self.assertAlmostEqual(metrics[name], time.time(), delta=300)
        pid = self.server.process.pid
        with open(f"/proc/{pid}/statm", encoding="ascii") as file:
            resident = int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")
        self.assertAlmostEqual(metrics["docfinch_resident_memory_bytes"], resident, delta=resident / 2)
        self.assertAlmostEqual(metrics["docfinch_open_file_descriptors"], len(os.listdir(f"/proc/{pid}/fd")), delta=3)

    def test_nothing_is_lost_when_many_ask(self):
        def ask_many(_):
            with self.server.connect() as connection:
                for _ in range(100):
                    connection.send(request("/readyz"))
                    connection.receive()
        key = (REQUESTS, "route", "/readyz", "status", "200")
        before = self.settled()[key]
        with concurrent.futures.ThreadPoolExecutor(16) as threads:
            list(threads.map(ask_many, range(16)))
        self.assertEqual(self.settled()[key] - before, 1600)

    def test_waits_for_an_engine_are_counted(self):
        def ask_many(_):
            with server.connect() as connection:
                for _ in range(50):
                    words = f"lamp+oil+{next(different)}"
                    connection.send(request(f"/api/search?q={words}&explain=1&limit=100"))
                    connection.receive()

        def count_after_many():
            with concurrent.futures.ThreadPoolExecutor(16) as threads:
                list(threads.map(ask_many, range(16)))
            seen.append(read_metrics(server)["docfinch_engine_waits_total"])
            return seen[-1] > 0
        different, seen = itertools.count(), []
        with Server(self.artifact, "--engines", "1") as server:
            self.assertEqual(read_metrics(server)["docfinch_engine_waits_total"], 0)
            wait_until(count_after_many, 30)
            self.assertGreater(seen[-1], 0)

    def test_the_page_can_be_left_out(self):
        with Server(self.artifact, "--no-metrics") as server:
            answer = server.get("/metrics")
            self.assertEqual((answer.status, answer.body), (404, server.get("/nothing").body))


class DeadlineTest(unittest.TestCase):
    """The process sleeps for longer than a search, and the wait for an engine, may take: whatever was under way is over
    its time when it wakes up."""

    WORDS = "lamp oil wick light flame glass brass mantle burner chimney".split()
    QUERY = '/api/search?q="lamp+oil"+"oil+light"+"wick+glass"+"brass+burner"+'

    def write_pages(self, folder):
        """Enough text for phrases to be looked for some milliseconds."""
        for page in range(100):
            sections = "".join(f"<h2 id=s{i}>Section {i}</h2><p>" + " ".join(
                self.WORDS[(i * 7 + k * 3 + page) % len(self.WORDS)] for k in range(60)) for i in range(50))
            with open(os.path.join(folder, f"{page}.html"), "w", encoding="utf-8") as file:
                file.write(f"<!DOCTYPE html><title>Page {page}</title><main><h1>Page {page}</h1>{sections}</main>")

    def ask_until(self, server, number, seen):
        """Answers that were cut short, and answers that the server is busy."""
        count = 0
        with server.connect() as connection:
            while not seen.stop.is_set():
                count += 1
                connection.send(request(f"{self.QUERY}{number}x{count}"))
                answer = connection.receive()
                if answer.status == 503:
                    seen.busy.append(answer)
                elif json.loads(answer.text)["partial"]:
                    seen.partial.append(answer)

    def interrupt(self, server):
        """What eight clients saw of it: 40 times, or until they saw both."""
        seen = types.SimpleNamespace(stop=threading.Event(), partial=[], busy=[])
        end = time.monotonic() + 60
        with concurrent.futures.ThreadPoolExecutor(8) as threads:
            asking = [threads.submit(self.ask_until, server, i, seen) for i in range(8)]
            count = 0
            while count < 40 or (not (seen.partial and seen.busy) and time.monotonic() < end):
                count += 1
                time.sleep(0.03)
                server.process.send_signal(signal.SIGSTOP)
                time.sleep(0.25)
                server.process.send_signal(signal.SIGCONT)
            seen.stop.set()
            for future in asking:
                future.result()
        return seen.partial, seen.busy

    def test_what_a_deadline_ends_is_counted_and_not_kept(self):
        with tempfile.TemporaryDirectory() as folder:
            self.write_pages(folder)
            artifact = os.path.join(folder, "docs.db")
            subprocess.run([INDEX, "build", "--quiet", "--docset", "lamps=" + folder, "-o", artifact], check=True,
                           timeout=60)
            with Server(artifact, "--engines", "1") as server:
                partial, busy = self.interrupt(server)
                metrics = read_metrics(server)
        self.assertGreater(len(partial), 0)
        self.assertGreater(len(busy), 0)
        self.assertEqual(metrics["docfinch_searches_cut_total"], len(partial))
        self.assertEqual(metrics["docfinch_engine_timeouts_total"], len(busy))
        for answer in partial:
            self.assertEqual((answer.status, answer["Cache-Control"], answer["ETag"]), (200, "no-store", None))
        for answer in busy:
            self.assertEqual(answer["Retry-After"], "1")


class AccessLogTest(ArtifactTest, unittest.TestCase):
    RELOADED = 'docfinch_artifact_reloads_total{result="unchanged"} 1\n'

    def log_of(self, asks, *options):
        """The lines of a server that was asked and stopped."""
        path = os.path.join(self.folder.name, self.id())
        with Server(self.artifact, "--access-log", path, *options) as server:
            for count, raw in enumerate(asks, 1):
                server.ask(raw)
                wait_until(lambda count=count: count_lines(path) == count)
        with open(path, encoding="utf-8") as file:
            lines = file.read().splitlines()
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode) & ~0o640, 0)
        os.unlink(path)
        return [json.loads(line) for line in lines]

    def test_a_log_that_was_renamed_is_made_anew_on_hangup(self):
        path = os.path.join(self.folder.name, self.id())
        with Server(self.artifact, "--access-log", path) as server:
            server.get("/healthz")
            wait_until(lambda: count_lines(path) == 1)
            os.rename(path, path + ".1")
            server.process.send_signal(signal.SIGHUP)
            wait_until(lambda: os.path.exists(path))
            server.get("/readyz")
            wait_until(lambda: count_lines(path) == 1)
            wait_until(lambda: self.RELOADED in server.get("/metrics").text)
            self.assertIn(self.RELOADED, server.get("/metrics").text)
        self.assertEqual(count_lines(path + ".1"), 1)
        self.assertGreater(count_lines(path), 2)

    def test_what_could_not_be_read_is_nobody_elses_query(self):
        lines = self.log_of([request("/search?q=alice"), request("/?q=%zz"), request("/?q=b&q%zz=1")], "--log-queries")
        self.assertEqual([line.get("query") for line in lines], ["alice", None, "b"])

    def test_a_request_is_a_line(self):
        start = datetime.datetime.now(datetime.timezone.utc)
        lines = self.log_of([request("/api/search?q=lamp"), request("/docs/lantern/", "HEAD"), b"nonsense\r\n\r\n"])
        artifact = json.loads(self.server.get("/api/meta").text)["index"]
        self.assertEqual([line["id"] for line in lines], [1, 2, 3])
        for line in lines:
            self.assertRegex(line["time"], r"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\Z")
            moment = datetime.datetime.fromisoformat(line.pop("time").replace("Z", "+00:00"))
            self.assertLess(abs((moment - start).total_seconds()), 60)
        self.assertGreater(lines[0].pop("duration_us"), 0)
        self.assertGreater(lines[0].pop("bytes"), 100)
        self.assertEqual(lines[0], {"id": 1, "method": "GET", "route": "/api/search", "status": 200,
                                    "artifact": artifact})
        self.assertGreater(lines[1].pop("duration_us"), 0)
        self.assertEqual(lines[1], {"id": 2, "method": "HEAD", "route": "/docs/*", "path": "/docs/lantern/",
                                    "status": 200, "bytes": 0, "artifact": artifact})
        self.assertGreater(lines[2].pop("bytes"), 100)
        self.assertEqual(lines[2], {"id": 3, "status": 400, "refused": "unreadable"})

    SECRETS = [request(target) for target in
               ("/api/search?q=secret", "/search?q=secret&docset=secret", "/secret", "/docs/secret", "/assets/secret",
                "/?q=secret", "/secret%zz", "/docs/lantern/?q=secret", "/api/search?q=secret&limit=x")]

    def test_nothing_that_was_typed_is_logged(self):
        lines = self.log_of([*self.SECRETS, request("/healthz", user_agent="secret", referer="http://secret/")])
        self.assertEqual(len(lines), 10)
        self.assertNotIn("secret", json.dumps(lines))
        self.assertNotIn("127.0.0.1", json.dumps(lines))

    def test_it_is_when_asked_for(self):
        lines = self.log_of([*self.SECRETS, request("/api/search?q=" + "%C3%A9" * 500)], "--log-queries")
        told = [(line.get("path"), line.get("query")) for line in lines]
        self.assertEqual(told[:5], [(None, "secret"), (None, "secret"), ("/secret", None), ("/docs/secret", None),
                                    ("/assets/secret", None)])
        self.assertEqual(told[8:], [(None, "secret"), (None, "\u00e9" * 128)])

    def test_addresses_are_those_that_can_be_trusted(self):
        asks = [request("/healthz"), request("/healthz", x_forwarded_for="203.0.113.9, 198.51.100.7"),
                b"GET /healthz HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 2001:db8::7\r\n"
                b"x-forwarded-for: 127.9.9.9\r\n\r\n",
                b"nonsense\r\n\r\n"]
        for options, want in (((), ["127.0.0.1"] * 4),
                              (("--trusted-proxy", "10.0.0.0/8"), ["127.0.0.1"] * 4),
                              (("--trusted-proxy", "10.0.0.0/8", "--trusted-proxy", "127.0.0.0/8"),
                               ["127.0.0.1", "198.51.100.7", "2001:db8::7", "127.0.0.1"])):
            lines = self.log_of(asks, "--log-addresses", *options)
            self.assertEqual([line.get("client") for line in lines], want, options)

    def test_standard_error_can_be_the_log(self):
        server = Server(self.artifact, "--access-log", "-")
        with server:
            server.get("/healthz")
        lines = [json.loads(line) for line in server.lines if line.startswith("{")]
        self.assertEqual([line["route"] for line in lines], ["/healthz"])

    def test_a_line_is_there_soon(self):
        path = os.path.join(self.folder.name, "soon")
        with Server(self.artifact, "--access-log", path) as server:
            for count in range(1, 4):
                server.get("/healthz")
                wait_until(lambda count=count: count_lines(path) == count)
                self.assertEqual(count_lines(path), count)

    def test_it_is_complete_when_the_server_is_stopped_under_load(self):
        def ask_many(_):
            answers = 0
            try:
                with server.connect() as connection:
                    while True:
                        connection.send(request("/readyz"))
                        if connection.receive() is None:
                            return answers
                        answers += 1
            except OSError:
                return answers
        path = os.path.join(self.folder.name, "load")
        with Server(self.artifact, "--access-log", path) as server:
            with concurrent.futures.ThreadPoolExecutor(8) as threads:
                asking = [threads.submit(ask_many, i) for i in range(8)]
                time.sleep(0.5)
                server.process.terminate()
                answers = sum(future.result() for future in asking)
            self.assertEqual(server.wait(), 0)
        with open(path, encoding="utf-8") as file:
            ids = [json.loads(line)["id"] for line in file]
        self.assertEqual(sorted(ids), list(range(1, answers + 1)))
        self.assertGreater(answers, 100)

    def test_a_full_disk_stops_nobody(self):
        with Server(self.artifact, "--access-log", "/dev/full") as server:
            for _ in range(3):
                self.assertEqual(server.get("/healthz").status, 200)
            wait_until(lambda: read_metrics(server)["docfinch_access_log_dropped_total"] >= 3)
            counts = read_metrics(server)
            self.assertGreaterEqual(counts["docfinch_access_log_write_errors_total"], 3)
            self.assertGreaterEqual(counts["docfinch_access_log_dropped_total"], 3)
        said = [line for line in server.lines if "access log" in line]
        self.assertEqual(len(said), 1, server.lines)
        self.assertRegex(said[0], r"warning: /dev/full: .* cannot be written: No space left on device; \d+ requests")

    def test_a_reader_that_stalls_stops_nobody(self):
        path = os.path.join(self.folder.name, "pipe")
        os.mkfifo(path)
        end = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        with Server(self.artifact, "--access-log", path) as server, server.connect() as connection:
            for _ in range(15):
                connection.send(request("/readyz") * 1000)
                for _ in range(1000):
                    self.assertEqual(connection.receive().status, 200)
            self.assertGreater(read_metrics(server)["docfinch_access_log_dropped_total"], 1000)
            self.assertEqual(read_metrics(server)["docfinch_access_log_write_errors_total"], 0)
            time.sleep(2.5)
            self.assertEqual(sum("as fast as requests" in line for line in server.lines), 1, server.lines)
            server.process.terminate()
            self.assertEqual(server.wait(20), 0)
        os.close(end)

    def test_options_that_make_no_sense_are_refused(self):
        for options, words in ((["--log-queries"], "--access-log"), (["--log-addresses"], "--access-log"),
                               (["--trusted-proxy", "10.0.0.1/8"], "10.0.0.1/8"), (["--unanswered", "0"], "'0'"),
                               (["--access-log"], "value")):
            result = subprocess.run([SERVE, self.artifact, *options],
                                    capture_output=True, text=True, timeout=60)
            self.assertEqual(result.returncode, 2, result.stderr)
            self.assertIn(words, result.stderr)
        result = subprocess.run([SERVE, self.artifact, "--access-log", "/no/such/folder"], capture_output=True,
                                text=True, timeout=60)
        self.assertEqual(result.returncode, 3)
        self.assertIn("/no/such/folder", result.stderr)


class UnansweredTest(ArtifactTest, unittest.TestCase):
    options = ("--unanswered", "3")

    def unanswered(self):
        answer = self.server.get("/api/unanswered")
        self.assertEqual((answer.status, answer["Content-Type"], answer["Cache-Control"]),
                         (200, "application/json", "no-store"))
        shown = json.loads(answer.text)
        self.assertEqual(shown["threshold"], 3)
        return {(query["query"], query["docset"]): query["count"] for query in shown["queries"]}

    def ask(self, query, times):
        for _ in range(times):
            self.assertEqual(self.server.get("/api/search?q=" + query).status, 200)

    def test_what_is_asked_often_and_not_found_is_shown(self):
        self.ask("qqzz%20aaxx", 1)
        self.ask("QQZZ+++aaxx", 1)
        self.assertEqual(self.unanswered().get(("qqzz aaxx", "")), None)
        self.server.get("/search?q=qqzz%20aaxx")
        self.assertEqual(self.unanswered().get(("qqzz aaxx", "")), 3)
        self.ask("qqzz%20bbxx&docset=lantern", 4)
        self.assertEqual(self.unanswered().get(("qqzz bbxx", "lantern")), 4)

    def test_letters_of_a_search_that_is_typed_are_not_shown(self):
        before = self.unanswered()
        for _ in range(3):
            for end in range(1, len("qqzzffxx kkyy") + 1):
                self.ask("qqzzffxx kkyy"[:end].replace(" ", "+"), 1)
        self.assertEqual(self.unanswered(), before | {("qqzzffxx kkyy", ""): 3})

    def test_what_is_found_is_not(self):
        before = self.unanswered()
        self.ask("lantern", 5)
        self.ask("", 5)
        self.ask("qqzz%20ccxx&kind=function", 5)
        self.ask("qqzz%20ddxx&limit=0x", 0)
        self.assertEqual(self.unanswered(), before)

    def test_it_is_there_when_asked_for_only(self):
        with Server(self.artifact) as server:
            for _ in range(5):
                server.get("/api/search?q=qqzzeexx")
            answer = server.get("/api/unanswered")
            self.assertEqual((answer.status, answer.body), (404, server.get("/api/nothing").body))


if __name__ == "__main__":
    unittest.main()
