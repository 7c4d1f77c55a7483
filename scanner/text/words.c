/* SPDX-License-Identifier: MIT */
#include "text/words.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* --- equivalents ---------------------------------------------------------------------------------------------------------- */

/* Spellings that the SPDX matching guidelines call equal, and their kin; the left becomes the right. */
static const char *const equivalents[][2] = {
	{"licence", "license"},
	{"licences", "licenses"},
	{"licenced", "licensed"},
	{"licencing", "licensing"},
	{"licencee", "licensee"},
	{"licencees", "licensees"},
	{"licencor", "licensor"},
	{"licencors", "licensors"},
	{"licenser", "licensor"},
	{"licensers", "licensors"},
	{"sublicence", "sublicense"},
	{"sublicences", "sublicenses"},
	{"sublicenced", "sublicensed"},
	{"sublicencing", "sublicensing"},
	{"sublicensor", "sublicensor"},
	{"acknowledgement", "acknowledgment"},
	{"acknowledgements", "acknowledgments"},
	{"analogue", "analog"},
	{"analyse", "analyze"},
	{"analysed", "analyzed"},
	{"artefact", "artifact"},
	{"artefacts", "artifacts"},
	{"authorisation", "authorization"},
	{"authorisations", "authorizations"},
	{"authorise", "authorize"},
	{"authorised", "authorized"},
	{"authorises", "authorizes"},
	{"calibre", "caliber"},
	{"cancelled", "canceled"},
	{"capitalisation", "capitalization"},
	{"catalogue", "catalog"},
	{"categorise", "categorize"},
	{"centre", "center"},
	{"colour", "color"},
	{"customise", "customize"},
	{"customised", "customized"},
	{"defence", "defense"},
	{"emphasised", "emphasized"},
	{"favour", "favor"},
	{"favourite", "favorite"},
	{"fulfil", "fulfill"},
	{"fulfilment", "fulfillment"},
	{"honour", "honor"},
	{"initialise", "initialize"},
	{"judgement", "judgment"},
	{"labelling", "labeling"},
	{"labelled", "labeled"},
	{"labour", "labor"},
	{"maximise", "maximize"},
	{"minimise", "minimize"},
	{"modelled", "modeled"},
	{"modelling", "modeling"},
	{"offence", "offense"},
	{"offences", "offenses"},
	{"optimise", "optimize"},
	{"optimised", "optimized"},
	{"organisation", "organization"},
	{"organisations", "organizations"},
	{"organise", "organize"},
	{"organised", "organized"},
	{"practise", "practice"},
	{"programme", "program"},
	{"programmes", "programs"},
	{"realise", "realize"},
	{"recognise", "recognize"},
	{"recognised", "recognized"},
	{"signalling", "signaling"},
	{"summarise", "summarize"},
	{"utilisation", "utilization"},
	{"utilise", "utilize"},
	{"utilised", "utilized"},
	{"whilst", "while"},
	{"wilful", "willful"},
	{"wilfully", "willfully"},
	{"behaviour", "behavior"},
	{"behaviours", "behaviors"},
	{"endeavour", "endeavor"},
	{"endeavours", "endeavors"},
	{"commercialise", "commercialize"},
	{"commercialisation", "commercialization"},
	{"neighbouring", "neighboring"},
	{"https", "http"},
	{"%", "percent"},
	{"&", "and"},
};

enum { N_EQUIVALENTS = sizeof equivalents / sizeof equivalents[0], EQUIVALENT_SLOTS = 512 };

static struct {
	uint8_t slot[EQUIVALENT_SLOTS]; /* 1 + index into equivalents, 0: none; linear probing by hash */
	uint32_t hash[N_EQUIVALENTS], becomes[N_EQUIVALENTS];
	bool result[EQUIVALENT_SLOTS]; /* by hash: perhaps a word that another one became */
	uint32_t copyright, owner, owners, holder, holders;
} known;
static pthread_once_t known_once = PTHREAD_ONCE_INIT;

static uint32_t fold24(uint32_t h)
{
	h = (h ^ h >> 24) & 0xFFFFFF;
	return h ? h : 1;
}

enum { FNV_START = 2166136261u, FNV_PRIME = 16777619u };

uint32_t word_hash(const char *normal, size_t len)
{
	uint32_t h = FNV_START;
	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)normal[i]) * FNV_PRIME;
	return fold24(h);
}

static uint32_t hash_of(const char *s)
{
	return word_hash(s, strlen(s));
}

static void known_init(void)
{
	for (uint32_t i = 0; i < N_EQUIVALENTS; i++) {
		known.hash[i] = hash_of(equivalents[i][0]);
		known.becomes[i] = hash_of(equivalents[i][1]);
		known.result[known.becomes[i] % EQUIVALENT_SLOTS] = true;
		uint32_t s = known.hash[i] % EQUIVALENT_SLOTS;
		while (known.slot[s])
			s = (s + 1) % EQUIVALENT_SLOTS;
		known.slot[s] = (uint8_t)(i + 1);
	}
	known.copyright = hash_of("copyright");
	known.owner = hash_of("owner");
	known.owners = hash_of("owners");
	known.holder = hash_of("holder");
	known.holders = hash_of("holders");
	known.result[known.holder % EQUIVALENT_SLOTS] = known.result[known.holders % EQUIVALENT_SLOTS] = true;
}

/* Index into equivalents of the word with that hash, or -1. The hash alone may lie: compare before believing. */
static int equivalent(uint32_t hash)
{
	for (uint32_t s = hash % EQUIVALENT_SLOTS; known.slot[s]; s = (s + 1) % EQUIVALENT_SLOTS)
		if (known.hash[known.slot[s] - 1] == hash)
			return known.slot[s] - 1;
	return -1;
}

/* --- the normal form ------------------------------------------------------------------------------------------------------ */

bool is_han(uint32_t c)
{
	if (c < 0x2E80)
		return false;
	return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x3040 && c <= 0x30FF) ||
	       (c >= 0x3005 && c <= 0x3007) || c <= 0x2FDF || (c >= 0x31F0 && c <= 0x31FF) || (c >= 0xF900 && c <= 0xFAFF) ||
	       (c >= 0x20000 && c <= 0x3FFFF);
}

static uint32_t fold_code(uint32_t code, char *out, uint32_t room)
{
	utf8proc_int32_t parts[32];
	int boundary = 0;
	utf8proc_ssize_t n = utf8proc_decompose_char(
		(utf8proc_int32_t)code, parts, 32,
		UTF8PROC_CASEFOLD | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE, &boundary);
	uint32_t len = 0;
	for (utf8proc_ssize_t i = 0; i < n && i < 32 && len + 4 <= room; i++)
		len += (uint32_t)utf8_encode((uint32_t)parts[i], out + len);
	return len;
}

/* Folds a stretch of plain that is one word; without the equivalents. */
static uint32_t fold(const char *s, uint32_t n, char *out)
{
	uint32_t len = 0;
	for (uint32_t i = 0; i < n;) {
		unsigned char c = (unsigned char)s[i];
		if (c >= 0x80) {
			uint32_t code, used = (uint32_t)utf8_decode(s + i, n - i, &code);
			len += fold_code(code, out + len, WORD_NORMAL_BYTES - len);
			i += used ? used : 1;
			continue;
		}
		i++;
		bool glue = n > 1 && (c == '\'' || c == '-' || c == ' ' || c == '\n');
		if (!glue)
			out[len++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
	}
	return len;
}

/* "copyright owner" is "copyright holder": what the word becomes after the one before it, or NULL. */
static const char *after_copyright(uint32_t before, uint32_t hash)
{
	if (before != known.copyright || (hash != known.owner && hash != known.owners))
		return NULL;
	return hash == known.owner ? "holder" : "holders";
}

static uint32_t replace(char *out, const char *with)
{
	size_t len = strlen(with);
	memcpy(out, with, len);
	return (uint32_t)len;
}

uint32_t word_normal(const struct text *t, uint32_t i, char *out)
{
	const struct word *w = &t->words[i]; /* whoever cut it has called known_init */
	uint32_t len = fold(t->plain + w->start, w->end - w->start, out);
	if (!known.result[w->hash % EQUIVALENT_SLOTS])
		return len;
	uint32_t hash = word_hash(out, len);
	int e = equivalent(hash);
	if (e >= 0 && strlen(equivalents[e][0]) == len && !memcmp(equivalents[e][0], out, len))
		return replace(out, equivalents[e][1]);
	const char *holder = after_copyright(i ? t->words[i - 1].hash : 0, hash);
	if (holder && len == strlen(holder) - 1)
		return replace(out, holder);
	return len;
}

/* --- cutting -------------------------------------------------------------------------------------------------------------- */

enum { SEPARATOR = 0, SYMBOL = 1, BEYOND_ASCII = 2 }; /* in the table below; else the folded letter or digit */

#define LOWER(c) [c] = c, [c - 32] = c
static const unsigned char table[256] = {
	['0'] = '0', ['1'] = '1',    ['2'] = '2',    ['3'] = '3',    ['4'] = '4',
	['5'] = '5', ['6'] = '6',    ['7'] = '7',    ['8'] = '8',    ['9'] = '9',
	LOWER('a'),  LOWER('b'),     LOWER('c'),     LOWER('d'),     LOWER('e'),
	LOWER('f'),  LOWER('g'),     LOWER('h'),     LOWER('i'),     LOWER('j'),
	LOWER('k'),  LOWER('l'),     LOWER('m'),     LOWER('n'),     LOWER('o'),
	LOWER('p'),  LOWER('q'),     LOWER('r'),     LOWER('s'),     LOWER('t'),
	LOWER('u'),  LOWER('v'),     LOWER('w'),     LOWER('x'),     LOWER('y'),
	LOWER('z'),  ['%'] = SYMBOL, ['$'] = SYMBOL, ['&'] = SYMBOL, [0x80 ... 0xFF] = BEYOND_ASCII,
};

struct cutter {
	struct text *t;
	struct word *words;
	uint32_t count, capacity;
	const struct mark *marks, *marks_end;
};

static void add(struct cutter *c, uint32_t hash, uint32_t start, uint32_t end)
{
	while (c->marks < c->marks_end && c->marks->end <= start)
		c->marks++;
	enum word_kind kind = c->marks < c->marks_end && c->marks->start <= start ? c->marks->kind : WORD_TEXT;
	VEC_PUSH(c->words, c->count, c->capacity,
		 (struct word){.hash = hash & 0xFFFFFF, .kind = (uint8_t)kind, .start = start, .end = end});
}

/* Finishes a word: equivalents, then its place in the list. */
static void add_word(struct cutter *c, uint32_t hash, uint32_t start, uint32_t end)
{
	int e = equivalent(hash);
	if (e >= 0) {
		char normal[WORD_NORMAL_BYTES];
		uint32_t len = fold(c->t->plain + start, end - start, normal);
		if (strlen(equivalents[e][0]) == len && !memcmp(equivalents[e][0], normal, len))
			hash = known.becomes[e];
	}
	if (hash == known.owner || hash == known.owners)
		if (after_copyright(c->count ? c->words[c->count - 1].hash : 0, hash))
			hash = hash == known.owner ? known.holder : known.holders;
	add(c, hash, start, end);
}

static bool is_letter(uint32_t code)
{
	utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)code);
	return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_NO) && k != UTF8PROC_CATEGORY_NO;
}

/* One character beyond ASCII that may be a word of its own. Returns its length; 0 when it is part of a longer word. */
static uint32_t lone_character(struct cutter *c, uint32_t at)
{
	uint32_t code, n = (uint32_t)utf8_decode(c->t->plain + at, c->t->plain_len - at, &code);
	if (!n)
		return 1;
	bool money = code == 0x20AC || code == 0xA3 || code == 0xA5;
	if (is_han(code) || money) {
		char normal[WORD_NORMAL_BYTES];
		uint32_t len = fold(c->t->plain + at, n, normal);
		add(c, word_hash(normal, len), at, at + n);
		return n;
	}
	return is_letter(code) ? 0 : n;
}

/* True when the word [start, at) is "non" or "sub" and what follows belongs to it. */
static bool grows(const char *p, uint32_t start, uint32_t at, uint32_t len)
{
	if (at - start != 3 || at + 1 >= len || (p[at] != '-' && p[at] != ' ' && p[at] != '\n'))
		return false;
	char w[3] = {(char)(p[start] | 32), (char)(p[start + 1] | 32), (char)(p[start + 2] | 32)};
	return (!memcmp(w, "non", 3) || !memcmp(w, "sub", 3)) && table[(unsigned char)p[at + 1]] >= 'a';
}

/* Cuts the word that begins at `at` (a letter or digit); returns where it ends. */
static uint32_t cut_word(struct cutter *c, uint32_t at)
{
	const char *p = c->t->plain;
	uint32_t len = c->t->plain_len, i = at, h = FNV_START;
	bool slow = false;
	while (i < len && i - at < WORD_BYTES) {
		unsigned char k = table[(unsigned char)p[i]];
		if (k > BEYOND_ASCII) {
			h = (h ^ k) * FNV_PRIME;
			i++;
		} else if (k == BEYOND_ASCII) {
			uint32_t code, n = (uint32_t)utf8_decode(p + i, len - i, &code);
			if (!n || is_han(code) || !is_letter(code) || i + n - at > WORD_BYTES)
				break;
			slow = true;
			i += n;
		} else if ((p[i] == '\'' && i + 1 < len && table[(unsigned char)p[i + 1]] >= 'a') || grows(p, at, i, len)) {
			i++;
		} else {
			break;
		}
	}
	if (slow) {
		char normal[WORD_NORMAL_BYTES];
		uint32_t n = fold(p + at, i - at, normal);
		if (n)
			add_word(c, word_hash(normal, n), at, i);
	} else {
		add_word(c, fold24(h), at, i);
	}
	return i;
}

void words_cut(struct text *t, const struct mark *marks, uint32_t n_marks, struct arena *a)
{
	pthread_once(&known_once, known_init);
	struct cutter c = {.t = t, .marks = marks, .marks_end = marks + n_marks};
	for (uint32_t i = 0; i < t->plain_len;) {
		unsigned char k = table[(unsigned char)t->plain[i]];
		uint32_t lone;
		if (k == SEPARATOR) {
			i++;
		} else if (k == SYMBOL) {
			char symbol = t->plain[i];
			add_word(&c, word_hash(&symbol, 1), i, i + 1);
			i++;
		} else if (k == BEYOND_ASCII && (lone = lone_character(&c, i)) > 0) {
			i += lone;
		} else {
			i = cut_word(&c, i);
		}
	}
	add(&c, 0, t->plain_len, t->plain_len);
	t->words = arena_memdup(a, c.words, c.count * sizeof *c.words);
	t->n_words = c.count - 1;
	free(c.words);
}
