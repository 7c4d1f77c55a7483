/* SPDX-License-Identifier: MIT */
/* commands/checksums.c: any bytes as a manifest for `licet hash --check`. What is wanted of files is a path and a SHA-256 each. */
#include "commands/checksums.h"

#include "base/digest.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	ARENA_AUTO struct arena a;
	arena_init(&a);
	const char *text = arena_strndup(&a, (const char *)data, size);
	struct checksums wanted = {.arena = &a};
	struct err e = {0};
	int rc = checksums_read(&wanted, text, size, &e);
	if (rc < 0 ? !e.text[0] : !wanted.count)
		__builtin_trap();
	for (size_t i = 0; rc == 0 && i < wanted.count; i++) {
		const struct checksum *c = &wanted.at[i];
		if (!c->path || strlen(c->path) > size || strlen(c->sha256) != DIGEST_HEX - 1)
			__builtin_trap();
	}
	checksums_release(&wanted);
	return 0;
}
