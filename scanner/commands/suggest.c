/* SPDX-License-Identifier: MIT */
#include "commands/suggest.h"

#include <string.h>

void suggest_init(struct suggest *s, const char *word)
{
	*s = (struct suggest){.count = 0};
	alias_fold(word, s->word, sizeof s->word);
}

static int least(int a, int b, int c)
{
	int m = a < b ? a : b;
	return m < c ? m : c;
}

/* Letters to add, to drop, to change or to swap with their neighbor (Damerau-Levenshtein, each letter touched once). */
static int distance(const char *a, const char *b)
{
	int rows[3][SUGGEST_BYTES + 1];
	size_t n = strlen(a), m = strlen(b);
	for (size_t k = 0; k <= m; k++)
		rows[0][k] = (int)k;
	for (size_t i = 1; i <= n; i++) {
		int *row = rows[i % 3], *above = rows[(i - 1) % 3], *higher = rows[(i + 1) % 3];
		row[0] = (int)i;
		for (size_t k = 1; k <= m; k++) {
			row[k] = least(above[k] + 1, row[k - 1] + 1, above[k - 1] + (a[i - 1] != b[k - 1]));
			bool swapped = i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1];
			if (swapped && higher[k - 2] + 1 < row[k])
				row[k] = higher[k - 2] + 1;
		}
	}
	return rows[n % 3][m];
}

/* How far the name is from the word; -1: too far. One that merely goes on is farther than any slip of the pen. */
static int farness(const char *word, const char *name)
{
	int most = 1 + (int)strlen(word) / 5, d = distance(word, name);
	if (d <= most)
		return d;
	return strlen(word) >= 3 && strstr(name, word) ? most + (int)(strlen(name) - strlen(word)) : -1;
}

void suggest_offer(struct suggest *s, const char *name, const char *meant)
{
	char folded[SUGGEST_BYTES];
	alias_fold(name, folded, sizeof folded);
	int far = farness(s->word, folded), at;
	if (far < 0)
		return;
	for (int i = 0; i < s->count; i++)
		if (!strcmp(s->best[i], meant)) {
			if (far >= s->distance[i])
				return;
			s->count--;
			memmove(&s->best[i], &s->best[i + 1], (size_t)(s->count - i) * sizeof *s->best);
			memmove(&s->distance[i], &s->distance[i + 1], (size_t)(s->count - i) * sizeof *s->distance);
		}
	for (at = s->count; at > 0 && s->distance[at - 1] > far; at--)
		;
	if (at == SUGGESTIONS)
		return;
	s->count += s->count < SUGGESTIONS;
	memmove(&s->best[at + 1], &s->best[at], (size_t)(s->count - 1 - at) * sizeof *s->best);
	memmove(&s->distance[at + 1], &s->distance[at], (size_t)(s->count - 1 - at) * sizeof *s->distance);
	s->best[at] = meant;
	s->distance[at] = far;
}

void suggest_licenses(struct suggest *s, const struct catalog *c)
{
	for (uint32_t i = 0; i < c->n_aliases; i++)
		suggest_offer(s, c->aliases[i].key, c->licenses[c->aliases[i].license].id);
	for (uint32_t i = 0; i < c->n_placeholders; i++)
		suggest_offer(s, c->placeholders[i].id, c->placeholders[i].id);
}

void suggest_kinds(struct suggest *s, const struct catalog *c)
{
	for (uint32_t i = 0; i < c->n_kinds; i++)
		suggest_offer(s, c->kinds[i].id, c->kinds[i].id);
}

const char *suggest_words(const struct suggest *s, struct arena *a)
{
	const char *out = s->count ? "; did you mean" : "";
	for (int i = 0; i < s->count; i++)
		out = arena_printf(a, "%s%s '%s'", out, !i ? "" : i + 1 == s->count ? " or" : ",", s->best[i]);
	return s->count ? arena_printf(a, "%s?", out) : "";
}
