/* SPDX-License-Identifier: MIT */
/*
 * regex: PCRE2 with the bounds that a pattern from a user and a text from a stranger need.
 *
 * Patterns are UTF-8 and match without regard to case (Unicode). \b, \w, \d and \s know ASCII only: in a script without blanks
 * between words, "使用Llama模型" must still have a word boundary before the L (a pattern may begin with (*UCP) to have it
 * otherwise). A group name may occur in several alternatives.
 *
 * A struct regex is shared by threads (it is translated to machine code when it has been used for a while; that is all that ever
 * changes); a struct regex_work belongs to one thread and holds the last match. Two bounds hold: `steps` for the search from one
 * place of the subject (as PCRE2's JIT counts them: groups that are taken back, not single characters), and `seconds` of this
 * thread's processor time for all searches with one regex_work; memory for backtracking is bounded, too.
 *
 * A subject must be valid UTF-8. That is not checked here, since the same text is searched hundreds of times: regex_subject_ok,
 * once.
 */
#ifndef LICET_BASE_REGEX_H
#define LICET_BASE_REGEX_H
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { REGEX_PATTERN_MAX = 16384 /* bytes */, REGEX_GROUPS_MAX = 64 };

struct regex;
struct regex_work;

/*
 * How a pattern will be used: PCRE2's study of where its matches may begin takes longer than its compilation, and is of no use
 * when the caller knows that better (base/literals.h). Either search works with either.
 */
enum regex_use { REGEX_SEARCHED /* by regex_find */, REGEX_TRIED /* mostly by regex_try */ };

/* Compiles a pattern. -1 (ERR_DATA): what is wrong with it and at which byte. *out is the caller's: regex_free. */
int regex_compile(const char *pattern, enum regex_use use, struct regex **out, struct err *e);
void regex_free(struct regex *re); /* NULL is fine */
bool regex_has_group(const struct regex *re, const char *name);

/* steps, seconds: > 0. Never NULL; regex_work_free. The time begins now. */
struct regex_work *regex_work_new(int64_t steps, int64_t seconds);
void regex_work_free(struct regex_work *w); /* NULL is fine */

/* May the bytes be searched? */
bool regex_subject_ok(const char *s, size_t len);

enum regex_result {
	REGEX_NONE = 0,
	REGEX_FOUND = 1,
	REGEX_STEPS = -1, /* the search was given up: too many steps or too much memory from one place */
	REGEX_TIME = -2,  /* the seconds are used up; every further search with this work ends so */
};

/*
 * Searches s[0..len) from byte `from` on (a character's first byte), with what is before it in sight of lookbehinds. The match is
 * in *w until the next search.
 */
enum regex_result regex_find(struct regex *re, struct regex_work *w, const char *s, size_t len, size_t from);

/* The same, but for a match that begins at byte `at` and nowhere else. */
enum regex_result regex_try(struct regex *re, struct regex_work *w, const char *s, size_t len, size_t at);

/* The last match: start ≤ end. */
void regex_range(const struct regex_work *w, size_t *start, size_t *end);
/* The range of a named group in the last match of re; false when there is no such group or it took no part. */
bool regex_group(const struct regex *re, const struct regex_work *w, const char *name, size_t *start, size_t *end);

#endif
