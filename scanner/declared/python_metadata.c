/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
/*
 * METADATA of a wheel, PKG-INFO of an sdist. Old tools write "License: UNKNOWN" for nothing at all; of a classifier the last
 * part is the license's name, unless it only says what kind of license there is.
 */
#include "declared/declared.h"
#include "declared/rfc822.h"

#include <string.h>

static const struct {
	const char *name, *field;
	enum claim_kind kind;
} known[] = {
	{"License-Expression", "license", CLAIM_DECLARED},
	{"License", "license", CLAIM_DECLARED},
	{"License-File", "license_file", CLAIM_DECLARED},
	{"Name", "name", CLAIM_META},
	{"Version", "version", CLAIM_META},
	{"Author", "author", CLAIM_META},
	{"Author-email", "author", CLAIM_META},
	{"Summary", "description", CLAIM_META},
};

static unsigned bid(const struct probe *p)
{
	bool named = name_is(p->base, "METADATA") || name_is(p->base, "PKG-INFO");
	return named && probe_mentions(p, "Metadata-Version:") ? BID_NAME_AND_CONTENT : 0;
}

static void take_classifier(struct reading *r, const struct rfc822 *f)
{
	static const char group[] = "License ::";
	const char *value = f->bytes + f->start;
	size_t len = f->end - f->start;
	if (len < sizeof group - 1 || memcmp(value, group, sizeof group - 1) != 0)
		return;
	size_t last = 0, parts = 1;
	for (size_t i = 0; i + 2 <= len; i++)
		if (value[i] == ':' && value[i + 1] == ':') {
			last = i + 2;
			parts++;
		}
	bool approved_only = parts == 2 && memmem(value, len, "OSI Approved", 12);
	if (!approved_only)
		reading_declared(r, "license", value + last, len - last, f->start + last, f->end, f->line);
}

static void take_field(struct reading *r, const struct rfc822 *f)
{
	if (rfc822_is(f, "Classifier"))
		take_classifier(r, f);
	if (f->start == f->end || rfc822_value_is(f, "UNKNOWN"))
		return;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (rfc822_is(f, known[i].name))
			(known[i].kind == CLAIM_META ? reading_meta : reading_declared)(
				r, known[i].field, f->bytes + f->start, f->end - f->start, f->start, f->end, f->line);
}

static int read(struct reading *r, struct err *e)
{
	(void)e;
	struct rfc822 f;
	rfc822_init(&f, (const char *)r->bytes, r->len);
	while (rfc822_next(&f) && !f.new_paragraph) /* the description follows after the first empty line */
		take_field(r, &f);
	return 0;
}

const struct reader reader_python_metadata = {
	.id = "python-metadata",
	.title = "Python package metadata",
	.spec = "https://packaging.python.org/en/latest/specifications/core-metadata/",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
