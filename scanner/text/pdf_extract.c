/* SPDX-License-Identifier: MIT */
#include "text/pdf_extract.h"

#include "base/arena.h"
#include "base/library.h"
#include "text/pdf_lines.h"

#include <poppler.h>
#include <stdlib.h>
#include <string.h>

/* What is used of the library, found by name when it is loaded; the headers give the types. */
#define FUNCTIONS(F)                       \
	F(g_bytes_new_static)              \
	F(g_bytes_unref)                   \
	F(g_error_free)                    \
	F(g_free)                          \
	F(g_object_unref)                  \
	F(poppler_document_get_n_pages)    \
	F(poppler_document_get_page)       \
	F(poppler_document_new_from_bytes) \
	F(poppler_page_get_text)           \
	F(poppler_page_get_text_layout)

struct library {
#define MEMBER(name) __typeof__(name) *name;
	FUNCTIONS(MEMBER)
#undef MEMBER
};

static bool load(struct library *l)
{
#define SYMBOL(name) {#name, &l->name},
	const struct library_symbol symbols[] = {FUNCTIONS(SYMBOL)};
#undef SYMBOL
	return library_load(LIBRARY_POPPLER, symbols, sizeof symbols / sizeof *symbols);
}

struct pages { /* what was read of all of them */
	struct arena arena;
	struct pdf_line *lines;
	size_t n_lines, capacity, bytes;
	uint32_t count; /* pages with text */
};

static void pages_release(struct pages *p)
{
	free(p->lines);
	arena_release(&p->arena);
}

/* Widens the line's box by that of a character. */
static void widen(struct pdf_line *l, const PopplerRectangle *r)
{
	bool first = l->right <= l->left && l->bottom <= l->top;
	l->left = first || r->x1 < l->left ? r->x1 : l->left;
	l->top = first || r->y1 < l->top ? r->y1 : l->top;
	l->right = first || r->x2 > l->right ? r->x2 : l->right;
	l->bottom = first || r->y2 > l->bottom ? r->y2 : l->bottom;
}

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static void add_line(struct pages *p, struct pdf_line l)
{
	while (l.len && is_blank(l.text[l.len - 1]))
		l.len--;
	if (l.len)
		VEC_PUSH(p->lines, p->n_lines, p->capacity, l);
}

/* Cells of a table may follow one another without a blank: the next character stands apart, or on another line. */
static bool is_apart(const PopplerRectangle *a, const PopplerRectangle *b)
{
	return b->x1 - a->x2 > 0.7 * (a->y2 - a->y1) || b->y1 >= a->y2 || b->y2 <= a->y1;
}

static bool begins_character(char c)
{
	return ((unsigned char)c & 0xC0) != 0x80;
}

/* One box for each character of the text, in its order; fewer when the library could not tell. */
static void cut_lines(struct pages *p, const char *text, const PopplerRectangle *boxes, size_t n_boxes)
{
	struct pdf_line l = {.text = text, .page = p->count};
	const PopplerRectangle *last = NULL; /* the box of the character before, when that is no blank */
	size_t character = 0;
	for (const char *s = text; *s; s++) {
		if (!begins_character(*s))
			continue;
		const PopplerRectangle *box = character < n_boxes && !is_blank(*s) ? &boxes[character] : NULL;
		character++;
		if (*s == '\n' || (box && last && is_apart(last, box))) {
			l.len = (size_t)(s - l.text);
			add_line(p, l);
			l = (struct pdf_line){.text = s + (*s == '\n'), .page = p->count};
		}
		if (box)
			widen(&l, box);
		last = box;
	}
	l.len = strlen(l.text);
	add_line(p, l);
}

static void read_page(const struct library *lib, PopplerPage *page, struct pages *p)
{
	PopplerRectangle *boxes = NULL;
	guint n_boxes = 0;
	char *text = lib->poppler_page_get_text(page);
	if (text && *text) {
		size_t before = p->n_lines;
		if (!lib->poppler_page_get_text_layout(page, &boxes, &n_boxes))
			n_boxes = 0;
		p->bytes += strlen(text);
		cut_lines(p, arena_strdup(&p->arena, text), boxes, n_boxes);
		p->count += p->n_lines > before;
		lib->g_free(boxes);
	}
	lib->g_free(text);
}

static enum pdf_outcome read_pages(const struct library *lib, PopplerDocument *doc, struct buf *out)
{
	__attribute__((cleanup(pages_release))) struct pages p = {0};
	arena_init(&p.arena);
	bool missing = false;
	int n = lib->poppler_document_get_n_pages(doc);
	for (int i = 0; i < n && p.bytes <= out->cap; i++) {
		PopplerPage *page = lib->poppler_document_get_page(doc, i);
		if (page) {
			read_page(lib, page, &p);
			lib->g_object_unref(page);
		}
		missing |= !page;
	}
	size_t before = out->len;
	pdf_lines_join(p.lines, p.n_lines, out);
	if (out->len == before)
		return n && !missing ? PDF_EMPTY : PDF_DAMAGED;
	return out->overflow || p.bytes > out->cap ? PDF_CUT : missing ? PDF_PARTLY : PDF_READ;
}

enum pdf_outcome pdf_extract(const void *bytes, size_t len, struct buf *out)
{
	struct library lib;
	GError *error = NULL;
	if (!load(&lib))
		return PDF_NO_LIBRARY;
	GBytes *all = lib.g_bytes_new_static(bytes, len);
	PopplerDocument *doc = lib.poppler_document_new_from_bytes(all, NULL, &error);
	lib.g_bytes_unref(all);
	if (!doc) {
		bool encrypted = error && error->code == POPPLER_ERROR_ENCRYPTED;
		if (error)
			lib.g_error_free(error);
		return encrypted ? PDF_ENCRYPTED : PDF_DAMAGED;
	}
	enum pdf_outcome outcome = read_pages(&lib, doc, out);
	lib.g_object_unref(doc);
	return outcome;
}
