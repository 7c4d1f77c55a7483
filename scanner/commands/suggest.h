/* SPDX-License-Identifier: MIT */
/*
 * suggest: what may have been meant by a name that nothing has. Names are offered one by one and the three likest are kept: those
 * that differ by few letters, and those that go on where the word ends.
 */
#ifndef LICET_COMMANDS_SUGGEST_H
#define LICET_COMMANDS_SUGGEST_H
#include "base/arena.h"
#include "catalog/catalog.h"

enum { SUGGESTIONS = 3, SUGGEST_BYTES = 128 };

struct suggest {
	char word[SUGGEST_BYTES]; /* folded */
	const char *best[SUGGESTIONS];
	int distance[SUGGESTIONS];
	int count;
};

void suggest_init(struct suggest *s, const char *word);
/* `meant` is what the name stands for and what is shown; both must live as long as *s. */
void suggest_offer(struct suggest *s, const char *name, const char *meant);
void suggest_licenses(struct suggest *s, const struct catalog *c); /* all their names */
void suggest_kinds(struct suggest *s, const struct catalog *c);
/* "; did you mean 'a' or 'b'?", or "" when nothing is like it. */
const char *suggest_words(const struct suggest *s, struct arena *a);

#endif
