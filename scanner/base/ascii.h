/* SPDX-License-Identifier: MIT */
/* ascii: kinds of bytes, whatever the locale. */
#ifndef LICET_BASE_ASCII_H
#define LICET_BASE_ASCII_H
#include <stdbool.h>

static inline bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

#endif
