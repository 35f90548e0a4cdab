"""What is installed: both programs, and documents whose links lead to files that are there.

    test_install.py CMAKE BUILD-FOLDER
"""
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest


def links_of(path):
    """Relative addresses of files that a document links to."""
    pattern = r"\]\(([^)\s]+)\)" if path.suffix == ".md" else r'(?:href|src)="([^"]+)"'
    found = {link.split("#")[0] for link in re.findall(pattern, path.read_text("utf-8"))}
    return {link for link in found if link and not re.match(r"[a-z]+:|/", link)}


class Install(unittest.TestCase):
    cmake = build = None

    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.root = pathlib.Path(scratch.name)
        subprocess.run([cls.cmake, "--install", cls.build, "--prefix", cls.root], check=True, capture_output=True)
        cls.documents = cls.root / "share/doc/docfinch"

    def test_programs(self):
        for name in ("docfinch-index", "docfinch-serve"):
            run = subprocess.run([self.root / "bin" / name, "--version"], capture_output=True, text=True, timeout=30)
            self.assertEqual((run.returncode, run.stdout.split()[0]), (0, name))

    def test_documents_that_the_manual_names(self):
        text = "".join(path.read_text("utf-8") for path in self.documents.glob("manual/*.html"))
        for name in ("haproxy.cfg", "nginx.conf", "API.md"):
            self.assertIn(f"<code>{name}</code>", text)
            self.assertTrue((self.documents / name).is_file(), name)

    def test_every_link_of_the_readme_and_the_manual_leads_to_a_file(self):
        pages = sorted(self.documents.glob("manual/*.html"))
        self.assertGreater(len(pages), 5)
        self.assertTrue((self.documents / "copyright").is_file())
        texts = [self.documents / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "API.md")]
        for document in texts + pages:
            links = links_of(document)
            self.assertTrue(links, document)
            for link in links:
                self.assertTrue((document.parent / link).is_file(), f"{document.name}: {link}")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    Install.build = sys.argv.pop()
    Install.cmake = sys.argv.pop()
    unittest.main()
