/* SPDX-License-Identifier: MIT */
#include "base/literals.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/literal_grams.h"
#include "base/literal_pool.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
	EXACT_MAX = 64,	 /* strings that a part of the pattern is written out to */
	NEED_MAX = 256,	 /* literals of one set */
	SHORT_MAX = 64,	 /* beginnings that wait for what follows */
	HEADS_MAX = 512, /* beginnings */
	HEADS_SEEN = 8192,
	HEAD_MIN = 2,
	HEAD_LENGTH = 3, /* bytes of a beginning that are looked at */
	LENGTH_MAX = LITERAL_MAX,
	CLASS_MAX = 8, /* characters of a class that are written out */
	NEST_MAX = 100,
};

/* --- sets of strings ---------------------------------------------------------------------------------------------------- */

struct piece {
	char s[LENGTH_MAX];
	uint8_t len;
	bool cut;    /* it was longer */
	bool edge;   /* a word begins or ends right before it */
	bool closed; /* … right behind it */
};

struct set {
	struct piece *at;
	uint32_t count;
};

struct parser {
	const char *s;
	struct arena *arena;
	struct literal_pool *pool;
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
	if (more->count)
		memcpy(to->at + to->count, more->at, more->count * sizeof *more->at);
	to->count += more->count;
}

static struct piece piece_then(const struct piece *a, const struct piece *b)
{
	struct piece to = *a;
	size_t room = a->cut ? 0 : LENGTH_MAX - (size_t)a->len, n = b->len < room ? b->len : room;
	memcpy(to.s + a->len, b->s, n);
	to.len = (uint8_t)(a->len + n);
	to.cut |= n < b->len || b->cut;
	to.edge |= !a->len && b->edge;
	to.closed = !to.cut && (b->len ? b->closed : a->closed || (a->len && b->edge));
	return to;
}

/* Every string of a followed by every string of b, cut at LENGTH_MAX. */
static struct set set_product(struct parser *p, const struct set *a, const struct set *b)
{
	struct set set = {arena_array(p->arena, (size_t)a->count * b->count, sizeof *set.at), 0};
	for (uint32_t i = 0; i < a->count; i++)
		for (uint32_t k = 0; k < b->count; k++)
			set.at[set.count++] = piece_then(&a->at[i], &b->at[k]);
	return set;
}

/* --- sets that are kept ------------------------------------------------------------------------------------------------- */

/* How common a byte is in English, in thousandths; it only makes things quicker. */
static uint32_t commonness(char c)
{
	static const uint8_t thousandths[256] = {
		[' '] = 180, ['e'] = 100, ['t'] = 75, ['a'] = 65, ['o'] = 62, ['i'] = 58, ['n'] = 58, ['s'] = 52,
		['r'] = 50,  ['h'] = 45,  ['l'] = 33, ['d'] = 33, ['c'] = 28, ['u'] = 25, ['m'] = 22, ['f'] = 20,
		['p'] = 18,  ['g'] = 17,  ['w'] = 15, ['y'] = 15, ['b'] = 13, ['v'] = 9,  ['k'] = 6,
	};
	uint8_t known = thousandths[(uint8_t)c];
	return known ? known : 3;
}

/* Where the rarest run of three bytes begins, of those at `apart` bytes or more from `from`; from when there is none. */
static uint8_t rarest_three(const char *s, size_t len, size_t from, size_t apart)
{
	uint32_t least = UINT32_MAX;
	size_t rarest = from;
	for (size_t i = 0; i + LITERAL_MIN <= len; i++) {
		uint32_t n = commonness(s[i]) * commonness(s[i + 1]) * commonness(s[i + 2]);
		if (n < least && (i < from ? from - i : i - from) >= apart) {
			least = n;
			rarest = i;
		}
	}
	return (uint8_t)rarest;
}

static const struct grams *grams_of(const struct literal_set *set, struct arena *a)
{
	struct grams *grams = arena_array(a, set->count, sizeof *grams);
	for (uint32_t i = 0; i < set->count; i++) {
		const struct literal *l = &set->at[i];
		if (l->len < LITERAL_MIN)
			continue;
		size_t apart = l->len > 5 ? 3 : 1, other = rarest_three(l->s, l->len, l->rare, apart);
		grams[i] = (struct grams){gram_at(l->s + l->rare), gram_at(l->s + other)};
	}
	return grams;
}

static int compare_pieces(const void *x, const void *y)
{
	const struct piece *a = x, *b = y;
	int order = memcmp(a->s, b->s, a->len < b->len ? a->len : b->len);
	return order		    ? order
	       : a->len != b->len   ? a->len - b->len
	       : a->edge != b->edge ? a->edge - b->edge
				    : a->closed - b->closed;
}

/* Does the literal stand wherever the piece does? */
static bool implied(const struct literal *l, const struct piece *by)
{
	if (l->len > by->len || memcmp(l->s, by->s, l->len) != 0 || (l->edge && !by->edge))
		return false;
	if (!l->closed)
		return true;
	return l->len == by->len ? by->closed : is_word(l->s[l->len - 1]) != is_word(by->s[l->len]);
}

/* Sorted, and without those that others imply. */
static struct literal_set set_tidy(struct parser *p, const struct set *set)
{
	struct literal *at = arena_array(p->arena, set->count, sizeof *at);
	struct literal_set out = {.at = at};
	qsort(set->at, set->count, sizeof *set->at, compare_pieces);
	for (uint32_t i = 0; i < set->count; i++) {
		const struct piece *piece = &set->at[i];
		if (out.count && implied(&at[out.count - 1], piece))
			continue;
		struct literal *l = &at[out.count++];
		memcpy(l->s, piece->s, piece->len);
		l->len = piece->len;
		l->edge = piece->edge;
		l->closed = piece->closed;
		l->rare = rarest_three(l->s, l->len, 0, 0);
		if (!out.shortest || l->len < out.shortest)
			out.shortest = l->len;
	}
	return out;
}

/* How often one may expect to meet one of the literals. */
static double cost(const struct literal_set *set)
{
	static const double of_length[LENGTH_MAX + 1] = {
		1,	1,	1,	6.4e-2, 2.6e-2, 1.0e-2, 4.1e-3, 1.6e-3, 6.6e-4,
		2.6e-4, 1.1e-4, 4.2e-5, 1.7e-5, 6.7e-6, 2.7e-6, 1.1e-6, 4.3e-7,
	};
	double sum = 0;
	for (uint32_t i = 0; i < set->count; i++)
		sum += of_length[set->at[i].len];
	return sum;
}

enum { GROUP_SLOTS = 1024, GROUP_LEAST = 48 /* bytes of a group worth remembering */ };

static struct literal_set **pool_slot(struct literal_set **sets, size_t slots, const struct literal_set *set)
{
	size_t bytes = set->count * sizeof *set->at;
	for (uint64_t hash = hash_bytes(set->at, bytes);; hash++) {
		struct literal_set **slot = &sets[hash % slots];
		if (!*slot || ((*slot)->count == set->count && !memcmp((*slot)->at, set->at, bytes)))
			return slot;
	}
}

static void pool_grow(struct literal_pool *p)
{
	size_t slots = p->slots ? 2 * p->slots : 1024;
	struct literal_set **sets = mem_array(slots, sizeof *sets);
	for (size_t i = 0; i < p->slots; i++)
		if (p->sets[i])
			*pool_slot(sets, slots, p->sets[i]) = p->sets[i];
	free(p->sets);
	p->sets = sets;
	p->slots = slots;
}

/* The set of these strings; the same one for the same strings. Their order in *set changes. */
static const struct literal_set *pool_set(struct parser *p, const struct set *set)
{
	struct literal_pool *pool = p->pool;
	struct literal_set new = set_tidy(p, set);
	if (2 * (size_t)pool->n_sets >= pool->slots)
		pool_grow(pool);
	struct literal_set **slot = pool_slot(pool->sets, pool->slots, &new);
	if (!*slot) {
		new.number = pool->n_sets++;
		new.cost = cost(&new);
		new.at = arena_memdup(&pool->arena, new.at, new.count * sizeof *new.at);
		new.grams = grams_of(&new, &pool->arena);
		*slot = arena_memdup(&pool->arena, &new, sizeof new);
	}
	return *slot;
}

/* --- parts of a pattern ------------------------------------------------------------------------------------------------- */

/* How the matches of a part begin. */
struct lead {
	bool known;
	struct set heads;      /* with one of these, of HEAD_MIN to HEAD_LENGTH bytes, … */
	struct set short_ones; /* … or it is one of these, of fewer than HEAD_LENGTH bytes, and what follows the part goes on */
};

struct part {
	bool exact;				     /* it matches the strings of `run` and nothing else */
	struct set run;				     /* what its last stretch of exact parts matches; all of it when exact */
	struct lead lead;			     /* when not exact */
	const struct need *needs[LITERAL_NEEDS_MAX]; /* of what stands before the run, in order */
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

/* Adds what each match needs behind all else, in place of what is most common when there is no room. */
static void add_need(struct part *to, const struct need *need)
{
	if (to->n_needs == LITERAL_NEEDS_MAX) {
		uint32_t most = 0;
		for (uint32_t i = 1; i < LITERAL_NEEDS_MAX; i++)
			if (to->needs[i]->cost > to->needs[most]->cost)
				most = i;
		if (to->needs[most]->cost <= need->cost)
			return;
		memmove(&to->needs[most], &to->needs[most + 1], (LITERAL_NEEDS_MAX - 1 - most) * sizeof *to->needs);
		to->n_needs--;
	}
	to->needs[to->n_needs++] = need;
}

static const struct need *need_set(struct parser *p, const struct literal_set *set)
{
	return arena_memdup(&p->pool->arena, &(struct need){.set = set, .number = set->number, .cost = set->cost},
			    sizeof(struct need));
}

/* Adds a set that each match must hold one of, if that tells anything. */
static void offer(struct parser *p, struct part *to, const struct set *set)
{
	for (uint32_t i = 0; i < set->count; i++)
		if (set->at[i].len < LITERAL_MIN)
			return;
	if (!set->count || set->count > NEED_MAX)
		return;
	const struct literal_set *kept = pool_set(p, set);
	if (kept->cost < 1)
		add_need(to, need_set(p, kept));
}

static struct needs needs_of(struct parser *p, const struct part *part)
{
	return (struct needs){arena_memdup(&p->pool->arena, part->needs, part->n_needs * sizeof *part->needs), part->n_needs};
}

/* The rarest of the needs but one. */
const struct need *literals_rarest(const struct need *const *needs, uint32_t count, const struct need *but)
{
	const struct need *least = NULL;
	for (uint32_t i = 0; i < count; i++)
		if (needs[i] != but && (!least || needs[i]->cost < least->cost))
			least = needs[i];
	return least;
}

/* Adds a beginning, cut to HEAD_LENGTH, unless it is known; one without an edge holds for those with one, too. */
static void add_beginning(struct set *set, struct piece piece)
{
	if (piece.len > HEAD_LENGTH) {
		piece.len = HEAD_LENGTH;
		piece.closed = false;
	}
	assert(set->at);
	for (uint32_t k = set->count; k > 0; k--) /* like ones stand together */
		if (set->at[k - 1].len == piece.len && !memcmp(set->at[k - 1].s, piece.s, piece.len)) {
			set->at[k - 1].edge &= piece.edge;
			set->at[k - 1].closed &= piece.closed;
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
	offer(p, to, &to->run);
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

/* The literals of all alternatives, when each needs one of a single set; else empty. */
static struct set single_sets(struct parser *p, const struct part *parts, uint32_t count)
{
	uint32_t total = 0;
	for (uint32_t i = 0; i < count; i++)
		total += parts[i].n_needs == 1 && parts[i].needs[0]->set ? parts[i].needs[0]->set->count : NEED_MAX + 1;
	if (total > NEED_MAX)
		return (struct set){0};
	struct set all = {arena_array(p->arena, total, sizeof *all.at), 0};
	for (uint32_t i = 0; i < count; i++) {
		const struct literal_set *set = parts[i].needs[0]->set;
		assert(set); /* else the total was too much */
		for (uint32_t k = 0; k < set->count; k++) {
			const struct literal *l = &set->at[k];
			struct piece *piece = &all.at[all.count++];
			*piece = (struct piece){.len = l->len, .edge = l->edge, .closed = l->closed};
			memcpy(piece->s, l->s, l->len);
		}
	}
	return all;
}

/* What each alternative needs, when each needs something. */
static void offer_either(struct parser *p, struct part *to, struct part *parts, uint32_t count)
{
	double all = 0;
	for (uint32_t i = 0; i < count; i++) {
		offer(p, &parts[i], &parts[i].run);
		if (!parts[i].n_needs)
			return;
		all += literals_rarest(parts[i].needs, parts[i].n_needs, NULL)->cost;
	}
	struct set single = single_sets(p, parts, count);
	if (single.count) {
		offer(p, to, &single);
		return;
	}
	struct needs *any = arena_array(&p->pool->arena, count, sizeof *any);
	for (uint32_t i = 0; i < count; i++)
		any[i] = needs_of(p, &parts[i]);
	add_need(to, arena_memdup(&p->pool->arena, &(struct need){.any = any, .count = count, .cost = all}, sizeof(struct need)));
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
	offer_either(p, &all, parts, count);
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

static struct set set_copy(struct arena *a, const struct set *set)
{
	return (struct set){arena_memdup(a, set->at, set->count * sizeof *set->at), set->count};
}

static void group_keep(struct literal_pool *p, struct group *g, const char *s, size_t len, const struct part *part)
{
	if (p->n_groups >= GROUP_SLOTS / 2)
		return;
	p->n_groups++;
	*g = (struct group){arena_strndup(&p->arena, s, len), len, *part};
	g->part.run = set_copy(&p->arena, &part->run);
	g->part.lead.heads = set_copy(&p->arena, &part->lead.heads);
	g->part.lead.short_ones = set_copy(&p->arena, &part->lead.short_ones);
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

struct literals literals_read(const char *pattern, struct literal_pool *pool)
{
	ARENA_AUTO struct arena a;
	arena_init(&a);
	struct parser p = {.s = pattern, .arena = &a, .pool = pool};
	struct part all = parse_alternatives(&p);
	if (p.lost || *p.s)
		return (struct literals){0};
	struct lead nothing = {0}, lead = lead_of(&p, &all);
	lead = lead_then(&p, &lead, &nothing);
	offer(&p, &all, &all.run);
	struct needs needs = needs_of(&p, &all);
	return (struct literals){needs, literals_rarest(needs.at, needs.count, NULL),
				 lead.heads.count ? pool_set(&p, &lead.heads) : NULL};
}

const struct literals *literals_keep(const char *pattern, struct literal_pool *pool)
{
	struct literals l = literals_read(pattern, pool);
	return arena_memdup(&pool->arena, &l, sizeof l);
}

/* --- for people ----------------------------------------------------------------------------------------------------------- */

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
