"""Queries that nobody should type, the same in every run: what they have in common is that each must be answered."""

import random
import sqlite3

SIGNS = "\"'`()[]{}<>*^:;,.-+=/\\|&%$#@!?~_"
WORDS = ["the", "of", "a", "to", "in", "and", "is", "AND", "OR", "NOT", "NEAR", "title", "rowid", "a_b_c", "fooBar"]
OTHERS = ["\0", "\x01", "\x7f", "\t", "\n", "\u00a0", "\u200b", "\u202e", "\ufeff", "\ufffd", "\u0301", "\u00e9",
          "\ufdfa", "\u2474", "\U0001f4a1", "\U0001f469\u200d\U0001f680", "\u6570\u636e", "\u3042", "\u0e01\u0e34",
          "\u0627\u0644", "\U0001d518", "\U000e0001", "\U0010ffff"]
BROKEN = [b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf0\x9f\x92", b"\xe6\x95", b"\x80", b"\xf8\x88\x80\x80\x80"]
FILTERS = ["kind:", "in:", "fn:", "class:", "-kind:", "-in:", "kind:function", "in:p", "-", "--", "-\"", "opt:"]


def vocabulary(artifact, count=300):
    """The most frequent terms of an artifact, those with the longest posting lists, and some names."""
    with sqlite3.connect(f"file:{artifact}?mode=ro", uri=True) as db:
        terms = db.execute("SELECT term FROM term ORDER BY entry_count DESC, term LIMIT ?", (count,)).fetchall()
        names = db.execute("SELECT key FROM name WHERE entry % 97 = 1 LIMIT ?", (count,)).fetchall()
    return [row[0] for row in terms], [row[0] for row in names or terms]


class Maker:
    """Makes queries, as bytes."""

    def __init__(self, artifact, seed=1):
        self.random = random.Random(seed)
        self.terms, self.names = vocabulary(artifact)

    def word(self):
        pools = (WORDS, self.terms[:40], self.terms, self.names)
        return self.random.choice(self.random.choice(pools))

    def words(self, most):
        return " ".join(self.word() for _ in range(self.random.randint(1, most)))

    def any_bytes(self):
        return self.random.randbytes(self.random.randint(0, 400))

    def signs(self):
        return "".join(self.random.choice(SIGNS) for _ in range(self.random.randint(1, 300)))

    def mixed(self):
        pieces = [self.word, lambda: self.random.choice(SIGNS), lambda: self.random.choice(OTHERS), lambda: " "]
        return "".join(self.random.choice(pieces)() for _ in range(self.random.randint(1, 80)))

    def broken(self):
        pieces = [self.random.choice([*BROKEN, b" ", self.word().encode()]) for _ in range(self.random.randint(1, 60))]
        return b"".join(pieces)

    def quotes(self):
        return "".join(self.random.choice(['"', '"', "-\"", " ", self.word()])
                       for _ in range(self.random.randint(2, 120)))

    def phrases(self):
        """Of the most frequent words: the slowest thing to ask a text index for."""
        most = [self.random.choice(self.terms[:30]) for _ in range(self.random.randint(2, 60))]
        ends = sorted(self.random.sample(range(1, len(most) + 1), min(len(most), self.random.randint(1, 6))))
        starts = [0, *ends[:-1]]
        return " ".join(self.random.choice(["", "-"]) + '"' + " ".join(most[start:end]) + '"'
                        for start, end in zip(starts, ends))

    def language(self):
        pieces = [self.random.choice(FILTERS) + self.random.choice(["", " ", self.word()]) for _ in range(8)]
        return self.random.choice(["", self.words(3) + " "]) + " ".join(pieces)

    def excluded(self):
        excluded = ["-" + self.random.choice(self.terms) for _ in range(self.random.randint(1, 30))]
        return self.words(2) + " " + " ".join(excluded)

    def very_many(self):
        return self.words(self.random.choice([100, 500, 2000]))

    def one_long(self):
        piece = self.random.choice(["a", "1", "_", "-a", "a.", "(", "$a", "\u6570", "\u0301", "aB", "\u00e9"])
        return piece * self.random.randint(1, 1500)

    def beginning(self):
        name = self.random.choice([*self.names, *self.terms])
        return name[:self.random.randint(1, 3)]

    def question(self):
        return self.words(20)

    def query(self):
        make = self.random.choice([self.any_bytes, self.signs, self.mixed, self.broken, self.quotes, self.phrases,
                                   self.language, self.excluded, self.very_many, self.one_long, self.beginning,
                                   self.question])
        made = make()
        return made if isinstance(made, bytes) else made.encode("utf-8", "surrogatepass")

    def options(self):
        """Other parameters of the search, most of the time none."""
        chosen = {}
        if self.random.random() < 0.2:
            chosen["limit"] = self.random.choice([1, 50, 100])
        if self.random.random() < 0.1:
            chosen["offset"] = self.random.choice([1, 100, 1000])
        if self.random.random() < 0.1:
            chosen["docset"] = self.word()
        if self.random.random() < 0.1:
            chosen["kind"] = self.random.choice(["function", "section", "page", self.word()])
        if self.random.random() < 0.1:
            chosen["explain"] = 1
        return chosen
