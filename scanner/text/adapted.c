/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "text/adapted.h"

#include "base/ascii.h"

#include <string.h>

enum { ID_BYTES = 100, CALLS_LOOKED = 20, ASSIGNMENTS_LOOKED = 5, REACH_BYTES = 1 << 15 };

struct code {
	const char *bytes;
	uint32_t len;
};

static const char loading[] = "from_pretrained";

static bool is_of_identifier(char c)
{
	return is_letter(c) || is_digit(c) || c == '_' || c == '.';
}

static uint32_t skip_blanks(const struct code *c, uint32_t at)
{
	while (at < c->len && (c->bytes[at] == ' ' || c->bytes[at] == '\n' || c->bytes[at] == '\r' || c->bytes[at] == '\t'))
		at++;
	return at;
}

static struct span identifier_at(const struct code *c, uint32_t at)
{
	uint32_t end = at;
	while (end < c->len && end - at < ID_BYTES && is_of_identifier(c->bytes[end]))
		end++;
	return (struct span){at, end};
}

static bool ends_with(const struct code *c, struct span in, const char *word)
{
	uint32_t n = (uint32_t)strlen(word);
	return in.end - in.start >= n && !memcmp(c->bytes + in.end - n, word, n);
}

/* What the quotes at `at` hold, on one line; empty: there are none. */
static struct span literal_at(const struct code *c, uint32_t at)
{
	char quote = at < c->len ? c->bytes[at] : 0;
	uint32_t end = at + 1;
	if (quote != '"' && quote != '\'')
		return (struct span){at, at};
	while (end < c->len && end - at <= ID_BYTES && c->bytes[end] != quote && c->bytes[end] != '\n')
		end++;
	return end < c->len && c->bytes[end] == quote ? (struct span){at + 1, end} : (struct span){at, at};
}

/* Behind "name =" at the beginning of the line at `at`; 0: it is no such line. */
static uint32_t behind_assigned(const struct code *c, uint32_t at, struct span name)
{
	uint32_t n = name.end - name.start;
	while (at < c->len && (c->bytes[at] == ' ' || c->bytes[at] == '\t'))
		at++;
	if (c->len - at <= n || memcmp(c->bytes + at, c->bytes + name.start, n) != 0)
		return 0;
	at += n;
	while (at < c->len && c->bytes[at] == ' ')
		at++;
	return at + 1 < c->len && c->bytes[at] == '=' && c->bytes[at + 1] != '=' ? skip_blanks(c, at + 1) : 0;
}

/* The value that the variable was given last before `before`; 0: it was given none. */
static uint32_t value_of(const struct code *c, struct span name, uint32_t before)
{
	uint32_t at = before, last = before > REACH_BYTES ? before - REACH_BYTES : 0;
	while (name.end > name.start && at > last) {
		const char *newline = memrchr(c->bytes, '\n', at);
		uint32_t line = newline ? (uint32_t)(newline - c->bytes) + 1 : 0;
		uint32_t value = line < before ? behind_assigned(c, line, name) : 0;
		if (value && value < before)
			return value;
		at = newline ? (uint32_t)(newline - c->bytes) : 0;
	}
	return 0;
}

/* The text that stands at `at`, or that the variable there was given. */
static struct span text_at(const struct code *c, uint32_t at)
{
	struct span literal = literal_at(c, at), name = identifier_at(c, at);
	if (literal.end > literal.start || name.end == name.start)
		return literal;
	return literal_at(c, value_of(c, name, at));
}

/* "lab/wren-7b": an owner and a name, and no path. */
static bool is_model_id(const struct code *c, struct span id)
{
	const char *slash = memchr(c->bytes + id.start, '/', id.end - id.start);
	for (uint32_t i = id.start; i < id.end; i++)
		if (!is_of_identifier(c->bytes[i]) && c->bytes[i] != '-' && c->bytes + i != slash)
			return false;
	return slash && c->bytes[id.start] != '.' && slash > c->bytes + id.start && slash + 1 < c->bytes + id.end;
}

/* The model that the variable holds: it was loaded by its name. An adapter may have been put on it before: "model = Peft….…(model, …". */
static struct span model_in(const struct code *c, struct span name, uint32_t before)
{
	static const struct span none;
	for (int n = 0; n < ASSIGNMENTS_LOOKED && (before = value_of(c, name, before)); n++) {
		struct span call = identifier_at(c, before);
		if (!ends_with(c, call, loading) || call.end == c->len || c->bytes[call.end] != '(')
			continue;
		struct span id = text_at(c, skip_blanks(c, call.end + 1));
		if (is_model_id(c, id))
			return id;
	}
	return none;
}

/* "tern", of "coop/tern-lora". */
static struct span without_kind(const struct code *c, struct span id)
{
	static const char *const kinds[] = {"-lora",	"-LoRA",     "-Lora", "-qlora", "-QLoRA",
					    "-adapter", "-adapters", "-peft", "_lora",	NULL};
	const char *slash = memrchr(c->bytes + id.start, '/', id.end - id.start);
	id.start = slash ? (uint32_t)(slash + 1 - c->bytes) : id.start;
	for (size_t i = 0; kinds[i]; i++)
		if (ends_with(c, id, kinds[i]) && id.end - id.start > strlen(kinds[i]))
			return (struct span){id.start, id.end - (uint32_t)strlen(kinds[i])};
	return id;
}

/* The adapter whose name, or the variable with it, stands at `at`, on the model that variable `on` holds. */
static bool take_adapter(const struct code *c, struct span on, uint32_t at, struct adapted *out)
{
	struct span id = text_at(c, at);
	bool here = id.end > id.start && c->bytes[id.start] == '.' &&
		    (id.end == id.start + 1 || (id.end == id.start + 2 && c->bytes[id.start + 1] == '/'));
	if (!here && !is_model_id(c, id))
		return false;
	*out = (struct adapted){here ? (struct span){id.start, id.start} : without_kind(c, id), model_in(c, on, on.start),
				id.start, id.end};
	return out->base.end > out->base.start;
}

/* "PeftModel.from_pretrained(base, "coop/tern-lora")", where its first word stands at `at`. */
static bool take_wrapping(const struct code *c, uint32_t at, struct adapted *out)
{
	struct span call = identifier_at(c, at);
	if (!ends_with(c, call, loading) || call.end == c->len || c->bytes[call.end] != '(')
		return false;
	struct span on = identifier_at(c, skip_blanks(c, call.end + 1));
	uint32_t comma = skip_blanks(c, on.end);
	return comma < c->len && c->bytes[comma] == ',' && take_adapter(c, on, skip_blanks(c, comma + 1), out);
}

/* "pipe.load_lora_weights("coop/tern-lora")", where the dot stands at `at`. */
static bool take_method(const struct code *c, uint32_t at, struct adapted *out)
{
	uint32_t start = at, open = identifier_at(c, at).end;
	while (start > 0 && at - start < ID_BYTES && is_of_identifier(c->bytes[start - 1]))
		start--;
	return start < at && open < c->len && c->bytes[open] == '(' &&
	       take_adapter(c, (struct span){start, at}, skip_blanks(c, open + 1), out);
}

size_t adapted_find(const char *bytes, size_t len, struct adapted *out, size_t room)
{
	static const struct {
		const char *words;
		bool (*take)(const struct code *, uint32_t, struct adapted *);
	} calls[] = {{"PeftModel", take_wrapping}, {".load_lora_weights(", take_method}, {".load_adapter(", take_method}};
	struct code c = {bytes, (uint32_t)(len < UINT32_MAX ? len : UINT32_MAX)};
	size_t found = 0;
	const char *at = bytes;
	if (!memmem(bytes, c.len, loading, sizeof loading - 1))
		return 0;
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++, at = bytes)
		for (int n = 0; n < CALLS_LOOKED && found < room; n++) {
			at = memmem(at, (size_t)(bytes + c.len - at), calls[i].words, strlen(calls[i].words));
			if (!at)
				break;
			found += calls[i].take(&c, (uint32_t)(at - bytes), &out[found]);
			at++;
		}
	return found;
}
