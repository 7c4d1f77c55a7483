/* SPDX-License-Identifier: MIT */
/*
 * package_claims: the license that the metadata of a package name, held against the text beside them; of a package of the publisher's that
 * lies in a folder of its own without a license file, against the nearest text above. Where there is no text at all, against what cards say of
 * all that is here, or of the code: what is said of the weights alone is nothing to the package.
 */
#ifndef LICET_FINDINGS_PACKAGE_CLAIMS_H
#define LICET_FINDINGS_PACKAGE_CLAIMS_H
#include "findings/dossier.h"

/* Adds the findings to d->artifact, one for each package. Needs the conclusion. */
void package_claims_find(struct dossier *d);

#endif
