/* SPDX-License-Identifier: MIT */
#include "base/yaml.h"

#include "base/buf.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <yaml.h>

/* libyaml counts characters; evidence wants bytes. Marks only move forward, so one cursor converts them all in linear time. */
struct byte_cursor {
	const char *bytes;
	size_t len, byte, character;
};

static size_t byte_of(struct byte_cursor *c, size_t character)
{
	if (character < c->character)
		c->byte = c->character = 0;
	while (c->character < character && c->byte < c->len) {
		c->byte++;
		while (c->byte < c->len && ((unsigned char)c->bytes[c->byte] & 0xC0) == 0x80)
			c->byte++;
		c->character++;
	}
	return c->byte;
}

struct frame { /* a list or map that is still open */
	struct yaml *node;
	struct yaml **keys, **items; /* malloc'd until the node is closed */
	size_t n_keys, keys_capacity, n_items, items_capacity;
};

struct builder {
	yaml_parser_t parser;
	struct arena *arena;
	struct byte_cursor cursor;
	struct frame stack[YAML_MAX_DEPTH];
	size_t depth, nodes;
	struct yaml *root;
};

static void builder_release(struct builder *b)
{
	for (size_t i = 0; i < b->depth; i++) {
		free(b->stack[i].keys);
		free(b->stack[i].items);
	}
	yaml_parser_delete(&b->parser);
}

static int fail_at(struct err *e, const yaml_mark_t *mark, const char *what)
{
	return err_set(e, ERR_INPUT, "line %zu, column %zu: %s", mark->line + 1, mark->column + 1, what);
}

static struct yaml *node_new(struct builder *b, enum yaml_type type, const yaml_event_t *event)
{
	struct yaml *n = ARENA_NEW(b->arena, struct yaml);
	n->type = type;
	n->line = (uint32_t)(event->start_mark.line + 1);
	n->column = (uint32_t)(event->start_mark.column + 1);
	n->start = byte_of(&b->cursor, event->start_mark.index);
	n->end = byte_of(&b->cursor, event->end_mark.index);
	return n;
}

/* Hangs a finished or just opened node into the container on top of the stack. */
static int attach(struct builder *b, struct yaml *n, const yaml_event_t *event, struct err *e)
{
	if (++b->nodes > YAML_MAX_NODES)
		return fail_at(e, &event->start_mark, "more nodes than a YAML document may have here");
	if (!b->depth) {
		b->root = n;
		return 0;
	}
	struct frame *f = &b->stack[b->depth - 1];
	if (f->node->type == YAML_MAP && f->n_keys == f->n_items) {
		if (n->type != YAML_SCALAR)
			return fail_at(e, &event->start_mark, "a key that is a list or a map");
		VEC_PUSH(f->keys, f->n_keys, f->keys_capacity, n);
	} else {
		VEC_PUSH(f->items, f->n_items, f->items_capacity, n);
	}
	return 0;
}

static int open_container(struct builder *b, enum yaml_type type, const yaml_event_t *event, struct err *e)
{
	struct yaml *n = node_new(b, type, event);
	if (attach(b, n, event, e) < 0)
		return -1;
	if (b->depth == YAML_MAX_DEPTH)
		return fail_at(e, &event->start_mark, "nested too deeply");
	b->stack[b->depth++] = (struct frame){.node = n};
	return 0;
}

static void close_container(struct builder *b, const yaml_event_t *event)
{
	struct frame *f = &b->stack[--b->depth];
	f->node->end = byte_of(&b->cursor, event->end_mark.index);
	f->node->count = f->n_items;
	f->node->items = arena_memdup(b->arena, f->items, f->n_items * sizeof *f->items);
	f->node->keys = arena_memdup(b->arena, f->keys, f->n_keys * sizeof *f->keys);
	free(f->keys);
	free(f->items);
}

static int add_scalar(struct builder *b, const yaml_event_t *event, struct err *e)
{
	struct yaml *n = node_new(b, YAML_SCALAR, event);
	yaml_scalar_style_t style = event->data.scalar.style;
	n->quoted = style != YAML_PLAIN_SCALAR_STYLE;
	n->block = style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE;
	n->text_len = event->data.scalar.length;
	n->text = arena_strndup(b->arena, (const char *)event->data.scalar.value, n->text_len);
	return attach(b, n, event, e);
}

/* 1: the document ended; 0: go on; -1: error. */
static int take_event(struct builder *b, const yaml_event_t *event, struct err *e)
{
	switch (event->type) {
	case YAML_STREAM_END_EVENT:
	case YAML_DOCUMENT_END_EVENT:
		return 1;
	case YAML_ALIAS_EVENT:
		return fail_at(e, &event->start_mark, "an alias (*name), which is not accepted here");
	case YAML_SCALAR_EVENT:
		return add_scalar(b, event, e);
	case YAML_SEQUENCE_START_EVENT:
		return open_container(b, YAML_LIST, event, e);
	case YAML_MAPPING_START_EVENT:
		return open_container(b, YAML_MAP, event, e);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		close_container(b, event);
		return 0;
	default:
		return 0;
	}
}

static int parser_error(const yaml_parser_t *p, struct err *e)
{
	if (p->error == YAML_MEMORY_ERROR)
		mem_exhausted();
	const char *problem = p->problem ? p->problem : "not YAML";
	if (p->error == YAML_READER_ERROR)
		return err_set(e, ERR_INPUT, "byte %zu: %s", p->problem_offset, problem);
	if (p->context)
		return err_set(e, ERR_INPUT, "line %zu, column %zu: %s %s", p->problem_mark.line + 1, p->problem_mark.column + 1,
			       problem, p->context);
	return fail_at(e, &p->problem_mark, problem);
}

static int run_parser(struct builder *b, struct err *e)
{
	for (int state = 0; state == 0;) {
		yaml_event_t event;
		if (!yaml_parser_parse(&b->parser, &event))
			return parser_error(&b->parser, e);
		state = take_event(b, &event, e);
		yaml_event_delete(&event);
		if (state < 0)
			return -1;
	}
	return 0;
}

/* Behind the first document. */
static int refuse_another(struct builder *b, struct err *e)
{
	yaml_event_t event;
	if (!yaml_parser_parse(&b->parser, &event))
		return parser_error(&b->parser, e);
	int rc = event.type == YAML_DOCUMENT_START_EVENT
			 ? fail_at(e, &event.start_mark, "a second document (---), where one is read")
			 : 0;
	yaml_event_delete(&event);
	return rc;
}

static int parse(const char *bytes, size_t len, struct arena *a, bool only, const struct yaml **root, struct err *e)
{
	*root = NULL;
	struct builder b = {.arena = a, .cursor = {.bytes = bytes, .len = len}};
	if (!yaml_parser_initialize(&b.parser))
		mem_exhausted();
	yaml_parser_set_encoding(&b.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&b.parser, (const unsigned char *)bytes, len);
	int rc = run_parser(&b, e);
	if (rc == 0 && only)
		rc = refuse_another(&b, e);
	if (rc == 0)
		*root = b.root;
	builder_release(&b);
	return rc;
}

int yaml_parse(const char *bytes, size_t len, struct arena *a, const struct yaml **root, struct err *e)
{
	return parse(bytes, len, a, false, root, e);
}

int yaml_parse_only(const char *bytes, size_t len, struct arena *a, const struct yaml **root, struct err *e)
{
	return parse(bytes, len, a, true, root, e);
}

const struct yaml *yaml_get(const struct yaml *map, const char *key)
{
	if (!map || map->type != YAML_MAP)
		return NULL;
	for (size_t i = 0; i < map->count; i++)
		if (!strcmp(map->keys[i]->text, key))
			return map->items[i];
	return NULL;
}

bool yaml_is_null(const struct yaml *node)
{
	if (!node)
		return true;
	if (node->type != YAML_SCALAR || node->quoted)
		return false;
	return !node->text_len || !strcmp(node->text, "~") || !strcasecmp(node->text, "null");
}

const char *yaml_text(const struct yaml *map, const char *key)
{
	const struct yaml *n = yaml_get(map, key);
	return n && n->type == YAML_SCALAR && !yaml_is_null(n) ? n->text : NULL;
}
