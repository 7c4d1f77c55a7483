/* SPDX-License-Identifier: MIT */
/*
 * license_diff: what differs between two licenses, to stdout: the facts and terms of their records, then their texts, section by
 * section, as far as fingerprints tell.
 */
#ifndef LICET_COMMANDS_LICENSE_DIFF_H
#define LICET_COMMANDS_LICENSE_DIFF_H
#include "catalog/catalog.h"

void license_diff(const struct catalog *c, const struct license *a, const struct license *b, struct arena *arena);

#endif
