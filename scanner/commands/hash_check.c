/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "commands/hash_check.h"

#include "base/buf.h"
#include "base/digest.h"
#include "base/json.h"
#include "base/pool.h"
#include "base/tty.h"
#include "catalog/load.h"
#include "entry/file.h"
#include "entry/hasher.h"
#include "scan.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
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

static const struct yaml *list_of(const struct yaml *root, const char *key)
{
	const struct yaml *list = yaml_get(root, key);
	return list && list->type == YAML_LIST ? list : NULL;
}

static const char *text_of(const struct yaml *object, const char *key)
{
	const struct yaml *v = yaml_get(object, key);
	return v && v->type == YAML_SCALAR && v->quoted ? v->text : NULL;
}

/* The weights digest of a file in the list of weights, which go by the name that a store has for them. */
static const char *weights_digest_of(const struct yaml *weights, const char *name)
{
	for (size_t i = 0; weights && i < weights->count; i++) {
		const char *path = text_of(weights->items[i], "path");
		if (path && !strcmp(path, name))
			return text_of(weights->items[i], "weights_digest");
	}
	return NULL;
}

static int read_object(struct check *c, const char *text, size_t len, struct err *e)
{
	const struct yaml *root;
	if (json_parse(text, len, c->arena, &root, e) < 0) {
		e->code = ERR_DATA;
		return err_prefix(e, "the manifest is damaged");
	}
	const struct yaml *files = list_of(root, "files"), *weights = list_of(root, "weights");
	if (!files)
		return err_set(e, ERR_DATA, "the manifest has no list of files");
	for (size_t i = 0; i < files->count; i++) {
		struct item item = {.path = text_of(files->items[i], "path"), .sha256 = text_of(files->items[i], "sha256")};
		if (!item.path || !item.sha256 || !is_digest(item.sha256, strlen(item.sha256)))
			return err_set(e, ERR_DATA, "file %zu of the manifest lacks its path or SHA-256", i + 1);
		const char *name = text_of(files->items[i], "name");
		item.weights_digest = weights_digest_of(weights, name ? name : item.path);
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

int hash_check(const char *manifest, const struct scan_options *o, bool quiet, struct arena *a, struct err *e)
{
	struct check c = {.options = o, .arena = a};
	const char *text;
	size_t len;
	if (file_head(manifest, MANIFEST_BYTES, a, &text, &len, e) < 0)
		return -1;
	size_t blank = strspn(text, " \t\r\n");
	int rc = text[blank] == '{' ? read_object(&c, text, len, e) : read_lines(&c, text, e);
	if (rc == 0 && !c.count)
		rc = err_set(e, ERR_DATA, "the manifest names no file");
	if (rc == 0) {
		pool_run(o->jobs > 0 ? (unsigned)o->jobs : pool_cpus(), c.count, check_one, &c);
		rc = report(&c, quiet);
	}
	free(c.items);
	return rc;
}
