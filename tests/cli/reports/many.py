#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""many.py FIXTURE DIR: a thousand models under fifty licenses, each an edit of the fixture's."""
import json
import pathlib
import struct
import sys

fixture, out = (pathlib.Path(a) for a in sys.argv[1:3])
license_text = (fixture / "LICENSE").read_text()
header = json.dumps({"w": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}).encode()
for i in range(1000):
    where = out / f"model-{i:04}"
    where.mkdir(parents=True)
    (where / "LICENSE").write_text(license_text.replace("50 million", f"{50 + i % 50} million"))
    (where / "README.md").write_text(f"---\nlicense: other\nlicense_name: example-community\nbase_model: lab/base-{i % 30}\n---\n# Model {i}\n")
    (where / "model.safetensors").write_bytes(struct.pack("<Q", len(header)) + header + struct.pack("<ff", i, i))
