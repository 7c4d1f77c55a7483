/* SPDX-License-Identifier: MIT */
/*
 * scope_names: what names and clauses speak of (rules/subjects.yaml), and whether they mean what is here.
 */
#ifndef LICET_FINDINGS_SCOPE_NAMES_H
#define LICET_FINDINGS_SCOPE_NAMES_H
#include "findings/dossier.h"

enum { SCOPE_NAME_BYTES = 256 };

/* Folds the first len bytes of a name as alias_fold does; "" where they are too many for one. */
void scope_fold_name(const char *name, size_t len, char folded[SCOPE_NAME_BYTES]);

/* Subjects (enum said_of) that the name of a file, or of a folder, says it is for; 0: it says none. */
unsigned scope_of_name(const struct catalog *c, const char *name, size_t len);
unsigned scope_of_entry(const struct dossier *d, const struct entry *e); /* by the entry's own name, without its folders */

/* Subjects that a clause speaks of, SAID_OF_OTHERS too; in Chinese, where words are not parted, those whose names stand anywhere in it. */
unsigned scope_of_clause(const struct catalog *c, const char *clause);

/* Is the folder called "third_party", or another way of saying that what is in it is somebody else's? */
bool scope_names_others(const struct catalog *c, const char *name, size_t len);

/* What the artifact is called, without its owner: "tern" of "owner+tern", or of "owner__tern". */
const char *scope_own_name(const struct dossier *d);
/* How many bytes of the name are its owner's; 0: it tells none. */
size_t scope_owner(const char *name);

/*
 * Is one of the words in the line what the artifact is called, or the name of a sibling? "Tern-7B" and "tern-chat" are those of "tern",
 * "owner+tern" and "Tern2".
 */
bool scope_names_artifact(const struct dossier *d, const char *line);

/* Is the artifact called by its whole name, however its words are joined? "Great Tern" is "owner+great_tern". */
bool scope_calls_artifact(const struct dossier *d, const char *line);

/* The same by the longer of its own name and that of its place: "Tern-7B", where its own name is "Tern". */
bool scope_calls_by_longest(const struct dossier *d, const char *line);

/*
 * Does the line name a model that a card says to be released from here, where that has another name than the artifact ("We release
 * Tern-7B")? "Tern" is named by "Tern-7B", and the other way round.
 */
bool scope_names_released(const struct dossier *d, const char *line);

/*
 * Does the line name weights that are here, by their file or by the folder that they lie in ("tern-7b/model.safetensors")? True, too, where
 * there are more to look at than LINK_WORK.
 */
bool scope_names_weights(struct dossier *d, const char *line);
/* The same of one file of weights. */
bool scope_names_file(struct dossier *d, const struct entry *e, const char *line);

#endif
