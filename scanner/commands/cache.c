/* SPDX-License-Identifier: MIT */
/* cache: what is in a cache of scans, and less of it. */
#include "cache/cache.h"

#include "base/limits.h"
#include "commands/caching.h"
#include "commands/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DEFAULT_DAYS = 90 };

static struct caching caching;
static const char *days, *size;

static const struct opt options[] = {
	{"cache", 0, OPT_STRING, "DIR", "the cache (default: $LICET_CACHE_DIR)", &caching.directory},
	{"days", 0, OPT_STRING, "N", "prune: drop what was not used for N days (default: 90, or any age with --size)", &days},
	{"size", 0, OPT_STRING, "BYTES", "prune: then drop what was used longest ago, until BYTES are left (K, M, G, T)", &size},
	{0},
};

static int stats(struct cache *c, struct err *e)
{
	struct cache_stats s;
	if (cache_stats(c, &s, e) < 0)
		return -1;
	printf("%llu files in %llu bytes; the last scan found %llu of %llu files here\n", (unsigned long long)s.rows,
	       (unsigned long long)s.bytes, (unsigned long long)s.last_hits, (unsigned long long)s.last_asked);
	return EXIT_PASS;
}

static int number(const char *option, const char *text, int64_t *out, struct err *e)
{
	return !text || limits_number(text, out) ? 0 : err_set(e, ERR_USAGE, "--%s needs a number, not '%s'", option, text);
}

static int prune(struct cache *c, struct err *e)
{
	int64_t older = size ? -1 : DEFAULT_DAYS, most = -1;
	uint64_t dropped;
	if (number("days", days, &older, e) < 0 || number("size", size, &most, e) < 0 ||
	    cache_prune(c, older, most, &dropped, e) < 0)
		return -1;
	printf("dropped %llu files\n", (unsigned long long)dropped);
	return stats(c, e);
}

static void free_string(char **s)
{
	free(*s);
}

/* NULL: there is none, or it cannot be used. */
static struct cache *open_existing(struct err *e)
{
	const char *directory = caching_directory(&caching);
	if (!directory) {
		err_set(e, ERR_USAGE, "name the cache with --cache DIR or LICET_CACHE_DIR");
		return NULL;
	}
	__attribute__((cleanup(free_string))) char *file = cache_file(directory);
	const struct sandbox reach = {.writes = (const char *[]){file}, .n_writes = 1};
	if (access(file, R_OK) < 0) {
		err_set(e, ERR_USAGE, "there is no cache in %s", directory);
		return NULL;
	}
	if (cache_check(directory, e) < 0 || (!common.no_sandbox && sandbox_enter(&reach, NULL, e) < 0))
		return NULL;
	return cache_open(directory, e);
}

static int run(const struct invocation *in, struct err *e)
{
	bool drops = in->count == 1 && !strcmp(in->operands[0], "prune");
	if (in->count > 1 || (in->count && !drops && strcmp(in->operands[0], "stats") != 0))
		return err_set(e, ERR_USAGE, "cache can do stats and prune");
	struct err note = {0};
	struct cache *c = open_existing(&note);
	if (!c) {
		*e = note;
		return -1;
	}
	if (note.code)
		command_say(note.text);
	int rc = (drops ? prune : stats)(c, e);
	cache_close(c, &note);
	return rc;
}

const struct command command_cache = {
	.name = "cache",
	.usage = "stats | prune [--days N] [--size BYTES] [--cache DIR]",
	.summary = "what `scan --cache` keeps of files: how much it is, and less of it",
	.more = "A file is not read again while device, inode, size, both times, name, program, data, limits and options are the "
		"same.",
	.options = options,
	.run = run,
};
