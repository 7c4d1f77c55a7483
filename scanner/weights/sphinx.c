/* SPDX-License-Identifier: MIT */
/*
 * CMU Sphinx: an acoustic model is a folder of files (definition, means, variances …); a language model is one file.
 *
 * A file of parameters is: lines "s3", "KEY VALUE" …, "endhdr", maybe with blanks before; u32 0x11223344 in the byte order of what
 * follows; three counts; in means and variances as many lengths as the second count says (they are of codebooks, streams, densities, and
 * vectors in each stream); the count of all numbers; the numbers, of 32 bits; maybe a checksum (sphinxbase, util/bio.c; pocketsphinx,
 * ms_gauden.c). They are one tensor, which is called like the file. The other files hold no plain numbers, or in a form of their own.
 */
#include "weights/weights.h"

#include <string.h>

enum { MOST_HEADER = 100, LINE = 256, MOST_STREAMS = 64, ORDER = 0x11223344 };

static const char PARAMETERS[] = "parameters";

static const struct {
	size_t at;
	const char *bytes;
	size_t len;
	const char *part;
} magics[] = {
	{0, "BMDF", 4, "model definition"},
	{0, "FDMB", 4, "model definition, other byte order"},
	{0, "s3\nversion", 10, PARAMETERS},
	{0, "Trie Language Model", 19, "language model"},
	{4, "BEGIN FILE FORMAT DESCRIPTION", 29, "senone scores"},
};

enum { MAGICS = sizeof magics / sizeof *magics };

static size_t which(const struct probe *p)
{
	size_t i = 0;
	while (i < MAGICS && !probe_has(p, magics[i].at, magics[i].bytes, magics[i].len))
		i++;
	return i;
}

static unsigned bid(const struct probe *p)
{
	size_t i = which(p);
	return i < MAGICS ? BID_BYTES(magics[i].len) : 0;
}

/* A line without its end; false: it is longer than any should be, or none. */
static bool next_line(struct cursor *c, char line[LINE])
{
	for (size_t n = 0; n < LINE; n++) {
		uint8_t byte = cursor_u8(c);
		line[n] = byte == '\n' ? 0 : (char)byte;
		if (!cursor_ok(c) || byte == '\n')
			return cursor_ok(c);
	}
	return false;
}

/* Up to "endhdr". What a key says of itself, as any file might, is a claim. */
static bool read_header(struct reading *r)
{
	static const struct weights_keys keys = {.any = true};
	struct cursor *c = r->stream;
	char line[LINE];
	for (int i = 0; i < MOST_HEADER; i++) {
		uint64_t at = cursor_place(c);
		if (!next_line(c, line))
			return false;
		const char *key = line + strspn(line, " ");
		size_t key_len = strcspn(key, " ");
		const char *value = key + key_len + strspn(key + key_len, " ");
		if (!strcmp(key, "endhdr"))
			return true;
		weights_claim(r, weights_key(&keys, key, key_len), value, strlen(value), at + (uint64_t)(value - line),
			      at + strlen(line), 0);
	}
	return false;
}

/* The lengths of the vectors of each stream; 0 where they differ, and *all numbers of one density anyway. */
static uint64_t read_lengths(struct cursor *c, uint64_t streams, uint64_t *all)
{
	uint64_t first = 0, same = 1;
	*all = 0;
	for (uint64_t i = 0; i < streams; i++) {
		uint64_t length = cursor_u32(c);
		first = i ? first : length;
		same &= length == first;
		*all += length;
	}
	return same ? first : 0;
}

/* The counts before the numbers, as dimensions. False: they do not fit together. */
static bool read_counts(struct cursor *c, bool vectors, struct tensor *row)
{
	uint64_t count, width, length = 0;
	for (int i = 0; i < 3; i++)
		row->shape[i] = cursor_u32(c);
	row->rank = 3;
	if (vectors) { /* codebooks, streams, densities */
		if (row->shape[1] > MOST_STREAMS)
			return false;
		length = read_lengths(c, row->shape[1], &width);
		row->shape[3] = length;
		row->rank = 4;
	}
	uint32_t all = cursor_u32(c);
	if (vectors && !length) { /* streams of unlike vectors have no shape in common */
		uint64_t sizes[] = {row->shape[0], row->shape[2], width};
		row->rank = 1;
		row->shape[0] = all;
		return tensor_elements(sizes, 3, &count) && count == all && tensor_bytes(row->shape, 1, 32, &row->len);
	}
	return tensor_elements(row->shape, row->rank, &count) && count == all &&
	       tensor_bytes(row->shape, row->rank, 32, &row->len);
}

static int read_parameters(struct reading *r, struct err *e)
{
	struct cursor *c = r->stream;
	struct tensor row = {.name = r->probe->base, .name_len = strlen(r->probe->base), .dtype = "F32"};
	bool vectors = name_has(r->probe->base, "means") || name_has(r->probe->base, "variances");
	if (!read_header(r))
		return cursor_ok(c) ? err_set(e, ERR_INPUT, "the header of the parameters is damaged: it does not end")
				    : weights_finish(c, "header of the parameters", e);
	uint32_t order = cursor_u32(c);
	c->big = order != ORDER;
	row.swap = c->big ? 4 : 0;
	if (cursor_ok(c) && c->big && __builtin_bswap32(order) != ORDER)
		return err_set(e, ERR_INPUT, "the parameters are damaged at byte %llu: their byte order is none",
			       (unsigned long long)cursor_place(c) - 4);
	uint64_t at = cursor_place(c);
	bool fits = read_counts(c, vectors, &row);
	if (!cursor_ok(c))
		return weights_finish(c, "header of the parameters", e);
	row.start = cursor_place(c);
	if (!fits || row.len > cursor_left(c))
		return err_set(e, ERR_INPUT, "the counts of the parameters at byte %llu are not those of the numbers that follow",
			       (unsigned long long)at);
	return weights_add(r, &row, e);
}

static int read(struct reading *r, struct err *e)
{
	r->detail = magics[which(r->probe)].part;
	if (r->detail == PARAMETERS)
		return read_parameters(r, e);
	r->gap = "tensors of this part of an acoustic or language model are not read";
	return 0;
}

const struct reader reader_sphinx = {
	.id = "sphinx",
	.title = "CMU Sphinx speech model",
	.spec = "https://cmusphinx.github.io/wiki/acousticmodelformat/",
	.role = ROLE_WEIGHTS,
	.tensors = true,
	.bid = bid,
	.read = read,
};
