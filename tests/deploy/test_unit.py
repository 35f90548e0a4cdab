"""The unit of systemd that is installed: what systemd thinks of it, and that it lets the server do its work.

    test_unit.py CMAKE BUILD-FOLDER SOURCE-FOLDER
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

MAX_EXPOSURE = 1.0


def analyze(*arguments):
    return subprocess.run(["systemd-analyze", "--no-pager", *arguments], capture_output=True, text=True, timeout=60)


def call_groups():
    """Groups of system calls, as systemd knows them: name -> calls and names of other groups."""
    groups = {}
    for line in re.sub(r"\x1b\[[0-9;]*m", "", analyze("syscall-filter").stdout).splitlines():
        if line.startswith("@"):
            group = groups.setdefault(line.split()[0], [])
        elif line.startswith("    ") and not line.strip().startswith("#"):
            group.append(line.strip())
    return groups


def expand(groups, name):
    if not name.startswith("@"):
        return {name}
    return set().union(*(expand(groups, member) for member in groups[name]))


def server_calls(source):
    """What the server allows itself, by the names in syscalls.c, and what it needs before that."""
    text = (source / "server/confine/syscalls.c").read_text("utf-8")
    listed = re.search(r"allowed\[\] = \{(.*?)\n\};", text, re.S).group(1)
    names = set(re.findall(r'"(\w+)"', listed)) | set(re.findall(r'allow_if\(filter, "(\w+)"', text))
    before = {"clone3", "seccomp", "landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self", "socket",
              "bind", "listen", "connect"}
    # @resources is forbidden: the unit sets SCHED_BATCH itself, and nice values are a matter of speed only.
    return (names | before) - {"sched_setscheduler", "setpriority"}


class Unit(unittest.TestCase):
    cmake = build = source = None

    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        root = pathlib.Path(scratch.name)
        subprocess.run([cls.cmake, "--install", cls.build, "--prefix", root], check=True, capture_output=True)
        cls.unit = root / "lib/systemd/system/docfinch-serve.service"
        # systemd looks for the program in /usr/local/bin and /usr/bin, where it need not be while this test runs.
        text = cls.unit.read_text("utf-8")
        cls.text = text.replace("ExecStart=docfinch-serve ", f"ExecStart={root}/bin/docfinch-serve ")
        assert cls.text != text
        cls.unit.write_text(cls.text, "utf-8")

    def setting(self, name):
        return re.findall(rf"^{name}=(.*)$", self.text, re.M)

    def test_exposure(self):
        result = analyze("security", "--offline=true", self.unit)
        exposure = re.search(r"Overall exposure level for \S+: ([\d.]+)", result.stdout)
        self.assertIsNotNone(exposure, result.stdout + result.stderr)
        self.assertLessEqual(float(exposure.group(1)), MAX_EXPOSURE, result.stdout)

    def test_systemd_understands_every_line(self):
        result = analyze("verify", self.unit)
        self.assertEqual((result.returncode, result.stdout), (0, ""), result.stderr)
        self.assertNotIn("docfinch", result.stderr)

    def test_every_call_that_the_server_needs_is_let_through(self):
        groups, allowed = call_groups(), set()
        if not groups:
            self.skipTest("this systemd knows no groups of system calls")
        for line in self.setting("SystemCallFilter"):
            calls = set().union(*(expand(groups, name) for name in line.lstrip("~").split()))
            allowed = allowed - calls if line.startswith("~") else allowed | calls
        allowed |= expand(groups, "@default")
        self.assertEqual(server_calls(self.source) - allowed, set())

    def test_the_server_takes_its_command_line(self):
        """All its options are known, and the file comes last: it is missed, and nothing else."""
        variables = dict(re.findall(r'"(\w+)=([^"]*)"', " ".join(self.setting("Environment"))))
        words = []
        for word in self.setting("ExecStart")[0].split():
            name = word.strip("${}")
            words += variables[name].split() if word.startswith("$") else [word]
        words[-1] = "/nowhere/docs.db"
        result = subprocess.run(words, capture_output=True, text=True, timeout=60)
        self.assertEqual(result.returncode, 3)
        self.assertIn("/nowhere/docs.db: there is no such file", result.stderr)


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    Unit.source = pathlib.Path(sys.argv.pop())
    Unit.build = sys.argv.pop()
    Unit.cmake = sys.argv.pop()
    if not shutil.which("systemd-analyze"):
        sys.exit("systemd-analyze is missing; .ci/install test installs it")
    unittest.main()
