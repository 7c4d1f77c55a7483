/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "base/fd.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

ssize_t fd_read_at(int fd, void *to, size_t len, uint64_t at)
{
	size_t have = 0;
	while (have < len) {
		ssize_t n = pread(fd, (char *)to + have, len - have, (off_t)(at + have));
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (!n)
			break;
		have += (size_t)n;
	}
	return (ssize_t)have;
}

union control {
	char bytes[CMSG_SPACE(sizeof(int) * FDS_MOST)];
	struct cmsghdr align;
};

bool fd_send(int socket, const void *bytes, size_t len, const int *fds, size_t n)
{
	union control control = {0};
	struct iovec one = {(void *)(uintptr_t)bytes, len};
	struct msghdr m = {.msg_iov = &one, .msg_iovlen = 1};
	if (n) {
		m.msg_control = control.bytes;
		m.msg_controllen = CMSG_SPACE(sizeof *fds * n);
		struct cmsghdr *c = CMSG_FIRSTHDR(&m);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(sizeof *fds * n);
		memcpy(CMSG_DATA(c), fds, sizeof *fds * n);
	}
	ssize_t sent;
	while ((sent = sendmsg(socket, &m, MSG_NOSIGNAL)) < 0 && errno == EINTR)
		;
	return sent == (ssize_t)len;
}

bool fd_receive(int socket, void *bytes, size_t len, int *fds, size_t n)
{
	union control control;
	struct iovec one = {bytes, len};
	struct msghdr m = {
		.msg_iov = &one, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = CMSG_SPACE(sizeof *fds * n)};
	ssize_t got;
	while ((got = recvmsg(socket, &m, MSG_CMSG_CLOEXEC)) < 0 && errno == EINTR)
		;
	struct cmsghdr *c = n && got > 0 ? CMSG_FIRSTHDR(&m) : NULL;
	for (size_t i = 0; i < n; i++)
		fds[i] = -1;
	if (c && c->cmsg_len == CMSG_LEN(sizeof *fds * n))
		memcpy(fds, CMSG_DATA(c), sizeof *fds * n);
	return got == (ssize_t)len;
}
