/* SPDX-License-Identifier: MIT */
/* setup.cfg of Python: [metadata] with the license, its files and the classifiers, a line each. */
#include "declared/assigned.h"
#include "declared/declared.h"

#include <string.h>

static unsigned bid(const struct probe *p)
{
	return name_is(p->base, "setup.cfg") && probe_mentions(p, "[metadata]") ? BID_NAME_AND_CONTENT : 0;
}

static void take(struct reading *r, struct assigned *a)
{
	struct literal l;
	bool file = assigned_is(a, "metadata", "license_file") || assigned_is(a, "metadata", "license_files");
	for (size_t at = 0; assigned_is(a, "metadata", "classifiers") && assigned_line(a, &at, &l);)
		claim_classifier(r, l.start, l.end, l.line);
	size_t at = 0;
	if ((!file && !assigned_is(a, "metadata", "license")) || !assigned_line(a, &at, &l))
		return;
	const char *value = (const char *)r->bytes + l.start;
	if (l.end - l.start > 5 && !file && !memcmp(value, "file:", 5)) {
		file = true;
		value += 5;
		l.start += 5;
	}
	if (!file || !memchr(value, '*', l.end - l.start))
		reading_declared(r, file ? "license_file" : "license", value, l.end - l.start, l.start, l.end, l.line);
}

static int read(struct reading *r, struct err *e)
{
	(void)e;
	struct assigned a;
	assigned_init(&a, (const char *)r->bytes, r->len, true);
	while (assigned_next(&a))
		take(r, &a);
	return 0;
}

const struct reader reader_setup_cfg = {
	.id = "setup-cfg",
	.title = "Python package configuration",
	.spec = "https://setuptools.pypa.io/en/latest/userguide/declarative_config.html",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
