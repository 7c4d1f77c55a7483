/* SPDX-License-Identifier: MIT */
/*
 * signature: architectures of well-known models (licenses/known/signatures.tsv), and what else hints at a family of models: how
 * its names are written (names.tsv) and what only its chat templates have (templates.tsv); and the licenses that families and single
 * models were published under (families.tsv, models.tsv). All are facts in tables of text.
 */
#ifndef LICET_CATALOG_SIGNATURE_H
#define LICET_CATALOG_SIGNATURE_H
#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

enum dimension { /* in this order facts and tables name them (dimension_name) */
		 DIM_VOCAB,
		 DIM_HIDDEN,
		 DIM_LAYERS,
		 DIM_INTERMEDIATE,
		 DIM_HEADS,
		 DIM_KV_HEADS,
		 DIM_Q_ROWS,  /* of the query projection: heads × head size */
		 DIM_KV_ROWS, /* of the key projection */
		 DIM_ROPE,    /* base of the rotary positions */
		 N_DIMENSIONS
};

struct architecture {
	const char *model, *family;
	const char *type;	     /* model_type of its config.json, or "" */
	uint64_t size[N_DIMENSIONS]; /* 0: not known or not there */
};

struct family_mark { /* a name, or a piece of a chat template, and the family that it hints at */
	const char *mark, *family;
	uint16_t first, last; /* mark_pair() of the first and of the last two letters of the mark; 0 when it has no two */
};

enum { MARK_PAIRS = 1024 };

/* A number for two letters, 1 to MARK_PAIRS: most marks are not in most names, and two of its pairs tell. */
static inline unsigned mark_pair(const char *at)
{
	return 1 + ((unsigned char)at[0] * 31u + (unsigned char)at[1]) % MARK_PAIRS;
}

#define FAMILY_UNRECORDED "?" /* in the place of a license: terms of the publisher's own that no record has */

struct family_license { /* what the publisher's models of the family are under: an expression; OR: some of them this, some that */
	const char *family, *license;
};

struct model_license {		     /* a model by its name, folded by alias_fold */
	const char *model, *license; /* "" when it was never released, so that nobody can have a license for it */
	bool never_released;
};

struct hints {
	const struct architecture *signatures;
	uint32_t n_signatures;
	const struct family_mark *names; /* mark folded by alias_fold, with a '*' where a word may go on; longest first */
	uint32_t n_names;
	const struct family_mark *templates;
	uint32_t n_templates;
	const struct family_license *families;
	uint32_t n_families;
	const struct model_license *models; /* sorted by model */
	uint32_t n_models;
};

const char *dimension_name(enum dimension d); /* key of FACT_META and column: "vocab_size" */

/* One table each, laid over *out. ERR_DATA with "path:line: sentence". What they make lives in the arena. */
int signatures_read(const char *path, const char *bytes, struct arena *a, struct hints *out, struct err *e);
int family_names_read(const char *path, const char *bytes, struct arena *a, struct hints *out, struct err *e);
int family_licenses_read(const char *path, const char *bytes, struct arena *a, struct hints *out, struct err *e);
int model_licenses_read(const char *path, const char *bytes, struct arena *a, struct hints *out, struct err *e);
int family_templates_read(const char *path, const char *bytes, struct arena *a, struct hints *out, struct err *e);

#endif
