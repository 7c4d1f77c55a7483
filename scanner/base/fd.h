/* SPDX-License-Identifier: MIT */
/*
 * fd: FD_AUTO int fd = open(…): closed on every return; -1 is none. And bytes from a given place; and messages between two processes
 * (a socket of SOCK_SEQPACKET) that bring descriptors.
 */
#ifndef LICET_BASE_FD_H
#define LICET_BASE_FD_H
#include <stdbool.h>
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

enum { FDS_MOST = 4 }; /* in a message */

/* One message of len bytes, at least one, and n descriptors. False with errno; no signal when the other side is gone. */
bool fd_send(int socket, const void *bytes, size_t len, const int *fds, size_t n);
/* The next one, of just so many bytes. Of its descriptors, closed on exec, there are n, or all are -1. False: the other side is gone. */
bool fd_receive(int socket, void *bytes, size_t len, int *fds, size_t n);

#endif
