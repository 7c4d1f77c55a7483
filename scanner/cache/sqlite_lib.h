/* SPDX-License-Identifier: MIT */
/*
 * sqlite_lib: SQLite, loaded when a cache is used; most runs use none, and a start must not pay for it. Its functions are members of the
 * same name without `sqlite3_`; the header of SQLite says what they do.
 */
#ifndef LICET_CACHE_SQLITE_LIB_H
#define LICET_CACHE_SQLITE_LIB_H
#include <sqlite3.h>
#include <stdbool.h>

/* What is used of it. */
#define SQLITE_FUNCTIONS(F) \
	F(bind_blob64)      \
	F(bind_int64)       \
	F(bind_text)        \
	F(busy_timeout)     \
	F(changes)          \
	F(close)            \
	F(column_blob)      \
	F(column_bytes)     \
	F(column_int64)     \
	F(db_readonly)      \
	F(errmsg)           \
	F(errstr)           \
	F(exec)             \
	F(finalize)         \
	F(libversion)       \
	F(open_v2)          \
	F(prepare_v2)       \
	F(reset)            \
	F(step)

struct sqlite_lib {
#define MEMBER(name) __typeof__(sqlite3_##name) *name;
	SQLITE_FUNCTIONS(MEMBER)
#undef MEMBER
};

extern struct sqlite_lib sqlite_lib; /* nothing in it may be called before sqlite_lib_load() was true */

/* False when the library is not there, or lacks one of the functions. */
bool sqlite_lib_load(void);

#endif
