/* SPDX-License-Identifier: MIT */
/*
 * pom.xml of Maven, as jars carry it in META-INF/maven/GROUP/ARTIFACT/. Several licenses are a choice. A jar may hold those of the
 * libraries that were packed into it, too: what the jar is not called after speaks for a part of it.
 */
#include "declared/elements.h"

#include <string.h>
#include <strings.h>

struct pom {
	struct reading *r;
	struct element_list licenses;
};

static unsigned bid(const struct probe *p)
{
	return name_is(p->base, "pom.xml") && probe_mentions(p, "<project") ? BID_NAME_AND_CONTENT : 0;
}

static void take(void *of, const struct element *e)
{
	static const struct element_metas metas[] = {
		{"/project/artifactId", "name"}, {"/project/version", "version"}, {"/project/description", "description"}};
	struct pom *p = of;
	if (!strcmp(e->path, "/project/licenses/license/name"))
		element_list_add(&p->licenses, e, " OR ");
	else if (!strcmp(e->path, "/project/licenses/license/url") && e->len)
		reading_declared(p->r, "license_link", e->text, e->len, e->start, e->end, e->line);
	elements_meta(p->r, e, metas, sizeof metas / sizeof *metas);
}

/* The folder that the pom lies in is called like its library; so is the library's own jar: "a/a-1.0.jar!/META-INF/maven/g/a". */
static const char *packed_library(const struct reading *r)
{
	const char *name = r->probe->name, *inside = strstr(name, "!/META-INF/maven/"), *folder = r->probe->base - 1;
	if (!inside || folder <= inside)
		return NULL;
	const char *jar = inside;
	while (jar > name && jar[-1] != '/')
		jar--;
	size_t len = 0;
	while (folder[-1 - (ptrdiff_t)len] != '/')
		len++;
	return strncasecmp(jar, folder - len, len) != 0 ? arena_strndup(r->arena, folder - len, len) : NULL;
}

static void emit(struct pom *p)
{
	const struct element_list *l = &p->licenses;
	const char *library = packed_library(p->r), *license = buf_str(&l->text);
	if (!l->text.len)
		return;
	if (library)
		license = arena_printf(p->r->arena, "%s for %s", license, library);
	reading_declared(p->r, library ? "license_part" : "license", license, strlen(license), l->start, l->end, l->line);
}

static int read(struct reading *r, struct err *e)
{
	struct pom p = {.r = r};
	element_list_init(&p.licenses);
	int rc = elements_read(r, take, &p, e);
	emit(&p);
	element_list_release(&p.licenses);
	return rc;
}

const struct reader reader_maven_pom = {
	.id = "maven-pom",
	.title = "Maven project",
	.spec = "https://maven.apache.org/pom.html#licenses",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
