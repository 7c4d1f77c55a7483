/* SPDX-License-Identifier: MIT */
#include "commands/license_diff.h"

#include "base/tty.h"
#include "commands/license_words.h"
#include "text/compare.h"

#include <stdio.h>
#include <string.h>

enum { LONGEST_SERIES = 64, LINE_WIDTH = 78, LINE_BYTES = 65536 };

struct diff {
	const struct catalog *catalog;
	const struct license *a, *b;
	struct arena *arena;
	const struct term **with_a, **with_b; /* for each term its counterpart in the other license, or NULL */
};

static void print_folded(const char *first, const char *rest, const char *text)
{
	BUF_AUTO struct buf lines;
	buf_init(&lines, LINE_BYTES);
	tty_wrap(&lines, text, strlen(text), LINE_WIDTH, first, rest, 0);
	fputs(buf_str(&lines), stdout);
}

/* --- facts ---------------------------------------------------------------------------------------------------------------- */

static void print_title(char letter, const struct license *l)
{
	printf("%c  %s (%s)", letter, l->name, l->spdx);
	if (l->publisher)
		printf(", %s", l->publisher);
	if (l->date)
		printf(", %s", l->date);
	putchar('\n');
}

/* Does the record say that l came from `from`, over any number of versions? */
static bool follows(const struct catalog *c, const struct license *l, const struct license *from)
{
	for (int i = 0; l && i < LONGEST_SERIES; i++) {
		if (l == from)
			return i > 0;
		l = l->predecessor ? catalog_license(c, l->predecessor) : NULL;
	}
	return false;
}

static bool same_string(const char *x, const char *y)
{
	return !strcmp(x ? x : "", y ? y : "");
}

static void print_fact(const char *label, const char *a, const char *b)
{
	if (!same_string(a, b))
		printf("  %s: %s -> %s\n", label, a ? a : "none", b ? b : "none");
}

static void print_facts(const struct diff *d)
{
	const struct license *a = d->a, *b = d->b;
	puts("\nThe record");
	if (same_string(a->category, b->category))
		printf("  category: %s, both\n", a->category);
	else
		print_fact("category", a->category, b->category);
	print_fact("publisher", a->publisher, b->publisher);
	print_fact("version", a->version, b->version);
	print_fact("incorporates", words_list(&a->incorporates, d->arena), words_list(&b->incorporates, d->arena));
	if (a->osi != b->osi)
		print_fact("approved by the OSI", a->osi ? "yes" : "no", b->osi ? "yes" : "no");
	if (a->fsf != b->fsf)
		print_fact("free by the FSF", a->fsf ? "yes" : "no", b->fsf ? "yes" : "no");
	if (a->open_definition != b->open_definition)
		print_fact("conforms to the Open Definition", a->open_definition ? "yes" : "no",
			   b->open_definition ? "yes" : "no");
}

/* --- terms ---------------------------------------------------------------------------------------------------------------- */

static const char *value_of(const struct term *t, const char *key)
{
	for (uint32_t i = 0; i < t->values.count; i++)
		if (!strcmp(t->values.at[i].key, key))
			return t->values.at[i].value;
	return NULL;
}

static bool same_values(const struct term *x, const struct term *y)
{
	for (uint32_t i = 0; i < x->values.count; i++)
		if (!same_string(x->values.at[i].value, value_of(y, x->values.at[i].key)))
			return false;
	return x->values.count == y->values.count;
}

static bool same_clause(const struct term *x, const struct term *y)
{
	return same_string(x->clause, y->clause);
}

/* Pairs terms of one kind: those that are the same first, then those with the same values, then any. */
static void pair_terms(struct diff *d)
{
	d->with_a = arena_array(d->arena, d->a->n_terms, sizeof *d->with_a);
	d->with_b = arena_array(d->arena, d->b->n_terms, sizeof *d->with_b);
	for (int pass = 0; pass < 3; pass++)
		for (uint32_t i = 0; i < d->a->n_terms; i++)
			for (uint32_t k = 0; k < d->b->n_terms && !d->with_a[i]; k++) {
				const struct term *x = &d->a->terms[i], *y = &d->b->terms[k];
				if (d->with_b[k] || x->kind != y->kind || (pass < 2 && !same_values(x, y)) ||
				    (pass < 1 && !same_clause(x, y)))
					continue;
				d->with_a[i] = y;
				d->with_b[k] = x;
			}
}

static const char *clause_name(const struct diff *d, const struct term *t)
{
	const char *clause = clause_words(t->clause, d->arena);
	return clause ? clause : "no section named";
}

/* Terms of l that the other license lacks, the weightiest first. */
static void print_lone_terms(const struct diff *d, const char *title, const struct license *l, const struct term *const *with,
			     const struct license *other)
{
	for (int weight = WEIGHT_HIGH; weight >= WEIGHT_INFO; weight--)
		for (uint32_t i = 0; i < l->n_terms; i++) {
			const struct term *t = &l->terms[i];
			if (with[i] || (int)t->kind->weight != weight)
				continue;
			if (title)
				printf("\n%s\n", title);
			title = NULL;
			const char *values = words_values(t, d->arena);
			print_folded("  ", "    ",
				     arena_printf(d->arena, "%s: %s (%s)%s%s", t->kind->id, t->kind->title, clause_name(d, t),
						  *values ? ": " : "", values));
			const struct license *policy = license_policy_with(d->catalog, other, t->kind->id);
			if (license_has_kind(other, t->kind->id))
				printf("    %s has another clause of this kind.\n", other == d->a ? "A" : "B");
			else if (policy)
				printf("    %s incorporates it: %s has such a term.\n", other == d->a ? "A" : "B", policy->id);
			if (t->note)
				print_folded("    ", "    ", t->note);
		}
}

static void print_value_changes(const struct term *x, const struct term *y)
{
	for (uint32_t i = 0; i < x->values.count; i++) {
		const struct pair *p = &x->values.at[i];
		const char *now = value_of(y, p->key);
		if (!same_string(p->value, now))
			printf("    %s: %s -> %s\n", p->key, p->value, now ? now : "not stated");
	}
	for (uint32_t i = 0; i < y->values.count; i++)
		if (!value_of(x, y->values.at[i].key))
			printf("    %s: not stated -> %s\n", y->values.at[i].key, y->values.at[i].value);
}

static bool is_unchanged(const struct term *x, const struct term *y)
{
	return same_values(x, y) && same_clause(x, y) && same_string(x->note, y->note);
}

static void print_changed_terms(const struct diff *d)
{
	const char *title = "\nOther values or another section\n";
	for (uint32_t i = 0; i < d->a->n_terms; i++) {
		const struct term *x = &d->a->terms[i], *y = d->with_a[i];
		if (!y || is_unchanged(x, y))
			continue;
		fputs(title, stdout);
		title = "";
		printf("  %s: %s (%s", x->kind->id, x->kind->title, clause_name(d, x));
		printf(same_clause(x, y) ? ")\n" : " -> %s)\n", clause_name(d, y));
		print_value_changes(x, y);
		if (!same_string(x->note, y->note))
			print_folded(
				"    ", "    ",
				arena_printf(d->arena, "note: %s -> %s", x->note ? x->note : "none", y->note ? y->note : "none"));
	}
}

static void print_same_terms(const struct diff *d)
{
	BUF_AUTO struct buf kinds;
	buf_init(&kinds, LINE_BYTES);
	for (uint32_t i = 0; i < d->a->n_terms; i++)
		if (d->with_a[i] && is_unchanged(&d->a->terms[i], d->with_a[i]))
			buf_printf(&kinds, "%s%s", kinds.len ? ", " : "", d->a->terms[i].kind->id);
	if (kinds.len) {
		puts("\nThe same in both");
		print_folded("  ", "  ", buf_str(&kinds));
	} else if (!d->a->n_terms && !d->b->n_terms) {
		puts("\nNeither record lists a term.");
	}
}

/* --- texts ---------------------------------------------------------------------------------------------------------------- */

/* Only what stands before the first number, and a title or an appendix, has no label. */
static const char *section_name(const struct section *s)
{
	if (*s->label)
		return s->label;
	return !s->optional ? "preamble" : s->first ? "appendix" : "title";
}

static unsigned percent(double share)
{
	return share > 0 && share < 0.01 ? 1 : (unsigned)(share * 100 + 0.5);
}

static bool is_same_text(const struct section_pair *p)
{
	return p->a && p->b && p->a->count == p->b->count && p->common == p->a->count;
}

static void print_changed_sections(const struct comparison *c)
{
	const char *title = "  changed:\n";
	uint32_t same = 0;
	for (uint32_t i = 0; i < c->n_pairs; i++) {
		const struct section_pair *p = &c->pairs[i];
		same += is_same_text(p);
		if (!p->a || !p->b || is_same_text(p))
			continue;
		fputs(title, stdout);
		title = "";
		printf("    %s", section_name(p->a));
		if (strcmp(p->a->label, p->b->label) != 0)
			printf(" -> %s", section_name(p->b));
		printf(": %u of %u words are there no more, %u of %u are new (%u %%)\n", p->a->count - p->common, p->a->count,
		       p->b->count - p->common, p->b->count, percent(1 - likeness(p->common, p->a->count, p->b->count)));
	}
	printf("  the same, word for word: %u section%s\n", same, same == 1 ? "" : "s");
}

/* Sections without a counterpart; those that follow one another in one line. */
static void print_lone_sections(const struct comparison *c, bool of_a)
{
	const char *title = of_a ? "  only in A:\n" : "  only in B:\n";
	for (uint32_t i = 0, end; i < c->n_pairs; i = end) {
		const struct section *s = of_a ? c->pairs[i].a : c->pairs[i].b, *last = s;
		uint32_t words = 0;
		for (end = i; end < c->n_pairs && s; end++) {
			const struct section *next = of_a ? c->pairs[end].a : c->pairs[end].b;
			if (!next || next != s + (end - i) || (of_a ? c->pairs[end].b : c->pairs[end].a))
				break;
			words += next->count;
			last = next;
		}
		if (end == i) {
			end++;
			continue;
		}
		fputs(title, stdout);
		title = "";
		if (last == s)
			printf("    %s (%u words)\n", section_name(s), words);
		else
			printf("    %s to %s (%u sections, %u words)\n", section_name(s), section_name(last), end - i, words);
	}
}

static void print_texts(const struct diff *d)
{
	struct comparison c;
	puts("\nThe text");
	if (!licenses_compare(d->a, d->b, d->arena, &c)) {
		printf("  cannot be compared: the text of %s is not known.\n", d->a->n_fingerprints ? d->b->name : d->a->name);
		return;
	}
	if (strcmp(c.a->language, c.b->language) != 0)
		printf("  in different languages: %s and %s\n", *c.a->language ? c.a->language : "?",
		       *c.b->language ? c.b->language : "?");
	printf("  A has %u words, B %u; %u are in both (%u %% changed)\n", c.a->count, c.b->count, c.common,
	       percent(1 - likeness(c.common, c.a->count, c.b->count)));
	print_changed_sections(&c);
	print_lone_sections(&c, true);
	print_lone_sections(&c, false);
}

void license_diff(const struct catalog *c, const struct license *a, const struct license *b, struct arena *arena)
{
	struct diff d = {.catalog = c, .a = a, .b = b, .arena = arena};
	pair_terms(&d);
	print_title('A', a);
	print_title('B', b);
	bool later = follows(c, b, a), earlier = follows(c, a, b);
	if (later || earlier)
		puts(later ? "B follows A." : "A follows B.");
	print_facts(&d);
	print_lone_terms(&d, later ? "Gone: only in A" : "Only in A", a, d.with_a, b);
	print_lone_terms(&d, later ? "New: only in B" : "Only in B", b, d.with_b, a);
	print_changed_terms(&d);
	print_same_terms(&d);
	print_texts(&d);
	puts("\nThis compares records and fingerprints, and is no legal advice. Read the texts.");
}
