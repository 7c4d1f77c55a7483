# SPDX-License-Identifier: MIT
"""Archives for unpack.sh, in the current directory: much that is odd, and enough of it for several threads."""
import gzip
import io
import os
import random
import struct
import tarfile
import zipfile

rng = random.Random(7)
WORDS = "you may use copy change sell the work under terms of this license without warranty a notice must stay".split()


def text(n):
    return " ".join(rng.choice(WORDS) for _ in range(n)) + ".\n"


def weights(size):
    """Bytes that a compressor makes something of, and no two blocks alike."""
    half = size // 2
    head = b'{"a":{"dtype":"U8","shape":[%d],"data_offsets":[0,%d]},"b":{"dtype":"U8","shape":[%d],"data_offsets":[%d,%d]}}' % (
        half, half, size - half, half, size)
    body = b"".join(bytes([i & 255]) * 48 + rng.randbytes(16) for i in range(size // 64))
    return struct.pack("<Q", len(head)) + head + body.ljust(size, b"\1")


def nested(kind):
    out = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
            z.writestr("LICENSE", text(50))
            z.writestr("in.safetensors", weights(640))
    else:
        with tarfile.open(fileobj=out, mode="w:gz") as t:
            info = tarfile.TarInfo("deep/model.safetensors")
            info.size = len(weights(6400))
            t.addfile(info, io.BytesIO(weights(6400)))
    return out.getvalue()


def mark(data, name, change, local=True):
    """change(header, where its fields begin) for the member's record in the directory, and for the header before its bytes."""
    at = data.rindex(name)
    change(data, at - 46 + 6)  # version, flags, method, time, date, crc …
    if local:
        change(data, data.index(name) - 30 + 4)


def flip_crc(data, at):
    data[at + 10] ^= 1


def encrypt(data, at):
    data[at + 2] |= 1


def members(z):
    store = zipfile.ZIP_STORED
    for i in range(60):
        z.writestr(f"pkg/{i:03}/LICENSE", f"MIT License\n\n{text(20 + 9 * i)}")
        z.writestr(f"pkg/{i:03}/m.safetensors", weights(64 * (1 + rng.randrange(400))), store if i % 3 else None)
        z.writestr(f"pkg/{i:03}/README.md", f"---\nlicense: {'mit' if i % 2 else 'apache-2.0'}\n---\n{text(30)}")
    for name in ("../../up.txt", "/etc/absolute.txt", "a\\..\\b.txt"):
        z.writestr(name, text(9))
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    z.writestr(link, "pkg/000/LICENSE")
    z.writestr("inner.zip", nested("zip"))
    z.writestr("inner.tar.gz", nested("tar"))
    z.writestr("cut.tar.gz", nested("tar")[:-400])
    z.writestr("twice/model.safetensors", weights(128))
    z.writestr("twice/model.safetensors", weights(256))
    z.writestr("big-1.safetensors", weights(9 << 20))
    z.writestr("crc-is-wrong.safetensors", weights(6400), store)
    z.writestr("is-encrypted.txt", text(400))
    z.writestr("big-2.safetensors", weights(9 << 20))
    z.writestr("bad-deflate.safetensors", weights(64000))
    z.writestr("last/LICENSE", text(100))


def make(name):
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as z:
        members(z)
    data = bytearray(open(name, "rb").read())
    mark(data, b"crc-is-wrong.safetensors", flip_crc)
    mark(data, b"is-encrypted.txt", encrypt)
    return data


def write(name, data):
    with open(name, "wb") as out:
        out.write(data)


data = make("odd.zip")
write("odd.zip", data)

broken = bytearray(data)
at = broken.index(b"bad-deflate.safetensors")
broken[at + 2000:at + 2400] = b"\xff" * 400
write("broken.zip", broken)

other = bytearray(data)  # a name that differs before the bytes, and two members that lie over one another
other[other.rindex(b"pkg/007/README.md") + 5] = ord("9")
first, second = other.rindex(b"pkg/010/LICENSE"), other.rindex(b"pkg/020/LICENSE")
other[second - 4:second] = other[first - 4:first]
write("crossed.zip", other)
write("cut.zip", data[:len(data) * 2 // 3])

with zipfile.ZipFile("bomb.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
    z.writestr("LICENSE", text(100))
    for i in range(20):
        z.writestr(f"{i}.bin", bytes(16 << 20))
        z.writestr(f"{i}.md", text(100))
    z.writestr("pad", rng.randbytes(70000), zipfile.ZIP_STORED)



class Tar:
    """What `members` asks of a zip file."""

    def __init__(self, name):
        self.tar = tarfile.open(name, "w")

    def writestr(self, name, content, _=None):
        linked = isinstance(name, zipfile.ZipInfo)
        info = tarfile.TarInfo(name.filename if linked else name)
        content = content.encode() if isinstance(content, str) else content
        if linked:
            info.type, info.linkname = tarfile.SYMTYPE, content.decode()
        else:
            info.size = len(content)
        self.tar.addfile(info, None if linked else io.BytesIO(content))


odd = Tar("odd.tar")
members(odd)
odd.tar.close()
write("cut.tar", open("odd.tar", "rb").read()[:-(7 << 20)])
small = Tar("small.tar")
small.writestr("README.md", text(3))
small.writestr("seen.bin", rng.randbytes(200000))
small.writestr("blob", rng.randbytes(200000))
small.tar.close()
small = open("small.tar", "rb").read()
write("small.tar.gz", gzip.compress(small, 1))
write("in-small.tar", small[:300000])
write("in-small.tar.gz", gzip.compress(small, 1)[:300000])
write("odd.tar.gz", gzip.compress(open("odd.tar", "rb").read(), 1))
with tarfile.open("around.tar", "w") as t:
    t.add("odd.tar")
    t.add("odd.tar.gz")

for kind in ("gz", "xz"):
    with tarfile.open(f"big.tar.{kind}", f"w:{kind}", **({"compresslevel": 1} if kind == "gz" else {"preset": 0})) as t:
        for name, size in (("one", 12 << 20), ("two", 9 << 20)):
            content = weights(size)
            info = tarfile.TarInfo(f"{name}/model.safetensors")
            info.size = len(content)
            t.addfile(info, io.BytesIO(content))
    size = os.path.getsize(f"big.tar.{kind}")
    write(f"cut.tar.{kind}", open(f"big.tar.{kind}", "rb").read()[:size * 5 // 6])

spoiled = bytearray(open("big.tar.xz", "rb").read())
at = len(spoiled) // 2
spoiled[at:at + 400] = b"\xff" * 400
write("spoiled.tar.xz", spoiled)
