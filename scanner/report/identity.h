/* SPDX-License-Identifier: MIT */
/*
 * identity: names that other programs know things by: paths from the place where licet was started, relative URIs, digests
 * and UUIDs made from data, the time. The same input gives the same bytes, always.
 */
#ifndef LICET_REPORT_IDENTITY_H
#define LICET_REPORT_IDENTITY_H
#include "report/report.h"

#include <jansson.h>

/* The file that holds the entry: of "m.tar!/LICENSE" it is m.tar. Relative to where licet was started, raw bytes. */
const char *file_of(const struct results *r, const char *entry, struct arena *a);
/* The part of the name after that file's, "LICENSE"; NULL when the entry is a file itself. */
const char *member_of(const struct results *r, const char *entry);
/* RFC 3986: every byte but letters, digits, "-._~/" as %HH. */
const char *uri_path(const char *path, struct arena *a);

enum { UUID_TEXT = 37 };
/* UUID of version 8 (RFC 9562): the first bits of the SHA-256. */
void uuid_of(const void *bytes, size_t len, char out[UUID_TEXT]);
/* Hex SHA-256 of strings, each followed by a NUL; NULL counts as "". */
void digest_of(const char *const *parts, size_t n, char out[65]);

/* SOURCE_DATE_EPOCH as "2026-01-31T00:00:00Z"; NULL when it is not set or no number: reports then carry no time. */
const char *report_time(struct arena *a);
/* For formats that must carry a time: report_time, else the epoch, so that a report is the same byte for byte. */
const char *report_time_or_epoch(struct arena *a);
/* Hex of the document's bytes as JSON, made into a UUID. */
void uuid_of_json(const json_t *document, char out[UUID_TEXT]);

#endif
