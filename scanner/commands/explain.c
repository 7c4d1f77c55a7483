/* SPDX-License-Identifier: MIT */
#include "base/tty.h"
#include "commands/command.h"
#include "commands/license_json.h"
#include "commands/license_page.h"
#include "commands/license_words.h"
#include "commands/suggest.h"
#include "findings/finding.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *format = "text";

static const struct opt options[] = {
	{"format", 'f', OPT_STRING, "text|json", "text is the default", &format},
	{0},
};

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

/* --- as JSON --------------------------------------------------------------------------------------------------------------- */

static json_t *strings_json(const struct strings *s)
{
	json_t *list = json_array();
	for (uint32_t i = 0; i < s->count; i++)
		json_array_append_new(list, json_text(s->at[i]));
	return list;
}

static json_t *kind_json(const struct catalog *c, const struct kind *k)
{
	static const char *const weights[] = {"info", "low", "medium", "high"};
	json_t *rules = json_array(), *licenses = json_array();
	for (uint32_t i = 0; i < c->n_rules; i++)
		if (c->rules[i].kind == k)
			json_array_append_new(rules, json_text(c->rules[i].id));
	for (uint32_t i = 0; i < c->n_licenses; i++)
		if (license_has_kind(&c->licenses[i], k->id))
			json_array_append_new(licenses, json_text(c->licenses[i].spdx));
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:o}", "id", k->id, "title", k->title, "weight", weights[k->weight],
			 "means", k->means, "remedy", k->remedy, "values", strings_json(&k->values), "rules", rules, "licenses",
			 licenses);
}

static json_t *rule_json(const struct rule *r)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:o, s:o}", "id", r->id, "title", r->title, "kind", r->kind->id, "path", r->path,
			 "match", strings_json(&r->match), "unless", strings_json(&r->unless));
}

static json_t *finding_json(const struct finding_info *f)
{
	return json_pack("{s:s, s:s, s:s, s:s}", "id", f->id, "title", f->title, "severity", severity_name(f->severity), "remedy",
			 f->remedy);
}

/* --- the run --------------------------------------------------------------------------------------------------------------- */

struct subject { /* what the word means: one of these */
	const struct kind *kind;
	const struct license *license;
	const struct rule *rule;
	const struct finding_info *finding;
};

/* An id of its own goes before a name that a license is also written by. */
static bool find_subject(const struct catalog *c, const char *what, struct arena *a, struct subject *s)
{
	int finding = finding_number(what);
	*s = (struct subject){.kind = catalog_kind(c, what)};
	s->license = s->kind ? NULL : catalog_license(c, what);
	s->rule = s->kind || s->license ? NULL : catalog_rule(c, what);
	s->finding = finding >= 0 ? &finding_table[finding] : NULL;
	if (s->kind || s->license || s->rule || s->finding)
		return true;
	s->license = license_named(c, what, a);
	return s->license != NULL;
}

static int fail_unknown(const struct invocation *in, const char *what, struct err *e)
{
	struct suggest s;
	suggest_init(&s, what);
	suggest_licenses(&s, in->catalog);
	suggest_kinds(&s, in->catalog);
	for (uint32_t i = 0; i < in->catalog->n_rules; i++)
		suggest_offer(&s, in->catalog->rules[i].id, in->catalog->rules[i].id);
	for (int i = 0; i < N_FINDINGS; i++)
		suggest_offer(&s, finding_table[i].id, finding_table[i].id);
	return err_set(e, ERR_USAGE, "'%.200s' is no license, rule, kind or finding%s", what,
		       s.count ? suggest_words(&s, in->arena) : "; `licet licenses list` and `licet rules list` list them");
}

static int print_license(const struct catalog *c, const struct license *l, struct err *e)
{
	PAGE_AUTO struct page p;
	int columns = tty_columns(STDOUT_FILENO);
	page_init(&p, tty_wants_color(STDOUT_FILENO), columns < 100 ? columns : 100);
	license_page(&p, c, l);
	return page_write(&p, stdout, e);
}

static int print_json(const struct catalog *c, const struct subject *s, struct err *e)
{
	json_t *o = s->kind	 ? kind_json(c, s->kind)
		    : s->license ? license_json(s->license)
		    : s->rule	 ? rule_json(s->rule)
				 : finding_json(s->finding);
	return json_write(o, JSON_INDENTED, stdout, e);
}

static int run(const struct invocation *in, struct err *e)
{
	struct subject s;
	bool json = !strcmp(format, "json");
	if (in->count != 1)
		return err_set(e, ERR_USAGE, "explain needs one id: of a license, a rule, a kind or a finding");
	if (!json && strcmp(format, "text") != 0)
		return err_set(e, ERR_USAGE, "there is no format '%s' here; text and json are", format);
	if (!find_subject(in->catalog, in->operands[0], in->arena, &s))
		return fail_unknown(in, in->operands[0], e);
	if (json)
		return print_json(in->catalog, &s, e);
	if (s.license)
		return print_license(in->catalog, s.license, e);
	if (s.kind)
		explain_kind(in->catalog, s.kind);
	else if (s.rule)
		explain_rule(s.rule);
	else
		explain_finding(s.finding);
	return EXIT_PASS;
}

const struct command command_explain = {
	.name = "explain",
	.usage = "KIND | ID | RULE [-f text|json]",
	.summary = "say in plain words what a license, a rule, a kind of restriction or a finding means",
	.options = options,
	.run = run,
};
