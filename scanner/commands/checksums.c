/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "commands/checksums.h"

#include "base/buf.h"
#include "base/crypto.h"
#include "base/digest.h"
#include "base/json.h"

#include <stdlib.h>
#include <string.h>

/* --- lines ------------------------------------------------------------------------------------------------------------------- */

static bool is_digest(const char *text, size_t len)
{
	return len == DIGEST_HEX - 1 && strspn(text, "0123456789abcdefABCDEF") >= len;
}

/* A name as sha256sum escapes it when the line begins with a backslash. */
static char *unescaped(struct arena *a, const char *name, size_t len)
{
	char *out = arena_alloc(a, len + 1);
	size_t n = 0;
	for (size_t i = 0; i < len; i++) {
		char c = name[i];
		if (c == '\\' && i + 1 < len)
			c = name[++i] == 'n' ? '\n' : name[i] == 'r' ? '\r' : name[i];
		out[n++] = c;
	}
	return out;
}

static int read_lines(struct checksums *c, const char *text, struct err *e)
{
	unsigned number = 0;
	for (const char *end; *text; text = *end ? end + 1 : end) {
		number++;
		end = strchrnul(text, '\n');
		size_t len = (size_t)(end - text);
		bool escaped = *text == '\\';
		const char *hex = text + escaped, *name = hex + DIGEST_HEX - 1 + 2;
		if (!len || *text == '#')
			continue;
		if (len < DIGEST_HEX + 2u + escaped || !is_digest(hex, DIGEST_HEX - 1) || hex[DIGEST_HEX - 1] != ' ' ||
		    !strchr(" *", hex[DIGEST_HEX]))
			return err_set(e, ERR_DATA, "line %u of the manifest is not a SHA-256 and a name", number);
		size_t name_len = (size_t)(end - name) - (end > name && end[-1] == '\r');
		struct checksum item = {.sha256 = arena_strndup(c->arena, hex, DIGEST_HEX - 1)};
		item.path = escaped ? unescaped(c->arena, name, name_len) : arena_strndup(c->arena, name, name_len);
		VEC_PUSH(c->at, c->count, c->capacity, item);
	}
	return 0;
}

/* --- what `licet hash` writes ------------------------------------------------------------------------------------------------- */

/* What an object of a list says of a file; NULL: nothing. */
struct entry {
	const char *path, *path_base64 /* the path itself where it is not UTF-8 */, *name, *sha256, *weights_digest;
};

struct entries {
	struct entry *at;
	size_t count, capacity;
};

static void entries_release(struct entries *l)
{
	free(l->at);
}

static int fail_damaged(const struct json_scan *s, struct err *e)
{
	json_error(s, e);
	e->code = ERR_DATA;
	return err_prefix(e, "the manifest is damaged");
}

/* Of the key that was read last; any other value than a string is passed over. */
static int read_text(struct json_scan *s, struct arena *a, const char **out)
{
	struct json_scan key = *s;
	if (json_next(s) != JSON_STRING) {
		*s = key;
		return json_skip(s);
	}
	*out = json_unescape(s, a, NULL);
	return 0;
}

/* An object whose bracket has been read. */
static int read_entry(struct json_scan *s, struct arena *a, struct entry *out)
{
	enum json_event event;
	while ((event = json_next(s)) == JSON_KEY) {
		const char **field = json_is(s, "path")		    ? &out->path
				     : json_is(s, "path_base64")    ? &out->path_base64
				     : json_is(s, "name")	    ? &out->name
				     : json_is(s, "sha256")	    ? &out->sha256
				     : json_is(s, "weights_digest") ? &out->weights_digest
								    : NULL;
		if ((field ? read_text(s, a, field) : json_skip(s)) < 0)
			return -1;
	}
	return event == JSON_CLOSE ? 0 : -1;
}

/* The objects of the list that the key read last names. */
static int read_entries(struct json_scan *s, struct arena *a, struct entries *out, struct err *e)
{
	enum json_event event = json_next(s);
	bool list = event == JSON_OPEN && !s->object;
	while (list && (event = json_next(s)) == JSON_OPEN && s->object) {
		struct entry entry = {0};
		if (read_entry(s, a, &entry) < 0)
			return fail_damaged(s, e);
		VEC_PUSH(out->at, out->count, out->capacity, entry);
	}
	if (event == JSON_ERROR)
		return fail_damaged(s, e);
	return list && event == JSON_CLOSE ? 0 : err_set(e, ERR_DATA, "the manifest has no list of files or of weights there");
}

/* A manifest has as many values as a distribution has tensors: more than a tree of them should hold. */
static int read_lists(const char *text, size_t len, struct arena *a, struct entries *files, struct entries *weights,
		      struct err *e)
{
	struct json_scan s;
	json_scan_init(&s, text, len);
	enum json_event event = json_next(&s);
	while (event != JSON_ERROR && (event = json_next(&s)) == JSON_KEY) {
		struct entries *list = json_is(&s, "files") ? files : json_is(&s, "weights") ? weights : NULL;
		if (list && read_entries(&s, a, list, e) < 0)
			return -1;
		if (!list && json_skip(&s) < 0)
			break;
	}
	return event == JSON_CLOSE && json_next(&s) == JSON_END ? 0 : fail_damaged(&s, e);
}

static int compare_paths(const void *a, const void *b)
{
	const char *x = ((const struct entry *)a)->path, *y = ((const struct entry *)b)->path;
	return strcmp(x ? x : "", y ? y : "");
}

static const char *decoded(struct arena *a, const char *base64)
{
	size_t len = strlen(base64);
	unsigned char *out = arena_alloc(a, len + 1);
	return len < INT32_MAX && crypto()->EVP_DecodeBlock(out, (const unsigned char *)base64, (int)len) > 0 ? (const char *)out
													      : NULL;
}

static int read_object(struct checksums *c, const char *text, size_t len, struct err *e)
{
	__attribute__((cleanup(entries_release))) struct entries files = {0};
	__attribute__((cleanup(entries_release))) struct entries weights = {0};
	if (read_lists(text, len, c->arena, &files, &weights, e) < 0)
		return -1;
	if (weights.count)
		qsort(weights.at, weights.count, sizeof *weights.at, compare_paths);
	for (size_t i = 0; i < files.count; i++) {
		const struct entry *f = &files.at[i];
		struct checksum item = {.path = f->path_base64 ? decoded(c->arena, f->path_base64) : f->path,
					.sha256 = f->sha256};
		if (!item.path || !item.sha256 || !is_digest(item.sha256, strlen(item.sha256)))
			return err_set(e, ERR_DATA, "file %zu of the manifest lacks its path or SHA-256", i + 1);
		/* weights go by the name that a store has for them */
		struct entry wanted = {.path = f->name ? f->name : f->path}, *found = NULL;
		if (weights.count)
			found = bsearch(&wanted, weights.at, weights.count, sizeof wanted, compare_paths);
		item.weights_digest = found ? found->weights_digest : NULL;
		VEC_PUSH(c->at, c->count, c->capacity, item);
	}
	return 0;
}

/* --- both --------------------------------------------------------------------------------------------------------------------- */

int checksums_read(struct checksums *c, const char *text, size_t len, struct err *e)
{
	if (strlen(text) != len)
		return err_set(e, ERR_DATA, "the manifest has a NUL in it");
	int rc = text[strspn(text, " \t\r\n")] == '{' ? read_object(c, text, len, e) : read_lines(c, text, e);
	return rc < 0 || c->count ? rc : err_set(e, ERR_DATA, "the manifest names no file");
}

void checksums_release(struct checksums *c)
{
	free(c->at);
}
