/* SPDX-License-Identifier: MIT */
/*
 * cache_faults.c: for LD_PRELOAD, by cache.sh. Writing to the files of a cache (facts.sqlite and its journal) goes wrong as $FAULT says:
 *   kill=N     half of the N-th write is written, and the process is killed
 *   full=N     from the N-th write on the disk is full
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int writes;

static int is_cache(int fd)
{
	char link[64], name[4096];
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	ssize_t n = readlink(link, name, sizeof name - 1);
	name[n > 0 ? n : 0] = 0;
	return strstr(name, "/facts.sqlite") != NULL;
}

ssize_t pwrite64(int fd, const void *bytes, size_t len, off64_t at)
{
	__typeof__(&pwrite64) real = (__typeof__(&pwrite64))dlsym(RTLD_NEXT, "pwrite64");
	const char *fault = getenv("FAULT");
	if (!fault || !is_cache(fd))
		return real(fd, bytes, len, at);
	writes++;
	if (!strncmp(fault, "kill=", 5) && writes == atoi(fault + 5)) {
		real(fd, bytes, len / 2, at);
		kill(getpid(), SIGKILL);
	}
	if (!strncmp(fault, "full=", 5) && writes >= atoi(fault + 5)) {
		errno = ENOSPC;
		return -1;
	}
	return real(fd, bytes, len, at);
}
