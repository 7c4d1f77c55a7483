/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "source/hub.h"

#include "base/fd.h"
#include "base/path.h"
#include "source/store.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { COMMIT = 40, RECORD_BYTES = 512 };

/* --- names ----------------------------------------------------------------------------------------------------------------- */

bool hub_is_repository(const char *directory)
{
	static const char *const kinds[] = {"models--", "datasets--", "spaces--", "kernels--"};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (!strncmp(directory, kinds[i], strlen(kinds[i])) && directory[strlen(kinds[i])])
			return true;
	return false;
}

const char *hub_repository_id(struct arena *a, const char *directory)
{
	const char *name = strstr(directory, "--") + 2;
	char *id = arena_alloc(a, strlen(name) + 1), *to = id;
	while (*name) {
		bool separator = name[0] == '-' && name[1] == '-';
		*to++ = separator ? '/' : *name;
		name += separator ? 2 : 1;
	}
	return id;
}

static bool digest_expects(const char *hex, size_t len, struct expectation *out)
{
	return expectation_read(EXPECT_SHA256, hex, len, out) || expectation_read(EXPECT_GIT_SHA1, hex, len, out);
}

bool hub_blob_expects(const char *target, struct expectation *out)
{
	const char *base = path_base(target);
	size_t before = (size_t)(base - target);
	return before >= 6 && !strncmp(base - 6, "blobs/", 6) && digest_expects(base, strlen(base), out);
}

static bool is_there(struct walk *w, const char *path, const char *below)
{
	ARENA_AUTO struct arena a;
	arena_init(&a);
	int fd = source_open_beneath(w->root, path_join(&a, path, below), O_PATH);
	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

bool hub_keeps_for_itself(struct walk *w, const char *base, const char *path)
{
	if (!strcmp(base, "huggingface") && w->local_dir) {
		const char *records = path + strlen(path) - strlen(".cache/huggingface");
		return records >= path && !strncmp(records, ".cache/", 7);
	}
	return !strcmp(base, "blobs") && is_there(w, path, ".huggingface-shared-blobs");
}

/* --- records of downloads -------------------------------------------------------------------------------------------------- */

struct record {
	char text[RECORD_BYTES];
	const char *commit, *digest;
	size_t commit_len, digest_len;
};

/* name: of the file that it is the record of. */
static bool read_record(struct walk *w, const char *name, const char *path, struct record *r)
{
	int fd = source_open_beneath(w->root, path, O_RDONLY | O_NONBLOCK);
	ssize_t n = fd >= 0 ? fd_read_at(fd, r->text, sizeof r->text - 1, 0) : 0;
	if (n < 0)
		walk_say(w, FACT_PROBLEM, "unreadable", name,
			 arena_printf(&w->list->arena, "The record of its download cannot be read: %s.", strerror(errno)));
	if (fd >= 0)
		close(fd);
	if (n <= 0)
		return false;
	r->text[n] = 0;
	r->commit = r->text;
	r->commit_len = strcspn(r->text, "\n");
	r->digest = r->text + r->commit_len + (r->text[r->commit_len] == '\n');
	r->digest_len = strcspn(r->digest, "\n");
	return r->commit_len == COMMIT && strspn(r->commit, "0123456789abcdef") >= COMMIT;
}

static const char *below(const char *path, const char *dir)
{
	return *dir ? path + strlen(dir) + 1 : path;
}

bool local_dir_expects(struct walk *w, const char *name, const char *path, struct expectation *out)
{
	struct arena *a = &w->list->arena;
	struct record r;
	size_t len = w->local_dir ? strlen(w->local_dir) : 0;
	if (!w->local_dir || strncmp(path, w->local_dir, len) != 0 || (len && path[len] != '/'))
		return false;
	const char *folder = path_join(a, w->local_dir, ".cache/huggingface/download");
	if (!read_record(w, name, arena_printf(a, "%s/%s.metadata", folder, below(path, w->local_dir)), &r))
		return false;
	const char *whole = arena_printf(a, "%.*s/", (int)w->local_name, name);
	struct fact f = {.kind = FACT_META,
			 .key = "revision",
			 .value = arena_strndup(a, r.commit, r.commit_len),
			 .at = {.entry = whole},
			 .reader = "store"};
	if (!w->local_revision || strcmp(w->local_revision, f.value) != 0)
		sink_add(w->list->sink, &f);
	w->local_revision = f.value;
	bool known = digest_expects(r.digest, r.digest_len, out);
	out->downloaded = true;
	return known;
}

void local_dir_enter(struct walk *w, const char *name, const char *path, const struct names *names)
{
	struct store_dir d = {w, name, path, 0, names};
	if (!store_lists(&d, ".cache") || !store_has(&d, ".cache/huggingface/download", true))
		return;
	w->local_dir = arena_strdup(&w->list->arena, path);
	w->local_name = strlen(name);
	w->local_revision = NULL;
}

/* --- a snapshot that is named itself --------------------------------------------------------------------------------------- */

size_t hub_snapshot_root(const char *real_path)
{
	static const char folder[] = "/snapshots/";
	const char *commit = path_base(real_path);
	size_t m = sizeof folder - 1;
	if (strlen(commit) != COMMIT || (size_t)(commit - real_path) <= m || strncmp(commit - m, folder, m) != 0)
		return 0;
	ARENA_AUTO struct arena a;
	arena_init(&a);
	size_t repository = (size_t)(commit - real_path) - m;
	return hub_is_repository(path_base(arena_strndup(&a, real_path, repository))) ? repository : 0;
}
