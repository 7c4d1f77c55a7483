/* SPDX-License-Identifier: MIT */
/* scan.c and entry/: any bytes as a distribution, archives in archives included, up to the verdict, with small limits. */
#include "scanning.h"

#include <fcntl.h>
#include <unistd.h>

/* A name that says nothing: that of a descriptor is a number, and so is that of a piece of a Zarr array. */
static char path[64];

static void clean_up(void)
{
	unlink(path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!path[0]) {
		snprintf(path, sizeof path, "%s/licet-fuzz-%d", access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm", (int)getpid());
		atexit(clean_up);
	}
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	close(fd);
	scan_and_judge(path, NULL);
	return 0;
}
