/* SPDX-License-Identifier: MIT */
#include "source/oci.h"

#include "base/buf.h"
#include "base/crypto.h"
#include "base/path.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_BYTES = 512, SHORT = 12, DEPTH = 4, DOCUMENTS = 10000, COMPLAINTS = 100 };

/* --- names ----------------------------------------------------------------------------------------------------------------- */

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

const char *oci_entry_name(struct arena *a, const char *model, const char *digest)
{
	char clean[NAME_BYTES + 1];
	const char *hex = strchr(digest, ':');
	path_clean(model, NAME_BYTES, clean);
	for (char *c = clean; *c; c++)
		*c = *c == '!' ? '_' : *c;
	return *clean ? arena_strdup(a, clean) : arena_printf(a, "manifest-%.*s", (int)SHORT, hex ? hex + 1 : "unknown");
}

static const char ending[] = "-index.json";

bool oci_is_index(const char *file)
{
	size_t n = strlen(file), m = sizeof ending - 1;
	return !strcmp(file, "index.json") || (n > m && !strcmp(file + n - m, ending));
}

/* The name behind "<base64>-index.json"; NULL when it is another file. */
static const char *repository_of(struct arena *a, const char *file)
{
	size_t n = strlen(file), m = sizeof ending - 1, text = n - m;
	if (n <= m || strcmp(file + n - m, ending) != 0 || text % 4 || text > 1024)
		return NULL;
	char *in = arena_strndup(a, file, text);
	for (char *c = in; *c; c++)
		*c = *c == '-' ? '+' : *c == '_' ? '/' : *c;
	unsigned char *out = arena_alloc(a, text);
	return crypto()->EVP_DecodeBlock(out, (const unsigned char *)in, (int)text) < 0 ? NULL : (const char *)out;
}

/* --- indexes --------------------------------------------------------------------------------------------------------------- */

struct reading_layout {
	const struct oci_layout *layout;
	const char *repository; /* "" when the index does not say */
	const char *licenses;	/* that the index of the moment declares for all */
	const char **seen;	/* digests of manifests and indexes */
	size_t n_seen, capacity;
	size_t complaints; /* so far: after some one sentence stands for the rest */
};

__attribute__((format(printf, 4, 5))) static void complain(struct reading_layout *r, const char *entry, const char *id,
							   const char *format, ...)
{
	char sentence[1000];
	va_list ap;
	if (r->complaints++ > COMPLAINTS)
		return;
	va_start(ap, format);
	vsnprintf(sentence, sizeof sentence, format, ap);
	va_end(ap);
	if (r->complaints > COMPLAINTS)
		snprintf(sentence, sizeof sentence, "The indexes have more such faults, which are not listed.");
	const struct complaints *to = &r->layout->complaints;
	to->say(to->ctx, entry, id, arena_strdup(r->layout->arena, sentence));
}

static bool again(struct reading_layout *r, const char *digest)
{
	for (size_t i = 0; i < r->n_seen; i++)
		if (!strcmp(r->seen[i], digest))
			return true;
	VEC_PUSH(r->seen, r->n_seen, r->capacity, arena_strdup(r->layout->arena, digest));
	return false;
}

static const char *model_name(const struct reading_layout *r, const char *reference)
{
	return *r->repository && *reference ? arena_printf(r->layout->arena, "%s:%s", r->repository, reference)
	       : *r->repository		    ? r->repository
					    : reference;
}

static void take_index(struct reading_layout *r, const char *where, const struct manifest *index, const char *reference,
		       int depth);

static void take_document(struct reading_layout *r, const char *where, const struct descriptor *x, const char *path,
			  const char *reference, int depth)
{
	const struct oci_layout *l = r->layout;
	ARENA_AUTO struct arena scratch; /* of this one document: there may be thousands */
	struct manifest parsed;
	const char *model = model_name(r, reference);
	struct oci_manifest m = {
		.entry = oci_entry_name(l->arena, model, x->digest),
		.model = model,
		.path = path,
		.licenses = *x->licenses ? x->licenses : r->licenses,
		.parsed = &parsed,
	};
	struct err e;
	size_t len;
	arena_init(&scratch);
	manifest_expect(x->digest, x->size, &m.expect);
	const char *bytes = l->document(l->ctx, path, &scratch, &len);
	if (!bytes)
		complain(r, where, "missing-blob", "At byte %llu it names the manifest %s, which is not here.",
			 (unsigned long long)x->offset, x->digest);
	else if (manifest_parse(bytes, len, &scratch, &parsed, &e) < 0)
		complain(r, path, "damaged", "The manifest is damaged: %s.", e.text);
	else if (parsed.index)
		take_index(r, path, &parsed, reference, depth + 1);
	else
		l->manifest(l->ctx, &m);
}

static void take_descriptor(struct reading_layout *r, const char *where, const struct descriptor *x, const char *reference,
			    int depth)
{
	const char *path = oci_blob_path(r->layout->arena, x->digest);
	if (!path)
		complain(r, where, "bad-digest", "At byte %llu it names \"%.200s\", which is no digest; nothing was opened.",
			 (unsigned long long)x->offset, x->digest);
	else if (!again(r, x->digest))
		take_document(r, where, x, path, *x->reference ? x->reference : reference, depth);
}

static void take_index(struct reading_layout *r, const char *where, const struct manifest *index, const char *reference,
		       int depth)
{
	if (depth > DEPTH) {
		complain(r, where, "limit", "Indexes are nested more than %d deep here; it was not read.", (int)DEPTH);
		return;
	}
	const char *outer = r->licenses;
	manifest_complain(index, where, r->layout->arena, &r->layout->complaints);
	r->licenses = *index->licenses ? index->licenses : outer;
	for (size_t i = 0; i < index->count; i++) {
		if (r->n_seen >= DOCUMENTS) {
			complain(r, where, "limit", "There are more than %d manifests; the others were not read.",
				 (int)DOCUMENTS);
			break;
		}
		take_descriptor(r, where, &index->descriptors[i], reference, depth);
	}
	r->licenses = outer;
}

static void take_file(struct reading_layout *r, const char *file)
{
	const struct oci_layout *l = r->layout;
	ARENA_AUTO struct arena scratch;
	struct manifest index;
	struct err e;
	size_t len;
	arena_init(&scratch);
	const char *bytes = l->document(l->ctx, file, &scratch, &len);
	if (!bytes)
		return;
	if (manifest_parse(bytes, len, &scratch, &index, &e) < 0)
		complain(r, file, "damaged", "The index is damaged: %s.", e.text);
	else if (!index.index)
		complain(r, file, "damaged", "The index is damaged: it is no index.");
	else
		take_index(r, file, &index, "", 0);
}

void oci_read(const struct oci_layout *layout, const char *const *files, size_t n)
{
	struct reading_layout r = {.layout = layout, .licenses = ""};
	for (size_t i = 0; i < n; i++) {
		r.repository = repository_of(layout->arena, files[i]);
		if (r.repository)
			take_file(&r, files[i]);
	}
	r.repository = "";
	take_file(&r, "index.json");
	free(r.seen);
}
