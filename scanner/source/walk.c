/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "source/walk.h"

#include "base/buf.h"
#include "base/fd.h"
#include "base/path.h"
#include "source/hub.h"
#include "source/store.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_DEPTH = 512 }; /* of directories; each level costs a stack frame */

struct identity {
	uint64_t device, inode;
};

void walk_say(struct walk *w, enum fact_kind kind, const char *id, const char *entry, const char *sentence)
{
	struct place at = {.entry = arena_strdup(&w->list->arena, entry)};
	sink_add(w->list->sink, &(struct fact){.kind = kind, .key = id, .value = sentence, .at = at});
}

static void say_unreadable(struct walk *w, const char *entry, int why)
{
	walk_say(w, FACT_PROBLEM, "unreadable", entry, arena_printf(&w->list->arena, "It cannot be read: %s.", strerror(why)));
}

static char *join(const char *dir, const char *base)
{
	char *joined;
	if (asprintf(&joined, "%s%s%s", dir, *dir ? "/" : "", base) < 0)
		mem_exhausted();
	return joined;
}

static void free_string(char **s)
{
	free(*s);
}

struct member { /* a name in a directory, joined to that of the directory, in memory for each of its names in turn */
	char *path;
	size_t dir, room;
};

static struct member member_of(const char *dir)
{
	size_t n = strlen(dir), room = n + NAME_MAX + 2;
	struct member m = {.path = mem_alloc(room), .dir = n + (n > 0), .room = room};
	memcpy(m.path, dir, n);
	m.path[n] = '/';
	return m;
}

static void member_release(struct member *m)
{
	free(m->path);
}

static const char *member_name(struct member *m, const char *base)
{
	size_t n = strlen(base) + 1;
	if (m->room - m->dir < n)
		m->path = mem_resize(m->path, m->room = m->dir + n, 1);
	memcpy(m->path + m->dir, base, n);
	return m->path;
}

static bool name_fits(struct walk *w, const char *name)
{
	if ((int64_t)strlen(name) <= w->list->limits->name_bytes)
		return true;
	walk_say(w, FACT_PROBLEM, "limit", name,
		 arena_printf(&w->list->arena, "Its name is longer than %lld bytes (--limit name-bytes=…); it was not read.",
			      (long long)w->list->limits->name_bytes));
	return false;
}

static const char *special_name(mode_t mode)
{
	return S_ISFIFO(mode) ? "FIFO" : S_ISSOCK(mode) ? "socket" : S_ISCHR(mode) ? "character device" : "block device";
}

static void add_file(struct walk *w, const char *name, const char *path, const struct file_state *state,
		     const struct expectation *x)
{
	struct arena *a = &w->list->arena;
	const char *kept = arena_strdup(a, name);
	struct source_file file = {.name = kept,
				   .path = strcmp(name, path) ? arena_strdup(a, path) : kept,
				   .root = w->root_number,
				   .size = (int64_t)state->size,
				   .state = *state};
	if (x)
		file.expect = arena_memdup(a, x, sizeof *x);
	w->full = !source_add_file(w->list, file);
}

static bool entered_before(struct walk *w, const struct file_state *s)
{
	for (size_t i = 0; i < w->n_entered; i++)
		if (w->entered[i].device == s->device && w->entered[i].inode == s->inode)
			return true;
	VEC_PUSH(w->entered, w->n_entered, w->entered_capacity, (struct identity){s->device, s->inode});
	return false;
}

/* Where a symlink leads: the path below the root ("" for the root itself), or NULL when that is elsewhere or nothing. */
static char *resolve(struct walk *w, const char *path)
{
	__attribute__((cleanup(free_string))) char *link = join(w->real_root, path);
	__attribute__((cleanup(free_string))) char *real = realpath(link, NULL);
	if (!real)
		return NULL;
	size_t len = strcmp(w->real_root, "/") ? strlen(w->real_root) : 0;
	char *below = NULL;
	if (!strncmp(real, w->real_root, len) && (real[len] == 0 || real[len] == '/'))
		below = arena_strdup(&w->list->arena, real + len + (real[len] == '/'));
	else
		errno = 0;
	return below;
}

static bool lies_below(const char *path, const char *dir)
{
	size_t len = strlen(dir);
	return len == 0 || (!strncmp(path, dir, len) && (path[len] == '/' || path[len] == 0));
}

/* A symlink of a snapshot says by the name of its blob what the bytes are. */
static bool snapshot_expects(const struct walk *w, const char *path, struct expectation *x)
{
	char target[PATH_MAX];
	FD_AUTO int link = w->in_snapshot ? source_open_beneath(w->root, path, O_PATH) : -1;
	ssize_t n = link < 0 ? -1 : readlinkat(link, "", target, sizeof target - 1);
	target[n > 0 ? n : 0] = 0;
	return hub_blob_expects(target, x);
}

static void say_broken(struct walk *w, const char *name, int why, const struct expectation *x)
{
	struct arena *a = &w->list->arena;
	if (w->in_snapshot) {
		walk_say(w, FACT_PROBLEM, "missing-blob", name,
			 arena_printf(a, "It is a symlink to a blob that is not here: %s.", strerror(why)));
		store_add_pointer(w, arena_strdup(a, name), x);
	} else {
		walk_say(w, FACT_NOTE, "symlink-broken", name,
			 arena_printf(a, "It is a symlink that leads nowhere: %s.", strerror(why)));
	}
}

static void follow(struct walk *w, const char *name, const char *path, int depth)
{
	struct arena *a = &w->list->arena;
	const char *target = resolve(w, path);
	int why = errno;
	struct expectation expects = {0};
	bool expected = snapshot_expects(w, path, &expects);
	if (!target && why == 0) {
		walk_say(w, FACT_NOTE, "symlink-outside", name,
			 "It is a symlink that leads out of the distribution; it was not followed.");
		return;
	}
	if (!target) {
		say_broken(w, name, why, &expects);
		return;
	}
	FD_AUTO int fd = source_open_beneath(w->root, target, O_PATH);
	struct seen seen = see(fd, "");
	if (seen.why)
		say_unreadable(w, name, seen.why);
	else if (S_ISREG(seen.mode))
		add_file(w, name, target, &seen.state, expected ? &expects : NULL);
	else if (!S_ISDIR(seen.mode))
		walk_say(w, FACT_NOTE, "special-file", name,
			 arena_printf(a, "It leads to a %s; it was not opened.", special_name(seen.mode)));
	else if (lies_below(path, target))
		walk_say(w, FACT_NOTE, "symlink-loop", name,
			 "It is a symlink to a directory that it lies in; it was not followed.");
	else if (entered_before(w, &seen.state))
		walk_say(w, FACT_NOTE, "symlink-again", name,
			 "It is a symlink to a directory that was entered through another one before.");
	else
		walk_directory(w, name, target, depth + 1);
}

static bool is_left_out(const struct walk *w, const struct file_state *s)
{
	for (size_t i = 0; i < w->list->n_left_out; i++)
		if (w->list->left_out[i].inode == s->inode && w->list->left_out[i].device == s->device)
			return true;
	return false;
}

static void add_plain_file(struct walk *w, const char *name, const char *path, const struct file_state *state)
{
	struct expectation expects;
	if (is_left_out(w, state))
		walk_say(w, FACT_NOTE, "cache-file", name, "It is a file of this scan's cache; it was not read.");
	else
		add_file(w, name, path, state, local_dir_expects(w, name, path, &expects) ? &expects : NULL);
}

static void walk_listing(struct walk *w, const char *name, const char *path, int depth, const struct listing *l);

/* What there is but a directory that is entered. */
static void walk_other(struct walk *w, const char *name, const char *path, int depth, const struct seen *seen)
{
	if (seen->why)
		say_unreadable(w, name, seen->why);
	else if (S_ISREG(seen->mode))
		add_plain_file(w, name, path, &seen->state);
	else if (S_ISLNK(seen->mode))
		follow(w, name, path, depth);
	else if (!S_ISDIR(seen->mode))
		walk_say(w, FACT_NOTE, "special-file", name,
			 arena_printf(&w->list->arena, "It is a %s; it was not opened.", special_name(seen->mode)));
	else if (!strcmp(path_base(path), ".git"))
		walk_say(w, FACT_NOTE, "git-directory", name, "It holds the history of a repository; it was not read.");
}

static bool may_be_entered(const char *base, mode_t mode)
{
	return S_ISDIR(mode) && strcmp(base, ".git") != 0;
}

static bool is_entered(struct walk *w, const char *path, const struct seen *seen)
{
	return may_be_entered(path_base(path), seen->mode) && !hub_keeps_for_itself(w, path_base(path), path);
}

void walk_member(struct walk *w, const char *name, const char *path, int depth)
{
	const char *base = path_base(path);
	const char *parent = arena_strndup(&w->list->arena, path, base > path ? (size_t)(base - path) - 1 : 0);
	FD_AUTO int dir = source_open_beneath(w->root, parent, O_PATH | O_DIRECTORY);
	struct seen seen = see(dir, base);
	if (!name_fits(w, name))
		return;
	if (is_entered(w, path, &seen))
		walk_directory(w, name, path, depth + 1);
	else
		walk_other(w, name, path, depth, &seen);
}

int walk_names(struct walk *w, const char *path, struct names *out)
{
	FD_AUTO int dir = source_open_beneath(w->root, path, O_RDONLY | O_DIRECTORY);
	return dir < 0 ? errno : names_read(out, dir);
}

static void walk_members(struct walk *w, const char *name, const char *path, int depth, const struct listing *l)
{
	AHEAD_AUTO struct ahead ahead = {
		.of = l, .path = path, .root = w->root, .threads = w->list->threads, .is_wanted = may_be_entered};
	__attribute__((cleanup(member_release))) struct member child = member_of(name);
	__attribute__((cleanup(member_release))) struct member child_path = member_of(path);
	for (size_t i = 0; i < l->names.count && !w->full; i++) {
		const char *of = member_name(&child, l->names.at[i]), *at = member_name(&child_path, l->names.at[i]);
		LISTING_AUTO struct listing below = {0};
		if (may_be_entered(l->names.at[i], l->seen[i].mode))
			below = listed_ahead(&ahead, i);
		if (!name_fits(w, of))
			continue;
		if (is_entered(w, at, &l->seen[i]))
			walk_listing(w, of, at, depth + 1, &below);
		else
			walk_other(w, of, at, depth, &l->seen[i]);
	}
}

static void walk_listing(struct walk *w, const char *name, const char *path, int depth, const struct listing *l)
{
	const char *outer = w->local_dir;
	size_t outer_name = w->local_name;
	if (depth > MAX_DEPTH) {
		walk_say(w, FACT_PROBLEM, "limit", name, "Directories are nested too deeply here; it was not read.");
		return;
	}
	if (l->why)
		say_unreadable(w, name, l->why);
	if (store_list(&(struct store_dir){w, name, path, depth, &l->names}))
		return;
	local_dir_enter(w, name, path, &l->names);
	walk_members(w, name, path, depth, l);
	w->local_dir = outer;
	w->local_name = outer_name;
}

void walk_directory(struct walk *w, const char *name, const char *path, int depth)
{
	LISTING_AUTO struct listing l;
	listing_read(&l, w->root, path);
	walk_listing(w, name, path, depth, &l);
}
