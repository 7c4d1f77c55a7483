/* SPDX-License-Identifier: MIT */
/* html: what a tag does to the text around it, and what an entity stands for. */
#ifndef LICET_TEXT_HTML_H
#define LICET_TEXT_HTML_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum tag_effect {
	TAG_NONE,    /* no HTML tag: keep the text */
	TAG_INLINE,  /* vanishes: <b>, <span> */
	TAG_BREAK,   /* <br> */
	TAG_CELL,    /* a blank: <td> */
	TAG_TABLE,   /* a block: <table> */
	TAG_ROW,     /* a block: <tr> */
	TAG_BLOCK,   /* a paragraph begins or ends: <p>, <div> */
	TAG_ITEM,    /* <li> */
	TAG_HEADING, /* <h1> … <h6> */
	TAG_PRE,     /* <pre>: line ends count */
	TAG_RAW,     /* its content is no text: <script>, <style>, <template> … */
	TAG_ANCHOR,  /* <a href=…> */
	TAG_IMAGE,   /* <img src=…> */
};

struct tag {
	enum tag_effect effect;
	bool closing;
	char name[12];		     /* lower case */
	const char *href, *href_end; /* of an <a>, the source of an <img>; NULL if none */
	const char *alt, *alt_end;   /* of an <img>, what stands for it where it cannot be seen; NULL if none */
};

/* Reads the tag at s ('<'); returns its length, 0 when it is none (unknown name, no '>' within reach). */
size_t html_tag(const char *s, const char *end, struct tag *tag);

/* Reads the entity at s ('&'); returns its length, 0 when it is none. */
size_t html_entity(const char *s, const char *end, uint32_t *code);

/* True when a document that begins so is HTML as a whole. */
bool html_document(const char *s, size_t len);

#endif
