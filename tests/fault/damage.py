"""Damaged copies of an artifact, the same in every run: what they have in common is that each must be refused."""

import random

PAGE_BYTES = 4096
RESERVED_BYTES = 32


class Damage:
    """Makes them, as bytes, of a good artifact and another that is good, too."""

    def __init__(self, good, other, seed=1):
        self.random = random.Random(seed)
        self.good, self.other = good, other
        self.pages = len(good) // PAGE_BYTES

    def page(self):
        start = self.random.randrange(self.pages) * PAGE_BYTES
        return slice(start, start + PAGE_BYTES)

    def flipped(self, count):
        content = bytearray(self.good)
        for _ in range(count):
            content[self.random.randrange(len(content))] ^= 1 << self.random.randrange(8)
        return content

    def one_bit(self):
        return self.flipped(1)

    def some_bits(self):
        return self.flipped(self.random.randint(2, 64))

    def header_bit(self):
        content = bytearray(self.good)
        content[self.random.randrange(100)] ^= 1 << self.random.randrange(8)
        return content

    def seal_bit(self):
        content = bytearray(self.good)
        content[PAGE_BYTES - 1 - self.random.randrange(RESERVED_BYTES)] ^= 1 << self.random.randrange(8)
        return content

    def cut(self):
        return self.good[:self.random.randrange(len(self.good))]

    def cut_at_a_page(self):
        return self.good[:self.random.randrange(self.pages) * PAGE_BYTES]

    def head_missing(self):
        return self.good[self.random.randint(1, len(self.good)):]

    def longer(self):
        return self.good + self.random.randbytes(self.random.choice([1, 512, PAGE_BYTES, 10 * PAGE_BYTES]))

    def blank_page(self):
        content = bytearray(self.good)
        content[self.page()] = bytes(PAGE_BYTES)
        return content

    def blank_from(self):
        """As after a crash of the machine: the length is right, the end was not written."""
        start = self.random.randrange(len(self.good))
        return self.good[:start] + bytes(len(self.good) - start)

    def noise(self):
        content = bytearray(self.good)
        start = self.random.randrange(len(content))
        end = min(len(content), start + self.random.randint(16, 2 * PAGE_BYTES))
        content[start:end] = self.random.randbytes(end - start)
        return content

    def swapped_pages(self):
        content, first, second = bytearray(self.good), self.page(), self.page()
        content[first], content[second] = self.good[second], self.good[first]
        return content

    def foreign_page(self):
        content = bytearray(self.good)
        start = self.random.randrange(min(self.pages, len(self.other) // PAGE_BYTES)) * PAGE_BYTES
        content[start:start + PAGE_BYTES] = self.other[start:start + PAGE_BYTES]
        return content

    def lost_byte(self):
        at = self.random.randrange(len(self.good))
        return self.good[:at] + self.good[at + 1:]

    def as_text(self):
        """As a transfer that takes it for text leaves it."""
        return self.good.replace(b"\n", b"\r\n")

    def nothing_but_noise(self):
        return self.random.randbytes(self.random.randint(1, 4 * PAGE_BYTES))

    def make(self):
        """(how it was damaged, the bytes)"""
        kinds = [self.one_bit, self.one_bit, self.some_bits, self.header_bit, self.seal_bit, self.cut,
                 self.cut_at_a_page, self.head_missing, self.longer, self.blank_page, self.blank_from, self.noise,
                 self.swapped_pages, self.foreign_page, self.lost_byte, self.as_text, self.nothing_but_noise]
        while True:
            kind = self.random.choice(kinds)
            content = bytes(kind())
            if content != self.good:
                return kind.__name__, content
