/* SPDX-License-Identifier: MIT */
#include "entry/hasher.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
#include <openssl/evp.h>

enum { MESSAGES = 5, MOST = 5 << 20, CHUNK = 100000 };

struct reader { /* one thread that hashes the first len of the bytes */
	struct lanes *lanes;
	const uint8_t *bytes;
	size_t len;
	uint8_t digest[DIGEST_BYTES];
	bool failed;
};

static void *hash(void *arg)
{
	struct reader *r = arg;
	struct hasher h;
	if (hasher_init(&h, NULL, r->lanes, NULL) < 0)
		return NULL;
	for (size_t at = 0; at < r->len; at += CHUNK) {
		hasher_post(&h, r->bytes + at, r->len - at < CHUNK ? r->len - at : CHUNK);
		hasher_wait(&h, 0);
	}
	r->failed = hasher_final(&h, r->digest, NULL) < 0;
	hasher_release(&h);
	return NULL;
}

static void run_all(struct reader *readers, size_t n)
{
	pthread_t threads[MESSAGES];
	for (size_t i = 0; i < n; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, hash, &readers[i]), 0);
	for (size_t i = 0; i < n; i++) {
		uint8_t wanted[DIGEST_BYTES];
		pthread_join(threads[i], NULL);
		EVP_Digest(readers[i].bytes, readers[i].len, wanted, NULL, EVP_sha256(), NULL);
		assert_false(readers[i].failed);
		assert_memory_equal(readers[i].digest, wanted, DIGEST_BYTES);
	}
}

static uint8_t *some_bytes(void)
{
	uint8_t *bytes = malloc(MOST);
	assert_non_null(bytes);
	for (size_t i = 0; i < MOST; i++)
		bytes[i] = (uint8_t)(i * i >> 7);
	return bytes;
}

/* Whoever hashes whose chunk, and whatever their lengths: each message has its own digest. */
static void test_each_has_its_digest(void **state)
{
	(void)state;
	uint8_t *bytes = some_bytes();
	for (unsigned cpus = 1; cpus <= MESSAGES; cpus++) {
		struct lanes lanes;
		struct reader readers[MESSAGES];
		lanes_init(&lanes, cpus);
		for (size_t i = 0; i < MESSAGES; i++)
			readers[i] = (struct reader){.lanes = &lanes, .bytes = bytes + 7 * i, .len = MOST - (i * 700001 + 35)};
		run_all(readers, MESSAGES);
		assert_int_equal(lanes.members, 0);
		assert_int_equal(lanes.hashing, 0);
		assert_null(lanes.waiting);
		lanes_release(&lanes);
	}
	free(bytes);
}

/* Who waits is hashed along with who comes; the one that comes does it. */
static void test_one_waits_for_another(void **state)
{
	(void)state;
	static const uint8_t bytes[2][64] = {"one", "another"};
	struct lanes lanes;
	struct digest digests[2];
	struct message messages[2];
	lanes_init(&lanes, 1);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(digest_init(&digests[i], NULL), 0);
		lanes_join(&messages[i], &lanes, &digests[i]);
	}
	/* As if the first were asleep in another thread. */
	messages[0].bytes = bytes[0];
	messages[0].len = sizeof bytes[0];
	messages[0].state = MESSAGE_WAITS;
	lanes.waiting = &messages[0];
	assert_int_equal(lanes_update(&messages[1], bytes[1], sizeof bytes[1], NULL), 0);
	assert_int_equal(messages[0].state, MESSAGE_HASHED);
	assert_null(lanes.waiting);
	for (int i = 0; i < 2; i++) {
		uint8_t digest[DIGEST_BYTES], wanted[DIGEST_BYTES];
		lanes_leave(&messages[i]);
		digest_final(&digests[i], digest, NULL);
		digest_release(&digests[i]);
		EVP_Digest(bytes[i], sizeof bytes[i], wanted, NULL, EVP_sha256(), NULL);
		assert_memory_equal(digest, wanted, DIGEST_BYTES);
	}
	lanes_release(&lanes);
}

/* Who waited in vain for one that reads slowly goes on alone. */
static void test_nobody_waits_for_long(void **state)
{
	(void)state;
	static const uint8_t bytes[64];
	struct lanes lanes;
	struct digest quick, slow;
	struct message messages[2];
	lanes_init(&lanes, 1);
	assert_int_equal(digest_init(&quick, NULL) | digest_init(&slow, NULL), 0);
	lanes_join(&messages[0], &lanes, &quick);
	lanes_join(&messages[1], &lanes, &slow); /* and never comes */
	assert_int_equal(lanes_update(&messages[0], bytes, sizeof bytes, NULL), 0);
	unsigned alone = messages[0].alone;
	assert_true(alone > 1);
	assert_int_equal(lanes_update(&messages[0], bytes, sizeof bytes, NULL), 0);
	assert_int_equal(messages[0].alone, alone - 1);
	assert_null(lanes.waiting);
	lanes_leave(&messages[1]);
	lanes_leave(&messages[0]);
	digest_release(&quick);
	digest_release(&slow);
	lanes_release(&lanes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_each_has_its_digest),
					   cmocka_unit_test(test_one_waits_for_another),
					   cmocka_unit_test(test_nobody_waits_for_long)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
