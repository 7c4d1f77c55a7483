/* SPDX-License-Identifier: MIT */
/*
 * artifact: one model in a distribution, with all facts that speak of it, and what follows from them.
 *
 * Facts are grouped by directory: an artifact's root is the nearest directory upward from its weights that holds
 * evidence of its own (a license text, a card, package metadata), or the nearest archive with such evidence anywhere in
 * it, else the distribution. A distribution without weights is one artifact. Where models lie in folders with licenses of
 * their own, and the card and the license text at the top speak of none of them, the top is one more. Where nothing above
 * folders says anything of a license, and two or more of them have a README that does, each of those (with weights in or
 * below it, where there are any) is one. Facts below a root and below no nested one speak of it; when it has no license text
 * of its own, so do the license, notice and card that lie nearest above it.
 */
#ifndef LICET_FINDINGS_ARTIFACT_H
#define LICET_FINDINGS_ARTIFACT_H
#include "evidence/fact.h"

#include <stdbool.h>

struct expression;
struct openness;

struct declared {			     /* one claim of a publisher, resolved against the catalog */
	const char *license;		     /* output id or expression, or the words as written when they resolve to nothing */
	const struct license *record;	     /* NULL when they resolve to nothing, or to several licenses */
	const struct expression *expression; /* what they resolve to, or NULL (findings/expression.h) */
	const char *as_written;
	const char *name, *link; /* what stands beside it as written: license_name, and where the text is said to be; or NULL */
	const char *source;	 /* reader id: "model-card", "package.json" … */
	const char *lost;	 /* why it is not what was concluded, as a clause; NULL: it is, or agrees */
	const struct fact *fact;
};

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

/*
 * The greater, the worse. A scan with gaps is never better than incomplete; where the policy says no to what was seen,
 * more could not change it, so that fail comes above incomplete (and the report lists the gaps all the same).
 */
enum verdict { VERDICT_PASS, VERDICT_REVIEW, VERDICT_INCOMPLETE, VERDICT_FAIL };

struct waiver { /* somebody has looked at a finding and accepts it (policy/policy.h) */
	const char *reason, *approver;
	const char *expires; /* its last day, "2026-12-31" */
	const char *at;	     /* where it is written: "firm.yaml:12:3" */
};

enum novelty {			/* what a finding is beside an earlier report (diff/baseline.h) */
	       NOVELTY_UNKNOWN, /* there is none */
	       NOVELTY_NEW,
	       NOVELTY_CHANGED, /* it was there, and said something else */
	       NOVELTY_SAME,
	       NOVELTY_GONE,
};

struct finding {
	const char *id; /* stable: "claim-contradicts-text" (findings.def) */
	enum severity severity;
	const char *message, *remedy;
	const struct fact *const *evidence; /* what it rests on */
	size_t n_evidence;
	/* Set by policy_apply: */
	enum verdict verdict;	/* what it means under the policy */
	const char *decided_by; /* the line of the policy that says so: "firm.yaml:4:9", "--fail-on"; NULL: no line of its own */
	const struct waiver *waiver; /* it is waived, so that the verdict is pass; NULL */
	enum novelty novelty;	     /* set by whoever has an earlier report */
};

enum edge_strength {		    /* how much a piece of evidence says of what the artifact was made from */
		     EDGE_NAME,	    /* only its name is like that */
		     EDGE_SHAPE,    /* its sizes, its tokenizer, its chat template or some small tensors are like that */
		     EDGE_TRACE,    /* a tool left it in a file, or a piece of it is here */
		     EDGE_DECLARED, /* the publisher says so */
		     EDGE_BYTES,    /* the bytes are the same, or most of them */
};

struct edge_evidence {
	enum edge_strength strength;
	const char *how;	 /* a sentence */
	const struct fact *fact; /* what it rests on */
};

struct edge {
	const char *parent; /* a model as it is written, or a family of models */
	bool family;
	const char
		*relation; /* adapter, merge, quantized, finetune, derived, loaded-from, same-bytes, tokenizer, architecture, … */
	enum edge_strength strength;
	const struct edge_evidence *evidence; /* the strongest first */
	size_t n_evidence, more_evidence;     /* more: that were left out */
	const char *license;		      /* that the parent is known to be declared under, or NULL */
	const char *artifact;		      /* path of the parent, when it is in the same distribution; or NULL */
	bool self;			      /* the artifact names itself */
	bool cycle;			      /* the parent was made from this one, by what they say */
};

enum duty_outcome { DUTY_PASS, DUTY_FAIL, DUTY_CANNOT_TELL };

struct duty { /* whether something that a license demands is done in the distribution (findings/duties.h) */
	const struct kind *kind;
	const struct license *license; /* that demands it; NULL: a text that is no known license */
	const char *of;		       /* the model made from which this one owes it; NULL: it goes with the license here */
	const char *wanted;	       /* the phrase, the beginning of the name, the line; NULL: none is set or known */
	enum duty_outcome outcome;
	const char *how;	   /* one sentence */
	const char *const *looked; /* entries that were looked through */
	size_t n_looked;
	const struct fact *demand; /* the clause, or what names the license; NULL */
	const struct fact *shown;  /* where it is met; NULL */
	size_t finding;		   /* number of its finding, from 1; 0: there is none */
};

struct artifact {
	const char *path; /* its root: a directory, or an archive without the '!'; "" for the distribution's own root */
	const char *name;
	const char *version;		   /* as a file of it says; NULL */
	const struct fact *const *weights; /* FACT_WEIGHTS */
	size_t n_weights;
	bool has_digest; /* the weights digest of all its weights files together (evidence/tensors.h) */
	uint8_t digest[DIGEST_BYTES], nameless[DIGEST_BYTES];
	const struct fact *const *matches; /* FACT_MATCH */
	size_t n_matches;
	const struct fact *const *texts; /* FACT_DOCUMENT of those that state terms: with a struct terms_text */
	size_t n_texts;
	const struct fact *const *grants; /* FACT_GRANT, of the texts that the restrictions are of */
	size_t n_grants;
	const struct fact *const *references; /* FACT_REFERENCE: documents that the texts make binding */
	size_t n_references;
	const struct fact *const *restrictions; /* FACT_RESTRICTION */
	size_t n_restrictions;
	const struct declared *declared;
	size_t n_declared;
	const struct fact *const
		*problems; /* FACT_PROBLEM with entries of this artifact, or that broke off an archive that it lies in:
					       its scan is incomplete */
	size_t n_problems;
	const char *concluded;		     /* SPDX expression or NULL */
	const char *concluded_how;	     /* one sentence */
	const struct expression *expression; /* concluded, as a tree */
	struct edge *lineage;		     /* the strongest first */
	size_t n_lineage, lineage_cut;	     /* cut: edges that were left out */
	const struct openness *openness;     /* findings/openness.h; NULL: nothing can be said of it */
	struct duty *duties;		     /* in the order of the vocabulary */
	size_t n_duties;
	struct finding *findings;
	size_t n_findings, findings_capacity;
	enum verdict verdict; /* set by policy_apply */
	struct arena *arena;  /* what is found lives there: it is that of a share of the artifacts (artifacts_each) */
};

struct artifacts {
	struct arena arena;
	struct artifact *at;
	size_t count;
	unsigned threads;     /* that may work on them */
	struct arena *arenas; /* each of a share of them, one behind the other */
	size_t n_arenas;
};

/*
 * Groups the sorted evidence into artifacts and derives their findings, on so many threads, which does not show in what
 * comes out. ev must outlive the artifacts.
 */
void artifacts_init(struct artifacts *as, const struct evidence *ev, const struct catalog *c, const char *input,
		    unsigned threads);
void artifacts_release(struct artifacts *as);
/* Calls work for the number of each artifact, on as many threads; those that have one arena are the work of one. */
void artifacts_each(const struct artifacts *as, void (*work)(void *ctx, size_t number), void *ctx);
const char *severity_name(enum severity s);	    /* note, warning, error (SARIF's words) */
const char *duty_outcome_name(enum duty_outcome o); /* pass, fail, cannot-tell */
const char *verdict_name(enum verdict v);	    /* pass, review, fail, incomplete */
const char *novelty_name(enum novelty n);	    /* unknown, new, changed, same, gone */

#endif
