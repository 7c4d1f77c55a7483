/* SPDX-License-Identifier: MIT */
/*
 * openness: how open a model is, by what of it is here and under which licenses: the components and classes of the Model Openness
 * Framework, and what the Open Source AI Definition asks for. What counts as what stands in rules/openness.yaml.
 *
 * A distribution shows what is in it and no more: what is not here may well be open elsewhere, and the words say so. A license is open
 * for a component as rules/openness.yaml has it; the one that governs a component is, the first that is known: the tag in the file itself,
 * the license file nearest to it below the artifact's root, what a card says of that kind of work, a text that is named for that kind
 * of work, what a package declares (for code), and what governs the artifact.
 */
#ifndef LICET_FINDINGS_OPENNESS_H
#define LICET_FINDINGS_OPENNESS_H
#include "findings/dossier.h"

enum presence {
	PRESENCE_NOT_HERE,
	PRESENCE_UNSURE, /* something may be it, a document says that it is elsewhere, or not everything could be read */
	PRESENCE_HERE,
};

enum answer { ANSWER_NO, ANSWER_UNKNOWN, ANSWER_YES };

enum openness_kind {
	OPENNESS_UNKNOWN,    /* no weights, or their license is not known */
	OPENNESS_RESTRICTED, /* weights with restrictions */
	OPENNESS_WEIGHTS,    /* open weights: training code or information on data is not here, or not open */
	OPENNESS_SOURCE,     /* all that the definition asks for is here */
};

struct component_state {
	const struct component *component;
	enum presence presence;
	const char *why;	 /* of an unsure one, as a clause: "named in README.md, not here"; else NULL */
	const struct fact *fact; /* where it is, or is named; NULL */
	const char *license;	 /* of one that is here, as an expression; NULL: not known */
	enum answer open;	 /* is that an open one for it? */
};

struct openness {
	const struct component_state *components; /* in the order of rules/openness.yaml */
	size_t n_components;
	const struct openness_class *reached; /* NULL: none */
	const struct openness_class *next;    /* the one that `missing` is for; NULL: all are reached */
	const char *missing;		      /* what the next class lacks, as a list in words; NULL */
	bool lacking;			      /* some of that is certainly missing, or not open; else it cannot be told */
	enum openness_kind kind;
	enum answer parameters, code, data; /* what the definition asks for, open and here? */
	const char *reason;		    /* of the kind, one sentence */
};

/* Sets d->artifact->openness; NULL where the catalog has no components, or there are no weights. Needs the conclusion and the terms. */
void openness_find(struct dossier *d);
/* What is made from weights that are under no open license is not open either: once the license of that base was joined to the conclusion. */
void openness_follow(struct artifact *a, const struct artifact *base, struct arena *arena);

const char *openness_kind_name(enum openness_kind k); /* "open weights" … */
const char *presence_name(enum presence p);	      /* here, cannot-tell, not-here */
const char *answer_name(enum answer a);		      /* no, unknown, yes */

#endif
