/* SPDX-License-Identifier: MIT */
/*
 * document: a text that may speak of licensing, from its bytes to facts: which licenses are in it, and what they restrict.
 */
#ifndef LICET_DOCUMENT_H
#define LICET_DOCUMENT_H
#include "base/buf.h"
#include "base/limits.h"
#include "catalog/catalog.h"
#include "classify/classify.h"
#include "document_memo.h"
#include "evidence/fact.h"
#include "findings/rules.h"

struct document {
	struct rules *rules; /* NULL: only its licenses are asked for */
	const struct catalog *catalog;
	const struct limits *limits;
	enum purpose purpose;
	const void *bytes; /* a text, up to --limit text-bytes of it */
	size_t len;
	bool keep_texts;	    /* license texts are wanted word for word, too, and all of each */
	struct document_memo *memo; /* of texts that were read before; NULL: none */
};

/* Is a text of that purpose there to speak of licensing? Of any other only the license texts in it are read for restrictions. */
bool document_matters(enum purpose p);
/* FACT_MATCH, FACT_DOCUMENT, FACT_RESTRICTION and their kin into the sink, in whose arena their strings live. */
void document_read(const struct document *d, struct sink *sink);
/* Says of a file that is named like a license what it is instead of a text: "empty". */
void document_say_no_text(const char *what, struct sink *sink);
/* Says that of a longer text only the beginning was read. */
void document_say_cut(struct sink *sink, int64_t limit);
/* The text of a PDF; places in it are then places of that text. False when there is none to read, and the sink has why. */
bool document_take_pdf(const void *bytes, size_t len, const struct limits *l, struct buf *text, struct sink *sink);

/* Of a document that begins with `head`: how many bytes scan_document needs to see, one more than it reads. */
size_t scan_document_bytes(const struct limits *l, const void *head, size_t len);

/*
 * What the licenses in one document are and, unless rules is NULL, what they restrict, whatever its name: FACT_MATCH and
 * FACT_RESTRICTION into the sink, a FACT_PROBLEM where a limit was reached or the bytes are no text. The facts' strings live in the sink's
 * arena. Of a PDF the text is taken (text/pdf.h), and places are places of that text.
 */
void scan_document(struct rules *rules, const struct catalog *c, const struct limits *l, const char *name, const void *bytes,
		   size_t len, struct sink *sink);

#endif
