/* SPDX-License-Identifier: MIT */
/* PyTorch before 1.6: a stream of pickles, the first a magic number, the second 1001, then the storages' raw bytes. Never run. */
#include "weights/torch_tensors.h"
#include "weights/torch_zip.h"
#include "weights/weights.h"

#include <string.h>

static const uint8_t magic[] = {0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E};
static const uint8_t version[] = {0x80, 0x02, 0x4D, 0xE9, 0x03, 0x2E};

static unsigned bid(const struct probe *p)
{
	return probe_has(p, 0, magic, sizeof magic) ? BID_BYTES(sizeof magic) : 0;
}

/* --- the pickles: how the machine was, the object, the keys of the storages; then the storages ---------------------------------- */

struct legacy {
	struct reading *r;
	struct arena trees;
	struct torch_tensors tensors;
	struct pickle_value *system, *model, *keys;
};

static void legacy_release(struct legacy *l)
{
	torch_tensors_release(&l->tensors);
	arena_release(&l->trees);
}

static bool says_big_endian(const struct pickle_value *system)
{
	int64_t little;
	for (uint32_t i = 0; system->kind == PICKLE_DICT && i + 1 < system->count; i += 2) {
		const struct pickle_value *key = system->items[i];
		if (key->kind == PICKLE_STRING_VALUE && !strcmp(key->text, "little_endian") &&
		    pickle_number(system->items[i + 1], &little))
			return !little;
	}
	return false;
}

/* Storage number `storage` begins here: its count of elements, and the elements. */
static int read_storage(struct legacy *l, uint32_t storage, struct err *e)
{
	struct cursor *c = l->r->stream;
	struct torch_storage *s = &l->tensors.storages[storage];
	unsigned long long at = (unsigned long long)cursor_place(c);
	c->big = l->tensors.big;
	uint64_t count = cursor_u64(c), bytes;
	c->big = false;
	if (!cursor_ok(c))
		return 0;
	if (s->seen)
		return err_set(e, ERR_INPUT, "the storage at byte %llu is there twice", at);
	s->seen = true;
	if (count != s->count || __builtin_mul_overflow(count, (uint64_t)s->size, &bytes))
		return err_set(e, ERR_INPUT, "the storage at byte %llu has %llu elements, but the pickle says %llu", at,
			       (unsigned long long)count, (unsigned long long)s->count);
	for (uint32_t row = s->first; row != NO_TENSOR; row = l->tensors.next[row]) {
		struct tensor_range t = tensors_range(l->r->tensors, row);
		tensors_set_range(l->r->tensors, row, 0, cursor_place(c) + t.start, t.len);
	}
	cursor_skip(c, bytes);
	return 0;
}

static int read_storages(struct legacy *l, struct err *e)
{
	for (uint32_t i = 0; i < l->keys->count && cursor_ok(l->r->stream); i++) {
		const struct pickle_value *key = l->keys->items[i];
		uint32_t storage =
			key->kind == PICKLE_STRING_VALUE ? torch_storage_find(&l->tensors, key->text, key->count) : NO_TENSOR;
		if (storage == NO_TENSOR) {
			l->r->gap = "it has a storage that no tensor describes, so that the next one cannot be found";
			return 0;
		}
		if (read_storage(l, storage, e) < 0)
			return -1;
	}
	return weights_finish(l->r->stream, "PyTorch file", e);
}

static int read_pickles(struct legacy *l, struct err *e)
{
	struct cursor *c = l->r->stream;
	struct pickle_value **const pickles[] = {&l->system, &l->model, &l->keys};
	cursor_skip(c, sizeof magic + sizeof version);
	for (size_t i = 0; i < sizeof pickles / sizeof *pickles; i++)
		if (unpickle(c, &l->trees, pickles[i], e) < 0)
			return -1;
	if (!l->keys || l->keys->kind != PICKLE_LIST)
		return l->keys ? err_set(e, ERR_INPUT, "the third pickle is no list of storages") : 0;
	l->tensors.big = says_big_endian(l->system);
	l->r->views = true;
	pickle_claims(l->r, l->model, true);
	if (torch_tensors_collect(&l->tensors, l->model, "", NO_TENSOR, e) < 0)
		return -1;
	l->r->gap = l->tensors.odd;
	return read_storages(l, e);
}

static int read(struct reading *r, struct err *e)
{
	if (r->len < sizeof magic + sizeof version)
		return err_set(e, ERR_INPUT, "the file ends at byte %zu, inside its header", r->len);
	if (!probe_has(r->probe, sizeof magic, version, sizeof version))
		return err_set(e, ERR_INPUT, "the header is damaged at byte %zu: the protocol version 1001 is not there",
			       sizeof magic);
	r->detail = torch_is_training_state(r->probe->base) ? TRAINING_STATE : "1001";
	__attribute__((cleanup(legacy_release))) struct legacy l = {.r = r};
	arena_init(&l.trees);
	torch_tensors_init(&l.tensors, r);
	return read_pickles(&l, e);
}

const struct reader reader_pytorch_legacy = {
	.id = "pytorch-legacy",
	.title = "PyTorch checkpoint (stream of pickles, before 1.6)",
	.spec = "https://github.com/pytorch/pytorch/blob/main/torch/serialization.py",
	.role = ROLE_WEIGHTS,
	.tensors = true,
	.bid = bid,
	.read = read,
};
