/* SPDX-License-Identifier: MIT */
/*
 * OCDBT, the store of JAX checkpoints that Orbax writes: a manifest (manifest.ocdbt), and data files in a folder "d" whose names are 32
 * hexadecimal digits. The data files hold the nodes of a tree, and pieces of Zarr arrays, mostly compressed with Zstandard. They
 * are recognised and hashed as files; the arrays in them are not read.
 */
#include "weights/weights.h"

#include <string.h>

static const char manifest_magic[] = "\x0C\xDB\x3A\x2A", node_magic[] = "\x0C\xDB\x20\xDE";
enum { MAGIC = 4, DATA_NAME = 32, HIGHEST_VERSION = 0 };

static bool is_manifest(const struct probe *p)
{
	return probe_has(p, 0, manifest_magic, MAGIC);
}

/* …/d/0123456789abcdef0123456789abcdef */
static bool is_data_name(const struct probe *p)
{
	size_t before = (size_t)(p->base - p->name);
	bool in_d = before >= 2 && p->name[before - 2] == 'd' && (before == 2 || p->name[before - 3] == '/');
	return in_d && strlen(p->base) == DATA_NAME && strspn(p->base, "0123456789abcdef") == DATA_NAME;
}

static unsigned bid(const struct probe *p)
{
	if (is_manifest(p) || probe_has(p, 0, node_magic, MAGIC))
		return BID_BYTES(MAGIC);
	if (name_is(p->base, "manifest.ocdbt"))
		return probe_is_binary(p) ? BID_OWN_NAME : 0;
	return is_data_name(p) && probe_is_binary(p) ? BID_OWN_NAME : 0;
}

static int read(struct reading *r, struct err *e)
{
	struct cursor *c = r->stream;
	r->gap = "its arrays are pieces in an OCDBT store, which are not read";
	if (!is_manifest(r->probe)) {
		r->detail = "data";
		return name_is(r->probe->base, "manifest.ocdbt") ? weights_misnamed("manifest of an OCDBT store", e) : 0;
	}
	r->detail = "manifest";
	cursor_skip(c, MAGIC);
	uint64_t len = cursor_u64(c), version = cursor_varint(c);
	if (cursor_ok(c) && version > HIGHEST_VERSION)
		return err_set(e, ERR_INPUT, "the manifest is damaged at byte 12: there is no version %llu",
			       (unsigned long long)version);
	if (cursor_ok(c) && r->probe->size >= 0 && len != (uint64_t)r->probe->size)
		return err_set(e, ERR_INPUT, "the manifest is damaged at byte 4: it says that it has %llu bytes, and it has %lld",
			       (unsigned long long)len, (long long)r->probe->size);
	return weights_finish(c, "manifest of an OCDBT store", e);
}

const struct reader reader_ocdbt = {
	.id = "ocdbt",
	.title = "OCDBT store of a JAX checkpoint (Orbax)",
	.spec = "https://google.github.io/tensorstore/kvstore/ocdbt/index.html#storage-format",
	.role = ROLE_WEIGHTS,
	.bid = bid,
	.read = read,
};
