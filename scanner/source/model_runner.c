/* SPDX-License-Identifier: MIT */
/*
 * model_runner: the store of Docker's model runner: layout.json, models.json with the tags, manifests/sha256/<digits>,
 * blobs/sha256/<digits>.
 *
 * Source of the format: github.com/docker/model-runner, pkg/distribution/internal/store.
 */
#include "base/json.h"
#include "source/oci.h"
#include "source/store.h"

#include <string.h>

enum { MODELS = 10000 };

static bool is(const struct store_dir *d)
{
	return store_lists(d, "models.json") && store_lists(d, "manifests") && store_lists(d, "blobs") &&
	       store_has(d, "models.json", false) && store_has(d, "manifests", true);
}

static void take(const struct store_dir *d, const struct yaml *model)
{
	struct arena *a = store_arena(d);
	const char *id = yaml_text(model, "id");
	const struct yaml *tags = yaml_get(model, "tags");
	const char *tag =
		tags && tags->type == YAML_LIST && tags->count && tags->items[0]->type == YAML_SCALAR ? tags->items[0]->text : "";
	const char *blob = id ? oci_blob_path(a, id) : NULL;
	if (!blob) {
		store_problem(d, store_name(d, "models.json"), "bad-digest",
			      "At line %u it names the model \"%.200s\", which is no digest; nothing was opened.", model->line,
			      id ? id : "");
		return;
	}
	const char *document = arena_printf(a, "manifests%s", blob + strlen("blobs"));
	struct expectation expect;
	manifest_expect(id, -1, &expect);
	struct store_manifest m = {.entry = store_name(d, oci_entry_name(a, tag, id)),
				   .document = document,
				   .model = tag,
				   .expect = &expect,
				   .blob_path = oci_blob_path};
	if (!store_has(d, document, false))
		store_problem(d, m.entry, "missing-blob", "models.json names it at line %u, and %s is not here.", model->line,
			      document);
	else
		store_read_manifest(d, &m);
}

static void take_all(const struct store_dir *d)
{
	ARENA_AUTO struct arena scratch;
	size_t len;
	struct err e;
	const struct yaml *root = NULL;
	arena_init(&scratch);
	const char *bytes = store_read(d, "models.json", &scratch, &len);
	if (bytes && json_parse(bytes, len, &scratch, &root, &e) < 0)
		store_problem(d, store_name(d, "models.json"), "damaged", "The list of models is damaged: %s.", e.text);
	const struct yaml *models = yaml_get(root, "models");
	for (size_t i = 0; models && models->type == YAML_LIST && i < models->count && !d->walk->full; i++) {
		if (i == MODELS) {
			store_problem(d, store_name(d, "models.json"), "limit",
				      "It lists more than %d models; the others were not read.", (int)MODELS);
			return;
		}
		take(d, models->items[i]);
	}
}

static void list(const struct store_dir *d)
{
	size_t first = d->walk->list->count;
	take_all(d);
	store_take_rest(d, "blobs/sha256", first);
}

static bool owns(const char *base)
{
	return !strcmp(base, "models.json") || !strcmp(base, "layout.json") || !strcmp(base, "manifests") ||
	       !strcmp(base, "blobs");
}

const struct store store_model_runner = {
	.id = "model-runner", .title = "the store of Docker's model runner", .is = is, .list = list, .owns = owns};
