/* SPDX-License-Identifier: MIT */
/*
 * results_json: -f json in pieces, for formats that cut it otherwise: the scan, and each of its artifacts. Of many artifacts only a few
 * are held as JSON at a time.
 */
#ifndef LICET_REPORT_RESULTS_JSON_H
#define LICET_REPORT_RESULTS_JSON_H
#include "report/issues.h"
#include "report/json_text.h"

#include <jansson.h>

struct results_json {
	const struct results *results;
	struct arena arena;
	struct issues issues;
	size_t *first;	    /* of each artifact: the number of its first issue; at the end those of the gaps */
	size_t *first_text; /* of each artifact: the number of its first text; at the end how many there are */
	bool *told; /* of each text: the words of the same text stand with an artifact before; NULL: each artifact tells all */
};

/* apart: each artifact is to be read without the others. */
void results_json_init(struct results_json *j, const struct results *r, bool apart);
void results_json_release(struct results_json *j);

/* New references. */
json_t *json_scan(const struct results_json *j); /* all but the artifacts, of which the list is empty */
json_t *json_artifact(const struct results_json *j, size_t number);
json_t *json_results(const struct results *r); /* the whole of it */

struct artifact_writer {
	json_t *(*wrap)(const void *ctx,
			json_t *artifact); /* what is written of an artifact; it takes the reference and gives one */
	/* Writes its text, which ends in a line end. Called in the order of the artifacts, by one thread at a time. -1: it failed. */
	int (*write)(const void *ctx, size_t number, const char *text, size_t len, struct err *e);
	const void *ctx;
	enum json_style style;
};

/* Makes the texts of all artifacts, on the threads that may work on them. */
int json_artifacts_write(const struct results_json *j, const struct artifact_writer *w, struct err *e);

#endif
