# SPDX-License-Identifier: MIT
"""An independent check of the weights digests: files are written here by hand, the digests are computed with hashlib alone as
`licet hash --help` defines them, and must be those of `licet hash`. Where the real libraries are installed, files that they write
are compared as well. Prints `ok NAME`, `not ok NAME: why` or `skip NAME: why`; usage: digests.py LICET FOLDER"""
import array
import collections
import hashlib
import importlib
import io
import json
import pathlib
import pickle
import random
import struct
import subprocess
import sys
import types
import zipfile

LICET, HERE = sys.argv[1], pathlib.Path(sys.argv[2])
CODES = {"F32": "f", "F64": "d", "I64": "q", "I32": "i", "U8": "B", "BOOL": "?"}
Tensor = collections.namedtuple("Tensor", "dtype shape bytes")


def tensor(dtype, shape, values):
    count = 1
    for d in shape:
        count *= d
    assert count == len(values)
    return Tensor(dtype, shape, struct.pack(f"<{count}{CODES[dtype]}", *values))


def some_tensors():
    rng = random.Random(1)
    floats = lambda n: [rng.uniform(-1, 1) for _ in range(n)]
    tensors = {f"layers.{i}.weight": tensor("F32", [i + 1, 3], floats(3 * i + 3)) for i in range(7)}
    tensors["position ids"] = tensor("I64", [5], range(5))
    tensors["scalar"] = tensor("F64", [], [2.5])
    tensors["nothing"] = tensor("F32", [0, 4], [])
    tensors["flags"] = tensor("BOOL", [2, 1], [True, False])
    tensors["tied"] = tensors["layers.2.weight"]
    return tensors


# --- the definition ----------------------------------------------------------------------------------------------------------

def escaped(name):
    return b"".join(b"\\x%02X" % c if c < 0x21 or c in (0x5C, 0x7F) else bytes([c]) for c in name.encode())


def digest(tensors, names=True):
    ids = set()
    for name, t in tensors.items():
        line = f"{hashlib.sha256(t.bytes).hexdigest()} {t.dtype} [{','.join(map(str, t.shape))}]".encode()
        line += (b" " + escaped(name) if names else b"") + b"\n"
        ids.add(hashlib.sha256(line).hexdigest())
    return hashlib.sha256("".join(f"{i}\n" for i in sorted(ids)).encode()).hexdigest()


def manifest(path):
    return json.loads(subprocess.run([LICET, "hash", path], capture_output=True, text=True, check=False).stdout)


def check(name, path, tensors):
    models = manifest(path)["models"]
    seen = [(m["weights_digest"], m["weights_digest_nameless"]) for m in models]
    good = seen == [(digest(tensors), digest(tensors, False))]
    print(f"ok {name}" if good else f"not ok {name}: {seen}, not {digest(tensors)}")


# --- writers by hand -----------------------------------------------------------------------------------------------------------

def write_safetensors(path, tensors, metadata=None):
    header, data = {}, b""
    if metadata:
        header["__metadata__"] = metadata
    for name, t in tensors.items():
        header[name] = {"dtype": t.dtype, "shape": t.shape, "data_offsets": [len(data), len(data) + len(t.bytes)]}
        data += t.bytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def write_npz(path, tensors, compression, big=False, fortran=False):
    with zipfile.ZipFile(path, "w", compression) as z:
        for name, t in tensors.items():
            values = array.array("B", t.bytes)
            kind = {"F32": "f4", "F64": "f8", "I64": "i8", "BOOL": "b1"}[t.dtype]
            size = int(kind[1])
            items = [bytes(values[i:i + size]) for i in range(0, len(values), size)]
            turned = fortran and len(t.shape) == 2
            if turned:
                rows, columns = t.shape
                items = [items[r * columns + c] for c in range(columns) for r in range(rows)]
            if big:
                items = [i[::-1] for i in items]
            order = "|" if size == 1 else ">" if big else "<"
            shape = "(" + ", ".join(map(str, t.shape)) + ("," if len(t.shape) == 1 else "") + ")"
            text = f"{{'descr': '{order}{kind}', 'fortran_order': {turned}, 'shape': {shape}, }}".ljust(117) + "\n"
            z.writestr(name + ".npy", b"\x93NUMPY\x01\0" + struct.pack("<H", len(text)) + text.encode() + b"".join(items))


STORAGES = {"F32": "FloatStorage", "F64": "DoubleStorage", "I64": "LongStorage", "BOOL": "BoolStorage"}


def torch_stub():
    """As much of torch as a pickle names, so that pickle writes the names."""
    torch, utils = types.ModuleType("torch"), types.ModuleType("torch._utils")
    for name in STORAGES.values():
        setattr(torch, name, type(name, (), {"__module__": "torch"}))

    def _rebuild_tensor_v2():
        pass
    _rebuild_tensor_v2.__module__ = "torch._utils"
    _rebuild_tensor_v2.__qualname__ = "_rebuild_tensor_v2"
    utils._rebuild_tensor_v2 = _rebuild_tensor_v2
    torch._utils = utils
    return {"torch": torch, "torch._utils": utils}


class Storage:
    def __init__(self, kind, key, count):
        self.id = ("storage", kind, key, "cpu", count)


class View:
    def __init__(self, rebuild, storage, offset, shape, strides):
        self.call = (rebuild, (storage, offset, tuple(shape), tuple(strides), False, collections.OrderedDict()))

    def __reduce__(self):
        return self.call


class Pickler(pickle.Pickler):
    def persistent_id(self, obj):
        return obj.id if isinstance(obj, Storage) else None


def row_major(shape):
    strides, step = [], 1
    for d in reversed(shape):
        strides.insert(0, step)
        step *= d
    return strides


def torch_pickle(model, protocol):
    out = io.BytesIO()
    Pickler(out, protocol).dump(model)
    return out.getvalue()


def write_torch(path, tensors, protocol=2, script=False, big=False, wrap=lambda model: model):
    """Every second matrix is kept the other way round and has strides; one storage is shared."""
    stub = torch_stub()
    sys.modules.update(stub)
    model, storages, seen = collections.OrderedDict(), [], {}
    for n, (name, t) in enumerate(tensors.items()):
        size = struct.calcsize("<" + CODES[t.dtype])
        data, strides, offset = t.bytes, row_major(t.shape), 0
        if n % 2 and len(t.shape) == 2 and data:
            rows, columns = t.shape
            items = [data[i:i + size] for i in range(0, len(data), size)]
            data = b"".join(items[r * columns + c] for c in range(columns) for r in range(rows))
            strides = [1, rows]
        if n % 3 == 0:
            data, offset = bytes(2 * size) + data + bytes(size), 2
        kind = getattr(stub["torch"], STORAGES[t.dtype])
        if id(t) not in seen:
            seen[id(t)] = (Storage(kind, str(len(storages)), len(data) // size), offset, strides)
            storages.append(b"".join(data[i:i + size][::-1] for i in range(0, len(data), size)) if big else data)
        storage, offset, strides = seen[id(t)]
        model[name] = View(stub["torch._utils"]._rebuild_tensor_v2, storage, offset, t.shape, strides)
    text = torch_pickle(wrap(model), protocol)
    for module in stub:
        del sys.modules[module]
    members = [("data.pkl", text), ("byteorder", b"big" if big else b"little")]
    data = [(f"data/{i}", s) for i, s in enumerate(storages)]
    members = data + members + [("code/__torch__/m.py", b"")] if script else members + data
    with zipfile.ZipFile(path, "w") as z:
        for name, content in members + [("version", b"3\n")]:
            z.writestr(f"archive/{name}", content)


GGML = {"F32": 0, "F64": 28, "I64": 27}


def write_gguf(path, tensors, big=False):
    e = ">" if big else "<"
    text = lambda s: struct.pack(e + "Q", len(s)) + s.encode()
    out = b"GGUF" + struct.pack(e + "IQQ", 3, len(tensors), 1) + text("general.alignment") + struct.pack(e + "II", 4, 64)
    data = b""
    for name, t in tensors.items():
        data += bytes(-len(data) % 64)
        out += text(name) + struct.pack(f"{e}I{len(t.shape)}Q", len(t.shape), *reversed(t.shape))
        out += struct.pack(e + "IQ", GGML[t.dtype], len(data))
        size = struct.calcsize("<" + CODES[t.dtype])
        data += b"".join(t.bytes[i:i + size][::-1] for i in range(0, len(t.bytes), size)) if big else t.bytes
    path.write_bytes(out + bytes(-len(out) % 64) + data)


ONNX = {"F32": 1, "I64": 7, "BOOL": 9, "F64": 11}


def varint(n):
    out = b""
    while n > 0x7F:
        out += bytes([n & 0x7F | 0x80])
        n >>= 7
    return out + bytes([n])


def field(number, content):
    if isinstance(content, int):
        return varint(number << 3) + varint(content)
    return varint(number << 3 | 2) + varint(len(content)) + content


def onnx_value(t, raw):
    content = field(1, b"".join(map(varint, t.shape))) + field(2, ONNX[t.dtype])
    values = struct.unpack(f"<{len(t.bytes) // struct.calcsize('<' + CODES[t.dtype])}{CODES[t.dtype]}", t.bytes)
    if raw or t.dtype == "F32":
        return content + field(9 if raw else 4, t.bytes)
    if t.dtype == "F64":
        return content + field(10, t.bytes)
    return content + field(7 if t.dtype == "I64" else 5, b"".join(varint(int(v)) for v in values))


def onnx_model(graph, more=b""):
    return field(1, 8) + field(2, b"by hand") + field(7, field(1, field(4, b"Identity")) + field(2, b"main") + graph) + more


def write_onnx(path, tensors, raw):
    path.write_bytes(onnx_model(b"".join(field(5, onnx_value(t, raw) + field(8, n.encode())) for n, t in tensors.items())))


def constant(name, t):
    return field(2, name.encode()) + field(4, b"Constant") + field(5, field(1, b"value") + field(5, onnx_value(t, True)))


def write_onnx_nodes(path, tensors):
    """Everything where it is easily overlooked: in constants, in a branch of a node, in a function, in a sparse tensor."""
    names = list(tensors)
    graph = b"".join(field(1, constant(n, tensors[n])) for n in names[:3])
    branch = b"".join(field(5, onnx_value(tensors[n], True) + field(8, n.encode())) for n in names[3:6])
    graph += field(1, field(2, b"y") + field(4, b"If") + field(5, field(1, b"then_branch") + field(6, branch)))
    graph += field(15, field(1, onnx_value(tensors["values"], True) + field(8, b"values")) +
                   field(2, onnx_value(tensors["values/indices"], True)))
    inside = b"".join(field(7, constant(n, tensors[n])) for n in names[6:] if not n.startswith("values"))
    path.write_bytes(onnx_model(graph, field(25, field(1, b"f") + inside)))


def pair(key, value):
    return field(13, field(1, key.encode()) + field(2, value.encode()))


def write_onnx_outside(path, tensors, location="model.data", files=1, shift=0, lengths=True):
    """Each tensor on a page of its own in one of the files."""
    data, graph = [b"" for _ in range(files)], b""
    for i, (name, t) in enumerate(tensors.items()):
        k = i % files
        data[k] += bytes(-len(data[k]) % 64)
        content = field(1, b"".join(map(varint, t.shape))) + field(2, ONNX[t.dtype]) + field(8, name.encode())
        content += pair("location", location + (str(k) if files > 1 else "")) + pair("offset", str(len(data[k]) + shift))
        graph += field(5, content + (pair("length", str(len(t.bytes))) if lengths else b"") + field(14, 1))
        data[k] += t.bytes
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(onnx_model(graph))
    for k, content in enumerate(data):
        (path.parent / (location + (str(k) if files > 1 else ""))).write_bytes(content)


def onnx_outside(tensors):
    folder = HERE / "outside"
    write_onnx_outside(folder / "m.onnx", tensors)
    check("ONNX with its tensors in another file", folder, tensors)
    for name, order in (("before", "model.data m.onnx"), ("behind", "m.onnx model.data")):
        subprocess.run(["tar", "-C", folder, "-czf", HERE / f"{name}.tgz", *order.split()], check=True)
        check(f"in a .tgz, the tensors {name} the model", HERE / f"{name}.tgz", tensors)
    with zipfile.ZipFile(HERE / "m.zip", "w") as z:
        z.write(folder / "model.data", "a/model.data")
        z.write(folder / "m.onnx", "a/m.onnx")
    with zipfile.ZipFile(HERE / "outer.zip", "w") as z:
        z.write(HERE / "m.zip", "in/m.zip")
    check("in a zip in a zip", HERE / "outer.zip", tensors)
    write_onnx_outside(HERE / "parts" / "m.onnx", tensors, "m.onnx_data_", 3, lengths=False)
    (HERE / "parts" / "again.onnx").write_bytes((HERE / "parts" / "m.onnx").read_bytes())
    models = manifest(HERE / "parts")["models"]
    good = [m["weights_digest"] for m in models] == [digest(tensors)] * 2
    print("ok two models over the same three files" if good else f"not ok two models over the same three files: {models}")
    for i in range(20):
        (HERE / "parts" / f"m{i}.onnx").write_bytes((HERE / "parts" / "m.onnx").read_bytes())
    weights = manifest(HERE / "parts")["weights"]
    seen = [w.get("weights_digest") for w in weights], sum("too many models share" in w.get("gap", "") for w in weights)
    good = seen[0].count(digest(tensors)) == 16 and seen[1] == 6
    print("ok many models over the same files" if good else f"not ok many models over the same files: {seen}")
    (folder / "model.data").unlink()
    bad("a file with tensors that is not there", folder, "lie in 'model.data', which is not there")
    write_onnx_outside(folder / "m.onnx", tensors, shift=1 << 20)
    bad("tensors beyond the end of their file", folder, "from byte")
    write_onnx_outside(folder / "m.onnx", tensors, shift=(1 << 64) - 1)
    bad("tensors whose end wraps", folder, "from byte 18446744073709551615 of 'model.data'")
    write_onnx_outside(folder / "m.onnx", tensors, "model.data")
    (folder / "m.onnx").write_bytes((folder / "m.onnx").read_bytes().replace(b"model.data", b"../../data"))
    bad("a path out of the model", folder, "said to lie in '../../data', outside of the model")
    write_onnx_outside(folder / "m.onnx", tensors)
    (folder / "model.data").write_text(f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 12345\n")
    done = subprocess.run([LICET, "scan", "-f", "json", folder], capture_output=True, text=True, check=False)
    good = done.returncode == 0 and "of which only a pointer is there" in done.stdout
    print("ok a pointer in place of the tensors" if good else f"not ok a pointer in place of the tensors: {done.stdout}")


OPENVINO = {"F32": "f32", "F64": "f64", "I64": "i64", "BOOL": "boolean"}


def openvino(tensors):
    folder, layers, data = HERE / "openvino", "", b""
    for i, (name, t) in enumerate(tensors.items()):
        layers += (f'<layer id="{i}" name="{name}" type="Const"><data element_type="{OPENVINO[t.dtype]}" '
                   f'shape="{", ".join(map(str, t.shape))}" offset="{len(data)}" size="{len(t.bytes)}"/></layer>')
        data += t.bytes
    folder.mkdir()
    (folder / "m.xml").write_text(f'<?xml version="1.0"?><net name="m" version="11"><layers>{layers}</layers></net>')
    (folder / "m.bin").write_bytes(data)
    check("OpenVINO", folder, tensors)
    subprocess.run(["tar", "-C", HERE, "-cJf", HERE / "openvino.tar.xz", "openvino"], check=True)
    check("OpenVINO in a .tar.xz", HERE / "openvino.tar.xz", tensors)
    (folder / "m.bin").write_bytes(data[:-1])
    bad("OpenVINO with a .bin that is too short", folder, "of 'm.bin', which has")
    (folder / "m.bin").unlink()
    bad("OpenVINO without its .bin", folder, "lie in 'm.bin', which is not there")


GGML_LAYOUTS = {  # magic, version, parameters (v: the vocabulary's size), count in front of the vocabulary, scores
    "LLaMA, GGJT 3": (b"tjgg", 3, "v 64 256 4 2 16 1", False, True),
    "LLaMA, GGMF 1": (b"fmgg", 1, "v 64 256 4 2 16 1", False, True),
    "LLaMA": (b"lmgg", None, "v 64 256 4 2 16 1", False, False),
    "GPT-2": (b"lmgg", None, "v 1024 64 4 2 1", True, False),
    "GPT-J": (b"lmgg", None, "v 1024 64 4 2 16 2001", True, False),
    "GPT-NeoX": (b"lmgg", None, "v 1024 64 4 2 16 1 2001", False, False),
    "MPT": (b"lmgg", None, "64 2048 4 2 v 0 0 2001", False, False),
    "Replit": (b"lmgg", None, "64 2048 4 2 v 2001", False, True),
    "RWKV": (b"fmgg", 101, "v 64 2 0", None, False),
    "LoRA": (b"algg", 1, "8 16", None, False),
}


def write_ggml(path, tensors, layout, words=5000):
    magic, version, parameters, counted, scores = layout
    out = magic + (struct.pack("<I", version) if version else b"")
    out += b"".join(struct.pack("<I", words if p == "v" else int(p)) for p in parameters.split())
    if counted is not None:
        out += struct.pack("<I", words) if counted else b""
        out += b"".join(struct.pack("<I", i % 9) + b"abcdefghi"[:i % 9] + (struct.pack("<f", i) if scores else b"") for i in range(words))
    for name, t in tensors.items():
        out += struct.pack("<III", len(t.shape), len(name), {"F32": 0}[t.dtype])
        out += struct.pack(f"<{len(t.shape)}I", *reversed(t.shape)) + name.encode()
        out += bytes(-len(out) % 32) if magic in (b"tjgg", b"algg") else b""
        out += t.bytes
    path.write_bytes(out)


def write_whisper(path, tensors):
    write_ggml(path, {}, (b"lmgg", None, "51864 1500 384 6 4 448 384 6 4 80 1", None, False))
    out = path.read_bytes() + struct.pack("<II", 80, 201) + bytes(4 * 80 * 201) + struct.pack("<I", 3) + (struct.pack("<I", 1) + b"x") * 3
    write_ggml(path, tensors, (b"lmgg", None, "", None, False))
    path.write_bytes(out + path.read_bytes()[4:])


NUMPY = {"F32": "float32", "F64": "float64", "I64": "int64", "BOOL": "bool"}


def packed(value):
    """As much of MessagePack as a checkpoint needs; a Tensor is Flax's extension for arrays."""
    sized = lambda code, b: bytes([code]) + struct.pack(">I", len(b)) + b
    if isinstance(value, Tensor):
        return b"\xc9" + struct.pack(">IB", len(array := packed([list(value.shape), NUMPY[value.dtype], value.bytes])), 1) + array
    if isinstance(value, dict):
        return b"\xdf" + struct.pack(">I", len(value)) + b"".join(packed(k) + packed(v) for k, v in value.items())
    if isinstance(value, list):
        return b"\xdc" + struct.pack(">H", len(value)) + b"".join(map(packed, value))
    if isinstance(value, bool):
        return b"\xc3" if value else b"\xc2"
    if isinstance(value, int):
        return bytes([value]) if value < 128 else b"\xcf" + struct.pack(">Q", value)
    return sized(0xc6, value) if isinstance(value, bytes) else sized(0xdb, value.encode())


def nested(tensors):
    """{"a.b": t} as {"a": {"b": t}}; "tied" becomes an array in chunks."""
    tree = {}
    for name, t in tensors.items():
        *path, last = name.split(".")
        at = tree
        for key in path:
            at = at.setdefault(key, {})
        if name == "tied":
            pieces = [Tensor(t.dtype, [len(b) // 4], b) for b in (t.bytes[:8], t.bytes[8:])]
            t = {"__msgpack_chunked_array__": True, "shape": {str(i): d for i, d in enumerate(t.shape)},
                 "chunks": {str(i): piece for i, piece in enumerate(pieces)}}
        at[last] = t
    return tree


def bad_flax(all_of):
    t = all_of["scalar"]
    for name, content, part in (
            ("a shape of more bytes", packed({"w": Tensor("F64", [2], t.bytes)}), "array 'w' has another number of bytes"),
            ("no bytes", packed({"w": Tensor("F64", [], "text")}), "array 'w' has another number of bytes"),
            ("a shape that wraps", packed({"w": Tensor("F64", [2**62, 4], b"")}), "another number of bytes"),
            ("a type of its own", packed({"w": 0}) + b"\0", "something follows its map"),
            ("nothing more", packed({"w": t})[:-1], "ends too early"),
            ("chunks that are none", packed({"w": {"__msgpack_chunked_array__": True, "shape": {"0": 1}, "chunks": {"1": t}}}),
             "array 'w' is not in chunks as it says"),
            ("maps in maps for ever", b"\x81\xa1\0" * 5000 + b"\xc0", "nested too deeply"),
            ("a list of all there is", b"\x81\xa1a\xdd\xff\xff\xff\xff", "ends too early")):
        (HERE / "flax_model.msgpack").write_bytes(content)
        bad(f"a Flax checkpoint with {name}", HERE / "flax_model.msgpack", part)


TENSORFLOW = {"F32": 1, "F64": 2, "I64": 9, "BOOL": 10}


def table_block(pairs):
    out, last, restarts = b"", b"", []
    for i, (key, value) in enumerate(pairs):
        shared = 0
        if i % 16:
            while shared < min(len(last), len(key)) and last[shared] == key[shared]:
                shared += 1
        else:
            restarts.append(len(out))
        out += varint(shared) + varint(len(key) - shared) + varint(len(value)) + key[shared:] + value
        last = key
    return out + struct.pack(f"<{len(restarts)}II", *restarts, len(restarts))


def write_table(path, blocks):
    """A sorted table: each block of pairs, an empty block of metadata, and the block that lists the blocks."""
    out, listed = b"", []
    put = lambda block: (varint(len(out)) + varint(len(block)), out + block + bytes(5))
    for pairs in blocks:
        handle, out = put(table_block(pairs))
        listed.append((pairs[-1][0], handle))
    meta, out = put(table_block([("", b"")][:0]))
    index, out = put(table_block(listed))
    path.write_bytes(out + (meta + index).ljust(40, b"\0") + bytes.fromhex("57fb808b247547db"))


def checkpoint_entry(t, shard, offset, size):
    shape = b"".join(field(2, field(1, d) if d else b"") for d in t.shape)
    out = field(1, TENSORFLOW[t.dtype]) + field(2, shape)
    return out + (field(3, shard) if shard else b"") + (field(4, offset) if offset else b"") + field(5, size)


def write_checkpoint(folder, tensors, shards=2, change=lambda key, entry: entry):
    """variables.index, and the shards, in which tensors lie one behind the other."""
    folder.mkdir(parents=True, exist_ok=True)
    data = [bytearray() for _ in range(shards)]
    entries = [(b"", field(1, shards) + field(3, field(1, 1))), (b"_CHECKPOINTABLE_OBJECT_GRAPH", field(1, 7) + field(2, b"") + field(5, 9))]
    data[0] += b"\x04\0\0\0\0text"
    for i, (name, t) in enumerate(sorted(tensors.items())):
        shard = i % shards
        entries.append((name.encode(), change(name, checkpoint_entry(t, shard, len(data[shard]), len(t.bytes)))))
        data[shard] += t.bytes
    entries.sort()
    write_table(folder / "variables.index", [entries[:5], entries[5:]])
    for i, content in enumerate(data):
        (folder / f"variables.data-{i:05}-of-{shards:05}").write_bytes(content)


def tensorflow(all_of):
    for shards in (1, 2, 3):
        write_checkpoint(HERE / f"tf{shards}", all_of, shards)
        check(f"TensorFlow checkpoint, {shards} shards", HERE / f"tf{shards}", all_of)
    # The order of members in a tar is that of its making: here the index comes last.
    names = ["variables.data-00000-of-00002", "variables.data-00001-of-00002", "variables.index"]
    subprocess.run(["tar", "-C", HERE / "tf2", "-cf", HERE / "tf.tar", *names], check=True)
    check("TensorFlow checkpoint in a tar", HERE / "tf.tar", all_of)
    with zipfile.ZipFile(HERE / "tf.zip", "w", zipfile.ZIP_DEFLATED) as z:
        for name in names:
            z.write(HERE / "tf2" / name, name)
    check("TensorFlow checkpoint in a zip", HERE / "tf.zip", all_of)
    subprocess.run(["tar", "-C", HERE / "tf2", "-czf", HERE / "tf.tgz", *names[::-1]], check=True)
    check("TensorFlow checkpoint in a .tgz, index first", HERE / "tf.tgz", all_of)
    subprocess.run(["tar", "-C", HERE / "tf2", "-czf", HERE / "tf.tgz", *names], check=True)
    without_digest("TensorFlow checkpoint in a .tgz, index last", HERE / "tf.tgz", "which was not read before it")
    (HERE / "tf3" / "variables.index").unlink()
    without_digest("TensorFlow checkpoint without its index", HERE / "tf3", "which was not read before it")
    bad_tensorflow(all_of)


JAVASCRIPT = {"F32": "float32", "BOOL": "bool", "U8": "uint8"}


def write_script_model(folder, tensors, quantized=(), shards=1, older=False):
    """model.json, and the files that it names: all tensors, one behind the other, cut after each 4 MiB."""
    folder.mkdir(exist_ok=True)
    weights = []
    for name, t in tensors.items():
        weights.append({"name": name, "shape": list(t.shape), "dtype": JAVASCRIPT[t.dtype]})
        if name in quantized:
            weights[-1] |= {"dtype": "float32", "quantization": {"dtype": JAVASCRIPT[t.dtype], "scale": 0.1, "min": -1.5}}
    data = b"".join(t.bytes for t in tensors.values())
    paths = [f"group1-shard{i + 1}of{shards}.bin" for i in range(shards)]
    for i, path in enumerate(paths):
        (folder / path).write_bytes(data[i << 22:(i + 1) << 22])
    groups = [{"paths": paths, "weights": weights}]
    (folder / ("x-weights_manifest.json" if older else "model.json")).write_text(
        json.dumps(groups if older else {"format": "layers-model", "modelTopology": {}, "weightsManifest": groups}))


def script_models(all_of):
    few = {n: t for n, t in all_of.items() if t.dtype in JAVASCRIPT}
    for older in (False, True):
        write_script_model(HERE / f"js{older}", few, older=older)
        check(f"TensorFlow.js{', older manifest' if older else ''}", HERE / f"js{older}", few)
    few["q"] = tensor("U8", [2, 3], range(6))
    write_script_model(HERE / "jsq", few, quantized=["q"])
    check("TensorFlow.js, quantized", HERE / "jsq", few)
    subprocess.run(["tar", "-C", HERE / "jsq", "-cf", HERE / "js.tar", "group1-shard1of1.bin", "model.json"], check=True)
    check("TensorFlow.js in a tar", HERE / "js.tar", few)
    large = {n: Tensor("F32", [1 << 20], bytes([i]) * (1 << 22)) for i, n in enumerate("ab")} | {"nothing": few["nothing"]}
    write_script_model(HERE / "js2", large, shards=2)
    check("TensorFlow.js, two shards", HERE / "js2", large)
    large = {"q": few["q"]} | large
    write_script_model(HERE / "js3", large, shards=3)
    without_digest("TensorFlow.js, tensors that go on in the next shard", HERE / "js3", "that go on in another file")
    with open(HERE / "js2" / "group1-shard1of2.bin", "ab") as f:
        f.write(b"more")
    without_digest("TensorFlow.js, a shard of another size", HERE / "js2", "it should have 4194304 bytes", 3)


def bad_tensorflow(all_of):
    folder = HERE / "tf-bad"
    path = folder / "variables.index"
    t = all_of["scalar"]
    for name, entry, part in (("a shard too far", checkpoint_entry(t, 7, 0, 8), "a shard that there is not"),
                              ("too few bytes", checkpoint_entry(t, 0, 0, 7), "another number of bytes than its shape needs"),
                              ("an end that wraps", checkpoint_entry(t, 0, 2**64 - 4, 8), "another number of bytes"),
                              ("an end beyond the shard", checkpoint_entry(t, 0, 2**40, 8), "is said to end at byte"),
                              ("nonsense", b"\xff\xff\xff", "what it says of a tensor is no message")):
        write_checkpoint(folder, all_of, 1, lambda key, old, entry=entry: entry if key == "scalar" else old)
        bad_index(f"a checkpoint that says {name}", folder, part)
    write_checkpoint(folder, all_of, 1)
    sound = path.read_bytes()
    for name, content, part in (("cut off", sound[:-20], "its end is not that of a table"),
                                ("cut short", sound[:40], "it is too short"),
                                ("with a block elsewhere", sound[:-48] + b"\0\0\xff\xff\x03\x20".ljust(40, b"\0") + sound[-8:], "a block of it lies elsewhere"),
                                ("with a block that is compressed", sound[:-48] + b"\0\0\0\x20".ljust(40, b"\0") + sound[-8:], "at byte 32), which is not read"),
                                ("with an impossible key", sound[:3] + sound[3:].replace(b"_CHECK", b"\xff\xff\xff\xff\xff\xff", 1).replace(b"\0\x1c", b"\0\x7f", 1), "a key of it is impossible")):
        path.write_bytes(content)
        bad_index(f"a checkpoint's index {name}", folder, part)


def bad_index(name, folder, part):
    done = subprocess.run([LICET, "hash", folder], capture_output=True, text=True, check=False)
    digests = [m.get("weights_digest") for m in json.loads(done.stdout)["models"]]
    good = done.returncode == 3 and part in done.stderr
    print(f"ok {name}" if good else f"not ok {name}: exit {done.returncode}, {digests}, {done.stderr.strip()}")


def by_hand():
    all_of = some_tensors()
    names = list(all_of)
    one = HERE / "one.safetensors"
    write_safetensors(one, all_of)
    check("safetensors", one, all_of)
    other = {name: all_of[name] for name in reversed(names)}
    write_safetensors(HERE / "other-name.bin", other, {"format": "pt", "license": "mit"})
    check("another order, name and metadata", HERE / "other-name.bin", all_of)
    for i in range(3):
        write_safetensors(HERE / "shards" / f"m-{i + 1:05}-of-00003.safetensors", {n: all_of[n] for n in names[i::3]})
    check("three shards", HERE / "shards", all_of)
    write_npz(HERE / "stored.npz", all_of, zipfile.ZIP_STORED)
    check("NPZ", HERE / "stored.npz", all_of)
    write_npz(HERE / "odd.npz", all_of, zipfile.ZIP_DEFLATED, big=True, fortran=True)
    check("NPZ, compressed, big-endian, in Fortran order", HERE / "odd.npz", all_of)
    write_torch(HERE / "m.pt", all_of)
    check("PyTorch zip with views", HERE / "m.pt", all_of)
    write_torch(HERE / "m4.pt", all_of, protocol=4)
    check("PyTorch zip, pickle protocol 4", HERE / "m4.pt", all_of)
    write_torch(HERE / "big.pt", all_of, big=True)
    check("PyTorch zip, big-endian", HERE / "big.pt", all_of)
    write_torch(HERE / "script.pt", all_of, script=True)
    check("TorchScript, storages first", HERE / "script.pt", all_of)
    write_torch(HERE / "nested.ckpt", all_of, wrap=lambda m: {"epoch": 3, "state_dict": m})
    check("a checkpoint that holds a state_dict", HERE / "nested.ckpt", {f"state_dict.{n}": t for n, t in all_of.items()})
    subprocess.run(["tar", "-C", HERE, "-czf", HERE / "m.tgz", "script.pt"], check=True)
    check("TorchScript in a .tgz", HERE / "m.tgz", all_of)
    few = {n: t for n, t in all_of.items() if t.dtype in GGML and t.shape}
    write_gguf(HERE / "m.gguf", few)
    check("GGUF", HERE / "m.gguf", few)
    write_gguf(HERE / "big.gguf", few, big=True)
    check("GGUF, big-endian", HERE / "big.gguf", few)
    floats = {n: t for n, t in few.items() if t.dtype == "F32" and t.bytes}
    (HERE / "flax_model.msgpack").write_bytes(packed(nested(all_of)))
    check("Flax", HERE / "flax_model.msgpack", all_of)
    bad_flax(all_of)
    tensorflow(all_of)
    script_models(all_of)
    for kind, layout in GGML_LAYOUTS.items():
        write_ggml(HERE / "ggml.bin", floats, layout)
        check(f"GGML, {kind}", HERE / "ggml.bin", floats)
    write_whisper(HERE / "ggml.bin", floats)
    check("GGML, Whisper", HERE / "ggml.bin", floats)
    for raw in (True, False):
        write_onnx(HERE / f"raw-{raw}.onnx", all_of, raw)
        check(f"ONNX, {'raw' if raw else 'typed'} data", HERE / f"raw-{raw}.onnx", all_of)
    sparse = {"values": tensor("F32", [2], [1.5, 2.5]), "values/indices": tensor("I64", [2], [3, 70])}
    write_onnx_nodes(HERE / "nodes.onnx", {**all_of, **sparse})
    check("ONNX, tensors in nodes, functions and sparse ones", HERE / "nodes.onnx", {**all_of, **sparse})
    onnx_outside(all_of)
    openvino(all_of)
    renamed = manifest_of_renamed(all_of)
    good = renamed["weights_digest"] != digest(all_of) and renamed["weights_digest_nameless"] == digest(all_of, False)
    print("ok renamed tensors keep the nameless digest" if good else f"not ok renamed tensors: {renamed}")


def bad(name, path, part):
    """A file that lies: said in a sentence, no digest, and the run is incomplete."""
    done = subprocess.run([LICET, "hash", path], capture_output=True, text=True, check=False)
    weights = json.loads(done.stdout)["weights"]
    digests = [w.get("weights_digest") for w in weights]
    good = done.returncode == 3 and part in done.stderr and not any(digests) and weights
    print(f"ok {name}" if good else f"not ok {name}: exit {done.returncode}, {digests}, {done.stderr.strip()}")


def without_digest(name, path, gap, code=0):
    done = subprocess.run([LICET, "hash", path], capture_output=True, text=True, check=False)
    weights = json.loads(done.stdout)["weights"]
    good = done.returncode == code and weights and weights[0].get("weights_digest") is None and gap in weights[0].get("gap", "")
    print(f"ok {name}" if good else f"not ok {name}: exit {done.returncode}, {weights}, {done.stderr.strip()}")


def rewrite(path, source, change):
    """A copy of a zip; change gives a member's new content, or None to leave it out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for info in old.infolist():
            content = change(info.filename, old.read(info))
            if content is not None:
                new.writestr(info.filename, content)
    return path


def bad_archives():
    sound = HERE / "m.pt"
    cut = rewrite(HERE / "cut.pt", sound, lambda n, c: c[:-4] if n.endswith("data/0") else c)
    bad("a storage that is too short", cut, "storage '0' has 20 bytes, but the pickle says 24")
    rewrite(HERE / "gone.pt", sound, lambda n, c: None if n.endswith("data/0") else c)
    bad("a storage that is not there", HERE / "gone.pt", "storage '0', which the pickle names, is not there")
    for name, text, part in (("ends early", b"\x80\x02}q", "it ends too early"), ("has no instruction", b"\x80\x02\xff.", "does not exist"),
                             ("takes from nothing", b"\x80\x02s.", "an empty stack")):
        rewrite(HERE / "pickle.pt", sound, lambda n, c, text=text: text if n.endswith("data.pkl") else c)
        bad(f"a pickle that {name}", HERE / "pickle.pt", part)
    for name, text, part in (("promises too much", b"{'descr': '<f8', 'fortran_order': False, 'shape': (9999,), }", "promises"),
                             ("has no shape", b"{'descr': '<f8', 'fortran_order': False, }", "says no shape"),
                             ("wraps", b"{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296), }", "more bytes")):
        array_bytes = b"\x93NUMPY\x01\0" + struct.pack("<H", len(text)) + text + bytes(8)
        with zipfile.ZipFile(HERE / "bad.npz", "w") as z:
            z.writestr("fine.npy", b"\x93NUMPY\x01\0\x3b\0{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }    " + bytes(8))
            z.writestr("bad.npy", array_bytes)
        bad(f"an array that {name}", HERE / "bad.npz", part)
    with zipfile.ZipFile(HERE / "bomb.npz", "w", zipfile.ZIP_DEFLATED) as z:
        text = b"{'descr': '<f8', 'fortran_order': True, 'shape': (4096, 1024), }"
        z.writestr("big.npy", b"\x93NUMPY\x01\0" + struct.pack("<H", len(text)) + text + bytes(8 * 4096 * 1024))
    without_digest("an array in Fortran order that is too large to turn", HERE / "bomb.npz", "too large to be put in order")


def manifest_of_renamed(tensors):
    untied = {f"model.{n}": t for n, t in tensors.items() if n != "tied"}
    write_safetensors(HERE / "renamed.safetensors", untied)
    return manifest(HERE / "renamed.safetensors")["models"][0]


# --- the real libraries ----------------------------------------------------------------------------------------------------------

def library(name):
    try:
        return importlib.import_module(name)
    except Exception as why:  # Whatever is wrong with it, it is not there.
        print(f"skip files written by {name}: {why}")
        return None


def arrays(numpy):
    rng = numpy.random.default_rng(7)
    made = {"w": rng.standard_normal((3, 5)).astype("f4"), "t": rng.standard_normal((4, 6)).astype("f4").T,
            "h": rng.standard_normal(9).astype("f2"), "i": numpy.arange(6).reshape(2, 3), "s": numpy.array(1.5)}
    kinds = {"float32": "F32", "float16": "F16", "int64": "I64", "float64": "F64"}
    return made, {n: Tensor(kinds[str(a.dtype)], a.shape, numpy.ascontiguousarray(a).tobytes()) for n, a in made.items()}


def real_tensorflow(tf, made, tensors):
    (HERE / "real-tf").mkdir(exist_ok=True)
    tf.raw_ops.SaveV2(prefix=str(HERE / "real-tf" / "m"), tensor_names=list(made), shape_and_slices=[""] * len(made),
                      tensors=[tf.constant(a) for a in made.values()])
    check("tensorflow, a checkpoint", HERE / "real-tf", tensors)


def write_hdf5(h5py, path, made, libver, packing):
    """Arrays in groups, as the library lays them out in files for old and new readers; scalars cannot be in chunks."""
    with h5py.File(path, "w", libver=libver) as f:
        f.attrs["keras_version"], f.attrs["license"] = "2.9.0", "our-own"
        for i in range(30):
            f.create_group(f"empty/{i}").attrs["n"] = i
        for name, a in made.items():
            f.create_dataset(f"layers/{name}/vars", data=a, **(packing if a.ndim else {}))


def real_hdf5(numpy, made, tensors):
    h5py = importlib.import_module("h5py")
    names = {n: f"layers/{n}/vars" for n in made}
    wanted = {names[n]: t for n, t in tensors.items()}
    packings = {"in one piece": {}, "in chunks": {"chunks": True}, "with gzip": {"compression": "gzip"},
                "with gzip, shuffle and checksums": {"compression": "gzip", "shuffle": True, "fletcher32": True}}
    for libver in ("earliest", "latest"):
        for what, packing in packings.items():
            write_hdf5(h5py, HERE / "real.h5", made, libver, packing)
            check(f"h5py, {libver}, {what}", HERE / "real.h5", wanted)
    with h5py.File(HERE / "grown.h5", "w", libver="latest") as f:
        f.create_dataset("w", data=made["w"], chunks=(2, 2), maxshape=(None, None))
        f.create_dataset("big", data=made["w"].astype(">f4"))
        f.create_dataset("never", shape=(70, 3), dtype="i8", fillvalue=7)
        f["again"] = f["w"]
    check("h5py, a tree of chunks, big-endian, never written, two links", HERE / "grown.h5",
          {"w": tensors["w"], "big": tensors["w"], "again": tensors["w"],
           "never": Tensor("I64", (70, 3), numpy.full((70, 3), 7).tobytes())})
    for compression in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        with zipfile.ZipFile(HERE / "m.keras", "w", compression) as z:
            z.writestr("metadata.json", '{"keras_version": "3.3.3"}')
            z.writestr("config.json", '{"class_name": "Sequential", "config": {"name": "tiny"}}')
            z.write(HERE / "real.h5", "model.weights.h5")
        check(f"Keras, method {compression}", HERE / "m.keras", wanted)
        subprocess.run(["tar", "-C", HERE, "-czf", HERE / "keras.tgz", "m.keras"], check=True)
        check(f"Keras in a .tgz, method {compression}", HERE / "keras.tgz", wanted)
    bad_hdf5(h5py, made)


def bad_hdf5(h5py, made):
    with h5py.File(HERE / "bomb.h5", "w") as f:
        f.create_dataset("w", shape=(10**9, 10**3), dtype="f8", chunks=(1000, 1000), compression="gzip")
    bad("an HDF5 file that unpacks to very much", HERE / "bomb.h5", "unpack to many times its size")
    with h5py.File(HERE / "odd.h5", "w", libver="latest") as f:
        f.create_dataset("w", data=made["w"], chunks=(2, 2), maxshape=(None, 5))
    without_digest("chunks in an extensible array", HERE / "odd.h5", "an extensible array, which is not read")
    with h5py.File(HERE / "odd.h5", "w") as f:
        f["away"] = h5py.ExternalLink("real.h5", "w")
    without_digest("a link to another HDF5 file", HERE / "odd.h5", "a link to another file")
    with h5py.File(HERE / "odd.h5", "w") as f:
        f.create_dataset("w", data=made["w"], compression="lzf")
    without_digest("a filter that is not read", HERE / "odd.h5", "filter 32000, which is not read")


def real():
    numpy = library("numpy")
    if not numpy:
        return
    made, tensors = arrays(numpy)
    numpy.savez(HERE / "real.npz", **made)
    check("numpy.savez", HERE / "real.npz", tensors)
    numpy.savez_compressed(HERE / "realc.npz", **made)
    check("numpy.savez_compressed", HERE / "realc.npz", tensors)
    if library("safetensors"):
        save = importlib.import_module("safetensors.numpy").save_file
        save({n: numpy.ascontiguousarray(a).reshape(a.shape) for n, a in made.items()}, HERE / "real.safetensors")
        check("safetensors.numpy.save_file", HERE / "real.safetensors", tensors)
    gguf = library("gguf")
    if gguf:
        writer = gguf.GGUFWriter(HERE / "real.gguf", "llama")
        vectors = {n: a for n, a in made.items() if a.ndim}
        for name, a in vectors.items():
            writer.add_tensor(name, numpy.ascontiguousarray(a))
        writer.write_header_to_file(), writer.write_kv_data_to_file(), writer.write_tensors_to_file(), writer.close()
        check("gguf.GGUFWriter", HERE / "real.gguf", {n: tensors[n] for n in vectors})
    onnx, helper = library("onnx"), library("onnx.numpy_helper")
    if onnx and helper:
        initializers = [helper.from_array(numpy.ascontiguousarray(a).reshape(a.shape), n) for n, a in made.items()]
        graph = onnx.helper.make_graph([onnx.helper.make_node("Identity", ["w"], ["y"])], "g", [], [], initializers)
        onnx.save(onnx.helper.make_model(graph), HERE / "real.onnx")
        check("onnx.save", HERE / "real.onnx", tensors)
        for apart in (True, False):
            (HERE / f"real{apart}").mkdir()
            onnx.save(onnx.helper.make_model(graph), HERE / f"real{apart}" / "real.onnx", save_as_external_data=True,
                      all_tensors_to_one_file=not apart, size_threshold=0)
            check(f"onnx.save, {'a file for each tensor' if apart else 'one file beside'}", HERE / f"real{apart}", tensors)
    serialization = library("flax.serialization")
    if serialization:
        for chunk in (2**30, 40):
            serialization.MAX_CHUNK_SIZE = chunk
            (HERE / "real.msgpack").write_bytes(serialization.to_bytes({"params": {"layer": made}, "step": 7}))
            check(f"flax.serialization, chunks of {chunk}", HERE / "real.msgpack", {f"params.layer.{n}": t for n, t in tensors.items()})
    tensorflow_library = library("tensorflow")
    if tensorflow_library:
        real_tensorflow(tensorflow_library, made, tensors)
    if library("h5py"):
        real_hdf5(numpy, made, tensors)
    real_openvino(made, tensors)
    real_coreml(made)
    torch = library("torch")
    if torch:
        model = {n: torch.from_numpy(a.copy(order="K")) for n, a in made.items()}
        for modern in (True, False):
            torch.save(model, HERE / f"real{modern}.pt", _use_new_zipfile_serialization=modern)
            check(f"torch.save, {'zip' if modern else 'before 1.6'}", HERE / f"real{modern}.pt", tensors)


def real_openvino(made, tensors):
    runtime = library("openvino")
    if not runtime:
        return
    numpy, ops = library("numpy"), importlib.import_module("openvino.opset13")
    constants = [ops.constant(numpy.ascontiguousarray(a).reshape(a.shape), name=n) for n, a in made.items()]
    (HERE / "realov").mkdir()
    runtime.save_model(runtime.Model(constants, [], "m"), HERE / "realov" / "m.xml", compress_to_fp16=False)
    check("openvino.save_model", HERE / "realov", tensors)


def real_coreml(made):
    tools = library("coremltools")
    if not tools:
        return
    builder = importlib.import_module("coremltools.converters.mil").Builder
    weight = made["w"].repeat(30, 0)

    @builder.program(input_specs=[builder.TensorSpec(shape=(1, 5))])
    def program(x):
        return builder.linear(x=x, weight=weight, name="out")
    try:
        model = tools.convert(program, source="milinternal", convert_to="mlprogram", compute_precision=tools.precision.FLOAT32,
                              minimum_deployment_target=tools.target.iOS16, skip_model_load=True)
        model.save(str(HERE / "real.mlpackage"))
    except Exception as why:
        print(f"skip a package of coremltools: {why}")
        return
    models = manifest(HERE / "real.mlpackage")
    seen = {w["format"]: w for w in models["weights"]}
    lines = subprocess.run([LICET, "hash", "-f", "tensors", HERE / "real.mlpackage"], capture_output=True, check=False).stdout
    line = f"{hashlib.sha256(weight.tobytes()).hexdigest()} F32 [90,5] out_weight_0\n".encode()
    good = line in lines and seen["coreml"]["weights_digest"] and len(models["models"]) == 1
    print("ok a package of coremltools" if good else f"not ok a package of coremltools: {lines}, {models}")


if __name__ == "__main__":
    by_hand()
    bad_archives()
    real()
