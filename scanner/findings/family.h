/* SPDX-License-Identifier: MIT */
/* family: families of models by how names are written and by pieces of chat templates (catalog/signature.h). */
#ifndef LICET_FINDINGS_FAMILY_H
#define LICET_FINDINGS_FAMILY_H
#include "catalog/catalog.h"

#include <stdbool.h>
#include <stddef.h>

enum { FAMILIES = 16 };

struct families {
	const char *at[FAMILIES];
	size_t count;
};

/*
 * The families that the words of a model's name hint at: "lab/Tern-3.1-8B" has the words of "tern-3.1", and those of "tern-3" are
 * then part of that longer name.
 */
void families_of_name(const struct hints *hints, const char *name, struct families *out);
/*
 * The same; where the words tell nothing, the families that known weights of that model are counted to (findings/model_names.h).
 */
struct model_names;
void families_of_model(const struct hints *hints, struct model_names *known, const char *name, struct families *out);
void families_of_template(const struct hints *hints, const char *text, struct families *out);
/* Can both be true of one model? The same family, or one is the general word for the other ("tern" and "tern-3.1"). */
bool families_agree(const char *a, const char *b);
void families_add(struct families *f, const char *family); /* once; not beyond the bound */
bool families_have(const struct families *f, const char *family);

#endif
