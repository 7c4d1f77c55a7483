/* SPDX-License-Identifier: MIT */
/* rules/openness.yaml: the components of an open model, and which licenses are open ones for them. */
#include "catalog/parts.h"

#include <string.h>

static bool is_one_of(const char *s, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(s, names[i]))
			return true;
	return false;
}

static int read_classes(const struct load *l, const struct yaml *list, struct openness_rules *out, struct err *e)
{
	static const struct field table[] = {
		{"id", field_string, offsetof(struct openness_class, id), true},
		{"title", field_string, offsetof(struct openness_class, title), true},
		{0},
	};
	struct openness_class *at = arena_array(l->arena, list->count, sizeof *at);
	for (size_t i = 0; i < list->count; i++)
		if (fields_read(l, list->items[i], table, &at[i], e) < 0)
			return -1;
	out->classes = at;
	out->n_classes = (uint32_t)list->count;
	return 0;
}

static int check_facts(const struct load *l, const struct yaml *map, const struct openness_work *w, struct err *e)
{
	static const char *const facts[] = {"osi", "fsf", "open_definition"};
	for (uint32_t i = 0; i < w->facts.count; i++)
		if (!is_one_of(w->facts.at[i], facts, 3))
			return load_fail(l, yaml_get(map, "facts"), e, "a fact is osi, fsf or open_definition, not '%s'",
					 w->facts.at[i]);
	return 0;
}

static int read_works(const struct load *l, const struct yaml *map, struct openness_rules *out, struct err *e)
{
	static const struct field table[] = {
		{"facts", field_strings, offsetof(struct openness_work, facts), false},
		{"categories", field_strings, offsetof(struct openness_work, categories), false},
		{"licenses", field_strings, offsetof(struct openness_work, licenses), false},
		{0},
	};
	struct openness_work *at = arena_array(l->arena, map->count, sizeof *at);
	for (size_t i = 0; i < map->count; i++) {
		at[i].id = map->keys[i]->text;
		if (fields_read(l, map->items[i], table, &at[i], e) < 0 || check_facts(l, map->items[i], &at[i], e) < 0)
			return -1;
	}
	out->works = at;
	out->n_works = (uint32_t)map->count;
	return 0;
}

static int check_part(const struct load *l, const struct yaml *map, const char *field, const char *part, struct err *e)
{
	static const char *const parts[] = {"parameters", "code", "data"};
	if (!part || is_one_of(part, parts, 3))
		return 0;
	return load_fail(l, yaml_get(map, field), e, "for the definition a component is parameters, code or data, not '%s'",
			 part);
}

/* Finds the class and the work by their names. */
static int place(const struct load *l, const struct yaml *map, const struct openness_rules *o, struct component *k, struct err *e)
{
	while (k->class < o->n_classes && strcmp(o->classes[k->class].id, k->class_id) != 0)
		k->class ++;
	while (k->work < o->n_works && strcmp(o->works[k->work].id, k->work_id) != 0)
		k->work++;
	if (k->class == o->n_classes)
		return load_fail(l, yaml_get(map, "class"), e, "there is no class '%s'", k->class_id);
	if (k->work == o->n_works)
		return load_fail(l, yaml_get(map, "work"), e, "there is no work '%s'", k->work_id);
	if (check_part(l, map, "definition", k->definition, e) < 0)
		return -1;
	return check_part(l, map, "hints", k->hints, e);
}

static int read_component(const struct load *l, const struct yaml *map, const struct openness_rules *o, struct component *k,
			  struct err *e)
{
	static const struct field table[] = {
		{"id", field_string, offsetof(struct component, id), true},
		{"title", field_string, offsetof(struct component, title), true},
		{"class", field_string, offsetof(struct component, class_id), true},
		{"work", field_string, offsetof(struct component, work_id), true},
		{"required", field_bool, offsetof(struct component, optional), false}, /* turned round below */
		{"definition", field_string, offsetof(struct component, definition), false},
		{"hints", field_string, offsetof(struct component, hints), false},
		{"instead", field_string, offsetof(struct component, instead), false},
		{"any_license", field_bool, offsetof(struct component, any_license), false},
		{"weights", field_bool, offsetof(struct component, weights), false},
		{"types", field_strings, offsetof(struct component, types), false},
		{"names", field_strings, offsetof(struct component, names), false},
		{"folders", field_strings, offsetof(struct component, folders), false},
		{"maybe", field_strings, offsetof(struct component, maybe), false},
		{"roles", field_strings, offsetof(struct component, roles), false},
		{"told", field_strings, offsetof(struct component, told), false},
		{"headings", field_strings, offsetof(struct component, headings), false},
		{"named", field_strings, offsetof(struct component, named), false},
		{"mentions", field_strings, offsetof(struct component, mentions), false},
		{0},
	};
	k->optional = true;
	if (fields_read(l, map, table, k, e) < 0)
		return -1;
	k->optional = !k->optional;
	return place(l, map, o, k, e);
}

static int check_instead(const struct load *l, const struct yaml *list, const struct component *at, struct err *e)
{
	for (size_t i = 0; i < list->count; i++) {
		bool there = !at[i].instead;
		for (size_t k = 0; k < list->count && !there; k++)
			there = k != i && !strcmp(at[k].id, at[i].instead);
		if (!there)
			return load_fail(l, yaml_get(list->items[i], "instead"), e, "there is no other component '%s'",
					 at[i].instead);
	}
	return 0;
}

static int read_components(const struct load *l, const struct yaml *list, struct openness_rules *out, struct err *e)
{
	struct component *at = arena_array(l->arena, list->count, sizeof *at);
	for (size_t i = 0; i < list->count; i++) {
		if (read_component(l, list->items[i], out, &at[i], e) < 0)
			return -1;
		for (size_t k = 0; k < i; k++)
			if (!strcmp(at[k].id, at[i].id))
				return load_fail(l, list->items[i], e, "the component '%s' stands twice", at[i].id);
	}
	out->components = at;
	out->n_components = (uint32_t)list->count;
	return check_instead(l, list, at, e);
}

int openness_read(const struct load *l, const struct yaml *root, struct openness_rules *out, struct err *e)
{
	static const char *const parts[] = {"classes", "works", "components", "skip", "skip_names", "plain_names", "unwritten"};
	const struct yaml *classes = yaml_get(root, "classes"), *works = yaml_get(root, "works");
	const struct yaml *components = yaml_get(root, "components");
	const struct yaml *skip = yaml_get(root, "skip"), *unwritten = yaml_get(root, "unwritten");
	const struct yaml *skip_names = yaml_get(root, "skip_names"), *plain_names = yaml_get(root, "plain_names");
	for (size_t i = 0; root && root->type == YAML_MAP && i < root->count; i++)
		if (!is_one_of(root->keys[i]->text, parts, sizeof parts / sizeof *parts))
			return load_fail(l, root->keys[i], e, "there is no field '%s'", root->keys[i]->text);
	*out = (struct openness_rules){0};
	if (!classes || classes->type != YAML_LIST)
		return load_fail(l, classes ? classes : root, e, "a list 'classes' is needed here");
	if (!works || works->type != YAML_MAP)
		return load_fail(l, works ? works : root, e, "a map 'works' is needed here");
	if (!components || components->type != YAML_LIST)
		return load_fail(l, components ? components : root, e, "a list 'components' is needed here");
	if ((skip && field_strings(l, skip, &out->skip, e) < 0) ||
	    (skip_names && field_strings(l, skip_names, &out->skip_names, e) < 0) ||
	    (plain_names && field_strings(l, plain_names, &out->plain_names, e) < 0) ||
	    (unwritten && field_strings(l, unwritten, &out->unwritten, e) < 0))
		return -1;
	if (read_classes(l, classes, out, e) < 0 || read_works(l, works, out, e) < 0)
		return -1;
	return read_components(l, components, out, e);
}

int openness_check(const struct load *outer, const struct yaml *root, const struct catalog *c, struct err *e)
{
	struct load l = *outer;
	l.path = "rules/openness.yaml";
	const struct yaml *works = yaml_get(root, "works");
	for (uint32_t i = 0; i < c->openness.n_works; i++)
		for (uint32_t k = 0; k < c->openness.works[i].licenses.count; k++)
			if (!catalog_license(c, c->openness.works[i].licenses.at[k]))
				return load_fail(&l, yaml_get(works->items[i], "licenses"), e, "there is no license '%s'",
						 c->openness.works[i].licenses.at[k]);
	return 0;
}
