/* SPDX-License-Identifier: MIT */
/*
 * copyright: notices of who holds the rights, which are no words of a license and differ from copy to copy.
 */
#ifndef LICET_TEXT_COPYRIGHT_H
#define LICET_TEXT_COPYRIGHT_H
#include <stdint.h>

/*
 * Length of the copyright notice at the start of [s, end), 0 when there is none: "Copyright (c) 2020 …", "© …", "(c) 2020 …",
 * "All rights reserved". It ends before the first sentence that says more than who holds the rights.
 */
uint32_t copyright_scan(const char *s, const char *end);

#endif
