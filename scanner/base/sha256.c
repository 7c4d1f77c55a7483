/* SPDX-License-Identifier: MIT */
#include "base/sha256.h"

#include <string.h>

/* Fractions of square roots and cube roots of the first primes (FIPS 180-4). */
static const uint32_t initial[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
				    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

void sha256_begin(uint32_t state[8])
{
	memcpy(state, initial, sizeof initial);
}

#ifdef __x86_64__
#include <cpuid.h>
#include <immintrin.h>

static const uint32_t round_constants[64] __attribute__((aligned(16))) = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01,
	0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc,
	0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
	0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08,
	0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
	0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

#define SHA_CODE __attribute__((target("sha,sse4.1,ssse3")))
#define SHA_INLINE __attribute__((target("sha,sse4.1,ssse3"), always_inline)) static inline

struct lane { /* one message: the state in the order that the instructions want, that before the block, 16 words of schedule */
	__m128i abef, cdgh, abef_before, cdgh_before, words[4];
};

bool sha256_is_quick(void)
{
	unsigned a, b, c, d;
	return __builtin_cpu_supports("sse4.1") && __builtin_cpu_supports("ssse3") && __get_cpuid_count(7, 0, &a, &b, &c, &d) &&
	       (b & 1u << 29);
}

SHA_INLINE void lane_load(struct lane *l, const uint32_t state[8])
{
	__m128i badc = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i_u *)state), 0xB1);
	__m128i hgfe = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i_u *)(state + 4)), 0x1B);
	l->abef = _mm_alignr_epi8(badc, hgfe, 8);
	l->cdgh = _mm_blend_epi16(hgfe, badc, 0xF0);
}

SHA_INLINE void lane_store(const struct lane *l, uint32_t state[8])
{
	__m128i feba = _mm_shuffle_epi32(l->abef, 0x1B), dchg = _mm_shuffle_epi32(l->cdgh, 0xB1);
	_mm_storeu_si128((__m128i_u *)state, _mm_blend_epi16(feba, dchg, 0xF0));
	_mm_storeu_si128((__m128i_u *)(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}

SHA_INLINE void lane_begin(struct lane *l, const uint8_t *block)
{
	const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
	l->abef_before = l->abef;
	l->cdgh_before = l->cdgh;
	for (int i = 0; i < 4; i++)
		l->words[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i_u *)(block + 16 * i)), big_endian);
}

/* Rounds 4i to 4i + 3, and the four words that are wanted 16 rounds later. */
SHA_INLINE void lane_rounds(struct lane *l, int i)
{
	__m128i words = l->words[i & 3], last = l->words[(i + 3) & 3];
	__m128i sum = _mm_add_epi32(words, _mm_load_si128((const __m128i *)(const void *)(round_constants + 4 * i)));
	l->cdgh = _mm_sha256rnds2_epu32(l->cdgh, l->abef, sum);
	l->abef = _mm_sha256rnds2_epu32(l->abef, l->cdgh, _mm_shuffle_epi32(sum, 0x0E));
	if (i >= 12)
		return;
	__m128i next = _mm_sha256msg1_epu32(words, l->words[(i + 1) & 3]);
	next = _mm_add_epi32(next, _mm_alignr_epi8(last, l->words[(i + 2) & 3], 4));
	l->words[i & 3] = _mm_sha256msg2_epu32(next, last);
}

SHA_INLINE void lane_end(struct lane *l)
{
	l->abef = _mm_add_epi32(l->abef, l->abef_before);
	l->cdgh = _mm_add_epi32(l->cdgh, l->cdgh_before);
}

SHA_CODE void sha256_blocks(uint32_t state[8], const uint8_t *bytes, size_t blocks)
{
	struct lane l;
	lane_load(&l, state);
	for (; blocks; blocks--, bytes += SHA256_BLOCK) {
		lane_begin(&l, bytes);
#pragma GCC unroll 16
		for (int i = 0; i < 16; i++)
			lane_rounds(&l, i);
		lane_end(&l);
	}
	lane_store(&l, state);
}

SHA_CODE void sha256_blocks_of_two(uint32_t a[8], const uint8_t *bytes_a, uint32_t b[8], const uint8_t *bytes_b, size_t blocks)
{
	struct lane l, m;
	lane_load(&l, a);
	lane_load(&m, b);
	for (; blocks; blocks--, bytes_a += SHA256_BLOCK, bytes_b += SHA256_BLOCK) {
		lane_begin(&l, bytes_a);
		lane_begin(&m, bytes_b);
#pragma GCC unroll 16
		for (int i = 0; i < 16; i++) {
			lane_rounds(&l, i);
			lane_rounds(&m, i);
		}
		lane_end(&l);
		lane_end(&m);
	}
	lane_store(&l, a);
	lane_store(&m, b);
}

#else

bool sha256_is_quick(void)
{
	return false;
}

void sha256_blocks(uint32_t state[8], const uint8_t *bytes, size_t blocks)
{
	(void)state, (void)bytes, (void)blocks;
}

void sha256_blocks_of_two(uint32_t a[8], const uint8_t *bytes_a, uint32_t b[8], const uint8_t *bytes_b, size_t blocks)
{
	(void)a, (void)bytes_a, (void)b, (void)bytes_b, (void)blocks;
}

#endif
