/* SPDX-License-Identifier: MIT */
/*
 * schema: the JSON schema of policy files (draft 2020-12), made from the very tables that a policy is read by and from the
 * catalog's vocabulary. rules/policies/policy.schema.json is what it makes of the built-in one.
 */
#ifndef LICET_POLICY_SCHEMA_H
#define LICET_POLICY_SCHEMA_H
#include "catalog/catalog.h"

#include <jansson.h>

json_t *policy_schema(const struct catalog *c); /* a new reference */

#endif
