/* SPDX-License-Identifier: MIT */
/*
 * package_terms: what the metadata of a package say of its license, where no known text contradicts it: held against the rest of the same
 * metadata, and against terms of the publisher's own in the license file beside them.
 */
#ifndef LICET_FINDINGS_PACKAGE_TERMS_H
#define LICET_FINDINGS_PACKAGE_TERMS_H
#include "findings/dossier.h"

/*
 * c is the first claim of its manifest, whose field for the license and whose classifiers name licenses that have none in common: the
 * first of the other sort; NULL. Several of one sort are a choice.
 */
const struct claim *package_contradicts_itself(const struct dossier *d, const struct claim *c);

/* The claim names no license, and is a classifier that says who is let in: "License :: Free for pear use". The kind of restriction; NULL. */
const struct kind *package_classifier_restricts(const struct dossier *d, const struct claim *c);

/* Such a classifier in the manifest of c, where nothing that the manifest names restricts use like that; NULL. */
const struct claim *package_keeps_out(const struct dossier *d, const struct claim *c);

/* A clause of the license file in the package's folder that keeps a trade out, as the claimed license does not; NULL. */
const struct fact *package_terms_against(const struct dossier *d, const struct claim *c);

#endif
