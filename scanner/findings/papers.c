/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "findings/papers.h"

#include "base/ascii.h"
#include "text/subjects.h"

#include <string.h>

enum { TAG_BYTES = 200 };				      /* in which a tag ends */
enum { DENIAL_BYTES = 200, DENIAL_WORDS = 4, HAN_BYTES = 3 }; /* how far before a phrase words may deny it */

void papers_collect(struct papers *all, struct dossier *d, struct arena *scratch)
{
	const struct group *g = d->group;
	all->dossier = d;
	all->scratch = scratch;
	all->count = 0;
	all->cut = false;
	for (size_t i = 0; i < g->count; i++)
		for (size_t m = 0; m < g->entries[i]->count; m++) {
			const struct fact *f = &g->entries[i]->facts[m];
			enum document_role role = g->entries[i]->role;
			if (f->kind != FACT_TEXT || (role != DOCUMENT_CARD && role != DOCUMENT_NOTICE))
				continue;
			const struct kept_text *kept = f->detail;
			all->cut |= kept->cut || all->count == PAPERS_MAX;
			if (all->count < PAPERS_MAX)
				all->at[all->count++] = (struct paper){.entry = g->entries[i], .kept = kept};
		}
}

static bool read_paper(struct papers *all, struct paper *p)
{
	if (p->read)
		return p->folded.s;
	p->read = true;
	if (text_init(&p->text, p->kept->bytes, p->kept->len, all->scratch, NULL) == 0)
		p->folded = phrase_fold(p->text.plain, all->scratch);
	return p->folded.s;
}

/* A letter that stands for others: full-width, a ligature, a reference. `s` ends with 0. */
static bool is_other_letter(const char *s)
{
	const unsigned char *u = (const unsigned char *)s;
	if (*u == '&')
		return s[1] == '#' || !strncmp(s + 1, "shy", 3) || !strncmp(s + 1, "zw", 2);
	return *u == 0xEF &&
	       (u[1] == 0xAC || (u[1] == 0xBC && u[2] > 0xA0 && u[2] < 0xBB) || (u[1] == 0xBD && u[2] > 0x80 && u[2] < 0x9B));
}

/* A tag that stands in a word, "B<i>uilt": its name is none of the word's letters. */
static bool is_tag_in_word(const char *s, size_t n)
{
	const char *end = memchr(s, '>', n < TAG_BYTES ? n : TAG_BYTES);
	return !end || (end + 1 < s + n && is_letter(end[1]));
}

/*
 * The letters of the bytes, as small ones, without what stands between them: words may be dressed ("B**uilt**"), or broken at the end of
 * a line. "" where they may be written in another way.
 */
static const char *small_letters(const struct kept_text *t, struct arena *a)
{
	const char *s = arena_strndup(a, t->bytes, t->len);
	char *out = arena_alloc(a, t->len + 1), *to = out;
	bool odd = memchr(s, 0, t->len) != NULL;
	for (size_t i = 0; i < t->len && !odd; i++) {
		if (is_letter(s[i]))
			*to++ = (char)(s[i] | ('a' - 'A'));
		else if (s[i] == '<')
			odd = i && is_letter(s[i - 1]) && is_tag_in_word(s + i, t->len - i);
		else
			odd = is_other_letter(s + i);
	}
	*(odd ? out : to) = 0;
	return out;
}

/* Reading a paper takes long, and most do not have what is looked for: one of its words stands nowhere in the bytes. */
static bool lacks_word(struct papers *all, struct paper *p, const char *needle)
{
	if (!p->small)
		p->small = small_letters(p->kept, all->scratch);
	size_t len = strlen(p->small);
	for (const char *word = needle; len && *word;) {
		word += strspn(word, " ");
		size_t n = strspn(word, "abcdefghijklmnopqrstuvwxyz");
		if (n && (!word[n] || word[n] == ' ') && !memmem(p->small, len, word, n))
			return true;
		word += strcspn(word, " ");
	}
	return false;
}

/* A license that is quoted in a card demands its phrase there, and does not show it. */
static bool lies_in_license(const struct entry *e, uint64_t at)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (m && m->state != MATCH_MENTION && at >= e->facts[i].at.start && at < e->facts[i].at.end)
			return true;
	}
	return false;
}

static const struct fact *show(const struct papers *all, const struct paper *p, uint64_t from, uint64_t to, const char *words)
{
	struct fact *f = ARENA_NEW(all->dossier->arena, struct fact);
	*f = (struct fact){
		.kind = FACT_META, .key = "shows", .value = words, .at = {.entry = p->entry->name}, .reader = "duties"};
	f->at.start = from;
	f->at.end = to;
	f->at.line_start = f->at.line_end = text_line(&p->text, from);
	return f;
}

/* The last words of s, which is folded; of words in Han characters as many characters. */
static const char *last_words(const struct folded *f)
{
	size_t at = f->len - 1, words = 0;
	for (size_t han = 0; at && words < DENIAL_WORDS && han < (size_t)DENIAL_WORDS * HAN_BYTES; at--) {
		words += f->s[at - 1] == ' ';
		han += (unsigned char)f->s[at - 1] >= 0x80;
	}
	return f->s + at;
}

/* "not built with …": do words shortly before, in the same sentence, say that it is not so? */
static bool is_denied(const struct papers *all, const struct text *t, uint32_t at)
{
	ARENA_AUTO struct arena scratch; /* a hostile card has the phrase any number of times */
	const struct strings *denials = &all->dossier->catalog->denials;
	uint32_t begins = t->n_sentences ? t->sentences[sentence_of(t, at)].start : 0, from = begins < at ? begins : at;
	from = at - from > DENIAL_BYTES ? at - DENIAL_BYTES : from;
	arena_init(&scratch);
	struct folded before = phrase_fold(arena_strndup(&scratch, t->plain + from, at - from), &scratch);
	const char *words = before.len ? last_words(&before) : "";
	for (uint32_t i = 0; i < denials->count; i++) {
		const char *denial = phrase_needle(denials->at[i], &scratch);
		if (*denial && strstr(words, denial))
			return true;
	}
	return false;
}

static bool is_matter(const struct text *t, uint32_t at)
{
	return t->paragraph_kinds[text_paragraph(t, at)] == PARAGRAPH_MATTER;
}

static const struct fact *find_in(struct papers *all, struct paper *p, const char *words, enum paper_place where)
{
	const char *n = phrase_needle(words, all->scratch);
	const struct text *t = &p->text;
	if (!*n || (!p->read && lacks_word(all, p, n)) || !read_paper(all, p))
		return NULL;
	for (const char *at = strstr(p->folded.s, n); at; at = strstr(at + 1, n)) {
		size_t first = (size_t)(at - p->folded.s) + (*n == ' '), last = (size_t)(at - p->folded.s) + strlen(n) - 1;
		uint32_t plain = p->folded.at[first], end = p->folded.at[last] ? p->folded.at[last] : t->plain_len;
		uint64_t from, to;
		text_range(t, plain, end, &from, &to);
		if (!lies_in_license(p->entry, from) && !(where == PAPER_PROSE && is_matter(t, plain)) &&
		    !is_denied(all, t, plain))
			return show(all, p, from, to, words);
	}
	return NULL;
}

const struct fact *papers_find(struct papers *all, const char *words, enum paper_place where)
{
	for (size_t i = 0; words && i < all->count; i++) {
		bool asked = where != PAPER_NOTICE || all->at[i].entry->role == DOCUMENT_NOTICE;
		const struct fact *f = asked ? find_in(all, &all->at[i], words, where) : NULL;
		if (f)
			return f;
	}
	return NULL;
}

static bool name_has(const char *name, const char *wanted, bool anywhere)
{
	return anywhere ? strstr(name, wanted) != NULL : !strncmp(name, wanted, strlen(wanted));
}

const struct fact *papers_find_heading(struct papers *all, const char *wanted, bool anywhere)
{
	for (size_t i = 0; i < all->count; i++) {
		struct paper *p = &all->at[i];
		if (p->entry->role != DOCUMENT_CARD || !read_paper(all, p))
			continue;
		for (uint32_t n = 0; n < p->text.n_paragraphs; n++) {
			const struct span *s = &p->text.paragraphs[n];
			const char *words = p->text.plain + s->start;
			size_t len = s->end - s->start;
			uint64_t from, to;
			if (p->text.paragraph_kinds[n] != PARAGRAPH_HEADING)
				continue;
			if (!name_has(phrase_squeeze(arena_strndup(all->scratch, words, len), all->scratch), wanted, anywhere)) {
				n = anywhere ? p->text.n_paragraphs - 1 : n;
				continue;
			}
			text_range(&p->text, s->start, s->end, &from, &to);
			return show(all, p, from, to, arena_strndup(all->dossier->arena, words, len));
		}
	}
	return NULL;
}

bool papers_have_notice(const struct papers *all)
{
	for (size_t i = 0; i < all->count; i++)
		if (all->at[i].entry->role == DOCUMENT_NOTICE)
			return true;
	return false;
}

bool papers_have_address(const struct papers *all, const struct license *l)
{
	for (size_t i = 0; i < all->count; i++) {
		const char *bytes = arena_strndup(all->scratch, all->at[i].kept->bytes, all->at[i].kept->len);
		for (uint32_t u = 0; u < l->urls.count; u++)
			if (strstr(bytes, l->urls.at[u]))
				return true;
	}
	return false;
}

const char *papers_told(const struct papers *all)
{
	const char *out = "";
	for (size_t i = 0; i < all->count && i < 3; i++)
		out = arena_printf(all->dossier->arena, "%s%s%s", out, i ? ", " : "",
				   dossier_name(all->dossier, all->at[i].entry->name));
	if (all->count > 3)
		out = arena_printf(all->dossier->arena, "%s and %zu more", out, all->count - 3);
	return all->count ? out : "no card and no notice is here";
}
