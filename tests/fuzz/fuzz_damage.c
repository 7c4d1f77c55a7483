/* SPDX-License-Identifier: MIT */
/*
 * False passes: the first byte picks a file's name, the rest is the file, in a directory that passes without it. Where the whole file
 * passes, every tensor with a digest must have had its bytes. Wherever a seed is cut, the directory must not pass, unless it has the same
 * to say or nothing is recognised any more; of formats that say where they end the same is asked of any bytes. And whichever bit of a seed
 * is another, no entry in it goes away in silence.
 *
 * replay.c tells which file is a seed: it has to pass whole, or nothing would be tested. LICET_FUZZ_ALL=1 cuts all files
 * everywhere, and changes every bit; LICET_FUZZ_LIST=1 prints what is wrong instead of dying of it.
 */
#define _GNU_SOURCE
#include "folder.h"
#include "names.h"

#include "base/buf.h"
#include "base/path.h"

enum { ALL_CUTS = 40, CUTS = 15, TOLD = 1 << 20, PACKED = 2000 };

/* Pieces of these are whole files, only shorter: texts, tensors one behind the other, what may lack its last part. */
static const char *const endless[] = {"README.md",
				      "METADATA",
				      "copyright",
				      "Modelfile",
				      "mergekit_config.yml",
				      "MLmodel",
				      "Kitfile",
				      "CITATION.cff",
				      "model_config.yaml",
				      "model.safetensors.license",
				      "inference.pdiparams",
				      "chat_template.jinja",
				      "pyproject.toml",
				      "Cargo.toml",
				      "setup.py",
				      "setup.cfg",
				      "DESCRIPTION",
				      ".gitmodules",
				      "x.rknn"};
static const char *const ending[] = {"model.safetensors", "model.gguf", "model.h5", "model.pte"};

static const char *name; /* of the file */
static char told[TOLD];	 /* what the evidence says, without sizes and places */
static char kind[64];	 /* as what the file was recognised; "" */
static size_t entries;
static bool has_more_than_it_can;

/* Bytes of an element, where the name of the type says it; else 0. */
static uint64_t width_of(const char *dtype)
{
	unsigned long bits = strtoul(dtype + strcspn(dtype, "0123456789"), NULL, 10);
	return strspn(dtype, "FIUB") && bits >= 8 ? bits / 8 : 0;
}

/* A digest means that there were bytes: not more than the file can hold, even when they were packed. */
static bool can_hold(const struct weights *w)
{
	for (uint32_t i = 0; i < tensors_count(w->tensors); i++) {
		struct tensor t;
		uint64_t n, bytes;
		tensors_get(w->tensors, i, &t, NULL);
		if (t.state != TENSOR_HASHED)
			continue;
		if (!tensor_elements(t.shape, t.rank, &n) || __builtin_mul_overflow(n, width_of(t.dtype), &bytes) ||
		    bytes > w->size * PACKED)
			return false;
	}
	return true;
}

static void tell(struct buf *b, const struct fact *f)
{
	const struct weights *w = f->detail;
	const struct match *m = f->detail;
	char hex[DIGEST_HEX] = "";
	entries += f->kind == FACT_ENTRY;
	if (f->kind == FACT_ENTRY)
		buf_printf(b, "entry %s\n", f->at.entry);
	if (f->kind == FACT_ENTRY && f->key && !strcmp(f->at.entry, name))
		snprintf(kind, sizeof kind, "%s", f->key);
	if (f->kind == FACT_DECLARED || f->kind == FACT_META)
		buf_printf(b, "%s: %s = %s\n", f->at.entry, f->key, f->value);
	if (f->kind == FACT_MATCH && m->license)
		buf_printf(b, "%s is %s\n", f->at.entry, m->license->id);
	if (f->kind != FACT_WEIGHTS)
		return;
	if (w->has_digest)
		digest_hex(w->digest, hex);
	buf_printf(b, "%s: %s %s %s\n", f->at.entry, w->format, hex, w->gap ? w->gap : "");
	has_more_than_it_can |= !can_hold(w);
}

static void look(const struct evidence *ev, const struct artifacts *judged, enum verdict verdict)
{
	BUF_AUTO struct buf b;
	(void)judged, (void)verdict;
	buf_init(&b, TOLD - 1);
	has_more_than_it_can = false;
	kind[0] = 0;
	entries = 0;
	for (size_t i = 0; i < ev->count; i++)
		tell(&b, &ev->facts[i]);
	snprintf(told, sizeof told, "%s", buf_str(&b));
}

static void complain(size_t len, size_t size, const char *why)
{
	const char *file = getenv("LICET_FUZZ_FILE");
	fprintf(stderr, "%s (%s), %zu of %zu bytes: %s\n", name, file ? file : "", len, size, why);
	if (!getenv("LICET_FUZZ_LIST"))
		__builtin_trap();
}

static void cut_everywhere(const uint8_t *bytes, size_t size)
{
	static char whole[TOLD];
	char as[sizeof kind];
	size_t step = size <= ALL_CUTS || getenv("LICET_FUZZ_ALL") ? 1 : size / CUTS;
	strcpy(whole, told);
	memcpy(as, kind, sizeof as);
	for (size_t n = size - 1; n > 0; n -= n < step ? n : step)
		if (folder_judge(name, bytes, n, look) == VERDICT_PASS && strcmp(told, whole) != 0 && *as && !strcmp(kind, as))
			complain(n, size, "a false pass");
}

static void flip_everywhere(const uint8_t *bytes, size_t size)
{
	size_t all = entries, bits = 8 * size, step = getenv("LICET_FUZZ_ALL") ? 1 : bits / CUTS + 1;
	char as[sizeof kind];
	uint8_t *copy = malloc(size);
	memcpy(copy, bytes, size);
	memcpy(as, kind, sizeof as);
	for (size_t n = 0; n < bits; n += step) {
		copy[n / 8] ^= (uint8_t)(1u << n % 8);
		if (folder_judge(name, copy, size, look) == VERDICT_PASS && entries < all && !strcmp(kind, as))
			complain(n / 8, size, "with another bit there it lacks an entry, and passes");
		copy[n / 8] ^= (uint8_t)(1u << n % 8);
	}
	free(copy);
}

static bool is_in(const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(list[i], name))
			return true;
	return false;
}
#define IS_IN(list) is_in(list, sizeof list / sizeof *list)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *file = getenv("LICET_FUZZ_FILE");
	bool seed = file && !strncmp(file, "seed-", 5);
	if (size < 2)
		return 0;
	name = folder_name(names[data[0] % NAMES]);
	data++;
	size--;
	bool passes = folder_judge(name, data, size, look) == VERDICT_PASS;
	if (seed && !passes)
		complain(size, size, "a seed that does not pass");
	if (passes && has_more_than_it_can)
		complain(size, size, "it has digests of tensors that cannot be in it");
	if (passes && seed)
		flip_everywhere(data, size);
	if (passes && (seed ? !IS_IN(endless) : IS_IN(ending))) {
		folder_judge(name, data, size, look);
		cut_everywhere(data, size);
	}
	return 0;
}
