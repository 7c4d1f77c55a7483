# SPDX-License-Identifier: MIT
"""What one more license costs: the same texts are matched with 300, 1,000 and 3,000 records.

The records of the shared texts are filled up with made-up ones: sentences of the texts with their words shuffled, and one
sentence in ten as it is, since licenses share phrases. Loading the records is measured apart, on an empty file, and taken
off. The figures are processor seconds: the difference of two times would drown in what else the machine does.
"""
import json
import random
import re
import shutil
import subprocess

from measure import ROOT, SHARED, pair, row, table

STEPS = (300, 1000, 3000)
SENTENCES = 40


def sentences(files):
    out = []
    for file in files:
        out += [s.split() for s in re.split(r"(?<=[.;:])\s+", file.read_text(errors="ignore")) if 8 <= len(s.split()) <= 80]
    return out


def made_up(rng, pool):
    """A text of about the length of a license that is none."""
    out = []
    for i in range(SENTENCES):
        words = list(rng.choice(pool))
        if rng.random() > 0.1:
            rng.shuffle(words)
        out.append(f"{i + 1}. {' '.join(words)}\n")
    return "\n".join(out)


def first_records(data, ids):
    """A full set of data with the records of these ids, without references to others."""
    shutil.copytree(ROOT / "rules", data / "rules")
    (data / "licenses").mkdir()
    for id in ids:
        record = ROOT / "licenses" / f"{id}.yaml"
        if record.exists():
            text = re.sub(r"^(predecessor|successor|policy_id|incorporates): .*\n", "", record.read_text(), flags=re.M)
            (data / "licenses" / record.name).write_text(text)


def add_records(licet, data, tmp, count, rng, pool):
    for i in range(len(list((data / "licenses").iterdir())), count):
        text = tmp / f"made-up-{i}.txt"
        text.write_text(made_up(rng, pool))
        facts = ["--id", f"made-up-{i}", "--name", f"Made-up License {i}", "--category", "proprietary", "--into", str(data)]
        subprocess.run([licet, "licenses", "add", str(text), *facts], check=True, stdout=subprocess.DEVNULL)
        text.unlink()


def job(licet, tmp):
    tmp = tmp / "growth"
    shutil.rmtree(tmp, ignore_errors=True)
    data = tmp / "data"
    data.mkdir(parents=True)
    index = json.loads((SHARED / "texts/index.json").read_text())
    files = [SHARED / "texts" / e["file"] for e in index if e["kind"] != "original-pdf"]
    pool, rng = sentences(files), random.Random(3)
    empty = tmp / "empty"
    empty.touch()
    first_records(data, sorted({e["id"] for e in index}))
    took = []
    for count in STEPS:
        add_records(licet, data, tmp, count, rng, pool)
        command = [licet, "identify", "-f", "json", "--data", str(data)]
        (_, _, load), (_, mib, whole) = pair([*command, str(empty)], [*command, *map(str, files)], 3)
        took.append((count, load, whole - load, mib))
    table(("records", "load", "match", "match, of the first", "peak"),
          [(n, f"{load:.3f} s", f"{match:.3f} s", f"{match / took[0][2]:.2f} ×", f"{mib:.0f} MiB")
           for n, load, match, mib in took])
    grown = took[-1][2] / took[0][2]
    row(f"match with {STEPS[-1]} records", f"{took[-1][2]:.3f} s", f"{STEPS[0]} records", f"{took[0][2]:.3f} s",
        f"{grown:.2f} × the time", f"< {STEPS[-1] / STEPS[0]:.0f} ×", grown < STEPS[-1] / STEPS[0])
