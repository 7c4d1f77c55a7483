/* SPDX-License-Identifier: MIT */
/*
 * intentions: a card says what the model is meant for ("intended for academic research"), and its license lets others do more. That is no
 * term, but a word that whoever relies on the license should have read.
 */
#ifndef LICET_FINDINGS_INTENTIONS_H
#define LICET_FINDINGS_INTENTIONS_H
#include "findings/dossier.h"

/* Adds findings to d->artifact. Needs the conclusion, and what stands beside the license (findings/beside.h) to be found. */
void intentions_find(struct dossier *d);

#endif
