/* SPDX-License-Identifier: MIT */
/*
 * No pattern may take super-linear time: the steps that a search takes from one place of a text must not grow with the text.
 *
 * For every pattern of every built-in rule texts are made from the pattern itself: a sampler walks through it and writes words that
 * it could match, up to some point; those are repeated to n, 2n and 4n characters, so that each gap, each list and each alternative
 * is met again and again and never completed. The steps are those of PCRE2's interpreter (its match limit, found by bisection: it
 * counts anew at each place where a match may begin, and unlike the JIT's count it does not depend on how the code was translated).
 */
#include "catalog/catalog.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <ctype.h>
#include <pcre2.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum {
	SIZE = 1500,	    /* n */
	SAMPLES = 10,	    /* texts for each pattern */
	STARTS = 3,	    /* places of each text that are tried */
	SAMPLE_MAX = 600,   /* bytes of one walk */
	DEPTH_MAX = 60,	    /* parentheses */
	STEPS_MAX = 400000, /* more than these from one place are too many, whatever the growth */
	SLACK = 2000,	    /* steps that do not count as growth */
};

/* --- a walk through a pattern --------------------------------------------------------------------------------------------- */

struct walk {
	const char *at; /* in the pattern */
	char out[SAMPLE_MAX + 8];
	size_t len;
	uint32_t seed;
	int depth;
};

static uint32_t pick(struct walk *w, uint32_t n)
{
	w->seed = w->seed * 1664525 + 1013904223;
	return n ? (w->seed >> 8) % n : 0;
}

static void put(struct walk *w, char c)
{
	if (w->len < SAMPLE_MAX)
		w->out[w->len++] = c;
}

/* Behind the class that begins at s ("["). */
static const char *class_end(const char *s)
{
	s++;
	s += *s == '^';
	s += *s == ']';
	while (*s && *s != ']')
		s += *s == '\\' && s[1] ? 2 : *s == '[' && s[1] == ':' ? strcspn(s, "]") + 1 : 1;
	return *s ? s + 1 : s;
}

/* Behind the group that begins at s ("("). */
static const char *group_end(const char *s)
{
	int depth = 0;
	while (*s) {
		if (*s == '\\' && s[1]) {
			s += 2;
		} else if (*s == '[') {
			s = class_end(s);
		} else {
			depth += *s == '(' ? 1 : *s == ')' ? -1 : 0;
			s++;
			if (!depth)
				break;
		}
	}
	return s;
}

/* Behind the alternative that begins at s: at '|', at the closing ')' or at the end. */
static const char *alternative_end(const char *s)
{
	while (*s && *s != '|' && *s != ')')
		s = *s == '\\' && s[1] ? s + 2 : *s == '[' ? class_end(s) : *s == '(' ? group_end(s) : s + 1;
	return s;
}

static void walk_alternatives(struct walk *w, const char *s);

static void put_class(struct walk *w, const char *s)
{
	static const char others[] = "aeb 1tz,x";
	if (s[1] == '^')
		put(w, others[pick(w, sizeof others - 1)]);
	else if (s[1] == '\\')
		put(w, s[2] == 'd' ? '1' : s[2] == 's' ? ' ' : 'w');
	else
		for (const char *c = s + 1; c == s + 1 || ((unsigned char)*c & 0xC0) == 0x80; c++) /* its first character */
			put(w, *c);
}

/* The atom at s, once. */
static void put_atom(struct walk *w, const char *s)
{
	if (*s == '(') {
		bool named = !strncmp(s, "(?<", 3) && s[3] != '=' && s[3] != '!';
		const char *inside = s + 1;
		if (!strncmp(s, "(?=", 3) || !strncmp(s, "(?!", 3) || !strncmp(s, "(?<=", 4) || !strncmp(s, "(?<!", 4))
			return;
		if (named)
			inside = strchr(s, '>') + 1;
		else if (s[1] == '?')
			inside = s[2] == '>' ? s + 3 : strchr(s, ':') ? strchr(s, ':') + 1 : s + 2;
		walk_alternatives(w, inside);
	} else if (*s == '[') {
		put_class(w, s);
	} else if (*s == '\\') {
		if (s[1] == 'b' && w->len && isalnum((unsigned char)w->out[w->len - 1]))
			put(w, ' '); /* where a word ends; what follows may be another one */
		if (strchr("bBAzZGK", s[1]))
			return;
		put(w, s[1] == 'd' ? '1' : s[1] == 'w' ? 'w' : s[1] == 's' ? ' ' : s[1] == 'W' ? ';' : s[1] == 'n' ? ' ' : s[1]);
	} else if (*s == '.') {
		put(w, "ab e"[pick(w, 4)]);
	} else if (*s != '^' && *s != '$') {
		put(w, *s);
	}
}

static const char *atom_end(const char *s)
{
	if (*s == '(')
		return group_end(s);
	if (*s == '[')
		return class_end(s);
	if (*s == '\\' && s[1])
		return s + 2;
	do
		s++;
	while (((unsigned char)*s & 0xC0) == 0x80);
	return s;
}

/* How often an atom comes: read off its quantifier at *s, which is passed. */
static uint32_t repetitions(struct walk *w, const char **s)
{
	uint32_t least = 1, most = 1;
	if (**s == '*' || **s == '+' || **s == '?') {
		least = **s == '+';
		most = **s == '?' ? 1 : 8;
		(*s)++;
	} else if (**s == '{' && (*s)[1] >= '0' && (*s)[1] <= '9') {
		char *end;
		least = most = (uint32_t)strtoul(*s + 1, &end, 10);
		if (*end == ',')
			most = end[1] == '}' ? least + 8 : (uint32_t)strtoul(end + 1, &end, 10);
		*s = strchr(*s, '}') + 1;
	} else {
		return 1;
	}
	*s += **s == '?' || **s == '+';
	uint32_t spread = most - least > 12 ? 12 : most - least;
	return least + pick(w, spread + 1);
}

static void walk_sequence(struct walk *w, const char *s, const char *end)
{
	while (s < end && w->len < SAMPLE_MAX) {
		const char *atom = s;
		s = atom_end(s);
		if (((unsigned char)*atom & 0x80) != 0) {
			const char *after = s;
			for (uint32_t n = repetitions(w, &after); n && w->len < SAMPLE_MAX; n--)
				for (const char *c = atom; c < s; c++)
					put(w, *c);
			s = after;
			continue;
		}
		for (uint32_t n = repetitions(w, &s); n && w->len < SAMPLE_MAX; n--)
			put_atom(w, atom);
	}
}

static void walk_alternatives(struct walk *w, const char *s)
{
	const char *chosen = s;
	uint32_t seen = 0;
	if (++w->depth < DEPTH_MAX) {
		for (const char *at = s;; at++) {
			if (!pick(w, ++seen))
				chosen = at;
			at = alternative_end(at);
			if (*at != '|')
				break;
		}
		walk_sequence(w, chosen, alternative_end(chosen));
	}
	w->depth--;
}

/* Cut at a character, so that it stays UTF-8. */
static size_t whole_characters(const char *s, size_t len)
{
	size_t n = len;
	while (n && ((unsigned char)s[n - 1] & 0xC0) == 0x80)
		n--;
	if (!n)
		return 0;
	unsigned char lead = (unsigned char)s[n - 1];
	size_t need = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
	return n - 1 + need <= len ? n - 1 + need : n - 1;
}

/* --- texts ---------------------------------------------------------------------------------------------------------------- */

struct subject {
	char unit[SAMPLE_MAX + 80];
	size_t unit_len;
};

/*
 * What is repeated: a walk cut short (a near miss), a piece out of its middle, or the whole with its end spoiled. Texts in which the
 * pattern is completed end the search early and show nothing.
 */
static void make_unit(struct subject *out, const char *pattern, uint32_t number)
{
	static struct walk w;
	w = (struct walk){.at = pattern, .seed = number * 7919 + 17};
	walk_alternatives(&w, pattern);
	size_t from = 0, to = w.len;
	if (number % 3 == 0)
		to = w.len * (1 + pick(&w, 9)) / 10;
	else if (number % 3 == 1)
		from = w.len * pick(&w, 6) / 10, to = from + (w.len - from) * (1 + pick(&w, 9)) / 10;
	while (from < to && ((unsigned char)w.out[from] & 0xC0) == 0x80)
		from++;
	size_t len = whole_characters(w.out + from, to - from);
	memcpy(out->unit, w.out + from, len);
	if (!len || number % 3 == 2 || pick(&w, 2))
		out->unit[len++] = ' ';
	out->unit_len = len;
}

static char *repeat(const struct subject *s, size_t size, size_t *len)
{
	char *text = malloc(size + s->unit_len + 1);
	assert_non_null(text);
	for (*len = 0; *len < size; *len += s->unit_len)
		memcpy(text + *len, s->unit, s->unit_len);
	return text;
}

/* --- steps ---------------------------------------------------------------------------------------------------------------- */

struct counter {
	pcre2_code *code;
	pcre2_match_data *match;
	pcre2_match_context *context;
};

static bool within(const struct counter *c, const char *s, size_t len, size_t at, uint32_t limit)
{
	pcre2_set_match_limit(c->context, limit);
	int rc = pcre2_match(c->code, (PCRE2_SPTR)s, len, at, PCRE2_ANCHORED | PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, c->match,
			     c->context);
	return rc >= 0 || rc == PCRE2_ERROR_NOMATCH;
}

/* The steps from one place, to a few percent; more than STEPS_MAX when there are too many. */
static uint32_t steps_from(const struct counter *c, const char *s, size_t len, size_t at)
{
	uint32_t high = 64, low;
	while (high <= STEPS_MAX && !within(c, s, len, at, high))
		high *= 2;
	if (high > STEPS_MAX)
		return high;
	low = high == 64 ? 0 : high / 2;
	while (high - low > high / 32 + 1) {
		uint32_t middle = low + (high - low) / 2;
		if (within(c, s, len, at, middle))
			high = middle;
		else
			low = middle;
	}
	return high;
}

/* The most steps from the first places of the text. */
static uint32_t most_steps(const struct counter *c, const char *s, size_t len, size_t unit)
{
	uint32_t most = 0;
	for (size_t i = 0, at = 0; i < STARTS && at < len; i++, at += unit) {
		uint32_t n = steps_from(c, s, len, at);
		most = n > most ? n : most;
	}
	return most;
}

/* The growth of a pattern's steps over the texts made from it: NULL, or what is wrong. */
static const char *try_pattern(const char *pattern, uint32_t samples)
{
	static char said[400];
	int code;
	PCRE2_SIZE offset;
	struct counter c = {.context = pcre2_match_context_create(NULL)};
	c.code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
			       PCRE2_UTF | PCRE2_CASELESS | PCRE2_DUPNAMES | PCRE2_NO_START_OPTIMIZE, &code, &offset, NULL);
	assert_non_null(c.code);
	c.match = pcre2_match_data_create_from_pattern(c.code, NULL);
	*said = 0;
	for (uint32_t i = 0; i < samples && !*said; i++) {
		struct subject s;
		uint32_t steps[3];
		make_unit(&s, pattern, i);
		for (int k = 0; k < 3; k++) {
			size_t len;
			char *text = repeat(&s, (size_t)SIZE << k, &len);
			steps[k] = most_steps(&c, text, len, s.unit_len);
			free(text);
		}
		bool too_many = steps[2] > STEPS_MAX, grows = steps[2] > 6 * steps[0] + SLACK && steps[2] > 3 * steps[1];
		if (too_many || grows)
			snprintf(said, sizeof said, "%u, %u, %u steps from one place of %d, %d, %d bytes of '%.*s'", steps[0],
				 steps[1], steps[2], SIZE, 2 * SIZE, 4 * SIZE, s.unit_len < 120 ? (int)s.unit_len : 120, s.unit);
	}
	pcre2_match_data_free(c.match);
	pcre2_match_context_free(c.context);
	pcre2_code_free(c.code);
	return *said ? said : NULL;
}

/* As many texts for each pattern as LICET_STEP_SAMPLES says. */
static uint32_t samples(void)
{
	const char *set = getenv("LICET_STEP_SAMPLES");
	return set && atoi(set) > 0 ? (uint32_t)atoi(set) : SAMPLES;
}

static size_t try_patterns(const struct rule *rule, const char *field, const struct strings *patterns)
{
	size_t wrong = 0;
	for (uint32_t i = 0; i < patterns->count; i++) {
		const char *said = try_pattern(patterns->at[i], samples());
		if (said)
			printf("%s: %s %u: %s\n", rule->id, field, i + 1, said);
		wrong += said != NULL;
	}
	return wrong;
}

static void test_patterns_of_all_rules(void **state)
{
	(void)state;
	size_t wrong = 0, patterns = 0;
	for (uint32_t i = 0; i < catalog_builtin.n_rules; i++) {
		const struct rule *r = &catalog_builtin.rules[i];
		wrong += try_patterns(r, "match", &r->match) + try_patterns(r, "unless", &r->unless) +
			 try_patterns(r, "unless_text", &r->unless_text) + try_patterns(r, "only_if_text", &r->only_if_text);
		patterns += r->match.count + r->unless.count + r->unless_text.count + r->only_if_text.count;
	}
	printf("%zu patterns; %zu take too many steps\n", patterns, wrong);
	assert_int_equal(wrong, 0);
}

/* The test can fail: each of these is slow in its own way. */
static void test_slow_patterns_are_found(void **state)
{
	(void)state;
	assert_non_null(try_pattern("(?:a|aa)+b", 30));
	assert_non_null(try_pattern("\\bone\\b.*\\btwo\\b.*\\bthree\\b.*\\bfour\\b", 60));
	assert_non_null(try_pattern("(?:\\w+ ?)+;", 30));
	assert_non_null(try_pattern("if (?:[^.]* )*then", 60));
	assert_null(try_pattern("\\bone\\b[^.]{0,80}? two", 60));
	assert_null(try_pattern("users", 30));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_slow_patterns_are_found),
		cmocka_unit_test(test_patterns_of_all_rules),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
