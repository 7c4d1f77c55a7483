/* SPDX-License-Identifier: MIT */
#include "base/cursor.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void reads_numbers_in_both_orders(void **state)
{
	(void)state;
	static const uint8_t bytes[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
	struct cursor c;
	cursor_init(&c, bytes, sizeof bytes, sizeof bytes);
	assert_int_equal(cursor_u8(&c), 1);
	assert_int_equal(cursor_u16(&c), 0x0302);
	assert_int_equal(cursor_u32(&c), 0x07060504);
	c.big = true;
	assert_int_equal(cursor_u64(&c), 0x08090A0B0C0D0E0F);
	assert_true(cursor_ok(&c));
	assert_int_equal(cursor_left(&c), 0);
}

static void end_of_the_entry_is_damage_and_sticky(void **state)
{
	(void)state;
	static const uint8_t bytes[] = {1, 2, 3};
	struct cursor c;
	cursor_init(&c, bytes, 3, 3);
	assert_int_equal(cursor_u32(&c), 0);
	assert_int_equal(c.state, CURSOR_DAMAGED);
	assert_int_equal(c.at, 0);
	assert_int_equal(cursor_u8(&c), 0);
	assert_null(cursor_take(&c, 1));
}

static void end_of_memory_is_no_damage(void **state)
{
	(void)state;
	static const uint8_t bytes[] = {1, 2, 3};
	struct cursor c;
	cursor_init(&c, bytes, 3, 100);
	cursor_u32(&c);
	assert_int_equal(c.state, CURSOR_BEYOND);
	cursor_init(&c, bytes, 3, -1);
	cursor_skip(&c, UINT64_MAX);
	assert_int_equal(c.state, CURSOR_BEYOND);
	cursor_init(&c, bytes, 3, 1); /* less than is there: taken as 3 */
	cursor_seek(&c, 3);
	assert_true(cursor_ok(&c));
	cursor_seek(&c, 4);
	assert_int_equal(c.state, CURSOR_DAMAGED);
}

static void huge_lengths_do_not_wrap(void **state)
{
	(void)state;
	static const uint8_t bytes[] = {1, 2, 3, 4};
	static const uint64_t lengths[] = {5, UINT32_MAX, INT64_MAX, UINT64_MAX - 2, UINT64_MAX};
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		struct cursor c;
		cursor_init(&c, bytes, 4, 4);
		cursor_u8(&c);
		assert_null(cursor_take(&c, lengths[i]));
		assert_int_equal(c.state, CURSOR_DAMAGED);
		cursor_init(&c, bytes, 4, 4);
		cursor_u8(&c);
		struct cursor inner = cursor_sub(&c, lengths[i]);
		assert_int_equal(inner.state, CURSOR_DAMAGED);
		assert_int_equal(inner.len, 3);
	}
}

static void sub_cursor_ends_where_it_was_told(void **state)
{
	(void)state;
	static const uint8_t bytes[] = {1, 2, 3, 4, 5};
	struct cursor c;
	cursor_init(&c, bytes, 5, 10);
	struct cursor inner = cursor_sub(&c, 2);
	assert_int_equal(cursor_u16(&inner), 0x0201);
	cursor_u8(&inner);
	assert_int_equal(inner.state, CURSOR_DAMAGED);
	assert_int_equal(c.at, 2);
	inner = cursor_sub(&c, 6); /* half of it in memory */
	cursor_skip(&inner, 3);
	assert_true(cursor_ok(&inner));
	cursor_u8(&inner);
	assert_int_equal(inner.state, CURSOR_BEYOND);
	assert_int_equal(c.state, CURSOR_BEYOND);
}

static void varints(void **state)
{
	(void)state;
	static const uint8_t sound[] = {0x96, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01};
	static const uint8_t endless[] = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01};
	static const uint8_t too_big[] = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02};
	struct cursor c;
	cursor_init(&c, sound, sizeof sound, sizeof sound);
	assert_int_equal(cursor_varint(&c), 150);
	assert_int_equal(cursor_varint(&c), UINT64_MAX);
	assert_true(cursor_ok(&c));
	cursor_init(&c, endless, sizeof endless, sizeof endless);
	cursor_varint(&c);
	assert_int_equal(c.state, CURSOR_DAMAGED);
	cursor_init(&c, too_big, sizeof too_big, sizeof too_big);
	cursor_varint(&c);
	assert_int_equal(c.state, CURSOR_DAMAGED);
}

static void utf8_well_formed_only(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		size_t length;
	} cases[] = {
		{"a", 1},	 {"\xC3\xA9", 2},     {"\xE2\x82\xAC", 3}, {"\xF0\x9F\x98\x80", 4},
		{"\xC0\x80", 0}, {"\xE0\x80\x80", 0}, {"\xED\xA0\x80", 0}, {"\xF4\x90\x80\x80", 0},
		{"\x80", 0},	 {"\xFF", 0},	      {"\xE2\x82", 0},	   {"\xC3(", 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(utf8_length(cases[i].bytes, strlen(cases[i].bytes)), cases[i].length);
	for (uint32_t code = 1; code < 0x110000; code += 7) {
		char out[4];
		uint32_t back;
		size_t n = utf8_encode(code, out);
		assert_int_equal(utf8_decode(out, n, &back), n);
		assert_int_equal(back, code >= 0xD800 && code < 0xE000 ? 0xFFFD : code);
	}
}

static void utf8_makes_bytes_visible_and_cuts_at_characters(void **state)
{
	(void)state;
	ARENA_AUTO struct arena a;
	arena_init(&a);
	assert_string_equal(utf8_visible(&a, "a\xFF\0b", 4, 100), "a\\xFF\\x00b");
	assert_string_equal(utf8_visible(&a, "abcdef", 6, 6), "abcdef");
	assert_string_equal(utf8_visible(&a, "abcdefg", 7, 6), "abc\xE2\x80\xA6");
	assert_string_equal(utf8_visible(&a, "a\xC3\xA9\xC3\xA9\xC3\xA9", 7, 6), "a\xC3\xA9\xE2\x80\xA6");
	assert_string_equal(utf8_visible(&a, "abcd", 4, 2), "");
	assert_string_equal(utf8_visible(&a, NULL, 0, 10), "");
}

/* No more is read than is shown: else this takes minutes. */
static void a_short_quote_of_a_long_text_takes_no_time(void **state)
{
	(void)state;
	enum { LONG = 4 << 20, SHORT = 500, TIMES = 1000 };
	ARENA_AUTO struct arena a;
	arena_init(&a);
	char *text = arena_alloc(&a, LONG);
	memset(text, 'a', LONG);
	for (int i = 0; i < TIMES; i++)
		assert_int_equal(strlen(utf8_visible(&a, text, LONG, SHORT)), SHORT);
}

static void text_or_data(void **state)
{
	(void)state;
	assert_true(utf8_plausible_text("", 0));
	assert_true(utf8_plausible_text("plain\r\n\ttext", 12));
	assert_true(utf8_plausible_text("Lizenz f\xFCr alle", 15));
	assert_true(utf8_plausible_text("\xFF\xFEL\0i\0", 6));
	assert_false(utf8_plausible_text("a\0b", 3));
	assert_false(utf8_plausible_text("\x80\x02}q\x01.", 6));
	assert_false(utf8_plausible_text("\xA8\x9B\xC0\xD0\xF1", 5));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_numbers_in_both_orders),
		cmocka_unit_test(end_of_the_entry_is_damage_and_sticky),
		cmocka_unit_test(end_of_memory_is_no_damage),
		cmocka_unit_test(huge_lengths_do_not_wrap),
		cmocka_unit_test(sub_cursor_ends_where_it_was_told),
		cmocka_unit_test(varints),
		cmocka_unit_test(utf8_well_formed_only),
		cmocka_unit_test(utf8_makes_bytes_visible_and_cuts_at_characters),
		cmocka_unit_test(a_short_quote_of_a_long_text_takes_no_time),
		cmocka_unit_test(text_or_data),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
