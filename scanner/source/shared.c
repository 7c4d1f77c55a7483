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

struct renaming {
	const char *from, *to;
	struct arena *arena;
};

/* What is in the entry, or beside it, is so by its other name as well. */
static const char *other_name(const struct renaming *n, const char *entry)
{
	size_t all = strlen(n->from), folder = (size_t)(path_base(n->from) - n->from);
	if (!strncmp(entry, n->from, all) && (!entry[all] || entry[all] == '!'))
		return arena_printf(n->arena, "%s%s", n->to, entry + all);
	return strncmp(entry, n->from, folder) != 0
		       ? entry
		       : arena_printf(n->arena, "%.*s%s", (int)(path_base(n->to) - n->to), n->to, entry + folder);
}

static const struct shard_index *index_beside(const struct renaming *n, const struct shard_index *x)
{
	struct shard_index *copy = arena_memdup(n->arena, x, sizeof *copy);
	const char **files = arena_array(n->arena, x->n_files, sizeof *files);
	for (uint32_t i = 0; i < x->n_files; i++)
		files[i] = other_name(n, x->files[i]);
	copy->files = files;
	return copy;
}

/* What lies beside the one name need not be what lies beside the other: parts are not taken along. */
static const struct weights *weights_beside(const struct renaming *n, const struct weights *w)
{
	if (!w->n_parts && !w->part_of)
		return w;
	struct weights *copy = arena_memdup(n->arena, w, sizeof *copy);
	copy->part_of = w->part_of ? other_name(n, w->part_of) : NULL;
	if (!w->n_parts)
		return copy;
	copy->parts = NULL;
	copy->n_parts = 0;
	copy->tensors = NULL;
	copy->has_digest = false;
	copy->gap = "its tensors lie in another file, and it was read under another name";
	return copy;
}

struct sharing {
	const struct evidence *ev;
	struct sink sink;
	size_t most; /* facts: a small manifest can name an archive of a million entries ten thousand times */
	bool full;
};

/* Entries between those of "x" and of "x!" ("x y") may lie in the range; the range ends where no name begins with x. */
static void copy_facts(struct sharing *s, const char *from, const char *to)
{
	const struct evidence *ev = s->ev;
	size_t len = strlen(from);
	struct renaming n = {from, to, s->sink.arena};
	for (size_t i = evidence_lower(ev, from); !s->full && i < ev->count && !strncmp(ev->facts[i].at.entry, from, len); i++) {
		struct fact f = ev->facts[i];
		if (!speaks_of(&f, from, len) || (f.reader && !strcmp(f.reader, "store")))
			continue;
		s->full = s->sink.count >= s->most;
		if (s->full)
			return;
		f.at.entry = other_name(&n, f.at.entry);
		if (f.kind == FACT_WEIGHTS)
			f.detail = weights_beside(&n, f.detail);
		if (f.kind == FACT_INDEX)
			f.detail = index_beside(&n, f.detail);
		sink_repeat(&s->sink, &f);
	}
}

/* In an archive a blob is read once as well: what reads it says under which other names it is known. */
static void copy_also(struct sharing *s)
{
	for (size_t i = 0; i < s->ev->count && !s->full; i++) {
		const struct fact *f = &s->ev->facts[i];
		if (f->kind == FACT_META && f->reader && !strcmp(f->reader, "store") && !strcmp(f->key, "also"))
			copy_facts(s, f->at.entry, f->value);
	}
}

void source_share(const struct source_list *l, struct evidence *ev)
{
	ARENA_AUTO struct arena a;
	struct sharing s = {.ev = ev, .most = (size_t)l->limits->entries};
	arena_init(&a);
	sink_init(&s.sink, &a, "");
	for (size_t i = 0; i < l->count && !s.full; i++)
		if (l->at[i].first)
			copy_facts(&s, l->at[l->at[i].first - 1].name, l->at[i].name);
	copy_also(&s);
	if (s.full)
		sink_problem(&s.sink, "limit",
			     "There is more to say of files that have several names than %zu things (--limit entries=…); of some "
			     "names it is not said.",
			     s.most);
	if (s.sink.count) {
		evidence_add(ev, &s.sink);
		evidence_sort(ev);
	}
	sink_release(&s.sink);
}
