/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "findings/family.h"

#include "base/ascii.h"
#include "findings/model_names.h"

#include <stdio.h>
#include <string.h>

enum { NAME_BYTES = 512 };

bool families_have(const struct families *f, const char *family)
{
	for (size_t i = 0; i < f->count; i++)
		if (!strcmp(f->at[i], family))
			return true;
	return false;
}

void families_add(struct families *f, const char *family)
{
	if (f->count < FAMILIES && !families_have(f, family))
		f->at[f->count++] = family;
}

static bool ends_word(char c)
{
	return !c || c == '-' || c == '+';
}

/* "2.7b", "1.5M": the stops of sizes become letters, so that "wren-2.7b" is none of the family wren-2. */
static void join_sizes(char *name)
{
	for (char *at = name; (at = strchr(at, '.')); at++) {
		size_t n = strspn(at + 1, "0123456789");
		bool size = at > name && is_digit(at[-1]) && n && strchr("bBmM", at[1 + n]) && at[1 + n];
		if (size && !is_letter(at[2 + n]) && !is_digit(at[2 + n]))
			*at = 'p';
	}
}

/* The name, folded twice: as it is, and with the sizes in it joined; of one length. */
struct folded {
	char name[NAME_BYTES], joined[NAME_BYTES];
	size_t owner; /* so many bytes are the owner's, and tell nothing of the model */
};

/* "wren-7b", "wren-2.7b-v1": a word of the folded name tells how large the model is, behind the model's name. */
static bool has_size(const char *folded)
{
	const char *word = strchr(folded, '-');
	for (; word; word = strchr(word, '-')) {
		size_t n = strspn(++word, "0123456789.");
		if (n && word[n] == 'b' && ends_word(word[n + 1]))
			return is_letter(*folded);
	}
	return false;
}

/* "Wren/Auk-7B": an owner that is called as a family is, of a model that has a name of its own. */
static size_t owner_length(const char *name)
{
	char owner[NAME_BYTES], rest[NAME_BYTES];
	const char *slash = strrchr(name, '/');
	size_t n = slash ? (size_t)(slash - name) : 0;
	if (!slash || n >= sizeof owner)
		return 0;
	alias_fold(slash + 1, rest, sizeof rest);
	if (!has_size(rest))
		return 0;
	snprintf(owner, sizeof owner, "%.*s", (int)n, name);
	alias_fold(owner, rest, sizeof rest);
	return strlen(rest);
}

static void fold(const char *name, struct folded *f)
{
	char raw[NAME_BYTES];
	f->owner = owner_length(name);
	alias_fold(name, f->name, sizeof f->name);
	memcpy(f->joined, f->name, sizeof f->joined);
	if (!strchr(name, '.'))
		return;
	snprintf(raw, sizeof raw, "%s", name);
	join_sizes(raw);
	alias_fold(raw, f->joined, sizeof f->joined);
	if (strlen(f->joined) != strlen(f->name))
		memcpy(f->joined, f->name, sizeof f->joined);
}

/* Where the mark stands in the folded name: at a word's beginning and end, unless it has a '*' there. NULL: nowhere. */
static char *find_mark(struct folded *f, const char *mark, size_t n, bool open_front, bool open_end)
{
	for (char *at = f->name; (at = memmem(at, strlen(at), mark, n)); at++) {
		bool in_size = ends_word(at[n]) && f->joined[at - f->name + (ptrdiff_t)n] != at[n];
		bool of_owner = (size_t)(at - f->name) + n <= f->owner;
		if (!of_owner && (open_front || at == f->name || ends_word(at[-1])) && (open_end || ends_word(at[n])) && !in_size)
			return at;
	}
	return NULL;
}

/* Which pairs of letters a name has. */
static void note_pairs(bool seen[MARK_PAIRS + 1], const char *name)
{
	memset(seen, 0, MARK_PAIRS + 1);
	seen[0] = true;
	for (; name[0] && name[1]; name++)
		seen[mark_pair(name)] = true;
}

/* "quince" of "quince-2" and "quince-3.1": as far as it goes before a number. */
static size_t series_of(const char *family)
{
	size_t n = strcspn(family, "0123456789");
	while (n && family[n - 1] == '-')
		n--;
	return n;
}

/*
 * "Quince-3.1-Plover-7B", where "plover-7b" hints at quince-2: the version that the name itself tells is the one of that series. `own`: which
 * of the families from `first` on have their own name there.
 */
static void drop_other_versions(struct families *f, size_t first, const bool *own)
{
	size_t kept = first;
	for (size_t i = first; i < f->count; i++) {
		size_t n = series_of(f->at[i]);
		bool other = false;
		for (size_t k = first; k < f->count && !own[i] && n; k++)
			other |= own[k] && series_of(f->at[k]) == n && !strncmp(f->at[k], f->at[i], n) && f->at[k][n];
		if (!other)
			f->at[kept++] = f->at[i];
	}
	f->count = kept;
}

static bool is_own_name(const char *family, const char *mark, size_t n)
{
	char folded[NAME_BYTES];
	alias_fold(family, folded, sizeof folded);
	return strlen(folded) == n && !memcmp(folded, mark, n);
}

void families_of_name(const struct hints *hints, const char *name, struct families *out)
{
	struct folded folded;
	bool seen[MARK_PAIRS + 1], own[FAMILIES] = {0};
	size_t before = out->count;
	fold(name, &folded);
	note_pairs(seen, folded.name);
	for (uint32_t i = 0; i < hints->n_names; i++) { /* the longest first; what was found before is blotted out */
		if (!seen[hints->names[i].first] || !seen[hints->names[i].last])
			continue;
		const char *mark = hints->names[i].mark;
		bool front = *mark == '*';
		size_t n = strlen(mark + front);
		bool end = n && mark[front + n - 1] == '*';
		n -= end;
		char *at = n ? find_mark(&folded, mark + front, n, front, end) : NULL;
		if (!at)
			continue;
		size_t count = out->count;
		families_add(out, hints->names[i].family);
		if (out->count > count)
			own[count] = is_own_name(hints->names[i].family, mark + front, n);
		memset(at, '\1', n); /* no letter and no end of a word */
	}
	if (out->count > before + 1)
		drop_other_versions(out, before, own);
}

void families_of_model(const struct hints *hints, struct model_names *known, const char *name, struct families *out)
{
	size_t before = out->count;
	families_of_name(hints, name, out);
	if (out->count == before)
		model_names_families(known, name, out);
}

void families_of_template(const struct hints *hints, const char *text, struct families *out)
{
	for (uint32_t i = 0; i < hints->n_templates; i++)
		if (strstr(text, hints->templates[i].mark))
			families_add(out, hints->templates[i].family);
}

static bool is_general_of(const char *general, const char *family)
{
	size_t n = strlen(general);
	return !strncmp(general, family, n) &&
	       (!family[n] || family[n] == '-' || family[n] == '.' || (family[n] >= '0' && family[n] <= '9'));
}

bool families_agree(const char *a, const char *b)
{
	return is_general_of(a, b) || is_general_of(b, a);
}
