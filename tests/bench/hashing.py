# SPDX-License-Identifier: MIT
"""Digests of files and of their tensors, beside each other and beside other tools, on the same files in the same run."""
import json
import multiprocessing
import os
import shutil
import struct

from measure import ROOT, in_turns, openssl_speed, row, run, table
from peers import Missing, debian, python_env

MIB, GIB = 1 << 20, 1 << 30
BLOCK = os.urandom(MIB)


def safetensors(path, names, each):
    """Tensors of `each` bytes, one after another. Made by a process of its own: a peak counts what this one holds, too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        maker = multiprocessing.get_context("fork").Process(target=make_safetensors, args=(path, names, each))
        maker.start()
        maker.join()
    return path


def make_safetensors(path, names, each):
    names = list(names)
    entries = (b'"%s":{"dtype":"U8","shape":[%d],"data_offsets":[%d,%d]}' % (n.encode(), each, i * each, (i + 1) * each)
               for i, n in enumerate(names))
    header = b"{" + b",".join(entries) + b"}"
    header += b" " * (-len(header) % 8)
    left = each * len(names)
    with open(path, "wb") as out:
        out.write(struct.pack("<Q", len(header)) + header)
        for _ in range(0, left, MIB):
            out.write(BLOCK[:min(MIB, left)])
            left -= MIB


def vocabulary(path, tokens):
    """A GGUF with as many tokens, their scores and types, and merges."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = lambda s: struct.pack("<Q", len(s)) + s
    array = lambda key, kind, items: text(key) + struct.pack("<IIQ", 9, kind, len(items)) + b"".join(items)
    keys = [text(b"general.license") + struct.pack("<I", 8) + text(b"our-own"),
            array(b"tokenizer.ggml.tokens", 8, [text(b"token%d" % i) for i in range(tokens)]),
            array(b"tokenizer.ggml.scores", 6, [struct.pack("<f", -i) for i in range(tokens)]),
            array(b"tokenizer.ggml.token_type", 5, [struct.pack("<i", 1)] * tokens),
            array(b"tokenizer.ggml.merges", 8, [text(b"to ken%d" % i) for i in range(tokens)])]
    path.write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 0, len(keys)) + b"".join(keys) + bytes(64))
    return path


def beside_speed(job, took, size, cores, limit, aim):
    """A row: how much of what so many processors can do by `openssl speed` was reached with so many bytes to hash."""
    ratio = limit[0] / took[0]
    row(job, took, f"openssl speed × {cores}", f"{limit[0]:.3f} s", f"{ratio:.2f} of its speed, {size / took[0] / 1e6:.0f} MB/s",
        f"≥ {aim:.2f}", ratio >= aim)


def job_tensors(licet, tmp):
    """One big file: beside what one processor can do; and with the digests of its tensors, so that each byte is hashed twice."""
    big = safetensors(tmp / "tensors" / "model.safetensors", [f"model.layers.{i}.weight" for i in range(256)], 8 * MIB)
    both, whole, size = [licet, "hash", str(big)], [licet, "hash", "-f", "sha256sum", str(big)], os.path.getsize(big)
    run(both), run(whole)
    cores = min(os.cpu_count(), 2)
    speed = lambda: openssl_speed(size, 1)
    ours, alone, limit = in_turns([lambda: run(both), lambda: run(whole), speed], 5, min)
    beside_speed("hash one 2 GiB file", alone, size, 1, limit, 0.95)
    # where there are two processors the one that hashes the tensors also reads
    beside_speed("hash one 2 GiB file and its 256 tensors", ours, 2 * size, cores, (2 * limit[0] / cores,), 0.75)


def job_files(licet, tmp):
    """Many files on all processors."""
    files = [safetensors(tmp / "files" / f"m-{i}.safetensors", ["w"], 128 * MIB) for i in range(16)]
    names, size = [str(f) for f in files], sum(map(os.path.getsize, files))
    ours_of = lambda *more: [licet, "hash", *more, str(tmp / "files")]
    commands = [ours_of("-f", "sha256sum"), ours_of(), ["openssl", "dgst", "-sha256", *names]]
    for command in commands:
        run(command)
    cores = min(os.cpu_count(), len(files))
    speed = lambda: openssl_speed(size, cores)
    whole, tensors, openssl, limit = in_turns([*(lambda c=c: run(c) for c in commands), speed], 5, min)
    beside_speed("hash 16 files", whole, size, cores, limit, 0.95)
    beside_speed("hash 16 files and their tensors", tensors, 2 * size, cores, (2 * limit[0],), 0.95)
    ratio, aim = openssl[0] / whole[0], 0.95 * cores
    row("hash 16 files", whole, "openssl dgst", openssl, f"{ratio:.2f} × as fast", f"≥ {aim:.2f}", ratio >= aim)


def job_scan(licet, tmp):
    """A whole scan of a sharded model, beside nothing but the hashes of its files."""
    shards, each, folder = 4, GIB, tmp / "sharded"
    weight_map = {}
    for i in range(shards):
        name = f"model-{i + 1:05}-of-{shards:05}.safetensors"
        tensors = [f"model.layers.{i * 64 + k}.weight" for k in range(64)]
        safetensors(folder / name, tensors, each // 64)
        weight_map.update(dict.fromkeys(tensors, name))
    (folder / "model.safetensors.index.json").write_text(json.dumps({"metadata": {"total_size": shards * each}, "weight_map": weight_map}))
    for name in ("LICENSE", "README.md"):
        shutil.copy(ROOT / "fixtures" / "example-community" / "Example-Tiny" / name, folder)
    commands = [[licet, "scan", "-f", "json", str(folder)], [licet, "hash", str(folder)],
                ["openssl", "dgst", "-sha256", *sorted(str(f) for f in folder.iterdir())]]
    for command in commands:
        run(command)
    scan, *others = in_turns([lambda c=c: run(c) for c in commands], 5, min)
    for tool, took in zip(("licet hash", "openssl dgst"), others):
        ratio = scan[0] / took[0]
        row(f"scan a model of {shards} shards of 1 GiB", scan, tool, took, f"{ratio:.2f} × its time", "≤ 1.10", ratio <= 1.1)


def job_million(licet, tmp):
    """A header of a million tensors, some 107 MB."""
    names = (f"model.layers.{i // 64}.mlp.experts.{i % 64}.down_proj" for i in range(1000000))
    file = safetensors(tmp / "million" / "model.safetensors", names, 1)
    command = [licet, "hash", "--limit", "header-bytes=200M", str(file)]
    read, digests = [*command, "--no-tensor-digests"], command
    run(read)
    ours, theirs = in_turns([lambda: run(read), lambda: run(digests)], 5, min)
    row("the header of a million tensors", ours, "with their digests", theirs, f"{ours[2]:.2f} s CPU, {theirs[1]:.0f} MiB",
        "< 1 s, < 256 MiB", ours[2] < 1 and theirs[1] < 256)


def job_vocabulary(licet, tmp):
    file = vocabulary(tmp / "gguf" / "vocabulary.gguf", 260000)
    ours, theirs = in_turns([lambda: run([licet, "hash", str(file)]), lambda: run(["true"])], 15, min)
    took = 1000 * (ours[0] - theirs[0])
    row("GGUF with a vocabulary of 260,000", ours, "true", theirs, f"{took:.1f} ms more", "< 50 ms", took < 50)


def tools(licet, folder):
    """(name, what it hashes, command for a file) of whatever can be had."""
    yield "licet hash", "file, tensors, weights", lambda f: [licet, "hash", f]
    yield "licet hash -f sha256sum", "file", lambda f: [licet, "hash", "-f", "sha256sum", f]
    yield "sha256sum", "file", lambda f: ["sha256sum", f]
    yield "openssl dgst", "file", lambda f: ["openssl", "dgst", "-sha256", f]
    for name, get in (("b3sum", lambda: [debian("b3sum", "b3sum")]),
                      ("model-signing", lambda: [str(python_env(folder, "model_signing", "model-signing") / "python"), "-c",
                                                 "import sys\nfrom model_signing import hashing\n"
                                                 "hashing.Config().hash(sys.argv[1])"]),
                      ("modelaudit", lambda: [str(python_env(folder, "modelaudit", "modelaudit") / "modelaudit"), "scan"])):
        try:
            start = get()
        except Missing as why:
            print(f"skipped: {name}: {why}", flush=True)
            continue
        what = {"b3sum": "file (BLAKE3)", "modelaudit": "scan of the file"}.get(name, "file")
        yield name, what, lambda f, start=start: [*start, f]


def job_peers(licet, tmp):
    folder = tmp / "hash-peers"
    folder.mkdir(exist_ok=True)
    big = str(safetensors(tmp / "tensors" / "model.safetensors", [f"model.layers.{i}.weight" for i in range(256)], 8 * MIB))
    found = list(tools(licet, folder))
    env = dict(os.environ, NO_ANALYTICS="1", PROMPTFOO_DISABLE_TELEMETRY="1", CI="1")
    took = in_turns([lambda c=command(big): run(c, env=env) for _, _, command in found], 3)
    head = ("tool", "hashes", "2 GiB in", "CPU", "GB/s", "peak")
    size = os.path.getsize(big)
    table(head, [(name, what, f"{t[0]:.2f} s", f"{t[2]:.2f} s", f"{size / t[0] / 1e9:.2f}", f"{t[1]:.0f} MiB")
                 for (name, what, _), t in zip(found, took)])


JOBS = {"tensors": job_tensors, "files": job_files, "scan": job_scan, "million": job_million, "vocabulary": job_vocabulary, "hashers": job_peers}
