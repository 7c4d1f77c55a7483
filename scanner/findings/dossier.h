/* SPDX-License-Identifier: MIT */
/*
 * dossier: what is known of one artifact while its findings are made: its entries, claims and license texts. Each step
 * fills its part and reads those above: claims.c, texts.c, conclude.c, conflicts.c, terms.c. Everything lives in the
 * arena of the artifacts.
 */
#ifndef LICET_FINDINGS_DOSSIER_H
#define LICET_FINDINGS_DOSSIER_H
#include "findings/artifact.h"
#include "findings/expression.h"
#include "findings/group.h"

struct claim { /* claims[i] is artifact->declared[i] */
	const struct entry *entry;
	const struct fact *fact;	     /* its value as written */
	const struct expression *expression; /* what it names, or NULL when that is not known */
	bool package;			     /* speaks for a whole package, not for the model alone */
	bool again;			     /* in a second front matter, of another card that was pasted in */
	bool placeholder;		     /* leaves the name to something else: "other", "see LICENSE" */
	const struct fact *name;	     /* the license's name beside it, or NULL */
	const struct fact *link;	     /* the fact whose value points to a text, or NULL */
	bool link_missing;		     /* and it points to a file that is not there */
	const struct entry *link_letters;    /* or to this one, whose name has other capitals; NULL */
};

struct statement { /* all that one entry claims, taken together: it holds that all of it applies, unless it says OR */
	const struct entry *entry;
	const struct fact *fact; /* the first claim */
	const struct expression *expression;
	bool package;
	bool contradicts; /* names none of the licenses whose texts are there */
	bool prose;	  /* it is in the sentences of a card, and no field for licenses says it */
	bool in_a_row;	  /* one sentence names all of the licenses, each right behind the other: "under Pear and Quince" */
};

struct said { /* a sentence of a card that says that something is under a license */
	const struct entry *entry;
	const struct fact *fact; /* of the match; its value is the sentence */
	const struct expression *expression;
	unsigned of; /* enum said_of */
};

struct held { /* a license whose text governs the artifact */
	const struct license *license;
	enum match_state state; /* exact, edited or partial: the worst of all its copies */
	const struct fact *fact;
	const struct entry *entry;
	bool named; /* of one that was left out: its document says by name that it is for other files */
};

struct beside { /* an exception in an entry: its text, exact or edited, or a mention of it */
	const struct license *exception;
	enum match_state state;
	const struct fact *fact;
	const struct entry *entry;
	bool aside; /* the entry is for code, data or third parties: it says nothing of licenses elsewhere */
};

struct facts { /* a list of facts, growing in an arena */
	const struct fact **at;
	size_t count, capacity;
};

enum { LINK_WORK = 1 << 24 };
#define LINK_WORK_CUT "There are more names to compare than are compared: where links and claims lead may be missed."

struct inherited { /* the license of what it is made from, which its own cannot do away with (findings/inherit.h) */
	const struct expression *license;
	const char *parent;	 /* whose it is */
	const struct fact *from; /* what tells of the parent */
};

struct dossier {
	struct arena *arena;
	const struct catalog *catalog;
	struct model_names *model_names; /* shared by all artifacts */
	const struct entries *entries;	 /* of the whole distribution */
	const struct group *group;	 /* NULL while artifacts are held against each other (laundering_between) */
	struct artifact *artifact;
	bool unclaimed_siblings; /* other artifacts of the distribution have no card of their own that claims a license */
	const char *place_name;	 /* what its directory, or the input, is called: its own name may be that of a package in it */
	const char **released;	 /* names of the models that its cards say they release (findings/scope.h) */
	size_t n_released;
	struct folders *folders;	/* of the group's entries (findings/scope.h) */
	const struct entry **elsewhere; /* those that speak of folders of their own (findings/scope.h), by address */
	size_t n_elsewhere;
	const struct entry *
		*with_others; /* license files that are for other things than the weights (findings/texts.c), by address */
	size_t n_with_others;
	const struct fact *weights_not_under; /* a card's: ids of licenses that the weights are said not to be under; NULL */
	const struct fact *weights_differ;    /* a card's sentence that models have several licenses, and not which; NULL */
	const struct fact
		*weights_elsewhere; /* a card's sentence that the license of the weights is somewhere else, or such a one; NULL */
	const struct fact
		*weights_unknown; /* a card's name for the weights' license that no record has, and no text here; NULL */
	const struct fact
		*row_unknown; /* the row of a table with such a name, for a model that is called like what is here; NULL */
	const struct fact
		*weights_limited; /* the clause by which a card that puts the code alone under a license limits who may use the
					     * weights, of which nothing tells a license; NULL */
	const struct fact *part_unknown; /* such a name for the license of a part; NULL */
	struct said *said;		 /* what cards say of licenses in their sentences (findings/said.h) */
	size_t n_said;
	const struct entry *rows_of; /* the card of which own_row is known */
	bool own_row;		     /* a row of its tables has the whole name of what is here */
	const struct entry *list_of; /* the list of licenses of which list_is_ours is known */
	bool list_is_ours;	     /* a card says that it tells the licenses of the weights (findings/said.c) */
	struct claim *claims;
	size_t n_claims;
	const struct fact
		*claims_cut; /* some claims were not read, because one document makes too many: the first of them; or NULL */
	bool *part_told;     /* of the group's entries: weights that a claim for a part is for */
	const struct license *
		*mapped; /* what documents that tell files apart name: where they tell all weights, texts that no claim for
					  weights names are those of other files. Else there is none */
	size_t n_mapped;
	size_t links_missing; /* findings about them: bounded */
	size_t part_work;     /* paths of parts compared with those of weights: up to LINK_WORK */
	size_t link_work;     /* names compared when links were followed: so too */
	struct statement
		*statements; /* those that count: where one speaks of the model, those of packages do not; vague ones last */
	size_t n_statements;
	struct held *texts; /* each license once */
	size_t n_texts;
	struct held
		*left; /* texts of licenses that were left out, because they are for other things than the weights; each once */
	size_t n_left;
	struct data_text *data_texts; /* findings/data_texts.h */
	size_t n_data_texts;
	const struct license *
		*below; /* whose texts are in license files of folders below that are not for works of others, each once */
	size_t n_below;
	struct beside *exceptions; /* texts first; bounded */
	size_t n_exceptions;
	struct facts unknown;		    /* license-like text that no record explains */
	bool unknown_governs;		    /* and it stands in a license file that declares nothing itself */
	const struct entry *weights_unread; /* the license file called after the weights in which nothing is known; NULL */
	bool weights_have_terms;	    /* such a text is in a license file called after the weights */
	struct facts changed;		    /* edited and partial copies, those of policies too */
	struct facts mentions;		    /* of licenses, in documents that speak of licensing */
	struct inherited *inherited;	    /* that count once all is compared with the license that is said to hold */
	size_t n_inherited;
	bool agreed;	       /* a statement names all texts, so that it says how they go together */
	bool others_set_aside; /* `texts` are of the model: those for code, data or other parts were left out */
};

void facts_push(struct facts *list, struct arena *a, const struct fact *f);

/*
 * A bound was reached, and something may have been missed: a problem of the artifact, and a finding, each sentence once. e: where; NULL:
 * in the whole.
 */
void dossier_cut(const struct dossier *d, const struct entry *e, const char *sentence);

/* Name of an entry as seen from the artifact's root; without a group its whole name. */
const char *dossier_name(const struct dossier *d, const char *entry);
/* "README.md, line 12" */
const char *dossier_where(const struct dossier *d, const struct fact *f);
/* Words of the input for a sentence: made visible, and cut; "" for NULL. dossier_quote: the value of the fact. */
const char *dossier_words(const struct dossier *d, const char *words);
const char *dossier_quote(const struct dossier *d, const struct fact *f);

/* What a file is of a license whose text it holds in this state: "the text", "another version", "an edited copy", "a part". */
const char *dossier_held_as(enum match_state state);

const char *license_title(const struct license *l, struct arena *a); /* "the <name>", for sentences */

#endif
