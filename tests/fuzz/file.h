/* SPDX-License-Identifier: MIT */
/* file: any bytes as a file, whose name says nothing. (That of a descriptor is a number, and so is that of a piece of a Zarr array.) */
#ifndef LICET_FUZZ_FILE_H
#define LICET_FUZZ_FILE_H
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char file_path[64];

static inline void file_remove(void)
{
	unlink(file_path);
}

/* The file, until it becomes another. */
static inline const char *file_make(const uint8_t *data, size_t size)
{
	if (!file_path[0]) {
		snprintf(file_path, sizeof file_path, "%s/licet-fuzz-%d", access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm",
			 (int)getpid());
		atexit(file_remove);
	}
	int fd = open(file_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	close(fd);
	return file_path;
}

#endif
