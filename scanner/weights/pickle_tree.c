/* SPDX-License-Identifier: MIT */
#include "weights/pickle_tree.h"

#include "weights/weights.h"

#include <string.h>

const char *pickle_callee(const struct pickle_value *call)
{
	return call->callee && call->callee->kind == PICKLE_GLOBAL ? call->callee->text : "";
}

static int walk(struct pickle_tree *w, struct pickle_value *v, unsigned depth, struct err *e);

/* What a module keeps its parts in is no part of their names. */
static bool is_nameless(const struct pickle_value *key)
{
	return key->kind == PICKLE_STRING_VALUE &&
	       (!strcmp(key->text, "_modules") || !strcmp(key->text, "_parameters") || !strcmp(key->text, "_buffers"));
}

static int walk_below(struct pickle_tree *w, const struct pickle_value *key, uint32_t index, struct pickle_value *v,
		      unsigned depth, struct err *e)
{
	size_t before = w->name.len;
	const char *dot = before ? "." : "";
	if (key && is_nameless(key))
		;
	else if (key && key->kind == PICKLE_STRING_VALUE)
		buf_printf(&w->name, "%s%s", dot, key->text);
	else if (key && key->kind == PICKLE_INT)
		buf_printf(&w->name, "%s%lld", dot, (long long)key->number);
	else
		buf_printf(&w->name, "%s%u", dot, index);
	int rc = walk(w, v, depth + 1, e);
	if (w->name.data) {
		w->name.len = before;
		w->name.data[before] = 0;
	}
	return rc;
}

static int walk_pairs(struct pickle_tree *w, struct pickle_value *v, unsigned depth, struct err *e)
{
	for (uint32_t i = 0; i + 1 < v->count; i += 2)
		if (walk_below(w, v->items[i], i / 2, v->items[i + 1], depth, e) < 0)
			return -1;
	return 0;
}

static int walk_items(struct pickle_tree *w, struct pickle_value *v, unsigned depth, struct err *e)
{
	for (uint32_t i = 0; i < v->count; i++)
		if (walk_below(w, NULL, i, v->items[i], depth, e) < 0)
			return -1;
	return 0;
}

/* An object's state: a dict, or (None, dict). */
static int walk_state(struct pickle_tree *w, struct pickle_value *state, unsigned depth, struct err *e)
{
	const struct pickle_value *slots = pickle_item(state, 1);
	if (slots && slots->kind == PICKLE_DICT)
		return walk(w, (struct pickle_value *)(uintptr_t)slots, depth + 1, e);
	return state->kind == PICKLE_DICT ? walk(w, state, depth + 1, e) : 0;
}

static int walk(struct pickle_tree *w, struct pickle_value *v, unsigned depth, struct err *e)
{
	if (depth > PICKLE_DEPTH) {
		w->deep = true;
		return 0;
	}
	int made = v->kind == PICKLE_CALL ? w->found(w, v, depth, e) : 0;
	if (made || v->seen)
		return made < 0 ? -1 : 0;
	v->seen = true;
	switch (v->kind) {
	case PICKLE_DICT:
		return walk_pairs(w, v, depth, e);
	case PICKLE_TUPLE:
	case PICKLE_LIST:
		return walk_items(w, v, depth, e);
	case PICKLE_CALL:
		if (walk_pairs(w, v, depth, e) < 0)
			return -1;
		return v->state ? walk_state(w, v->state, depth, e) : 0;
	default:
		return 0;
	}
}

int pickle_tree_walk(struct pickle_tree *w, struct pickle_value *root, const char *prefix, struct err *e)
{
	buf_init(&w->name, TENSOR_NAME * 2);
	buf_add_str(&w->name, prefix);
	return walk(w, root, 0, e);
}

int pickle_tree_below(struct pickle_tree *w, const struct pickle_value *v, unsigned depth, struct err *e)
{
	return walk(w, (struct pickle_value *)(uintptr_t)v, depth + 1, e);
}

void pickle_claims(struct reading *r, const struct pickle_value *root, bool placed)
{
	static const struct weights_keys keys = {.any = true};
	for (uint32_t i = 0; root->kind == PICKLE_DICT && i + 1 < root->count; i += 2) {
		const struct pickle_value *key = root->items[i], *value = root->items[i + 1];
		if (key->kind == PICKLE_STRING_VALUE && value->kind == PICKLE_STRING_VALUE)
			weights_claim(r, weights_key(&keys, key->text, key->count), value->text, value->count,
				      placed ? value->at : 0, placed ? value->at + value->count : 0, 0);
	}
}
