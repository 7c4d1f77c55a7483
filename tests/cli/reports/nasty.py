#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""nasty.py FIXTURE DIR: a distribution whose names and texts try to break out of every report format."""
import os
import pathlib
import shutil
import sys

fixture, out = (os.fsencode(a) for a in sys.argv[1:3])
MARK = "<script>alert(1)</script> ]]> \x1b[31mred\x1b[0m \u202egpj.exe\u2066 ::error::no %0A::error::no @everyone #1 `x` | www.example.org, =1+1"
NAMES = [
    b"line\nbreak, comma, \"quote\" 'tick'",
    b"::error file=x,line=1::forged%0A::error::forged",
    b"<script>alert(1)</script> & ]]>",
    "\u202eright-to-left \u2066 \u200b zero \u2028 sep".encode(),
    b"not utf-8 \xff\xfe and \x1b[31mred\x07",
    b"=cmd|' /C x'!A0",
    b"back\\slash %41 # ? | `tick` [x](y) archive!",
]
license_text = pathlib.Path(os.fsdecode(fixture), "LICENSE").read_bytes()
clause = f"\n6. You must not use the Example Materials for any commercial purpose {MARK}.\n".encode()
for name in NAMES:
    where = os.path.join(out, name)
    os.makedirs(where)
    shutil.copy(os.path.join(fixture, b"model.safetensors"), where)
    with open(os.path.join(where, b"LICENSE"), "wb") as f:
        f.write(license_text + clause)
    with open(os.path.join(where, b"README.md"), "wb") as f:
        f.write(b"---\nlicense: \"<script>alert(1)</script> \\e[31m \\u202e ::error::x%0A | `y` @all\"\nbase_model: \"evil/<b>|x\\u2066\"\n"
                b"datasets: [\"<i>\\e]0;t\\a\", \"=1+1\"]\n---\n# " + MARK.encode() + b"\n" + b"License " * 131072 + b"\n\x00\xff\xfe \xc3\x28\n")
broken = os.path.join(out, b"broken")
os.makedirs(broken)
with open(os.path.join(broken, b"README.md"), "wb") as f:
    f.write(b"---\nlicense: [<script>\x00\xff\x1b[31m\n: : x\n---\n")
