/* SPDX-License-Identifier: MIT */
/*
 * package.json of npm. Its license speaks for the package. "SEE LICENSE IN x" points at a file; a list is an old way to offer a
 * choice.
 */
#include "declared/declared.h"

#include <string.h>
#include <strings.h>

static const struct claim claims[] = {
	{"name", "name", CLAIM_META, NULL},
	{"version", "version", CLAIM_META, NULL},
	{"author", "author", CLAIM_META, "name"},
	{"description", "description", CLAIM_META, NULL},
};

static const char see[] = "SEE LICENSE IN ";
enum { SEE = sizeof see - 1 };

static void take_license(struct reading *r, const struct yaml *value)
{
	claim_choice(r, value, "type");
	claim_take(r, yaml_get(value, "url"), &(struct claim){.field = "license_link"});
	if (value->type == YAML_SCALAR && value->text_len > SEE && !strncasecmp(value->text, see, SEE))
		claim_text(r, value, "license_file", value->text + SEE, value->text_len - SEE);
}

static bool says(const struct yaml *map, const char *key, const char *text)
{
	const struct yaml *value = yaml_get(map, key);
	return value && value->type == YAML_SCALAR && value->text && !strcmp(value->text, text);
}

/* As the tool that made the file left it: whoever writes such a file by hand has no empty author, and no test that is none. */
static bool is_as_generated(const struct yaml *root)
{
	const struct yaml *scripts = yaml_get(root, "scripts"), *test = scripts ? yaml_get(scripts, "test") : NULL;
	bool no_test = test && test->type == YAML_SCALAR && test->text && strstr(test->text, "no test specified");
	return says(root, "author", "") || (no_test && !yaml_get(root, "author"));
}

/* Nobody takes such a package, or nobody looked at what the file says of it. */
static void take_attention(struct reading *r, const struct yaml *root)
{
	const char *why = is_as_generated(root) ? "as generated" : says(root, "private", "true") ? "private" : NULL;
	struct yaml node = {.type = YAML_SCALAR, .line = root->line, .start = root->start, .end = root->start, .text = why};
	if (!why)
		return;
	node.text_len = strlen(why);
	claim_take(r, &node, &(struct claim){"", "package_unattended", CLAIM_META, NULL});
}

static unsigned bid(const struct probe *p)
{
	return name_is(p->base, "package.json") && probe_is_object(p) ? BID_FILE_NAME : 0;
}

static int read(struct reading *r, struct err *e)
{
	const struct yaml *root;
	if (declared_json(r, &root, e) < 0)
		return -1;
	CLAIMS_TAKE(r, root, claims);
	for (size_t i = 0; i < root->count; i++)
		if (!strcmp(root->keys[i]->text, "license") || !strcmp(root->keys[i]->text, "licenses"))
			take_license(r, root->items[i]);
	take_attention(r, root);
	return 0;
}

const struct reader reader_package_json = {
	.id = "package-json",
	.title = "npm package manifest",
	.spec = "https://github.com/npm/cli/blob/latest/docs/lib/content/configuring-npm/package-json.md",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
