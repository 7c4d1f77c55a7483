/* SPDX-License-Identifier: MIT */
/* scan.c and entry/: any bytes as a distribution, archives in archives included, up to the verdict, with small limits. */
#include "file.h"
#include "scanning.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	scan_and_judge(file_make(data, size), NULL);
	return 0;
}
