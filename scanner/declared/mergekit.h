/* SPDX-License-Identifier: MIT */
/*
 * mergekit: the recipe of a merge, with every parent named: models[], slices[].sources[], experts[], base_model. As mergekit_config.yml, and in
 * cards as an example (model_card.c).
 */
#ifndef LICET_DECLARED_MERGEKIT_H
#define LICET_DECLARED_MERGEKIT_H
#include "declared/declared.h"

/* Claims each parent of the recipe, once, and how they were merged. What is no recipe has none. */
void mergekit_take(struct reading *r, const struct yaml *root);

#endif
