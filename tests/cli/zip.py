# SPDX-License-Identifier: MIT
"""Zips for zip.sh, in the current directory, and for the fuzzer: record by record."""
import bz2
import struct
import zlib

CLAIM = b'{"name": "x", "license": "MIT"}'
LARGE, FFFF, FFFFFFFF = 1, 0xFFFF, 0xFFFFFFFF


def pack(method, data):
    if method == 12:
        return bz2.compress(data)
    if method == 0:
        return data
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    return deflate.compress(data) + deflate.flush()


def member(name, data=CLAIM, method=0, **lies):
    """Lies: crc, size, packed (lengths), place, flags; extra: fields in the directory; unnamed: it has none there."""
    return dict({"name": name, "bytes": pack(method, data), "method": method, "crc": zlib.crc32(data), "size": len(data)}, **lies)


PLAIN = [member(b"package.json"), member(b"deflated/package.json", method=8)]
BAD = member(b"bad", b"crane", crc=1)


def archive(*members, large=False, before=b"", absolute=False, count=0, behind=b""):
    """before: bytes that stand before it, which its places know of (absolute) or not. count: how many records too many it says."""
    body, directory = b"", b""
    for m in members:
        flags, packed = m.get("flags", 0), m.get("packed", len(m["bytes"]))
        numbers = [m["crc"], packed, m["size"]]
        place = m.get("place", len(body))
        if "place" not in m:
            first = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, flags, m["method"], 0, 0, *([0] * 3 if flags & 8 else numbers), len(m["name"]), 0)
            body += first + m["name"] + m["bytes"] + (struct.pack("<IIII", 0x08074B50, *numbers) if flags & 8 else b"")
        if m.get("unnamed"):
            continue
        place += len(before) * absolute
        extra = m.get("extra", b"")
        if large:
            extra += struct.pack("<HHQQQ", LARGE, 24, m["size"], packed, place)
            numbers, place = [m["crc"], FFFFFFFF, FFFFFFFF], FFFFFFFF
        directory += struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, flags, m["method"], 0, 0, *numbers, len(m["name"]), len(extra), 0, 0, 0, 0, place)
        directory += m["name"] + extra
    records, at = sum(not m.get("unnamed") for m in members) + count, len(body) + len(before) * absolute
    end = b""
    if large:
        end = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, records, records, len(directory), at)
        end += struct.pack("<IIQI", 0x07064B50, 0, len(before) + len(body) + len(directory), 1)
    numbers = [FFFF, FFFF, FFFFFFFF, FFFFFFFF] if large else [records, records, len(directory), at]
    return before + body + directory + end + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, *numbers, 0) + behind


def unicode_name(raw, name):
    return struct.pack("<HHBI", 0x7075, 5 + len(name), 1, zlib.crc32(raw)) + name


OTHER = b"PK\3\4 is how a zip begins"
ZIPS = {
    "plain": archive(*PLAIN, BAD),
    "large": archive(*PLAIN, BAD, large=True),
    "large-behind": archive(*PLAIN, BAD, large=True, before=OTHER, absolute=True),
    "behind": archive(*PLAIN, BAD, before=OTHER),
    "two-zips": archive(member(b"before")) + archive(*PLAIN, BAD),
    "lengths": archive(*[dict(m, flags=8) for m in PLAIN], BAD),
    "field": archive(member(b"other", extra=unicode_name(b"other", "été/package.json".encode())),
                     member(b"plain", extra=unicode_name(b"another", b"field.zip!/other")), BAD),
    "shared": archive(PLAIN[0], member(b"second", place=0), BAD),
    "out": archive(PLAIN[0], BAD, member(b"second", packed=250, size=250)),
    "short": archive(PLAIN[0], member(b"second", method=8, size=len(CLAIM) + 5), BAD),
    "long": archive(PLAIN[0], member(b"second", method=8, size=3), BAD),
    "two": archive(PLAIN[0], member(b"second", size=3), BAD),
    "nowhere": archive(PLAIN[0], member(b"second", place=7), BAD),
    "bzip2": archive(PLAIN[0], member(b"second", method=12), BAD),
    "fewer": archive(*PLAIN, BAD, count=-1),
    "more": archive(*PLAIN, BAD, count=1),
    "between": archive(PLAIN[0], member(b"unnamed", unnamed=True), PLAIN[1], BAD),
    "between-lengths": archive(dict(PLAIN[0], flags=8), member(b"unnamed", unnamed=True), PLAIN[1], BAD),
    "last": archive(*PLAIN, BAD, member(b"unnamed", unnamed=True)),
    "zip-in-zip": archive(*PLAIN, member(b"inner.zip", archive(member(b"one"), member(b"two"))), BAD),
    "behind-end": archive(*PLAIN, BAD, behind=b"crane"),
}
if __name__ == "__main__":
    for name, data in ZIPS.items():
        with open(name + ".zip", "wb") as out:
            out.write(data)
