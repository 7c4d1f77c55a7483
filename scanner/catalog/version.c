/* SPDX-License-Identifier: MIT */
#include "catalog/catalog.h"

#include "base/ascii.h"

#include <stdio.h>
#include <string.h>

enum { NAME_BYTES = 256, WORDS_BYTES = 2048, SERIES_MAX = 64 };

static bool has_digit(const char *s)
{
	return s[strcspn(s, "0123456789")] != 0;
}

/* Where the n bytes of a folded version stand in folded words, as a number of its own; NULL. */
static const char *stands_in(const char *words, const char *version, size_t n)
{
	for (const char *at = words; n && (at = strchr(at, *version)); at++)
		if (!strncmp(at, version, n) && (at == words || !is_digit(at[-1])) && !is_digit(at[n]))
			return at;
	return NULL;
}

/* "2" is version 2.0 too. */
static bool has_version(const char *words, const char *version)
{
	size_t n = strlen(version);
	bool found = stands_in(words, version, n) != NULL;
	while (!found && n > 2 && !memcmp(version + n - 2, "-0", 2))
		found = stands_in(words, version, n -= 2) != NULL;
	return found;
}

static void fold_version(const struct license *l, char *out, size_t size)
{
	alias_fold(l->version ? l->version : "", out, size);
}

/* The folded name without what tells versions apart: "pear-license" of "Pear License v1.1" and of "Pear License (May 2, 2025)". */
static void fold_stem(const struct license *l, char *out, size_t size)
{
	char name[NAME_BYTES], version[64];
	snprintf(name, sizeof name, "%s", l->name);
	char *note = strrchr(name, '(');
	if (note && note > name)
		*note = 0;
	alias_fold(name, out, size);
	fold_version(l, version, sizeof version);
	const char *at = stands_in(out, version, strlen(version));
	if (!at)
		return;
	char *from = out + (at - out), *to = from + strlen(version);
	from -= from > out && from[-1] == 'v' ? 1 : 0;
	from -= from - out > 8 && !memcmp(from - 8, "version-", 8) ? 8 : 0;
	from -= from > out && from[-1] == '-' ? 1 : 0;
	memmove(from, to, strlen(to) + 1);
}

/* Is there another version of the license: in the chain of records, one whose name differs in the version alone? */
static bool has_versions(const struct catalog *c, const struct license *l, const char *stem)
{
	char other[NAME_BYTES];
	for (int back = 0; back < 2; back++) {
		const struct license *at = l;
		for (int i = 0; i < SERIES_MAX; i++) {
			const char *next = back ? at->predecessor : at->successor;
			at = next ? catalog_license(c, next) : NULL;
			if (!at)
				break;
			fold_stem(at, other, sizeof other);
			if (!strcmp(stem, other))
				return true;
		}
	}
	return false;
}

/* What follows the whole words that both begin with. */
static const char *behind_stem(const char *words, const char *stem)
{
	size_t n = 0, whole = 0;
	for (; words[n] && words[n] == stem[n]; n++)
		if (words[n] == '-')
			whole = n + 1;
	bool ends = (!words[n] || words[n] == '-') && (!stem[n] || stem[n] == '-');
	return words + (ends ? n : whole);
}

bool license_version_named(const struct catalog *c, const struct license *l, const char *words)
{
	char stem[NAME_BYTES], version[64], folded[WORDS_BYTES];
	bool address = strstr(words, "://");
	alias_fold(words, folded, sizeof folded);
	fold_version(l, version, sizeof version);
	fold_stem(l, stem, sizeof stem);
	bool versions = has_versions(c, l, stem);
	if (address) /* a number in it may be anything's */
		return !versions || stands_in(folded, version, strlen(version));
	if (!*version)
		return has_digit(folded);
	return has_version(versions ? behind_stem(folded, stem) : folded, version);
}

/* "3" is "3.0". */
static bool is_version(const struct license *l, const char *version)
{
	size_t n = strlen(version);
	return l->version && !strncmp(l->version, version, n) && (!l->version[n] || !strcmp(l->version + n, ".0"));
}

const struct license *license_of_version(const struct catalog *c, const struct license *l, const char *version)
{
	for (int back = 0; back < 2; back++) {
		const struct license *at = l;
		for (int i = 0; at && i < SERIES_MAX; i++) {
			if (is_version(at, version))
				return at;
			const char *next = back ? at->predecessor : at->successor;
			at = next ? catalog_license(c, next) : NULL;
		}
	}
	return NULL;
}
