/* SPDX-License-Identifier: MIT */
#include "base/footprint.h"

#ifndef __has_feature
#define __has_feature(x) 0
#endif
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__ || __has_feature(address_sanitizer) || \
	__has_feature(thread_sanitizer)
bool footprint_over(int64_t bytes)
{
	(void)bytes;
	return false;
}
#else
#include "base/clock.h"
#include "base/fd.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

enum { AGAIN_MS = 4, LINE = 200 };

/* 0: not known. */
static int64_t footprint(void)
{
	char line[LINE];
	long long pages = 0;
	FD_AUTO int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, line, sizeof line - 1);
	line[n > 0 ? n : 0] = 0;
	return sscanf(line, "%*s %*s %*s %*s %*s %lld", &pages) == 1 ? pages * sysconf(_SC_PAGESIZE) : 0;
}

bool footprint_over(int64_t bytes)
{
	static atomic_int_fast64_t asked, taken;
	int64_t now = clock_milliseconds();
	if (!asked || now - asked >= AGAIN_MS) {
		asked = now;
		taken = footprint();
	}
	return taken > bytes;
}
#endif
