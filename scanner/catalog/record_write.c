/* SPDX-License-Identifier: MIT */
#include "catalog/record_write.h"

#include "base/buf.h"
#include "base/crypto.h"
#include "catalog/load.h"
#include "catalog/parts.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { RECORD_CAP = 16 << 20, WORDS_PER_LINE = 24 };

static const char mark[] = "# Written by `licet licenses add`; do not edit below this line.\nfingerprints:\n";

/* Doubled quotes are the only escape of YAML's double-quoted style that a label can need. */
static void put_quoted(struct buf *b, const char *s)
{
	buf_add_char(b, '"');
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			buf_add_char(b, '\\');
		buf_add_char(b, *s);
	}
	buf_add_char(b, '"');
}

static void put_hashes(struct buf *b, const struct fingerprint *f)
{
	unsigned char bytes[3 * WORDS_PER_LINE], line[4 * WORDS_PER_LINE + 1];
	for (uint32_t i = 0; i < f->count; i += WORDS_PER_LINE) {
		int n = 0;
		for (uint32_t k = i; k < f->count && k < i + WORDS_PER_LINE; k++) {
			bytes[n++] = (unsigned char)(f->words[k] >> 16);
			bytes[n++] = (unsigned char)(f->words[k] >> 8);
			bytes[n++] = (unsigned char)f->words[k];
		}
		crypto()->EVP_EncodeBlock(line, bytes, n);
		buf_printf(b, "    %s\n", (const char *)line);
	}
}

static void put_fingerprint(struct buf *b, const struct fingerprint *f)
{
	buf_add_str(b, "- name: ");
	put_quoted(b, f->name);
	buf_add_str(b, "\n  language: ");
	put_quoted(b, f->language);
	buf_add_str(b, "\n  sections:\n");
	for (uint32_t i = 0; i < f->n_sections; i++) {
		const struct section *s = &f->sections[i];
		buf_add_str(b, "  - {label: ");
		put_quoted(b, s->label);
		buf_printf(b, ", words: %u, digest: \"", s->count);
		for (size_t k = 0; k < sizeof s->digest; k++)
			buf_printf(b, "%02x", s->digest[k]);
		buf_printf(b, "\"%s}\n", s->optional ? ", optional: true" : "");
	}
	buf_add_str(b, "  hashes: |\n");
	put_hashes(b, f);
}

static void put_fresh(struct buf *b, const struct license *l)
{
	buf_printf(b, "# SPDX-License-Identifier: MIT\nid: %s\nspdx: %s\nname: ", l->id, l->spdx_listed ? l->spdx : "null");
	put_quoted(b, l->name);
	buf_printf(b, "\ncategory: %s\n", l->category);
}

/* The facts of an existing record, and its fingerprints other than the one that is replaced. */
static int take_existing(const char *path, const char *replaced, struct arena *a, struct buf *facts, struct buf *others,
			 struct err *e)
{
	const char *bytes;
	size_t len;
	const struct yaml *root;
	struct load l = {.arena = a, .path = path};
	struct license old = {0};
	if (file_read(path, RECORD_CAP, a, &bytes, &len, e) < 0)
		return -1;
	if (yaml_parse(bytes, len, a, &root, e) < 0)
		return err_prefix(e, "%s", path);
	const struct yaml *list = yaml_get(root, "fingerprints");
	const char *cut = strstr(bytes, mark);
	if (list && !cut)
		return err_set(e, ERR_DATA, "%s: the line above `fingerprints:` has been edited", path);
	if (list && fingerprints_read(&l, list, &old, e) < 0)
		return -1;
	buf_add(facts, bytes, cut ? (size_t)(cut - bytes) : len);
	for (uint32_t i = 0; i < old.n_fingerprints; i++)
		if (strcmp(old.fingerprints[i].name, replaced))
			put_fingerprint(others, &old.fingerprints[i]);
	return 0;
}

int record_write(struct buf *all, const char *path, const struct license *fresh, const struct fingerprint *add, struct arena *a,
		 struct err *e)
{
	BUF_AUTO struct buf others;
	buf_init(all, RECORD_CAP);
	buf_init(&others, RECORD_CAP);
	if (access(path, F_OK) != 0)
		put_fresh(all, fresh);
	else if (take_existing(path, add->name, a, all, &others, e) < 0)
		return -1;
	buf_add_str(all, mark);
	bool first = !strcmp(add->name, "canonical");
	if (first)
		put_fingerprint(all, add);
	buf_add(all, buf_str(&others), others.len);
	if (!first)
		put_fingerprint(all, add);
	if (all->overflow || others.overflow)
		return err_set(e, ERR_DATA, "%s: the record would be larger than %d bytes", path, RECORD_CAP);
	return 0;
}
