# SPDX-License-Identifier: MIT
"""Known weights: a set of ten million rows beside the built-in one. What a look-up takes is the time of `licet known show -` for
many digests, half of them known, less the time for none, divided by their number; SQLite looks the same digests up in the same
rows. All figures are processor seconds. Making the set is measured too, once. LICET_BENCH_ROWS changes the number of rows."""
import hashlib
import os
import sqlite3
import time

from measure import in_turns, row, run

ROWS = int(os.environ.get("LICET_BENCH_ROWS", 10_000_000))
LOOKUPS = 200_000


def digest(i):
    return hashlib.sha256(str(i).encode()).hexdigest()


def write_rows(path):
    licenses = ("mit", "apache-2.0", "gpl-3.0", "")
    with open(path, "w") as out:
        out.write("sha256\tsize\tfile\trepo\tlicense\tscope\n")
        for i in range(ROWS):
            out.write(f"{digest(i)}\t{i}\tmodel-{i % 50:05}-of-00050.safetensors\tlab-{i % 4999}/model-{i // 50}\t{licenses[i % 4]}\tentry\n")


def sqlite_seconds(path, rows, digests):
    """Look-ups in a table with an index, everything else (parsing, printing) left out."""
    db = sqlite3.connect(path)
    db.execute("create table known (sha256 blob, file text, repo text, license text) strict")
    with open(rows) as lines:
        next(lines)
        fields = (line.rstrip("\n").split("\t") for line in lines)
        db.executemany("insert into known values (?, ?, ?, ?)", ((bytes.fromhex(f[0]), f[2], f[3], f[4]) for f in fields))
    db.execute("create index by_digest on known (sha256)")
    db.commit()
    begin = time.process_time()
    for wanted in digests:
        db.execute("select * from known where sha256 = ?", (bytes.fromhex(wanted),)).fetchall()
    return time.process_time() - begin


def turns(ours, ours_in, theirs, theirs_in, times):
    """The quickest of runs that take turns: at this size a median tells what else the machine does."""
    return in_turns([lambda: run(ours, ours_in), lambda: run(theirs, theirs_in)], times, min)


def job(licet, tmp):
    folder = tmp / "known"
    folder.mkdir(exist_ok=True)
    rows, wanted, nothing = folder / "rows.tsv", folder / "wanted", folder / "nothing"
    write_rows(rows)
    digests = [digest(i * 7919 % (2 * ROWS)) for i in range(LOOKUPS)]  # half of them are beyond the rows
    wanted.write_text("\n".join(digests) + "\n")
    nothing.write_text("")
    made = run([licet, "known", "add", "--rows", "--into", str(folder), str(rows)])
    row(f"make a set of {ROWS:,} rows", made, "", made, f"{ROWS / made[2] / 1e6:.2f} M rows a processor second", "-", True)
    show = [licet, "known", "show", "-"]
    big = show + ["--data", str(folder)]
    theirs = sqlite_seconds(folder / "known.db", rows, digests)
    with_big, without = turns(big, wanted, big, nothing, 5)
    with_builtin, nothing_builtin = turns(show, wanted, show, nothing, 5)
    ours = (with_big[2] - without[2]) / LOOKUPS * 1e6
    small = (with_builtin[2] - nothing_builtin[2]) / LOOKUPS * 1e6
    row(f"{LOOKUPS:,} look-ups in {ROWS:,} rows", with_big, "none", without, f"{ours:.2f} µs each", "< 10 µs", ours < 10)
    row("the same in SQLite", with_big, "an index", (theirs, 0, theirs), f"{theirs / LOOKUPS * 1e6 / ours:.1f} × as fast", "≥ 1",
        theirs / LOOKUPS * 1e6 >= ours)
    row("the same in the built-in rows", with_builtin, "none", nothing_builtin, f"{ours / small:.1f} × as long in the big set", "< 8",
        ours / small < 8)
    opened, true = turns(big, nothing, ["true"], nothing, 20)
    took = 1000 * (opened[2] - true[2])
    row("start with the big set", opened, "true", true, f"{took:.1f} ms more", "< 100 ms", took < 100)
