/* SPDX-License-Identifier: MIT */
#include "findings/group.h"

#include "base/buf.h"
#include "findings/scope_names.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	INHERIT_MAX = 200, /* documents that an artifact takes from above: the many artifacts of one directory share them */
	CARDS_LOOKED = 20, /* of the top, that say another license than its text: each is looked for in all groups */
	TEXTS_LOOKED = 20, /* of licenses at the top */
};

/* --- a sorted set of directories ------------------------------------------------------------------------------------------- */

struct dir { /* the first len bytes of an entry's name */
	const char *name;
	size_t len;
};

struct dirs {
	struct dir *at;
	size_t count, capacity;
};

static void dirs_release(struct dirs *d)
{
	free(d->at);
}

static int compare_bytes(const char *a, size_t a_len, const char *b, size_t b_len)
{
	int order = memcmp(a, b, a_len < b_len ? a_len : b_len);
	return order ? order : (a_len > b_len) - (a_len < b_len);
}

static int compare_dirs(const void *a, const void *b)
{
	const struct dir *x = a, *y = b;
	return compare_bytes(x->name, x->len, y->name, y->len);
}

static void dirs_add(struct dirs *d, const char *name, size_t len)
{
	bool again = d->count && !compare_bytes(d->at[d->count - 1].name, d->at[d->count - 1].len, name, len);
	if (!again)
		VEC_PUSH(d->at, d->count, d->capacity, (struct dir){name, len});
}

static void dirs_sort(struct dirs *d)
{
	if (!d->count)
		return;
	qsort(d->at, d->count, sizeof *d->at, compare_dirs);
	size_t kept = 1;
	for (size_t i = 1; i < d->count; i++)
		if (compare_dirs(&d->at[kept - 1], &d->at[i]))
			d->at[kept++] = d->at[i];
	d->count = kept;
}

static void dirs_add_all(struct dirs *d, const struct dirs *more)
{
	for (size_t i = 0; i < more->count; i++)
		dirs_add(d, more->at[i].name, more->at[i].len);
	dirs_sort(d);
}

static const struct dir *dirs_find(const struct dirs *d, const char *name, size_t len)
{
	struct dir key = {name, len};
	return d->count ? bsearch(&key, d->at, d->count, sizeof *d->at, compare_dirs) : NULL;
}

/* The nearest of the directories at or above the one of len bytes, or NULL. The top ("") may be one of them. */
static const struct dir *nearest(const struct dirs *d, const char *name, size_t len)
{
	for (;; len = path_parent(name, len)) {
		const struct dir *found = dirs_find(d, name, len);
		if (found || !len)
			return found;
	}
}

static bool is_archive(const char *name, size_t len)
{
	return len && name[len - 1] == '!';
}

/* A card says in a sentence what the license of one of those subjects is. */
static bool says_license(const struct entry *e, unsigned of)
{
	for (size_t i = 0; i < e->count && e->role == DOCUMENT_CARD; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (m && m->said & of)
			return true;
	}
	return false;
}

/* A document that says in a sentence what the license is, or in a field, or holds its text. What it says of weights is for those below it. */
static bool tells_license(const struct entry *e)
{
	return says_license(e, SAID_OF_ALL) || (e->role == DOCUMENT_LICENSE ? e->text : entry_speaks(e));
}

/* --- cards of folders ------------------------------------------------------------------------------------------------------ */

/* Where something is said of a license: of all that lies there and below. */
static void find_telling(const struct entries *es, struct dirs *out)
{
	for (size_t i = 0; i < es->count; i++)
		if (entry_speaks(&es->at[i]) || tells_license(&es->at[i]))
			dirs_add(out, es->at[i].name, es->at[i].dir);
	dirs_sort(out);
}

/* Folders that weights lie in or below. */
static void find_holding(const struct entries *es, struct dirs *out)
{
	for (size_t i = 0; i < es->count; i++)
		for (size_t len = es->at[i].dir; es->at[i].weights && len; len = path_parent(es->at[i].name, len))
			dirs_add(out, es->at[i].name, len);
	dirs_sort(out);
}

/* "models/tern/README.md" without weights: by its fields it is the card of a model; by what it says, below a folder called after models. */
static bool is_card_of_absent(const struct catalog *c, const struct entry *e)
{
	size_t above = path_parent(e->name, e->dir), start = path_parent(e->name, above);
	start += start > 0;
	unsigned of = above ? scope_of_name(c, e->name + start, above - start) : 0;
	return of & SAID_OF_WEIGHTS || (e->claims && !(of & (SAID_OF_DATA | SAID_OF_CODE)));
}

struct carding {
	const struct catalog *catalog;
	struct dirs telling, holding;
	bool weights; /* any are here */
};

/* The README of a folder that tells a license, where nothing above it does: is it about a model that lies, or would lie, there? */
static bool is_card_of_folder(const struct carding *c, const struct entry *e)
{
	if (e->role != DOCUMENT_CARD || !e->dir || is_archive(e->name, e->dir) ||
	    !(e->claims || says_license(e, SAID_OF_ALL | SAID_OF_WEIGHTS | SAID_OF_CODE)) ||
	    strncasecmp(entry_base(e), "readme", strlen("readme")) != 0 ||
	    nearest(&c->telling, e->name, path_parent(e->name, e->dir)))
		return false;
	return c->weights ? dirs_find(&c->holding, e->name, e->dir) != NULL : is_card_of_absent(c->catalog, e);
}

/* Keeps those that have another beside them. */
static void keep_siblings(struct dirs *d)
{
	size_t kept = 0;
	struct dirs parents = {0};
	for (size_t i = 0; i < d->count; i++)
		VEC_PUSH(parents.at, parents.count, parents.capacity,
			 (struct dir){d->at[i].name, path_parent(d->at[i].name, d->at[i].len)});
	if (parents.count)
		qsort(parents.at, parents.count, sizeof *parents.at, compare_dirs);
	for (size_t i = 0; i < d->count; i++) {
		struct dir parent = {d->at[i].name, path_parent(d->at[i].name, d->at[i].len)};
		const struct dir *found = dirs_find(&parents, parent.name, parent.len);
		bool before = found > parents.at && !compare_dirs(found - 1, found);
		bool behind = found + 1 < parents.at + parents.count && !compare_dirs(found + 1, found);
		if (before || behind)
			d->at[kept++] = d->at[i];
	}
	d->count = kept;
	dirs_release(&parents);
}

static bool names_base(const struct entry *e)
{
	for (size_t i = 0; i < e->count; i++)
		if (e->facts[i].kind == FACT_DECLARED && e->facts[i].key && !strcmp(e->facts[i].key, "base_model"))
			return true;
	return false;
}

/* Cards beside those of models, of which nobody has said a license: by what they are made from they are cards of models too. */
static void add_beside(const struct entries *es, struct dirs *out)
{
	__attribute__((cleanup(dirs_release))) struct dirs parents = {0};
	for (size_t i = 0; i < out->count; i++)
		dirs_add(&parents, out->at[i].name, path_parent(out->at[i].name, out->at[i].len));
	dirs_sort(&parents);
	for (size_t i = 0; i < es->count && parents.count; i++) {
		const struct entry *e = &es->at[i];
		if (e->role == DOCUMENT_CARD && e->dir && !e->claims &&
		    dirs_find(&parents, e->name, path_parent(e->name, e->dir)) && names_base(e))
			dirs_add(out, e->name, e->dir);
	}
	dirs_sort(out);
}

/* Folders that have a card each, where nothing is said of all of them: each is a model of its own. One alone speaks of all that is here. */
static void find_carded(const struct entries *es, const struct catalog *catalog, struct dirs *out)
{
	struct carding c = {.catalog = catalog};
	find_telling(es, &c.telling);
	find_holding(es, &c.holding);
	for (size_t i = 0; i < es->count && !c.weights; i++)
		c.weights = es->at[i].weights;
	for (size_t i = 0; i < es->count; i++)
		if (is_card_of_folder(&c, &es->at[i]))
			dirs_add(out, es->at[i].name, es->at[i].dir);
	dirs_sort(out);
	if (!c.weights)
		keep_siblings(out);
	if (out->count < 2)
		out->count = 0;
	if (!c.weights)
		add_beside(es, out);
	dirs_release(&c.telling);
	dirs_release(&c.holding);
}

/* --- roots ----------------------------------------------------------------------------------------------------------------- */

/* Directories that hold evidence of their own, and archives that hold any below. */
static void find_speaking(const struct entries *es, struct dirs *out)
{
	for (size_t i = 0; i < es->count; i++) {
		const struct entry *e = &es->at[i];
		if (!entry_speaks(e) && !e->model)
			continue;
		dirs_add(out, e->name, e->dir);
		for (size_t len = e->dir; len; len = path_parent(e->name, len))
			if (is_archive(e->name, len))
				dirs_add(out, e->name, len);
	}
	dirs_sort(out);
}

/* Models of stores begin at a directory of their own, whatever is in it. */
static void find_models(const struct entries *es, struct dirs *out)
{
	for (size_t i = 0; i < es->count; i++)
		if (es->at[i].model)
			dirs_add(out, es->at[i].name, es->at[i].dir);
	dirs_sort(out);
}

/* How many weights files lie below the directory. before[i]: weights among the first i entries. */
static size_t weights_below(const struct entries *es, const size_t *before, const char *dir, size_t len, char *scratch)
{
	memcpy(scratch, dir, len);
	scratch[len] = '/';
	size_t first = entries_lower(es, scratch, len + 1);
	scratch[len] = '/' + 1;
	size_t end = entries_lower(es, scratch, len + 1);
	return before[end] - before[first];
}

/*
 * A package may be an archive in an archive (a .deb, a .conda), its license in one member and its files in another: as long as
 * the outer archive holds no other weights, the whole of it is the artifact.
 */
static size_t widen(const struct entries *es, const size_t *before, const char *name, size_t len, char *scratch)
{
	while (is_archive(name, len)) {
		size_t outer = path_parent(name, len);
		if (!is_archive(name, outer) ||
		    weights_below(es, before, name, outer, scratch) != weights_below(es, before, name, len, scratch))
			break;
		len = outer;
	}
	return len;
}

/*
 * A model that says nothing of itself, and nothing above it does, among others that do: it begins at the first directory that
 * holds files and not just models side by side.
 */
static size_t begin_unspoken(const struct dirs *occupied, const struct entry *e)
{
	size_t len = 0;
	while (len < e->dir && !dirs_find(occupied, e->name, len)) {
		const char *next = memchr(e->name + len + 1, '/', e->dir - len - 1);
		len = next ? (size_t)(next - e->name) : e->dir;
	}
	return len;
}

static void find_occupied(const struct entries *es, struct dirs *out)
{
	for (size_t i = 0; i < es->count; i++)
		dirs_add(out, es->at[i].name, es->at[i].dir);
	dirs_sort(out);
}

static size_t longest_name(const struct entries *es)
{
	size_t longest = 0;
	for (size_t i = 0; i < es->count; i++)
		if (es->at[i].dir > longest)
			longest = es->at[i].dir;
	return longest;
}

/* Does any document lie outside of all models that speak for themselves? It may be about the others. */
static bool speaks_apart(const struct dirs *speaking, const struct dirs *spoken)
{
	for (size_t i = 0; i < speaking->count; i++)
		if (!nearest(spoken, speaking->at[i].name, speaking->at[i].len))
			return true;
	return !speaking->count;
}

/* Where weights begin about which nothing is said there or above. */
static void find_unspoken(const struct entries *es, const size_t *unspoken, size_t count, const struct dirs *speaking,
			  struct dirs *found)
{
	__attribute__((cleanup(dirs_release))) struct dirs occupied = {0};
	dirs_sort(found);
	bool apart = count && speaks_apart(speaking, found);
	if (count && !apart)
		find_occupied(es, &occupied);
	for (size_t i = 0; i < count; i++) {
		const struct entry *e = &es->at[unspoken[i]];
		dirs_add(found, e->name, apart ? 0 : begin_unspoken(&occupied, e));
	}
}

static void find_roots(const struct entries *es, const struct catalog *c, struct arena *a, struct dirs *out)
{
	__attribute__((cleanup(dirs_release))) struct dirs carded = {0};
	__attribute__((cleanup(dirs_release))) struct dirs speaking = {0};
	__attribute__((cleanup(dirs_release))) struct dirs found = {0};
	size_t n_unspoken = 0, *unspoken = arena_array(a, es->count, sizeof *unspoken);
	find_speaking(es, &speaking);
	find_carded(es, c, &carded);
	dirs_add_all(&speaking, &carded);
	find_models(es, out);
	char *scratch = arena_alloc(a, longest_name(es) + 2);
	size_t *before = arena_array(a, es->count + 1, sizeof *before);
	for (size_t i = 0; i < es->count; i++)
		before[i + 1] = before[i] + es->at[i].weights;
	for (size_t i = 0; i < es->count; i++) {
		const struct entry *e = &es->at[i];
		if (!e->weights)
			continue;
		const struct dir *root = nearest(&speaking, e->name, e->dir);
		const struct dir *model = nearest(out, e->name, e->dir);
		if (model && is_archive(model->name, model->len)) /* the layers of a manifest are one model */
			continue;
		if (root)
			dirs_add(&found, e->name, widen(es, before, e->name, root->len, scratch));
		else
			unspoken[n_unspoken++] = i;
	}
	find_unspoken(es, unspoken, n_unspoken, &speaking, &found);
	if (found.count)
		dirs_add_all(out, &found);
	else if (!out->count)
		dirs_add_all(out, &carded);
	if (!out->count)
		dirs_add(out, "", 0);
}

/* --- members --------------------------------------------------------------------------------------------------------------- */

struct members {
	const struct entry **at;
	size_t count, capacity;
};

/* The first of the directories that is that one or lies below it; NULL. */
static const struct dir *first_below(const struct dirs *d, const char *name, size_t len)
{
	size_t low = 0, high = d->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare_bytes(d->at[middle].name, d->at[middle].len, name, len) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	const struct dir *found = low < d->count ? &d->at[low] : NULL;
	return found && found->len >= len && !memcmp(found->name, name, len) ? found : NULL;
}

/* What is said of an archive itself (its digest, why it could not be opened) belongs to the artifact that it holds, the first of several. */
static const struct dir *owner(const struct dirs *roots, const struct entry *e, struct buf *scratch)
{
	buf_clear(scratch);
	if (buf_add_str(scratch, e->name) == 0 && buf_add_char(scratch, '!') == 0) {
		const struct dir *inside = first_below(roots, scratch->data, scratch->len);
		if (inside)
			return inside;
	}
	return nearest(roots, e->name, e->dir);
}

static void add_own(const struct entries *es, const struct dirs *roots, struct members *of)
{
	BUF_AUTO struct buf scratch;
	buf_init(&scratch, 1 << 20);
	for (size_t i = 0; i < es->count; i++) {
		const struct dir *root = owner(roots, &es->at[i], &scratch);
		if (!root)
			continue;
		struct members *m = &of[root - roots->at];
		VEC_PUSH(m->at, m->count, m->capacity, &es->at[i]);
	}
}

static bool has_license_text(const struct members *m)
{
	for (size_t i = 0; i < m->count; i++)
		if (m->at[i]->text && m->at[i]->role != DOCUMENT_NOTICE && m->at[i]->role != DOCUMENT_OTHER)
			return true;
	return false;
}

static bool has_claim(const struct members *m)
{
	for (size_t i = 0; i < m->count; i++)
		if (m->at[i]->claims)
			return true;
	return false;
}

/* Documents about licensing, by directory, so that those of an ancestor are found at once. */
struct document {
	struct dir dir;
	const struct entry *entry;
};

struct documents {
	struct document *at;
	size_t count, capacity;
};

static void documents_release(struct documents *d)
{
	free(d->at);
}

static int compare_documents(const void *a, const void *b)
{
	const struct document *x = a, *y = b;
	int order = compare_dirs(&x->dir, &y->dir);
	return order ? order : strcmp(x->entry->name, y->entry->name);
}

static void find_documents(const struct entries *es, struct documents *out)
{
	for (size_t i = 0; i < es->count; i++) {
		const struct entry *e = &es->at[i];
		if (entry_speaks(e) || e->role == DOCUMENT_NOTICE || e->role == DOCUMENT_POLICY)
			VEC_PUSH(out->at, out->count, out->capacity, (struct document){{e->name, e->dir}, e});
	}
	if (out->count)
		qsort(out->at, out->count, sizeof *out->at, compare_documents);
}

static size_t first_document(const struct documents *d, struct dir dir)
{
	size_t low = 0, high = d->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare_dirs(&d->at[middle].dir, &dir) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Adds those documents of one directory that do (or do not) speak for themselves, up to INHERIT_MAX in all. */
static size_t inherit_from(const struct documents *d, struct dir dir, bool speaking, bool claimed, size_t taken,
			   struct members *to)
{
	for (size_t i = first_document(d, dir); i < d->count && taken < INHERIT_MAX && !compare_dirs(&d->at[i].dir, &dir); i++) {
		const struct entry *e = d->at[i].entry;
		bool other_claims = claimed && e->claims && !e->text;
		if (entry_speaks(e) != speaking || other_claims)
			continue;
		VEC_PUSH(to->at, to->count, to->capacity, e);
		taken++;
	}
	return taken;
}

/*
 * Takes the documents of the nearest directory above the root that has any. Claims of others do not stand beside claims of its
 * own.
 */
static size_t inherit(const struct documents *d, struct dir root, struct members *to)
{
	bool claimed = has_claim(to);
	size_t taken = 0;
	for (size_t len = root.len; len && !taken;) {
		len = path_parent(root.name, len);
		struct dir above = {root.name, len};
		taken = inherit_from(d, above, true, claimed, taken, to);
		taken = inherit_from(d, above, false, claimed, taken, to);
	}
	return taken;
}

/* A card right in the root claims a license. */
static bool card_claims(const struct members *m, struct dir root)
{
	for (size_t i = 0; i < m->count; i++)
		if (m->at[i]->role == DOCUMENT_CARD && m->at[i]->claims && m->at[i]->dir == root.len)
			return true;
	return false;
}

static struct group *group_by(const struct entries *es, const struct dirs *roots, const struct documents *documents,
			      struct arena *a)
{
	struct members *members = mem_array(roots->count, sizeof *members);
	add_own(es, roots, members);
	struct group *groups = arena_array(a, roots->count, sizeof *groups);
	for (size_t i = 0; i < roots->count; i++) {
		struct members *m = &members[i];
		groups[i].root = arena_strndup(a, roots->at[i].name, roots->at[i].len);
		groups[i].claims = card_claims(m, roots->at[i]);
		groups[i].inherited = has_license_text(m) ? 0 : inherit(documents, roots->at[i], m);
		groups[i].cut = groups[i].inherited >= INHERIT_MAX;
		groups[i].entries = arena_memdup(a, m->at, m->count * sizeof *m->at);
		groups[i].count = m->count;
		free(m->at);
	}
	free(members);
	return groups;
}

/* Does one of the groups inherit the document, or any of the top where that is NULL? */
static bool is_inherited(const struct group *groups, size_t n, const struct entry *e)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = groups[i].count - groups[i].inherited; k < groups[i].count; k++)
			if (e ? groups[i].entries[k] == e : !groups[i].entries[k]->dir)
				return true;
	return false;
}

struct top_texts { /* licenses whose text is in a license file at the top */
	const struct license *at[TEXTS_LOOKED];
	size_t count;
};

static void find_top_texts(const struct entries *es, struct top_texts *out)
{
	for (size_t i = 0; i < es->count; i++) {
		const struct entry *e = &es->at[i];
		for (size_t k = 0; k < e->count && !e->dir && e->role == DOCUMENT_LICENSE && out->count < TEXTS_LOOKED; k++) {
			const struct match *m = e->facts[k].kind == FACT_MATCH ? e->facts[k].detail : NULL;
			if (m && m->license && m->state <= MATCH_EDITED)
				out->at[out->count++] = m->license;
		}
	}
}

/* The card says in a sentence that all that is here is under another license than the one whose text lies beside it. */
static bool says_another(const struct entry *card, const struct top_texts *texts)
{
	for (size_t i = 0; i < card->count; i++) {
		const struct match *m = card->facts[i].kind == FACT_MATCH ? card->facts[i].detail : NULL;
		bool another = m && m->license && m->state == MATCH_MENTION && m->said & SAID_OF_ALL;
		for (size_t k = 0; k < texts->count && another; k++)
			another = texts->at[k] != m->license;
		if (another)
			return true;
	}
	return false;
}

/* "wings/tests/data/beak.pkl" */
static bool lies_in_tests(const struct entry *e)
{
	static const char *const names[] = {"test", "tests", "testdata", "test_data", "test-data", "fixtures"};
	for (size_t len = e->dir; len; len = path_parent(e->name, len)) {
		size_t above = path_parent(e->name, len), start = above + (above > 0);
		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			if (len - start == strlen(names[i]) && !strncasecmp(e->name + start, names[i], len - start))
				return true;
	}
	return false;
}

/* What is called like weights is there to test a package, and no model of whoever speaks of models at the top. */
static bool has_weights_of_tests_alone(const struct entries *es)
{
	for (size_t i = 0; i < es->count; i++)
		if (es->at[i].weights && !lies_in_tests(&es->at[i]))
			return false;
	return true;
}

/*
 * What the top says of a license, beside a card, and of none of the artifacts: it is a repository in which models lie somewhere. Where they
 * have its license file alone, as one that makes claims of its own has, a card that says otherwise than that would be heard by nobody.
 */
static bool top_is_left_out(const struct entries *es, const struct group *groups, size_t n)
{
	struct top_texts texts = {0};
	bool card = false, told = false, unheard = false, only_tests = has_weights_of_tests_alone(es);
	int looked = 0;
	find_top_texts(es, &texts);
	for (size_t i = 0; i < es->count; i++) {
		const struct entry *e = &es->at[i];
		if (e->model) /* of a store, whose top holds many models and says nothing of them */
			return false;
		if (e->dir)
			continue;
		bool is_card = e->role == DOCUMENT_CARD;
		card |= is_card;
		told |= tells_license(e) || (only_tests && says_license(e, SAID_OF_WEIGHTS)); /* those are not here */
		if (is_card && texts.count && !unheard && looked < CARDS_LOOKED && says_another(e, &texts)) {
			unheard = !is_inherited(groups, n, e);
			looked++;
		}
	}
	return card && told && (unheard || !is_inherited(groups, n, NULL));
}

size_t group_entries(const struct entries *es, const struct catalog *c, struct arena *a, struct group **out)
{
	__attribute__((cleanup(dirs_release))) struct dirs roots = {0};
	__attribute__((cleanup(documents_release))) struct documents documents = {0};
	find_roots(es, c, a, &roots);
	find_documents(es, &documents);
	*out = group_by(es, &roots, &documents, a);
	if (nearest(&roots, "", 0) || !top_is_left_out(es, *out, roots.count))
		return roots.count;
	dirs_add(&roots, "", 0);
	dirs_sort(&roots);
	*out = group_by(es, &roots, &documents, a);
	return roots.count;
}
