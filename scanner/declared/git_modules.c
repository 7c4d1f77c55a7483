/* SPDX-License-Identifier: MIT */
/* .gitmodules: folders of a repository whose files are in another one, so that they are not here as a rule. FACT_META submodule: its path. */
#include "declared/assigned.h"
#include "declared/declared.h"

static unsigned bid(const struct probe *p)
{
	return name_is(p->base, ".gitmodules") && probe_mentions(p, "[submodule") ? BID_NAME_AND_CONTENT : 0;
}

static int read(struct reading *r, struct err *e)
{
	(void)e;
	struct assigned a;
	struct literal l;
	size_t at = 0;
	assigned_init(&a, (const char *)r->bytes, r->len, false);
	for (; assigned_next(&a); at = 0)
		if (assigned_is(&a, NULL, "path") && assigned_line(&a, &at, &l))
			reading_meta(r, "submodule", (const char *)r->bytes + l.start, l.end - l.start, l.start, l.end, l.line);
	return 0;
}

const struct reader reader_git_modules = {
	.id = "git-modules",
	.title = "list of Git submodules",
	.spec = "https://git-scm.com/docs/gitmodules",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
