/* SPDX-License-Identifier: MIT */
/*
 * TensorFlow.js: bare bytes of tensors in shards; what they are stands in model.json or *_weights_manifest.json beside them
 * (declared/tfjs_manifest.c). The shards' names are all there is to see here. Some packages wrap a shard as base64 in a JavaScript module,
 * which is called like it ("group1-shard1of1.min.js"): the first long run of base64 is decoded, and is what the manifest says that the shard is.
 */
#include "base/digest.h"
#include "classify/pass.h"
#include "weights/weights.h"

#include <string.h>

enum { BASE64_RUN = 1024, SCRIPT_PART = 1 };

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

/* --- base64 in a script ------------------------------------------------------------------------------------------------------- */

struct script {
	struct reading *r;
	struct pass pass;
	struct digest digest; /* of all that was decoded */
	uint64_t bytes;	      /* how many */
	uint8_t held[BASE64_RUN];
	size_t run; /* characters of base64 in a row, as long as the shard has not begun */
	bool inside, over;
	uint32_t bits; /* of the group of four characters at hand */
	unsigned n_bits;
	uint8_t out[3 * 1024];
	size_t n_out;
};

static unsigned value_of(uint8_t c)
{
	return c >= 'a' ? c - 'a' + 26U : c >= 'A' ? c - 'A' + 0U : c >= '0' ? c - '0' + 52U : c == '+' ? 62 : 63;
}

static void flush(struct script *s)
{
	pass_bytes(&s->pass, s->out, s->n_out);
	digest_update(&s->digest, s->out, s->n_out, NULL);
	s->bytes += s->n_out;
	s->n_out = 0;
}

static void decode(struct script *s, uint8_t c)
{
	s->bits = s->bits << 6 | value_of(c);
	s->n_bits += 6;
	if (s->n_bits < 8)
		return;
	s->n_bits -= 8;
	s->out[s->n_out++] = (uint8_t)(s->bits >> s->n_bits);
	if (s->n_out == sizeof s->out)
		flush(s);
}

static void take_character(struct script *s, uint8_t c)
{
	bool ours = is_base64(c);
	if (s->inside && ours) {
		decode(s, c);
	} else if (s->inside) {
		s->inside = false;
		s->over = true;
		s->run = 0;
	} else if (!ours) {
		s->run = 0;
	} else if (s->run + 1 < BASE64_RUN) {
		s->held[s->run++] = c;
	} else if (s->over) {
		s->r->gap = "it has base64 in several pieces";
	} else {
		s->inside = true;
		for (size_t i = 0; i < s->run; i++)
			decode(s, s->held[i]);
		decode(s, c);
	}
}

/* "group1-shard1of1.min.js": what the manifest may call the shard. */
static int take_outline(struct reading *r, int64_t *size, struct err *e)
{
	static const char *const scripts[] = {".min.js", ".js"}, *const shards[] = {".bin", ""};
	const char *name = r->probe->name;
	size_t len = strlen(name);
	len -= strlen(scripts[!name_ends(name, scripts[0])]);
	int told = 0;
	for (size_t i = 0; i < 2 && !told; i++)
		told = weights_take_outline_of(r, arena_printf(r->arena, "%.*s%s", (int)len, name, shards[i]), SCRIPT_PART, size,
					       e);
	return told;
}

static int finish_script(struct script *s, int told, int64_t size, struct err *e)
{
	struct reading *r = s->r;
	uint8_t sha256[DIGEST_BYTES];
	char hex[DIGEST_HEX];
	flush(s);
	pass_end(&s->pass);
	if (digest_final(&s->digest, sha256, NULL) == 0) {
		digest_hex(sha256, hex);
		sink_note(r->sink, "decoded", "Its base64 stands for %llu bytes with the SHA-256 %s.",
			  (unsigned long long)s->bytes, hex);
	}
	if (!told && !r->gap)
		r->gap = "what its base64 holds is said by the manifest (model.json), which was not read before it";
	if (s->inside || s->run + 1 >= BASE64_RUN) /* a script goes on behind it, at least with a quotation mark */
		return err_set(e, ERR_INPUT, "it ends within its base64, at byte %llu",
			       (unsigned long long)cursor_place(r->stream));
	if (told && size >= 0 && (uint64_t)size != s->bytes)
		return err_set(e, ERR_INPUT, "its base64 stands for %llu bytes, but by the manifest it should have %lld",
			       (unsigned long long)s->bytes, (long long)size);
	return weights_finish(r->stream, "script", e);
}

static int read_script(struct reading *r, struct err *e)
{
	struct script *s = ARENA_NEW(r->arena, struct script);
	int64_t size = -1;
	s->r = r;
	r->detail = "base64 in JavaScript";
	int told = take_outline(r, &size, e);
	if (told < 0)
		return -1;
	pass_init(&s->pass, r->tensors, SCRIPT_PART, (size_t)r->limits->spool_bytes);
	digest_init(&s->digest, NULL);
	while (!cursor_ended(r->stream)) {
		size_t n;
		const uint8_t *bytes = cursor_some(r->stream, UINT64_MAX, &n);
		for (size_t i = 0; bytes && i < n; i++)
			take_character(s, bytes[i]);
	}
	int rc = finish_script(s, told, size, e);
	digest_release(&s->digest);
	return rc;
}

static int read(struct reading *r, struct err *e)
{
	return is_script(r->probe->base) ? read_script(r, e) : weights_take_outline(r, "the manifest (model.json)", e);
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
