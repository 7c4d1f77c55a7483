# SPDX-License-Identifier: MIT
"""Many things of one kind in one model: eight times as many must not take much more than eight times as long."""
import json
import shutil
import struct

from measure import in_turns, row, run, table

LICENSES = ("Apache License 2.0", "MIT License", "CC BY-NC 4.0", "GPL-3.0")
IDS = ("apache-2.0", "mit", "cc-by-nc-4.0", "gpl-3.0")
COUNT, MORE, AIM = 3000, 8, 12
HEADER = b'{"w":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}'.ljust(56)


def weights(i):
    return struct.pack("<Q", len(HEADER)) + HEADER + b"%08d" % i


def in_card(line, head=""):
    """One card with many lines."""
    return lambda count: {"README.md": head + "# Tern\n\n" + "".join(line(i) for i in range(count))}


def in_folders(files):
    """Many folders with these files each."""
    return lambda count: {f"auk-{i}/{name}": content for i in range(count) for name, content in files(i).items()}


KINDS = {
    "sentences on licenses": in_card(lambda i: f"The weights of auk-{i} are released under the {LICENSES[i % 4]}.\n\n"),
    "rows of a table": in_card(lambda i: f"| auk-{i} | {LICENSES[i % 4]} | 7B |\n", "| Model | License | Size |\n|---|---|---|\n"),
    "cells with links": in_card(lambda i: f"<td><a href='https://auk.example/{i}'>auk-{i}</a></td><td>{LICENSES[i % 4]}</td>\n", "<table>\n"),
    "links to cards": in_card(lambda i: f"The weights have the license that is stated on the [card of auk-{i}](https://auk.example/{i}). "
                              "Refer to the individual cards for weight licensing.\n"),
    "links": in_card(lambda i: f"License: see [LICENSE-{i}](LICENSE-{i}.txt)\n\n"),
    "cards": in_folders(lambda i: {"README.md": f"---\nlicense: {IDS[i % 3]}\nbase_model: lab/wren-{i}\n---\n# Auk {i}\nLicense: MIT\n"}),
    "licenses of models": in_folders(lambda i: {"MODEL_LICENSE": f"Auk License {i}. You may use the model for research only.\n",
                                                "README.md": f"# Auk {i}\n"}),
    "packages": in_folders(lambda i: {"setup.py": f'setup(name="auk{i}", license="{LICENSES[i % 4]}")\n',
                                      "pyproject.toml": f'[project]\nname = "auk{i}"\nlicense = "MIT"\n'}),
    "configurations": in_folders(lambda i: {"config.json": json.dumps({"_name_or_path": f"lab/auk-{i}", "license": "mit"})}),
    "models": in_folders(lambda i: {"model.safetensors": weights(i), "LICENSE": f"Auk License {i}. For research only.\n"}),
}


def make(folder, files):
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in {"model.safetensors": weights(0), **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def job(licet, tmp):
    took = []
    for number, (kind, files) in enumerate(KINDS.items()):
        folders = [make(tmp / f"shapes-{number}-{n}", files(n)) for n in (COUNT, COUNT * MORE)]
        runs = [lambda f=f: run([licet, "scan", "-q", "-j1", str(f)]) for f in folders]
        less, more = in_turns(runs, 2, min)
        took.append((kind, less[2], more[2]))
        for folder in folders:
            shutil.rmtree(folder)
    table(("of one kind", str(COUNT), str(COUNT * MORE), "grown"),
          [(kind, f"{less:.2f} s", f"{more:.2f} s", f"{more / less:.1f} ×") for kind, less, more in took])
    kind, less, more = max(took, key=lambda t: t[2] / t[1])
    row(f"{COUNT * MORE} {kind} in one model", f"{more:.2f} s CPU", f"{COUNT} of them", f"{less:.2f} s CPU", f"{more / less:.1f} ×", f"≤ {AIM} ×",
        more / less <= AIM)


JOBS = {"shapes": job}
