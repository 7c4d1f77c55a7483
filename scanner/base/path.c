/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "base/path.h"

#include "base/ascii.h"

#include <fnmatch.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

const char *path_base(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

bool name_like(const char *name, const char *pattern)
{
	const char *letters = pattern + (*pattern == '*');
	if (is_letter(*pattern) && *name != *pattern)
		return false;
	size_t n = strcspn(letters, "*?[\\");
	bool may = !n || (letters > pattern ? memmem(name, strlen(name), letters, n) != NULL : !strncmp(name, letters, n));
	return may && !fnmatch(pattern, name, 0);
}

char *path_join(struct arena *a, const char *dir, const char *name)
{
	return *dir ? arena_printf(a, "%s/%s", dir, name) : arena_strdup(a, name);
}

static bool is_separator(char c)
{
	return c == '/' || c == '\\';
}

static bool has_drive(const char *name)
{
	char letter = (char)(name[0] | 0x20);
	return letter >= 'a' && letter <= 'z' && name[1] == ':' && is_separator(name[2]);
}

static bool add_component(char *out, size_t *used, size_t max, const char *from, size_t len)
{
	size_t slash = *used ? 1 : 0, room = max - *used;
	if (slash + len > room) {
		len = room > slash ? room - slash : 0;
		if (len == 0)
			return false;
		max = 0; /* cut */
	}
	if (slash)
		out[(*used)++] = '/';
	memcpy(out + *used, from, len);
	*used += len;
	return max != 0;
}

unsigned path_clean(const char *name, size_t max, char *out)
{
	unsigned flaws = is_separator(name[0]) || has_drive(name) ? PATH_ABSOLUTE : 0;
	size_t used = 0;
	if (strchr(name, '\\'))
		flaws |= PATH_BACKSLASH;
	if (has_drive(name))
		name += 2;
	while (*name) {
		size_t len = strcspn(name, "/\\");
		if (len == 2 && name[0] == '.' && name[1] == '.')
			flaws |= PATH_PARENT;
		else if (len && !(len == 1 && name[0] == '.') && !add_component(out, &used, max, name, len)) {
			flaws |= PATH_LONG;
			break;
		}
		name += len;
		name += *name != 0;
	}
	out[used] = 0;
	return used ? flaws : flaws | PATH_EMPTY;
}

const char *path_from(const char *folder, const char *path, struct arena *a)
{
	if (*path == '/')
		return NULL;
	char *out = arena_alloc(a, strlen(folder) + strlen(path) + 2);
	size_t n = (size_t)(stpcpy(out, folder) - out);
	for (size_t len; *path; path += len + (path[len] != 0)) {
		len = strcspn(path, "/");
		if (!len || (len == 1 && *path == '.'))
			continue;
		if (len == 2 && !strncmp(path, "..", 2)) {
			if (!n)
				return NULL;
			while (n && out[n - 1] != '/')
				n--;
			n -= n != 0;
			continue;
		}
		if (n)
			out[n++] = '/';
		memcpy(out + n, path, len);
		n += len;
	}
	out[n] = 0;
	return out;
}

const char *path_naming(const char *path, struct arena *a)
{
	char real[PATH_MAX];
	const char *base = path_base(path);
	return base[strspn(base, ".")] == 0 && strcmp(path, "-") != 0 && realpath(path, real) ? arena_strdup(a, real) : path;
}

/* --- patterns --------------------------------------------------------------------------------------------------------------- */

enum { PATTERN_MAX = 1024 };

struct places { /* in the pattern, up to which it fits what was read of the name */
	bool at[PATTERN_MAX + 1];
};

/* Stars may stand for nothing: so what is behind them is reached with them. */
static void reach(struct places *p, const char *pattern, size_t i)
{
	while (!p->at[i]) {
		p->at[i] = true;
		if (pattern[i] != '*')
			return;
		bool both = pattern[i + 1] == '*';
		if (both && pattern[i + 2] == '/')
			reach(p, pattern, i + 3);
		i += both ? 2 : 1;
	}
}

static void step(struct places *to, const struct places *from, const char *pattern, size_t len, char c)
{
	*to = (struct places){0};
	for (size_t i = 0; i < len; i++) {
		bool star = pattern[i] == '*', both = star && pattern[i + 1] == '*';
		if (!from->at[i])
			continue;
		if (both || (star && c != '/')) { /* it goes on, or ends here; "**" and '/' are nothing only at first */
			to->at[i] = true;
			reach(to, pattern, i + (both ? 2 : 1));
		} else if (!star && (pattern[i] == c || (pattern[i] == '?' && c != '/')))
			reach(to, pattern, i + 1);
	}
}

static bool is_end(const char *name)
{
	return !*name || *name == '/' || *name == '!';
}

bool path_fits(const char *entry, const char *pattern)
{
	struct places now = {0}, next;
	if (!strcmp(pattern, "."))
		return true;
	while (pattern[0] == '.' && pattern[1] == '/')
		pattern += 2;
	size_t len = strlen(pattern);
	while (len && pattern[len - 1] == '/')
		len--;
	if (!len || len > PATTERN_MAX)
		return false;
	if (!strncmp(entry, pattern, len) && is_end(entry + len))
		return true;
	const char *special = strpbrk(pattern, "*?");
	if (!special || strncmp(entry, pattern, (size_t)(special - pattern)) != 0)
		return false;
	reach(&now, pattern, 0);
	for (; !(now.at[len] && is_end(entry)); entry++) {
		if (!*entry)
			return false;
		step(&next, &now, pattern, len, *entry);
		now = next;
	}
	return true;
}
