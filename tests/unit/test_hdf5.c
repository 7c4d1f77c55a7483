/* SPDX-License-Identifier: MIT */
/*
 * HDF5: a file with a group of the new kind and one of the old kind, datasets in one piece, in the header and in chunks, and an
 * attribute, built here from the specification; then the same file with one lie in it at a time.
 */
#include "reading.h"
#include "weights/weights.h"

#include <openssl/evp.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

enum { SIZE = 1 << 13, ROUNDS = 3000 };

/* Where things are in the file. */
enum {
	ROOT = 48,
	OLD_GROUP = 512,
	TREE = 640,
	HEAP = 768,
	NAMES = 832,
	SYMBOLS = 896,
	PLAIN = 1100,
	COMPACT = 1300,
	CHUNKED = 1500,
	CHUNK_TREE = 1800,
	DATA = 2000,
	CHUNK_0 = 2100,
	CHUNK_1 = 2200,
	HEAP_2 = 2400,
	TREE_2 = 2600,
	LEAF_2 = 2700,
	BLOCK_2 = 2800,
	DENSE = 3000,
	END = 3200,
};

struct file {
	uint8_t bytes[SIZE];
	size_t at;
};

static void put(struct file *f, uint64_t value, unsigned width)
{
	for (unsigned i = 0; i < width; i++)
		f->bytes[f->at++] = i < 8 ? (uint8_t)(value >> 8 * i) : 0;
}

static void put_text(struct file *f, const char *text, size_t len)
{
	memcpy(f->bytes + f->at, text, len);
	f->at += len;
}

/* A message of an object header; old ones are padded to 8 bytes. */
static size_t begin_message(struct file *f, unsigned type, bool old)
{
	put(f, type, old ? 2 : 1);
	put(f, 0, 2);
	put(f, 0, old ? 4 : 1);
	return f->at;
}

static void end_message(struct file *f, size_t begin, bool old)
{
	while (old && (f->at - begin) % 8)
		put(f, 0, 1);
	size_t len = f->at - begin;
	f->bytes[begin - (old ? 6 : 3)] = (uint8_t)len;
}

/* Version 1, with room for what follows up to `end`. */
static void begin_old(struct file *f, size_t at, size_t end)
{
	f->at = at;
	put(f, 1, 2);
	put(f, 0, 2);
	put(f, 1, 4);
	put(f, end - at - 16, 4);
	put(f, 0, 4);
}

static void put_space(struct file *f, unsigned rank, uint64_t first, uint64_t second)
{
	size_t m = begin_message(f, 1, true);
	put(f, 1, 1);
	put(f, rank, 1);
	put(f, 0, 6);
	put(f, first, 8);
	if (rank > 1)
		put(f, second, 8);
	end_message(f, m, true);
}

/* A float of 32 bits. */
static void put_type(struct file *f, bool big)
{
	size_t m = begin_message(f, 3, true);
	put(f, 0x11, 1);
	put(f, 0x1F20 | big, 3);
	put(f, 4, 4);
	put(f, 0, 2);
	put(f, 32, 2);
	put(f, 0x17000817, 4);
	put(f, 127, 4);
	end_message(f, m, true);
}

static void put_plain(struct file *f)
{
	begin_old(f, PLAIN, COMPACT);
	put_space(f, 2, 3, 4);
	put_type(f, true);
	size_t m = begin_message(f, 8, true);
	put(f, 3, 1);
	put(f, 1, 1);
	put(f, DATA, 8);
	put(f, 48, 8);
	end_message(f, m, true);
}

static void put_compact(struct file *f)
{
	begin_old(f, COMPACT, CHUNKED);
	put_space(f, 1, 2, 0);
	put_type(f, false);
	size_t m = begin_message(f, 8, true);
	put(f, 3, 1);
	put(f, 0, 1);
	put(f, 8, 2);
	put_text(f, "ABCDEFGH", 8);
	end_message(f, m, true);
}

/* 3 × 4 in chunks of 2 × 4; the second chunk lies half outside. */
static void put_chunked(struct file *f)
{
	begin_old(f, CHUNKED, CHUNK_TREE);
	put_space(f, 2, 3, 4);
	put_type(f, false);
	size_t m = begin_message(f, 8, true);
	put(f, 3, 1);
	put(f, 2, 1);
	put(f, 3, 1);
	put(f, CHUNK_TREE, 8);
	put(f, 2, 4);
	put(f, 4, 4);
	put(f, 4, 4);
	end_message(f, m, true);
	f->at = CHUNK_TREE;
	put_text(f, "TREE", 4);
	put(f, 1, 1);
	put(f, 0, 1);
	put(f, 2, 2);
	put(f, UINT64_MAX, 8);
	put(f, UINT64_MAX, 8);
	for (int i = 0; i < 2; i++) {
		put(f, 32, 4);
		put(f, 0, 4);
		put(f, 2 * (uint64_t)i, 8);
		put(f, 0, 16);
		put(f, i ? CHUNK_1 : CHUNK_0, 8);
	}
}

static void put_old_group(struct file *f)
{
	begin_old(f, OLD_GROUP, TREE);
	size_t m = begin_message(f, 17, true);
	put(f, TREE, 8);
	put(f, HEAP, 8);
	end_message(f, m, true);
	f->at = TREE;
	put_text(f, "TREE\0\0\1\0", 8);
	put(f, UINT64_MAX, 8);
	put(f, UINT64_MAX, 8);
	put(f, 0, 8);
	put(f, SYMBOLS, 8);
	f->at = HEAP;
	put_text(f, "HEAP\0\0\0\0", 8);
	put(f, 64, 8);
	put(f, 0, 8);
	put(f, NAMES, 8);
	f->at = NAMES;
	put_text(f, "\0\0\0\0\0\0\0\0compact\0chunked\0", 24);
	f->at = SYMBOLS;
	put_text(f, "SNOD\1\0\3\0", 8);
	static const uint64_t entries[][3] = {{16, CHUNKED, 0}, {8, COMPACT, 0}, {8, ROOT, 1}};
	for (int i = 0; i < 3; i++) { /* the third leads back to the root */
		put(f, entries[i][0], 8);
		put(f, entries[i][1], 8);
		put(f, entries[i][2], 4);
		put(f, 0, 20);
	}
}

static void put_link(struct file *f, const char *name, uint64_t address)
{
	size_t n = strlen(name);
	put(f, 1, 1);
	put(f, 0, 1);
	put(f, n, 1);
	put_text(f, name, n);
	put(f, address, 8);
}

/* Links in a fractal heap: one, to the plain dataset. */
static void put_dense(struct file *f)
{
	f->at = DENSE;
	put_text(f, "OHDR\2\0", 6);
	put(f, 2 + 16 + 4, 1);
	size_t m = begin_message(f, 2, false);
	put(f, 0, 2);
	put(f, HEAP_2, 8);
	put(f, TREE_2, 8);
	end_message(f, m, false);
	f->at = HEAP_2;
	put_text(f, "FRHP\0", 5);
	put(f, 7, 2);
	put(f, 0, 3);
	put(f, 4096, 4);
	put(f, 0, 64);
	put(f, 0, 32);
	put(f, 4, 2);
	put(f, 512, 8);
	put(f, 65536, 8);
	put(f, 32, 2);
	put(f, 1, 2);
	put(f, BLOCK_2, 8);
	put(f, 0, 2);
	f->at = TREE_2;
	put_text(f, "BTHD\0\5", 6);
	put(f, 512, 4);
	put(f, 11, 2);
	put(f, 0, 2);
	put(f, 0, 2);
	put(f, LEAF_2, 8);
	put(f, 1, 2);
	put(f, 1, 8);
	f->at = LEAF_2;
	put_text(f, "BTLF\0\5", 6);
	put(f, 0xABCD, 4);
	put(f, 0, 1);
	put(f, 32, 4);
	put(f, 16, 2);
	f->at = BLOCK_2;
	put_text(f, "FHDB\0", 5);
	f->at = BLOCK_2 + 32;
	put_link(f, "dense", PLAIN);
}

static void put_attribute(struct file *f, const char *name, const char *value)
{
	size_t m = begin_message(f, 12, false), n = strlen(name) + 1, len = strlen(value);
	put(f, 3, 2);
	put(f, n, 2);
	put(f, 8, 2);
	put(f, 4, 2);
	put(f, 0, 1);
	put_text(f, name, n);
	put(f, 0x13, 1); /* a string of fixed length */
	put(f, 0, 3);
	put(f, len, 4);
	put(f, 2, 1); /* a scalar */
	put(f, 0, 3);
	put_text(f, value, len);
	end_message(f, m, false);
}

static void put_links(struct file *f)
{
	static const struct {
		const char *name;
		uint64_t address;
	} links[] = {{"plain", PLAIN}, {"old", OLD_GROUP}, {"new", DENSE}};
	for (int i = 0; i < 3; i++) {
		size_t m = begin_message(f, 6, false);
		put_link(f, links[i].name, links[i].address);
		end_message(f, m, false);
	}
}

static void build(struct file *f)
{
	memset(f, 0, sizeof *f);
	put_text(f, "\x89HDF\r\n\x1a\n\2\10\10\0", 12);
	put(f, 0, 8);
	put(f, UINT64_MAX, 8);
	put(f, END, 8);
	put(f, ROOT, 8);
	f->at = ROOT;
	put_text(f, "OHDR\2\1", 6);
	size_t size = f->at;
	put(f, 0, 2);
	put_attribute(f, "license", "Our Own License");
	put_attribute(f, "keras_version", "2.9.0");
	put_attribute(f, "model_config", "{\"class_name\": \"Sequential\", \"config\": {\"name\": \"tiny\"}}");
	put_links(f);
	f->bytes[size] = (uint8_t)(f->at - size - 2);
	f->bytes[size + 1] = (uint8_t)((f->at - size - 2) >> 8);
	put_old_group(f);
	put_plain(f);
	put_compact(f);
	put_chunked(f);
	put_dense(f);
	for (unsigned i = 0; i < 200; i++)
		f->bytes[DATA + i] = (uint8_t)(i * 7 + 1);
	memset(f->bytes + CHUNK_0, 'x', 32);
	memset(f->bytes + CHUNK_1, 'y', 32);
	f->at = END;
}

/* --- what comes out ----------------------------------------------------------------------------------------------------------- */

static void read_file(struct outcome *o, const struct file *f, size_t len)
{
	outcome_of(o, weights_readers, "m.h5", f->bytes, len, (int64_t)len);
	assert_string_equal(o->reader->id, "hdf5");
}

static void assert_tensor(const struct outcome *o, const char *name, const void *bytes, size_t len)
{
	for (uint32_t i = 0; i < tensors_count(o->tensors); i++) {
		struct tensor t;
		uint8_t wanted[DIGEST_BYTES];
		tensors_get(o->tensors, i, &t, NULL);
		if (t.name_len != strlen(name) || memcmp(t.name, name, t.name_len) != 0)
			continue;
		EVP_Digest(bytes, len, wanted, NULL, EVP_sha256(), NULL);
		assert_string_equal(t.dtype, "F32");
		assert_int_equal(t.state, TENSOR_HASHED);
		assert_memory_equal(t.sha256, wanted, DIGEST_BYTES);
		return;
	}
	fail_msg("there is no tensor '%s'", name);
}

static void every_kind_of_dataset(void **state)
{
	(void)state;
	struct file f;
	struct outcome o;
	uint8_t plain[48], chunked[48];
	build(&f);
	read_file(&o, &f, END);
	if (o.rc < 0)
		fail_msg("%s", o.err.text);
	assert_string_equal(o.detail, "superblock 2, Keras");
	assert_null(o.gap);
	assert_int_equal(tensors_count(o.tensors), 4); /* the root within the old group is the root, and read */
	for (unsigned i = 0; i < 48; i++)	       /* it is big-endian */
		plain[i] = f.bytes[DATA + i / 4 * 4 + 3 - i % 4];
	memset(chunked, 'x', 32);
	memset(chunked + 32, 'y', 16);
	assert_tensor(&o, "plain", plain, 48);
	assert_tensor(&o, "new/dense", plain, 48);
	assert_tensor(&o, "old/compact", "ABCDEFGH", 8);
	assert_tensor(&o, "old/chunked", chunked, 48);
	assert_string_equal(outcome_value(&o, "license", 0), "Our Own License");
	const struct fact *license = outcome_fact(&o, "license", 0);
	assert_memory_equal(f.bytes + license->at.start, "Our Own License", license->at.end - license->at.start);
	assert_string_equal(outcome_value(&o, "keras_version", 0), "2.9.0");
	assert_string_equal(outcome_value(&o, "architecture", 0), "Sequential");
	assert_string_equal(outcome_value(&o, "name", 0), "tiny");
	outcome_release(&o);
}

static void behind_a_user_block(void **state)
{
	(void)state;
	struct file f;
	static uint8_t moved[SIZE + 512];
	struct outcome o;
	build(&f);
	memcpy(moved + 512, f.bytes, END);
	moved[512 + 12 + 1] = 2; /* addresses count from there */
	outcome_of(&o, weights_readers, "m.h5", moved, END + 512, END + 512);
	assert_int_equal(o.rc, 0);
	assert_tensor(&o, "old/compact", "ABCDEFGH", 8);
	outcome_release(&o);
}

static void damage_is_told(void **state)
{
	(void)state;
	static const struct {
		const char *what;
		size_t at;
		uint64_t value;
		unsigned width;
		const char *part; /* of the sentence */
	} cases[] = {
		{"a superblock of the future", 8, 9, 1, "damaged at byte 9: there is no such version of a superblock"},
		{"addresses of 3 bytes", 9, 3, 1, "addresses cannot be that wide"},
		{"the root behind the end", 36, END + 1, 8, "an address leads out of the file"},
		{"an address that wraps", 36, UINT64_MAX - 1, 8, "an address leads out of the file"},
		{"a base that wraps", 12, UINT64_MAX - 20, 8, "an address leads"},
		{"no root", 36, UINT64_MAX, 8, "an address leads nowhere"},
		{"no object header", ROOT, 'X', 1, "no object header is there"},
		{"an object header of the future", ROOT + 4, 7, 1, "no such version of an object header"},
		{"an object header too long", ROOT + 6, 0xFFFF, 2, "an object header is longer than the file"},
		{"a message too long", ROOT + 9, 0xFFFF, 2, "longer than the object header that it is in"},
		{"a tree that is none", TREE, 'X', 1, "another structure than the one that was to be there"},
		{"a tree of chunks for a group", TREE + 4, 1, 1, "not of the kind or level"},
		{"a tree in itself", TREE + 5, 1, 1, "another structure than"},
		{"a heap behind the end", HEAP + 8, SIZE, 8, "a heap is longer than the file"},
		{"a name outside of the heap", SYMBOLS + 8, 64, 8, "a name lies outside of its heap"},
		{"too many symbols", SYMBOLS + 6, 0xFFFF, 2, "damaged at byte"},
		{"33 dimensions", PLAIN + 25, 33, 1, "more dimensions than there may be"},
		{"a shape that wraps", PLAIN + 32, UINT64_C(1) << 62, 8, "a shape of more bytes than there can be"},
		{"a shape too large", PLAIN + 32, 1000, 8, "a dataset needs more bytes than there are"},
		{"an element of no bytes", PLAIN + 60, 0, 4, "an element has no bytes at all"},
		{"data behind the end", PLAIN + 90, END - 8, 8, "a dataset needs more bytes than there are"},
		{"too few bytes reserved", PLAIN + 98, 47, 8, "a dataset needs more bytes than there are"},
		{"a chunk of no size", CHUNKED + 99, 0, 4, "chunks of an impossible size"},
		{"chunks of other elements", CHUNKED + 107, 8, 4, "other elements than it has"},
		{"chunks of other rank", CHUNKED + 90, 2, 1, "other dimensions than it has"},
		{"a chunk between chunks", CHUNK_TREE + 32, 1, 8, "does not lie where chunks do"},
		{"a chunk that is too long", CHUNK_TREE + 24, 1 << 20, 4, "in more bytes than it can need"},
		{"a chunk that is too short", CHUNK_TREE + 24, 31, 4, "holds fewer bytes than a chunk has"},
		{"a chunk behind the end", CHUNK_TREE + 56, END - 4, 8, "ends too early"},
		{"a heap of impossible sizes", HEAP_2 + 110, 3, 2, "a heap has impossible sizes"},
		{"a node of no room", TREE_2 + 6, 10, 4, "nodes that hold nothing"},
		{"more records than fit", TREE_2 + 24, 500, 2, "more records than fit into it"},
		{"a tree 1000 deep", TREE_2 + 12, 1000, 2, "too many levels"},
		{"an object outside of the heap", LEAF_2 + 11, SIZE, 4, "damaged at byte"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct file f;
		struct outcome o;
		build(&f);
		f.at = cases[i].at;
		put(&f, cases[i].value, cases[i].width);
		read_file(&o, &f, END);
		if (o.rc == 0 || !strstr(o.err.text, cases[i].part))
			fail_msg("%s: rc %d, \"%s\"", cases[i].what, o.rc, o.rc ? o.err.text : "");
		outcome_release(&o);
	}
}

static void chunks_out_of_order_are_told(void **state)
{
	(void)state;
	struct file f;
	struct outcome o;
	build(&f);
	f.bytes[CHUNK_TREE + 32] = 2;
	f.bytes[CHUNK_TREE + 72] = 0;
	read_file(&o, &f, END);
	assert_int_equal(o.rc, -1);
	assert_non_null(strstr(o.err.text, "the chunks of a dataset are not in order"));
	outcome_release(&o);
}

static void cut_anywhere_is_told(void **state)
{
	(void)state;
	struct file f;
	struct outcome o;
	build(&f);
	for (size_t len = 8; len < BLOCK_2 + 48; len++) {
		read_file(&o, &f, len);
		if (o.rc == 0)
			fail_msg("cut at %zu: nothing was said", len);
		outcome_release(&o);
	}
}

static void what_is_not_read_is_told(void **state)
{
	(void)state;
	static const struct {
		size_t at;
		uint64_t value;
		unsigned width;
		const char *gap;
	} cases[] = {
		{PLAIN + 56, 0x19, 1, "no plain numbers"},
		{PLAIN + 89, 3, 1, "put together from others"},
		{PLAIN + 88, 7, 1, "a version that is not read"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct file f;
		struct outcome o;
		build(&f);
		f.at = cases[i].at;
		put(&f, cases[i].value, cases[i].width);
		read_file(&o, &f, END);
		if (o.rc < 0 || !o.gap || !strstr(o.gap, cases[i].gap))
			fail_msg("case %zu: rc %d, %s", i, o.rc, o.gap ? o.gap : o.err.text);
		outcome_release(&o);
	}
}

static void it_withstands_torment(void **state)
{
	(void)state;
	struct file f;
	build(&f);
	torment(weights_readers, "m.h5", f.bytes, END, ROUNDS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_of_dataset), cmocka_unit_test(behind_a_user_block),
		cmocka_unit_test(damage_is_told),	 cmocka_unit_test(chunks_out_of_order_are_told),
		cmocka_unit_test(cut_anywhere_is_told),	 cmocka_unit_test(what_is_not_read_is_told),
		cmocka_unit_test(it_withstands_torment),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
