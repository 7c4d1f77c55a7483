/* SPDX-License-Identifier: MIT */
/*
 * links: where the links of cards to license files lead, and what is wrong with them.
 *
 * A relative link leads to a file here. A link to a file in a repository ("OWNER/NAME:PATH") leads here when this is that repository:
 * the model or its folder is called NAME, whoever's it is, or another link to OWNER/NAME has a path that is here and that is told from those of
 * other repositories ("LICENSE" is not).
 */
#ifndef LICET_FINDINGS_LINKS_H
#define LICET_FINDINGS_LINKS_H
#include "findings/leads.h"

/* Is the fact a link to a license file? Then *path is its path, relative to the card or to the repository. */
bool link_is(const struct fact *f, const char **path);

/* Does the link lead to a file that should be here? */
bool link_is_local(struct dossier *d, const struct entry *e, const struct fact *link);

/* An address in a repository that only its name makes this one: hosts have many of one name. Nor does any file show it that is linked there. */
bool link_may_be_of_another(struct dossier *d, const struct entry *e, const struct fact *link);

/* Where a link of a card leads; link_target: the file, NULL where it is not here. */
struct lead link_lead(struct dossier *d, const struct entry *e, const struct fact *link);
const struct entry *link_target(struct dossier *d, const struct entry *e, const struct fact *link);

/* The license that the link's file holds (all of them together), where the link leads here and the file is here; else NULL. */
const struct expression *link_license(struct dossier *d, const struct entry *e, const struct fact *link,
				      const struct entry **target);

/*
 * The license file beside the card that a path which leads nowhere may mean: it is called so but for its ending, its spelling ("LICENCE"), or
 * the folder; NULL.
 */
const struct entry *link_near(const struct dossier *d, const struct entry *card, const char *path);

/* The file here that a card links from the mention of a license, and that holds this license; NULL. */
const struct entry *link_text_of(struct dossier *d, const struct fact *mention);

/* A license file that names the license gives the address at which its text is published. */
bool link_tells_page(const struct dossier *d, const struct entry *e, const struct expression *x);

/* A license file that is called after the weights has the address that the license is published at: who named it told where its text is. */
bool link_tells_text(const struct dossier *d, const struct entry *e, const struct expression *x);
/* One here does. */
bool link_tells_text_here(const struct dossier *d, const struct expression *x);
/* The link that another fact about it is beside; NULL. */
const struct fact *link_beside(const struct entry *e, const struct fact *about);

/* Does the link stand where the card speaks of works of others? */
bool link_is_of_others(const struct entry *e, const struct fact *link);

/* Does the link that the fact is beside lead to no file that is here? True where there is none. */
bool link_is_elsewhere(struct dossier *d, const struct entry *e, const struct fact *about);

/*
 * Do the words of the link name another license than `held`, that of the file here? Or, where it is an address, its sentence, which says the
 * weights to be under that one: it may be the address of a repository of the same name on another host.
 */
bool link_is_misnamed(const struct dossier *d, const struct entry *e, const struct fact *link, const struct expression *held);

/* Adds findings: a link that is called after one license and leads to another. */
void links_find(struct dossier *d);

#endif
