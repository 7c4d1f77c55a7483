/* SPDX-License-Identifier: MIT */
#include "catalog/known_json.h"

#include "base/json.h"

#include <stdlib.h>
#include <string.h>

enum { SOURCES = 3, SEEN = 12, JOINED_BYTES = 2000 };

struct object {
	const struct yaml *root;
	struct arena *arena;
};

static const char *text(const struct object *o, const char *key)
{
	const struct yaml *node = yaml_get(o->root, key);
	return node && node->type == YAML_SCALAR && !yaml_is_null(node) ? node->text : "";
}

/* A scalar or a list, at most so many of its items; `cut` ends each (0: nothing does). */
static const char *joined(const struct object *o, const char *key, size_t most, char cut)
{
	const struct yaml *node = yaml_get(o->root, key);
	size_t n = !node ? 0 : node->type == YAML_LIST ? node->count : 1;
	BUF_AUTO struct buf out;
	buf_init(&out, JOINED_BYTES);
	const char *last = "";
	for (size_t i = 0, taken = 0; i < n && taken < most; i++) {
		const struct yaml *item = node->type == YAML_LIST ? node->items[i] : node;
		if (item->type != YAML_SCALAR || yaml_is_null(item))
			continue;
		const char *piece =
			arena_strndup(o->arena, item->text, cut ? strcspn(item->text, (char[]){cut, 0}) : item->text_len);
		if (!strcmp(piece, last))
			continue;
		if (taken++)
			buf_add_str(&out, ",");
		buf_add_str(&out, piece);
		last = piece;
	}
	return arena_strdup(o->arena, buf_str(&out));
}

static bool is_one_of(const char *word, const char *const *table)
{
	for (; *table; table++)
		if (!strcmp(word, *table))
			return true;
	return false;
}

static enum known_kind kind_of(const struct object *o)
{
	static const char *const archives[] = {"archive", "python-wheel", "marian-gz", NULL};
	return yaml_get(o->root, "tensor")		? KNOWN_TENSOR
	       : yaml_get(o->root, "seen_in")		? KNOWN_TOKENIZER
	       : is_one_of(text(o, "format"), archives) ? KNOWN_ARCHIVE
							: KNOWN_WEIGHTS;
}

static uint64_t size_of(const struct object *o)
{
	const char *digits = text(o, "size");
	return *digits ? strtoull(digits, NULL, 10) : KNOWN_NO_SIZE;
}

/* Other licenses that were declared for the same bytes: a row each. */
static int add_others(struct known_builder *b, const struct object *o, const uint8_t sha256[32], struct known_row row,
		      struct err *e)
{
	const struct yaml *others = yaml_get(o->root, "also_declared");
	for (size_t i = 0; others && others->type == YAML_LIST && i < others->count; i++) {
		struct object other = {others->items[i], o->arena};
		row.license = text(&other, "license");
		row.source = joined(&other, "source", SOURCES, ':');
		if (*text(&other, "model"))
			row.model = text(&other, "model");
		if (*row.license && known_builder_add(b, sha256, &row, e) < 0)
			return -1;
	}
	return 0;
}

static int add_object(struct known_builder *b, const struct object *o, struct err *e)
{
	const char *hex = text(o, "sha256");
	uint8_t sha256[32];
	if (!known_read_sha256(hex, strlen(hex), sha256))
		return err_set(e, ERR_DATA, "the object has no sha256 of 64 hexadecimal digits");
	struct known_row row = {
		.kind = kind_of(o),
		.size = size_of(o),
		.repo = text(o, "repo"),
		.family = text(o, "family"),
		.license = text(o, "declared_license"),
		.scope = text(o, "license_scope"),
		.source = joined(o, "source", SOURCES, ':'),
		.superseded = !strcmp(text(o, "status"), "superseded"),
	};
	row.file = text(o, row.kind == KNOWN_TENSOR ? "tensor" : "file");
	row.model = row.kind == KNOWN_TOKENIZER ? joined(o, "seen_in", SEEN, ':') : text(o, "model");
	return known_builder_add(b, sha256, &row, e) < 0 ? -1 : add_others(b, o, sha256, row, e);
}

int known_builder_add_json(struct known_builder *b, const char *path, const char *bytes, size_t len, struct err *e)
{
	size_t number = 0;
	for (size_t at = 0, end; at < len; at = end + 1) {
		ARENA_AUTO struct arena a;
		arena_init(&a);
		struct object o = {.arena = &a};
		const char *newline = memchr(bytes + at, '\n', len - at);
		end = newline ? (size_t)(newline - bytes) : len;
		number++;
		if (end == at)
			continue;
		if (json_parse(bytes + at, end - at, &a, &o.root, e) < 0 || add_object(b, &o, e) < 0) {
			err_prefix(e, "%s:%zu", path, number);
			if (e)
				e->code = ERR_DATA;
			return -1;
		}
	}
	return 0;
}
