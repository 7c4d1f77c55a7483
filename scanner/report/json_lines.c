/* SPDX-License-Identifier: MIT */
/*
 * jsonl: JSON lines: a line for each model, with the fields of `artifacts` in -f json, and a last line for the scan with all else.
 * Each line says by "record" which of the two it is, so that the lines of many scans can be put into one file.
 */
#include "report/json_parts.h"
#include "report/report.h"
#include "report/results_json.h"
#include "report/shown.h"
#include "report/json_text.h"

#include <stdio.h>

struct lines {
	json_t *scan; /* without the artifacts */
	FILE *to;
};

static json_t *model_record(const void *ctx, json_t *artifact)
{
	json_t *scan = ((const struct lines *)ctx)->scan;
	json_t *o = json_object();
	json_put(o, "record", json_string_nocheck("model"));
	json_put(o, "schema", json_string_nocheck(json_string_value(json_object_get(scan, "schema"))));
	json_put(o, "input", json_string_nocheck(json_string_value(json_object_get(scan, "input"))));
	json_object_update(o, artifact);
	json_decref(artifact);
	return o;
}

static int put(const void *ctx, size_t number, const char *text, size_t len, struct err *e)
{
	(void)number;
	return fwrite(text, 1, len, ((const struct lines *)ctx)->to) == len
		       ? 0
		       : err_set(e, ERR_SYSTEM, "the report could not be written");
}

static int write(const struct results *r, const struct output *out, struct err *e)
{
	struct results_json j;
	results_json_init(&j, r, true);
	struct lines lines = {.scan = json_scan(&j), .to = out->to};
	const struct artifact_writer w = {.wrap = model_record, .write = put, .ctx = &lines, .style = JSON_IN_A_LINE};
	json_object_del(lines.scan, "artifacts");
	int rc = json_artifacts_write(&j, &w, e);
	json_t *last = json_pack("{s:s}", "record", "scan");
	json_object_update(last, lines.scan);
	json_decref(lines.scan);
	results_json_release(&j);
	if (rc == 0)
		return json_write(last, JSON_IN_A_LINE, out->to, e);
	json_decref(last);
	return rc;
}

const struct report report_json_lines = {
	.id = "jsonl",
	.title = "JSON lines: one for each model, one for the scan",
	.write = write,
};
