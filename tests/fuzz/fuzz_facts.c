/* SPDX-License-Identifier: MIT */
/* evidence/fact_code.c: any bytes as facts of a cache. What is taken for facts must be written as facts again. */
#include "evidence/fact_code.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	ARENA_AUTO struct arena a;
	BUF_AUTO struct buf again;
	struct sink sink;
	atomic_int_fast64_t left = 1000;
	arena_init(&a);
	buf_init(&again, 1 << 20);
	sink_init(&sink, &a, "fuzz");
	struct fact_coder from = {coder_from(data, size, &a), &catalog_builtin, &left};
	facts_code(&from, &sink);
	if (coder_ok(&from.coder)) {
		struct fact_coder to = {coder_to(&again, &a), &catalog_builtin, NULL};
		facts_code(&to, &sink);
		if (!coder_ok(&to.coder) && !again.overflow)
			abort();
	}
	sink_release(&sink);
	return 0;
}
