"""What both comparisons share: which mails are read, and the list of differences that are known and explained."""
import os
import sys


def mails(samples, corpus):
    """Path and name of every mail. Those of the corpus are called corpus/NAME."""
    files = [(path, path) for path in samples]
    if corpus:
        names = sorted(name for name in os.listdir(corpus) if name.endswith(".eml"))
        files += [(os.path.join(corpus, name), f"corpus/{name}") for name in names]
    return files


class Listed:
    """The lines of a tab-separated list, the reason in the last column. Each has to be borne out by a difference."""

    def __init__(self, path, columns, has_corpus):
        self.rows = set()
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                if not line.strip() or line.startswith("#"):
                    continue
                row = line.rstrip("\n").split("\t")
                if len(row) != columns or not all(row) or tuple(row[:-1]) in self.rows:
                    sys.exit(f"{path}: not {columns} columns, or a repeated line: {line}")
                self.rows.add(tuple(row[:-1]))
        self.unused = {row for row in self.rows if has_corpus or not row[0].startswith("corpus/")}

    def __contains__(self, row):
        self.unused.discard(row)
        return row in self.rows

    def report_stale(self):
        for row in sorted(self.unused):
            print("listed as different, but is not: " + "\t".join(row))
        return len(self.unused)
