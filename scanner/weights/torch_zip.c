/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "weights/torch_zip.h"

#include "weights/zip_names.h"

#include <string.h>

/* What follows the top folder in the member's name, or NULL; *len is its length. */
static const char *below_top(const struct zip_names *z, size_t *len)
{
	const char *slash = memchr(z->name, '/', z->len);
	*len = slash ? (size_t)(z->name + z->len - slash - 1) : 0;
	return slash ? slash + 1 : NULL;
}

static bool below_is(const struct zip_names *z, const char *name)
{
	size_t len;
	const char *rest = below_top(z, &len);
	return rest && len == strlen(name) && !memcmp(rest, name, len);
}

/* data/<number>, or any member of a folder that only TorchScript has */
static bool is_storage(const struct zip_names *z)
{
	size_t len;
	const char *rest = below_top(z, &len);
	if (!rest || len < 6 || memcmp(rest, "data/", 5) != 0)
		return false;
	for (size_t i = 5; i < len; i++)
		if (rest[i] < '0' || rest[i] > '9')
			return false;
	return true;
}

static bool is_code(const struct zip_names *z)
{
	static const char folder[] = "code/__torch__";
	size_t len;
	const char *rest = below_top(z, &len);
	return rest && len >= sizeof folder - 1 && !memcmp(rest, folder, sizeof folder - 1);
}

/* Does this data.pkl refer to classes that only a script has? */
static bool names_script_classes(const struct zip_names *z)
{
	const struct cursor *c = &z->cursor;
	size_t end = cursor_ok(c) && c->at > z->data ? c->at : c->len;
	return z->data < end && memmem(c->bytes + z->data, end - z->data, "__torch__", 9);
}

bool torch_is_training_state(const char *base)
{
	static const char *const names[] = {"training_args.bin", "optimizer.pt",  "optimizer.bin",
					    "scheduler.pt",	 "scheduler.bin", "scaler.pt"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (name_is(base, names[i]))
			return true;
	return name_begins(base, "rng_state") || name_ends(base, ".pdopt");
}

enum torch_kind torch_zip_kind(const struct probe *p)
{
	bool save = false, script = false;
	struct zip_names z;
	zip_names_init(&z, p);
	while (zip_names_next(&z)) {
		bool pickle = below_is(&z, "data.pkl");
		save |= pickle || below_is(&z, ".format_version") || below_is(&z, ".data/serialization_id");
		script |= is_code(&z) || below_is(&z, "constants.pkl") || below_is(&z, "bytecode.pkl") ||
			  (z.count == 1 && is_storage(&z)) || (pickle && names_script_classes(&z));
	}
	return script ? TORCH_SCRIPT : save ? TORCH_SAVE : TORCH_NONE;
}
