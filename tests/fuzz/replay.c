/* SPDX-License-Identifier: MIT */
/*
 * replay: runs a fuzz target over files with any compiler, so that plain `make test` replays every corpus and every crash ever
 * found. Prints cmocka's words, which tests/run counts.
 *
 *   replay PATH…    files, or directories of files
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static unsigned files;

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
		LLVMFuzzerTestOneInput(exact, (size_t)size);
		files++;
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
