# SPDX-License-Identifier: MIT
"""Measures conflicts on the shared data: what a careful reader found, clean repositories, and catalog rows with a known lineage.

Repositories are built from facts and texts there: LICENSE as it is, the README's own sentence about it under a heading. Prints
"ok …" or "not ok …" for each measure, with the numbers.
"""
import json
import os
import re
import subprocess
import sys

LICET, SHARED, TOP = sys.argv[1:4]
TEXTS = os.path.join(SHARED, "texts")
TENSOR = b"\x38\0\0\0\0\0\0\0" + b"%-56s" % b'{"w":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}' + b"12345678"
AGREE = {"01-ai/Yi", "OpenMOSS/MOSS", "MiniMax-AI/MiniMax-M2.7"}  # the sentence and the text there say the same, or the sentence nothing
ROWS = 150  # of each kind: enough to see a change, few enough to wait for


def write(directory, **files):
    os.makedirs(directory, exist_ok=True)
    for name, content in files.items():
        with open(os.path.join(directory, name.replace("__", ".")), "wb") as out:
            out.write(content if isinstance(content, bytes) else content.encode())


def findings(directory):
    """Ids of the findings that are more than notes, and of all."""
    done = subprocess.run([LICET, "scan", "-f", "json", directory], stdout=subprocess.PIPE, check=False)
    found = [f for a in json.loads(done.stdout)["artifacts"] for f in a["findings"]]
    return {f["id"] for f in found if f["severity"] != "note"}, {f["id"] for f in found}


def report(name, value, least, detail):
    print(f"{'ok' if value >= least else 'not ok'} {name}: {value:.3f} (at least {least}); {detail}")


def listed():
    with open(os.path.join(TEXTS, "index.json"), encoding="utf-8") as f:
        return json.load(f)


def texts():
    return {x["id"]: x for x in listed() if x["kind"] == "canonical"}


def content(entry):
    with open(os.path.join(TEXTS, entry["file"]), "rb") as f:
        return f.read()


def contradictions(index):
    """Those where a sentence of the README and the text in the license file can be set beside each other."""
    with open(os.path.join(TEXTS, "inconsistencies.json"), encoding="utf-8") as f:
        cases = [x for x in json.load(f) if x["readme_quote"] and x["license_file_is"] in index and x["repo"] not in AGREE]
    places = {(x["source_repo"], x["source_path"]): x for x in listed()}  # the last one is the file as it is: a PDF
    missed = []
    for number, case in enumerate(cases):
        directory = os.path.join(TOP, "contradiction", str(number))
        files = {"README__md": f"# A model\n\n## License\n\n{case['readme_quote']}\n"}
        for name in case["root_license_files"]:  # a former license's text may be what contradicts
            if (case["repo"], name) in places:
                files[name.replace(".", "__")] = content(places[case["repo"], name])
        files[os.path.basename(case["license_file"]).replace(".", "__")] = content(index[case["license_file_is"]])
        write(directory, **files)
        alarms, everything = findings(directory)
        if not alarms and "licenses-by-part" not in everything:
            missed.append(case["repo"])
    report("contradictions found", 1 - len(missed) / len(cases), 0.8, f"missed {', '.join(missed) or 'none'} of {len(cases)}")


def clean(index):
    """A card, a sentence and a text that agree, in several ways of writing it."""
    sentences = ["This model is released under the {}.", "The code and the model weights are licensed under the {}."]
    alarmed = []
    names = sorted(index)
    names = [x for x in names[:: max(1, len(names) // 40)] if not re.search("aup|policy|terms-prohibited|overview", x)]
    for number, name in enumerate(names):
        directory = os.path.join(TOP, "clean", name)
        card = f"---\nlicense: other\nlicense_name: {name}\nlicense_link: LICENSE\n---\n# A model\n\n## License\n\n"
        said = sentences[number % 2].format(index[name]["name"] or name)
        write(directory, README__md=card + said + "\n", LICENSE=content(index[name]), model__safetensors=TENSOR)
        alarms, _ = findings(directory)
        if alarms - {"incorporated-policy-missing"}:
            alarmed.append(f"{name}: {' '.join(sorted(alarms))}")
    report("clean repositories pass", 1 - len(alarmed) / len(names), 0.95, f"{len(names)} of them, alarms {alarmed or 'none'}")


RESTRICTED = re.compile(r"(llama(-[1-4].*)?|codellama|gemma(-[123]n?)?|codegemma|embeddinggemma|falcon3|aya|command-r|flux\.1-dev|starcoder2?|deepseek-r1-distill-llama|stable-diffusion-1)$")
PERMISSIVE = re.compile(r"(apache|mit$|bsd|unlicense|cc-by-4|cc-by-sa|agpl|gpl)", re.I)
OTHERS = re.compile(r"(cc-by-nc|creativeml|nvidia|other|inf$|proprietary|https?:)", re.I)


def lineage():
    """Rows of the catalog: is what is declared permissive, and what it was made from not?"""
    laundered, fair = [], []
    seen = set()
    with open(os.path.join(SHARED, "known-weights", "weights.jsonl"), encoding="utf-8") as f:
        for row in map(json.loads, f):
            family, declared = row.get("family"), row.get("declared_license")
            if not family or not declared or row.get("license_scope") not in ("entry", "card") or OTHERS.match(declared):
                continue
            key = (family, declared)
            wrong = bool(RESTRICTED.match(family) and PERMISSIVE.match(declared))
            if wrong or key not in seen:
                (laundered if wrong else fair).append(row)
            seen.add(key)
    hits = {True: 0, False: 0}
    for wrong, rows in ((True, laundered[:ROWS]), (False, fair[:ROWS])):
        for number, row in enumerate(rows):
            directory = os.path.join(TOP, "lineage", f"{wrong}-{number}")
            pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{row['sha256']}\nsize {row['size'] or 1}\n"
            write(directory, README__md=f"---\nlicense: {json.dumps(row['declared_license'])}\n---\n# A model\n", model__gguf=pointer)
            _, everything = findings(directory)
            hits[wrong] += bool(everything & {"license-laundering", "license-cannot-carry", "base-forbids-derivative"})
    n = len(laundered[:ROWS])
    report("laundering recall", hits[True] / n, 0.95, f"{hits[True]} of {n}")
    report("laundering precision", hits[True] / max(1, hits[True] + hits[False]), 0.95, f"{hits[False]} of {len(fair[:ROWS])} fair ones")


contradictions(texts())
clean(texts())
lineage()
