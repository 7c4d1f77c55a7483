/* SPDX-License-Identifier: MIT */
#include "sample.h"

#include "base/tty.h"
#include "report/json_parts.h"
#include "report/report.h"

#include <stdio.h>
#include <stdlib.h>

struct setting {
	struct evidence ev;
	struct artifacts as;
	struct arena arena;
	char *bytes; /* the last report */
	size_t len;
};

static int set_up(void **state)
{
	struct setting *s = mem_alloc(sizeof *s);
	evidence_init(&s->ev);
	arena_init(&s->arena);
	*state = s;
	return 0;
}

static int tear_down(void **state)
{
	struct setting *s = *state;
	artifacts_release(&s->as);
	evidence_release(&s->ev);
	arena_release(&s->arena);
	free(s->bytes);
	free(s);
	return 0;
}

static const char *report(struct setting *s, const char *id, const char *fail_on, struct output out)
{
	const struct policy *p;
	struct err e = {0};
	artifacts_release(&s->as);
	free(s->bytes);
	evidence_sort(&s->ev);
	artifacts_init(&s->as, &s->ev, &sample_catalog, "in", 1);
	assert_int_equal(policy_load(&sample_catalog, NULL, &fail_on, fail_on != NULL, &s->arena, &p, &e), 0);
	struct results r = {.catalog = &sample_catalog,
			    .input = "in",
			    .policy = p,
			    .evidence = &s->ev,
			    .artifacts = &s->as,
			    .stats = {.entries = 3, .bytes_read = 5000000000, .weights = 2, .texts = 1}};
	r.verdict = policy_apply(p, &s->as, &s->ev);
	out.to = open_memstream(&s->bytes, &s->len);
	const struct report *how = report_find(id);
	assert_non_null(how);
	assert_int_equal(how->write(&r, &out, &e), 0);
	fclose(out.to);
	return s->bytes;
}

static json_t *parsed(struct setting *s)
{
	json_error_t error;
	json_t *object = json_loads(report(s, "json", NULL, (struct output){.width = 80}), JSON_REJECT_DUPLICATES, &error);
	if (!object)
		fail_msg("line %d: %s", error.line, error.text);
	return object;
}

static void whole_model(struct setting *s)
{
	put_weights_file(&s->ev, "m/model-1.safetensors", 4900000000, NULL);
	put_weights_file(&s->ev, "m/model-2.safetensors", 123, "git-lfs");
	put_text(&s->ev, "m/LICENSE", HERON_1, MATCH_EDITED);
	put_card(&s->ev, "m/README.md", "wren");
	put_restriction(&s->ev, "m/LICENSE", 1, HERON_1,
			"You shall not, and shall not let others, sell or rent the model, its parts or anything that was made "
			"with it, for money or "
			"for anything that is worth money, unless a heron agreed to it in writing.",
			12);
	put_restriction(&s->ev, "m/LICENSE", 1, HERON_1, "No trade with birds.", 20);
	put_restriction(&s->ev, "m/LICENSE", 3, HERON_1, "Keep this notice.", 22);
	put_problem(&s->ev, "m/more.tar", "m/more.tar ends too early, at byte 7.");
}

static const char *string(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);
	return json_is_string(value) ? json_string_value(value) : NULL;
}

static void assert_keys(const json_t *object, const char *keys)
{
	char all[500] = "";
	for (void *i = json_object_iter((json_t *)(uintptr_t)object); i;
	     i = json_object_iter_next((json_t *)(uintptr_t)object, i))
		snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s", *all ? " " : "", json_object_iter_key(i));
	assert_string_equal(all, keys);
}

static void test_json(void **state)
{
	struct setting *s = *state;
	whole_model(s);
	json_t *object = parsed(s);
	assert_keys(object, "schema tool parameters input policy verdict artifacts diagnostics stats");
	assert_keys(json_object_get(object, "tool"), "name version data_digest");
	assert_string_equal(string(object, "verdict"), "incomplete");
	const json_t *a = json_array_get(json_object_get(object, "artifacts"), 0);
	assert_keys(a,
		    "path name version verdict weights weights_digest weights_digest_nameless declared texts detected concluded "
		    "concluded_how grants references restrictions lineage lineage_cut openness duties findings");
	assert_string_equal(string(a, "path"), "m");
	assert_true(json_is_null(json_object_get(a, "concluded")));
	const json_t *w = json_array_get(json_object_get(a, "weights"), 0);
	assert_keys(w, "path size sha256 format detail pointer");
	assert_int_equal(json_integer_value(json_object_get(w, "size")), 4900000000);
	assert_int_equal(strncmp(string(w, "sha256"), "abcd0000", 8), 0);
	assert_int_equal(strlen(string(w, "sha256")), 64);
	const json_t *d = json_array_get(json_object_get(a, "declared"), 0);
	assert_keys(d, "license resolved as_written name link source path line lost_because");
	assert_string_equal(string(d, "license"), "Wren");
	json_decref(object);
}

static void test_json_parts(void **state)
{
	struct setting *s = *state;
	whole_model(s);
	json_t *object = parsed(s);
	const json_t *a = json_array_get(json_object_get(object, "artifacts"), 0);
	const json_t *m = json_array_get(json_object_get(a, "detected"), 0);
	assert_keys(m, "license name state how similarity coverage path start end line_start line_end changes");
	assert_string_equal(string(m, "license"), "LicenseRef-heron-1");
	assert_true(json_real_value(json_object_get(m, "similarity")) < 1);
	const json_t *c = json_array_get(json_object_get(m, "changes"), 0);
	assert_keys(c, "op section words_added words_removed start end line text");
	const json_t *r = json_array_get(json_object_get(a, "restrictions"), 0);
	assert_keys(r, "kind title weight values license of source path line start end clause text rule fingerprint content");
	assert_string_equal(string(r, "kind"), "no-trade");
	assert_string_equal(string(r, "source"), "text");
	const json_t *f = json_array_get(json_object_get(a, "findings"), 0);
	assert_keys(f, "id severity verdict decided_by waiver message remedy evidence fingerprint content");
	assert_keys(json_array_get(json_object_get(f, "evidence"), 0), "path line start end what");
	const json_t *diagnostic = json_array_get(json_object_get(object, "diagnostics"), 0);
	assert_keys(diagnostic, "severity id message path offset line fingerprint");
	assert_int_equal(json_integer_value(json_object_get(diagnostic, "offset")), 7);
	json_decref(object);
}

static void test_json_values(void **state)
{
	(void)state;
	static const struct pair pairs[] = {
		{"limit", "700000000"}, {"regions", "EU,CN"}, {"as_of", "2024-07-23"}, {"phrase", "2024"}, {"percent", "007"}};
	json_t *values = json_values(&(struct pairs){pairs, 5});
	assert_int_equal(json_integer_value(json_object_get(values, "limit")), 700000000);
	assert_int_equal(json_array_size(json_object_get(values, "regions")), 2);
	assert_string_equal(string(values, "as_of"), "2024-07-23");
	assert_string_equal(string(values, "phrase"), "2024");
	assert_string_equal(string(values, "percent"), "007");
	json_decref(values);
}

static void test_json_bytes(void **state)
{
	struct setting *s = *state;
	put_weights_file(&s->ev, "caf\xE9/\x1B[31m.bin", 1, NULL);
	put_text(&s->ev, "caf\xE9/LICENSE", SWAN, MATCH_EXACT);
	json_t *object = parsed(s);
	const json_t *a = json_array_get(json_object_get(object, "artifacts"), 0);
	assert_string_equal(string(a, "path"), "caf\\xE9");
	assert_string_equal(string(a, "path_base64"), "Y2Fm6Q==");
	const json_t *w = json_array_get(json_object_get(a, "weights"), 0);
	assert_string_equal(string(w, "path"), "caf\\xE9/\x1B[31m.bin");
	assert_null(strchr(s->bytes, 0x1B)); /* JSON writes it \u001b */
	assert_null(string(json_array_get(json_object_get(a, "declared"), 0), "path_base64"));
	json_decref(object);
}

static void assert_has(const struct setting *s, const char *piece)
{
	if (!strstr(s->bytes, piece))
		fail_msg("'%s' is not in:\n%s", piece, s->bytes);
}

static void test_text(void **state)
{
	struct setting *s = *state;
	whole_model(s);
	report(s, "text", NULL, (struct output){.width = 80});
	assert_int_equal(strncmp(s->bytes, "INCOMPLETE  in\n", 15), 0);
	static const char *const pieces[] = {
		"License   none concluded",
		"Claims    Wren (\"wren\"), model-card, README.md:2",
		"LicenseRef-heron-1, edited (99 % alike), LICENSE:1",
		"What restricts you most",
		"    no-trade\n",
		"      > You shall not",
		"LICENSE:12",
		"… and 1 more clause; -f json lists them",
		"Duties that are easily met",
		"keep-notice",
		"LICENSE:22",
		"error claim-contradicts-text",
		"To do: ",
		"Weights: 2 files, 4.9 GB",
		"(pointer)",
		"problem: m/more.tar ends too early, at byte 7.",
	};
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
		assert_has(s, pieces[i]);
	report(s, "text", "no-trade", (struct output){.width = 80});
	assert_has(s, "FAIL  in\n  The policy \"default\" (--fail-on) denies restrictions of the kind no-trade");
}

static void test_text_width(void **state)
{
	struct setting *s = *state;
	whole_model(s);
	for (int width = 40; width <= 120; width += 20) {
		report(s, "text", NULL, (struct output){.width = width});
		for (const char *line = s->bytes; *line; line += strcspn(line, "\n") + 1)
			if (tty_width(line, strcspn(line, "\n")) > width)
				fail_msg("wider than %d: %.*s", width, (int)strcspn(line, "\n"), line);
	}
}

static void test_text_escapes(void **state)
{
	struct setting *s = *state;
	put_weights_file(&s->ev, "a\x1B[2J\nPASS/m\xFF.bin", 1, NULL);
	put_text(&s->ev, "a\x1B[2J\nPASS/LICENSE", OWL, MATCH_EXACT);
	put_restriction(&s->ev, "a\x1B[2J\nPASS/LICENSE", 1, OWL, "No \x1B]0;x\a trade \xE2\x80\xAE!", 3);
	put_declared(&s->ev, "a\x1B[2J\nPASS/LICENSE", "license", "\x1B[31mred", 3);
	report(s, "text", NULL, (struct output){.width = 80});
	assert_null(strchr(s->bytes, 0x1B));
	assert_null(strchr(s->bytes, '\a'));
	assert_null(strstr(s->bytes, "\xE2\x80\xAE"));
	assert_null(strstr(s->bytes, "\nPASS"));
	report(s, "text", NULL, (struct output){.width = 80, .color = true});
	assert_non_null(strchr(s->bytes, 0x1B));
	assert_null(strstr(s->bytes, "\x1B[2J"));
}

static void test_text_quiet(void **state)
{
	struct setting *s = *state;
	whole_model(s);
	report(s, "text", NULL, (struct output){.width = 80, .quiet = true});
	assert_null(strstr(s->bytes, "Weights"));
	assert_has(s, "INCOMPLETE");
}

static void assert_lacks(const struct setting *s, const char *piece)
{
	if (strstr(s->bytes, piece))
		fail_msg("'%s' is there", piece);
}

static void test_html(void **state)
{
	struct setting *s = *state;
	whole_model(s);
	struct restriction r = {.kind = &sample_kinds[1],
				.text = "No <b>trade</b>\nwith \"birds\" & 'fish'.\n\nNot ever \xE2\x80\xAE.",
				.before = "<script>alert(1)</script> ",
				.after = "\n- \x1B[31mred \xFF"};
	struct fact f = {
		.kind = FACT_RESTRICTION, .at = {.entry = "m/LICENSE", .start = 900, .end = 950, .line_start = 33}, .detail = &r};
	put(&s->ev, &f);
	report(s, "html", "no-trade", (struct output){.width = 80});
	static const char *const pieces[] = {
		"<!DOCTYPE html>",
		"default-src 'none'",
		"<strong class=\"verdict v-fail\">Fail</strong>",
		"data-kind=\"no-trade\"",
		"<mark>You shall not",
		"<span class=\"around\">&lt;script&gt;alert(1)&lt;/script&gt;</span> <mark>No &lt;b&gt;trade&lt;/b&gt; with "
		"&quot;birds&quot; &amp; &#39;fish&#39;.<br>Not ever \\u{202E}.</mark> <span class=\"around\"><br>- \\x1B[31mred "
		"\\xFF</span>",
		"<span class=\"path\">LICENSE:33</span>",
		"<code>denied-kind</code> <span class=\"effect\">fails</span>",
		"4,900,000,000 bytes",
		"only a pointer (git-lfs)",
		"m/more.tar ends too early, at byte 7.",
	};
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
		assert_has(s, pieces[i]);
	assert_lacks(s, "<script>alert");
	assert_lacks(s, "\x1B");
}

static void test_html_quotes_once(void **state)
{
	struct setting *s = *state;
	for (int i = 0; i < 3; i++) {
		char entry[3][32];
		snprintf(entry[0], 32, "m%d/LICENSE", i);
		snprintf(entry[1], 32, "m%d/x.safetensors", i);
		put_weights_file(&s->ev, entry[1], 5, NULL);
		put_text(&s->ev, entry[0], HERON_1, MATCH_EXACT);
		put_restriction(&s->ev, entry[0], 1, HERON_1, i < 2 ? "No trade with birds." : "No trade with fish.", 3);
	}
	report(s, "html", NULL, (struct output){.width = 80});
	assert_has(s, "The very same clauses as in <a href=\"#m1-terms\">m0</a>");
	const char *first = strstr(s->bytes, "<mark>No trade with birds.");
	assert_non_null(first);
	assert_null(strstr(first + 1, "<mark>No trade with birds."));
	assert_has(s, "<mark>No trade with fish.");
	assert_lacks(s, "\n<noscript>");
}

/* However many models there are, the page can be opened; what is not on it is counted. */
static void test_html_is_bounded(void **state)
{
	struct setting *s = *state;
	for (int i = 0; i < 15000; i++) {
		char entry[2][40];
		snprintf(entry[0], 40, "m%05d/README.md", i);
		snprintf(entry[1], 40, "m%05d/x.safetensors", i);
		put_card(&s->ev, entry[0], "wren");
		put_weights_file(&s->ev, entry[1], 5, NULL);
	}
	report(s, "html", NULL, (struct output){.width = 80});
	assert_in_range(s->len, 17000000, 20000000);
	assert_has(s, "more models; the JSON report lists them");
	assert_has(s, "\n<noscript>");
	assert_has(s, "</html>");
}

static void test_writing_fails(void **state)
{
	struct setting *s = *state;
	whole_model(s);
	report(s, "text", NULL, (struct output){.width = 80}); /* makes the artifacts */
	const struct policy *p;
	assert_int_equal(policy_load(&sample_catalog, NULL, NULL, 0, &s->arena, &p, NULL), 0);
	struct results r = {.catalog = &sample_catalog, .input = "in", .policy = p, .evidence = &s->ev, .artifacts = &s->as};
	size_t n;
	const struct report *const *all = report_table(&n);
	for (size_t i = 0; i < n; i++) {
		FILE *full = fopen("/dev/full", "w");
		struct err e = {0};
		if (!full)
			skip();
		assert_int_equal(all[i]->write(&r, &(struct output){.to = full, .width = 80}, &e), -1);
		assert_int_equal(e.code, ERR_SYSTEM);
		fclose(full);
	}
	assert_null(report_find("no-such-report"));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_json),	  TEST(test_json_parts), TEST(test_json_values),      TEST(test_json_bytes),
		TEST(test_text),	  TEST(test_text_width), TEST(test_text_escapes),     TEST(test_text_quiet),
		TEST(test_writing_fails), TEST(test_html),	 TEST(test_html_quotes_once), TEST(test_html_is_bounded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
