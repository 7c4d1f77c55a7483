/* SPDX-License-Identifier: MIT */
/*
 * fact: everything that a reader learns, as an append-only record with its place.
 *
 * While an entry is read its facts go into a sink that belongs to the thread at work. evidence_add moves them, under a lock,
 * into the run's evidence, which copies every string; evidence_sort orders them by entry, place and kind, so that the report does not
 * depend on threads. Problems with the input are facts too (FACT_PROBLEM): one of them makes the verdict incomplete.
 */
#ifndef LICET_EVIDENCE_FACT_H
#define LICET_EVIDENCE_FACT_H
#include "base/arena.h"
#include "catalog/catalog.h"
#include "evidence/tensors.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum fact_kind { /* FACT_ENTRY … */
#define FACT(kind, name) FACT_##kind,
#include "evidence/facts.def"
#undef FACT
};

struct place {
	const char *entry;	       /* full name: "model.tar.gz!/tern/LICENSE"; raw bytes as the source has them */
	uint64_t start, end;	       /* byte range in the entry; both 0 when the fact is about the whole entry */
	uint32_t line_start, line_end; /* from 1; 0 when there are no lines */
};

struct weights {
	const char *format; /* reader id: "safetensors" */
	const char *detail; /* format version or NULL */
	uint64_t size;
	uint8_t sha256[32];
	const char
		*pointer; /* NULL, or why the bytes are not there ("git-lfs"): then sha256 and size are what the pointer says */
	struct tensors *tensors; /* what is in it; NULL: not known. The sink and the evidence hold a share each */
	const char *gap;	 /* why there is no table or no weights digest, as a clause; NULL */
	bool has_digest;	 /* of all its tensors (evidence/tensors.h) */
	uint8_t digest[DIGEST_BYTES], nameless[DIGEST_BYTES];
	const char *const *parts; /* entries in which bytes of its tensors lie: the first is part 1 of the table; or NULL */
	uint32_t n_parts;
	const char *part_of; /* the entry that says which tensors lie in this one; NULL: it stands for itself */
	const char *claimed; /* SHA-256 of the data behind the header, as the file claims it (hex); NULL: it claims none */
	uint8_t data_sha256[DIGEST_BYTES]; /* and as it is, where one is claimed */
};

struct shard_index { /* detail of FACT_INDEX */
	/* Names, each with the part that it lies in; empty when it says no names. The sink and the evidence hold a share each. */
	struct tensors *tensors;
	const char *const *files; /* the entries that those parts are, the first of them part 1 */
	uint32_t n_files;
	int64_t bytes; /* that they have together; -1 when it does not say it */
};

struct file_digest { /* detail of FACT_DIGEST */
	uint64_t size;
	uint8_t sha256[DIGEST_BYTES];
};

enum { TERMS_WORDS = 100000, TERMS_SECTIONS = 4000 }; /* of a longer text no words are kept */

enum { KEPT_TEXT = 64 * 1024 }; /* bytes of a text that are kept, unless all of it is wanted */

struct kept_text {	   /* detail of FACT_TEXT */
	const char *bytes; /* as the file has them; of a PDF, its text */
	size_t len;
	bool cut; /* there are more */
};

struct terms_text { /* detail of FACT_DOCUMENT: a text that states terms, so that another copy can be compared with it; NULL: it does not */
	uint8_t sha256[DIGEST_BYTES];	 /* of the bytes that were read; of a PDF, of its text */
	const struct fingerprint *print; /* its words by section; NULL: it has none, or too many to keep */
};

enum match_state {
	MATCH_EXACT,
	MATCH_VERSION, /* differs, and by its heading is another version of the license, or its like for another product */
	MATCH_EDITED,
	MATCH_PARTIAL,
	MATCH_MENTION,
	MATCH_UNKNOWN,
};

/* What a text says to be under a license that it mentions. */
enum said_of {
	SAID_OF_ALL = 1, /* what is here, without a difference */
	SAID_OF_WEIGHTS = 2,
	SAID_OF_CODE = 4,
	SAID_OF_DATA = 8,
	SAID_OF_DOCUMENTS = 16,
	SAID_OF_OTHERS = 32, /* works of others: never in a match */
	SAID_OF_WHOLE = 128, /* a word for all that is here: never in a match */
	SAID_OF_BASE = 256,  /* what the model is made from: "derived from Quince, under the Pear License" */
	SAID_BEFORE = 512,   /* until it was changed: "changed from the Quince License to …" */
	SAID_BY_ROW = 1024,  /* of a table, whose model may be another's */
	SAID_OF_SOME = 2048, /* and only of some of the code or the data: "some code", "code in wings/", "code from Heron" */
	SAID_OF_PART =
		4096, /* a part that comes from others: "when using it, comply with the Quince License". With SAID_OF_ALL: of
				what a label names, "VAE: Pear", be it what is here or a part of it */
	SAID_BY_LABEL = 64,   /* and not in a sentence: "License: Pear", a badge */
	SAID_BY_IMAGE = 8192, /* in the words that stand for one, or by where it leads: a badge */
	SAID_BY_PRONOUN =
		16384, /* of what the sentence before names, and what it names itself is another matter: "They may only be …" */
	SAID_IN_LIST = 32768, /* in an item of a list that a sentence introduces: "under either of: …" */
	SAID_PLAINLY = 65536, /* in a sentence that tells no model, file or version of what is here from the others */
	SAID_BEHIND_BADGE =
		131072, /* only in the words that stand for a badge, which itself shows another license: nobody sees them */
	SAID_WHERE_LINKED =
		262144, /* of weights at an address that the sentence gives before: "[models](https://…), Pear License" */
	SAID_BY_CHOICE = 1048576,   /* or one of the other licenses that are named with it: "under either of Pear and Quince" */
	SAID_CALLED_BASE = 2097152, /* of what the sentence calls the base: "the base model is …", "Pear (base)" */
	SAID_BUT_OTHERS =
		524288, /* and what comes from others is excepted: "except for the third-party components listed below" */
};

enum change_op { CHANGE_ADDED, CHANGE_REMOVED, CHANGE_REPLACED };

unsigned said_of_code(const char *code); /* the bit of a code of rules/subjects.yaml; 0: it has none */

struct change {
	enum change_op op;
	const char *section;	/* label of the section of the license it is in */
	uint32_t words_removed; /* words of the license that are not in the file */
	uint32_t words_added;	/* words of the file that are not in the license */
	uint64_t start, end;	/* where in the file (an empty range for CHANGE_REMOVED) */
	uint32_t line;
	bool heading;	  /* another name, version or date where the license says what it is, or another name all over it */
	const char *text; /* the added words as they stand in the file, cut to 400 bytes at a character; NULL if none */
};

struct match {
	const struct license *license; /* NULL for MATCH_UNKNOWN */
	enum match_state state;
	float similarity, coverage; /* 0..1: words agreeing of both sides; words of the license that are in the file */
	const char *how;	    /* "text", "name", "link", "spdx-tag", "spdx-expression" */
	bool or_later;		    /* of a mention: it says that later versions may be taken, too */
	bool any_version;	    /* of a mention: the name tells no version, if the license has any */
	unsigned said;		    /* of a mention: enum said_of, 0 in passing; else the fact's value is the sentence */
	const struct fingerprint *fingerprint; /* that matched, or NULL */
	const struct change *changes;
	uint32_t n_changes;
};

struct quality {	    /* how a grant is called */
	const char *name;   /* "perpetual" */
	const char *answer; /* "yes", "no"; "unsaid" */
	uint32_t line;	    /* where another sentence says it; 0: the grant itself, or nothing does */
};

struct grant {
	const struct license *license; /* of the match it stands in, or NULL */
	const struct rule *rule;
	const char *clause, *text; /* its number or NULL; as it stands in the file */
	const char *of;		   /* "patent", "trademark" …; NULL: the work itself */
	const char *acts;	   /* "use,copy,sell"; NULL: none is named */
	const struct quality *qualities;
	uint32_t n_qualities;
	uint32_t line; /* of its sentence */
};

struct byte_range { /* of an entry; start == end: none */
	uint64_t start, end;
};

struct restriction {
	const struct kind *kind;
	struct pairs values;
	const struct license *license; /* of the match it stands in, or of the record; NULL */
	const char *parent;	       /* the model whose license that is, and which this one is made from; NULL: it is its own */
	const struct rule *rule;       /* NULL when the record alone says it */
	const char *clause;	       /* clause number or NULL */
	const char *text;	       /* the clause as it stands in the file; NULL when the record alone says it */
	const char *before, *after;    /* a few words around the clause; NULL: none are there */
	const struct grant *grant;     /* that it rests on, or NULL */
	struct byte_range defined;     /* the definition that a value was taken from, when the clause uses a defined term */
	uint32_t defined_line;	       /* its line, or 0 */
	unsigned about;		       /* outside of license texts: what it speaks of (enum said_of), as far as that is known */
};

struct fact {
	enum fact_kind kind;
	bool kept;		 /* all but the name of the entry is in the evidence's memory already (evidence_keep) */
	const char *key, *value; /* UTF-8 as far as the source was; escape when printing */
	struct place at;
	const char *reader; /* id of who says so */
	const void *detail; /* by kind, see above; NULL otherwise */
};

struct sink {		     /* one entry's facts; not shared between threads */
	struct arena *arena; /* strings and details may live here: evidence_add copies */
	struct fact *facts;
	size_t count, capacity;
	struct place at; /* default place: the entry being read */
	const char *reader;
};

void sink_init(struct sink *s, struct arena *a, const char *entry);
void sink_release(struct sink *s);
/* Appends a copy of *f with its strings as they are; a share of tensors is taken over. An empty place or reader is filled from the sink. */
void sink_add(struct sink *s, const struct fact *f);
/* The same, of a fact that its owner keeps: it has its own share of tensors. */
void sink_repeat(struct sink *s, const struct fact *f);
/* Shorthands. */
void sink_problem(struct sink *s, const char *id, const char *format, ...) __attribute__((format(printf, 3, 4)));
void sink_note(struct sink *s, const char *id, const char *format, ...) __attribute__((format(printf, 3, 4)));
void sink_declared(struct sink *s, const char *field, const char *value, uint64_t start, uint64_t end, uint32_t line);
void sink_meta(struct sink *s, const char *key, const char *value);

struct evidence { /* the run's facts; evidence_add may be called from any thread */
	pthread_mutex_t lock;
	struct arena arena;
	struct fact *facts;
	size_t count, capacity;
	const char **words; /* that were copied not long ago: most strings are the same few again and again */
};

void evidence_init(struct evidence *ev);
void evidence_release(struct evidence *ev);
void evidence_add(struct evidence *ev, const struct sink *s); /* deep-copies every fact, details included */
/* Adds facts of another evidence, of those before `end`, which go over into this one; not copied, they live there until evidence_adopt. */
void evidence_move(struct evidence *ev, struct evidence *from, size_t first, size_t end);
/* Takes over the memory of what was moved, which must be all that it had. */
void evidence_adopt(struct evidence *ev, struct evidence *from);
/*
 * Moves what the sink has from that number on into the memory of the evidence, so that it is copied no more, and returns it, for other
 * sinks to add it too: no facts that have tensors.
 */
const struct fact *evidence_keep(struct evidence *ev, struct sink *s, size_t first);
void evidence_sort(struct evidence *ev);
/* Of sorted evidence: the number of the first fact of that entry, or where it would be. */
size_t evidence_lower(const struct evidence *ev, const char *entry);
const char *match_state_name(enum match_state s); /* exact, other-version, edited, partial, mention, unknown */
const char *change_op_name(enum change_op op);	  /* added, removed, replaced */

#endif
