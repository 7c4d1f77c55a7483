/* SPDX-License-Identifier: MIT */
/* An empty catalog for the program that the build uses to make the real one (Makefile: licet-bare). */
#include "catalog/catalog.h"

const struct catalog catalog_builtin = {.digest = ""};
