/* SPDX-License-Identifier: MIT */
/*
 * jsonl: JSON lines: a line for each model, with the fields of `artifacts` in -f json, and a last line for the scan with all else.
 * Each line says by "record" which of the two it is, so that the lines of many scans can be put into one file.
 */
#include "report/json_parts.h"
#include "report/report.h"
#include "report/results_json.h"
#include "report/shown.h"

static json_t *model_record(json_t *scan, json_t *artifact)
{
	json_t *o = json_pack("{s:s,s:O,s:O}", "record", "model", "schema", json_object_get(scan, "schema"), "input",
			      json_object_get(scan, "input"));
	json_object_update(o, artifact);
	return o;
}

static int write(const struct results *r, const struct output *out, struct err *e)
{
	json_t *scan = json_results(r), *artifacts = json_incref(json_object_get(scan, "artifacts")), *artifact;
	json_t *last = json_pack("{s:s}", "record", "scan");
	size_t i;
	int rc = 0;
	json_object_del(scan, "artifacts");
	json_array_foreach(artifacts, i, artifact)
	{
		if (rc == 0)
			rc = json_write(model_record(scan, artifact), JSON_COMPACT, out->to, e);
	}
	json_object_update(last, scan);
	json_decref(artifacts);
	json_decref(scan);
	if (rc == 0)
		return json_write(last, JSON_COMPACT, out->to, e);
	json_decref(last);
	return rc;
}

const struct report report_json_lines = {
	.id = "jsonl",
	.title = "JSON lines: one for each model, one for the scan",
	.write = write,
};
