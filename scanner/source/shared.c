/* SPDX-License-Identifier: MIT */
#include "source/shared.h"

#include "base/path.h"

#include <stdlib.h>
#include <string.h>

/* --- finding them ---------------------------------------------------------------------------------------------------------- */

static uint64_t hash(const struct source_file *f)
{
	uint64_t h = 0xCBF29CE484222325u + (uint64_t)f->root;
	for (const char *s = f->path; *s; s++)
		h = (h ^ (unsigned char)*s) * 0x100000001B3u;
	for (const char *s = path_base(f->name); *s; s++) /* readers go by the last component of the name */
		h = (h ^ (unsigned char)*s) * 0x100000001B3u;
	return h;
}

static bool same(const struct source_file *a, const struct source_file *b)
{
	return a->root == b->root && !strcmp(a->path, b->path) && !strcmp(path_base(a->name), path_base(b->name));
}

static bool may_be_shared(const struct source_file *f)
{
	return f->path && f->expect;
}

static size_t slot_of(const struct source_list *l, const struct source_file *f)
{
	size_t slot = hash(f) & (l->n_slots - 1);
	while (l->slots[slot] && !same(&l->at[l->slots[slot] - 1], f))
		slot = (slot + 1) & (l->n_slots - 1);
	return slot;
}

static void grow(struct source_list *l)
{
	free(l->slots);
	l->n_slots = l->n_slots ? 2 * l->n_slots : 256;
	l->slots = mem_array(l->n_slots, sizeof *l->slots);
	for (size_t i = 0; i + 1 < l->count; i++)
		if (may_be_shared(&l->at[i]) && !l->at[i].first)
			l->slots[slot_of(l, &l->at[i])] = (uint32_t)i + 1;
}

void source_find_first(struct source_list *l)
{
	struct source_file *file = &l->at[l->count - 1];
	if (!may_be_shared(file))
		return;
	if (2 * l->count >= l->n_slots)
		grow(l);
	size_t slot = slot_of(l, file);
	file->first = l->slots[slot];
	if (!file->first)
		l->slots[slot] = (uint32_t)l->count;
}

/* --- saying it of each name ------------------------------------------------------------------------------------------------ */

/* Is it a fact of the entry of that name, or of a member of it? */
static bool speaks_of(const struct fact *f, const char *name, size_t len)
{
	return !strncmp(f->at.entry, name, len) && (!f->at.entry[len] || f->at.entry[len] == '!');
}

/* What lies beside the one name need not be what lies beside the other. */
static const struct weights *without_parts(const struct weights *w, struct arena *a)
{
	if (!w->n_parts)
		return w;
	struct weights *copy = arena_memdup(a, w, sizeof *copy);
	copy->parts = NULL;
	copy->n_parts = 0;
	copy->tensors = NULL;
	copy->has_digest = false;
	copy->gap = "its tensors lie in another file, and it was read under another name";
	return copy;
}

/* Entries between those of "x" and of "x!" ("x y") may lie in the range; the range ends where no name begins with x. */
static void copy_facts(const struct evidence *ev, const char *from, const char *to, struct sink *sink)
{
	size_t len = strlen(from);
	for (size_t i = evidence_lower(ev, from); i < ev->count && !strncmp(ev->facts[i].at.entry, from, len); i++) {
		struct fact f = ev->facts[i];
		if (!speaks_of(&f, from, len) || (f.reader && !strcmp(f.reader, "store")))
			continue;
		f.at.entry = arena_printf(sink->arena, "%s%s", to, f.at.entry + len);
		if (f.kind == FACT_WEIGHTS)
			f.detail = without_parts(f.detail, sink->arena);
		sink_repeat(sink, &f);
	}
}

/* In an archive a blob is read once as well: what reads it says under which other names it is known. */
static void copy_also(const struct evidence *ev, struct sink *sink)
{
	for (size_t i = 0; i < ev->count; i++) {
		const struct fact *f = &ev->facts[i];
		if (f->kind == FACT_META && f->reader && !strcmp(f->reader, "store") && !strcmp(f->key, "also"))
			copy_facts(ev, f->at.entry, f->value, sink);
	}
}

void source_share(const struct source_list *l, struct evidence *ev)
{
	ARENA_AUTO struct arena a;
	struct sink sink;
	arena_init(&a);
	sink_init(&sink, &a, "");
	for (size_t i = 0; i < l->count; i++)
		if (l->at[i].first)
			copy_facts(ev, l->at[l->at[i].first - 1].name, l->at[i].name, &sink);
	copy_also(ev, &sink);
	if (sink.count) {
		evidence_add(ev, &sink);
		evidence_sort(ev);
	}
	sink_release(&sink);
}
