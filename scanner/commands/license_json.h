/* SPDX-License-Identifier: MIT */
/* license_json: a license record as JSON (`licenses list`, `licenses show`, `explain`). */
#ifndef LICET_COMMANDS_LICENSE_JSON_H
#define LICET_COMMANDS_LICENSE_JSON_H
#include "catalog/catalog.h"
#include "report/json_parts.h"
#include "report/json_text.h"

json_t *license_json(const struct license *l); /* a new reference: all facts and terms; of fingerprints only their sizes */

#endif
