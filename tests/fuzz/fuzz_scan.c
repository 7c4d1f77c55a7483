/* SPDX-License-Identifier: MIT */
/* scan.c and entry/: any bytes as a distribution, archives in archives included, with small limits. */
#define _GNU_SOURCE
#include "scan.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void scan_path(const char *path)
{
	static struct rules *rules;
	static struct limits limits;
	if (!rules) {
		limits_init(&limits);
		limits.entries = 200;
		limits.expanded_bytes = 4 << 20;
		limits.text_bytes = 64 << 10;
		limits.match_steps = 20000;
		limits.align_work = 1000000;
		rules = rules_new(&catalog_builtin, &limits);
	}
	struct evidence evidence;
	evidence_init(&evidence);
	struct scan_options o = {.catalog = &catalog_builtin, .limits = &limits, .rules = rules, .jobs = 1};
	struct scan_stats stats;
	struct err e;
	if (scan_run(&o, &path, 1, &evidence, &stats, &e) == 0) {
		struct artifacts artifacts;
		artifacts_init(&artifacts, &evidence, &catalog_builtin, "fuzz");
		artifacts_release(&artifacts);
	}
	evidence_release(&evidence);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = memfd_create("fuzz", MFD_CLOEXEC);
	if (fd < 0)
		return 0;
	if (write(fd, data, size) == (ssize_t)size) {
		char path[64];
		snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
		scan_path(path);
	}
	close(fd);
	return 0;
}
