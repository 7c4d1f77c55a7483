/* SPDX-License-Identifier: MIT */
/*
 * json_parts: facts as JSON, the same in every place that writes them (`scan -f json`, `identify -f json`).
 *
 * Each function returns a new reference. Bytes of the input need not be UTF-8: what is not is shown as \xNN, and a path
 * that had to be shown so gets its raw bytes in a further field path_base64.
 */
#ifndef LICET_REPORT_JSON_PARTS_H
#define LICET_REPORT_JSON_PARTS_H
#include "base/json_memory.h"
#include "evidence/fact.h"

json_t *json_text(const char *s);		      /* null for NULL */
void json_put_path(json_t *object, const char *path); /* "path", and "path_base64" where needed */
json_t *json_line(uint32_t line);		      /* null for 0 */
json_t *json_count(uint64_t n);			      /* a string above 2^53, up to which all readers keep numbers */
json_t *json_values(const struct pairs *values);      /* numbers as numbers, lists of regions as arrays */
/* A FACT_DOCUMENT with a struct terms_text: path, role, sha256, and its words as diff/side.h reads them. */
json_t *json_terms_text(const struct fact *document, bool print); /* print: with its words, if they are known */
json_t *json_match(const struct fact *match);			  /* with its path */
json_t *json_grant(const struct fact *grant);
json_t *json_restriction(const struct fact *restriction);
/*
 * A FACT_WEIGHTS with its path: size, sha256, format, and of its tensors their number, parameters, dtypes and the digests of
 * evidence/tensors.h. tensors: the list of them as well, each with name, dtype, shape, sha256.
 */
json_t *json_weights(const struct fact *weights, bool tensors);
/* "weights_digest" and "weights_digest_nameless", null when there are none. */
void json_put_digests(json_t *object, bool there, const uint8_t digest[32], const uint8_t nameless[32]);

#endif
