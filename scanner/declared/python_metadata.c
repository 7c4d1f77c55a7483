/* SPDX-License-Identifier: MIT */
/*
 * METADATA of a wheel, PKG-INFO of an sdist. Old tools write "License: UNKNOWN" for nothing at all.
 */
#include "declared/declared.h"
#include "declared/rfc822.h"

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

static void take_field(struct reading *r, const struct rfc822 *f)
{
	if (rfc822_is(f, "Classifier"))
		claim_classifier(r, f->start, f->end, f->line);
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
