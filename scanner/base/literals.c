/* SPDX-License-Identifier: MIT */
#include "base/literals.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/literal_parts.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { GROUP_SLOTS = 1024, GROUP_LEAST = 48 /* bytes of a group worth remembering */ };
enum {
	CLASS_MAX = 8, /* characters of a class that are written out */
	NEST_MAX = 100,
};

/* --- syntax ---------------------------------------------------------------------------------------------------------------- */

static struct part parse_alternatives(struct parser *p);

static bool lost(struct parser *p)
{
	p->lost = true;
	return false;
}

/* Is the character the same in either case? Known for what Chinese texts are written with. */
static bool has_no_case(uint32_t code)
{
	return (code >= 0x2010 && code <= 0x2027) || (code >= 0x2E80 && code <= 0x9FFF) || (code >= 0xF900 && code <= 0xFAFF) ||
	       (code >= 0xFF01 && code <= 0xFF20);
}

/* The character at s as a part; it is len bytes long. */
static struct part part_character(struct parser *p, const char *s, size_t len)
{
	uint32_t code = 0;
	if (len == 1) {
		char c = *s >= 'A' && *s <= 'Z' ? (char)(*s | 0x20) : *s;
		return part_exact(p, &c, 1);
	}
	utf8_decode(s, len, &code);
	return has_no_case(code) ? part_exact(p, s, len) : part_open(p);
}

static size_t character_length(struct parser *p)
{
	size_t n = (unsigned char)*p->s < 0x80 ? 1 : utf8_length(p->s, strnlen(p->s, 4));
	if (!n)
		lost(p);
	return n ? n : 1;
}

/* Passes over "{…}" after \p, \x and the like. */
static void skip_braces(struct parser *p)
{
	const char *end = *p->s == '{' ? strchr(p->s, '}') : NULL;
	if (end)
		p->s = end + 1;
	else
		lost(p);
}

/* What follows a backslash, outside of a class. */
static struct part parse_escape(struct parser *p)
{
	char c = *p->s;
	if (!c || (unsigned char)c >= 0x80 || is_digit(c)) {
		lost(p);
		return part_open(p);
	}
	p->s++;
	if (!is_letter(c))
		return part_exact(p, &c, 1);
	if (strchr("bBAzZGK", c))
		return c == 'b' ? part_edge(p) : part_exact(p, "", 0);
	if (strchr("pPx", c) && *p->s == '{')
		skip_braces(p);
	else if (c == 'n')
		return part_exact(p, "\n", 1);
	else if (!strchr("dDwWsShHvVRX", c))
		lost(p);
	return part_open(p);
}

/* A class of a few single characters is their alternatives; any other may be anything. */
static struct part parse_class(struct parser *p)
{
	bool open = *p->s == '^';
	struct part parts[CLASS_MAX];
	uint32_t count = 0;
	p->s += open;
	for (bool first = true; *p->s && (*p->s != ']' || first); first = false) {
		bool escaped = *p->s == '\\';
		if (escaped)
			p->s++;
		if (p->s[0] == '[' && (p->s[1] == ':' || p->s[1] == '.' || p->s[1] == '='))
			lost(p);
		if (!*p->s)
			break;
		open |= escaped && (is_letter(*p->s) || is_digit(*p->s));
		p->lost |= escaped && (*p->s == 'Q' || *p->s == 'E');
		size_t n = character_length(p);
		struct part one = part_character(p, p->s, n);
		p->s += n;
		open |= (p->s[0] == '-' && p->s[1] != ']') || !one.exact || count == CLASS_MAX;
		if (!open)
			parts[count++] = one;
	}
	if (*p->s == ']')
		p->s++;
	else
		lost(p);
	return open || !count ? part_open(p) : part_either(p, parts, count);
}

/* Reads what stands between "(" and the group's own pattern. True when it is a look around, which matches nothing itself. */
static bool parse_group_head(struct parser *p)
{
	if (*p->s == '*')
		return lost(p);
	if (*p->s != '?')
		return false;
	p->s++;
	if (*p->s == '=' || *p->s == '!' || (*p->s == '<' && (p->s[1] == '=' || p->s[1] == '!')))
		return p->s += *p->s == '<' ? 2 : 1, true;
	if (*p->s == ':' || *p->s == '>' || *p->s == '|')
		return p->s++, false;
	if (*p->s == '<' || (*p->s == 'P' && p->s[1] == '<')) {
		const char *end = strchr(p->s, '>');
		p->s = end ? end + 1 : p->s;
		return end ? false : lost(p);
	}
	size_t n = strspn(p->s, "ims-"); /* (?i:…) and (?i); x would change the syntax */
	if (!n || (p->s[n] != ':' && p->s[n] != ')'))
		return lost(p);
	p->s += n + (p->s[n] == ':');
	return false;
}

static struct part parse_group_itself(struct parser *p)
{
	bool around = parse_group_head(p);
	struct part inside = parse_alternatives(p);
	if (*p->s == ')')
		p->s++;
	else
		lost(p);
	return around ? part_exact(p, "", 0) : inside;
}

/* --- groups seen before ---------------------------------------------------------------------------------------------------- */

struct group {
	const char *s; /* from behind its parenthesis to the closing one; NULL: free */
	size_t len;
	struct part part;
};

struct literal_pool *literal_pool_new(void)
{
	struct literal_pool *p = mem_alloc(sizeof *p);
	arena_init(&p->arena);
	p->groups = mem_array(GROUP_SLOTS, sizeof *p->groups);
	return p;
}

void literal_pool_free(struct literal_pool *p)
{
	if (!p)
		return;
	arena_release(&p->arena);
	free(p->sets);
	free(p->groups);
	free(p);
}

/* Where a group is or would be. */
static struct group *group_slot(struct literal_pool *p, const char *s, size_t len)
{
	for (uint64_t hash = hash_bytes(s, len);; hash++) {
		struct group *g = &p->groups[hash % GROUP_SLOTS];
		if (!g->s || (g->len == len && !memcmp(g->s, s, len)))
			return g;
	}
}

static struct strings strings_copy(struct arena *a, const struct strings *set)
{
	return (struct strings){arena_memdup(a, set->at, set->count * sizeof *set->at), set->count};
}

static void group_keep(struct literal_pool *p, struct group *g, const char *s, size_t len, const struct part *part)
{
	if (p->n_groups >= GROUP_SLOTS / 2)
		return;
	p->n_groups++;
	*g = (struct group){arena_strndup(&p->arena, s, len), len, *part};
	g->part.run = strings_copy(&p->arena, &part->run);
	g->part.lead.heads = strings_copy(&p->arena, &part->lead.heads);
	g->part.lead.short_ones = strings_copy(&p->arena, &part->lead.short_ones);
}

/* Length of what seems to be the group, up to its closing parenthesis; 0 when there is none. */
static size_t group_length(const char *s)
{
	size_t depth = 1, class_from = 0; /* first byte at which a class may end; 0: in no class */
	for (size_t i = 0; s[i]; i++) {
		if (s[i] == '\\' && s[i + 1])
			i++;
		else if (class_from)
			class_from = s[i] == ']' && i >= class_from ? 0 : class_from;
		else if (s[i] == '[')
			class_from = i + 2 + (s[i + 1] == '^');
		else if (s[i] == '(')
			depth++;
		else if (s[i] == ')' && !--depth)
			return i;
	}
	return 0;
}

/* Rules share long groups (%{name}), and what is known of one depends on its own text only. */
static struct part parse_group(struct parser *p)
{
	const char *s = p->s;
	size_t len = group_length(s);
	if (len < GROUP_LEAST)
		return parse_group_itself(p);
	struct group *g = group_slot(p->pool, s, len);
	if (g->s) {
		p->s = s + len + 1;
		return g->part;
	}
	struct part part = parse_group_itself(p);
	if (!p->lost && p->s == s + len + 1)
		group_keep(p->pool, group_slot(p->pool, s, len), s, len, &part);
	return part;
}

/* "{2,5}" at p->s; false when the brace is a character of its own. */
static bool parse_counts(struct parser *p, int *least, int *most)
{
	const char *s = p->s + 1;
	if (!is_digit(*s))
		return false;
	*least = *s == '0' ? 0 : 1; /* more than one is no different here */
	bool one = s[0] == '1' && s[1] == '}';
	s += strspn(s, "0123456789");
	if (*s == ',')
		s++;
	const char *second = s;
	s += strspn(s, "0123456789");
	if (*s != '}')
		return false;
	bool zero_to_one = *least == 0 && s - second == 1 && *second == '1';
	*most = one || zero_to_one ? 1 : 2;
	p->s = s + 1;
	return true;
}

static struct part parse_quantifier(struct parser *p, struct part part)
{
	int least = 1, most = 1;
	switch (*p->s) {
	case '*':
	case '?':
		least = 0;
		most = *p->s == '?' ? 1 : 2;
		p->s++;
		break;
	case '+':
		most = 2;
		p->s++;
		break;
	case '{':
		if (!parse_counts(p, &least, &most))
			return part;
		break;
	default:
		return part;
	}
	if (*p->s == '?' || *p->s == '+') /* lazy or possessive */
		p->s++;
	return part_repeat(p, part, least, most);
}

static struct part parse_atom(struct parser *p)
{
	char c = *p->s;
	size_t n;
	struct part part;
	switch (c) {
	case '(':
		p->s++;
		return parse_group(p);
	case '[':
		p->s++;
		return parse_class(p);
	case '\\':
		p->s++;
		return parse_escape(p);
	case '.':
		p->s++;
		return part_open(p);
	case '^':
	case '$':
		p->s++;
		return part_exact(p, "", 0);
	default:
		n = character_length(p);
		part = part_character(p, p->s, n);
		p->s += n;
		return part;
	}
}

/* Letters, blanks and Han up to the last before a quantifier: most of every pattern, in one step. False when there are none. */
static bool parse_word(struct parser *p, struct part *out)
{
	char word[LITERAL_MAX];
	size_t n = 0;
	const char *s = p->s;
	for (;;) {
		uint32_t code = (unsigned char)*s;
		size_t length = code < 0x80 ? 1 : utf8_decode(s, strnlen(s, 4), &code);
		if (!length || n + length > LITERAL_MAX || !(code < 0x80 ? is_letter(*s) || *s == ' ' : has_no_case(code)))
			break;
		if (s[length] && strchr("?*+{", s[length]))
			break;
		for (size_t i = 0; i < length; i++)
			word[n++] = code < 0x80 ? (char)(is_letter(*s) ? *s | 0x20 : *s) : s[i];
		s += length;
	}
	p->s = s;
	if (n)
		*out = part_exact(p, word, n);
	return n > 0;
}

static struct part parse_sequence(struct parser *p)
{
	struct part all = part_exact(p, "", 0);
	while (*p->s && *p->s != '|' && *p->s != ')' && !p->lost) {
		struct part next;
		if (!parse_word(p, &next)) {
			next = parse_atom(p);
			next = parse_quantifier(p, next);
		}
		part_then(p, &all, &next);
	}
	return all;
}

static struct part parse_alternatives(struct parser *p)
{
	if (p->depth == NEST_MAX)
		lost(p);
	if (p->lost)
		return part_open(p);
	p->depth++;
	struct part *parts = NULL, all;
	size_t count = 0, capacity = 0;
	do {
		p->s += count > 0;
		all = parse_sequence(p);
		if (!count && *p->s != '|')
			break; /* the only one */
		VEC_PUSH(parts, count, capacity, all);
	} while (*p->s == '|' && !p->lost);
	if (count)
		all = part_either(p, parts, (uint32_t)count);
	free(parts);
	p->depth--;
	return all;
}

struct literals literals_read(const char *pattern, struct literal_pool *pool)
{
	ARENA_AUTO struct arena a;
	arena_init(&a);
	struct parser p = {.s = pattern, .arena = &a, .pool = pool};
	struct part all = parse_alternatives(&p);
	if (p.lost || *p.s)
		return (struct literals){0};
	return part_literals(&p, &all);
}

const struct literals *literals_keep(const char *pattern, struct literal_pool *pool)
{
	struct literals l = literals_read(pattern, pool);
	return arena_memdup(&pool->arena, &l, sizeof l);
}

/* --- for people ------------------------------------------------------------------------------------------------------------ */

static void show_set(struct buf *b, const struct literal_set *set)
{
	for (uint32_t i = 0; i < set->count; i++) {
		buf_add_str(b, i ? "|" : "");
		buf_add(b, set->at[i].s, set->at[i].len);
	}
}

static void show_all(struct buf *b, const struct needs *needs)
{
	for (uint32_t i = 0; i < needs->count; i++) {
		const struct need *need = needs->at[i];
		buf_add_str(b, i ? " & " : "");
		if (need->set) {
			show_set(b, need->set);
			continue;
		}
		for (uint32_t k = 0; k < need->count; k++) {
			buf_add_str(b, k ? " / " : "(");
			show_all(b, &need->any[k]);
		}
		buf_add_char(b, ')');
	}
}

char *literals_show(const struct literals *l)
{
	BUF_AUTO struct buf b;
	buf_init(&b, 1 << 20);
	if (l->heads) {
		buf_add_char(&b, '^');
		show_set(&b, l->heads);
		buf_add_str(&b, l->needs.count ? " & " : "");
	}
	show_all(&b, &l->needs);
	char *out = mem_alloc(b.len + 1);
	memcpy(out, buf_str(&b), b.len);
	return out;
}
