#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
policy.py SCHEMA FILE…: the schema is one, each file is valid by it, and what is wrong with a policy is wrong by it too: schema
and program (LICET) must agree on every case below.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import warnings

import yaml

warnings.simplefilter("ignore")
import jsonschema  # noqa: E402


class Loader(yaml.SafeLoader):
    """Scalars as YAML 1.2 and editors have them: no dates, and only true and false are truths."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, exp) for tag, exp in rows if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")]
    for first, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))

W = "reason: r, approver: a, expires: 2026-06-30"
GOOD = [
    "name: x", "use: {users: 2000000, commercial: false}", "use: {users: 1.5B, regions: EU, fields: [military, legal]}",
    "use: {revenue: 400K EUR/month, regions: [everywhere], hosting: }", "deny: {kinds: usage-cap, categories: [permissive]}",
    "allow: {kinds: [notice], licenses: mit}", "review: {findings: [mention-only]}", "ignore: {findings: mention-only}",
    "require: {duties: [display]}", "severities: {mention-only: error}", "verdict: {fail: error, review: never}", "deny:",
    "waivers: [{finding: use-unclear, kind: region, path: ./x..y/*, %s}]" % W, "waivers: []",
    "waivers: [{kind: region, sha256: %s, %s}]" % ("0f" * 32, W),
]
BAD = [
    "nome: x", "name: ''", "name: [x]", "use: [x]", "use: {user: 5}", "use: {users: x}", "use: {users: -1}", "use: {commercial: yes}",
    "use: {revenue: 5M}", "use: {regions: [Europe]}", "use: {regions: []}", "use: {fields: [peace]}", "deny: {kind: [x]}", "deny: {kinds: [x]}",
    "deny: {findings: [x]}", "deny: {categories: [x]}", "deny: []", "allow: {findings: [mention-only]}", "review: {licenses: [mit]}",
    "ignore: {findings: [no-license-evidence]}", "require: {duties: [region]}", "severities: {x: note}",
    "severities: {mention-only: fatal}", "severities: {denied-kind: note}", "verdict: {fail: x}", "verdict: {pass: note}",
    "waivers: {}", "waivers: [{path: x, %s}]" % W, "waivers: [{kind: region, %s}]" % W,
    "waivers: [{kind: region, path: x, reason: r, approver: a}]", "waivers: [{kind: region, path: x, more: y, %s}]" % W,
    "waivers: [{kind: region, path: '', %s}]" % W, "waivers: [{kind: region, sha256: XY, %s}]" % W,
    "waivers: [{finding: no-license-evidence, path: x, %s}]" % W,
    "waivers: [{kind: region, path: x, reason: r, approver: a, expires: 2026}]",
    "waivers: [{kind: region, path: x, reason: r, approver: a, expires: soon}]",
    "waivers: [{kind: region, path: x, reason: r, approver: a, expires: 2026-13-01}]",
    "waivers: [{kind: region, path: /x, %s}]" % W, "waivers: [{kind: region, path: a/../x, %s}]" % W,
    "waivers: [{finding: mention-only, kind: region, path: x, %s}]" % W, "use: {regions: [ZZ]}", "use: {regions: [UK]}",
    "ignore: {findings: [use-forbidden]}",
]


def main():
    schema = json.load(open(sys.argv[1], encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    try:
        jsonschema.Draft202012Validator.check_schema(schema)
        print("ok the schema is one")
    except jsonschema.SchemaError as e:
        print(f"not ok the schema is one: {e.message}")
    for path in sys.argv[2:]:
        errors = list(validator.iter_errors(yaml.load(open(path, encoding="utf-8"), Loader)))
        print(f"not ok {os.path.basename(path)} by the schema: {errors[0].message[:200]}" if errors
              else f"ok {os.path.basename(path)} by the schema")
    wrong = []
    for text, good in [(t, True) for t in GOOD] + [(t, False) for t in BAD]:
        with tempfile.NamedTemporaryFile("w", suffix=".yaml") as f:
            f.write(text)
            f.flush()
            program = subprocess.run([os.environ.get("LICET", "licet"), "policy", "check", f.name], capture_output=True, check=False).returncode != 2
        if (validator.is_valid(yaml.load(text, Loader)), program) != (good, good):
            wrong.append(f"{text}: schema {validator.is_valid(yaml.load(text, Loader))}, licet {program}, not {good}")
    print(f"not ok schema and program agree: {'; '.join(wrong)}" if wrong else f"ok schema and program agree on {len(GOOD + BAD)} cases")


main()
