/* SPDX-License-Identifier: MIT */
/*
 * TensorFlow.js: bare bytes of tensors in shards; what they are stands in model.json or *_weights_manifest.json beside them
 * (declared/tfjs_manifest.c). The shards' names are all there is to see here, and some packages wrap a shard as base64 in a
 * JavaScript module.
 */
#include "weights/weights.h"

enum { BASE64_RUN = 1024 };

static bool is_shard(const char *base)
{
	return name_ends_like(base, "-shard#of#.bin") || name_ends_like(base, "-shard#of#") ||
	       name_ends_like(base, "-shard#.bin") || name_ends_like(base, "-shard#");
}

static bool is_script(const char *base)
{
	return name_ends_like(base, "-shard#of#.js") || name_ends_like(base, "-shard#of#.min.js");
}

static bool is_base64(uint8_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '+' || c == '/';
}

static bool has_base64(const struct probe *p)
{
	for (size_t i = 0, run = 0; i < p->len; i++) {
		run = is_base64(p->bytes[i]) ? run + 1 : 0;
		if (run == BASE64_RUN)
			return true;
	}
	return false;
}

static unsigned bid(const struct probe *p)
{
	if (is_shard(p->base))
		return probe_is_binary(p) ? BID_OWN_NAME : 0;
	return is_script(p->base) && has_base64(p) ? BID_BYTES(4) : 0;
}

static int read(struct reading *r, struct err *e)
{
	if (!is_script(r->probe->base))
		return weights_take_outline(r, "the manifest (model.json)", e);
	r->detail = "base64 in JavaScript";
	r->gap = "it is base64 in a script, which is not decoded";
	return 0;
}

const struct reader reader_tfjs = {
	.id = "tfjs",
	.title = "TensorFlow.js weights shard",
	.spec = "https://github.com/tensorflow/tfjs/blob/master/tfjs-converter/README.md",
	.role = ROLE_WEIGHTS,
	.tensors = true,
	.bid = bid,
	.read = read,
};
