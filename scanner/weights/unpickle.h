/* SPDX-License-Identifier: MIT */
/*
 * unpickle: reading Python pickles without running them.
 *
 * A pickle is a program for a stack machine that builds objects and calls what it names. Here its instructions only build a tree
 * that says what would be called with what; nothing is looked up and nothing is called. The tree is bounded (values, places in
 * containers, and bytes of strings, all of which a few instructions can repeat), and long strings and bytes are stepped over.
 */
#ifndef LICET_WEIGHTS_UNPICKLE_H
#define LICET_WEIGHTS_UNPICKLE_H
#include "base/arena.h"
#include "base/cursor.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PICKLE_VALUES = 4000000, PICKLE_ITEMS = 16000000, PICKLE_TEXT = 128 << 20, PICKLE_STRING = 1 << 16, PICKLE_DEPTH = 64 };

enum pickle_kind {
	PICKLE_OTHER, /* a float, bytes, a set, what is too long, … */
	PICKLE_NONE,
	PICKLE_INT, /* booleans too */
	PICKLE_STRING_VALUE,
	PICKLE_TUPLE,
	PICKLE_LIST,
	PICKLE_DICT,	   /* items: key, value, key, value … */
	PICKLE_GLOBAL,	   /* text: "module name" */
	PICKLE_CALL,	   /* of `callee` with `args`; items: keys and values that were set on the result */
	PICKLE_PERSISTENT, /* args: what the persistent id is */
	PICKLE_ROW,	   /* number: what a watcher made of bytes */
	PICKLE_MARK,	   /* never in a tree */
};

struct pickle_value {
	enum pickle_kind kind;
	bool seen; /* for who walks the tree */
	uint32_t count, capacity;
	union {
		int64_t number;
		const char *text; /* with a NUL behind its count bytes */
		struct pickle_value **items;
	};
	union {
		struct {
			struct pickle_value *callee, *args, *state; /* state: what BUILD set */
		};
		uint64_t at; /* of a string: where it stands, as the cursor counts */
	};
};

/*
 * Reads one pickle from where the cursor stands to its STOP. The tree lives in the arena. 0 and *root; or -1 with a sentence
 * that has the offset. *root is NULL where the bytes are beyond reach (CURSOR_BEYOND), which is no failure.
 */
int unpickle(struct cursor *c, struct arena *a, struct pickle_value **root, struct err *e);

/*
 * Who wants to know of bytes before they have gone by. The stack has the values that were made and not yet used, the last one on
 * top, marks among them.
 */
struct pickle_watch {
	void *ctx;
	/*
	 * len bytes, or as many bytes of text in UTF-8, come next. 1: they were stepped over, and *number is the value; 0: they were not and
	 * are of no interest; -1 with a sentence.
	 */
	int (*bytes)(void *ctx, struct pickle_value *const *stack, size_t depth, struct cursor *c, uint64_t len, bool text,
		     int64_t *number, struct err *e);
	/* An object has got its state. What stands behind it may be read if it is no instruction. 0, or -1. */
	int (*built)(void *ctx, struct pickle_value *object, struct cursor *c, struct err *e);
};
int unpickle_watched(struct cursor *c, struct arena *a, const struct pickle_watch *watch, struct pickle_value **root,
		     struct err *e);

bool pickle_is_global(const struct pickle_value *v, const char *name);		  /* "module name" */
const struct pickle_value *pickle_item(const struct pickle_value *v, uint32_t i); /* of a tuple or list; NULL when not there */
bool pickle_number(const struct pickle_value *v, int64_t *n);

struct pickle_walk {
	size_t steps;  /* instructions understood */
	bool stopped;  /* the STOP instruction was reached */
	bool nonsense; /* a byte that is no instruction */
};
/* Steps over instructions, as far as the cursor goes. */
struct pickle_walk pickle_walk(struct cursor *c);

#endif
