/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "base/library.h"

#include "base/arena.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool library_load(const char *file, const struct library_symbol *symbols, size_t n)
{
	void *handle = dlopen(file, RTLD_NOW | RTLD_LOCAL);
	bool all = handle != NULL;
	for (size_t i = 0; i < n && handle; i++) {
		void *found = dlsym(handle, symbols[i].name);
		memcpy(symbols[i].slot, &found, sizeof found);
		all = all && found;
	}
	return all;
}

/* The directories in which the system looks for libraries. NULL: not known. */
static Dl_serinfo *search_path(struct arena *a)
{
	void *self = dlopen(NULL, RTLD_LAZY);
	Dl_serinfo size;
	if (!self || dlinfo(self, RTLD_DI_SERINFOSIZE, &size) < 0)
		return NULL;
	Dl_serinfo *path = arena_alloc(a, size.dls_size);
	*path = size;
	return dlinfo(self, RTLD_DI_SERINFO, path) < 0 ? NULL : path;
}

static bool is_below(const char *path, const char *const *directories, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(directories[i]);
		if (!strncmp(path, directories[i], len) && path[len] == '/')
			return true;
	}
	return false;
}

/* Whether the first library of that name is to be had there. One that only the system's cache names may not be. */
static bool lies_below(const char *file, const Dl_serinfo *path, const char *const *directories, size_t n)
{
	char at[PATH_MAX], real[PATH_MAX];
	for (unsigned i = 0; path && i < path->dls_cnt; i++) {
		int len = snprintf(at, sizeof at, "%s/%s", path->dls_serpath[i].dls_name, file);
		if (len > 0 && (size_t)len < sizeof at && realpath(at, real))
			return is_below(real, directories, n);
	}
	return false;
}

void library_secure(const char *const *readable, size_t n)
{
	static const char *const files[] = {LIBRARY_ARCHIVE, LIBRARY_CRYPTO, LIBRARY_POPPLER, LIBRARY_SQLITE, LIBRARY_ZSTD};
	ARENA_AUTO struct arena a;
	arena_init(&a);
	const Dl_serinfo *path = search_path(&a);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		if (!lies_below(files[i], path, readable, n))
			dlopen(files[i], RTLD_NOW | RTLD_LOCAL); /* stays; what is missing is said when it is needed */
}
