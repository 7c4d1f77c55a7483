/* SPDX-License-Identifier: MIT */
#include "base/digest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

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

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_known_values)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
