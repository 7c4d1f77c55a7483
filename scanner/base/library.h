/* SPDX-License-Identifier: MIT */
/* library: a shared library that is loaded when it is needed. */
#ifndef LICET_BASE_LIBRARY_H
#define LICET_BASE_LIBRARY_H
#include <stdbool.h>
#include <stddef.h>

/* All that are. */
#define LIBRARY_ARCHIVE "libarchive.so.13"
#define LIBRARY_CRYPTO "libcrypto.so.3"
#define LIBRARY_POPPLER "libpoppler-glib.so.8"
#define LIBRARY_SQLITE "libsqlite3.so.0"
#define LIBRARY_ZSTD "libzstd.so.1"

struct library_symbol {
	const char *name;
	void *slot; /* a pointer to a pointer to a function of that type */
};

/* Fills the slots. False: the library (of dlopen) is not there or lacks one of the functions; some slots may then be empty. */
bool library_load(const char *file, const struct library_symbol *symbols, size_t n);

/*
 * For a process that is about to lose the right to read what does not lie below those directories: loads those that it would not find
 * there, as where LD_LIBRARY_PATH or the program itself leads elsewhere.
 */
void library_secure(const char *const *readable, size_t n);

#endif
