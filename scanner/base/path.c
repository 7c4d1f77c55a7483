/* SPDX-License-Identifier: MIT */
#include "base/path.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

const char *path_base(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
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

const char *path_naming(const char *path, struct arena *a)
{
	char real[PATH_MAX];
	const char *base = path_base(path);
	return base[strspn(base, ".")] == 0 && strcmp(path, "-") != 0 && realpath(path, real) ? arena_strdup(a, real) : path;
}
