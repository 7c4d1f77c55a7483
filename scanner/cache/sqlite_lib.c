/* SPDX-License-Identifier: MIT */
#include "cache/sqlite_lib.h"

#include "base/library.h"

#include <pthread.h>

struct sqlite_lib sqlite_lib;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool loaded;

static void load(void)
{
#define SYMBOL(name) {"sqlite3_" #name, &sqlite_lib.name},
	static const struct library_symbol symbols[] = {SQLITE_FUNCTIONS(SYMBOL)};
#undef SYMBOL
	loaded = library_load(LIBRARY_SQLITE, symbols, sizeof symbols / sizeof *symbols);
}

bool sqlite_lib_load(void)
{
	pthread_once(&once, load);
	return loaded;
}
