/* SPDX-License-Identifier: MIT */
#include "catalog/known_load.h"

#include "base/digest.h"
#include "catalog/known_build.h"
#include "catalog/load.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { TABLE_CAP = 256 << 20 };

struct names { /* of a folder */
	struct dirent **at;
	int count;
};

static void names_release(struct names *n)
{
	for (int i = 0; i < n->count; i++)
		free(n->at[i]);
	free(n->at);
}

#define NAMES_AUTO __attribute__((cleanup(names_release)))

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

struct loading {
	struct arena *arena;
	struct catalog *out;
	struct known_builder *rows;
	bool any_rows;
	struct known_set *sets;
	uint32_t n_sets;
	struct digest digest; /* of everything read */
};

static void free_builder(struct known_builder **b)
{
	known_builder_free(*b);
}

/* The names in licenses/known, sorted; -1 when it cannot be read, and none when it is not there. */
static int names_there(const char *data_dir, struct names *out, struct err *e)
{
	ARENA_AUTO struct arena a;
	arena_init(&a);
	const char *folder = arena_printf(&a, "%s/licenses/known", data_dir);
	out->count = scandir(folder, &out->at, is_visible, by_bytes);
	if (out->count >= 0)
		return 0;
	out->count = 0;
	return errno == ENOENT || errno == ENOTDIR ? 0 : err_set(e, ERR_SYSTEM, "%s: %s", folder, strerror(errno));
}

bool known_is_there(const char *data_dir)
{
	NAMES_AUTO struct names names = {0};
	return names_there(data_dir, &names, NULL) == 0 && names.count > 0;
}

static bool ends_with(const char *path, const char *ending)
{
	size_t n = strlen(path), m = strlen(ending);
	return n >= m && !strcmp(path + n - m, ending);
}

static int take_table(struct loading *l, const char *path, struct err *e)
{
	const char *bytes;
	size_t len;
	struct hints *hints = &l->out->hints;
	if (file_read(path, TABLE_CAP, l->arena, &bytes, &len, e) < 0 || digest_update(&l->digest, bytes, len, e) < 0)
		return -1;
	if (strlen(bytes) != len)
		return err_set(e, ERR_DATA, "%s: the table has a NUL in it", path);
	if (ends_with(path, "/signatures.tsv"))
		return signatures_read(path, bytes, l->arena, hints, e);
	if (ends_with(path, "/names.tsv"))
		return family_names_read(path, bytes, l->arena, hints, e);
	if (ends_with(path, "/families.tsv"))
		return family_licenses_read(path, bytes, l->arena, hints, e);
	if (ends_with(path, "/models.tsv"))
		return model_licenses_read(path, bytes, l->arena, hints, e);
	if (ends_with(path, "/templates.tsv"))
		return family_templates_read(path, bytes, l->arena, hints, e);
	l->any_rows = true;
	return known_builder_add_table(l->rows, path, bytes, len, e);
}

static int take_file(struct loading *l, const char *path, struct err *e)
{
	if (ends_with(path, ".tsv"))
		return take_table(l, path, e);
	if (!ends_with(path, ".known"))
		return 0;
	struct known_set *set = &l->sets[l->n_sets++];
	if (known_map(path, set, e) < 0)
		return -1;
	const char *of_rows = known_digest(set);
	return digest_update(&l->digest, of_rows, strlen(of_rows), e);
}

/* The rows of all tables as one set, in the arena. */
static void finish_rows(struct loading *l)
{
	void *bytes;
	size_t len;
	if (!l->any_rows)
		return;
	known_builder_finish(l->rows, &bytes, &len);
	l->sets[l->n_sets++] = (struct known_set){arena_memdup(l->arena, bytes, len), len};
	free(bytes);
}

static int load_files(struct loading *l, const char *data_dir, const struct names *names, struct err *e)
{
	for (int i = 0; i < names->count; i++)
		if (take_file(l, arena_printf(l->arena, "%s/licenses/known/%s", data_dir, names->at[i]->d_name), e) < 0)
			return -1;
	finish_rows(l);
	return 0;
}

int known_load(const char *data_dir, struct arena *a, struct catalog *out, const char **identity, struct err *e)
{
	*identity = "";
	__attribute__((cleanup(free_builder))) struct known_builder *rows = known_builder_new();
	NAMES_AUTO struct names names = {0};
	if (names_there(data_dir, &names, e) < 0)
		return -1;
	if (!names.count)
		return 0;
	struct loading l = {.arena = a, .out = out, .rows = rows};
	l.sets = arena_array(a, (size_t)names.count + 1 + out->n_known, sizeof *l.sets);
	uint8_t sum[DIGEST_BYTES];
	char *hex = arena_alloc(a, DIGEST_HEX);
	int rc = digest_init(&l.digest, e) < 0 || load_files(&l, data_dir, &names, e) < 0 || digest_final(&l.digest, sum, e) < 0
			 ? -1
			 : 0;
	digest_release(&l.digest);
	if (rc < 0)
		return -1;
	digest_hex(sum, hex);
	*identity = hex;
	for (uint32_t i = 0; i < out->n_known; i++)
		l.sets[l.n_sets++] = out->known[i];
	out->known = l.sets;
	out->n_known = l.n_sets;
	return 0;
}
