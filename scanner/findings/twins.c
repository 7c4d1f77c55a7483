/* SPDX-License-Identifier: MIT */
#include "findings/twins.h"

#include "base/buf.h"
#include "findings/conclude.h"
#include "findings/finding.h"

#include <stdlib.h>
#include <string.h>

enum {
	TELLING_ELEMENTS = 1000,	 /* fewer are a table that anybody comes by: means, edges of bands */
	FILL_BYTES = 64 * 1024,		 /* that are hashed at a time */
	FILLED_BYTES = 64 * 1024 * 1024, /* of a model's tensors that are looked at for it; nobody fills more with one number */
};

static int by_digest(const void *a, const void *b)
{
	const struct artifact *x = *(struct artifact *const *)a, *y = *(struct artifact *const *)b;
	int order = memcmp(x->digest, y->digest, sizeof x->digest);
	return order ? order : strcmp(x->path, y->path);
}

static bool means(const struct catalog *c, const struct expression *x, const struct expression *y)
{
	return y->op == EXPRESSION_LICENSE && y->license && expression_means(c, x, y->license);
}

static bool same_license(const struct catalog *c, const struct artifact *a, const struct artifact *b)
{
	return !strcmp(a->concluded, b->concluded) || means(c, a->expression, b->expression) ||
	       means(c, b->expression, a->expression);
}

static const struct fact *evidence_of(const struct artifact *a)
{
	return a->n_declared ? a->declared[0].fact : a->n_matches ? a->matches[0] : a->weights[0];
}

static const char *called(const struct artifact *a)
{
	return *a->path ? a->path : a->name;
}

static void say(struct artifacts *as, struct artifact *a, const struct artifact *twin)
{
	const struct fact *evidence[] = {evidence_of(a), evidence_of(twin)};
	finding_add(a, &as->arena, FINDING_SAME_WEIGHTS, evidence, 2,
		    "The weights of %s are, tensor by tensor, those of %s, which is under %s; here they are under %s.", called(a),
		    called(twin), twin->concluded, a->concluded);
}

/* --- weights that tell nothing ---------------------------------------------------------------------------------------------------- */

/* The bytes of the number one, as the element type has it; 0: another type. */
static size_t one_as(const char *dtype, uint8_t out[8])
{
	static const struct {
		const char *dtype;
		size_t width;
		uint8_t bytes[8];
	} ones[] = {{"F64", 8, {0, 0, 0, 0, 0, 0, 0xF0, 0x3F}},
		    {"F32", 4, {0, 0, 0x80, 0x3F}},
		    {"F16", 2, {0, 0x3C}},
		    {"BF16", 2, {0x80, 0x3F}},
		    {"I64", 8, {1}},
		    {"I32", 4, {1}},
		    {"I8", 1, {1}},
		    {"U8", 1, {1}},
		    {"BOOL", 1, {1}}};
	for (size_t i = 0; i < sizeof ones / sizeof *ones; i++)
		if (!strcmp(ones[i].dtype, dtype)) {
			memcpy(out, ones[i].bytes, ones[i].width);
			return ones[i].width;
		}
	return 0;
}

/* Has the tensor that digest when the number of so many bytes stands in all its places? */
static bool is_filled_with(const struct tensor *t, const uint8_t *number, size_t width)
{
	uint8_t bytes[FILL_BYTES], digest[DIGEST_BYTES];
	DIGEST_AUTO struct digest d = {0};
	struct err e = {0};
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = number[i % width];
	if (digest_init(&d, &e))
		return false;
	for (uint64_t left = t->len; left;) {
		size_t n = left < sizeof bytes ? (size_t)left : sizeof bytes;
		if (digest_update(&d, bytes, n, &e))
			return false;
		left -= n;
	}
	return !digest_final(&d, digest, &e) && !memcmp(digest, t->sha256, sizeof digest);
}

/* All its numbers are zero, or one: nobody trained it. */
static bool is_filled(const struct tensor *t)
{
	uint8_t zero = 0, one[8];
	size_t width = one_as(t->dtype, one);
	if (t->state != TENSOR_HASHED)
		return false;
	return is_filled_with(t, &zero, 1) || (width && is_filled_with(t, one, width));
}

static uint64_t elements_of(const struct tensor *t)
{
	uint64_t n = 1;
	for (unsigned i = 0; i < t->rank && n < TELLING_ELEMENTS; i++)
		n *= t->shape[i] < TELLING_ELEMENTS ? t->shape[i] : TELLING_ELEMENTS;
	return n;
}

/* It has numbers enough that nobody else comes by them in another way. */
static bool is_telling(const struct artifact *a)
{
	uint64_t n = 0, looked = 0;
	for (size_t i = 0; i < a->n_weights; i++) {
		const struct weights *w = a->weights[i]->detail;
		for (uint32_t k = 0; k < tensors_count(w->tensors) && n < TELLING_ELEMENTS; k++) {
			struct tensor t;
			tensors_get(w->tensors, k, &t, NULL);
			looked += t.len < FILLED_BYTES ? t.len : FILLED_BYTES;
			n += looked < FILLED_BYTES && is_filled(&t) ? 0 : elements_of(&t);
		}
	}
	return n >= TELLING_ELEMENTS;
}

/* Models with one digest: each beside the first of them that is under another license. */
static void compare(struct artifacts *as, const struct catalog *c, struct artifact **at, size_t n)
{
	const struct artifact *other = NULL; /* the first that differs from the first of all */
	for (size_t i = 1; i < n && !other; i++)
		other = same_license(c, at[0], at[i]) ? NULL : at[i];
	for (size_t i = 0; other && is_telling(at[0]) && i < n; i++)
		say(as, at[i], i && !same_license(c, at[0], at[i]) ? at[0] : other);
}

void twins_find(struct artifacts *as, const struct catalog *c)
{
	struct artifact **at = mem_array(as->count, sizeof *at);
	size_t n = 0;
	for (size_t i = 0; i < as->count; i++)
		if (as->at[i].has_digest && as->at[i].n_weights && as->at[i].expression)
			at[n++] = &as->at[i];
	if (n)
		qsort(at, n, sizeof *at, by_digest);
	for (size_t from = 0, to; from < n; from = to) {
		for (to = from + 1; to < n && !memcmp(at[from]->digest, at[to]->digest, sizeof at[to]->digest);)
			to++;
		compare(as, c, at + from, to - from);
	}
	free(at);
}
