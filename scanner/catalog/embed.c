/* SPDX-License-Identifier: MIT */
#include "catalog/embed.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/literal_store.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- small pieces of C ---------------------------------------------------------------------------------------------------- */

static void put_string(FILE *f, const char *s)
{
	if (!s) {
		fputs("NULL", f);
		return;
	}
	fputc('"', f);
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;
		if (c < 0x20 || c >= 0x7F || c == '"' || c == '\\' || c == '?')
			fprintf(f, "\\%03o", c);
		else
			fputc(c, f);
	}
	fputc('"', f);
}

static void put_field(FILE *f, const char *name, const char *value)
{
	if (!value)
		return;
	fprintf(f, " .%s = ", name);
	put_string(f, value);
	fputc(',', f);
}

static void put_strings(FILE *f, const char *name, const struct strings *s)
{
	if (!s->count)
		return;
	fprintf(f, " .%s = {(const char *const[]){", name);
	for (uint32_t i = 0; i < s->count; i++) {
		put_string(f, s->at[i]);
		fputc(',', f);
	}
	fprintf(f, "}, %u},", s->count);
}

static void put_pairs(FILE *f, const char *name, const struct pairs *p)
{
	if (!p->count)
		return;
	fprintf(f, " .%s = {(const struct pair[]){", name);
	for (uint32_t i = 0; i < p->count; i++) {
		fputc('{', f);
		put_string(f, p->at[i].key);
		fputc(',', f);
		put_string(f, p->at[i].value);
		fputs("},", f);
	}
	fprintf(f, "}, %u},", p->count);
}

/* --- the parts of a catalog ----------------------------------------------------------------------------------------------- */

static void put_bearings(FILE *f, const struct kind *k)
{
	if (!k->n_bearings)
		return;
	fputs(" .bearings = (const struct bearing[]){", f);
	for (uint32_t i = 0; i < k->n_bearings; i++) {
		const struct bearing *b = &k->bearings[i];
		fprintf(f, "{.then = %d, .outside = %d,", (int)b->then, (int)b->outside);
		put_field(f, "use", b->use);
		put_field(f, "limit", b->limit);
		put_field(f, "when", b->when);
		put_field(f, "with", b->with);
		put_field(f, "without", b->without);
		put_strings(f, "words", &b->words);
		put_strings(f, "when_words", &b->when_words);
		put_strings(f, "doubt", &b->doubt);
		fputs("},", f);
	}
	fprintf(f, "}, .n_bearings = %u,", k->n_bearings);
}

static void put_uses(FILE *f, const struct catalog *c)
{
	fputs("static const struct use uses[] = {\n", f);
	for (uint32_t i = 0; i < c->n_uses; i++) {
		fprintf(f, "{.form = %d,", (int)c->uses[i].form);
		put_field(f, "id", c->uses[i].id);
		put_field(f, "asks", c->uses[i].asks);
		put_strings(f, "words", &c->uses[i].words);
		fputs("},\n", f);
	}
	fputs("{0}};\n", f);
}

static void put_kinds(FILE *f, const struct catalog *c)
{
	fputs("static const struct kind kinds[] = {\n", f);
	for (uint32_t i = 0; i < c->n_kinds; i++) {
		const struct kind *k = &c->kinds[i];
		fputc('{', f);
		put_field(f, "id", k->id);
		put_field(f, "title", k->title);
		put_field(f, "means", k->means);
		put_field(f, "remedy", k->remedy);
		fprintf(f, " .weight = %d, .role = %d, .rests_on_grant = %d, .derivative = %d,", (int)k->weight, (int)k->role,
			k->rests_on_grant, (int)k->derivative);
		fprintf(f, " .check = %d, .owed_by_derivative = %d,", (int)k->check, k->owed_by_derivative);
		put_strings(f, "shown_by", &k->shown_by);
		put_strings(f, "carried_by", &k->carried_by);
		put_strings(f, "like", &k->like);
		put_strings(f, "broken_by", &k->broken_by);
		put_strings(f, "promised", &k->promised);
		put_strings(f, "values", &k->values);
		put_bearings(f, k);
		fputs("},\n", f);
	}
	fputs("{0}};\n", f);
}

static void put_forms(FILE *f, const struct catalog *c)
{
	fputs("static const struct value_form forms[] = {\n", f);
	for (uint32_t i = 0; i < c->n_forms; i++) {
		fputc('{', f);
		put_field(f, "name", c->forms[i].name);
		put_field(f, "type", c->forms[i].type);
		put_strings(f, "words", &c->forms[i].words);
		fputs("},\n", f);
	}
	fputs("{0}};\nstatic const struct chapter chapters[] = {\n", f);
	for (uint32_t i = 0; i < c->n_chapters; i++) {
		fputc('{', f);
		put_field(f, "title", c->chapters[i].title);
		put_strings(f, "kinds", &c->chapters[i].kinds);
		fputs("},\n", f);
	}
	fputs("{0}};\nstatic const struct freedom freedoms[] = {\n", f);
	for (uint32_t i = 0; i < c->n_freedoms; i++) {
		fputc('{', f);
		put_field(f, "may", c->freedoms[i].may);
		put_strings(f, "unless", &c->freedoms[i].unless);
		put_strings(f, "but", &c->freedoms[i].but);
		fputs("},\n", f);
	}
	fputs("{0}};\nstatic const struct deciding_clause deciding[] = {\n", f);
	for (uint32_t i = 0; i < c->n_deciding; i++) {
		fprintf(f, "{.of_base = %d,", c->deciding[i].of_base);
		put_field(f, "id", c->deciding[i].id);
		put_field(f, "says", c->deciding[i].says);
		fputs("},\n", f);
	}
	fputs("{0}};\n", f);
}

static void put_component(FILE *f, const struct component *k)
{
	fprintf(f, "{.class = %u, .work = %u, .optional = %d, .weights = %d, .any_license = %d,", k->class, k->work, k->optional,
		k->weights, k->any_license);
	put_field(f, "id", k->id);
	put_field(f, "title", k->title);
	put_field(f, "class_id", k->class_id);
	put_field(f, "work_id", k->work_id);
	put_field(f, "definition", k->definition);
	put_field(f, "hints", k->hints);
	put_field(f, "instead", k->instead);
	put_strings(f, "types", &k->types);
	put_strings(f, "names", &k->names);
	put_strings(f, "folders", &k->folders);
	put_strings(f, "maybe", &k->maybe);
	put_strings(f, "roles", &k->roles);
	put_strings(f, "told", &k->told);
	put_strings(f, "headings", &k->headings);
	put_strings(f, "named", &k->named);
	put_strings(f, "mentions", &k->mentions);
	fputs("},\n", f);
}

static void put_openness(FILE *f, const struct openness_rules *o)
{
	fputs("static const struct openness_class openness_classes[] = {\n", f);
	for (uint32_t i = 0; i < o->n_classes; i++) {
		fputc('{', f);
		put_field(f, "id", o->classes[i].id);
		put_field(f, "title", o->classes[i].title);
		fputs("},\n", f);
	}
	fputs("{0}};\nstatic const struct openness_work openness_works[] = {\n", f);
	for (uint32_t i = 0; i < o->n_works; i++) {
		fputc('{', f);
		put_field(f, "id", o->works[i].id);
		put_strings(f, "facts", &o->works[i].facts);
		put_strings(f, "categories", &o->works[i].categories);
		put_strings(f, "licenses", &o->works[i].licenses);
		fputs("},\n", f);
	}
	fputs("{0}};\nstatic const struct component components[] = {\n", f);
	for (uint32_t i = 0; i < o->n_components; i++)
		put_component(f, &o->components[i]);
	fputs("{0}};\n", f);
}

static void put_terms(FILE *f, const struct catalog *c, const struct license *l)
{
	if (!l->n_terms)
		return;
	fputs(" .terms = (const struct term[]){", f);
	for (uint32_t i = 0; i < l->n_terms; i++) {
		fprintf(f, "{.kind = &kinds[%td],", l->terms[i].kind - c->kinds);
		put_field(f, "clause", l->terms[i].clause);
		put_pairs(f, "values", &l->terms[i].values);
		put_field(f, "note", l->terms[i].note);
		fprintf(f, " .prohibits = %d,", l->terms[i].prohibits);
		fputs("},", f);
	}
	fprintf(f, "}, .n_terms = %u,", l->n_terms);
}

static void put_sections(FILE *f, const struct fingerprint *fp)
{
	fputs(" .sections = (const struct section[]){", f);
	for (uint32_t i = 0; i < fp->n_sections; i++) {
		const struct section *s = &fp->sections[i];
		fputc('{', f);
		put_field(f, "label", s->label);
		fprintf(f, " .first = %u, .count = %u, .optional = %d, .digest = {", s->first, s->count, s->optional);
		for (size_t k = 0; k < sizeof s->digest; k++)
			fprintf(f, "%u,", s->digest[k]);
		fputs("}},", f);
	}
	fprintf(f, "}, .n_sections = %u,", fp->n_sections);
}

/* Word hashes go into one file; *at counts the words written so far. */
static void put_fingerprints(FILE *f, FILE *words, size_t *at, const struct license *l)
{
	if (!l->n_fingerprints)
		return;
	fputs(" .fingerprints = (const struct fingerprint[]){", f);
	for (uint32_t i = 0; i < l->n_fingerprints; i++) {
		const struct fingerprint *fp = &l->fingerprints[i];
		fputc('{', f);
		put_field(f, "name", fp->name);
		put_field(f, "language", fp->language);
		fprintf(f, " .words = catalog_words + %zu, .count = %u,", *at, fp->count);
		put_sections(f, fp);
		fputs("},\n", f);
		fwrite(fp->words, sizeof *fp->words, fp->count, words);
		*at += fp->count;
	}
	fprintf(f, "}, .n_fingerprints = %u,", l->n_fingerprints);
}

static void put_licenses(FILE *f, FILE *words, const struct catalog *c, const char *name, const struct license *all, uint32_t n)
{
	size_t at = 0;
	fprintf(f, "static const struct license %s[] = {\n", name);
	for (uint32_t i = 0; i < n; i++) {
		const struct license *l = &all[i];
		fputc('{', f);
		put_field(f, "id", l->id);
		put_field(f, "spdx", l->spdx);
		put_field(f, "name", l->name);
		put_field(f, "publisher", l->publisher);
		put_field(f, "version", l->version);
		put_field(f, "date", l->date);
		put_field(f, "category", l->category);
		put_field(f, "predecessor", l->predecessor);
		put_field(f, "successor", l->successor);
		put_field(f, "translation_of", l->translation_of);
		put_field(f, "summary", l->summary);
		fprintf(f, " .spdx_listed = %d, .osi = %d, .fsf = %d, .open_definition = %d, .policy = %d, .placeholder = %d,",
			l->spdx_listed, l->osi, l->fsf, l->open_definition, l->policy, l->placeholder);
		fprintf(f, " .exception = %d, .only_declared = %d,", l->exception, l->only_declared);
		put_strings(f, "excepts", &l->excepts);
		put_pairs(f, "replaces", &l->replaces);
		put_strings(f, "aliases", &l->aliases);
		put_strings(f, "huggingface", &l->huggingface);
		put_strings(f, "urls", &l->urls);
		put_strings(f, "languages", &l->languages);
		put_strings(f, "incorporates", &l->incorporates);
		put_strings(f, "members", &l->members);
		put_strings(f, "terms_of", &l->terms_of);
		put_pairs(f, "clauses", &l->clauses);
		put_strings(f, "compatible", &l->compatible);
		fprintf(f, " .later_versions = %d, .wider_licenses = %d, .larger_work = %d,", l->later_versions,
			l->wider_licenses, l->larger_work);
		put_terms(f, c, l);
		put_fingerprints(f, words, &at, l);
		fputs("},\n", f);
	}
	fputs("{0}};\n", f);
}

static void put_rule_values(FILE *f, const struct rule *r)
{
	if (!r->n_values)
		return;
	fputs(" .values = (const struct rule_value[]){", f);
	for (uint32_t i = 0; i < r->n_values; i++) {
		fputc('{', f);
		put_field(f, "key", r->values[i].key);
		put_field(f, "type", r->values[i].type);
		put_field(f, "constant", r->values[i].constant);
		fputs("},", f);
	}
	fprintf(f, "}, .n_values = %u,", r->n_values);
}

static void put_examples(FILE *f, const struct rule *r)
{
	fputs(" .fire = (const struct example[]){", f);
	for (uint32_t i = 0; i < r->n_fire; i++) {
		fputc('{', f);
		put_field(f, "text", r->fire[i].text);
		put_pairs(f, "values", &r->fire[i].values);
		fputs("},", f);
	}
	fprintf(f, "}, .n_fire = %u,", r->n_fire);
}

static void put_rules(FILE *f, const struct catalog *c)
{
	uint32_t n_patterns = 0;
	fputs("static const struct rule rules[] = {\n", f);
	for (uint32_t i = 0; i < c->n_rules; i++) {
		const struct rule *r = &c->rules[i];
		fprintf(f, "{.literals = %u,", n_patterns + 1);
		for (int k = 0; k < RULE_LISTS; k++)
			n_patterns += rule_list(r, k)->count;
		put_field(f, "id", r->id);
		put_field(f, "title", r->title);
		put_field(f, "path", r->path);
		fprintf(f, " .kind = &kinds[%td], .scope = %d, .prohibits = %d,", r->kind - c->kinds, (int)r->scope,
			r->prohibits);
		put_strings(f, "words", &r->words);
		put_strings(f, "match", &r->match);
		put_strings(f, "unless", &r->unless);
		put_strings(f, "unless_text", &r->unless_text);
		put_strings(f, "only_if_text", &r->only_if_text);
		put_strings(f, "silent", &r->silent);
		put_rule_values(f, r);
		put_examples(f, r);
		fputs("},\n", f);
	}
	fputs("{0}};\n", f);
}

/* What the patterns of all rules need, in the order in which put_rules numbers them. */
static void put_literals(FILE *f, const struct catalog *c)
{
	BUF_AUTO struct buf out;
	struct literal_pool *pool = literal_pool_new();
	struct literals *all = NULL;
	size_t n = 0, capacity = 0;
	for (uint32_t i = 0; i < c->n_rules; i++)
		for (int k = 0; k < RULE_LISTS; k++)
			for (uint32_t p = 0; p < rule_list(&c->rules[i], k)->count; p++)
				VEC_PUSH(all, n, capacity, literals_read(rule_list(&c->rules[i], k)->at[p], pool));
	buf_init(&out, SIZE_MAX / 2);
	literals_save(all, n, &out);
	free(all);
	literal_pool_free(pool);
	fwrite(out.data, 1, out.len, f);
}

static void put_codes(FILE *f, const char *name, const struct named_code *codes, uint32_t count)
{
	fprintf(f, "static const struct named_code %s[] = {\n", name);
	for (uint32_t i = 0; i < count; i++) {
		fputc('{', f);
		put_field(f, "name", codes[i].name);
		put_field(f, "code", codes[i].code);
		fputs("},\n", f);
	}
	fputs("{0}};\n", f);
}

static void put_aliases(FILE *f, const char *name, const struct alias *aliases, uint32_t count)
{
	fprintf(f, "static const struct alias %s[] = {\n", name);
	for (uint32_t i = 0; i < count; i++) {
		fputc('{', f);
		put_field(f, "key", aliases[i].key);
		fprintf(f, " .license = %u},\n", aliases[i].license);
	}
	fputs("{0}};\n", f);
}

static void put_first_words(FILE *f, const char *name, const struct first_words *w)
{
	fprintf(f, "static const struct first_words %s = {{", name);
	for (uint32_t i = 0; i < FIRST_WORDS_UNITS; i++)
		fprintf(f, "%lluU,", (unsigned long long)w->units[i]);
	fputs("}};\n", f);
}

static void put_lists(FILE *f, const struct catalog *c)
{
	put_codes(f, "regions", c->regions, c->n_regions);
	put_codes(f, "jurisdictions", c->jurisdictions, c->n_jurisdictions);
	put_codes(f, "acts", c->acts, c->n_acts);
	put_codes(f, "subjects", c->subjects, c->n_subjects);
	put_codes(f, "phrases", c->phrases, c->n_phrases);
	put_aliases(f, "aliases", c->aliases, c->n_aliases);
	put_first_words(f, "alias_words", c->alias_words);
	put_first_words(f, "loose_words", c->loose_words);
	put_first_words(f, "subject_names", c->subject_names);
	put_aliases(f, "loose_aliases", c->loose, c->n_loose);
	put_aliases(f, "addresses", c->addresses, c->n_addresses);
	fputs("static const struct data_file policies[] = {\n", f);
	for (uint32_t i = 0; i < c->n_policies; i++) {
		fputc('{', f);
		put_field(f, "path", c->policies[i].path);
		put_field(f, "bytes", c->policies[i].bytes);
		fprintf(f, " .len = %zu},\n", c->policies[i].len);
	}
	fputs("{0}};\nstatic const struct fingerprint_ref fingerprints[] = {\n", f);
	for (uint32_t i = 0; i < c->n_fingerprints; i++)
		fprintf(f, "{%u, %u},\n", c->fingerprints[i].license, c->fingerprints[i].fingerprint);
	fputs("{0}};\n", f);
}

static void put_marks(FILE *f, const char *name, const struct family_mark *marks, uint32_t count)
{
	fprintf(f, "static const struct family_mark %s[] = {\n", name);
	for (uint32_t i = 0; i < count; i++) {
		fputc('{', f);
		put_field(f, "mark", marks[i].mark);
		put_field(f, "family", marks[i].family);
		fprintf(f, " .first = %u, .last = %u},\n", marks[i].first, marks[i].last);
	}
	fputs("{0}};\n", f);
}

static void put_model_licenses(FILE *f, const struct hints *h)
{
	fputs("static const struct family_license family_licenses[] = {\n", f);
	for (uint32_t i = 0; i < h->n_families; i++) {
		fputc('{', f);
		put_field(f, "family", h->families[i].family);
		put_field(f, "license", h->families[i].license);
		fputs("},\n", f);
	}
	fputs("{0}};\nstatic const struct model_license model_licenses[] = {\n", f);
	for (uint32_t i = 0; i < h->n_models; i++) {
		fputc('{', f);
		put_field(f, "model", h->models[i].model);
		put_field(f, "license", h->models[i].license);
		fprintf(f, " .never_released = %d},\n", h->models[i].never_released);
	}
	fputs("{0}};\n", f);
}

static void put_hints(FILE *f, const struct hints *h)
{
	fputs("static const struct architecture signatures[] = {\n", f);
	for (uint32_t i = 0; i < h->n_signatures; i++) {
		const struct architecture *s = &h->signatures[i];
		fputc('{', f);
		put_field(f, "model", s->model);
		put_field(f, "family", s->family);
		put_field(f, "type", s->type);
		fputs(" .size = {", f);
		for (int d = 0; d < N_DIMENSIONS; d++)
			fprintf(f, "%llu,", (unsigned long long)s->size[d]);
		fputs("}},\n", f);
	}
	fputs("{0}};\n", f);
	put_model_licenses(f, h);
	put_marks(f, "family_names", h->names, h->n_names);
	put_marks(f, "family_templates", h->templates, h->n_templates);
}

/* All sets of known weights become one, in a file of its own. */
static void put_known(FILE *f, const struct catalog *c)
{
	fputs("static const struct known_set known[] = {\n", f);
	if (c->n_known)
		fprintf(f, "{catalog_known, %zu},\n", c->known->len);
	fputs("{0}};\n", f);
}

static void put_catalog(FILE *f, const struct catalog *c)
{
	fputs("const struct catalog catalog_builtin = {\n", f);
	fprintf(f, ".kinds = kinds, .n_kinds = %u, .licenses = licenses, .n_licenses = %u, .rules = rules, .n_rules = %u,\n",
		c->n_kinds, c->n_licenses, c->n_rules);
	fputs(".literals = catalog_literals,\n", f);
	fprintf(f, ".addresses = addresses, .n_addresses = %u,\n", c->n_addresses);
	fprintf(f,
		".aliases = aliases, .n_aliases = %u, .loose = loose_aliases, .n_loose = %u, .regions = regions, .n_regions = "
		"%u,\n",
		c->n_aliases, c->n_loose, c->n_regions);
	fprintf(f, ".jurisdictions = jurisdictions, .n_jurisdictions = %u, .policies = policies, .n_policies = %u,\n",
		c->n_jurisdictions, c->n_policies);
	fprintf(f, ".acts = acts, .n_acts = %u,\n", c->n_acts);
	fprintf(f, ".subjects = subjects, .n_subjects = %u,\n", c->n_subjects);
	fprintf(f, ".phrases = phrases, .n_phrases = %u,\n", c->n_phrases);
	fprintf(f, ".fingerprints = fingerprints, .n_fingerprints = %u,\n", c->n_fingerprints);
	fprintf(f, ".index = {.slots = catalog_index, .n_slots = %u, .postings = catalog_index + %zu, .n_postings = %u},\n",
		c->index.n_slots, (size_t)2 * c->index.n_slots, c->index.n_postings);
	fprintf(f, ".placeholders = placeholders, .n_placeholders = %u, .forms = forms, .n_forms = %u,\n", c->n_placeholders,
		c->n_forms);
	fprintf(f, ".chapters = chapters, .n_chapters = %u, .freedoms = freedoms, .n_freedoms = %u,\n", c->n_chapters,
		c->n_freedoms);
	fprintf(f, ".deciding = deciding, .n_deciding = %u,\n", c->n_deciding);
	fprintf(f, ".openness = {.classes = openness_classes, .n_classes = %u, .works = openness_works, .n_works = %u,\n",
		c->openness.n_classes, c->openness.n_works);
	fprintf(f, ".components = components, .n_components = %u,", c->openness.n_components);
	put_strings(f, "skip", &c->openness.skip);
	put_strings(f, "skip_names", &c->openness.skip_names);
	put_strings(f, "plain_names", &c->openness.plain_names);
	put_strings(f, "unwritten", &c->openness.unwritten);
	fputs("},\n", f);
	fprintf(f, ".known = known, .n_known = %d,\n", c->n_known ? 1 : 0);
	fprintf(f,
		".hints = {signatures, %u, family_names, %u, family_templates, %u, family_licenses, %u, model_licenses, %u},\n",
		c->hints.n_signatures, c->hints.n_names, c->hints.n_templates, c->hints.n_families, c->hints.n_models);
	fprintf(f, ".uses = uses, .n_uses = %u,\n", c->n_uses);
	put_pairs(f, "region_groups", &c->region_groups);
	fputs(".alias_words = &alias_words, .loose_words = &loose_words, .subject_names = &subject_names,\n", f);
	put_strings(f, "denials", &c->denials);
	put_strings(f, "intentions", &c->intentions);
	put_strings(f, "conditions", &c->conditions);
	put_strings(f, "prohibitions", &c->prohibitions);
	put_strings(f, "free_of_terms", &c->free_of_terms);
	put_strings(f, "closed_to_trade", &c->closed_to_trade);
	put_pairs(f, "patterns", &c->patterns);
	put_field(f, "digest", c->digest);
	fputs("};\n", f);
}

/* --- the files ------------------------------------------------------------------------------------------------------------ */

enum binary { WORDS, INDEX, LITERALS, KNOWN, BINARIES };

static const struct {
	const char *name, *type;
} binaries[BINARIES] = {{"words", "uint32_t"}, {"index", "uint32_t"}, {"literals", "uint64_t"}, {"known", "uint64_t"}};

static void put_preamble(FILE *f)
{
	fputs("/* Written by `licet embed`: do not edit. */\n#include \"catalog/catalog.h\"\n", f);
	for (int i = 0; i < BINARIES; i++) {
		const char *name = binaries[i].name;
		fprintf(f,
			"__asm__(\".section .rodata\\n.balign 64\\n.global catalog_%s\\ncatalog_%s:\\n"
			".incbin \\\"%s.bin\\\"\\n.long 0\\n.text\\n\");\n"
			"extern const %s catalog_%s[] __attribute__((visibility(\"hidden\")));\n",
			name, name, name, binaries[i].type, name);
	}
}

static void put_all(FILE *source, FILE *const *binary, const struct catalog *c)
{
	put_preamble(source);
	put_kinds(source, c);
	put_uses(source, c);
	put_forms(source, c);
	put_openness(source, &c->openness);
	put_licenses(source, binary[WORDS], c, "licenses", c->licenses, c->n_licenses);
	put_licenses(source, binary[WORDS], c, "placeholders", c->placeholders, c->n_placeholders); /* without a text: no words */
	put_rules(source, c);
	put_lists(source, c);
	put_hints(source, &c->hints);
	put_known(source, c);
	put_catalog(source, c);
	put_literals(binary[LITERALS], c);
	fwrite(c->index.slots, sizeof *c->index.slots, (size_t)2 * c->index.n_slots, binary[INDEX]);
	fwrite(c->index.postings, sizeof *c->index.postings, c->index.n_postings, binary[INDEX]);
	if (c->n_known)
		fwrite(c->known->bytes, 1, c->known->len, binary[KNOWN]);
}

static FILE *create(const char *dir, const char *name, const char *ending, struct err *e)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/%s%s", dir, name, ending);
	FILE *f = fopen(path, "wbe");
	if (!f)
		err_set(e, ERR_SYSTEM, "%s: %s", path, strerror(errno));
	return f;
}

static bool finish(FILE *f)
{
	if (!f)
		return false;
	bool bad = ferror(f);
	return !fclose(f) && !bad;
}

int catalog_embed(const struct catalog *c, const char *dir, struct err *e)
{
	FILE *binary[BINARIES] = {NULL}, *source = create(dir, "catalog_data", ".c", e);
	bool created = source != NULL;
	for (int i = 0; i < BINARIES && created; i++)
		created = (binary[i] = create(dir, binaries[i].name, ".bin", e)) != NULL;
	if (created)
		put_all(source, binary, c);
	bool written = finish(source);
	for (int i = 0; i < BINARIES; i++)
		written &= finish(binary[i]);
	if (created && !written)
		return err_set(e, ERR_SYSTEM, "%s: writing the catalog failed", dir);
	return created ? 0 : -1;
}
