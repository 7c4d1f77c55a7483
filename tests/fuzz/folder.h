/* SPDX-License-Identifier: MIT */
/*
 * folder: a model in a directory, of which one file is any bytes. Beside it stands what makes the directory pass, so that a gap that is
 * lost on the way would be a pass; scanning.h traps at one.
 */
#ifndef LICET_FUZZ_FOLDER_H
#define LICET_FUZZ_FOLDER_H
#include "scanning.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];

/* The folder in it that the name is in, if any: as what the name says where it begins. */
static inline bool folder_of(const char *name, char path[256])
{
	const char *slash = strchr(name, '/');
	snprintf(path, 256, "%s/%.*s", folder, slash ? (int)(slash - name) : 0, name);
	return slash;
}

static inline void put(const char *name, const void *bytes, size_t len)
{
	char path[256];
	if (folder_of(name, path))
		mkdir(path, 0700);
	snprintf(path, sizeof path, "%s/%s", folder, name);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0 || write(fd, bytes, len) != (ssize_t)len)
		abort();
	close(fd);
}

static inline void take_away(const char *name)
{
	char path[256];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	unlink(path);
	if (folder_of(name, path))
		rmdir(path);
}

static inline void clean_up(void)
{
	take_away("LICENSE.md");
	take_away("w.npy");
	rmdir(folder);
}

static inline void folder_make(void)
{
	static const char card[] = "---\nlicense: mit\n---\n# A model\n\nThe weights are under the MIT License.\n";
	static const char array[] =
		"\x93NUMPY\1\0F\0{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }              \n\0\0\0\0";
	snprintf(folder, sizeof folder, "%s/licet-fuzz-%d", access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm", (int)getpid());
	if (mkdir(folder, 0700) < 0 && errno != EEXIST)
		abort();
	atexit(clean_up);
	put("LICENSE.md", card, sizeof card - 1);
	put("w.npy", array, sizeof array - 1);
	if (scan_and_judge(folder, NULL) != VERDICT_PASS) /* else nothing here could ever be a false pass */
		abort();
}

/* What a file there may be called: not as the one beside it, nor in a folder of a folder. */
static inline const char *folder_name(const char *name)
{
	const char *slash = strchr(name, '/');
	return !strcmp(name, "w.npy") || (slash && strchr(slash + 1, '/')) ? "plain" : name;
}

static inline enum verdict folder_judge(const char *name, const void *bytes, size_t len, scan_look *look)
{
	if (!folder[0])
		folder_make();
	put(name, bytes, len);
	enum verdict verdict = scan_and_judge(folder, look);
	take_away(name);
	return verdict;
}

#endif
