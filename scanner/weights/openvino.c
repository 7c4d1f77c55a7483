/* SPDX-License-Identifier: MIT */
/*
 * OpenVINO IR: an .xml that says how the model is made up. Its constants (<layer type="Const"> with <data element_type shape offset
 * size>) are bytes of the .bin that is called like it; <rt_info> at its end says how it came about and what its author chose to say.
 * A document type, and with it entities, has no place in it.
 */
#define _GNU_SOURCE
#include "weights/weights.h"

#include <expat.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DEPTH = 200 };

static const struct {
	const char *type, *dtype;
	unsigned bits;
} element_types[] = {
	{"f32", "F32", 32},	  {"f16", "F16", 16},	    {"bf16", "BF16", 16},   {"f64", "F64", 64},	 {"i8", "I8", 8},
	{"i16", "I16", 16},	  {"i32", "I32", 32},	    {"i64", "I64", 64},	    {"u8", "U8", 8},	 {"u16", "U16", 16},
	{"u32", "U32", 32},	  {"u64", "U64", 64},	    {"boolean", "BOOL", 8}, {"i4", "I4", 4},	 {"u4", "U4", 4},
	{"u2", "U2", 2},	  {"u1", "U1", 1},	    {"nf4", "NF4", 4},	    {"f4e2m1", "F4", 4}, {"f8e4m3", "F8_E4M3", 8},
	{"f8e5m2", "F8_E5M2", 8}, {"f8e8m0", "F8_E8M0", 8},
};

/* What rt_info may say, anywhere in it: <license value="…"/> or <info name="license" value="…"/>. */
static const struct weights_key known[] = {
	{"framework", "framework", false},
	{"input_model", "input_model", false},
	{"OpenVINO Runtime", "producer", false},
	{"Runtime_version", "producer", false},
};
static const struct weights_keys keys = WEIGHTS_KEYS(known, true);

struct openvino {
	struct reading *r;
	XML_Parser parser;
	uint32_t part; /* of the table: the .bin; 0: nothing is known to lie in it yet */
	unsigned depth;
	unsigned info_depth;  /* of rt_info, when in it; 0 */
	struct arena scratch; /* of one layer */
	const char *constant; /* name of the Const layer whose <data> is to come; NULL */
	bool seen_net, failed;
	struct err *e;
};

static unsigned bid(const struct probe *p)
{
	static const char bom[] = "\xEF\xBB\xBF";
	size_t at = probe_has(p, 0, bom, 3) ? 3 : 0;
	if (!probe_has(p, at, "<?xml", 5) && !probe_has(p, at, "<net ", 5))
		return 0;
	const void *net = memmem(p->bytes, p->len, "<net ", 5);
	return net && memmem(p->bytes, p->len, "<layers>", 8) ? BID_BYTES(8) : 0;
}

static const char *attribute(const char **attributes, const char *name)
{
	for (; *attributes; attributes += 2)
		if (!strcmp(attributes[0], name))
			return attributes[1];
	return NULL;
}

static unsigned long line_of(const struct openvino *v)
{
	return (unsigned long)XML_GetCurrentLineNumber(v->parser);
}

__attribute__((format(printf, 2, 3))) static void fail(struct openvino *v, const char *format, ...)
{
	char text[sizeof v->e->text];
	va_list ap;
	va_start(ap, format);
	vsnprintf(text, sizeof text, format, ap);
	va_end(ap);
	if (!v->failed)
		err_set(v->e, ERR_INPUT, "line %lu: %s", line_of(v), text);
	v->failed = true;
	XML_StopParser(v->parser, XML_FALSE);
}

static void emit(struct openvino *v, const struct weights_key *is, const char *value)
{
	uint64_t start = (uint64_t)XML_GetCurrentByteIndex(v->parser), len = (uint64_t)XML_GetCurrentByteCount(v->parser);
	weights_claim(v->r, is, value, strlen(value), start, start + len, (uint32_t)line_of(v));
}

static bool decimal(const char *text, uint64_t *n)
{
	char *end;
	if (!text || *text < '0' || *text > '9' || strlen(text) > 19)
		return false;
	*n = strtoull(text, &end, 10);
	return !*end;
}

/* "3, 4" */
static bool read_shape(const char *text, struct tensor *row)
{
	char *end;
	for (text += strspn(text, " "); *text; text = end + strspn(end, ", ")) {
		if (*text < '0' || *text > '9' || row->rank == TENSOR_RANK)
			return false;
		row->shape[row->rank++] = strtoull(text, &end, 10);
	}
	return true;
}

/* The file beside that is called the same but for its ending. */
static uint32_t part_of(struct openvino *v)
{
	if (!v->part) {
		const char *base = v->r->probe->base, *dot = strrchr(base, '.');
		const char *bin = arena_printf(v->r->arena, "%.*s.bin", (int)(dot ? dot - base : (long)strlen(base)), base);
		v->part = reading_part(v->r, bin, strlen(bin));
	}
	return v->part;
}

static void take_constant(struct openvino *v, const char **attributes)
{
	struct tensor row = {.name = v->constant, .name_len = strlen(v->constant), .dtype = "?", .part = part_of(v)};
	const char *type = attribute(attributes, "element_type"), *shape = attribute(attributes, "shape");
	uint64_t count, bits_needed = 0;
	unsigned bits = 0;
	for (size_t i = 0; type && i < sizeof element_types / sizeof *element_types; i++)
		if (!strcmp(type, element_types[i].type)) {
			row.dtype = element_types[i].dtype;
			bits = element_types[i].bits;
		}
	if (!shape || !read_shape(shape, &row) || !decimal(attribute(attributes, "offset"), &row.start) ||
	    !decimal(attribute(attributes, "size"), &row.len)) {
		fail(v, "the constant '%s' has no sound shape, offset or size", weights_shown(v->r, row.name, row.name_len));
		return;
	}
	if (bits &&
	    (!tensor_elements(row.shape, row.rank, &count) || __builtin_mul_overflow(count, (uint64_t)bits, &bits_needed) ||
	     bits_needed / 8 + (bits_needed % 8 != 0) != row.len)) {
		fail(v, "the constant '%s' has another number of bytes than its shape needs",
		     weights_shown(v->r, row.name, row.name_len));
		return;
	}
	if (!bits) {
		row.state = TENSOR_CLOSED;
		v->r->gap = "it has constants of a type that this program does not know";
	}
	if (row.part == NO_TENSOR)
		row.state = TENSOR_CLOSED;
	if (weights_add(v->r, &row, v->e) < 0) {
		v->failed = true;
		XML_StopParser(v->parser, XML_FALSE);
	}
}

static void take_info(struct openvino *v, const char *element, const char **attributes)
{
	const char *name = attribute(attributes, "name"), *value = attribute(attributes, "value");
	const char *key = !strcmp(element, "info") && name ? name : element;
	if (value)
		emit(v, weights_key(&keys, key, strlen(key)), value);
}

static void take_net(struct openvino *v, const char **attributes)
{
	const char *name = attribute(attributes, "name"), *version = attribute(attributes, "version");
	v->seen_net = true;
	if (name)
		emit(v, weights_key(&keys, "name", 4), name);
	if (version)
		v->r->detail = arena_printf(v->r->arena, "IR %s", weights_shown(v->r, version, strlen(version)));
}

static void XMLCALL begin(void *of, const char *element, const char **attributes)
{
	struct openvino *v = of;
	if (++v->depth > MOST_DEPTH) {
		fail(v, "its elements are nested too deeply");
	} else if (v->depth == 1) {
		if (strcmp(element, "net") != 0)
			fail(v, "it is no OpenVINO model: it begins with <%s>", weights_shown(v->r, element, strlen(element)));
		else
			take_net(v, attributes);
	} else if (v->info_depth) {
		take_info(v, element, attributes);
	} else if (v->depth == 2 && !strcmp(element, "rt_info")) {
		v->info_depth = v->depth;
	} else if (!strcmp(element, "layer")) {
		const char *type = attribute(attributes, "type"), *name = attribute(attributes, "name");
		arena_release(&v->scratch);
		arena_init(&v->scratch);
		v->constant = type && !strcmp(type, "Const") ? arena_strdup(&v->scratch, name ? name : "") : NULL;
	} else if (v->constant && !strcmp(element, "data")) {
		take_constant(v, attributes);
		v->constant = NULL;
	} else if (!strcmp(element, "blobs")) {
		v->r->gap = "it is of a version before 10, whose constants are not read";
	}
}

static void XMLCALL end(void *of, const char *element)
{
	struct openvino *v = of;
	(void)element;
	if (v->depth == v->info_depth)
		v->info_depth = 0;
	v->depth--;
}

static void XMLCALL doctype(void *of, const char *name, const char *system, const char *public, int internal)
{
	(void)name, (void)system, (void)public, (void)internal;
	fail(of, "it has a document type, which no OpenVINO model needs; it was read no further");
}

/* The stream goes through the parser piece by piece. */
static int parse(struct openvino *v, struct err *e)
{
	struct cursor *c = v->r->stream;
	const uint8_t *bytes;
	size_t len;
	enum XML_Status status = XML_STATUS_OK;
	while (status == XML_STATUS_OK && (bytes = cursor_some(c, 1 << 16, &len))) {
		if (cursor_place(c) > (uint64_t)v->r->limits->header_bytes)
			return err_set(e, ERR_LIMIT, "it has more than %lld bytes (--limit header-bytes=…)",
				       (long long)v->r->limits->header_bytes);
		status = XML_Parse(v->parser, (const char *)bytes, (int)len, 0);
	}
	if (status == XML_STATUS_OK && c->state != CURSOR_BEYOND)
		status = XML_Parse(v->parser, "", 0, 1);
	if (status != XML_STATUS_OK && !v->failed)
		return err_set(e, ERR_INPUT, "line %lu: %s", line_of(v), XML_ErrorString(XML_GetErrorCode(v->parser)));
	return v->failed ? -1 : 0;
}

static int read(struct reading *r, struct err *e)
{
	struct openvino v = {.r = r, .e = e, .parser = XML_ParserCreate("UTF-8")};
	if (!v.parser)
		return err_set(e, ERR_LIMIT, "there is no memory to read it");
	arena_init(&v.scratch);
	r->same_names = true; /* loops and branches have layers of their own */
	XML_SetUserData(v.parser, &v);
	XML_SetElementHandler(v.parser, begin, end);
	XML_SetStartDoctypeDeclHandler(v.parser, doctype);
	int rc = parse(&v, e);
	if (rc == 0 && !tensors_count(r->tensors) && !r->gap)
		r->gap = "it has no constants";
	XML_ParserFree(v.parser);
	arena_release(&v.scratch);
	return rc;
}

const struct reader reader_openvino = {
	.id = "openvino",
	.title = "OpenVINO model",
	.spec = "https://docs.openvino.ai/2024/documentation/openvino-ir-format.html",
	.role = ROLE_WEIGHTS,
	.tensors = true,
	.bid = bid,
	.read = read,
};
