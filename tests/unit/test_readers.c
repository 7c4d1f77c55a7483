/* SPDX-License-Identifier: MIT */
/* weights/: formats whose tensors lie in other files or in runtimes' own containers: what each says of sound and of broken bytes. */
#include "reading.h"

#include "base/buf.h"
#include "weights/weights.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

enum { CAP = 1 << 20, ROUNDS = 400 };

static void put(struct buf *b, uint64_t value, unsigned width)
{
	for (unsigned i = 0; i < width; i++)
		buf_add_char(b, (char)(value >> 8 * i));
}

static void put_zeros(struct buf *b, size_t n)
{
	while (n--)
		buf_add_char(b, 0);
}

static void put_field(struct buf *b, unsigned number, const void *bytes, size_t len)
{
	uint64_t key = number << 3 | 2;
	for (; key > 0x7F; key >>= 7)
		buf_add_char(b, (char)(key | 0x80));
	buf_add_char(b, (char)key);
	for (key = len; key > 0x7F; key >>= 7)
		buf_add_char(b, (char)(key | 0x80));
	buf_add_char(b, (char)key);
	buf_add(b, bytes, len);
}

static void put_text(struct buf *b, unsigned number, const char *text)
{
	put_field(b, number, text, strlen(text));
}

/* What the file's reader says: the sentence when it fails, else its gap, else "". */
static const char *outcome_says(const struct outcome *o)
{
	return o->rc < 0 ? o->err.text : o->gap ? o->gap : "";
}

static void expect(const char *name, const char *reader, const void *bytes, size_t len, const char *part, uint32_t tensors,
		   uint32_t hashed)
{
	struct outcome o;
	outcome_of(&o, weights_readers, name, bytes, len, (int64_t)len);
	assert_non_null(o.reader);
	assert_string_equal(o.reader->id, reader);
	const char *says = outcome_says(&o);
	if (!strstr(says, part) || (!*part && *says))
		fail_msg("%s: \"%s\" instead of \"%s\"", name, says, part);
	assert_int_equal(tensors_count(o.tensors), tensors);
	assert_int_equal(tensors_hashed(o.tensors), hashed);
	outcome_release(&o);
	torment(weights_readers, name, bytes, len, ROUNDS);
}

/* --- OpenVINO --------------------------------------------------------------------------------------------------------------- */

#define NET "<?xml version=\"1.0\"?>\n<net name=\"heron\" version=\"11\"><layers>\n"
#define DATA(type, shape, offset, size) \
	"<data element_type=\"" type "\" shape=\"" shape "\" offset=\"" offset "\" size=\"" size "\"/>"
#define CONST(type, shape, offset, size) "<layer id=\"1\" name=\"w\" type=\"Const\">" DATA(type, shape, offset, size) "</layer>\n"

static void openvino_says_and_lies(void **state)
{
	(void)state;
	static const struct {
		const char *text, *part;
		uint32_t tensors;
	} cases[] = {
		{NET CONST("f32", "2, 3", "0", "24") "</layers></net>", "", 1},
		{NET CONST("u4", "3", "0", "2") CONST("i64", "", "8", "8") "</layers></net>", "", 2},
		{NET "<layer name=\"x\" type=\"Parameter\">" DATA("f32", "1", "0", "4") "</layer></layers></net>", "no constants",
		 0},
		{NET CONST("f32", "2, 3", "0", "23") "</layers></net>", "line 3: the constant 'w' has another number of bytes",
		 0},
		{NET CONST("f32", "4294967296, 4294967296", "0", "0") "</layers></net>", "another number of bytes", 0},
		{NET CONST("f32", "2, -3", "0", "24") "</layers></net>", "no sound shape, offset or size", 0},
		{NET CONST("f32", "2", "-1", "8") "</layers></net>", "no sound shape, offset or size", 0},
		{NET CONST("f32", "2", "99999999999999999999", "8") "</layers></net>", "no sound shape", 0},
		{NET CONST("heron", "2", "0", "8") "</layers></net>", "a type that this program does not know", 1},
		{NET CONST("f32", "2", "0", "8") "</layers>", "line 4: ", 1},
		{NET "<layer></layers></net>", "line 3: mismatched tag", 0},
		{NET "<blobs/></layers></net>", "a version before 10", 0},
		{"<?xml version=\"1.0\"?><!DOCTYPE net [<!ENTITY a \"b\">]><net ><layers></layers></net>", "has a document type",
		 0},
		{"<?xml version=\"1.0\"?><x><net ></net><layers></layers></x>", "begins with <x>", 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect("m.xml", "openvino", cases[i].text, strlen(cases[i].text), cases[i].part, cases[i].tensors, 0);
	BUF_AUTO struct buf deep;
	buf_init(&deep, CAP);
	buf_add_str(&deep, NET);
	for (int i = 0; i < 1000; i++)
		buf_add_str(&deep, "<a>");
	struct outcome o;
	outcome_of(&o, weights_readers, "m.xml", deep.data, deep.len, (int64_t)deep.len);
	assert_non_null(strstr(outcome_says(&o), "nested too deeply"));
	outcome_release(&o);
}

static void openvino_says_what_its_author_chose(void **state)
{
	(void)state;
	static const char text[] =
		NET CONST("f32", "1", "0", "4") "</layers><rt_info>\n<info name=\"OpenVINO Runtime\" value=\"7\"/>"
						"<model_info><license value=\"heron\"/></model_info></rt_info>\n"
						"<license value=\"crane\"/></net>";
	struct outcome o;
	outcome_of(&o, weights_readers, "m.xml", text, sizeof text - 1, sizeof text - 1);
	assert_string_equal(outcome_says(&o), "");
	assert_string_equal(o.detail, "IR 11");
	assert_string_equal(outcome_value(&o, "name", 0), "heron");
	assert_string_equal(outcome_value(&o, "producer", 0), "7");
	const struct fact *license = outcome_fact(&o, "license", 0);
	assert_string_equal(license->value, "heron");
	assert_int_equal(license->at.line_start, 5);
	assert_memory_equal(text + license->at.start, "<license", 8);
	assert_null(outcome_fact(&o, "license", 1));
	outcome_release(&o);
}

/* --- Core ML ---------------------------------------------------------------------------------------------------------------- */

enum blob_damage { SOUND, NO_SENTINEL, BEHIND, BEYOND, WRAPS, UNKNOWN, HALF, MANY };

static void make_blobs(struct buf *b, enum blob_damage d)
{
	put(b, d == MANY ? UINT32_MAX : 2, 4);
	put(b, 2, 4);
	put_zeros(b, 56);
	for (unsigned i = 0; i < 2; i++) {
		bool bad = i == 1;
		put(b, bad && d == NO_SENTINEL ? 0 : 0xDEADBEEF, 4);
		put(b, bad && d == UNKNOWN ? 99 : 2, 4);
		put(b, bad && d == WRAPS ? UINT64_MAX : bad && d == HALF ? 7 : 8, 8);
		put(b, bad && d == BEHIND ? 0 : bad && d == BEYOND ? 4096 : 128 * (i + 1), 8);
		put_zeros(b, 40);
		buf_add_str(b, "01234567");
		put_zeros(b, i ? 0 : 56);
	}
}

static void coreml_weights_say_and_lie(void **state)
{
	(void)state;
	static const struct {
		enum blob_damage damage;
		const char *part;
		uint32_t tensors, hashed;
	} cases[] = {
		{SOUND, "", 2, 2},
		{NO_SENTINEL, "blob 2 of 2 should be described at byte 192", 1, 1},
		{BEHIND, "is not behind its description", 1, 1},
		{BEYOND, "is not behind its description", 1, 1},
		{WRAPS, "is not behind its description", 1, 1},
		{UNKNOWN, "a type that this program does not know", 2, 1},
		{HALF, "a type that this program does not know", 2, 1},
		{MANY, "is damaged at byte", 2, 2},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		BUF_AUTO struct buf b;
		buf_init(&b, CAP);
		make_blobs(&b, cases[i].damage);
		expect("weights/weight.bin", "coreml-weights", b.data, b.len, cases[i].part, cases[i].tensors, cases[i].hashed);
	}
}

/* Puts the message of `from` around what is in b. */
static void wrap(struct buf *b, unsigned number)
{
	BUF_AUTO struct buf inner;
	buf_init(&inner, CAP);
	buf_add(&inner, b->data, b->len);
	buf_clear(b);
	put_field(b, number, inner.data, inner.len);
}

/* A program of one operation, whose attribute is a tensor of 2 × 3 half floats at that offset of that file. */
static void make_program(struct buf *b, const char *file, uint64_t offset, uint64_t dim)
{
	BUF_AUTO struct buf value;
	BUF_AUTO struct buf part;
	buf_init(&value, CAP);
	buf_init(&part, CAP);
	put(&part, dim ? 0x08 : 0x12, 1); /* ConstantDimension.size as a varint of ten bytes, or nothing of use */
	for (unsigned i = 0; i < 9; i++)
		put(&part, (dim >> 7 * i & 0x7F) | 0x80, 1);
	put(&part, dim >> 63, 1);
	if (!dim)
		buf_clear(&part);
	wrap(&part, 1);
	wrap(&part, 3);
	BUF_AUTO struct buf type;
	buf_init(&type, CAP);
	buf_add(&type, "\x08\x0A\x10\x02", 4); /* half floats, rank 2 */
	buf_add(&type, "\x1A\x04\x0A\x02\x08\x02", 6);
	buf_add(&type, part.data, part.len);
	wrap(&type, 1);
	put_field(&value, 2, type.data, type.len);
	buf_clear(&part);
	put_text(&part, 1, file);
	put(&part, 0x10, 1);
	for (unsigned i = 0; i < 9; i++)
		put(&part, (offset >> 7 * i & 0x7F) | 0x80, 1);
	put(&part, offset >> 63, 1);
	put_field(&value, 5, part.data, part.len);
	buf_clear(&part);
	put_text(&part, 1, "val");
	put_field(&part, 2, value.data, value.len);
	wrap(&part, 5);			       /* Operation.attributes */
	buf_add_str(b, "\x1A\x05\x0A\x03out"); /* Operation.outputs */
	buf_add(b, part.data, part.len);
	wrap(b, 3); /* Block.operations */
	for (unsigned i = 0; i < 2; i++) {
		wrap(b, 2); /* the value of an entry of a map */
		wrap(b, i ? 2 : 3);
	}
	wrap(b, 502);
	buf_clear(&part);
	buf_add(&part, "\x08\x07\x12\x00", 4);
	buf_add(&part, b->data, b->len);
	buf_clear(b);
	buf_add(b, part.data, part.len);
}

static void coreml_programs_say_and_lie(void **state)
{
	(void)state;
	static const struct {
		const char *file;
		uint64_t offset, dim;
		const char *part, *fact;
		uint32_t tensors;
	} cases[] = {
		{"@model_path/weights/weight.bin", 64, 3, "", NULL, 1},
		{"@model_path/../../weight.bin", 64, 3, "in which file", "unsafe-name", 1},
		{"/etc/passwd", 64, 3, "in which file", "unsafe-name", 1},
		{"@model_path/weights/weight.bin", UINT64_MAX, 3, "impossible shape or offset", NULL, 0},
		{"@model_path/weights/weight.bin", 64, UINT64_MAX, "impossible shape or offset", NULL, 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		BUF_AUTO struct buf b;
		struct outcome o;
		buf_init(&b, CAP);
		make_program(&b, cases[i].file, cases[i].offset, cases[i].dim);
		expect("m.mlmodel", "coreml", b.data, b.len, cases[i].part, cases[i].tensors, 0);
		outcome_of(&o, weights_readers, "m.mlmodel", b.data, b.len, (int64_t)b.len);
		if (cases[i].fact)
			assert_non_null(outcome_fact(&o, cases[i].fact, 0));
		struct tensor t;
		if (!i) {
			tensors_get(o.tensors, 0, &t, NULL);
			assert_memory_equal(t.name, "out", t.name_len);
			assert_true(t.rank == 2 && t.shape[0] == 2 && t.shape[1] == 3 && t.part == 1 && t.start == 128 &&
				    t.len == 12);
		}
		outcome_release(&o);
	}
}

static void coreml_pipelines_nest(void **state)
{
	(void)state;
	for (unsigned levels = 1; levels < 40; levels += 38) {
		BUF_AUTO struct buf b;
		BUF_AUTO struct buf copy;
		struct outcome o;
		buf_init(&b, CAP);
		buf_init(&copy, CAP);
		/* Model{2: description{100: metadata{4: license}}} in Pipeline{1: models} in Model{202} … */
		buf_add_str(&b, "\x22\x05heron");
		wrap(&b, 100);
		wrap(&b, 2);
		for (unsigned i = 0; i < levels; i++) {
			wrap(&b, 1);
			wrap(&b, 202);
		}
		buf_add(&copy, "\x08\x07\x12\x00", 4);
		buf_add(&copy, b.data, b.len);
		outcome_of(&o, weights_readers, "m.mlmodel", copy.data, copy.len, (int64_t)copy.len);
		if (levels == 1)
			assert_string_equal(outcome_value(&o, "license", 0), "heron");
		else
			assert_non_null(strstr(outcome_says(&o), "nested too deeply"));
		outcome_release(&o);
		torment(weights_readers, "m.mlmodel", copy.data, copy.len, ROUNDS);
	}
}

/* --- Paddle ----------------------------------------------------------------------------------------------------------------- */

enum paddle_damage { PADDLE_SOUND, PADDLE_VERSION, PADDLE_LEVELS, PADDLE_DESC, PADDLE_TYPE, PADDLE_DIMS, PADDLE_CUT };

static void make_paddle(struct buf *b, enum paddle_damage d)
{
	static const uint8_t usual[] = {8, 5, 16, 2, 16, 3}, type[] = {8, 7 + 90, 16, 2, 16, 3};
	static const uint8_t dims[] = {8,    5,	   16, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
				       0xFF, 0x7F, 16, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F};
	for (unsigned i = 0; i < 2; i++) {
		bool bad = i == 1;
		const uint8_t *desc = bad && d == PADDLE_TYPE ? type : bad && d == PADDLE_DIMS ? dims : usual;
		uint32_t len = desc == dims ? sizeof dims : sizeof usual;
		put(b, bad && d == PADDLE_VERSION, 4);
		put(b, bad && d == PADDLE_LEVELS ? UINT64_MAX : bad && d == PADDLE_SOUND, 8);
		if (bad && d == PADDLE_SOUND) { /* one level of 8 bytes */
			put(b, 8, 8);
			put_zeros(b, 8);
		}
		put_zeros(b, 4);
		put(b, bad && d == PADDLE_DESC ? UINT32_MAX : len, 4);
		buf_add(b, desc, len);
		put_zeros(b, bad && d == PADDLE_CUT ? 23 : 24);
	}
}

static void paddle_says_and_lies(void **state)
{
	(void)state;
	static const struct {
		enum paddle_damage damage;
		const char *part;
		uint32_t tensors;
	} cases[] = {
		{PADDLE_SOUND, "", 2},
		{PADDLE_VERSION, "tensor 2 does not begin like one at byte 50", 1},
		{PADDLE_LEVELS, "tensor 2 does not begin like one", 1},
		{PADDLE_DESC, "tensor 2 does not begin like one", 1},
		{PADDLE_TYPE, "is of a type that does not exist", 1},
		{PADDLE_DIMS, "has more bytes than the file", 1},
		{PADDLE_CUT, "has more bytes than the file", 1},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		BUF_AUTO struct buf b;
		buf_init(&b, CAP);
		make_paddle(&b, cases[i].damage);
		expect("inference.pdiparams", "paddle", b.data, b.len, cases[i].part, cases[i].tensors, cases[i].tensors);
	}
}

/* --- ExecuTorch ------------------------------------------------------------------------------------------------------------- */

/* The seed of the fuzzer: two constants in a segment, the second with its dimensions in another order. Behind the byte that picks a name. */
static size_t read_seed(uint8_t *to, size_t room)
{
	FILE *f = fopen("tests/fuzz/corpus/readers/model_pte", "rb");
	size_t n = f && fgetc(f) != EOF ? fread(to, 1, room, f) : 0;
	if (f)
		fclose(f);
	return n;
}

static void executorch_says_and_lies(void **state)
{
	(void)state;
	uint8_t sound[4096], bytes[4096];
	size_t len = read_seed(sound, sizeof sound);
	assert_in_range(len, 100, sizeof sound - 1);
	struct outcome o;
	outcome_of(&o, weights_readers, "m.pte", sound, len, (int64_t)len);
	assert_string_equal(outcome_says(&o), "");
	assert_int_equal(tensors_hashed(o.tensors), 2);
	struct tensor t;
	tensors_get(o.tensors, 0, &t, NULL);
	assert_memory_equal(t.name, "lin.weight", t.name_len);
	assert_true(t.rank == 2 && t.shape[0] == 2 && t.shape[1] == 3 && !strcmp(t.dtype, "F32"));
	outcome_release(&o);
	expect("m.pte", "executorch", sound, len - 1, "are not in the file", 1, 1);
	static const struct {
		size_t at, len;
		uint8_t byte;
		const char *part;
	} cases[] = {
		{16, 8, 0xFF, "damaged at byte 16"}, /* the size of the program */
		{24, 8, 0xFF, "damaged at byte 16"}, /* where the segments begin */
		{0, 4, 0xFF, "damaged at byte"},     /* the root */
		{0, 4, 0x00, "damaged at byte"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		memcpy(bytes, sound, len);
		memset(bytes + cases[i].at, cases[i].byte, cases[i].len);
		outcome_of(&o, weights_readers, "m.pte", bytes, len, (int64_t)len);
		if (!strstr(outcome_says(&o), cases[i].part))
			fail_msg("case %zu: \"%s\"", i, outcome_says(&o));
		outcome_release(&o);
	}
	torment(weights_readers, "m.pte", sound, len, 4000);
}

/* --- RKNN and TensorRT ------------------------------------------------------------------------------------------------------ */

static void make_rknn(struct buf *b, uint64_t data, uint64_t json_len, const char *json)
{
	buf_add(b, "RKNN\0\0\0", 8);
	put(b, 2, 8);
	put(b, data, 8);
	put_zeros(b, 40 + 5);
	put(b, json_len, 8);
	buf_add_str(b, json);
}

static void rknn_says_and_lies(void **state)
{
	(void)state;
	static const char object[] =
		"{\"name\": \"heron\", \"license\": \"MIT\", \"nodes\": [{\"name\": \"x\"}], \"version\": \"1.7\"}";
	static const struct {
		uint64_t data, len;
		const char *json, *part;
	} cases[] = {
		{5, sizeof object - 1, object, "in the order of a chip"},
		{UINT64_MAX, 2, "{}", "damaged at byte 16"},
		{5, UINT64_MAX, "{}", "said to have 18446744073709551615 bytes"},
		{5, 3, "{}", "damaged at byte"},
		{5, 2, "[]", "is no JSON object"},
		{5, 8, "{\"name\":", "the JSON object at byte 77 is damaged"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		BUF_AUTO struct buf b;
		struct outcome o;
		buf_init(&b, CAP);
		make_rknn(&b, cases[i].data, cases[i].len, cases[i].json);
		expect("m.rknn", "rknn", b.data, b.len, cases[i].part, 0, 0);
		outcome_of(&o, weights_readers, "m.rknn", b.data, b.len, (int64_t)b.len);
		if (!i) {
			assert_string_equal(outcome_value(&o, "name", 0), "heron");
			assert_null(outcome_fact(&o, "name", 1));
			const struct fact *license = outcome_fact(&o, "license", 0);
			assert_string_equal(license->value, "MIT");
			assert_memory_equal(b.data + license->at.start, "\"MIT\"", 5);
			assert_string_equal(outcome_value(&o, "producer", 0), "1.7");
		}
		outcome_release(&o);
	}
}

static void tensorrt_says_its_plan(void **state)
{
	(void)state;
	static const char plain[] = "ptrt\x61\0\0\0more\4\0\0\0\0\0\0\0moremore",
			  wrapped[] = "\2\0\0\0{}ftrt\x59\0\0\0more\0\0\0\0\0\0\0\0more", cut[] = "ptrt\x61";
	struct outcome o;
	outcome_of(&o, weights_readers, "m.engine", plain, sizeof plain - 1, sizeof plain - 1);
	assert_string_equal(o.detail, "plan 0x61");
	outcome_release(&o);
	outcome_of(&o, weights_readers, "m.engine", wrapped, sizeof wrapped - 1, sizeof wrapped - 1);
	assert_string_equal(o.detail, "plan 0x59");
	assert_string_equal(o.gap, "its tensors are in the order of a device, and it does not say how long it is");
	outcome_release(&o);
	expect("m.engine", "tensorrt", cut, sizeof cut - 1, "damaged at byte 4", 0, 0);
	expect("m.engine", "tensorrt", "\xFF\0\1\2", 4, "called like a TensorRT engine", 0, 0);
	torment(weights_readers, "m.engine", wrapped, sizeof wrapped - 1, ROUNDS);
}

/* --- Tesseract -------------------------------------------------------------------------------------------------------------- */

static void tesseract_says_its_version(void **state)
{
	(void)state;
	BUF_AUTO struct buf b;
	struct outcome o;
	buf_init(&b, CAP);
	put(&b, 25, 4);
	for (unsigned i = 0; i < 25; i++)
		put(&b, i == 3 ? 204 : i == 23 ? 208 : i == 24 ? 213 : UINT64_MAX, 8);
	buf_add_str(&b, "net.heronmore");
	outcome_of(&o, weights_readers, "x.traineddata", b.data, b.len, (int64_t)b.len);
	assert_string_equal(o.detail, "3 components");
	assert_string_equal(outcome_value(&o, "producer", 0), "heron");
	outcome_release(&o);
	torment(weights_readers, "x.traineddata", b.data, b.len, ROUNDS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(openvino_says_and_lies),     cmocka_unit_test(openvino_says_what_its_author_chose),
		cmocka_unit_test(coreml_weights_say_and_lie), cmocka_unit_test(coreml_programs_say_and_lie),
		cmocka_unit_test(coreml_pipelines_nest),      cmocka_unit_test(paddle_says_and_lies),
		cmocka_unit_test(executorch_says_and_lies),   cmocka_unit_test(rknn_says_and_lies),
		cmocka_unit_test(tensorrt_says_its_plan),     cmocka_unit_test(tesseract_says_its_version),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
