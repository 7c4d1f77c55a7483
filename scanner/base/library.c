/* SPDX-License-Identifier: MIT */
#include "base/library.h"

#include <string.h>

bool library_find(void *handle, const char *name, void *slot)
{
	void *found = dlsym(handle, name);
	memcpy(slot, &found, sizeof found);
	return found != NULL;
}
