# SPDX-License-Identifier: MIT
"""Files of formats with a single library: where that is installed, what it writes is compared with what it says of it, tensor by tensor.
Prints as digests.py does; usage: formats.py LICET FOLDER"""
import base64
import contextlib
import hashlib
import importlib
import json
import os
import pickle
import subprocess
import sys
import warnings

from digests import HERE, LICET, library

KINDS = {"float32": "F32", "float16": "F16", "float64": "F64", "int8": "I8", "int32": "I32", "int64": "I64", "uint8": "U8",
         "uint64": "U64", "bool": "BOOL", "bfloat16": "BF16", "complex64": "C64"}
numpy = library("numpy")


def line(name, array, kind=None):
    shape = ",".join(map(str, array.shape))
    return f"{hashlib.sha256(numpy.ascontiguousarray(array).tobytes()).hexdigest()} {kind or KINDS[str(array.dtype)]} [{shape}] {name}"


def check_lines(what, path, wanted):
    done = subprocess.run([LICET, "hash", "-f", "tensors", path], capture_output=True, text=True, check=False)
    seen = {l[65:] for l in done.stdout.splitlines()}
    good = seen == set(wanted) and not done.returncode
    print(f"ok {what}" if good else f"not ok {what}: missing {set(wanted) - seen}, more {seen - set(wanted)}, {done.stderr.strip()}")


def frozen_graph():
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    tf = library("tensorflow")
    if not tf:
        return
    rng = numpy.random.default_rng(1)
    graph = tf.Graph()
    with graph.as_default():
        tf.constant(rng.standard_normal((30, 40)).astype("f4"), name="w")
        tf.constant(0.5, shape=[7, 9], name="one_number")
        tf.constant(numpy.zeros((100, 3), "f2"), name="zeros")
        tf.constant(rng.standard_normal(5).astype("f2"), name="halves")
        tf.constant([1.5, 2], dtype=tf.bfloat16, name="bfloat16")
        tf.constant([1, -2, 3], dtype=tf.int8, name="int8")
        tf.constant([1, 2**40], dtype=tf.int64, name="int64")
        tf.constant([3, 4], dtype=tf.uint64, name="uint64")
        tf.constant([True, False], name="bool")
        tf.constant([1 + 2j, 3 - 1j], dtype=tf.complex64, name="complex")
        tf.constant(numpy.array([1] + 99 * [2], "f8"), name="goes_on")
        tf.constant(numpy.zeros((0, 3), "f4"), name="nothing")
        tf.constant(7, name="scalar")
        tf.constant("a word", name="word")
    definition = graph.as_graph_def()
    (HERE / "frozen.pb").write_bytes(definition.SerializeToString())
    arrays = {n.name: tf.make_ndarray(n.attr["value"].tensor) for n in definition.node}
    check_lines("tensorflow, a frozen graph", HERE / "frozen.pb", {line(n, a) for n, a in arrays.items() if a.dtype != object})


def neural_network():
    tools = library("coremltools")
    if not tools:
        return
    arrays = tools.models.datatypes.Array
    rng = numpy.random.default_rng(3)
    builder = tools.models.neural_network.NeuralNetworkBuilder([("x", arrays(3, 16, 16))], [("y", arrays(4))],
                                                               disable_rank5_shape_mapping=True)
    kernel, bias, full = (rng.standard_normal(s).astype("f4") for s in ((3, 3, 3, 8), (8,), (4, 2048)))
    slopes = rng.standard_normal(8).astype("f4")
    builder.add_convolution("conv", 3, 8, 3, 3, 1, 1, "same", 1, kernel, bias, True, input_name="x", output_name="a")
    builder.add_activation("prelu", "PRELU", "a", "b", slopes)
    builder.add_flatten_to_2d("flat", "b", "c", axis=0)
    builder.add_inner_product("full", full, None, 2048, 4, False, "c", "y")
    tools.models.utils.save_spec(builder.spec, str(HERE / "network.mlmodel"))
    turned = kernel.transpose(3, 2, 0, 1)
    named = {"conv/weights": turned, "conv/bias": bias, "prelu/alpha": slopes, "full/weights": full}
    check_lines("coremltools, a neural network", HERE / "network.mlmodel", {line(n, a) for n, a in named.items()})
    quantized = tools.models.neural_network.quantization_utils.quantize_weights
    model = tools.models.MLModel(builder.spec, skip_model_load=True)
    for bits in (16, 8, 4):
        with contextlib.redirect_stdout(sys.stderr):
            packed = quantized(model, bits)
        spec = packed if not hasattr(packed, "get_spec") else packed.get_spec()
        tools.models.utils.save_spec(spec, str(HERE / "packed.mlmodel"))
        seen = {l.split()[3] + " " + l.split()[2]
                for l in subprocess.run([LICET, "hash", "-f", "tensors", HERE / "packed.mlmodel"], capture_output=True, text=True,
                                        check=False).stdout.splitlines()}
        kind = "F16" if bits == 16 else f"U{bits}"
        shape = {f"[8,3,3,3] {kind}", f"[4,2048] {kind}"}
        print(f"ok coremltools, {bits} bits" if shape <= seen else f"not ok coremltools, {bits} bits: {seen}")


def array_pickles():
    rng = numpy.random.default_rng(5)
    arrays = {"w": rng.standard_normal((3, 5)).astype("f4"), "turned": rng.standard_normal((4, 6)).astype("f4").T,
              "big": rng.standard_normal(9).astype(">f4"), "half": rng.standard_normal(9).astype("f2"), "n": numpy.arange(300),
              "scalar": numpy.array(1.5), "nothing": numpy.zeros((0, 3), "f4"), "flags": numpy.array([True, False])}
    plain = {n: a for n, a in arrays.items() if n not in ("turned", "big")}
    lines = {n: line(n, a, "F32" if n == "big" else None) for n, a in arrays.items()}
    lines["big"] = line("big", arrays["big"].astype("<f4"))
    for protocol in (2, 3, 4, 5):
        some = arrays if protocol in (3, 4) else plain  # the other two have no order that can be mended
        (HERE / "a.pkl").write_bytes(pickle.dumps(some, protocol))
        check_lines(f"arrays in a pickle of protocol {protocol}", HERE / "a.pkl", {lines[n] for n in some})
    with open(HERE / "two.pkl", "wb") as f:
        pickle.dump({"a": arrays["w"]}, f)
        pickle.dump([arrays["n"]], f)
    check_lines("two pickles in one file", HERE / "two.pkl", {line("a", arrays["w"]), line("1.0", arrays["n"])})
    paddle = {"linear.weight": (tuple, (("linear_0.w_0", arrays["w"]),)), "linear.bias": arrays["half"],
              "StructuredToParameterName@@": {"linear.weight": "linear_0.w_0"}}

    class Paddle:  # as paddle.save writes a tensor
        def __init__(self, call):
            self.call = call

        def __reduce__(self):
            return self.call
    paddle["linear.weight"] = Paddle(paddle["linear.weight"])
    for protocol in (2, 4):
        (HERE / "m.pdparams").write_bytes(pickle.dumps(paddle, protocol))
        check_lines(f"Paddle's parameters, protocol {protocol}", HERE / "m.pdparams",
                    {line("linear.weight", arrays["w"]), line("linear.bias", arrays["half"])})
    joblib = library("joblib")
    if joblib:
        joblib.dump({**arrays, "objects": numpy.array([arrays["w"], "x"], dtype=object)}, HERE / "a.joblib")
        check_lines("joblib.dump", HERE / "a.joblib", set(lines.values()) | {line("objects.0", arrays["w"])})
    linear = library("sklearn.linear_model")
    if linear and joblib:
        model = linear.LogisticRegression().fit(rng.standard_normal((40, 3)), numpy.arange(40) % 2)
        wanted = {line(n, numpy.asarray(getattr(model, n))) for n in ("classes_", "coef_", "intercept_", "n_iter_")}
        joblib.dump(model, HERE / "s.joblib")
        check_lines("scikit-learn with joblib", HERE / "s.joblib", wanted)
        (HERE / "s.pkl").write_bytes(pickle.dumps(model))
        check_lines("scikit-learn with pickle", HERE / "s.pkl", wanted)
        forest = importlib.import_module("sklearn.ensemble").RandomForestClassifier(3).fit(rng.standard_normal((40, 3)), numpy.arange(40) % 2)
        joblib.dump(forest, HERE / "f.joblib")
        done = subprocess.run([LICET, "hash", HERE / "f.joblib"], capture_output=True, text=True, check=False)
        good = not done.returncode and "its elements are records" in done.stdout and "numpy:records" in done.stdout
        print("ok a forest, whose nodes are records" if good else f"not ok a forest: {done.stdout}{done.stderr}")


def tensors_of(path):
    done = subprocess.run([LICET, "hash", "--tensors", path], capture_output=True, text=True, check=False)
    found = json.loads(done.stdout)
    rows = {(t["name"], t["dtype"], tuple(t["shape"])) for w in found["weights"] for t in w.get("tensor_list", [])}
    return rows, done.returncode


def zarr_by_hand():
    """One array whose bytes can be read, one in two pieces, one packed."""
    data, root = bytes(range(24)), HERE / "zarr"
    for name, chunks, compressor, files in (("plain", [2, 3], None, {"0.0": data}), ("cut", [1, 3], None, {"0.0": data[:12], "1.0": data[12:]}),
                                            ("packed", [2, 3], {"id": "zstd"}, {"0.0": b"\x28\xb5\x2f\xfd" + bytes(9)})):
        (root / name).mkdir(parents=True)
        (root / name / ".zarray").write_text(json.dumps({"chunks": chunks, "compressor": compressor, "dtype": "<f4", "filters": None,
                                                         "order": "C", "shape": [2, 3], "zarr_format": 2}))
        for file, content in files.items():
            (root / name / file).write_bytes(content)
    rows, code = tensors_of(root)
    wanted = {(n, "F32", (2, 3)) for n in ("plain", "cut", "packed")}
    print("ok Zarr" if rows == wanted and not code else f"not ok Zarr: {rows}, exit {code}")
    done = subprocess.run([LICET, "hash", "-f", "tensors", root], capture_output=True, text=True, check=False).stdout
    good = f"{hashlib.sha256(data).hexdigest()} F32 [2,3] plain" in done
    print("ok the digest of a Zarr array in one piece" if good else f"not ok the digest of a Zarr array: {done}")
    (root / "plain" / "0.0").write_bytes(data[:20])
    done = subprocess.run([LICET, "hash", root / "plain"], capture_output=True, text=True, check=False)
    good = "should have 24 bytes" in done.stdout
    print("ok a Zarr array that is too short" if good else f"not ok a Zarr array that is too short: {done.stdout}")


def shard_in_a_script():
    root, data = HERE / "script", bytes(i * 7 % 251 for i in range(3001))
    root.mkdir()
    weights = [{"name": "a", "shape": [1000], "dtype": "uint16"}, {"name": "b", "shape": [1001], "dtype": "uint8"}]
    manifest = {"modelTopology": {}, "weightsManifest": [{"paths": ["group1-shard1of1.bin"], "weights": weights}]}
    script = 'define("w", function() { return "' + base64.b64encode(data).decode() + '"; });'
    (root / "group1-shard1of1.min.js").write_text(script)
    done = subprocess.run([LICET, "hash", root], capture_output=True, text=True, check=False)
    good = "which was not read before it" in done.stdout and not done.returncode
    print("ok a shard in a script without a manifest" if good else f"not ok a shard without a manifest: {done.stdout}")
    done = subprocess.run([LICET, "scan", "-f", "json", root], capture_output=True, text=True, check=False)
    good = f"stands for 3001 bytes with the SHA-256 {hashlib.sha256(data).hexdigest()}" in done.stdout
    print("ok its bytes have a digest" if good else f"not ok its bytes have a digest: {done.stdout}")
    (root / "model.json").write_text(json.dumps(manifest))
    wanted = {f"{hashlib.sha256(data[:2000]).hexdigest()} U16 [1000] a", f"{hashlib.sha256(data[2000:]).hexdigest()} U8 [1001] b"}
    check_lines("a shard of TensorFlow.js in a script", root, wanted)
    (root / "group1-shard1of1.min.js").write_text(script.replace('return "', 'return "QUJD'))
    done = subprocess.run([LICET, "hash", root], capture_output=True, text=True, check=False)
    good = "but by the manifest it should have 3001" in done.stderr and done.returncode == 3
    print("ok a shard in a script that is too long" if good else f"not ok a shard that is too long: {done.stderr}")


def rknn_flatbuffer():
    sys.path.insert(0, os.path.join(os.environ["LICET_ROOT"], "tests", "fuzz"))
    made = list(importlib.import_module("seeds").rknn())[1:]
    for i, content in enumerate(made):
        (HERE / f"{i}.rknn").write_bytes(content)
        rows, code = tensors_of(HERE / f"{i}.rknn")
        good = rows == {("w", "I8", (2, 3))} and not code
        print(f"ok RKNN, flatbuffer {i}" if good else f"not ok RKNN, flatbuffer {i}: {rows}, exit {code}")


def orbax():
    os.environ["JAX_PLATFORMS"] = "cpu"
    checkpoint = library("orbax.checkpoint")
    if not checkpoint:
        return
    jax = importlib.import_module("jax.numpy")
    tree = {"params": {"w": jax.arange(600, dtype=jax.float32).reshape(20, 30), "b": jax.ones(30, jax.bfloat16)}, "step": jax.array(7)}
    wanted = {("params.w", "F32", (20, 30)), ("params.b", "BF16", (30,)), ("step", "I32", ())}
    for ocdbt, zarr3 in ((True, False), (True, True), (False, False), (False, True)):
        path = HERE / f"orbax-{ocdbt}-{zarr3}"
        checkpoint.Checkpointer(checkpoint.PyTreeCheckpointHandler(use_ocdbt=ocdbt, use_zarr3=zarr3)).save(path.absolute(), tree)
        rows, code = tensors_of(path)
        what = f"Orbax, {'OCDBT' if ocdbt else 'folders'}, Zarr {3 if zarr3 else 2}"
        print(f"ok {what}" if rows == wanted and not code else f"not ok {what}: {rows}, exit {code}")


def main():
    zarr_by_hand()
    shard_in_a_script()
    rknn_flatbuffer()
    warnings.simplefilter("ignore")
    if numpy:
        frozen_graph()
        neural_network()
        array_pickles()
        orbax()


main()
