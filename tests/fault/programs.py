"""The two programs, run on things that are not as they should be. DOCFINCH_INDEX and DOCFINCH_SERVE are their paths."""

import os
import subprocess

INDEX = os.environ["DOCFINCH_INDEX"]
SERVE = os.environ["DOCFINCH_SERVE"]
TIMEOUT_S = 60

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body><main><h1>{title}</h1><p>{text}</p><h2 id="more">More of {title}</h2><p>{text}</p></main></body></html>
"""


def write_pages(folder, count=3, words=40):
    """A small folder of documentation, different words on each page."""
    os.makedirs(folder, exist_ok=True)
    for number in range(count):
        text = " ".join(f"word{(number * 7919 + step * 104729) % 5000}" for step in range(words))
        with open(os.path.join(folder, f"page{number}.html"), "w", encoding="utf-8") as file:
            file.write(PAGE.format(title=f"Page {number}", text=text))
    return folder


def index(*arguments, **options):
    return subprocess.run([INDEX, *arguments], capture_output=True, text=True, timeout=TIMEOUT_S, **options)


def serve(artifact):
    """Runs the server on an artifact that it must refuse: a server that starts is stopped and its status is 0."""
    process = subprocess.Popen([SERVE, artifact, "--listen", "127.0.0.1:0", "--threads", "4"],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    line = process.stderr.readline()
    if "listening on" in line:
        process.terminate()
    output, rest = process.communicate(timeout=TIMEOUT_S)
    return subprocess.CompletedProcess(process.args, process.returncode, output, line + rest)


class Complaints:
    """Mixed into a TestCase."""

    def assert_complaint(self, result, program, *words):
        """Status 3 and one line on standard error that has the words."""
        self.assertEqual(result.returncode, 3, result.stderr)
        self.assertEqual(result.stdout, "")
        self.assertRegex(result.stderr, rf"\A{program}: error: [^\n]+\n\Z")
        for word in words:
            self.assertIn(word, result.stderr)

    def assert_refused(self, path, *words):
        """Neither program takes the artifact."""
        self.assert_complaint(serve(path), "docfinch-serve", path, *words)
        self.assert_complaint(index("info", path), "docfinch-index", path, *words)
