/* SPDX-License-Identifier: MIT */
/*
 * evidence/fact_code.c: any bytes as facts of a cache. What is taken for facts must be written as facts again. Behind a first byte 0xED
 * the input is a list of changes (offset in 16 bits, byte) to the facts of a scan, as they are written today.
 */
#define _GNU_SOURCE
#include "evidence/fact_code.h"
#include "folder.h"

enum { EDITS = 0xED, EDIT = 3, FACTS_BYTES = 1 << 20 };

static struct buf sound;

static void write_sound(const struct evidence *ev, const struct artifacts *judged, enum verdict verdict)
{
	ARENA_AUTO struct arena a;
	struct sink sink;
	(void)judged, (void)verdict;
	arena_init(&a);
	sink_init(&sink, &a, "fuzz");
	for (size_t i = 0; i < ev->count; i++) {
		if (ev->facts[i].kind == FACT_WEIGHTS) /* a sink gives its share back */
			tensors_share(((const struct weights *)ev->facts[i].detail)->tensors);
		sink_add(&sink, &ev->facts[i]);
	}
	struct fact_coder to = {coder_to(&sound, &a), &catalog_builtin, NULL};
	facts_code(&to, &sink);
	sink_release(&sink);
	if (!coder_ok(&to.coder) || !sound.len)
		abort();
}

/* The facts of a scan with the changes; bytes of exactly their length. */
static uint8_t *change_sound(const uint8_t *data, size_t size, size_t *len)
{
	static const char text[] = "# Terms\n\n1. We grant you a non-exclusive, non-transferable license to use the Model.\n"
				   "2. You may not use it if you have more than 5 million monthly active users.\n"
				   "3. SPDX-License-Identifier: MIT OR Apache-2.0\n";
	if (!sound.cap) {
		buf_init(&sound, FACTS_BYTES);
		folder_judge("NOTICE.md", text, sizeof text - 1, write_sound);
	}
	uint8_t *bytes = malloc(sound.len);
	memcpy(bytes, sound.data, *len = sound.len);
	for (size_t i = 0; i + EDIT <= size; i += EDIT)
		bytes[(data[i] << 8 | data[i + 1]) % sound.len] = data[i + 2];
	return bytes;
}

static void read_facts(const uint8_t *data, size_t size)
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
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!size || data[0] != EDITS) {
		read_facts(data, size);
		return 0;
	}
	size_t len;
	uint8_t *bytes = change_sound(data + 1, size - 1, &len);
	read_facts(bytes, len);
	free(bytes);
	return 0;
}
