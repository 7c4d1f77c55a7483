/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "weights/torch_zip.h"

#include "weights/torch_tensors.h"
#include "weights/weights.h"
#include "weights/zip_names.h"

#include <string.h>

/* What follows the top folder in the member's name, or NULL; *len is its length. */
static const char *below_top(const struct zip_names *z, size_t *len)
{
	const char *slash = memchr(z->name, '/', z->len);
	*len = slash ? (size_t)(z->name + z->len - slash - 1) : 0;
	return slash ? slash + 1 : NULL;
}

static bool below_is(const struct zip_names *z, const char *name)
{
	size_t len;
	const char *rest = below_top(z, &len);
	return rest && len == strlen(name) && !memcmp(rest, name, len);
}

/* data/<number>, or any member of a folder that only TorchScript has */
static bool is_storage(const struct zip_names *z)
{
	size_t len;
	const char *rest = below_top(z, &len);
	if (!rest || len < 6 || memcmp(rest, "data/", 5) != 0)
		return false;
	for (size_t i = 5; i < len; i++)
		if (rest[i] < '0' || rest[i] > '9')
			return false;
	return true;
}

static bool is_code(const struct zip_names *z)
{
	static const char folder[] = "code/__torch__";
	size_t len;
	const char *rest = below_top(z, &len);
	return rest && len >= sizeof folder - 1 && !memcmp(rest, folder, sizeof folder - 1);
}

/* Does this data.pkl refer to classes that only a script has? */
static bool names_script_classes(const struct zip_names *z)
{
	const struct cursor *c = &z->cursor;
	size_t end = cursor_ok(c) && c->at > z->data ? c->at : c->len;
	return z->data < end && memmem(c->bytes + z->data, end - z->data, "__torch__", 9);
}

bool torch_is_training_state(const char *base)
{
	static const char *const names[] = {"training_args.bin", "optimizer.pt",  "optimizer.bin",
					    "scheduler.pt",	 "scheduler.bin", "scaler.pt"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (name_is(base, names[i]))
			return true;
	return name_begins(base, "rng_state") || name_ends(base, ".pdopt");
}

enum torch_kind torch_zip_kind(const struct probe *p)
{
	bool save = false, script = false;
	struct zip_names z;
	zip_names_init(&z, p);
	while (zip_names_next(&z)) {
		bool pickle = below_is(&z, "data.pkl");
		save |= pickle || below_is(&z, ".format_version") || below_is(&z, ".data/serialization_id");
		script |= is_code(&z) || below_is(&z, "constants.pkl") || below_is(&z, "bytecode.pkl") ||
			  (z.count == 1 && is_storage(&z)) || (pickle && names_script_classes(&z));
	}
	return script ? TORCH_SCRIPT : save ? TORCH_SAVE : TORCH_NONE;
}

/* --- members ---------------------------------------------------------------------------------------------------------------- */

struct torch_zip {
	struct arena trees;
	struct pickle_value *model, *constants;
	struct torch_tensors tensors, of_constants; /* each folder numbers its storages by itself */
	uint32_t constant_parts;		    /* where the parts of constants begin */
	bool collected, big;
	bool early; /* a storage came before the pickle */
};

/* The part of the name behind the top folder. */
static const char *inner_name(const char *name)
{
	const char *slash = strchr(name, '/');
	return slash ? slash + 1 : "";
}

bool torch_zip_first(const char *name)
{
	const char *inner = inner_name(name);
	return !strcmp(inner, "data.pkl") || !strcmp(inner, "constants.pkl") || !strcmp(inner, "byteorder");
}

static struct torch_zip *state_of(struct reading *r)
{
	if (!r->state) {
		struct torch_zip *z = ARENA_NEW(r->arena, struct torch_zip);
		arena_init(&z->trees);
		torch_tensors_init(&z->tensors, r);
		torch_tensors_init(&z->of_constants, r);
		r->state = z;
		r->views = true;
	}
	return r->state;
}

/* Once the pickles and the order of bytes are known, that is when the first storage comes: the rows. */
static int collect(struct torch_zip *z, struct reading *r, struct err *e)
{
	int rc = 0;
	if (z->collected)
		return 0;
	z->collected = true;
	z->tensors.big = z->of_constants.big = z->big;
	if (z->model)
		pickle_claims(r, z->model, false);
	if (z->model)
		rc = torch_tensors_collect(&z->tensors, z->model, "", 1, e);
	z->constant_parts = 1 + (uint32_t)z->tensors.n_storages;
	if (rc == 0 && z->constants)
		rc = torch_tensors_collect(&z->of_constants, z->constants, "constants", z->constant_parts, e);
	const char *odd = z->tensors.odd ? z->tensors.odd : z->of_constants.odd;
	if (odd)
		r->gap = odd;
	return rc;
}

/* The bytes of a storage come. */
static int take_storage(struct reading *r, bool constant, const char *key, struct cursor *c, uint32_t *part, struct err *e)
{
	struct torch_zip *z = state_of(r);
	if (!z->model) {
		z->early = true; /* nobody knows yet what lies in it */
		return 1;
	}
	if (collect(z, r, e) < 0)
		return -1;
	const struct torch_tensors *t = constant ? &z->of_constants : &z->tensors;
	uint32_t storage = torch_storage_find(t, key, strlen(key));
	if (storage == NO_TENSOR)
		return 1; /* no tensor is in it */
	*part = storage + (constant ? z->constant_parts : 1);
	struct torch_storage *s = &t->storages[storage];
	s->seen = true;
	uint64_t need;
	if (c->total != UINT64_MAX && !__builtin_mul_overflow(s->count, (uint64_t)s->size, &need) && c->total < need)
		return err_set(e, ERR_INPUT, "storage '%s' has %llu bytes, but the pickle says %llu",
			       weights_shown(r, key, strlen(key)), (unsigned long long)c->total, (unsigned long long)need);
	return 1;
}

static int take_byteorder(struct reading *r, struct cursor *c)
{
	const uint8_t *word = cursor_take(c, 3);
	state_of(r)->big = word && !memcmp(word, "big", 3);
	if (state_of(r)->big)
		r->detail = "big-endian";
	return 1;
}

int torch_zip_member(struct reading *r, const char *name, struct cursor *c, uint32_t *part, struct err *e)
{
	const char *inner = inner_name(name);
	bool constant = !strncmp(inner, "constants/", 10);
	struct torch_zip *z = state_of(r);
	if (!strcmp(inner, "byteorder"))
		return take_byteorder(r, c);
	if (!strcmp(inner, "data.pkl"))
		return z->model || z->collected ? 1 : unpickle(c, &z->trees, &z->model, e) < 0 ? -1 : 1;
	if (!strcmp(inner, "constants.pkl"))
		return z->constants || z->collected ? 1 : unpickle(c, &z->trees, &z->constants, e) < 0 ? -1 : 1;
	if (constant || !strncmp(inner, "data/", 5))
		return take_storage(r, constant, inner + (constant ? 10 : 5), c, part, e);
	return 0;
}

/* A storage that tensors are in, and that did not come; NULL when all did. */
static const char *missing(const struct torch_tensors *t)
{
	for (size_t i = 0; i < t->n_storages; i++)
		if (!t->storages[i].seen && t->storages[i].count)
			return t->storages[i].key;
	return NULL;
}

int torch_zip_finish(struct reading *r, struct err *e)
{
	struct torch_zip *z = state_of(r);
	int rc = collect(z, r, e);
	const char *key = missing(&z->tensors) ? missing(&z->tensors) : missing(&z->of_constants);
	if (z->early)
		r->gap = "its tensors are described behind their bytes, and it is too large to be held in memory";
	else if (rc == 0 && key)
		rc = err_set(e, ERR_INPUT, "storage '%s', which the pickle names, is not there",
			     weights_shown(r, key, strlen(key)));
	torch_tensors_release(&z->tensors);
	torch_tensors_release(&z->of_constants);
	arena_release(&z->trees);
	return rc;
}
