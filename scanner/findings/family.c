/* SPDX-License-Identifier: MIT */
#include "findings/family.h"

#include "findings/model_names.h"

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
	return !c || c == '-';
}

/* Where the words stand in the folded name, at a word's beginning and end; what was found before is blotted out. */
static char *find_words(char *name, const char *words)
{
	size_t n = strlen(words);
	for (char *at = name; (at = strstr(at, words)); at++)
		if ((at == name || at[-1] == '-') && ends_word(at[n]))
			return at;
	return NULL;
}

void families_of_name(const struct hints *hints, const char *name, struct families *out)
{
	char folded[NAME_BYTES];
	alias_fold(name, folded, sizeof folded);
	for (uint32_t i = 0; i < hints->n_names; i++) { /* the longest first */
		size_t n = strlen(hints->names[i].mark);
		char *at = n ? find_words(folded, hints->names[i].mark) : NULL;
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
