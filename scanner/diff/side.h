/* SPDX-License-Identifier: MIT */
/*
 * side: one side of a comparison: what `licet scan -f json` (schema licet-scan/1) or `licet hash` (licet-manifest/1) wrote. A
 * distribution that is scanned for a comparison becomes its own report first (scanner/sides.h), so that what a scan and its
 * report say cannot differ.
 *
 * A report is read as untrusted input (base/json_fields.h): strictly, bounded (no text is longer than --limit text-bytes), with
 * places in every error. Numbers, paths and words in it are whatever its writer wanted them to be; nothing is opened that it names.
 *
 * Everything lives in the side's arena, but the tables of tensors.
 */
#ifndef LICET_DIFF_SIDE_H
#define LICET_DIFF_SIDE_H
#include "base/limits.h"
#include "base/list.h"
#include "catalog/catalog.h"
#include "evidence/tensors.h"

/*
 * Paths of what a model has begin at its root ("LICENSE"); what lies above the root, and speaks for the model all the same, has its
 * whole path with a '/' before it.
 */
struct side_weights {
	const char *path, *sha256, *format, *pointer, *gap;
	const char *digest, *nameless; /* hex (evidence/tensors.h), or NULL */
	uint64_t size, tensors, parameters;
	const struct tensors *table; /* NULL: they are not listed */
};

struct side_claim {
	const char *license, *as_written, *source, *path;
	const char *name, *link; /* what stands beside it, or NULL */
};

struct side_text { /* a text that states terms */
	const char *path, *role, *sha256;
	const struct fingerprint *print; /* NULL: it has none */
};

struct side_match { /* a license that a text is, or that it mentions */
	const char *license, *name, *state, *path;
};

struct side_restriction {
	const char *kind, *title, *weight, *license, *path, *clause, *text, *fingerprint, *content;
	const char *entry; /* the path as the report has it */
	struct pairs values;
};

struct side_finding {
	const char *id, *severity, *verdict, *message, *remedy;
	const char *fingerprint, *content; /* what it is about, and what it says of that: hex (report/issues.h) */
};

struct side_model {
	const char *path, *name, *version, *verdict;
	const char *concluded;	       /* NULL: no license was concluded */
	const char *digest, *nameless; /* of all its weights, or NULL */
	struct list weights;	       /* struct side_weights */
	struct list claims, texts, matches, restrictions, findings;
};

struct side_problem { /* what could not be read, or a mere note */
	const char *severity, *id, *message, *path, *fingerprint;
};

struct side {
	struct arena arena;
	const char *name; /* as the user named it */
	const char *schema, *input, *policy, *verdict;
	struct {
		const char *version, *data_digest;
	} tool;
	struct {
		struct pairs limits; /* that were not the defaults */
		struct list fail_on; /* const char * */
	} parameters;
	bool terms;   /* it says licenses, restrictions and findings: a manifest does not */
	bool scanned; /* for this comparison, with the program and data of today */
	struct list models, problems;
	atomic_int_fast64_t tensors_left;
	struct tensors **tables; /* owned; those of the weights are lent from here */
	size_t n_tables, tables_capacity;
};

enum { SIDE_BYTES = 1 << 28 }; /* a longer report is not read */

/* The schema that the first bytes of a document of licet name, in the arena; NULL: it is none. */
const char *side_schema(const char *bytes, size_t len, struct arena *a);
/* s is initialised in any case, and side_release frees it. -1: ERR_DATA with line, column and field. */
int side_read(struct side *s, const char *name, const char *bytes, size_t len, const struct limits *l, struct err *e);
void side_release(struct side *s);
/* A table that somebody else has made becomes that of the file. NULL is fine. */
void side_share_tensors(struct side *s, struct side_weights *w, struct tensors *table);
size_t side_gaps(const struct side *s); /* what could not be read */
/* A path as seen from the model's root, as the paths of what a model has are written. */
const char *side_inner(const char *root, const char *path, struct arena *a);

#endif
