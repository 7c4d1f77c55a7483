/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "catalog/load.h"
#include "findings/rules.h"
#include "setting.h"
#include "document.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

/* --- by hand: a license of the sample catalog, edited --------------------------------------------------------------------- */

static float coverage = 0.9F;

static void put_edited(struct setting *s, const struct change *changes, uint32_t n, enum match_state state)
{
	struct match m = {.license = &sample_licenses[HERON_1],
			  .state = state,
			  .similarity = 0.9F,
			  .coverage = coverage,
			  .how = "text",
			  .changes = changes,
			  .n_changes = n};
	put_document(&s->ev, "LICENSE", "license");
	struct place at = {.entry = "LICENSE", .start = 0, .end = 900, .line_start = 1, .line_end = 30};
	put(&s->ev, &(struct fact){.kind = FACT_MATCH, .at = at, .detail = &m});
}

static void put_clause(struct setting *s, int kind, const char *clause, const struct pair *values, uint32_t n, uint64_t start)
{
	struct restriction r = {.kind = &sample_kinds[kind],
				.license = &sample_licenses[HERON_1],
				.rule = &sample_rule,
				.clause = clause,
				.values = {values, n},
				.text = "You shall not."};
	struct place at = {.entry = "LICENSE", .start = start, .end = start + 50, .line_start = 5, .line_end = 5};
	put(&s->ev, &(struct fact){.kind = FACT_RESTRICTION, .at = at, .detail = &r});
}

static const struct change gone = {
	.op = CHANGE_REMOVED, .section = "2", .words_removed = 40, .start = 200, .end = 200, .line = 7};
static const struct change reworded = {.op = CHANGE_REPLACED,
				       .section = "2",
				       .words_removed = 1,
				       .words_added = 1,
				       .start = 220,
				       .end = 230,
				       .line = 7,
				       .text = "nine"};
static const struct change added = {
	.op = CHANGE_ADDED, .section = "9", .words_added = 8, .start = 600, .end = 660, .line = 20, .text = "x"};
static const struct pair million[] = {{"limit", "1000000"}, {"metric", "users"}}, nine[] = {{"limit", "9"}, {"metric", "users"}};

static void test_lacking(void **state)
{
	struct setting *s = *state;
	put_edited(s, &gone, 1, MATCH_EDITED);
	put_clause(s, 2, "1.b", NULL, 0, 100);
	const struct finding *f = finding_of(make(s), "text-lacks-recorded-restriction");
	assert_non_null(f);
	assert_string_equal(f->message,
			    "LICENSE lacks a clause that the record of the Heron Community License 1 has: user-cap, section 2 "
			    "(limit 1000000, metric users). It should stand at line 7, where 40 words of the license are "
			    "missing.");
	assert_int_equal(f->n_evidence, 1);
	assert_int_equal(f->evidence[0]->at.line_start, 7);
	assert_string_equal(f->evidence[0]->reader, "record");
}

/* What the rules overlook in the license as published is no departure; nor is an edit that leaves the clause. */
static void test_nothing_lacks(void **state)
{
	struct setting *s = *state;
	put_edited(s, &reworded, 1, MATCH_EDITED);
	put_clause(s, 0, "2", million, 2, 210);
	const struct artifact *a = make(s);
	assert_null(finding_of(a, "text-lacks-recorded-restriction")); /* 1.b is not read, but nothing changed there */
	assert_null(finding_of(a, "value-differs"));
	assert_null(finding_of(a, "text-adds-restriction"));
}

/* One word for another in a clause that no rule reads: a name, perhaps. */
static void test_a_word_is_no_clause(void **state)
{
	struct setting *s = *state;
	put_edited(s, &reworded, 1, MATCH_EDITED);
	put_clause(s, 2, "1.b", NULL, 0, 100);
	assert_null(finding_of(make(s), "text-lacks-recorded-restriction"));
}

/* A word of its section changed, and the clause is read in another place: it is there. */
static void test_clause_elsewhere(void **state)
{
	struct setting *s = *state;
	put_edited(s, &reworded, 1, MATCH_EDITED);
	put_clause(s, 0, "5", million, 2, 500);
	assert_null(finding_of(make(s), "text-lacks-recorded-restriction"));
}

/* A partial copy that has most of the license is compared, an excerpt of another text is not. */
static void test_excerpt(void **state)
{
	struct setting *s = *state;
	put_edited(s, &gone, 1, MATCH_PARTIAL);
	assert_non_null(finding_of(make(s), "text-lacks-recorded-restriction"));
	coverage = 0.3F;
	put_edited(s, &gone, 1, MATCH_PARTIAL);
	coverage = 0.9F;
	size_t n = 0;
	const struct artifact *a = make(s);
	for (size_t i = 0; i < a->n_findings; i++)
		n += !strcmp(a->findings[i].id, "text-lacks-recorded-restriction");
	assert_int_equal(n, 1); /* of the first copy alone */
}

static void test_exact_text_is_never_asked(void **state)
{
	struct setting *s = *state;
	put_edited(s, &gone, 1, MATCH_EXACT);
	put_clause(s, 1, "9", NULL, 0, 610);
	put_clause(s, 0, "2", nine, 2, 200);
	const struct artifact *a = make(s);
	assert_null(finding_of(a, "text-lacks-recorded-restriction"));
	assert_null(finding_of(a, "value-differs"));
	assert_null(finding_of(a, "text-adds-restriction"));
}

static void test_other_value(void **state)
{
	struct setting *s = *state;
	put_edited(s, &reworded, 1, MATCH_EDITED);
	put_clause(s, 0, "2", nine, 2, 210);
	const struct artifact *a = make(s);
	const struct finding *f = finding_of(a, "value-differs");
	assert_non_null(f);
	assert_string_equal(f->message,
			    "LICENSE, line 5, has user-cap with limit 9; the record of the Heron Community License 1, "
			    "section 2 has 1000000.");
	assert_int_equal(f->n_evidence, 2); /* the file's side, then the record's */
	assert_null(finding_of(a, "text-lacks-recorded-restriction"));
}

/* Another version has other values and lacks clauses as a matter of course; what it adds is told as ever. */
static void test_other_version(void **state)
{
	struct setting *s = *state;
	static const struct change version[] = {
		{.op = CHANGE_REPLACED,
		 .section = "",
		 .words_removed = 1,
		 .words_added = 1,
		 .line = 1,
		 .heading = true,
		 .text = "2031"},
		{.op = CHANGE_REPLACED,
		 .section = "2",
		 .words_removed = 1,
		 .words_added = 1,
		 .start = 220,
		 .end = 230,
		 .line = 7,
		 .text = "nine"},
		{.op = CHANGE_ADDED, .section = "9", .words_added = 8, .start = 600, .end = 660, .line = 20, .text = "x"}};
	put_edited(s, version, 3, MATCH_VERSION);
	put_clause(s, 0, "2", nine, 2, 210);
	put_clause(s, 1, "9", NULL, 0, 610);
	const struct artifact *a = make(s);
	assert_string_equal(a->concluded, "LicenseRef-heron-1-other-version");
	const struct finding *f = finding_of(a, "license-of-unknown-version");
	assert_non_null(f);
	assert_string_equal(
		f->message,
		"LICENSE is most like the Heron Community License 1; by its heading (\"2031\") it is another version of it, "
		"or one for another product, and no record explains that one. Its terms may differ: 3 changes in sections "
		"2 and 9, 10 words added (\"2031\", \"nine\" and \"x\") and 2 removed.");
	f = finding_of(a, "version-differs");
	assert_non_null(f);
	assert_int_equal(f->severity, SEVERITY_NOTE);
	assert_null(finding_of(a, "value-differs"));
	assert_null(finding_of(a, "edited-license-text"));
	assert_non_null(finding_of(a, "text-adds-restriction"));
}

static void test_other_value_that_no_edit_touched(void **state)
{
	struct setting *s = *state;
	put_edited(s, &added, 1, MATCH_EDITED);
	put_clause(s, 0, "2", nine, 2, 210); /* the rule reads it otherwise than the record, as in the license itself */
	assert_null(finding_of(make(s), "value-differs"));
}

static void test_added(void **state)
{
	struct setting *s = *state;
	put_edited(s, &added, 1, MATCH_EDITED);
	put_clause(s, 1, "9", NULL, 0, 605);
	put_clause(s, 3, "3", NULL, 0, 300); /* not where the edit is */
	put_clause(s, 3, "9", NULL, 0, 605); /* two in one clause */
	put_clause(s, 1, "9", NULL, 0, 608); /* again */
	const struct artifact *a = make(s);
	const struct finding *f = finding_of(a, "text-adds-restriction");
	assert_non_null(f);
	assert_non_null(strstr(f->message,
			       "restricts more than the record of the Heron Community License 1 says: no-trade, keep-notice: "));
	size_t n = 0;
	for (size_t i = 0; i < a->n_findings; i++)
		n += !strcmp(a->findings[i].id, "text-adds-restriction");
	assert_int_equal(n, 1);
}

/* --- generated: clauses and values of real licenses, taken out and changed -------------------------------------------------- */

static const char *shared(void)
{
	const char *from = getenv("LICET_SHARED");
	return from && *from ? from : "../shared";
}

struct copy_read { /* one text, scanned as a file LICENSE */
	struct arena arena;
	struct evidence ev;
	struct artifacts as;
};

static void read_document(struct copy_read *r, struct rules *rules, const struct limits *l, const char *bytes, size_t len)
{
	*r = (struct copy_read){0};
	arena_init(&r->arena);
	evidence_init(&r->ev);
	struct sink sink;
	sink_init(&sink, &r->arena, "LICENSE");
	scan_document(rules, &catalog_builtin, l, "LICENSE", bytes, len, &sink);
	evidence_add(&r->ev, &sink);
	sink_release(&sink);
	evidence_sort(&r->ev);
	artifacts_init(&r->as, &r->ev, &catalog_builtin, "x", 1);
}

static void reading_release(struct copy_read *r)
{
	artifacts_release(&r->as);
	evidence_release(&r->ev);
	arena_release(&r->arena);
}

static bool is_exact(const struct copy_read *r, const struct license *l)
{
	for (size_t i = 0; i < r->as.at[0].n_matches; i++) {
		const struct match *m = r->as.at[0].matches[i]->detail;
		if (m->license == l && m->state == MATCH_EXACT)
			return true;
	}
	return false;
}

/* Is there a finding of that id whose message names the kind? */
static bool says(const struct copy_read *r, const char *id, const char *kind)
{
	for (size_t i = 0; i < r->as.at[0].n_findings; i++)
		if (!strcmp(r->as.at[0].findings[i].id, id) && (!kind || strstr(r->as.at[0].findings[i].message, kind)))
			return true;
	return false;
}

struct tally {
	size_t texts, trials, alignment, rules, either;
};

static void count_trial(struct tally *t, bool alignment, bool by_rules)
{
	t->trials++;
	t->alignment += alignment;
	t->rules += by_rules;
	t->either += alignment || by_rules;
}

static const struct term *term_with(const struct license *l, const struct restriction *x)
{
	for (uint32_t i = 0; i < l->n_terms; i++)
		if (l->terms[i].kind == x->kind)
			return &l->terms[i];
	return NULL;
}

static bool is_only_clause(const struct copy_read *r, const struct restriction *x)
{
	size_t n = 0;
	for (size_t i = 0; i < r->ev.count; i++)
		n += r->ev.facts[i].kind == FACT_RESTRICTION &&
		     ((const struct restriction *)r->ev.facts[i].detail)->kind == x->kind;
	return n == 1;
}

/* The text without the sentence of a term. */
static void try_removal(struct tally *t, struct rules *rules, const struct limits *l, const struct license *license,
			const char *bytes, size_t len, const struct fact *f)
{
	const struct restriction *x = f->detail;
	char *without = mem_alloc(len + 1);
	memcpy(without, bytes, f->at.start);
	memcpy(without + f->at.start, bytes + f->at.end, len - f->at.end);
	struct copy_read r;
	read_document(&r, rules, l, without, len - (f->at.end - f->at.start));
	count_trial(t, !is_exact(&r, license), says(&r, "text-lacks-recorded-restriction", x->kind->id));
	reading_release(&r);
	free(without);
}

/* Every digit of the clause becomes the next one. False when there is none. */
static bool change_digits(char *s, size_t len)
{
	bool any = false;
	for (size_t i = 0; i < len; i++)
		if (isdigit((unsigned char)s[i])) {
			s[i] = s[i] == '9' ? '1' : (char)(s[i] + 1);
			any = true;
		}
	return any;
}

static bool has_recorded_number(const struct license *l, const struct restriction *x)
{
	const struct term *t = term_with(l, x);
	for (uint32_t i = 0; t && i < t->values.count; i++)
		for (uint32_t k = 0; k < x->values.count; k++)
			if (!strcmp(t->values.at[i].key, x->values.at[k].key) &&
			    !strcmp(t->values.at[i].value, x->values.at[k].value) &&
			    strspn(t->values.at[i].value, "0123456789.") == strlen(t->values.at[i].value))
				return true;
	return false;
}

static void try_value(struct tally *t, struct rules *rules, const struct limits *l, const struct license *license,
		      const char *bytes, size_t len, const struct fact *f)
{
	const struct restriction *x = f->detail;
	char *changed = mem_alloc(len + 1);
	memcpy(changed, bytes, len);
	if (change_digits(changed + f->at.start, f->at.end - f->at.start)) {
		struct copy_read r;
		read_document(&r, rules, l, changed, len);
		count_trial(t, !is_exact(&r, license), says(&r, "value-differs", x->kind->id));
		reading_release(&r);
	}
	free(changed);
}

struct trials {
	struct tally removed, changed;
	size_t exact, false_alarms;
};

static void try_text(struct trials *t, struct rules *rules, const struct limits *l, const struct license *license, size_t number)
{
	struct copy_read r;
	ARENA_AUTO struct arena a;
	arena_init(&a);
	const char *bytes;
	size_t len, tried = 0;
	struct err e;
	if (file_read(arena_printf(&a, "%s/texts/%s/canonical.txt", shared(), license->id), 1 << 20, &a, &bytes, &len, &e) < 0)
		return;
	read_document(&r, rules, l, bytes, len);
	bool exact = is_exact(&r, license);
	t->exact += exact;
	t->false_alarms += exact && (says(&r, "text-lacks-recorded-restriction", NULL) ||
				     says(&r, "text-adds-restriction", NULL) || says(&r, "value-differs", NULL));
	for (size_t i = 0; exact && i < r.ev.count; i++) {
		const struct fact *f = &r.ev.facts[i];
		const struct restriction *x = f->kind == FACT_RESTRICTION ? f->detail : NULL;
		if (!x || x->license != license || !x->text || !term_with(license, x) || f->at.end - f->at.start > 990)
			continue;
		const char *all = getenv("LICET_ALL_TRIALS"); /* set: every clause; else some of each text, other ones in each */
		if (is_only_clause(&r, x) && (all || tried++ % 6 == number % 6))
			try_removal(&t->removed, rules, l, license, bytes, len, f);
		if (has_recorded_number(license, x) && (all || number % 2))
			try_value(&t->changed, rules, l, license, bytes, len, f);
	}
	reading_release(&r);
}

static void print_tally(const char *what, const struct tally *t)
{
	printf("%s: %zu trials, caught by alignment %zu, by rules and record %zu, by either %zu\n", what, t->trials, t->alignment,
	       t->rules, t->either);
}

/* Which of its clauses are tried: by its id, so that another license in the catalog changes nothing for this one. */
static size_t number_of(const struct license *l)
{
	size_t n = 0;
	for (const char *c = l->id; *c; c++)
		n = n * 31 + (unsigned char)*c;
	return n;
}

static void test_real_licenses(void **state)
{
	(void)state;
	struct limits l;
	limits_init(&l);
	DIR *d = opendir(shared());
	if (!d) {
		printf("skip: no texts in %s\n", shared());
		skip();
	}
	closedir(d);
	struct trials t = {0};
	struct rules *rules = rules_new(&catalog_builtin, &l);
	for (uint32_t i = 0; i < catalog_builtin.n_licenses; i++)
		try_text(&t, rules, &l, &catalog_builtin.licenses[i], number_of(&catalog_builtin.licenses[i]));
	rules_free(rules);
	printf("%zu exact texts, %zu of them with a false alarm\n", t.exact, t.false_alarms);
	print_tally("a clause removed", &t.removed);
	print_tally("a value changed", &t.changed);
	assert_int_equal(t.false_alarms, 0);
	assert_int_equal(t.removed.either, t.removed.trials);
	assert_int_equal(t.changed.either, t.changed.trials);
	assert_true(t.removed.rules * 100 >= t.removed.trials * 90);
	assert_true(t.changed.rules * 100 >= t.changed.trials * 90);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_lacking, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_nothing_lacks, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_word_is_no_clause, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_clause_elsewhere, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_excerpt, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_exact_text_is_never_asked, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_other_value, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_other_version, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_other_value_that_no_edit_touched, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_added, set_up, tear_down),
		cmocka_unit_test(test_real_licenses),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
