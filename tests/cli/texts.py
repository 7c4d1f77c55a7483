# SPDX-License-Identifier: MIT
"""What licet says of real license texts as they are, in the dress that files give them, edited, and beside others.

usage: texts.py LICET SHARED FOLDER   (writes its files into FOLDER; prints a line `ok …` or `not ok …` for each check)

Truth is made here and owes nothing to licet: a dressed text is still that text; the section of an edit is the number of the
clause that the place stands in, by a reading of the text of its own (see `Clauses`).
"""
import html
import json
import pathlib
import random
import re
import resource
import subprocess
import sys
import textwrap

LICET, SHARED, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2]) / "texts", pathlib.Path(sys.argv[3])
STATES = ["exact", "other-version", "edited", "partial", "mention", "unknown"]
SHOWN = 6  # failures of a check that are printed


def identify(files):
    """{path: answer} of many files, a few hundred to a call."""
    answers = {}
    files = [str(f) for f in files]
    for i in range(0, len(files), 400):
        run = subprocess.run([LICET, "identify", "--no-rules", "-f", "json", *files[i:i + 400]], capture_output=True, check=False)
        for line in run.stdout.splitlines():
            answer = json.loads(line)
            answers[answer["path"]] = answer
    return answers


def ranked(answer):
    """The matches, the best state first, the longest first within a state."""
    return sorted(answer["matches"], key=lambda m: (STATES.index(m["state"]), m["start"] - m["end"]))


def ids(entry):
    return {name.lower() for name in (entry["id"], entry["spdx_id"], "LicenseRef-" + entry["id"]) if name}


def is_of(match, entry):
    return bool(match and match["license"]) and match["license"].lower() in ids(entry)


def report(name, total, failures, least=1.0):
    """One line for a check of which a share of `least` must hold; the first failures after it."""
    share = 1 - len(failures) / total if total else 1
    good = share >= least
    print(f"{'ok' if good else 'not ok'} {name}: {total - len(failures)} of {total} ({100 * share:.1f} %, aim {100 * least:g} %)")
    for failure in failures[:0 if good else SHOWN]:
        print("    ", *failure)


INDEX = json.loads((SHARED / "index.json").read_text(encoding="utf-8"))
CANONICAL = [e for e in INDEX if e["kind"] == "canonical"]


def text_of(entry):
    raw = (SHARED / entry["file"]).read_bytes()
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise ValueError(entry["file"])


def write(name, content):
    path = FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def is_chinese(text):
    return sum("\u4e00" <= c <= "\u9fff" for c in text) > 0.2 * len(text)


# --- as they are -------------------------------------------------------------------------------------------------------------


def siblings():
    """{license: the families that it is a member of}, as reports write licenses."""
    lines = subprocess.run([LICET, "licenses", "list", "-f", "json"], capture_output=True, check=False).stdout.splitlines()
    families = {}
    for record in map(json.loads, lines):
        for member in record.get("members", []):
            families.setdefault("licenseref-" + member.lower(), set()).add(record["id"])
    return families


def as_they_are():
    families = siblings()

    # a variant may be the license of another model of the same family, which has a record of its own
    def is_right(match, entry):
        if is_of(match, entry) or entry["kind"] == "canonical" or not match:
            return is_of(match, entry)
        own = families.get("licenseref-" + entry["id"], set())
        return bool(own & families.get((match["license"] or "").lower(), set()))

    entries = [e for e in INDEX if e["kind"] != "original-pdf" and "machine translation" not in (e["note"] or "")]
    answers = identify(SHARED / e["file"] for e in entries)
    wrong, inexact, false = [], [], []
    for entry in entries:
        matches = ranked(answers[str(SHARED / entry["file"])])
        best = matches[0] if matches else None
        if not is_right(best, entry):
            wrong.append((entry["file"], best and best["license"]))
        if entry["kind"] == "canonical" and not (is_of(best, entry) and best["state"] == "exact"):
            inexact.append((entry["file"], best and best["state"]))
        if best and best["state"] == "exact" and not any(is_right(m, entry) for m in matches):
            false.append((entry["file"], best["license"]))
    report("the right license first", len(entries), wrong, 0.995)
    report("canonical texts are exact", len(CANONICAL), inexact)
    report("nothing is exactly another license", len(entries), false)


def traps():
    entries = json.loads((SHARED / "traps.json").read_text(encoding="utf-8"))
    answers = identify(SHARED / e["file"] for e in entries)
    fallen = []
    for entry in entries:
        allowed = entry["expect"].split(" AND ")
        for match in answers[str(SHARED / entry["file"])]["matches"]:
            id = (match["license"] or "").lower().removeprefix("licenseref-")
            if match["state"] == "exact" and id not in allowed:
                fallen.append((entry["id"], id))
            elif entry["expect"] == "not-a-licence":
                fallen.append((entry["id"], match["state"], id))
    report("traps", len(entries), fallen)


# --- dress -------------------------------------------------------------------------------------------------------------------

CARD = ("# Tiny\n\nTiny is a small model that we trained in spring on poems and recipes.\n\n## Usage\n\n```python\nimport tiny\n"
        "tiny.load('x')\n```\n\n| task | score |\n| --- | --- |\n| poems | 3.1 |\n\n## License\n\n")
CARD_END = "\n\n## Citation\n\n```bibtex\n@misc{tiny, title={Tiny}, year={2026}}\n```\n\nThanks to all who helped.\n"
POLICY = ("\n\nAcceptable Use Policy of Quince Labs\n\nYou agree that you will not use the model, or let others use it, to mislead "
          "voters.\nYou must not use it to collect data about the health of people without their consent.\n")
RESTRICTION = "You may not use it for any commercial purpose."
RESTRICTION_ZH = "您不得将其用于任何商业目的。"


def lines(prefix, text):
    return "\n".join((prefix + line).rstrip() for line in text.split("\n"))


def paragraphs(text):
    """Paragraphs; a line that begins with a number, a bullet or a notice begins one too, and one that is short ends one."""
    out = []
    for part in re.split(r"\n[ \t]*\n", text):
        now = []
        for line in part.split("\n"):
            begins = Clauses.label(line) or re.match(r"\s*([-*•–—]\s|copyright|\(c\)|©)", line, re.I)
            if now and (begins or len(now[-1]) < 45):
                out.append("\n".join(now))
                now = []
            now.append(line)
        out.append("\n".join(now))
    return [p for p in out if p.strip()]


def wrapped(text, width):
    fill = {"width": width, "break_long_words": False, "break_on_hyphens": False}
    return "\n\n".join("\n".join(textwrap.wrap(" ".join(p.split()), **fill)) for p in paragraphs(text))


def western(text):
    try:
        return text.replace("'", "\u2019").encode("cp1252")
    except UnicodeEncodeError:
        return None


def escaped(text):
    return text if "<" in text or "&" in text else None


# Each makes (what stands before, the text dressed, what stands after); None: not for this text.
DRESS = {
    "# comment": lambda t: ("", lines("# ", t), "\n\nx = 1\n"),
    "// comment": lambda t: ("", lines("// ", t), "\nint x;\n"),
    "* comment": lambda t: ("/*\n", lines(" * ", t), "\n */\nint main(void) { return 0; }\n"),
    "-- comment": lambda t: ("", lines("-- ", t), "\n"),
    "; comment": lambda t: ("", lines("; ", t), "\n"),
    "docstring": lambda t: ('"""\n', t, '\n"""\nimport os\n\n\ndef f(x):\n    return os.path.join(x, "y")\n'),
    "string of Python": lambda t: ('#!/usr/bin/env python3\nTEXT = """', t, '"""\n'),
    "string of C": lambda t: ("const char text[] =\n", "\n".join(
        '\t"' + x.replace("\\", "\\\\").replace('"', '\\"') + '\\n"' for x in t.split("\n")), ";\n"),
    "reStructuredText": lambda t: ("License\n=======\n\n::\n\n", lines("    ", t), "\n\nContact\n=======\n\nMail us.\n"),
    "HTML paragraphs": lambda t: escaped(t) and ("<!DOCTYPE html>\n<html><head><title>x</title><style>p{a:b}</style></head><body>\n", "\n".join(
        "<p>" + html.escape(p, quote=False) + "</p>" for p in paragraphs(t)), "\n</body></html>\n"),
    "HTML pre": lambda t: escaped(t) and ("<html><body><h1>Our terms</h1><pre>\n", html.escape(t, quote=False), "\n</pre></body></html>\n"),
    "quote": lambda t: ("", lines("> ", t), "\n"),
    "fence in a card": lambda t: (CARD + "```\n", t, "\n```" + CARD_END),
    "in a card": lambda t: (CARD, t, CARD_END),
    "40 columns": lambda t: ("", wrapped(t, 40), "\n"),
    "72 columns": lambda t: ("", wrapped(t, 72), "\n"),
    "200 columns": lambda t: ("", wrapped(t, 200), "\n"),
    "a line each": lambda t: ("", "\n".join(" ".join(p.split()) for p in paragraphs(t)), "\n"),
    "CR LF": lambda t: ("", t.replace("\n", "\r\n"), ""),
    "front matter": lambda t: ("---\nlicense: other\ntags:\n- x\n---\n\n", t, ""),
    "copyright before": lambda t: ("Copyright (c) 2026 Quince Labs, Inc. All rights reserved.\n\n", t, ""),
    "title before": lambda t: ("LICENSE\n\n", t, ""),
    "Windows-1252": western,
    "GB 18030": lambda t: t.encode("gb18030") if is_chinese(t) else None,
    "UTF-16": lambda t: t.encode("utf-16"),
    "UTF-16 little, no mark": lambda t: t.encode("utf-16-le"),
    "UTF-16 big, no mark": lambda t: t.encode("utf-16-be"),
    "UTF-8 with a mark": lambda t: b"\xef\xbb\xbf" + t.encode(),
}
SLACK = 6  # lines by which a span may begin later or end earlier: titles, dates, notices are not the license's


def place(before, text):
    """First and last line of the text, after `before`."""
    first = before.count("\n") + 1
    written = text.split("\n")
    full = [i for i, line in enumerate(written) if line.strip(" \t#/*;>-")]
    return first + full[0], first + full[-1]


def dress():
    files = []
    for number, (name, make) in enumerate(DRESS.items()):
        for entry in CANONICAL[number % 2::2]:  # each text in every other form
            text = text_of(entry)
            made = make(text)
            if made is None:
                continue
            parts = made if isinstance(made, tuple) else ("", text, "")
            content = made if isinstance(made, bytes) else "".join(parts)
            files.append((name, entry, write(f"dress/{number}/{entry['id']}", content), place(parts[0], parts[1])))
    answers = identify(f for _, _, f, _ in files)
    other, inexact, more, span = [], [], [], []
    for name, entry, file, (first, last) in files:
        matches = ranked(answers[file])
        best = matches[0] if matches else None
        if not is_of(best, entry):
            other.append((name, entry["id"], best and best["license"]))
            continue
        if best["state"] != "exact":
            change = best["changes"][0]
            inexact.append((name, entry["id"], change["op"], change["section"], (change.get("text") or "")[:60]))
        more += [(name, entry["id"], m["license"] or "unknown") for m in matches[1:] if m["state"] not in ("mention",)]
        if abs(best["line_start"] - first) > SLACK + 14 * ("columns" in name) or abs(best["line_end"] - last) > SLACK:
            span.append((name, entry["id"], f"{best['line_start']}-{best['line_end']}, not {first}-{last}"))
    report("dressed texts keep their license", len(files), other)
    report("dressed texts are exact", len(files), inexact, 0.99)
    report("dressed texts hold nothing else", len(files), more)
    report("dressed texts have their place", len(files), span, 0.97)


# --- beside others -----------------------------------------------------------------------------------------------------------


def pairs():
    """Two licenses in one file, in both orders; the other one is short, so that neither may swallow it."""
    mit = next(e for e in CANONICAL if e["id"] == "mit")
    apache = next(e for e in CANONICAL if e["id"] == "apache-2.0")
    files = []
    for entry in CANONICAL:
        other = apache if entry["id"].startswith("mit") or "mit" in entry["id"] else mit
        both = [text_of(entry), text_of(other)]
        for order in (0, 1):
            content = "\n\n\n".join(both[::-1] if order else both) + "\n"
            files.append((entry, other, write(f"pair/{order}/{entry['id']}", content)))
    answers = identify(f for _, _, f in files)
    failures = []
    for entry, other, file in files:
        if entry is other:
            continue
        matches = [m for m in answers[file]["matches"] if m["state"] in ("exact", "edited")]
        if not any(is_of(m, entry) for m in matches) or not any(is_of(m, other) for m in matches):
            failures.append((pathlib.Path(file).parent.name, entry["id"], [(m["license"], m["state"]) for m in matches]))
    report("two licenses in one file", len(files), failures, 0.99)


def riders():
    """A restriction before, after and inside; a use policy after: the license is edited and the added words are named."""
    files = []
    for entry in CANONICAL:
        text = text_of(entry)
        rule = RESTRICTION_ZH if is_chinese(text) else RESTRICTION
        files.append(("before", entry, write(f"rider/before/{entry['id']}", f"{rule}\n\n{text}"), rule))
        files.append(("after", entry, write(f"rider/after/{entry['id']}", f"{text}\n\n{rule}\n"), rule))
        files.append(("policy", entry, write(f"rider/policy/{entry['id']}", text + POLICY), "mislead voters"))
    answers = identify(f for _, _, f, _ in files)
    plain, unnamed = [], []
    for where, entry, file, rule in files:
        best = next(iter(ranked(answers[file])), None)
        if not is_of(best, entry) or best["state"] != "edited":
            plain.append((where, entry["id"], best and best["license"], best and best["state"]))
            continue
        words = " ".join(" ".join((c.get("text") or "").split()) for c in best["changes"])
        if rule.rstrip(".。") not in words:
            unnamed.append((where, entry["id"], words[:80]))
    report("a rider makes it edited", len(files), plain)
    report("the rider's words are named", len(files), unnamed, 0.99)


# --- notices of the publisher around it ---------------------------------------------------------------------------------------

FRONT = re.compile(r"creative commons corporation\b.{0,30}\bis not a law firm", re.I | re.S)
BEHIND = re.compile(r"(?:creative commons notice|(?:the )?creative commons is not a party to (?:its|this))", re.I)
LICENSE_ITSELF = re.compile(r"by exercising the licensed|the work \(as defined|statement of purpose|creative commons .* public license$", re.I)


def framed(text):
    """(paragraphs of the title, the notices before the license, the license itself, the notices behind it); None: has none."""
    parts = [p.strip("\n") for p in re.split(r"\n[ \t]*\n", text) if p.strip(" \n=")]
    front = next((i for i, p in enumerate(parts[:6]) if FRONT.search(p)), None)
    if front is None:
        return None
    begin = next(i for i in range(front + 1, len(parts)) if LICENSE_ITSELF.match(" ".join(parts[i].split())))
    end = next((i for i in range(len(parts) - 8, len(parts)) if BEHIND.match(parts[i].strip())), len(parts))
    return parts[:front], parts[front:begin], parts[begin:end], parts[end:]


def frames():
    """A publisher's notices around its license may be missing, all or some; a clause may not, and no rule may stand for them."""
    files = []
    for entry in CANONICAL:
        found = framed(text_of(entry)) if entry["publisher"] == "Creative Commons" else None
        if not found:
            continue
        title, front, body, behind = found
        middle = min((i for i, p in enumerate(body[2:], 2) if len(p) > 150), key=lambda i: len(body[i]))
        forms = {"none": title + body, "no title": body, "front": title + front + body, "behind": title + body + behind,
                 "first": title + front[:1] + body + behind, "last": title + front + body + behind[:-1]}
        edited = {"a clause": title + front + body[:middle] + body[middle + 1:] + behind,
                  "a clause too": title + body[:middle] + body[middle + 1:], "the last clause": title + body[:-1],
                  "a rule for it": title + [RESTRICTION] + body, "a rule behind": title + body + [RESTRICTION],
                  "a rule within": title + front[:1] + [RESTRICTION] + front[1:] + body + behind,
                  "a rule after all": title + front + body + behind[:1] + [RESTRICTION] + behind[1:]}
        for want, all_forms in (("exact", forms), ("edited", edited)):
            for name, parts in all_forms.items():
                file = write(f"frame/{name}/{entry['id']}", "\n\n".join(parts) + "\n")
                files.append((name, entry, file, want))
    answers = identify(f for _, _, f, _ in files)
    wrong = {"exact": [], "edited": []}
    for name, entry, file, want in files:
        best = next(iter(ranked(answers[file])), None)
        if not is_of(best, entry) or best["state"] != want:
            wrong[want].append((name, entry["id"], best and best["license"], best and best["state"],
                                best and [(c["op"], c["section"], (c.get("text") or "")[:60]) for c in best["changes"]][:3]))
    for want, name in (("exact", "notices around a license may be missing"), ("edited", "its clauses may not, and no rule may take their place")):
        report(name, sum(w == want for _, _, _, w in files), wrong[want])


END = re.compile(r"^[ \t#*]*end of (?:the )?terms and conditions", re.I | re.M)
ATTACHMENT = re.compile(r"^[ \t#*]*(?:attachment|exhibit|schedule) a\b", re.I | re.M)


def appendices():
    """What comes behind the end of the terms only says how to apply them, and may be missing; an attachment belongs to them."""
    files = []
    for entry in CANONICAL:
        text = text_of(entry)
        end, attachment = [list(mark.finditer(text)) for mark in (END, ATTACHMENT)]
        if attachment and attachment[-1].start() > len(text) // 2:
            files.append((entry, write(f"appendix/attachment/{entry['id']}", text[:attachment[-1].start()]), False))
        elif end:
            files.append((entry, write(f"appendix/end/{entry['id']}", text[:end[-1].start()]), True))
            files.append((entry, write(f"appendix/after/{entry['id']}", text[:end[-1].end()] + "\n"), True))
    answers = identify(f for _, f, _ in files)
    lost = {True: [], False: []}
    for entry, file, whole in files:
        best = next(iter(ranked(answers[file])), None)
        if (is_of(best, entry) and best["state"] == "exact") != whole:
            lost[whole].append((file.rpartition("appendix/")[2], best and best["license"], best and best["state"]))
    report("an appendix may be missing", sum(w for _, _, w in files), lost[True])
    report("an attachment may not", sum(not w for _, _, w in files), lost[False])


# --- edits -------------------------------------------------------------------------------------------------------------------


class Clauses:
    """The numbers of a text's clauses, line by line, by the looks of the lines alone.

    A place is in the clause whose number was written last before it. licet gives the full path ("3.b.ii"); it is taken as right
    when its innermost part is that number, or the whole path is.
    """
    LABEL = re.compile(r"""^[\s>*_\\#]*(?:-\s+(?=[a-z][.)]\s))?(?:
        (?:section|article|clause|§)\s*(?P<section>\d+(?:\.\d+)*)\\?(?:[.:)\u2013\u2014-]|\s*$|\s+[A-Z"\u201c]|\*)
       |(?:attachment|appendix|exhibit|annex|schedule|附录|附件)\s*(?P<attachment>[A-Z]\b|\d+|[一二三四五六七八九十]+)
       |第\s*(?P<article>[一二三四五六七八九十]+|\d+)\s*[条款]
       |(?P<han>[一二三四五六七八九十]+)[、．.]
       |[（(](?P<wide>[一二三四五六七八九十]+)[）)]
       |(?P<decimal>\d{1,3}(?:\.\d{1,3})+(?:\.[a-z])?|\d{1,3}(?=\\?[.)、．：:]))(?:\\?[.)、．：:]|(?=\s)|(?=[\u4e00-\u9fff]))(?!\d)
       |[（(](?P<paren>\d{1,3}|[a-zA-Z]|[ivxIVX]+)[）)]
       |(?P<letter>[a-zA-Z]|[ivx]+)[.)）、](?=[\s\u4e00-\u9fff"*_])
       )""", re.X | re.I)
    DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}

    @classmethod
    def number(cls, han):
        if not han or not set(han) <= set("一二三四五六七八九十"):
            return han
        tens, found, ones = han.rpartition("十")
        return str((cls.DIGITS.get(tens, 1) if tens else 1) * 10 * bool(found) + (cls.DIGITS[ones] if ones else 0))

    @classmethod
    def label(cls, line):
        found = cls.LABEL.match(line)
        if not found:
            return None
        value = cls.number(found.group(found.lastgroup)).lower()
        return "attachment " + value if found.lastgroup == "attachment" else value

    def __init__(self, text):
        self.lines = []  # (start, end, number, begins with it)
        now, at = "", 0
        for line in text.split("\n"):
            found = self.label(line)
            now = found or now
            self.lines.append((at, at + len(line), now, bool(found)))
            at += len(line) + 1

    def at(self, place):
        return next(number for start, end, number, _ in self.lines if start <= place <= end)

    @classmethod
    def same(cls, path, number):
        last = re.sub(r"^(attachment|appendix|exhibit|annex|schedule|附录|附件) ?", "attachment ", path.lower().split(".")[-1])
        last = "attachment " + cls.number(last[11:]) if last.startswith("attachment ") else last
        return path.lower() == number or path.lower().endswith("." + number) or last == number.split(".")[-1]


SENTENCE = re.compile(r"[^.;。；\n][^.;。；]{30,600}?[.;。；](?=\s|$|[\u4e00-\u9fff])")
NUMBER = re.compile(r"(?<![\w.§#/-])(\d[\d,]{0,12})(?![\w/.)-]|\.\d)(?=[ %\u4e00-\u9fff])")
MODAL = re.compile(r"\b(may|shall|must|will)\b(?! not)(?= [a-z])|可以|应当")
WORD = re.compile(r"\b(worldwide|perpetual|irrevocable|royalty-free|non-exclusive|commercial|research|written|any|without)\b|"
                  r"全球|永久|免费|书面|任何|商业")


def edits_of(text, rng, each):
    """[(kind, the edited text, the number of the clause)]: `each` of every kind."""
    clauses, out = Clauses(text), []
    body = len(text) // 25  # a title may be another one

    def some(found):
        found = [m for m in found if m.start() > body and not re.search(r"(?i)copyright|©|\(c\)", text[max(0, m.start() - 80):m.end()])
                 and not re.search(r"(https?:|www\.|\]\()\S*$", text[max(0, m.start() - 120):m.start()])]  # not in an address
        return rng.sample(found, min(each, len(found)))

    def is_clause_number(m):
        before = text[max(0, m.start() - 12):m.start()]
        return re.search(r"(?i)(section|article|paragraph|clause|version|part|[—-])s?\s*$", before) or \
            not text[text.rfind("\n", 0, m.start()) + 1:m.start()].strip(" >#*_\\(（")

    def in_one_clause(m):
        return not re.search(r"[<\[]|\n\s*\n", m.group()) and \
            not any(begins and m.start() < start < m.end() for start, _, _, begins in clauses.lines)

    def put(kind, start, end, new, at=None):
        out.append((kind, text[:start] + new + text[end:], clauses.at(start if at is None else at)))

    for m in some(m for m in NUMBER.finditer(text) if not is_clause_number(m)):
        put("number", m.start(1), m.end(1), ("7" if m.group(1)[0] != "7" else "3") + m.group(1)[1:])
    for m in some(MODAL.finditer(text)):
        put("modal", m.start(), m.end(), m.group() + " not" if m.group().isascii() else "不" + m.group())
    for m in some(WORD.finditer(text)):
        put("word", m.start(), m.end(), "special" if m.group().isascii() else "特别")
    whole = [m for m in SENTENCE.finditer(text) if in_one_clause(m) and (len(m.group().split()) > 5 or is_chinese(m.group()))]
    for m in some(m for m in whole if text[:m.start()].rstrip(" \n")[-1:] in ".;。；" and not Clauses.label(m.group().lstrip())):
        put("sentence left out", m.start(), m.end(), "", m.start() + 1)
    for m in some(whole):
        put("sentence put in", m.end(), m.end(), RESTRICTION_ZH if is_chinese(text) else " " + RESTRICTION, m.end() - 1)
    for start, end, number in rng.sample(clause_bodies := list(clause_spans(text, clauses, body)), min(each, len(clause_bodies))):
        out.append(("clause left out", text[:start] + text[end:], number))
    return out


def clause_spans(text, clauses, body):
    """The lines of each clause up to the next number or blank line, if they say anything."""
    for i, (start, end, number, begins) in enumerate(clauses.lines):
        if not begins or start <= body:
            continue
        for first, last, _, another in clauses.lines[i + 1:]:
            if another or not text[first:last].strip():
                break
            end = last
        part = text[start:end]
        if len(part.split()) >= 10 or (is_chinese(part) and len(part) > 20):
            yield start, end + 1, number


def edits():
    files = []
    for entry in CANONICAL:
        for i, (kind, text, number) in enumerate(edits_of(text_of(entry), random.Random(entry["id"]), 3)):
            files.append((entry, kind, number, write(f"edit/{entry['id']}-{i}", text)))
    answers = identify(f for _, _, _, f in files)
    exact, other, section = [], [], []
    for entry, kind, number, file in files:
        matches = ranked(answers[file])
        best = matches[0] if matches else None
        if any(m["state"] == "exact" and is_of(m, entry) for m in matches):
            exact.append((pathlib.Path(file).name, kind, number))
        elif best and best["state"] == "exact":
            continue  # without that clause it is word for word another license (BSD without its third clause)
        elif not is_of(best, entry):
            other.append((pathlib.Path(file).name, kind, best and best["license"]))
        elif not best["changes"] or not all(Clauses.same(c["section"], number) for c in best["changes"]):
            section.append((pathlib.Path(file).name, kind, f"in {number}, not", [c["section"] for c in best["changes"][:3]]))
    report("an edited text is never exact", len(files), exact)
    report("an edited text keeps its license", len(files), other, 0.995)
    report("an edit is in its section", len(files), section, 0.95)


# --- against the aligner -----------------------------------------------------------------------------------------------------


def attacks(size):
    """Texts that cost an aligner most, by name; their length grows with size."""
    rng = random.Random(5)
    by_id = {e["id"]: text_of(e) for e in CANONICAL}
    words, parts = by_id["apache-2.0"].split(), [p for p in by_id["gpl-3.0"].split("\n\n") if len(p) > 100]
    windows = [rng.randrange(len(words) - 12) for _ in range(3000 * size)]
    return {
        "pieces of twelve words": "\n".join(f"{' '.join(words[k:k + 12])} w{i}" for i, k in enumerate(windows)),
        "two sections in turn": "\n\n".join(parts[i % 2 * 7] + "\n\n" + parts[i * 5 % len(parts)] for i in range(300 * size)),
        "every ninth word another": " ".join(w if i % 9 else "zz" for i, w in enumerate(words * (40 * size))),
        "a license again and again": (by_id["mit"] + "\n\n") * (250 * size),
        "a long one again and again": (by_id["apache-2.0"] + "\n\n") * (60 * size),
        "lines in any order": "\n".join(rng.sample(by_id["gpl-3.0"].split("\n") * (8 * size), 5000 * size)),
        "one word": "license " * (150000 * size),
        "all licenses": "\n\n\n".join(list(by_id.values())[:len(by_id) * size // 2]),
    }


def seconds(file):
    """Processor seconds of one run, and the answer."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run([LICET, "identify", "-f", "json", file], capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    answer = json.loads(run.stdout) if run.returncode in (0, 3) else None
    return after.ru_utime - before.ru_utime, run.returncode, answer


def hostile():
    """Twice the text takes about twice the time, and whatever was not read to its end is said so."""
    grown, silent = [], []
    small, large = attacks(1), attacks(2)
    for name in small:
        times = []
        for size, text in ((1, small[name]), (2, large[name])):
            file = write(f"attack/{name}-{size}", text)
            runs = [seconds(file) for _ in range(2)]
            times.append(min(run[0] for run in runs))
            if any(code not in (0, 3) or (code == 3) != bool(answer.get("diagnostics")) for _, code, answer in runs):
                silent.append((name, size, [code for _, code, _ in runs]))
        if times[1] > 3 * times[0] + 0.2:
            grown.append((name, f"{times[0]:.2f} s, then {times[1]:.2f} s"))
    report("time grows with the text", len(small), grown)
    report("what was not read is said", 2 * len(small), silent)


for check in (as_they_are, traps, dress, pairs, riders, frames, appendices, edits, hostile):
    check()
