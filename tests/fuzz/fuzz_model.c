/* SPDX-License-Identifier: MIT */
/* The whole pipeline over a model in a directory: the first byte picks a file's name, the rest is the file. */
#define _GNU_SOURCE
#include "folder.h"
#include "names.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!size)
		return 0;
	folder_judge(folder_name(names[data[0] % NAMES]), data + 1, size - 1, NULL);
	return 0;
}
