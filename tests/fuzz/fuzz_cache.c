/* SPDX-License-Identifier: MIT */
/*
 * cache/: any bytes as the file of a cache. Behind a first byte 0xED the input is a list of changes (offset in 24 bits, byte) to a sound one.
 * Whatever it is, a row that is handed out is one that was put there, and afterwards there is a cache that works.
 */
#define _GNU_SOURCE
#include "cache/cache.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { EDITS = 0xED, EDIT = 4, ROWS = 40, IDENTITY = 150, CONTENT = 300, FILE_BYTES = 1 << 20 };

static char dir[64];
static uint8_t sound[FILE_BYTES];
static size_t sound_len;

/* --- files ------------------------------------------------------------------------------------------------------------------ */

static const char *file_called(const char *name)
{
	static char path[128];
	snprintf(path, sizeof path, "%s/%s", dir, name);
	return path;
}

static void clear(void)
{
	static const char *const names[] = {"facts.sqlite", "facts.sqlite-journal", "facts.sqlite.damaged", "facts.sqlite.newer",
					    "lock"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		unlink(file_called(names[i]));
}

static void clean_up(void)
{
	clear();
	rmdir(dir);
}

static void write_file(const uint8_t *bytes, size_t len)
{
	FILE *f = fopen(file_called("facts.sqlite"), "wbe");
	if (!f || fwrite(bytes, 1, len, f) != len || fclose(f) != 0)
		abort();
}

/* --- rows: each says at every byte which it is ------------------------------------------------------------------------------ */

static void make_wishes(struct cache_wish wishes[ROWS], uint8_t identities[ROWS][IDENTITY])
{
	for (size_t i = 0; i < ROWS; i++) {
		memset(identities[i], (int)i + 1, IDENTITY);
		wishes[i] = (struct cache_wish){
			.key = (int64_t)i * 1000 - 7000, .identity = identities[i], .len = IDENTITY, .number = i};
	}
}

static bool check_row(void *ctx, size_t part, const struct cache_wish *wish, const void *content, size_t len)
{
	(void)part;
	uint8_t wanted[CONTENT];
	size_t *found = ctx;
	memset(wanted, (int)wish->number + 100, sizeof wanted);
	if (len != CONTENT || memcmp(content, wanted, len) != 0)
		__builtin_trap();
	++*found;
	return true;
}

/* How many rows there are; all are put there again. */
static size_t use(struct cache *c)
{
	static uint8_t identities[ROWS][IDENTITY];
	struct cache_wish wishes[ROWS];
	uint8_t content[CONTENT];
	size_t found = 0;
	make_wishes(wishes, identities);
	cache_look_up(c, wishes, ROWS, 1, check_row, &found);
	for (size_t i = 0; i < ROWS; i++) {
		memset(content, (int)i + 100, sizeof content);
		cache_put(c, wishes[i].key, wishes[i].identity, wishes[i].len, content, CONTENT);
	}
	return found;
}

static void look_after(struct cache *c)
{
	struct cache_stats stats;
	struct err e = {0};
	uint64_t dropped;
	if ((cache_stats(c, &stats, &e) < 0 || cache_prune(c, 30, 4000, &dropped, &e) < 0) && !e.text[0])
		__builtin_trap();
}

static void open_and_use(bool works)
{
	struct err note = {0};
	struct cache *c = cache_open(dir, &note);
	if (!c && (works || !note.text[0]))
		__builtin_trap();
	if (!c)
		return;
	use(c);
	look_after(c);
	cache_close(c, &note);
	if (works && note.code)
		__builtin_trap();
}

static void make_sound(void)
{
	struct err note = {0};
	snprintf(dir, sizeof dir, "%s/licet-fuzz-cache-%d", access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm", (int)getpid());
	if (cache_make_directory(dir, &note) < 0)
		abort();
	atexit(clean_up);
	struct cache *c = cache_open(dir, &note);
	if (!c || use(c) != 0)
		abort();
	cache_close(c, &note);
	FILE *f = fopen(file_called("facts.sqlite"), "rbe");
	sound_len = f ? fread(sound, 1, sizeof sound, f) : 0;
	if (!f || !sound_len || note.code)
		abort();
	fclose(f);
}

static void write_changed(const uint8_t *data, size_t size)
{
	static uint8_t changed[FILE_BYTES];
	memcpy(changed, sound, sound_len);
	for (size_t i = 0; i + EDIT <= size; i += EDIT)
		changed[((size_t)data[i] << 16 | (size_t)data[i + 1] << 8 | data[i + 2]) % sound_len] = data[i + 3];
	write_file(changed, sound_len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!sound_len)
		make_sound();
	clear();
	if (size && data[0] == EDITS)
		write_changed(data + 1, size - 1);
	else
		write_file(data, size);
	open_and_use(false);
	if (size && data[0] == EDITS && size <= EDIT)
		open_and_use(true); /* nothing was changed */
	clear();
	open_and_use(true);
	return 0;
}
