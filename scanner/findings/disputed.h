/* SPDX-License-Identifier: MIT */
/* disputed: of what a card says of all that is here, or of the weights, what it contradicts elsewhere. */
#ifndef LICET_FINDINGS_DISPUTED_H
#define LICET_FINDINGS_DISPUTED_H
#include "findings/dossier.h"

/* For each of d->said: is it disputed? In the dossier's arena. dossier_cut() where there are more pairs than are looked at. */
const bool *disputed_find(struct dossier *d);

#endif
