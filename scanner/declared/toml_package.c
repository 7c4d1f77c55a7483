/* SPDX-License-Identifier: MIT */
/*
 * pyproject.toml of Python and Cargo.toml of Rust: the license as a string, or as a table of a text or a file, and Python's
 * classifiers. What is inherited (license.workspace = true), or made when the package is built, is not known.
 */
#include "declared/assigned.h"
#include "declared/declared.h"

#include <string.h>

static const char *const sections[] = {"project", "tool.poetry", "tool.flit.metadata", "package", "workspace.package"};

static unsigned bid(const struct probe *p)
{
	return p->len && (name_is(p->base, "pyproject.toml") || name_is(p->base, "Cargo.toml")) ? BID_FILE_NAME : 0;
}

static void put(struct reading *r, const char *field, const struct literal *l)
{
	reading_declared(r, field, r->bytes + l->start, l->end - l->start, l->start, l->end, l->line);
}

static void take_license(struct reading *r, struct assigned *a)
{
	struct literal l;
	size_t at = 0;
	if (assigned_inner(a, "text", &l))
		put(r, "license", &l);
	else if (assigned_inner(a, "file", &l))
		put(r, "license_file", &l);
	else if (a->start < a->end && a->bytes[a->start] != '{' && assigned_string(a, &at, &l))
		put(r, "license", &l);
}

static void take_string(struct reading *r, struct assigned *a, const char *key)
{
	struct literal l;
	size_t at = 0;
	if (assigned_string(a, &at, &l))
		reading_meta(r, key, r->bytes + l.start, l.end - l.start, l.start, l.end, l.line);
}

static void take_classifiers(struct reading *r, struct assigned *a)
{
	struct literal l;
	for (size_t at = 0; assigned_string(a, &at, &l);)
		claim_classifier(r, l.start, l.end, l.line);
}

static void take(struct reading *r, struct assigned *a, const char *section)
{
	struct literal l;
	size_t at = 0;
	if (assigned_is(a, section, "license"))
		take_license(r, a);
	else if (assigned_is(a, section, "license.text") && assigned_string(a, &at, &l))
		put(r, "license", &l);
	else if ((assigned_is(a, section, "license-file") || assigned_is(a, section, "license.file")) &&
		 assigned_string(a, &at, &l))
		put(r, "license_file", &l);
	else if (assigned_is(a, section, "classifiers"))
		take_classifiers(r, a);
	else if (assigned_is(a, section, "name") || assigned_is(a, section, "version"))
		take_string(r, a, assigned_is(a, section, "name") ? "name" : "version");
}

static int read(struct reading *r, struct err *e)
{
	(void)e;
	struct assigned a;
	struct literal l;
	assigned_init(&a, (const char *)r->bytes, r->len, false);
	while (assigned_next(&a)) {
		size_t at = 0;
		for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
			take(r, &a, sections[i]);
		if (assigned_is(&a, "project.license", "text") && assigned_string(&a, &at, &l))
			put(r, "license", &l);
		else if (assigned_is(&a, "project.license", "file") && assigned_string(&a, &at, &l))
			put(r, "license_file", &l);
	}
	return 0;
}

const struct reader reader_toml_package = {
	.id = "toml-package",
	.title = "Python or Rust project file",
	.spec = "https://packaging.python.org/en/latest/specifications/pyproject-toml/",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
