#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""seeds: small valid inputs of every format, each built piece by piece so that variations are cheap.

    tests/fuzz/seeds.py TARGET DIR      writes the seeds of a target (readers, model, scan, card, policy, record …) into DIR, and DIR.dict
    tests/fuzz/seeds.py fixture DIR     writes one file of each weights format into DIR: fixtures/weights-formats

Of the targets whose first byte picks a name, that byte is looked up in tests/fuzz/names.h. Nothing here comes from a real model.
"""
import base64
import glob
import hashlib
import io
import itertools
import json
import os
import pickle
import re
import runpy
import struct
import sys
import tarfile
import zipfile
import gzip
import bz2
import lzma

HERE = os.path.dirname(os.path.abspath(__file__))
NAMES = re.findall(r'^\t"(.*)",$', open(os.path.join(HERE, "names.h")).read(), re.M)


def named(name, data):
    return bytes([NAMES.index(name)]) + data


def le(form, *values):
    return struct.pack("<" + form, *values)


# --- protobuf, flatbuffers, MessagePack -----------------------------------------------------------------------------------------


def varint(n):
    out = b""
    while n > 127:
        out += bytes([n & 127 | 128])
        n >>= 7
    return out + bytes([n])


def pb(number, value):
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    if isinstance(value, str):
        value = value.encode()
    return varint(number << 3 | 2) + varint(len(value)) + value


class Table:
    """A flatbuffer table: fields by number; bytes are inline, tables and lists are offsets."""

    def __init__(self, **fields):
        self.fields = {int(k[1:]): v for k, v in fields.items()}


def flat(root, identifier):
    out = bytearray(8)

    def align(n):
        while len(out) % n:
            out.append(0)

    def put(value):
        if isinstance(value, Table):
            return put_table(value)
        align(4)
        at = len(out)
        if isinstance(value, str):
            out.extend(le("I", len(value)) + value.encode() + b"\0")
        elif isinstance(value, tuple):  # of scalars: (format, numbers)
            out.extend(le("I", len(value[1])) + le("%d%s" % (len(value[1]), value[0]), *value[1]))
        else:
            out.extend(le("I", len(value)) + bytes(4 * len(value)))
            for i, item in enumerate(value):
                place = at + 4 + 4 * i
                struct.pack_into("<I", out, place, put(item) - place)
        return at

    def put_table(table):
        count = max(table.fields, default=-1) + 1
        slots, at = [0] * count, 4
        for number, value in sorted(table.fields.items()):
            slots[number], at = at, at + (8 if isinstance(value, bytes) and len(value) > 4 else 4)
        align(8)
        vtable = len(out)
        out.extend(le("HH", 4 + 2 * count, at) + le("%dH" % count, *slots))
        align(8)
        start = len(out)
        out.extend(le("i", start - vtable) + bytes(at - 4))
        for number, value in sorted(table.fields.items()):
            place = start + slots[number]
            if isinstance(value, bytes):
                out[place : place + len(value)] = value
            else:
                struct.pack_into("<I", out, place, put(value) - place)
        return start

    where = put(root)
    struct.pack_into("<I4s", out, 0, where, identifier)
    return bytes(out)


def msgpack(x):
    if isinstance(x, dict):
        return bytes([0x80 | len(x)]) + b"".join(msgpack(k) + msgpack(v) for k, v in x.items())
    if isinstance(x, (list, tuple)):
        return bytes([0x90 | len(x)]) + b"".join(map(msgpack, x))
    if isinstance(x, str):
        return bytes([0xA0 | len(x)]) + x.encode() if len(x) < 32 else b"\xd9" + bytes([len(x)]) + x.encode()
    if isinstance(x, bytes):
        return b"\xc4" + bytes([len(x)]) + x
    return bytes([x]) if x < 128 else b"\xce" + struct.pack(">I", x)


def flax_array(shape, dtype, data, kind=1):
    inner = msgpack([shape, dtype, data])
    return b"\xc7" + bytes([len(inner), kind]) + inner


# --- weights --------------------------------------------------------------------------------------------------------------------


def safetensors():
    def one(header, data=b"\0" * 8):
        text = json.dumps(header).encode()
        return le("Q", len(text)) + text + data

    a = {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}
    yield one({"a": a})
    yield one({"__metadata__": {"license": "mit", "base_model": "x/y", "format": "pt"}, "a": a})
    yield one({"a": dict(a, dtype="BF16", shape=[2, 2]), "b": dict(a, data_offsets=[8, 16])}, bytes(16))
    yield one({"e": dict(a, shape=[0], data_offsets=[0, 0])}, b"")
    yield one({"a\\u0000": dict(a, dtype="F4", shape=[16])})


def gguf():
    def text(s, version):
        return le("Q" if version > 1 else "I", len(s)) + s.encode()

    def one(version, order="<"):
        count = "Q" if version > 1 else "I"
        keys = [
            text("general.architecture", version) + le("I", 8) + text("llama", version),
            text("general.license", version) + le("I", 8) + text("mit", version),
            text("general.alignment", version) + le("II", 4, 32),
            text("tokenizer.ggml.tokens", version) + le("II", 9, 8) + le(count, 2) + text("a", version) + text("b", version),
        ]
        info = text("blk.0.w", version) + le("I", 1) + le(count, 32) + le("I", 8) + le("Q", 0)
        out = b"GGUF" + le("I", version) + le(count, 1) + le(count, len(keys)) + b"".join(keys) + info
        return out + bytes(-len(out) % 32) + bytes(34)

    yield one(1)
    yield one(2)
    yield one(3)
    yield b"GGUF" + struct.pack(">IQQ", 3, 0, 0)


def ggml():
    def words(n, scores):
        return b"".join(le("I", 1) + b"w" + (le("f", 1.0) if scores else b"") for _ in range(n))

    def tensor(name, dims, kind, data, aligned=0, start=0):
        head = le("III", len(dims), len(name), kind) + le("%dI" % len(dims), *dims) + name.encode()
        return head + (bytes(-(start + len(head)) % 32) if aligned else b"") + data

    llama = [3, 32, 32, 4, 1, 8, 0]
    yield b"lmgg" + le("7I", *llama) + words(3, False) + tensor("t", [2], 0, bytes(8))
    yield b"fmgg" + le("8I", 1, *llama) + words(3, True) + tensor("t", [2, 2], 1, bytes(8))
    for version in 1, 2, 3:
        head = b"tjgg" + le("8I", version, *llama) + words(3, True)
        yield head + tensor("t", [32], 2, bytes(20), 1, len(head))
    yield b"algg" + le("III", 1, 4, 8) + tensor("w.loraA", [2], 0, bytes(8))
    yield b"lmgg" + le("6I", 100, 3, 8, 1, 0, 0) + tensor("emb", [2], 0, bytes(8))


def npy_of(descr="'<f4'", shape="(2,)", data=bytes(8), fortran="False"):
    header = "{'descr': %s, 'fortran_order': %s, 'shape': %s, }" % (descr, fortran, shape)
    header += " " * (-(len(header) + 11) % 64) + "\n"
    return b"\x93NUMPY\1\0" + le("H", len(header)) + header.encode() + data


def npy():
    yield npy_of()
    yield npy_of("'>f8'", "(2, 3)", bytes(48), "True")
    yield npy_of("[('a', '<f4'), ('b', '<i2', (2,))]", "(1,)")
    yield npy_of("'|O'", "(1,)", pickle.dumps([1, "a"], 2))
    yield npy_of("'<f4'", "()", bytes(4))


def zipped(members, compression=zipfile.ZIP_STORED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as z:
        for name, data in members.items():
            z.writestr(zipfile.ZipInfo(name), data, compression)
    return out.getvalue()


def npz():
    yield zipped({"a.npy": npy_of(), "b.npy": npy_of("'<i8'", "(1,)")})
    yield zipped({"a.npy": npy_of()}, zipfile.ZIP_DEFLATED)


def torch_pickle(ordered=True, key="0"):
    def tensor(name):
        return (
            b"X" + le("I", len(name)) + name.encode() + b"ctorch._utils\n_rebuild_tensor_v2\n(("
            b"X\7\0\0\0storagectorch\nFloatStorage\nX" + le("I", len(key)) + key.encode() + b"X\3\0\0\0cpuK\2tQK\0K\2\x85K\1\x85\x89"
            b"ccollections\nOrderedDict\n)RtR"
        )

    begin = b"\x80\2" + (b"ccollections\nOrderedDict\n)R" if ordered else b"}")
    return begin + b"(" + tensor("a") + tensor("b") + b"u."


def pytorch():
    for mode in zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED:
        yield zipped({"m/data.pkl": torch_pickle(), "m/data/0": bytes(8), "m/version": b"3\n", "m/byteorder": b"little"}, mode)
    yield zipped({"m/data.pkl": torch_pickle(False), "m/data/0": bytes(8), "m/constants.pkl": b"\x80\2).", "m/code/x.py": b"x"})
    magic = b"\x80\2\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19."
    yield magic + b"\x80\2M\xe9\3." + b"\x80\2}." + torch_pickle() + pickle.dumps(["0"], 2) + le("Q", 2) + bytes(8)


def pickles():
    thing = {"license": "mit", "a": [1, 2.5, None, (True, b"x")], "n": 1 << 80}
    for protocol in range(6):
        yield pickle.dumps(thing, protocol)
    yield torch_pickle()
    yield from array_pickles()


def array_pickles():
    """Arrays as NumPy and joblib write them, without either."""
    kind = b"cnumpy\ndtype\nX\2\0\0\0f4K\0K\1\x87R(K\3X\1\0\0\0<NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\0tb"
    new = b"cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\x85C\1b\x87R(K\1K\2\x85"
    text = b"c_codecs\nencode\nX\x09\0\0\0\xc2\x80abcdefgX\6\0\0\0latin1\x86R"
    wrapper = b"cjoblib.numpy_pickle\nNumpyArrayWrapper\n)\x81}(X\5\0\0\0shapeK\2\x85X\5\0\0\0orderX\1\0\0\0FX\5\0\0\0dtype" + kind
    wrapper += b"X\x1b\0\0\0numpy_array_alignment_bytesK\x10ub"
    yield b"\x80\3}(X\1\0\0\0w" + new + kind + b"\x89C\x08abcdefghtbX\7\0\0\0licenseX\3\0\0\0mitu."
    yield b"\x80\2}X\1\0\0\0w" + new + kind + b"\x89" + text + b"tbs."
    yield b"\x80\5}X\1\0\0\0wcnumpy.core.numeric\n_frombuffer\n(\x96\x08\0\0\0\0\0\0\0abcdefgh" + kind + b"K\2\x85X\1\0\0\0CtRs."
    yield b"\x80\4}X\1\0\0\0w" + wrapper + b"\3\xff\xff\xffabcdefgh" + b"s."


def onnx():
    def tensor(name, *more):
        return pb(1, 2) + pb(2, 1) + pb(8, name) + b"".join(more)

    external = pb(13, pb(1, "location") + pb(2, "model.onnx.data")) + pb(13, pb(1, "offset") + pb(2, "0"))
    external += pb(13, pb(1, "length") + pb(2, "8")) + pb(14, 1)
    head = pb(1, 8) + pb(2, "seed") + pb(14, pb(1, "license") + pb(2, "mit"))
    graph = pb(5, tensor("w", pb(9, bytes(8)))) + pb(5, tensor("f", pb(4, bytes(8)))) + pb(2, "g")
    node = pb(1, pb(2, "out") + pb(4, "Constant") + pb(5, pb(1, "value") + pb(5, tensor("c", pb(9, bytes(8)))) + pb(20, 4)))
    sparse = pb(15, pb(1, tensor("s", pb(9, bytes(8)))) + pb(2, tensor("i", pb(7, varint(1) * 2))) + pb(3, 4))
    yield head + pb(7, graph)
    yield head + pb(7, node + sparse + pb(5, tensor("x", external)))
    yield head + pb(7, pb(1, pb(2, "o") + pb(5, pb(1, "body") + pb(6, graph) + pb(20, 5)))) + pb(8, pb(2, 17))
    yield head + pb(25, pb(1, "f") + pb(7, node)) + pb(20, pb(1, graph))
    yield head + pb(7, pb(5, pb(1, 1) + pb(2, 15) + pb(8, "q") + pb(5, varint(3) * 2)))
    yield head + pb(7, pb(5, pb(1, 4) + pb(2, 22) + pb(8, "q") + pb(5, varint(3) * 2)))


def coreml():
    meta = pb(1, "short") + pb(3, "me") + pb(4, "mit") + pb(100, pb(1, "license") + pb(2, "mit"))
    blob = pb(5, pb(1, "@model_path/weights/weight.bin") + pb(2, 64))
    kind = pb(1, pb(1, 11) + pb(2, 1) + pb(3, pb(1, pb(1, 2))))
    operation = pb(1, "const") + pb(3, pb(1, "w") + pb(2, kind)) + pb(5, pb(1, "val") + pb(2, pb(2, kind) + blob))
    block = pb(3, operation)
    function = pb(1, "main") + pb(2, pb(3, pb(1, "CoreML6") + pb(2, block)))
    yield pb(1, 7) + pb(2, pb(100, meta)) + pb(502, pb(1, 1) + pb(2, function))
    quantized = pb(30, bytes(1)) + pb(40, pb(1, 4) + pb(101, pb(1, bytes(4))))
    full = pb(1, "l") + pb(140, pb(1, 1) + pb(2, 2) + pb(20, pb(1, bytes(8))) + pb(21, quantized))
    convolution = pb(1, "c") + pb(100, pb(1, 1) + pb(2, 1) + pb(20, b"\1\2") + pb(90, pb(2, bytes(4))))
    branch = pb(1, "b") + pb(605, pb(1, pb(1, full)))
    yield pb(1, 4) + pb(2, pb(100, meta)) + pb(500, pb(1, full) + pb(1, convolution) + pb(1, branch))
    node = pb(3, 1) + varint(11 << 3 | 1) + bytes(8)
    leaf = pb(3, 6) + pb(20, pb(1, 0) + varint(2 << 3 | 1) + bytes(8))
    yield pb(1, 1) + pb(2, pb(100, meta)) + pb(302, pb(1, pb(1, node) + pb(1, leaf) + pb(3, bytes(8))))
    yield pb(1, 1) + pb(2, pb(100, meta)) + pb(300, pb(1, pb(1, bytes(16))) + pb(2, bytes(8)))
    yield pb(1, 4) + pb(2, pb(100, meta)) + pb(202, pb(1, pb(1, 4) + pb(2, pb(100, meta))))


def tflite():
    metadata = flat(Table(f0="name", f1="about", f2="1", f4="me", f5="mit"), b"M001")
    tensor = Table(f0=("i", [2]), f1=le("b", 0), f2=le("I", 1), f3="w")
    model = Table(
        f0=le("I", 3),
        f2=[Table(f0=[tensor, tensor], f4="main")],
        f3="seed",
        f4=[Table(), Table(f0=("B", list(bytes(8)))), Table(f0=("B", list(metadata)))],
        f6=[Table(f0="TFLITE_METADATA", f1=le("I", 2))],
    )
    body = flat(model, b"TFL3")
    yield body
    yield body + zipped({"LICENSE": b"MIT License", "labels.txt": b"a"})
    behind = Table(f0=le("I", 3), f2=[Table(f0=[tensor])], f4=[Table(), Table(f1=le("Q", 8), f2=le("Q", 8))])
    yield flat(behind, b"TFL3")


def rknn():
    text = b'{"name":"n","license":"mit","const_tensor":[{"tensor_id":1,"size":[2],"dtype":{"vx_type":"VSI_NN_TYPE_INT8"}}]}'
    yield b"RKNN\0\0\0\0" + le("QQ", 1, 4) + b"data" + le("Q", len(text)) + text
    tensor = Table(f0=b"\3", f2=b"\4", f4=("i", [2, 3]), f5="w")
    root = Table(f2=[Table(f0=[tensor, Table(f0=b"\3", f2=b"\1", f5="in")])], f3="maker", f7="1.5.0", f8="rt", f9="onnx")
    body = flat(root, b"RKNN")
    yield body
    yield b"RKNN\0\0\0\0" + le("QQ", 2, len(body)) + bytes(40) + body + le("Q", 2) + b"{}"


def rknn_all():
    yield from rknn()
    yield b"CYPTRKNN" + bytes(16)
    yield le("I", 16) + b"RKNN" + bytes(16)


def tensorrt():
    text = b'{"license":"mit","author":"me"}'
    engine = b"ftrt" + le("IIQI", 232, 0, 20, 0) + b"\x08\5\3\1" + bytes(16)
    yield le("I", len(text)) + text + engine
    yield engine
    yield b"ptrt" + le("IIIQ", 0x2B, 0, 0, 16) + bytes(16)
    yield b"ptrt" + le("I", 0x52) + bytes(16)


def sphinx():
    for order in "<>":
        numbers = struct.pack(order + "6I2f", 0x11223344, 2, 1, 1, 1, 2, 1.5, 2.5)
        yield b"s3\nversion 1.0\nauthor me\nendhdr\n" + numbers


def executorch():
    def value(buffer):
        return Table(f0=b"\5", f1=Table(f0=b"\6", f2=("i", [2]), f3=("B", [0]), f5=le("I", buffer)))

    plan = Table(f0="forward", f2=[value(1), value(0)])
    old = Table(f1=[plan], f2=[Table(), Table(f0=("B", list(bytes(8))))])
    new = Table(f1=[plan], f4=[Table(f0=le("Q", 0), f1=le("Q", 8))], f5=Table(f0=le("I", 0), f1=("Q", [0, 0])))
    yield flat(old, b"ET12")
    body = flat(new, b"ET12")
    extended = body[:8] + b"eh00" + le("IQQ", 24, len(body), len(body)) + body[32:]
    yield extended + bytes(16)
    yield body + bytes(16)


def paddle():
    def one(kind, dims, data, levels=()):
        desc = pb(1, kind) + b"".join(pb(2, d) for d in dims)
        lod = b"".join(le("Q", len(x)) + x for x in levels)
        return le("IQ", 0, len(levels)) + lod + le("Ii", 0, len(desc)) + desc + data

    yield one(5, [2], bytes(8)) + one(4, [2, 2], bytes(8))
    yield one(5, [2], bytes(8), [bytes(16)])
    yield one(3, [0], b"")


def flax():
    yield msgpack({"params": {"dense": {"kernel": 0}}}).replace(b"\xa6kernel\0", b"\xa6kernel" + flax_array([2], "float32", bytes(8)))
    yield b"\x81\xa1a" + flax_array([], "int8", b"\1", 3)
    chunked = {"__msgpack_chunked_array__": 1, "shape": {"0": 4}, "chunks": {"0": 0, "1": 0}}
    one = flax_array([2], "float32", bytes(8))
    text = msgpack({"w": chunked})
    yield text.replace(b"\xa10\0", b"\xa10" + one).replace(b"\xa11\0", b"\xa11" + one)
    yield msgpack({"license": "mit", "a": [1, 2, {"b": b"x"}]})


def tensorflow_graph(number=1):
    def constant(name, kind, dims, content):
        tensor = pb(1, kind) + pb(2, b"".join(pb(2, pb(1, d)) for d in dims)) + content
        value = pb(5, pb(1, "value") + pb(2, pb(8, tensor)))
        return pb(number, pb(1, name) + pb(2, "Const") + value)

    graph = constant("raw", 1, [2], pb(4, bytes(8))) + constant("one", 1, [2, 2], pb(5, bytes(4)))
    graph += constant("ints", 6, [2], pb(7, varint(1) * 2)) + constant("word", 7, [], pb(8, "x")) + pb(4, pb(1, 1286))
    yield graph
    yield constant("half", 19, [3], pb(13, varint(1) * 2)) + constant("pairs", 8, [1], pb(9, bytes(8)))


def saved_model():
    info = pb(4, "serve") + pb(5, "2.19.0")
    library = pb(2, pb(1, pb(1, pb(1, "f")) + next(tensorflow_graph(3))))
    yield pb(1, 1) + pb(2, pb(1, info) + pb(2, next(tensorflow_graph()) + library))


def tensorflow_index():
    def entry(shared, key, value):
        return varint(shared) + varint(len(key)) + varint(len(value)) + key + value

    def block(entries):
        return b"".join(entries) + le("II", 0, 1)

    def bundle(dtype, dims, shard, offset, size):
        shape = b"".join(pb(2, pb(1, d)) for d in dims)
        return pb(1, dtype) + pb(2, shape) + pb(3, shard) + pb(4, offset) + pb(5, size) + varint(6 << 3 | 5) + bytes(4)

    def table(entries):
        data = block(entries)
        handle = varint(0) + varint(len(data))
        out = data + bytes(5)
        meta = block([])
        meta_handle = varint(len(out)) + varint(len(meta))
        out += meta + bytes(5)
        index = block([entry(0, b"z", handle)])
        index_handle = varint(len(out)) + varint(len(index))
        out += index + bytes(5)
        return out + (meta_handle + index_handle).ljust(40, b"\0") + b"\x57\xfb\x80\x8b\x24\x75\x47\xdb"

    header = entry(0, b"", pb(1, 1) + pb(3, pb(1, 1)))
    yield table([header, entry(0, b"layer/a", bundle(1, [2], 0, 0, 8)), entry(6, b"b", bundle(14, [2, 2], 0, 8, 8))])
    yield table([header, entry(0, b"_CHECKPOINTABLE_OBJECT_GRAPH", bundle(7, [], 0, 0, 20)), entry(0, b"w", bundle(19, [1], 0, 20, 2))])
    sliced = bundle(1, [4], 0, 0, 0) + pb(7, pb(1, pb(1, 0) + pb(2, 2)))
    yield table([header, entry(0, b"s", sliced)])


def zarr():
    yield b'{"chunks":[2,3],"compressor":null,"dtype":"<f4","filters":null,"order":"C","shape":[2,3],"zarr_format":2}'
    codecs = '[{"name":"bytes","configuration":{"endian":"big"}},{"name":"zstd"}]'
    yield ('{"zarr_format":3,"node_type":"array","shape":[4],"data_type":"float64","codecs":%s,'
           '"chunk_grid":{"name":"regular","configuration":{"chunk_shape":[4]}}}' % codecs).encode()


def ocdbt():
    def leaf(json):
        keys = varint(2) + varint(9) + varint(16) + varint(3) + b"params.w/.zarray" + b"0.0"
        return b"\0\1\3\2d/x" + keys + varint(len(json)) + varint(99) + b"\0\1\0\7" + json

    def node(body):
        return b"\x0c\xdb\x20\xde" + le("Q", 18 + len(body)) + b"\0\0" + body + bytes(4)

    yield node(leaf(next(zarr()))) + b"pieces"
    yield node(b"\1" + leaf(b"{}")[1:])
    yield b"\x0c\xdb\x3a\x2a" + le("Q", 20) + bytes(8)
    raw = leaf(next(zarr()))  # as a frame of zstd with one block that is not packed
    frame = b"\x28\xb5\x2f\xfd\x60" + le("H", len(raw) - 256) + le("I", len(raw) << 3 | 1)[:3] + raw if len(raw) > 255 else b"\x28\xb5\x2f\xfd\x20" + bytes([len(raw)]) + le("I", len(raw) << 3 | 1)[:3] + raw
    yield b"\x0c\xdb\x20\xde" + le("Q", 18 + len(frame)) + b"\0\1" + frame + bytes(4)


def tfjs_manifest():
    weights = [{"name": "a", "shape": [2], "dtype": "float32"}, {"name": "b", "shape": [], "dtype": "int32"}]
    quant = {"name": "q", "shape": [2], "dtype": "float32", "quantization": {"dtype": "uint8", "min": 0, "scale": 1}}
    group = {"paths": ["group1-shard1of1.bin"], "weights": weights + [quant]}
    yield json.dumps({"modelTopology": {}, "format": "layers-model", "weightsManifest": [group]}).encode()
    yield json.dumps([dict(group, paths=["a-shard1of2.bin", "a-shard2of2.bin"])]).encode()


def shard_in_a_script():
    yield b'x = "' + b"QUJD" * 300 + b'AA==";'
    yield b'x = "' + b"QUJD" * 300 + b'"; y = "' + b"+/09" * 300 + b'"'


def openvino():
    yield (
        b'<?xml version="1.0"?><net name="n" version="11"><layers><layer id="0" name="w" type="Const" version="opset1">'
        b'<data element_type="f32" shape="2, 2" offset="0" size="16"/><output><port id="0" precision="FP32"><dim>2</dim></port></output>'
        b'</layer></layers><edges/><rt_info><conversion_parameters><framework value="pytorch"/></conversion_parameters>'
        b'<license value="mit"/><info name="author" value="me"/></rt_info></net>'
    )
    yield b'<net name="n" version="7"><layers><layer name="w" type="Convolution"><blobs><weights offset="0" size="8"/></blobs></layer></layers></net>'
    yield b'<?xml version="1.0"?><!DOCTYPE net [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><net name="&b;"/>'


def hdf5():
    """The old kind: superblock 0, a group with a tree and a heap, one contiguous dataset."""
    none = 0xFFFFFFFFFFFFFFFF

    def message(kind, body):
        body += bytes(-len(body) % 8)
        return le("HHB3x", kind, len(body), 0) + body

    def header(*messages):
        body = b"".join(messages)
        return le("BBHII4x", 1, 0, len(messages), 1, len(body)) + body

    space = message(1, le("BBB5xQ", 1, 1, 0, 2))
    kind = message(3, le("BBBBI", 0x11, 0x20, 31, 0, 4) + le("HHBBBBI", 0, 32, 23, 8, 0, 23, 127))
    string = le("BBBBI", 0x13, 0, 0, 0, 4)
    attribute = message(12, le("BBHHH", 1, 0, 8, len(string), 8) + b"license\0" + string + le("BBB5x", 1, 0, 0) + b"mit\0")

    def chunked(filters):
        layout = message(8, le("BBB", 3, 2, 2) + le("QII", 0, 2, 4))
        return layout + filters

    def one(layout, data):
        root_at, tree_at, heap_at, names_at, node_at, set_at, data_at = 96, 256, 900, 940, 1000, 1400, 1800
        out = bytearray(1900)

        def put(at, part):
            out[at : at + len(part)] = part

        put(0, b"\x89HDF\r\n\x1a\n" + le("BBBBBBBBHHI", 0, 0, 0, 0, 0, 8, 8, 0, 4, 16, 0))
        put(24, le("QQQQ", 0, none, len(out), none) + le("QQII", 0, root_at, 1, 0) + le("QQ", tree_at, heap_at))
        put(root_at, header(message(0x11, le("QQ", tree_at, heap_at)), attribute))
        put(tree_at, b"TREE" + le("BBHQQ", 0, 0, 1, none, none) + le("QQQ", 0, node_at, 8))
        put(heap_at, b"HEAP" + le("B3xQQQ", 0, 32, none, names_at))
        put(names_at, bytes(8) + b"w\0")
        put(node_at, b"SNOD" + le("BBH", 1, 0, 1) + le("QQII16x", 8, set_at, 0, 0))
        put(set_at, header(space, kind, layout(data_at)))
        put(data_at, data)
        return bytes(out)

    yield one(lambda at: message(8, le("BBQQ", 3, 1, at, 8)), bytes(8))
    yield one(lambda at: message(8, le("BBH", 3, 0, 8) + bytes(8)), b"")
    tree = b"TREE" + le("BBHQQ", 1, 0, 1, none, none) + le("IIQQQ", 8, 0, 0, 0, 1700) + le("IIQQ", 0, 0, 2, 0)
    yield one(lambda at: message(8, le("BBBQII", 3, 2, 2, at, 2, 4)), tree)
    deflate = message(11, le("BB6x", 1, 1) + le("HHHHI4x", 1, 0, 0, 1, 6))
    yield one(lambda at: message(8, le("BBBQII", 3, 2, 2, at, 2, 4)) + deflate, tree)


def keras():
    inner = next(hdf5())
    for mode in zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED:
        yield zipped({"metadata.json": b'{"keras_version": "3.0"}', "config.json": b"{}", "model.weights.h5": inner}, mode)


def llamafile():
    model = list(gguf())[2]
    program = b"MZqFpD='\n" + bytes(503)
    yield program + zipped({"model.gguf": model, ".args": b"-m\nmodel.gguf\n"})


def dlib():
    yield b"\1\4\x84\1\2\3\4" + bytes(8)


def tensorflow_shard():
    yield bytes(8) + b"\xff"


def script_shard():
    yield b'export default "' + base64.b64encode(bytes(range(256)) * 4) + b'";\n'


def zip64():
    """Sizes that stand in the extra field, and sizes that follow the data."""
    name, data = b"a.npy", npy_of()
    extra = le("HHQQ", 1, 16, len(data), len(data))
    local = b"PK\3\4" + le("HHHHHIIIHH", 45, 0, 0, 0, 0, 0, 0xFFFFFFFF, 0xFFFFFFFF, len(name), len(extra)) + name + extra + data
    central = b"PK\1\2" + le("HHHHHHIIIHHHHHII", 45, 45, 0, 0, 0, 0, 0, 0xFFFFFFFF, 0xFFFFFFFF, len(name), len(extra), 0, 0, 0, 0, 0)
    central += name + extra
    yield local + central + b"PK\5\6" + le("HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    local = b"PK\3\4" + le("HHHHHIIIHH", 20, 8, 0, 0, 0, 0, 0, 0, len(name), 0) + name + data
    local += b"PK\7\10" + le("III", 0, len(data), len(data))
    yield local + b"PK\5\6" + le("HHHHIIH", 0, 0, 0, 0, 0, len(local), 0)


def shard_index():
    yield json.dumps({"metadata": {"total_size": 16}, "weight_map": {"a": "m-00001-of-00002.safetensors", "b": "m-00002-of-00002.safetensors"}}).encode()


# --- claims and texts -----------------------------------------------------------------------------------------------------------

CARDS = [
    "---\nlicense: mit\nbase_model:\n- x/y\n- x/z\nbase_model_relation: merge\ndatasets: [d]\n---\n# M\n\nThe code is under MIT, the weights are MIT too.\n",
    "---\nlicense: other\nlicense_name: quince\nlicense_link: LICENSE\n---\n## License\n\n- Code: Apache 2.0\n- Weights: [Llama 3](https://example.org/l)\n",
    "# Model\n\n| part | license |\n|---|---|\n| weights | CC BY 4.0 |\n\n> Use of the weights follows the license in [that repository](../x).\n",
    "# 模型\n\n本模型的权重采用 Apache-2.0 许可证，代码采用 MIT 许可证。\n\n不得用于商业用途。\n",
    "<h2>License</h2><p>Not for <b>commercial</b> use &amp; only in&nbsp;the EU.</p><!-- MIT --><ul><li>a</li></ul>",
    "1. Grant.\n1.1 We grant you a non-exclusive license to use the Materials.\n2. Caps\n  (a) more than 700 million monthly active users;\n  (b) \"Territory\" means the EU.\n",
]
REUSE = """version = 1
SPDX-PackageName = "m"
[[annotations]]
path = ["*.bin", "w/**"]
precedence = "override"
SPDX-FileCopyrightText = "2026 me"
SPDX-License-Identifier = 'MIT OR "x"'
"""
DEP5 = "Format: https://example.org/format/1.0/\n\nFiles: *\nCopyright: 2026 me\nLicense: MIT\n\nFiles: w/*\nCopyright: x\nLicense: GPL-2+ and CC0\n Words\n .\n more\n"
POM = """<?xml version="1.0"?><project xmlns="http://maven.apache.org/POM/4.0.0"><artifactId>b</artifactId><!-- c --><licenses>
<license><name>MIT &amp; more</name><url>https://example.org/l</url><distribution>repo</distribution></license>
<license><url>https://example.org/2</url></license></licenses><developers><developer><name>n</name></developer></developers></project>
"""
PYPROJECT = """[project] # c
name = "x"
version = '1'
license = {text = "MIT \\"x\\""}
classifiers = [
  "License :: OSI Approved :: MIT License", # c
  '''Topic :: x''',
]
[tool.poetry]
license = \"\"\"MIT
more\"\"\"
[[tool.other]]
license = "no"
"""
DOCUMENTS = {
    "REUSE.toml": [REUSE],
    ".reuse/dep5": [DEP5],
    "copyright": [DEP5],
    "README.md": CARDS,
    "package.json": ['{"name": "x", "license": "(MIT OR Apache-2.0)", "licenses": [{"type": "MIT", "url": "u"}]}'],
    "METADATA": ["Metadata-Version: 2.1\nName: x\nLicense: MIT\n more\nLicense-Expression: MIT\nClassifier: License :: OSI Approved :: MIT License\n\nbody"],
    "mergekit_config.yml": ["merge_method: ties\nbase_model: a/b\nmodels:\n  - model: c/d\n    parameters: {weight: 0.5}\nslices:\n- sources:\n  - {model: e/f, layer_range: [0, 1]}\n"],
    "CITATION.cff": ["cff-version: 1.2.0\ntitle: x\nlicense: [MIT, Apache-2.0]\n"],
    "Kitfile": ["manifestVersion: 1.0.0\npackage: {name: x, license: MIT}\nmodel: {path: w.bin, license: MIT, parts: [{path: p, license: x}]}\ndatasets: [{path: d, license: y}]\n"],
    "MLmodel": ["flavors:\n  python_function: {data: x}\n  transformers: {source_model_name: a/b}\nmetadata: {license: mit}\n"],
    "Modelfile": ['FROM llama3:8b\nADAPTER ./a.gguf\nLICENSE """\nMIT License\n"""\nSYSTEM "x"\n'],
    "config.json": ['{"architectures": ["LlamaForCausalLM"], "hidden_size": 8, "vocab_size": 3, "_name_or_path": "a/b", "license": "mit"}'],
    "adapter_config.json": ['{"base_model_name_or_path": "a/b", "peft_type": "LORA"}'],
    "model_index.json": ['{"_class_name": "P", "unet": ["d", "U"], "_name_or_path": "a/b"}'],
    "tokenizer_config.json": ['{"chat_template": [{"name": "default", "template": "{{ x }}"}], "name_or_path": "a/b"}'],
    "_CHECKPOINT_METADATA": ['{"item_handlers": "x", "tree_metadata": {}}'],
    "about.json": ['{"license": "MIT", "license_family": "MIT", "home": "u"}'],
    "MAR-INF/MANIFEST.json": ['{"model": {"modelName": "x", "serializedFile": "w.pt", "license": "MIT"}, "archiverVersion": "1"}'],
    "info/about.json": ['{"license": "MIT", "license_family": "MIT", "license_file": ["a", "b"], "summary": "s"}'],
    "image-config.json": [
        '{"rootfs": {}, "config": {"Labels": {"org.opencontainers.image.licenses": "MIT"}, "gguf": {"general.license": "mit", "name": "n"}}}',
        '{"descriptor": {"licenses": ["MIT", "X"], "name": "n", "family": "f"}, "model_family": "llama", "base_name": "b"}',
    ],
    "sha256/manifest": [
        '{"schemaVersion": 2, "annotations": {"org.opencontainers.image.licenses": "MIT"}, "layers": [{"digest": "sha256:'
        + "a" * 64
        + '", "size": 3, "mediaType": "application/vnd.ollama.image.model", "from": "x/y", "annotations": {"org.opencontainers.image.title": "w"}}]}'
    ],
    "chat_template.jinja": ["{% for m in messages %}<|im_start|>{{ m.role }}{% endfor %}"],
    "index.json": ['{"schemaVersion": 2, "manifests": [{"digest": "sha256:' + "a" * 64 + '", "size": 3, "mediaType": "x"}]}'],
    "pointer.bin": [
        "version https://git-lfs.github.com/spec/v1\noid sha256:" + "a" * 64 + "\nsize 12345\n",
        "# xet version 0\n[header]\nfilesize = 12345\nhash = '" + "b" * 64 + "'\n",
        json.dumps({"hash": "b" * 64, "file_size": 12345, "sha256": "a" * 64}),
        json.dumps({"hash": "b" * 64, "file_size": 12345}),
    ],
    "model.safetensors.license": ["SPDX-FileCopyrightText: 2026 me\nSPDX-License-Identifier: MIT\n"],
    "pom.xml": [POM],
    "a-1.0.jar!/META-INF/maven/g/b/pom.xml": [POM],
    "package.xml": ["<?xml version='1.0'?>\n<package format='3'>\n<name>x</name><version>1</version><license file='L'>MIT</license><license>BSD</license></package>"],
    "__init__.py": ["x = 1\n__license__ = 'MIT' # c\n__license__ = f()\n"],
    "pyproject.toml": [PYPROJECT, '[project]\nlicense = "MIT OR Apache-2.0"\nlicense.file = "L"\n[project.license]\ntext = "MIT"\nfile = \'LICENSE\'\n'],
    "Cargo.toml": ['[package]\nname = "x" # c\nlicense = "MIT"\nlicense-file = "L"\n[workspace.package]\nlicense.workspace = true\n'],
    "setup.py": ['from setuptools import setup\nsetup(name="x", license="MIT", # c\n  classifiers=["License :: OSI Approved :: MIT License"])\nd = {"license": \'MIT\'}\n'],
    "setup.cfg": ["[metadata]\nname = x\nlicense = file: LICENSE\nlicense_files =\n  LICENSE\n  N*\nclassifiers =\n  License :: OSI Approved :: MIT License\n; c\n", "[metadata]\nlicense = MIT\n more\n"],
    ".gitmodules": ["[submodule \"wings\"]\n\tpath = lib/wings\n\turl = ../wings\n"],
    "tern.spec": ["Name: x\nVersion: 1\nLicense:\tMIT and GPLv2+\n%package y\nLicense: ISC\n%description\n"],
    "DESCRIPTION": ["Package: x\nVersion: 1\nLicense: MIT + file LICENSE | GPL (>= 2)\n | file L\n"],
    "codemeta.json": ['{"name": "x", "license": [{"@id": "https://spdx.org/licenses/MIT", "url": "u"}, "Apache-2.0"], "version": "1"}', '{"license": {"name": "MIT", "url": "u"}}'],
    ".zenodo.json": ['{"title": "x", "license": {"id": "mit"}, "version": "1"}', '{"license": "MIT"}'],
    "model_config.yaml": ["target: nemo.x\nnemo_version: 2.0\nlicense: mit\nname: y\ninit_from_pretrained_model: a/b\n"],
}
WEIGHTS = {
    "model.safetensors": safetensors,
    "model.gguf": gguf,
    "ggml-model.bin": ggml,
    "w.npy": npy,
    "pytorch_model.bin": pytorch,
    "x.pkl": pickles,
    "model.pdparams": array_pickles,
    "model.onnx": onnx,
    "x.mlmodel": coreml,
    "model.tflite": tflite,
    "model.pte": executorch,
    "x.rknn": rknn_all,
    "en/means": sphinx,
    "x.engine": tensorrt,
    "inference.pdiparams": paddle,
    "flax_model.msgpack": flax,
    "v.index": tensorflow_index,
    "w/.zarray": zarr,
    "d/0123456789abcdef0123456789abcdef": ocdbt,
    "frozen.pb": tensorflow_graph,
    "saved_model.pb": saved_model,
    "model.json": tfjs_manifest,
    "group1-shard1of1.min.js": shard_in_a_script,
    "model.xml": openvino,
    "model.h5": hdf5,
    "model.keras": keras,
    "model.llamafile": llamafile,
    "model.safetensors.index.json": shard_index,
    "dlib_model.dat": dlib,
    "v.data-00000-of-00001": tensorflow_shard,
    "group1-shard1of1.js": script_shard,
    "x.npz": lambda: itertools.chain(npz(), zip64()),
}


def entries():
    for name, make in WEIGHTS.items():
        for i, data in enumerate(make()):
            yield "%s-%d" % (name.replace("/", "_"), i), named(name, data)
    for name, texts in DOCUMENTS.items():
        for i, text in enumerate(texts):
            yield "%s-%d" % (name.replace("/", "_"), i), named(name, text.encode())


def zstd(*frames):
    """Each of its parts a block that is as it is, but a last one of zeros, which is a byte that is repeated."""
    out = le("II", 0x184D2A57, 4) + b"skip"
    for parts in frames:
        blocks = [(0, len(p), p) if p.strip(b"\0") else (1, len(p), b"\0") for p in parts]
        out += b"\x28\xb5\x2f\xfd\xa0" + le("I", sum(n for _, n, _ in blocks))
        out += b"".join(le("I", (i + 1 == len(blocks)) | kind << 1 | n << 3)[:3] + data for i, (kind, n, data) in enumerate(blocks))
    return out


def tar_header(name, kind, size, tail=b""):
    head = bytearray(name.encode().ljust(100, b"\0") + b"0000644\0" + b"0000000\0" * 2 + b"%011o\0" % size + b"0" * 11 + b"\0" + b" " * 8 + kind)
    head = head.ljust(257, b"\0") + (b"ustar\00000" if kind != b"S" else b"ustar  \0")
    head = bytearray((head.ljust(386, b"\0") + tail).ljust(512, b"\0"))
    head[148:156] = b"%06o\0 " % sum(head)
    return bytes(head)


def padded(data):
    return data + bytes(-len(data) % 512)


def odd_tars():
    """Files with holes, as GNU tar and as pax say it; what pax says of names and sizes."""
    array, card, end = npy_of(), CARDS[0].encode(), bytes(1024)
    hole = len(array) - 8  # the elements are zeros, and are not there
    places = b"%011o\0" * 4 % (0, hole, len(array), 0) + bytes(48) + b"\0" + b"%011o\0" % len(array)
    plain = tar_header("README.md", b"0", len(card)) + padded(card)
    yield "sparse", plain + tar_header("w.npy", b"S", hole, places) + padded(array[:hole]) + end

    def pax(**fields):
        out = b""
        for key, value in fields.items():
            line = b" %s=%s\n" % (key.replace("__", ".").encode(), str(value).encode())
            out += b"%d" % (len(line) + 2) + line  # no line is shorter than 10 bytes, or longer than 99
        return out

    def named_by(kind, **fields):
        text = pax(**fields)
        return tar_header("PaxHeaders/x", kind, len(text)) + padded(text)

    places = padded(b"2\n0\n%d\n%d\n0\n" % (hole, len(array)))
    about = named_by(b"x", GNU__sparse__major=1, GNU__sparse__minor=0, GNU__sparse__name="w.npy", GNU__sparse__realsize=len(array))
    yield "pax-sparse", plain + about + tar_header("GNUSparseFile.0/w.npy", b"0", len(places) + hole) + places + padded(array[:hole]) + end
    yield "pax", named_by(b"g", comment="c") + named_by(b"x", path="README.md", size=len(card)) + tar_header("x", b"0", 0) + padded(card) + end
    yield "no-end", plain + tar_header("w.npy", b"0", len(array)) + padded(array)


def archives():
    def tarred(members, form):
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w", format=form) as t:
            for name, data in members.items():
                info = tarfile.TarInfo(name)
                info.size = len(data)
                t.addfile(info, io.BytesIO(data))
            link = tarfile.TarInfo("link")
            link.type, link.linkname = tarfile.SYMTYPE, "../x"
            t.addfile(link)
        return out.getvalue()

    members = {"README.md": CARDS[0].encode(), "w.npy": npy_of(), "m/" + "n" * 120: b"x"}
    for form in tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT:
        tar = tarred({k: v for k, v in members.items() if form != tarfile.USTAR_FORMAT or len(k) < 99}, form)
        yield "tar-%d" % form, tar
    for name, pack in ("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress):
        yield "tar." + name, pack(tar)
        yield "%s-twice" % name, pack(tar[:1000]) + pack(tar[1000:])
    yield "tar.zst", zstd([tar[:1000]], [tar[1000:2000], tar[2000:4096], tar[4096:]])
    for name, odd in odd_tars():
        yield "tar-" + name, odd
    yield "lzma", lzma.compress(tar, lzma.FORMAT_ALONE)
    yield "zip", zipped(members)
    yield "zip-deflated", zipped(members, zipfile.ZIP_DEFLATED)
    for name, data in runpy.run_path(os.path.join(HERE, "../cli/zip.py"))["ZIPS"].items():
        yield "zip-" + name, data
    yield "zip-in-tar", tarred({"a.zip": zipped(members), "b.tar.gz": gzip.compress(tar)}, tarfile.PAX_FORMAT)
    yield "ar", b"!<arch>\n" + b"%-16s%-12d%-6d%-6d%-8s%-10d`\n" % (b"a.txt/", 0, 0, 0, b"100644", 4) + b"text"
    yield "cpio", b"070701" + b"%08X" * 13 % (1, 0o100644, 0, 0, 1, 0, 2, 0, 0, 0, 0, 2, 0) + b"a\0xy\0\0" + b"070701" + b"%08X" * 13 % (0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 11, 0) + b"TRAILER!!!\0\0\0\0"
    for name, make in WEIGHTS.items():
        yield name.replace("/", "_"), next(make())


# --- distributions of several files ---------------------------------------------------------------------------------------------


def tree(files, links=()):
    """As fuzz_store.c reads it: each file after a line =PATH, each symlink a line @PATH TARGET."""
    out = b"".join(b"\n=" + name.encode() + b"\n" + (data.encode() if isinstance(data, str) else data) for name, data in files.items())
    return out + b"".join(("\n@%s %s\n" % link).encode() for link in links)


def sha256(data):
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def stores():
    weights, card = next(safetensors()), CARDS[0]
    git = hashlib.sha1(b"blob %d\0" % len(card.encode()) + card.encode()).hexdigest()
    commit, repository = "1" * 40, "models--lab--tiny"
    snapshot = "%s/snapshots/%s" % (repository, commit)
    yield "hub", tree(
        {"%s/blobs/%s" % (repository, sha256(weights)): weights, "%s/blobs/%s" % (repository, git): card, repository + "/refs/main": commit},
        [(snapshot + "/model.safetensors", "../../blobs/" + sha256(weights)), (snapshot + "/README.md", "../../blobs/" + git),
         (snapshot + "/gone.bin", "../../blobs/" + "0" * 64), (snapshot + "/out", "../../../../x")],
    )
    records = ".cache/huggingface/download/"
    yield "hub-local", tree(
        {"model.safetensors": weights, "README.md": card,
         records + "model.safetensors.metadata": "%s\n%s\n1712656091.1\n" % (commit, sha256(weights)),
         records + "README.md.metadata": "%s\n%s\n1712656091.1\n" % (commit, git)}
    )

    model = list(gguf())[2]
    config = '{"model_format":"gguf","model_family":"llama","rootfs":{"type":"layers","diff_ids":[]}}'

    def descriptor(kind, data, **more):
        return dict({"mediaType": kind, "digest": "sha256:" + sha256(data), "size": len(data)}, **more)

    def manifest(prefix, **more):
        layers = [descriptor(prefix + "model", model, **more), descriptor(prefix + "license", card), descriptor(prefix + "template", "{{ x }}")]
        return json.dumps({"schemaVersion": 2, "config": descriptor("application/vnd.docker.container.image.v1+json", config), "layers": layers})

    ollama = manifest("application/vnd.ollama.image.", **{"from": "library/parent:8b"})
    blobs = {"blobs/%s" + sha256(x): x for x in (model, card, "{{ x }}", config)}
    yield "ollama", tree(dict({k % "sha256-": v for k, v in blobs.items()}, **{"manifests/hub.example/library/tiny/latest": ollama}))

    title = {"annotations": {"org.opencontainers.image.title": "w.gguf", "org.opencontainers.image.licenses": "MIT"}}
    pack = manifest("application/vnd.cncf.model.weight.v1.raw.", **title)
    index = json.dumps({"schemaVersion": 2, "manifests": [descriptor("application/vnd.oci.image.manifest.v1+json", pack)]})
    oci = dict({k % "sha256/": v for k, v in blobs.items()}, **{"blobs/sha256/" + sha256(pack): pack})
    yield "oci", tree(dict(oci, **{"oci-layout": '{"imageLayoutVersion": "1.0.0"}', "index.json": index}))
    runner = dict({k % "sha256/": v for k, v in blobs.items()}, **{"manifests/sha256/" + sha256(pack): pack})
    models = json.dumps({"models": [{"id": "sha256:" + sha256(pack), "tags": ["ai/tiny:latest"], "files": []}]})
    yield "model-runner", tree(dict(runner, **{"layout.json": '{"version": "1.0.0"}', "models.json": models}))

    shards = {"m-0000%d-of-00002.safetensors" % (i + 1): weights.replace(b'"a"', b'"%c"' % (97 + i)) for i in range(2)}
    yield "shards", tree(dict(shards, **{"model.safetensors.index.json": next(shard_index()), "README.md": card}))
    data = bytes(range(16))
    yield "tensorflow", tree({"v.index": next(tensorflow_index()), "v.data-00000-of-00001": data, "LICENSE.md": card})
    yield "tfjs", tree({"model.json": next(tfjs_manifest()), "group1-shard1of1.bin": bytes(14), "README.md": card})
    yield "onnx-data", tree({"model.onnx": list(onnx())[1], "model.onnx.data": bytes(8), "README.md": card})
    yield "openvino", tree({"m.xml": next(openvino()), "m.bin": bytes(16), "README.md": card})
    yield "nested", tree({"a/README.md": card, "a/w.safetensors": weights, "b.zip": zipped({"LICENSE": card}), "b/c/d/NOTICE": "x"}, [("l", "a"), ("a/up", "..")])


def repositories():
    """What people put beside one another: licenses and cards that agree, differ, speak of parts, of other models, and of what is elsewhere."""
    mit = dict(ours("LICENSE", 1))["LICENSE"].decode()
    terms = dict(ours("fixtures/example-community/Example-Tiny/LICENSE", 1))["LICENSE"].decode()
    edited = terms.replace("50 million", "5 million").replace("thirty (30)", "ten (10)").replace("Example Materials", "Tern Materials", 2)
    weights, array = next(safetensors()), npy_of()

    def card(text, **fields):
        return "---\n" + "".join("%s: %s\n" % item for item in fields.items()) + "---\n# Tern\n\n" + text + "\n"

    yield "agree", {"LICENSE": mit, "README.md": card("The model is free for commercial use.", license="mit"), "w.npy": array}
    yield "edited", {"LICENSE": edited, "README.md": card("", license="other", license_name="example-community", license_link="LICENSE"), "w.npy": array}
    yield "differ", {"LICENSE": terms, "README.md": card("Tern is under the MIT License and free for commercial use.", license="mit"), "w.safetensors": weights}
    yield "rider", {"LICENSE.txt": mit + "\nYou may not use the Software for commercial purposes, nor with more than 5 million users.\n", "w.npy": array}
    yield "parts", {
        "LICENSE-CODE": mit, "MODEL_LICENSE": terms, "DATA_LICENSE.md": "The data are under CC BY-NC 4.0.\n", "w.npy": array,
        "README.md": card("The code is under the [MIT License](LICENSE-CODE), the weights are under the [Tern License](MODEL_LICENSE), "
                          "and the data set is CC-BY-NC-4.0.\n\n| Model | License |\n|---|---|\n| Tern | Apache-2.0 |\n| Auk | MIT |")}
    yield "folders", {
        "LICENSE": mit, "README.md": card("See [the license](LICENSE) and [one that is gone](docs/LICENSE.txt).", license="mit"), "w.npy": array,
        "vae/LICENSE": terms, "vae/README.md": card("VAE: Example Community License. Not for commercial use.", license="cc-by-nc-4.0"), "vae/w.npy": array,
        "third_party/auk/LICENSE": mit.replace("2026", "2020"), "third_party/auk/package.json": '{"name": "auk", "license": "GPL-3.0-only"}'}
    yield "code", {
        "LICENSE": mit, "README.md": "# Terns\n\nTools for [Tern](tern/README.md) and [Auk](auk). The weights are [there](https://hub.example/lab/tern).\n",
        "tern.py": "x = 1\n", "tern/README.md": card("See the [license](../LICENSE.md). The model is for non-commercial research only.", license="cc-by-nc-4.0"),
        "auk/README.md": "# Auk\n\n## License\n\nAuk is under the Apache 2.0 license; see [LICENSE](LICENSE).\n", "auk/setup.cfg": DOCUMENTS["setup.cfg"][1]}
    yield "elsewhere", {
        "LICENSE": mit, "README.md": card("The license of the weights is in [that repository](https://hub.example/lab/tern). By downloading the weights "
                                          "you accept the Wren License. The weights are not under the license of this repository."), "tern.py": "x = 1\n"}
    yield "bases", {
        "README.md": card("Tern is fine-tuned from Llama 3 8B and merged with Qwen2. It is under the same license as the base model.", license="apache-2.0",
                          base_model="\n- meta-llama/Meta-Llama-3-8B\n- x/y-8b", base_model_relation="merge", datasets="[lab/data]"),
        "adapter_config.json": '{"base_model_name_or_path": "x/y-8b", "peft_type": "LORA"}', "adapter_model.safetensors": weights,
        "config.json": '{"architectures": ["LlamaForCausalLM"], "hidden_size": 4096, "vocab_size": 128256, "num_hidden_layers": 32, "intermediate_size": 14336, '
                       '"num_attention_heads": 32, "num_key_value_heads": 8, "_name_or_path": "meta-llama/Meta-Llama-3-8B"}'}
    yield "packages", {
        "LICENSE": mit, "pyproject.toml": PYPROJECT, "setup.py": DOCUMENTS["setup.py"][0], "CITATION.cff": "title: x\nlicense: GPL-3.0-only\n",
        "python/package.json": '{"license": "Apache-2.0"}', "REUSE.toml": REUSE, "w.bin": array, "tern-1.0.dist-info/METADATA": DOCUMENTS["METADATA"][0]}
    yield "policies", {
        "LICENSE": terms, "USE_POLICY.md": "# Acceptable Use Policy\n\nYou agree not to use Tern for weapons, or to deceive.\n",
        "NOTICE": "Tern is licensed under the Example Community Model License.\n", "w.npy": array, "README.md": card("Built with Example.", license="other")}
    yield "chinese", {"README.md": card("\n".join(CARDS[3].splitlines()[2:]) + "权重可免费商用，需申请。", license="other"), "LICENSE": terms, "w.npy": array}
    yield "expressions", {"LICENSE": mit, "README.md": card("<!-- SPDX-License-Identifier: GPL-2.0-only WITH Classpath-exception-2.0 OR MIT -->", license="[mit, gpl-2.0]"),
                          "w.npy": array, "w.npy.license": "SPDX-License-Identifier: LicenseRef-tern AND CC0-1.0\n"}


def trees():
    yield from stores()
    for name, files in repositories():
        yield "repository-" + name, tree(files)


def names_to_escape():
    """Files whose names and texts reports must not print as they are."""
    card = "---\nlicense: \"a\\u202e\\u0007b\"\nbase_model: <x>&\u2066\n---\n# \u0085 <script>\n\nNot for commercial use \u200b\x1b[1m.\n"
    tensors = json.dumps({"a\x1b<&]]>": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}, "__metadata__": {"license": "\x7f\x80"}}).encode()
    files = {"R\x1b\u202e/README.md": card, "<a>&\"'/w.safetensors": le("Q", len(tensors)) + tensors + bytes(8), "::x,%0A|`/LICENSE": CARDS[5]}
    yield "names", tree(files) + b"\n=\xff\xfe\x80/NOTICE\n" + CARDS[4].encode() + b"\n=c,=x\n;\"/model.gguf\nGGUF"


def printed_lines():
    def line(begins, left, width, top, height, text):
        return bytes([begins, left, width, top, height]) + text.encode() + b"\n"

    for start in "Model License", "iv":
        page = [line(1, 20, 90, 10, 10, "Head 1"), line(0, 20, 90, 20, 10, start), line(0, 20, 90, 23, 10, "1. You may use the 70B-"),
                line(0, 20, 40, 26, 10, "Model."), line(0, 30, 90, 33, 10, "This is hyphen-"), line(0, 20, 90, 36, 14, "ated: x"), line(0, 60, 5, 240, 10, "- 3 -")]
        yield start[:2], b"".join(page) + b"".join(page).replace(b"- 3 -", b"\xe7\xac\xac 4 \xe9\xa1\xb5").replace(b"Head 1", b"Head 2")


def pdfs():
    def one(*contents, trailer=b""):
        pages = [b"%d 0 R" % (4 + 2 * i) for i in range(len(contents))]
        objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(pages), len(pages)),
                   b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
        for i, content in enumerate(contents):
            objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>" % (5 + 2 * i))
            objects.append(b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content))
        out, places = b"%PDF-1.4\n", []
        for i, body in enumerate(objects):
            places.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (i + 1, body)
        table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % at for at in places)
        return out + table + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(out))

    def text(*lines):
        return b"BT /F 10 Tf\n" + b"".join(b"1 0 0 1 %d %d Tm (%s) Tj\n" % line for line in lines) + b"ET"

    page = text((72, 770, b"Head"), (72, 740, b"1. You may use the model, but not for hyphen-"), (72, 728, b"ated things."), (300, 30, b"1"))
    table = text((72, 740, b"Model"), (200, 740, b"License"), (72, 728, b"Tern"), (200, 728, b"MIT"), (201, 728, b"\\351\\200"))
    yield "page", one(page)
    yield "pages", one(page, page.replace(b"(1)", b"(2)"), table)
    yield "empty", one(b"")
    yield "none", one()
    yield "locked", one(page, trailer=b"/Encrypt<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>/ID[(a)(b)]" % (b"o" * 32, b"u" * 32))
    yield "missing", one(page).replace(b"/Kids[4 0 R]/Count 1", b"/Kids[4 0 R 9 0 R]/Count 2")


def checksums():
    a = "a" * 64
    yield "lines", ("# c\n%s  one\n%s *two\r\n\\%s  th\\nr\\\\ee\n\n" % (a, a.upper(), a)).encode()
    yield "json", json.dumps({"files": [{"path": "m", "sha256": a, "name": "n"}, {"path": None, "path_base64": "eA==", "sha256": a}],
                              "weights": [{"path": "n", "weights_digest": "b" * 64}, {"path": "k", "tensor_list": [{}]}], "more": [1, {}]}).encode()


def caches():
    yield "sound", b"\xed"
    for i, change in enumerate((b"\0\0\x00X", b"\0\0\x3c\0\0\0\x3f\2", b"\0\0\x12\2", b"\0\0\x44\0", b"\0\x10\0\5", b"\0\x20\x08\xff")):
        yield "changed-%d" % i, b"\xed" + change  # its magic, version, kind of journal, the mark of ours, pages of a tree
    yield "cut", b"SQLite format 3\0" + bytes(84)
    yield "empty", b""


def reports():
    """Two of them with the byte 0x1E between, which are compared."""
    tensor = {"name": "w", "dtype": "F32", "shape": [2], "sha256": "a" * 64}
    weights = {"path": "m.gguf", "sha256": "b" * 64, "format": "gguf", "size": 8, "tensors": 1, "parameters": 2, "weights_digest": "c" * 64,
               "weights_digest_nameless": "d" * 64, "tensor_list": [tensor]}

    def manifest(**more):
        return {"schema": "licet-manifest/1", "tool": {"name": "licet", "version": "0"}, "files": [], "weights": [dict(weights, **more)],
                "models": [{"path": ".", "weights_digest": "c" * 64, "weights_digest_nameless": "d" * 64}], "problems": [{"path": "x", "message": "m"}]}

    sides = [manifest(), manifest(path="n.gguf", sha256="e" * 64, tensor_list=[dict(tensor, name="v"), dict(tensor, shape=[1, 2])])]
    yield "manifests", b"\x1e".join(json.dumps(s).encode() for s in sides)

    def words(*numbers):
        return base64.b64encode(b"".join(le("I", n)[:3] for n in numbers)).decode()

    def sections(*lengths):
        return [{"label": "%d" % i, "words": n, "digest": "%032x" % (i * n), "optional": not i} for i, n in enumerate(lengths)]

    def text(path, role="license", **print_):
        return {"path": path, "role": role, "sha256": sha256(path + str(print_)), "print": print_ or None}

    def restriction(kind, values, **more):
        return {"kind": kind, "title": "t", "weight": "high", "values": values, "license": "mit", "path": "a/LICENSE", "clause": "2.1",
                "text": "x", "fingerprint": sha256(kind), "content": sha256(str(values)), **more}

    def finding(id, **more):
        return {"id": id, "severity": "warning", "verdict": "review", "message": "m", "remedy": None, "fingerprint": sha256(id), "content": sha256("c"), **more}

    def claim(license, **more):
        return {"license": license, "as_written": license, "name": None, "link": "l", "source": "model-card", "path": "a/README.md", **more}

    def model(**more):
        return {"path": "a", "name": "tiny", "version": None, "verdict": "review", "concluded": "MIT", "weights_digest": "c" * 64,
                "weights_digest_nameless": "d" * 64, "weights": [dict(weights, path="a/m.gguf")], "declared": [claim("MIT"), claim("X", name="n")],
                "texts": [text("a/LICENSE", words=words(1, 2, 3, 4), sections=sections(1, 3)), text("a/NOTICE", "policy"), text("b/T", "other")],
                "detected": [{"license": "mit", "name": "MIT", "state": "edited", "path": "a/LICENSE"}, {"license": None, "name": None, "state": "unknown", "path": "a/NOTICE"}],
                "restrictions": [restriction("usage-cap", {"limit": 7, "of": ["a", "b"], "no": "x"}), restriction("revocable", {}, license=None, clause=None)],
                "findings": [finding("claims-disagree"), finding("use-unclear")], **more}

    def report(*models, **more):
        return {"schema": "licet-scan/1", "tool": {"name": "licet", "version": "0", "data_digest": "e" * 64}, "parameters": {"limits": {"depth": 8}, "fail_on": ["revocable"]},
                "input": "a", "policy": "default", "verdict": "review", "artifacts": models,
                "diagnostics": [{"severity": "error", "id": "truncated", "message": "m", "path": "x", "fingerprint": "f" * 64}], **more}

    changed = model(
        concluded="X", version="2", declared=[claim("X", path="a/config.json"), claim("MIT", link=None)],
        texts=[text("a/LICENSE", words=words(1, 9, 3, 4, 5), sections=sections(1, 2, 2)), text("a/MOVED", words=words(7, 7), sections=sections(2))],
        detected=[{"license": "x", "name": "X", "state": "exact", "path": "a/LICENSE"}, {"license": "y", "name": None, "state": "mention", "path": "a/LICENSE"}],
        restrictions=[restriction("usage-cap", {"limit": 8, "of": ["a"]}), restriction("region", {"r": "EU"}, path="a/MOVED")],
        findings=[finding("claims-disagree", content=sha256("d")), finding("license-laundering")])
    pairs = [("same", model(), model()), ("changed", model(), changed), ("moved", model(), model(path="b/c")), ("other", model(), model(path="b", name="n", weights=[], weights_digest=None)),
             ("words-alone", model(), model(texts=changed["texts"])), ("terms-alone", model(), model(restrictions=changed["restrictions"]))]
    for name, one, other in pairs:
        yield "report-" + name, json.dumps(report(one)).encode() + b"\x1e" + json.dumps(report(other)).encode()
    yield "report-of-two", json.dumps(report(model(), changed)).encode() + b"\x1e" + json.dumps(report(model(path="b"), parameters={"limits": {}, "fail_on": []})).encode()
    yield "report-and-manifest", json.dumps(report(model(), model(path="b"))).encode() + b"\x1e" + json.dumps(sides[0]).encode()
    for name, data in ours("fixtures/*/expected.json", 2):
        yield "report-%d" % len(data), json.dumps(dict(json.loads(data), tool={"version": "0"})).encode()


def findings():
    """Facts as fuzz_findings.c reads them: file, kind, and three numbers."""
    license, card, use_policy, weights, folder_card, folder_license, folder_weights = 0, 1, 2, 4, 8, 9, 10
    document, match, declared, meta, restriction, reference, file = range(7)
    yield "policy-missing", bytes([license, document, 0, 0, 0, license, match, 4, 0, 1, license, reference, 0, 4, 3, weights, file, 1, 1, 0])
    yield "policy-here", bytes([license, match, 4, 0, 1, license, document, 0, 0, 0, use_policy, document, 3, 0, 0, use_policy, match, 5, 0, 1,
                                use_policy, restriction, 1, 5, 1, weights, file, 1, 1, 0])
    yield "policy-of-nobody", bytes([license, document, 0, 0, 0, license, reference, 0, 255, 14, use_policy, document, 3, 0, 0, weights, file, 1, 1, 0])
    for said in 0x01, 0x02, 0x04:
        yield "folder-%d" % said, bytes([license, document, 0, 0, 0, license, match, 200, 0, 1, card, document, 1, 0, 0, folder_card, document, 1, 0, 0,
                                         folder_card, match, 210, 3 | said << 4, 0, folder_card, declared, 0, 201, 3, folder_license, document, 0, 0, 0,
                                         folder_license, match, 202, 0, 1, folder_weights, file, 1, 2, 0, folder_card, meta, 0, 3, 4])


def ours(pattern, most):
    """Data files of this repository: at most so many of them, from all of the list."""
    paths = sorted(glob.glob(os.path.join(HERE, "../..", pattern)))
    for path in paths[:: max(1, len(paths) // most)][:most]:
        with open(path, "rb") as f:
            yield os.path.basename(path), f.read()


def policies():
    yield from ours("rules/policies/*.yaml", 10)
    yield "all", b"""name: x
description: y
use: {commercial: true, users: 2M, revenue: 5M USD, regions: [US, EU]}
deny: {kinds: [non-commercial], licenses: [GPL-3.0-only], categories: [copyleft], findings: [license-laundering]}
allow: {kinds: [usage-cap], licenses: [MIT], categories: [permissive]}
review: {kinds: [usage-cap], findings: [claims-disagree]}
ignore: {findings: [claim-too-vague]}
severities: {claims-disagree: error}
verdict: {fail: error, review: warning}
waivers:
- {finding: claims-disagree, path: README.md, reason: r, approver: a, expires: 2030-01-01}
- {kind: usage-cap, path: ., reason: r, approver: a, expires: 2020-01-01}
"""
    yield "waivers", b"""waivers:
- {finding: license-laundering, path: "*.md", reason: r, approver: a, expires: 2030-01-01}
- {finding: denied-kind, kind: revocable, path: NOTICE.md, reason: r, approver: a, expires: 2030-01-01}
- {kind: usage-cap, sha256: """ + b"0" * 64 + b""", reason: r, approver: a, expires: 2030-01-01}
- {kind: region, path: NOTICE.md, sha256: """ + b"a1" * 32 + b""", reason: r, approver: a, expires: 2030-01-01}
deny: {kinds: [revocable, usage-cap, region]}
"""
    for i, use in enumerate(("{users: 6M, revenue: 20M USD, regions: [DE, US], military: true}", "{revenue: 5M USD/month, regions: everywhere}",
                             "{users: 5M, regions: [EU], commercial: false}", "{users: many}", "{nonsense: true}", "{users: 1, users: 2}")):
        yield "use-%d" % i, b"use: " + use.encode() + b"\n"
    for i, wrong in enumerate(("deny: {kinds: [none]}", "deny: {licenses: [none]}", "ignore: {findings: [no-license-evidence]}", "severities: []",
                               "severities: {claims-disagree: big}", "waivers: {}", "waivers:\n- {kind: usage-cap, reason: r, approver: a, expires: soon}",
                               "waivers:\n- {path: x, reason: ' ', approver: a, expires: 2030-01-01}", "require: {duties: [none]}", "name: [", "x: y")):
        yield "wrong-%d" % i, wrong.encode() + b"\n"
    yield "never", b"verdict: {fail: never, review: never}\nignore: {findings: [claim-too-vague]}\n"
    yield "lenient", b"verdict: {fail: never, review: never}\n"


def records():
    rule = b"""id: r
kind: usage-cap
title: t
scope: sentence
words: [users]
match: ['more than (?<limit>%{number}) users']
unless: ['no limit']
values: {limit: number, metric: =monthly-active-users}
fire:
- {text: more than 5 users, values: {limit: 5}}
silent: [none]
"""
    record = b"""id: x
spdx: null
name: X 2
aliases: [x v2]
huggingface: [x2]
publisher: p
version: "2"
date: 2026-01-31
category: permissive
urls: [https://example.org/x]
languages: [en]
osi: false
summary: s
terms:
- {kind: usage-cap, clause: "2.1", values: {limit: 1000000, metric: monthly-active-users}}
"""
    for number, pattern in (0, "licenses/*.yaml"), (1, "rules/*/*.yaml"), (2, "rules/vocabulary.yaml"):
        for name, data in ours(pattern, 12):
            yield "ours-%d-%s" % (number, name), bytes([number]) + data
    yield "record", b"\0" + record
    yield "rule", b"\1" + rule
    yield "vocabulary", b"\2kinds:\n- {id: k, title: t, means: m, remedy: r, weight: high, values: [limit]}\nvalues: {limit: number}\nuses: {}\n"
    yield "codes", b"\3EU: [european union, the EU]\nGB: [uk]\n"
    digest = b"a" * 64
    yield "table", b"\4sha256\tsize\tmodel\tfile\n" + digest + b"\t12\tx/y\tw.bin\n"
    columns = b"sha256\tkind\tsize\tfile\trepo\tmodel\tfamily\tlicense\tscope\tsource\tstatus\n"
    rows = b"".join(bytes([97 + i % 6]) * 64 + b"\t%s\t%d\tf.bin\tx/y\tm\tf\tmit\tcard\ts\t%s\n" % (kind, i, b"superseded" * (i % 2))
                    for i, kind in enumerate((b"", b"archive", b"tensor", b"tokenizer", b"weights", b"archive", b"")))
    yield "table-of-all", b"\4# a comment\n" + columns + rows + rows
    for i, wrong in enumerate((b"sha256\tcolour\n", b"sha256\tsha256\n", columns + b"abc\n", columns + b"a" * 64 + b"\tno\n", columns + b"a" * 64 + b"\t\tx\n",
                               columns + b"\t" * 12 + b"\n", b"sha256\n" + b"a" * 64 + b"\0\n")):
        yield "table-wrong-%d" % i, b"\4" + wrong
    for name, data in ours("rules/openness.yaml", 1):
        yield "openness", b"\6" + data
    for name, data in itertools.chain(ours("rules/regions.yaml", 1), ours("rules/acts.yaml", 1)):
        yield "codes-" + name, b"\3" + data
    for i, name in enumerate(("signatures", "names", "families", "models", "templates")):
        for _, data in ours("licenses/known/%s.tsv" % name, 1):
            yield "hints-" + name, bytes([7 + i]) + b"\n".join(data.split(b"\n")[:40]) + b"\n"
    yield "json", b'\5{"sha256": "' + digest + b'", "file": "w.bin", "repo": "x/y", "size": 12}\n'


def expressions():
    for i, text in enumerate(
        ["MIT", "(MIT or Apache-2.0) and BSD-3-Clause", "GPL-2.0+ WITH Classpath-exception-2.0", "GPL-2.0-with-classpath-exception",
         "DocumentRef-a:LicenseRef-b OR LicenseRef-c", "MIT AND (MIT OR (MIT AND X11))", "x WITH AdditionRef-y"]
    ):
        yield str(i), text.encode()


def patterns():
    pairs = [
        (r"more than (?<limit>\d+) (?:monthly |daily )?active users", "more than 5 monthly active users"),
        (r"(?:must|shall)(?: not|n't).{0,80} use", "you mustn't ever use"),
        (r"\b(?:a|bc)+?(?=d)(?!e)[^x-z]\x{4e00}*", "bcd a一"),
        (r"(?i)(foo|ba[rz])(?:\s+(?1))*+(?#no)\Q.\E$", "foo bar baz."),
        (r"(?x) a b # c" "", "ab"),
        (r"(?<=use )commercial|(?>non)-?commercial{1,2}", "use commercial noncommercial"),
    ]
    for i, (pattern, subject) in enumerate(pairs):
        yield str(i), (pattern + "\n" + subject).encode()


def cards():
    for i, text in enumerate(CARDS):
        yield str(i), text.encode()


def whole():
    """Files in which nothing is missing, so that a piece of one must be noticed. Those that pass lie in corpus/damage."""
    yield from entries()
    for name, data in archives():
        if name not in WEIGHTS and name != "ar":  # which may end behind any member
            yield name, named("plain", data)
        if name == "tar.zst":
            yield "called-ocdbt", named("d/0123456789abcdef0123456789abcdef", data)


def documents():
    yield from policies()
    for name, data in records():
        if name not in ("table", "json"):
            yield name, data[1:]
    yield "ways", b"a: &x [1, 'b''c', \"d\\n\"]\nb: *x\nc: |\n  text\n  more\nd: >-\n  folded\n? e\n: {f: ~}\n---\n...\n"


def manifests():
    layer = {"mediaType": "application/vnd.cncf.model.weight.v1.raw", "digest": "sha256:" + "a" * 64, "size": 3,
             "annotations": {"org.opencontainers.image.title": "a/b.gguf", "org.cncf.model.filepath": "c"}}
    yield "layers", json.dumps({"schemaVersion": 2, "config": dict(layer, mediaType="x+json"), "layers": [layer, dict(layer, size=-1)]}).encode()
    yield "index", json.dumps({"schemaVersion": 2, "manifests": [dict(layer, platform={"os": "linux"}), dict(layer, digest="sha512:" + "b" * 128)]}).encode()


TARGETS = {
    "yaml": documents,
    "manifest": manifests,
    "store": trees,
    "report": reports,
    "written": lambda: itertools.chain(trees(), names_to_escape()),
    "checksums": checksums,
    "pdf_lines": printed_lines,
    "pdf": pdfs,
    "cache": caches,
    "facts": lambda: [("sound", b"\xed"), ("changed", b"\xed\0\x10\xff\1\2\3")],
    "damage": whole,
    "findings": findings,
    "readers": entries,
    "model": entries,
    "scan": archives,
    "abreast": archives,
    "card": cards,
    "text": cards,
    "policy": policies,
    "record": records,
    "expression": expressions,
    "regex": patterns,
}


def words(seeds):
    """What a dictionary for the fuzzer holds: every word and every magic of the seeds."""
    found = set()
    for data in seeds:
        found.update(re.findall(rb"[A-Za-z_][A-Za-z_.-]{2,30}", data))
    return sorted(found)


def fixture(folder):
    speaks_of_others = {"model.json", "model.xml", "model.safetensors.index.json"}
    files = {name: next(make()) for name, make in WEIGHTS.items() if name not in speaks_of_others}
    files["x.mlmodel"] = list(coreml())[1]  # the first has its weights in another file
    files["w/0.0"] = bytes(range(24))  # what w/.zarray describes
    for name, data in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(data)


def main():
    target, folder = sys.argv[1:]
    if target == "fixture":
        fixture(folder)
        return
    os.makedirs(folder, exist_ok=True)
    seeds = dict(TARGETS.get(target, lambda: ())())
    for name, data in seeds.items():
        with open(os.path.join(folder, "seed-" + name), "wb") as f:
            f.write(data)
    with open(folder + ".dict", "wb") as f:
        for word in words(seeds.values()) or [b"license"]:  # an empty one is an error
            f.write(b'"' + word + b'"\n')


if __name__ == "__main__":
    main()
