/* SPDX-License-Identifier: MIT */
#include "text/text.h"
#include "text/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct arena arena;

static struct text read_bytes(const void *bytes, size_t len)
{
	struct text t;
	assert_int_equal(text_init(&t, bytes, len, &arena, NULL), 0);
	assert_int_equal(t.plain[t.plain_len], 0);
	for (uint32_t i = 0; i <= t.plain_len; i++) {
		assert_true(t.origin[i] <= len);
		assert_true(i == 0 || t.origin[i] >= t.origin[i - 1]);
	}
	for (uint32_t i = 0; i < t.n_words; i++) {
		char normal[WORD_NORMAL_BYTES];
		uint32_t n = word_normal(&t, i, normal);
		assert_int_equal(word_hash(normal, n), t.words[i].hash);
		assert_true(t.words[i].hash != 0 && t.words[i].start < t.words[i].end && t.words[i].end <= t.plain_len);
	}
	return t;
}

static struct text read_text(const char *s)
{
	return read_bytes(s, strlen(s));
}

/* The normal forms of all words of one kind, with blanks between. */
static const char *words_of(const struct text *t, enum word_kind kind)
{
	char *out = arena_alloc(&arena, t->plain_len * 4 + 4), *at = out;
	for (uint32_t i = 0; i < t->n_words; i++) {
		if (t->words[i].kind != kind)
			continue;
		if (at != out)
			*at++ = ' ';
		at += word_normal(t, i, at);
		assert_true(at < out + t->plain_len * 4 + 4);
	}
	*at = 0;
	return out;
}

static void expect_words(const char *text, const char *words)
{
	struct text t = read_text(text);
	assert_string_equal(words_of(&t, WORD_TEXT), words);
}

static void expect_plain(const char *text, const char *plain)
{
	struct text t = read_text(text);
	assert_string_equal(t.plain, plain);
}

/* --- bytes ---------------------------------------------------------------------------------------------------------------- */

/* UTF-8 that was read as Windows-1252 and written as UTF-8: quotes, dashes and no-break spaces of three characters, or of two. */
static void test_written_twice(void **state)
{
	(void)state;
	struct text t = read_text("the \u00e2\u20ac\u0153Model\u00e2\u20ac\xC2\x9D of ours\u00e2\u20ac\u2122s, \u00c2\u00a9 us");
	assert_string_equal(t.encoding, "utf-8");
	assert_string_equal(t.plain, "the \"Model\" of ours's, \xC2\xA9 us");
	assert_int_equal(t.origin[5], 11);
	expect_plain("\u00c2ge, \u00e2 20 \u20ac, \u00e2\u20ac x", "\u00c2ge, \u00e2 20 \u20ac, \u00e2\u20ac x");
	expect_plain("\u00c2\u00a9 us", "\u00c2\u00a9 us"); /* nothing else says so */
	t = read_text("\u00e2\u20ac");			    /* the end is cut off */
	assert_int_equal(t.origin[t.plain_len], 5);
}

static void test_encodings(void **state)
{
	(void)state;
	struct text t = read_bytes("\xEF\xBB\xBFUse it.", 10);
	assert_string_equal(t.encoding, "utf-8");
	assert_string_equal(t.plain, "Use it.");
	assert_int_equal(t.origin[0], 3);
	t = read_bytes("\xFF\xFEU\0s\0e\0 \0i\0t\0\xE9\0", 16);
	assert_string_equal(t.encoding, "utf-16le");
	assert_string_equal(t.plain, "Use it\xC3\xA9");
	assert_int_equal(t.origin[4], 10);
	t = read_bytes("\xFE\xFF\0U\0s\0e\xD8\x3D\xDE\x00", 12);
	assert_string_equal(t.encoding, "utf-16be");
	assert_string_equal(t.plain, "Use\xF0\x9F\x98\x80");
	t = read_bytes("U\0s\0e\0 \0i\0t\0 \0n\0o\0w\0", 20);
	assert_string_equal(t.encoding, "utf-16le");
	assert_string_equal(t.plain, "Use it now");
	t = read_bytes("the \x93Model\x94 caf\xE9", 16);
	assert_string_equal(t.encoding, "windows-1252");
	assert_true(t.decoding_guessed);
	assert_string_equal(t.plain, "the \"Model\" caf\xC3\xA9");
	assert_int_equal(t.origin[11], 11);
	char wide[64] = {0}; /* Chinese in UTF-16, without a mark */
	for (size_t i = 0; i < 10; i++)
		memcpy(wide + 2 * i, "\x0D\x4E\x97\x5F", 4);
	memcpy(wide + 22, "\n", 2);
	t = read_bytes(wide, 24);
	assert_string_equal(t.encoding, "utf-16le");
	char pairs[101] = "", *end = pairs; /* and in GB 18030 */
	for (size_t i = 0; i < 12; i++)
		end = stpcpy(end, "\xB2\xBB\xB5\xC3.");
	t = read_bytes(pairs, (size_t)(end - pairs));
	assert_string_equal(t.encoding, "gb18030");
	assert_memory_equal(t.plain, "不得.不得.", 14);
	assert_int_equal(t.origin[6], 4);
	t = read_text("不得用于任何军事目的。\xE5\x86"); /* cut in a character: still UTF-8 */
	assert_string_equal(t.encoding, "utf-8");
	assert_true(t.decoding_guessed);
	t = read_bytes("", 0);
	assert_int_equal(t.n_words + t.n_sentences + t.n_paragraphs, 0);
	assert_int_equal(t.n_lines, 1);
	t = read_text("See [the license](www.wren.invalid)"); /* whoever asks which word is behind the link, finds the end */
	assert_int_equal(t.words[t.n_words].start, t.plain_len);
	assert_int_equal(t.words[t.n_words].end, t.plain_len);
	assert_int_equal(t.words[t.n_words].hash, 0);
	t = read_bytes("\0\0\0\xFF\xC0\x80", 6);
	assert_true(t.decoding_guessed);
}

static void test_plausible(void **state)
{
	(void)state;
	assert_true(text_plausible("", 0));
	assert_true(text_plausible("A license.\n", 11));
	assert_true(text_plausible("\xFF\xFE\x41\0", 4));
	assert_false(text_plausible("PK\3\4\0\0\0\0", 8));
	assert_true(text_plausible("A license.\n\0\0\0\0\0", 16)); /* some programs fill the last block */
	assert_false(text_plausible("A \0license.\n\0\0\0", 15));
	assert_false(text_plausible("\0\0\0\0", 4));
	assert_false(text_plausible("\1\2\3\4\5\6\7\1\2\3", 10));
}

static void test_lines(void **state)
{
	(void)state;
	struct text t = read_text("one\r\ntwo\rthree\n\nfive");
	assert_int_equal(t.n_lines, 5);
	assert_int_equal(text_line(&t, 0), 1);
	assert_int_equal(text_line(&t, 4), 1);
	assert_int_equal(text_line(&t, 5), 2);
	assert_int_equal(text_line(&t, 9), 3);
	assert_int_equal(text_line(&t, 16), 5);
	assert_int_equal(text_line(&t, 999), 5);
	uint64_t from, to;
	const char *five = strstr(t.plain, "five");
	text_range(&t, (uint32_t)(five - t.plain), t.plain_len, &from, &to);
	assert_int_equal(from, 16);
	assert_int_equal(to, 20);
}

/* --- dress ---------------------------------------------------------------------------------------------------------------- */

static void test_markdown(void **state)
{
	(void)state;
	expect_plain("# Terms\n\nYou **may** use the _Model_ and `weights`.", "Terms\nYou may use the Model and weights.");
	expect_plain("Keep snake_case and 2 * 3 and ____ here.", "Keep snake_case and 2 * 3 and ____ here.");
	expect_plain("See [the terms](https://a.example/t) now.", "See the terms now.");
	expect_plain("![logo](x.png) Text", "logo Text");
	/* what stands for a badge about a license is a paragraph of its own, unless the badge says its own words */
	expect_plain("![tests](t.svg) [![License: Pear](l.svg)](LICENSE) ![stars](s.svg)", "tests\nLicense: Pear\nstars");
	expect_plain("![a: b](a.svg) ![License](l.svg) ![c](c.svg)", "a: b License c");
	expect_plain("![a](a.svg) ![License: Pear](https://x.example/badge/License-Plum-red)", "a License: Pear\nLicense: Plum");
	expect_plain("> quoted\n> on\n\nfree", "quoted on\nfree");
	expect_plain("- one\n- two\n* three", "one\ntwo\nthree");
	expect_plain("```\ncode here\n```\nafter", "code here\nafter");
	expect_plain("```tex\n```tex\ncode here\n```\n# after", "tex code here\nafter"); /* the second opens nothing */
	expect_plain("```make it```\n# after", "make it\nafter");
	expect_plain("| a | b |\n|---|---|\n| c | d |", "a b\nc d");
	expect_plain("Title\n=====\ntext", "Title\ntext");
	expect_plain("a \\[b\\] &amp; &#99; <b>d</b>", "a [b] & c d");
	expect_plain("Copyright <year> <owner> stays", "Copyright <year> <owner> stays");
	expect_plain("before <!-- hidden\nstill --> after", "before after");
	expect_plain("before <!-- never closed", "before <!-- never closed");
	struct text t = read_text("See [it](https://a.example/t) and <https://b.example>.\n\n[ref]: https://c.example/x");
	assert_int_equal(t.n_links, 2);
	assert_string_equal(t.links[0].url, "https://a.example/t");
	assert_int_equal(t.links[0].start, 9);
	assert_string_equal(t.links[1].url, "https://c.example/x");
	assert_non_null(strstr(t.plain, "https://b.example"));
}

static void test_html(void **state)
{
	(void)state;
	struct text t = read_text("<!DOCTYPE html>\n<html><head><title>T</title><style>p{}</style></head><body><h1>Terms</h1>\n"
				  "<p>You may&nbsp;use\nit.</p><ul><li>one<li>two</ul><script>var license = 1;</script>"
				  "<a href=\"https://a.example/\">link</a></body></html>");
	assert_non_null(strstr(t.plain, "Terms\nYou may use it.\none\ntwo\n"));
	assert_null(strstr(t.plain, "var"));
	assert_null(strstr(t.plain, "p{}"));
	assert_int_equal(t.n_links, 1);
	expect_plain("<html><body>a<script>never closed", "a");
	expect_plain("<style>not closed, so it is text", "not closed, so it is text");
}

static void test_comments(void **state)
{
	(void)state;
	const char *plain = "You may use it freely and often.";
	expect_plain("// You may use it\n// freely and often.", plain);
	expect_plain("# You may use it\n# freely and often.", plain);
	expect_plain("/*\n * You may use it\n * freely and often.\n */", plain);
	expect_plain("; You may use it\n; freely and often.", plain);
	expect_plain("-- You may use it\n-- freely and often.", plain);
	expect_plain("dnl You may use it\ndnl freely and often.", plain);
	expect_plain("rem You may use it\nrem freely and often.", plain);
	expect_plain("\"\"\"You may use it\nfreely and often.\"\"\"", plain);
	expect_plain("TERMS = r\"\"\"You may use it\nfreely and often.\"\"\"", plain);
	expect_plain("<!-- Not yet:\n```sh\nmake\n``` -->\n\nYou may use it freely and often.", plain);
}

/* Texts inside the strings of programs and of JSON. */
static void test_strings(void **state)
{
	(void)state;
	const char *plain = "You may use it freely and often.\n1. Not on \"Mondays\".";
	expect_plain("\t\"You may use it\\n\"\n\t\"freely and often.\\n\"\n\t\"\\n\",\n\t\"1. Not on \\\"Mondays\\\".\\n\";",
		     plain);
	expect_words("{\"terms\": \"You may use it\\nfreely.\\f\\tNot on \\u004dondays\"}",
		     "terms you may use it freely not on mondays");
	struct text t = read_text("{\"terms\": \"Rest.\\n\\n1. You may use it\\nfreely.\\n2. Not on Mondays.\"}");
	assert_int_equal(t.n_paragraphs, 3);
	assert_string_equal(t.paragraph_sections[2], "2");
	expect_plain("C:\\new \\ualpha", "C:\\new \\ualpha"); /* no JSON */
}

static void test_marks_and_wraps(void **state)
{
	(void)state;
	expect_plain("\xE2\x80\x9CModel\xE2\x80\x9D \xE2\x80\x94 it\xE2\x80\x99s\xC2\xA0ours\xE2\x80\xA6",
		     "\"Model\" - it's ours...");
	expect_plain("re\xC2\xADvo\xE2\x80\x8Bked", "revoked");
	expect_plain("the distri-\nbution of royalty-\nfree copies", "the distribution of royalty-free copies");
	expect_plain("您不得将本模型用于\n军事目的", "您不得将本模型用于军事目的");
	expect_plain("\xEF\xBC\x97\xEF\xBC\x90\xEF\xBC\x90 \xEF\xBC\xAD\xEF\xBC\xA1\xEF\xBC\xB5", "700 MAU");
}

/* --- words ---------------------------------------------------------------------------------------------------------------- */

static void test_words(void **state)
{
	(void)state;
	expect_words("The Licence, the LICENSE; \"license\"!", "the license the license license");
	expect_words("royalty-free sub-license sub license non-commercial noncommercial",
		     "royalty free sublicense sublicense noncommercial noncommercial");
	expect_words("the Licensor\xE2\x80\x99s and licensor's", "the licensors and licensors");
	expect_words("copyright owner, copyright owners, the owner", "copyright holder copyright holders the owner");
	expect_words("https://a.example & 5% of $700,000", "http a example and 5 percent of $ 700 000");
	expect_words("不得用于Model训练", "不 得 用 于 model 训 练");
	expect_words("Stra\xC3\x9F"
		     "e CAF\xC3\x89 e\xCC\x81t\xC3\xA9",
		     "strasse cafe ete");
	struct text a = read_text("700 million"), b = read_text("100 million");
	assert_true(a.words[0].hash != b.words[0].hash);
	/* the hash is a data format: these numbers may never change */
	assert_int_equal(word_hash("license", 7), 0x3E334C);
	assert_int_equal(word_hash("", 0), 0x1C9D44);
}

static void test_word_kinds(void **state)
{
	(void)state;
	struct text t = read_text("---\nlicense: other\n---\nCopyright (c) 2024 Quince Works GmbH. All rights reserved.\n\n"
				  "1. You may use it, [insert name].\n(b) Keep this.\n");
	assert_string_equal(words_of(&t, WORD_MATTER), "license other");
	assert_string_equal(words_of(&t, WORD_COPYRIGHT), "copyright c 2024 quince works gmbh all rights reserved");
	assert_string_equal(words_of(&t, WORD_LABEL), "1 b");
	assert_string_equal(words_of(&t, WORD_FILL), "insert name");
	assert_string_equal(words_of(&t, WORD_TEXT), "you may use it keep this");
	t = read_text("Copyright for most of the parts: 2024 Quince Works\n\nCopyright for all: see below");
	assert_string_equal(words_of(&t, WORD_COPYRIGHT), "copyright for most of the parts 2024 quince works");
	t = read_text("Copyright 2024 Quince Works. You may not sell it.");
	assert_string_equal(words_of(&t, WORD_TEXT), "you may not sell it");
	t = read_text("COPYRIGHT HOLDERS are not liable.\n\nCopyright License. We grant it.\n\nCopyright and related rights");
	assert_string_equal(words_of(&t, WORD_COPYRIGHT), "");
}

/* --- sentences and sections ----------------------------------------------------------------------------------------------- */

static const struct sentence *sentence_with(const struct text *t, const char *words)
{
	for (uint32_t i = 0; i < t->n_sentences; i++) {
		const char *found = strstr(t->plain + t->sentences[i].start, words);
		if (found && (uint32_t)(found - t->plain) < t->sentences[i].end)
			return &t->sentences[i];
	}
	fail_msg("no sentence with '%s'", words);
	return NULL;
}

static void test_sentences(void **state)
{
	(void)state;
	struct text t = read_text(
		"Quince Works, Inc. makes models, e.g. pears. See No. 5 and Section 1.b.i. You agree. Is it \"free.\" Yes!");
	assert_int_equal(t.n_sentences, 5);
	t = read_text("It is changed from Auk 7B. You agree. 2A. You may not sell it.");
	assert_int_equal(t.n_sentences, 3);
	t = read_text("这是第一句。这是第二句！第三句");
	assert_int_equal(t.n_sentences, 3);
	t = read_text("Version 3.1 of it. Next\n\nlast");
	assert_int_equal(t.n_sentences, 3);
	assert_int_equal(t.n_paragraphs, 2);
}

static void expect_section(const struct text *t, const char *words, const char *section)
{
	assert_string_equal(sentence_with(t, words)->section, section);
}

static void test_sections(void **state)
{
	(void)state;
	struct text t = read_text("Terms of Pears\n\n1. Grant.\n    a. Alpha is granted.\n    b. Beta.\n        i. Gamma of "
				  "it.\n        ii. Delta.\n"
				  "2. Limits\n2.1 Epsilon.\n(a) Zeta;\n(b) Eta.\n2.2 Theta.\n\nAttachment A\n\n1. Iota.\n");
	expect_section(&t, "Terms of", "");
	expect_section(&t, "Grant", "1");
	expect_section(&t, "Alpha", "1.a");
	expect_section(&t, "Gamma", "1.b.i");
	expect_section(&t, "Delta", "1.b.ii");
	expect_section(&t, "Epsilon", "2.1");
	expect_section(&t, "Eta", "2.1.b");
	expect_section(&t, "Theta", "2.2");
	expect_section(&t, "Iota", "Attachment A.1");
	t = read_text("第一条 定义\n\n甲项。\n\n第二条 许可\n（一）乙项；\n（二）丙项。\n\n三、其他\n3.1 丁项。");
	expect_section(&t, "甲项", "1");
	expect_section(&t, "丙项", "2.2");
	expect_section(&t, "丁项", "3.1");
	t = read_text("Section 4 -- Scope.\n\n  a. One.\n     1. Two.\n         a. Three.\n         b. Four.\n     2. Five.\n  "
		      "b. Six.\n\nArticle 5\n\nSeven.");
	expect_section(&t, "Three", "4.a.1.a");
	expect_section(&t, "Five", "4.a.2");
	expect_section(&t, "Six", "4.b");
	expect_section(&t, "Seven", "5");
	t = read_text("Section II: Rights\n\n4. Four rights.\n\nSection III: Duties\n\n5. Five duties apply under\nSection 4 of "
		      "this text and\n2.0 of that one.");
	expect_section(&t, "Four", "4");
	expect_section(&t, "Five", "5");
	expect_section(&t, "2.0 of", "5");
}

static void test_leads(void **state)
{
	(void)state;
	struct text t = read_text("3. You agree not to use it:\n\n  (a) for war;\n  (b) for fraud, such as:\n    - forging;\n  "
				  "(c) for spam.\n\n4. Next.\n");
	const struct sentence *lead = sentence_with(&t, "You agree"), *inner = sentence_with(&t, "for fraud");
	assert_ptr_equal(&t.sentences[sentence_with(&t, "for war")->lead], lead);
	assert_ptr_equal(&t.sentences[inner->lead], lead);
	assert_ptr_equal(&t.sentences[sentence_with(&t, "forging")->lead], inner);
	assert_ptr_equal(&t.sentences[sentence_with(&t, "for spam")->lead], lead);
	assert_int_equal(sentence_with(&t, "Next")->lead, UINT32_MAX);
	t = read_text("您不得：\n（1）用于军事；\n（2）用于诈骗。");
	assert_ptr_equal(&t.sentences[sentence_with(&t, "诈骗")->lead], sentence_with(&t, "您不得"));
	t = read_text("Keep it. You may not\n\n- rent it;\n- lend it.\n\nNext");
	assert_ptr_equal(&t.sentences[sentence_with(&t, "lend")->lead], sentence_with(&t, "You may not"));
	assert_int_equal(sentence_with(&t, "Next")->lead, UINT32_MAX);
	t = read_text("None of the following is allowed\n\n(a) renting;\n(b) lending.");
	assert_ptr_equal(&t.sentences[sentence_with(&t, "lending")->lead], sentence_with(&t, "None of"));
	t = read_text("Terms:\n\n- you may not rent it\n- you may lend it");
	assert_ptr_equal(&t.sentences[sentence_with(&t, "lend")->lead], sentence_with(&t, "Terms"));
	t = read_text("What You May Not Do\n\n(a) You may rent it.\n\nYou may not\n\nNext");
	assert_int_equal(sentence_with(&t, "rent")->lead, UINT32_MAX);
	assert_int_equal(sentence_with(&t, "Next")->lead, UINT32_MAX);
}

/* --- any bytes ------------------------------------------------------------------------------------------------------------ */

static void test_any_bytes(void **state)
{
	(void)state;
	static const char *const pieces[] = {"[",
					     "](",
					     "<a ",
					     "<!--",
					     "-->",
					     "\xE5",
					     "\xE5\x86\x8D",
					     "1.",
					     "(a)",
					     "\n",
					     "\r",
					     "\t",
					     "*",
					     "_",
					     "|",
					     "`",
					     "&#x",
					     ";",
					     "Copyright",
					     " (c) ",
					     "2024",
					     "---\n",
					     "# ",
					     "/*",
					     "*/",
					     "\"\"\"",
					     "non-",
					     "</script>",
					     "<script>",
					     "第",
					     "条",
					     "一",
					     "\xFF",
					     "\0x",
					     "word",
					     ":",
					     "a.",
					     "\xEF\xBB\xBF",
					     "<p>",
					     "https://x.example/y"};
	unsigned seed = 7;
	for (int round = 0; round < 400; round++) {
		char bytes[600];
		size_t len = 0;
		while (len < 500) {
			seed = seed * 1103515245 + 12345;
			const char *p = pieces[(seed >> 16) % (sizeof pieces / sizeof pieces[0])];
			memcpy(bytes + len, p, strlen(p));
			len += strlen(p);
		}
		char *exact = malloc(len); /* so that a sanitizer sees a byte too far */
		memcpy(exact, bytes, len);
		read_bytes(exact, len);
		free(exact);
	}
	arena_release(&arena);
}

/* Nothing may take more than linear time: a few hostile shapes, large enough that squared would never end. */
static void test_linear(void **state)
{
	(void)state;
	static const char *const units[] = {"[",    "](", "<a ", "<!--", "*", "&#", "1.",	  "\n\n\n", "a-\n",
					    "\xE5", "<",  "(",	 "____", "|", "`",  "Copyright ", "x"};
	const size_t len = 1 << 20;
	char *bytes = malloc(len + 16);
	for (size_t u = 0; u < sizeof units / sizeof units[0]; u++) {
		size_t n = strlen(units[u]);
		for (size_t i = 0; i + n <= len; i += n)
			memcpy(bytes + i, units[u], n);
		struct text t;
		assert_int_equal(text_init(&t, bytes, len, &arena, NULL), 0);
		arena_release(&arena);
	}
	free(bytes);
}

static int teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_encodings),	cmocka_unit_test(test_written_twice), cmocka_unit_test(test_plausible),
		cmocka_unit_test(test_lines),		cmocka_unit_test(test_markdown),      cmocka_unit_test(test_html),
		cmocka_unit_test(test_comments),	cmocka_unit_test(test_strings),	      cmocka_unit_test(test_words),
		cmocka_unit_test(test_marks_and_wraps), cmocka_unit_test(test_word_kinds),    cmocka_unit_test(test_sentences),
		cmocka_unit_test(test_sections),	cmocka_unit_test(test_leads),	      cmocka_unit_test(test_any_bytes),
		cmocka_unit_test(test_linear),
	};
	arena_init(&arena);
	return cmocka_run_group_tests(tests, NULL, teardown);
}
