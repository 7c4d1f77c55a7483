/* SPDX-License-Identifier: MIT */
/* library: a shared library that is loaded when it is needed. */
#ifndef LICET_BASE_LIBRARY_H
#define LICET_BASE_LIBRARY_H
#include <stdbool.h>
#include <stddef.h>

struct library_symbol {
	const char *name;
	void *slot; /* a pointer to a pointer to a function of that type */
};

/* Fills the slots. False: the library (of dlopen) is not there or lacks one of the functions; some slots may then be empty. */
bool library_load(const char *file, const struct library_symbol *symbols, size_t n);

#endif
