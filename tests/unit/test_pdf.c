/* SPDX-License-Identifier: MIT */
/* Lines to paragraphs; and what the parent says however the child process ends. */
#include "text/pdf.h"
#include "text/pdf_lines.h"
#include "text/pdf_server.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- lines -------------------- */

/* A line of 10 points on page p, n lines below the top, from column `left` to `right`. */
static struct pdf_line line(uint32_t page, double n, double left, double right, const char *text)
{
	return (struct pdf_line){.text = text,
				 .len = strlen(text),
				 .left = left,
				 .right = right,
				 .top = 100 + 12 * n,
				 .bottom = 110 + 12 * n,
				 .page = page};
}

static void assert_joined(struct pdf_line *lines, size_t n, const char *expected)
{
	BUF_AUTO struct buf out;
	buf_init(&out, 10000);
	pdf_lines_join(lines, n, &out);
	assert_string_equal(buf_str(&out), expected);
}

static void test_paragraphs(void **state)
{
	(void)state;
	struct pdf_line lines[] = {
		line(0, 0, 72, 200, "Title"),
		line(0, 2, 72, 500, "You may run the model as long as you keep"),
		line(0, 3, 72, 300, "to these terms."),
		line(0, 4, 72, 500, "You may change it, and pass on what you have"),
		line(0, 5.5, 72, 500, "changed, however far apart the lines are"),
		line(0, 7, 72, 400, "set."),
		line(0, 9, 72, 500, "The end of this paragraph stands at the margin."),
		line(0, 10, 100, 500, "An indent begins another one."),
	};
	assert_joined(lines, 8,
		      "Title\n\nYou may run the model as long as you keep\nto these terms.\n\nYou may change it, and pass on "
		      "what you have\n"
		      "changed, however far apart the lines are\nset.\n\nThe end of this paragraph stands at the margin.\n\n"
		      "An indent begins another one.\n");
}

static void test_pages(void **state)
{
	(void)state;
	struct pdf_line lines[] = {
		line(0, 0, 72, 200, "Heron 1 of 3"), line(0, 2, 72, 500, "One sentence goes over the end of"),
		line(0, 50, 300, 310, "- 1 -"),	     line(1, 0, 72, 200, "Heron 2 of 3"),
		line(1, 2, 72, 300, "the page."),    line(1, 50, 300, 310, "Page 2 of 3"),
		line(2, 0, 72, 200, "Heron 3 of 3"), line(2, 2, 72, 500, "12"),
		line(2, 3, 72, 500, "months pass."), line(2, 50, 300, 310, "第 3 页"),
	};
	assert_joined(lines, 10, "One sentence goes over the end of\nthe page.\n\n12\nmonths pass.\n");
}

static void test_hyphens(void **state)
{
	(void)state;
	struct pdf_line lines[] = {
		line(0, 0, 72, 500, "the Heron-"),
		line(0, 1, 72, 500, "Large model of 70B-"),
		line(0, 2, 72, 500, "instruct, and its deriva-"),
		line(0, 3, 72, 500, "tives"),
	};
	assert_joined(lines, 4, "the Heron-Large model of 70B-instruct, and its deriva-\ntives\n");
}

/* Without places there are lines only. */
static void test_no_geometry(void **state)
{
	(void)state;
	struct pdf_line lines[] = {{.text = "One.", .len = 4}, {.text = "Two.", .len = 4}};
	assert_joined(lines, 2, "One.\nTwo.\n");
	assert_joined(lines, 0, "");
}

/* --- the child's endings -------------------- */

static const char whole[] = "%PDF-1.4\nnothing that the helper looks at\n%%EOF\n";
static const char *script;

/* Plays the child. */
static int play(const struct limits *limits, bool confined)
{
	(void)limits;
	if (confined)
		return 0;
	execl("/bin/sh", "sh", "-c", script, (char *)NULL);
	return 1;
}

/* Runs a shell script in the place of the child. */
static const char *run_child(const char *what, const char *bytes, size_t len, struct buf *out, struct err *e)
{
	struct limits l;
	const char *id = "";
	limits_init(&l);
	l.pdf_seconds = 1;
	l.text_bytes = 4096;
	script = what;
	assert_int_equal(pdf_server_start(play, &l, false, NULL), 0);
	buf_init(out, (size_t)l.text_bytes);
	int rc = pdf_read(bytes, len, out, &id, e);
	pdf_server_stop();
	assert_int_equal(rc < 0, *id != 0);
	return id;
}

static void test_endings(void **state)
{
	(void)state;
	static const struct {
		const char *script, *id, *text;
	} cases[] = {
		{"echo some text", "", "some text\n"},
		{"head -c 8", "", "%PDF-1.4"}, /* it gets the bytes */
		{"echo beginning; exit 40", "limit", "beginning\n"},
		{"echo beginning; exit 41", "damaged", "beginning\n"},
		{"exit 42", "no-text", ""},
		{"exit 43", "damaged", ""},
		{"exit 44", "encrypted", ""},
		{"exit 45", "no-pdf", ""},
		{"exit 46", "system", ""},
		{"exit 1", "limit", ""},
		{"kill -SEGV $$", "damaged", ""},
		{"kill -XCPU $$", "limit", ""},
		{"exec sleep 60", "limit", ""},
		{"trap '' TERM XCPU; sleep 60 & wait", "limit", ""},
		{"yes x", "limit", NULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		BUF_AUTO struct buf out;
		struct err e = {0};
		const char *id = run_child(cases[i].script, whole, sizeof whole - 1, &out, &e);
		if (strcmp(id, cases[i].id) != 0)
			fail_msg("%s: '%s', not '%s' (%s)", cases[i].script, id, cases[i].id, e.text);
		if (cases[i].text)
			assert_string_equal(buf_str(&out), cases[i].text);
		assert_true(!*id == !*e.text);
		assert_true(out.len <= 4096);
	}
}

static void test_truncated(void **state)
{
	(void)state;
	BUF_AUTO struct buf out;
	struct err e = {0};
	assert_string_equal(run_child("echo text", whole, 30, &out, &e), "truncated");
	assert_string_equal(buf_str(&out), "text\n");
}

static void *read_one(void *text)
{
	struct err e;
	const char *id = "";
	buf_init(text, 100);
	return pdf_read(whole, sizeof whole - 1, text, &id, &e) < 0 ? text : NULL;
}

static void test_several_at_once(void **state)
{
	(void)state;
	enum { THREADS = 8 };
	struct limits l;
	pthread_t threads[THREADS];
	struct buf texts[THREADS];
	limits_init(&l);
	l.pdf_seconds = 60; /* the machine may be busy */
	script = "sleep 0.2; echo text";
	assert_int_equal(pdf_server_start(play, &l, false, NULL), 0);
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, read_one, &texts[i]), 0);
	for (int i = 0; i < THREADS; i++) {
		void *why;
		pthread_join(threads[i], &why);
		assert_null(why);
		assert_string_equal(buf_str(&texts[i]), "text\n");
		buf_release(&texts[i]);
	}
	pdf_server_stop();
}

static void test_no_server(void **state)
{
	(void)state;
	struct err e = {0};
	const char *id;
	BUF_AUTO struct buf out;
	buf_init(&out, 100);
	assert_int_equal(pdf_read(whole, sizeof whole - 1, &out, &id, &e), -1);
	assert_string_equal(id, "no-pdf");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_paragraphs),	cmocka_unit_test(test_pages),	  cmocka_unit_test(test_hyphens),
		cmocka_unit_test(test_no_geometry),	cmocka_unit_test(test_endings),	  cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_several_at_once), cmocka_unit_test(test_no_server),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
