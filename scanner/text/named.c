/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "text/named.h"

#include "evidence/fact.h"
#include "text/mention.h"
#include "text/subjects.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LINE_WORDS = 12, FILE_WORDS = 60, SENTENCES_LOOKED = 3, MENTION_WORDS = 60, COPY_BYTES = 2000 };

static bool is_notice(const struct text *t, uint32_t i)
{
	return t->words[i].kind == WORD_COPYRIGHT;
}

/* A short file whose first line, but for copyright notices, is short too. */
static bool first_line(const struct text *t, struct span *name)
{
	uint32_t n = 0, first = t->n_words, last = 0;
	for (uint32_t i = 0; i < t->n_words; i++) {
		if (is_notice(t, i))
			continue;
		first = n++ ? first : i;
		if (n > FILE_WORDS)
			return false;
	}
	for (uint32_t k = 0; n && k < t->n_sentences; k++) {
		uint32_t to = word_after(t, t->sentences[k].end);
		if (first >= to)
			continue;
		for (last = first; last + 1 < to && !is_notice(t, last + 1); last++)
			;
		*name = (struct span){t->words[first].start, t->words[last].end};
		return last - first < LINE_WORDS;
	}
	return false;
}

/* "Tern is licensed under …", and not "it has parts of Auk, which is licensed under …". */
static bool declares(const struct text *t, uint32_t from, uint32_t to)
{
	static const char *const declaring[] = {"licensed",  "licenced", "released", "distributed", "provided",
						"available", "under",	 "license",  "licence",	    NULL},
				 *const of_others[] = {"which",	   "that",    "uses",  "contains", "incorporates",
						       "includes", "based",   "parts", "portions", "some",
						       "third",	   "derived", "from",  "not",	   "file",
						       "except",   NULL};
	bool found = false;
	for (uint32_t i = from; i < to; i++) {
		if (word_in(t, i, of_others))
			return false;
		found |= word_in(t, i, declaring);
	}
	return found;
}

/* The license that the sentence names for what is here; NULL. */
static const struct license *in_sentence(const struct catalog *c, const struct text *t, const struct sentence *in,
					 struct span *name)
{
	struct stretch rest[] = {{0, in->start}, {in->end, t->plain_len}};
	struct mention *found;
	uint32_t n = mentions_find(c, t, rest, 2, 1, &found), from = word_after(t, in->start);
	uint32_t at = n ? word_after(t, found->start) : 0;
	bool names = n && found->start < found->end && !found->license->policy && !found->license->exception &&
		     at - from < MENTION_WORDS && (at == from || declares(t, from, at));
	const struct license *l = names ? found->license : NULL;
	if (l)
		*name = (struct span){found->start, found->end};
	free(found);
	return l;
}

/* "## data/wings.num", "## Corpus": what stands below it names no license of the whole. */
static bool is_below_part(const struct catalog *c, const struct text *t, const struct sentence *in)
{
	const struct saying s = {c, t};
	bool about_licensing = false;
	const unsigned none = SAID_OF_DATA | SAID_OF_DOCUMENTS | SAID_OF_OTHERS;
	unsigned over = heading_subjects(&s, in->paragraph, &about_licensing);
	return (over && !(over & ~none)) || heading_of_file(&s, in->paragraph);
}

bool named_by_file(const struct catalog *c, const struct text *t, struct span *name, bool *or_later)
{
	const struct license *found = NULL;
	for (uint32_t i = 0; i < t->n_sentences && i < SENTENCES_LOOKED && (!found || found->members.count); i++) {
		struct span here;
		const struct license *l = in_sentence(c, t, &t->sentences[i], &here);
		if (l && is_below_part(c, t, &t->sentences[i]))
			return false;
		if (!l || (found && !license_has_member(found, l)))
			continue;
		found = l; /* "Pear license" over "This is under Pear-2.0": that one of the family */
		*name = here;
	}
	*or_later = found && later_meant(t, name->start, name->end);
	return found || first_line(t, name);
}

static bool ends_path(char c)
{
	return !c || strchr(" \t\n\"'`()[]<>,;:", c);
}

/* Is it called like a license, behind a folder's name? */
static bool is_path_of_license(const char *path, size_t len)
{
	static const char *const names[] = {"license", "licence", "copying"};
	const char *slash = memrchr(path, '/', len);
	size_t rest = slash ? (size_t)(path + len - slash - 1) : 0;
	for (size_t i = 0; slash && slash > path && i < sizeof names / sizeof *names; i++)
		if (rest >= strlen(names[i]) && !strncasecmp(slash + 1, names[i], strlen(names[i])))
			return true;
	return false;
}

bool named_copy(const struct text *t, struct span *path)
{
	for (uint32_t i = 0; i < t->plain_len && i < COPY_BYTES; i++) {
		uint32_t end = i;
		while (end < t->plain_len && !ends_path(t->plain[end]))
			end++;
		bool address = t->plain[end] == ':' && t->plain[end + 1] == '/';
		uint32_t last = end;
		while (last > i && t->plain[last - 1] == '.')
			last--;
		if (!address && is_path_of_license(t->plain + i, last - i)) {
			*path = (struct span){i, last};
			return true;
		}
		for (i = end; address && i + 1 < t->plain_len && t->plain[i + 1] != ' ' && t->plain[i + 1] != '\n'; i++)
			;
	}
	return false;
}
