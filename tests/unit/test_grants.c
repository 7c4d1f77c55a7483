/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "evidence/fact.h"
#include "findings/rules.h"
#include "document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* The built-in rules, on texts of our own. */
static struct rules *rules;
static struct limits limits;

static int set_up(void **state)
{
	(void)state;
	limits_init(&limits);
	rules = rules_new(&catalog_builtin, &limits);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	rules_free(rules);
	return 0;
}

/* "of(acts) +perpetual -transferable@7" for each grant, joined by '|': + yes, - no, @ the line of another sentence that says it. */
static void grants_of_text(const char *text, struct buf *out)
{
	ARENA_AUTO struct arena a;
	struct sink sink;
	arena_init(&a);
	sink_init(&sink, &a, "LICENSE");
	scan_document(rules, &catalog_builtin, &limits, "LICENSE", text, strlen(text), &sink);
	for (size_t i = 0; i < sink.count; i++) {
		const struct grant *g = sink.facts[i].kind == FACT_GRANT ? sink.facts[i].detail : NULL;
		if (!g)
			continue;
		assert_int_equal(g->line, sink.facts[i].at.line_start);
		assert_int_equal(g->n_qualities, 7);
		buf_printf(out, "%s%s(%s)", out->len ? "|" : "", g->of ? g->of : "work", g->acts ? g->acts : "");
		for (uint32_t k = 0; k < g->n_qualities; k++) {
			const struct quality *q = &g->qualities[k];
			if (!strcmp(q->answer, "unsaid"))
				continue;
			buf_printf(out, " %c%s", !strcmp(q->answer, "yes") ? '+' : '-', q->name);
			if (q->line)
				buf_printf(out, "@%u", q->line);
		}
	}
	sink_release(&sink);
}

static void expect(const char *text, const char *grants)
{
	BUF_AUTO struct buf b;
	buf_init(&b, 1 << 16);
	grants_of_text(text, &b);
	if (strcmp(buf_str(&b), grants) != 0)
		fail_msg("'%s' grants '%s', not '%s'", text, buf_str(&b), grants);
}

static void test_one_sentence(void **state)
{
	(void)state;
	expect("We grant you a perpetual, worldwide, non-exclusive, royalty-free, irrevocable license to use and copy the model.",
	       "work(use,copy) +perpetual +irrevocable +worldwide +royalty_free -exclusive");
	expect("We grant you a limited, revocable, non-transferable, non-sublicensable license to run the model, but not to sell "
	       "it.",
	       "work(use) -irrevocable -transferable -sublicensable");
	expect("Permission is hereby granted, free of charge, to everybody to use, sublicense and sell the files.",
	       "work(use,sublicense,sell) +royalty_free +sublicensable");
	expect("许可方特此授予您一项非独占、全球性、不可撤销、免费的许可，以使用和修改本模型。",
	       "work(use,modify) +irrevocable +worldwide +royalty_free -exclusive");
}

static void test_no_grant(void **state)
{
	(void)state;
	expect("We do not grant you a license to our patents.", "");
	expect("You grant us a perpetual, irrevocable license to use your feedback.", "");
	expect("Nothing in these terms grants you a right to use the name.", "");
	expect("\"Permitted Use\" means the acts that the license granted to you permits.", "");
	expect("We may grant you another license to use the model at our discretion.", "");
}

static void test_elsewhere(void **state)
{
	(void)state;
	expect("We grant you a license to use the model.\n\nThis license is perpetual.\n\nYou may not sublicense the model.",
	       "work(use) +perpetual@3 -sublicensable@5");
	/* what the grant says itself goes first */
	expect("We grant you a revocable license to use the model.\n\nThis license is irrevocable in part.",
	       "work(use) -irrevocable");
}

static void test_list(void **state)
{
	(void)state;
	expect("We grant you a non-exclusive license:\n\n(a) to use the model;\n\n(b) to copy and share the model.\n",
	       "work(use,copy,distribute) -exclusive");
}

static void test_several(void **state)
{
	(void)state;
	expect("We grant you a perpetual copyright license to copy the model.\n\n"
	       "We grant you a worldwide patent license to make and sell it.\n\n"
	       "You are granted a license to use the Rana trademark as this license asks for it.",
	       "work(copy) +perpetual|patent(make,sell) +worldwide|trademark(use)");
}

/* A clause that says something of a grant has it with it; others do not. */
static void test_restrictions_rest_on_grants(void **state)
{
	(void)state;
	static const char text[] = "Terms.\n\nWe grant you a worldwide license to use the model.\n\n"
				   "You must indemnify us against all claims that arise from your use.";
	ARENA_AUTO struct arena a;
	struct sink sink;
	size_t resting = 0, others = 0;
	arena_init(&a);
	sink_init(&sink, &a, "LICENSE");
	scan_document(rules, &catalog_builtin, &limits, "LICENSE", text, strlen(text), &sink);
	for (size_t i = 0; i < sink.count; i++) {
		const struct restriction *r = sink.facts[i].kind == FACT_RESTRICTION ? sink.facts[i].detail : NULL;
		if (r && !strcmp(r->kind->id, "revocable")) {
			assert_non_null(r->grant);
			assert_int_equal(r->grant->line, 3);
			assert_string_equal(r->grant->acts, "use");
			resting++;
		} else if (r) {
			assert_null(r->grant);
			others++;
		}
	}
	assert_int_equal(resting, 1);
	assert_true(others > 0);
	struct evidence ev; /* the run's own copy has it, too */
	evidence_init(&ev);
	evidence_add(&ev, &sink);
	sink_release(&sink);
	for (size_t i = 0; i < ev.count; i++) {
		const struct restriction *r = ev.facts[i].kind == FACT_RESTRICTION ? ev.facts[i].detail : NULL;
		if (r && r->grant)
			assert_string_equal(r->grant->text, "We grant you a worldwide license to use the model.");
	}
	evidence_release(&ev);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_sentence), cmocka_unit_test(test_no_grant),
		cmocka_unit_test(test_elsewhere),    cmocka_unit_test(test_list),
		cmocka_unit_test(test_several),	     cmocka_unit_test(test_restrictions_rest_on_grants),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
