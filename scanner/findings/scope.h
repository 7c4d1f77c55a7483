/* SPDX-License-Identifier: MIT */
/*
 * scope: which documents speak of an artifact's weights, and which of something else that lies beside them.
 *
 * By place: a document in a folder of its own, which no weights lie in or below, speaks of that folder as soon as a document nearer to the
 * weights speaks of licensing: the license of an example, of a bundled library; one that is called after data or code ("datasets/") always
 * does. A folder that collects licenses, or that is called after the weights ("models/", "weights/") and lies beside what speaks of them,
 * is no such folder; "src/net/models/" is one of code, "tern/README.md" in a zoo of models is for those beside it, and
 * "weights/auk/README.md" with the fields of a hub and no weights is the card of a model of others. Where there are no weights a
 * MODEL_LICENSE counts wherever it lies. By name: LICENSE-CODE, DATA_LICENSE; and where there is a MODEL_LICENSE, a plain LICENSE beside
 * it is for the code.
 */
#ifndef LICET_FINDINGS_SCOPE_H
#define LICET_FINDINGS_SCOPE_H
#include "findings/scope_names.h"

/* A card that lists weights: "MODEL_ZOO.md", "pretrained.md". */
bool scope_lists_weights(const struct entry *e);
/* Is it called after the licenses of models or weights: "MODEL_LICENSES.md"? */
bool scope_lists_licenses(const struct entry *e);

/*
 * A card of a folder in a repository without weights, where models are released from folders of the code. What lies under a folder that
 * is called after third parties is theirs.
 */
bool scope_is_folder_card(const struct dossier *d, const struct entry *e);

/* One of several cards in a folder for cards, each of the model that it is called after: "model_cards/tern.md". */
bool scope_is_card_of_one(const struct dossier *d, const struct entry *e);

struct folder_text { /* a license whose text, or a part of it, is in a license file of a folder */
	const struct license *license;
	const struct match *match;
	const struct fact *fact;
	unsigned of;	   /* what the file's name, or a card, says it is for, as scope_of_name */
	bool of_component; /* one of several files that is called after something else: "LICENSE-wings" */
};

/*
 * Does it lie in a folder below one that collects licenses ("LICENSES/wren/COPYING"), which is called after what the license is of, or in one
 * that collects those of others ("third_party_licenses")?
 */
bool scope_is_in_collection(const struct dossier *d, const struct entry *e);

/*
 * The license texts of the folder that the first len bytes of a path name, each license once for what it is for, and rather where it is
 * whole; *n is 0 where it has none. They are read once, however often this is asked.
 */
const struct folder_text *scope_texts(const struct dossier *d, const char *path, size_t len, size_t *n);

/* The texts in the license file e were found to be for the code alone, whatever the file is called. */
void scope_leave_to_code(const struct dossier *d, const struct entry *e);

/* Is there a license file in the folder that the first len bytes of a path name? */
bool scope_has_license_file(const struct dossier *d, const char *path, size_t len);

/* Those of the folder of e, or of the next one above it that has one for weights. */
const struct folder_text *scope_texts_above(const struct dossier *d, const struct entry *e, size_t *n);

/* Fills d->folders, d->elsewhere and d->released. */
void scope_find(struct dossier *d);

/* The license files of the folder that the first len bytes of a path name, in the order of the group; *n is 0 where it has none. */
const struct entry *const *scope_license_files(const struct dossier *d, const char *path, size_t len, size_t *n);

/* Is a license text that is called after the weights in the entry's folder or, where there are no weights, in one below it? */
bool scope_holds_model_license(const struct dossier *d, const struct entry *e);

bool scope_is_elsewhere(const struct dossier *d, const struct entry *e); /* by its place */

/* No weights are here, and what is here is called like a program that runs a model of somebody: "tern-webui". */
bool scope_only_runs(const struct dossier *d);

/* Is a base model called like a folder of the artifact with weights in it ("tests/dummy-tern")? Then it is one of its own. */
bool scope_is_own_model(const struct dossier *d, const char *name);

/* Does it lie in a folder that collects licenses? */
bool scope_is_collected(const struct entry *e);

/*
 * The texts of the folder for which a file has the license of a component ("LICENSE-wings", or "licenses/LICENSE.wings", beside "LICENSE"),
 * those of components among them; NULL: the file is no such one.
 */
const struct folder_text *scope_texts_over_component(const struct dossier *d, const struct entry *e, size_t *n);

/* Is one of the folders that it lies in called after third parties, or does its path say so in several words ("third_party_libs")? */
bool scope_is_of_others(const struct dossier *d, const struct entry *e);

/* The artifact itself lies in such a folder: it was put there by somebody, with what its publisher says of it. */
bool scope_lies_with_others(const struct dossier *d);

/* Is one of the folders that it lies in called after what only shows or tries something ("demo_android/"), or adorns it ("fonts/")? */
bool scope_is_of_show(const struct dossier *d, const struct entry *e);

/*
 * Is one of the folders that the document lies in called like what is here ("tern/", "tern_pypi/"), or as its packages are ("python/"),
 * or does it say so itself (a manifest's name or address), and none after third parties, or after what only shows or tries something ("examples/")?
 */
bool scope_is_own_folder(const struct dossier *d, const struct entry *e);

/* "docs/index.md": the page that a site of what is here begins with. */
bool scope_is_front_page(const struct dossier *d, const struct entry *e);

#endif
