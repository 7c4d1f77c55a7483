/* SPDX-License-Identifier: MIT */
/*
 * err: how a function says what went wrong.
 *
 * A function that can fail returns 0 or a negative number and takes a last parameter `struct err *` that receives one whole
 * sentence for a person, with the entry and the offset where they are known. The caller owns the struct; it holds no memory
 * to release. Passing NULL is allowed and drops the sentence. Library code never prints and never exits.
 */
#ifndef LICET_BASE_ERR_H
#define LICET_BASE_ERR_H

enum err_code {
	ERR_NONE = 0,
	ERR_INPUT,  /* the scanned bytes are damaged, hostile or unreadable: the scan goes on, the verdict is incomplete */
	ERR_LIMIT,  /* a limit of base/limits.def was reached: as above */
	ERR_HALT,   /* the run was told to end (base/halt.h): as above */
	ERR_DATA,   /* a record, rule, vocabulary or policy of the user is wrong: the run stops, exit 2 */
	ERR_USAGE,  /* the command line is wrong: exit 2 */
	ERR_SYSTEM, /* the operating system refused something that is not the input's fault: exit 2 */
};

struct err {
	enum err_code code;
	char text[1200]; /* NUL-terminated; may hold untrusted bytes: escape when printing (base/tty.h) */
};

/* Fills *e (when not NULL) and returns -1, so that a caller may write `return err_set(…)`. A longer sentence is cut. */
int err_set(struct err *e, enum err_code code, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Puts "prefix: " before the sentence already in *e. Returns -1. */
int err_prefix(struct err *e, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
