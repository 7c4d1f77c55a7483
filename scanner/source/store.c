/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "source/store.h"

#include "base/buf.h"
#include "base/fd.h"
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define STORE(name) extern const struct store store_##name;
#include "source/stores.def"
#undef STORE

static const struct store *const stores[] = {
#define STORE(name) &store_##name,
#include "source/stores.def"
#undef STORE
};

static void walk_others(const struct store *s, const struct store_dir *d)
{
	for (size_t i = 0; i < d->names->count && !d->walk->full; i++)
		if (!s->owns(d->names->at[i]))
			store_walk(d, d->names->at[i]);
}

bool store_list(const struct store_dir *d)
{
	for (size_t i = 0; i < sizeof stores / sizeof *stores; i++)
		if (stores[i]->is(d)) {
			stores[i]->list(d);
			walk_others(stores[i], d);
			return true;
		}
	return false;
}

void store_walk(const struct store_dir *d, const char *relative)
{
	walk_member(d->walk, store_name(d, relative), store_path(d, relative), d->depth);
}

struct arena *store_arena(const struct store_dir *d)
{
	return &d->walk->list->arena;
}

const char *store_path(const struct store_dir *d, const char *relative)
{
	return *relative ? path_join(store_arena(d), d->path, relative) : d->path;
}

const char *store_name(const struct store_dir *d, const char *relative)
{
	return *relative ? path_join(store_arena(d), d->name, relative) : d->name;
}

static int compare_name(const void *key, const void *at)
{
	return strcmp(key, *(char *const *)at);
}

bool store_lists(const struct store_dir *d, const char *base)
{
	return d->names->count && bsearch(base, d->names->at, d->names->count, sizeof *d->names->at, compare_name);
}

bool store_has(const struct store_dir *d, const char *relative, bool directory)
{
	ARENA_AUTO struct arena a; /* asked of every directory of a tree: it must leave nothing behind */
	struct stat st;
	arena_init(&a);
	FD_AUTO int fd = source_open_beneath(d->walk->root, path_join(&a, d->path, relative), O_PATH);
	return fd >= 0 && fstat(fd, &st) == 0 && (directory ? S_ISDIR(st.st_mode) : S_ISREG(st.st_mode));
}

static void say_problem(struct walk *w, const char *entry, const char *id, const char *sentence)
{
	struct place at = {.entry = arena_strdup(&w->list->arena, entry)};
	sink_add(w->list->sink, &(struct fact){.kind = FACT_PROBLEM, .key = id, .value = sentence, .at = at, .reader = "store"});
}

void store_problem(const struct store_dir *d, const char *entry, const char *id, const char *format, ...)
{
	char sentence[2000];
	va_list ap;
	va_start(ap, format);
	vsnprintf(sentence, sizeof sentence, format, ap);
	va_end(ap);
	say_problem(d->walk, entry, id, arena_strdup(store_arena(d), sentence));
}

const char *store_read(const struct store_dir *d, const char *relative, struct arena *a, size_t *len)
{
	const char *name = store_name(d, relative);
	FD_AUTO int fd = source_open_beneath(d->walk->root, store_path(d, relative), O_RDONLY | O_NONBLOCK);
	struct stat st;
	if (fd < 0 && errno == ENOENT)
		return NULL;
	if (fd < 0 || fstat(fd, &st) < 0) {
		store_problem(d, name, "unreadable", "It cannot be read: %s.", strerror(errno));
		return NULL;
	}
	if (!S_ISREG(st.st_mode) || st.st_size > STORE_DOCUMENT) {
		store_problem(d, name, S_ISREG(st.st_mode) ? "limit" : "unreadable",
			      "It should be a document of the store of at most %d bytes, and is none; it was not read.",
			      (int)STORE_DOCUMENT);
		return NULL;
	}
	char *bytes = arena_alloc(a, (size_t)st.st_size + 1);
	ssize_t n = fd_read_at(fd, bytes, (size_t)st.st_size, 0);
	if (n < 0) {
		store_problem(d, name, "unreadable", "It cannot be read: %s.", strerror(errno));
		return NULL;
	}
	*len = (size_t)n;
	return bytes;
}

void store_fact(const struct store_dir *d, const char *entry, const char *key, const char *value)
{
	struct fact f = {.kind = FACT_META, .key = key, .at = {.entry = entry}, .reader = "store"};
	f.value = arena_strdup(store_arena(d), value); /* it may be a name that is released when its directory is done */
	sink_add(d->walk->list->sink, &f);
}

static void store_declare(const struct store_dir *d, const char *entry, const char *licenses)
{
	struct fact f = {.kind = FACT_DECLARED, .key = "license", .at = {.entry = entry}, .reader = "oci-index"};
	f.value = arena_strdup(store_arena(d), licenses);
	sink_add(d->walk->list->sink, &f);
}

const char *store_model(const struct store_dir *d, const char *directory)
{
	const char *entry = arena_printf(store_arena(d), "%s/", directory);
	store_fact(d, entry, "artifact", directory);
	return entry;
}

/* --- blobs ----------------------------------------------------------------------------------------------------------------- */

void store_add_pointer(const struct walk *w, const char *entry, const struct expectation *x)
{
	const char *text = expectation_pointer(x, &w->list->arena);
	if (text)
		source_add_file(w->list, (struct source_file){.name = entry, .bytes = text, .size = (int64_t)strlen(text)});
}

void store_add_blob(const struct store_dir *d, const char *blob, const char *entry, const struct expectation *expect)
{
	struct walk *w = d->walk;
	const char *path = store_path(d, blob);
	struct stat st;
	FD_AUTO int fd = source_open_beneath(w->root, path, O_PATH);
	if (fd < 0 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)) {
		store_problem(d, entry, "missing-blob", "The store names %s for it, and %s.", store_name(d, blob),
			      fd < 0 ? strerror(errno) : "that is no file");
		if (expect)
			store_add_pointer(w, entry, expect);
		return;
	}
	if (expect && expect->size >= 0 && expect->size != st.st_size)
		store_problem(d, entry, "wrong-size", "The store says that it has %lld bytes, and %s has %lld.",
			      (long long)expect->size, store_name(d, blob), (long long)st.st_size);
	struct source_file file = {.name = entry,
				   .path = path,
				   .root = w->root_number,
				   .size = st.st_size,
				   .state = file_state(&st),
				   .place = store_name(d, blob)};
	if (expect)
		file.expect = arena_memdup(store_arena(d), expect, sizeof *expect);
	w->full = !source_add_file(w->list, file);
}

/* --- what no model has ------------------------------------------------------------------------------------------------------ */

static int compare_paths(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The paths of the files that were listed from number `first` on, sorted. */
static const char **paths_since(const struct source_list *l, size_t first, size_t *count)
{
	const char **paths = mem_array(l->count - first + 1, sizeof *paths);
	*count = 0;
	for (size_t i = first; i < l->count; i++)
		if (l->at[i].path)
			paths[(*count)++] = l->at[i].path;
	if (*count)
		qsort(paths, *count, sizeof *paths, compare_paths);
	return paths;
}

/* Is it called as a store calls a blob, or a piece of one that is still on its way? */
static bool is_blob_name(const char *name)
{
	static const char *const pieces[] = {".incomplete", "-partial", ".lock"};
	struct expectation x;
	if (!strncmp(name, "sha256", 6) && (name[6] == '-' || name[6] == ':'))
		name += 7;
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
		if (strstr(name, pieces[i]))
			return true;
	size_t n = strlen(name);
	return expectation_read(EXPECT_SHA256, name, n, &x) || expectation_read(EXPECT_GIT_SHA1, name, n, &x) ||
	       expectation_read(EXPECT_SHA512, name, n, &x);
}

void store_take_rest(const struct store_dir *d, const char *folder, size_t first)
{
	NAMES_AUTO struct names names = {0};
	size_t n, unused = 0;
	if (!store_has(d, folder, true) || walk_names(d->walk, store_path(d, folder), &names))
		return;
	const char **used = paths_since(d->walk->list, first, &n);
	for (size_t i = 0; i < names.count && !d->walk->full; i++) {
		const char *below = arena_printf(store_arena(d), "%s/%s", folder, names.at[i]), *path = store_path(d, below);
		bool blob = is_blob_name(names.at[i]);
		if (n && bsearch(&path, used, n, sizeof *used, compare_paths))
			continue;
		unused += blob && store_has(d, below, false); /* a symlink leads to a store that others share */
		if (!blob)
			store_walk(d, below);
	}
	free(used);
	if (unused)
		walk_say(d->walk, FACT_NOTE, "unused-blobs", store_name(d, folder),
			 arena_printf(store_arena(d),
				      "Of %zu files in it %zu belong to no model of the store; they were not read.", names.count,
				      unused));
}

/* --- manifests ------------------------------------------------------------------------------------------------------------- */

static void say_complaint(void *ctx, const char *entry, const char *id, const char *sentence)
{
	say_problem(ctx, entry, id, sentence);
}

void store_add_manifest(const struct store_dir *d, const struct store_manifest *m, struct manifest *parsed)
{
	struct arena *a = store_arena(d);
	struct complaints to = {say_complaint, d->walk};
	const char *directory = arena_printf(a, "%s!", m->entry);
	const char *model = store_model(d, directory);
	manifest_complain(parsed, m->entry, a, &to);
	if (*m->model)
		store_fact(d, model, "name", m->model);
	if (m->licenses && *m->licenses)
		store_declare(d, model, m->licenses);
	store_add_blob(d, m->document, arena_printf(a, "%s/manifest.json", directory), m->expect);
	for (size_t i = 0; i < parsed->count && !d->walk->full; i++) {
		struct placed_layer layer = manifest_place(parsed, i, m->entry, m->blob_path, a, &to);
		if (layer.blob)
			store_add_blob(d, layer.blob, layer.entry, &layer.expect);
	}
}

void store_read_manifest(const struct store_dir *d, const struct store_manifest *m)
{
	ARENA_AUTO struct arena scratch; /* a store may have thousands of manifests */
	struct manifest parsed;
	struct err e;
	size_t len;
	arena_init(&scratch);
	const char *bytes = store_read(d, m->document, &scratch, &len);
	if (!bytes)
		return;
	if (manifest_parse(bytes, len, &scratch, &parsed, &e) < 0 || parsed.index)
		store_problem(d, m->entry, "damaged", "The manifest is damaged: %s.", parsed.index ? "it is an index" : e.text);
	else
		store_add_manifest(d, m, &parsed);
}
