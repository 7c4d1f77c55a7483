/* SPDX-License-Identifier: MIT */
#include "findings/date.h"
#include "findings/number.h"
#include "findings/values.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct named_code regions[] = {
	/* sorted by name */
	{"canada", "CA"},
	{"crimea", "UA-43"},
	{"democratic-people-s-republic-of-korea", "KP"},
	{"eea", "EU,IS,LI,NO"},
	{"eu", "EU"},
	{"european-union", "EU"},
	{"norway", "NO"},
	{"republic-of-korea", "KR"},
	{"south-korea", "KR"},
	{"uk", "GB"},
	{"united-kingdom", "GB"},
	{"united-states", "US"},
	{"usa", "US"},
	{"中国", "CN"},
	{"中国香港", "HK"},
	{"欧盟", "EU"},
	{"韩国", "KR"},
};

static const struct named_code jurisdictions[] = {
	{"california", "US-CA"},
	{"china", "CN"},
	{"people-s-republic-of-china", "CN"},
	{"singapore", "SG"},
	{"state-of-california", "US-CA"},
	{"united-states", "US"},
	{"中华人民共和国", "CN"},
};

static const struct catalog catalog = {
	.regions = regions,
	.n_regions = sizeof regions / sizeof *regions,
	.jurisdictions = jurisdictions,
	.n_jurisdictions = sizeof jurisdictions / sizeof *jurisdictions,
};

static void expect(const char *type, const char *captured, const char *value)
{
	ARENA_AUTO struct arena a;
	arena_init(&a);
	size_t len = strlen(captured);
	char *exact = malloc(len ? len : 1); /* without a NUL, so that ASan sees a read behind it */
	assert_non_null(exact);
	memcpy(exact, captured, len);
	struct value_source from = {&catalog, exact, len, NULL, 0, NULL, 0};
	const char *got = value_make(type, exact, len, &from, &a);
	if (value ? !got || strcmp(got, value) : got != NULL)
		fail_msg("%s of '%s' is %s, not %s", type, captured, got ? got : "nothing", value ? value : "nothing");
	free(exact);
}

static void test_figures(void **state)
{
	(void)state;
	expect("number", "", NULL);
	expect("number", "none", NULL);
	expect("number", "0", "0");
	expect("number", "007", "7");
	expect("number", "700,000,000", "700000000");
	expect("number", "5 000", "5000");
	expect("number",
	       "5\xC2\xA0"
	       "000\xC2\xA0"
	       "000",
	       "5000000");
	expect("number", "1'000'000 requests", "1000000");
	expect("number", "7,00,00,000", "70000000");
	expect("number", "1.000.000", "1000000");
	expect("number", "1,000,000.50", "1000000.5");
	expect("number", "2.50", "2.5");
	expect("number", "0.125", "0.125");
	expect("number", "above 100 users.", "100");
	expect("number", "in 2024, 100 users", "2024");
	expect("number", "700 million", "700000000");
	expect("number", "700-million", "700000000");
	expect("number", "1.5 billion", "1500000000");
	expect("number", "1,5 million", "1500000");
	expect("number", "20M", "20000000");
	expect("number", "10k", "10000");
	expect("number", "3bn", "3000000000");
	expect("number", "5 hundred thousand", "500000");
	expect("number", "2 crore", "20000000");
	expect("number", "10,20", "10");
}

static void test_no_numbers(void **state)
{
	(void)state;
	expect("number", "1e6", NULL);
	expect("number", "3rd", NULL);
	expect("number", "v2", NULL);
	expect("number", "3.1.2", NULL);
	expect("number", "model-7B", NULL);
	expect("number", "a user", NULL);
	expect("number", "someone often tends", NULL);
	expect("number", "千问", NULL);
	expect("number", "99999999999999999999999999999999999999999", NULL);
	expect("number", "9999999999999999999999999999 trillion trillion", NULL);
}

static void test_number_words(void **state)
{
	(void)state;
	expect("number", "one hundred (100)", "100");
	expect("number", "thirty (30) days", "30");
	expect("number", "one hundred (100) million", "100000000");
	expect("number", "10 (ten) million", "10000000");
	expect("number", "One Million (1,000,000) users", "1000000");
	expect("number", "five (5)", "5");
	expect("number", "five (7)", "5");	   /* the words prevail … */
	expect("number", "five (7) million", "5"); /* … and what the figure says is another matter */
	expect("number", "5 million (five million dollars)", "5000000");
	expect("number", "seven hundred million", "700000000");
	expect("number", "twenty-five thousand", "25000");
	expect("number", "twenty five", "25");
	expect("number", "two million five hundred thousand", "2500000");
	expect("number", "half a billion", "500000000");
	expect("number", "half-a-million users", "500000");
	expect("number", "half thousand", "500");
	expect("number", "seven hundred million", "700000000");
	expect("number", "half an hour, 3", "3");
	expect("number", "five hundred and twenty thousand", "520000");
	expect("number", "one thousand and one", "1001");
	expect("number", "a million", "1000000");
	expect("number", "a hundred", "100");
	expect("number", "twenty twenty", "20");
	expect("number", "any one of 50 people", "50");
	expect("number", "one", "1");
	expect("number", "one (1)", "1");
}

static void test_han_numbers(void **state)
{
	(void)state;
	expect("number", "7亿", "700000000");
	expect("number", "7 亿", "700000000");
	expect("number", "1.5亿", "150000000");
	expect("number", "100万", "1000000");
	expect("number", "3千万", "30000000");
	expect("number", "1亿5000万", "150000000");
	expect("number", "七亿", "700000000");
	expect("number", "一百万", "1000000");
	expect("number", "三千五百万", "35000000");
	expect("number", "十二", "12");
	expect("number", "一百零五", "105");
	expect("number", "两亿五千万", "250000000");
	expect("number", "一千万亿", "1000000000000000");
	expect("number", "伍拾萬", "500000");
	expect("number", "超过一百（100）人", "100");
	expect("number", "任何一方超过300人", "300");
	expect("number", "一", "1");
}

static void expect_money(const char *hit, const char *captured, const char *amount, const char *currency, const char *period)
{
	ARENA_AUTO struct arena a;
	arena_init(&a);
	struct value_source from = {&catalog, hit, strlen(hit), NULL, 0, NULL, 0};
	struct money m = {0};
	const char *at = strstr(hit, captured);
	bool found = value_money(at, strlen(captured), &from, &a, &m);
	assert_int_equal(found, amount != NULL);
	const char *expected[] = {amount, currency, period}, *got[] = {m.amount, m.currency, m.period};
	for (int i = 0; i < 3; i++)
		if (expected[i] ? !got[i] || strcmp(got[i], expected[i]) : got[i] != NULL)
			fail_msg("'%s' in '%s' gives %s, not %s", captured, hit, got[i] ? got[i] : "nothing",
				 expected[i] ? expected[i] : "nothing");
}

static void test_money(void **state)
{
	(void)state;
	expect_money("US$1,000,000 annual revenue", "US$1,000,000 annual revenue", "1000000", "USD", "year");
	expect_money("20 million dollars per month", "20 million dollars per month", "20000000", "USD", "month");
	expect_money("annual revenue above $20 million", "$20 million", "20000000", "USD", "year");
	expect_money("$ 5M", "5M", "5000000", "USD", NULL);
	expect_money("EUR 10 million", "EUR 10 million", "10000000", "EUR", NULL);
	expect_money("€10m a year", "€10m", "10000000", "EUR", "year");
	expect_money("10 million euros", "10 million euros", "10000000", "EUR", NULL);
	expect_money("HK$300,000", "HK$300,000", "300000", "HKD", NULL);
	expect_money("ten million (10,000,000) U.S. dollars", "ten million (10,000,000) U.S. dollars", "10000000", "USD", NULL);
	expect_money("5000 Hong Kong dollars", "5000", "5000", "HKD", NULL);
	expect_money("in any 12 months exceeding $1,000,000", "in any 12 months exceeding $1,000,000", "1000000", "USD", "year");
	expect_money("in a twelve-month period more than GBP 5", "GBP 5", "5", "GBP", "year");
	expect_money("100万元人民币", "100万元人民币", "1000000", "CNY", NULL);
	expect_money("人民币一百万元", "人民币一百万元", "1000000", "CNY", NULL);
	expect_money("年收入超过1000万美元", "1000万美元", "10000000", "USD", "year");
	expect_money("每月100万港元", "每月100万港元", "1000000", "HKD", "month");
	expect_money("monthly revenue, not annual revenue, of $7", "$7", "7", "USD", "month");
	expect_money("3 wonders", "3 wonders", "3", NULL, NULL);
	expect_money("no sum at all", "no sum", NULL, NULL, NULL);
	expect("money", "US$ 2.5 billion", "2500000000");
}

static void test_percent(void **state)
{
	(void)state;
	expect("percent", "5%", "5");
	expect("percent", "five percent (5%)", "5");
	expect("percent", "in 2 years 0.5 per cent", "0.5");
	expect("percent", "百分之五", "5");
	expect("percent", "百分之12.5", "12.5");
	expect("percent", "10％", "10");
	expect("percent", "12", "12");
}

static void test_days(void **state)
{
	(void)state;
	expect("days", "thirty (30) days", "30");
	expect("days", "30 days'", "30");
	expect("days", "10 business days", "10");
	expect("days", "two weeks", "14");
	expect("days", "one month", "30");
	expect("days", "a 90-day period", "90");
	expect("days", "24 hours", "1");
	expect("days", "thirty-six (36) hours", "2");
	expect("days", "2 years", "730");
	expect("days", "三十日", "30");
	expect("days", "30天", "30");
	expect("days", "7个工作日", "7");
	expect("days", "三个月", "90");
	expect("days", "15", "15");
	expect("days", "promptly", NULL);
	expect("duration", "four years", "P4Y");
	expect("duration", "the four-year term", "P4Y");
	expect("duration", "eighteen (18) months", "P18M");
	expect("duration", "2 weeks", "P2W");
	expect("duration", "90 calendar days", "P90D");
	expect("duration", "48 hours", "PT48H");
	expect("duration", "三年", "P3Y");
	expect("duration", "6个月", "P6M");
	expect("duration", "4", NULL);
}

static void test_dates(void **state)
{
	(void)state;
	expect("date", "July 23, 2024", "2024-07-23");
	expect("date", "as of july 23rd 2024 or so", "2024-07-23");
	expect("date", "23 July 2024", "2024-07-23");
	expect("date", "23rd day of July, 2024", "2024-07-23");
	expect("date", "1st of Sept. 2023", "2023-09-01");
	expect("date", "23-Jul-2024", "2024-07-23");
	expect("date", "Jul. 2024", "2024-07");
	expect("date", "May, 2024", "2024-05");
	expect("date", "2024-07-23", "2024-07-23");
	expect("date", "2024/7/3", "2024-07-03");
	expect("date", "2024年7月23日", "2024-07-23");
	expect("date", "2024 年 7 月 23 日", "2024-07-23");
	expect("date", "自2024年7月起", "2024-07");
	expect("date", "23.07.2024", "2024-07-23");
	expect("date", "07/23/2024", "2024-07-23");
	expect("date", "23/07/2024", "2024-07-23");
	expect("date", "03/03/2024", "2024-03-03");
	expect("date", "03/04/2024", NULL); /* who knows */
	expect("date", "February 29, 2024", "2024-02-29");
	expect("date", "February 29, 2023", NULL);
	expect("date", "February 29, 2100", NULL);
	expect("date", "2024-13-01", NULL);
	expect("date", "2024-00-01", NULL);
	expect("date", "July 32, 2024", NULL);
	expect("date", "July 23, 12024", NULL);
	expect("date", "you may 2024 times", "2024-05"); /* a captured date is expected to be one */
	expect("date", "in 2024", NULL);
	expect("date", "version 1.2.2024.5", NULL);
	expect("date", "soon", NULL);
}

static const char *look_up(const char *name, const char *document, struct arena *a)
{
	struct value_source from = {&catalog, name, strlen(name), document, strlen(document), NULL, 0};
	return value_make("date", name, strlen(name), &from, a);
}

static void test_dates_by_name(void **state)
{
	(void)state;
	ARENA_AUTO struct arena a;
	arena_init(&a);
	static const char document[] =
		"Big Model Version Release Date: July 23, 2024\nIf on the Big Model version release date, you have users, "
		"you ask. The \"Effective Date\" means 2 May 2023.";
	assert_string_equal(look_up("the Big Model version release date", document, &a), "2024-07-23");
	assert_string_equal(look_up("version release date,", document, &a), "2024-07-23");
	assert_string_equal(look_up("the Effective Date", document, &a), "2023-05-02");
	assert_null(look_up("the end date", document, &a));
	assert_null(look_up("date", document, &a)); /* one word names nothing */
	assert_null(look_up("", document, &a));
	assert_null(look_up("version release date", "", &a));
}

static void test_regions(void **state)
{
	(void)state;
	expect("region", "the European Union, or the United Kingdom", "EU,GB");
	expect("region", "EU, UK and South Korea", "EU,GB,KR");
	expect("region", "the Democratic People's Republic of Korea and the Republic of Korea", "KP,KR");
	expect("region", "EU, the European Union", "EU");
	expect("region", "the EEA and Norway", "EU,IS,LI,NO");
	expect("region", "the US or Canada", "US,CA");
	expect("region", "give us Canada", "CA");
	expect("region", "PAY US IN CANADA", "CA");
	expect("region", "US$ 5 in Canada", "CA");
	expect("region", "US", "US");
	expect("region", "Crimea", "UA-43");
	expect("region", "欧盟、韩国和中国香港", "EU,KR,HK");
	expect("region", "在中国境内", "CN");
	expect("region", "Canadaland, euro, reunited-statesmen", NULL);
	expect("region", "nowhere", NULL);
	expect("region", "", NULL);
}

static void test_jurisdictions(void **state)
{
	(void)state;
	expect("jurisdiction", "the State of California, without regard to its rules", "US-CA");
	expect("jurisdiction", "the United States and the State of California", "US-CA");
	expect("jurisdiction", "Singapore, then California", "SG");
	expect("jurisdiction", "the People's Republic of China", "CN");
	expect("jurisdiction", "中华人民共和国法律", "CN");
	expect("jurisdiction", "your home", NULL);
}

static void test_phrases(void **state)
{
	(void)state;
	expect("phrase", "\"Built with Thing\"", "Built with Thing");
	expect("phrase", "the words \"Built with Thing,\" prominently", "Built with Thing");
	expect("phrase", " Thing. ", "Thing");
	expect("phrase", "\"Thing-\" at the head", "Thing-");
	expect("phrase", "\"- Thing -\"", "Thing");
	expect("phrase", "‘Built with’ or “Made by”", "Built with");
	expect("phrase", "“Made by”", "Made by");
	expect("phrase", "the owner's name 'Thing' and", "Thing");
	expect("phrase", "'the owner's name'", "the owner's name");
	expect("phrase", "「用某模型构建」字样", "用某模型构建");
	expect("phrase", "a \"b", "a \"b");
	expect("phrase", "\"\"", NULL);
	expect("phrase", "", NULL);
	expect("text", " two \n words; ", "two words");
	expect("text", "; ", NULL);
	expect("unheard-of", "x", "x");
}

static void test_long_phrase_is_cut_at_a_character(void **state)
{
	(void)state;
	ARENA_AUTO struct arena a;
	arena_init(&a);
	char s[301];
	for (int i = 0; i < 100; i++)
		memcpy(s + 3 * i, "许", 3);
	struct value_source from = {&catalog, s, 300, NULL, 0, NULL, 0};
	assert_int_equal(strlen(value_make("phrase", s, 300, &from, &a)), 198);
}

static void test_any_bytes(void **state)
{
	(void)state;
	static const char *const types[] = {"number", "money",	"percent",	"days",	  "duration",
					    "date",   "region", "jurisdiction", "phrase", "text"};
	static const char *const pieces[] = {"1",   "9",      ",",    ".",    " ",    "(",  ")",      "million", "hundred",
					     "one", "twenty", "-",    "亿",   "万",   "十", "七",     "年",	 "月",
					     "日",  "2024",   "July", "$",    "元",   "%",  "百分之", "\"",	 "'",
					     "EU",  "US",     "\xE4", "\xFF", "days", "of", "\n"};
	uint32_t seed = 11;
	for (int round = 0; round < 20000; round++) {
		char s[128];
		size_t n = 0;
		while (n < 90) {
			seed = seed * 1664525 + 1013904223;
			const char *piece = pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)];
			memcpy(s + n, piece, strlen(piece));
			n += strlen(piece);
		}
		n -= (size_t)round % 90;
		char *exact = malloc(n);
		assert_non_null(exact);
		memcpy(exact, s, n);
		ARENA_AUTO struct arena a;
		arena_init(&a);
		struct value_source from = {&catalog, exact, n, exact, n, NULL, 0};
		for (size_t t = 0; t < sizeof types / sizeof *types; t++)
			value_make(types[t], exact, n, &from, &a);
		free(exact);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_figures),
		cmocka_unit_test(test_no_numbers),
		cmocka_unit_test(test_number_words),
		cmocka_unit_test(test_han_numbers),
		cmocka_unit_test(test_money),
		cmocka_unit_test(test_percent),
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_dates_by_name),
		cmocka_unit_test(test_regions),
		cmocka_unit_test(test_jurisdictions),
		cmocka_unit_test(test_phrases),
		cmocka_unit_test(test_long_phrase_is_cut_at_a_character),
		cmocka_unit_test(test_any_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
