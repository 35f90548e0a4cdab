"""An artifact that is not exactly what the indexer wrote is refused, with one line that says why."""

import hashlib
import os
import sqlite3
import struct
import tempfile
import unittest

from programs import Complaints, index, serve, write_pages

PAGE_BYTES = 4096
RESERVED_BYTES = 32
OFFSET_USER_VERSION = 60
OFFSET_APPLICATION_ID = 68


def sealed(content):
    """The bytes with a checksum that is right for them: the field counts as zeros."""
    field = slice(PAGE_BYTES - RESERVED_BYTES, PAGE_BYTES)
    content = bytearray(content)
    content[field] = bytes(RESERVED_BYTES)
    content[field] = hashlib.sha256(content).digest()
    return bytes(content)


class ArtifactTest(Complaints, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        path = os.path.join(cls.folder.name, "good.db")
        site = write_pages(os.path.join(cls.folder.name, "site"))
        result = index("build", "--quiet", "--docset", "docs=" + site, "-o", path)
        assert result.returncode == 0, result.stderr
        with open(path, "rb") as file:
            cls.good = file.read()

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def file(self, content, name="docs.db"):
        path = os.path.join(self.folder.name, name)
        with open(path, "wb") as file:
            file.write(content)
        return path

    def test_the_whole_file_is_taken(self):
        path = self.file(self.good)
        self.assertEqual(serve(path).returncode, 0)
        self.assertEqual(index("info", path).returncode, 0)

    def test_the_seal_of_this_test_is_the_real_one(self):
        self.assertEqual(sealed(self.good), self.good)

    def test_truncated(self):
        for size in (1, 15, 16, 99, 100, 4095, 4096, 4097, 8192, len(self.good) // 2, len(self.good) - PAGE_BYTES,
                     len(self.good) - 1):
            self.assert_refused(self.file(self.good[:size]))

    def test_longer(self):
        for tail in (b"\0", b"x" * PAGE_BYTES, self.good):
            self.assert_refused(self.file(self.good + tail))

    def test_single_bits(self):
        size = len(self.good)
        offsets = [0, 15, 16, 18, 20, 24, 28, 44, 56, 96, 99, 100, 4063, 4064, 4095, 4096, size - 1]
        offsets += [(step * 7919 + 13) % size for step in range(24)]
        for step, offset in enumerate(offsets):
            content = bytearray(self.good)
            content[offset] ^= 1 << step % 8
            with self.subTest(offset=offset):
                self.assert_refused(self.file(content))

    def test_pages_swapped_or_blank(self):
        first, second = self.good[PAGE_BYTES:2 * PAGE_BYTES], self.good[2 * PAGE_BYTES:3 * PAGE_BYTES]
        self.assertNotEqual(first, second)
        self.assert_refused(self.file(self.good[:PAGE_BYTES] + second + first + self.good[3 * PAGE_BYTES:]))
        self.assert_refused(self.file(self.good[:PAGE_BYTES] + bytes(PAGE_BYTES) + self.good[2 * PAGE_BYTES:]))
        self.assert_refused(self.file(bytes(len(self.good))))

    def test_other_version_is_named(self):
        content = bytearray(self.good)
        version, = struct.unpack_from(">I", content, OFFSET_USER_VERSION)
        for other in (0, version + 1, 0xFFFFFFFF):
            struct.pack_into(">I", content, OFFSET_USER_VERSION, other)
            self.assert_refused(self.file(sealed(content)), "version", str(version))

    def test_other_application(self):
        content = bytearray(self.good)
        struct.pack_into(">I", content, OFFSET_APPLICATION_ID, 0)
        self.assert_refused(self.file(sealed(content)))

    def test_not_a_database(self):
        for content in (b"", b"hello\n", b"<!DOCTYPE html>" * 1000, os.urandom(3 * PAGE_BYTES),
                        b"SQLite format 3\0" + bytes(2 * PAGE_BYTES)):
            self.assert_refused(self.file(content))

    def test_somebody_elses_database(self):
        path = os.path.join(self.folder.name, "other.db")
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE meta (key, value)")
        connection.execute("INSERT INTO meta VALUES ('id', 'x')")
        connection.commit()
        connection.close()
        self.assert_refused(path)

    def test_sealed_but_without_our_tables(self):
        """A file that passes the checksum is still asked for what it should hold."""
        path = os.path.join(self.folder.name, "hollow.db")
        with open(path, "wb") as file:
            file.write(self.good)
        connection = sqlite3.connect(path)
        connection.execute("DELETE FROM meta")
        connection.commit()
        connection.close()
        with open(path, "rb") as file:
            content = file.read()
        self.assert_refused(self.file(sealed(content)))

    def test_missing(self):
        self.assert_refused(os.path.join(self.folder.name, "nothing.db"), "there is no such file")
        self.assert_refused(os.path.join(self.folder.name, "no", "folder.db"), "there is no such file")

    def test_folder(self):
        self.assert_refused(self.folder.name)

    def test_pipe_is_not_waited_for(self):
        path = os.path.join(self.folder.name, "pipe.db")
        os.mkfifo(path)
        self.assert_refused(path)

    def test_device(self):
        self.assert_refused("/dev/zero")
        self.assert_refused("/dev/null")

    def test_links_in_a_circle(self):
        path = os.path.join(self.folder.name, "circle.db")
        os.symlink("circle.db", path)
        self.assert_refused(path)

    @unittest.skipIf(os.geteuid() == 0, "root reads everything")
    def test_file_that_may_not_be_read(self):
        path = self.file(self.good, "secret.db")
        os.chmod(path, 0)
        self.assert_refused(path, "Permission denied")


if __name__ == "__main__":
    unittest.main()
