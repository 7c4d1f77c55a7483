/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "findings/scope.h"

#include "classify/classify.h"
#include "findings/beside.h"
#include "findings/claims.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	NAME_LEAST = 3,
	RELEASED_MAX = 20,
	FOLDER_LOOKED = 1000, /* entries of a folder */
	COLLECTED_LEAST = 4   /* files of a folder that gives each component its license */
};

/* Names that the card gives a model of its own: those that it releases; and of the one beside it the title. */
static bool names_own(const struct dossier *d, const struct entry *card, const struct fact *f)
{
	if (f->kind != FACT_META || !f->key || !f->value)
		return false;
	return !strcmp(f->key, "released") || (!strcmp(f->key, "titled") && card->dir == strlen(d->group->root));
}

/* The names in a card, each once. */
static void take_released(struct dossier *d, const struct entry *card)
{
	for (size_t i = 0; i < card->count && d->n_released < RELEASED_MAX; i++) {
		const struct fact *f = &card->facts[i];
		if (names_own(d, card, f) && !scope_names_released(d, f->value))
			d->released[d->n_released++] = f->value;
	}
}

static void find_released(struct dossier *d)
{
	d->released = arena_array(d->arena, RELEASED_MAX, sizeof *d->released);
	for (size_t i = 0; i < d->group->count; i++)
		if (d->group->entries[i]->role == DOCUMENT_CARD && !scope_is_elsewhere(d, d->group->entries[i]))
			take_released(d, d->group->entries[i]);
}

/* Licenses, or what tells them of files elsewhere: .reuse/dep5, debian/copyright. */
static bool collects_licenses(const char *name, size_t len)
{
	static const char *const words[] = {"license", "licence", "legal"}, *const maps[] = {".reuse", "debian"};
	for (size_t k = 0; k < sizeof maps / sizeof *maps; k++)
		if (len == strlen(maps[k]) && !strncasecmp(name, maps[k], len))
			return true;
	for (size_t i = 0; i + 5 <= len; i++)
		for (size_t k = 0; (name[i] == 'l' || name[i] == 'L') && k < sizeof words / sizeof *words; k++)
			if (i + strlen(words[k]) <= len && !strncasecmp(name + i, words[k], strlen(words[k])))
				return true;
	return false;
}

/* --- places ---------------------------------------------------------------------------------------------------------------- */

struct folder {
	const char *name;
	size_t len;
	const struct entry **licenses; /* its license files */
	size_t n_licenses, n_cards;    /* cards besides its README */
	struct folder_text *texts;     /* of those; NULL: nobody has asked for them */
	size_t n_texts;
	size_t n_weights; /* in it and below */
	bool speaks, weights, card;
	bool tells;	    /* it speaks, and by more than a silent card */
	bool package;	    /* it has the manifest of one */
	bool model_license; /* one of them is a text and called after the weights, or where there are no weights one below is */
	bool asked, elsewhere; /* asked: whether it is for something else is known */
};

struct folders { /* those of the group's entries, each once; entries are sorted, so that those of one folder are near each other */
	struct folder *at, *last; /* the one that was asked for last: entries that follow each other mostly lie in one */
	size_t count;
	struct folder *zoos; /* folders that hold several with license texts, side by side; sorted */
	size_t n_zoos;
};

static int compare_folders(const void *a, const void *b)
{
	const struct folder *x = a, *y = b;
	int order = memcmp(x->name, y->name, x->len < y->len ? x->len : y->len);
	return order ? order : (x->len > y->len) - (x->len < y->len);
}

static struct folder *find_folder(struct folders *f, const char *name, size_t len)
{
	struct folder key = {.name = name, .len = len};
	if (!f->count)
		return NULL;
	if (!f->last || f->last->len != len || memcmp(f->last->name, name, len) != 0)
		f->last = bsearch(&key, f->at, f->count, sizeof *f->at, compare_folders);
	return f->last;
}

static void mark_weights(struct folder *f)
{
	f->weights = true;
	f->n_weights++;
}

static void mark_model_license(struct folder *f)
{
	f->model_license = true;
}

/* Weights, say, lie in the folder, and so in or below all that it lies in. */
static void mark_upward(struct folders *f, const char *name, size_t len, void (*mark)(struct folder *))
{
	for (;; len = path_parent(name, len)) {
		struct folder *folder = find_folder(f, name, len);
		if (folder)
			mark(folder);
		if (!len)
			return;
	}
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

/* Its folder, where the group has one; else the folder itself. */
static struct folder *home_folder(struct folders *f, struct folder *own)
{
	struct folder *home = find_folder(f, own->name, home_of(own));
	return home ? home : own;
}

/* "third_party_licenses": what stands before the word is called after third parties. */
static bool collects_licenses_of_others(const struct dossier *d, const char *name, size_t len)
{
	for (size_t n = 1; n < len; n++)
		if (strchr("-_ .", name[n - 1]) && collects_licenses(name + n, len - n) &&
		    scope_names_others(d->catalog, name, n - 1))
			return true;
	return false;
}

bool scope_is_in_collection(const struct dossier *d, const struct entry *e)
{
	size_t root = strlen(d->group->root);
	bool below = false; /* a folder that is called after something else */
	for (size_t len = e->dir, above; e->role == DOCUMENT_LICENSE && len > root; len = above) {
		above = path_parent(e->name, len);
		size_t start = above + (above > 0), n = len - start;
		if (collects_licenses(e->name + start, n)) {
			if (below || collects_licenses_of_others(d, e->name + start, n))
				return true;
			continue;
		}
		const char *folder = arena_printf(d->arena, "%.*s", (int)n, e->name + start);
		if (scope_of_name(d->catalog, folder, n) & (SAID_OF_WEIGHTS | SAID_OF_CODE) || scope_names_artifact(d, folder))
			return false;
		below = true;
	}
	return false;
}

/* One of the folders on the path of len bytes, below the first `root` bytes of it, is called after third parties. */
static bool lies_with_others(const struct dossier *d, const char *path, size_t len, size_t root)
{
	for (; len > root; len = path_parent(path, len)) {
		size_t above = path_parent(path, len), start = above + (above > 0);
		if (scope_names_others(d->catalog, path + start, len - start))
			return true;
	}
	return false;
}

static bool is_model_license(const struct dossier *d, const struct entry *e)
{
	return e->role == DOCUMENT_LICENSE && scope_of_entry(d, e) & SAID_OF_WEIGHTS;
}

/* "The weights are under Pear." */
static bool says_of_weights(const struct fact *f)
{
	const struct match *m = f->kind == FACT_MATCH ? f->detail : NULL;
	return m && m->license && !m->license->policy && !m->license->exception && m->said & SAID_OF_WEIGHTS;
}

static bool names_known_license(const struct dossier *d, const struct fact *f)
{
	return f->kind == FACT_META && f->key && f->value && !strcmp(f->key, "license_file_names") &&
	       claim_resolve(d->catalog, f->value, d->arena);
}

/* It holds a license, names one that is known, or says that the weights are under one. */
static bool tells_license(const struct dossier *d, const struct entry *e)
{
	bool tells = e->text;
	for (size_t i = 0; i < e->count && !tells; i++)
		tells = names_known_license(d, &e->facts[i]) || says_of_weights(&e->facts[i]);
	return tells;
}

/* The folder that a license called after the weights speaks of: among documents ("docs/MODEL_LICENSE") it is the one around them. */
static struct folder *model_home(const struct dossier *d, struct folders *f, const struct entry *e)
{
	struct folder *own = find_folder(f, e->name, e->dir);
	size_t len = home_of(own);
	while (len) {
		size_t above = path_parent(own->name, len), start = above + (above > 0);
		if (!(scope_of_name(d->catalog, own->name + start, len - start) & SAID_OF_DOCUMENTS))
			break;
		len = above;
	}
	struct folder *home = find_folder(f, own->name, len);
	return home ? home : own;
}

static void put_license(const struct dossier *d, struct folders *f, struct folder *own, const struct entry *e)
{
	own->licenses[own->n_licenses++] = e;
	if (!is_model_license(d, e) || !tells_license(d, e))
		return;
	model_home(d, f, e)->model_license = true;
	if (!d->artifact->n_weights && !lies_with_others(d, e->name, e->dir, strlen(d->group->root)))
		mark_upward(f, e->name, e->dir, mark_model_license);
}

/* All their lists stand in one, behind each other. */
static void list_licenses(const struct dossier *d, struct folders *f)
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

static void look_at(const struct entry *e, struct folder *own)
{
	bool card = e->role == DOCUMENT_CARD, speaks = entry_speaks(e);
	own->card |= card;
	own->n_cards += card && strncasecmp(entry_base(e), "readme", 6) != 0;
	own->speaks |= e->role >= DOCUMENT_PACKAGE && (speaks || card); /* a card by being silent */
	own->tells |= speaks;
	own->package |= e->role == DOCUMENT_PACKAGE;
}

static bool has_text(const struct folder *f)
{
	for (size_t i = 0; i < f->n_licenses; i++)
		if (f->licenses[i]->text)
			return true;
	return false;
}

/* Folders in which two or more lie that have a license text each. */
static void find_zoos(const struct dossier *d, struct folders *f)
{
	size_t n = 0;
	f->zoos = arena_array(d->arena, f->count + 1, sizeof *f->zoos);
	for (size_t i = 0; i < f->count; i++)
		if (f->at[i].len && has_text(&f->at[i]))
			f->zoos[n++] = (struct folder){.name = f->at[i].name, .len = path_parent(f->at[i].name, f->at[i].len)};
	if (n)
		qsort(f->zoos, n, sizeof *f->zoos, compare_folders);
	for (size_t i = 1; i < n; i++)
		if (!compare_folders(&f->zoos[i - 1], &f->zoos[i]) &&
		    (!f->n_zoos || compare_folders(&f->zoos[f->n_zoos - 1], &f->zoos[i])))
			f->zoos[f->n_zoos++] = f->zoos[i];
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
		look_at(e, find_folder(out, e->name, e->dir));
	}
	list_licenses(d, out);
	find_zoos(d, out);
}

/* "models/tern", where "models/tern" and "models/auk" have a license each: what is in it speaks of one model of them. */
static bool is_one_of_zoo(const struct dossier *d, const struct folders *f, const char *name, size_t len)
{
	size_t above = path_parent(name, len), start = path_parent(name, above);
	const struct folder zoo = {.name = name, .len = above};
	start += start > 0;
	return above > strlen(d->group->root) && f->n_zoos &&
	       bsearch(&zoo, f->zoos, f->n_zoos, sizeof *f->zoos, compare_folders) &&
	       scope_of_name(d->catalog, name + start, above - start) & SAID_OF_WEIGHTS;
}

static bool has_word(const char *folded, const char *const *words)
{
	for (const char *at = folded; *at; at += strcspn(at, "-"), at += *at == '-')
		for (size_t i = 0; words[i]; i++)
			if (strcspn(at, "-") == strlen(words[i]) && !strncmp(at, words[i], strlen(words[i])))
				return true;
	return false;
}

/* "wing_model_distillation": the last word says that it holds what is done with models, and none. */
static bool is_of_activity(const char *name, size_t len)
{
	static const char *const activities[] = {
		"training",	"pretraining", "finetuning", "tuning",	    "distillation", "distilling",     "inference",
		"serving",	"deployment",  "evaluation", "evaluating",  "quantization", "quantisation",   "compression",
		"pruning",	"conversion",  "converting", "converter",   "export",	    "exporting",      "optimization",
		"benchmarking", "analysis",    "merging",    "preparation", "exploration",  "explainability", NULL};
	char folded[SCOPE_NAME_BYTES];
	scope_fold_name(name, len, folded);
	const char *last = strrchr(folded, '-');
	return has_word(last ? last + 1 : folded, activities);
}

/* Is the folder for something else, below one that speaks for the weights? */
static bool judge_folder(const struct dossier *d, struct folders *f, const struct folder *own)
{
	const char *name = own->name;
	size_t len = home_of(own);
	const struct folder *there = find_folder(f, name, len);
	if (there && there->weights)
		return false;
	const bool library = there && there->package && has_text(there); /* "model/wings", without weights: no model */
	while (len) {
		size_t above = path_parent(name, len), start = above + (above > 0);
		if (scope_names_others(d->catalog, name + start, len - start) || is_one_of_zoo(d, f, name, len))
			return true;
		const struct folder *home = find_folder(f, name, above);
		unsigned of = scope_of_name(d->catalog, name + start, len - start);
		bool of_weights = of & SAID_OF_WEIGHTS && !is_of_activity(name + start, len - start),
		     archive = name[len - 1] == '!'; /* "data.tar.xz!" of a package has all of it */
		if (!of_weights && of & (SAID_OF_DATA | SAID_OF_CODE) && !archive)
			return true;
		if (collects_licenses(name + start, len - start) || (of_weights && !library && home && home->weights))
			return false;
		if (home && home->weights && (archive ? home->tells : home->speaks)) /* "vendor.whl!" lies beside what tells it */
			return true;
		len = above;
	}
	return false;
}

static bool has_card(const struct dossier *d, const char *path, size_t len)
{
	const struct folder *folder = find_folder(d->folders, path, len);
	return folder && folder->card;
}

bool scope_lists_licenses(const struct entry *e)
{
	const char *base = entry_base(e);
	return strcasestr(base, "licenses") && (strcasestr(base, "model") || strcasestr(base, "weight"));
}

bool scope_lists_weights(const struct entry *e)
{
	const char *base = entry_base(e);
	return e->role == DOCUMENT_CARD &&
	       (strcasestr(base, "zoo") || !strncasecmp(base, "pretrained", 10) || scope_lists_licenses(e));
}

/* "docs/README.md", ".github/README.md": hubs show it for a project that has none at its top. "docs/en/MODEL_ZOO.md" lists its weights. */
static bool is_shown_for_top(const struct dossier *d, const struct entry *e)
{
	static const char *const folders[] = {"docs", ".github"};
	const char *root = d->group->root, *base = entry_base(e);
	size_t len = strlen(root), start = len + (len > 0), n = e->dir > start ? e->dir - start : 0;
	bool lists = scope_lists_weights(e), shown = false;
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		size_t length = strlen(folders[i]);
		bool below = lists && n > length && e->name[start + length] == '/';
		shown |= (n == length || below) && !strncasecmp(e->name + start, folders[i], length);
	}
	if (!shown || e->role != DOCUMENT_CARD)
		return false;
	bool readme = !strncasecmp(base, "readme", 6) && (base[6] == '.' || !base[6]);
	return lists || (readme && !has_card(d, root, len));
}

/* "weights/auk/README.md" with the fields of a hub, below what is called after weights that are not there: the card of a model of others. */
static bool is_copied_card(const struct dossier *d, struct folders *f, const struct entry *e)
{
	size_t above = path_parent(e->name, e->dir), start = above + (above > 0), top = path_parent(e->name, above);
	const struct folder *own = find_folder(f, e->name, e->dir),
			    *root = find_folder(f, d->group->root, strlen(d->group->root));
	top += top > 0;
	if (e->role != DOCUMENT_CARD || !e->claims || !root || !root->tells || above <= strlen(d->group->root) ||
	    (own && own->weights) || !(scope_of_name(d->catalog, e->name + top, above - top) & SAID_OF_WEIGHTS))
		return false;
	const char *name = arena_strndup(d->arena, e->name + start, e->dir - start);
	return !scope_of_name(d->catalog, name, e->dir - start) && !scope_names_artifact(d, name);
}

/* "tern/MODEL_LICENSE" with a card, and "auk/MODEL_LICENSE": several models, each with the license of its own. */
static bool is_of_one_model(const struct dossier *d, const struct entry *e)
{
	bool others = false;
	if (e->dir <= strlen(d->group->root) || !has_card(d, e->name, e->dir))
		return false;
	for (size_t i = 0; i < d->group->count && !others; i++) {
		const struct entry *other = d->group->entries[i];
		others = is_model_license(d, other) && (other->dir != e->dir || memcmp(other->name, e->name, e->dir) != 0);
	}
	return others;
}

/* "third_party/auk/LICENSE_weights" is that of the weights of others. */
static bool is_license_of_all(const struct dossier *d, struct folders *f, const struct entry *e)
{
	if (d->artifact->n_weights)
		return model_home(d, f, e)->weights;
	return !lies_with_others(d, e->name, e->dir, strlen(d->group->root)) && !is_of_one_model(d, e);
}

/* "model_cards/tern.md" beside "model_cards/auk.md": each is the card of another model, and none of all that is here. */
static bool is_card_among_others(const struct dossier *d, struct folders *f, const struct entry *e)
{
	size_t above = path_parent(e->name, e->dir), start = above + (above > 0);
	return e->role == DOCUMENT_CARD && e->dir > strlen(d->group->root) &&
	       classify_keeps_cards(e->name + start, e->dir - start) && find_folder(f, e->name, e->dir)->n_cards > 1;
}

bool scope_is_card_of_one(const struct dossier *d, const struct entry *e)
{
	return is_card_among_others(d, d->folders, e) && strncasecmp(entry_base(e), "readme", 6) != 0;
}

/* The nearest license texts above are there, and each of those that anybody may take. */
static bool lies_below_free_text(const struct dossier *d, const struct entry *e)
{
	size_t n;
	const struct folder_text *texts = scope_texts_above(d, e, &n);
	for (size_t i = 0; i < n; i++)
		if (beside_keeps_anybody_out(d->catalog, texts[i].license))
			return false;
	return n > 0;
}

/* "tern/README.md" beside weights, in a zoo that has others and a license above: what it says is of those alone. */
static bool is_card_of_some(const struct dossier *d, struct folders *f, const struct entry *e)
{
	size_t above = path_parent(e->name, e->dir), start = above + (above > 0);
	const struct folder *own = find_folder(f, e->name, e->dir);
	bool some = own && own->n_weights && own->n_weights < d->artifact->n_weights && !own->n_licenses;
	return some && e->role == DOCUMENT_CARD && e->dir > strlen(d->group->root) &&
	       !(scope_of_name(d->catalog, e->name + start, e->dir - start) & SAID_OF_WEIGHTS) && lies_below_free_text(d, e);
}

/* "wings.txt", where no license, and nothing that is here as a whole, is called so. */
static bool is_named_after_component(const struct dossier *d, const struct entry *e)
{
	const char *base = entry_base(e), *name = arena_printf(d->arena, "%.*s", (int)strcspn(base, "."), base);
	return *name && !strcasestr(name, "licen") && !strcasestr(name, "copying") &&
	       !scope_of_name(d->catalog, name, strlen(name)) && !claim_resolve(d->catalog, name, d->arena) &&
	       !claim_resolve(d->catalog, base, d->arena) && !scope_names_artifact(d, name);
}

/* "licenses/wings.txt" beside "licenses/beak.txt" and others, below a license of all: it is for what it is called after. */
static bool is_license_among_others(const struct dossier *d, struct folders *f, const struct entry *e)
{
	const struct folder *own = e->role == DOCUMENT_LICENSE ? find_folder(f, e->name, e->dir) : NULL;
	if (!own || own->n_licenses < COLLECTED_LEAST)
		return false;
	const struct folder *home = find_folder(f, own->name, home_of(own));
	return home && home != own && home->n_licenses && is_named_after_component(d, e);
}

static bool is_elsewhere(const struct dossier *d, struct folders *f, const struct entry *e)
{
	if (is_shown_for_top(d, e))
		return false;
	if (is_license_among_others(d, f, e) || is_copied_card(d, f, e) || is_card_among_others(d, f, e) ||
	    is_card_of_some(d, f, e))
		return true;
	if (is_model_license(d, e) && is_license_of_all(d, f, e))
		return false;
	struct folder *own = find_folder(f, e->name, e->dir);
	if (own && !own->asked) {
		own->elsewhere = judge_folder(d, f, own);
		own->asked = true;
	}
	return own && own->elsewhere;
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
		qsort(d->elsewhere, d->n_elsewhere, sizeof(const struct entry *), entry_by_address);
	find_released(d);
}

bool scope_is_elsewhere(const struct dossier *d, const struct entry *e)
{
	return d->n_elsewhere && bsearch(&e, d->elsewhere, d->n_elsewhere, sizeof(const struct entry *), entry_by_address);
}

const struct entry *const *scope_license_files(const struct dossier *d, const char *path, size_t len, size_t *n)
{
	const struct folder *folder = find_folder(d->folders, path, len);
	*n = folder ? folder->n_licenses : 0;
	return folder ? folder->licenses : NULL;
}

bool scope_has_license_file(const struct dossier *d, const char *path, size_t len)
{
	const struct folder *own = find_folder(d->folders, path, len);
	return own && own->n_licenses;
}

bool scope_holds_model_license(const struct dossier *d, const struct entry *e)
{
	struct folder *own = find_folder(d->folders, e->name, e->dir);
	return own && home_folder(d->folders, own)->model_license;
}

/* A folder that only shows or tries something. */
static bool is_of_trials(const char *folded)
{
	static const char *const trials[] = {"example",	  "examples",	"test",	      "tests",	  "demo",
					     "demos",	  "sample",	"samples",    "tutorial", "tutorials",
					     "benchmark", "benchmarks", "playground", NULL};
	return has_word(folded, trials);
}

/* "font/", "icons": of what only adorns. */
static bool is_of_ornaments(const struct catalog *c, const char *folded)
{
	const char *code = catalog_subject(c, folded);
	return code && !strcmp(code, "ornaments");
}

bool scope_is_of_show(const struct dossier *d, const struct entry *e)
{
	for (size_t len = e->dir, root = strlen(d->group->root); len > root; len = path_parent(e->name, len)) {
		size_t above = path_parent(e->name, len), start = above + (above > 0);
		char folded[SCOPE_NAME_BYTES];
		scope_fold_name(e->name + start, len - start, folded);
		if (is_of_trials(folded) || is_of_ornaments(d->catalog, folded))
			return true;
	}
	return false;
}

bool scope_is_front_page(const struct dossier *d, const struct entry *e)
{
	static const char *const pages[] = {"docs/index.md", "doc/index.md"};
	const size_t root = strlen(d->group->root);
	for (size_t i = 0; i < sizeof pages / sizeof *pages && e->dir > root; i++)
		if (!strcasecmp(e->name + root + (root > 0), pages[i]))
			return true;
	return false;
}

/* The last part of an address: what a repository is called there. */
static const char *called_in_address(const struct dossier *d, const char *address)
{
	size_t len = strlen(address);
	while (len && address[len - 1] == '/')
		len--;
	size_t start = len;
	while (start && address[start - 1] != '/')
		start--;
	return arena_strndup(d->arena, address + start, len - start);
}

/* By its manifest the package is called like what is here, or is at home there. */
static bool is_called_like_here(const struct dossier *d, const struct entry *e)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct fact *f = &e->facts[i];
		const char *key = f->kind == FACT_META && f->key && f->value ? f->key : "";
		if ((!strcmp(key, "package_name") && scope_calls_artifact(d, f->value)) ||
		    (!strcmp(key, "package_url") && scope_calls_artifact(d, called_in_address(d, f->value))))
			return true;
	}
	return false;
}

bool scope_is_own_folder(const struct dossier *d, const struct entry *e)
{
	static const char *const packages[] = {"python", "py", "pypi", "pip", "src", "package", "packages", "sdk", "setup", NULL};
	size_t root = strlen(d->group->root);
	bool own = false;
	for (size_t len = e->dir; len > root; len = path_parent(e->name, len)) {
		size_t above = path_parent(e->name, len), start = above + (above > 0);
		char folded[SCOPE_NAME_BYTES];
		scope_fold_name(e->name + start, len - start, folded);
		if (is_of_trials(folded) || scope_names_others(d->catalog, e->name + start, len - start))
			return false;
		own |= has_word(folded, packages) || scope_names_artifact(d, folded);
	}
	return own || (e->dir > root && is_called_like_here(d, e));
}

bool scope_only_runs(const struct dossier *d)
{
	static const char *const programs[] = {"comfyui",   "comfy",  "node", "nodes",	"wrapper", "plugin",
					       "extension", "webui",  "gui",  "server", "client",  "bindings",
					       "cpp",	    "docker", "app",  "runner", NULL};
	static const char *const models[] = {"model", "models", "weights", NULL};
	if (d->artifact->n_weights)
		return false;
	char folded[SCOPE_NAME_BYTES];
	const char *name = scope_own_name(d);
	scope_fold_name(name, strlen(name), folded);
	return has_word(folded, programs) && !has_word(folded, models);
}

bool scope_is_own_model(const struct dossier *d, const char *name)
{
	if (!strchr(name, '/'))
		return false;
	const char *root = d->group->root;
	const char *folder = arena_printf(d->arena, "%s%s%s/", root, *root ? "/" : "", name);
	const struct entries *es = d->entries;
	size_t len = strlen(folder);
	bool own = false;
	for (size_t i = entries_lower(es, folder, len), end = i + FOLDER_LOOKED; i < es->count && i < end && !own; i++) {
		if (strncmp(es->at[i].name, folder, len) != 0)
			break;
		own = es->at[i].weights;
	}
	return own;
}

bool scope_is_collected(const struct entry *e)
{
	for (size_t len = e->dir; len; len = path_parent(e->name, len)) {
		size_t above = path_parent(e->name, len), start = above + (above > 0);
		if (collects_licenses(e->name + start, len - start))
			return true;
	}
	return false;
}

bool scope_is_of_others(const struct dossier *d, const struct entry *e)
{
	return lies_with_others(d, e->name, e->dir, strlen(d->group->root)) ||
	       scope_of_clause(d->catalog, dossier_name(d, e->name)) & SAID_OF_OTHERS;
}

bool scope_lies_with_others(const struct dossier *d)
{
	return lies_with_others(d, d->group->root, strlen(d->group->root), 0);
}

bool scope_is_folder_card(const struct dossier *d, const struct entry *e)
{
	return !d->artifact->n_weights && e->role == DOCUMENT_CARD && scope_is_elsewhere(d, e) && !scope_is_of_others(d, e);
}

static bool is_text(const struct match *m)
{
	return m && m->license && m->state < MATCH_MENTION && !m->license->policy && !m->license->exception;
}

static size_t count_texts(const struct folder *f)
{
	size_t n = 0;
	for (size_t i = 0; i < f->n_licenses; i++)
		for (size_t k = 0; k < f->licenses[i]->count; k++)
			n += f->licenses[i]->facts[k].kind == FACT_MATCH && is_text(f->licenses[i]->facts[k].detail);
	return n;
}

static void put_text(struct folder *f, const struct folder_text *text)
{
	for (size_t i = 0; i < f->n_texts; i++) {
		struct folder_text *known = &f->texts[i];
		if (known->license != text->license || known->of != text->of || known->of_component != text->of_component)
			continue;
		if (known->match->state == MATCH_PARTIAL && text->match->state != MATCH_PARTIAL)
			*known = *text;
		return;
	}
	f->texts[f->n_texts++] = *text;
}

/* What is written behind "LICENSE" in the name of the file, without an ending; NULL: nothing. */
static const char *behind_license(const char *base, struct arena *a)
{
	static const char *const words[] = {"license", "licence", "copying"}, *const endings[] = {".txt", ".md", ".rst"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t n = strlen(words[i]), len = strlen(base);
		for (size_t k = 0; k < sizeof endings / sizeof *endings; k++) {
			size_t end = strlen(endings[k]);
			len -= len > n + end && !strcasecmp(base + len - end, endings[k]) ? end : 0;
		}
		if (!strncasecmp(base, words[i], n) && len > n + NAME_LEAST && strchr("-_.", base[n]))
			return arena_printf(a, "%.*s", (int)(len - n - 1), base + n + 1);
	}
	return NULL;
}

/* "LICENSE_3": of a list of licenses. */
static bool is_numbered(const char *base)
{
	size_t n = strlen("license");
	return !strncasecmp(base, "licen", 5) && strlen(base) > n + 1 && strchr("-_.", base[n]) &&
	       !base[n + 1 + strspn(base + n + 1, "0123456789")];
}

/* "license_info": of no component. */
static bool is_word_for_document(const char *name)
{
	static const char *const words[] = {"info",   "information", "details", "terms",     "text",   "file",
					    "notice", "notices",     "summary", "agreement", "header", "full"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (!strcasecmp(name, words[i]))
			return true;
	return false;
}

/* "LICENSE-wings", where no license, and nothing that is here as a whole, is called so. */
static bool is_called_after_component(const struct dossier *d, const struct entry *e)
{
	const char *name = behind_license(entry_base(e), d->arena);
	return name && !is_word_for_document(name) && !scope_of_name(d->catalog, name, strlen(name)) &&
	       !claim_resolve(d->catalog, name, d->arena) && !scope_names_artifact(d, name);
}

/* Beside other licenses it is for that alone. */
static bool is_of_component(const struct dossier *d, const struct folder *f, const struct entry *e)
{
	return f->n_licenses > 1 && is_called_after_component(d, e);
}

static void read_texts(const struct dossier *d, struct folder *f)
{
	f->texts = arena_array(d->arena, count_texts(f) + 1, sizeof *f->texts);
	for (size_t i = 0; i < f->n_licenses; i++) {
		const struct entry *e = f->licenses[i];
		unsigned of = scope_of_entry(d, e);
		bool component = is_of_component(d, f, e);
		for (size_t k = 0; k < e->count; k++) {
			const struct match *m = e->facts[k].kind == FACT_MATCH ? e->facts[k].detail : NULL;
			if (is_text(m))
				put_text(f, &(struct folder_text){m->license, m, &e->facts[k], of, component});
		}
	}
}

const struct folder_text *scope_texts(const struct dossier *d, const char *path, size_t len, size_t *n)
{
	struct folder *f = find_folder(d->folders, path, len);
	if (f && !f->texts)
		read_texts(d, f);
	*n = f ? f->n_texts : 0;
	return f ? f->texts : NULL;
}

void scope_leave_to_code(const struct dossier *d, const struct entry *e)
{
	size_t n;
	scope_texts(d, e->name, e->dir, &n);
	struct folder *f = n ? find_folder(d->folders, e->name, e->dir) : NULL;
	for (size_t i = 0; f && i < n; i++)
		if (!f->texts[i].of && !strcmp(f->texts[i].fact->at.entry, e->name))
			f->texts[i].of = SAID_OF_CODE;
}

const struct folder_text *scope_texts_over_component(const struct dossier *d, const struct entry *e, size_t *n)
{
	struct folder *own = e->role == DOCUMENT_LICENSE ? find_folder(d->folders, e->name, e->dir) : NULL;
	size_t len = own ? home_of(own) : 0;
	*n = 0;
	if (!own || !((is_numbered(entry_base(e)) && len < own->len) || is_called_after_component(d, e)))
		return NULL;
	const struct folder_text *texts = scope_texts(d, e->name, len, n);
	return *n ? texts : NULL;
}

const struct folder_text *scope_texts_above(const struct dossier *d, const struct entry *e, size_t *n)
{
	for (size_t len = e->dir;; len = path_parent(e->name, len)) {
		const struct folder_text *texts = scope_texts(d, e->name, len, n);
		for (size_t i = 0; i < *n; i++)
			if (!texts[i].of || texts[i].of & SAID_OF_WEIGHTS)
				return texts;
		if (!len)
			break;
	}
	*n = 0;
	return NULL;
}
