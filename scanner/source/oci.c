/* SPDX-License-Identifier: MIT */
#include "source/oci.h"

#include "base/path.h"
#include "source/expectation.h"

#include <string.h>

enum { NAME_BYTES = 512, SHORT = 12 };

const char *oci_blob_path(struct arena *a, const char *digest)
{
	static const struct {
		const char *name;
		enum expected_digest how;
	} algorithms[] = {{"sha256", EXPECT_SHA256}, {"sha512", EXPECT_SHA512}};
	struct expectation unused;
	for (size_t i = 0; i < sizeof algorithms / sizeof *algorithms; i++) {
		size_t n = strlen(algorithms[i].name);
		if (!strncmp(digest, algorithms[i].name, n) && digest[n] == ':' &&
		    expectation_read(algorithms[i].how, digest + n + 1, strlen(digest + n + 1), &unused))
			return arena_printf(a, "blobs/%s/%s", algorithms[i].name, digest + n + 1);
	}
	return NULL;
}

const char *oci_model_name(struct arena *a, const char *repository, const char *reference)
{
	return *repository && *reference ? arena_printf(a, "%s:%s", repository, reference) : *repository ? repository : reference;
}

const char *oci_entry_name(struct arena *a, const char *repository, const char *reference, const char *digest)
{
	char clean[NAME_BYTES + 1];
	const char *name = oci_model_name(a, repository, reference), *hex = strchr(digest, ':');
	path_clean(name, NAME_BYTES, clean);
	for (char *c = clean; *c; c++)
		*c = *c == '!' ? '_' : *c;
	return *clean ? arena_strdup(a, clean) : arena_printf(a, "manifest-%.*s", (int)SHORT, hex ? hex + 1 : "unknown");
}
