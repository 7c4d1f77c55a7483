# SPDX-License-Identifier: MIT
"""Many small things: repositories of a card, a configuration, a license and a pointer to the weights, as a hub has them.

The cards and configurations all differ. Of the licenses many are the same text, as in the world: most repositories take one of a few, some
put their own name into it, and few have one of their own.
"""
import hashlib
import json
import random

from measure import ROOT, SHARED

FAMILIES = ("heron", "osprey", "plover", "curlew", "dunlin", "avocet")
LANGUAGES = ("en", "de", "fr", "zh", "es", "pt", "ja", "ar", "hi", "ko")
TASKS = ("text-generation", "text-classification", "image-classification", "feature-extraction", "automatic-speech-recognition",
         "translation", "summarization", "fill-mask", "text-to-image", "question-answering")
NOUNS = ("tokens", "sentences", "photographs", "recordings", "tickets", "articles", "abstracts", "recipes", "reviews", "dialogues",
         "patents", "posts", "subtitles", "minutes", "forms", "letters")
PLACES = ("a crawl of the web", "three public archives", "a library's catalog", "an open forum", "a set of manuals", "school books",
          "a weather service", "transcripts of meetings", "our own annotators", "synthetic prompts", "two older corpora")
QUALITIES = ("short", "long", "noisy", "clean", "rare", "formal", "colloquial", "technical", "translated", "handwritten")
SENTENCES = (
    "It was trained on {n} {quality} {noun} from {place}, of which {m} were held back.",
    "On {quality} {noun} it reaches a score of {x}, and {y} on those that it never saw.",
    "We found that {noun} from {place} make it worse, so we left them away.",
    "Please look at what it says before you rely on it: {quality} {noun} still confuse it.",
    "A batch has {n} {noun}; the learning rate falls from {x} to a tenth of it within {m} steps.",
    "Answers may be wrong, biased or out of date, above all where {place} says nothing of the matter.",
    "Compared with the version before, it needs {m} MB less and is {x} times as quick on {noun}.",
    "The tokenizer was extended by {m} pieces for {quality} {noun}.",
    "Training took {m} hours on {k} accelerators, which we estimate as {x} kg of carbon dioxide.",
    "If you find {noun} that it handles badly, open a discussion and show us one.",
    "It is meant for people who work with {quality} {noun}, and for courses about them.",
    "It is not meant to decide about people, and was not tested for that.",
    "For longer inputs cut the {noun} into windows of {m} tokens that overlap by {k}.",
    "The evaluation follows the split of {place}; the scripts are in the folder beside this card.",
)
HEADINGS = ("Intended use", "Training data", "Training procedure", "Evaluation", "Limitations", "How it was made", "Known problems",
            "Environmental impact", "Notes", "Changes")
# What cards say of the license, and how many of a hundred repositories have it.
CLAIMS = (("apache-2.0", 42), ("mit", 20), ("llama3.1", 8), ("gemma", 5), ("cc-by-nc-4.0", 7), ("creativeml-openrail-m", 6), ("openrail", 2),
          ("other", 10))
TEXTS = {"apache-2.0": "apache-2.0", "mit": "mit", "llama3.1": "llama-3.1-community", "gemma": "gemma-terms", "cc-by-nc-4.0": "cc-by-nc-4.0",
         "creativeml-openrail-m": "creativeml-openrail-m", "openrail": "bigscience-openrail-m"}
CLAUSES = (
    "{owner} lets you use, copy and change the {family} materials, free of charge, as long as you keep to this agreement.",
    "You may pass them on only together with a copy of this agreement.",
    "You may not use them to find out who somebody is, or to watch people without their knowledge.",
    "If your services had more than {n} active users in the month before, you must ask us for another agreement first.",
    "Whoever shows what was made with them must say so in a place that is easy to see: \"Made with {family}\".",
    "What you make from them must be named so that its name begins with \"{family}\".",
    "You may use them for research and teaching only, and not for any commercial purpose.",
    "The materials are given as they are, without any warranty; we are not liable for what comes of their use.",
    "We may change this agreement from time to time; who goes on to use the materials agrees to the new one.",
    "Your rights end when you break this agreement and do not mend it within {m} days.",
    "You may not use what the model puts out to train another model, unless that one is named as said above.",
    "This agreement is governed by the law of the place where {owner} has its seat.",
)


def number(rng):
    return f"{rng.randrange(2, 900)},{rng.randrange(1000):03d}"


def sentence(rng):
    return rng.choice(SENTENCES).format(n=number(rng), m=rng.randrange(2, 4000), k=rng.randrange(2, 128), x=round(rng.random() * 90, 2),
                                        y=round(rng.random() * 90, 2), noun=rng.choice(NOUNS), quality=rng.choice(QUALITIES),
                                        place=rng.choice(PLACES))


def front_matter(rng, name, claim, family):
    lines = ["---", "language:", *(f"- {code}" for code in rng.sample(LANGUAGES, rng.randrange(1, 3))), f"license: {claim}"]
    if claim == "other":
        lines += [f"license_name: {family}-community", "license_link: LICENSE"]
    lines += [f"pipeline_tag: {rng.choice(TASKS)}", "tags:", f"- {family}", f"- {rng.choice(TASKS)}", "library_name: transformers"]
    if rng.random() < 0.6:
        lines += [f"base_model: {family}-labs/{family}-{rng.randrange(1, 70)}b"]
    if rng.random() < 0.5:
        lines += ["datasets:", f"- {family}-labs/{rng.choice(NOUNS)}-{rng.randrange(100)}"]
    if rng.random() < 0.3:
        lines += ["model-index:", f"- name: {name}", "  results:", "  - task:", f"      type: {rng.choice(TASKS)}", "    metrics:",
                  "    - type: accuracy", f"      value: {rng.random():.4f}"]
    return lines + ["---", ""]


def card(rng, name, claim, family):
    lines = front_matter(rng, name, claim, family) + [f"# {name}", "", " ".join(sentence(rng) for _ in range(3)), ""]
    for heading in rng.sample(HEADINGS, rng.randrange(2, 7)):
        lines += [f"## {heading}", "", " ".join(sentence(rng) for _ in range(rng.randrange(2, 7))), ""]
    lines += ["## How to use", "", "```python", "from transformers import AutoModel, AutoTokenizer", "",
              f'tokenizer = AutoTokenizer.from_pretrained("{name}")', f'model = AutoModel.from_pretrained("{name}")', "```", ""]
    if rng.random() < 0.4:
        lines += ["| epoch | loss | accuracy |", "| --- | --- | --- |",
                  *(f"| {i + 1} | {rng.random():.4f} | {rng.random():.4f} |" for i in range(rng.randrange(3, 12))), ""]
    if rng.random() < 0.5:
        lines += ["## License", "", f"The weights are released under {claim}; see [LICENSE](LICENSE).", ""]
    return "\n".join(lines)


def configuration(rng, family):
    hidden = 64 * rng.randrange(4, 96)
    return json.dumps({"_name_or_path": f"{family}-labs/{family}-base", "architectures": [f"{family.title()}ForCausalLM"],
                       "model_type": family, "hidden_size": hidden, "intermediate_size": 4 * hidden, "num_hidden_layers": rng.randrange(6, 80),
                       "num_attention_heads": hidden // 64, "vocab_size": rng.randrange(8000, 150000), "rope_theta": 10000.0,
                       "torch_dtype": "bfloat16", "use_cache": True, "transformers_version": f"4.{rng.randrange(20, 50)}.0"}, indent=2) + "\n"


def own_license(rng, family):
    """A license that nobody has seen before."""
    owner, clauses = f"{family.title()} Labs {rng.randrange(1000)}", rng.sample(CLAUSES, rng.randrange(5, len(CLAUSES)))
    lines = [f"{family.title()} Community License Agreement", ""]
    for i, clause in enumerate(clauses):
        lines += [f"{i + 1}. " + clause.format(owner=owner, family=family.title(), n=number(rng) + ",000", m=rng.randrange(5, 90)), ""]
    return "\n".join(lines)


class Licenses:
    """The text that goes with a claim. Without the shared texts, licet's own license and made-up ones take their places."""

    def __init__(self, rng):
        self.texts = {}
        for claim, id in TEXTS.items():
            file = SHARED / "texts" / id / "canonical.txt"
            self.texts[claim] = file.read_text() if file.exists() else own_license(rng, rng.choice(FAMILIES))
        self.texts["mit"] = (ROOT / "LICENSE").read_text()

    def text(self, rng, claim, family):
        if claim == "other":
            return own_license(rng, family)
        lines = self.texts[claim].splitlines(keepends=True)
        if claim == "mit" and rng.random() < 0.5:
            lines = [f"Copyright (c) {rng.randrange(2018, 2027)} {family} group {rng.randrange(10000)}\n" if line.startswith("Copyright") else line
                     for line in lines]
        return "".join(lines)


def make(folder, count, seed=7):
    """So many repositories in the folder; the first ones are the same however many there are."""
    if (folder / f"repository-{count - 1:05d}" / "model.safetensors").exists():
        return folder
    licenses = Licenses(random.Random(seed))
    claims, weights = zip(*CLAIMS)
    for i in range(count):
        rng = random.Random(seed * 1000003 + i)
        family, claim = rng.choice(FAMILIES), rng.choices(claims, weights)[0]
        name = f"{family}-labs/{family}-{rng.choice(TASKS)}-{i}"
        repository = folder / f"repository-{i:05d}"
        repository.mkdir(parents=True)
        (repository / "README.md").write_text(card(rng, name, claim, family))
        (repository / "config.json").write_text(configuration(rng, family))
        (repository / "LICENSE").write_text(licenses.text(rng, claim, family))
        oid = hashlib.sha256(name.encode()).hexdigest()
        (repository / "model.safetensors").write_text(
            f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize {rng.randrange(10 ** 8, 10 ** 10)}\n")
    return folder


def make_tree(folder, count, size):
    """So many files of that size, a hundred in a folder: nine of ten are data, one is text that says nothing of licenses."""
    if (folder / f"folder-{(count - 1) // 100:04d}" / f"{count - 1:06d}.bin").exists():
        return folder
    rng = random.Random(11)
    block = rng.randbytes(size)
    for i in range(count):
        inside = folder / f"folder-{i // 100:04d}"
        inside.mkdir(parents=True, exist_ok=True)
        if i % 10 == 5:
            words = f"# {i}\n" + "\n".join(f"value_{k} = table[{k}] + {i % 97}" for k in range(size // 32))
            (inside / f"{i:06d}.py").write_text(words[:size])
        else:
            (inside / f"{i:06d}.bin").write_bytes(i.to_bytes(8, "little") + block[8:])
    return folder
