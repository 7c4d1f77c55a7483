/* SPDX-License-Identifier: MIT */
#include "diff/side.h"

#include "base/buf.h"
#include "base/crypto.h"
#include "base/json_fields.h"
#include "evidence/fact.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	ITEMS_MAX = 4000000,
	PAIRS_MAX = 64,
	SCHEMA_BYTES = 100,
	VALUE_BYTES = 1 << 16,
	WORD_BYTES = 3,
	WORDS_BYTES = 4 * TERMS_WORDS
};

/* --- values ---------------------------------------------------------------------------------------------------------------- */

static bool is_hex(const char *s, size_t len)
{
	return strlen(s) == len && strspn(s, "0123456789abcdef") == len;
}

/* const char *: a SHA-256 in lower-case hex; more: NULL when it may be null */
static int read_digest(struct json_reader *r, const void *more, void *target, struct err *e)
{
	const char **out = target;
	if ((more ? json_read_string : json_read_text)(r, NULL, target, e) < 0)
		return -1;
	return !*out || is_hex(*out, DIGEST_HEX - 1) ? 0 : json_read_fail(r, e, "that is no SHA-256 in lower-case hex");
}

static void unhex(const char *hex, uint8_t *out, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char pair[3] = {hex[2 * i], hex[2 * i + 1], 0};
		out[i] = (uint8_t)strtoul(pair, NULL, 16);
	}
}

/* struct buf: the items with commas between. */
static int join(struct json_reader *r, const void *more, void *target, struct err *e)
{
	struct buf *joined = target;
	const char *item;
	if (json_read_string(r, more, &item, e) < 0)
		return -1;
	if ((joined->len && buf_add_char(joined, ',') < 0) || buf_add_str(joined, item) < 0)
		return json_read_fail(r, e, "the value is longer than %d bytes", (int)VALUE_BYTES);
	return 0;
}

/* A value of a restriction as it was before it became JSON: numbers as they are, lists with commas. */
static int read_value(struct json_reader *r, const char **out, struct err *e)
{
	BUF_AUTO struct buf joined;
	struct json_scan before = r->scan;
	enum json_event event = json_read_event(r, e);
	buf_init(&joined, VALUE_BYTES);
	*out = "";
	if (event == JSON_PLAIN) {
		if (r->scan.end - r->scan.start > VALUE_BYTES)
			return json_read_fail(r, e, "the value is longer than %d bytes", (int)VALUE_BYTES);
		*out = arena_strndup(r->arena, r->scan.bytes + r->scan.start, r->scan.end - r->scan.start);
		return 0;
	}
	if (event == JSON_ERROR)
		return -1;
	r->scan = before;
	if (event == JSON_STRING)
		return json_read_text(r, NULL, out, e);
	if (json_read_each(r, join, NULL, &joined, e) < 0)
		return -1;
	*out = arena_strdup(r->arena, buf_str(&joined));
	return 0;
}

/* struct pairs */
static int read_pairs(struct json_reader *r, const void *more, void *target, struct err *e)
{
	struct pair found[PAIRS_MAX];
	uint32_t n = 0;
	enum json_event event = json_read_event(r, e);
	(void)more;
	if (event == JSON_ERROR)
		return -1;
	if (event != JSON_OPEN || !r->scan.object)
		return json_read_fail(r, e, "an object should stand here");
	while ((event = json_read_event(r, e)) == JSON_KEY) {
		if (n == PAIRS_MAX)
			return json_read_fail(r, e, "there are more than %d values", (int)PAIRS_MAX);
		if (json_read_unescaped(r, VALUE_BYTES, &found[n].key, e) < 0)
			return -1;
		if (read_value(r, &found[n++].value, e) < 0)
			return -1;
	}
	*(struct pairs *)target = (struct pairs){arena_memdup(r->arena, found, n * sizeof *found), n};
	return event == JSON_CLOSE ? 0 : -1;
}

/* --- tensors --------------------------------------------------------------------------------------------------------------- */

static int read_dimension(struct json_reader *r, const void *more, void *target, struct err *e)
{
	struct tensor *t = target;
	if (t->rank == TENSOR_RANK)
		return json_read_fail(r, e, "a tensor has at most %d dimensions", (int)TENSOR_RANK);
	return json_read_number(r, more, &t->shape[t->rank++], e);
}

static int read_shape(struct json_reader *r, const void *more, void *target, struct err *e)
{
	return json_read_each(r, read_dimension, more, target, e);
}

struct listed { /* a tensor as it stands in a list */
	struct tensor row;
	const char *name, *dtype, *sha256;
};

static const struct json_field tensor_fields[] = {
	{"name", json_read_string, offsetof(struct listed, name), true, NULL},
	{"dtype", json_read_string, offsetof(struct listed, dtype), true, NULL},
	{"shape", read_shape, offsetof(struct listed, row), true, NULL},
	{"sha256", read_digest, offsetof(struct listed, sha256), true, NULL},
	{0},
};

static int read_tensor(struct json_reader *r, const void *more, void *target, struct err *e)
{
	ARENA_AUTO struct arena scratch; /* there may be millions, and the table copies what it keeps */
	struct arena *outer = r->arena;
	struct listed l = {0};
	arena_init(&scratch);
	r->arena = &scratch;
	int rc = json_read_object(r, more, &l, e);
	r->arena = outer;
	if (rc < 0)
		return -1;
	l.row.name = l.name;
	l.row.name_len = strlen(l.name);
	l.row.dtype = l.dtype;
	if (l.sha256) {
		unhex(l.sha256, l.row.sha256, DIGEST_BYTES);
		l.row.state = TENSOR_HASHED;
	}
	if (tensors_add(target, &l.row) == NO_TENSOR)
		return json_read_fail(r, e, "there are more tensors than --limit tensors=… allows");
	return 0;
}

struct report_reader { /* json first: field readers get a pointer to it */
	struct json_reader json;
	struct side *side;
};

/* const struct tensors * */
static int read_tensors(struct json_reader *r, const void *more, void *target, struct err *e)
{
	struct side *s = ((struct report_reader *)r)->side;
	struct tensors *table = tensors_new(&s->tensors_left);
	(void)more;
	VEC_PUSH(s->tables, s->n_tables, s->tables_capacity, table);
	*(const struct tensors **)target = table;
	return json_read_each(r, read_tensor, tensor_fields, table, e);
}

/* --- texts ----------------------------------------------------------------------------------------------------------------- */

struct listed_section {
	const char *label, *digest;
	uint64_t words;
	bool optional;
};

static const struct json_field section_fields[] = {
	{"label", json_read_string, offsetof(struct listed_section, label), true, NULL},
	{"words", json_read_number, offsetof(struct listed_section, words), true, NULL},
	{"digest", json_read_text, offsetof(struct listed_section, digest), true, NULL},
	{"optional", json_read_flag, offsetof(struct listed_section, optional), false, NULL},
	{0},
};
static const struct json_items section_items = {sizeof(struct listed_section), json_read_object, section_fields};

struct listed_print {
	const char *words;
	struct list sections;
};

static const struct json_field print_fields[] = {
	{"words", json_read_string, offsetof(struct listed_print, words), true, NULL},
	{"sections", json_read_list, offsetof(struct listed_print, sections), true, &section_items},
	{0},
};

static int take_words(struct json_reader *r, const char *base64, struct fingerprint *out, struct err *e)
{
	size_t len = strlen(base64);
	unsigned char *bytes = arena_alloc(r->arena, len + 1);
	int n = len % 4 || len > WORDS_BYTES ? -1 : crypto()->EVP_DecodeBlock(bytes, (const unsigned char *)base64, (int)len);
	if (n < 0 || n % WORD_BYTES || (len && base64[len - 1] == '='))
		return json_read_fail(r, e, "its words are no hashes of words in base64");
	uint32_t *words = arena_array(r->arena, (size_t)n / WORD_BYTES, sizeof *words);
	out->count = (uint32_t)n / WORD_BYTES;
	for (uint32_t i = 0; i < out->count; i++, bytes += WORD_BYTES)
		words[i] = bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16;
	out->words = words;
	return 0;
}

static int take_section(struct json_reader *r, const struct listed_section *from, uint64_t *first, struct section *to,
			struct err *e)
{
	if (!from->digest || !is_hex(from->digest, 2 * sizeof to->digest) || from->words > UINT32_MAX)
		return json_read_fail(r, e, "a section needs its number of words, and 32 digits of their digest");
	*to = (struct section){.first = (uint32_t)*first, .count = (uint32_t)from->words, .optional = from->optional};
	snprintf(to->label, sizeof to->label, "%s", from->label);
	unhex(from->digest, to->digest, sizeof to->digest);
	*first += from->words;
	return 0;
}

/* const struct fingerprint *; NULL when it is null */
static int read_print(struct json_reader *r, const void *more, void *target, struct err *e)
{
	struct listed_print l = {0};
	struct fingerprint *print = ARENA_NEW(r->arena, struct fingerprint);
	uint64_t first = 0;
	if (json_read_null(r))
		return 0;
	if (json_read_object(r, more, &l, e) < 0)
		return -1;
	*print = (struct fingerprint){.name = "", .language = "", .n_sections = (uint32_t)l.sections.count};
	struct section *sections = arena_array(r->arena, l.sections.count, sizeof *sections);
	if (l.sections.count > TERMS_SECTIONS)
		return json_read_fail(r, e, "a text has at most %d sections here", (int)TERMS_SECTIONS);
	if (take_words(r, l.words, print, e) < 0)
		return -1;
	for (size_t i = 0; i < l.sections.count && first <= print->count; i++)
		if (take_section(r, (const struct listed_section *)l.sections.at + i, &first, &sections[i], e) < 0)
			return -1;
	if (first != print->count)
		return json_read_fail(r, e, "its sections have not as many words as it has");
	print->sections = sections;
	*(const struct fingerprint **)target = print;
	return 0;
}

/* --- what a report holds --------------------------------------------------------------------------------------------------- */

#define TEXT(type, key, field)                                                  \
	{                                                                       \
		key, json_read_string, offsetof(struct type, field), true, NULL \
	}
#define MAYBE(type, key, field, required)                                         \
	{                                                                         \
		key, json_read_text, offsetof(struct type, field), required, NULL \
	} /* or null */
#define DIGEST(type, key, field)                                                     \
	{                                                                            \
		key, read_digest, offsetof(struct type, field), true, "there is one" \
	}
#define MAYBE_DIGEST(type, key, field, required)                               \
	{                                                                      \
		key, read_digest, offsetof(struct type, field), required, NULL \
	}
#define NUMBER(type, key, field)                                                 \
	{                                                                        \
		key, json_read_number, offsetof(struct type, field), false, NULL \
	}
#define LIST(type, key, field, items)                                             \
	{                                                                         \
		key, json_read_list, offsetof(struct type, field), true, &(items) \
	}

static const struct json_field weights_fields[] = {
	TEXT(side_weights, "path", path),
	DIGEST(side_weights, "sha256", sha256),
	MAYBE(side_weights, "format", format, false),
	MAYBE(side_weights, "pointer", pointer, false),
	MAYBE(side_weights, "gap", gap, false),
	MAYBE_DIGEST(side_weights, "weights_digest", digest, false),
	MAYBE_DIGEST(side_weights, "weights_digest_nameless", nameless, false),
	NUMBER(side_weights, "size", size),
	NUMBER(side_weights, "tensors", tensors),
	NUMBER(side_weights, "parameters", parameters),
	{"tensor_list", read_tensors, offsetof(struct side_weights, table), false, NULL},
	{0},
};
static const struct json_items weights_items = {sizeof(struct side_weights), json_read_object, weights_fields};

static const struct json_field claim_fields[] = {
	TEXT(side_claim, "license", license),
	TEXT(side_claim, "as_written", as_written),
	MAYBE(side_claim, "name", name, true),
	MAYBE(side_claim, "link", link, true),
	TEXT(side_claim, "source", source),
	TEXT(side_claim, "path", path),
	{0},
};
static const struct json_items claim_items = {sizeof(struct side_claim), json_read_object, claim_fields};

static const struct json_field text_fields[] = {
	TEXT(side_text, "path", path),
	TEXT(side_text, "role", role),
	DIGEST(side_text, "sha256", sha256),
	{"print", read_print, offsetof(struct side_text, print), true, print_fields},
	{0},
};
static const struct json_items text_items = {sizeof(struct side_text), json_read_object, text_fields};

static const struct json_field match_fields[] = {
	MAYBE(side_match, "license", license, true),
	MAYBE(side_match, "name", name, true),
	TEXT(side_match, "state", state),
	TEXT(side_match, "path", path),
	{0},
};
static const struct json_items match_items = {sizeof(struct side_match), json_read_object, match_fields};

static const struct json_field restriction_fields[] = {
	TEXT(side_restriction, "kind", kind),
	MAYBE(side_restriction, "title", title, true),
	TEXT(side_restriction, "weight", weight),
	{"values", read_pairs, offsetof(struct side_restriction, values), true, NULL},
	MAYBE(side_restriction, "license", license, true),
	TEXT(side_restriction, "path", path),
	MAYBE(side_restriction, "clause", clause, true),
	MAYBE(side_restriction, "text", text, true),
	DIGEST(side_restriction, "fingerprint", fingerprint),
	DIGEST(side_restriction, "content", content),
	{0},
};
static const struct json_items restriction_items = {sizeof(struct side_restriction), json_read_object, restriction_fields};

static const struct json_field finding_fields[] = {
	TEXT(side_finding, "id", id),
	TEXT(side_finding, "severity", severity),
	TEXT(side_finding, "verdict", verdict),
	TEXT(side_finding, "message", message),
	MAYBE(side_finding, "remedy", remedy, true),
	DIGEST(side_finding, "fingerprint", fingerprint),
	DIGEST(side_finding, "content", content),
	{0},
};
static const struct json_items finding_items = {sizeof(struct side_finding), json_read_object, finding_fields};

static const struct json_field model_fields[] = {
	TEXT(side_model, "path", path),
	TEXT(side_model, "name", name),
	MAYBE(side_model, "version", version, true),
	TEXT(side_model, "verdict", verdict),
	MAYBE(side_model, "concluded", concluded, true),
	MAYBE_DIGEST(side_model, "weights_digest", digest, true),
	MAYBE_DIGEST(side_model, "weights_digest_nameless", nameless, true),
	LIST(side_model, "weights", weights, weights_items),
	LIST(side_model, "declared", claims, claim_items),
	LIST(side_model, "texts", texts, text_items),
	LIST(side_model, "detected", matches, match_items),
	LIST(side_model, "restrictions", restrictions, restriction_items),
	LIST(side_model, "findings", findings, finding_items),
	{0},
};
static const struct json_items model_items = {sizeof(struct side_model), json_read_object, model_fields};

static const struct json_field problem_fields[] = {
	TEXT(side_problem, "severity", severity),
	TEXT(side_problem, "id", id),
	TEXT(side_problem, "message", message),
	MAYBE(side_problem, "path", path, true),
	MAYBE_DIGEST(side_problem, "fingerprint", fingerprint, true),
	{0},
};
static const struct json_items problem_items = {sizeof(struct side_problem), json_read_object, problem_fields};

static const struct json_field tool_fields[] = {
	TEXT(side, "version", tool.version),
	MAYBE(side, "data_digest", tool.data_digest, false),
	{0},
};

static const struct json_field parameter_fields[] = {
	{"limits", read_pairs, offsetof(struct side, parameters.limits), true, NULL},
	{"fail_on", json_read_texts, offsetof(struct side, parameters.fail_on), true, NULL},
	{0},
};

static const struct json_field report_fields[] = {
	TEXT(side, "schema", schema),
	{"tool", json_read_object, 0, true, tool_fields},
	{"parameters", json_read_object, 0, true, parameter_fields},
	TEXT(side, "input", input),
	TEXT(side, "policy", policy),
	TEXT(side, "verdict", verdict),
	LIST(side, "artifacts", models, model_items),
	LIST(side, "diagnostics", problems, problem_items),
	{0},
};

/* --- what a manifest holds ------------------------------------------------------------------------------------------------- */

struct manifest { /* lists of files one by one, and which of them are one model */
	struct side side;
	struct list weights, models, problems;
};

static const struct json_field group_fields[] = {
	TEXT(side_model, "path", path),
	MAYBE_DIGEST(side_model, "weights_digest", digest, true),
	MAYBE_DIGEST(side_model, "weights_digest_nameless", nameless, true),
	{0},
};
static const struct json_items group_items = {sizeof(struct side_model), json_read_object, group_fields};

static const struct json_field gap_fields[] = {
	MAYBE(side_problem, "path", path, true),
	TEXT(side_problem, "message", message),
	{0},
};
static const struct json_items gap_items = {sizeof(struct side_problem), json_read_object, gap_fields};

static const struct json_field manifest_fields[] = {
	TEXT(manifest, "schema", side.schema),
	{"tool", json_read_object, 0, true, tool_fields},
	LIST(manifest, "weights", weights, weights_items),
	LIST(manifest, "models", models, group_items),
	LIST(manifest, "problems", problems, gap_items),
	{0},
};

/* The digest of several files together, where their tensors are listed. */
static void digest_together(struct side *s, struct side_model *m)
{
	const struct side_weights *w = m->weights.at;
	const struct tensors **tables = arena_array(&s->arena, m->weights.count, sizeof *tables);
	uint8_t digest[DIGEST_BYTES], nameless[DIGEST_BYTES];
	char hex[DIGEST_HEX];
	for (size_t i = 0; i < m->weights.count; i++) {
		if (!w[i].table)
			return;
		tables[i] = w[i].table;
	}
	if (!tensors_digest(tables, m->weights.count, digest, nameless))
		return;
	digest_hex(digest, hex);
	m->digest = arena_strdup(&s->arena, hex);
	digest_hex(nameless, hex);
	m->nameless = arena_strdup(&s->arena, hex);
}

/* A manifest does not say which files lie in which distribution: all of it is taken for one model. */
static void take_manifest(struct side *s, const struct manifest *from)
{
	struct side_model *m = ARENA_NEW(&s->arena, struct side_model);
	const struct side_model *groups = from->models.at;
	*m = (struct side_model){.path = "", .name = s->name, .weights = from->weights};
	if (from->models.count == 1) {
		m->digest = groups->digest;
		m->nameless = groups->nameless;
	} else {
		digest_together(s, m);
	}
	struct side_problem *gaps = from->problems.at;
	for (size_t i = 0; i < from->problems.count; i++)
		gaps[i].severity = "error";
	s->models = (struct list){m, 1};
	s->problems = from->problems;
}

/* --- paths ----------------------------------------------------------------------------------------------------------------- */

const char *side_inner(const char *root, const char *path, struct arena *a)
{
	size_t n = strlen(root);
	if (!n)
		return path;
	const char *rest = path + n;
	if (strncmp(path, root, n) != 0 || (*rest && *rest != '/' && *rest != '!'))
		return arena_printf(a, "/%s", path);
	return rest + strspn(rest, "!/");
}

#define INNER(type, list)                                       \
	for (size_t i = 0; i < m->list.count; i++) {            \
		struct type *x = (struct type *)m->list.at + i; \
		x->path = side_inner(m->path, x->path, a);      \
	}

static void make_inner(struct side_model *m, struct arena *a)
{
	struct side_restriction *r = m->restrictions.at;
	for (size_t i = 0; i < m->restrictions.count; i++)
		r[i].entry = r[i].path;
	INNER(side_weights, weights)
	INNER(side_claim, claims)
	INNER(side_text, texts)
	INNER(side_match, matches)
	INNER(side_restriction, restrictions)
}

/* --- words of texts -------------------------------------------------------------------------------------------------------- */

static int by_digest(const void *a, const void *b)
{
	const struct side_text *x = *(struct side_text *const *)a, *y = *(struct side_text *const *)b;
	int order = strcmp(x->sha256, y->sha256);
	return order ? order : (x->print == NULL) - (y->print == NULL);
}

/* A report has the words of a text once, however many models have it. */
static void share_prints(struct side *s)
{
	const struct side_model *models = s->models.at;
	struct side_text **texts = NULL;
	size_t n = 0, room = 0;
	for (size_t i = 0; i < s->models.count; i++)
		for (size_t k = 0; k < models[i].texts.count; k++)
			VEC_PUSH(texts, n, room, (struct side_text *)models[i].texts.at + k);
	if (n)
		qsort(texts, n, sizeof *texts, by_digest);
	for (size_t i = 1; i < n; i++)
		if (!texts[i]->print && !strcmp(texts[i]->sha256, texts[i - 1]->sha256))
			texts[i]->print = texts[i - 1]->print;
	free(texts);
}

/* --- reading --------------------------------------------------------------------------------------------------------------- */

static const char report_schema[] = "licet-scan/1", manifest_schema[] = "licet-manifest/1";

const char *side_schema(const char *bytes, size_t len, struct arena *a)
{
	struct json_scan s;
	json_scan_init(&s, bytes, len);
	if (json_next(&s) != JSON_OPEN || !s.object || json_next(&s) != JSON_KEY)
		return NULL;
	bool schema = json_is(&s, "schema"), record = json_is(&s, "record");
	if (json_next(&s) != JSON_STRING)
		return NULL;
	if (record && (json_is(&s, "model") || json_is(&s, "scan")))
		return "JSON lines";
	if (!schema || s.end - s.start > SCHEMA_BYTES)
		return NULL;
	const char *value = json_unescape(&s, a, NULL);
	return !strncmp(value, "licet-", 6) ? value : NULL;
}

static int read_any(struct side *s, const char *bytes, size_t len, size_t text_bytes, struct err *e)
{
	struct report_reader r = {.side = s};
	const char *schema = side_schema(bytes, len, &s->arena);
	json_reader_init(&r.json, bytes, len, ITEMS_MAX, text_bytes, &s->arena);
	s->terms = schema && !strcmp(schema, report_schema);
	if (s->terms) {
		if (json_read_document(&r.json, report_fields, s, e) < 0)
			return -1;
		for (size_t i = 0; i < s->models.count; i++)
			make_inner((struct side_model *)s->models.at + i, &s->arena);
		share_prints(s);
		return 0;
	}
	if (!schema || strcmp(schema, manifest_schema) != 0)
		return err_set(
			e, ERR_DATA,
			"it is %s%s, and neither a report of `licet scan -f json` (%s) nor a manifest of `licet hash` (%s)",
			schema ? "of the form " : "no document of licet", schema ? schema : "", report_schema, manifest_schema);
	struct manifest m = {0};
	if (json_read_document(&r.json, manifest_fields, &m, e) < 0)
		return -1;
	s->schema = m.side.schema;
	s->tool.version = m.side.tool.version;
	take_manifest(s, &m);
	return 0;
}

int side_read(struct side *s, const char *name, const char *bytes, size_t len, const struct limits *l, struct err *e)
{
	*s = (struct side){0};
	arena_init(&s->arena);
	atomic_init(&s->tensors_left, l->tensors);
	s->name = arena_strdup(&s->arena, name);
	size_t text_bytes =
		l->text_bytes > WORDS_BYTES ? (size_t)l->text_bytes : WORDS_BYTES; /* no report of ours has longer ones */
	if (read_any(s, bytes, len, text_bytes, e) < 0)
		return err_prefix(e, "%s", name);
	return 0;
}

void side_share_tensors(struct side *s, struct side_weights *w, struct tensors *table)
{
	if (!table)
		return;
	VEC_PUSH(s->tables, s->n_tables, s->tables_capacity, tensors_keep(table));
	w->table = table;
}

void side_release(struct side *s)
{
	for (size_t i = 0; i < s->n_tables; i++)
		tensors_free(s->tables[i]);
	free(s->tables);
	arena_release(&s->arena);
}

size_t side_gaps(const struct side *s)
{
	const struct side_problem *p = s->problems.at;
	size_t n = 0;
	for (size_t i = 0; i < s->problems.count; i++)
		n += !strcmp(p[i].severity, "error");
	return n;
}
