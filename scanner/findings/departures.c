/* SPDX-License-Identifier: MIT */
#include "findings/departures.h"

#include "base/utf8.h"
#include "findings/finding.h"
#include "findings/scope.h"
#include "findings/texts.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum {
	DEPARTURES_MAX = 20, /* findings of one id for one text; then one that counts the rest */
	QUOTE_BYTES = 160,
	CLAUSE_WORDS = 3,   /* that must be missing in one place before the clause counts as gone: a name may be another */
	SENTENCE_WORDS = 8, /* that must be missing in one place before a clause whose place is not known counts as gone */
};

static const float COPY_COVERAGE = 0.5F; /* of the license's words that a partial copy must have */

struct copy { /* one changed text of a license */
	struct dossier *dossier;
	const struct entry *entry;
	const struct fact *fact;
	const struct match *match;
	const struct license *license;
};

/* --- clause numbers -------------------------------------------------------------------------------------------------------- */

static bool is_part(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* The next part of a clause's number: "1", "b", "iv" of "1.b(iv)". False at the end. */
static bool next_part(const char **at, const char **part, size_t *len)
{
	while (**at && !is_part(**at))
		(*at)++;
	*part = *at;
	while (is_part(**at))
		(*at)++;
	*len = (size_t)(*at - *part);
	return *len > 0;
}

/* Is one number the other, or a part of it: "1.b" and "1.b(iv)"? */
static bool related(const char *a, const char *b)
{
	for (bool any = false;; any = true) {
		const char *x, *y;
		size_t n, m;
		bool more = next_part(&a, &x, &n), others = next_part(&b, &y, &m);
		if (!more || !others)
			return any;
		if (n != m || strncasecmp(x, y, n) != 0)
			return false;
	}
}

/* The number of the term's clause; NULL when the record has none, or numbers clauses otherwise than the text's sections. */
static const char *clause_of(const struct copy *c, const struct term *t)
{
	const struct fingerprint *fp = c->match->fingerprint;
	for (uint32_t i = 0; t->clause && fp && i < fp->n_sections; i++)
		if (related(t->clause, fp->sections[i].label))
			return t->clause;
	return fp ? NULL : t->clause;
}

/* A term whose clause has no number may stand anywhere. */
static bool is_in_section(const char *clause, const char *section)
{
	return !clause || (section && related(clause, section));
}

/* --- what changed ---------------------------------------------------------------------------------------------------------- */

/* Is the clause one of a document that is not in the text, by its name: "Use Policy 2.a"? */
static bool is_annexed(const struct copy *c, const struct term *t)
{
	const char *at = t->clause, *part;
	size_t len;
	return at && !clause_of(c, t) && next_part(&at, &part, &len) && len > 4 && isalpha((unsigned char)*part);
}

/* The change that took most of the words of the term's section, or NULL. */
static const struct change *loss(const struct copy *c, const struct term *t, uint64_t *words)
{
	const struct change *most = NULL;
	const char *clause = clause_of(c, t);
	*words = 0;
	for (uint32_t i = 0; i < c->match->n_changes; i++) {
		const struct change *x = &c->match->changes[i];
		if (x->words_removed < (clause ? CLAUSE_WORDS : SENTENCE_WORDS) || !is_in_section(clause, x->section))
			continue;
		*words += x->words_removed;
		if (!most || x->words_removed > most->words_removed)
			most = x;
	}
	return most;
}

/* Is at least half of the term's section gone? */
static bool is_section_gone(const struct copy *c, const struct term *t, uint64_t removed)
{
	const struct fingerprint *fp = c->match->fingerprint;
	uint64_t all = 0;
	for (uint32_t i = 0; fp && t->clause && i < fp->n_sections; i++)
		if (related(t->clause, fp->sections[i].label))
			all += fp->sections[i].count;
	return all && 2 * removed >= all;
}

static bool touches(const struct change *x, uint64_t start, uint64_t end)
{
	return x->start < end && x->end > start ? true : x->start == x->end && x->start >= start && x->start <= end;
}

/* The change within the bytes, or NULL. */
static const struct change *change_at(const struct copy *c, uint64_t start, uint64_t end)
{
	for (uint32_t i = 0; i < c->match->n_changes; i++)
		if (touches(&c->match->changes[i], start, end))
			return &c->match->changes[i];
	return NULL;
}

static bool lost_words(const struct copy *c)
{
	for (uint32_t i = 0; i < c->match->n_changes; i++)
		if (c->match->changes[i].words_removed)
			return true;
	return c->match->state == MATCH_PARTIAL;
}

/* --- what the rules read --------------------------------------------------------------------------------------------------- */

static const struct restriction *restriction_of(const struct copy *c, const struct fact *f)
{
	const struct restriction *r = f && f->kind == FACT_RESTRICTION ? f->detail : NULL;
	return r && r->license == c->license && f->at.start < c->fact->at.end && f->at.end > c->fact->at.start ? r : NULL;
}

/* A clause of that kind in the text: in the term's section if `here`, else anywhere. */
static const struct fact *find_read(const struct copy *c, const struct term *t, bool here)
{
	for (size_t i = 0; i < c->entry->count; i++) {
		const struct restriction *r = restriction_of(c, &c->entry->facts[i]);
		if (r && r->kind == t->kind && (!here || is_in_section(clause_of(c, t), r->clause)))
			return &c->entry->facts[i];
	}
	return NULL;
}

static bool record_has_kind(const struct license *l, const struct kind *k)
{
	for (uint32_t i = 0; i < l->n_terms; i++)
		if (l->terms[i].kind == k)
			return true;
	return false;
}

static bool record_has_value(const struct license *l, const struct kind *k, const char *key, const char *value)
{
	for (uint32_t i = 0; i < l->n_terms; i++) {
		const char *known = l->terms[i].kind == k ? pairs_value(&l->terms[i].values, key) : NULL;
		if (known && !strcmp(known, value))
			return true;
	}
	return false;
}

/* --- sentences ------------------------------------------------------------------------------------------------------------- */

static const char *say_values(const struct copy *c, const struct pairs *values)
{
	struct arena *a = c->dossier->arena;
	const char *out = "";
	for (uint32_t i = 0; i < values->count; i++)
		out = arena_printf(a, "%s%s%s %s", out, i ? ", " : " (", values->at[i].key, values->at[i].value);
	return values->count ? arena_printf(a, "%s)", out) : "";
}

static const char *say_clause(const struct copy *c, const struct term *t)
{
	return t->clause ? arena_printf(c->dossier->arena, ", section %s", t->clause) : "";
}

static const char *quote(const struct copy *c, const char *text)
{
	size_t n = text ? strlen(text) : 0;
	if (!n)
		return "";
	char *line = arena_strdup(c->dossier->arena, utf8_visible(c->dossier->arena, text, n, QUOTE_BYTES));
	for (char *s = line; *s; s++)
		*s = *s == '\n' || *s == '\t' ? ' ' : *s;
	return arena_printf(c->dossier->arena, ": \"%s\"", line);
}

/* The record's side, as a fact at the place in the file where its clause should be. */
static const struct fact *recorded(const struct copy *c, const struct term *t, const struct change *where)
{
	struct arena *a = c->dossier->arena;
	struct restriction *r = ARENA_NEW(a, struct restriction);
	*r = (struct restriction){.kind = t->kind, .values = t->values, .license = c->license, .clause = t->clause};
	struct fact *f = ARENA_NEW(a, struct fact);
	*f = (struct fact){.kind = FACT_RESTRICTION, .at = c->fact->at, .reader = "record", .detail = r};
	if (where) {
		f->at.start = where->start;
		f->at.end = where->end;
		f->at.line_start = f->at.line_end = where->line;
	}
	return f;
}

struct departures { /* findings of one id about one text */
	const struct copy *copy;
	enum finding_number number;
	size_t count;
};

/* That another version has other values, or lacks a clause, accuses nobody; what it adds binds whoever reads it. */
static enum finding_number number_of(const struct departures *out)
{
	bool version = out->copy->match->state == MATCH_VERSION && out->number != FINDING_TEXT_ADDS_RESTRICTION;
	return version ? FINDING_VERSION_DIFFERS : out->number;
}

static void report(struct departures *out, const struct fact *record, const struct fact *file, const char *message)
{
	struct dossier *d = out->copy->dossier;
	const struct fact *evidence[] = {file ? file : record, record};
	if (out->count++ < DEPARTURES_MAX)
		finding_add(d->artifact, d->arena, number_of(out), evidence, file && record ? 2 : 1, "%s", message);
}

static void report_rest(const struct departures *out)
{
	struct dossier *d = out->copy->dossier;
	if (out->count > DEPARTURES_MAX)
		finding_add(d->artifact, d->arena, number_of(out), &out->copy->fact, 1,
			    "%s: the same holds for %zu more clauses.", dossier_name(d, out->copy->entry->name),
			    out->count - DEPARTURES_MAX);
}

/* --- the three findings ---------------------------------------------------------------------------------------------------- */

static void find_lacking(const struct copy *c)
{
	struct departures out = {c, FINDING_TEXT_LACKS_RESTRICTION, 0};
	struct dossier *d = c->dossier;
	for (uint32_t i = 0; i < c->license->n_terms; i++) {
		const struct term *t = &c->license->terms[i];
		uint64_t words;
		const struct change *where = loss(c, t, &words);
		if (!where || is_annexed(c, t) || find_read(c, t, true) ||
		    (find_read(c, t, false) && !is_section_gone(c, t, words)))
			continue;
		report(&out, recorded(c, t, where), NULL,
		       arena_printf(
			       d->arena,
			       "%s lacks a clause that the record of %s has: %s%s%s. It should stand at line %u, where %u word%s "
			       "of the license %s missing%s.",
			       dossier_name(d, c->entry->name), license_title(c->license, d->arena), t->kind->id,
			       say_clause(c, t), say_values(c, &t->values), where->line, where->words_removed,
			       where->words_removed == 1 ? "" : "s", where->words_removed == 1 ? "is" : "are",
			       quote(c, where->text) /* what stands there instead */));
	}
	report_rest(&out);
}

/* Does the rule's answer rest on the whole text, so that words taken away elsewhere can make it fire? */
static bool looks_at_whole_text(const struct rule *r)
{
	return r && (r->scope == SCOPE_TEXT || r->unless_text.count || r->only_if_text.count);
}

/* A value of the clause that no term of its kind in the record has, where the record has another; NULL when there is none. */
static const struct pair *unknown_value(const struct copy *c, const struct restriction *r, const struct term *t)
{
	for (uint32_t i = 0; i < r->values.count; i++) {
		const struct pair *v = &r->values.at[i];
		const char *known = pairs_value(&t->values, v->key);
		if (known && strcmp(known, v->value) != 0 && !record_has_value(c->license, r->kind, v->key, v->value))
			return v;
	}
	return NULL;
}

/* A clause that the edit put there, of a kind that the record has not. */
static bool is_added(const struct copy *c, const struct fact *f)
{
	const struct restriction *r = f->kind == FACT_RESTRICTION ? f->detail : NULL;
	if (!r || (r->license && r->license != c->license) || record_has_kind(c->license, r->kind))
		return false;
	return change_at(c, f->at.start, f->at.end) || (restriction_of(c, f) && looks_at_whole_text(r->rule) && lost_words(c));
}

enum { ADDED_LOOKED = 500, LINES_SHOWN = 3 };

struct added_clauses { /* in order of place; in one place there may be several kinds */
	const struct copy *copy;
	const struct fact *at[ADDED_LOOKED];
	size_t count;
};

static const struct restriction *added_at(const struct added_clauses *a, size_t i)
{
	return a->at[i]->detail;
}

static bool is_same_place(const struct added_clauses *a, size_t i, size_t k)
{
	return a->at[i]->at.start == a->at[k]->at.start && a->at[i]->at.end == a->at[k]->at.end;
}

static bool has_same_values(const struct pairs *a, const struct pairs *b)
{
	for (uint32_t i = 0; i < a->count && a->count == b->count; i++)
		if (strcmp(a->at[i].key, b->at[i].key) != 0 || strcmp(a->at[i].value, b->at[i].value) != 0)
			return false;
	return a->count == b->count;
}

/* One further up says the same: of that kind, with those values. */
static bool is_said_before(const struct added_clauses *a, size_t i)
{
	const struct restriction *r = added_at(a, i);
	for (size_t k = 0; k < i; k++)
		if (added_at(a, k)->kind == r->kind && has_same_values(&added_at(a, k)->values, &r->values))
			return true;
	return false;
}

/* "non-commercial, research-only": what else is new where clause i stands. */
static const char *kinds_at(const struct added_clauses *a, size_t i)
{
	struct arena *arena = a->copy->dossier->arena;
	const char *out = "";
	for (size_t k = i; k < a->count && is_same_place(a, i, k); k++)
		if (!is_said_before(a, k))
			out = arena_printf(arena, "%s%s%s%s", out, *out ? ", " : "", added_at(a, k)->kind->id,
					   say_values(a->copy, &added_at(a, k)->values));
	return out;
}

/* " Lines 181 and 183 say so again.": of the clauses behind i, those of one of its kinds. */
static const char *said_again(const struct added_clauses *a, size_t i)
{
	struct arena *arena = a->copy->dossier->arena;
	const char *out = "";
	uint32_t last = a->at[i]->at.line_start;
	size_t n = 0;
	for (size_t k = i + 1; k < a->count && n < LINES_SHOWN; k++) {
		bool same = false;
		for (size_t of = i; of < a->count && is_same_place(a, i, of) && !same; of++)
			same = added_at(a, of)->kind == added_at(a, k)->kind;
		if (!same || a->at[k]->at.line_start == last || !is_said_before(a, k))
			continue;
		last = a->at[k]->at.line_start;
		out = arena_printf(arena, "%s%s%u", out, n++ ? ", " : "", last);
	}
	return n ? arena_printf(arena, " So do%s line%s %s.", n == 1 ? "es" : "", n == 1 ? "" : "s", out) : "";
}

/* One finding for each place where something new is said, whatever it is of, and none for a place that says it again. */
static void find_added(const struct copy *c)
{
	struct departures out = {c, FINDING_TEXT_ADDS_RESTRICTION, 0};
	struct dossier *d = c->dossier;
	struct added_clauses *a = ARENA_NEW(d->arena, struct added_clauses);
	a->copy = c;
	for (size_t i = 0; i < c->entry->count; i++) {
		if (!is_added(c, &c->entry->facts[i]))
			continue;
		if (a->count == ADDED_LOOKED) {
			dossier_cut(d, c->entry, "It adds more clauses to its license than are told.");
			break;
		}
		a->at[a->count++] = &c->entry->facts[i];
	}
	for (size_t i = 0, next; i < a->count; i = next) {
		const char *kinds = kinds_at(a, i);
		for (next = i + 1; next < a->count && is_same_place(a, i, next);)
			next++;
		if (!*kinds)
			continue;
		const struct fact *f = a->at[i];
		report(&out, NULL, f,
		       arena_printf(d->arena, "%s, line %u, restricts more than the record of %s says: %s%s.%s",
				    dossier_name(d, c->entry->name), f->at.line_start, license_title(c->license, d->arena), kinds,
				    quote(c, added_at(a, i)->text), said_again(a, i)));
	}
	report_rest(&out);
}

/* The term of the record that the clause is the text of: of its kind, in its section if there is one there. */
static const struct term *term_of(const struct copy *c, const struct restriction *r)
{
	const struct term *any = NULL;
	for (uint32_t i = 0; i < c->license->n_terms; i++) {
		const struct term *t = &c->license->terms[i];
		if (t->kind != r->kind)
			continue;
		if (t->clause && r->clause && related(t->clause, r->clause))
			return t;
		any = any ? any : t;
	}
	return any;
}

/* Did the edit touch the clause, or the definition that its values come from? */
static const struct change *edit_of(const struct copy *c, const struct fact *f, const struct restriction *r)
{
	const struct change *x = change_at(c, f->at.start, f->at.end);
	return x || r->defined.end == r->defined.start ? x : change_at(c, r->defined.start, r->defined.end);
}

/* Was the same value found in a clause further up? It is told once. */
static bool is_told(const struct copy *c, size_t fact, const struct kind *k, const struct pair *v)
{
	for (size_t i = 0; i < fact; i++) {
		const struct fact *f = &c->entry->facts[i];
		const struct restriction *r = restriction_of(c, f);
		const char *value = r && r->kind == k ? pairs_value(&r->values, v->key) : NULL;
		if (value && !strcmp(value, v->value) && edit_of(c, f, r))
			return true;
	}
	return false;
}

static void find_other_values(const struct copy *c)
{
	struct departures out = {c, FINDING_VALUE_DIFFERS, 0};
	struct dossier *d = c->dossier;
	for (size_t i = 0; i < c->entry->count; i++) {
		const struct fact *f = &c->entry->facts[i];
		const struct restriction *r = restriction_of(c, f);
		const struct term *t = r ? term_of(c, r) : NULL;
		const struct pair *v = t ? unknown_value(c, r, t) : NULL;
		const struct change *x = v ? edit_of(c, f, r) : NULL;
		if (!x || is_told(c, i, r->kind, v))
			continue;
		report(&out, recorded(c, t, x), f,
		       arena_printf(d->arena, "%s, line %u, has %s with %s %s; the record of %s%s has %s.",
				    dossier_name(d, c->entry->name), f->at.line_start, r->kind->id, v->key, v->value,
				    license_title(c->license, d->arena), say_clause(c, t), pairs_value(&t->values, v->key)));
	}
	report_rest(&out);
}

/* An excerpt is not the license with clauses missing: words that two texts share by chance prove nothing. */
static bool is_copy(const struct match *m)
{
	return m->n_changes && !m->license->members.count && (m->state <= MATCH_EDITED || m->coverage >= COPY_COVERAGE);
}

void departures_find(struct dossier *d)
{
	for (size_t i = 0; i < d->changed.count; i++) {
		const struct fact *f = d->changed.at[i];
		const struct match *m = f->detail;
		struct copy c = {d, entries_find(d->entries, f->at.entry), f, m, m->license};
		if (!c.entry || !is_copy(m))
			continue;
		bool of_component = text_is_of_component(d, c.entry, f);
		if (of_component && scope_is_in_collection(d, c.entry))
			continue; /* nor is what it adds a term of what is here */
		find_added(&c);
		if (of_component)
			continue; /* no edit of the license of what is here */
		find_lacking(&c);
		find_other_values(&c);
	}
}
