# shellcheck shell=sh disable=SC1091,SC2015,SC2034,SC2154
# SPDX-License-Identifier: MIT
# A zip behind something else: the files that go with a TFLite model, and the model that goes with its program in a llamafile.
. "$(dirname "$0")/lib.sh"

if ! command -v python3 >/dev/null; then
	echo "skip a zip behind something else: python3 is not there"
	echo finished
	exit
fi

# behind FILE PREFIX MEMBER=CONTENT…: the bytes of PREFIX, and a zip whose comment has $comment bytes
comment=0
behind() {
	COMMENT=$comment python3 -B - "$@" <<'END'
import os
import struct
import sys
import zipfile
prefixes = {
    "tflite": struct.pack("<I4sHH6xHiII", 20, b"TFL3", 12, 8, 4, 12, 4, 5) + b"heron" + bytes(3),
    "program": b"MZqFpD" + bytes(70000),
    "gguf": b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + struct.pack("<Q", 15) + b"general.license" + struct.pack("<IQ", 8, 3) + b"mit",
}
with open(sys.argv[1], "wb") as out:
    out.write(prefixes[sys.argv[2]])
    if len(sys.argv) > 3:
        with zipfile.ZipFile(out, "a") as z:
            z.comment = bytes(int(os.environ["COMMENT"]))
            for member in sys.argv[3:]:
                name, content = member.split("=")
                z.writestr(name, prefixes.get(content, content))
END
}

claim='{"name": "labels", "license": "MIT"}'
behind m.tflite tflite labels.txt=crane package.json="$claim"
run scan -f json m.tflite
expect 'a license in the zip of a TFLite model' 0 '"path": "m.tflite!/package.json"' '"format": "tflite"' '"concluded": "MIT"'
tar -czf m.tgz m.tflite
run scan -f json m.tgz
expect 'and in an archive' 0 '"path": "m.tgz!/m.tflite!/package.json"' '"concluded": "MIT"'
comment=65535
behind m.tflite tflite package.json="$claim"
comment=0
run scan -f json m.tflite
expect 'a zip with the longest comment' 0 '"path": "m.tflite!/package.json"' '"concluded": "MIT"'
behind m.tflite tflite ../../evil=crane
run scan -f json m.tflite
expect 'a member with a name that leads out' 3 'unsafe'
behind m.tflite tflite labels.txt=crane package.json="$claim"
for n in 1 10 22 100; do
	head -c -$n m.tflite >cut.tflite
	run scan -f json cut.tflite
	expect "a zip that lacks $n bytes" 3 'in a zip behind it, which is cut off'
done
behind m.tflite tflite
run scan -f json m.tflite
expect 'a model without a zip' 0 '"format": "tflite"'

behind m.llamafile program model.gguf=gguf .args=-m
run scan -f json m.llamafile
expect 'the model in a llamafile' 0 '"path": "m.llamafile!/model.gguf"' '"format": "gguf"' '"format": "llamafile"' '"as_written": "mit"'
run hash m.llamafile
expect 'is weights of its own' 0 '"path": "m.llamafile!/model.gguf"' '"part_of": "m.llamafile!"'
behind m.llamafile program
run scan -f json m.llamafile
expect 'a llamafile without its zip' 3 'carries its model in a zip at its end, which is not there'
behind m.llamafile program model.gguf=gguf
tar -czf m.tgz m.llamafile
run scan -f json m.tgz
expect 'a llamafile in a stream' 3 'which can be read from a file only'
head -c 70100 m.llamafile >cut.llamafile
run scan -f json cut.llamafile
expect 'a llamafile that is cut' 3 'which is not there'
echo finished
