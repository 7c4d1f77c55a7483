/* SPDX-License-Identifier: MIT */
#include "declared/elements.h"

#include <expat.h>
#include <string.h>

#define BLANKS " \t\r\n"

enum { DEEPEST = 64, PATH_BYTES = 256 };

struct walk {
	XML_Parser parser;
	void (*take)(void *of, const struct element *);
	void *of;
	struct buf path; /* of the element at hand */
	struct buf text; /* in it */
	uint64_t start;
	uint32_t line;
	unsigned depth;
	bool refused;
};

static void refuse(struct walk *w)
{
	w->refused = true;
	XML_StopParser(w->parser, XML_FALSE);
}

static void XMLCALL doctype(void *of, const char *name, const char *system, const char *public, int internal)
{
	(void)name, (void)system, (void)public, (void)internal;
	refuse(of);
}

static void XMLCALL begin(void *of, const char *element, const char **attributes)
{
	struct walk *w = of;
	(void)attributes;
	if (++w->depth > DEEPEST || buf_add_char(&w->path, '/') || buf_add_str(&w->path, element)) {
		refuse(w);
		return;
	}
	buf_clear(&w->text);
	w->start = (uint64_t)XML_GetCurrentByteIndex(w->parser) + (uint64_t)XML_GetCurrentByteCount(w->parser);
	w->line = (uint32_t)XML_GetCurrentLineNumber(w->parser);
}

/* What does not fit is left out: no name of a license is that long. */
static void XMLCALL characters(void *of, const char *text, int len)
{
	struct walk *w = of;
	if (!w->text.overflow)
		buf_add(&w->text, text, (size_t)len);
}

static void XMLCALL end(void *of, const char *name)
{
	struct walk *w = of;
	bool fits = !w->text.overflow;
	const struct element e = {.path = buf_str(&w->path),
				  .text = fits ? buf_str(&w->text) : "",
				  .len = fits ? w->text.len : 0,
				  .start = w->start,
				  .end = (uint64_t)XML_GetCurrentByteIndex(w->parser),
				  .line = w->line};
	w->take(w->of, &e);
	w->depth--;
	w->path.len -= strlen(name) + 1;
	w->path.data[w->path.len] = 0;
	buf_clear(&w->text);
}

int elements_read(struct reading *r, void (*take)(void *of, const struct element *), void *of, struct err *e)
{
	struct walk w = {.parser = XML_ParserCreate(NULL), .take = take, .of = of};
	if (!w.parser)
		return err_set(e, ERR_LIMIT, "there is no memory to read it");
	buf_init(&w.path, PATH_BYTES);
	buf_init(&w.text, VALUE_BYTES);
	XML_SetUserData(w.parser, &w);
	XML_SetElementHandler(w.parser, begin, end);
	XML_SetCharacterDataHandler(w.parser, characters);
	XML_SetStartDoctypeDeclHandler(w.parser, doctype);
	int rc = 0;
	if (XML_Parse(w.parser, (const char *)r->bytes, (int)r->len, 1) != XML_STATUS_OK)
		rc = err_set(e, ERR_INPUT, "line %lu: %s", (unsigned long)XML_GetCurrentLineNumber(w.parser),
			     w.refused ? "it has a document type, or elements in elements without end"
				       : XML_ErrorString(XML_GetErrorCode(w.parser)));
	buf_release(&w.path);
	buf_release(&w.text);
	XML_ParserFree(w.parser);
	return rc;
}

void elements_meta(struct reading *r, const struct element *e, const struct element_metas *table, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (e->len && !strcmp(e->path, table[i].path))
			reading_meta(r, table[i].key, e->text, e->len, e->start, e->end, e->line);
}

void element_list_init(struct element_list *l)
{
	*l = (struct element_list){0};
	buf_init(&l->text, VALUE_BYTES);
}

void element_list_add(struct element_list *l, const struct element *e, const char *between)
{
	const char *text = e->text + strspn(e->text, BLANKS);
	size_t len = strlen(text);
	while (len && strchr(BLANKS, text[len - 1]))
		len--;
	if (!len)
		return;
	if (l->text.len) {
		buf_add_str(&l->text, between);
	} else {
		l->line = e->line;
		l->start = e->start;
	}
	buf_add(&l->text, text, len);
	l->end = e->end;
}

void element_list_release(struct element_list *l)
{
	buf_release(&l->text);
}
