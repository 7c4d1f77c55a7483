/* SPDX-License-Identifier: MIT */
/*
 * Debian's copyright file in its machine-readable form, which REUSE calls .reuse/dep5: a header, then stanzas that say for which
 * files which license holds. A stanza for all files speaks for the package; a narrower one for a part of it (often only the
 * packaging). Free text is none of our business here.
 */
#include "declared/declared.h"
#include "declared/rfc822.h"

#include <string.h>

struct stanza {
	bool any, header;
	struct rfc822 files, license; /* the fields as they were found; name is NULL where there is none */
};

static unsigned bid(const struct probe *p)
{
	bool named = name_is(p->base, "copyright") || name_ends(p->base, ".copyright") || name_is(p->base, "dep5");
	bool machine_readable = named && (probe_mentions(p, "copyright-format") || probe_mentions(p, "/dep5"));
	return machine_readable && probe_mentions(p, "Format") ? BID_NAME_AND_CONTENT : 0;
}

/* The short name is the first line; what follows is the license's text, which a stanza without files only spells out. */
static void emit(struct reading *r, const struct stanza *s)
{
	const struct rfc822 *l = &s->license, *files = &s->files;
	size_t len = l->name ? l->first_end - l->start : 0;
	const char *short_name = l->bytes + l->start;
	if (len)
		reading_meta(r, "license_under_name", short_name, len, l->start, l->end, l->line);
	if (!len || (!files->name && !s->header))
		return;
	if (s->header || rfc822_value_is(files, "*")) {
		reading_declared(r, "license", short_name, len, l->start, l->first_end, l->line);
		return;
	}
	char *pattern = arena_strndup(r->arena, files->bytes + files->start, files->end - files->start);
	for (char *p = pattern; *p; p++)
		*p = *p == '\n' || *p == '\t' || *p == '\r' ? ' ' : *p;
	const char *text =
		arena_printf(r->arena, "%.*s for %s", (int)(len < VALUE_BYTES ? len : VALUE_BYTES), short_name, pattern);
	reading_declared(r, "license_part", text, strlen(text), l->start, l->first_end, l->line);
}

static int read(struct reading *r, struct err *e)
{
	(void)e;
	struct rfc822 f;
	struct stanza s = {.header = true};
	rfc822_init(&f, (const char *)r->bytes, r->len);
	while (rfc822_next(&f)) {
		if (f.new_paragraph && s.any) {
			emit(r, &s);
			s = (struct stanza){0};
		}
		s.any = true;
		if (rfc822_is(&f, "Files"))
			s.files = f;
		else if (rfc822_is(&f, "License"))
			s.license = f;
		else if (rfc822_is(&f, "Upstream-Name"))
			reading_meta(r, "name", f.bytes + f.start, f.end - f.start, f.start, f.end, f.line);
	}
	emit(r, &s);
	return 0;
}

const struct reader reader_debian_copyright = {
	.id = "debian-copyright",
	.title = "Debian copyright file",
	.spec = "https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
