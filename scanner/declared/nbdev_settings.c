/* SPDX-License-Identifier: MIT */
/* settings.ini of nbdev, from which a set-up program takes the fields of a Python package: license = Pear, under [DEFAULT]. */
#include "declared/assigned.h"
#include "declared/declared.h"

/* Many programs have a settings.ini: the name of the library is what those of packages have. */
static unsigned bid(const struct probe *p)
{
	return name_is(p->base, "settings.ini") && probe_mentions(p, "lib_name") ? BID_NAME_AND_CONTENT : 0;
}

static int read(struct reading *r, struct err *e)
{
	(void)e;
	struct assigned a;
	assigned_init(&a, (const char *)r->bytes, r->len, true);
	while (assigned_next(&a)) {
		struct literal l;
		size_t at = 0;
		if (assigned_is(&a, "DEFAULT", "license") && assigned_line(&a, &at, &l))
			reading_declared(r, "license", (const char *)r->bytes + l.start, l.end - l.start, l.start, l.end, l.line);
	}
	return 0;
}

const struct reader reader_nbdev_settings = {
	.id = "nbdev-settings",
	.title = "settings of a Python package written in notebooks",
	.spec = "https://nbdev.fast.ai/api/config.html",
	.role = ROLE_DECLARATION,
	.of_package = true,
	.bid = bid,
	.read = read,
};
