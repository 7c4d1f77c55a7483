/* SPDX-License-Identifier: MIT */
/* Lineage, known weights and stores, over a sample catalog with invented birds as models. */
#include "sample.h"

#include "catalog/known_build.h"
#include "findings/family.h"
#include "findings/lineage.h"
#include "findings/shape.h"
#include "findings/tensor_hits.h"

#include <stdio.h>
#include <stdlib.h>

static const struct architecture birds[] = {
	{"lab/tern-3-8b", "tern-3", "tern", {1000, 64, 4, 256, 8, 2, 64, 16, 500000}},
	{"lab/tern-3.1-8b", "tern-3.1", "tern", {1000, 64, 4, 256, 8, 2, 64, 16, 500000}},
	{"lab/crow-7b", "crow", "crow", {2000, 128, 8, 512, 16, 16, 128, 128, 10000}},
	{"lab/gap", "gap", "", {1000, 64, 4, 0, 8}}, /* too little is known of it to fit anything */
};

static const struct family_mark names[] = {{"tern-3-1", "tern-3.1", 0, 0},
					   {"tern-3", "tern-3", 0, 0},
					   {"tern", "tern", 0, 0},
					   {"crow", "crow", 0, 0},
					   {"plover", "tern-3", 0, 0}};
static const struct family_mark templates[] = {{"<|caw|>", "crow", 0, 0}};

/* The weights of put_weights_file are known as lab/heron, declared in its card as Owl. */
static const char rows[] = "sha256\tkind\tfile\trepo\tmodel\tfamily\tlicense\tscope\tsource\n"
			   "abcd000000000000000000000000000000000000000000000000000000000000\t\tmodel.bin\tlab/"
			   "heron\tHeron\tcrow\t%s\t%s\tlists/birds@1\n"
			   "1111111111111111111111111111111111111111111111111111111111111111\ttokenizer\ttokenizer.json\t\tTern "
			   "3,Tern 4\t\t\t\tlists/birds@1\n";

struct setting {
	struct evidence ev;
	struct artifacts as;
	struct catalog catalog;
	struct known_set set;
};

static int set_up(void **state)
{
	struct setting *s = mem_array(1, sizeof *s);
	evidence_init(&s->ev);
	s->catalog = sample_catalog;
	s->catalog.hints = (struct hints){
		.signatures = birds,
		.n_signatures = 4,
		.names = names,
		.n_names = 5,
		.templates = templates,
		.n_templates = 1,
	};
	*state = s;
	return 0;
}

static int tear_down(void **state)
{
	struct setting *s = *state;
	artifacts_release(&s->as);
	evidence_release(&s->ev);
	free((void *)(uintptr_t)s->set.bytes);
	free(s);
	return 0;
}

static void know_rows(struct setting *s, const char *text)
{
	struct known_builder *b = known_builder_new();
	struct err e;
	void *bytes;
	if (known_builder_add_table(b, "rows", text, strlen(text), &e) < 0)
		fail_msg("%s", e.text);
	known_builder_finish(b, &bytes, &s->set.len);
	known_builder_free(b);
	s->set.bytes = bytes;
	s->catalog.known = &s->set;
	s->catalog.n_known = 1;
}

static void know(struct setting *s, const char *license, const char *scope)
{
	char text[2000];
	snprintf(text, sizeof text, rows, license, scope);
	know_rows(s, text);
}

static const struct artifact *make(struct setting *s)
{
	evidence_sort(&s->ev);
	artifacts_init(&s->as, &s->ev, &s->catalog, "in/put", 1);
	return &s->as.at[0];
}

static const struct edge *edge_to(const struct artifact *a, const char *parent)
{
	for (size_t i = 0; i < a->n_lineage; i++)
		if (!strcmp(a->lineage[i].parent, parent))
			return &a->lineage[i];
	return NULL;
}

static void put_sizes(struct setting *s, const char *entry, int of)
{
	for (int d = 0; d < N_DIMENSIONS; d++) {
		char value[32];
		snprintf(value, sizeof value, d == DIM_ROPE ? "%llu.0" : "%llu", (unsigned long long)birds[of].size[d]);
		if (d != DIM_Q_ROWS && d != DIM_KV_ROWS)
			put_meta(&s->ev, entry, dimension_name((enum dimension)d), value);
	}
}

/* --- sizes and names -------------------- */

static void sizes_name_every_family_that_fits(void **state)
{
	struct setting *s = *state;
	put_sizes(s, "config.json", 0);
	put_weights_file(&s->ev, "model.safetensors", 8, NULL);
	const struct artifact *a = make(s);
	const struct edge *one = edge_to(a, "tern-3"), *other = edge_to(a, "tern-3.1");
	assert_non_null(one);
	assert_non_null(other);
	assert_null(edge_to(a, "crow"));
	assert_true(one->family);
	assert_int_equal(one->strength, EDGE_SHAPE);
	assert_non_null(strstr(one->evidence[0].how, "sizes cannot tell tern-3 and tern-3.1 apart"));
	const struct finding *f = finding_of(a, "lineage-undeclared");
	assert_non_null(f);
	assert_non_null(strstr(f->message, "sizes cannot tell apart"));
}

static void sizes_are_found_behind_many_files(void **state)
{
	struct setting *s = *state;
	for (int i = 0; i < 100; i++) {
		char entry[32];
		snprintf(entry, sizeof entry, "assets/%d.png", i);
		put_meta(&s->ev, entry, "title", "a bird");
	}
	put_sizes(s, "config.json", 2);
	assert_non_null(edge_to(make(s), "crow"));
}

static void other_sizes_fit_nothing(void **state)
{
	struct setting *s = *state;
	put_sizes(s, "config.json", 0);
	put_meta(&s->ev, "other/config.json", "vocab_size", "1000");
	put_meta(&s->ev, "other/config.json", "hidden_size", "64");
	make(s);
	struct shape shape = {.size = {1000, 64, 4, 256, 8, 4}}; /* as the first, but for its key heads */
	assert_int_equal(shape_match(&s->catalog.hints, &shape).models, 0);
	shape.size[DIM_KV_HEADS] = 0; /* not known: it may be */
	assert_int_equal(shape_match(&s->catalog.hints, &shape).models, 2);
	shape.size[DIM_LAYERS] = 5;
	assert_int_equal(shape_match(&s->catalog.hints, &shape).models, 0);
}

static void the_longest_name_decides(void **state)
{
	struct setting *s = *state;
	struct families f = {0};
	families_of_name(&s->catalog.hints, "lab/Tern-3.1-8B-chat", &f);
	assert_int_equal(f.count, 1);
	assert_string_equal(f.at[0], "tern-3.1");
	f = (struct families){0};
	families_of_name(&s->catalog.hints, "Lantern-3 scarecrow", &f);
	assert_int_equal(f.count, 0);
	f = (struct families){0};
	families_of_name(&s->catalog.hints, "crow-distill-tern-3-70b", &f);
	assert_int_equal(f.count, 2);
	f = (struct families){0};
	families_of_name(&s->catalog.hints, "Tern-3.1-Plover-70B", &f); /* the version that it tells itself is the one */
	assert_int_equal(f.count, 1);
	assert_string_equal(f.at[0], "tern-3.1");
	f = (struct families){0};
	families_of_name(&s->catalog.hints, "Plover-70B", &f);
	assert_string_equal(f.at[0], "tern-3");
	f = (struct families){0};
	families_of_name(&s->catalog.hints, "lab/tern-3.7b", &f); /* a size, and no version */
	assert_int_equal(f.count, 1);
	assert_string_equal(f.at[0], "tern");
	assert_true(families_agree("tern", "tern-3.1"));
	assert_false(families_agree("tern-3", "tern-4"));
	assert_false(families_agree("crow", "crowd"));
}

static void a_claim_that_the_sizes_contradict(void **state)
{
	struct setting *s = *state;
	put_sizes(s, "config.json", 0);
	put_declared(&s->ev, "README.md", "base_model", "lab/Crow-7B", 3);
	const struct artifact *a = make(s);
	const struct finding *f = finding_of(a, "lineage-contradicts");
	assert_non_null(f);
	assert_non_null(strstr(f->message, "README.md says that the model is made from lab/Crow-7B"));
	assert_non_null(strstr(f->message, "tern-3 and tern-3.1"));
}

static void a_claim_that_the_sizes_bear_out(void **state)
{
	struct setting *s = *state;
	put_sizes(s, "config.json", 0);
	put_declared(&s->ev, "README.md", "base_model", "lab/Tern-3-8B", 3);
	const struct artifact *a = make(s);
	assert_null(finding_of(a, "lineage-contradicts"));
	assert_null(finding_of(a, "lineage-undeclared"));
}

static void templates_hint_at_a_family(void **state)
{
	struct setting *s = *state;
	put_meta(&s->ev, "tokenizer_config.json", "chat_template", "{{ x }}<|caw|>");
	const struct edge *e = edge_to(make(s), "crow");
	assert_non_null(e);
	assert_string_equal(e->relation, "template");
}

/* --- declared -------------------- */

static void evidence_of_one_parent_makes_one_edge(void **state)
{
	struct setting *s = *state;
	put_declared(&s->ev, "README.md", "base_model", "https://hub.example/lab/Tern-3-8B/tree/main", 3);
	put_declared(&s->ev, "README.md", "base_model_relation", "finetune", 4);
	put_declared(&s->ev, "config.json", "name_or_path", "lab/tern-3-8b", 1);
	put_declared(&s->ev, "config.json", "base_model", "lab/other", 2);
	const struct artifact *a = make(s);
	const struct edge *e = edge_to(a, "lab/Tern-3-8B");
	assert_non_null(e);
	assert_int_equal(e->n_evidence, 2);
	assert_string_equal(e->relation, "finetune");
	assert_int_equal(e->strength, EDGE_DECLARED);
	assert_int_equal(e->evidence[1].strength, EDGE_TRACE);
	assert_string_equal(edge_to(a, "lab/other")->relation, "derived");
}

static void thousands_of_parents_are_bounded(void **state)
{
	struct setting *s = *state;
	for (int i = 0; i < 5000; i++) {
		char parent[32];
		snprintf(parent, sizeof parent, "lab/parent-%04d", i);
		put_declared(&s->ev, "mergekit_config.yml", "base_model", parent, 1 + (uint32_t)i);
	}
	const struct artifact *a = make(s);
	assert_int_equal(a->n_lineage, LINEAGE_EDGES);
	assert_int_equal(a->lineage_cut, 5000 - LINEAGE_EDGES);
	assert_string_equal(a->lineage[0].parent, "lab/parent-0000");
}

static void put_model(struct setting *s, const char *dir, const char *name, const char *parent)
{
	char entry[200];
	snprintf(entry, sizeof entry, "%s/", dir);
	put_meta(&s->ev, entry, "artifact", dir);
	put_meta(&s->ev, entry, "name", name);
	snprintf(entry, sizeof entry, "%s/README.md", dir);
	put_declared(&s->ev, entry, "base_model", parent, 2);
	put_declared(&s->ev, entry, "license", "wren", 1);
}

static void parents_in_the_same_distribution_and_circles(void **state)
{
	struct setting *s = *state;
	put_model(s, "a", "lab/a", "lab/b");
	put_model(s, "b", "lab/b", "LAB/C");
	put_model(s, "c", "lab/c", "lab/a");
	put_model(s, "d", "lab/d", "lab/a"); /* leads to the circle, is not on it */
	put_model(s, "e", "lab/e", "lab/e"); /* names itself */
	make(s);
	assert_int_equal(s->as.count, 5);
	static const char *const parents[] = {"lab/b", "LAB/C", "lab/a", "lab/a", "lab/e"};
	static const bool circle[] = {true, true, true, false, false};
	static const char *const where[] = {"b", "c", "a", "a", "e"};
	for (size_t i = 0; i < 5; i++) {
		const struct edge *e = edge_to(&s->as.at[i], parents[i]);
		assert_non_null(e);
		assert_string_equal(e->artifact, where[i]);
		assert_int_equal(e->cycle, circle[i]);
		assert_int_equal(e->self, i == 4);
	}
}

static void a_long_chain_needs_no_stack(void **state)
{
	enum { N = 20000 };
	struct setting *s = *state;
	for (int i = 0; i < N; i++) {
		char dir[32], name[32], parent[32];
		snprintf(dir, sizeof dir, "m%05d", i);
		snprintf(name, sizeof name, "lab/m%05d", i);
		snprintf(parent, sizeof parent, "lab/m%05d", (i + 1) % N);
		put_model(s, dir, name, parent);
	}
	make(s);
	assert_int_equal(s->as.count, N);
	assert_true(edge_to(&s->as.at[0], "lab/m00001")->cycle);
	assert_true(edge_to(&s->as.at[N - 1], "lab/m00000")->cycle);
}

/* --- known weights -------------------- */

static void known_bytes_are_named(void **state)
{
	struct setting *s = *state;
	know(s, "owl", "card");
	put_weights_file(&s->ev, "model.safetensors", 8, "git-lfs");
	const struct artifact *a = make(s);
	const struct finding *f = finding_of(a, "known-weights");
	assert_non_null(f);
	assert_non_null(strstr(f->message, "model.safetensors points to what is, byte for byte, lab/heron (model.bin)"));
	assert_non_null(strstr(f->message, "\"owl\" is declared by its model card"));
	assert_null(finding_of(a, "claim-contradicts-known-weights")); /* nothing is claimed here */
	const struct edge *e = edge_to(a, "lab/heron");
	assert_non_null(e);
	assert_int_equal(e->strength, EDGE_BYTES);
	assert_string_equal(e->license, "owl");
	assert_null(a->concluded); /* the bytes are proved, and not the license */
}

/* --- known tensors -------------------- */

static void put_tensor(struct tensors *t, const char *name, uint64_t len, uint8_t byte)
{
	struct tensor x = {.name = name, .name_len = strlen(name), .dtype = "U8", .rank = 1, .shape = {len}, .len = len};
	x.state = TENSOR_HASHED;
	memset(x.sha256, byte, sizeof x.sha256);
	assert_int_not_equal(tensors_add(t, &x), NO_TENSOR);
}

static void put_tensors(struct setting *s, const char *entry, struct tensors *t)
{
	struct weights w = {.format = "birdtensors", .tensors = t};
	put(&s->ev, &(struct fact){.kind = FACT_WEIGHTS, .at = {.entry = entry}, .detail = &w});
}

/* A file of 100 KiB of tensors, so many of which are one that lab/bird-1 has. */
static void put_share(struct setting *s, const char *entry, uint64_t kib)
{
	struct tensors *t = tensors_new(NULL);
	put_tensor(t, "own", (100 - kib) << 10, 200);
	if (kib)
		put_tensor(t, "taken", kib << 10, 1);
	put_tensors(s, entry, t);
}

/* The rows of N models: those of model i are the tensor whose digest is all bytes i + 1. */
static void know_tensors(struct setting *s, int n)
{
	BUF_AUTO struct buf text;
	buf_init(&text, 1 << 20);
	buf_add_str(&text, "sha256\tkind\tfile\trepo\tfamily\tsource\n");
	for (int i = 1; i <= n; i++) {
		for (int k = 0; k < 32; k++)
			buf_printf(&text, "%02x", i);
		buf_printf(&text, "\ttensor\tblk.0.weight\tlab/bird-%d\t%s\tlists/birds@1\n", i, i == 1 ? "crow" : "");
	}
	know_rows(s, buf_str(&text));
}

static void known_tensors_are_counted_by_model(void **state)
{
	struct setting *s = *state;
	struct tensors *t = tensors_new(NULL);
	know_tensors(s, 3);
	put_tensor(t, "wing", 4096 + 16000, 1);
	put_tensor(t, "beak", 4096, 200);
	put_tensor(t, "tail", 4096, 1);
	put_tensor(t, "freqs", TENSOR_HIT_BYTES - 1, 2); /* too small to tell */
	put_tensor(t, "closed", 4096, 3);
	tensors_close(t, 4);
	put_tensors(s, "model.safetensors", t);
	const struct artifact *a = make(s);
	const struct edge *e = edge_to(a, "lab/bird-1");
	assert_non_null(e);
	assert_string_equal(e->relation, "same-tensor");
	assert_int_equal(e->strength, EDGE_BYTES);
	assert_string_equal(
		e->evidence[0].how,
		"model.safetensors has 2 tensors of it among its 5, 72 % of all bytes (\"wing\" is its blk.0.weight), "
		"as lists/birds@1 knows them.");
	assert_null(edge_to(a, "lab/bird-2"));
	assert_null(edge_to(a, "lab/bird-3"));
}

/* Its edge, where so many hundredths of what is declared to come from elsewhere are tensors of lab/bird-1. */
static const struct edge *edge_of_share(struct setting *s, uint64_t percent)
{
	know_tensors(s, 1);
	put_share(s, "model.safetensors", percent);
	put_declared(&s->ev, "README.md", "base_model", "lab/tern-3-8b", 2);
	const struct edge *e = edge_to(make(s), "lab/bird-1");
	assert_non_null(e);
	assert_int_equal(e->strength, edge_to(&s->as.at[0], "crow")->strength);
	return e;
}

static void some_small_tensors_are_a_hint(void **state)
{
	assert_int_equal(edge_of_share(*state, 9)->strength, EDGE_SHAPE);
	assert_null(finding_of(&((struct setting *)*state)->as.at[0], "lineage-contradicts"));
}

static void a_piece_of_another_model_contradicts_nothing(void **state)
{
	assert_int_equal(edge_of_share(*state, 49)->strength, EDGE_TRACE);
	assert_null(finding_of(&((struct setting *)*state)->as.at[0], "lineage-contradicts"));
}

static void most_of_another_model_contradicts(void **state)
{
	assert_int_equal(edge_of_share(*state, 50)->strength, EDGE_BYTES);
	const struct finding *f = finding_of(&((struct setting *)*state)->as.at[0], "lineage-contradicts");
	assert_non_null(f);
	assert_non_null(strstr(f->message, "has the bytes of tensors of a model that is counted to the family crow"));
}

/* The last of ten shards is a tensor of another model, as a whole. */
static void shards_are_weighed_together(void **state)
{
	struct setting *s = *state;
	know_tensors(s, 1);
	for (int i = 1; i <= 10; i++) {
		char entry[40];
		snprintf(entry, sizeof entry, "model-%05d-of-00010.safetensors", i);
		put_share(s, entry, i == 10 ? 100 : 0);
	}
	put_declared(&s->ev, "README.md", "base_model", "lab/tern-3-8b", 2);
	const struct artifact *a = make(s);
	const struct edge *e = edge_to(a, "lab/bird-1");
	assert_int_equal(e->strength, EDGE_TRACE);
	assert_non_null(strstr(e->evidence[0].how, "model.safetensors (in 10 shards) has 1 tensor of it among its 11, 10 %"));
	assert_string_equal(e->evidence[0].fact->at.entry, "model-00010-of-00010.safetensors");
	assert_null(finding_of(a, "lineage-contradicts"));
}

static void a_million_known_tensors_are_a_few_edges(void **state)
{
	struct setting *s = *state;
	struct tensors *t = tensors_new(NULL);
	know_tensors(s, 100);
	for (int i = 0; i < 1000000; i++)
		put_tensor(t, "t", 4096, (uint8_t)(1 + i % 100));
	put_tensors(s, "model.safetensors", t);
	const struct artifact *a = make(s);
	const struct edge *e = edge_to(a, "lab/bird-1");
	assert_non_null(e);
	assert_non_null(strstr(e->evidence[0].how, "has 10000 tensors of it among its 1000000"));
	assert_int_equal(a->n_lineage, TENSOR_HITS + 1); /* and the family */
	assert_int_equal(a->lineage_cut, 1);
}

static void a_claim_that_known_bytes_contradict(void **state)
{
	struct setting *s = *state;
	know(s, "owl", "card");
	put_weights_file(&s->ev, "model.safetensors", 8, NULL);
	put_card(&s->ev, "README.md", "wren");
	const struct artifact *a = make(s);
	const struct finding *f = finding_of(a, "claim-contradicts-known-weights");
	assert_non_null(f);
	assert_non_null(strstr(f->message, "README.md declares Wren"));
	assert_non_null(strstr(f->message, "published as Owl-NC-4.0"));
	assert_int_equal(f->n_evidence, 2);
}

static void a_text_that_known_bytes_contradict(void **state)
{
	struct setting *s = *state;
	know(s, "owl", "entry");
	put_weights_file(&s->ev, "model.safetensors", 8, NULL);
	put_text(&s->ev, "LICENSE", WREN, MATCH_EXACT);
	assert_non_null(finding_of(make(s), "claim-contradicts-known-weights"));
}

static void the_same_license_is_no_contradiction(void **state)
{
	struct setting *s = *state;
	know(s, "Owl NC 4.0", "card");
	put_weights_file(&s->ev, "model.safetensors", 8, NULL);
	put_card(&s->ev, "README.md", "owl");
	assert_null(finding_of(make(s), "claim-contradicts-known-weights"));
}

static void a_repository_s_license_is_no_evidence(void **state)
{
	struct setting *s = *state;
	know(s, "owl", "repository");
	put_weights_file(&s->ev, "model.safetensors", 8, NULL);
	put_card(&s->ev, "README.md", "wren");
	const struct artifact *a = make(s);
	assert_null(finding_of(a, "claim-contradicts-known-weights"));
	assert_non_null(strstr(finding_of(a, "known-weights")->message, "no evidence"));
	assert_null(edge_to(a, "lab/heron")->license);
}

static void an_origin_that_known_bytes_contradict(void **state)
{
	struct setting *s = *state;
	know(s, "owl", "card");
	put_weights_file(&s->ev, "model.safetensors", 8, NULL);
	put_declared(&s->ev, "README.md", "base_model", "lab/Tern-3-8B", 3);
	const struct finding *f = finding_of(make(s), "lineage-contradicts");
	assert_non_null(f);
	assert_non_null(strstr(f->message, "counted to the family crow"));
}

static void tokenizers_are_known_by_their_bytes(void **state)
{
	struct setting *s = *state;
	know(s, "owl", "card");
	put_meta(&s->ev, "tokenizer.json", "sha256", "1111111111111111111111111111111111111111111111111111111111111111");
	const struct artifact *a = make(s);
	const struct edge *e = edge_to(a, "tern-3");
	assert_non_null(e);
	assert_true(e->family);
	assert_non_null(edge_to(a, "tern")); /* of "Tern 4" no more is known */
	assert_string_equal(e->relation, "tokenizer");
	assert_int_equal(e->strength, EDGE_SHAPE);
	assert_non_null(strstr(e->evidence[0].how, "of 1 more"));
	assert_null(finding_of(a, "known-weights"));
}

static void shards_are_spoken_of_together(void **state)
{
	struct setting *s = *state;
	know(s, "owl", "card");
	for (int i = 0; i < 9; i++) {
		char entry[40];
		snprintf(entry, sizeof entry, "model-%d.safetensors", i);
		put_weights_file(&s->ev, entry, 8, NULL);
	}
	const struct artifact *a = make(s);
	size_t n = 0;
	for (size_t i = 0; i < a->n_findings; i++)
		n += !strcmp(a->findings[i].id, "known-weights");
	assert_int_equal(n, 1);
	assert_non_null(strstr(finding_of(a, "known-weights")->message, "8 more files here are of it too"));
}

/* --- stores -------------------- */

static void a_model_of_a_store_is_an_artifact(void **state)
{
	struct setting *s = *state;
	put_meta(&s->ev, "tags/one!/", "artifact", "tags/one!");
	put_meta(&s->ev, "tags/one!/", "name", "one:latest");
	put_meta(&s->ev, "tags/two!/", "artifact", "tags/two!");
	put_weights_file(&s->ev, "tags/one!/model.gguf", 8, NULL);
	put_weights_file(&s->ev, "tags/two!/model.gguf", 8, NULL);
	put_weights_file(&s->ev, "tags/two!/deep/part.gguf", 8, NULL);
	put_text(&s->ev, "tags/two!/deep/LICENSE", WREN, MATCH_EXACT);
	make(s);
	assert_int_equal(s->as.count, 2);
	assert_string_equal(artifact_at(&s->as, "tags/one")->name, "one:latest");
	assert_int_equal(artifact_at(&s->as, "tags/two")->n_weights, 2);
}

static void other_bytes_than_the_store_says(void **state)
{
	struct setting *s = *state;
	put_meta(&s->ev, "LICENSE", "tampered", "its SHA-256 is 00 and should be 01");
	const struct finding *f = finding_of(make(s), "tampered-store");
	assert_non_null(f);
	assert_int_equal(f->severity, SEVERITY_ERROR);
	assert_non_null(strstr(f->message, "LICENSE does not have the bytes"));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(sizes_name_every_family_that_fits),
		TEST(sizes_are_found_behind_many_files),
		TEST(other_sizes_fit_nothing),
		TEST(the_longest_name_decides),
		TEST(a_claim_that_the_sizes_contradict),
		TEST(a_claim_that_the_sizes_bear_out),
		TEST(templates_hint_at_a_family),
		TEST(evidence_of_one_parent_makes_one_edge),
		TEST(thousands_of_parents_are_bounded),
		TEST(parents_in_the_same_distribution_and_circles),
		TEST(a_long_chain_needs_no_stack),
		TEST(known_bytes_are_named),
		TEST(known_tensors_are_counted_by_model),
		TEST(some_small_tensors_are_a_hint),
		TEST(a_piece_of_another_model_contradicts_nothing),
		TEST(most_of_another_model_contradicts),
		TEST(shards_are_weighed_together),
		TEST(a_million_known_tensors_are_a_few_edges),
		TEST(a_claim_that_known_bytes_contradict),
		TEST(a_text_that_known_bytes_contradict),
		TEST(the_same_license_is_no_contradiction),
		TEST(a_repository_s_license_is_no_evidence),
		TEST(an_origin_that_known_bytes_contradict),
		TEST(tokenizers_are_known_by_their_bytes),
		TEST(shards_are_spoken_of_together),
		TEST(a_model_of_a_store_is_an_artifact),
		TEST(other_bytes_than_the_store_says),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
