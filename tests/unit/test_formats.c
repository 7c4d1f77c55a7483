/* SPDX-License-Identifier: MIT */
/* Weights formats: sound files are recognised and say what they say; damaged ones, made in memory here, give a clear sentence. */
#include "building.h"
#include "weights/unpickle.h"
#include "weights/zip_names.h"

#include <stdio.h>

enum { ROUNDS = 1500 };

/* --- building files ------------------------------------------------------------------------------------------------------- */

static void put_member(struct buf *b, const char *name, const char *data, bool descriptor)
{
	size_t n = strlen(data);
	buf_add_str(b, "PK\3\4");
	put(b, 20, 2, false);
	put(b, descriptor ? 8 : 0, 2, false);
	put_zeros(b, 2 + 4 + 4);
	put(b, descriptor ? 0 : n, 4, false);
	put(b, descriptor ? 0 : n, 4, false);
	put(b, strlen(name), 2, false);
	put(b, 0, 2, false);
	buf_add_str(b, name);
	buf_add(b, data, n);
}

static void make_safetensors(struct buf *b, const char *header)
{
	put(b, strlen(header), 8, false);
	buf_add_str(b, header);
}

static const char sound_header[] =
	"{\"__metadata__\":{\"format\":\"pt\",\"modelspec.license\":\"Our\\nOwn "
	"License\",\"modelspec.author\":\"A\",\"modelspec.title\":\"Tiny\","
	"\"modelspec.merged_from\":\"org/one, org/two\"},\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}  ";

enum gguf_damage {
	GGUF_SOUND,
	GGUF_TOO_MANY_KEYS,
	GGUF_TOO_MANY_TENSORS,
	GGUF_VERSION_9,
	GGUF_EMPTY_KEY,
	GGUF_HUGE_KEY,
	GGUF_NO_SUCH_TYPE,
	GGUF_HUGE_STRING,
	GGUF_WRAPPING_ARRAY,
	GGUF_HUGE_STRING_ARRAY,
	GGUF_NESTED_ARRAYS,
	GGUF_ARRAY_OF_NO_TYPE,
	GGUF_DAMAGES,
};

struct gguf_maker {
	struct buf *b;
	unsigned version;
	bool big;
};

static void gguf_count(const struct gguf_maker *m, uint64_t n)
{
	put(m->b, n, m->version == 1 ? 4 : 8, m->big);
}

static void gguf_string(const struct gguf_maker *m, const char *s)
{
	gguf_count(m, strlen(s));
	buf_add_str(m->b, s);
}

static void gguf_pair(const struct gguf_maker *m, const char *key, const char *value)
{
	gguf_string(m, key);
	put(m->b, 8, 4, m->big);
	gguf_string(m, value);
}

static void gguf_damaged_pair(const struct gguf_maker *m, enum gguf_damage damage)
{
	bool array = damage >= GGUF_WRAPPING_ARRAY;
	if (damage == GGUF_HUGE_KEY)
		gguf_count(m, m->version == 1 ? UINT32_MAX : UINT64_MAX);
	else
		gguf_string(m, damage == GGUF_EMPTY_KEY ? "" : "some.key");
	put(m->b, damage == GGUF_NO_SUCH_TYPE ? 13 : array ? 9 : 8, 4, m->big);
	if (damage == GGUF_HUGE_STRING)
		gguf_count(m, m->version == 1 ? UINT32_MAX - 3 : UINT64_MAX - 3);
	else if (!array)
		gguf_string(m, "value");
	for (int level = 0; damage == GGUF_NESTED_ARRAYS && level < 40; level++) {
		put(m->b, 9, 4, m->big);
		gguf_count(m, 1);
	}
	if (array) {
		bool fits = damage == GGUF_NESTED_ARRAYS; /* nothing is wrong there but the depth */
		put(m->b, fits ? 0 : damage == GGUF_WRAPPING_ARRAY ? 4 : damage == GGUF_HUGE_STRING_ARRAY ? 8 : 77, 4, m->big);
		gguf_count(m, fits ? 1 : m->version == 1 ? UINT32_MAX : (UINT64_C(1) << 62));
	}
}

static void make_gguf(struct buf *b, unsigned version, bool big, enum gguf_damage damage)
{
	struct gguf_maker m = {b, version, big};
	bool extra = damage >= GGUF_EMPTY_KEY;
	buf_add_str(b, "GGUF");
	put(b, damage == GGUF_VERSION_9 ? 9 : version, 4, big);
	gguf_count(&m, damage == GGUF_TOO_MANY_TENSORS ? UINT32_MAX : 0);
	gguf_count(&m, damage == GGUF_TOO_MANY_KEYS ? UINT32_MAX : 8u + extra);
	gguf_pair(&m, "general.architecture", "tiny");
	gguf_pair(&m, "general.name", "Tiny 1B");
	gguf_pair(&m, "general.license", "our-own");
	gguf_string(&m, "general.file_type");
	put(b, 4, 4, big);
	put(b, 7, 4, big);
	gguf_string(&m, "tokenizer.tokens");
	put(b, 9, 4, big);
	put(b, 8, 4, big);
	gguf_count(&m, 2);
	gguf_string(&m, "a");
	gguf_string(&m, "");
	gguf_pair(&m, "general.base_model.0.name", "Base Zero");
	gguf_pair(&m, "general.base_model.0.repo_url", "https://example.org/base-zero");
	gguf_pair(&m, "general.base_model.1.name", "Base One");
	if (extra)
		gguf_damaged_pair(&m, damage);
	put_zeros(b, 64);
}

static void make_onnx(struct buf *b)
{
	BUF_AUTO struct buf graph;
	BUF_AUTO struct buf entry;
	buf_init(&graph, CAP);
	buf_init(&entry, CAP);
	put_text_field(&graph, 1, "\n\1x");
	put_text_field(&graph, 2, "main");
	put_text_field(&entry, 1, "model_license");
	put_text_field(&entry, 2, "Our Own License");
	put_number_field(b, 1, 8);
	put_text_field(b, 2, "maker");
	put_text_field(b, 3, "1.0");
	put_text_field(b, 6, "A small net.");
	put_field(b, 7, graph.data, graph.len);
	put_field(b, 14, entry.data, entry.len);
}

static void make_coreml(struct buf *b)
{
	BUF_AUTO struct buf metadata;
	BUF_AUTO struct buf description;
	buf_init(&metadata, CAP);
	buf_init(&description, CAP);
	put_text_field(&metadata, 1, "Sees cats");
	put_text_field(&metadata, 3, "A. Nyone");
	put_text_field(&metadata, 4, "Our Own License");
	put_text_field(&description, 1, "\n\1x");
	put_field(&description, 100, metadata.data, metadata.len);
	put_number_field(b, 1, 4);
	put_field(b, 2, description.data, description.len);
	put_text_field(b, 555, "custom");
}

/* root -> table with a vtable of four slots, the last of which is the description */
static void make_tflite(struct buf *b, uint32_t root, int32_t vtable, uint16_t field, uint32_t string, uint32_t len)
{
	put(b, root, 4, false);
	buf_add_str(b, "TFL3");
	put(b, 12, 2, false); /* 8: vtable: its size, the table's size, four fields */
	put(b, 8, 2, false);
	put_zeros(b, 6);
	put(b, field, 2, false);
	put(b, (uint32_t)vtable, 4, false); /* 20: table */
	put(b, string, 4, false);
	put(b, len, 4, false); /* 28: string */
	buf_add_str(b, "net-v1.generated");
}

/* --- who recognises what -------------------------------------------------------------------------------------------------- */

#define BYTES(literal) (literal), sizeof(literal) - 1

static const char pickle[] = "\x80\x02}q\x01(X\x01\0\0\0aq\x02K\x01X\x01\0\0\0bq\x03K\x02u.";
static const char noise[] =
	"\x9A\x01\0\xF3\x77\0\x12\x88\xFE\0\x03\xC1\xB0\x0C\x1E\xA5\x9A\x01\0\xF3\x77\0\x12\x88\xFE\0\x03\xC1\xB0\x0C\x1E\xA5";
static const char blobs[133] = {1, [4] = 2, [64] = '\xEF', '\xBE', '\xAD', '\xDE', 2, [72] = 4, [80] = '\x80'};
/* A superblock, and a root object without messages. */
static const char hdf5[64] =
	"\x89HDF\r\n\x1a\n\2\x08\x08\0\0\0\0\0\0\0\0\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x40\0\0\0\0\0\0\0\x30\0\0\0\0\0\0\0"
	"\0\0\0\0\1\0\0\0\1";
static const char html[] = "<!DOCTYPE html><html><head><title>404</title></head><body>Not here.</body></html>\n";

static const struct {
	const char *name;
	const char *bytes;
	size_t len;
	const char *id; /* NULL: nobody */
} recognised[] = {
	{"model.bin",
	 BYTES("lmgg\1\0\0\0\2\0\0\0\2\0\0\0\1\0\0\0\1\0\0\0\2\0\0\0\0\0\0\0\1\0\0\0w"
	       "\1\0\0\0\1\0\0\0\0\0\0\0\2\0\0\0t\0\0\0\0\0\0\0\0"),
	 "ggml"},
	{"adapter.bin",
	 BYTES("algg\1\0\0\0\x08\0\0\0\x10\0\0\0\1\0\0\0\1\0\0\0\0\0\0\0\2\0\0\0t\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
	       "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
	 "ggml"},
	{"pytorch_model.bin", BYTES(pickle), "pickle"},
	{"anything", BYTES(pickle), "pickle"},
	{"old.pkl", BYTES("(lp0\nI1\naI2\naS'x'\np1\na."), "pickle"},
	{"notes.pkl", BYTES("These are only notes.\n"), NULL},
	{"optimizer.pt", BYTES(pickle), "pickle"},
	{"model.onnx_data", BYTES(noise), "onnx-data"},
	{"model.onnx_data_12", BYTES(noise), "onnx-data"},
	{"weights/weight.bin", BYTES(blobs), "coreml-weights"},
	{"model.h5", hdf5, sizeof hdf5, "hdf5"},
	{"no-ending", hdf5, sizeof hdf5, "hdf5"},
	{"a.npy", BYTES("\x93NUMPY\x01\0\x32\0{'descr':'<f4','fortran_order':False,'shape':(1,)}wwww"), "npy"},
	{"group1-shard1of2.bin", BYTES(noise), "tfjs"},
	{"tiny_face_detector_model-shard1", BYTES(noise), "tfjs"},
	{"group1-shard1of2.bin", BYTES(html), NULL},
	{"notes-shard1", BYTES(html), NULL},
	{"variables.data-00000-of-00001", BYTES(noise), "tensorflow-data"},
	{"saved_model.pb", BYTES("\x08\x01\x12\x04\x0a\x02\x12\0"), "tensorflow"},
	{"frozen.pb",
	 BYTES("\x0a\x0a\x0a\x01x\x12\x05"
	       "Const\x0a\0"),
	 "tensorflow"},
	{"input_0.pb", BYTES("\x08\x01\x10\x01\x42\x01x"), NULL},
	{"openvino_model.bin", BYTES(noise), "openvino-data"},
	{"inference.pdiparams", BYTES("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x04\0\0\0\x08\x05\x10\x01\0\0\0\0"), "paddle"},
	{"whatever", BYTES("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x04\0\0\0\x08\x05\x10\x01\0\0\0\0"), "paddle"},
	{"m.engine", BYTES("ptrt\x61\0\0\0more\0\0\0\0\0\0\0\0more"), "tensorrt"},
	{"m.plan", BYTES("\2\0\0\0{}ftrt\x61\0\0\0more\1\0\0\0\0\0\0\0more."), "tensorrt"},
	{"m.bin", BYTES("\2\0\0\0{}ptrt\0\0\0\0and more\0\0\0\0\0\0\0\0"), "tensorrt"},
	{"m.rknn", BYTES("RKNN\0\0\0\0\2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), "rknn"},
	{"m.rknn", BYTES("CYPTRKNN\0\0\0"), "rknn"},
	{"mdef", BYTES("BMDF\1\0\0\0"), "sphinx"},
	{"means", BYTES("s3\nversion 1.0\nendhdr\n\x44\x33\x22\x11\0\0\0\0\1\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0"), "sphinx"},
	{"en-us.lm.bin", BYTES("Trie Language Model\3\0\0"), "sphinx"},
	{"shape_predictor_68_face_landmarks.dat", BYTES("\1\1\1\x88\0\0\xF1"), "dlib"},
	{"records.dat", BYTES("\1\1\1\x88\0\0\xF1"), NULL},
	{"flax_model.msgpack", BYTES("\x81\xA6params\x80"), "flax"},
	{"intervals.msgpack", BYTES("\x91\xA6params\x80"), NULL},
	{"words.msgpack",
	 BYTES("\x82\xA5words\x92\xA1"
	       "a\xA1\xFF\xA1"
	       "n\x01"),
	 NULL},
	{"state.msgpack",
	 BYTES("\x81\xA1w\xC7\x11\x01\x93\x91\x01\xA7"
	       "float32\xC4\4\0\0\x80?"),
	 "flax"},
	{"manifest.ocdbt", BYTES("\x0C\xDB\x3A\x2A\x0D\0\0\0\0\0\0\0\0"), "ocdbt"},
	{"ckpt/d/0123456789abcdef0123456789abcdef", BYTES(noise), "ocdbt"},
	{"ckpt/e/0123456789abcdef0123456789abcdef", BYTES(noise), NULL},
	{"lid.176.bin", BYTES("\xBA\x16\x4F\x2F\x0C\0\0\0\0"), "fasttext"},
	{"net.llamafile", BYTES("MZqFpD='\n\0\0"), "llamafile"},
	{"program.exe", BYTES("MZqFpD='\n\0\0"), NULL},
	{"age_gender_model.bin", BYTES(noise), "raw"},
	{"yolo.weights", BYTES(noise), "raw"},
	{"firmware.bin", BYTES(noise), NULL},
	{"model.bin", BYTES(html), NULL},
	{"model.safetensors", BYTES(html), NULL},
	{"model.gguf", BYTES(html), NULL},
	{"model.onnx", BYTES(html), NULL},
	{"LICENSE", BYTES("You may use this model.\n"), NULL},
	{"notice.json", BYTES("{\"a\": 1}"), NULL},
	{"logo.png", BYTES("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), NULL},
	{"x.zip", BYTES("PK\3\4\x14\0\0\0\0\0"), NULL},
	{"empty", BYTES(""), NULL},
};

static void files_are_recognised(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof recognised / sizeof *recognised; i++) {
		struct outcome o;
		outcome_of(&o, weights_readers, recognised[i].name, recognised[i].bytes, recognised[i].len,
			   (int64_t)recognised[i].len);
		const char *id = o.reader ? o.reader->id : "nobody", *wanted = recognised[i].id ? recognised[i].id : "nobody";
		if (strcmp(id, wanted))
			fail_msg("%s (case %zu): %s instead of %s", recognised[i].name, i, id, wanted);
		if (o.rc < 0)
			fail_msg("%s (case %zu): %s", recognised[i].name, i, o.err.text);
		outcome_release(&o);
	}
}

static void none_of_them_crashes_when_tormented(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof recognised / sizeof *recognised; i++)
		torment(weights_readers, recognised[i].name, recognised[i].bytes, recognised[i].len, 100);
}

/* Called so, but not so: each is listed, and each says that it does not begin like what it is called. */
static void misnamed_files_are_listed_and_said(void **state)
{
	(void)state;
	static const char *const names[] = {
		"a.safetensors", "a.gguf",	  "a.onnx",	    "a.tflite",
		"a.pte",	 "a.h5",	  "a.npy",	    "a.npz",
		"a.keras",	 "a.mlmodel",	  "saved_model.pb", "a.pdiparams",
		"a.rknn",	 "a.traineddata", "model.msgpack",  "a.mlpackage/Data/weights/weight.bin"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct outcome o;
		outcome_of(&o, weights_readers, names[i], noise, sizeof noise - 1, sizeof noise - 1);
		if (!o.reader || o.rc == 0 || !*o.err.text)
			fail_msg("%s: nothing was said", names[i]);
		outcome_release(&o);
		outcome_of(&o, weights_readers, names[i], "", 0, 0); /* cut down to nothing */
		if (!o.reader || o.rc == 0)
			fail_msg("%s, empty: nothing was said", names[i]);
		outcome_release(&o);
	}
}

/* --- format by format ----------------------------------------------------------------------------------------------------- */

static void safetensors_says_what_its_metadata_says(void **state)
{
	(void)state;
	BUF_AUTO struct buf b;
	struct outcome o;
	buf_init(&b, CAP);
	make_safetensors(&b, sound_header);
	put_zeros(&b, 4);
	outcome_of(&o, weights_readers, "x", b.data, b.len, (int64_t)b.len);
	assert_string_equal(o.reader->id, "safetensors");
	assert_int_equal(o.rc, 0);
	assert_string_equal(outcome_value(&o, "license", 0), "Our\nOwn License");
	assert_string_equal(outcome_value(&o, "author", 0), "A");
	assert_string_equal(outcome_value(&o, "name", 0), "Tiny");
	assert_string_equal(outcome_value(&o, "base_model", 1), "org/two");
	const struct fact *second = outcome_fact(&o, "base_model", 1), *license = outcome_fact(&o, "license", 0);
	assert_memory_equal(b.data + second->at.start, " org/two", second->at.end - second->at.start);
	assert_memory_equal(b.data + license->at.start, "Our\\nOwn License\"", license->at.end - license->at.start + 1);
	outcome_release(&o);
	torment(weights_readers, "x.safetensors", b.data, b.len, ROUNDS);
}

static void safetensors_damage_is_told(void **state)
{
	(void)state;
	static const struct {
		uint64_t length;
		const char *header;
		const char *part; /* of the sentence */
	} cases[] = {
		{UINT64_MAX, "{}", "--limit header-bytes=…"},
		{UINT64_MAX - 7, "{}", "--limit header-bytes=…"},
		{100000001, "{}", "--limit header-bytes=…"},
		{90000000, "{\"a\":1}", "but the file has"},
		{0, "{}", "but the file has"},
		{1, "{}", "but the file has"},
		{4, "[{}]", "does not begin with a JSON object"},
		{7, "{\"a\":{ ", "damaged at byte 15: it ends in the middle"},
		{7, "{\"a\":1}", "damaged at byte 9: tensor 'a' is no object"},
		{9, "{\"a\" 1}  ", "damaged at byte 13: a colon"},
		{19, "{\"__metadata__\":{\"a", "it ends in the middle"},
		{26, "{\"__metadata__\":{\"license\":", "it ends in the middle"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		BUF_AUTO struct buf b;
		struct outcome o;
		buf_init(&b, CAP);
		put(&b, cases[i].length, 8, false);
		buf_add_str(&b, cases[i].header);
		put_zeros(&b, 8);
		outcome_of(&o, weights_readers, "x.safetensors", b.data, b.len, (int64_t)b.len);
		assert_non_null(o.reader);
		if (o.rc == 0 || !strstr(o.err.text, cases[i].part))
			fail_msg("case %zu: \"%s\"", i, o.err.text);
		outcome_release(&o);
	}
}

/* A header longer than the probe, in chunks of any size; what breaks off is not called damaged. */
static void safetensors_header_beyond_the_probe(void **state)
{
	(void)state;
	enum { TENSORS = 3000 };
	static const size_t sizes[] = {1, 7, 4096, 65536, 1 << 20};
	BUF_AUTO struct buf b;
	BUF_AUTO struct buf header;
	struct outcome o;
	buf_init(&b, CAP);
	buf_init(&header, CAP);
	for (int i = 0; i < TENSORS; i++)
		buf_printf(&header, "%c\"layer.%d.\\u0077\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[%d,%d]}",
			   i ? ',' : '{', i, i, i + 1);
	buf_add_str(&header, ",\"__metadata__\":{\"license\":\"Our Own\"}}  ");
	make_safetensors(&b, header.data);
	for (int i = 0; i < TENSORS; i++)
		buf_add_char(&b, (char)i);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		outcome_chunk = sizes[i];
		outcome_of(&o, weights_readers, "x", b.data, b.len, (int64_t)b.len);
		assert_int_equal(o.rc, 0);
		assert_string_equal(outcome_value(&o, "license", 0), "Our Own");
		const struct fact *f = outcome_fact(&o, "license", 0);
		assert_memory_equal(b.data + f->at.start, "Our Own\"", 8);
		assert_int_equal(tensors_count(o.tensors), TENSORS);
		assert_int_equal(tensors_hashed(o.tensors), TENSORS);
		struct tensor t;
		tensors_get(o.tensors, TENSORS - 1, &t, NULL);
		assert_int_equal(t.name_len, strlen("layer.2999.w"));
		assert_memory_equal(t.name, "layer.2999.w", t.name_len);
		outcome_release(&o);
	}
	outcome_chunk = 1000;
	outcome_of(&o, weights_readers, "x", b.data, PROBE_BYTES, (int64_t)b.len);
	assert_int_equal(o.rc, 0);
	outcome_release(&o);
}

static void safetensors_odd_metadata(void **state)
{
	(void)state;
	static const char *const headers[] = {
		"{\"__metadata__\":{\"license\":[\"a\"],\"author\":\"B\"}}",
		"{\"__metadata__\":{\"license\":{\"x\":{}},\"author\":\"B\"}}",
		"{\"__metadata__\":{\"license\":7,\"author\":\"B\"}}",
		"{\"__metadata__\":[1],\"__metadata__\":{\"author\":\"B\"}}",
		"{\"__metadata__\":\"x\",\"__metadata__\":{\"author\":\"B\"}}",
	};
	for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
		BUF_AUTO struct buf b;
		struct outcome o;
		buf_init(&b, CAP);
		make_safetensors(&b, headers[i]);
		outcome_of(&o, weights_readers, "x", b.data, b.len, (int64_t)b.len);
		assert_int_equal(o.rc, 0);
		assert_null(outcome_fact(&o, "license", 0));
		assert_string_equal(outcome_value(&o, "author", 0), "B");
		outcome_release(&o);
	}
}

static void long_and_broken_values_are_cut_and_made_visible(void **state)
{
	(void)state;
	BUF_AUTO struct buf b;
	BUF_AUTO struct buf header;
	struct outcome o;
	buf_init(&b, CAP);
	buf_init(&header, CAP);
	buf_add_str(&header, "{\"__metadata__\":{\"author\":\"\xFFx\",\"license\":\"");
	for (int i = 0; i < 5000; i++)
		buf_add_char(&header, 'w');
	buf_add_str(&header, "\"}}");
	make_safetensors(&b, header.data);
	outcome_of(&o, weights_readers, "x", b.data, b.len, (int64_t)b.len);
	assert_string_equal(outcome_value(&o, "author", 0), "\\xFFx");
	assert_int_equal(strlen(outcome_value(&o, "license", 0)), VALUE_BYTES);
	assert_memory_equal(outcome_value(&o, "license", 0) + VALUE_BYTES - 3, "\xE2\x80\xA6", 3);
	outcome_release(&o);
}

static void gguf_in_every_version_and_order(void **state)
{
	(void)state;
	for (unsigned version = 1; version <= 3; version++)
		for (int big = 0; big < 2; big++) {
			BUF_AUTO struct buf b;
			struct outcome o;
			buf_init(&b, CAP);
			make_gguf(&b, version, big, GGUF_SOUND);
			outcome_of(&o, weights_readers, "x", b.data, b.len, (int64_t)b.len);
			assert_string_equal(o.reader->id, "gguf");
			if (o.rc < 0)
				fail_msg("version %u%s: %s", version, big ? " big" : "", o.err.text);
			assert_int_equal(o.detail[0], '0' + (int)version);
			assert_int_equal(strstr(o.detail, "big") != NULL, big);
			assert_string_equal(outcome_value(&o, "license", 0), "our-own");
			const struct fact *license = outcome_fact(&o, "license", 0);
			assert_memory_equal(b.data + license->at.start, "our-own", 7);
			assert_int_equal(license->at.end - license->at.start, 7);
			assert_string_equal(outcome_value(&o, "name", 0), "Tiny 1B");
			assert_string_equal(outcome_value(&o, "base_model", 0), "https://example.org/base-zero");
			assert_string_equal(outcome_value(&o, "base_model", 1), "Base One");
			assert_null(outcome_fact(&o, "base_model", 2));
			outcome_release(&o);
		}
}

static void gguf_damage_is_told(void **state)
{
	(void)state;
	static const char *const parts[GGUF_DAMAGES] = {
		[GGUF_TOO_MANY_KEYS] = "more than fit into the file",
		[GGUF_TOO_MANY_TENSORS] = "more than fit into the file",
		[GGUF_VERSION_9] = "GGUF version 9",
		[GGUF_EMPTY_KEY] = "key 8 is empty",
		[GGUF_HUGE_KEY] = "damaged at byte",
		[GGUF_NO_SUCH_TYPE] = "no value type 13",
		[GGUF_HUGE_STRING] = "damaged at byte",
		[GGUF_WRAPPING_ARRAY] = "damaged at byte",
		[GGUF_HUGE_STRING_ARRAY] = "damaged at byte",
		[GGUF_NESTED_ARRAYS] = "damaged at byte",
		[GGUF_ARRAY_OF_NO_TYPE] = "damaged at byte",
	};
	for (enum gguf_damage damage = GGUF_SOUND + 1; damage < GGUF_DAMAGES; damage++)
		for (unsigned version = 1; version <= 3; version++) {
			BUF_AUTO struct buf b;
			struct outcome o;
			buf_init(&b, CAP);
			make_gguf(&b, version, version == 3, damage);
			outcome_of(&o, weights_readers, "x", b.data, b.len, (int64_t)b.len);
			assert_string_equal(o.reader->id, "gguf");
			if (o.rc == 0 || !strstr(o.err.text, parts[damage]))
				fail_msg("damage %d, version %u: \"%s\"", damage, version, o.err.text);
			outcome_release(&o);
		}
}

static void gguf_cut_anywhere_is_told(void **state)
{
	(void)state;
	BUF_AUTO struct buf b;
	struct outcome o;
	buf_init(&b, CAP);
	make_gguf(&b, 3, false, GGUF_SOUND);
	for (size_t n = 4; n < b.len - 64; n++) {
		outcome_of(&o, weights_readers, "x.gguf", b.data, n, (int64_t)n);
		if (o.rc == 0)
			fail_msg("cut to %zu of %zu bytes: nothing was said", n, b.len);
		outcome_release(&o);
		outcome_of(&o, weights_readers, "x.gguf", b.data, n, 1 << 20); /* the rest is only not at hand */
		if (o.rc < 0)
			fail_msg("%zu bytes at hand: %s", n, o.err.text);
		outcome_release(&o);
	}
	torment(weights_readers, "x.gguf", b.data, b.len, ROUNDS);
}

static void onnx_by_its_fields_whatever_its_name(void **state)
{
	(void)state;
	static const char *const names[] = {"license_plate_detector.onnx", "NOTICE", "model.bin"};
	BUF_AUTO struct buf b;
	buf_init(&b, CAP);
	make_onnx(&b);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct outcome o;
		outcome_of(&o, weights_readers, names[i], b.data, b.len, (int64_t)b.len);
		assert_non_null(o.reader);
		assert_string_equal(o.reader->id, "onnx");
		assert_int_equal(o.rc, 0);
		assert_string_equal(o.detail, "IR 8");
		assert_string_equal(outcome_value(&o, "license", 0), "Our Own License");
		assert_string_equal(outcome_value(&o, "producer", 0), "maker");
		assert_string_equal(outcome_value(&o, "description", 0), "A small net.");
		outcome_release(&o);
	}
	torment(weights_readers, "x.onnx", b.data, b.len, ROUNDS);
}

static void onnx_is_more_than_its_first_byte(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		size_t len;
	} others[] = {
		{BYTES("\x08\x07")},				/* too little */
		{BYTES("\x08\x07\x12\x02\x01\x02:\x02\x0A\0")}, /* a producer that is no text */
		{BYTES("\x08\x07\x3A\x02\x08\x01")},		/* a graph with a number where nodes are */
		{BYTES("\x08\x07\x4B\0")},			/* a group */
		{BYTES("\x08\x07\x12\1x\x1A\1y")},		/* no graph at all */
		{BYTES("\x08\x07\x3A\2\x0A\x7F")},		/* a graph that ends inside a node */
		{BYTES("\x08\0\x3A\x02\x0A\0")},		/* version 0 */
		{BYTES("\x08\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF")},
	};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		struct outcome o;
		outcome_of(&o, weights_readers, "x", others[i].bytes, others[i].len, (int64_t)others[i].len);
		if (o.reader)
			fail_msg("case %zu: %s", i, o.reader->id);
		outcome_release(&o);
	}
}

static void onnx_damage_is_told(void **state)
{
	(void)state;
	BUF_AUTO struct buf b;
	struct outcome o;
	buf_init(&b, CAP);
	put_number_field(&b, 1, 8);
	put_varint(&b, 7 << 3 | PB_BYTES);
	put_varint(&b, UINT64_MAX - 4); /* a graph larger than the world */
	buf_add_str(&b, "\n\1x");
	outcome_of(&o, weights_readers, "x.onnx", b.data, b.len, (int64_t)b.len);
	assert_int_equal(o.rc, -1);
	assert_non_null(strstr(o.err.text, "the ONNX model is damaged at byte"));
	outcome_release(&o);
}

static void coreml_says_author_and_license(void **state)
{
	(void)state;
	BUF_AUTO struct buf b;
	struct outcome o;
	buf_init(&b, CAP);
	make_coreml(&b);
	outcome_of(&o, weights_readers, "Cats.mlmodel", b.data, b.len, (int64_t)b.len);
	assert_string_equal(o.reader->id, "coreml");
	assert_int_equal(o.rc, 0);
	assert_string_equal(outcome_value(&o, "license", 0), "Our Own License");
	assert_string_equal(outcome_value(&o, "author", 0), "A. Nyone");
	outcome_release(&o);
	torment(weights_readers, "Cats.mlmodel", b.data, b.len, ROUNDS);
}

static void tflite_description_and_damage(void **state)
{
	(void)state;
	static const struct {
		uint32_t root;
		int32_t vtable;
		uint16_t field;
		uint32_t string, len;
		int rc;
		const char *description;
	} cases[] = {
		{20, 12, 4, 4, 16, 0, "net-v1.generated"}, {20, 12, 0, 4, 16, 0, "(none)"},	 /* no description */
		{4000000000u, 12, 4, 4, 16, -1, "(none)"},					 /* root outside */
		{20, 1000, 4, 4, 16, -1, "(none)"},						 /* vtable before the beginning */
		{20, -2000, 4, 4, 16, -1, "(none)"},						 /* vtable behind the end */
		{20, INT32_MIN, 4, 4, 16, -1, "(none)"},   {20, 12, 65535, 4, 16, -1, "(none)"}, /* field outside */
		{20, 12, 4, UINT32_MAX, 16, -1, "(none)"},					 /* string outside */
		{20, 12, 4, 4, UINT32_MAX, -1, "(none)"},					 /* string too long */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		BUF_AUTO struct buf b;
		struct outcome o;
		buf_init(&b, CAP);
		make_tflite(&b, cases[i].root, cases[i].vtable, cases[i].field, cases[i].string, cases[i].len);
		outcome_of(&o, weights_readers, "x", b.data, b.len, (int64_t)b.len);
		assert_string_equal(o.reader->id, "tflite");
		if (o.rc != cases[i].rc || strcmp(outcome_value(&o, "description", 0), cases[i].description))
			fail_msg("case %zu: %d \"%s\"", i, o.rc, o.err.text);
		outcome_release(&o);
		if (!i)
			torment(weights_readers, "x.tflite", b.data, b.len, ROUNDS);
	}
}

static void tesseract_needs_a_sound_table(void **state)
{
	(void)state;
	static const struct {
		uint32_t n;
		uint64_t first, second;
		bool sound;
	} cases[] = {
		{3, 28, 40, true},
		{3, UINT64_MAX, 28, true},
		{3, 28, 27, false},
		{3, 27, 40, false},
		{3, 28, 1000, false},
		{3, UINT64_MAX, UINT64_MAX, false},
		{3, 28, UINT64_MAX - 1, false},
		{0, 28, 40, false},
		{UINT32_MAX, 28, 40, false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		BUF_AUTO struct buf b;
		struct outcome o;
		buf_init(&b, CAP);
		put(&b, cases[i].n, 4, false);
		put(&b, cases[i].first, 8, false);
		put(&b, cases[i].second, 8, false);
		put(&b, UINT64_MAX, 8, false);
		put_zeros(&b, 50);
		outcome_of(&o, weights_readers, "x", b.data, b.len, (int64_t)b.len);
		if ((o.reader != NULL) != cases[i].sound)
			fail_msg("case %zu", i);
		outcome_release(&o);
		outcome_of(&o, weights_readers, "x.traineddata", b.data, b.len, (int64_t)b.len);
		assert_int_equal(o.rc, cases[i].sound ? 0 : -1);
		outcome_release(&o);
	}
}

static void zips_are_told_apart(void **state)
{
	(void)state;
	static const struct {
		const char *name, *first, *second, *data, *id;
	} cases[] = {
		{"m.pt", "m/data.pkl", "m/data/0", "\x80\x02}.", "pytorch"},
		{"m.bin", "archive/data.pkl", "archive/version", "\x80\x02}.", "pytorch"},
		{"m.pt", "m/data.pkl", "m/data/0", "c__torch__.Net\nX\n.", "torchscript"},
		{"m.pt", "m/data/0", "m/data/1", "wwww", "torchscript"},
		{"m.ptl", "m/data.pkl", "m/bytecode.pkl", "x", "torchscript"},
		{"optimizer.pt", "m/data.pkl", "m/data/0", "x", "pytorch"},
		{"a.npz", "arr_0.npy", "arr_1.npy", "\x93NUMPY", "npz"},
		{"unnamed", "arr_0.npy", "arr_1.npy", "\x93NUMPY", "npz"},
		{"m.keras", "metadata.json", "config.json", "{}", "keras"},
		{"unnamed", "metadata.json", "model.weights.h5", "{}", "keras"},
		{"m.mar", "MAR-INF/MANIFEST.json", "model.pt", "{}", NULL},
		{"m.whl", "pkg/data/words.txt", "pkg/x.py", "x", NULL},
		{"m.whl", "pkg/code/a.py", "pkg/x.py", "x", NULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (int descriptor = 0; descriptor < 2; descriptor++) {
			BUF_AUTO struct buf b;
			struct outcome o;
			buf_init(&b, CAP);
			put_member(&b, cases[i].first, cases[i].data, descriptor);
			put_member(&b, cases[i].second, "y", descriptor);
			outcome_of(&o, weights_readers, cases[i].name, b.data, b.len, (int64_t)b.len);
			const char *id = o.reader ? o.reader->id : "nobody";
			if (strcmp(id, cases[i].id ? cases[i].id : "nobody"))
				fail_msg("case %zu: %s", i, id);
			assert_int_equal(o.rc, 0);
			if (!strcmp(cases[i].name, "optimizer.pt"))
				assert_string_equal(o.detail, "training state");
			outcome_release(&o);
			torment(weights_readers, cases[i].name, b.data, b.len, 100);
		}
}

static void pytorch_stream_and_its_damage(void **state)
{
	(void)state;
	static const char sound[] =
		"\x80\x02\x8A\x0A\x6C\xFC\x9C\x46\xF9\x20\x6A\xA8\x50\x19\x2E\x80\x02\x4D\xE9\x03\x2E\x80\x02}q\0."
		"\x80\x02}q\0.\x80\x02]q\0.";
	struct outcome o;
	outcome_of(&o, weights_readers, "m.pth", BYTES(sound), sizeof sound - 1);
	assert_string_equal(o.reader->id, "pytorch-legacy");
	assert_int_equal(o.rc, 0);
	outcome_release(&o);
	for (size_t n = 15; n < 21; n++) {
		outcome_of(&o, weights_readers, "m.pth", sound, n, (int64_t)n);
		assert_string_equal(o.reader->id, "pytorch-legacy");
		assert_int_equal(o.rc, -1);
		outcome_release(&o);
	}
	torment(weights_readers, "m.pth", BYTES(sound), ROUNDS);
}

static void a_pickle_that_ends_early_is_told(void **state)
{
	(void)state;
	struct outcome o;
	for (size_t n = 3; n < sizeof pickle - 2; n++) {
		outcome_of(&o, weights_readers, "m.pkl", pickle, n, (int64_t)n);
		assert_string_equal(o.reader->id, "pickle");
		assert_int_equal(o.rc, -1);
		outcome_release(&o);
	}
	torment(weights_readers, "m.pkl", BYTES(pickle), ROUNDS);
}

static void npy_damage_is_told(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		size_t len;
		const char *part;
	} cases[] = {
		{BYTES("\x93NUMPY\x09\0\x02\0{}"), "no version 9"},
		{BYTES("\x93NUMPY\x01\0\xFF\xFF{}"), "damaged at byte 10"},
		{BYTES("\x93NUMPY\x02\0\xFF\xFF\xFF\xFF{}"), "damaged at byte 12"},
		{BYTES("\x93NUMPY\x01\0\0\0{}"), "is no dictionary"},
		{BYTES("\x93NUMPY\x01\0\x02\0[]"), "is no dictionary"},
		{BYTES("\x93NUMPY\x01"), "damaged at byte"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct outcome o;
		outcome_of(&o, weights_readers, "x.npy", cases[i].bytes, cases[i].len, (int64_t)cases[i].len);
		if (o.rc == 0 || !strstr(o.err.text, cases[i].part))
			fail_msg("case %zu: \"%s\"", i, o.err.text);
		outcome_release(&o);
	}
}

/* A header that lies about what follows it, one of each kind */
static void other_headers_that_lie(void **state)
{
	(void)state;
	static const struct {
		const char *name, *bytes;
		size_t len;
	} cases[] = {
		{"x", BYTES("tjgg\x63\0\0\0")},
		{"x", BYTES("\x20\0\0\0ET12eh00\x20\0\0\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F\0\0\0\0\0\0\0\0")},
		{"x", BYTES("RKNN\0\0\0\0\2\0\0\0\0\0\0\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF")},
		{"x", BYTES("\x89HDF\r\n\x1a\n\x09")},
		{"x", BYTES("\x89HDF\r\n\x1a\n")},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct outcome o;
		outcome_of(&o, weights_readers, cases[i].name, cases[i].bytes, cases[i].len, (int64_t)cases[i].len);
		if (!o.reader || o.rc == 0 || !strstr(o.err.text, "byte"))
			fail_msg("case %zu: \"%s\"", i, o.err.text);
		outcome_release(&o);
	}
}

/* --- tensors that lie ------------------------------------------------------------------------------------------------------ */

static void safetensors_tensors_that_lie(void **state)
{
	(void)state;
	static const struct {
		const char *header, *part;
		size_t data;
	} cases[] = {
		{"{\"t\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "", 8},
		{"{\"t\":{\"dtype\":\"F4\",\"shape\":[2],\"data_offsets\":[0,1]}}", "", 1},
		{"{\"t\":{\"dtype\":\"NEW\",\"shape\":[2],\"data_offsets\":[0,5]}}", "", 5},
		{"{\"t\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}", "", 4},
		{"{\"t\":{\"dtype\":\"F32\",\"shape\":[0,9],\"data_offsets\":[0,0]}}", "", 0},
		{"{\"t\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", "another number of bytes than its shape", 8},
		{"{\"t\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}", "ends before it begins", 8},
		{"{\"t\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,9]}}", "beyond the end of the file", 8},
		{"{\"t\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,18446744073709551615]}}", "beyond the end", 8},
		{"{\"t\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,18446744073709551616]}}", "makes no sense", 8},
		{"{\"t\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}", "a shape that makes no sense", 8},
		{"{\"t\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}}", "a shape that makes no sense", 8},
		{"{\"t\":{\"dtype\":\"F32\",\"shape\":[[2]],\"data_offsets\":[0,8]}}", "a shape that makes no sense", 8},
		{"{\"t\":{\"dtype\":\"F32\",\"shape\":{\"a\":2},\"data_offsets\":[0,8]}}", "a shape that makes no sense", 8},
		{"{\"t\":{\"dtype\":7,\"shape\":[2],\"data_offsets\":[0,8]}}", "a dtype that makes no sense", 8},
		{"{\"t\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4,8]}}", "data_offsets that makes no sense", 8},
		{"{\"t\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}", "lacks its", 8},
		{"{\"t\":{\"shape\":[2],\"data_offsets\":[0,8]}}", "lacks its", 8},
		{"{\"t\":{}}", "lacks its", 8},
		/* products that wrap to zero, to one, and to what fits */
		{"{\"t\":{\"dtype\":\"U8\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}",
		 "more bytes than there can", 0},
		{"{\"t\":{\"dtype\":\"F64\",\"shape\":[2305843009213693953],\"data_offsets\":[0,8]}}",
		 "more bytes than there can", 8},
		{"{\"t\":{\"dtype\":\"F4\",\"shape\":[3],\"data_offsets\":[0,1]}}", "more bytes than there can be", 1},
		/* data that belong to nothing, or twice */
		{"{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", "4 bytes together, but 8 bytes of data", 8},
		{"{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "4 bytes together, but 8 bytes of data", 8},
		{"{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"u\":{\"dtype\":\"F32\",\"shape\":[2],"
		 "\"data_offsets\":[0,8]}}",
		 "12 bytes together, but 8 bytes", 8},
		{"{\"t\":7}", "tensor 't' is no object", 0},
		{"{\"t\":[{}]}", "tensor 't' is no object", 0},
		{"{} x", "more follows after the end", 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		BUF_AUTO struct buf b;
		buf_init(&b, CAP);
		make_safetensors(&b, cases[i].header);
		put_zeros(&b, cases[i].data);
		expect_said("x.safetensors", &b, cases[i].part, cases[i].header);
	}
}

static void safetensors_tensors_over_one_another(void **state)
{
	(void)state;
	static const char header[] = "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
				     "\"u\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[2,6]}}";
	BUF_AUTO struct buf b;
	struct outcome o;
	buf_init(&b, CAP);
	make_safetensors(&b, header);
	put_zeros(&b, 8);
	said(&o, "x", &b);
	assert_true(o.overlapped);
	outcome_release(&o);
}

/* One byte string as many tensors: each is a row, and the bytes are hashed once. */
static void one_span_as_many_tensors(void **state)
{
	(void)state;
	enum { TENSORS = 5000 };
	BUF_AUTO struct buf b;
	BUF_AUTO struct buf header;
	struct outcome o;
	buf_init(&b, CAP);
	buf_init(&header, CAP);
	for (int i = 0; i < TENSORS; i++)
		buf_printf(&header, "%c\"%d\":{\"dtype\":\"U8\",\"shape\":[100],\"data_offsets\":[0,100]}", i ? ',' : '{', i);
	buf_add_char(&header, '}');
	make_safetensors(&b, header.data);
	put_zeros(&b, 100);
	assert_non_null(strstr(said(&o, "x", &b), "500000 bytes together, but 100 bytes of data"));
	assert_int_equal(tensors_hashed(o.tensors), TENSORS);
	outcome_release(&o);
}

enum gguf_tensor_damage {
	TENSORS_SOUND,
	TENSORS_DIMS_5,
	TENSORS_HUGE_DIMS,
	TENSORS_PRODUCT_WRAPS,
	TENSORS_NEGATIVE_DIM,
	TENSORS_NO_SUCH_TYPE,
	TENSORS_PART_OF_A_BLOCK,
	TENSORS_ODD_OFFSET,
	TENSORS_OFFSET_WRAPS,
	TENSORS_BEYOND_THE_END,
	TENSORS_NAME_TOO_LONG,
	TENSORS_FEWER_THAN_SAID,
	TENSORS_ALIGNMENT_0,
	TENSORS_ALIGNMENT_3,
	TENSORS_ALIGNMENT_HUGE,
	TENSORS_OVER_ONE_ANOTHER,
	TENSORS_DIM_0,
	TENSOR_DAMAGES,
};

static void gguf_tensor(const struct gguf_maker *m, const char *name, enum gguf_tensor_damage d, uint64_t offset)
{
	unsigned dims = d == TENSORS_DIMS_5 ? 5 : d == TENSORS_HUGE_DIMS ? UINT32_MAX : 2;
	uint64_t first = d == TENSORS_PRODUCT_WRAPS ? UINT64_C(1) << 33 : d == TENSORS_NEGATIVE_DIM ? UINT64_MAX : 8;
	uint64_t second = d == TENSORS_PRODUCT_WRAPS ? UINT64_C(1) << 31 : d == TENSORS_DIM_0 ? 0 : 2;
	if (d == TENSORS_NAME_TOO_LONG) {
		gguf_count(m, m->version == 1 ? UINT32_MAX : UINT64_MAX);
		buf_add_str(m->b, name);
	} else {
		gguf_string(m, name);
	}
	put(m->b, dims, 4, m->big);
	for (unsigned i = 0; i < (dims < 6 ? dims : 2); i++)
		put(m->b, i == 0 ? first : i == 1 ? second : 1, m->version == 1 ? 4 : 8, m->big);
	put(m->b, d == TENSORS_NO_SUCH_TYPE ? 99 : d == TENSORS_PART_OF_A_BLOCK ? 8 : 0, 4, m->big);
	put(m->b, offset, 8, m->big);
}

static void make_gguf_tensors(struct buf *b, enum gguf_tensor_damage d)
{
	struct gguf_maker m = {b, 3, false};
	bool aligned = d >= TENSORS_ALIGNMENT_0 && d <= TENSORS_ALIGNMENT_HUGE;
	buf_add_str(b, "GGUF");
	put(b, 3, 4, false);
	put(b, d == TENSORS_FEWER_THAN_SAID ? 3 : 2, 8, false);
	put(b, aligned, 8, false);
	if (aligned) {
		gguf_string(&m, "general.alignment");
		put(b, d == TENSORS_ALIGNMENT_HUGE ? 10 : 4, 4, false);
		put(b,
		    d == TENSORS_ALIGNMENT_0   ? 0
		    : d == TENSORS_ALIGNMENT_3 ? 3
					       : UINT64_C(1) << 40,
		    d == TENSORS_ALIGNMENT_HUGE ? 8 : 4, false);
	}
	gguf_tensor(&m, "a", TENSORS_SOUND, 0);
	gguf_tensor(&m, "b", d,
		    d == TENSORS_ODD_OFFSET	    ? 65
		    : d == TENSORS_OFFSET_WRAPS	    ? UINT64_MAX - 31
		    : d == TENSORS_OVER_ONE_ANOTHER ? 32
						    : 64);
	while (b->len % 32)
		buf_add_char(b, 0);
	put_zeros(b, d == TENSORS_FEWER_THAN_SAID ? 0 : d == TENSORS_BEYOND_THE_END ? 127 : 128);
}

static void gguf_tensors_that_lie(void **state)
{
	(void)state;
	static const char *const parts[TENSOR_DAMAGES] = {
		[TENSORS_SOUND] = "",
		[TENSORS_DIMS_5] = "tensor 1 has 5 dimensions",
		[TENSORS_HUGE_DIMS] = "tensor 1 has 4294967295 dimensions",
		[TENSORS_PRODUCT_WRAPS] = "tensor 'b' has a shape of more elements than there can be",
		[TENSORS_NEGATIVE_DIM] = "tensor 'b' has a negative dimension",
		[TENSORS_NO_SUCH_TYPE] = "",
		[TENSORS_PART_OF_A_BLOCK] = "tensor 'b' has rows that are no whole number of blocks",
		[TENSORS_ODD_OFFSET] = "tensor 'b' begins at byte 65 of the data, which is no multiple of 32",
		[TENSORS_OFFSET_WRAPS] = "tensor 'b' ends beyond the end of the file",
		[TENSORS_BEYOND_THE_END] = "tensor 'b' ends beyond the end of the file",
		[TENSORS_NAME_TOO_LONG] = "the GGUF header is damaged at byte",
		[TENSORS_FEWER_THAN_SAID] = "the GGUF header is damaged at byte",
		[TENSORS_ALIGNMENT_0] = "alignment is 0, which is no power of two",
		[TENSORS_ALIGNMENT_3] = "alignment is 3, which is no power of two",
		[TENSORS_ALIGNMENT_HUGE] = "alignment is 0, which is no power of two",
		[TENSORS_OVER_ONE_ANOTHER] = "",
		[TENSORS_DIM_0] = "",
	};
	for (enum gguf_tensor_damage d = TENSORS_SOUND; d < TENSOR_DAMAGES; d++) {
		BUF_AUTO struct buf b;
		struct outcome o;
		char what[32];
		buf_init(&b, CAP);
		make_gguf_tensors(&b, d);
		snprintf(what, sizeof what, "damage %d", (int)d);
		expect_said("x", &b, parts[d], what);
		said(&o, "x", &b);
		assert_int_equal(o.overlapped, d == TENSORS_OVER_ONE_ANOTHER);
		if (d == TENSORS_SOUND)
			assert_int_equal(tensors_hashed(o.tensors), 2);
		if (d == TENSORS_NO_SUCH_TYPE)
			assert_non_null(strstr(o.gap, "ggml's type 99"));
		outcome_release(&o);
		torment(weights_readers, "x.gguf", b.data, b.len, d ? 20 : ROUNDS);
	}
}

/* A TensorProto of three floats with some further fields, in a model. */
static void make_onnx_tensor(struct buf *b, unsigned dims, unsigned type, size_t raw, const char *location)
{
	BUF_AUTO struct buf tensor;
	BUF_AUTO struct buf graph;
	BUF_AUTO struct buf entry;
	buf_init(&tensor, CAP);
	buf_init(&graph, CAP);
	buf_init(&entry, CAP);
	for (unsigned i = 0; i < dims; i++)
		put_number_field(&tensor, 1, i ? UINT64_C(1) << 32 : 3);
	put_number_field(&tensor, 2, type);
	put_text_field(&tensor, 8, "w");
	if (location) {
		put_text_field(&entry, 1, "location");
		put_text_field(&entry, 2, location);
		put_field(&tensor, 13, entry.data, entry.len);
		put_number_field(&tensor, 14, 1);
	} else {
		put_field(&tensor, 9, "0123456789AB0123", raw);
	}
	put_text_field(&graph, 1, "\n\1x");
	put_field(&graph, 5, tensor.data, tensor.len);
	put_number_field(b, 1, 8);
	put_field(b, 7, graph.data, graph.len);
}

static void onnx_tensors_that_lie(void **state)
{
	(void)state;
	static const struct {
		unsigned dims, type;
		size_t raw;
		const char *location, *part, *gap, *fact;
	} cases[] = {
		{1, 1, 12, NULL, "", NULL, NULL},
		{1, 1, 11, NULL, "another number of bytes than its shape needs", NULL, NULL},
		{3, 1, 12, NULL, "another number of bytes than its shape needs", NULL, NULL}, /* 3 × 2^64 */
		{1, 77, 12, NULL, "", "a type that this program does not know", NULL},
		{1, 1, 0, "model.data", "", NULL, NULL},
		{1, 1, 0, "../../etc/passwd", "", "does not say in which file", "unsafe-name"},
		{1, 1, 0, "/etc/passwd", "", "does not say in which file", "unsafe-name"},
		{1, 1, 0, "a\\..\\b", "", "does not say in which file", "unsafe-name"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		BUF_AUTO struct buf b;
		struct outcome o;
		char what[32];
		buf_init(&b, CAP);
		make_onnx_tensor(&b, cases[i].dims, cases[i].type, cases[i].raw, cases[i].location);
		snprintf(what, sizeof what, "case %zu", i);
		expect_said("x.onnx", &b, cases[i].part, what);
		said(&o, "x.onnx", &b);
		if (cases[i].gap && (!o.gap || !strstr(o.gap, cases[i].gap)))
			fail_msg("case %zu: \"%s\"", i, o.gap);
		assert_int_equal(tensors_hashed(o.tensors), i == 0);
		if (cases[i].fact)
			assert_non_null(outcome_fact(&o, cases[i].fact, 0));
		outcome_release(&o);
		torment(weights_readers, "x.onnx", b.data, b.len, 200);
	}
}

/* --- pickles that lie ------------------------------------------------------------------------------------------------------ */

#define LEGACY "\x80\x02\x8A\x0A\x6C\xFC\x9C\x46\xF9\x20\x6A\xA8\x50\x19\x2E\x80\x02\x4D\xE9\x03\x2E\x80\x02}."
#define TENSOR(offset, size, stride)                                                                                          \
	"ctorch._utils\n_rebuild_tensor_v2\n((X\7\0\0\0storagectorch\nFloatStorage\nX\1\0\0\0kX\3\0\0\0cpuK\4NtQ" offset size \
		stride "\x89Nt"                                                                                               \
	"R"

static void pickles_that_lie(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		size_t len;
		const char *part;
		uint32_t tensors;
	} cases[] = {
		{BYTES(LEGACY "\x80\x02}X\1\0\0\0w" TENSOR("K\0", "K\4\x85", "K\1\x85") "s.\x80\x02]X\1\0\0\0ka.\4\0\0\0\0\0\0\0"
											"0123456789ABCDEF"),
		 "", 1},
		{BYTES(LEGACY "\x80\x02}X\1\0\0\0w" TENSOR("K\1", "K\4\x85", "K\1\x85") "s.\x80\x02]."),
		 "reaches out of its storage", 0},
		{BYTES(LEGACY "\x80\x02}X\1\0\0\0w" TENSOR("K\0", "K\4\x85", "K\7\x85") "s.\x80\x02]."),
		 "reaches out of its storage", 0},
		{BYTES(LEGACY
		       "\x80\x02}X\1\0\0\0w" TENSOR("K\0", "J\xFF\xFF\xFF\x7F\x85", "J\xFF\xFF\xFF\x7F\x85") "s.\x80\x02]."),
		 "reaches out of its storage", 0},
		{BYTES(LEGACY "\x80\x02}X\1\0\0\0w" TENSOR("K\0", "J\xFF\xFF\xFF\xFF\x85", "K\1\x85") "s.\x80\x02]."), "", 0},
		{BYTES(LEGACY "\x80\x02}X\1\0\0\0w" TENSOR("K\0", "K\4\x85", "K\1\x85") "s.\x80\x02]X\1\0\0\0ka.\5\0\0\0\0\0\0\0"
											"0123456789ABCDEF"),
		 "has 5 elements, but the pickle says 4", 1},
		{BYTES(LEGACY "\x80\x02}X\1\0\0\0w" TENSOR("K\0", "K\4\x85", "K\1\x85") "s.\x80\x02]X\1\0\0\0ka.\4\0\0\0\0\0\0\0"
											"0123456789"),
		 "damaged at byte", 1},
		{BYTES(LEGACY "\x80\x02}X\1\0\0\0w" TENSOR("K\0", "K\4\x85", "K\1\x85") "s.\x80\x02]X\1\0\0\0kaX\1\0\0\0ka."
											"\4\0\0\0\0\0\0\0"
											"0123456789ABCDEF"
											"\4\0\0\0\0\0\0\0"
											"0123456789ABCDEF"),
		 "is there twice", 1},
		{BYTES(LEGACY "\x80\x02}."), "it ends too early", 0},
		{BYTES(LEGACY "\x80\x02}.\x80\x02}."), "is no list of storages", 0},
		{BYTES(LEGACY "\x80\x02"
			      "0."),
		 "takes from an empty stack", 0},
		{BYTES(LEGACY "\x80\x02(."), "takes from an empty stack", 0},
		{BYTES(LEGACY "\x80\x02u."), "a mark is missing", 0},
		{BYTES(LEGACY "\x80\x02(u."), "it adds to nothing", 0},
		{BYTES(LEGACY "\x80\x02(o."), "makes an object of nothing", 0},
		{BYTES(LEGACY "\x80\x02h\7."), "recalls what it never remembered", 0},
		{BYTES(LEGACY "\x80\x02Nr\xFF\xFF\xFF\xFF."), "remembers too much", 0},
		{BYTES(LEGACY "\x80\x02\xFF."), "an instruction that does not exist", 0},
		{BYTES(LEGACY "\x80\x02X\xFF\xFF\xFF\xFF."), "it ends too early", 0},
		{BYTES(LEGACY "\x80\x02\x8D\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF."), "it ends too early", 0},
		/* a list in itself, and a call of what must never be called */
		{BYTES(LEGACY "\x80\x02]q\1h\1a.\x80\x02]."), "", 0},
		{BYTES(LEGACY "\x80\x02"
			      "cposix\nsystem\nX\4\0\0\0true\x85R.\x80\x02]."),
		 "", 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		BUF_AUTO struct buf b;
		struct outcome o;
		char what[32];
		buf_init(&b, CAP);
		buf_add(&b, cases[i].bytes, cases[i].len);
		snprintf(what, sizeof what, "case %zu", i);
		expect_said("m.pth", &b, cases[i].part, what);
		said(&o, "m.pth", &b);
		assert_int_equal(tensors_count(o.tensors), cases[i].tensors);
		assert_int_equal(tensors_hashed(o.tensors), i == 0 || !strcmp(cases[i].part, "is there twice"));
		outcome_release(&o);
		torment(weights_readers, "m.pth", b.data, b.len, 100);
	}
}

/* Lists in lists, and the same list over and over: neither the stack nor the time may follow. */
static void pickles_that_nest(void **state)
{
	(void)state;
	for (int shared = 0; shared < 2; shared++) {
		BUF_AUTO struct buf b;
		struct outcome o;
		buf_init(&b, CAP);
		buf_add(&b, BYTES(LEGACY "\x80\x02]"));
		for (int i = 0; i < 20000; i++)
			buf_add(&b, shared ? "2\x86" : "]", shared ? 2 : 1); /* (x, x), or one more list */
		for (int i = 0; !shared && i < 20000; i++)
			buf_add_char(&b, 'a');
		buf_add(&b, BYTES(".\x80\x02]."));
		said(&o, "m.pth", &b);
		assert_int_equal(o.rc, 0);
		assert_non_null(strstr(o.gap, "nested too deeply"));
		outcome_release(&o);
	}
}

/* Two strings that are joined over and over: a few bytes of the pickle for many in memory. */
static void a_pickle_that_repeats_is_bounded(void **state)
{
	(void)state;
	BUF_AUTO struct buf b;
	struct outcome o;
	enum { LONG = PICKLE_STRING - 1 };
	buf_init(&b, CAP * 16);
	buf_add(&b, BYTES(LEGACY "\x80\x04]"));
	buf_add(&b, BYTES("X"));
	put(&b, LONG, 4, false);
	put_zeros(&b, LONG);
	buf_add(&b, BYTES("\x94")); /* memoized */
	for (int i = 0; i < 2 * PICKLE_TEXT / LONG; i++)
		buf_add(&b, BYTES("h\0h\0\x93\x30")); /* a global of both, which is dropped */
	buf_add(&b, BYTES(".\x80\x02]."));
	assert_false(b.overflow);
	assert_non_null(strstr(said(&o, "m.pth", &b), "more values than are held"));
	assert_int_equal(o.err.code, ERR_LIMIT);
	outcome_release(&o);
}

static void npy_arrays_that_lie(void **state)
{
	(void)state;
	static const struct {
		const char *header, *part, *gap;
		size_t data;
	} cases[] = {
		{"{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", "", NULL, 8},
		{"{'descr': '<f4', 'fortran_order': False, 'shape': (2L,), }", "", NULL, 8},
		{"{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }", "promises 12 bytes", NULL, 8},
		{"{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", "says no shape", NULL, 8},
		{"{'descr': '<f4', 'fortran_order': False, 'shape': 2, }", "says no shape", NULL, 8},
		{"{'descr': '<f4', 'fortran_order': False, 'shape': (2", "says no shape", NULL, 8},
		{"{'fortran_order': False, 'shape': (2,), }", "says no shape or no type", NULL, 8},
		{"{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 536870912), }", "more bytes than there can be",
		 NULL, 8},
		{"{'descr': '<f4', 'fortran_order': True, 'shape': (4294967296, 4294967296), }", "more bytes than there can be",
		 NULL, 8},
		{"{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", "", "a pickle of objects", 8},
		{"{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }", "", "elements are records", 8},
		{"{'descr': '<f999999999999', 'fortran_order': False, 'shape': (2,), }", "", "elements are records", 8},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		BUF_AUTO struct buf b;
		struct outcome o;
		buf_init(&b, CAP);
		buf_add(&b, BYTES("\x93NUMPY\x01\0"));
		put(&b, strlen(cases[i].header), 2, false);
		buf_add_str(&b, cases[i].header);
		put_zeros(&b, cases[i].data);
		expect_said("x.npy", &b, cases[i].part, cases[i].header);
		said(&o, "x.npy", &b);
		if (cases[i].gap && (!o.gap || !strstr(o.gap, cases[i].gap)))
			fail_msg("%s: \"%s\"", cases[i].header, o.gap);
		outcome_release(&o);
		torment(weights_readers, "x.npy", b.data, b.len, 100);
	}
}

/* Fields behind the big ones, and behind what the probe shows. */
static void onnx_metadata_behind_the_graph(void **state)
{
	(void)state;
	BUF_AUTO struct buf b;
	BUF_AUTO struct buf graph;
	BUF_AUTO struct buf entry;
	struct outcome o;
	buf_init(&b, CAP);
	buf_init(&graph, CAP);
	buf_init(&entry, CAP);
	put_text_field(&graph, 1, "\n\1x");
	put_varint(&graph, 13 << 3 | PB_BYTES);
	put_varint(&graph, 300000);
	put_zeros(&graph, 300000);
	put_text_field(&entry, 1, "model_license");
	put_text_field(&entry, 2, "Our Own License");
	put_number_field(&b, 1, 8);
	put_field(&b, 7, graph.data, graph.len);
	put_field(&b, 14, entry.data, entry.len);
	said(&o, "x.onnx", &b);
	assert_string_equal(outcome_value(&o, "license", 0), "Our Own License");
	const struct fact *f = outcome_fact(&o, "license", 0);
	assert_memory_equal(b.data + f->at.start, "Our Own License", f->at.end - f->at.start);
	outcome_release(&o);
}

/* A LoRA adapter with one tensor of 2 × 4 numbers, whose bytes are letters. */
static const char ggla[] = "algg\1\0\0\0\x08\0\0\0\x10\0\0\0"
			   "\2\0\0\0\4\0\0\0\0\0\0\0\4\0\0\0\2\0\0\0name"
			   "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
			   "abcdefghijklmnopqrstuvwxyz123456";

static void ggml_tensors_that_lie(void **state)
{
	(void)state;
	static const struct {
		size_t at;
		uint32_t value;
		size_t cut;
		const char *part; /* of the sentence */
	} cases[] = {
		{4, 0, 0, "damaged at byte 4: there is no version 0 of ggla"},
		{4, 99, 0, "there is no version 99 of ggla"},
		{16, 5, 0, "damaged at byte 16: a tensor has an impossible number of dimensions"},
		{20, 0, 0, "an impossible name"},
		{20, UINT32_MAX, 0, "an impossible name"},
		{24, 77, 0, "of a type that there is not"},
		{24, 2, 0, "no whole number of blocks"},
		{28, 0, 0, "an impossible shape"},
		{28, UINT32_MAX, 0, "the tensor 'name' needs more bytes than follow"},
		{36, 0x01010101, 0, "an impossible name"},
		{0, 0x67676c61, 1, "needs more bytes than follow"},
		{0, 0x67676c61, 40, "ends too early"},
		{0, 0x67676c61, 76, "ends too early"},
		{0, 0x67676c61, 90, "ends too early"},
	};
	struct outcome o;
	char bytes[sizeof ggla - 1];
	outcome_of(&o, weights_readers, "adapter.bin", BYTES(ggla), sizeof ggla - 1);
	assert_int_equal(o.rc, 0);
	assert_int_equal(tensors_hashed(o.tensors), 1);
	assert_string_equal(outcome_value(&o, "type", 0), "adapter");
	outcome_release(&o);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		memcpy(bytes, ggla, sizeof bytes);
		for (unsigned k = 0; k < 4; k++)
			bytes[cases[i].at + k] = (char)(cases[i].value >> 8 * k);
		size_t len = sizeof bytes - cases[i].cut;
		outcome_of(&o, weights_readers, "adapter.bin", bytes, len, (int64_t)len);
		if (o.rc == 0 || !strstr(o.err.text, cases[i].part))
			fail_msg("case %zu: rc %d, \"%s\"", i, o.rc, o.rc ? o.err.text : "");
		outcome_release(&o);
	}
	torment(weights_readers, "adapter.bin", ggla, sizeof ggla - 1, ROUNDS);
}

static void tfjs_shard_in_a_script(void **state)
{
	(void)state;
	BUF_AUTO struct buf b;
	struct outcome o;
	buf_init(&b, CAP);
	buf_add_str(&b, "module.exports = \"");
	for (int i = 0; i < 2000; i++)
		buf_add_char(&b, "AbC9+/xy"[i % 8]);
	buf_add_str(&b, "==\";\n");
	outcome_of(&o, weights_readers, "group1-shard1of1.min.js", b.data, b.len, (int64_t)b.len);
	assert_string_equal(o.reader->id, "tfjs");
	assert_string_equal(o.detail, "base64 in JavaScript");
	assert_int_equal(o.rc, 0);
	outcome_release(&o);
	for (size_t cut = b.len - 6; cut > 1100; cut -= 83) {
		outcome_of(&o, weights_readers, "group1-shard1of1.min.js", b.data, cut, (int64_t)cut);
		assert_int_equal(o.rc, -1);
		assert_non_null(strstr(o.err.text, "it ends within its base64, at byte"));
		outcome_release(&o);
	}
	outcome_of(&o, weights_readers, "code.min.js", b.data, b.len, (int64_t)b.len);
	assert_null(o.reader);
	outcome_release(&o);
	outcome_of(&o, weights_readers, "load-shard1of1.js", BYTES("function load() { return 1; }\n"), 30);
	assert_null(o.reader);
	outcome_release(&o);
}

static void make_sphinx(struct buf *b, uint32_t order, bool big, uint32_t densities)
{
	buf_clear(b);
	buf_add_str(b, "s3\nversion 1.0\nauthor A. N\nchksum0 yes\n    endhdr\n");
	put(b, order, 4, big);
	static const uint32_t counts[] = {2, 1, 0, 3};
	for (int i = 0; i < 4; i++)
		put(b, i == 2 ? densities : counts[i], 4, big);
	put(b, 6, 4, big);
	for (unsigned i = 0; i < 6; i++)
		put(b, 0x3F800000 + i, 4, big);
	put(b, 99, 4, big); /* the checksum */
}

static void sphinx_parameters(void **state)
{
	(void)state;
	BUF_AUTO struct buf b, numbers;
	struct outcome o;
	buf_init(&b, CAP);
	buf_init(&numbers, CAP);
	for (unsigned i = 0; i < 6; i++)
		put(&numbers, 0x3F800000 + i, 4, false);
	for (int big = 0; big < 2; big++) {
		make_sphinx(&b, 0x11223344, big, 1);
		outcome_of(&o, weights_readers, "en/means", b.data, b.len, (int64_t)b.len);
		assert_string_equal(o.reader->id, "sphinx");
		assert_int_equal(o.rc, 0);
		expect_row(&o, 0, "means", "F32", numbers.data, numbers.len);
		assert_string_equal(outcome_value(&o, "author", 0), "A. N");
		outcome_release(&o);
		torment(weights_readers, "en/means", b.data, b.len, ROUNDS / 3);
	}
	expect_said("en/transition_matrices", &b,
		    "the counts of the parameters at byte 54 are not those of the numbers that follow", "another kind of file");
	make_sphinx(&b, 0x11223344, false, 2);
	expect_said("en/means", &b, "the counts of the parameters at byte 54 are not those", "too many densities");
	make_sphinx(&b, 0x12345678, false, 1);
	expect_said("en/means", &b, "the parameters are damaged at byte 50: their byte order is none", "a byte order");
	buf_clear(&b);
	buf_add_str(&b, "s3\nversion 1.0\n");
	for (int i = 0; i < 200; i++)
		buf_add_str(&b, "key value\n");
	expect_said("en/means", &b, "the header of the parameters is damaged: it does not end", "a header without end");
}

static void every_reader_introduces_itself(void **state)
{
	(void)state;
	size_t n;
	const struct reader *const *table = weights_readers(&n);
	for (size_t i = 0; i < n; i++) {
		assert_true(table[i]->id && *table[i]->id && table[i]->title && table[i]->spec && table[i]->bid);
		assert_int_equal(table[i]->role, ROLE_WEIGHTS);
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(table[i]->id, table[k]->id);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_are_recognised),
		cmocka_unit_test(none_of_them_crashes_when_tormented),
		cmocka_unit_test(misnamed_files_are_listed_and_said),
		cmocka_unit_test(safetensors_says_what_its_metadata_says),
		cmocka_unit_test(safetensors_damage_is_told),
		cmocka_unit_test(safetensors_header_beyond_the_probe),
		cmocka_unit_test(safetensors_odd_metadata),
		cmocka_unit_test(long_and_broken_values_are_cut_and_made_visible),
		cmocka_unit_test(gguf_in_every_version_and_order),
		cmocka_unit_test(gguf_damage_is_told),
		cmocka_unit_test(gguf_cut_anywhere_is_told),
		cmocka_unit_test(onnx_by_its_fields_whatever_its_name),
		cmocka_unit_test(onnx_is_more_than_its_first_byte),
		cmocka_unit_test(onnx_damage_is_told),
		cmocka_unit_test(coreml_says_author_and_license),
		cmocka_unit_test(tflite_description_and_damage),
		cmocka_unit_test(tesseract_needs_a_sound_table),
		cmocka_unit_test(zips_are_told_apart),
		cmocka_unit_test(pytorch_stream_and_its_damage),
		cmocka_unit_test(a_pickle_that_ends_early_is_told),
		cmocka_unit_test(npy_damage_is_told),
		cmocka_unit_test(other_headers_that_lie),
		cmocka_unit_test(safetensors_tensors_that_lie),
		cmocka_unit_test(safetensors_tensors_over_one_another),
		cmocka_unit_test(one_span_as_many_tensors),
		cmocka_unit_test(gguf_tensors_that_lie),
		cmocka_unit_test(onnx_tensors_that_lie),
		cmocka_unit_test(onnx_metadata_behind_the_graph),
		cmocka_unit_test(pickles_that_lie),
		cmocka_unit_test(pickles_that_nest),
		cmocka_unit_test(a_pickle_that_repeats_is_bounded),
		cmocka_unit_test(npy_arrays_that_lie),
		cmocka_unit_test(ggml_tensors_that_lie),
		cmocka_unit_test(tfjs_shard_in_a_script),
		cmocka_unit_test(sphinx_parameters),
		cmocka_unit_test(every_reader_introduces_itself),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
