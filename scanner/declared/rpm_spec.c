/* SPDX-License-Identifier: MIT */
/* Spec file of an RPM package: the tags before its first section speak for the package, later ones for packages that are built beside it. */
#include "declared/declared.h"
#include "declared/rfc822.h"

#include <string.h>
#include <strings.h>

static unsigned bid(const struct probe *p)
{
	bool tags = name_ends(p->base, ".spec") && probe_mentions(p, "Name:") && probe_mentions(p, "License:");
	return tags && probe_mentions(p, "Version:") ? BID_NAME_AND_CONTENT : 0;
}

/* "%description", where the tags end; conditions ("%if") stand between them. */
static bool begins_section(const char *line, size_t len)
{
	static const char *const sections[] = {"%description", "%package", "%prep", "%build", "%install", "%files", "%changelog"};
	for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
		if (len >= strlen(sections[i]) && !strncmp(line, sections[i], strlen(sections[i])))
			return true;
	return false;
}

static size_t tags_end(const char *bytes, size_t len)
{
	for (size_t at = 0; at < len;) {
		const char *end = memchr(bytes + at, '\n', len - at);
		size_t n = end ? (size_t)(end - bytes) - at : len - at;
		if (begins_section(bytes + at, n))
			return at;
		at += n + 1;
	}
	return len;
}

static int read(struct reading *r, struct err *e)
{
	(void)e;
	struct rfc822 f;
	const char *bytes = (const char *)r->bytes;
	rfc822_init(&f, bytes, tags_end(bytes, r->len));
	while (rfc822_next(&f)) {
		size_t len = f.first_end - f.start;
		if (memchr(bytes + f.start, '%', len)) /* "%{name}": a macro */
			continue;
		if (rfc822_is(&f, "License"))
			reading_declared(r, "license", bytes + f.start, len, f.start, f.first_end, f.line);
		else if (rfc822_is(&f, "Name") || rfc822_is(&f, "Version"))
			reading_meta(r, rfc822_is(&f, "Name") ? "name" : "version", bytes + f.start, len, f.start, f.first_end,
				     f.line);
	}
	return 0;
}

const struct reader reader_rpm_spec = {
	.id = "rpm-spec",
	.title = "RPM spec file",
	.spec = "https://rpm-software-management.github.io/rpm/manual/spec.html",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
