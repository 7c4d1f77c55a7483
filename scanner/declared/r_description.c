/* SPDX-License-Identifier: MIT */
/*
 * DESCRIPTION of an R package. "Pear + file LICENSE" is the license with a file that completes it, "file LICENSE" the file alone, and
 * "A | B" a choice.
 */
#define _GNU_SOURCE
#include "base/buf.h"
#include "declared/declared.h"
#include "declared/rfc822.h"

#include <string.h>

static const char file[] = "file ";
enum { FILE_LEN = sizeof file - 1 };

static unsigned bid(const struct probe *p)
{
	bool named = name_is(p->base, "DESCRIPTION");
	return named && probe_mentions(p, "Package:") && probe_mentions(p, "License:") ? BID_NAME_AND_CONTENT : 0;
}

/* The next part up to the sign, without the blanks around it; moves on. */
static bool next_part(const char **at, const char *end, char sign, const char **part, size_t *len)
{
	if (*at >= end)
		return false;
	const char *stop = memchr(*at, sign, (size_t)(end - *at));
	stop = stop ? stop : end;
	*part = *at;
	*at = stop + 1;
	while (*part < stop && (**part == ' ' || **part == '\n'))
		++*part;
	while (stop > *part && (stop[-1] == ' ' || stop[-1] == '\n'))
		stop--;
	*len = (size_t)(stop - *part);
	return true;
}

static void take_license(struct reading *r, const struct rfc822 *f)
{
	BUF_AUTO struct buf all;
	buf_init(&all, VALUE_BYTES);
	const char *at = f->bytes + f->start, *end = f->bytes + f->end, *choice;
	size_t len, n;
	while (next_part(&at, end, '|', &choice, &len)) {
		const char *inner = choice, *part;
		while (next_part(&inner, choice + len, '+', &part, &n)) {
			size_t start = (size_t)(part - f->bytes);
			if (n > FILE_LEN && !memcmp(part, file, FILE_LEN))
				reading_declared(r, "license_file", part + FILE_LEN, n - FILE_LEN, start + FILE_LEN, start + n,
						 f->line);
			else if (n)
				buf_printf(&all, "%s%.*s", all.len ? " OR " : "", (int)n, part);
		}
	}
	if (all.len)
		reading_declared(r, "license", buf_str(&all), all.len, f->start, f->end, f->line);
}

static int read(struct reading *r, struct err *e)
{
	(void)e;
	struct rfc822 f;
	rfc822_init(&f, (const char *)r->bytes, r->len);
	while (rfc822_next(&f)) {
		if (rfc822_is(&f, "License"))
			take_license(r, &f);
		else if (rfc822_is(&f, "Package") || rfc822_is(&f, "Version"))
			reading_meta(r, rfc822_is(&f, "Package") ? "name" : "version", f.bytes + f.start, f.end - f.start,
				     f.start, f.end, f.line);
	}
	return 0;
}

const struct reader reader_r_description = {
	.id = "r-description",
	.title = "R package description",
	.spec = "Writing R Extensions, 1.1.1 The DESCRIPTION file",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
