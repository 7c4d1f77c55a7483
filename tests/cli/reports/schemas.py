#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
schemas.py NAME DIR SCHEMAS: the reports in DIR against the official schemas and validators, which lie in the directory SCHEMAS and in
the Python that runs this. What could not be fetched is skipped.
"""
import importlib
import json
import pathlib
import sys

name, directory, schemas = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])


class Missing(Exception):
    pass


def need(module):
    try:
        return importlib.import_module(module)
    except ImportError as e:
        raise Missing(f"{module} is not there") from e


def schema(file):
    path = schemas / file
    if not path.exists():
        raise Missing(f"{file} could not be fetched")
    return path


def load(path):
    return json.loads(path.read_text())


def sarif():
    rules = load(schema("sarif.json"))
    validator = need("jsonschema").validators.validator_for(rules)
    return [f"{e.json_path} {e.message}" for e in validator(rules).iter_errors(load(directory / "r.sarif"))][:3]


def cyclonedx(kind="cyclonedx", version="V1_6"):
    need("cyclonedx.validation.json")
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    error = JsonStrictValidator(SchemaVersion[version]).validate_str((directory / f"r.{kind}").read_text())
    return [str(error)] if error else []


def cyclonedx_1_7():
    return cyclonedx("cyclonedx-1.7", "V1_7")


def spdx():
    # A hundred times as fast as jsonschema, but it does not take SARIF's schema.
    validator = need("jsonschema_rs").validator_for(load(schema("spdx-3.json")))
    return [f"{e.instance_path} {e.message}" for e in validator.iter_errors(load(directory / "r.spdx"))][:3]


def spdx_model():
    model = need("spdx_python_model").v3_0_1
    objects = model.SHACLObjectSet()
    with open(directory / "r.spdx", "rb") as f:
        model.JSONLDDeserializer().read(f, objects)
    missing = objects.link()
    return [f"{missing} is named and not there"] if missing else []


def spdx2():
    need("spdx_tools.spdx.parser.parse_anything")
    from spdx_tools.spdx.parser.json import json_parser
    from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

    document = json_parser.parse_from_file(str(directory / "r.spdx-2.3"))
    return [m.validation_message for m in validate_full_spdx_document(document)][:3]


def junit():
    try:
        need("xmlschema").XMLSchema(str(schema("junit.xsd"))).validate(str(directory / "r.junit"))
    except need("xmlschema").XMLSchemaValidationError as e:
        return [f"{e.path}: {e.reason}"]
    return []


def markdown():
    html = need("markdown_it").MarkdownIt("gfm-like", {"linkify": False}).render((directory / "r.markdown").read_text())
    return [tag for tag in ("<script", "<img", "<a ", "<b>") if tag in html]


CHECKS = {"SARIF 2.1.0": sarif, "CycloneDX 1.6": cyclonedx, "CycloneDX 1.7": cyclonedx_1_7,
          "SPDX 3.0.1 (JSON schema)": spdx, "SPDX 3.0.1 (model)": spdx_model,
          "SPDX 2.3": spdx2, "JUnit": junit, "Markdown": markdown}
for what, check in CHECKS.items():
    try:
        errors = check()
        print(f"not ok {name}: {what}: {'; '.join(errors)[:600]}" if errors else f"ok {name}: valid {what}")
    except Missing as e:
        print(f"skip {name}: {what}: {e}")
    except Exception as e:
        print(f"not ok {name}: {what}: {type(e).__name__} {str(e)[:300]}")
