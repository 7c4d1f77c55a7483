#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
check.py NAME DIR: what must be true of every report in DIR (r.<format>), whatever was scanned; standard library only. Run
where licet was started: the places that reports name must be there.
"""
import csv
import json
import os
import pathlib
import re
import sys
import unicodedata
import urllib.parse
import xml.etree.ElementTree as ET

import page

name, directory = sys.argv[1], pathlib.Path(sys.argv[2])


def load(kind):
    return json.loads((directory / f"r.{kind}").read_bytes())


def clean(kind):
    """No byte of a report acts on a terminal or shows words in another order than they have."""
    text = (directory / f"r.{kind}").read_bytes().decode("utf-8")
    assert text.strip() or kind == "github", "empty"
    layout = "\n\t" if kind == "html" else "\n\r"
    bad = {c for c in text if c not in layout and unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")}
    assert not bad, f"raw {sorted(map(ascii, bad))}"
    assert kind == "csv" or "\r" not in text, "a carriage return"


def exists(path):
    assert os.path.exists(path), f"no such file: {path!r}"


def sarif():
    run = load("sarif")["runs"][0]
    rules, prints = [r["id"] for r in run["tool"]["driver"]["rules"]], set()
    assert rules == sorted(set(rules)), "rules are not sorted and unique"
    for rule in run["tool"]["driver"]["rules"]:
        for field in ("shortDescription", "fullDescription", "help"):
            assert rule[field]["text"], f"{rule['id']} has no {field}"
    assert run["results"], "no results"
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        prints.add(result["partialFingerprints"]["primaryLocationLineHash"])
        assert len(result["locations"]) == 1
        for location in result["locations"] + result.get("relatedLocations", []):
            physical = location["physicalLocation"]
            uri = physical["artifactLocation"]["uri"]
            assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri) and not uri.startswith("/"), uri
            exists(urllib.parse.unquote_to_bytes(uri))
            assert physical["region"]["startLine"] >= 1
    assert len(prints) == len(run["results"]), "fingerprints are not unique"


def cyclonedx(kind="cyclonedx", version="1.6"):
    bom = load(kind)
    assert (bom["bomFormat"], bom["specVersion"]) == ("CycloneDX", version)
    refs = [bom["metadata"]["component"]["bom-ref"]]
    for model in bom["components"]:
        refs += [c["bom-ref"] for c in [model] + model.get("components", [])]
        licenses = model.get("licenses", [])
        assert version != "1.6" or len(licenses) == 1 or not any("expression" in x for x in licenses), "a mixture of licenses and expressions"
        assert all(x.get("license", x)["acknowledgement"] in ("declared", "concluded") for x in licenses)
        assert model["type"] != "machine-learning-model" or (model["modelCard"] and model["components"][0]["hashes"])
        for occurrence in model["evidence"]["occurrences"]:
            assert occurrence["location"]
    assert len(refs) == len(set(refs)), "a bom-ref stands twice"
    assert set(bom["dependencies"][0]["dependsOn"]) <= set(refs)


def cyclonedx_1_7():
    cyclonedx("cyclonedx-1.7", "1.7")


def spdx():
    graph = load("spdx")["@graph"]
    ids = {e["spdxId"] for e in graph if "spdxId" in e}
    weights = [w for a in load("json")["artifacts"] for w in a["weights"]]
    assert not weights or any(e["type"] == "ai_AIPackage" for e in graph), "no AIPackage"
    assert sum(e["type"] == "software_File" for e in graph) == len(weights), "not all weights are there"
    known = ids | {"expandedlicensing_NoAssertionLicense"}
    for e in graph:
        if e["type"] == "Relationship":
            assert e["from"] in ids and set(e["to"]) <= known, e
    named = {e["relationshipType"] for e in graph if e["type"] == "Relationship"}
    assert {"hasConcludedLicense", "hasDeclaredLicense"} <= named
    for e in graph:
        text = e.get("simplelicensing_licenseExpression", "")
        refs = set(re.findall(r"LicenseRef-[A-Za-z0-9.-]+", text))
        assert refs == {d["key"] for d in e.get("simplelicensing_customIdToUri", [])}, f"references without a text in {text}"


def spdx2():
    document = load("spdx-2.3")
    assert document["spdxVersion"] == "SPDX-2.3"
    given = {x["licenseId"] for x in document["hasExtractedLicensingInfos"]}
    for package in document["packages"]:
        for field in ("licenseConcluded", "licenseDeclared"):
            assert set(re.findall(r"LicenseRef-[A-Za-z0-9.-]+", package[field])) <= given, package[field]


def junit():
    root = ET.parse(directory / "r.junit").getroot()
    for suite in root.iter("testsuite"):
        cases = suite.findall("testcase")
        assert int(suite.get("tests")) == len(cases) > 0
        for tag, count in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            assert int(suite.get(count)) == sum(c.find(tag) is not None for c in cases), count


def github():
    text = (directory / "r.github").read_bytes().decode()
    for line in text.splitlines():
        match = re.fullmatch(r"::(error|warning|notice) (?:file=([^,:]+),line=[1-9]\d*,)?title=([^,:]+)::(.*)", line)
        assert match, f"not an annotation: {line[:200]}"
        for part in match.groups("")[1:]:
            assert not re.search(r"%(?!25|0D|0A|3A|2C)", part), f"an unquoted percent sign: {line[:200]}"


def gitlab():
    issues, prints = load("gitlab"), set()
    for issue in issues:
        prints.add(issue["fingerprint"])
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["description"] and issue["check_name"] and issue["location"]["lines"]["begin"] >= 1
        assert not issue["location"]["path"].startswith(("/", "./"))
    assert len(prints) == len(issues), "fingerprints are not unique"


def table():
    rows = list(csv.reader((directory / "r.csv").read_bytes().decode().splitlines(True), strict=True))
    assert len(rows) > 1 and {len(r) for r in rows} == {15}, {len(r) for r in rows}
    assert not [c for r in rows for c in r if c[:1] in tuple("=+-@")], "a formula"


def without_words(at):
    """Without the words of texts: JSON has those that several models have once, each line has its own."""
    if isinstance(at, dict):
        return {k: without_words(v) for k, v in at.items() if k != "print"}
    return [without_words(v) for v in at] if isinstance(at, list) else at


def lines():
    records = [json.loads(x) for x in (directory / "r.jsonl").read_text().splitlines()]
    whole = load("json")
    assert [r["record"] for r in records] == ["model"] * len(whole["artifacts"]) + ["scan"]
    for record, artifact in zip(records, whole["artifacts"]):
        assert without_words({k: record[k] for k in artifact}) == without_words(artifact)


def markdown():
    text = (directory / "r.markdown").read_text()
    assert len(text) < 65536
    bare = re.sub(r"\\.", "", text)
    left = re.sub(r"</?details>|</?summary>", "", bare)
    assert "<" not in left and ">" not in left, "bare markup"
    assert not re.search(r"(?<!`)[@#](?!`)", re.sub(r"(?m)^### ", "", left)), "a mention"
    rows = [x for x in bare.splitlines() if x.startswith("|")]
    assert {x.count("|") for x in rows} <= {4, 5}, "a cell breaks out of its table"
    assert "www." not in bare and "://" not in bare, "a link"


def html():
    data = (directory / "r.html").read_bytes()
    page.check(data)
    whole = load("json")
    assert data.count(b'<section class="model ') == len(whole["artifacts"]), "not all models are there"


CHECKS = {"text": None, "json": None, "sarif": sarif, "cyclonedx": cyclonedx, "cyclonedx-1.7": cyclonedx_1_7,
          "spdx": spdx, "spdx-2.3": spdx2, "junit": junit,
          "github": github, "gitlab": gitlab, "csv": table, "jsonl": lines, "markdown": markdown, "html": html}
for kind, check in CHECKS.items():
    try:
        clean(kind)
        if check:
            check()
        print(f"ok {name}: {kind} is well-formed")
    except Exception as e:  # whatever a broken report raises is the finding
        print(f"not ok {name}: {kind}: {type(e).__name__} {str(e)[:300]}")
