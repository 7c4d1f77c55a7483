/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "weights/weights.h"

#include "base/utf8.h"

#include <string.h>
#include <strings.h>

#define FORMAT(x) extern const struct reader reader_##x;
#include "weights/formats.def"
#undef FORMAT

static const struct reader *const table[] = {
#define FORMAT(x) &reader_##x,
#include "weights/formats.def"
#undef FORMAT
};

const struct reader *const *weights_readers(size_t *n)
{
	*n = sizeof table / sizeof *table;
	return table;
}

bool probe_is_binary(const struct probe *p)
{
	return !p->len || !utf8_plausible_text(p->bytes, p->len);
}

unsigned bid_ending(const struct probe *p, const char *ending)
{
	return name_ends(p->base, ending) && probe_is_binary(p) ? BID_OWN_NAME : 0;
}

bool bytes_are_printable(const uint8_t *bytes, size_t len)
{
	for (size_t at = 0, step; at < len; at += step) {
		step = utf8_length(bytes + at, len - at);
		if (!step || bytes[at] < 0x20 || bytes[at] == 0x7F)
			return false;
	}
	return true;
}

int weights_misnamed(const char *what, struct err *e)
{
	return err_set(e, ERR_INPUT, "it is called like a %s, but does not begin like one: damaged, encrypted or something else",
		       what);
}

int weights_finish(const struct cursor *c, const char *what, struct err *e)
{
	unsigned long long at = (unsigned long long)cursor_place(c);
	if (c->state == CURSOR_LIMIT)
		return err_set(e, ERR_LIMIT, "the %s has something at byte %llu that is too long to be read in one piece", what,
			       at);
	if (c->state != CURSOR_DAMAGED)
		return 0;
	return err_set(e, ERR_INPUT, "the %s is damaged at byte %llu: it ends too early or holds an impossible number", what, at);
}

int weights_add(struct reading *r, const struct tensor *row, struct err *e)
{
	if (tensors_add(r->tensors, row) != NO_TENSOR)
		return 0;
	return err_set(e, ERR_LIMIT,
		       "with its tensors the distribution has more than %lld; the others were left out (--limit tensors=…)",
		       (long long)r->limits->tensors);
}

/* size: of what the rows lie in; -1 when not known. */
static int take_rows(struct reading *r, const struct tensors *told, uint32_t part, int64_t size, struct err *e)
{
	int64_t strides[TENSOR_RANK];
	for (uint32_t i = 0; i < tensors_count(told); i++) {
		struct tensor row;
		tensors_get(told, i, &row, strides);
		if (row.state == TENSOR_CLOSED)
			r->gap = "it has tensors of strings, that go on in another file, or of a type that this program does not "
				 "know";
		row.part = part;
		if (size >= 0 && row.start + row.len > (uint64_t)size)
			return err_set(e, ERR_INPUT, "it ends at byte %lld, but the tensor '%s' is said to end at byte %llu",
				       (long long)size, weights_shown(r, row.name, row.name_len),
				       (unsigned long long)row.start + row.len);
		if (weights_add(r, &row, e) < 0)
			return -1;
	}
	return 0;
}

int weights_take_outline(struct reading *r, const char *who, struct err *e)
{
	int64_t size = -1;
	int rc = 0;
	r->depends = true;
	struct tensors *told = r->outlines ? outlines_take(r->outlines, r->probe->name, &size) : NULL;
	if (!told)
		r->gap = arena_printf(r->arena, "what lies in it is said by %s, which was not read before it", who);
	else if (size >= 0 && r->probe->size != size)
		r->gap = arena_printf(r->arena, "by %s it should have %lld bytes", who, (long long)size);
	else
		rc = take_rows(r, told, 0, r->probe->size, e);
	tensors_free(told);
	return rc;
}

int weights_take_outline_of(struct reading *r, const char *entry, uint32_t part, int64_t *size, struct err *e)
{
	r->depends = true;
	struct tensors *told = r->outlines ? outlines_take(r->outlines, entry, size) : NULL;
	int rc = told ? take_rows(r, told, part, *size, e) : 0;
	bool found = told != NULL;
	tensors_free(told);
	return rc < 0 ? -1 : found;
}

void weights_digest(struct tensor *row, const void *bytes, size_t len)
{
	DIGEST_AUTO struct digest d = {0};
	bool ok = digest_init(&d, NULL) == 0 && digest_update(&d, bytes, len, NULL) == 0 &&
		  digest_final(&d, row->sha256, NULL) == 0;
	row->state = ok ? TENSOR_HASHED : TENSOR_CLOSED;
}

unsigned dtype_bits(const char *name)
{
	static const struct {
		const char *name;
		unsigned bits;
	} dtypes[] = {
		{"BOOL", 8},	{"F4", 4},	{"F6_E2M3", 6}, {"F6_E3M2", 6},	    {"U8", 8},		{"I8", 8},
		{"F8_E5M2", 8}, {"F8_E4M3", 8}, {"F8_E8M0", 8}, {"F8_E4M3FNUZ", 8}, {"F8_E5M2FNUZ", 8}, {"E8M0", 8},
		{"UE8", 8},	{"FP4", 4},	{"I16", 16},	{"U16", 16},	    {"F16", 16},	{"BF16", 16},
		{"I32", 32},	{"U32", 32},	{"F32", 32},	{"C64", 64},	    {"F64", 64},	{"I64", 64},
		{"U64", 64},	{"C128", 128},	{"I4", 4},	{"U4", 4},	    {"I2", 2},		{"U2", 2},
	};
	for (size_t i = 0; i < sizeof dtypes / sizeof *dtypes; i++)
		if (!strcmp(dtypes[i].name, name))
			return dtypes[i].bits;
	return 0;
}

static const struct {
	const char *name, *dtype;
} called[] = {
	{"bool", "BOOL"},
	{"int8", "I8"},
	{"int16", "I16"},
	{"int32", "I32"},
	{"int64", "I64"},
	{"uint8", "U8"},
	{"uint16", "U16"},
	{"uint32", "U32"},
	{"uint64", "U64"},
	{"float16", "F16"},
	{"float32", "F32"},
	{"float64", "F64"},
	{"complex64", "C64"},
	{"complex128", "C128"},
	{"bfloat16", "BF16"},
	{"float8_e5m2", "F8_E5M2"},
	{"float8_e4m3fn", "F8_E4M3"},
	{"float8_e4m3fnuz", "F8_E4M3FNUZ"},
	{"float8_e5m2fnuz", "F8_E5M2FNUZ"},
};

const char *dtype_called(const char *name, size_t len)
{
	for (size_t i = 0; i < sizeof called / sizeof *called; i++)
		if (strlen(called[i].name) == len && !memcmp(called[i].name, name, len))
			return called[i].dtype;
	return NULL;
}

bool dtype_named_in(const void *bytes, size_t len)
{
	for (size_t i = 0; i < sizeof called / sizeof *called; i++)
		if (memmem(bytes, len, called[i].name, strlen(called[i].name)))
			return true;
	return false;
}

bool tensor_bytes(const uint64_t *shape, unsigned rank, unsigned bits, uint64_t *bytes)
{
	uint64_t count, all;
	if (!tensor_elements(shape, rank, &count) || __builtin_mul_overflow(count, (uint64_t)bits, &all) || all % 8)
		return false;
	*bytes = all / 8;
	return true;
}

/* What people call these things in maps where anything may stand. */
static const struct weights_key any_keys[] = {
	{"license", "license", true},
	{"licence", "license", true},
	{"model_license", "license", true},
	{"license_name", "license_name", true},
	{"license_link", "license_link", true},
	{"license_url", "license_link", true},
	{"base_model", "base_model", true},
	{"dataset", "dataset", true},
	{"datasets", "dataset", true},
	{"source", "source", true},
	{"name", "name", false},
	{"title", "name", false},
	{"model_name", "name", false},
	{"author", "author", false},
	{"authors", "author", false},
	{"model_author", "author", false},
	{"creator", "author", false},
	{"organization", "organization", false},
	{"description", "description", false},
	{"version", "version", false},
	{"model_version", "version", false},
};

static const struct weights_key *find_key(const struct weights_key *keys, size_t n, const char *key, size_t len)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(keys[i].key) == len && !strncasecmp(keys[i].key, key, len))
			return &keys[i];
	return NULL;
}

const struct weights_key *weights_key(const struct weights_keys *keys, const void *key, size_t len)
{
	const struct weights_key *own = find_key(keys->own, keys->n, key, len);
	return own || !keys->any ? own : find_key(any_keys, sizeof any_keys / sizeof *any_keys, key, len);
}

void weights_claim(struct reading *r, const struct weights_key *is, const void *value, size_t len, uint64_t start, uint64_t end,
		   uint32_t line)
{
	if (is)
		(is->declared ? reading_declared : reading_meta)(r, is->field, value, len, start, end, line);
}

const char *weights_shown(struct reading *r, const char *name, size_t len)
{
	return utf8_visible(r->arena, name, len, 120);
}
