/* SPDX-License-Identifier: MIT */
#include "base/regex.h"

#include "base/arena.h"
#include "base/utf8.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	NEST_MAX = 100,	       /* parentheses inside parentheses */
	HEAP_KIB = 32 * 1024,  /* memory for backtracking without JIT */
	DEPTH_MAX = 100000,    /* nested backtracking without JIT */
	STEPS_WITHOUT = 10000, /* without JIT, where a step takes as long as the pattern is; what needs more is given to JIT */
	JIT_STACK_MAX = 1024 * 1024, /* with JIT; 32 KiB of the thread's own stack are tried first */
	WINDOW = 64,		     /* places that are tried before the clocks are looked at */
	JIT_AFTER = 10,		     /* searches of a pattern before it is translated: a slow pattern is slow at once; … */
	PLACES_PER_SEARCH = 16,	     /* … so many places in a row count as one */
	CLOCK_NS = 20000000, /* real time that may pass before the processor's clock, which is slow to read, is looked at */
};

struct regex {
	pcre2_code *code;	    /* for PCRE2's interpreter: ready at once */
	_Atomic(pcre2_code *) fast; /* with JIT, which takes longer to make than a few searches; NULL until it is worth it */
	atomic_uint searches;
	PCRE2_SPTR names; /* PCRE2's table of group names */
	uint32_t n_names, name_size;
};

struct regex_work {
	pcre2_match_data *match;
	pcre2_match_context *context;
	pcre2_jit_stack *stack; /* NULL until a pattern needs it */
	uint32_t steps;
	int64_t deadline; /* of this thread's processor clock */
	int64_t checked;  /* real time of the last look at it */
	int64_t places;	  /* that may be tried before the next look */
	bool expired;
};

/* --- memory ------------------------------------------------------------------------------------------------------------- */

static pcre2_general_context *memory;

static void *take(size_t size, void *ctx)
{
	(void)ctx;
	return mem_alloc(size);
}

static void give(void *p, void *ctx)
{
	(void)ctx;
	free(p);
}

static void make_memory(void)
{
	memory = pcre2_general_context_create(take, give, NULL);
}

/* PCRE2's translator goes on with what it was refused, and crashes: so the process ends before it is told. */
static pcre2_general_context *ending_memory(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, make_memory);
	return memory;
}

/* --- compiling ---------------------------------------------------------------------------------------------------------- */

static int compile_error(const char *pattern, int code, size_t offset, struct err *e)
{
	char message[256];
	if (pcre2_get_error_message(code, (PCRE2_UCHAR *)message, sizeof message) < 0)
		strcpy(message, "not a pattern");
	return err_set(e, ERR_DATA, "the pattern is wrong at byte %zu, after '%.*s': %s", offset, offset > 40 ? 40 : (int)offset,
		       pattern + (offset > 40 ? offset - 40 : 0), message);
}

static void context_free(pcre2_compile_context **c)
{
	pcre2_compile_context_free(*c);
}

static pcre2_code *compile(const char *pattern, enum regex_use use, struct err *e)
{
	pcre2_compile_context *context __attribute__((cleanup(context_free))) = pcre2_compile_context_create(ending_memory());
	pcre2_set_parens_nest_limit(context, NEST_MAX);
	uint32_t options = PCRE2_UTF | PCRE2_CASELESS | PCRE2_DUPNAMES | PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT |
			   (use == REGEX_TRIED ? PCRE2_NO_START_OPTIMIZE : 0);
	int code;
	PCRE2_SIZE offset;
	pcre2_code *compiled = pcre2_compile((PCRE2_SPTR)pattern, strlen(pattern), options, &code, &offset, context);
	if (!compiled)
		compile_error(pattern, code, offset, e);
	return compiled;
}

int regex_compile(const char *pattern, enum regex_use use, struct regex **out, struct err *e)
{
	*out = NULL;
	size_t len = strlen(pattern);
	if (len > REGEX_PATTERN_MAX)
		return err_set(e, ERR_DATA, "the pattern is %zu bytes long; %d are the most", len, REGEX_PATTERN_MAX);
	pcre2_code *code = compile(pattern, use, e);
	if (!code)
		return -1;
	uint32_t groups = 0;
	pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &groups);
	if (groups > REGEX_GROUPS_MAX) {
		pcre2_code_free(code);
		return err_set(e, ERR_DATA, "the pattern has %u groups; %d are the most (write (?:…) where none is needed)",
			       groups, REGEX_GROUPS_MAX);
	}
	struct regex *re = mem_alloc(sizeof *re);
	re->code = code;
	pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &re->names);
	pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &re->n_names);
	pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &re->name_size);
	*out = re;
	return 0;
}

void regex_free(struct regex *re)
{
	if (!re)
		return;
	pcre2_code_free(atomic_load(&re->fast));
	pcre2_code_free(re->code);
	free(re);
}

/* Number of the i-th named group, or 0 when it is called otherwise. The table holds two bytes of number, then the name. */
static uint32_t named(const struct regex *re, uint32_t i, const char *name)
{
	PCRE2_SPTR entry = re->names + (size_t)i * re->name_size;
	return strcmp((const char *)entry + 2, name) ? 0 : (uint32_t)entry[0] << 8 | entry[1];
}

bool regex_has_group(const struct regex *re, const char *name)
{
	for (uint32_t i = 0; i < re->n_names; i++)
		if (named(re, i, name))
			return true;
	return false;
}

bool regex_subject_ok(const char *s, size_t len)
{
	for (size_t at = 0; at < len;) {
		uint64_t eight = 0x80;
		if (len - at >= sizeof eight)
			memcpy(&eight, s + at, sizeof eight);
		size_t n = eight & 0x8080808080808080 ? utf8_length(s + at, len - at) : sizeof eight;
		if (!n)
			return false;
		at += n;
	}
	return true;
}

/* --- searching ---------------------------------------------------------------------------------------------------------- */

static int64_t clock_ns(clockid_t clock)
{
	struct timespec t;
	clock_gettime(clock, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

struct regex_work *regex_work_new(int64_t steps, int64_t seconds)
{
	struct regex_work *w = mem_alloc(sizeof *w);
	w->match = pcre2_match_data_create(REGEX_GROUPS_MAX + 1, ending_memory());
	w->context = pcre2_match_context_create(ending_memory());
	w->steps = steps > UINT32_MAX ? UINT32_MAX : (uint32_t)steps;
	pcre2_set_depth_limit(w->context, DEPTH_MAX);
	pcre2_set_heap_limit(w->context, HEAP_KIB);
	int64_t span = seconds > INT64_C(1000000000) ? INT64_C(1000000000) : seconds;
	w->deadline = clock_ns(CLOCK_THREAD_CPUTIME_ID) + span * 1000000000;
	w->checked = clock_ns(CLOCK_MONOTONIC);
	return w;
}

void regex_work_free(struct regex_work *w)
{
	if (!w)
		return;
	pcre2_match_data_free(w->match);
	pcre2_match_context_free(w->context);
	pcre2_jit_stack_free(w->stack);
	free(w);
}

static bool out_of_time(struct regex_work *w, size_t places)
{
	w->places -= (int64_t)places;
	if (w->expired || w->places > 0)
		return w->expired;
	w->places = WINDOW;
	int64_t now = clock_ns(CLOCK_MONOTONIC);
	if (now - w->checked < CLOCK_NS)
		return false;
	w->checked = now;
	w->expired = clock_ns(CLOCK_THREAD_CPUTIME_ID) > w->deadline;
	return w->expired;
}

/* The pattern with JIT; where that cannot be had, the interpreter does the same, slower. */
static pcre2_code *fast_code(struct regex *re)
{
	pcre2_code *fast = atomic_load_explicit(&re->fast, memory_order_acquire);
	if (fast)
		return fast;
	fast = pcre2_code_copy(re->code);
	pcre2_jit_compile(fast, PCRE2_JIT_COMPLETE);
	pcre2_code *other = NULL;
	if (atomic_compare_exchange_strong_explicit(&re->fast, &other, fast, memory_order_acq_rel, memory_order_acquire))
		return fast;
	pcre2_code_free(fast); /* another thread was first */
	return other;
}

static int match_fast(struct regex *re, struct regex_work *w, const char *s, size_t len, size_t from)
{
	pcre2_code *code = fast_code(re);
	pcre2_set_match_limit(w->context, w->steps);
	int rc = pcre2_match(code, (PCRE2_SPTR)s, len, from, PCRE2_NO_UTF_CHECK, w->match, w->context);
	if (rc != PCRE2_ERROR_JIT_STACKLIMIT || w->stack)
		return rc;
	w->stack = pcre2_jit_stack_create(32 * 1024, JIT_STACK_MAX, ending_memory());
	if (!w->stack)
		mem_exhausted();
	pcre2_jit_stack_assign(w->context, NULL, w->stack);
	return pcre2_match(code, (PCRE2_SPTR)s, len, from, PCRE2_NO_UTF_CHECK, w->match, w->context);
}

/*
 * One search. Both ways find the same, but count steps differently; so it is always JIT that says whether there were too many,
 * and the answer does not depend on how often a pattern was used before.
 */
static int match(struct regex *re, struct regex_work *w, const char *s, size_t len, size_t from, size_t places)
{
	unsigned weight = 1 + (unsigned)(places / PLACES_PER_SEARCH);
	if (atomic_load_explicit(&re->fast, memory_order_relaxed) ||
	    atomic_fetch_add_explicit(&re->searches, weight, memory_order_relaxed) >= JIT_AFTER)
		return match_fast(re, w, s, len, from);
	pcre2_set_match_limit(w->context, w->steps < STEPS_WITHOUT ? w->steps : STEPS_WITHOUT);
	int rc = pcre2_match(re->code, (PCRE2_SPTR)s, len, from, PCRE2_NO_UTF_CHECK, w->match, w->context);
	return rc >= 0 || rc == PCRE2_ERROR_NOMATCH ? rc : match_fast(re, w, s, len, from);
}

/* First byte of the character after the window of places that begins at `from`; len + 1 when the subject ends before. */
static size_t window_end(const char *s, size_t len, size_t from)
{
	if (len - from < WINDOW)
		return len + 1;
	size_t end = from + WINDOW;
	while (end < len && ((unsigned char)s[end] & 0xC0) == 0x80)
		end++;
	return end;
}

/* Tries the places from..last (byte offsets of characters). */
static enum regex_result try_places(struct regex *re, struct regex_work *w, const char *s, size_t len, size_t from, size_t last)
{
	size_t places = (last < len ? last : len) - from + 1;
	if (out_of_time(w, places))
		return REGEX_TIME;
	pcre2_set_offset_limit(w->context, last);
	int rc = match(re, w, s, len, from, places);
	if (rc >= 0)
		return REGEX_FOUND;
	if (rc == PCRE2_ERROR_NOMEMORY)
		mem_exhausted();
	return rc == PCRE2_ERROR_NOMATCH ? REGEX_NONE : REGEX_STEPS;
}

enum regex_result regex_try(struct regex *re, struct regex_work *w, const char *s, size_t len, size_t at)
{
	return at <= len ? try_places(re, w, s, len, at, at) : REGEX_NONE;
}

enum regex_result regex_find(struct regex *re, struct regex_work *w, const char *s, size_t len, size_t from)
{
	enum regex_result found = REGEX_NONE;
	while (found == REGEX_NONE && from <= len) {
		size_t end = window_end(s, len, from);
		found = try_places(re, w, s, len, from, end - 1);
		from = end;
	}
	return found;
}

void regex_range(const struct regex_work *w, size_t *start, size_t *end)
{
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(w->match);
	*end = at[1];
	*start = at[0] > at[1] ? at[1] : at[0]; /* \K in a lookahead can put the start behind the end */
}

bool regex_group(const struct regex *re, const struct regex_work *w, const char *name, size_t *start, size_t *end)
{
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(w->match);
	for (uint32_t i = 0; i < re->n_names; i++) {
		uint32_t group = named(re, i, name);
		if (!group || at[2 * group] == PCRE2_UNSET || at[2 * group] > at[2 * group + 1])
			continue;
		*start = at[2 * group];
		*end = at[2 * group + 1];
		return true;
	}
	return false;
}
