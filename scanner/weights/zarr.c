/* SPDX-License-Identifier: MIT */
/*
 * Description of a Zarr array (zarr_array.h): says what lies in the first chunk beside it. A tensor is called as the array's folder, which is all
 * that Orbax needs ("params.dense.kernel"); groups around it are no part of the name. What people say of an array or a group are its
 * attributes: ".zattrs" in version 2, "attributes" of zarr.json in version 3.
 */
#include "base/json.h"
#include "weights/weights.h"
#include "weights/zarr_array.h"

#include <string.h>

enum { MOST_BYTES = 4 << 20 };

static bool tells(const char *base)
{
	return name_is(base, ".zarray") || name_is(base, ".zattrs") || name_is(base, "zarr.json");
}

static unsigned bid(const struct probe *p)
{
	size_t i = 0;
	while (i < p->len && (p->bytes[i] == ' ' || (p->bytes[i] >= '\t' && p->bytes[i] <= '\r')))
		i++;
	return tells(p->base) && i < p->len && p->bytes[i] == '{' ? BID_OWN_NAME + 1 : 0;
}

/* "…/w/.zarray" -> "w" */
static const char *folder_name(struct reading *r, size_t *len)
{
	const char *name = r->probe->name, *end = r->probe->base > name ? r->probe->base - 1 : name, *begin = end;
	while (begin > name && begin[-1] != '/')
		begin--;
	*len = (size_t)(end - begin);
	return begin;
}

/* "0.0", or for version 3 "c/0/0": where the elements begin. */
static const char *first_chunk(struct reading *r, const struct zarr_array *z)
{
	char numbers[2 * TENSOR_RANK + 3] = "", *at = numbers;
	bool below = z->version == 3 && z->separator == '/';
	if (below)
		*at++ = 'c';
	for (unsigned i = 0; i < z->row.rank || (!i && !below); i++) {
		if (i || below)
			*at++ = z->separator;
		*at++ = '0';
	}
	*at = 0;
	return arena_printf(r->arena, "%.*s%s", (int)(r->probe->base - r->probe->name), r->probe->name, numbers);
}

static int tell(struct reading *r, struct zarr_array *z, struct err *e)
{
	const char *file = first_chunk(r, z);
	bool open = z->row.state == TENSOR_OPEN;
	if (!r->outlines)
		return 0;
	z->row.name = folder_name(r, &z->row.name_len);
	if (!open)
		z->row.len = 0;
	outlines_mention(r->outlines, file, open ? (int64_t)z->row.len : -1);
	if (outlines_add(r->outlines, file, &z->row))
		return 0;
	return err_set(e, ERR_LIMIT,
		       "with its tensors the distribution has more than %lld; the others were left out (--limit tensors=…)",
		       (long long)r->limits->tensors);
}

static void take_attributes(struct reading *r, const struct yaml *attributes)
{
	static const struct weights_keys keys = {.any = true};
	for (size_t i = 0; attributes && attributes->type == YAML_MAP && i < attributes->count; i++) {
		const struct yaml *key = attributes->keys[i], *value = attributes->items[i];
		if (value->type == YAML_SCALAR && value->quoted)
			weights_claim(r, weights_key(&keys, key->text, key->text_len), value->text, value->text_len, value->start,
				      value->end, value->line);
	}
}

static int read(struct reading *r, struct err *e)
{
	struct cursor *c = r->stream;
	BUF_AUTO struct buf json;
	struct zarr_array z;
	buf_init(&json, MOST_BYTES);
	while (!cursor_ended(c)) {
		size_t n;
		const uint8_t *bytes = cursor_some(c, MOST_BYTES, &n);
		if (bytes && buf_add(&json, bytes, n) < 0)
			return err_set(e, ERR_LIMIT, "the description of a Zarr array has more than %d bytes", MOST_BYTES);
	}
	if (!cursor_ok(c))
		return weights_finish(c, "description of a Zarr array", e);
	const struct yaml *root;
	bool attributes = name_is(r->probe->base, ".zattrs");
	if (json_parse(buf_str(&json), json.len, r->arena, &root, e) < 0)
		return -1;
	take_attributes(r, attributes ? root : yaml_get(root, "attributes"));
	int rc = attributes ? 0 : zarr_array_read(r, root, &z, e);
	return rc < 1 ? rc : tell(r, &z, e);
}

const struct reader reader_zarr = {
	.id = "zarr",
	.title = "description of a Zarr array",
	.spec = "https://zarr-specs.readthedocs.io/en/latest/specs.html",
	.role = ROLE_WEIGHTS,
	.bid = bid,
	.read = read,
	.tells = tells,
};
