/* SPDX-License-Identifier: MIT */
#include "base/fd.h"

#include <errno.h>

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
