/* SPDX-License-Identifier: MIT */
/*
 * fixtures/<case>/: each is scanned by the real program and its JSON is compared with expected.json.
 *
 *   fixtures/<case>/<the one directory or file>   what is scanned
 *   fixtures/<case>/expected.json                 the report without `tool` (which changes with every data file)
 *   fixtures/<case>/flags                         further options, separated by blanks (may be absent)
 *   fixtures/<case>/exit                          the exit code (absent: 0)
 *
 * `test_fixtures --accept` (make accept) writes expected.json and exit from what the program says now.
 */
#include <dirent.h>
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { MAX_CASES = 200, PATH_SIZE = 1024 };

static const char *licet, *root;
static char *names[MAX_CASES];
static size_t n_names;

static char *slurp(const char *path)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		return NULL;
	char *text = calloc(1, 4096);
	size_t n = text ? fread(text, 1, 4095, f) : 0;
	fclose(f);
	while (n && (text[n - 1] == '\n' || text[n - 1] == ' '))
		text[--n] = 0;
	return text;
}

static int is_input(const struct dirent *d)
{
	return d->d_name[0] != '.' && strcmp(d->d_name, "expected.json") && strcmp(d->d_name, "flags") &&
	       strcmp(d->d_name, "exit");
}

/* Runs the program in the fixture's directory, so that reports name relative paths. */
static json_t *scan(const char *name, int *exit_code)
{
	char dir[PATH_SIZE], path[PATH_SIZE * 2], command[PATH_SIZE * 4];
	snprintf(dir, sizeof dir, "%s/fixtures/%s", root, name);
	struct dirent **entries;
	int n = scandir(dir, &entries, is_input, alphasort);
	assert_int_equal(n, 1); /* one thing to scan */
	snprintf(path, sizeof path, "%s/flags", dir);
	char *flags = slurp(path);
	snprintf(command, sizeof command, "cd '%s' && '%s' scan -f json %s '%s' 2>/dev/null", dir, licet, flags ? flags : "",
		 entries[0]->d_name);
	free(entries[0]);
	free(entries);
	free(flags);
	FILE *pipe = popen(command, "r");
	assert_non_null(pipe);
	json_error_t error;
	json_t *report = json_loadf(pipe, JSON_REJECT_DUPLICATES, &error);
	int status = pclose(pipe);
	*exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	if (!report)
		fail_msg("%s: the report is not JSON: %s (exit %d)", name, error.text, *exit_code);
	json_object_del(report, "tool");
	return report;
}

static void accept_case(const char *name)
{
	char path[PATH_SIZE];
	int exit_code;
	json_t *report = scan(name, &exit_code);
	snprintf(path, sizeof path, "%s/fixtures/%s/expected.json", root, name);
	json_dump_file(report, path, JSON_INDENT(1));
	snprintf(path, sizeof path, "%s/fixtures/%s/exit", root, name);
	FILE *f = fopen(path, "w");
	if (f) {
		fprintf(f, "%d\n", exit_code);
		fclose(f);
	}
	json_decref(report);
}

static void compare_case(void **state)
{
	const char *name = *state;
	char path[PATH_SIZE];
	int exit_code;
	json_t *report = scan(name, &exit_code);
	snprintf(path, sizeof path, "%s/fixtures/%s/exit", root, name);
	char *wanted = slurp(path);
	assert_int_equal(exit_code, wanted ? atoi(wanted) : 0);
	free(wanted);
	snprintf(path, sizeof path, "%s/fixtures/%s/expected.json", root, name);
	json_error_t error;
	json_t *expected = json_load_file(path, 0, &error);
	assert_non_null(expected);
	if (!json_equal(report, expected)) {
		snprintf(path, sizeof path, "/tmp/licet-fixture-%s.json", name);
		json_dump_file(report, path, JSON_INDENT(1));
		fail_msg("%s differs: compare fixtures/%s/expected.json with %s, or run `make accept`", name, name, path);
	}
	json_decref(report);
	json_decref(expected);
}

static void find_cases(void)
{
	char dir[PATH_SIZE];
	snprintf(dir, sizeof dir, "%s/fixtures", root);
	struct dirent **entries;
	int n = scandir(dir, &entries, NULL, alphasort);
	for (int i = 0; i < n; i++) {
		if (entries[i]->d_name[0] != '.' && n_names < MAX_CASES)
			names[n_names++] = strdup(entries[i]->d_name);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
}

int main(int argc, char **argv)
{
	licet = getenv("LICET") ? realpath(getenv("LICET"), NULL) : realpath("build/licet", NULL);
	root = getenv("LICET_ROOT") ? getenv("LICET_ROOT") : realpath(".", NULL);
	find_cases();
	if (argc > 1 && !strcmp(argv[1], "--accept")) {
		for (size_t i = 0; i < n_names; i++)
			accept_case(names[i]);
		return 0;
	}
	struct CMUnitTest tests[MAX_CASES] = {{0}};
	for (size_t i = 0; i < n_names; i++)
		tests[i] = (struct CMUnitTest){names[i], compare_case, NULL, NULL, names[i]};
	return _cmocka_run_group_tests("fixtures", tests, n_names, NULL, NULL);
}
