/* SPDX-License-Identifier: MIT */
/* licenses/<id>.yaml: one license record with its fingerprints. */
#include "catalog/parts.h"

#include "base/crypto.h"

#include <stdlib.h>
#include <string.h>

static int field_terms(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	static const struct field table[] = {
		{"kind", field_kind, offsetof(struct term, kind), true},
		{"clause", field_string, offsetof(struct term, clause), true}, /* null where the text has no number */
		{"values", field_pairs, offsetof(struct term, values), false},
		{"note", field_string, offsetof(struct term, note), false},
		{"prohibits", field_bool, offsetof(struct term, prohibits), false},
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

/* The id is the name of a file, and a part of LicenseRef-<id>. */
static int field_id(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789.-+";
	if (node->type != YAML_SCALAR || !*node->text || node->text[strspn(node->text, allowed)])
		return load_fail(l, node, e, "an id is made of a to z, 0 to 9, '.', '-' and '+'");
	*(const char **)target = node->text;
	return 0;
}

/* Deciding clauses that the vocabulary has, and where they are. */
static int field_clauses(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	if (field_pairs(l, node, target, e) < 0)
		return -1;
	const struct pairs *p = target;
	for (uint32_t i = 0; i < p->count; i++) {
		bool known = !l->catalog;
		for (uint32_t k = 0; !known && k < l->catalog->n_deciding; k++)
			known = !strcmp(p->at[i].key, l->catalog->deciding[k].id);
		if (!known)
			return load_fail(l, node->keys[i], e,
					 "'%s' is no clause that decides (`deciding` in rules/vocabulary.yaml)", p->at[i].key);
	}
	return 0;
}

static int field_addresses(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	if (field_strings(l, node, target, e) < 0)
		return -1;
	const struct strings *s = target;
	for (uint32_t i = 0; i < s->count; i++)
		if (strncmp(s->at[i], "https://", 8) != 0 && strncmp(s->at[i], "http://", 7) != 0)
			return load_fail(l, node, e, "'%s' is no address: it begins with neither https:// nor http://", s->at[i]);
	return 0;
}

static int field_category(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	static const char *const names[] = {"permissive",	    "attribution",    "copyleft",      "responsible-use",
					    "community-restricted", "non-commercial", "research-only", "proprietary",
					    "public-domain",	    "policy",	      "exception"};
	for (size_t i = 0; node->type == YAML_SCALAR && i < sizeof names / sizeof *names; i++)
		if (!strcmp(node->text, names[i]))
			return field_string(l, node, target, e);
	return load_fail(l, node, e, "'%s' is no category of licenses", node->type == YAML_SCALAR ? node->text : "a list");
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

static int field_label(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	const char *label = "";
	if (field_string(l, node, &label, e) < 0)
		return -1;
	if (strlen(label) >= SECTION_LABEL)
		return load_fail(l, node, e, "a section's label has at most %d bytes", SECTION_LABEL - 1);
	memcpy(target, label, strlen(label) + 1);
	return 0;
}

static int field_sections(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	static const struct field table[] = {
		{"label", field_label, offsetof(struct section, label), true},
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

struct draft { /* a fingerprint while it is read */
	struct fingerprint f;
	uint32_t hashes; /* words of f.words */
};

/* Four base64 digits a word: 24 bits, the most significant first. */
static int field_hashes(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	if (node->type != YAML_SCALAR)
		return load_fail(l, node, e, "the word hashes are one block of base64");
	unsigned char *bytes = arena_alloc(l->arena, node->text_len / 4 * 3 + 4);
	EVP_ENCODE_CTX *ctx = crypto()->EVP_ENCODE_CTX_new();
	int len = 0, rest = 0, rc = -1;
	if (ctx) {
		crypto()->EVP_DecodeInit(ctx);
		rc = crypto()->EVP_DecodeUpdate(ctx, bytes, &len, (const unsigned char *)node->text, (int)node->text_len);
		if (rc >= 0)
			rc = crypto()->EVP_DecodeFinal(ctx, bytes + len, &rest);
	}
	crypto()->EVP_ENCODE_CTX_free(ctx);
	len += rest;
	if (rc < 0 || len % 3)
		return load_fail(l, node, e, "the word hashes are not base64 of 24 bits a word");
	struct draft *d = (struct draft *)((char *)target - offsetof(struct draft, f.words));
	uint32_t *words = arena_array(l->arena, (size_t)len / 3, sizeof *words);
	for (int i = 0; i < len / 3; i++)
		words[i] = (uint32_t)bytes[3 * i] << 16 | (uint32_t)bytes[3 * i + 1] << 8 | bytes[3 * i + 2];
	d->f.words = words;
	d->hashes = (uint32_t)len / 3;
	return 0;
}

/* As many hashes as its sections count, and no other one of its name. */
static int check_draft(const struct load *l, const struct yaml *node, const struct draft *d, const struct fingerprint *before,
		       size_t n, struct err *e)
{
	if (d->hashes != d->f.count)
		return load_fail(l, yaml_get(node, "hashes"), e, "the sections count %u words, the hashes %u", d->f.count,
				 d->hashes);
	if (!d->hashes)
		return load_fail(l, node, e, "this is the fingerprint of no words");
	for (size_t i = 0; i < n; i++)
		if (!strcmp(before[i].name, d->f.name))
			return load_fail(l, yaml_get(node, "name"), e, "there are two fingerprints '%s'", d->f.name);
	return 0;
}

static int field_fingerprints(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	static const struct field table[] = {
		{"name", field_string, offsetof(struct draft, f.name), true},
		{"language", field_string, offsetof(struct draft, f.language), false},
		{"sections", field_sections, offsetof(struct draft, f.sections), true},
		{"hashes", field_hashes, offsetof(struct draft, f.words), true},
		{0},
	};
	if (node->type != YAML_LIST)
		return load_fail(l, node, e, "a list of fingerprints is needed here");
	struct license *out = (struct license *)((char *)target - offsetof(struct license, fingerprints));
	struct fingerprint *at = arena_array(l->arena, node->count, sizeof *at);
	for (size_t i = 0; i < node->count; i++) {
		struct draft d = {.f.language = ""};
		if (fields_read(l, node->items[i], table, &d, e) < 0 || check_draft(l, node->items[i], &d, at, i, e) < 0)
			return -1;
		at[i] = d.f;
	}
	out->fingerprints = at;
	out->n_fingerprints = (uint32_t)node->count;
	return 0;
}

int fingerprints_read(const struct load *l, const struct yaml *node, struct license *out, struct err *e)
{
	return field_fingerprints(l, node, &out->fingerprints, e);
}

static bool has_language(const struct license *l, const char *language)
{
	for (uint32_t i = 0; i < l->languages.count; i++)
		if (!strcmp(l->languages.at[i], language))
			return true;
	return false;
}

/* The fingerprints fit the facts: a license has a text of its own, in one of its languages. */
static int check_texts(const struct load *l, const struct yaml *root, const struct license *x, struct err *e)
{
	const struct yaml *list = yaml_get(root, "fingerprints");
	if (x->n_fingerprints && (x->members.count || x->placeholder))
		return load_fail(l, list, e,
				 x->placeholder ? "a placeholder has no text"
						: "a family of licenses has no text of its own: its members have");
	for (uint32_t i = 0; i < x->n_fingerprints; i++)
		if (*x->fingerprints[i].language && x->languages.count && !has_language(x, x->fingerprints[i].language))
			return load_fail(l, yaml_get(list->items[i], "language"), e,
					 "the fingerprint is of a text in '%s', which is none of the record's languages",
					 x->fingerprints[i].language);
	return 0;
}

/* What one field says of another. */
static int check_whole(const struct load *l, const struct yaml *root, const struct license *x, struct err *e)
{
	if (!x->category != x->placeholder)
		return load_fail(l, root, e,
				 x->placeholder ? "a placeholder is no license and has no category"
						: "the field 'category' is missing");
	if (x->policy != (x->category && !strcmp(x->category, "policy")))
		return load_fail(l, yaml_get(root, "policy"), e,
				 "a use policy has `policy: true` and `category: policy`, and nothing else has");
	if (!x->exception && (x->excepts.count || x->replaces.count))
		return load_fail(l, yaml_get(root, x->excepts.count ? "excepts" : "replaces"), e,
				 "only an exception (`category: exception`) belongs to other licenses");
	if (x->exception && (x->members.count || x->incorporates.count))
		return load_fail(l, root, e, "an exception has neither members nor policies");
	return check_texts(l, root, x, e);
}

int license_read(const struct load *l, const struct yaml *root, struct license *out, struct err *e)
{
	static const struct field table[] = {
		{"id", field_id, offsetof(struct license, id), true},
		{"spdx", field_string, offsetof(struct license, spdx), false},
		{"name", field_string, offsetof(struct license, name), true},
		{"aliases", field_strings, offsetof(struct license, aliases), false},
		{"huggingface", field_strings, offsetof(struct license, huggingface), false},
		{"publisher", field_string, offsetof(struct license, publisher), false},
		{"version", field_string, offsetof(struct license, version), false},
		{"date", field_date, offsetof(struct license, date), false},
		{"predecessor", field_string, offsetof(struct license, predecessor), false},
		{"successor", field_string, offsetof(struct license, successor), false},
		{"translation_of", field_string, offsetof(struct license, translation_of), false},
		{"urls", field_addresses, offsetof(struct license, urls), false},
		{"languages", field_strings, offsetof(struct license, languages), false},
		{"incorporates", field_strings, offsetof(struct license, incorporates), false},
		{"excepts", field_strings, offsetof(struct license, excepts), false},
		{"replaces", field_pairs, offsetof(struct license, replaces), false},
		{"members", field_strings, offsetof(struct license, members), false},
		{"osi", field_bool, offsetof(struct license, osi), false},
		{"fsf", field_bool, offsetof(struct license, fsf), false},
		{"open_definition", field_bool, offsetof(struct license, open_definition), false},
		{"placeholder", field_bool, offsetof(struct license, placeholder), false},
		{"only_declared", field_bool, offsetof(struct license, only_declared), false},
		{"policy", field_bool, offsetof(struct license, policy), false},
		{"category", field_category, offsetof(struct license, category), false}, /* a placeholder has none */
		{"summary", field_string, offsetof(struct license, summary), false},
		{"terms_of", field_strings, offsetof(struct license, terms_of), false},
		{"terms", field_terms, offsetof(struct license, terms), false},
		{"compatible", field_strings, offsetof(struct license, compatible), false},
		{"later_versions", field_bool, offsetof(struct license, later_versions), false},
		{"wider_licenses", field_bool, offsetof(struct license, wider_licenses), false},
		{"larger_work", field_bool, offsetof(struct license, larger_work), false},
		{"clauses", field_clauses, offsetof(struct license, clauses), false},
		{"fingerprints", field_fingerprints, offsetof(struct license, fingerprints), false},
		{0},
	};
	if (fields_read(l, root, table, out, e) < 0)
		return -1;
	out->exception = out->category && !strcmp(out->category, "exception");
	if (check_whole(l, root, out, e) < 0)
		return -1;
	out->spdx_listed = out->spdx != NULL;
	if (!out->spdx)
		out->spdx = arena_printf(l->arena, "%s-%s", out->exception ? "AdditionRef" : "LicenseRef", out->id);
	return 0;
}
