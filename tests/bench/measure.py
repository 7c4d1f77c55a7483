# SPDX-License-Identifier: MIT
"""Running commands, and the table of what they took. Times are whole processes; a peak is that of the process tree, and never
less than what Python itself held when it started the process (some 20 MiB), for so the kernel counts."""
import os
import pathlib
import pickle
import re
import signal
import statistics
import subprocess
import sys
import threading
import time
import traceback

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = pathlib.Path(os.environ.get("LICET_SHARED", ROOT.parent / "shared"))
ROWS = []


class TooLong(Exception):
    """The command was ended at its time limit."""


def children(pid):
    try:
        return [int(c) for task in pathlib.Path(f"/proc/{pid}/task").iterdir() for c in (task / "children").read_text().split()]
    except OSError:
        return []


def tree_bytes(pid):
    """What the process and its descendants hold now; of a page that several share, each holds its part."""
    try:
        held = int(re.search(r"^Pss:\s+(\d+) kB", pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)[1]) * 1024
    except (OSError, TypeError):
        held = 0
    return held + sum(map(tree_bytes, children(pid)))


class Watch(threading.Thread):
    """
    Samples the tree of a process that has children; the peak of a single process comes from the kernel. A look takes long where
    much is held, from processors that the process needs, too: at most a hundredth of the time goes into looking.
    """

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.peak, self.over = pid, 0, threading.Event()
        self.start()

    def run(self):
        pause = 0.05
        while not self.over.wait(pause):
            begin = time.perf_counter()
            if children(self.pid):
                self.peak = max(self.peak, tree_bytes(self.pid))
            pause = max(0.05, 100 * (time.perf_counter() - begin))


def run(command, stdin=None, stdout=subprocess.DEVNULL, limit=None, **settings):
    """(seconds, peak MiB, processor seconds) of one run. stdin is a path, stdout a file; over limit seconds: TooLong."""
    with open(stdin or os.devnull, "rb") as source:
        begin = time.perf_counter()
        child = subprocess.Popen(command, stdin=source, stdout=stdout, stderr=subprocess.DEVNULL, start_new_session=True,
                                 **settings)
        watch = Watch(child.pid)
        ended = threading.Event()
        timer = threading.Timer(limit or 1e6, lambda: (ended.set(), os.killpg(child.pid, signal.SIGKILL)))
        timer.daemon = True
        timer.start()
        _, status, usage = os.wait4(child.pid, 0)
        timer.cancel()
        seconds = time.perf_counter() - begin
    watch.over.set()
    watch.join()
    child.returncode = os.waitstatus_to_exitcode(status)
    if ended.is_set():
        raise TooLong
    return seconds, max(usage.ru_maxrss / 1024, watch.peak / (1 << 20)), usage.ru_utime + usage.ru_stime


def openssl_speed(size, cores):
    """What hashing that many bytes takes as many processors by `openssl speed -evp sha256`, which reads no file; as run() says it."""
    said = subprocess.run(["openssl", "speed", "-seconds", "1", "-bytes", "16384", "-evp", "sha256"], capture_output=True, text=True)
    each = 1000 * float(re.search(r"^sha256\s+([\d.]+)k", said.stdout, re.M | re.I)[1])
    return size / each / cores, 0, size / each


def in_turns(runs, times, pick=statistics.median):
    """For each of the functions, the medians of seconds and processor seconds, and the highest peak, of runs that take turns."""
    seen = [[] for _ in runs]
    for _ in range(times):
        for results, one in zip(seen, runs):
            results.append(one())
    return [(pick(x[0] for x in s), max(x[1] for x in s), pick(x[2] for x in s)) for s in seen]


def pair(ours, theirs, times, pick=statistics.median):
    """Two commands in turns, after one of each to warm the page cache."""
    run(ours), run(theirs)
    return in_turns([lambda: run(ours), lambda: run(theirs)], times, pick)


def fastest(ours, theirs, seconds=30):
    """As pair(), the fastest of as many turns as fit into those seconds, and of three at least: others disturb whoever needs all processors most."""
    once = run(ours)[0] + run(theirs)[0]
    return in_turns([lambda: run(ours), lambda: run(theirs)], max(3, int(seconds / once)), min)


def row(job, ours, beside, theirs, figure, aim, good):
    """A line of the last table. ours and theirs: what a run took, or a text."""
    cell = [f"{x[0]:.3f} s, {x[1]:.0f} MiB" if isinstance(x, tuple) else x for x in (ours, theirs)]
    ROWS.append((job, cell[0], beside, cell[1], figure, aim, "ok" if good else "MISSED"))


def table(head, rows):
    widths = [max(len(str(r[i])) for r in [head, *rows]) for i in range(len(head))]
    for r in [head, *rows]:
        print("  ".join(str(cell).ljust(w) for cell, w in zip(r, widths)).rstrip(), flush=True)


def apart(job, *arguments):
    """Runs a job in a process of its own and keeps its rows: what Python held for one job is then no peak of the next one's commands."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        ROWS.clear()
        try:
            job(*arguments)
            with open(write, "wb") as out:
                pickle.dump(ROWS, out)
            sys.stdout.flush()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(write)
    with open(read, "rb") as rows:
        told = rows.read()
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
        sys.exit("run: the job broke off")
    ROWS.extend(pickle.loads(told))


def finish():
    """Prints the table of aims; the exit code is 1 when one is missed."""
    table(("job", "licet", "beside", "it took", "figure", "aim", ""), ROWS)
    return any(r[-1] == "MISSED" for r in ROWS)
