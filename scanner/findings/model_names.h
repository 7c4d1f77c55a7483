/* SPDX-License-Identifier: MIT */
/*
 * model_names: the names of models whose weights are known, with the families that those are counted to. The first questions
 * walk over all known rows; whoever asks more often gets a table, which takes some milliseconds to make, and after that each question is a
 * look into it. It may be asked from several threads.
 */
#ifndef LICET_FINDINGS_MODEL_NAMES_H
#define LICET_FINDINGS_MODEL_NAMES_H
#include "findings/family.h"

#include <pthread.h>

struct model_name;

struct model_names {
	const struct catalog *catalog;
	pthread_mutex_t lock; /* while the table is made */
	struct arena arena;
	struct model_name *at; /* sorted by hash, then as the rows are; NULL: not made yet */
	size_t count, capacity;
	unsigned asked; /* how often, before there was a table */
};

void model_names_init(struct model_names *m, const struct catalog *c);
void model_names_release(struct model_names *m);
/*
 * Adds the families of the known models that are called so, in the order of the rows. Case, punctuation and words for how the weights are
 * packed do not count ("other/Tern-8B-GGUF" for "lab/Tern-8B"), and neither does the owner, where the name has several words. A file that the
 * entry of a model has from another model's repository tells nothing of the model.
 */
void model_names_families(struct model_names *m, const char *name, struct families *out);

#endif
