/* SPDX-License-Identifier: MIT */
/*
 * pom.xml of Maven, as jars carry it in META-INF/maven/GROUP/ARTIFACT/. Several licenses are a choice. A jar may hold those of the
 * libraries that were packed into it, too: what the jar is not called after speaks for a part of it.
 */
#include "base/buf.h"
#include "declared/declared.h"

#include <expat.h>
#include <string.h>
#include <strings.h>

enum { DEEPEST = 64, PATH_BYTES = 256 };

struct pom {
	struct reading *r;
	XML_Parser parser;
	struct buf path; /* of the element at hand, "/project/licenses/license/name" */
	struct buf text; /* in it */
	struct buf license;
	uint64_t start; /* where the element begins */
	uint32_t line, license_line;
	uint64_t license_start, license_end;
	unsigned depth;
	bool refused;
};

static unsigned bid(const struct probe *p)
{
	return name_is(p->base, "pom.xml") && probe_mentions(p, "<project") ? BID_NAME_AND_CONTENT : 0;
}

static void refuse(struct pom *p)
{
	p->refused = true;
	XML_StopParser(p->parser, XML_FALSE);
}

static void XMLCALL doctype(void *of, const char *name, const char *system, const char *public, int internal)
{
	(void)name, (void)system, (void)public, (void)internal;
	refuse(of);
}

static void XMLCALL begin(void *of, const char *element, const char **attributes)
{
	struct pom *p = of;
	(void)attributes;
	if (++p->depth > DEEPEST || buf_add_char(&p->path, '/') || buf_add_str(&p->path, element)) {
		refuse(p);
		return;
	}
	buf_clear(&p->text);
	p->start = (uint64_t)XML_GetCurrentByteIndex(p->parser) + (uint64_t)XML_GetCurrentByteCount(p->parser);
	p->line = (uint32_t)XML_GetCurrentLineNumber(p->parser);
}

/* What does not fit is left out: no name of a license is that long. */
static void XMLCALL characters(void *of, const char *text, int len)
{
	struct pom *p = of;
	if (!p->text.overflow)
		buf_add(&p->text, text, (size_t)len);
}

static void take_license(struct pom *p, uint64_t end)
{
	if (!p->text.len || p->text.overflow)
		return;
	if (p->license.len) {
		buf_add_str(&p->license, " OR ");
	} else {
		p->license_line = p->line;
		p->license_start = p->start;
	}
	buf_add(&p->license, p->text.data, p->text.len);
	p->license_end = end;
}

static void XMLCALL end(void *of, const char *element)
{
	static const struct {
		const char *path, *key;
	} metas[] = {{"/project/artifactId", "name"}, {"/project/version", "version"}, {"/project/description", "description"}};
	struct pom *p = of;
	uint64_t at = (uint64_t)XML_GetCurrentByteIndex(p->parser);
	const char *path = buf_str(&p->path);
	if (!strcmp(path, "/project/licenses/license/name"))
		take_license(p, at);
	else if (!strcmp(path, "/project/licenses/license/url") && p->text.len && !p->text.overflow)
		reading_declared(p->r, "license_link", p->text.data, p->text.len, p->start, at, p->line);
	for (size_t i = 0; i < sizeof metas / sizeof *metas; i++)
		if (!strcmp(path, metas[i].path) && !p->text.overflow)
			reading_meta(p->r, metas[i].key, buf_str(&p->text), p->text.len, p->start, at, p->line);
	p->depth--;
	p->path.len -= strlen(element) + 1;
	p->path.data[p->path.len] = 0;
	buf_clear(&p->text);
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
	const char *library = packed_library(p->r), *license = buf_str(&p->license);
	if (!p->license.len)
		return;
	if (library)
		license = arena_printf(p->r->arena, "%s for %s", license, library);
	reading_declared(p->r, library ? "license_part" : "license", license, strlen(license), p->license_start, p->license_end,
			 p->license_line);
}

static int read(struct reading *r, struct err *e)
{
	struct pom p = {.r = r, .parser = XML_ParserCreate(NULL)};
	if (!p.parser)
		return err_set(e, ERR_LIMIT, "there is no memory to read it");
	buf_init(&p.path, PATH_BYTES);
	buf_init(&p.text, VALUE_BYTES);
	buf_init(&p.license, VALUE_BYTES);
	XML_SetUserData(p.parser, &p);
	XML_SetElementHandler(p.parser, begin, end);
	XML_SetCharacterDataHandler(p.parser, characters);
	XML_SetStartDoctypeDeclHandler(p.parser, doctype);
	int rc = 0;
	if (XML_Parse(p.parser, (const char *)r->bytes, (int)r->len, 1) != XML_STATUS_OK)
		rc = err_set(e, ERR_INPUT, "line %lu: %s", (unsigned long)XML_GetCurrentLineNumber(p.parser),
			     p.refused ? "it has a document type, or elements in elements without end"
				       : XML_ErrorString(XML_GetErrorCode(p.parser)));
	emit(&p);
	buf_release(&p.path);
	buf_release(&p.text);
	buf_release(&p.license);
	XML_ParserFree(p.parser);
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
