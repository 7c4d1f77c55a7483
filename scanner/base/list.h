/* SPDX-License-Identifier: MIT */
/* list: items one after another, of a type that whoever holds the list knows. */
#ifndef LICET_BASE_LIST_H
#define LICET_BASE_LIST_H
#include <stddef.h>

struct list {
	void *at;
	size_t count;
};

#endif
