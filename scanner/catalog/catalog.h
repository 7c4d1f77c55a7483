/* SPDX-License-Identifier: MIT */
/*
 * catalog: licenses/ and rules/ as read-only memory.
 *
 * The very same structs are built in two ways: at build time they are written out as C and compiled into the program
 * (catalog/embed.c), so that a start costs nothing; with --data DIR they are read from YAML at run time and laid over the
 * built-in ones. After catalog_open nothing in here changes, so all threads read it without locks. All strings are UTF-8,
 * NUL-terminated, and live as long as the catalog.
 */
#ifndef LICET_CATALOG_CATALOG_H
#define LICET_CATALOG_CATALOG_H
#include "base/arena.h"
#include "base/err.h"
#include "catalog/first_words.h"
#include "catalog/known.h"
#include "catalog/signature.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct strings { /* a list of strings */
	const char *const *at;
	uint32_t count;
};

struct pair { /* a named value; what a restriction captures, in the order written */
	const char *key, *value;
};

struct pairs {
	const struct pair *at;
	uint32_t count;
};

const char *pairs_value(const struct pairs *p, const char *key); /* of the first with that key; NULL: there is none */

/* --- the vocabulary: rules/vocabulary.yaml ------------------------------------------------------------------------------ */

enum weight { WEIGHT_INFO, WEIGHT_LOW, WEIGHT_MEDIUM, WEIGHT_HIGH };

/* What a clause of the kind is. Only restrictions are reported as such; the others are what the engine understands a text by. */
enum kind_role {
	ROLE_RESTRICTION,
	ROLE_GRANT,	   /* a sentence that grants rights */
	ROLE_QUALITY,	   /* how a grant is called in its own sentence; each value is "yes" or "no" */
	ROLE_TEXT_QUALITY, /* the same, of all grants of the text, in any sentence: "This license is perpetual" */
	ROLE_REFERENCE,	   /* names a document that binds, too */
	ROLE_ORIGIN,	   /* says what the model is made from */
	ROLE_PROMISE,	   /* says outside of a license what the model may be used for */
};

enum use_form { USE_YES_NO, USE_NUMBER, USE_MONEY, USE_REGIONS, USE_WORDS };

struct use {		       /* something that one may mean to do, as a policy says it */
	const char *id, *asks; /* asks: the question that its value answers */
	enum use_form form;
	struct strings words; /* USE_WORDS: the only ones */
};

enum bearing_effect { BEARS_FORBIDS, BEARS_ASKS, BEARS_DUTY };

/* What a restriction of a kind means for a use. Strings that are not given are NULL. */
struct bearing {
	const char *use; /* NULL: it bears on any */
	enum bearing_effect then;
	const char *limit; /* USE_NUMBER, USE_MONEY: the value that the use must not be above; USE_REGIONS: the one it
				      must not be within, or outside of */
	bool outside;
	struct strings words; /* USE_WORDS: the words of the use that are meant; none: any */
	const char *when;     /* only where this value of the restriction is one of `when_words` */
	struct strings when_words;
	const char *with, *without; /* only where the restriction has the value, or lacks it */
	struct strings doubt;	    /* words of the clause that leave open what its regions are */
};

enum derivative {		      /* how a clause of the kind reaches the license of something that is made from the work */
		  DERIVATIVE_FREE,    /* not at all */
		  DERIVATIVE_BINDS,   /* it stays: the other license must have the kind too, or one that is as strict */
		  DERIVATIVE_SAME,    /* the other must be this license */
		  DERIVATIVE_FORBIDS, /* there is nothing that may be licensed */
		  DERIVATIVE_BESIDE,  /* a duty that can be met whatever the other license is */
};

enum duty_check { /* how it is seen whether a distribution meets a duty (findings/duties.h) */
		  CHECK_NONE,
		  CHECK_LICENSE_TEXT,
		  CHECK_NOTICE,
		  CHECK_PHRASE,
		  CHECK_NAME,
		  CHECK_STATEMENT,
		  CHECK_CREDIT,
		  CHECK_TERMS,
		  CHECK_POLICY,
};

struct kind {
	const char *id, *title, *means; /* title: a few words; means: when a text has it */
	const char *remedy;		/* what a user does about it, one sentence */
	enum weight weight;
	enum kind_role role;
	bool rests_on_grant;	    /* a clause of it says something of a grant, which is reported with it */
	struct strings values;	    /* names of the values that it may carry */
	enum derivative derivative; /* what it means for the license of something made from the work */
	struct strings carried_by;  /* of one that binds: other kinds that are as strict */
	struct strings like;	    /* of one that binds: others that keep out much the same, but leave more */
	struct strings broken_by;   /* of a promise: kinds that stand against it */
	struct strings promised;    /* of a promise: words for what is promised, one of which a clause of a broken_by has */
	enum duty_check check;	    /* of a duty */
	bool owed_by_derivative;    /* with a check: only by who passes on what is made from the work */
	struct strings shown_by;    /* CHECK_STATEMENT: words, one of which is enough */
	const struct bearing *bearings;
	uint32_t n_bearings;
};

struct value_form { /* how the values of one name are written in records */
	const char *name;
	const char *type;     /* number, date, currency, regions, jurisdiction or text; "" when it is one of the words */
	struct strings words; /* the only ones that it may be */
};

struct chapter { /* what a person asks of a license, and the kinds that answer it */
	const char *title;
	struct strings kinds;
};

struct freedom { /* something that one may want to do with a model */
	const char *may;
	struct strings unless; /* kinds that forbid it */
	struct strings but;    /* kinds that put a condition on it */
};

struct deciding_clause { /* a clause, beside those of terms, that decides what a license can carry; the first that a license has decides */
	const char *id, *says; /* what it does, with the clause in front: "grants the rights without it" */
	bool of_base;	       /* it decides for the license that something is made under, not for the one that it is put under */
};

/* --- rules/openness.yaml: the file says what its fields mean ------------------------------------------------------------- */

struct openness_class {
	const char *id, *title;
};

struct openness_work {	/* which licenses are open ones for a kind of work */
	const char *id; /* a code of rules/subjects.yaml */
	struct strings facts, categories, licenses;
};

struct component { /* of an open model */
	const char *id, *title;
	const char *class_id, *work_id;
	uint32_t class, work;	/* numbers of openness.classes and works */
	const char *definition; /* parameters, code, data; or NULL */
	const char *hints;	/* one of these that it may hold, too; or NULL */
	const char *instead;	/* the id of another that does as well; or NULL */
	bool optional, weights;
	bool any_license; /* or none */
	struct strings types, names, folders, maybe, roles, told, headings, named, mentions;
};

struct openness_rules {
	const struct openness_class *classes; /* from the one that asks for least */
	uint32_t n_classes;
	const struct openness_work *works;
	uint32_t n_works;
	const struct component *components;
	uint32_t n_components; /* 0: nothing is known of openness */
	struct strings skip, skip_names, plain_names, unwritten;
};

/* --- license records: licenses/<id>.yaml -------------------------------------------------------------------------------- */

struct term { /* a restriction or duty that the record says the license has */
	const struct kind *kind;
	const char *clause; /* clause number as the text has it ("1.b.i"), or NULL */
	struct pairs values;
	const char *note; /* or NULL */
	bool prohibits;	  /* of CHECK_NAME: the phrase must not be in the name */
};

/*
 * A section of a fingerprint: its heading's number ("2", "1.b"; "" for text before the first number), its words as hashes
 * (text/words.h: 24 bits) and the digest of its normalised words, which settles exactness.
 * The label stands in the struct itself: thousands of pointers to labels would have to be set at every start of the program.
 */
enum { SECTION_LABEL = 28 /* bytes with NUL; a longer label is cut */ };

struct section {
	char label[SECTION_LABEL];
	uint32_t first, count; /* its words: fingerprint->words[first .. first+count) */
	uint8_t digest[16];    /* first 16 bytes of SHA-256 over its normalised words, each followed by '\n' */
	bool optional;	       /* a title or an appendix that may be missing */
};

struct fingerprint {
	const char *name;     /* "canonical", or which variant of the text this is */
	const char *language; /* BCP 47, or "" */
	const uint32_t
		*words; /* all word hashes in order; WORD_BLANK marks a blank that is filled in by the user of the license */
	uint32_t count;
	const struct section *sections; /* in order, without gaps */
	uint32_t n_sections;
};

enum { WORD_BLANK = 0 }; /* in fingerprint->words: any few words may stand here */

struct license {
	const char *id; /* the record's name, as its file's: "example-community" */
	const char
		*spdx; /* id used in output: SPDX id where there is one, else "LicenseRef-" (exceptions: "AdditionRef-") + id */
	bool spdx_listed; /* spdx is on the SPDX list */
	const char *name, *publisher, *version, *date, *category;
	const char *predecessor, *successor; /* record ids or NULL */
	const char *translation_of;	     /* the record of the same license in another language, or NULL */
	const char *summary;		     /* one or two sentences of ours, or NULL */
	struct strings aliases, huggingface, urls, languages, incorporates;
	struct strings
		members; /* of a family ("some version of …"), which has no text of its own: ids of the records it may mean */
	bool osi, fsf;	 /* approved by the OSI; called free by the FSF */
	bool open_definition;	  /* on the Open Definition's list of conformant licenses */
	bool placeholder;	  /* a word that stands where a license should and names none ("other") */
	bool only_declared;	  /* its names are words of any sentence ("public domain"): they count in a field alone */
	bool policy;		  /* an acceptable-use policy that licenses incorporate, no license of its own */
	bool exception;		  /* stands beside a license (after WITH) and changes it; no license of its own */
	struct strings excepts;	  /* of an exception: records of the licenses, families too, that it is for; none: any */
	struct pairs replaces;	  /* of an exception: an old id for a license with it, and that license ("x-with-e", "x-only") */
	const struct term *terms; /* those of the records that it is composed of among them; in the order of the vocabulary */
	uint32_t n_terms;
	struct strings terms_of;   /* records whose terms it has too */
	struct pairs clauses;	   /* a deciding clause (catalog.deciding) and where it is: "no-further-terms", "2.a.5.C" */
	struct strings compatible; /* records that it names itself as licenses that what is made from it may be under instead */
	bool later_versions;	   /* or it may be under later versions of it, whatever the work says */
	bool wider_licenses;	   /* or under any license that allows all that it allows */
	bool larger_work; /* what it demands ends at its own files, or library: a work around them may be under other terms */
	const struct fingerprint *fingerprints;
	uint32_t n_fingerprints;
};

/* --- rules: rules/<topic>/<id>.yaml ------------------------------------------------------------------------------------- */

enum rule_scope { SCOPE_SENTENCE, SCOPE_PARAGRAPH, SCOPE_TEXT };

struct rule_value {	  /* how a captured group, or a constant, becomes a typed value */
	const char *key;  /* name of the value, one of the kind's */
	const char *type; /* number, money, percent, days, duration, date, region, phrase, jurisdiction, acts, yes, no, text */
	const char *constant; /* fixed value, or NULL: then the capture group named `key` */
};

struct position { /* in a data file, from 1; 0: not known, as for what is built in */
	uint32_t line, column;
};

struct example {
	const char *text;
	struct pairs values; /* expected; none: any */
};

struct rule {
	const char *id;
	const struct kind *kind;
	const char *title;
	enum rule_scope scope;
	struct strings words;	     /* literal prefilter: one of these must occur in the scope (case-insensitive) */
	struct strings match;	     /* PCRE2 patterns, %{name} already replaced: any one fires */
	struct strings unless;	     /* patterns in the same scope that silence it */
	struct strings unless_text;  /* patterns anywhere in the text that silence it */
	struct strings only_if_text; /* patterns anywhere in the text without which it is silent */
	const struct rule_value *values;
	uint32_t n_values;
	const struct example *fire; /* texts of our own that must fire, with the values they must yield */
	uint32_t n_fire;
	struct strings silent;	/* and that must not */
	bool prohibits;		/* its clause says what must not be: values are not what is wanted (CHECK_NAME) */
	const char *path;	/* data file it came from, relative to the data directory */
	uint32_t literals;	/* 1 + the number of the first of its patterns in catalog.literals; 0: they are not there */
	bool laid_over;		/* it is the user's own, beside records that know nothing of it */
	struct rule_positions { /* where in it; one for each pattern and example; NULL: not known */
		struct position id;
		const struct position *match, *unless, *unless_text, *only_if_text, *fire, *silent;
	} at;
};

enum { RULE_LISTS = 4 };

/* The rule's lists of patterns in the order in which they are numbered: match, unless, unless_text, only_if_text. */
static inline const struct strings *rule_list(const struct rule *r, int i)
{
	const struct strings *const lists[RULE_LISTS] = {&r->match, &r->unless, &r->unless_text, &r->only_if_text};
	return lists[i];
}

/* --- lookup tables ------------------------------------------------------------------------------------------------------- */

struct alias { /* sorted by key; key is folded by alias_fold */
	const char *key;
	uint32_t license; /* index into licenses */
};

/* rules/regions.yaml, jurisdictions.yaml, acts.yaml, subjects.yaml: a name as texts write it (folded) and its code */
struct named_code {
	const char *name, *code;
};

/*
 * The shingle index (catalog/index.h): which fingerprints contain a run of SHINGLE_WORDS words, and where. Open addressing over
 * sampled shingles.
 */
struct shingle_index {
	const uint32_t *slots;	  /* 2 × n_slots: shingle hash, position in postings (hash 0: empty) */
	uint32_t n_slots;	  /* a power of two */
	const uint32_t *postings; /* at each position: count, then that many: fingerprint number << 16 | place in it, ascending */
	uint32_t n_postings;
};

struct fingerprint_ref { /* fingerprint number -> its license and fingerprint */
	uint32_t license, fingerprint;
};

struct data_file { /* a data file that is parsed by its own room: a policy */
	const char *path, *bytes;
	size_t len;
};

struct catalog {
	const struct kind *kinds;
	uint32_t n_kinds;
	const struct value_form *forms;
	uint32_t n_forms;
	const struct use *uses;
	uint32_t n_uses;
	struct pairs region_groups; /* a region, and the codes of its members with commas between */
	const struct chapter *chapters;
	uint32_t n_chapters;
	const struct freedom *freedoms;
	uint32_t n_freedoms;
	const struct deciding_clause *deciding;
	uint32_t n_deciding;
	struct openness_rules openness;
	struct strings denials;		/* words that say of what follows that it is not so */
	struct strings intentions;	/* words with which one says what something is meant for */
	struct strings conditions;	/* words of a condition of use, and not of what a program does */
	struct strings prohibitions;	/* words that forbid, whatever else the sentence says is intended */
	struct strings free_of_terms;	/* categories whose licenses are known even where a record has no terms */
	struct strings closed_to_trade; /* categories whose licenses let nobody trade with the work */
	const struct license *licenses; /* sorted by id */
	uint32_t n_licenses;
	const struct license *placeholders; /* no licenses: apart, so that nothing takes them for one */
	uint32_t n_placeholders;
	const struct rule *rules; /* sorted by id */
	uint32_t n_rules;
	const void *literals; /* of the patterns of rules that are built in (base/literal_store.h); NULL: none are */
	const struct alias *aliases;
	uint32_t n_aliases;
	const struct alias *loose; /* the same by alias_loosen, of names of several words that stay those of one license */
	uint32_t n_loose;
	/* NULL: not known */
	const struct first_words *alias_words, *loose_words, *subject_names;
	const struct alias *addresses; /* catalog/address.h */
	uint32_t n_addresses;
	const struct named_code *regions, *jurisdictions, *acts, *subjects; /* sorted by name */
	const struct named_code *phrases;				    /* those of the subjects that are several words */
	uint32_t n_regions, n_jurisdictions, n_acts, n_subjects, n_phrases;
	struct shingle_index index;
	const struct fingerprint_ref *fingerprints;
	uint32_t n_fingerprints;
	struct pairs patterns;		  /* rules/patterns.yaml: for rules that are laid over these */
	const struct data_file *policies; /* rules/policies/<name>.yaml, sorted by path */
	uint32_t n_policies;
	const struct known_set *known; /* licenses/known/: what is known of bytes; the user's sets come first */
	uint32_t n_known;
	struct hints hints;
	const char *digest; /* hex SHA-256 over the data files, names and bytes, sorted by name */
};

/*
 * Opens the catalog: the built-in one when data_dir is NULL. A data_dir with a rules/vocabulary.yaml is a whole data set and
 * replaces the built-in one; any other is laid over it: its records, rules, patterns and policies are added, those with the same id replaced.
 * *out lives until the arena is released. Errors: ERR_DATA with "file:line:column: sentence".
 */
int catalog_open(const char *data_dir, struct arena *a, const struct catalog **out, struct err *e);

extern const struct catalog catalog_builtin;

const struct license *catalog_license(const struct catalog *c, const char *id); /* by record id or output id; NULL */
bool license_is(const struct license *a, const struct license *b); /* the same, or one is the other in another language */
bool license_is_among(const struct license *l, const struct strings *categories); /* its category is one of them */
bool license_has_member(const struct license *family, const struct license *l);	  /* l is one that the family may mean */
bool license_has_terms_of(const struct license *l, const struct license *part);	  /* its record is composed of that one's */
bool exception_fits(const struct catalog *c, const struct license *exception, const struct license *l); /* is it for l? */
/* The license that an old id of `exception` stands for beside it (an id or alias), or NULL when `id` is none of them. */
const char *exception_replaces(const struct license *exception, const char *id);
const struct license *catalog_alias(const struct catalog *c, const char *name);	      /* as people write it in a card; NULL */
const struct license *catalog_placeholder(const struct catalog *c, const char *name); /* id, alias or hub id of one; NULL */
const struct kind *catalog_kind(const struct catalog *c, const char *id);
/* The catalog's own kind; rules that --data adds may have a copy of theirs. NULL: it has none like that. */
const struct kind *catalog_own_kind(const struct catalog *c, const struct kind *k);
/* Is it the code of a region of the catalog, alone or as a part of several? */
bool catalog_region(const struct catalog *c, const char *code);
/* All of them, some more than once. */
void catalog_each_region(const struct catalog *c, void (*each)(void *ctx, const char *code, size_t n), void *ctx);
/* The code of rules/subjects.yaml that a folded name (alias_fold) stands for; NULL for none. */
const char *catalog_subject(const struct catalog *c, const char *folded);
/* The subjects of several words that begin with the same word as `folded`; *n: how many. */
const struct named_code *catalog_phrases(const struct catalog *c, const char *folded, uint32_t *n);
const struct use *catalog_use(const struct catalog *c, const char *id);
const struct rule *catalog_rule(const struct catalog *c, const char *id);

/* "section 1.b"; a clause in words ("Attachment A", "first paragraph") says itself what it is. NULL for NULL: the text has no number there. */
const char *clause_words(const char *clause, struct arena *a);
/* The clause of the license that decides on its side: what it does, and in *clause where it is. NULL: its record names none. */
const struct deciding_clause *license_deciding(const struct catalog *c, const struct license *l, bool of_base,
					       const char **clause);

/*
 * Folds a license name for comparison: ASCII lower case, "licence" to "license", every run of other characters than letters,
 * digits and '+' to one '-', without a leading or trailing one; Non-ASCII letters stay. Writes at most size bytes with NUL.
 * name and out may be the same.
 */
void alias_fold(const char *name, char *out, size_t size);

/*
 * What is left of a folded name where slips do not count: letters and digits stand apart ("sa4-0" is "sa-4-0"), "v" and "version" are
 * dropped, words lose an 's' at their end, and "license" is one however it is spelt. Writes at most size bytes with NUL.
 */
void alias_loosen(const char *folded, char *out, size_t size);

/* The license that a name stands for by alias_loosen; NULL. For names that are none by catalog_alias. */
const struct license *catalog_alias_loose(const struct catalog *c, const char *name);

/*
 * Do the words (a name or an address that stands for the license) tell which version of it is meant? A number that belongs to what
 * all versions are called tells none ("Pear 2 License" of which there are v1.0 and v1.1), nor does the address of a page whose
 * text changes from version to version.
 */
bool license_version_named(const struct catalog *c, const struct license *l, const char *words);

/* The license, an earlier or a later one in its chain of records, that has this version ("3" is 3.0); NULL. */
const struct license *license_of_version(const struct catalog *c, const struct license *l, const char *version);

#endif
