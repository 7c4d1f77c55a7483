/* SPDX-License-Identifier: MIT */
#include "base/library.h"

#include <dlfcn.h>
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
