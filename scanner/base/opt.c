/* SPDX-License-Identifier: MIT */
#include "base/opt.h"

#include "base/arena.h"
#include "base/buf.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

void opt_list_release(struct opt_list *l)
{
	for (size_t i = 0; i < l->n_copies; i++)
		free(l->copies[i]);
	free(l->copies);
	free(l->at);
	*l = (struct opt_list){0};
}

static void list_add(struct opt_list *l, const char *item)
{
	VEC_PUSH(l->at, l->count, l->capacity, item);
}

static void list_add_split(struct opt_list *l, const char *value)
{
	char *copy = strdup(value);
	if (!copy)
		mem_exhausted();
	VEC_PUSH(l->copies, l->n_copies, l->copies_capacity, copy);
	for (char *save = NULL, *item = strtok_r(copy, ",", &save); item; item = strtok_r(NULL, ",", &save))
		list_add(l, item);
}

static int store(const struct opt *o, const char *value, struct err *e)
{
	switch (o->type) {
	case OPT_FLAG:
		*(bool *)o->target = true;
		return 0;
	case OPT_STRING:
		*(const char **)o->target = value;
		return 0;
	case OPT_LIST:
		list_add_split(o->target, value);
		return 0;
	case OPT_EACH:
		list_add(o->target, value);
		return 0;
	case OPT_NUMBER:
		break;
	}
	char *end;
	errno = 0;
	long n = strtol(value, &end, 10);
	if (errno || end == value || *end || n < 0 || n > INT_MAX)
		return err_set(e, ERR_USAGE, "--%s needs a number, not '%s'", o->name, value);
	*(int *)o->target = (int)n;
	return 0;
}

static const struct opt *find(const struct opt *table, const char *name, size_t len, char letter)
{
	for (; table && table->name; table++)
		if (name ? strlen(table->name) == len && !strncmp(table->name, name, len) : table->letter == letter)
			return table;
	return NULL;
}

struct parse {
	int argc;
	char **argv;
	const struct opt *tables[2];
	int at; /* next argument */
};

static const struct opt *find_any(const struct parse *p, const char *name, size_t len, char letter)
{
	const struct opt *o = find(p->tables[0], name, len, letter);
	return o ? o : find(p->tables[1], name, len, letter);
}

static int take_value(struct parse *p, const struct opt *o, const char *attached, struct err *e)
{
	if (o->type == OPT_FLAG)
		return attached ? err_set(e, ERR_USAGE, "--%s takes no value", o->name) : store(o, NULL, e);
	if (!attached && p->at >= p->argc)
		return err_set(e, ERR_USAGE, "--%s needs a value (%s)", o->name, o->value);
	return store(o, attached ? attached : p->argv[p->at++], e);
}

static int take_long(struct parse *p, const char *arg, struct err *e)
{
	const char *equals = strchr(arg, '=');
	size_t len = equals ? (size_t)(equals - arg) : strlen(arg);
	const struct opt *o = find_any(p, arg, len, 0);
	if (!o)
		return err_set(e, ERR_USAGE, "there is no option --%.*s", (int)len, arg);
	return take_value(p, o, equals ? equals + 1 : NULL, e);
}

static int take_short(struct parse *p, const char *letters, struct err *e)
{
	for (; *letters; letters++) {
		const struct opt *o = find_any(p, NULL, 0, *letters);
		if (!o)
			return err_set(e, ERR_USAGE, "there is no option -%c", *letters);
		if (o->type != OPT_FLAG)
			return take_value(p, o, letters[1] ? letters + 1 : NULL, e);
		store(o, NULL, e);
	}
	return 0;
}

int opt_parse(int argc, char **argv, const struct opt *table, const struct opt *more, struct err *e)
{
	struct parse p = {.argc = argc, .argv = argv, .tables = {table, more}, .at = 1};
	int operands = 0;
	for (bool options = true; p.at < argc;) {
		char *arg = argv[p.at++];
		int rc = 0;
		if (!options || arg[0] != '-' || !arg[1])
			argv[1 + operands++] = arg;
		else if (!strcmp(arg, "--"))
			options = false;
		else
			rc = arg[1] == '-' ? take_long(&p, arg + 2, e) : take_short(&p, arg + 1, e);
		if (rc < 0)
			return -1;
	}
	return operands;
}
