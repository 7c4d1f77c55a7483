/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
/*
 * Modelfile of Ollama: one instruction a line; a value may run over lines between """ and """. FROM names a model or a local
 * file, LICENSE holds a license's name or its whole text and may come again.
 */
#include "declared/declared.h"

#include <string.h>
#include <strings.h>

struct instruction {
	const char *bytes;
	size_t len, at;
	uint32_t next_line;
	/* The current one: */
	size_t word, word_len; /* FROM */
	size_t start, end;     /* its value, without quotes */
	uint32_t line;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static size_t line_stop(const struct instruction *in, size_t at)
{
	const char *newline = memchr(in->bytes + at, '\n', in->len - at);
	return newline ? (size_t)(newline - in->bytes) : in->len;
}

/* The value in triple quotes that begins at in->start. */
static void take_block(struct instruction *in)
{
	in->start += 3;
	const char *stop = memmem(in->bytes + in->start, in->len - in->start, "\"\"\"", 3);
	in->end = stop ? (size_t)(stop - in->bytes) : in->len;
	for (size_t i = in->start; i < in->end; i++)
		in->next_line += in->bytes[i] == '\n';
	in->at = line_stop(in, in->end);
}

static void trim(struct instruction *in)
{
	while (in->end > in->start && is_blank(in->bytes[in->end - 1]))
		in->end--;
	if (in->end - in->start >= 2 && in->bytes[in->start] == '"' && in->bytes[in->end - 1] == '"') {
		in->start++;
		in->end--;
	}
}

static bool next(struct instruction *in)
{
	if (in->at >= in->len)
		return false;
	in->line = in->next_line++;
	in->word = in->at;
	in->end = in->at = line_stop(in, in->at);
	while (in->word < in->end && is_blank(in->bytes[in->word]))
		in->word++;
	in->start = in->word;
	while (in->start < in->end && !is_blank(in->bytes[in->start]))
		in->start++;
	in->word_len = in->start - in->word;
	while (in->start < in->end && is_blank(in->bytes[in->start]))
		in->start++;
	if (in->end - in->start >= 3 && !memcmp(in->bytes + in->start, "\"\"\"", 3))
		take_block(in);
	else
		trim(in);
	in->at += in->at < in->len; /* the line break */
	return true;
}

static bool is(const struct instruction *in, const char *word)
{
	return in->word_len == strlen(word) && !strncasecmp(in->bytes + in->word, word, in->word_len);
}

static bool is_local_file(const char *value, size_t len)
{
	static const char *const endings[] = {".gguf", ".bin", ".safetensors"};
	if (len && strchr("./~\\", value[0]))
		return true;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		size_t n = strlen(endings[i]);
		if (len >= n && !strncasecmp(value + len - n, endings[i], n))
			return true;
	}
	return false;
}

static unsigned bid(const struct probe *p)
{
	bool named = name_is(p->base, "Modelfile") || name_begins(p->base, "Modelfile.") || name_ends(p->base, ".modelfile");
	return named && (probe_mentions(p, "FROM ") || probe_mentions(p, "from ")) ? BID_NAME_AND_CONTENT : 0;
}

static int read(struct reading *r, struct err *e)
{
	(void)e;
	struct instruction in = {.bytes = (const char *)r->bytes, .len = r->len, .next_line = 1};
	while (next(&in)) {
		const char *value = in.bytes + in.start;
		size_t len = in.end - in.start;
		if (is(&in, "LICENSE"))
			reading_declared(r, "license", value, len, in.start, in.end, in.line);
		else if (is(&in, "FROM") && !is_local_file(value, len))
			reading_declared(r, "base_model", value, len, in.start, in.end, in.line);
		else if (is(&in, "FROM"))
			reading_meta(r, "weights_path", value, len, in.start, in.end, in.line);
		else if (is(&in, "ADAPTER"))
			reading_meta(r, "adapter", value, len, in.start, in.end, in.line);
	}
	return 0;
}

const struct reader reader_modelfile = {
	.id = "modelfile",
	.title = "Ollama Modelfile",
	.spec = "https://github.com/ollama/ollama/blob/main/docs/modelfile.md",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
