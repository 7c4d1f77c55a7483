/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "commands/hash_check.h"

#include "base/crypto.h"
#include "base/sandbox.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/json.h"
#include "base/pool.h"
#include "base/tty.h"
#include "catalog/load.h"
#include "entry/file.h"
#include "entry/hasher.h"
#include "scan.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MANIFEST_BYTES = 1 << 28, PATH_LINE = 1 << 14 };

enum outcome { SAME, DIFFERENT, SAME_TENSORS, UNREADABLE };

struct item {
	const char *path, *sha256;
	const char *weights_digest; /* or NULL */
	enum outcome outcome;
};

struct check {
	const struct scan_options *options;
	struct arena *arena;
	struct item *items;
	size_t count, capacity;
};

/* --- the two kinds of manifest ----------------------------------------------------------------------------------------------- */

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

static int read_lines(struct check *c, const char *text, struct err *e)
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
		struct item item = {.sha256 = arena_strndup(c->arena, hex, DIGEST_HEX - 1)};
		item.path = escaped ? unescaped(c->arena, name, name_len) : arena_strndup(c->arena, name, name_len);
		VEC_PUSH(c->items, c->count, c->capacity, item);
	}
	return 0;
}

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

static int read_object(struct check *c, const char *text, size_t len, struct err *e)
{
	__attribute__((cleanup(entries_release))) struct entries files = {0};
	__attribute__((cleanup(entries_release))) struct entries weights = {0};
	if (read_lists(text, len, c->arena, &files, &weights, e) < 0)
		return -1;
	if (weights.count)
		qsort(weights.at, weights.count, sizeof *weights.at, compare_paths);
	for (size_t i = 0; i < files.count; i++) {
		const struct entry *f = &files.at[i];
		struct item item = {.path = f->path_base64 ? decoded(c->arena, f->path_base64) : f->path, .sha256 = f->sha256};
		if (!item.path || !item.sha256 || !is_digest(item.sha256, strlen(item.sha256)))
			return err_set(e, ERR_DATA, "file %zu of the manifest lacks its path or SHA-256", i + 1);
		/* weights go by the name that a store has for them */
		struct entry wanted = {.path = f->name ? f->name : f->path}, *found = NULL;
		if (weights.count)
			found = bsearch(&wanted, weights.at, weights.count, sizeof wanted, compare_paths);
		item.weights_digest = found ? found->weights_digest : NULL;
		VEC_PUSH(c->items, c->count, c->capacity, item);
	}
	return 0;
}

/* --- checking --------------------------------------------------------------------------------------------------------------- */

static int hash_file(const char *path, char hex[DIGEST_HEX])
{
	uint8_t sha256[DIGEST_BYTES];
	struct file_stream f;
	DIGEST_AUTO struct digest d = {0};
	const void *chunk;
	ssize_t n;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || file_stream_open(&f, fd, pool_cpus() > 1, NULL) < 0)
		return -1;
	int rc = digest_init(&d, NULL);
	while (rc == 0 && (n = stream_next(&f.stream, &chunk, NULL)) != 0)
		rc = n < 0 ? -1 : digest_update(&d, chunk, (size_t)n, NULL);
	file_stream_close(&f);
	if (rc < 0 || digest_final(&d, sha256, NULL) < 0)
		return -1;
	digest_hex(sha256, hex);
	return 0;
}

/* Whether the file's tensors have that digest, whatever became of the rest. */
static bool same_tensors(const struct check *c, const struct item *item)
{
	struct scan_stats stats;
	struct evidence ev;
	bool same = false;
	evidence_init(&ev);
	int rc = scan_run(c->options, &item->path, 1, &ev, &stats, NULL);
	for (size_t i = 0; rc == 0 && i < ev.count; i++) {
		const struct weights *w = ev.facts[i].detail;
		char hex[DIGEST_HEX];
		if (ev.facts[i].kind != FACT_WEIGHTS || !w->has_digest)
			continue;
		digest_hex(w->digest, hex);
		same = same || !strcmp(hex, item->weights_digest);
	}
	evidence_release(&ev);
	return same;
}

static void check_one(void *ctx, size_t i)
{
	struct check *c = ctx;
	struct item *item = &c->items[i];
	char hex[DIGEST_HEX];
	if (hash_file(item->path, hex) < 0)
		item->outcome = UNREADABLE;
	else if (!strcasecmp(hex, item->sha256))
		item->outcome = SAME;
	else
		item->outcome = item->weights_digest && same_tensors(c, item) ? SAME_TENSORS : DIFFERENT;
}

static int report(const struct check *c, bool quiet)
{
	static const char *const words[] = {
		"OK", "FAILED", "FAILED, but its tensors are the same: only the rest of the file differs", "FAILED open or read"};
	size_t bad[4] = {0};
	for (size_t i = 0; i < c->count; i++) {
		const struct item *item = &c->items[i];
		bad[item->outcome]++;
		if (quiet && item->outcome == SAME)
			continue;
		BUF_AUTO struct buf line;
		buf_init(&line, PATH_LINE);
		tty_escape(&line, item->path, strlen(item->path));
		printf("%s: %s\n", buf_str(&line), words[item->outcome]);
	}
	size_t different = bad[DIFFERENT] + bad[SAME_TENSORS];
	if (bad[UNREADABLE])
		fprintf(stderr, "licet: %zu of %zu files could not be read\n", bad[UNREADABLE], c->count);
	if (different)
		fprintf(stderr, "licet: %zu of %zu files are not what the manifest says\n", different, c->count);
	return bad[UNREADABLE] || different ? EXIT_POLICY : EXIT_PASS;
}

/* The files that it names can be read, and no others. */
static int confine(const struct invocation *in, const struct check *c, struct err *e)
{
	struct sandbox s = {.reads = arena_array(in->arena, c->count, sizeof *s.reads), .n_reads = c->count};
	for (size_t i = 0; i < c->count; i++)
		s.reads[i] = c->items[i].path;
	return command_confine(in, c->options->limits, &s, e);
}

int hash_check(const struct invocation *in, const char *manifest, const struct scan_options *o, bool quiet, struct err *e)
{
	struct check c = {.options = o, .arena = in->arena};
	const char *text;
	size_t len;
	if (file_read(manifest, MANIFEST_BYTES, in->arena, &text, &len, e) < 0)
		return -1;
	if (strlen(text) != len)
		return err_set(e, ERR_DATA, "the manifest has a NUL in it");
	size_t blank = strspn(text, " \t\r\n");
	int rc = text[blank] == '{' ? read_object(&c, text, len, e) : read_lines(&c, text, e);
	if (rc == 0 && !c.count)
		rc = err_set(e, ERR_DATA, "the manifest names no file");
	if (rc == 0)
		rc = confine(in, &c, e);
	if (rc == 0) {
		pool_run(o->jobs > 0 ? (unsigned)o->jobs : pool_cpus(), c.count, check_one, &c);
		rc = report(&c, quiet);
	}
	free(c.items);
	return rc;
}
