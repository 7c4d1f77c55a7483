/* SPDX-License-Identifier: MIT */
#include "base/limits.h"

#include <stddef.h>
#include <string.h>

static const struct limit_info table[] = {
#define LIMIT(name, field, value, unit, help) {name, unit, help, value},
#include "base/limits.def"
#undef LIMIT
};

static const size_t fields[] = {
#define LIMIT(name, field, value, unit, help) offsetof(struct limits, field),
#include "base/limits.def"
#undef LIMIT
};

enum { COUNT = sizeof table / sizeof *table };

static void store(struct limits *l, int at, int64_t value)
{
	memcpy((char *)l + fields[at], &value, sizeof value);
}

void limits_init(struct limits *l)
{
	for (int i = 0; i < COUNT; i++)
		store(l, i, table[i].value);
}

const struct limit_info *limits_table(int *count)
{
	*count = COUNT;
	return table;
}

int64_t limits_value(const struct limits *l, int at)
{
	int64_t value;
	memcpy(&value, (const char *)l + fields[at], sizeof value);
	return value;
}

static int find(const char *name, size_t len)
{
	for (int i = 0; i < COUNT; i++)
		if (strlen(table[i].name) == len && !memcmp(table[i].name, name, len))
			return i;
	return -1;
}

/* The power of two that a suffix stands for; -1 when it is none. */
static int shift_of(const char *suffix)
{
	static const char letters[] = "KMGT";
	if (!*suffix)
		return 0;
	const char *at = suffix[1] ? NULL : strchr(letters, *suffix >= 'a' && *suffix <= 'z' ? *suffix - 32 : *suffix);
	return at ? (int)(at - letters + 1) * 10 : -1;
}

bool limits_number(const char *s, int64_t *out)
{
	int64_t n = 0;
	const char *digits = s;
	for (; *s >= '0' && *s <= '9'; s++)
		if (__builtin_mul_overflow(n, 10, &n) || __builtin_add_overflow(n, *s - '0', &n))
			return false;
	int shift = shift_of(s);
	return s != digits && shift >= 0 && !__builtin_mul_overflow(n, INT64_C(1) << shift, out);
}

int limits_set(struct limits *l, const char *assignment, struct err *e)
{
	const char *equals = strchr(assignment, '=');
	if (!equals)
		return err_set(e, ERR_USAGE, "--limit needs NAME=VALUE, not '%s'", assignment);
	int at = find(assignment, (size_t)(equals - assignment));
	if (at < 0)
		return err_set(e, ERR_USAGE, "there is no limit '%.*s'", (int)(equals - assignment), assignment);
	int64_t value;
	if (!limits_number(equals + 1, &value))
		return err_set(e, ERR_USAGE, "the limit %s needs a whole number, with K, M, G or T after it if need be, not '%s'",
			       table[at].name, equals + 1);
	store(l, at, value);
	return 0;
}
