#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Layers: a file may include only its own room and rooms to the left of it. Registers: one file, one line."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2] / "scanner"
# Each room and the rooms that it may use besides itself. weights, text and declared never see one another.
BELOW = {}
BELOW["base"] = set()
BELOW["catalog"] = {"base"}
BELOW["evidence"] = BELOW["catalog"] | {"catalog"}
BELOW["source"] = BELOW["evidence"] | {"evidence"}
BELOW["entry"] = BELOW["source"] | {"source"}
BELOW["classify"] = BELOW["entry"] | {"entry"}
BELOW["weights"] = BELOW["text"] = BELOW["declared"] = BELOW["classify"] | {"classify"}
BELOW["findings"] = BELOW["classify"] | {"classify", "weights", "text", "declared"}
BELOW["policy"] = BELOW["findings"] | {"findings"}
BELOW["diff"] = BELOW["policy"] | {"policy"}
BELOW["report"] = BELOW["diff"] | {"diff"}
BELOW["cache"] = {"base"}
BELOW["."] = BELOW["report"] | {"report", "cache"}  # scan.c and those beside it, the only files that know every stage
BELOW["commands"] = BELOW["."] | {"."}
BELOW["main"] = BELOW["commands"] | {"commands"}

# register file: (macro, pattern of the files that need a line)
REGISTERS = {
    "weights/formats.def": "FORMAT",
    "declared/declarations.def": "DECLARATION",
    "report/reports.def": "REPORT",
    "report/diff_reports.def": "DIFF_REPORT",
    "commands/commands.def": "COMMAND",
    "source/sources.def": "SOURCE",
    "source/stores.def": "STORE",
}
DEFINES = {
    "FORMAT": r"const struct reader reader_(\w+) =",
    "DECLARATION": r"const struct reader reader_(\w+) =",
    "REPORT": r"const struct report report_(\w+) =",
    "DIFF_REPORT": r"const struct diff_report diff_report_(\w+) =",
    "COMMAND": r"const struct command command_(\w+) =",
    "SOURCE": r"const struct source source_(\w+) =",
    "STORE": r"const struct store store_(\w+) =",
}


def room(path):
    relative = path.relative_to(ROOT)
    if relative.name == "main.c":
        return "main"
    return relative.parts[0] if len(relative.parts) > 1 else "."


def check_layers(problems):
    for path in sorted(ROOT.rglob("*.[ch]")):
        mine = room(path)
        for number, line in enumerate(path.read_text().splitlines(), 1):
            found = re.match(r'#include "([^"]+)"', line)
            if not found:
                continue
            target = ROOT / found[1]
            if not target.exists():
                problems.append(f"{path}:{number}: {found[1]} is not below scanner/")
            elif room(target) not in BELOW[mine] | {mine}:
                problems.append(f"{path}:{number}: {mine}/ must not include {found[1]}")


def check_registers(problems):
    for register, macro in REGISTERS.items():
        path = ROOT / register
        listed = set(re.findall(rf"^{macro}\((\w+)", path.read_text(), re.M))
        defined = set()
        for source in path.parent.glob("*.c"):
            defined |= set(re.findall(DEFINES[macro], source.read_text()))
        for name in sorted(defined - listed):
            problems.append(f"{path}: {macro}({name}) is missing")
        for name in sorted(listed - defined):
            problems.append(f"{path}: {name} is listed but not defined")


def check_heads(problems):
    for path in sorted(ROOT.rglob("*.[ch]")) + sorted((ROOT.parent / "tests").rglob("*.[ch]")):
        text = path.read_text()
        if not text.startswith("/* SPDX-License-Identifier: MIT */"):
            problems.append(f"{path}:1: the SPDX line is missing")
        for number, line in enumerate(text.splitlines(), 1):
            if len(line.expandtabs(8)) > 150 and "http" not in line:
                problems.append(f"{path}:{number}: longer than 150 columns")
            if line != line.rstrip():
                problems.append(f"{path}:{number}: white space at the end")
    for path in sorted(p for kind in ("css", "js") for p in ROOT.rglob("*." + kind)):
        lines = path.read_text().splitlines()
        if "SPDX-License-Identifier: MIT" not in lines[0]:
            problems.append(f"{path}:1: the SPDX line is missing")
        for number, line in enumerate(lines, 1):
            if len(line.expandtabs(8)) > 150 or line != line.rstrip():
                problems.append(f"{path}:{number}: longer than 150 columns, or white space at the end")
    for path in sorted(p for d in ("rules", "licenses") for p in (ROOT.parent / d).rglob("*.yaml")):
        if not path.read_text().startswith("# SPDX-License-Identifier: MIT"):
            problems.append(f"{path}:1: the SPDX line is missing")


def check_license_names(problems):
    """A license is data: its id has no place in C."""
    ids = [p.stem for p in (ROOT.parent / "licenses").glob("*.yaml")]
    ids = [i for i in ids if "-" in i and not i.startswith("example-")]
    pattern = re.compile(r'"[^"]*\b(' + "|".join(map(re.escape, ids)) + r')\b[^"]*"', re.I) if ids else None
    for path in sorted(ROOT.rglob("*.[ch]")):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            line = line.replace('"dataLicense", "CC0-1.0"', "")  # a constant of SPDX 2: the license of the document itself
            if pattern and pattern.search(line):
                problems.append(f"{path}:{number}: a license is named in C: {line.strip()}")


def main():
    problems = []
    for check in (check_layers, check_registers, check_heads, check_license_names):
        check(problems)
    for problem in problems:
        print(problem.replace(str(ROOT.parent) + "/", ""))
    sys.exit(1 if problems else 0)


main()
