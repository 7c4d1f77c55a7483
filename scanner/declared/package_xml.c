/* SPDX-License-Identifier: MIT */
/* package.xml, as packages for robots have it, and those of PHP. Several licenses are those of several parts: all of them hold. */
#include "declared/elements.h"

#include <string.h>

struct package {
	struct reading *r;
	struct element_list licenses;
};

static unsigned bid(const struct probe *p)
{
	return name_is(p->base, "package.xml") && probe_mentions(p, "<package") ? BID_NAME_AND_CONTENT : 0;
}

static void take(void *of, const struct element *e)
{
	static const struct element_metas metas[] = {
		{"/package/name", "name"}, {"/package/version", "version"}, {"/package/description", "description"}};
	struct package *p = of;
	if (!strcmp(e->path, "/package/license"))
		element_list_add(&p->licenses, e, " AND ");
	elements_meta(p->r, e, metas, sizeof metas / sizeof *metas);
}

static int read(struct reading *r, struct err *e)
{
	struct package p = {.r = r};
	element_list_init(&p.licenses);
	const struct element_list *l = &p.licenses;
	int rc = elements_read(r, take, &p, e);
	if (l->text.len)
		reading_declared(r, "license", buf_str(&l->text), l->text.len, l->start, l->end, l->line);
	element_list_release(&p.licenses);
	return rc;
}

const struct reader reader_package_xml = {
	.id = "package-xml",
	.title = "package.xml of a package",
	.spec = "https://www.ros.org/reps/rep-0149.html",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
