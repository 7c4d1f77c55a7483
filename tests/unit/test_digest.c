/* SPDX-License-Identifier: MIT */
#include "base/digest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include <openssl/evp.h>

static void hash(const void *bytes, size_t len, size_t chunk, char hex[DIGEST_HEX])
{
	DIGEST_AUTO struct digest d = {0};
	struct err e;
	uint8_t out[DIGEST_BYTES];
	assert_int_equal(digest_init(&d, &e), 0);
	for (size_t at = 0; at < len; at += chunk)
		assert_int_equal(digest_update(&d, (const uint8_t *)bytes + at, len - at < chunk ? len - at : chunk, &e), 0);
	assert_int_equal(digest_final(&d, out, &e), 0);
	digest_hex(out, hex);
}

/* The examples of FIPS 180-4. */
static void test_known_values(void **state)
{
	(void)state;
	static const struct {
		const char *text, *hex;
	} known[] = {
		{"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
		{"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
		{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		 "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		for (size_t chunk = 1; chunk < 70; chunk++) {
			char hex[DIGEST_HEX];
			hash(known[i].text, strlen(known[i].text), chunk, hex);
			assert_string_equal(hex, known[i].hex);
		}
}

/* Two at once, from any beginning of a block, give what each gives alone; and that is what OpenSSL gives. */
static void test_two_at_once(void **state)
{
	(void)state;
	uint8_t bytes[1000], out[DIGEST_BYTES], wanted[DIGEST_BYTES];
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (uint8_t)(i * i + 3 * i);
	for (size_t first = 0; first < 130; first += 7)
		for (size_t len = 0; len < 600; len += 31) {
			DIGEST_AUTO struct digest a = {0};
			DIGEST_AUTO struct digest b = {0};
			assert_int_equal(digest_init(&a, NULL) | digest_init(&b, NULL), 0);
			digest_update(&a, bytes, first, NULL);
			digest_update(&b, bytes, 2 * first, NULL);
			assert_int_equal(digest_update_two(&a, bytes + first, &b, bytes + 2 * first, len, NULL), 0);
			digest_final(&a, out, NULL);
			EVP_Digest(bytes, first + len, wanted, NULL, EVP_sha256(), NULL);
			assert_memory_equal(out, wanted, DIGEST_BYTES);
			digest_final(&b, out, NULL);
			EVP_Digest(bytes, 2 * first + len, wanted, NULL, EVP_sha256(), NULL);
			assert_memory_equal(out, wanted, DIGEST_BYTES);
			assert_int_equal(digest_again(&b, NULL), 0);
			digest_final(&b, out, NULL);
			EVP_Digest(bytes, 0, wanted, NULL, EVP_sha256(), NULL);
			assert_memory_equal(out, wanted, DIGEST_BYTES);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_known_values), cmocka_unit_test(test_two_at_once)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
