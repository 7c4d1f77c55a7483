/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "findings/family.h"

#include <ctype.h>
#include <string.h>

enum { NAME_BYTES = 512, ROWS_MAX = 100000 }; /* a larger set of known bytes is not searched by name */

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

/* Where the mark stands in the folded name: at a word's beginning and end, unless it has a '*' there. NULL: nowhere. */
static char *find_mark(char *name, const char *mark, size_t n, bool open_front, bool open_end)
{
	for (char *at = name; (at = memmem(at, strlen(at), mark, n)); at++)
		if ((open_front || at == name || ends_word(at[-1])) && (open_end || ends_word(at[n])))
			return at;
	return NULL;
}

void families_of_name(const struct hints *hints, const char *name, struct families *out)
{
	char folded[NAME_BYTES];
	alias_fold(name, folded, sizeof folded);
	for (uint32_t i = 0; i < hints->n_names; i++) { /* the longest first; what was found before is blotted out */
		const char *mark = hints->names[i].mark;
		bool front = *mark == '*', end = *mark && mark[strlen(mark) - 1] == '*';
		size_t n = strlen(mark + front);
		n -= n && end;
		char *at = n ? find_mark(folded, mark + front, n, front, end) : NULL;
		if (!at)
			continue;
		families_add(out, hints->names[i].family);
		memset(at, '\1', n); /* no letter and no end of a word */
	}
}

/* --- by known weights ------------------------------------------------------------------------------------------------------- */

/* Words at the end of a name that say how the weights are packed, and not whose they are. */
static void drop_packing(char *folded)
{
	static const char *const packing[] = {"gguf", "ggml", "i1", "imatrix", "awq", "gptq", "exl2", "mlx"};
	for (size_t i = 0; i < sizeof packing / sizeof *packing; i++) {
		size_t n = strlen(folded), m = strlen(packing[i]);
		if (n <= m + 1 || strcmp(folded + n - m, packing[i]) != 0 || folded[n - m - 1] != '-')
			continue;
		folded[n - m - 1] = 0;
		i = (size_t)-1; /* and what stands before it */
	}
}

struct wanted { /* a model's name, folded: with its owner, and without; NULL where that is too little to go by */
	const char *whole, *name;
};

static bool is_called(const char *written, const char *wanted)
{
	char folded[NAME_BYTES];
	if (!wanted || !*wanted || tolower((unsigned char)*written) != *wanted)
		return false;
	alias_fold(written, folded, sizeof folded);
	if (!strcmp(folded, wanted))
		return true;
	drop_packing(folded);
	return !strcmp(folded, wanted);
}

static bool is_of(const struct known_row *row, const struct wanted *w)
{
	const char *slash = strrchr(row->repo, '/');
	return is_called(row->repo, w->whole) || is_called(row->model, w->whole) || is_called(row->model, w->name) ||
	       (slash && is_called(slash + 1, w->name));
}

void families_of_model(const struct catalog *c, const char *name, struct families *out)
{
	char whole[NAME_BYTES], last[NAME_BYTES];
	const char *slash = strrchr(name, '/');
	size_t before = out->count;
	families_of_name(&c->hints, name, out);
	if (out->count > before)
		return;
	alias_fold(name, whole, sizeof whole);
	alias_fold(slash ? slash + 1 : name, last, sizeof last);
	drop_packing(last);
	struct wanted w = {slash ? whole : NULL, strchr(last, '-') ? last : NULL};
	for (uint32_t s = 0; s < c->n_known; s++) {
		size_t n = known_count(&c->known[s]);
		for (size_t i = 0; i < n && n <= ROWS_MAX; i++) {
			struct known_row row = known_row(&c->known[s], i);
			if (*row.family && row.kind != KNOWN_TENSOR && is_of(&row, &w))
				families_add(out, row.family);
		}
	}
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
