/* SPDX-License-Identifier: MIT */
/*
 * hash: a quick hash of bytes (FNV-1a) for tables. Names can be made to collide: bound what a collision costs. It stands in files,
 * too (catalog/known_parts.h): whoever changes it changes their KNOWN_MAGIC.
 */
#ifndef LICET_BASE_HASH_H
#define LICET_BASE_HASH_H
#include <stddef.h>
#include <stdint.h>

static inline uint64_t hash_bytes(const void *bytes, size_t len)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	for (size_t i = 0; i < len; i++)
		hash = (hash ^ ((const uint8_t *)bytes)[i]) * UINT64_C(0x100000001b3);
	return hash ^ hash >> 32;
}

#endif
