/* SPDX-License-Identifier: MIT */
/*
 * reader: the one contract of everything that understands bytes (weights formats, declarations, containers).
 *
 * Each reader looks at the beginning of an entry and says how many bits of it it has verified (libarchive's bidding); the
 * highest bid of a role wins and nobody bidding is an answer too. One entry may win in several roles: a PyTorch zip is weights
 * and container at once. There is no enum of file kinds: an entry's kind is its readers.
 *
 * Adding one: scanner/<room>/x.c that defines `const struct reader reader_x`, and one line in the room's .def file.
 */
#ifndef LICET_CLASSIFY_READER_H
#define LICET_CLASSIFY_READER_H
#include "base/cursor.h"
#include "base/limits.h"
#include "entry/stream.h"
#include "evidence/fact.h"
#include "evidence/outlines.h"
#include "evidence/tensors.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How much of an entry's beginning is looked at, less only when the entry is shorter; SEAL_BYTES: a whole block of Zstandard. */
enum { PROBE_BYTES = 65536, SEAL_BYTES = 3 * PROBE_BYTES };

struct probe {
	const char *name; /* full entry name */
	const char *base; /* its last component */
	int64_t size;	  /* or -1 */
	const uint8_t *bytes;
	size_t len; /* ≤ PROBE_BYTES */
};

enum role {
	ROLE_WEIGHTS,	  /* hashed and listed as weights; read() adds what its header says, and its tensors */
	ROLE_DECLARATION, /* read() gets the whole document, up to --limit text-bytes, and emits FACT_DECLARED / FACT_META */
};

struct reading {
	const struct probe *probe;
	const uint8_t *bytes; /* ROLE_DECLARATION: the whole document. ROLE_WEIGHTS: probe->bytes */
	size_t len;
	bool cut; /* bytes is not all of the entry */
	const struct limits *limits;
	struct arena *arena; /* of the entry */
	struct sink *sink;
	struct outlines *outlines; /* what files say of the tensors in others; may be NULL */
	bool depends;		   /* out: what is said of the entry depends on others, so that it may not outlive the run */
	/* ROLE_WEIGHTS: */
	struct cursor *stream; /* the whole entry from its first byte, front to back; what read() leaves is hashed after it */
	struct cursor
		*anywhere; /* the whole entry in any order; NULL unless the reader asked for it and it could be had; an archive
				    is not held in memory for it */
	struct tensors *tensors;       /* out: the rows of what lies in the entry (evidence/tensors.h) */
	bool views;		       /* out: several tensors may share bytes in this format */
	bool same_names;	       /* out: so may they be called the same */
	const char *gap;	       /* out: why tensors or digests are missing, as a clause ("it is encrypted"); NULL */
	const char *detail;	       /* out: version or variant of the format, for struct weights; NULL when not known */
	const char *claimed;	       /* out: the SHA-256 of the data behind its header that the file claims, in hex; NULL */
	uint64_t data_start;	       /* out, with claimed: where those data begin */
	const char **parts;	       /* out: other entries in which bytes of its tensors lie; filled by reading_part */
	uint32_t n_parts, *part_slots; /* part_slots: private, parts by their names */
	void *state;		       /* the reader's own, from read() through member() to finish(); in the arena */
};

struct reader {
	const char *id;	   /* as reports print it: "safetensors" */
	const char *title; /* for people: "safetensors tensor file" */
	const char *spec;  /* where the format is specified */
	enum role role;
	bool of_package;    /* ROLE_DECLARATION: metadata of a package, though its name tells nothing of that */
	bool long_document; /* ROLE_DECLARATION: read() gets up to --limit header-bytes of it */
	bool zip_behind;    /* files that go with it may be a zip at its end */
	bool wraps;	    /* with that: it is no weights itself; what lies in the zip is */
	bool tensors;	    /* it fills reading->tensors */
	bool anywhere;	    /* it needs reading->anywhere: an entry that is no file is then held (entry/held.h) */
	/* Bits verified: 0 not mine; 1..7 by name alone; 8 × matched bytes and more by content. Must not read past p->len. */
	unsigned (*bid)(const struct probe *p);
	/*
	 * May be NULL. 0, or -1 with a sentence: the caller turns it into a FACT_PROBLEM and goes on. The sentence has the
	 * offset or the line but not the entry's name, which the fact has. What was emitted before a failure stays.
	 * ROLE_WEIGHTS: it reads no further than it needs to. A tensor that it adds to the table before its bytes have gone by
	 * gets its digest; a reader never hashes. Where the cursor's bytes end because reading failed (CURSOR_BEYOND), that is not
	 * the reader's to tell.
	 */
	int (*read)(struct reading *r, struct err *e);
	/*
	 * ROLE_WEIGHTS of an archive, may be NULL: a member, with its name in the archive. 1: it was the weights' and needs no other
	 * look, 0: not mine, -1 as read(). Tensors whose bytes are in the member have *part as theirs, which the reader sets
	 * before it reads on. As read(), it may leave the rest of the stream.
	 */
	int (*member)(struct reading *r, const char *name, struct cursor *c, uint32_t *part, struct err *e);
	/*
	 * May be NULL: members that member() needs in any order: they are held (entry/held.h), and are reading->anywhere
	 * meanwhile (NULL where that cannot be).
	 */
	bool (*whole)(const struct reading *r, const char *name);
	/*
	 * May be NULL: members that member() must see before the others, in an archive whose directory allows it: true for those.
	 */
	bool (*first)(const char *name);
	/* May be NULL: after the last member. As read(). */
	int (*finish)(struct reading *r, struct err *e);
	/*
	 * May be NULL: whether a file called so is one that says what lies in others (reading->outlines). It is read before those; as
	 * ROLE_WEIGHTS it is no weights itself, and there is no FACT_WEIGHTS of it.
	 */
	bool (*tells)(const char *base);
	/*
	 * May be NULL: of an entry that looks like an archive at its beginning, whether it is the reader's all the same, and is not
	 * unpacked; else it is the archive. A name alone must not be enough, or one called so would hide all that is in it: of this
	 * probe up to SEAL_BYTES are there.
	 */
	bool (*sealed)(const struct probe *p, struct outlines *o);
};

/* Names: case-insensitive ASCII. */
bool name_is(const char *base, const char *name);
bool name_ends(const char *base, const char *ending);
bool name_begins(const char *base, const char *beginning);
bool name_has(const char *name, const char *part);
/* The end of the name by a pattern: # stands for one or more digits, all else for itself (any case). "-shard#of#" */
bool name_ends_like(const char *base, const char *pattern);

bool probe_has(const struct probe *p, size_t at, const void *bytes, size_t len); /* these bytes at that offset */
#define BID_BYTES(n) (8u * (unsigned)(n))					 /* n bytes of the content verified */

enum {
	VALUE_BYTES = 4096,	  /* a longer value is cut and ends in "…" */
	CLAIMS_PER_ENTRY = 10000, /* more facts of one entry are left out, which is a FACT_PROBLEM */
	PARTS_PER_ENTRY = 10000,  /* so of other files with its tensors */
	PART_SLOTS = 1 << 15,
};

/*
 * Emit what the source says, made visible (base/utf8.h: bytes that are not UTF-8 as \xNN) and cut to VALUE_BYTES. White space
 * around the value is left out; a value of nothing else is no value and emits nothing. start..end: where it stands in the
 * entry.
 */
void reading_declared(struct reading *r, const char *field, const void *value, size_t len, uint64_t start, uint64_t end,
		      uint32_t line);
void reading_meta(struct reading *r, const char *key, const void *value, size_t len, uint64_t start, uint64_t end, uint32_t line);
/*
 * The part of the table for tensors whose bytes lie in another file, which the entry names as seen from its own folder; scanner/gather.h
 * fetches them. NO_TENSOR, with a FACT_PROBLEM: the name leads out of that folder, or there are too many.
 */
uint32_t reading_part(struct reading *r, const char *location, size_t len);
/* The entry's bytes from the beginning, with its true length as far as it is known. */
struct cursor reading_cursor(const struct reading *r);

#endif
