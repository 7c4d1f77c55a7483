/* SPDX-License-Identifier: MIT */
/* library: functions of a shared library that is loaded when it is needed. */
#ifndef LICET_BASE_LIBRARY_H
#define LICET_BASE_LIBRARY_H
#include <dlfcn.h>
#include <stdbool.h>

/* slot: a pointer to a pointer to a function of that type. False: the library (of dlopen) has none of that name. */
bool library_find(void *handle, const char *name, void *slot);

#endif
