/* SPDX-License-Identifier: MIT */
#include "unread.h"

#include "base/path.h"
#include "classify/classify.h"
#include "weights/weights.h"

#include <string.h>

enum { LINKS_MOST = 40 }; /* to links, as the system follows them */

/* By the name alone: an empty file bids by nothing else. */
static bool promises(const char *name)
{
	const struct probe p = {.name = name, .base = path_base(name), .bytes = (const uint8_t *)""};
	size_t n;
	const struct reader *const *readers = weights_readers(&n);
	enum purpose purpose = classify_purpose(name);
	return purpose == PURPOSE_LICENSE || purpose == PURPOSE_CARD || classify(readers, n, &p) != NULL;
}

static bool is_there(const struct evidence *ev, const char *entry)
{
	size_t i = evidence_lower(ev, entry);
	return i < ev->count && ev->facts[i].kind == FACT_ENTRY && !strcmp(ev->facts[i].at.entry, entry);
}

/* Where the link of an archive leads; NULL: out of it, or it is none. */
static const char *led_to(const struct evidence *ev, const char *link)
{
	for (size_t i = evidence_lower(ev, link); i < ev->count && !strcmp(ev->facts[i].at.entry, link); i++) {
		const struct fact *f = &ev->facts[i];
		if (f->kind == FACT_META && f->key && !strcmp(f->key, "link_to"))
			return f->value;
	}
	return NULL;
}

/* It leads to a member of the archive, also by way of other links. */
static bool leads_there(const struct evidence *ev, const char *link)
{
	for (int i = 0; i < LINKS_MOST && (link = led_to(ev, link)); i++)
		if (is_there(ev, link))
			return true;
	return false;
}

/* The note says that the entry was not read, and nothing else has its bytes. */
static bool leaves_unread(const struct evidence *ev, const struct fact *f)
{
	static const char *const unread[] = {"symlink-broken", "symlink-outside", "special-file"};
	if (f->kind != FACT_NOTE || !f->key)
		return false;
	for (size_t i = 0; i < sizeof unread / sizeof *unread; i++)
		if (!strcmp(f->key, unread[i]))
			return true;
	return !strcmp(f->key, "link-member") && !leads_there(ev, f->at.entry);
}

void unread_find(struct evidence *ev)
{
	bool any = false;
	for (size_t i = 0; i < ev->count; i++) {
		if (!leaves_unread(ev, &ev->facts[i]) || !promises(ev->facts[i].at.entry))
			continue;
		ev->facts[i].kind = FACT_PROBLEM;
		any = true;
	}
	if (any)
		evidence_sort(ev);
}
