/* SPDX-License-Identifier: MIT */
/*
 * buf: a growable byte string with a cap that the caller must name (curl's dynbuf idea).
 *
 * data is always NUL-terminated once anything was added; len does not count the NUL. Adding beyond the cap fails with
 * ERR_LIMIT semantics (returns -1, keeps what is there, sets overflow); it never grows without bound.
 */
#ifndef LICET_BASE_BUF_H
#define LICET_BASE_BUF_H
#include <stdbool.h>
#include <stddef.h>

struct buf {
	char *data; /* NULL until the first byte; owned; buf_release frees it */
	size_t len, capacity, cap;
	bool overflow; /* something did not fit */
};

void buf_init(struct buf *b, size_t cap);
void buf_release(struct buf *b);
void buf_clear(struct buf *b);		     /* keeps the memory */
int buf_reserve(struct buf *b, size_t more); /* data has room for more bytes and a NUL: 0, or -1 when over the cap */
int buf_add(struct buf *b, const void *bytes, size_t len); /* all or nothing: 0, or -1 when over the cap */
int buf_add_str(struct buf *b, const char *s);
int buf_add_char(struct buf *b, char c);
int buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
const char *buf_str(const struct buf *b); /* "" when empty */

#define BUF_AUTO __attribute__((cleanup(buf_release)))

/*
 * VEC_PUSH(array, count, capacity, item): append to a malloc'd array held in three lvalues. Ends the process when memory runs
 * out; the caller bounds the count.
 */
#define VEC_PUSH(array, count, capacity, ...)                                       \
	do {                                                                        \
		if ((count) == (capacity)) {                                        \
			(capacity) = (capacity) ? (capacity)*2 : 8;                 \
			(array) = mem_resize((array), (capacity), sizeof *(array)); \
		}                                                                   \
		(array)[(count)++] = (__VA_ARGS__);                                 \
	} while (0)

#endif
