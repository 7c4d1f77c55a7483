/* SPDX-License-Identifier: MIT */
/*
 * diff: what changed from one side to another, model by model: shares of tensors, licenses, claims, texts, restrictions, findings
 * and verdicts (deltas.def).
 *
 * Models are paired by path, then by the digest of their weights, then by name, and the last one of each side with one another.
 * Everything lives in the arena and borrows from both sides.
 */
#ifndef LICET_DIFF_DIFF_H
#define LICET_DIFF_DIFF_H
#include "diff/side.h"

enum delta_number {
#define DELTA(symbol, id, weight, title) DELTA_##symbol,
#include "diff/deltas.def"
#undef DELTA
	N_DELTAS
};

enum delta_weight { DELTA_IS_NOTE, DELTA_IS_DIFFERENCE, DELTA_IS_ALARM };

struct delta_info {
	const char *id, *title;
	enum delta_weight weight;
};

extern const struct delta_info delta_table[N_DELTAS];

struct section_change {
	const char *from, *to;		       /* labels, "" for none; NULL: only on the other side */
	uint32_t words_from, words_to, common; /* common: in both, in the same order */
};

struct delta {
	enum delta_number number;
	const char *what;		       /* file, kind of restriction, finding, source of a claim; NULL */
	const char *from, *to;		       /* NULL: it was not, it is not there */
	const struct section_change *sections; /* of a text: those that are not the same */
	size_t n_sections;
};

enum tensor_fate { FATE_SAME, FATE_RENAMED, FATE_CHANGED, FATE_RETYPED, FATE_ADDED, FATE_MISSING, FATE_UNKNOWN, N_FATES };

struct tensor_delta {
	enum tensor_fate fate;
	const char *name, *was;	     /* was: another name before, or NULL */
	const char *form, *form_was; /* "F32 [2,3]"; NULL where it is not there */
};

struct tensor_share {
	uint64_t tensors, parameters;
};

enum weights_state { WEIGHTS_NONE, WEIGHTS_SAME, WEIGHTS_DIFFERENT, WEIGHTS_NOT_COMPARED };

struct weights_diff {
	enum weights_state state;
	bool counted;			     /* every tensor's fate is known */
	const char *why;		     /* not, as a sentence; NULL */
	struct tensor_share a, b;	     /* all there are */
	struct tensor_share shares[N_FATES]; /* of b, but for what is missing there */
	const struct tensor_delta *at;	     /* those that are not the same, sorted by fate and name; bounded */
	size_t count, left_out;
};

struct model_diff {
	const struct side_model *a, *b; /* NULL: it is new, it is gone */
	struct weights_diff weights;
	struct delta *deltas; /* sorted by number */
	size_t count, capacity;
};

struct diff {
	const struct side *a, *b;
	struct arena *arena;
	struct model_diff *models;
	size_t count;
	const char **notes; /* sentences: what a side cannot say, and what else may be the reason of a difference */
	size_t n_notes, notes_capacity;
	uint64_t text_work; /* that is left for comparing sections; 0: some were not compared */
	struct tensor_share a_tensors, b_tensors, shares[N_FATES]; /* of all models together */
};

enum { TENSORS_LISTED = 1000 }; /* deltas of tensors of a model that are kept */

/* diff_release frees what does not live in the arena. */
void diff_make(struct diff *d, const struct side *a, const struct side *b, struct arena *arena);
void diff_release(struct diff *d);
bool diff_is_same(const struct diff *d);     /* nothing weighs more than a note */
bool diff_is_complete(const struct diff *d); /* both sides read everything, and all weights could be compared */
size_t diff_alarms(const struct diff *d);
const char *tensor_fate_name(enum tensor_fate f);     /* same, renamed, changed, retyped, added, missing, unknown */
const char *weights_state_name(enum weights_state s); /* none, same, different, not-compared */

/* For the parts of the comparison. */
void delta_add(struct model_diff *m, struct delta d);
void weights_compare(struct model_diff *m, struct arena *a); /* weights.c */
void terms_compare(struct model_diff *m, struct arena *a);   /* terms.c: licenses, claims, restrictions, findings */
void texts_compare(struct diff *d, struct model_diff *m);    /* texts.c */

#endif
