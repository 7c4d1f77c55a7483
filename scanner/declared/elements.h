/* SPDX-License-Identifier: MIT */
/*
 * elements: the elements of an XML document that is the metadata of a package, each with its path and its text. A document with a type, or
 * with elements in elements without end, is refused: what was read before stays.
 */
#ifndef LICET_DECLARED_ELEMENTS_H
#define LICET_DECLARED_ELEMENTS_H
#include "base/buf.h"
#include "declared/declared.h"

struct element {
	const char *path; /* "/project/licenses/license/name" */
	const char *text; /* of it and nothing below it; longer than any name of a license: "" */
	size_t len;
	uint64_t start, end; /* of the text, in the document */
	uint32_t line;
};

/* Calls take for each element where it ends. 0, or -1 with the line. */
int elements_read(struct reading *r, void (*take)(void *of, const struct element *), void *of, struct err *e);

struct element_metas { /* "what this element has is that FACT_META" */
	const char *path, *key;
};
void elements_meta(struct reading *r, const struct element *e, const struct element_metas *table, size_t count);

struct element_list { /* the texts of several elements as one claim, at the place where the first begins and the last ends */
	struct buf text;
	uint64_t start, end;
	uint32_t line;
};

void element_list_init(struct element_list *l);
void element_list_add(struct element_list *l, const struct element *e, const char *between); /* between: " OR " */
void element_list_release(struct element_list *l);

#endif
