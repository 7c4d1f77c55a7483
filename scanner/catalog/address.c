/* SPDX-License-Identifier: MIT */
#include "catalog/address.h"

#include "base/buf.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { ADDRESS_BYTES = 2048, ADDRESS_LEAST = 6 }; /* shorter or longer ones are not looked at */

struct address {
	const char *at;
	size_t len;
};

static bool drop_start(struct address *a, const char *what)
{
	size_t n = strlen(what);
	if (a->len < n || strncasecmp(a->at, what, n) != 0)
		return false;
	a->at += n;
	a->len -= n;
	return true;
}

static void drop_end(struct address *a, const char *what)
{
	size_t n = strlen(what);
	if (a->len > n && !strncasecmp(a->at + a->len - n, what, n))
		a->len -= n;
}

/* "…/deed.zh-hans", "…/legalcode.pt": the page in one language. */
static void drop_language(struct address *a)
{
	static const char *const pages[] = {"/deed.", "/legalcode."};
	size_t at = a->len;
	while (at && (isalpha((unsigned char)a->at[at - 1]) || strchr("-_", a->at[at - 1])))
		at--;
	for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
		size_t n = strlen(pages[i]);
		if (at > n && !strncasecmp(a->at + at - n, pages[i], n))
			a->len = at - 1;
	}
}

/* Without scheme, www., fragment, file ending and closing slash. */
static struct address bare_address(const char *url, size_t len)
{
	struct address a = {url, len};
	const char *fragment = memchr(url, '#', len);
	if (fragment)
		a.len = (size_t)(fragment - url);
	if (!drop_start(&a, "https://"))
		drop_start(&a, "http://");
	drop_start(&a, "www.");
	while (a.len && strchr("/.,;:!?'\"*", a.at[a.len - 1]))
		a.len--;
	drop_language(&a);
	static const char *const ends[] = {".en", ".html", ".htm", ".txt", ".php", ".md", "/legalcode", "/deed"};
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
		drop_end(&a, ends[i]);
	while (a.len && a.at[a.len - 1] == '/')
		a.len--;
	return a;
}

/* False: it is too short or too long to be one. */
static bool fold(const char *url, size_t len, char out[ADDRESS_BYTES])
{
	struct address a = bare_address(url, len);
	if (a.len < ADDRESS_LEAST || a.len >= ADDRESS_BYTES)
		return false;
	for (size_t i = 0; i < a.len; i++)
		out[i] = (char)(a.at[i] >= 'A' && a.at[i] <= 'Z' ? a.at[i] + 32 : a.at[i]);
	out[a.len] = 0;
	return true;
}

static int compare(const void *a, const void *b)
{
	const struct alias *x = a, *y = b;
	int order = strcmp(x->key, y->key);
	return order ? order : (x->license > y->license) - (x->license < y->license);
}

const struct alias *addresses_make(const struct license *licenses, uint32_t n_licenses, struct arena *a, uint32_t *count)
{
	char key[ADDRESS_BYTES];
	struct alias *at = NULL;
	uint32_t n = 0, room = 0, kept = 0;
	for (uint32_t i = 0; i < n_licenses; i++)
		for (uint32_t k = 0; k < licenses[i].urls.count; k++)
			if (fold(licenses[i].urls.at[k], strlen(licenses[i].urls.at[k]), key))
				VEC_PUSH(at, n, room, (struct alias){arena_strdup(a, key), i});
	if (n)
		qsort(at, n, sizeof *at, compare);
	for (uint32_t i = 0; i < n; i++)
		if (!i || strcmp(at[i].key, at[i - 1].key) != 0)
			at[kept++] = at[i];
	const struct alias *table = arena_memdup(a, at, kept * sizeof *at);
	free(at);
	*count = kept;
	return table;
}

const struct license *catalog_address(const struct catalog *c, const char *url, size_t len)
{
	char key[ADDRESS_BYTES];
	if (!c->n_addresses || !fold(url, len, key))
		return NULL;
	uint32_t low = 0, high = c->n_addresses;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = strcmp(c->addresses[middle].key, key);
		if (!order)
			return &c->licenses[c->addresses[middle].license];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}
