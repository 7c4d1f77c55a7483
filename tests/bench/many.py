# SPDX-License-Identifier: MIT
"""Speed on many small things: repositories in one scan, rules that do not apply, and a tree that is known already."""
import shutil
import subprocess
import sys

from measure import in_turns, row, run, table
from repositories import make, make_tree

COUNTS = (100, 1000, 10000)
RULES = (10, 1000, 10000)
FILES, FILE_BYTES = 100000, 16384  # 1.6 GB, so that it stays in the page cache
WORDS = ("quern", "thrawn", "skelp", "wimble", "gabion", "fipple", "nacelle", "tontine", "ullage", "zarf")


def scans(command):
    """A command that could not run is no result."""
    if subprocess.run(command, stdout=subprocess.DEVNULL).returncode not in (0, 1):
        sys.exit(f"run: this fails: {' '.join(command)}")


def job_repositories(licet, tmp):
    """10,000 repositories of a card, a configuration, a license and a pointer, with the findings and the default policy; and how it grows."""
    took = []
    for count in COUNTS:
        folder = make(tmp / f"repositories-{count}", count)
        ours = [licet, "scan", "-f", "json", "-o", str(tmp / "repositories.json"), str(folder)]
        read = ["sh", "-c", 'find "$0" -type f -exec cat {} + >/dev/null', str(folder)]
        scans(ours), run(read)
        one, other = in_turns([lambda c=ours: run(c), lambda c=read: run(c)], 3, min)
        took.append((count, one, other))
    table(("repositories", "scan", "processor", "each", "peak", "cat of all files"),
          [(n, f"{o[0]:.2f} s", f"{o[2]:.2f} s", f"{1000 * o[2] / n:.2f} ms", f"{o[1]:.0f} MiB", f"{c[0]:.2f} s") for n, o, c in took])
    (_, middle, _), (count, last, cat) = took[-2:]
    rate = count / last[0]
    row(f"scan {count} repositories", last, "cat of all files", cat, f"{rate:.0f} a second", "≥ 2000", rate >= 2000)
    grown = last[2] / middle[2]
    row("ten times as many repositories, processor time", f"{last[2]:.2f} s", f"{COUNTS[-2]}", f"{middle[2]:.2f} s", f"{grown:.1f} ×", "≤ 11 ×",
        grown <= 11)


def add_rules(data, count):
    """Rules for words that no text has."""
    (data / "rules" / "made-up").mkdir(parents=True)
    for i in range(count):
        word = f"{WORDS[i % 10]}{WORDS[i // 10 % 10]}{WORDS[i // 100 % 10]}{chr(97 + i // 1000 % 26)}"
        (data / "rules" / "made-up" / f"made-up-{i}.yaml").write_text(
            f"id: made-up-{i}\nkind: usage-cap\ntitle: Made up {i}\nscope: sentence\nwords: [{word}]\nmatch:\n- 'more than \\d+ {word}'\n"
            f"fire:\n- text: You need more than 5 {word}.\nsilent:\n- There is no such word.\n")


def job_unused_rules(licet, tmp):
    """What rules cost that do not apply: the scan, less one of an empty directory with the same rules."""
    folder, empty = make(tmp / "repositories-1000", 1000), tmp / "no-repositories"
    empty.mkdir(exist_ok=True)
    took = []
    for count in RULES:
        data = tmp / "unused-rules"
        shutil.rmtree(data, ignore_errors=True)
        add_rules(data, count)
        command = [licet, "scan", "-q", "-j1", "--data", str(data)]
        scans([*command, str(empty)])
        load, whole = in_turns([lambda c=[*command, str(empty)]: run(c), lambda c=[*command, str(folder)]: run(c)], 3, min)
        took.append((count, load[2], whole[2] - load[2]))
    table(("rules that do not apply", "load", "scan of 1000 repositories"), [(n, f"{load:.2f} s", f"{scan:.2f} s") for n, load, scan in took])
    grown = took[-1][2] / took[0][2]
    row(f"{RULES[-1]} rules that do not apply", f"{took[-1][2]:.2f} s CPU", f"{RULES[0]}", f"{took[0][2]:.2f} s CPU", f"{grown:.2f} × the time", "≤ 1.2 ×",
        grown <= 1.2)


def job_rescan(licet, tmp):
    """A tree that was scanned before, from the cache, with all of it in the page cache."""
    tree, cache = make_tree(tmp / "tree", FILES, FILE_BYTES), tmp / "cache"
    shutil.rmtree(cache, ignore_errors=True)
    again = [licet, "scan", "-f", "json", "-o", str(tmp / "tree.json"), "--cache", str(cache), str(tree)]
    listed = ["sh", "-c", "find \"$0\" -printf '%p %s %T@ %i\\n' >/dev/null", str(tree)]
    hashed = ["sh", "-c", 'find "$0" -type f -print0 | xargs -0 sha256sum >/dev/null', str(tree)]
    first = run(again)
    scans(again)
    for command in (listed, hashed):
        run(command)
    ours, find, sums = in_turns([lambda c=c: run(c) for c in (again, listed, hashed)], 5, min)
    table(("100,000 files of 16 KiB", "took", "processor"),
          [(what, f"{t[0]:.2f} s", f"{t[2]:.2f} s")
           for what, t in (("first scan", first), ("again", ours), ("find -printf", find), ("find, sha256sum", sums))])
    ratio = ours[0] / find[0]
    row("scan of 100,000 known files", ours, "find -printf", find, f"{ratio:.2f} × its time", "≤ 2", ratio <= 2)
    ratio = sums[0] / ours[0]
    row("scan of 100,000 known files", ours, "find, sha256sum", sums, f"{ratio:.1f} × as fast", "≥ 10", ratio >= 10)


JOBS = {"repositories": job_repositories, "unused-rules": job_unused_rules, "rescan": job_rescan}
