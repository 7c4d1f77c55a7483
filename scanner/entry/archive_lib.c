/* SPDX-License-Identifier: MIT */
#include "entry/archive_lib.h"

#include "base/library.h"

#include <pthread.h>

struct archive_lib archive_lib;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool loaded;

static void load(void)
{
#define SYMBOL(name) {"archive_" #name, &archive_lib.name},
	static const struct library_symbol symbols[] = {ARCHIVE_FUNCTIONS(SYMBOL)};
#undef SYMBOL
	loaded = library_load(LIBRARY_ARCHIVE, symbols, sizeof symbols / sizeof *symbols);
}

bool archive_lib_load(void)
{
	pthread_once(&once, load);
	return loaded;
}
