"""Reads Prometheus' text format 0.0.4, and nothing that is not exactly it.

https://prometheus.io/docs/instrumenting/exposition_formats/
"""

import math
import re

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"'
SAMPLE = re.compile(rf"({NAME})(?:\{{({LABEL}(?:,{LABEL})*)\}})? (\S+)")
HELP = re.compile(rf"# HELP ({NAME}) ((?:[^\\]|\\[\\n])+)")
TYPE = re.compile(rf"# TYPE ({NAME}) (counter|gauge|histogram)")


class Metrics:
    """Samples by name and labels: metrics["docfinch_requests_total", "route", "/", "status", "200"]."""

    def __init__(self, text):
        self.samples, self.types = {}, {}
        if not text.endswith("\n"):
            raise ValueError("the last line has no end")
        self.family, self.expects_type, self.is_empty = None, False, False
        for line in text[:-1].split("\n"):
            self._read(line)
        self._end_family()
        for name, kind in self.types.items():
            if kind == "histogram":
                self._check_histogram(name)

    def __getitem__(self, key):
        """The value; 0 of a series that is not there, of a metric that is."""
        name, *labels = (key,) if isinstance(key, str) else key
        if name not in self.types and re.sub("_(bucket|sum|count)$", "", name) not in self.types:
            raise KeyError(name)
        return self.samples.get((name, frozenset(zip(labels[::2], labels[1::2]))), 0)

    def series(self, name):
        """The labels of each series of that name, as dicts, in order."""
        return [dict(labels) for found, labels in self.samples if found == name]

    def _end_family(self):
        if self.expects_type or self.is_empty:
            raise ValueError(f"{self.family} has no samples")

    def _read(self, line):
        if match := HELP.fullmatch(line):
            self._end_family()
            self.family, self.expects_type = match.group(1), True
        elif match := TYPE.fullmatch(line):
            if match.group(1) != self.family or not self.expects_type or self.family in self.types:
                raise ValueError(f"not the place for {line}")
            self.types[self.family] = match.group(2)
            self.expects_type, self.is_empty = False, True
        elif match := SAMPLE.fullmatch(line):
            self._add(*match.groups())
        else:
            raise ValueError(f"not a line of the format: {line!r}")

    def _add(self, name, labels, value):
        kind = self.types.get(self.family)
        endings = ["_bucket", "_sum", "_count"] if kind == "histogram" else [""]
        if self.expects_type or kind is None or name not in [self.family + ending for ending in endings]:
            raise ValueError(f"{name} stands with {self.family}")
        pairs = [pair.split("=", 1) for pair in re.findall(LABEL, labels or "")]
        key = (name, frozenset((label, text[1:-1]) for label, text in pairs))
        if key in self.samples or len(key[1]) != len(pairs):
            raise ValueError(f"{name} {labels} is there twice")
        number = float(value)
        if math.isnan(number) or (kind != "gauge" and number < 0):
            raise ValueError(f"{name} {labels} is {value}")
        self.samples[key] = number
        self.is_empty = False

    def _check_histogram(self, name):
        groups = {}
        for (found, labels), value in self.samples.items():
            if found == name + "_bucket":
                labels = dict(labels)
                groups.setdefault(labels.pop("le"), {})[frozenset(labels.items())] = value
        bounds = [float(bound) for bound in groups]
        if bounds != sorted(set(bounds)) or bounds[-1] != math.inf:
            raise ValueError(f"{name}: bounds {bounds}")
        for labels in groups["+Inf"]:
            counts = [group[labels] for group in groups.values()]
            if counts != sorted(counts) or counts[-1] != self.samples[name + "_count", labels]:
                raise ValueError(f"{name}: counts {counts}")
            if (self.samples[name + "_sum", labels] > 0) > (counts[-1] > 0):
                raise ValueError(f"{name}: a sum of nothing")
