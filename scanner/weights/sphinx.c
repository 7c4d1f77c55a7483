/* SPDX-License-Identifier: MIT */
/* CMU Sphinx: an acoustic model is a folder of files (definition, means, variances …); a language model is one file. */
#include "weights/weights.h"

static const struct {
	size_t at;
	const char *bytes;
	size_t len;
	const char *part;
} magics[] = {
	{0, "BMDF", 4, "model definition"},
	{0, "FDMB", 4, "model definition, other byte order"},
	{0, "s3\nversion", 10, "parameters"},
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

static int read(struct reading *r, struct err *e)
{
	(void)e;
	r->detail = magics[which(r->probe)].part;
	return 0;
}

const struct reader reader_sphinx = {
	.id = "sphinx",
	.title = "CMU Sphinx speech model",
	.spec = "https://cmusphinx.github.io/wiki/acousticmodelformat/",
	.role = ROLE_WEIGHTS,
	.bid = bid,
	.read = read,
};
