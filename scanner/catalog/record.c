/* SPDX-License-Identifier: MIT */
/* licenses/<id>.yaml: one license record with its fingerprints. */
#include "catalog/parts.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

static int field_terms(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	static const struct field table[] = {
		{"kind", field_kind, offsetof(struct term, kind), true},
		{"clause", field_string, offsetof(struct term, clause), false},
		{"values", field_pairs, offsetof(struct term, values), false},
		{"note", field_string, offsetof(struct term, note), false},
		{0},
	};
	if (node->type != YAML_LIST)
		return load_fail(l, node, e, "a list of terms is needed here");
	struct license *out = (struct license *)((char *)target - offsetof(struct license, terms));
	struct term *at = arena_array(l->arena, node->count, sizeof *at);
	for (size_t i = 0; i < node->count; i++)
		if (fields_read(l, node->items[i], table, &at[i], e) < 0 ||
		    values_check(l, node->items[i], at[i].kind, &at[i].values, e) < 0)
			return -1;
	out->terms = at;
	out->n_terms = (uint32_t)node->count;
	return 0;
}

static int field_category(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	static const char *const names[] = {"permissive",	    "attribution",    "copyleft",      "responsible-use",
					    "community-restricted", "non-commercial", "research-only", "proprietary",
					    "public-domain",	    "policy"};
	for (size_t i = 0; node->type == YAML_SCALAR && i < sizeof names / sizeof *names; i++)
		if (!strcmp(node->text, names[i]))
			return field_string(l, node, target, e);
	return load_fail(l, node, e, "this is no category of licenses");
}

/* --- fingerprints --------------------------------------------------------------------------------------------------------- */

static int field_count(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	char *end = NULL;
	unsigned long n = node->type == YAML_SCALAR ? strtoul(node->text, &end, 10) : 0;
	if (!end || end == node->text || *end || n > UINT32_MAX)
		return load_fail(l, node, e, "a count is needed here");
	*(uint32_t *)target = (uint32_t)n;
	return 0;
}

static int hex_digit(char c)
{
	const char *at = c ? strchr("0123456789abcdef", c) : NULL;
	return at ? (int)(at - "0123456789abcdef") : -1;
}

static int field_digest(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	if (node->type != YAML_SCALAR || node->text_len != 32)
		return load_fail(l, node, e, "a digest is 32 hexadecimal digits");
	for (size_t i = 0; i < 16; i++) {
		int high = hex_digit(node->text[2 * i]), low = hex_digit(node->text[2 * i + 1]);
		if (high < 0 || low < 0)
			return load_fail(l, node, e, "a digest is 32 hexadecimal digits");
		((uint8_t *)target)[i] = (uint8_t)(high << 4 | low);
	}
	return 0;
}

static int field_sections(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	static const struct field table[] = {
		{"label", field_string, offsetof(struct section, label), true},
		{"words", field_count, offsetof(struct section, count), true},
		{"digest", field_digest, offsetof(struct section, digest), true},
		{"optional", field_bool, offsetof(struct section, optional), false},
		{0},
	};
	if (node->type != YAML_LIST)
		return load_fail(l, node, e, "a list of sections is needed here");
	struct fingerprint *f = (struct fingerprint *)((char *)target - offsetof(struct fingerprint, sections));
	struct section *at = arena_array(l->arena, node->count, sizeof *at);
	uint64_t words = 0;
	for (size_t i = 0; i < node->count; i++) {
		at[i].label = "";
		if (fields_read(l, node->items[i], table, &at[i], e) < 0)
			return -1;
		at[i].first = (uint32_t)words;
		words += at[i].count;
		if (words > UINT32_MAX)
			return load_fail(l, node, e, "more words than a license can have");
	}
	f->sections = at;
	f->n_sections = (uint32_t)node->count;
	f->count = (uint32_t)words;
	return 0;
}

/* Four base64 digits a word: 24 bits, the most significant first. */
static int field_hashes(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	if (node->type != YAML_SCALAR)
		return load_fail(l, node, e, "the word hashes are one block of base64");
	unsigned char *bytes = arena_alloc(l->arena, node->text_len / 4 * 3 + 4);
	EVP_ENCODE_CTX *ctx = EVP_ENCODE_CTX_new();
	int len = 0, rest = 0, rc = -1;
	if (ctx) {
		EVP_DecodeInit(ctx);
		rc = EVP_DecodeUpdate(ctx, bytes, &len, (const unsigned char *)node->text, (int)node->text_len);
		if (rc >= 0)
			rc = EVP_DecodeFinal(ctx, bytes + len, &rest);
	}
	EVP_ENCODE_CTX_free(ctx);
	len += rest;
	if (rc < 0 || len % 3)
		return load_fail(l, node, e, "the word hashes are not base64 of 24 bits a word");
	struct fingerprint *f = (struct fingerprint *)((char *)target - offsetof(struct fingerprint, words));
	uint32_t *words = arena_array(l->arena, (size_t)len / 3, sizeof *words);
	for (int i = 0; i < len / 3; i++)
		words[i] = (uint32_t)bytes[3 * i] << 16 | (uint32_t)bytes[3 * i + 1] << 8 | bytes[3 * i + 2];
	if (f->sections && f->count != (uint32_t)len / 3)
		return load_fail(l, node, e, "the sections count %u words, the hashes %d", f->count, len / 3);
	f->words = words;
	return 0;
}

static int field_fingerprints(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	static const struct field table[] = {
		{"name", field_string, offsetof(struct fingerprint, name), true},
		{"language", field_string, offsetof(struct fingerprint, language), false},
		{"sections", field_sections, offsetof(struct fingerprint, sections), true},
		{"hashes", field_hashes, offsetof(struct fingerprint, words), true}, /* after sections: counts are compared */
		{0},
	};
	if (node->type != YAML_LIST)
		return load_fail(l, node, e, "a list of fingerprints is needed here");
	struct license *out = (struct license *)((char *)target - offsetof(struct license, fingerprints));
	struct fingerprint *at = arena_array(l->arena, node->count, sizeof *at);
	for (size_t i = 0; i < node->count; i++) {
		at[i].language = "";
		if (fields_read(l, node->items[i], table, &at[i], e) < 0)
			return -1;
	}
	out->fingerprints = at;
	out->n_fingerprints = (uint32_t)node->count;
	return 0;
}

int fingerprints_read(const struct load *l, const struct yaml *node, struct license *out, struct err *e)
{
	return field_fingerprints(l, node, &out->fingerprints, e);
}

int license_read(const struct load *l, const struct yaml *root, struct license *out, struct err *e)
{
	static const struct field table[] = {
		{"id", field_string, offsetof(struct license, id), true},
		{"spdx", field_string, offsetof(struct license, spdx), false},
		{"name", field_string, offsetof(struct license, name), true},
		{"aliases", field_strings, offsetof(struct license, aliases), false},
		{"huggingface", field_strings, offsetof(struct license, huggingface), false},
		{"publisher", field_string, offsetof(struct license, publisher), false},
		{"version", field_string, offsetof(struct license, version), false},
		{"date", field_string, offsetof(struct license, date), false},
		{"predecessor", field_string, offsetof(struct license, predecessor), false},
		{"successor", field_string, offsetof(struct license, successor), false},
		{"urls", field_strings, offsetof(struct license, urls), false},
		{"languages", field_strings, offsetof(struct license, languages), false},
		{"incorporates", field_strings, offsetof(struct license, incorporates), false},
		{"members", field_strings, offsetof(struct license, members), false},
		{"osi", field_bool, offsetof(struct license, osi), false},
		{"fsf", field_bool, offsetof(struct license, fsf), false},
		{"policy", field_bool, offsetof(struct license, policy), false},
		{"category", field_category, offsetof(struct license, category), true},
		{"summary", field_string, offsetof(struct license, summary), false},
		{"terms", field_terms, offsetof(struct license, terms), false},
		{"fingerprints", field_fingerprints, offsetof(struct license, fingerprints), false},
		{0},
	};
	if (fields_read(l, root, table, out, e) < 0)
		return -1;
	if (out->members.count && out->n_fingerprints)
		return load_fail(l, yaml_get(root, "fingerprints"), e,
				 "a family of licenses has no text of its own: its members have");
	out->spdx_listed = out->spdx != NULL;
	if (!out->spdx)
		out->spdx = arena_printf(l->arena, "LicenseRef-%s", out->id);
	return 0;
}
