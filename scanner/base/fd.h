/* SPDX-License-Identifier: MIT */
/* fd: FD_AUTO int fd = open(…): closed on every return; -1 is none. And bytes from a given place. */
#ifndef LICET_BASE_FD_H
#define LICET_BASE_FD_H
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

static inline void fd_close(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

#define FD_AUTO __attribute__((cleanup(fd_close)))

/* However the system cuts the reading into pieces: how many bytes, less than len only where the file ends; -1 with errno. */
ssize_t fd_read_at(int fd, void *to, size_t len, uint64_t at);

#endif
