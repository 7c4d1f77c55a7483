/* SPDX-License-Identifier: MIT */
#include "findings/scope.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { NAME_BYTES = 256, CLAUSE_BYTES = 2048, ALIKE_LEAST = 4, WORD_LEAST = 6 };

/* --- names ----------------------------------------------------------------------------------------------------------------- */

/* The subject whose name is these n bytes of a folded name. */
static unsigned subject_named(const struct catalog *c, const char *folded, size_t n)
{
	char name[NAME_BYTES];
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

/* Folds these bytes as alias_fold does; "" where they are too many for a name. */
static void fold_name(const char *name, size_t len, char folded[NAME_BYTES])
{
	char raw[NAME_BYTES];
	size_t n = len < sizeof raw ? len : 0;
	memcpy(raw, name, n);
	raw[n] = 0;
	alias_fold(raw, folded, NAME_BYTES);
}

unsigned scope_of_name(const struct catalog *c, const char *name, size_t len)
{
	char folded[NAME_BYTES];
	fold_name(name, len, folded);
	return subjects_of_words(c, folded) & ~(unsigned)SAID_OF_WHOLE;
}

/* Is the folder called "third_party", or another way of saying that what is in it is somebody else's? */
static bool names_others(const struct catalog *c, const char *name, size_t len)
{
	char folded[NAME_BYTES];
	fold_name(name, len, folded);
	const char *code = catalog_subject(c, folded);
	return code && said_of_code(code) & SAID_OF_OTHERS;
}

unsigned scope_of_clause(const struct catalog *c, const char *clause)
{
	char folded[CLAUSE_BYTES];
	alias_fold(clause, folded, sizeof folded);
	unsigned found = subjects_of_words(c, folded); /* of others only by names of several words: single ones are common */
	for (uint32_t i = 0; i < c->n_subjects; i++) {
		const char *name = c->subjects[i].name;
		bool several = strchr(name, '-') != NULL, han = (unsigned char)*name >= 0x80;
		if ((several && strstr(folded, name)) || (han && strstr(clause, name)))
			found |= said_of_code(c->subjects[i].code);
	}
	return found;
}

const char *scope_own_name(const struct dossier *d)
{
	const char *name = d->artifact->name ? d->artifact->name : "";
	for (const char *at = name; *at; at++)
		name = strchr("/+", *at) ? at + 1 : name;
	return name;
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

bool scope_calls_artifact(const struct dossier *d, const char *line)
{
	const char *name = scope_own_name(d);
	size_t len = count_letters(name);
	bool word;
	for (const char *at = line; len >= ALIKE_LEAST && *at; at++)
		if (begins_word(line, at) && alike(name, at, &word) == len)
			return true;
	return false;
}

bool scope_names_artifact(const struct dossier *d, const char *line)
{
	const char *name = scope_own_name(d);
	size_t len = count_letters(name);
	for (const char *at = line; *at; at++) {
		bool word;
		size_t n = begins_word(line, at) ? alike(name, at, &word) : 0;
		if ((n >= ALIKE_LEAST || n == len) && n && (2 * n > len || (word && n >= WORD_LEAST)))
			return true;
	}
	return false;
}

static bool collects_licenses(const char *name, size_t len)
{
	static const char *const words[] = {"license", "licence", "legal"};
	for (size_t i = 0; i + 5 <= len; i++)
		for (size_t k = 0; k < sizeof words / sizeof *words; k++)
			if (i + strlen(words[k]) <= len && !strncasecmp(name + i, words[k], strlen(words[k])))
				return true;
	return false;
}

/* --- places ---------------------------------------------------------------------------------------------------------------- */

struct folder {
	const char *name;
	size_t len;
	const struct entry **licenses; /* its license files */
	size_t n_licenses;
	bool speaks, weights;
	bool model_license; /* one of them is a text and called after the weights, or where there are no weights one below is */
	bool asked, elsewhere; /* asked: whether it is for something else is known */
};

struct folders { /* those of the group's entries, each once; entries are sorted, so that those of one folder are near each other */
	struct folder *at;
	size_t count;
};

static int compare_folders(const void *a, const void *b)
{
	const struct folder *x = a, *y = b;
	int order = memcmp(x->name, y->name, x->len < y->len ? x->len : y->len);
	return order ? order : (x->len > y->len) - (x->len < y->len);
}

static struct folder *find_folder(const struct folders *f, const char *name, size_t len)
{
	struct folder key = {.name = name, .len = len};
	return f->count ? bsearch(&key, f->at, f->count, sizeof *f->at, compare_folders) : NULL;
}

static void mark_weights(struct folder *f)
{
	f->weights = true;
}

static void mark_model_license(struct folder *f)
{
	f->model_license = true;
}

/* Weights, say, lie in the folder, and so in or below all that it lies in. */
static void mark_upward(const struct folders *f, const char *name, size_t len, void (*mark)(struct folder *))
{
	for (;; len = path_parent(name, len)) {
		struct folder *folder = find_folder(f, name, len);
		if (folder)
			mark(folder);
		if (!len)
			return;
	}
}

static void put_license(const struct dossier *d, const struct folders *f, struct folder *own, const struct entry *e)
{
	const char *base = entry_base(e);
	own->licenses[own->n_licenses++] = e;
	if (!e->text || !(scope_of_name(d->catalog, base, strlen(base)) & SAID_OF_WEIGHTS))
		return;
	own->model_license = true;
	if (!d->artifact->n_weights)
		mark_upward(f, e->name, e->dir, mark_model_license);
}

/* All their lists stand in one, behind each other. */
static void list_licenses(const struct dossier *d, const struct folders *f)
{
	size_t n = 0;
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		if (e->role == DOCUMENT_LICENSE)
			find_folder(f, e->name, e->dir)->n_licenses++;
	}
	const struct entry **all = arena_array(d->arena, d->group->count + 1, sizeof(const struct entry *));
	for (size_t i = 0; i < f->count; i++) {
		f->at[i].licenses = all + n;
		n += f->at[i].n_licenses;
		f->at[i].n_licenses = 0;
	}
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		if (e->role == DOCUMENT_LICENSE)
			put_license(d, f, find_folder(f, e->name, e->dir), e);
	}
}

/* Where there are no weights at all, they are taken to lie at the root. */
static void find_folders(const struct dossier *d, struct folders *out)
{
	out->at = arena_array(d->arena, d->group->count + 1, sizeof *out->at);
	for (size_t i = 0; i < d->group->count; i++) {
		struct folder one = {.name = d->group->entries[i]->name, .len = d->group->entries[i]->dir};
		if (!out->count || compare_folders(&out->at[out->count - 1], &one))
			out->at[out->count++] = one;
	}
	if (!out->count)
		return;
	qsort(out->at, out->count, sizeof *out->at, compare_folders);
	size_t kept = 1;
	for (size_t i = 1; i < out->count; i++)
		if (compare_folders(&out->at[kept - 1], &out->at[i]))
			out->at[kept++] = out->at[i];
	out->count = kept;
	if (!d->artifact->n_weights)
		mark_upward(out, d->group->root, strlen(d->group->root), mark_weights);
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		if (e->weights)
			mark_upward(out, e->name, e->dir, mark_weights);
		if (e->role >= DOCUMENT_PACKAGE && (entry_speaks(e) || e->role == DOCUMENT_CARD)) /* a card by being silent */
			find_folder(out, e->name, e->dir)->speaks = true;
	}
	list_licenses(d, out);
}

/* What the documents of a folder speak of: one that collects licenses belongs to the folder that it lies in. */
static size_t home_of(const struct folder *f)
{
	size_t len = f->len;
	while (len) {
		size_t above = path_parent(f->name, len), start = above + (above > 0);
		if (!collects_licenses(f->name + start, len - start))
			break;
		len = above;
	}
	return len;
}

/* Is the folder for something else, below one that speaks for the weights? */
static bool judge_folder(const struct dossier *d, const struct folders *f, const struct folder *own)
{
	const char *name = own->name;
	size_t len = home_of(own);
	const struct folder *there = find_folder(f, name, len);
	if (there && there->weights)
		return false;
	while (len) {
		size_t above = path_parent(name, len), start = above + (above > 0);
		if (names_others(d->catalog, name + start, len - start))
			return true;
		const struct folder *home = find_folder(f, name, above);
		bool of_weights = scope_of_name(d->catalog, name + start, len - start) & SAID_OF_WEIGHTS;
		if (collects_licenses(name + start, len - start) || (of_weights && home && home->weights) || name[len - 1] == '!')
			return false;
		if (home && home->weights && home->speaks)
			return true;
		len = above;
	}
	return false;
}

static bool is_elsewhere(const struct dossier *d, const struct folders *f, const struct entry *e)
{
	const char *base = entry_base(e);
	if (e->role == DOCUMENT_LICENSE && !d->artifact->n_weights &&
	    scope_of_name(d->catalog, base, strlen(base)) & SAID_OF_WEIGHTS)
		return false;
	struct folder *own = find_folder(f, e->name, e->dir);
	if (own && !own->asked) {
		own->elsewhere = judge_folder(d, f, own);
		own->asked = true;
	}
	return own && own->elsewhere;
}

static int by_address(const void *a, const void *b)
{
	const struct entry *x = *(const struct entry *const *)a, *y = *(const struct entry *const *)b;
	return (x > y) - (x < y);
}

void scope_find(struct dossier *d)
{
	d->folders = ARENA_NEW(d->arena, struct folders);
	find_folders(d, d->folders);
	d->elsewhere = arena_array(d->arena, d->group->count + 1, sizeof(const struct entry *));
	for (size_t i = 0; i < d->group->count; i++)
		if (is_elsewhere(d, d->folders, d->group->entries[i]))
			d->elsewhere[d->n_elsewhere++] = d->group->entries[i];
	if (d->n_elsewhere)
		qsort(d->elsewhere, d->n_elsewhere, sizeof(const struct entry *), by_address);
}

bool scope_is_elsewhere(const struct dossier *d, const struct entry *e)
{
	return d->n_elsewhere && bsearch(&e, d->elsewhere, d->n_elsewhere, sizeof(const struct entry *), by_address);
}

const struct entry *const *scope_license_files(const struct dossier *d, const char *path, size_t len, size_t *n)
{
	const struct folder *folder = find_folder(d->folders, path, len);
	*n = folder ? folder->n_licenses : 0;
	return folder ? folder->licenses : NULL;
}

bool scope_holds_model_license(const struct dossier *d, const struct entry *e)
{
	const struct folder *own = find_folder(d->folders, e->name, e->dir);
	return own && own->model_license;
}

static bool has_word(const char *folded, const char *const *words)
{
	for (const char *at = folded; *at; at += strcspn(at, "-"), at += *at == '-')
		for (size_t i = 0; words[i]; i++)
			if (strcspn(at, "-") == strlen(words[i]) && !strncmp(at, words[i], strlen(words[i])))
				return true;
	return false;
}

bool scope_is_own_folder(const struct dossier *d, const struct entry *e)
{
	static const char *const trials[] = {"example",	  "examples",	"test",	      "tests",	  "demo",
					     "demos",	  "sample",	"samples",    "tutorial", "tutorials",
					     "benchmark", "benchmarks", "playground", NULL},
				 *const packages[] = {"python", "py", "pypi", "pip", "src", "package", "packages", "sdk", NULL};
	size_t root = strlen(d->group->root);
	bool own = false;
	for (size_t len = e->dir; len > root; len = path_parent(e->name, len)) {
		size_t above = path_parent(e->name, len), start = above + (above > 0);
		char folded[NAME_BYTES];
		fold_name(e->name + start, len - start, folded);
		if (has_word(folded, trials) || names_others(d->catalog, e->name + start, len - start))
			return false;
		own |= has_word(folded, packages) || scope_names_artifact(d, folded);
	}
	return own;
}

bool scope_is_folder_card(const struct dossier *d, const struct entry *e)
{
	return !d->artifact->n_weights && e->role == DOCUMENT_CARD && scope_is_elsewhere(d, e) &&
	       !(scope_of_clause(d->catalog, dossier_name(d, e->name)) & SAID_OF_OTHERS);
}

static bool holds_license(const struct entry *e)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (m && m->license && m->state < MATCH_MENTION && !m->license->policy && !m->license->exception)
			return true;
	}
	return false;
}

/* LICENSE and MODEL_LICENSE are for the weights, the latter more so; CODE_LICENSE is not. */
static int fits_weights(const struct dossier *d, const struct entry *e)
{
	const char *base = entry_base(e);
	unsigned of = scope_of_name(d->catalog, base, strlen(base));
	return of & SAID_OF_WEIGHTS ? 2 : of ? 0 : 1;
}

const struct entry *scope_license_above(const struct dossier *d, const struct entry *e)
{
	const struct entry *best = NULL;
	for (size_t len = e->dir, last = 0; !best && !last; len = path_parent(e->name, len)) {
		size_t n;
		const struct entry *const *files = scope_license_files(d, e->name, len, &n);
		int least = 0;
		for (size_t i = 0; i < n; i++) {
			int fits = holds_license(files[i]) ? fits_weights(d, files[i]) : 0;
			best = fits > least ? files[i] : best;
			least = fits > least ? fits : least;
		}
		last = !len;
	}
	return best;
}
