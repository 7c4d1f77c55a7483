/* SPDX-License-Identifier: MIT */
#include "base/progress.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void test_format(void **state)
{
	(void)state;
	static const struct {
		uint64_t done, total;
		int64_t milliseconds;
		const char *line;
	} cases[] = {
		{0, 0, 0, "[0 B]"},
		{999, 0, 1000, "[999 B, 999 B/s]"},
		{1500, 3000, 1000, "[1.50 kB of 3.00 kB, 50 %, 1.50 kB/s, 1 s left]"},
		{1200000000, 4700000000, 1350, "[1.20 GB of 4.70 GB, 26 %, 889 MB/s, 4 s left]"},
		{999999, 0, 1000, "[1.00 MB, 1.00 MB/s]"},
		{1000000, 100000000000, 1000, "[1.00 MB of 100 GB, 0 %, 1.00 MB/s, 27.8 h left]"},
		{1000000, 1000000000, 1000, "[1.00 MB of 1.00 GB, 0 %, 1.00 MB/s, 17 min left]"},
		{0, 1000, 2000, "[0 B of 1.00 kB, 0 %]"},
		{2000, 1000, 1000, "[1.00 kB of 1.00 kB, 100 %, 2.00 kB/s, 1 s left]"}, /* it grew meanwhile */
		{UINT64_MAX, 0, 1, "[18447 PB, 18446744 PB/s]"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char line[160];
		progress_format(line, sizeof line, cases[i].done, cases[i].total, cases[i].milliseconds);
		assert_string_equal(line, cases[i].line);
	}
}

static void pause_for(long milliseconds)
{
	struct timespec t = {.tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1000000};
	nanosleep(&t, NULL);
}

/* What goes to the terminal in that time. */
static char *shown(bool shows, long milliseconds, const char *say)
{
	char *text = NULL;
	size_t len;
	struct progress p;
	FILE *to = open_memstream(&text, &len);
	progress_begin(&p, to, shows);
	atomic_store(&p.total, 1000);
	atomic_fetch_add(&p.done, 250);
	pause_for(milliseconds);
	if (say)
		progress_say(&p, say);
	progress_end(&p);
	fclose(to);
	return text;
}

static void test_silent_at_first(void **state)
{
	(void)state;
	char *text = shown(true, 100, NULL);
	assert_string_equal(text, "");
	free(text);
	text = shown(true, 100, "a line");
	assert_string_equal(text, "a line\n");
	free(text);
}

static void test_line_is_gone_at_the_end(void **state)
{
	(void)state;
	char *text = shown(true, 2500, "a line");
	assert_non_null(strstr(text, "[250 B of 1.00 kB, 25 %"));
	assert_non_null(strstr(text, "\r\033[Ka line\n"));
	const char *last = strrchr(text, '[');
	assert_non_null(last);
	assert_string_equal(last, "[Ka line\n"); /* of the sequence that erased it */
	free(text);
}

static void test_not_a_terminal(void **state)
{
	(void)state;
	char *text = shown(false, 1200, "a line");
	assert_string_equal(text, "a line\n");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_format),
		cmocka_unit_test(test_silent_at_first),
		cmocka_unit_test(test_line_is_gone_at_the_end),
		cmocka_unit_test(test_not_a_terminal),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
