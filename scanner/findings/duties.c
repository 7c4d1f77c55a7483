/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "findings/duties.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "findings/compat.h"
#include "findings/finding.h"
#include "findings/laundering.h"
#include "findings/policies.h"
#include "findings/scope.h"
#include "text/text.h"

#include <stdlib.h>
#include <string.h>

enum { DUTIES_MAX = 64, PAPERS_MAX = 64, BASES = 32, TERMS_MAX = 64, LOOKED_MAX = 8, WORDS_BYTES = 200 };
enum { PHRASE_WORDS = 3 };				      /* that tell a phrase, where others are left open */
enum { TAG_BYTES = 200 };				      /* in which a tag ends */
enum { DENIAL_BYTES = 200, DENIAL_WORDS = 4, HAN_BYTES = 3 }; /* how far before a phrase words may deny it */

struct folded { /* words in small letters with one blank between, before and after them, and where each byte is in the text */
	char *s;
	uint32_t *at;
	size_t len;
};

struct paper { /* a card or a notice, whose words are known */
	const struct entry *entry;
	const struct kept_text *kept;
	struct text text;
	struct folded folded;
	const char *small; /* small_letters(), when it was asked for */
	bool read;
};

struct base { /* something that the artifact was made from */
	const struct edge *edge;
	const struct expression *license;
};

struct demand {
	const struct kind *kind;
	const struct license *license;
	const struct base *base; /* that it is owed for, or NULL */
	const struct fact *fact; /* the clause, or what names the license; NULL */
	const char *wanted;	 /* or NULL */
	const char *only_for;	 /* a word in the names of the models that it is owed for; NULL: for all */
	const char *place;	 /* of a name's word: "beginning", "anywhere"; NULL: not said */
	bool set;		 /* what is wanted has set words, whether they are known or not */
	bool prohibits;		 /* what is wanted must not be */
	bool owed;		 /* it is certain that it is; else what is missing cannot be told */
	bool conditional;	 /* only above a threshold */
	bool choice;		 /* another license may be taken instead */
};

struct checking {
	struct dossier *dossier;
	struct arena scratch; /* of what is known of the papers, and of words that are looked for */
	struct paper papers[PAPERS_MAX];
	size_t n_papers;
	bool cut; /* words of papers are not known */
	struct base bases[BASES];
	size_t n_bases;
	bool derivative; /* of what others have published */
	bool unknown;	 /* and of some of that no license is known */
	struct duty duties[DUTIES_MAX];
	size_t count;
};

struct answer {
	enum duty_outcome outcome;
	const char *how;
	const struct fact *shown;
};

const char *duty_outcome_name(enum duty_outcome o)
{
	static const char *const names[] = {"pass", "fail", "cannot-tell"};
	return names[o];
}

/* --- words ----------------------------------------------------------------------------------------------------------------- */

static bool is_word_byte(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
}

/* Marks that are written or left out at will: ©, ®, ™ and (c). Their length, 0: none. */
static size_t mark_length(const char *s)
{
	static const char *const marks[] = {"\xC2\xA9", "\xC2\xAE", "\xE2\x84\xA2", "(c)", "(C)", "(r)", "(R)"};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (*s == *marks[i] && !strncmp(s, marks[i], strlen(marks[i])))
			return strlen(marks[i]);
	return 0;
}

static struct folded fold(const char *s, struct arena *a)
{
	size_t n = strlen(s);
	struct folded f = {arena_alloc(a, n + 3), arena_array(a, n + 3, sizeof(uint32_t)), 1};
	f.s[0] = ' ';
	for (size_t i = 0; i < n;) {
		size_t mark = mark_length(s + i);
		bool word = !mark && is_word_byte((unsigned char)s[i]);
		char c = s[i] >= 'A' && s[i] <= 'Z' ? (char)(s[i] + ('a' - 'A')) : s[i];
		f.at[f.len] = (uint32_t)i;
		if (word)
			f.s[f.len++] = c;
		else if (f.s[f.len - 1] != ' ')
			f.s[f.len++] = ' ';
		i += mark ? mark : 1;
	}
	if (f.s[f.len - 1] != ' ')
		f.s[f.len++] = ' ';
	f.s[f.len] = 0;
	return f;
}

/* The words as they are looked for: whole ones, but Han characters have no blanks between. "" when nothing of them is a word. */
static const char *needle(const char *words, struct arena *a)
{
	struct folded f = fold(words, a);
	char *s = f.s;
	if (f.len < 3)
		return "";
	if ((unsigned char)s[f.len - 2] >= 0x80)
		s[f.len - 1] = 0;
	return (unsigned char)s[1] >= 0x80 ? s + 1 : s;
}

static bool has_words(const char *in, const char *words, struct arena *a)
{
	const char *n = needle(words, a);
	return *n && strstr(fold(in, a).s, n);
}

/* --- papers ---------------------------------------------------------------------------------------------------------------- */

static void collect_papers(struct checking *k)
{
	const struct group *g = k->dossier->group;
	for (size_t i = 0; i < g->count; i++)
		for (size_t m = 0; m < g->entries[i]->count; m++) {
			const struct fact *f = &g->entries[i]->facts[m];
			enum document_role role = g->entries[i]->role;
			if (f->kind != FACT_TEXT || (role != DOCUMENT_CARD && role != DOCUMENT_NOTICE))
				continue;
			const struct kept_text *kept = f->detail;
			k->cut |= kept->cut || k->n_papers == PAPERS_MAX;
			if (k->n_papers < PAPERS_MAX)
				k->papers[k->n_papers++] = (struct paper){.entry = g->entries[i], .kept = kept};
		}
}

static bool read_paper(struct checking *k, struct paper *p)
{
	if (p->read)
		return p->folded.s;
	p->read = true;
	if (text_init(&p->text, p->kept->bytes, p->kept->len, &k->scratch, NULL) == 0)
		p->folded = fold(p->text.plain, &k->scratch);
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
static bool lacks_word(struct checking *k, struct paper *p, const char *needle)
{
	if (!p->small)
		p->small = small_letters(p->kept, &k->scratch);
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

static const struct fact *show(const struct checking *k, const struct paper *p, uint64_t from, uint64_t to, const char *words)
{
	struct fact *f = ARENA_NEW(k->dossier->arena, struct fact);
	*f = (struct fact){
		.kind = FACT_META, .key = "shows", .value = words, .at = {.entry = p->entry->name}, .reader = "duties"};
	f->at.start = from;
	f->at.end = to;
	f->at.line_start = f->at.line_end = text_line(&p->text, from);
	return f;
}

static uint32_t sentence_start(const struct text *t, uint32_t at)
{
	uint32_t low = 0, high = t->n_sentences;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (t->sentences[middle].start <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? t->sentences[low - 1].start : 0;
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
static bool is_denied(const struct checking *k, const struct text *t, uint32_t at)
{
	ARENA_AUTO struct arena scratch; /* a hostile card has the phrase any number of times */
	const struct strings *denials = &k->dossier->catalog->denials;
	uint32_t from = sentence_start(t, at);
	from = at - from > DENIAL_BYTES ? at - DENIAL_BYTES : from;
	arena_init(&scratch);
	struct folded before = fold(arena_strndup(&scratch, t->plain + from, at - from), &scratch);
	const char *words = before.len ? last_words(&before) : "";
	for (uint32_t i = 0; i < denials->count; i++) {
		const char *denial = needle(denials->at[i], &scratch);
		if (*denial && strstr(words, denial))
			return true;
	}
	return false;
}

enum where { IN_NOTICE, IN_PROSE, ANYWHERE }; /* of cards and notices; prose: not in what stands before it for programs */

static bool is_matter(const struct text *t, uint32_t at)
{
	return t->paragraph_kinds[text_paragraph(t, at)] == PARAGRAPH_MATTER;
}

static const struct fact *find_in(struct checking *k, struct paper *p, const char *words, enum where where)
{
	const char *n = needle(words, &k->scratch);
	const struct text *t = &p->text;
	if (!*n || (!p->read && lacks_word(k, p, n)) || !read_paper(k, p))
		return NULL;
	for (const char *at = strstr(p->folded.s, n); at; at = strstr(at + 1, n)) {
		size_t first = (size_t)(at - p->folded.s) + (*n == ' '), last = (size_t)(at - p->folded.s) + strlen(n) - 1;
		uint32_t plain = p->folded.at[first], end = p->folded.at[last] ? p->folded.at[last] : t->plain_len;
		uint64_t from, to;
		text_range(t, plain, end, &from, &to);
		if (!lies_in_license(p->entry, from) && !(where == IN_PROSE && is_matter(t, plain)) && !is_denied(k, t, plain))
			return show(k, p, from, to, words);
	}
	return NULL;
}

static const struct fact *find_words(struct checking *k, const char *words, enum where where)
{
	for (size_t i = 0; words && i < k->n_papers; i++) {
		bool asked = where != IN_NOTICE || k->papers[i].entry->role == DOCUMENT_NOTICE;
		const struct fact *f = asked ? find_in(k, &k->papers[i], words, where) : NULL;
		if (f)
			return f;
	}
	return NULL;
}

static bool has_notice(const struct checking *k)
{
	for (size_t i = 0; i < k->n_papers; i++)
		if (k->papers[i].entry->role == DOCUMENT_NOTICE)
			return true;
	return false;
}

static bool names_address(struct checking *k, const struct license *l)
{
	for (size_t i = 0; i < k->n_papers; i++) {
		const char *bytes = arena_strndup(&k->scratch, k->papers[i].kept->bytes, k->papers[i].kept->len);
		for (uint32_t u = 0; u < l->urls.count; u++)
			if (strstr(bytes, l->urls.at[u]))
				return true;
	}
	return false;
}

/* "README.md and NOTICE" */
static const char *papers_words(const struct checking *k)
{
	const char *out = "";
	for (size_t i = 0; i < k->n_papers && i < 3; i++)
		out = arena_printf(k->dossier->arena, "%s%s%s", out, i ? ", " : "",
				   dossier_name(k->dossier, k->papers[i].entry->name));
	if (k->n_papers > 3)
		out = arena_printf(k->dossier->arena, "%s and %zu more", out, k->n_papers - 3);
	return k->n_papers ? out : "no card and no notice is here";
}

/* --- texts ----------------------------------------------------------------------------------------------------------------- */

static bool is_version(const struct dossier *d, const struct license *a, const struct license *b)
{
	return license_is(a, b) || (a->policy && ((a->successor && catalog_license(d->catalog, a->successor) == b) ||
						  (b->successor && catalog_license(d->catalog, b->successor) == a)));
}

static const struct fact *find_text(const struct checking *k, const struct license *l, enum match_state worst)
{
	const struct group *g = k->dossier->group;
	for (size_t i = 0; l && i < g->count; i++)
		for (size_t m = 0; m < g->entries[i]->count; m++) {
			const struct fact *f = &g->entries[i]->facts[m];
			const struct match *x = f->kind == FACT_MATCH ? f->detail : NULL;
			if (x && x->license && x->state <= worst && is_version(k->dossier, x->license, l))
				return f;
		}
	return NULL;
}

static bool has_kind_of_check(const struct license *l, enum duty_check check)
{
	for (uint32_t i = 0; l && i < l->n_terms; i++)
		if (l->terms[i].kind->check == check)
			return true;
	return false;
}

static const char *title_of(const struct checking *k, const struct demand *x)
{
	return x->license ? license_title(x->license, k->dossier->arena) : "the license";
}

/* --- the checks ------------------------------------------------------------------------------------------------------------ */

static struct answer pass(const struct fact *shown, const char *how)
{
	return (struct answer){DUTY_PASS, how, shown};
}

static struct answer fails(const char *how)
{
	return (struct answer){DUTY_FAIL, how, NULL};
}

static struct answer unclear(const struct fact *shown, const char *how)
{
	return (struct answer){DUTY_CANNOT_TELL, how, shown};
}

static struct answer check_license_text(struct checking *k, const struct demand *x)
{
	struct arena *a = k->dossier->arena;
	const struct fact *text = x->license ? find_text(k, x->license, MATCH_EXACT) : x->fact;
	if (text)
		return pass(text, arena_printf(a, "The text of %s is in %s.", title_of(k, x),
					       dossier_name(k->dossier, text->at.entry)));
	text = find_text(k, x->license, MATCH_EDITED);
	if (text)
		return unclear(text, arena_printf(a, "A changed text of %s is in %s.", title_of(k, x),
						  dossier_name(k->dossier, text->at.entry)));
	text = find_text(k, x->license, MATCH_PARTIAL);
	if (text)
		return unclear(text, arena_printf(a, "Only a part of %s is in %s.", title_of(k, x),
						  dossier_name(k->dossier, text->at.entry)));
	if (x->license && names_address(k, x->license))
		return unclear(NULL, arena_printf(a, "The text of %s is not here; a card has its address.", title_of(k, x)));
	return fails(arena_printf(a, "The text of %s is in no file here.", title_of(k, x)));
}

static struct answer check_notice(struct checking *k, const struct demand *x)
{
	struct arena *a = k->dossier->arena;
	const struct fact *in_notice = find_words(k, x->wanted, IN_NOTICE);
	const struct fact *elsewhere = in_notice ? NULL : find_words(k, x->wanted, IN_PROSE);
	const struct fact *text = find_text(k, x->license, MATCH_EDITED);
	if (in_notice)
		return pass(in_notice, "The line that the clause sets is in a notice file.");
	if (elsewhere)
		return unclear(elsewhere, "The line that the clause sets is here, but in no notice file.");
	if (x->wanted)
		return fails(arena_printf(a, "The line that the clause sets is in no notice file (%s).",
					  has_notice(k) ? papers_words(k) : "there is none"));
	if (x->set)
		return has_notice(k)
			       ? unclear(NULL, "A notice file is here; the words that the license sets for one are not known.")
			       : fails("No notice file is here, and the license sets words for one.");
	if (has_notice(k))
		return pass(NULL, "A notice file is here; what it must say is not set.");
	if (has_kind_of_check(x->license, CHECK_LICENSE_TEXT))
		return unclear(NULL, "No notice file is here; there may have been none to keep.");
	if (text || !x->license)
		return pass(text, "The text of the license is here, with its notices.");
	return fails("Neither a notice file nor the text of the license is here.");
}

/* What of a phrase everybody shows alike: "[your model] hatched from Tern" without what stands in brackets; of several pieces the longest. */
static const char *fixed_words(const char *phrase, struct arena *a)
{
	const char *longest = "";
	size_t most = 0;
	for (const char *at = phrase; *at;) {
		size_t n = strcspn(at, "[<{");
		if (n > most) {
			longest = at;
			most = n;
		}
		at += n;
		at += strcspn(at, "]>}");
		at += *at != 0;
	}
	return arena_strndup(a, longest, most);
}

static size_t count_words(const char *s)
{
	size_t n = 0;
	for (s += strspn(s, " "); *s; n++) {
		s += strcspn(s, " ");
		s += strspn(s, " ");
	}
	return n;
}

/* Is the duty for all models, or is this one, or what it is made from, called like those that it is for? */
static bool is_for(const struct checking *k, const struct demand *x)
{
	const struct artifact *a = k->dossier->artifact;
	bool found = !x->only_for || strcasestr(a->name, x->only_for);
	for (size_t i = 0; i < a->n_lineage && !found; i++)
		found = strcasestr(a->lineage[i].parent, x->only_for) != NULL;
	return found;
}

static struct answer check_phrase(struct checking *k, const struct demand *x)
{
	struct arena *a = k->dossier->arena;
	if (!x->wanted)
		return unclear(NULL, "Which phrase must be shown is not known.");
	const char *words = fixed_words(x->wanted, &k->scratch);
	if (strpbrk(x->wanted, "[<{") && count_words(words) < PHRASE_WORDS)
		return unclear(NULL, "Which words complete the phrase is not known.");
	const struct fact *f = find_words(k, words, IN_PROSE);
	if (f)
		return pass(f, arena_printf(a, "\"%s\" is shown in %s.", x->wanted, dossier_name(k->dossier, f->at.entry)));
	if (x->conditional)
		return unclear(NULL, "The phrase is not shown; it must be only above a threshold.");
	if (!is_for(k, x))
		return unclear(NULL,
			       arena_printf(a, "The phrase is not shown; it must be only for models called %s.", x->only_for));
	return fails(arena_printf(a, "\"%s\" is not shown (%s).", x->wanted, papers_words(k)));
}

/* Letters and digits only: "Heron-3" begins as "heron3" does. */
static const char *squeezed(const char *s, struct arena *a)
{
	struct folded f = fold(s, a);
	size_t n = 0;
	for (size_t i = 0; i < f.len; i++)
		if (f.s[i] != ' ')
			f.s[n++] = f.s[i];
	f.s[n] = 0;
	return f.s;
}

static bool name_has(const char *name, const char *wanted, bool anywhere)
{
	return anywhere ? strstr(name, wanted) != NULL : !strncmp(name, wanted, strlen(wanted));
}

/* Folders are called anything: a heading of a card that begins so is the name as well, and the first one where the word may be anywhere. */
static const struct fact *find_heading(struct checking *k, const char *wanted, bool anywhere)
{
	for (size_t i = 0; i < k->n_papers; i++) {
		struct paper *p = &k->papers[i];
		if (p->entry->role != DOCUMENT_CARD || !read_paper(k, p))
			continue;
		for (uint32_t n = 0; n < p->text.n_paragraphs; n++) {
			const struct span *s = &p->text.paragraphs[n];
			const char *words = p->text.plain + s->start;
			size_t len = s->end - s->start;
			uint64_t from, to;
			if (p->text.paragraph_kinds[n] != PARAGRAPH_HEADING)
				continue;
			if (!name_has(squeezed(arena_strndup(&k->scratch, words, len), &k->scratch), wanted, anywhere)) {
				n = anywhere ? p->text.n_paragraphs - 1 : n;
				continue;
			}
			text_range(&p->text, s->start, s->end, &from, &to);
			return show(k, p, from, to, arena_strndup(k->dossier->arena, words, len));
		}
	}
	return NULL;
}

static struct answer check_name(struct checking *k, const struct demand *x)
{
	struct arena *a = k->dossier->arena;
	const char *name = scope_own_name(k->dossier);
	if (!x->wanted || !*name)
		return unclear(NULL, "What the name must be is not known.");
	const char *has = squeezed(name, &k->scratch), *wanted = squeezed(x->wanted, &k->scratch);
	const char *at = *wanted ? strstr(has, wanted) : NULL;
	const char *shown = utf8_visible(a, name, strlen(name), WORDS_BYTES);
	if (x->prohibits)
		return at ? fails(arena_printf(a, "The name %s has \"%s\" in it, which it must not.", shown, x->wanted))
			  : pass(NULL, arena_printf(a, "The name %s has nothing of \"%s\".", shown, x->wanted));
	bool anywhere = x->place && !strcmp(x->place, "anywhere"), first = x->place && !anywhere;
	const char *how = anywhere ? "has" : "begins with";
	if (at && (anywhere || at == has))
		return pass(NULL, arena_printf(a, "The name %s %s \"%s\".", shown, how, x->wanted));
	const struct fact *heading = *wanted ? find_heading(k, wanted, anywhere) : NULL;
	if (heading)
		return pass(heading, arena_printf(a, "%s calls it by a name that %s \"%s\".",
						  dossier_name(k->dossier, heading->at.entry), how, x->wanted));
	if (!at)
		return fails(arena_printf(a, "The name %s %s \"%s\".", shown, anywhere ? "does not have" : "does not begin with",
					  x->wanted));
	const char *not_first = arena_printf(a, "The name %s has \"%s\" in it, but not first.", shown, x->wanted);
	return first ? fails(not_first) : unclear(NULL, not_first);
}

static struct answer check_statement(struct checking *k, const struct demand *x)
{
	struct arena *a = k->dossier->arena;
	const struct edge *e = x->base ? x->base->edge : NULL;
	for (uint32_t i = 0; i < x->kind->shown_by.count; i++) {
		const struct fact *f = find_words(k, x->kind->shown_by.at[i], ANYWHERE);
		if (f)
			return pass(f, arena_printf(a, "%s says \"%s\".", dossier_name(k->dossier, f->at.entry), f->value));
	}
	if (e && e->strength == EDGE_DECLARED && strcmp(e->relation, "derived") != 0 && e->n_evidence)
		return pass(e->evidence[0].fact, "What is declared says how it was made from the other model.");
	return fails(arena_printf(a, "Nothing says that the model was changed (%s).", papers_words(k)));
}

static struct answer check_credit(struct checking *k, const struct demand *x)
{
	struct arena *a = k->dossier->arena;
	const struct edge *e = x->base ? x->base->edge : NULL;
	if (!e)
		return unclear(NULL, "Whom to name is not known.");
	const char *slash = strrchr(e->parent, '/');
	const struct fact *f = find_words(k, slash && slash[1] ? slash + 1 : e->parent, ANYWHERE);
	if (!f && slash)
		f = find_words(k, arena_strndup(a, e->parent, (size_t)(slash - e->parent)), ANYWHERE);
	if (!f && x->license && x->license->publisher)
		f = find_words(k, x->license->publisher, ANYWHERE);
	if (f)
		return pass(f, arena_printf(a, "%s names what the model was made from.", dossier_name(k->dossier, f->at.entry)));
	return fails(arena_printf(a, "Nothing names what the model was made from (%s).", papers_words(k)));
}

static struct answer check_terms(struct checking *k, const struct demand *x)
{
	struct arena *a = k->dossier->arena;
	const struct expression *own = k->dossier->artifact->expression;
	const struct fact *text = find_text(k, x->license, MATCH_EXACT);
	if (text)
		return pass(text, arena_printf(a, "The text of %s goes with it.", title_of(k, x)));
	text = find_text(k, x->license, MATCH_EDITED);
	if (text)
		return unclear(text, arena_printf(a, "A changed text of %s goes with it.", title_of(k, x)));
	if (!own && k->dossier->n_statements)
		own = k->dossier->statements[0].expression;
	if (!own || !x->license)
		return unclear(NULL, "Under which license this is passed on is not known.");
	struct compat c = compat_compare(k->dossier->catalog, expression_license(x->license, a), own);
	const char *name = expression_print(own, a);
	if (c.verdict == COMPAT_CARRIED || c.verdict == COMPAT_SAME_WANTED)
		return pass(NULL, arena_printf(a, "%s, under which this is passed on, carries the restrictions.", name));
	if (c.verdict == COMPAT_UNKNOWN)
		return unclear(NULL, arena_printf(a, "Whether %s carries the restrictions is not known.", name));
	return fails(arena_printf(a, "%s, under which this is passed on, does not carry the restrictions, and %s is not here.",
				  name, title_of(k, x)));
}

static const struct finding *policy_finding(const struct dossier *d, const struct license *l)
{
	for (size_t i = 0; i < d->artifact->n_findings; i++) {
		const struct finding *f = &d->artifact->findings[i];
		int number = finding_number(f->id);
		const struct fact *e = f->n_evidence ? f->evidence[0] : NULL;
		const struct license *of = !e			       ? NULL
					   : e->kind == FACT_MATCH     ? ((const struct match *)e->detail)->license
					   : e->kind == FACT_REFERENCE ? ((const struct restriction *)e->detail)->license
								       : NULL;
		if ((number == FINDING_INCORPORATED_POLICY_MISSING || number == FINDING_POLICY_OF_ANOTHER_VERSION) && of == l)
			return f;
	}
	return NULL;
}

static bool said_already(const struct checking *k, const struct demand *x)
{
	return x->kind->check == CHECK_POLICY && policy_finding(k->dossier, x->license);
}

/* Of a license whose text is here this was looked into already (policies.h). */
static struct answer check_policy(struct checking *k, const struct demand *x)
{
	struct arena *a = k->dossier->arena;
	const struct finding *f = policy_finding(k->dossier, x->license);
	if (f)
		return fails(f->message);
	if (!x->license || !x->license->incorporates.count)
		return pass(x->fact, "The policy that the license makes binding is here.");
	const struct fact *text = NULL;
	for (uint32_t i = 0; i < x->license->incorporates.count; i++) {
		const struct license *policy = catalog_license(k->dossier->catalog, x->license->incorporates.at[i]);
		text = policy ? find_text(k, policy, MATCH_PARTIAL) : NULL;
		for (size_t t = 0; t < k->dossier->n_texts && policy && !text; t++)
			if (k->dossier->texts[t].license == x->license)
				text = policy_spelled_out(k->dossier->texts[t].entry, policy);
		if (!text)
			return fails(arena_printf(a, "%s makes %s binding, and it is not here.", x->license->name,
						  policy ? license_title(policy, a) : "a policy"));
	}
	return pass(text, "The policy that the license makes binding is here.");
}

static struct answer (*const checks[])(struct checking *, const struct demand *) = {
	[CHECK_LICENSE_TEXT] = check_license_text,
	[CHECK_NOTICE] = check_notice,
	[CHECK_PHRASE] = check_phrase,
	[CHECK_NAME] = check_name,
	[CHECK_STATEMENT] = check_statement,
	[CHECK_CREDIT] = check_credit,
	[CHECK_TERMS] = check_terms,
	[CHECK_POLICY] = check_policy,
};

/* --- duties ---------------------------------------------------------------------------------------------------------------- */

/* What failed, where it is not certain that it had to be met, or that everything was seen. */
static void soften(const struct checking *k, const struct demand *x, struct answer *answer)
{
	struct arena *a = k->dossier->arena;
	const char *because = k->dossier->artifact->n_problems ? "Not everything here could be read."
			      : k->cut			       ? "Not all of the cards and notices was looked through."
			      : x->choice		       ? "Another license may be chosen."
			      : x->owed			       ? NULL
			      : k->derivative && !k->n_bases
				      ? "Under which license the model was that this one is made from is not known."
				      : "Whoever published the model need not; whoever passes it on must.";
	if (answer->outcome != DUTY_FAIL || !because || said_already(k, x))
		return;
	answer->outcome = DUTY_CANNOT_TELL;
	answer->how = arena_printf(a, "%s %s", answer->how, because);
}

static void list_looked(const struct checking *k, struct duty *d)
{
	const char **names = arena_array(k->dossier->arena, LOOKED_MAX, sizeof *names);
	if (d->kind->check == CHECK_LICENSE_TEXT || d->kind->check == CHECK_POLICY || d->kind->check == CHECK_TERMS) {
		for (size_t i = 0; i < k->dossier->group->count && d->n_looked < LOOKED_MAX; i++) {
			const struct entry *e = k->dossier->group->entries[i];
			if (e->role > DOCUMENT_OTHER || e->text)
				names[d->n_looked++] = e->name;
		}
	} else {
		for (size_t i = 0; i < k->n_papers && d->n_looked < LOOKED_MAX; i++)
			names[d->n_looked++] = k->papers[i].entry->name;
	}
	d->looked = names;
}

static void say(struct checking *k, struct duty *d, const struct demand *x)
{
	struct dossier *o = k->dossier;
	const struct fact *evidence[2];
	const struct fact *made_from = x->base && x->base->edge->n_evidence ? x->base->edge->evidence[0].fact : NULL;
	size_t n = 0;
	if (d->demand)
		evidence[n++] = d->demand;
	if (made_from && made_from != d->demand)
		evidence[n++] = made_from;
	const char *base =
		x->base ? arena_printf(o->arena, ", the license of %s", utf8_visible(o->arena, d->of, strlen(d->of), WORDS_BYTES))
			: "";
	finding_add(o->artifact, o->arena, FINDING_DUTY_NOT_MET, evidence, n, "%s (%s): %s demands it%s. %s", d->kind->title,
		    d->kind->id, title_of(k, x), base, d->how);
	d->finding = o->artifact->n_findings;
}

static void check(struct checking *k, const struct demand *x)
{
	if (k->count == DUTIES_MAX)
		return;
	struct duty *d = &k->duties[k->count++];
	struct answer answer = checks[x->kind->check](k, x);
	soften(k, x, &answer);
	*d = (struct duty){.kind = x->kind,
			   .license = x->license,
			   .of = x->base ? x->base->edge->parent : NULL,
			   .wanted = x->wanted,
			   .outcome = answer.outcome,
			   .how = answer.how,
			   .demand = x->fact,
			   .shown = answer.shown};
	list_looked(k, d);
	if (d->outcome == DUTY_FAIL && !said_already(k, x))
		say(k, d, x);
}

/* --- what is demanded ------------------------------------------------------------------------------------------------------ */

static const char *value_of(const struct pairs *values, const char *name)
{
	for (uint32_t i = 0; i < values->count; i++)
		if (!strcmp(values->at[i].key, name))
			return values->at[i].value;
	return NULL;
}

static void take_values(struct demand *x, const struct pairs *values)
{
	const char *phrase = value_of(values, "phrase"), *line = value_of(values, "line"), *place = value_of(values, "place");
	const char *only_for = value_of(values, "only_for");
	x->wanted = phrase ? phrase : line;
	x->only_for = only_for ? only_for : x->only_for;
	x->place = place ? place : x->place;
	x->conditional = value_of(values, "threshold") != NULL;
	x->set |= value_of(values, "words") != NULL;
}

/* The record's term of the kind; NULL. */
static const struct term *term_of(const struct license *l, const struct kind *kind)
{
	for (uint32_t i = 0; l && i < l->n_terms; i++)
		if (l->terms[i].kind == kind)
			return &l->terms[i];
	return NULL;
}

/* The clause of the license with that duty, the one that sets words first; the record where there is none. */
static void find_clause(const struct checking *k, struct demand *x)
{
	const struct group *g = k->dossier->group;
	const struct term *term = term_of(x->license, x->kind);
	if (term) {
		take_values(x, &term->values);
		x->prohibits = term->prohibits;
	}
	bool set = false;
	for (size_t i = 0; i < g->count; i++)
		for (size_t m = 0; m < g->entries[i]->count; m++) {
			const struct fact *f = &g->entries[i]->facts[m];
			const struct restriction *r = f->kind == FACT_RESTRICTION ? f->detail : NULL;
			if (!r || r->kind != x->kind || r->license != x->license || set)
				continue;
			struct demand read = *x;
			take_values(&read, &r->values);
			set = read.wanted != NULL;
			if (set) {
				*x = read;
				x->prohibits = r->rule && r->rule->prohibits;
			}
			if (set || !x->fact || x->fact->kind != FACT_RESTRICTION)
				x->fact = f;
		}
}

static bool known_already(const struct checking *k, const struct kind *kind, const struct license *l)
{
	for (size_t i = 0; i < k->count; i++)
		if (k->duties[i].kind == kind &&
		    (k->duties[i].license == l || (l && k->duties[i].license && license_is(l, k->duties[i].license))))
			return true;
	return false;
}

static void demand(struct checking *k, struct demand x)
{
	if (x.kind->check == CHECK_NONE || known_already(k, x.kind, x.license))
		return;
	find_clause(k, &x);
	check(k, &x);
}

static const struct kind *kind_of_policies(const struct catalog *c)
{
	for (uint32_t i = 0; i < c->n_kinds; i++)
		if (c->kinds[i].check == CHECK_POLICY)
			return &c->kinds[i];
	return NULL;
}

/* --- bases ----------------------------------------------------------------------------------------------------------------- */

struct demanding {
	struct checking *checking;
	const struct base *base;
};

/* Which version of a family it is, where what is here says so. */
static const struct license *member_here(const struct checking *k, const struct license *l)
{
	const struct expression *own = k->dossier->artifact->expression;
	for (uint32_t i = 0; i < l->members.count; i++) {
		const struct license *m = catalog_license(k->dossier->catalog, l->members.at[i]);
		if (m && ((own && expression_names(own, m)) || find_text(k, m, MATCH_EDITED)))
			return m;
	}
	return l->members.count ? NULL : l;
}

static void demand_of_base(void *ctx, const struct expression *x)
{
	const struct demanding *g = ctx;
	struct checking *k = g->checking;
	const struct license *l = x->license ? member_here(k, x->license) : NULL;
	const struct term *terms[TERMS_MAX];
	size_t n = l ? compat_duties(l, terms, TERMS_MAX) : 0;
	struct demand one = {.license = l, .base = g->base, .owed = true, .choice = expression_has_choice(g->base->license)};
	one.fact = g->base->edge->n_evidence ? g->base->edge->evidence[0].fact : NULL;
	for (size_t i = 0; i < n; i++) {
		one.kind = terms[i]->kind;
		demand(k, one);
	}
	one.kind = kind_of_policies(k->dossier->catalog);
	if (l && l->incorporates.count && one.kind)
		demand(k, one);
}

/* Is the artifact, by its name, another model of whoever published the parent? Cards name their own model with its publisher. */
static bool same_publisher(struct checking *k, const struct edge *e)
{
	struct dossier *d = k->dossier;
	const char *slash = strchr(e->parent, '/'), *name = d->artifact->name, *base = name ? strrchr(name, '/') : NULL;
	base = base && base[1] ? base + 1 : name;
	if (!slash || !base || has_words(slash + 1, base, &k->scratch))
		return false;
	const char *publisher = arena_strndup(&k->scratch, e->parent, (size_t)(slash - e->parent));
	return has_words(name, arena_printf(&k->scratch, "%s/%s", publisher, base), &k->scratch) ||
	       has_words(d->artifact->path, arena_printf(&k->scratch, "models--%s--", publisher), &k->scratch) ||
	       find_words(k, arena_printf(d->arena, "%s/%s", publisher, base), ANYWHERE);
}

static bool derives(const struct edge *e)
{
	static const char *const others[] = {"same-bytes", "same-tensor", "tokenizer", "architecture", "loaded-from"};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (!strcmp(e->relation, others[i]))
			return false;
	return e->strength > EDGE_SHAPE && !e->self;
}

static void collect_bases(struct checking *k)
{
	const struct artifact *a = k->dossier->artifact;
	for (size_t i = 0; i < a->n_lineage && k->n_bases < BASES; i++) {
		struct base one = {.edge = &a->lineage[i]};
		if (!derives(one.edge) || same_publisher(k, one.edge))
			continue;
		one.license = parent_license(k->dossier, one.edge);
		k->derivative = true;
		k->unknown |= !one.license;
		if (one.license)
			k->bases[k->n_bases++] = one;
	}
}

/* --- the license here ------------------------------------------------------------------------------------------------------ */

static void demand_here(struct checking *k, const struct fact *f)
{
	const struct restriction *r = f->detail;
	const struct expression *own = k->dossier->artifact->expression;
	/* Where the license of what it is made from is not known, the one whose text is here is taken for it. */
	bool owed = k->derivative && !k->n_bases && r->text;
	if (!owed && r->kind->owed_by_derivative)
		return;
	struct demand one = {.kind = r->kind, .license = r->license, .fact = f, .owed = owed};
	one.choice = own && expression_has_choice(own);
	demand(k, one);
}

static int by_kind(const void *a, const void *b)
{
	const struct duty *x = a, *y = b;
	int order = (x->kind > y->kind) - (x->kind < y->kind);
	return order ? order : strcmp(x->license ? x->license->id : "", y->license ? y->license->id : "");
}

void duties_find(struct dossier *d)
{
	struct checking *k = mem_array(1, sizeof *k);
	struct artifact *a = d->artifact;
	k->dossier = d;
	arena_init(&k->scratch);
	collect_papers(k);
	collect_bases(k);
	for (size_t i = 0; i < k->n_bases; i++) {
		struct demanding g = {k, &k->bases[i]};
		expression_each(k->bases[i].license, demand_of_base, &g);
	}
	for (size_t i = 0; i < a->n_restrictions; i++)
		demand_here(k, a->restrictions[i]);
	for (size_t i = 0; i < a->n_references; i++)
		demand_here(k, a->references[i]);
	if (k->count)
		qsort(k->duties, k->count, sizeof *k->duties, by_kind);
	a->duties = arena_memdup(d->arena, k->duties, k->count * sizeof *k->duties);
	a->n_duties = k->count;
	arena_release(&k->scratch);
	free(k);
}
