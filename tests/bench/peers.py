# SPDX-License-Identifier: MIT
"""licet and its peers in license identification, on the same files in the same run.

A peer is taken from where its users get it (Debian, Go modules, crates, Python packages) and set up below the bench's directory
(downloads stay in the caches of go, cargo and pip); one that cannot be had is named and skipped. Debian's are installed only by
root, as `make setup` does. Each gets the whole list of files in one process, so that its start is paid once, and all its ids
count, where of licet only the first answer does.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys

import accuracy
from measure import TooLong, in_turns, row, run, table

HERE = pathlib.Path(__file__).resolve().parent / "peers"
LONG = 300  # seconds; a peer over it gets every SAMPLE-th file
SAMPLE = 10
QUICK = 20  # seconds; the figures of tools below are medians of three runs in turns
SETUP = 900


class Missing(Exception):
    """The peer cannot be had here."""


def setup(command, what, **settings):
    try:
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True, timeout=SETUP, **settings)
    except FileNotFoundError:
        raise Missing(f"{command[0]} is not installed")
    except (subprocess.SubprocessError, OSError):
        raise Missing(f"{what} could not be installed; is its registry in reach?")


def debian(program, package):
    if not shutil.which(program) and os.geteuid() == 0 and shutil.which("apt-get"):
        setup(["apt-get", "install", "-y", "-q", "--no-install-recommends", package], package)
    if not shutil.which(program):
        raise Missing(f"needs Debian's package {package}")
    return shutil.which(program)


def go_program(name, folder):
    """Our small program around a Go module, built on a copy, so that go.sum stays out of the tree."""
    build = folder / name
    if not (build / "main").exists():
        shutil.copytree(HERE / name, build, dirs_exist_ok=True)
        setup(["go", "build", "-mod=mod", "-o", "main", "."], f"the module of {name}", cwd=build)
    return str(build / "main")


def python_env(folder, name, *packages):
    env = folder / name
    if not (env / "ready").exists():
        setup([sys.executable, "-m", "venv", str(env)], "venv")
        setup([str(env / "bin/pip"), "install", "-q", *packages], packages[0])
        (env / "ready").touch()
    return env / "bin"


def crate(folder, name, program):
    if not (folder / "bin" / program).exists():
        setup(["cargo", "install", "--quiet", "--locked", "--root", str(folder), name], name)
    return str(folder / "bin" / program)


# --- the tools: set up; the command for a list of files; its answers ------------------------------------------------------------

class Tool:
    """One that reads the names of files from standard input and prints lines "file<TAB>id"."""
    name = ""
    mib, seconds, cpu, answers = 0, 0, 0, None

    def __init__(self, folder):
        self.folder = folder

    def command(self, files):
        raise NotImplementedError

    def read(self, line):
        """(file, expression) pairs of one line of output."""
        file, _, name = line.partition("\t")
        return [(file, name)]

    def ids(self, expression):
        return accuracy.names_in(expression)

    def run(self, files, tag, limit=None):
        """(answers, seconds, MiB, processor seconds) for these files."""
        stem = f"{type(self).__name__}.{tag}"
        listed, out = self.folder / f"{stem}.in", self.folder / f"{stem}.out"
        listed.write_text("".join(f"{f}\n" for f in files))
        with open(out, "wb") as sink:
            # No telemetry, whatever a tool's default is.
            took = run(self.command(files), listed, sink, limit, cwd=self.folder,
                       env=dict(os.environ, NO_ANALYTICS="1", PROMPTFOO_DISABLE_TELEMETRY="1", CI="1"))
        answers = {}
        for line in out.read_text(errors="replace").splitlines():
            for file, expression in self.read(line):
                answers.setdefault(os.path.normpath(self.folder / file), set()).update(self.ids(expression))
        return answers, *took


class Licet(Tool):
    name = "licet"
    STATES = ["exact", "other-version", "edited", "partial", "mention"]

    def __init__(self, folder, program):
        super().__init__(folder)
        self.program, self.states = program, {}

    def command(self, files):
        """Without rules: its peers do not read what a license restricts."""
        return [self.program, "identify", "--no-rules", "-f", "json", *map(str, files)]

    def ids(self, expression):
        """Its own ids stand for themselves only."""
        return {accuracy.norm(expression)}

    def read(self, line):
        """The first match by state; an edited one bears a mark. Of mentions all count, as in a card that names two licenses."""
        answer = json.loads(line)
        matches = sorted((m for m in answer["matches"] if m["state"] in self.STATES), key=lambda m: self.STATES.index(m["state"]))
        self.states[answer["path"]] = matches[0]["state"] if matches else None
        if matches and matches[0]["state"] == "mention":
            return [(answer["path"], m["license"]) for m in matches]
        out = [(answer["path"], m["license"]) for m in matches[:1]]
        return out + [(answer["path"], "edited") for m in matches[:1] if m["state"] in ("other-version", "edited")]


class DebianLicensecheck(Tool):
    name = "licensecheck (Debian)"

    def __init__(self, folder):
        super().__init__(folder)
        self.program = debian("licensecheck", "licensecheck")

    def command(self, files):
        return [self.program, "-m", "-c", ".", "-i", "^$", "--lines", "0", "--shortname-scheme=spdx", *map(str, files)]


class Licensee(Tool):
    name = "licensee"

    def __init__(self, folder):
        super().__init__(folder)
        debian("licensee", "ruby-licensee")

    def command(self, files):
        return ["/usr/bin/ruby", str(HERE / "licensee/main.rb")]


class GoLicensecheck(Tool):
    name = "google/licensecheck"

    def __init__(self, folder):
        super().__init__(folder)
        self.program = go_program("licensecheck", folder)

    def command(self, files):
        return [self.program]


class Licenseclassifier(Tool):
    name = "licenseclassifier v2"

    def __init__(self, folder):
        super().__init__(folder)
        self.program = go_program("licenseclassifier", folder)

    def command(self, files):
        return [self.program]


class Askalono(Tool):
    name = "askalono"

    def __init__(self, folder):
        super().__init__(folder)
        self.program = crate(folder / "crates", "askalono-cli", "askalono")

    def command(self, files):
        return [self.program, "--format", "json", "identify", "--batch"]

    def read(self, line):
        answer = json.loads(line)
        license = (answer.get("result") or {}).get("license")
        return [(answer["path"].strip(), license["name"])] if license else []


class Modelaudit(Tool):
    name = "modelaudit"

    def __init__(self, folder):
        super().__init__(folder)
        self.program = str(python_env(folder, "modelaudit", "modelaudit") / "python")

    def command(self, files):
        return [self.program, str(HERE / "modelaudit/main.py")]


class Scancode(Tool):
    name = "scancode"

    def __init__(self, folder):
        super().__init__(folder)
        # Its plug-in loader does not start with a newer pluggy.
        self.program = str(python_env(folder, "scancode", "scancode-toolkit", "pluggy<1.6") / "scancode")

    def command(self, files):
        """It wants a directory, so the files are linked into one; a path below it is that below our folder."""
        tree = self.folder / "scancode.tree"
        shutil.rmtree(tree, ignore_errors=True)
        for file in files:
            link = tree / os.path.relpath(file, self.folder)
            link.parent.mkdir(parents=True, exist_ok=True)
            os.link(file, link)
        return [self.program, "-q", "-l", "-n", str(os.cpu_count()), "--strip-root", "--json-lines", "-", str(tree)]

    def read(self, line):
        files = [f for f in json.loads(line).get("files", []) if f["type"] == "file"]
        return [(f["path"], f["detected_license_expression_spdx"] or "") for f in files]


PEERS = [GoLicensecheck, Licenseclassifier, Askalono, DebianLicensecheck, Licensee, Modelaudit, Scancode]


# --- the run ----------------------------------------------------------------------------------------------------------------

def available(folder):
    for peer in PEERS:
        try:
            yield peer(folder)
        except Missing as why:
            print(f"skipped: {peer.name}: {why}", flush=True)


def first_run(tool, texts):
    """All the texts after a sample of them; the sample alone when all take longer than LONG."""
    files = [file for file, _, _ in texts]
    tool.texts = texts
    sample = tool.run(files[::SAMPLE], "sample")
    try:
        tool.answers, tool.seconds, tool.mib, tool.cpu = tool.run(files, "all", LONG)
    except TooLong:
        print(f"{tool.name}: over {LONG} s, so its row is about every {SAMPLE}th text", flush=True)
        tool.texts = texts[::SAMPLE]
        tool.answers, tool.seconds, tool.mib, tool.cpu = sample
    if not tool.answers:
        raise Missing("it ran, but named nothing")


def time_the_quick(tools):
    quick = [t for t in tools if t.seconds < QUICK and t.answers]
    runs = [lambda t=t: t.run([file for file, _, _ in t.texts], "all")[1:] for t in quick]
    for tool, (seconds, mib, cpu) in zip(quick, in_turns(runs, 3)):
        tool.seconds, tool.mib, tool.cpu = seconds, max(tool.mib, mib), cpu


def rate(tool):
    """Bytes of text per second of the whole process."""
    return sum(size for _, _, size in tool.texts) / tool.seconds


def line(tool):
    n, s = len(tool.texts), tool.score
    shares = [f"{s[k]} ({100 * s[k] / n:.1f} %)" for k in ("right", "wrong", "nothing")]
    return (tool.name, n, *shares, f"{len(tool.seen)} of {len(accuracy.SNARES)}", f"{tool.seconds:.2f} s", f"{tool.cpu:.2f} s",
            f"{n / tool.seconds:.0f}", f"{rate(tool) / 1e6:.2f}", f"{tool.mib:.0f} MiB")


def judge(licet, peers, texts):
    """The aims of the table, each a row of the last table."""
    share = 100 * licet.score["right"] / len(texts)
    most = max(peers, key=lambda t: t.score["right"] / len(t.texts))
    row("right id", f"{share:.2f} %", most.name, f"{100 * most.score['right'] / len(most.texts):.2f} %", "", "≥ 99.5 % and first",
        share >= 99.5 and share >= 100 * most.score["right"] / len(most.texts))
    exact = [(str(f), ids) for f, ids, _ in texts if licet.states.get(str(f)) == "exact"]
    false = [f for f, ids in exact if accuracy.verdict(licet.answers[f], ids) == "wrong"]
    row("wrong id with state exact", str(len(false)), "", "", " ".join(false), "0", not false)
    least = min(peers, key=lambda t: t.score["wrong"] / len(t.texts))
    row("wrong id", str(licet.score["wrong"]), least.name, str(least.score["wrong"]), "", "first",
        licet.score["wrong"] / len(texts) <= least.score["wrong"] / len(least.texts))
    keen = max(peers, key=lambda t: len(t.seen))
    row("riders, edits and snares", str(len(licet.seen)), keen.name, str(len(keen.seen)), "", "all",
        len(licet.seen) == len(accuracy.SNARES))
    fast = max(peers, key=rate)
    row("identify the shared texts", (licet.seconds, licet.mib, 0), fast.name, (fast.seconds, fast.mib, 0),
        f"{rate(licet) / rate(fast):.2f} × the fastest", "≥ 5.00", rate(licet) >= 5 * rate(fast))
    small = min(peers, key=lambda t: t.mib)
    row("peak memory", f"{licet.mib:.1f} MiB", small.name, f"{small.mib:.1f} MiB", "", "< 64 MiB and first",
        licet.mib < 64 and licet.mib <= small.mib)


def job(program, folder):
    folder = folder / "peers"
    folder.mkdir(exist_ok=True)
    texts, traps = accuracy.corpus(folder / "texts"), accuracy.snares(folder / "snares")
    licet, tools = Licet(folder, program), []
    for tool in [licet, *available(folder)]:
        try:
            first_run(tool, texts)
            tool.score = accuracy.score(tool.texts, tool.answers)
            tool.seen = accuracy.seen(traps, tool.run([path for _, path, _ in traps], "snares")[0])
            tools.append(tool)
        except (Missing, ValueError, KeyError) as why:  # The last two: its output is not what it was.
            print(f"skipped: {tool.name}: {why}", flush=True)
    time_the_quick(tools)
    size = sum(s for _, _, s in texts) / 1e6
    print(f"identify: {len(texts)} texts, {size:.1f} MB; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    head = ("tool", "texts", "right id", "wrong id", "nothing", "snares seen", "time", "CPU", "files/s", "MB/s", "peak")
    table(head, [line(t) for t in tools])
    for tool in tools:
        print(f"seen by {tool.name}: {', '.join(tool.seen) or 'none'}")
    for name, answer in accuracy.not_right(texts, licet.answers):
        print(f"licet is not right on {name}: {answer}")
    if len(tools) > 1:
        judge(licet, tools[1:], texts)
    else:
        print("skipped: the ratios to peers: none could be had")
