/* SPDX-License-Identifier: MIT */
/*
 * claims: what the publisher declares, resolved against the catalog.
 *
 * A claim is resolved as an SPDX expression, as a name that the catalog knows, or as the address of a license. One that
 * leaves the name open ("other", "see LICENSE") is resolved through the name or the file that stands with it in the
 * same document.
 */
#ifndef LICET_FINDINGS_CLAIMS_H
#define LICET_FINDINGS_CLAIMS_H
#include "findings/dossier.h"

/* Fills d->claims and d->artifact->declared, then d->statements. */
void claims_collect(struct dossier *d);

/* All claims are those of packages in folders of their own. */
bool claims_are_elsewhere(const struct dossier *d);

/* Once the license is concluded: why claims are not what it is (`lost` of d->artifact->declared). */
void claims_tell_lost(struct dossier *d);

void statements_put_vague_last(struct dossier *d);
bool statement_is_vague(const struct statement *s); /* it names a family of licenses and not which of them */

/* What the words name, or NULL. */
const struct expression *claim_resolve(const struct catalog *c, const char *words, struct arena *a);

/* The license, and no exception, whose page the address is; NULL: it is no address, or that of nothing that is known. */
const struct license *claim_page(const struct catalog *c, const char *address);

/* An address, be it without its scheme: "www.…", or that of a license that is known. */
bool claim_is_address(const struct catalog *c, const char *s);

/* The license that a claim names: its value, or, when it is for a part ("<license> for <paths>"), the beginning of it. */
const char *claim_words(const struct fact *f, struct arena *a);

/* Does the claimed license mean the one whose text is there? A claim of a family, or of no version, means any of them. */
bool claim_means(const struct catalog *c, const struct expression *claimed, const struct license *held);

/* Does one of the licenses that are claimed mean it? */
bool claim_names(const struct catalog *c, const struct expression *claimed, const struct license *held);

/* What the texts in an entry are, all of them together; NULL: there is none. */
const struct expression *claim_entry_licenses(const struct dossier *d, const struct entry *e);

#endif
