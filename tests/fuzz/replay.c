/* SPDX-License-Identifier: MIT */
/*
 * replay: runs a fuzz target over files with any compiler, so that plain `make test` replays every corpus and every crash ever
 * found. Prints cmocka's words, which tests/run counts.
 *
 *   replay PATH…    files, or directories of files
 *
 * The target finds the file's name in $LICET_FUZZ_FILE. With LICET_FUZZ_ROUNDS=N each file is also run N times with random
 * changes, which is fuzzing without clang; what kills it is in $LICET_FUZZ_LAST, when that names a file.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static unsigned files;

/* --- random changes ---------------------------------------------------------------------------------------------------------- */

enum { GROWTH = 64, MOST_CHANGES = 6 };

static uint64_t state = 88172645463325252u;

static size_t chance(size_t n) /* 0 … n-1 */
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return n ? (size_t)(state >> 16) % n : 0;
}

/* One change of the n bytes, which have room for GROWTH more; how many there are then. The first byte may mean something else: it stays. */
static size_t change(uint8_t *s, size_t n)
{
	static const uint64_t odd[] = {0,      1,	   0x7F,       0x80,	 0xFF,	     0x7FFF,
				       0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 1u << 31, UINT64_MAX, INT64_MAX};
	size_t at = 1 + chance(n - 1), left = n - at, width = (size_t)1 << chance(4);
	size_t run = 1 + chance(left < GROWTH ? left : GROWTH), from = 1 + chance(n - run);
	switch (chance(6)) {
	case 0:
		s[at] ^= (uint8_t)(1u << chance(8));
		break;
	case 1:
		s[at] = (uint8_t)chance(256);
		break;
	case 2: /* a number at its edge */
		memcpy(s + at, &odd[chance(sizeof odd / sizeof *odd)], width < left ? width : left);
		break;
	case 3: /* cut */
		return chance(4) ? n : at;
	case 4: /* taken out */
		memmove(s + at, s + at + run, left - run);
		return n - run;
	default: /* doubled */
		memmove(s + at + run, s + at, left);
		memmove(s + at, s + from, run);
		return n + run;
	}
	return n;
}

static void run_changed(const uint8_t *bytes, size_t size)
{
	uint8_t *s = malloc(size + (size_t)MOST_CHANGES * GROWTH);
	size_t n = size;
	memcpy(s, bytes, size);
	for (size_t i = 0, times = 1 + chance(MOST_CHANGES); i < times && n > 2; i++)
		n = change(s, n);
	uint8_t *exact = malloc(n ? n : 1);
	memcpy(exact, s, n);
	const char *last = getenv("LICET_FUZZ_LAST");
	FILE *f = last ? fopen(last, "wb") : NULL;
	if (f) {
		fwrite(exact, 1, n, f);
		fclose(f);
	}
	LLVMFuzzerTestOneInput(exact, n);
	free(exact);
	free(s);
}

static void run_all_changed(const uint8_t *bytes, size_t size)
{
	const char *rounds = getenv("LICET_FUZZ_ROUNDS");
	for (long i = rounds ? atol(rounds) : 0; i > 0 && size > 2; i--)
		run_changed(bytes, size);
}

/* --- files ------------------------------------------------------------------------------------------------------------------- */

static void replay_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		return;
	fseek(f, 0, SEEK_END);
	long size = ftell(f);
	rewind(f);
	uint8_t *exact = malloc(size > 0 ? (size_t)size : 1); /* of the exact size, so that a sanitizer sees every byte too far */
	if (exact && fread(exact, 1, (size_t)size, f) == (size_t)size) {
		setenv("LICET_FUZZ_FILE", strrchr(path, '/') ? strrchr(path, '/') + 1 : path, 1);
		LLVMFuzzerTestOneInput(exact, (size_t)size);
		unsetenv("LICET_FUZZ_FILE");
		files++;
		run_all_changed(exact, (size_t)size);
	}
	free(exact);
	fclose(f);
}

static void replay_path(const char *path)
{
	struct stat st;
	if (stat(path, &st) < 0)
		return;
	if (!S_ISDIR(st.st_mode)) {
		replay_file(path);
		return;
	}
	struct dirent **entries;
	int n = scandir(path, &entries, NULL, alphasort);
	for (int i = 0; i < n; i++) {
		char full[4096];
		snprintf(full, sizeof full, "%s/%s", path, entries[i]->d_name);
		if (entries[i]->d_name[0] != '.')
			replay_file(full);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		replay_path(argv[i]);
	printf("[  PASSED  ] %u test(s).\n", files);
	return files ? 0 : 1;
}
