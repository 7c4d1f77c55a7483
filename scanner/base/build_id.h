/* SPDX-License-Identifier: MIT */
/*
 * build_id: tells one build of the program from any other: the id that the linker gave it (NT_GNU_BUILD_ID, elf(5)).
 */
#ifndef LICET_BASE_BUILD_ID_H
#define LICET_BASE_BUILD_ID_H
#include <stddef.h>

/* Lent; NULL when the linker gave none. */
const void *build_id(size_t *len);

#endif
