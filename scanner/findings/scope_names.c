/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "findings/scope_names.h"

#include "text/about.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum {
	NAME_LEAST = 3,
	CLAUSE_BYTES = 2048,
	ALIKE_LEAST = 4,
	WORD_LEAST = 6,
	LEAD_WORDS = 4,
	NAME_LINE = 32 /* bytes to look through */
};

/* --- subjects that names and clauses say ------------------------------------------------------------------------------------- */

/* The subject whose name is these n bytes of a folded name. */
static unsigned subject_named(const struct catalog *c, const char *folded, size_t n)
{
	char name[SCOPE_NAME_BYTES];
	if (n >= sizeof name)
		return 0;
	memcpy(name, folded, n);
	name[n] = 0;
	const char *code = catalog_subject(c, name);
	return code ? said_of_code(code) & ~(unsigned)SAID_OF_OTHERS : 0;
}

static unsigned subjects_of_words(const struct catalog *c, const char *folded)
{
	unsigned found = 0;
	for (const char *at = folded; *at; at += strcspn(at, "-"), at += *at == '-')
		found |= subject_named(c, at, strcspn(at, "-"));
	return found;
}

/* "modellicense" is "model-license", and "license2model" "license-2model": the word parts what is written as one with it. */
static void part_at_license(const char *name, char out[SCOPE_NAME_BYTES])
{
	static const char license[] = "license";
	size_t n = 0, len = strlen(license);
	for (const char *at = name; *at && n + 1 < SCOPE_NAME_BYTES; at++) {
		bool begins = at > name && !strncmp(at, license, len),
		     ends = at >= name + len && !strncmp(at - len, license, len);
		if ((begins || ends) && *at != '-' && out[n - 1] != '-' && n + 2 < SCOPE_NAME_BYTES)
			out[n++] = '-';
		out[n++] = *at;
	}
	out[n] = 0;
}

void scope_fold_name(const char *name, size_t len, char folded[SCOPE_NAME_BYTES])
{
	char raw[SCOPE_NAME_BYTES], whole[SCOPE_NAME_BYTES];
	size_t n = len < sizeof raw ? len : 0;
	memcpy(raw, name, n);
	raw[n] = 0;
	alias_fold(raw, whole, SCOPE_NAME_BYTES);
	part_at_license(whole, folded);
}

/* Chinese does not part its words: subjects whose names stand anywhere in the text. */
static unsigned subjects_of_han(const struct catalog *c, const char *text)
{
	unsigned found = 0;
	while (*text && (unsigned char)*text < 0x80)
		text++;
	for (uint32_t i = 0; *text && i < c->n_subjects; i++)
		if ((unsigned char)*c->subjects[i].name >= 0x80 && strstr(text, c->subjects[i].name))
			found |= said_of_code(c->subjects[i].code);
	return found;
}

unsigned scope_of_name(const struct catalog *c, const char *name, size_t len)
{
	char folded[SCOPE_NAME_BYTES];
	scope_fold_name(name, len, folded);
	return (subjects_of_words(c, folded) | subjects_of_han(c, folded)) & ~(unsigned)(SAID_OF_WHOLE | SAID_OF_OTHERS);
}

unsigned scope_of_entry(const struct dossier *d, const struct entry *e)
{
	return e->role != DOCUMENT_NONE ? e->called : scope_of_name(d->catalog, entry_base(e), strlen(entry_base(e)));
}

bool scope_names_others(const struct catalog *c, const char *name, size_t len)
{
	char folded[SCOPE_NAME_BYTES];
	scope_fold_name(name, len, folded);
	const char *code = catalog_subject(c, folded);
	return code && (said_of_code(code) & SAID_OF_OTHERS || !strcmp(code, "their_folders"));
}

static bool is_one_of(const char *word, size_t n, const char *const *words)
{
	for (; *words; words++)
		if (strlen(*words) == n && !strncmp(word, *words, n))
			return true;
	return false;
}

/*
 * "The data is in the repository", "models from our library": behind such a word the whole only tells where what is named first is, or whose.
 */
static bool whole_is_place(const struct catalog *c, const char *folded)
{
	static const char *const leads[] = {"on", "in", "of", "at", "from", "via", "through", "with", NULL};
	static const char *const joints[] = {"and", "or", NULL};
	bool placed = false;
	unsigned near = 0; /* words that may still stand between it and the whole */
	for (const char *at = folded; *at; at += strcspn(at, "-"), at += *at == '-') {
		size_t n = strcspn(at, "-");
		unsigned named = subject_named(c, at, n);
		if (named & SAID_OF_WHOLE && !(placed && near))
			return false;
		placed |= (named & (SAID_OF_DATA | SAID_OF_WEIGHTS)) != 0;
		bool leads_on = is_one_of(at, n, leads) || named & SAID_OF_WHOLE; /* "[library](package)" */
		near = leads_on ? LEAD_WORDS : is_one_of(at, n, joints) ? 0 : near - (near > 0);
	}
	return true;
}

/* "github-repo" */
static bool ends_in_whole(const struct catalog *c, const char *name)
{
	const char *last = strrchr(name, '-') + 1;
	return subject_named(c, last, strlen(last)) & SAID_OF_WHOLE;
}

/* What subjects of several words say whose names the folded words begin with; placed: the whole is only where things are. */
static unsigned phrases_at(const struct catalog *c, const char *words, bool placed)
{
	unsigned found = 0;
	uint32_t n;
	const struct named_code *phrases = catalog_phrases(c, words, &n);
	for (uint32_t i = 0; i < n; i++)
		if (!strncmp(words, phrases[i].name, strlen(phrases[i].name)) && !(placed && ends_in_whole(c, phrases[i].name)))
			found |= said_of_code(phrases[i].code);
	return found;
}

static unsigned subjects_of_clause(const struct catalog *c, const char *clause)
{
	char folded[CLAUSE_BYTES];
	alias_fold(clause, folded, sizeof folded);
	unsigned found = subjects_of_words(c, folded); /* of others only by names of several words: single ones are common */
	bool placed = found & (SAID_OF_DATA | SAID_OF_WEIGHTS) && !(found & SAID_OF_CODE) && whole_is_place(c, folded);
	if (placed)
		found &= ~(unsigned)SAID_OF_WHOLE;
	for (const char *at = folded; *at; at += strcspn(at, "-"), at += *at == '-')
		found |= phrases_at(c, at, placed);
	return found | subjects_of_han(c, clause);
}

unsigned scope_of_clause(const struct catalog *c, const char *clause)
{
	size_t reason = about_reason(clause, strlen(clause));
	unsigned found = subjects_of_clause(c, clause + reason);
	return found || !reason ? found : subjects_of_clause(c, clause) & ~(unsigned)(SAID_OF_OTHERS | SAID_OF_DATA);
}

/* --- what the artifact is called --------------------------------------------------------------------------------------------- */

/* As hubs, their caches and who copies from them write it: "owner/tern", "owner+tern", "owner__tern", "models--owner--tern". */
static const char *without_owner(const char *name)
{
	for (const char *at = name; *at; at++)
		name = strchr("/+", *at) ? at + 1 : name;
	for (const char *mark; (mark = strstr(name, "--")) != NULL && mark > name && mark[2];)
		name = mark + 2;
	const char *mark = strstr(name, "__");
	return mark && mark > name && mark[2] ? mark + 2 : name;
}

size_t scope_owner(const char *name)
{
	size_t n = (size_t)(without_owner(name) - name);
	while (n && strchr("/+_-", name[n - 1]))
		n--;
	return n;
}

const char *scope_own_name(const struct dossier *d)
{
	return without_owner(d->artifact->name ? d->artifact->name : "");
}

/* Letters and digits that the two begin with alike, whatever marks stand between them; sets whether a word of `a` ends behind them. */
static size_t alike(const char *a, const char *b, bool *word)
{
	size_t n = 0;
	for (;; a++, b++, n++) {
		const char *word_end = a;
		while (*a && !isalnum((unsigned char)*a))
			a++;
		while (n && *b && !isalnum((unsigned char)*b))
			b++;
		*word = !*a || a > word_end;
		if (!*a || tolower((unsigned char)*a) != tolower((unsigned char)*b))
			return n;
	}
}

static size_t count_letters(const char *s)
{
	size_t n = 0;
	for (; *s; s++)
		n += isalnum((unsigned char)*s) != 0;
	return n;
}

static bool begins_word(const char *line, const char *at)
{
	return isalnum((unsigned char)*at) && (at == line || !isalnum((unsigned char)at[-1]));
}

static bool calls(const char *name, const char *line)
{
	size_t len = count_letters(name);
	bool word;
	for (const char *at = line; len >= ALIKE_LEAST && *at; at++)
		if (begins_word(line, at) && alike(name, at, &word) == len)
			return true;
	return false;
}

bool scope_calls_artifact(const struct dossier *d, const char *line)
{
	return calls(scope_own_name(d), line) || (d->place_name && calls(without_owner(d->place_name), line));
}

bool scope_calls_by_longest(const struct dossier *d, const char *line)
{
	const char *own = scope_own_name(d), *place = without_owner(d->place_name ? d->place_name : "");
	return calls(count_letters(place) > count_letters(own) ? place : own, line);
}

static bool holds_name(const char *name, const char *line)
{
	size_t len = count_letters(name);
	for (const char *at = line; *at; at++) {
		bool word;
		size_t n = begins_word(line, at) ? alike(name, at, &word) : 0;
		if ((n >= ALIKE_LEAST || n == len) && n && (2 * n > len || (word && n >= WORD_LEAST)))
			return true;
	}
	return false;
}

static bool goes_on(const char *at)
{
	return isalnum((unsigned char)*at) || (*at && strchr("-_.", *at) && isalnum((unsigned char)at[1]));
}

/* What stands behind these n bytes, where they are in the line as a name of their own: "tern" is none in "tern-chat". NULL: they are not. */
static const char *behind_name(const char *line, const char *name, size_t n)
{
	for (const char *at = line; n && *at; at++)
		if (begins_word(line, at) && !strncasecmp(at, name, n) && !goes_on(at + n) &&
		    !(at > line + 1 && strchr("-_.", at[-1]) && isalnum((unsigned char)at[-2])))
			return at + n;
	return NULL;
}

/* One that tells something: "model" and "weights" name nothing, nor do a letter or two. */
static const char *behind_telling_name(const struct dossier *d, const char *line, const char *name, size_t n)
{
	return n >= NAME_LEAST && !scope_of_name(d->catalog, name, n) ? behind_name(line, name, n) : NULL;
}

/* "tern/wing.onnx": behind the name of the folder follows that of a file, which tells more than "tern/model.onnx" does. */
static bool leads_to_file(const struct dossier *d, const char *behind)
{
	size_t stem = *behind == '/' ? strcspn(behind + 1, "./ ,;)|\n") : 0;
	return stem && behind[1 + stem] == '.' && isalnum((unsigned char)behind[2 + stem]) &&
	       !scope_of_name(d->catalog, behind + 1, stem);
}

/* Without the word that is put behind the name of a file for what is made of it: "tern_512_post". */
static size_t without_made(const char *base, size_t stem)
{
	static const char *const made[] = {"post",  "sim",	 "simplified", "int8",	    "fp16",	 "fp32",
					   "quant", "quantized", "opt",	       "optimized", "converted", NULL};
	size_t n = stem;
	while (n && !strchr("-_.", base[n - 1]))
		n--;
	return n > 1 && is_one_of(base + n, stem - n, made) ? n - 1 : stem;
}

/* "tern_512.rknn", where "tern_512.onnx" is here: the same for another program. Only a longer name with a number in it is sure to be it. */
static bool names_other_form(const char *line, const char *base, size_t stem)
{
	enum { LEAST = 8 };
	size_t n = without_made(base, stem), letters = 0, digits = 0;
	for (size_t i = 0; i < n; i++) {
		letters += isalpha((unsigned char)base[i]) != 0;
		digits += isdigit((unsigned char)base[i]) != 0;
	}
	for (const char *at = line; n >= LEAST && letters && digits && *at; at++)
		if (begins_word(line, at) && !strncasecmp(at, base, n) && at[n] == '.' && isalnum((unsigned char)at[n + 1]))
			return true;
	return false;
}

bool scope_names_file(struct dossier *d, const struct entry *e, const char *line)
{
	if (d->link_work >= LINK_WORK) {
		dossier_cut(d, NULL, LINK_WORK_CUT);
		return true;
	}
	d->link_work += 1 + strlen(line) / NAME_LINE;
	const char *base = entry_base(e), *dot = strrchr(base, '.');
	size_t above = path_parent(e->name, e->dir), start = above + (above > 0);
	const char *in_folder = behind_telling_name(d, line, e->name + start, e->dir - start);
	size_t stem = dot ? (size_t)(dot - base) : strlen(base);
	bool whole = dot && !scope_of_name(d->catalog, base, stem) && behind_name(line, base, strlen(base));
	return whole || behind_telling_name(d, line, base, stem) || names_other_form(line, base, stem) ||
	       (in_folder && !leads_to_file(d, in_folder));
}

bool scope_names_weights(struct dossier *d, const char *line)
{
	for (size_t i = 0; i < d->group->count; i++)
		if (d->group->entries[i]->weights && scope_names_file(d, d->group->entries[i], line))
			return true;
	return false;
}

bool scope_names_artifact(const struct dossier *d, const char *line)
{
	return holds_name(scope_own_name(d), line) || (d->place_name && holds_name(without_owner(d->place_name), line));
}

bool scope_names_released(const struct dossier *d, const char *line)
{
	for (size_t i = 0; i < d->n_released; i++)
		if (holds_name(d->released[i], line))
			return true;
	return false;
}
