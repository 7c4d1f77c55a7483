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
};

static void fold(const char *name, struct folded *f)
{
	char raw[NAME_BYTES];
	alias_fold(name, f->name, sizeof f->name);
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
		bool in_size = at[n] && f->joined[at - f->name + (ptrdiff_t)n] != at[n];
		if ((open_front || at == f->name || ends_word(at[-1])) && (open_end || ends_word(at[n])) && !in_size)
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

void families_of_name(const struct hints *hints, const char *name, struct families *out)
{
	struct folded folded;
	bool seen[MARK_PAIRS + 1];
	fold(name, &folded);
	note_pairs(seen, folded.name);
	for (uint32_t i = 0; i < hints->n_names; i++) { /* the longest first; what was found before is blotted out */
		if (!seen[hints->names[i].pair])
			continue;
		const char *mark = hints->names[i].mark;
		bool front = *mark == '*';
		size_t n = strlen(mark + front);
		bool end = n && mark[front + n - 1] == '*';
		n -= end;
		char *at = n ? find_mark(&folded, mark + front, n, front, end) : NULL;
		if (!at)
			continue;
		families_add(out, hints->names[i].family);
		memset(at, '\1', n); /* no letter and no end of a word */
	}
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
