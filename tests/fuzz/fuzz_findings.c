/* SPDX-License-Identifier: MIT */
/*
 * findings/, diff/relicense.c: evidence made of the input, five bytes a fact: which file, which kind, and three that say what. So the fuzzer
 * puts licenses, cards of folders, policies and sentences beside one another without having to write texts that are taken for them. A gap
 * must never pass; and a report of the same models under other licenses makes each of them relicensed, one under the same makes none.
 */
#define _GNU_SOURCE
#include "scanning.h"

#include "diff/relicense.h"
#include "findings/finding.h"

enum { FACT = 5, FACTS = 200, LINES = 64, LINE_BYTES = 80 };

static const char *const files[] = {
	"LICENSE",	  "README.md",
	"USE_POLICY.md",  "NOTICE",
	"w.safetensors",  "MODEL_LICENSE",
	"LICENSE-CODE",	  "DATA_LICENSE",
	"vae/README.md",  "vae/LICENSE",
	"vae/w.bin",	  "tern/README.md",
	"docs/POLICY",	  "third_party/x/LICENSE",
	"pyproject.toml", "python/setup.py",
	"data/README.md", "tern/auk/README.md",
	"a.zip!/LICENSE", "a.zip!/w.gguf",
};
static const char *const roles[] = {"license", "card", "notice", "policy", "package", "other"};
static const char *const keys[] = {"license",	 "license_name",	"license_link",
				   "base_model", "base_model_relation", "license_part"};
static const char *const values[] = {"mit",
				     "other",
				     "cc-by-nc-4.0",
				     "Tern License",
				     "LICENSE",
				     "../LICENSE",
				     "MODEL_LICENSE",
				     "USE_POLICY.md",
				     "docs/POLICY",
				     "https://tern.example/policy",
				     "x/y-8b",
				     "apache-2.0 OR mit",
				     "merge",
				     "mit for vae/*",
				     "The code is under MIT.",
				     "The weights are under the Tern License."};
static const char *const metas[] = {"weights_license_unknown", "name", "dataset", "weights_license_link", "base_license"};

#define PICK(list, n) ((list)[(n) % (sizeof(list) / sizeof *(list))])

/* The n-th of those that make a policy binding. */
static const struct license *binding(unsigned n)
{
	const struct catalog *c = &scanning()->catalog;
	unsigned count = 0;
	for (uint32_t i = 0; i < c->n_licenses; i++)
		count += c->licenses[i].incorporates.count != 0;
	n = count ? n % count : 0;
	for (uint32_t i = 0; i < c->n_licenses; i++)
		if (c->licenses[i].incorporates.count && !n--)
			return &c->licenses[i];
	return NULL;
}

/* Any license, one that makes a policy binding, that policy, or none. */
static const struct license *license_of(uint8_t n)
{
	const struct catalog *c = &scanning()->catalog;
	const struct license *l = n < 192 ? binding(n / 2) : NULL;
	if (n == 255)
		return NULL;
	if (l && n & 1)
		return catalog_license(c, l->incorporates.at[0]);
	return l ? l : &c->licenses[(uint64_t)n * n * n % c->n_licenses];
}

/* A license by its id, the page of its policy, or a word. */
static const char *value_of(uint8_t n)
{
	const struct license *l = n & 1 ? license_of(n) : NULL;
	return !l ? PICK(values, n) : n & 2 && l->urls.count ? l->urls.at[0] : l->id;
}

static const struct kind *kind_of(uint8_t n, enum kind_role role)
{
	const struct catalog *c = &scanning()->catalog;
	for (uint32_t i = 0; i < c->n_kinds; i++) {
		const struct kind *k = &c->kinds[(n + i) % c->n_kinds];
		if (k->role == role)
			return k;
	}
	return NULL;
}

static const void *restriction_of(struct arena *a, const uint8_t *b, enum kind_role role)
{
	const struct catalog *c = &scanning()->catalog;
	struct pair *value = ARENA_NEW(a, struct pair);
	struct restriction *r = ARENA_NEW(a, struct restriction);
	*value = (struct pair){"document", value_of(b[4])};
	*r = (struct restriction){.kind = kind_of(b[2], role),
				  .license = license_of(b[3]),
				  .rule = &c->rules[b[4] % c->n_rules],
				  .values = {value, role == ROLE_REFERENCE},
				  .text = value_of(b[2])};
	return r->kind ? r : NULL;
}

static const void *match_of(struct arena *a, const uint8_t *b)
{
	struct match *m = ARENA_NEW(a, struct match);
	const struct license *l = license_of(b[2]);
	*m = (struct match){
		.license = l, .state = l ? b[3] % MATCH_UNKNOWN : MATCH_UNKNOWN, .similarity = 1, .coverage = 1, .how = "text"};
	if (m->state == MATCH_MENTION) {
		m->how = "name";
		m->said = (unsigned)b[4] << 8 | b[3];
		m->said &= ~(unsigned)(SAID_OF_OTHERS | SAID_OF_WHOLE); /* never in a match */
	}
	return m;
}

static const void *weights_of(struct arena *a, const uint8_t *b)
{
	struct weights *w = ARENA_NEW(a, struct weights);
	*w = (struct weights){
		.format = "safetensors", .size = b[2], .sha256 = {b[3]}, .has_digest = !(b[4] & 1), .digest = {b[3]}};
	return w;
}

static void add_fact(struct sink *s, const uint8_t *b)
{
	uint32_t line = b[4] % LINES + 1;
	struct fact f = {.at = {PICK(files, b[0]), line * LINE_BYTES, (line + 1) * LINE_BYTES - 1, line, line},
			 .reader = "model-card"};
	switch (b[1] % 9) {
	case 0:
		f = (struct fact){.kind = FACT_DOCUMENT, .key = PICK(roles, b[2]), .at = {.entry = f.at.entry}};
		break;
	case 1:
		f.kind = FACT_MATCH;
		f.detail = match_of(s->arena, b);
		f.value = PICK(values, b[4]);
		break;
	case 2:
		f.kind = FACT_DECLARED;
		f.key = PICK(keys, b[2]);
		f.value = value_of(b[3]);
		break;
	case 3:
		f.kind = FACT_META;
		f.key = PICK(metas, b[2]);
		f.value = value_of(b[3]);
		break;
	case 4:
		f.kind = FACT_RESTRICTION;
		f.detail = restriction_of(s->arena, b, ROLE_RESTRICTION);
		break;
	case 5:
		f.kind = FACT_REFERENCE;
		f.detail = restriction_of(s->arena, b, ROLE_REFERENCE);
		break;
	case 6:
		f.kind = FACT_WEIGHTS;
		f.detail = weights_of(s->arena, b);
		break;
	case 7:
		f.kind = FACT_ENTRY;
		break;
	default:
		f.kind = FACT_PROBLEM;
		f.key = "truncated";
		f.value = "It ends early.";
	}
	if (f.detail || (f.kind != FACT_RESTRICTION && f.kind != FACT_REFERENCE))
		sink_add(s, &f);
}

static void make_evidence(struct evidence *ev, const uint8_t *data, size_t size)
{
	ARENA_AUTO struct arena a;
	struct sink s;
	arena_init(&a);
	sink_init(&s, &a, "");
	for (size_t i = 0; i + FACT <= size && i < FACT * FACTS; i += FACT)
		add_fact(&s, data + i);
	evidence_add(ev, &s);
	evidence_sort(ev);
	sink_release(&s);
}

/* How many models are relicensed since they were under what `concluded` says (NULL: what they are under). */
static size_t relicensed(const struct evidence *ev, const char *concluded, size_t *with_digest)
{
	struct artifacts as;
	artifacts_init(&as, ev, &scanning()->catalog, "fuzz", 1);
	struct side_model *models = calloc(as.count ? as.count : 1, sizeof *models);
	char(*digests)[DIGEST_HEX] = calloc(as.count ? as.count : 1, sizeof *digests);
	size_t found = 0, known = 0;
	for (size_t i = 0; i < as.count; i++) {
		if (!as.at[i].has_digest || !as.at[i].n_weights)
			continue;
		digest_hex(as.at[i].digest, digests[known]);
		models[known] = (struct side_model){
			.path = as.at[i].path, .digest = digests[known], .concluded = concluded ? concluded : as.at[i].concluded};
		known++;
	}
	const struct side before = {.name = "before", .models = {.at = models, .count = known}};
	relicense_find(&as, &before);
	for (size_t i = 0; i < as.count; i++)
		for (size_t k = 0; k < as.at[i].n_findings; k++)
			found += finding_is(&as.at[i].findings[k], FINDING_SILENT_RELICENSE);
	*with_digest = known;
	free(digests);
	free(models);
	artifacts_release(&as);
	return found;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct evidence ev;
	struct artifacts as;
	size_t known;
	evidence_init(&ev);
	make_evidence(&ev, data, size);
	artifacts_init(&as, &ev, &scanning()->catalog, "fuzz", 1);
	if (policy_apply(scanning()->policy, &as, &ev) < VERDICT_INCOMPLETE && has_problem(&ev))
		__builtin_trap();
	artifacts_release(&as);
	if (relicensed(&ev, NULL, &known) != 0 || relicensed(&ev, "of nobody", &known) != known)
		__builtin_trap();
	evidence_release(&ev);
	return 0;
}
