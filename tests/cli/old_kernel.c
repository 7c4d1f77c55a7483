/* SPDX-License-Identifier: MIT */
/*
 * old_kernel.c: for LD_PRELOAD, by sandbox.sh. The kernel seems to be an older one, as $KERNEL says:
 *   landlock=N   its Landlock is of version N; 0: it has none
 *   bare         it has neither Landlock nor seccomp
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <linux/landlock.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

static long lacks(int why)
{
	errno = why;
	return -1;
}

static bool is_landlock(long number)
{
	return number == SYS_landlock_create_ruleset || number == SYS_landlock_add_rule || number == SYS_landlock_restrict_self;
}

long syscall(long number, ...)
{
	static long (*real)(long number, ...);
	const char *kernel = getenv("KERNEL");
	long a[6];
	va_list ap;
	va_start(ap, number);
	for (int i = 0; i < 6; i++)
		a[i] = va_arg(ap, long);
	va_end(ap);
	bool bare = kernel && !strcmp(kernel, "bare");
	int version = kernel && !strncmp(kernel, "landlock=", 9) ? atoi(kernel + 9) : bare ? 0 : -1;
	if ((version == 0 && is_landlock(number)) || (bare && number == SYS_seccomp))
		return lacks(ENOSYS);
	if (version > 0 && number == SYS_landlock_create_ruleset && a[2] == LANDLOCK_CREATE_RULESET_VERSION)
		return version;
	if (!real)
		real = (__typeof__(real))dlsym(RTLD_NEXT, "syscall");
	return real(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

int prctl(int option, ...)
{
	static int (*real)(int option, ...);
	const char *kernel = getenv("KERNEL");
	unsigned long a[4];
	va_list ap;
	va_start(ap, option);
	for (int i = 0; i < 4; i++)
		a[i] = va_arg(ap, unsigned long);
	va_end(ap);
	if (kernel && !strcmp(kernel, "bare") && (option == PR_GET_SECCOMP || option == PR_SET_SECCOMP))
		return (int)lacks(EINVAL);
	if (!real)
		real = (__typeof__(real))dlsym(RTLD_NEXT, "prctl");
	return real(option, a[0], a[1], a[2], a[3]);
}
