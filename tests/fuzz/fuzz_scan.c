/* SPDX-License-Identifier: MIT */
/* scan.c and entry/: any bytes as a distribution, archives in archives included, up to the verdict, with small limits. */
#define _GNU_SOURCE
#include "scanning.h"

#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = memfd_create("fuzz", MFD_CLOEXEC);
	if (fd < 0)
		return 0;
	if (write(fd, data, size) == (ssize_t)size) {
		char path[64];
		snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
		scan_and_judge(path, NULL);
	}
	close(fd);
	return 0;
}
