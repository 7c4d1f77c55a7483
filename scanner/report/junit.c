/* SPDX-License-Identifier: MIT */
/*
 * junit: JUnit XML as CI systems read it: a suite for each model, a case for each thing found in it. What the policy denies is
 * a failure, what needs a review or is waived is skipped (it must not break the build, and must be seen), a gap of the scan is an error,
 * the rest has passed, and so has what a baseline had and is gone.
 */
#include "diff/baseline.h"
#include "report/identity.h"
#include "report/issues.h"
#include "report/report.h"
#include "report/say.h"
#include "report/shown.h"

#include <stdio.h>

struct suite {
	const struct artifact *artifact; /* NULL: gaps of the scan */
	size_t tests, failures, errors, skipped;
};

struct xml {
	FILE *to;
	struct arena arena;
};

/* What `shown` lets through and XML 1.0 does not: two code points that are no characters. shown() escapes them as unassigned. */
static void put(struct xml *x, const char *untrusted)
{
	for (const char *s = shown(&x->arena, untrusted, SHOWN_SENTENCE); *s; s++)
		switch (*s) {
		case '<':
			fputs("&lt;", x->to);
			break;
		case '>':
			fputs("&gt;", x->to);
			break;
		case '&':
			fputs("&amp;", x->to);
			break;
		case '"':
			fputs("&quot;", x->to);
			break;
		default:
			fputc(*s, x->to);
		}
}

static void attribute(struct xml *x, const char *name, const char *untrusted)
{
	fprintf(x->to, " %s=\"", name);
	put(x, untrusted);
	fputc('"', x->to);
}

static const char *outcome(const struct issue *i)
{
	if (i->rule->class == ISSUE_GAP)
		return "error";
	if (i->verdict == VERDICT_FAIL)
		return "failure";
	return i->verdict == VERDICT_REVIEW || i->waiver ? "skipped" : "system-out";
}

static struct suite count(const struct issues *s, const struct artifact *of)
{
	struct suite suite = {.artifact = of};
	for (size_t i = 0; i < s->count; i++) {
		if (s->at[i].artifact != of)
			continue;
		const char *o = outcome(&s->at[i]);
		suite.tests++;
		suite.failures += *o == 'f';
		suite.errors += *o == 'e';
		suite.skipped += o[1] == 'k';
	}
	return suite;
}

static void put_places(struct xml *x, const struct issue *i)
{
	for (size_t k = 0; k < i->n_facts; k++) {
		fputc('\n', x->to);
		put(x, say_place(&i->facts[k]->at, &x->arena));
	}
}

static void put_case(struct xml *x, const struct issue *i, const char *suite)
{
	const char *tag = outcome(i);
	const char *place = i->n_facts ? arena_printf(&x->arena, " %s", say_place(&i->facts[0]->at, &x->arena)) : "";
	fputs("    <testcase", x->to);
	attribute(x, "name", arena_printf(&x->arena, "%s%s", i->rule->id, place));
	attribute(x, "classname", suite);
	fputs(" time=\"0\">\n      <", x->to);
	fputs(tag, x->to);
	if (*tag == 'f' || *tag == 'e') {
		attribute(x, "message", issue_message(i, &x->arena));
		attribute(x, "type", i->rule->id);
	}
	fputc('>', x->to);
	put(x, issue_message(i, &x->arena));
	fputc('\n', x->to);
	put(x, i->rule->remedy);
	put_places(x, i);
	fprintf(x->to, "</%s>\n    </testcase>\n", tag);
}

static void begin_suite(struct xml *x, const struct suite *s, const char *name, const char *time)
{
	fputs("  <testsuite", x->to);
	attribute(x, "name", name);
	fprintf(x->to, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\" time=\"0\" hostname=\"localhost\"",
		s->tests + !s->tests, s->failures, s->errors, s->skipped);
	attribute(x, "timestamp", time);
	fputs(">\n", x->to);
}

static void put_gone(struct xml *x, const struct baseline *b, const char *time)
{
	static const char name[] = "gone since the baseline";
	struct suite s = {0};
	for (size_t i = 0; i < b->count; i++)
		s.tests += !b->at[i].seen;
	if (!s.tests)
		return;
	begin_suite(x, &s, name, time);
	for (size_t i = 0; i < b->count; i++) {
		if (b->at[i].seen)
			continue;
		fputs("    <testcase", x->to);
		attribute(x, "name", b->at[i].id);
		attribute(x, "classname", name);
		fputs(" time=\"0\">\n      <system-out>", x->to);
		put(x, b->at[i].message);
		fputs("</system-out>\n    </testcase>\n", x->to);
	}
	fputs("  </testsuite>\n", x->to);
}

/* A suite without a case would look as if nothing had been done: the verdict is one. */
static void put_suite(struct xml *x, const struct issues *all, const struct artifact *of, const char *name, const char *time)
{
	struct suite s = count(all, of);
	begin_suite(x, &s, name, time);
	for (size_t i = 0; i < all->count; i++)
		if (all->at[i].artifact == of)
			put_case(x, &all->at[i], name);
	if (!s.tests) {
		fputs("    <testcase name=\"verdict\"", x->to);
		attribute(x, "classname", name);
		fputs(" time=\"0\"/>\n", x->to);
	}
	fputs("  </testsuite>\n", x->to);
}

static int write(const struct results *r, const struct output *out, struct err *e)
{
	struct xml x = {.to = out->to};
	struct issues all;
	arena_init(&x.arena);
	issues_collect(&all, r, false, &x.arena);
	const char *time =
		arena_strndup(&x.arena, report_time_or_epoch(&x.arena), 19); /* without the Z, as the schema wants it */
	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"licet\">\n", out->to);
	for (size_t i = 0; i < r->artifacts->count; i++)
		put_suite(&x, &all, &r->artifacts->at[i], r->artifacts->at[i].name, time);
	if (count(&all, NULL).tests)
		put_suite(&x, &all, NULL, "scan", time);
	if (r->baseline)
		put_gone(&x, r->baseline, time);
	fputs("</testsuites>\n", out->to);
	arena_release(&x.arena);
	return fflush(out->to) == EOF || ferror(out->to) ? err_set(e, ERR_SYSTEM, "the report could not be written") : 0;
}

const struct report report_junit = {
	.id = "junit",
	.title = "JUnit XML, for CI systems",
	.write = write,
};
