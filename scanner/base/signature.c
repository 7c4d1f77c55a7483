/* SPDX-License-Identifier: MIT */
#include "base/signature.h"

#include <string.h>

void signature_clear(struct signature *g)
{
	memset(g, 0, sizeof *g);
}

void signature_add(struct signature *g, const char *s, size_t len)
{
	uint32_t three = 0;
	for (size_t i = 0; i < len; i++) {
		three = three << 8 | gram_fold(s[i]);
		if (i >= 2) {
			uint16_t bit = gram_bit(three);
			g->bits[bit / 64] |= UINT64_C(1) << bit % 64;
		}
		g->anything |= (three & 0xFFFF) == 0xC5BF || (three & 0xFFFFFF) == 0xE284AA;
	}
}
