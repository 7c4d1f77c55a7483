# SPDX-License-Identifier: MIT
"""Archives of weights: unpacking, hashing and the digests of tensors, beside unpacking alone."""
import gzip
import mmap
import multiprocessing
import os
import shutil
import struct
import subprocess
import tarfile
import time
import zipfile

from measure import fastest, openssl_speed, row
from peers import Missing, debian

MIB = 1 << 20
TABLE = bytes(0x3C ^ (0x80 * (i & 1)) ^ (i.bit_count() & 3) for i in range(256))  # exponents of small numbers: few, and some often


def numbers(n):
    """What weights in BF16 look like to a compressor."""
    out = bytearray(n)
    out[::2] = os.urandom(n // 2)
    out[1::2] = os.urandom(n // 2).translate(TABLE)
    return bytes(out)


class Weights:
    """A safetensors file of that size, as a file to be read, with eight tensors."""

    def __init__(self, size):
        each = (size - 1024) // 16 * 2
        entries = ",".join(f'"t{i}":{{"dtype":"BF16","shape":[{each // 2}],"data_offsets":[{i * each},{i * each + each}]}}'
                           for i in range(8))
        self.head = struct.pack("<Q", 1016) + f"{{{entries}}}".encode().ljust(1016)
        self.left, self.size = 8 * each, 1024 + 8 * each

    def read(self, n=MIB):
        head, self.head = self.head[:n], self.head[n:]
        take = min(n - len(head), self.left) & ~1
        self.left -= take
        return head + numbers(take)


def tar(path, size, wrap):
    with wrap(path) as raw, tarfile.open(fileobj=raw, mode="w|") as out:
        for i in range(2):
            info, content = tarfile.TarInfo(f"model/model-{i}.safetensors"), Weights(size // 2)
            info.size = content.size
            out.addfile(info, content)


class Zstd:
    """A pipe into zstd, which Python has no module for."""

    def __init__(self, path):
        self.file = open(path, "wb")
        self.child = subprocess.Popen(["zstd", "-q", "-3", "-c"], stdin=subprocess.PIPE, stdout=self.file)

    def __enter__(self):
        return self.child.stdin

    def __exit__(self, *_):
        self.child.stdin.close()
        self.child.wait()
        self.file.close()


def zipped(path, size, members, how=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", how, compresslevel=1) as out:
        for i in range(members):
            with out.open(f"model/model-{i}.safetensors", "w", force_zip64=True) as to:
                shutil.copyfileobj(Weights(size // members), to, MIB)


def made(folder, name, make, *args):
    """Made by a process of its own: a peak counts what this one holds, too."""
    path = folder / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        maker = multiprocessing.get_context("fork").Process(target=make, args=(path, *args))
        maker.start()
        maker.join()
    return path


def disk_speed(path):
    """MB/s with which the file comes from the disk, past the page cache; None where the file system does not go past it."""
    block = mmap.mmap(-1, 4 * MIB)
    try:
        file = os.open(path, os.O_RDONLY | os.O_DIRECT)
    except OSError:
        return None
    begin, size = time.perf_counter(), 0
    try:
        while got := os.readv(file, [block]):
            size += got
    except OSError:
        return None
    finally:
        os.close(file)
    return size / (time.perf_counter() - begin) / 1e6


def job(licet, tmp):
    try:
        unpacker = debian("bsdtar", "libarchive-tools")
        debian("zstd", "zstd")
    except Missing as why:
        print(f"skipped: unpack: {why}", flush=True)
        return
    folder, size = tmp / "unpack", 1024 * MIB
    several = min(os.cpu_count(), 2) > 1
    kinds = [("a .tar.zst", made(folder, "m.tar.zst", tar, size, Zstd), 0.95),
             ("a .tar.gz", made(folder, "m.tar.gz", tar, size, lambda p: gzip.open(p, "wb", compresslevel=1)), 0.95),
             ("a .zip of one member", made(folder, "one.zip", zipped, size, 1), 0.95),
             ("a .zip of eight", made(folder, "eight.zip", zipped, size, 8), 1.5 if several else 0.95),
             ("a .zip of eight, stored", made(folder, "stored.zip", zipped, size, 8, zipfile.ZIP_STORED), None)]
    for name, path, aim in kinds:
        ours, theirs = fastest([licet, "scan", "-q", str(path)], [unpacker, "-xOf", str(path)])
        ratio, speed = theirs[0] / ours[0], size / ours[0] / 1e6
        figure = f"{ratio:.2f} × as fast, {speed:.0f} MB/s"
        good = (aim is None or ratio >= aim) and ours[1] < 64
        row(f"unpack and hash {name} (1 GiB)", ours, "bsdtar -xOf", theirs, figure, f"≥ {aim:.2f}, < 64 MiB" if aim else "< 64 MiB", good)
    processors = os.cpu_count()
    seconds = openssl_speed(size, processors)[0]
    row("what hashing each byte once allows", "", f"openssl speed × {processors}", "", f"{size / seconds / 1e6:.0f} MB/s", "", True)
    disk = disk_speed(kinds[-1][1])
    row("what the disk allows", "", "reading past the page cache", "", f"{disk:.0f} MB/s" if disk else "not told by this file system", "", True)


JOBS = {"unpack": job}
