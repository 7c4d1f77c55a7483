/* SPDX-License-Identifier: MIT */
/*
 * embed: writes a catalog as C source and some binary files, which the build compiles into the program as catalog_builtin.
 *
 * The generated file (catalog_data.c) takes the others in with .incbin, so that big tables cost the compiler nothing and a start of
 * the program neither parses nor copies.
 */
#ifndef LICET_CATALOG_EMBED_H
#define LICET_CATALOG_EMBED_H
#include "catalog/catalog.h"

int catalog_embed(const struct catalog *c, const char *dir, struct err *e);

#endif
