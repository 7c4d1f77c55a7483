/* SPDX-License-Identifier: MIT */
/*
 * source/, scan.c, gather.c: any files as a distribution of several (tree.h): a store of models, shards with their index, weights with what
 * says what is in them. Traps at a false pass.
 */
#define _GNU_SOURCE
#include "scanning.h"
#include "tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	scan_and_judge(tree_make(data, size), NULL);
	tree_remove();
	return 0;
}
