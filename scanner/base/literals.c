/* SPDX-License-Identifier: MIT */
#include "base/literals.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
	EXACT_MAX = 64, /* strings that a part of the pattern is written out to */
	NEED_MAX = 256, /* literals of one set */
	SHORT_MAX = 64, /* beginnings that wait for what follows */
	HEAD_MIN = 2,
	HEAD_LENGTH = 3, /* bytes of a beginning that are looked at */
	LENGTH_MAX = 16, /* bytes of a literal; the rest of a longer one is not looked at */
	LENGTH_MIN = 3,
	CLASS_MAX = 8, /* characters of a class that are written out */
	NEST_MAX = 100,
};

/* --- sets of strings ---------------------------------------------------------------------------------------------------- */

struct piece {
	char s[LENGTH_MAX];
	uint8_t len;
	bool cut;  /* it was longer */
	bool edge; /* a word begins or ends right before it */
};

struct set {
	struct piece *at;
	uint32_t count;
};

struct parser {
	const char *s;
	struct arena *arena;
	struct literal_memo *memo; /* or NULL */
	int depth;
	bool lost; /* syntax that is not understood: nothing that was read off holds */
};

static struct set set_of(struct parser *p, const char *s, size_t len)
{
	struct set set = {ARENA_NEW(p->arena, struct piece), 1};
	if (len)
		memcpy(set.at->s, s, len);
	set.at->len = (uint8_t)len;
	return set;
}

static void set_add(struct set *to, const struct set *more)
{
	memcpy(to->at + to->count, more->at, more->count * sizeof *more->at);
	to->count += more->count;
}

/* Every string of a followed by every string of b, cut at LENGTH_MAX. */
static struct set set_product(struct parser *p, const struct set *a, const struct set *b)
{
	struct set set = {arena_array(p->arena, (size_t)a->count * b->count, sizeof *set.at), 0};
	for (uint32_t i = 0; i < a->count; i++)
		for (uint32_t k = 0; k < b->count; k++) {
			struct piece *to = &set.at[set.count++];
			const struct piece *tail = &b->at[k];
			*to = a->at[i];
			size_t room = to->cut ? 0 : LENGTH_MAX - (size_t)to->len, n = tail->len < room ? tail->len : room;
			memcpy(to->s + to->len, tail->s, n);
			to->len = (uint8_t)(to->len + n);
			to->cut |= n < tail->len || tail->cut;
			to->edge |= !a->at[i].len && tail->edge;
		}
	return set;
}

/* How often one may expect to meet one of the strings, by their lengths; 1 and above: they are of no use. */
static double cost(const struct set *set)
{
	static const double of_length[LENGTH_MAX + 1] = {
		1,	1,	1,	6.4e-2, 2.6e-2, 1.0e-2, 4.1e-3, 1.6e-3, 6.6e-4,
		2.6e-4, 1.1e-4, 4.2e-5, 1.7e-5, 6.7e-6, 2.7e-6, 1.1e-6, 4.3e-7,
	};
	double sum = set->count && set->count <= NEED_MAX ? 0 : 1;
	for (uint32_t i = 0; i < set->count && sum < 1; i++)
		sum += of_length[set->at[i].len];
	return sum;
}

/* --- parts of a pattern ------------------------------------------------------------------------------------------------- */

struct need { /* each match holds one of these */
	struct set set;
	double cost;
};

/* How the matches of a part begin. */
struct lead {
	bool known;
	struct set heads;      /* with one of these, of HEAD_MIN to HEAD_LENGTH bytes, … */
	struct set short_ones; /* … or it is one of these, of fewer than HEAD_LENGTH bytes, and what follows the part goes on */
};

struct part {
	bool exact;			 /* it matches the strings of `run` and nothing else */
	struct set run;			 /* what its last stretch of exact parts matches; all of it when exact */
	struct lead lead;		 /* when not exact */
	struct need needs[LITERAL_SETS]; /* the cheapest that are known, in that order */
	uint32_t n_needs;
};

static struct part part_exact(struct parser *p, const char *s, size_t len)
{
	return (struct part){.exact = true, .run = set_of(p, s, len)};
}

/* The edge of a word. */
static struct part part_edge(struct parser *p)
{
	struct part edge = part_exact(p, "", 0);
	edge.run.at->edge = true;
	return edge;
}

/* Anything may stand here. */
static struct part part_open(struct parser *p)
{
	return (struct part){.run = set_of(p, "", 0)};
}

/* Adds what each match needs, as long as it is among the cheapest. */
static void add_need(struct part *to, struct need need)
{
	uint32_t at = to->n_needs;
	while (at > 0 && to->needs[at - 1].cost > need.cost)
		at--;
	if (at == LITERAL_SETS)
		return;
	to->n_needs += to->n_needs < LITERAL_SETS;
	for (uint32_t i = to->n_needs - 1; i > at; i--)
		to->needs[i] = to->needs[i - 1];
	to->needs[at] = need;
}

/* Adds a set that each match must hold one of, if that tells anything. */
static void offer(struct part *to, const struct set *set)
{
	struct need need = {*set, cost(set)};
	if (need.cost < 1)
		add_need(to, need);
}

/* Adds a beginning, cut to HEAD_LENGTH, unless it is known; one without an edge holds for those with one, too. */
static void add_beginning(struct set *set, struct piece piece)
{
	if (piece.len > HEAD_LENGTH)
		piece.len = HEAD_LENGTH;
	for (uint32_t k = set->count; k > 0; k--) /* like ones stand together */
		if (set->at[k - 1].len == piece.len && !memcmp(set->at[k - 1].s, piece.s, piece.len)) {
			set->at[k - 1].edge &= piece.edge;
			return;
		}
	set->at[set->count++] = piece;
}

static struct lead lead_new(struct parser *p, size_t room)
{
	struct lead lead = {.known = room <= HEADS_SEEN};
	if (lead.known) {
		lead.heads.at = arena_array(p->arena, room, sizeof *lead.heads.at);
		lead.short_ones.at = arena_array(p->arena, room, sizeof *lead.short_ones.at);
	}
	return lead;
}

/* A beginning that goes on (with what follows the part), or that is all that is known of it. */
static void lead_add(struct lead *lead, const struct piece *piece, bool goes_on)
{
	if (piece->len >= HEAD_LENGTH || (!goes_on && piece->len >= HEAD_MIN))
		add_beginning(&lead->heads, *piece);
	else if (goes_on)
		add_beginning(&lead->short_ones, *piece);
	else
		lead->known = false;
}

static void lead_add_all(struct lead *lead, const struct set *set, bool goes_on)
{
	for (uint32_t i = 0; i < set->count; i++)
		lead_add(lead, &set->at[i], goes_on);
}

static struct lead lead_checked(struct lead lead)
{
	lead.known &= lead.heads.count <= HEADS_MAX && lead.short_ones.count <= SHORT_MAX;
	return lead.known ? lead : (struct lead){0};
}

static struct lead lead_of(struct parser *p, const struct part *part)
{
	if (!part->exact)
		return part->lead;
	struct lead lead = lead_new(p, part->run.count);
	if (lead.known)
		lead_add_all(&lead, &part->run, true);
	return lead_checked(lead);
}

/* Of a part and what follows it. */
static struct lead lead_then(struct parser *p, const struct lead *a, const struct lead *b)
{
	if (!a->known || !a->short_ones.count)
		return *a;
	size_t more = b->known ? (size_t)b->heads.count + b->short_ones.count : 1;
	struct lead lead = lead_new(p, a->heads.count + a->short_ones.count * more);
	if (!lead.known)
		return lead;
	lead_add_all(&lead, &a->heads, false);
	if (!b->known) {
		lead_add_all(&lead, &a->short_ones, false);
		return lead_checked(lead);
	}
	struct set heads = set_product(p, &a->short_ones, &b->heads), others = set_product(p, &a->short_ones, &b->short_ones);
	lead_add_all(&lead, &heads, false);
	lead_add_all(&lead, &others, true);
	return lead_checked(lead);
}

/* Of a part that may be missing. */
static struct lead lead_maybe(struct parser *p, const struct lead *a)
{
	if (!a->known)
		return *a;
	struct lead lead = lead_new(p, (size_t)a->heads.count + a->short_ones.count + 1);
	struct piece nothing = {.len = 0};
	lead_add_all(&lead, &a->heads, false);
	lead_add_all(&lead, &a->short_ones, true);
	lead_add(&lead, &nothing, true);
	return lead_checked(lead);
}

/* Of one of several parts. */
static struct lead lead_either(struct parser *p, const struct part *parts, uint32_t count)
{
	struct lead *leads = arena_array(p->arena, count, sizeof *leads);
	size_t room = 0;
	for (uint32_t i = 0; i < count; i++) {
		leads[i] = lead_of(p, &parts[i]);
		room += leads[i].heads.count + leads[i].short_ones.count;
		if (!leads[i].known)
			return leads[i];
	}
	struct lead lead = lead_new(p, room);
	for (uint32_t i = 0; i < count && lead.known; i++) {
		lead_add_all(&lead, &leads[i].heads, false);
		lead_add_all(&lead, &leads[i].short_ones, true);
	}
	return lead_checked(lead);
}

static void append(struct parser *p, struct part *to, const struct part *next)
{
	bool fits = (uint64_t)to->run.count * next->run.count <= EXACT_MAX;
	if (!to->exact || !next->exact || !fits) {
		struct lead first = lead_of(p, to), second = lead_of(p, next);
		to->lead = lead_then(p, &first, &second);
	}
	if (next->exact && fits) {
		to->run = set_product(p, &to->run, &next->run);
		return;
	}
	offer(to, &to->run);
	for (uint32_t i = 0; i < next->n_needs; i++)
		add_need(to, next->needs[i]);
	to->run = next->run;
	to->exact = false;
}

/* The strings of all alternatives, when each is exact and they are few; else empty. */
static struct set exact_union(struct parser *p, const struct part *parts, uint32_t count)
{
	uint32_t total = 0;
	for (uint32_t i = 0; i < count; i++)
		total += parts[i].exact ? parts[i].run.count : EXACT_MAX + 1;
	if (total > EXACT_MAX)
		return (struct set){0};
	struct set all = {arena_array(p->arena, total, sizeof *all.at), 0};
	for (uint32_t i = 0; i < count; i++)
		set_add(&all, &parts[i].run);
	return all;
}

/* The best need of each alternative, all together, when each has one. */
static void offer_union(struct parser *p, struct part *to, struct part *parts, uint32_t count)
{
	uint32_t total = 0;
	for (uint32_t i = 0; i < count; i++) {
		offer(&parts[i], &parts[i].run);
		total += parts[i].n_needs ? parts[i].needs[0].set.count : NEED_MAX + 1;
		if (total > NEED_MAX)
			return;
	}
	struct set all = {arena_array(p->arena, total, sizeof *all.at), 0};
	for (uint32_t i = 0; i < count; i++)
		set_add(&all, &parts[i].needs[0].set);
	offer(to, &all);
}

/* One of several alternatives. */
static struct part either(struct parser *p, struct part *parts, uint32_t count)
{
	if (count == 1)
		return parts[0];
	struct part all = part_open(p);
	struct set exact = exact_union(p, parts, count);
	if (exact.count) {
		all.exact = true;
		all.run = exact;
		return all;
	}
	all.lead = lead_either(p, parts, count);
	offer_union(p, &all, parts, count);
	return all;
}

/* A part that may be missing (least 0) or may be repeated. */
static struct part repeat(struct parser *p, struct part part, int least, int most)
{
	if (least == 1 && most == 1)
		return part;
	if (least == 0 && most == 1 && part.exact && part.run.count < EXACT_MAX) {
		struct set maybe = {arena_array(p->arena, part.run.count + 1, sizeof *maybe.at), 1}; /* the first is empty */
		set_add(&maybe, &part.run);
		part.run = maybe;
		return part;
	}
	struct part open = part_open(p);
	if (least == 0) {
		struct lead once = lead_of(p, &part);
		open.lead = most > 1 ? lead_then(p, &once, &open.lead) : once; /* it may be followed by itself */
		open.lead = lead_maybe(p, &open.lead);
		return open;
	}
	append(p, &part, &open);
	return part;
}

/* --- syntax ------------------------------------------------------------------------------------------------------------- */

static struct part parse_alternatives(struct parser *p);

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

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
	return open || !count ? part_open(p) : either(p, parts, count);
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

/* --- groups seen before ------------------------------------------------------------------------------------------------- */

enum { MEMO_SLOTS = 1024, MEMO_LEAST = 48 /* bytes of a group worth remembering */ };

struct memo_entry {
	const char *s; /* the group, from behind its parenthesis to the closing one; NULL: free */
	size_t len;
	struct part part;
};

struct literal_memo {
	struct arena arena;
	struct memo_entry at[MEMO_SLOTS];
	size_t count;
};

struct literal_memo *literal_memo_new(void)
{
	struct literal_memo *m = mem_alloc(sizeof *m);
	arena_init(&m->arena);
	return m;
}

void literal_memo_free(struct literal_memo *m)
{
	if (!m)
		return;
	arena_release(&m->arena);
	free(m);
}

/* Where the entry of a group is or would be. */
static struct memo_entry *memo_slot(struct literal_memo *m, const char *s, size_t len)
{
	for (uint64_t hash = hash_bytes(s, len);; hash++) {
		struct memo_entry *e = &m->at[hash % MEMO_SLOTS];
		if (!e->s || (e->len == len && !memcmp(e->s, s, len)))
			return e;
	}
}

static struct set set_copy(struct arena *a, const struct set *set)
{
	return (struct set){arena_memdup(a, set->at, set->count * sizeof *set->at), set->count};
}

static void memo_keep(struct literal_memo *m, struct memo_entry *e, const char *s, size_t len, const struct part *part)
{
	if (m->count >= MEMO_SLOTS / 2)
		return;
	m->count++;
	*e = (struct memo_entry){arena_strndup(&m->arena, s, len), len, *part};
	e->part.run = set_copy(&m->arena, &part->run);
	e->part.lead.heads = set_copy(&m->arena, &part->lead.heads);
	e->part.lead.short_ones = set_copy(&m->arena, &part->lead.short_ones);
	for (uint32_t i = 0; i < part->n_needs; i++)
		e->part.needs[i].set = set_copy(&m->arena, &part->needs[i].set);
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
	size_t len = p->memo ? group_length(s) : 0;
	if (len < MEMO_LEAST)
		return parse_group_itself(p);
	struct memo_entry *e = memo_slot(p->memo, s, len);
	if (e->s) {
		p->s = s + len + 1;
		return e->part;
	}
	struct part part = parse_group_itself(p);
	if (!p->lost && p->s == s + len + 1)
		memo_keep(p->memo, memo_slot(p->memo, s, len), s, len, &part);
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
	return repeat(p, part, least, most);
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
	char word[LENGTH_MAX];
	size_t n = 0;
	const char *s = p->s;
	for (;;) {
		uint32_t code = (unsigned char)*s;
		size_t length = code < 0x80 ? 1 : utf8_decode(s, strnlen(s, 4), &code);
		if (!length || n + length > LENGTH_MAX || !(code < 0x80 ? is_letter(*s) || *s == ' ' : has_no_case(code)))
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
		append(p, &all, &next);
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
		all = either(p, parts, (uint32_t)count);
	free(parts);
	p->depth--;
	return all;
}

/* What is known of the pattern; nothing when its syntax was not understood. */
static struct part read_off(const char *pattern, struct literal_memo *memo, struct arena *a)
{
	struct parser p = {.s = pattern, .arena = a, .memo = memo};
	struct part all = parse_alternatives(&p);
	if (p.lost || *p.s)
		return part_open(&p);
	struct lead nothing = {0}, lead = lead_of(&p, &all);
	all.lead = lead_then(&p, &lead, &nothing);
	offer(&all, &all.run);
	return all;
}

/* --- signatures --------------------------------------------------------------------------------------------------------- */

static inline uint32_t fold(char c)
{
	unsigned char b = (unsigned char)c;
	return b >= 'A' && b <= 'Z' ? b | 0x20u : b;
}

static inline uint16_t gram_bit(uint32_t three)
{
	return (uint16_t)((three & 0xFFFFFF) * 0x9E3779B1u >> 19); /* 13 bits */
}
_Static_assert(SIGNATURE_BITS == 1 << 13, "gram_bit gives 13 bits");

static inline uint32_t three_at(const char *s)
{
	return fold(s[0]) << 16 | fold(s[1]) << 8 | fold(s[2]);
}

static uint16_t gram_at(const char *s)
{
	return gram_bit(three_at(s));
}

void signature_clear(struct signature *g)
{
	memset(g, 0, sizeof *g);
}

void signature_add(struct signature *g, const char *s, size_t len)
{
	uint32_t three = 0;
	for (size_t i = 0; i < len; i++) {
		three = three << 8 | fold(s[i]);
		if (i >= 2) {
			uint16_t bit = gram_bit(three);
			g->bits[bit / 64] |= UINT64_C(1) << bit % 64;
		}
		g->anything |= (three & 0xFFFF) == 0xC5BF || (three & 0xFFFFFF) == 0xE284AA;
	}
}

/* --- literals ----------------------------------------------------------------------------------------------------------- */

static void set_grams(uint16_t *grams, const struct piece *piece)
{
	int last = piece->len - LENGTH_MIN;
	grams[0] = gram_at(piece->s); /* its beginning, its end, its middle */
	grams[1] = gram_at(piece->s + last);
	grams[2] = gram_at(piece->s + last / 2);
}

static void set_needs(struct literals *l, const struct part *part)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < part->n_needs; i++)
		count += part->needs[i].set.count;
	l->grams = mem_array(count, sizeof *l->grams);
	count = 0;
	for (uint32_t i = 0; i < part->n_needs; i++) {
		for (uint32_t k = 0; k < part->needs[i].set.count; k++)
			set_grams(l->grams[count++], &part->needs[i].set.at[k]);
		l->ends[i] = count;
	}
	l->n_sets = part->n_needs;
}

static uint32_t head_code(const struct piece *piece)
{
	char s[HEAD_LENGTH] = {0};
	memcpy(s, piece->s, piece->len);
	return three_at(s) | (piece->edge ? HEAD_EDGE : 0) | (piece->len < HEAD_LENGTH ? HEAD_PAIR : 0);
}

static void set_heads(struct literals *l, const struct set *heads)
{
	l->n_heads = heads->count;
	l->heads = mem_array(heads->count, sizeof *l->heads);
	for (uint32_t i = 0; i < heads->count; i++)
		l->heads[i] = head_code(&heads->at[i]);
}

void literals_init(struct literals *l, const char *pattern, struct literal_memo *memo)
{
	ARENA_AUTO struct arena a;
	arena_init(&a);
	*l = (struct literals){0};
	struct part part = read_off(pattern, memo, &a);
	set_needs(l, &part);
	set_heads(l, &part.lead.heads);
}

void literals_release(struct literals *l)
{
	free(l->grams);
	free(l->heads);
	*l = (struct literals){0};
}

static bool has(const struct signature *g, uint16_t bit)
{
	return g->bits[bit / 64] >> bit % 64 & 1;
}

static bool has_one(const struct literals *l, const struct signature *g, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++)
		if (has(g, l->grams[i][0]) && has(g, l->grams[i][1]) && has(g, l->grams[i][2]))
			return true;
	return false;
}

bool literals_possible(const struct literals *l, const struct signature *g)
{
	for (uint32_t i = 0, from = 0; i < l->n_sets && !g->anything; from = l->ends[i++])
		if (!has_one(l, g, from, l->ends[i]))
			return false;
	return true;
}

/* --- places --------------------------------------------------------------------------------------------------------------- */

static inline uint32_t place_list(uint32_t three)
{
	return (three & 0xFFFFFF) * 0x9E3779B1u >> 23;
}
_Static_assert(PLACE_LISTS == 1 << 9, "place_list gives 9 bits");

void places_make(struct places *p, const char *s, size_t len)
{
	size_t pairs = len < HEAD_MIN ? 0 : len - HEAD_MIN + 1;
	p->s = s;
	p->len = len;
	memset(p->first, 0, sizeof p->first);
	memset(p->first_pair, 0, sizeof p->first_pair);
	if (pairs > p->capacity) {
		free(p->next);
		free(p->next_pair);
		p->capacity = pairs + pairs / 2;
		p->next = mem_array(p->capacity, sizeof *p->next);
		p->next_pair = mem_array(p->capacity, sizeof *p->next_pair);
	}
	uint32_t three = pairs ? fold(s[pairs]) << 16 : 0;
	for (size_t i = pairs; i-- > 0;) { /* from the end, so that each list ascends */
		three = three >> 8 | fold(s[i]) << 16;
		uint32_t *pair = &p->first_pair[place_list(three >> 8)], *first = &p->first[place_list(three)];
		p->next_pair[i] = *pair;
		*pair = (uint32_t)i + 1;
		if (i + HEAD_LENGTH > len)
			continue;
		p->next[i] = *first;
		*first = (uint32_t)i + 1;
	}
}

void places_release(struct places *p)
{
	free(p->next);
	free(p->next_pair);
	*p = (struct places){0};
}

static bool is_word(char c)
{
	return is_letter(c) || is_digit(c) || c == '_';
}

static bool stands_at(const struct places *p, uint32_t head, uint32_t at)
{
	uint32_t bytes = fold(p->s[at]) << 16 | fold(p->s[at + 1]) << 8;
	if (!(head & HEAD_PAIR))
		bytes |= fold(p->s[at + 2]);
	return bytes == (head & 0xFFFFFF) && (!(head & HEAD_EDGE) || (at && is_word(p->s[at - 1])) != is_word(p->s[at]));
}

/* Moves a list on to a place from `from` on where its head stands. False when there is none. */
static bool settle(struct starts *w, uint32_t i, size_t from)
{
	const uint32_t *follow = w->lists[i].head & HEAD_PAIR ? w->places->next_pair : w->places->next;
	uint32_t next = w->lists[i].next;
	while (next && (next - 1 < from || !stands_at(w->places, w->lists[i].head, next - 1)))
		next = follow[next - 1];
	w->lists[i].next = next;
	return next;
}

void starts_begin(struct starts *w, const struct literals *l, const struct places *p, size_t from)
{
	w->places = p;
	w->n = 0;
	for (uint32_t i = 0; i < l->n_heads; i++) {
		uint32_t head = l->heads[i];
		uint32_t first =
			head & HEAD_PAIR ? p->first_pair[place_list((head & 0xFFFFFF) >> 8)] : p->first[place_list(head)];
		if (!first)
			continue;
		w->lists[w->n].head = head;
		w->lists[w->n].next = first;
		w->n += settle(w, w->n, from);
	}
}

bool starts_next(struct starts *w, size_t *at)
{
	if (!w->n)
		return false;
	uint32_t least = 0;
	for (uint32_t i = 1; i < w->n; i++)
		if (w->lists[i].next < w->lists[least].next)
			least = i;
	*at = w->lists[least].next - 1;
	if (!settle(w, least, *at + 1))
		w->lists[least] = w->lists[--w->n];
	return true;
}

/* --- for people ----------------------------------------------------------------------------------------------------------- */

static void show(struct buf *b, const struct set *set, const char *before)
{
	for (uint32_t k = 0; k < set->count; k++) {
		buf_add_str(b, k ? "|" : before);
		buf_add(b, set->at[k].s, set->at[k].len);
	}
}

char *literals_show(const char *pattern)
{
	ARENA_AUTO struct arena a;
	arena_init(&a);
	struct part part = read_off(pattern, NULL, &a);
	BUF_AUTO struct buf b;
	buf_init(&b, (LITERAL_SETS + 1) * NEED_MAX * (LENGTH_MAX + 3));
	show(&b, &part.lead.heads, "^");
	for (uint32_t i = 0; i < part.n_needs; i++)
		show(&b, &part.needs[i].set, b.len ? " & " : "");
	char *out = mem_alloc(b.len + 1);
	memcpy(out, buf_str(&b), b.len);
	return out;
}
