/* SPDX-License-Identifier: MIT */
#include "commands/caching.h"

#include "cache/cache.h"
#include "commands/command.h"
#include "scan.h"

#include <stdlib.h>
#include <string.h>

const char *caching_directory(const struct caching *c)
{
	const char *named = c->directory ? c->directory : getenv("LICET_CACHE_DIR");
	return c->off || !named || !*named ? NULL : named;
}

static void free_string(char **s)
{
	free(*s);
}

void caching_reach(struct caching *c, struct sandbox *reach, struct arena *a)
{
	const char *directory = caching_directory(c);
	struct err e;
	if (!directory)
		return;
	if (cache_make_directory(directory, &e) < 0) {
		command_say(e.text);
		c->off = true;
		return;
	}
	__attribute__((cleanup(free_string))) char *file = cache_file(directory);
	const char **writes = arena_array(a, reach->n_writes + 1, sizeof *writes);
	if (reach->n_writes)
		memcpy(writes, reach->writes, reach->n_writes * sizeof *writes);
	writes[reach->n_writes++] = arena_strdup(a, file);
	reach->writes = writes;
}

void caching_begin(const struct caching *c, struct scan_options *o)
{
	struct err note = {0};
	const char *directory = caching_directory(c);
	if (!directory)
		return;
	o->cache = cache_open(directory, &note);
	if (note.code)
		command_say(note.text);
}

void caching_end(struct scan_options *o)
{
	struct err note = {0};
	cache_close(o->cache, &note);
	o->cache = NULL;
	if (note.code)
		command_say(note.text);
}
