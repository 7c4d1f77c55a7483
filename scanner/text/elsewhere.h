/* SPDX-License-Identifier: MIT */
/*
 * elsewhere: licenses that a text says the weights, or a part of what is here, to be under, and that no record has: where an address
 * leads, or by their names alone. Whether a text of theirs is here is not asked.
 */
#ifndef LICET_TEXT_ELSEWHERE_H
#define LICET_TEXT_ELSEWHERE_H
#include "catalog/catalog.h"
#include "text/text.h"

enum { ELSEWHERE_MAX = 32 };

struct elsewhere {
	struct span sentence;
	uint32_t link;
	bool beside; /* the sentence names a known license, too: "under the Pear License and the [Birds Model License](…)" */
};

/*
 * Sentences that say that a license of the weights that is not known is where an address leads: "The use of the weights follows the
 * license in [that repository](…)", and below "Weights:" the item "Tern-3B: [Plum License](…)". Returns how many there are, at most ELSEWHERE_MAX.
 * Sets *cut where the text names more licenses than are looked up, or as many as are returned, and leaves it alone else.
 */
size_t elsewhere_linked(const struct catalog *c, const struct text *t, struct elsewhere out[ELSEWHERE_MAX], bool *cut);

/*
 * The first sentence that says that models have several licenses, and not which: "Licenses of the models vary.", or *another, that the
 * license of the weights is not that of the code: "The weights have a separate license." False: there is none.
 */
bool elsewhere_differ(const struct catalog *c, const struct text *t, struct span *sentence, bool *another);

/* "Each directory has its own license, see there": all that a short license file says. */
bool elsewhere_by_folder(const struct catalog *c, const struct text *t);

struct unknown_name {
	struct span span; /* in plain */
	bool of_part;	  /* and not of the weights */
	struct span row;  /* of a table, which names the model that it is the license of; else empty */
};

/*
 * Names of licenses that no record has and that the weights are said to be under, or below a heading about licensing what a label
 * names: "The weights are under the terms of the Plum Parameters License", "VAE: Plum License", "released under PSL-1.0"; or what a cell in
 * a column of licenses holds. Returns how many there are, at most
 * ELSEWHERE_MAX; *cut as above.
 */
size_t elsewhere_named(const struct catalog *c, const struct text *t, struct unknown_name out[ELSEWHERE_MAX], bool *cut);

/*
 * "Licensed under the Plum Proprietary License." in the first `most` bytes of a source file, where no record has that name: its words in plain.
 * What is only like a license, and said to be in a file ("the Pear-style license found in LICENSE"), is no name.
 */
bool elsewhere_head(const struct catalog *c, const struct text *t, uint32_t most, struct span *name);

#endif
