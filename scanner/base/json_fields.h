/* SPDX-License-Identifier: MIT */
/*
 * json_fields: reads a JSON object into a struct by a table of its fields, so that what licet wrote and reads again is checked as
 * strictly as data files are (catalog/fields.h): a value of another type, a field that stands twice and one that is missing are
 * errors with line, column and the path to the field. Fields that the table does not have are passed over: formats grow.
 *
 * The document is read piece by piece and is as untrusted as any input. Bounds: JSON_MAX_DEPTH, as many items of lists altogether
 * and texts as long as the reader was given. Strings and lists live in the reader's arena.
 */
#ifndef LICET_BASE_JSON_FIELDS_H
#define LICET_BASE_JSON_FIELDS_H
#include "base/json.h"
#include "base/list.h"

struct json_reader {
	struct json_scan scan;
	struct arena *arena;
	size_t items;			 /* that lists may still hold */
	size_t text_bytes;		 /* of the longest text */
	const char *way[JSON_MAX_DEPTH]; /* private: fields on the way to the value at hand */
	unsigned depth;			 /* private: how many */
};

/* Reads the value that comes next into the target; `more` is what the table says beside it. -1: *e says why. */
typedef int json_reads(struct json_reader *r, const void *more, void *target, struct err *e);

struct json_field {
	const char *name; /* NULL ends the table */
	json_reads *read;
	size_t offset; /* of the target in the object */
	bool required;
	const void *more;
};

struct json_items {  /* what a list holds: `more` of json_read_list */
	size_t size; /* of an item */
	json_reads *read;
	const void *more;
};

void json_reader_init(struct json_reader *r, const char *bytes, size_t len, size_t items, size_t text_bytes, struct arena *a);
/* The whole document, which must be one object. -1: ERR_DATA. */
int json_read_document(struct json_reader *r, const struct json_field *fields, void *object, struct err *e);

/* Readers. null leaves the target as it is. */
json_reads json_read_text;   /* const char *; a NUL in it is an error */
json_reads json_read_string; /* the same, and null is an error */
json_reads json_read_number; /* uint64_t; written as a string, too */
json_reads json_read_flag;   /* bool */
json_reads json_read_object; /* more: a table of struct json_field; null is an error */
json_reads json_read_list;   /* struct list; more: struct json_items */
json_reads json_read_texts;  /* struct list of const char * */

/* For readers of one's own: a list, whose items `one` reads, all into the same target. */
int json_read_each(struct json_reader *r, json_reads *one, const void *more, void *target, struct err *e);
/* Is null next? Then it is passed over, else nothing is read. */
bool json_read_null(struct json_reader *r);
/* The string or key that was read last, unescaped. -1: it is longer than `most` bytes (as written), or has a NUL in it. */
int json_read_unescaped(struct json_reader *r, size_t most, const char **out, struct err *e);
/* The next event; JSON_ERROR has set *e. */
enum json_event json_read_event(struct json_reader *r, struct err *e);
/* "line L, column C (byte N), field artifacts.weights: sentence", ERR_DATA; returns -1. */
int json_read_fail(const struct json_reader *r, struct err *e, const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
