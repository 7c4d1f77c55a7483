/* SPDX-License-Identifier: MIT */
/*
 * twins: models of one distribution that have the same weights (by their digest, whatever files they are in) and different licenses.
 * A family and one of its members are no different ones.
 */
#ifndef LICET_FINDINGS_TWINS_H
#define LICET_FINDINGS_TWINS_H
#include "findings/artifact.h"

/* Of all artifacts: adds the finding same-weights-other-license to each that has such a twin. */
void twins_find(struct artifacts *as, const struct catalog *c);

#endif
