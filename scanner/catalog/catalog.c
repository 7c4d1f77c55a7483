/* SPDX-License-Identifier: MIT */
#include "catalog/catalog.h"

#include "base/ascii.h"
#include "catalog/load.h"

#include <string.h>

int catalog_open(const char *data_dir, struct arena *a, const struct catalog **out, struct err *e)
{
	*out = &catalog_builtin;
	if (!data_dir)
		return 0;
	struct catalog *c = ARENA_NEW(a, struct catalog);
	*out = c;
	return catalog_load(data_dir, &catalog_builtin, a, c, e);
}

/* Finds `key` among count records of `size` bytes that begin with their id and are sorted by it. */
static const void *find_sorted(const void *records, size_t count, size_t size, const char *key)
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const char *at = (const char *)records + middle * size;
		const char *id;
		memcpy(&id, at, sizeof id);
		int order = (int)(unsigned char)*id - (int)(unsigned char)*key;
		order = order ? order : strcmp(id, key);
		if (!order)
			return at;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* Capitals of Cyrillic, of two bytes, have their small letters 32 further on, behind which the next 64 begin with another byte. */
static bool fold_cyrillic(const unsigned char *s, char *out)
{
	if (s[0] != 0xD0 || s[1] < 0x90 || s[1] > 0xAF)
		return false;
	bool next = s[1] >= 0xA0;
	out[0] = next ? (char)0xD1 : (char)0xD0;
	out[1] = (char)(next ? s[1] - 0x20 : s[1] + 0x20);
	return true;
}

void alias_fold(const char *name, char *out, size_t size)
{
	static const char british[] = "licence";
	size_t n = 0;
	bool gap = false;
	if (!size)
		return;
	for (const unsigned char *s = (const unsigned char *)name; *s && n + 1 < size; s++) {
		unsigned char c = is_letter((char)*s) ? *s | 32 : *s;
		bool keep = is_letter((char)c) || is_digit((char)c) || c == '+' || c >= 0x80;
		if (!keep) {
			gap = n > 0;
			continue;
		}
		if (gap && n + 2 < size)
			out[n++] = '-';
		gap = false;
		if (c >= 0x80 && n + 2 < size && fold_cyrillic(s, out + n)) {
			n += 2;
			s++;
			continue;
		}
		out[n++] = (char)c;
		if (c == 'e' && n >= sizeof british - 1 && !memcmp(out + n - (sizeof british - 1), british, sizeof british - 1))
			out[n - 2] = 's';
	}
	out[n] = 0;
}

/* Length of the run of letters, or of digits, that begins there; a '+' belongs to what it stands behind. */
static size_t run_length(const char *s)
{
	bool digits = *s >= '0' && *s <= '9';
	size_t n = 0;
	while (s[n] && s[n] != '-' && ((s[n] >= '0' && s[n] <= '9') == digits || s[n] == '+'))
		n++;
	return n;
}

static bool is_word(const char *s, size_t n, const char *const *words)
{
	for (; *words; words++)
		if (**words == *s && strlen(*words) == n && !strncmp(s, *words, n)) /* most often the first letter decides */
			return true;
	return false;
}

void alias_loosen(const char *folded, char *out, size_t size)
{
	static const char license[] = "license";
	static const char *const slips[] = {"lisence", "liscense", "liscence", "lisense",  "licens",
					    "licese",  "lincense", "licenses", "licensed", NULL},
				 *const idle[] = {"v", "ver", "version", NULL};
	size_t n = 0, k;
	for (const char *at = folded; *at; at += k, at += *at == '-') {
		k = run_length(at);
		const char *word = is_word(at, k, slips) ? license : at;
		size_t len = word == license ? sizeof license - 1 : k;
		if (is_word(at, k, idle) || n + len + 2 > size)
			continue;
		len -= len > 4 && word[len - 1] == 's' && word[len - 2] != 's';
		if (n)
			out[n++] = '-';
		memcpy(out + n, word, len);
		n += len;
	}
	if (size)
		out[n] = 0;
}

const struct license *catalog_alias_loose(const struct catalog *c, const char *name)
{
	char key[256], loose[300];
	if (strlen(name) >= sizeof key)
		return NULL;
	alias_fold(name, key, sizeof key);
	alias_loosen(key, loose, sizeof loose);
	const struct alias *found = find_sorted(c->loose, c->n_loose, sizeof *c->loose, loose);
	return found ? &c->licenses[found->license] : NULL;
}

const struct license *catalog_alias(const struct catalog *c, const char *name)
{
	char key[256];
	if (strlen(name) >= sizeof key)
		return NULL;
	alias_fold(name, key, sizeof key);
	const struct alias *found =
		first_words_may(c->alias_words, key) ? find_sorted(c->aliases, c->n_aliases, sizeof *c->aliases, key) : NULL;
	return found ? &c->licenses[found->license] : NULL;
}

const char *catalog_subject(const struct catalog *c, const char *folded)
{
	const struct named_code *found = whole_names_may(c->subject_names, folded)
						 ? find_sorted(c->subjects, c->n_subjects, sizeof *c->subjects, folded)
						 : NULL;
	return found ? found->code : NULL;
}

/* How the first word of a phrase compares with the `len` bytes of a word. */
static int order_of_first(const char *phrase, const char *word, size_t len)
{
	int order = strncmp(phrase, word, len);
	return order ? order : (int)(unsigned char)phrase[len] - '-';
}

const struct named_code *catalog_phrases(const struct catalog *c, const char *folded, uint32_t *n)
{
	size_t len = strcspn(folded, "-");
	uint32_t low = 0, high = c->n_phrases;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (order_of_first(c->phrases[middle].name, folded, len) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	while (high < c->n_phrases && !order_of_first(c->phrases[high].name, folded, len)) /* few do, and then some */
		high++;
	*n = high - low;
	return c->phrases + low;
}

static bool folds_to(const char *name, const char *key)
{
	char folded[256];
	alias_fold(name, folded, sizeof folded);
	return !strcmp(folded, key);
}

static bool any_folds_to(const struct strings *names, const char *key)
{
	for (uint32_t i = 0; i < names->count; i++)
		if (folds_to(names->at[i], key))
			return true;
	return false;
}

const struct license *catalog_placeholder(const struct catalog *c, const char *name)
{
	char key[256];
	if (strlen(name) >= sizeof key)
		return NULL;
	alias_fold(name, key, sizeof key);
	for (uint32_t i = 0; i < c->n_placeholders; i++) {
		const struct license *l = &c->placeholders[i];
		if (folds_to(l->id, key) || any_folds_to(&l->aliases, key) || any_folds_to(&l->huggingface, key))
			return l;
	}
	return NULL;
}

const struct license *catalog_license(const struct catalog *c, const char *id)
{
	char small[128]; /* most ids are those of SPDX in small letters */
	size_t n = 0;
	for (; id[n] && n + 1 < sizeof small; n++)
		small[n] = (char)(id[n] >= 'A' && id[n] <= 'Z' ? id[n] + 32 : id[n]);
	small[n] = 0;
	const struct license *found = find_sorted(c->licenses, c->n_licenses, sizeof *c->licenses, small);
	if (found && strcmp(found->id, id) != 0 && strcmp(found->spdx, id) != 0)
		found = NULL;
	for (uint32_t i = 0; !found && i < c->n_licenses; i++)
		if (same_text(c->licenses[i].spdx, id))
			found = &c->licenses[i];
	return found;
}

const char *pairs_value(const struct pairs *p, const char *key)
{
	for (uint32_t i = 0; i < p->count; i++)
		if (!strcmp(p->at[i].key, key))
			return p->at[i].value;
	return NULL;
}

static bool translates(const struct license *a, const struct license *b)
{
	return a->translation_of && !strcmp(a->translation_of, b->id);
}

bool license_is(const struct license *a, const struct license *b)
{
	return a == b || translates(a, b) || translates(b, a);
}

bool license_is_among(const struct license *l, const struct strings *categories)
{
	for (uint32_t i = 0; i < categories->count; i++)
		if (l->category && !strcmp(l->category, categories->at[i]))
			return true;
	return false;
}

bool license_has_member(const struct license *family, const struct license *l)
{
	for (uint32_t i = 0; i < family->members.count; i++)
		if (!strcmp(family->members.at[i], l->id))
			return true;
	return false;
}

bool license_has_terms_of(const struct license *l, const struct license *part)
{
	for (uint32_t i = 0; i < l->terms_of.count; i++)
		if (!strcmp(l->terms_of.at[i], part->id))
			return true;
	return false;
}

bool exception_fits(const struct catalog *c, const struct license *exception, const struct license *l)
{
	for (uint32_t i = 0; i < exception->excepts.count; i++) {
		const struct license *to = catalog_license(c, exception->excepts.at[i]);
		if (to && (license_is(to, l) || license_has_member(to, l)))
			return true;
	}
	return !exception->excepts.count;
}

const char *clause_words(const char *clause, struct arena *a)
{
	if (!clause)
		return NULL;
	bool capital = clause[0] >= 'A' && clause[0] <= 'Z' && clause[1] >= 'a' && clause[1] <= 'z';
	bool small = clause[0] >= 'a' && clause[0] <= 'z' && clause[1] >= 'a' && clause[1] <= 'z' && strchr(clause, ' ');
	return capital || small || (unsigned char)clause[0] >= 0x80 ? clause : arena_printf(a, "section %s", clause);
}

const struct deciding_clause *license_deciding(const struct catalog *c, const struct license *l, bool of_base,
					       const char **clause)
{
	for (uint32_t i = 0; i < c->n_deciding; i++)
		for (uint32_t k = 0; l && c->deciding[i].of_base == of_base && k < l->clauses.count; k++)
			if (!strcmp(l->clauses.at[k].key, c->deciding[i].id)) {
				*clause = l->clauses.at[k].value;
				return &c->deciding[i];
			}
	return NULL;
}

const char *exception_replaces(const struct license *exception, const char *id)
{
	char key[256];
	if (strlen(id) >= sizeof key)
		return NULL;
	alias_fold(id, key, sizeof key);
	for (uint32_t i = 0; i < exception->replaces.count; i++)
		if (folds_to(exception->replaces.at[i].key, key))
			return exception->replaces.at[i].value;
	return NULL;
}

const struct rule *catalog_rule(const struct catalog *c, const char *id)
{
	return find_sorted(c->rules, c->n_rules, sizeof *c->rules, id);
}

const struct use *catalog_use(const struct catalog *c, const char *id)
{
	for (uint32_t i = 0; i < c->n_uses; i++)
		if (!strcmp(c->uses[i].id, id))
			return &c->uses[i];
	return NULL;
}

const struct kind *catalog_own_kind(const struct catalog *c, const struct kind *k)
{
	return k >= c->kinds && k < c->kinds + c->n_kinds ? k : catalog_kind(c, k->id);
}

const struct kind *catalog_kind(const struct catalog *c, const char *id)
{
	for (uint32_t i = 0; i < c->n_kinds; i++)
		if (!strcmp(c->kinds[i].id, id))
			return &c->kinds[i];
	return NULL;
}
