/* SPDX-License-Identifier: MIT */
/* fd: FD_AUTO int fd = open(…): closed on every return; -1 is none. */
#ifndef LICET_BASE_FD_H
#define LICET_BASE_FD_H
#include <unistd.h>

static inline void fd_close(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

#define FD_AUTO __attribute__((cleanup(fd_close)))

#endif
