/* SPDX-License-Identifier: MIT */
#include "base/coder.h"

#include <string.h>

struct coder coder_to(struct buf *out, struct arena *a)
{
	return (struct coder){.out = out, .arena = a};
}

struct coder coder_from(const void *bytes, size_t len, struct arena *a)
{
	struct coder c = {.arena = a};
	cursor_init(&c.in, bytes, len, (int64_t)len);
	return c;
}

bool coder_writes(const struct coder *c)
{
	return c->out != NULL;
}

bool coder_ok(const struct coder *c)
{
	return !c->failed && (c->out || cursor_ok(&c->in));
}

void coder_fail(struct coder *c)
{
	c->failed = true;
	cursor_fail(&c->in);
}

static void put(struct coder *c, const void *bytes, size_t len)
{
	if (len && buf_add(c->out, bytes, len) < 0)
		coder_fail(c);
}

void code_u64(struct coder *c, uint64_t *n)
{
	if (!c->out) {
		*n = cursor_varint(&c->in);
		return;
	}
	uint8_t bytes[10];
	size_t len = 0;
	uint64_t rest = *n;
	for (; rest > 0x7F; rest >>= 7)
		bytes[len++] = (uint8_t)(rest | 0x80);
	bytes[len++] = (uint8_t)rest;
	put(c, bytes, len);
}

void code_u32(struct coder *c, uint32_t *n)
{
	uint64_t wide = *n;
	code_u64(c, &wide);
	if (wide > UINT32_MAX)
		coder_fail(c);
	*n = coder_ok(c) ? (uint32_t)wide : 0;
}

unsigned code_choice(struct coder *c, unsigned choice, unsigned last)
{
	uint32_t n = choice;
	code_u32(c, &n);
	if (n > last)
		coder_fail(c);
	return coder_ok(c) ? n : 0;
}

void code_bool(struct coder *c, bool *b)
{
	*b = code_choice(c, *b, 1);
}

void code_bytes(struct coder *c, void *bytes, size_t len)
{
	if (c->out) {
		put(c, bytes, len);
		return;
	}
	const uint8_t *from = cursor_take(&c->in, len);
	if (from)
		memcpy(bytes, from, len);
	else
		memset(bytes, 0, len);
}

void code_float(struct coder *c, float *f)
{
	code_bytes(c, f, sizeof *f);
}

/* With its NUL; length 0 stands for NULL. */
void code_string(struct coder *c, const char **s)
{
	uint64_t len = *s && c->out ? strlen(*s) + 1 : 0;
	code_u64(c, &len);
	if (c->out) {
		put(c, *s, (size_t)len);
		return;
	}
	const uint8_t *from = len ? cursor_take(&c->in, len) : NULL;
	if (from && from[len - 1])
		coder_fail(c);
	*s = from && coder_ok(c) ? (const char *)from : NULL;
}

void code_text(struct coder *c, const char **s)
{
	code_string(c, s);
	if (!*s)
		coder_fail(c);
}

void code_span(struct coder *c, const char **bytes, size_t *len, size_t most)
{
	uint64_t n = *len;
	code_u64(c, &n);
	if (n > most)
		coder_fail(c);
	if (c->out) {
		put(c, *bytes, *len);
		return;
	}
	const uint8_t *from = cursor_take(&c->in, n);
	*bytes = from ? (const char *)from : "";
	*len = from ? (size_t)n : 0;
}

const void *code_element(struct coder *c, const void *element, const void *array, size_t n, size_t size)
{
	uint64_t number = 0;
	if (c->out && element) {
		uintptr_t from = (uintptr_t)array, at = (uintptr_t)element;
		if (at < from || (at - from) / size >= n || (at - from) % size)
			coder_fail(c);
		number = 1 + (at - from) / size;
	}
	code_u64(c, &number);
	if (number > n && !c->out)
		coder_fail(c);
	return coder_ok(c) && number ? (const uint8_t *)array + (number - 1) * size : NULL;
}

void *code_list(struct coder *c, uint32_t *count, const void *list, size_t size)
{
	code_u32(c, count);
	if (!c->out && *count > cursor_left(&c->in)) /* each takes a byte at least */
		coder_fail(c);
	if (!coder_ok(c))
		*count = 0;
	if (!c->out)
		return arena_array(c->arena, *count, size);
	return arena_memdup(c->arena, list, *count * size);
}
