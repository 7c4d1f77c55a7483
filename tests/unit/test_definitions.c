/* SPDX-License-Identifier: MIT */
#include "findings/definitions.h"
#include "findings/values.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void expect(const char *document, const char *term, const char *words)
{
	struct definition d;
	bool found = definition_find(document, strlen(document), term, strlen(term), &d);
	if (!words) {
		if (found)
			fail_msg("'%s' has a definition in '%s': '%.*s'", term, document, (int)(d.end - d.start),
				 document + d.start);
		return;
	}
	if (!found)
		fail_msg("'%s' has no definition in '%s'", term, document);
	if (strlen(words) != d.end - d.start || memcmp(document + d.start, words, d.end - d.start) != 0)
		fail_msg("'%s' is '%.*s', not '%s'", term, (int)(d.end - d.start), document + d.start, words);
}

static void test_forms(void **state)
{
	(void)state;
	expect("\"Territory\" means the moon. And more.", "Territory", "the moon");
	expect("\"Territory\" shall mean the moon\nNext.", "territory", "the moon");
	expect("Territory means the moon.", "Territory", "the moon");
	expect("Here.\nTerritory: the moon", "Territory", "the moon");
	expect("1.1 \"Territory\" (as used here) refers to the moon.", "Territory", "the moon");
	expect("\"Territory\" or \"Region\" means the moon.", "Territory", "the moon");
	expect("\"Territory\" or \"Region\" means the moon.", "Region", "the moon");
	expect("Use it in the craters of the moon (the \"Territory\"). Or not.", "Territory",
	       "Use it in the craters of the moon ");
	expect("So. Craters of the moon (collectively, the \"Territory\") only.", "Territory", "Craters of the moon ");
	expect("“地域”是指月球。别的。", "地域", "月球");
	expect("地域：月球。", "地域", "月球");
	expect("您只能在月球（以下简称“地域”）使用。", "地域", "您只能在月球");
	expect("The \"Limit\" is 1.5 million users.", "Limit", "1.5 million users");
	expect("\"Home\" means the U.S. and the moon.", "Home", "the U.S. and the moon");
}

static void test_no_definitions(void **state)
{
	(void)state;
	expect("", "Territory", NULL);
	expect("Use it in the Territory: nowhere else.", "Territory", NULL);
	expect("\"Territorys\" means the moon.", "Territory", NULL);
	expect("You may use it in the Territory.", "Territory", NULL);
	expect("A territory means much to birds, they say; the Territory means more.", "Zone", NULL);
	expect("x", "x", NULL);
	expect("\"Territory\" means", "Territory", NULL);
	expect("(the \"Territory\")", "Territory", NULL);
}

/* A strong form wins over a mere use in quotes that comes first. */
static void test_order(void **state)
{
	(void)state;
	expect("The \"Mark\" is dear to us.\n\"Mark\" means the word Rana.", "Mark", "the word Rana");
}

static const struct named_code regions[] = {{"european-union", "EU"}, {"japan", "JP"}, {"united-kingdom", "GB"}, {"日本", "JP"}};
static const struct named_code jurisdictions[] = {{"japan", "JP"}, {"singapore", "SG"}};
static const struct catalog catalog = {.regions = regions, .n_regions = 4, .jurisdictions = jurisdictions, .n_jurisdictions = 2};

static void value(const char *type, const char *captured, const char *document, const char *expected)
{
	ARENA_AUTO struct arena a;
	arena_init(&a);
	struct definition d = {0};
	struct value_source from = {&catalog, captured, strlen(captured), document, strlen(document), &d, 0};
	const char *got = value_make(type, captured, strlen(captured), &from, &a);
	if (expected ? !got || strcmp(got, expected) : got != NULL)
		fail_msg("%s of '%s' is %s, not %s", type, captured, got ? got : "nothing", expected ? expected : "nothing");
	if (expected)
		assert_true(d.end > d.start && d.end <= strlen(document));
}

static void test_every_type(void **state)
{
	(void)state;
	value("number", "the User Threshold", "\"User Threshold\" means 20 million users.", "20000000");
	value("money", "the Threshold", "Threshold: US$3 million", "3000000");
	value("percent", "the Royalty Rate", "\"Royalty Rate\" means ten percent (10%).", "10");
	value("days", "the Cure Period", "A period of thirty days (the \"Cure Period\").", "30");
	value("duration", "the Term", "\"Term\" means four years.", "P4Y");
	value("date", "the Effective Date", "Made as of July 23, 2031 (the \"Effective Date\").", "2031-07-23");
	value("region", "the Territory", "\"Territory\" means the world without Japan and the United Kingdom.", "JP,GB");
	value("region", "地域", "“地域”是指日本。", "JP");
	value("jurisdiction", "the laws of the Chosen Place", "\"Chosen Place\" means Singapore.", "SG");
	value("phrase", "the Notice Line", "\"Notice Line\" means the words \"Made with Rana\".", "Made with Rana");
	value("region", "the Territory", "\"Territory\" means the List. \"List\" means Japan.",
	      "JP"); /* a definition in a definition */
	value("region", "the Territory", "You may use it in the Territory.", NULL);
	value("region", "the A", "\"A\" means the B. \"B\" means the A.", NULL);
	value("region", "the Ab", "\"Ab\" means the Bc. \"Bc\" means the Ab.", NULL); /* in a circle */
}

static void test_release_dates(void **state)
{
	(void)state;
	value("date", "the Rana 4 version release date", "Rana 4 Version Effective Date: April 5, 2031\n", "2031-04-05");
	value("date", "the Rana 4 version release date", "The Rana 4 version release date is May 6, 2031.", "2031-05-06");
	value("date", "the release date", "Rana 4 Version Effective Date: April 5, 2031\n", NULL);
}

/* No byte outside of the document is read, whatever stands in it. */
static void test_any_bytes(void **state)
{
	(void)state;
	static const char *const pieces[] = {"\"", "Ab", " means ", "(",    ")", "（",	   "以下简称", "“",
					     "”",  ". ", "\n",	    " is ", ":", " or \"", "是指",     "Ab: "};
	uint32_t seed = 7;
	for (int round = 0; round < 3000; round++) {
		char text[200] = "";
		for (int i = 0; i < 12; i++) {
			seed = seed * 1664525 + 1013904223;
			strcat(text, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
		}
		size_t len = strlen(text);
		char *exact = malloc(len);
		assert_non_null(exact);
		memcpy(exact, text, len);
		struct definition d;
		if (definition_find(exact, len, "Ab", 2, &d))
			assert_true(d.start < d.end && d.end <= len);
		free(exact);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_forms),	   cmocka_unit_test(test_no_definitions), cmocka_unit_test(test_order),
		cmocka_unit_test(test_every_type), cmocka_unit_test(test_release_dates),  cmocka_unit_test(test_any_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
