/* SPDX-License-Identifier: MIT */
#include "source/manifest.h"

#include "base/json.h"
#include "base/path.h"

#include <stdlib.h>
#include <string.h>

enum { NAME_BYTES = 1024, NAME_TRIES = 9, COMPLAINTS = 20 };

/* --- reading --------------------------------------------------------------------------------------------------------------- */

static const char *text(const struct yaml *map, const char *key)
{
	const char *found = yaml_text(map, key);
	return found ? found : "";
}

static int64_t size_of(const struct yaml *map)
{
	const char *digits = text(map, "size");
	char *end;
	long long n = strtoll(digits, &end, 10);
	return *digits && !*end && n >= 0 && strlen(digits) < 19 ? n : -1;
}

/* The names that tools give a layer, the most telling first. `name` is Ollama's. */
static const char *file_of(const struct yaml *map)
{
	const struct yaml *notes = yaml_get(map, "annotations");
	const char *file = text(notes, "org.cncf.model.filepath");
	if (!*file)
		file = text(notes, "org.opencontainers.image.title");
	return *file ? file : text(map, "name");
}

static const char *licenses_of(const struct yaml *map)
{
	return text(yaml_get(map, "annotations"), "org.opencontainers.image.licenses");
}

static void look_for_duplicates(struct manifest *m, const struct yaml *map)
{
	for (size_t i = 0; map->type == YAML_MAP && i < map->count && i < 64 && !m->duplicate; i++)
		for (size_t k = 0; k < i && !m->duplicate; k++)
			if (!strcmp(map->keys[i]->text, map->keys[k]->text)) {
				m->duplicate = map->keys[i]->text;
				m->duplicate_offset = map->keys[i]->start;
			}
}

static void take(struct manifest *m, const struct yaml *map)
{
	if (map->type != YAML_MAP)
		return;
	look_for_duplicates(m, map);
	m->descriptors[m->count++] = (struct descriptor){
		.media_type = text(map, "mediaType"),
		.digest = text(map, "digest"),
		.reference = text(yaml_get(map, "annotations"), "org.opencontainers.image.ref.name"),
		.file = file_of(map),
		.licenses = licenses_of(map),
		.size = size_of(map),
		.offset = map->start,
		.line = map->line,
	};
}

int manifest_parse(const char *bytes, size_t len, struct arena *a, struct manifest *out, struct err *e)
{
	const struct yaml *root;
	*out = (struct manifest){0};
	if (json_parse(bytes, len, a, &root, e) < 0)
		return err_prefix(e, "not readable as JSON");
	const struct yaml *manifests = yaml_get(root, "manifests"), *layers = yaml_get(root, "layers"),
			  *config = yaml_get(root, "config");
	out->index = manifests && manifests->type == YAML_LIST;
	const struct yaml *list = out->index ? manifests : layers;
	if (!root || root->type != YAML_MAP || !list || list->type != YAML_LIST)
		return err_set(e, ERR_INPUT,
			       "line 1, column 1: it is neither a manifest nor an index: it has no list of layers or manifests");
	size_t n = list->count < MANIFEST_LAYERS ? list->count : MANIFEST_LAYERS;
	look_for_duplicates(out, root);
	out->cut = n < list->count;
	out->licenses = licenses_of(root);
	out->descriptors = arena_array(a, n + 1, sizeof *out->descriptors);
	if (!out->index && config)
		take(out, config);
	for (size_t i = 0; i < n; i++)
		take(out, list->items[i]);
	return 0;
}

bool manifest_expect(const char *digest, int64_t size, struct expectation *out)
{
	static const struct {
		const char *name;
		enum expected_digest how;
	} algorithms[] = {{"sha256:", EXPECT_SHA256}, {"sha256-", EXPECT_SHA256}, {"sha512:", EXPECT_SHA512}};
	for (size_t i = 0; i < sizeof algorithms / sizeof *algorithms; i++) {
		size_t n = strlen(algorithms[i].name);
		if (strncmp(digest, algorithms[i].name, n) != 0)
			continue;
		bool ok = expectation_read(algorithms[i].how, digest + n, strlen(digest + n), out);
		out->size = size;
		return ok;
	}
	return false;
}

/* --- names ----------------------------------------------------------------------------------------------------------------- */

/* What a media type stands for, where the layer has no name: by its end, the first that fits. */
static const struct {
	const char *ending, *name;
} media_types[] = {
	{"vnd.ollama.image.model", "model.gguf"},
	{"vnd.ollama.image.license", "LICENSE"},
	{"vnd.ollama.image.template", "template"},
	{"vnd.ollama.image.system", "system"},
	{"vnd.ollama.image.params", "params.json"},
	{"vnd.ollama.image.messages", "messages.json"},
	{"vnd.ollama.image.adapter", "adapter.gguf"},
	{"vnd.ollama.image.projector", "projector.gguf"},
	{"vnd.ollama.image.draft", "draft.gguf"},
	{"vnd.ollama.image.tensor", "tensor.safetensors"},
	{"vnd.docker.container.image.v1+json", "image-config.json"},
	{"vnd.oci.image.config.v1+json", "image-config.json"},
	{"vnd.docker.ai.license", "LICENSE"},
	{"vnd.docker.ai.gguf.v3", "model.gguf"},
	{"vnd.docker.ai.gguf.v3.lora", "adapter.gguf"},
	{"vnd.docker.ai.gguf.v3.mmproj", "mmproj.gguf"},
	{"vnd.docker.ai.mmproj", "mmproj.gguf"},
	{"vnd.docker.ai.safetensors", "model.safetensors"},
	{"vnd.docker.ai.dduf", "model.dduf"},
	{"vnd.docker.ai.chat.template.jinja", "chat_template.jinja"},
	{"vnd.docker.ai.vllm.config.tar", "config.tar"},
	{"vnd.docker.ai.dir.tar", "dir.tar"},
	{"vnd.docker.ai.model.config.v0.1+json", "model-config.json"},
	{"vnd.docker.ai.model.config.v0.2+json", "model-config.json"},
	{"vnd.cncf.model.config.v1+json", "model-config.json"},
	{"vnd.kitops.modelkit.config.v1+json", "Kitfile"},
};

/* Else a layer is called by the word that its media type has for it: "…cncf.model.weight.v1.tar" is weight.tar. */
static const char *words[] = {"weight.config", "weight", "modelpart", "model", "doc", "docs", "code", "dataset"};

static bool ends_with(const char *s, const char *ending)
{
	size_t n = strlen(s), m = strlen(ending);
	return n >= m && !strcmp(s + n - m, ending);
}

static const char *suffix_of(const char *media_type)
{
	return ends_with(media_type, "+gzip")	? ".tar.gz"
	       : ends_with(media_type, "+zstd") ? ".tar.zst"
	       : ends_with(media_type, ".tar")	? ".tar"
						: "";
}

static const char *name_by_type(const char *media_type, struct arena *a)
{
	for (size_t i = 0; i < sizeof media_types / sizeof *media_types; i++)
		if (ends_with(media_type, media_types[i].ending))
			return media_types[i].name;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strstr(media_type, arena_printf(a, ".%s.v", words[i])))
			return arena_printf(a, "%s%s", words[i], suffix_of(media_type));
	return arena_printf(a, "layer%s", suffix_of(media_type));
}

static bool is_taken(const struct manifest *m, size_t i, const char *name)
{
	for (size_t k = 0; k < i; k++)
		if (!strcmp(m->descriptors[k].file, name))
			return true;
	return false;
}

/* "LICENSE", "LICENSE-2"; a name with an ending keeps it: "model-2.gguf". */
static const char *numbered(const char *name, size_t number, struct arena *a)
{
	const char *dot = strrchr(name, '.');
	if (!dot || dot == name || strchr(dot, '/'))
		return arena_printf(a, "%s-%zu", name, number);
	return arena_printf(a, "%.*s-%zu%s", (int)(dot - name), name, number, dot);
}

/* *changed: its own name was one that leads elsewhere. */
static const char *file_name(const struct manifest *m, size_t i, struct arena *a, bool *changed)
{
	const struct descriptor *d = &m->descriptors[i];
	char clean[NAME_BYTES + 1];
	unsigned flaws = path_clean(d->file, NAME_BYTES, clean);
	*changed = *d->file && flaws;
	const char *name = *d->file && *clean ? arena_strdup(a, clean) : name_by_type(d->media_type, a);
	const char *unique = name;
	for (size_t number = 2; number <= NAME_TRIES && is_taken(m, i, unique); number++)
		unique = numbered(name, number < NAME_TRIES ? number : i, a);
	return unique;
}

/* A manifest of nothing but faults is not worth a sentence for each. */
static void complain(struct manifest *m, const struct complaints *to, const char *entry, const char *id, const char *sentence)
{
	if (m->complaints++ < COMPLAINTS)
		to->say(to->ctx, entry, id, sentence);
	else if (m->complaints == COMPLAINTS + 1)
		to->say(to->ctx, entry, id, "The same manifest has more such faults, which are not listed.");
}

struct placed_layer manifest_place(struct manifest *m, size_t i, const char *manifest,
				   const char *(*blob_path)(struct arena *a, const char *digest), struct arena *a,
				   const struct complaints *to)
{
	struct descriptor *d = &m->descriptors[i];
	struct placed_layer out = {0};
	bool changed;
	const char *file = file_name(m, i, a, &changed);
	out.entry = arena_printf(a, "%s!/%s", manifest, file);
	if (changed)
		complain(m, to, out.entry, "unsafe-name",
			 arena_printf(a, "The manifest names it \"%.1000s\" at byte %llu, which would lead elsewhere.", d->file,
				      (unsigned long long)d->offset));
	d->file = file; /* so that later ones see it */
	out.blob = manifest_expect(d->digest, d->size, &out.expect) ? blob_path(a, d->digest) : NULL;
	if (!out.blob)
		complain(m, to, out.entry, "bad-digest",
			 arena_printf(a,
				      "The manifest names the blob \"%.200s\" for it at byte %llu, which is no digest; nothing "
				      "was opened.",
				      d->digest, (unsigned long long)d->offset));
	return out;
}

void manifest_complain(const struct manifest *m, const char *entry, struct arena *a, const struct complaints *to)
{
	if (m->duplicate)
		to->say(to->ctx, entry, "duplicate-key",
			arena_printf(a,
				     "At byte %llu the key \"%.100s\" stands for the second time: tools may take either, and the "
				     "first was taken.",
				     (unsigned long long)m->duplicate_offset, m->duplicate));
	if (m->cut)
		to->say(to->ctx, entry, "limit",
			arena_printf(a, "It lists more than %d layers or manifests; the others were not read.",
				     (int)MANIFEST_LAYERS));
}
