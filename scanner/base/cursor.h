/* SPDX-License-Identifier: MIT */
/*
 * cursor: the one way to read numbers and spans out of untrusted bytes.
 *
 * A cursor stands on bytes that are in memory (`len` of them) and knows how long the whole entry is (`total`), because often
 * only its beginning is at hand. A read that passes `total` means that the entry is damaged; one that merely passes `len` means
 * that the bytes are not here. Both are sticky: from then on every read gives 0 or NULL and the cursor stays where it was, so
 * that a reader may do a run of reads and ask once. No arithmetic here wraps, whatever the lengths in the input are.
 */
#ifndef LICET_BASE_CURSOR_H
#define LICET_BASE_CURSOR_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum cursor_state {
	CURSOR_OK,
	CURSOR_BEYOND,	/* the bytes exist or may exist, but are not in memory */
	CURSOR_DAMAGED, /* the entry ends before, or a number has no valid form */
};

struct cursor {
	const uint8_t *bytes;
	size_t len, at;
	uint64_t total; /* length of the entry, ≥ len; UINT64_MAX when not known */
	bool big;	/* numbers are big-endian */
	enum cursor_state state;
};

/* total < 0: not known. A total smaller than len is taken as len. */
void cursor_init(struct cursor *c, const void *bytes, size_t len, int64_t total);
/*
 * A cursor over the next len bytes of `outer` alone, which steps over them. Its total is len, however little of it is in
 * memory.
 */
struct cursor cursor_sub(struct cursor *outer, uint64_t len);

bool cursor_ok(const struct cursor *c);
uint64_t cursor_left(const struct cursor *c); /* bytes up to the end of the entry */
void cursor_fail(struct cursor *c);	      /* marks it damaged, unless it has failed already */

uint8_t cursor_u8(struct cursor *c);
uint16_t cursor_u16(struct cursor *c);
uint32_t cursor_u32(struct cursor *c);
uint64_t cursor_u64(struct cursor *c);
uint64_t cursor_varint(struct cursor *c); /* protobuf: ≤ 10 bytes; a longer one is damage */

const uint8_t *cursor_take(struct cursor *c, uint64_t len); /* len bytes, lent; NULL when they are not there */
void cursor_skip(struct cursor *c, uint64_t len);
void cursor_seek(struct cursor *c, uint64_t at); /* from the beginning; does not clear a failure */

#endif
