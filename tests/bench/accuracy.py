# SPDX-License-Identifier: MIT
"""What the tools should say of a text, and whether they do.

Texts and truth come from texts/index.json of the shared directory: canonical texts and variants, without machine translations and
PDF. Each is copied to a directory of its own as LICENSE, so that no name gives its id away. A tool's answer for a file is the set
of the ids that it names there:
  right    the text's id is among them          wrong    it is not, but another one is          nothing    no id
licet is held to more: only its first answer by state counts (exact, edited, partial, mention).
"""
import json
import re
import shutil

from measure import SHARED

# Words that tools use for "no id".
NO_ID = re.compile(r"^(unknown.*|noassertion|none|other|generic.*|proprietary-license|free-unknown|other-.*|warranty-disclaimer|"
                   r"commercial-license|public-domain|unlicensed)$")
# Names of a family: no id; right for none, and no mistake where the text is of that family.
FAMILIES = {"rail": "rail", "cc-by-nc": "-nc", "cc-by": "cc-by", "gpl": "gpl", "lgpl": "lgpl", "bsd": "bsd"}
# Other names for the ids of the index (names of the SPDX list need no line here); several ids: one name for what the index parts.
ALIASES = dict(line.split() for line in """
agplv3 agpl-3.0
apple-excl apple-ascl-1.1
apple-ml-ferret-2023 apple-ml-ferret
bigcode-open-rail-m-v1 bigcode-openrail-m-v1
bigscience-open-rail-m bigscience-openrail-m
bigscience-open-rail-m2 creativeml-openrail-plusplus-m,creativeml-openrail-plusplus-m-2023-07-26
bilibili-model-ula-2025-09-09 bilibili-model-use
chameleon-research-2024 chameleon-research
deepseek-la-1.0 deepseek-model-1.0
exaone-ai-model-1.1-nc exaone-1.1-nc
expat mit
flux-1-nc flux-1-dev-nc-1.0,flux-1-dev-nc-1.1,flux-1-dev-nc-1.1.1
gemma-pup-2024-02-21 gemma-prohibited-use-policy
gemma-tou-2024-04-01 gemma-terms-2024-04-01
gemma-tou-2025-03-24 gemma-terms
gpl-2 gpl-2.0
gpl-3 gpl-3.0
hyperclova-x-seed-2025 hyperclovax-seed
lgpl-3 lgpl-3.0
llama-2-license-2023 llama-2-community
llama-3.1-license-2024 llama-3.1-community
llama-3.2-license-2024 llama-3.2-community
llama-3.3-license-2024 llama-3.3-community
llama-4-cla-2025 llama-4-community
llama-4-license-2025 llama-4-aup
llama-license-2023 llama-1-noncommercial
llama2 llama-2-community
llama3.1 llama-3.1-community
moonshot-ai-modified-mit-2025 kimi-k2-modified-mit
nvidia-open-model-2025-04-28 nvidia-open-model-2025-04-28,nvidia-open-model
qwen-2024 qwen-license
soml-1.0 software-for-open-models-1.0
stability-ai-community-2024 stability-ai-community
stability-ai-nc-2023-12-06 stability-nc-research-community
stable-diffusion-2022-08-22 creativeml-openrail-m
tencent-hunyuan-3d-2.0-cla hunyuan3d-2.0-community
tongyi-qianwen-2023 tongyi-qianwen
wtfpl-2 wtfpl
""".split("\n") if line)
NAMES = {}


def norm(name):
    """One spelling for a license: no prefix of a reference, no "only" or "or later"."""
    name = re.sub(r"^licenseref-", "", name.strip().lower())
    return re.sub(r"(-only|-or-later|\+)$", "", name)


def names_in(expression):
    """The ids in a peer's answer, which may be an expression."""
    parts = re.split(r"\band/or\b|\bAND\b|\bOR\b|\bWITH\b|[()|]", expression)
    names = [norm(part).removeprefix("scancode-") for part in parts if part.strip()]
    return {id for name in names for id in ALIASES.get(name, name).split(",")}


def corpus(folder):
    """[(file, acceptable ids, bytes)] of the shared texts, copied into folder; NAMES keeps the name that each had."""
    out = []
    index = json.loads((SHARED / "texts/index.json").read_text())
    for i, entry in enumerate(index):
        if entry["kind"] == "original-pdf" or "machine translation" in (entry["note"] or ""):
            continue
        copy = folder / f"{i:04}" / "LICENSE"
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(SHARED / "texts" / entry["file"], copy)
        ids = {norm(n) for n in (entry["id"], entry["spdx_id"]) if n}
        NAMES[copy] = entry["file"]
        out.append((copy, ids, entry["bytes"]))
    return out


def is_of_family(name, ids):
    return name in FAMILIES and any(FAMILIES[name] in i for i in ids)


def verdict(names, ids):
    """right, wrong or nothing."""
    named = {n for n in names if not NO_ID.match(n) and not is_of_family(n, ids)}
    return "right" if named & ids else "wrong" if named else "nothing"


def score(texts, answers):
    """How many of the texts were answered how: {"right": n, "wrong": n, "nothing": n}."""
    count = {"right": 0, "wrong": 0, "nothing": 0}
    for file, ids, _ in texts:
        count[verdict(answers.get(str(file), set()), ids)] += 1
    return count


def not_right(texts, answers):
    """(name, answer) of the texts whose answer is not right."""
    for file, ids, _ in texts:
        names = answers.get(str(file), set())
        if verdict(names, ids) != "right":
            yield NAMES[file], ", ".join(sorted(names)) or "nothing"


# --- riders, edits and other snares ------------------------------------------------------------------------------------------
# Each: name, file name, what to make of the texts, and the test of the answer. An edit is taken as seen if the answer names the
# text together with anything else (a mark of an edit, a further id, even "unknown"); of a scoped pair both names suffice.

def text(id):
    return (SHARED / "texts" / id / "canonical.txt").read_text()


def edited(id):
    return lambda names: id in names and len(names) > 1


def named(*ids):
    return lambda names: set(ids) <= names


def none(names):
    return all(NO_ID.match(n) for n in names)


def card(matter):
    return f"---\n{matter}---\n# Tiny\n\nA small model for tests.\n"


def opening(id, words):
    return " ".join(text(id).split()[:words]) + "\n"


def cap_in_mit():
    clause = "If what you make with the Software has more than 100 million monthly users, you must ask us for a license.\n\n"
    before, end, after = text("mit").partition("THE SOFTWARE IS PROVIDED")
    return before + clause + end + after


RIDER = "\n\nAdded term: the above is granted for non-commercial purposes only and may be revoked at any time.\n"
SNARES = [
    ("another number in Llama 2", "LICENSE",
     lambda: text("llama-2-community").replace("700 million", "100 million"), edited("llama-2-community")),
    ("rider on Apache-2.0", "LICENSE", lambda: text("apache-2.0") + RIDER, edited("apache-2.0")),
    ("cap in MIT", "LICENSE", cap_in_mit, edited("mit")),
    ("negated mention", "README.md",
     lambda: "# Tiny\n\n## License\n\nThis software is NOT released under the MIT License.\n", none),
    ("id in front matter", "README.md",
     lambda: card("license: llama3.1\nbase_model: example/tiny\n"), named("llama-3.1-community")),
    ("other, name and link", "README.md",
     lambda: card("license: other\nlicense_name: tongyi-qianwen\nlicense_link: LICENSE\n"), named("tongyi-qianwen")),
    ("notice in prose", "NOTICE",
     lambda: "This model was tuned from Llama 3.1 and is passed on under the Llama 3.1 Community License. Built with Llama.\n",
     named("llama-3.1-community")),
    ("scoped pair", "README.md",
     lambda: "# Tiny\n\n## License\n\nThe code is under the MIT License; the weights are under CC BY-NC 4.0.\n",
     named("mit", "cc-by-nc-4.0")),
    ("guardrails in prose", "README.md",
     lambda: "# Tiny\n\nWe put guardrails around the model, which is still trailing others.\n", none),
    ("version from the opening", "LICENSE", lambda: opening("llama-3-community", 150), named("llama-3-community")),
]


def snares(folder):
    """[(name, file, test)] with the files written into folder."""
    out = []
    for i, (name, file, make, test) in enumerate(SNARES):
        path = folder / f"{i:02}" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(make())
        out.append((name, path, test))
    return out


def seen(traps, answers):
    """The names of the snares that were seen."""
    return [name for name, path, test in traps if test(answers.get(str(path), set()))]
