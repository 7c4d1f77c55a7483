/* SPDX-License-Identifier: MIT */
/* Any bytes as the card of a model: its front matter, its sentences, what contradicts what, up to the verdict. */
#define _GNU_SOURCE
#include "folder.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	folder_judge("README.md", data, size, NULL);
	return 0;
}
