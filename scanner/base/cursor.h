/* SPDX-License-Identifier: MIT */
/*
 * cursor: the one way to read numbers and spans out of untrusted bytes.
 *
 * A cursor stands on bytes that are in memory (`len` of them, the first at offset `base` of the entry) and knows how long the
 * whole entry is (`total`). A read that passes `total` means that the entry is damaged; one that merely passes `len` means
 * that the bytes are not here. Failures are sticky: from then on every read gives 0 or NULL and the cursor stays where it was,
 * so that a reader may do a run of reads and ask once. No arithmetic here wraps, whatever the lengths in the input are.
 *
 * A cursor with a `fetch` gets what is not in memory, from a stream front to back (classify/feed.h) or from a file in any
 * order (classify/pages.h). Then what cursor_take lends is valid until the next read only, and a copy of the cursor must not be
 * read from.
 */
#ifndef LICET_BASE_CURSOR_H
#define LICET_BASE_CURSOR_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum cursor_state {
	CURSOR_OK,
	CURSOR_BEYOND,	/* the bytes exist or may exist, but cannot be had here */
	CURSOR_LIMIT,	/* more bytes in one piece than are held in memory */
	CURSOR_DAMAGED, /* the entry ends before, or a number has no valid form */
};

struct cursor {
	const uint8_t *bytes;
	size_t len, at;
	uint64_t base;	/* offset of bytes[0] in the entry */
	uint64_t total; /* end of what may be read, in the entry; UINT64_MAX when not known */
	bool big;	/* numbers are big-endian */
	enum cursor_state state;
	/*
	 * NULL, or: makes the cursor stand on offset `at` of the entry with at least len bytes from there in memory, len ≥ 0.
	 * Where the entry turns out to end before, it sets total. False: it could not; the state is set unless total says it.
	 */
	bool (*fetch)(struct cursor *c, uint64_t at, uint64_t len);
};

/* total < 0: not known. A total smaller than len is taken as len. */
void cursor_init(struct cursor *c, const void *bytes, size_t len, int64_t total);
/*
 * A cursor over the next len bytes of `outer` alone, which steps over them. Its total is len, however little of it is in
 * memory. Not for a cursor with a fetch: see cursor_narrow.
 */
struct cursor cursor_sub(struct cursor *outer, uint64_t len);

/*
 * Confines the cursor to the next len bytes (damage when there are fewer); cursor_widen steps to their end and gives back the
 * room there was. struct cursor_bounds b = cursor_narrow(c, len); … cursor_widen(c, b);
 */
struct cursor_bounds {
	uint64_t end, total;
};
struct cursor_bounds cursor_narrow(struct cursor *c, uint64_t len);
void cursor_widen(struct cursor *c, struct cursor_bounds b);

bool cursor_ok(const struct cursor *c);
uint64_t cursor_place(const struct cursor *c); /* where it stands in the entry */
uint64_t cursor_left(const struct cursor *c);  /* bytes up to the end of the entry */
bool cursor_ended(struct cursor *c); /* whether no byte follows, asking a stream of unknown length for one; or it failed */
void cursor_fail(struct cursor *c);  /* marks it damaged, unless it has failed already */

uint8_t cursor_u8(struct cursor *c);
uint16_t cursor_u16(struct cursor *c);
uint32_t cursor_u32(struct cursor *c);
uint64_t cursor_u64(struct cursor *c);
uint64_t cursor_varint(struct cursor *c); /* protobuf: ≤ 10 bytes; a longer one is damage */

const uint8_t *cursor_take(struct cursor *c, uint64_t len); /* len bytes, lent; NULL when they are not there */
/* At least one byte and at most `most`, lent, as many as are at hand; *len says how many. NULL: the end, or it failed. */
const uint8_t *cursor_some(struct cursor *c, uint64_t most, size_t *len);
void cursor_skip(struct cursor *c, uint64_t len);
void cursor_seek(struct cursor *c, uint64_t at); /* from the entry's beginning; does not clear a failure */

#endif
