/* SPDX-License-Identifier: MIT */
#include "source/expectation.h"

#include "base/digest.h"

#include <stdio.h>
#include <string.h>

static const struct {
	size_t bytes;
	const char *title;
} table[] = {
	[EXPECT_NOTHING] = {0, "nothing"},
	[EXPECT_SHA256] = {32, "SHA-256"},
	[EXPECT_SHA512] = {64, "SHA-512"},
	[EXPECT_GIT_SHA1] = {20, "git blob id"},
};

size_t expectation_bytes(enum expected_digest how)
{
	return table[how].bytes;
}

const char *expectation_title(enum expected_digest how)
{
	return table[how].title;
}

const char *expectation_pointer(const struct expectation *x, struct arena *a)
{
	char hex[DIGEST_HEX];
	if (x->how != EXPECT_SHA256)
		return NULL;
	digest_hex(x->digest, hex);
	return arena_printf(a, "version store\noid sha256:%s\nsize %lld\n", hex, (long long)(x->size < 0 ? 0 : x->size));
}

static int digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

bool expectation_read(enum expected_digest how, const char *hex, size_t len, struct expectation *out)
{
	*out = (struct expectation){.how = how, .size = -1};
	for (size_t i = 0; i < table[how].bytes && len == 2 * table[how].bytes; i++) {
		int high = digit(hex[2 * i]), low = digit(hex[2 * i + 1]);
		if (high < 0 || low < 0)
			return false;
		out->digest[i] = (uint8_t)(high << 4 | low);
	}
	return len && len == 2 * table[how].bytes;
}

static void hex(const uint8_t *bytes, size_t n, char *out)
{
	for (size_t i = 0; i < n; i++)
		snprintf(out + 2 * i, 3, "%02x", bytes[i]);
}

void expectation_judge(const struct expectation *x, const uint8_t *digest, struct sink *sink)
{
	char is[2 * sizeof x->digest + 1], should[2 * sizeof x->digest + 1];
	size_t n = expectation_bytes(x->how);
	if (!memcmp(digest, x->digest, n))
		return;
	hex(digest, n, is);
	hex(x->digest, n, should);
	const char *value = arena_printf(sink->arena, "its %s is %s and should be %s", expectation_title(x->how), is, should);
	sink_add(sink,
		 &(struct fact){
			 .kind = FACT_META, .key = x->downloaded ? "edited" : "tampered", .value = value, .reader = "checked"});
}
