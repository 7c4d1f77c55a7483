/* SPDX-License-Identifier: MIT */
#include "base/tty.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void expect(const char *bytes, size_t len, const char *shown)
{
	BUF_AUTO struct buf b;
	buf_init(&b, 4096);
	assert_int_equal(tty_escape(&b, bytes, len), 0);
	assert_string_equal(buf_str(&b), shown);
}

#define EXPECT(literal, shown) expect(literal, sizeof(literal) - 1, shown)

static void test_escape(void **state)
{
	(void)state;
	EXPECT("", "");
	EXPECT("plain text, as it is", "plain text, as it is");
	EXPECT("许可证 – Ünïcode 👍", "许可证 – Ünïcode 👍");
	EXPECT("a\nb\r\tc", "a\\x0Ab\\x0D\\x09c");
	EXPECT("\x1b[2J\x07\x7f", "\\x1B[2J\\x07\\x7F");
	EXPECT("nul\0inside", "nul\\x00inside");
	EXPECT("back\\slash", "back\\\\slash");
	EXPECT("\xC2\x85\xC2\x9B"
	       "31m",
	       "\\u{85}\\u{9B}31m"); /* C1: a one-character CSI */
	EXPECT("a\xE2\x80\xAE"
	       "txt.exe",
	       "a\\u{202E}txt.exe");				    /* right-to-left override */
	EXPECT("\xE2\x81\xA6x\xE2\x81\xA9", "\\u{2066}x\\u{2069}"); /* isolates */
	EXPECT("\xE2\x80\xA8\xE2\x80\xA9", "\\u{2028}\\u{2029}");   /* line and paragraph separators */
	EXPECT("a\xE2\x80\x8B"
	       "b\xC2\xAD"
	       "c\xEF\xBB\xBF",
	       "a\\u{200B}b\\u{AD}c\\u{FEFF}");
	EXPECT("\xF3\xA0\x81\x81", "\\u{E0041}");		  /* a tag character */
	EXPECT("\xEE\x80\x80\xE3\x85\xA4", "\\u{E000}\\u{3164}"); /* private; an invisible letter */
	EXPECT("\xFF\xC0\xAF\xED\xA0\x80\xE8\xAE", "\\xFF\\xC0\\xAF\\xED\\xA0\\x80\\xE8\\xAE");
	EXPECT("\xF4\x90\x80\x80", "\\xF4\\x90\\x80\\x80"); /* above U+10FFFF */
}

static void test_piled_marks(void **state)
{
	(void)state;
	BUF_AUTO struct buf in, out;
	buf_init(&in, 4096);
	buf_init(&out, 65536);
	buf_add_char(&in, 'e');
	for (int i = 0; i < 100; i++)
		buf_add_str(&in, "\xCC\x81");
	assert_int_equal(tty_escape(&out, in.data, in.len), 0);
	assert_non_null(strstr(out.data, "\\u{301}"));
	assert_memory_equal(out.data, "e\xCC\x81", 3); /* the first ones are as they were */
}

static void test_escape_stops_at_the_cap(void **state)
{
	(void)state;
	BUF_AUTO struct buf b;
	buf_init(&b, 5);
	assert_int_equal(tty_escape(&b, "abc\nxyz", 7), -1);
	assert_string_equal(buf_str(&b), "abc");
}

static void test_width(void **state)
{
	(void)state;
	assert_int_equal(tty_width("", 0), 0);
	assert_int_equal(tty_width("abc", 3), 3);
	assert_int_equal(tty_width("许可", 6), 4);
	assert_int_equal(tty_width("e\xCC\x81", 3), 1);
	assert_int_equal(tty_width("\xFF\xFF", 2), 2);
}

static void expect_wrap(const char *text, int width, int max_lines, const char *shown)
{
	BUF_AUTO struct buf b;
	buf_init(&b, 65536);
	int lines = tty_wrap(&b, text, strlen(text), width, "> ", "  ", max_lines);
	assert_string_equal(buf_str(&b), shown);
	int newlines = 0;
	for (const char *s = buf_str(&b); (s = strchr(s, '\n')); s++)
		newlines++;
	assert_int_equal(lines, newlines);
}

static void test_wrap(void **state)
{
	(void)state;
	expect_wrap("", 20, 0, "");
	expect_wrap(" \n\t ", 20, 0, "");
	expect_wrap("one", 20, 0, "> one\n");
	expect_wrap("  one \n\n two\tthree ", 20, 0, "> one two three\n");
	expect_wrap("aaaa bbbb cccc dddd", 12, 0, "> aaaa bbbb\n  cccc dddd\n");
	expect_wrap("aaaaabbbbbcccccddddd", 12, 0, "> aaaaabbbbb\n  cccccddddd\n");
	expect_wrap("aa aaaaabbbbbcccccddddd", 12, 0, "> aa\n  aaaaabbbbb\n  cccccddddd\n");
	expect_wrap("一二三四五六七八", 12, 0, "> 一二三四五\n  六七八\n");
	expect_wrap("一二三四五。六七八", 12, 0, "> 一二三四\n  五。六七八\n"); /* no line begins with a full stop */
	expect_wrap("许可Llama模型", 14, 0, "> 许可Llama模\n  型\n");
	expect_wrap("x\x1b[0my", 20, 0, "> x\\x1B[0my\n");
	expect_wrap("too narrow for its prefix", 1, 0, "> too\n  narrow\n  for its\n  prefix\n");
}

static void test_wrap_cuts(void **state)
{
	(void)state;
	expect_wrap("aaaa bbbb cccc dddd eeee", 12, 1, "> aaaa bbbb…\n");
	expect_wrap("aaaa bbbbb cccc", 12, 1, "> aaaa bbbb…\n");
	expect_wrap("aaaa bbbbb", 12, 1, "> aaaa bbbbb\n");
	expect_wrap("aaaa bbbb cccc dddd", 12, 2, "> aaaa bbbb\n  cccc dddd\n");
	expect_wrap("aaaa bbbb cccc dddd e", 12, 2, "> aaaa bbbb\n  cccc dddd…\n");
	expect_wrap("一二三四五六七八", 12, 1, "> 一二三四…\n");
}

/* Whatever the bytes: valid UTF-8, no control but the newlines, no line wider than asked for. */
static void test_any_bytes(void **state)
{
	(void)state;
	uint32_t seed = 1;
	for (int round = 0; round < 3000; round++) {
		char bytes[200];
		for (size_t i = 0; i < sizeof bytes; i++) {
			seed = seed * 1664525 + 1013904223;
			bytes[i] = round % 2 ? (char)(seed >> 24) : "\xE2\x80\xAE \xCC\x81一a\n"[(seed >> 24) % 12];
		}
		BUF_AUTO struct buf b;
		buf_init(&b, 65536);
		int width = 10 + round % 60;
		tty_wrap(&b, bytes, (size_t)round % sizeof bytes, width, "* ", "  ", round % 5);
		for (size_t at = 0, start = 0; at < b.len;) {
			size_t n = utf8_length(b.data + at, b.len - at);
			assert_true(n > 0);
			if (b.data[at] == '\n') {
				assert_true(tty_width(b.data + start, at - start) <= width);
				start = at + 1;
			} else {
				assert_true((unsigned char)b.data[at] >= 0x20 && b.data[at] != 0x7F);
			}
			at += n;
		}
	}
}

static void test_wrap_into_a_full_buffer(void **state)
{
	(void)state;
	BUF_AUTO struct buf b;
	buf_init(&b, 20);
	assert_int_equal(tty_wrap(&b, "aaaa bbbb cccc dddd", 19, 12, "> ", "  ", 0), 1);
	assert_string_equal(buf_str(&b), "> aaaa bbbb\n");
}

static void test_terminal(void **state)
{
	(void)state;
	setenv("COLUMNS", "100", 1);
	assert_int_equal(tty_columns(0), 100);
	setenv("COLUMNS", "1", 1);
	assert_int_equal(tty_columns(0), 40);
	setenv("COLUMNS", "99999", 1);
	assert_int_equal(tty_columns(0), 240);
	unsetenv("COLUMNS");
	assert_in_range(tty_columns(-1), 80, 80);
	assert_false(tty_wants_color(-1));
	setenv("NO_COLOR", "1", 1);
	assert_false(tty_wants_color(1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_escape),
		cmocka_unit_test(test_piled_marks),
		cmocka_unit_test(test_escape_stops_at_the_cap),
		cmocka_unit_test(test_width),
		cmocka_unit_test(test_wrap),
		cmocka_unit_test(test_wrap_cuts),
		cmocka_unit_test(test_any_bytes),
		cmocka_unit_test(test_wrap_into_a_full_buffer),
		cmocka_unit_test(test_terminal),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
