/* SPDX-License-Identifier: MIT */
/*
 * report/: what is found in any files (tree.h), in all formats. Whatever the files and their names hold: what is written is UTF-8 without
 * control characters; JSON is JSON and XML is XML; and a report read again says what it said.
 */
#define _GNU_SOURCE
#include "base/utf8.h"
#include "diff/diff.h"
#include "report/diff_report.h"
#include "report/report.h"
#include "scanning.h"
#include "tree.h"

#include <expat.h>
#include <jansson.h>

struct written {
	char *bytes;
	size_t len;
};

static void complain(const char *id, const char *why)
{
	fprintf(stderr, "%s: %s\n", id, why);
	__builtin_trap();
}

static void check_characters(const char *id, const struct written *w)
{
	for (size_t i = 0, n; i < w->len; i += n) {
		uint32_t code = 0;
		n = utf8_decode(w->bytes + i, w->len - i, &code);
		if (!n || (code < 0x20 && code != '\n' && code != '\t' && code != '\r') || (code >= 0x7F && code < 0xA0))
			complain(id, "there is a byte or a character that nobody should get to see");
	}
}

static void check_json(const char *id, const char *bytes, size_t len)
{
	json_error_t e;
	json_t *value = json_loadb(bytes, len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL, &e);
	if (!value)
		complain(id, e.text);
	json_decref(value);
}

static void check_lines(const char *id, const struct written *w)
{
	for (const char *at = w->bytes, *end; *at; at = end + 1) {
		end = strchr(at, '\n');
		if (!end)
			complain(id, "the last line has no end");
		check_json(id, at, (size_t)(end - at));
	}
}

static void check_xml(const char *id, const struct written *w)
{
	XML_Parser p = XML_ParserCreate(NULL);
	if (XML_Parse(p, w->bytes, (int)w->len, 1) != XML_STATUS_OK)
		complain(id, XML_ErrorString(XML_GetErrorCode(p)));
	XML_ParserFree(p);
}

static struct output output_to(struct written *w)
{
	return (struct output){.to = open_memstream(&w->bytes, &w->len), .width = 80};
}

/* What the report says is what it says: compared with itself it is the same, in words too. */
static void check_again(const struct results *r, const struct written *w)
{
	ARENA_AUTO struct arena a;
	struct side side;
	struct diff d;
	struct err e;
	size_t n;
	const struct diff_report *const *formats = diff_report_table(&n);
	arena_init(&a);
	if (side_read(&side, "x.json", w->bytes, w->len, r->limits, &e) < 0)
		complain("json", e.text);
	diff_make(&d, &side, &side, &a);
	if (!diff_is_same(&d))
		complain("json", "it differs from itself");
	for (size_t i = 0; i < n; i++) {
		struct written said = {0};
		struct output out = output_to(&said);
		if (formats[i]->write(&d, &out, &e) < 0)
			complain(formats[i]->id, e.text);
		fclose(out.to);
		check_characters(formats[i]->id, &said);
		free(said.bytes);
	}
	diff_release(&d);
	side_release(&side);
}

static void check(const struct results *r, const char *id, const struct written *w)
{
	static const char *const json[] = {"json", "sarif", "cyclonedx", "cyclonedx-1.7", "spdx", "spdx-2.3", "gitlab"};
	check_characters(id, w);
	for (size_t i = 0; i < sizeof json / sizeof *json; i++)
		if (!strcmp(id, json[i]))
			check_json(id, w->bytes, w->len);
	if (!strcmp(id, "json"))
		check_again(r, w);
	if (!strcmp(id, "jsonl"))
		check_lines(id, w);
	if (!strcmp(id, "junit"))
		check_xml(id, w);
}

static void write_all(const struct evidence *evidence, const struct artifacts *artifacts, enum verdict verdict)
{
	struct results r = {.catalog = &scanning()->catalog,
			    .input = "fuzz",
			    .policy = scanning()->policy,
			    .limits = &scanning()->limits,
			    .evidence = evidence,
			    .artifacts = artifacts,
			    .verdict = verdict,
			    .tensors = true};
	size_t n;
	const struct report *const *formats = report_table(&n);
	for (size_t i = 0; i < n; i++) {
		struct written w = {0};
		struct output out = output_to(&w);
		struct err e = {0};
		if (formats[i]->write(&r, &out, &e) < 0)
			complain(formats[i]->id, e.text);
		fclose(out.to);
		check(&r, formats[i]->id, &w);
		free(w.bytes);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	scan_and_judge(tree_make(data, size), write_all);
	tree_remove();
	return 0;
}
