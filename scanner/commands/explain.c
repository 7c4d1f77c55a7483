/* SPDX-License-Identifier: MIT */
#include "commands/command.h"
#include "findings/finding.h"

#include <stdio.h>
#include <string.h>

/* Prints text wrapped at 78 columns, every line indented. Data of the catalog only: nothing untrusted. */
static void paragraph(const char *text, int indent)
{
	int column = 0;
	for (const char *s = text; *s;) {
		size_t word = strcspn(s, " \n");
		if (column && column + 1 + (int)word > 78) {
			putchar('\n');
			column = 0;
		}
		column += column ? printf(" ") : printf("%*s", indent, "");
		fwrite(s, 1, word, stdout);
		column += (int)word;
		s += word;
		s += strspn(s, " \n");
	}
	putchar('\n');
}

static const char *weight_title(enum weight w)
{
	static const char *const titles[] = {"Good to know", "Duties that are easily met", "Look at these",
					     "What restricts you most"};
	return titles[w];
}

static void explain_term(const struct term *t)
{
	printf("  * %s", t->kind->title);
	if (t->clause)
		printf(" (section %s)", t->clause);
	const char *separator = ": ";
	for (uint32_t i = 0; i < t->values.count; i++, separator = ", ")
		printf("%s%s %s", separator, t->values.at[i].key, t->values.at[i].value);
	putchar('\n');
	paragraph(t->note ? t->note : t->kind->remedy, 4);
}

static void explain_members(const struct catalog *c, const struct license *l)
{
	if (l->members.count)
		puts("\nIt is no license but a name for several, and may mean any of these:");
	for (uint32_t i = 0; i < l->members.count; i++) {
		const struct license *member = catalog_license(c, l->members.at[i]);
		printf("  %-34s %s\n", member->spdx, member->category);
	}
}

static void explain_license(const struct catalog *c, const struct license *l)
{
	printf("%s\n%s", l->name, l->spdx);
	if (l->publisher)
		printf(" · %s", l->publisher);
	if (l->version)
		printf(" · version %s", l->version);
	if (l->date)
		printf(" · %s", l->date);
	printf(" · %s\n\n", l->category);
	if (l->summary)
		paragraph(l->summary, 0);
	for (int w = WEIGHT_HIGH; w >= WEIGHT_INFO; w--) {
		bool any = false;
		for (uint32_t i = 0; i < l->n_terms; i++) {
			if ((int)l->terms[i].kind->weight != w)
				continue;
			if (!any)
				printf("\n%s\n", weight_title((enum weight)w));
			any = true;
			explain_term(&l->terms[i]);
		}
	}
	if (!l->n_terms)
		puts("\nThe record lists no restriction or duty.");
	explain_members(c, l);
	for (uint32_t i = 0; i < l->incorporates.count; i++) {
		const struct license *policy = catalog_license(c, l->incorporates.at[i]);
		printf("\nIt incorporates: %s (%s)\n", policy ? policy->name : "", l->incorporates.at[i]);
	}
	for (uint32_t i = 0; i < l->urls.count; i++)
		printf("%s%s\n", i ? "" : "\nText: ", l->urls.at[i]);
	if (l->predecessor || l->successor)
		printf("\n%s%s%s%s%s\n", l->predecessor ? "Follows " : "", l->predecessor ? l->predecessor : "",
		       l->predecessor && l->successor ? "; " : "", l->successor ? "followed by " : "",
		       l->successor ? l->successor : "");
	puts("\nThis is a summary of the record, not legal advice. Read the text.");
}

static void explain_kind(const struct catalog *c, const struct kind *k)
{
	static const char *const weights[] = {"info", "low", "medium", "high"};
	printf("%s: %s\nweight: %s\n\n", k->id, k->title, weights[k->weight]);
	paragraph(k->means, 0);
	putchar('\n');
	paragraph(k->remedy, 0);
	if (k->values.count)
		printf("\nvalues:");
	for (uint32_t i = 0; i < k->values.count; i++)
		printf(" %s", k->values.at[i]);
	puts("\n\nrules:");
	for (uint32_t i = 0; i < c->n_rules; i++)
		if (c->rules[i].kind == k)
			printf("  %-34s %s\n", c->rules[i].id, c->rules[i].title);
	puts("\nlicenses:");
	for (uint32_t i = 0; i < c->n_licenses; i++)
		for (uint32_t t = 0; t < c->licenses[i].n_terms; t++)
			if (c->licenses[i].terms[t].kind == k) {
				printf("  %s\n", c->licenses[i].spdx);
				break;
			}
}

static void print_list(const char *title, const struct strings *s)
{
	if (s->count)
		printf("\n%s\n", title);
	for (uint32_t i = 0; i < s->count; i++)
		printf("  %s\n", s->at[i]);
}

static void explain_rule(const struct rule *r)
{
	static const char *const scopes[] = {"sentence", "paragraph", "text"};
	printf("%s: %s\nkind: %s, scope: %s, file: %s\n\n", r->id, r->title, r->kind->id, scopes[r->scope], r->path);
	paragraph(r->kind->means, 0);
	print_list("fires on", &r->match);
	print_list("unless, in the same place", &r->unless);
	print_list("unless, anywhere in the text", &r->unless_text);
	print_list("only if, anywhere in the text", &r->only_if_text);
	puts("\nexamples that fire");
	for (uint32_t i = 0; i < r->n_fire; i++)
		printf("  %s\n", r->fire[i].text);
	print_list("examples that stay silent", &r->silent);
}

static void explain_finding(const struct finding_info *f)
{
	printf("%s: %s\nseverity: %s\n\n", f->id, f->title, severity_name(f->severity));
	paragraph(f->remedy, 0);
}

static int run(const struct invocation *in, struct err *e)
{
	if (in->count != 1)
		return err_set(e, ERR_USAGE, "explain needs one id: of a license, a rule, a kind or a finding");
	const char *what = in->operands[0];
	const struct kind *k = catalog_kind(in->catalog, what);
	const struct license *l = catalog_license(in->catalog, what);
	const struct rule *r = catalog_rule(in->catalog, what);
	int finding = finding_number(what);
	if (!k && !l && !r && finding < 0)
		l = catalog_alias(in->catalog, what);
	if (k)
		explain_kind(in->catalog, k);
	else if (l)
		explain_license(in->catalog, l);
	else if (r)
		explain_rule(r);
	else if (finding >= 0)
		explain_finding(&finding_table[finding]);
	else
		return err_set(
			e, ERR_USAGE,
			"'%s' is no license, rule, kind or finding; `licet licenses list` and `licet rules list` list them",
			what);
	return EXIT_PASS;
}

const struct command command_explain = {
	.name = "explain",
	.usage = "ID",
	.summary = "say in plain words what a license, a rule, a kind of restriction or a finding means",
	.run = run,
};
