/* SPDX-License-Identifier: MIT */
#include "report/json_parts.h"

#include "base/buf.h"
#include "base/crypto.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

json_t *json_text(const char *s)
{
	if (!s)
		return json_null();
	size_t len = strlen(s);
	if (utf8_valid(s, len))
		return json_stringn_nocheck(s, len);
	ARENA_AUTO struct arena a;
	arena_init(&a);
	return json_string_nocheck(utf8_visible(&a, s, len, 4 * len + 1));
}

static json_t *json_base64(const void *s, size_t len)
{
	if (len > INT32_MAX / 2)
		return json_null();
	unsigned char *out = mem_alloc((len + 2) / 3 * 4 + 1);
	crypto()->EVP_EncodeBlock(out, s, (int)len);
	json_t *text = json_string_nocheck((const char *)out);
	free(out);
	return text;
}

void json_put_path(json_t *object, const char *path)
{
	json_put(object, "path", json_text(path));
	if (path && !utf8_valid(path, strlen(path)))
		json_put(object, "path_base64", json_base64(path, strlen(path)));
}

json_t *json_line(uint32_t line)
{
	return line ? json_integer(line) : json_null();
}

/* A canonical decimal of at most 15 digits, which any reader of JSON keeps exactly. */
static bool is_plain_number(const char *s)
{
	size_t n = strspn(s, "0123456789");
	return n && n <= 15 && !s[n] && (n == 1 || *s != '0');
}

/* Values that are words of the text, even if they look like a number. */
static bool is_wording(const char *key)
{
	return !strcmp(key, "phrase") || !strcmp(key, "exception");
}

static json_t *json_list(const char *s)
{
	json_t *list = json_array();
	for (;;) {
		size_t n = strcspn(s, ",");
		json_array_append_new(list, json_stringn(s, n));
		if (!s[n])
			return list;
		s += n + 1;
	}
}

json_t *json_values(const struct pairs *values)
{
	json_t *object = json_object();
	for (uint32_t i = 0; i < values->count; i++) {
		const char *key = values->at[i].key, *value = values->at[i].value;
		json_t *json;
		if (value && (!strcmp(key, "regions") || !strcmp(key, "granted")))
			json = json_list(value);
		else if (value && is_plain_number(value) && !is_wording(key))
			json = json_integer(strtoll(value, NULL, 10));
		else
			json = json_text(value);
		json_object_set_new(object, key, json);
	}
	return object;
}

/* Rounded down: what is not quite 1 must not look like it. */
static json_t *json_share(float share)
{
	return json_real((double)(int)((double)share * 10000) / 10000);
}

static json_t *json_change(const struct change *c)
{
	json_t *object = json_object();
	json_put(object, "op", json_string_nocheck(change_op_name(c->op)));
	json_put(object, "section", json_text(c->section));
	json_put(object, "words_added", json_integer(c->words_added));
	json_put(object, "words_removed", json_integer(c->words_removed));
	json_put(object, "start", json_integer((json_int_t)c->start));
	json_put(object, "end", json_integer((json_int_t)c->end));
	json_put(object, "line", json_line(c->line));
	json_put(object, "text", json_text(c->text));
	return object;
}

static json_t *json_said(const struct match *m)
{
	static const struct {
		unsigned bit;
		const char *name;
	} table[] = {
		{SAID_OF_ALL, "all"},
		{SAID_OF_WEIGHTS, "weights"},
		{SAID_OF_CODE, "code"},
		{SAID_OF_DATA, "data"},
		{SAID_OF_DOCUMENTS, "documentation"},
		{SAID_OF_BASE, "base"},
		{SAID_BEFORE, "before"},
		{SAID_OF_PART, "part"},
	};
	json_t *list = json_array();
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (m->said & table[i].bit)
			json_array_append_new(list, json_string_nocheck(table[i].name));
	return list;
}

json_t *json_match(const struct fact *f)
{
	const struct match *m = f->detail;
	json_t *object = json_object(), *changes = json_array();
	json_put(object, "license", json_text(m->license ? m->license->spdx : NULL));
	json_put(object, "name", json_text(m->license ? m->license->name : NULL));
	json_put(object, "state", json_string_nocheck(match_state_name(m->state)));
	json_put(object, "how", json_text(m->how));
	json_put(object, "similarity", json_share(m->similarity));
	json_put(object, "coverage", json_share(m->coverage));
	json_put_path(object, f->at.entry);
	json_put(object, "start", json_integer((json_int_t)f->at.start));
	json_put(object, "end", json_integer((json_int_t)f->at.end));
	json_put(object, "line_start", json_line(f->at.line_start));
	json_put(object, "line_end", json_line(f->at.line_end));
	for (uint32_t i = 0; i < m->n_changes; i++)
		json_array_append_new(changes, json_change(&m->changes[i]));
	json_put(object, "changes", changes);
	if (m->said) {
		json_put(object, "said_of", json_said(m));
		json_put(object, "sentence", json_text(f->value));
	}
	return object;
}

static json_t *qualities_json(const struct grant *g)
{
	json_t *object = json_object();
	for (uint32_t i = 0; i < g->n_qualities; i++)
		json_object_set_new(object, g->qualities[i].name, json_text(g->qualities[i].answer));
	return object;
}

/* Where another sentence than the grant's own says it: {"perpetual": 12}. */
static json_t *quality_lines_json(const struct grant *g)
{
	json_t *object = json_object();
	for (uint32_t i = 0; i < g->n_qualities; i++)
		if (g->qualities[i].line)
			json_object_set_new(object, g->qualities[i].name, json_line(g->qualities[i].line));
	return object;
}

json_t *json_grant(const struct fact *f)
{
	const struct grant *g = f->detail;
	json_t *object = json_object();
	json_put(object, "of", json_text(g->of));
	json_put(object, "acts", g->acts ? json_list(g->acts) : json_array());
	json_put(object, "qualities", qualities_json(g));
	json_put(object, "quality_lines", quality_lines_json(g));
	json_put(object, "license", json_text(g->license ? g->license->spdx : NULL));
	json_put_path(object, f->at.entry);
	json_put(object, "line", json_line(f->at.line_start));
	json_put(object, "start", json_integer((json_int_t)f->at.start));
	json_put(object, "end", json_integer((json_int_t)f->at.end));
	json_put(object, "clause", json_text(g->clause));
	json_put(object, "text", json_text(g->text));
	json_put(object, "rule", json_text(g->rule ? g->rule->id : NULL));
	return object;
}

/* The grant that a restriction rests on, in short: the whole of it is in the list of grants. */
static json_t *rests_on_json(const struct grant *g)
{
	json_t *object = json_object();
	json_put(object, "line", json_line(g->line));
	json_put(object, "clause", json_text(g->clause));
	json_put(object, "acts", g->acts ? json_list(g->acts) : json_array());
	json_put(object, "qualities", qualities_json(g));
	return object;
}

json_t *json_restriction(const struct fact *f)
{
	static const char *const weights[] = {"info", "low", "medium", "high"};
	const struct restriction *r = f->detail;
	json_t *object = json_object();
	json_put(object, "kind", json_text(r->kind->id));
	json_put(object, "title", json_text(r->kind->title));
	json_put(object, "weight", json_string_nocheck(weights[r->kind->weight]));
	json_put(object, "values", json_values(&r->values));
	json_put(object, "license", json_text(r->license ? r->license->spdx : NULL));
	json_put(object, "of", json_text(r->parent));
	json_put(object, "source", json_string_nocheck(r->text ? "text" : "record"));
	json_put_path(object, f->at.entry);
	json_put(object, "line", json_line(f->at.line_start));
	json_put(object, "start", json_integer((json_int_t)f->at.start));
	json_put(object, "end", json_integer((json_int_t)f->at.end));
	json_put(object, "clause", json_text(r->clause));
	json_put(object, "text", json_text(r->text));
	json_put(object, "rule", json_text(r->rule ? r->rule->id : NULL));
	if (r->license && r->license->policy)
		json_put(object, "policy", json_text(r->license->name));
	if (r->defined_line)
		json_put(object, "defined_line", json_line(r->defined_line));
	if (r->grant)
		json_put(object, "grant", rests_on_json(r->grant));
	return object;
}

static json_t *json_digest(bool there, const uint8_t sha256[DIGEST_BYTES])
{
	char hex[DIGEST_HEX];
	digest_hex(sha256, hex);
	return there ? json_string_nocheck(hex) : json_null();
}

void json_put_digests(json_t *object, bool there, const uint8_t digest[32], const uint8_t nameless[32])
{
	json_put(object, "weights_digest", json_digest(there, digest));
	json_put(object, "weights_digest_nameless", json_digest(there, nameless));
}

/* Hashes of words have 24 bits: three bytes each, the least significant first. */
static json_t *json_words(const struct fingerprint *f)
{
	unsigned char *bytes = mem_array(f->count ? f->count : 1, 3);
	for (uint32_t i = 0; i < f->count; i++)
		for (int k = 0; k < 3; k++)
			bytes[3 * i + (uint32_t)k] = (unsigned char)(f->words[i] >> 8 * k);
	json_t *text = json_base64(bytes, 3 * (size_t)f->count);
	free(bytes);
	return text;
}

static json_t *json_section(const struct section *s)
{
	char hex[2 * sizeof s->digest + 1];
	json_t *object = json_object();
	for (size_t i = 0; i < sizeof s->digest; i++)
		snprintf(hex + 2 * i, 3, "%02x", s->digest[i]);
	json_put(object, "label", json_text(s->label));
	json_put(object, "words", json_integer(s->count));
	json_put(object, "digest", json_text(hex));
	if (s->optional)
		json_put(object, "optional", json_true());
	return object;
}

static json_t *json_print(const struct fingerprint *f)
{
	if (!f)
		return json_null();
	json_t *object = json_object(), *sections = json_array();
	for (uint32_t i = 0; i < f->n_sections; i++)
		json_array_append_new(sections, json_section(&f->sections[i]));
	json_put(object, "words", json_words(f));
	json_put(object, "sections", sections);
	return object;
}

json_t *json_terms_text(const struct fact *f, bool print)
{
	const struct terms_text *t = f->detail;
	json_t *object = json_object();
	json_put_path(object, f->at.entry);
	json_put(object, "role", json_text(f->key));
	json_put(object, "sha256", json_digest(true, t->sha256));
	json_put(object, "print", json_print(print ? t->print : NULL));
	return object;
}

/* Numbers of JSON are only sure to be kept up to 2^53, so greater ones are strings. */
json_t *json_count(uint64_t n)
{
	char text[24];
	if (n <= UINT64_C(1) << 53)
		return json_integer((json_int_t)n);
	snprintf(text, sizeof text, "%llu", (unsigned long long)n);
	return json_string_nocheck(text);
}

static json_t *json_tensor(const struct tensors *table, uint32_t row, struct arena *a)
{
	struct tensor t;
	tensors_get(table, row, &t, NULL);
	json_t *object = json_object(), *shape = json_array();
	for (unsigned i = 0; i < t.rank; i++)
		json_array_append_new(shape, json_count(t.shape[i]));
	json_put(object, "name", json_text(utf8_visible(a, t.name, t.name_len, TENSOR_NAME)));
	json_put(object, "dtype", json_text(t.dtype));
	json_put(object, "shape", shape);
	json_put(object, "sha256", json_digest(t.state == TENSOR_HASHED, t.sha256));
	return object;
}

static json_t *json_tensors(const struct tensors *table)
{
	json_t *list = json_array();
	for (uint32_t i = 0; i < tensors_count(table); i++) {
		ARENA_AUTO struct arena a;
		arena_init(&a);
		json_array_append_new(list, json_tensor(table, i, &a));
	}
	return list;
}

json_t *json_weights(const struct fact *f, bool tensors)
{
	ARENA_AUTO struct arena a;
	arena_init(&a);
	const struct weights *w = f->detail;
	json_t *object = json_object();
	json_put_path(object, f->at.entry);
	json_put(object, "size", json_integer((json_int_t)w->size));
	json_put(object, "sha256", json_digest(true, w->sha256));
	json_put(object, "format", json_text(w->format));
	json_put(object, "detail", json_text(w->detail));
	json_put(object, "pointer", json_text(w->pointer));
	if (w->tensors) {
		json_put(object, "tensors", json_count(tensors_count(w->tensors)));
		json_put(object, "parameters", json_count(tensors_parameters(w->tensors)));
		json_put(object, "dtypes", json_text(tensors_dtypes(w->tensors, &a)));
		json_put_digests(object, w->has_digest, w->digest, w->nameless);
	}
	if (w->claimed)
		json_put(object, "data_sha256", json_digest(true, w->data_sha256));
	if (w->part_of)
		json_put(object, "part_of", json_text(w->part_of));
	if (w->gap)
		json_put(object, "gap", json_text(w->gap));
	if (w->tensors && tensors)
		json_put(object, "tensor_list", json_tensors(w->tensors));
	return object;
}
