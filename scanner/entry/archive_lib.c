/* SPDX-License-Identifier: MIT */
#include "entry/archive_lib.h"

#include "base/library.h"

#include <pthread.h>

struct archive_lib archive_lib;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool loaded;

static void load(void)
{
	void *handle = dlopen("libarchive.so.13", RTLD_NOW | RTLD_LOCAL);
	loaded = handle != NULL;
#define FIND(name) loaded = loaded && library_find(handle, "archive_" #name, &archive_lib.name);
	ARCHIVE_FUNCTIONS(FIND)
#undef FIND
}

bool archive_lib_load(void)
{
	pthread_once(&once, load);
	return loaded;
}
