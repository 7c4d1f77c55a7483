/* SPDX-License-Identifier: MIT */
/* rules/vocabulary.yaml (kinds and uses), and the lists of names and codes beside it. */
#include "catalog/parts.h"

#include <stdlib.h>
#include <string.h>

static int field_weight(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	static const char *const names[] = {"info", "low", "medium", "high"};
	for (int i = 0; i < 4; i++)
		if (node->type == YAML_SCALAR && !strcmp(node->text, names[i])) {
			*(enum weight *)target = (enum weight)i;
			return 0;
		}
	return load_fail(l, node, e, "a weight is info, low, medium or high");
}

static int field_role(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	static const char *const names[] = {"restriction", "grant", "quality", "text-quality", "reference", "origin", "promise"};
	for (int i = 0; i < 7; i++)
		if (node->type == YAML_SCALAR && !strcmp(node->text, names[i])) {
			*(enum kind_role *)target = (enum kind_role)i;
			return 0;
		}
	return load_fail(l, node, e, "a role is restriction, grant, quality, text-quality, reference, origin or promise");
}

static int field_derivative(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	static const char *const names[] = {"free", "binds", "same-license", "forbids", "beside"};
	for (int i = 0; i < 5; i++)
		if (node->type == YAML_SCALAR && !strcmp(node->text, names[i])) {
			*(enum derivative *)target = (enum derivative)i;
			return 0;
		}
	return load_fail(l, node, e, "derivative is free, binds, same-license, forbids or beside");
}

static int field_check(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	static const char *const names[] = {
		[CHECK_LICENSE_TEXT] = "license-text",
		[CHECK_NOTICE] = "notice",
		[CHECK_PHRASE] = "phrase",
		[CHECK_NAME] = "name",
		[CHECK_STATEMENT] = "statement",
		[CHECK_CREDIT] = "credit",
		[CHECK_TERMS] = "terms",
		[CHECK_POLICY] = "policy",
	};
	for (int i = CHECK_LICENSE_TEXT; i <= CHECK_POLICY; i++)
		if (node->type == YAML_SCALAR && !strcmp(node->text, names[i])) {
			*(enum duty_check *)target = (enum duty_check)i;
			return 0;
		}
	return load_fail(l, node, e, "a check is license-text, notice, phrase, name, statement, credit, terms or policy");
}

static int field_owed_by(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	bool derivative = node->type == YAML_SCALAR && !strcmp(node->text, "derivative");
	if (!derivative && !(node->type == YAML_SCALAR && !strcmp(node->text, "anyone")))
		return load_fail(l, node, e, "owed_by is anyone or derivative");
	*(bool *)target = derivative;
	return 0;
}

static bool among(const char *s, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(names[i], s))
			return true;
	return false;
}

/* --- uses, and what kinds mean for them ----------------------------------------------------------------------------------- */

static int field_use_form(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	static const char *const names[] = {"yes-no", "number", "money", "regions", "words"};
	for (int i = 0; i < 5; i++)
		if (node->type == YAML_SCALAR && !strcmp(node->text, names[i])) {
			*(enum use_form *)target = (enum use_form)i;
			return 0;
		}
	return load_fail(l, node, e, "the form of a use is yes-no, number, money, regions or words");
}

static int read_uses(const struct load *l, const struct yaml *map, struct catalog *out, struct err *e)
{
	static const struct field table[] = {
		{"form", field_use_form, offsetof(struct use, form), true},
		{"asks", field_string, offsetof(struct use, asks), true},
		{"words", field_strings, offsetof(struct use, words), false},
		{0},
	};
	if (map->type != YAML_MAP)
		return load_fail(l, map, e, "a map of uses is needed here");
	struct use *at = arena_array(l->arena, map->count, sizeof *at);
	for (size_t i = 0; i < map->count; i++) {
		at[i].id = map->keys[i]->text;
		if (fields_read(l, map->items[i], table, &at[i], e) < 0)
			return -1;
	}
	out->uses = at;
	out->n_uses = (uint32_t)map->count;
	return 0;
}

static int field_effect(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	static const char *const names[] = {"forbids", "asks", "duty"};
	for (int i = 0; i < 3; i++)
		if (node->type == YAML_SCALAR && !strcmp(node->text, names[i])) {
			*(enum bearing_effect *)target = (enum bearing_effect)i;
			return 0;
		}
	return load_fail(l, node, e, "what a restriction does to a use is forbids, asks or duty");
}

/* {metric: [one, or another]} */
static int field_when(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	struct bearing *b = target;
	if (node->type != YAML_MAP || node->count != 1)
		return load_fail(l, node, e, "one value and its words are needed here");
	b->when = node->keys[0]->text;
	return field_strings(l, node->items[0], &b->when_words, e);
}

static int field_outside(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	struct bearing *b = target;
	b->outside = true;
	return field_string(l, node, &b->limit, e);
}

/* Names in it must be those of the use and of the kind. */
static int check_bearing(const struct load *l, const struct yaml *node, const struct kind *k, const struct bearing *b,
			 struct err *e)
{
	const struct use *use = b->use ? catalog_use(l->catalog, b->use) : NULL;
	const char *const values[] = {b->limit, b->when, b->with, b->without};
	bool compares = use && (use->form == USE_NUMBER || use->form == USE_MONEY || use->form == USE_REGIONS);
	if (b->use && !use)
		return load_fail(l, node, e, "there is no use '%s'", b->use);
	if (compares != (b->limit != NULL))
		return load_fail(l, node, e,
				 "a number and a sum need `above`, regions need `within` or `outside`, and nothing else does");
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		if (values[i] && !among(values[i], k->values.at, k->values.count))
			return load_fail(l, node, e, "the kind %s carries no value '%s'", k->id, values[i]);
	for (uint32_t i = 0; i < b->words.count; i++)
		if (!use || !among(b->words.at[i], use->words.at, use->words.count))
			return load_fail(l, node, e, "'%s' is no word of the use", b->words.at[i]);
	return 0;
}

static int field_bearings(const struct load *l, const struct yaml *list, void *target, struct err *e)
{
	static const struct field table[] = {
		{"use", field_string, offsetof(struct bearing, use), false},
		{"then", field_effect, offsetof(struct bearing, then), true},
		{"above", field_string, offsetof(struct bearing, limit), false},
		{"within", field_string, offsetof(struct bearing, limit), false},
		{"outside", field_outside, 0, false},
		{"words", field_strings, offsetof(struct bearing, words), false},
		{"when", field_when, 0, false},
		{"with", field_string, offsetof(struct bearing, with), false},
		{"without", field_string, offsetof(struct bearing, without), false},
		{"doubt", field_strings, offsetof(struct bearing, doubt), false},
		{0},
	};
	struct kind *k = target;
	if (list->type != YAML_LIST)
		return load_fail(l, list, e, "a list is needed here");
	struct bearing *at = arena_array(l->arena, list->count, sizeof *at);
	for (size_t i = 0; i < list->count; i++)
		if (fields_read(l, list->items[i], table, &at[i], e) < 0)
			return -1;
	k->bearings = at;
	k->n_bearings = (uint32_t)list->count;
	return 0;
}

static int check_bearings(const struct load *l, const struct yaml *map, const struct kind *k, struct err *e)
{
	const struct yaml *list = yaml_get(map, "bears");
	for (uint32_t i = 0; i < k->n_bearings; i++)
		if (check_bearing(l, list->items[i], k, &k->bearings[i], e) < 0)
			return -1;
	return 0;
}

/* --- kinds ---------------------------------------------------------------------------------------------------------------- */

static bool is_kind(const struct kind *kinds, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(kinds[i].id, id))
			return true;
	return false;
}

static int check_named(const struct load *l, const struct yaml *at, const char *field, const struct strings *named,
		       const struct kind *kinds, size_t n, struct err *e)
{
	for (uint32_t k = 0; k < named->count; k++)
		if (!is_kind(kinds, n, named->at[k]))
			return load_fail(l, at, e, "%s: there is no kind '%s'", field, named->at[k]);
	return 0;
}

static int check_named_kinds(const struct load *l, const struct yaml *map, const struct kind *kinds, struct err *e)
{
	for (size_t i = 0; i < map->count; i++)
		if (check_named(l, map->items[i], "carried_by", &kinds[i].carried_by, kinds, map->count, e) < 0 ||
		    check_named(l, map->items[i], "like", &kinds[i].like, kinds, map->count, e) < 0 ||
		    check_named(l, map->items[i], "broken_by", &kinds[i].broken_by, kinds, map->count, e) < 0)
			return -1;
	return 0;
}

static bool is_borne_on(const struct catalog *c, const char *use)
{
	for (uint32_t i = 0; i < c->n_kinds; i++)
		for (uint32_t k = 0; k < c->kinds[i].n_bearings; k++)
			if (c->kinds[i].bearings[k].use && !strcmp(c->kinds[i].bearings[k].use, use))
				return true;
	return false;
}

/* A question whose answer changes nothing is one too many. */
static int check_uses(const struct load *l, const struct yaml *uses, const struct catalog *c, struct err *e)
{
	for (uint32_t i = 0; uses && i < c->n_uses; i++)
		if (!is_borne_on(c, c->uses[i].id))
			return load_fail(l, uses->keys[i], e, "no kind bears on the use '%s'", c->uses[i].id);
	return 0;
}

static int read_kinds(struct load *l, const struct yaml *map, struct catalog *out, struct err *e)
{
	static const struct field table[] = {
		{"title", field_string, offsetof(struct kind, title), true},
		{"means", field_string, offsetof(struct kind, means), true},
		{"remedy", field_string, offsetof(struct kind, remedy), true},
		{"weight", field_weight, offsetof(struct kind, weight), true},
		{"role", field_role, offsetof(struct kind, role), false},
		{"derivative", field_derivative, offsetof(struct kind, derivative), false},
		{"carried_by", field_strings, offsetof(struct kind, carried_by), false},
		{"like", field_strings, offsetof(struct kind, like), false},
		{"broken_by", field_strings, offsetof(struct kind, broken_by), false},
		{"promised", field_strings, offsetof(struct kind, promised), false},
		{"check", field_check, offsetof(struct kind, check), false},
		{"owed_by", field_owed_by, offsetof(struct kind, owed_by_derivative), false},
		{"shown_by", field_strings, offsetof(struct kind, shown_by), false},
		{"rests_on_grant", field_bool, offsetof(struct kind, rests_on_grant), false},
		{"values", field_strings, offsetof(struct kind, values), false},
		{"bears", field_bearings, 0, false},
		{0},
	};
	struct kind *at = arena_array(l->arena, map->count, sizeof *at);
	for (size_t i = 0; i < map->count; i++) {
		at[i].id = map->keys[i]->text;
		for (size_t k = 0; k < i; k++)
			if (!strcmp(at[k].id, at[i].id))
				return load_fail(l, map->keys[i], e, "the kind '%s' stands twice", at[i].id);
		if (fields_read(l, map->items[i], table, &at[i], e) < 0 || check_bearings(l, map->items[i], &at[i], e) < 0)
			return -1;
	}
	l->kinds = out->kinds = at;
	l->n_kinds = out->n_kinds = (uint32_t)map->count;
	return check_named_kinds(l, map, at, e);
}

/* name: type, or name: [the only words] */
static int read_forms(const struct load *l, const struct yaml *map, struct catalog *out, struct err *e)
{
	static const char *const types[] = {"number", "date", "currency", "regions", "jurisdiction", "text"};
	struct value_form *at = arena_array(l->arena, map->count, sizeof *at);
	for (size_t i = 0; i < map->count; i++) {
		const struct yaml *form = map->items[i];
		at[i] = (struct value_form){.name = map->keys[i]->text, .type = ""};
		if (form->type == YAML_LIST) {
			if (field_strings(l, form, &at[i].words, e) < 0)
				return -1;
		} else if (form->type != YAML_SCALAR || !among(form->text, types, sizeof types / sizeof *types)) {
			return load_fail(l, form, e,
					 "a form is number, date, currency, regions, jurisdiction, text or a list of words");
		} else {
			at[i].type = form->text;
		}
	}
	out->forms = at;
	out->n_forms = (uint32_t)map->count;
	return 0;
}

/* A list of texts that are kinds. */
static int field_kind_names(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	if (field_strings(l, node, target, e) < 0)
		return -1;
	const struct kind *kind;
	for (size_t i = 0; node->type == YAML_LIST && i < node->count; i++)
		if (field_kind(l, node->items[i], &kind, e) < 0)
			return -1;
	return node->type == YAML_LIST ? 0 : load_fail(l, node, e, "a list of kinds is needed here");
}

/* Every kind of restriction belongs to one chapter. */
static int check_chapters(const struct load *l, const struct yaml *list, const struct catalog *c, struct err *e)
{
	for (uint32_t i = 0; i < c->n_kinds; i++) {
		if (c->kinds[i].role != ROLE_RESTRICTION)
			continue;
		int times = 0;
		for (uint32_t k = 0; k < c->n_chapters; k++)
			for (uint32_t m = 0; m < c->chapters[k].kinds.count; m++)
				times += !strcmp(c->chapters[k].kinds.at[m], c->kinds[i].id);
		if (times != 1)
			return load_fail(l, list, e, "the kind '%s' is in %d chapters, not in one", c->kinds[i].id, times);
	}
	return 0;
}

static int read_chapters(const struct load *l, const struct yaml *list, struct catalog *out, struct err *e)
{
	static const struct field table[] = {
		{"title", field_string, offsetof(struct chapter, title), true},
		{"kinds", field_kind_names, offsetof(struct chapter, kinds), true},
		{0},
	};
	if (list->type != YAML_LIST)
		return load_fail(l, list, e, "a list of chapters is needed here");
	struct chapter *at = arena_array(l->arena, list->count, sizeof *at);
	for (size_t i = 0; i < list->count; i++)
		if (fields_read(l, list->items[i], table, &at[i], e) < 0)
			return -1;
	out->chapters = at;
	out->n_chapters = (uint32_t)list->count;
	return check_chapters(l, list, out, e);
}

static int read_freedoms(const struct load *l, const struct yaml *list, struct catalog *out, struct err *e)
{
	static const struct field table[] = {
		{"may", field_string, offsetof(struct freedom, may), true},
		{"unless", field_kind_names, offsetof(struct freedom, unless), true},
		{"but", field_kind_names, offsetof(struct freedom, but), false},
		{0},
	};
	if (list->type != YAML_LIST)
		return load_fail(l, list, e, "a list of freedoms is needed here");
	struct freedom *at = arena_array(l->arena, list->count, sizeof *at);
	for (size_t i = 0; i < list->count; i++)
		if (fields_read(l, list->items[i], table, &at[i], e) < 0)
			return -1;
	out->freedoms = at;
	out->n_freedoms = (uint32_t)list->count;
	return 0;
}

static int read_deciding(const struct load *l, const struct yaml *list, struct catalog *out, struct err *e)
{
	static const struct field table[] = {
		{"id", field_string, offsetof(struct deciding_clause, id), true},
		{"says", field_string, offsetof(struct deciding_clause, says), true},
		{"of_base", field_bool, offsetof(struct deciding_clause, of_base), false},
		{0},
	};
	if (list->type != YAML_LIST)
		return load_fail(l, list, e, "a list of clauses that decide is needed here");
	struct deciding_clause *at = arena_array(l->arena, list->count, sizeof *at);
	for (size_t i = 0; i < list->count; i++)
		if (fields_read(l, list->items[i], table, &at[i], e) < 0)
			return -1;
	out->deciding = at;
	out->n_deciding = (uint32_t)list->count;
	return 0;
}

static int read_words(const struct load *l, const struct yaml *root, struct catalog *out, struct err *e)
{
	const struct {
		const char *key;
		struct strings *out;
	} lists[] = {
		{"denials", &out->denials},
		{"intentions", &out->intentions},
		{"conditions", &out->conditions},
		{"prohibitions", &out->prohibitions},
		{"free_of_terms", &out->free_of_terms},
		{"closed_to_trade", &out->closed_to_trade},
	};
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		const struct yaml *list = yaml_get(root, lists[i].key);
		if (list && field_strings(l, list, lists[i].out, e) < 0)
			return -1;
	}
	return 0;
}

int vocabulary_read(const struct load *outer, const struct yaml *root, struct catalog *out, struct err *e)
{
	static const char *const parts[] = {"kinds",	    "forms",	     "uses",	       "region_groups", "chapters",
					    "freedoms",	    "deciding",	     "denials",	       "intentions",	"conditions",
					    "prohibitions", "free_of_terms", "closed_to_trade"};
	struct load l = *outer;
	l.catalog = out;
	for (size_t i = 0; root && i < root->count && root->type == YAML_MAP; i++)
		if (!among(root->keys[i]->text, parts, sizeof parts / sizeof *parts))
			return load_fail(
				&l, root->keys[i], e,
				"a vocabulary has kinds, forms, uses, region_groups, chapters, freedoms, deciding, denials, "
				"intentions, conditions, prohibitions, free_of_terms and closed_to_trade");
	const struct yaml *kinds = yaml_get(root, "kinds"), *forms = yaml_get(root, "forms"), *uses = yaml_get(root, "uses");
	const struct yaml *groups = yaml_get(root, "region_groups"), *chapters = yaml_get(root, "chapters");
	const struct yaml *freedoms = yaml_get(root, "freedoms"), *deciding = yaml_get(root, "deciding");
	if (!kinds || kinds->type != YAML_MAP)
		return load_fail(&l, root, e, "a map 'kinds' is needed here");
	if (forms && forms->type != YAML_MAP)
		return load_fail(&l, forms, e, "a map of names and forms is needed here");
	if ((uses && read_uses(&l, uses, out, e) < 0) || (groups && field_pairs(&l, groups, &out->region_groups, e) < 0))
		return -1;
	if (read_words(&l, root, out, e) < 0)
		return -1;
	if (read_kinds(&l, kinds, out, e) < 0 || check_uses(&l, uses, out, e) < 0 ||
	    (forms && read_forms(&l, forms, out, e) < 0) || (deciding && read_deciding(&l, deciding, out, e) < 0) ||
	    (chapters && read_chapters(&l, chapters, out, e) < 0))
		return -1;
	return freedoms ? read_freedoms(&l, freedoms, out, e) : 0;
}

static int compare_codes(const void *a, const void *b)
{
	return strcmp(((const struct named_code *)a)->name, ((const struct named_code *)b)->name);
}

/* A name stands for one thing: which of two is found would depend on the others in the list. */
static int check_codes(const struct load *l, const struct yaml *root, const struct named_code *at, uint32_t n, struct err *e)
{
	for (uint32_t i = 1; i < n; i++)
		if (!compare_codes(&at[i - 1], &at[i]) && strcmp(at[i - 1].code, at[i].code) != 0)
			return load_fail(l, root, e, "the name '%s' stands under '%s' and under '%s'", at[i].name, at[i - 1].code,
					 at[i].code);
	return 0;
}

static size_t count_names(const struct yaml *map)
{
	size_t n = 0;
	for (size_t i = 0; i < map->count; i++)
		n += map->items[i]->type == YAML_LIST ? map->items[i]->count : 1;
	return n;
}

int codes_read(const struct load *l, const struct yaml *root, const struct named_code **codes, uint32_t *count, struct err *e)
{
	if (!root || root->type != YAML_MAP)
		return load_fail(l, root, e, "a map of code: [names] is needed here");
	struct named_code *at = arena_array(l->arena, count_names(root), sizeof *at);
	uint32_t n = 0;
	for (size_t i = 0; i < root->count; i++) {
		struct strings names = {0};
		if (field_strings(l, root->items[i], &names, e) < 0)
			return -1;
		for (uint32_t k = 0; k < names.count; k++) {
			size_t size = strlen(names.at[k]) + 1;
			char *folded = arena_alloc(l->arena, size);
			alias_fold(names.at[k], folded, size);
			at[n++] = (struct named_code){folded, root->keys[i]->text};
		}
	}
	if (n)
		qsort(at, n, sizeof *at, compare_codes);
	*codes = at;
	*count = n;
	return check_codes(l, root, at, n, e);
}

/* --- values of records ---------------------------------------------------------------------------------------------------- */

static bool is_number(const char *s)
{
	size_t whole = strspn(s, "0123456789"), rest = s[whole] == '.' ? 1 + strspn(s + whole + 1, "0123456789") : 0;
	return whole && rest != 1 && !s[whole + rest];
}

/* Is s, of n bytes, one of the codes, or one of those that stand together in a code with commas ("EU,IS")? */
static bool is_code(const char *s, size_t n, const struct named_code *codes, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		for (const char *at = codes[i].code; *at; at += strcspn(at, ","), at += *at == ',')
			if (strcspn(at, ",") == n && !strncmp(at, s, n))
				return true;
	return false;
}

bool catalog_region(const struct catalog *c, const char *code)
{
	return is_code(code, strlen(code), c->regions, c->n_regions);
}

void catalog_each_region(const struct catalog *c, void (*each)(void *ctx, const char *code, size_t n), void *ctx)
{
	for (uint32_t i = 0; i < c->n_regions; i++)
		for (const char *at = c->regions[i].code; *at; at += strcspn(at, ","), at += *at == ',')
			each(ctx, at, strcspn(at, ","));
}

static bool are_codes(const char *s, const struct named_code *codes, uint32_t count)
{
	for (const char *at = s; *at; at += strcspn(at, ","), at += *at == ',')
		if (!is_code(at, strcspn(at, ","), codes, count))
			return false;
	return *s;
}

static bool has_form(const struct catalog *c, const struct value_form *f, const char *value)
{
	if (f->words.count)
		return among(value, f->words.at, f->words.count);
	if (!strcmp(f->type, "number"))
		return is_number(value);
	if (!strcmp(f->type, "date"))
		return is_date(value);
	if (!strcmp(f->type, "currency"))
		return strlen(value) == 3 && strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
	if (!strcmp(f->type, "regions"))
		return are_codes(value, c->regions, c->n_regions);
	if (!strcmp(f->type, "jurisdiction"))
		return is_code(value, strlen(value), c->jurisdictions, c->n_jurisdictions);
	return *value;
}

static int check_form(const struct load *l, const struct yaml *node, const struct pair *p, struct err *e)
{
	const struct catalog *c = l->catalog;
	for (uint32_t i = 0; c && i < c->n_forms; i++)
		if (!strcmp(c->forms[i].name, p->key) && !has_form(c, &c->forms[i], p->value))
			return load_fail(l, node, e, "'%s' is no value for %s, which is %s", p->value, p->key,
					 *c->forms[i].type ? c->forms[i].type : "one of the words of rules/vocabulary.yaml");
	return 0;
}

int values_check(const struct load *l, const struct yaml *node, const struct kind *kind, const struct pairs *values,
		 struct err *e)
{
	const struct yaml *map = yaml_get(node, "values");
	for (uint32_t i = 0; i < values->count; i++) {
		const struct yaml *at = map && map->type == YAML_MAP && i < map->count ? map->keys[i] : node;
		if (!among(values->at[i].key, kind->values.at, kind->values.count))
			return load_fail(l, at, e, "the kind %s carries no value '%s'", kind->id, values->at[i].key);
		if (check_form(l, at, &values->at[i], e) < 0)
			return -1;
	}
	return 0;
}
