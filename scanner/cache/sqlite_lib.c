/* SPDX-License-Identifier: MIT */
#include "cache/sqlite_lib.h"

#include "base/library.h"

#include <pthread.h>

struct sqlite_lib sqlite_lib;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool loaded;

static void load(void)
{
	void *handle = dlopen("libsqlite3.so.0", RTLD_NOW | RTLD_LOCAL);
	loaded = handle != NULL;
#define FIND(name) loaded = loaded && library_find(handle, "sqlite3_" #name, &sqlite_lib.name);
	SQLITE_FUNCTIONS(FIND)
#undef FIND
}

bool sqlite_lib_load(void)
{
	pthread_once(&once, load);
	return loaded;
}
