"""Our own tree keeps the rules of checks.py."""
import os
import sys
import unittest

sys.dont_write_bytecode = True
import checks  # noqa: E402

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))


class House(unittest.TestCase):
    pass


def add_test(check):
    def test(self):
        complaints = check(ROOT)
        if complaints:
            self.fail("\n".join([f"{len(complaints)} complaint(s)", *complaints]))
    test.__doc__ = check.__doc__
    setattr(House, f"test_{check.__name__}", test)


for function in checks.ALL:
    add_test(function)

if __name__ == "__main__":
    unittest.main()
