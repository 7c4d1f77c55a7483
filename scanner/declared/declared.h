/* SPDX-License-Identifier: MIT */
/*
 * declared: the table of readers of claims, and what they share.
 *
 * A declaration is one file x.c that defines `const struct reader reader_x` (role DECLARATION), and one line DECLARATION(x) in
 * declarations.def. A reader reports every claim where it stands and judges none: contradictions are kept, nothing is resolved.
 *
 * FACT_DECLARED fields: license, license_name, license_link, license_file, license_part (a claim for a part only: "<license>
 * for <paths>"), base_model, base_model_relation, base_model_name, base_model_version, name_or_path (where a config was loaded
 * from), put_together_from (a model that is loaded as a part of this one, and may not be here), dataset, source.
 * FACT_META keys: name, version, author, description, language, weights_path (a file that a manifest calls weights), gated,
 * package_unattended (why nobody may have looked at its license: "private", "as generated"), license_under_name (the document says
 * what the license of this name is, at the fact's place), package_name and package_url (of a set-up program), module_license (of a module
 * that does not speak for its package), chat_template, the sizes of a model (catalog/signature.h), and others.
 * Stores and the scan add: artifact (here begins one), revision, ref, also (the entry has this name too), sha256 (of a file that is
 * called like a known one), tampered and edited (its bytes are not what a store, or the record of a download, says).
 */
#ifndef LICET_DECLARED_DECLARED_H
#define LICET_DECLARED_DECLARED_H
#include "base/yaml.h"
#include "classify/reader.h"

const struct reader *const *declared_readers(size_t *n);

enum { BID_FILE_NAME = 6, BID_NAME_AND_CONTENT = 32 };

enum claim_kind { CLAIM_DECLARED, CLAIM_META };

struct claim { /* "the value of this key is that field" */
	const char *key, *field;
	enum claim_kind kind;
	const char *inner; /* where the value may be a map (or a list of maps): the key in it that counts; or NULL */
};

/*
 * Emits every pair of the map whose key is in the table, duplicates too: a scalar, or each scalar of a list. map may be NULL or
 * no map.
 */
void claims_take(struct reading *r, const struct yaml *map, const struct claim *table, size_t count);
#define CLAIMS_TAKE(r, map, table) claims_take((r), (map), (table), sizeof(table) / sizeof *(table))
/* A reader of a JSON document that is nothing but a map of such keys. */
int claims_take_json(struct reading *r, const struct claim *claims, size_t count, struct err *e);
#define CLAIMS_TAKE_JSON(r, table, e) claims_take_json((r), (table), sizeof(table) / sizeof *(table), (e))
/* Emits one value as *c says. node may be NULL. */
void claim_take(struct reading *r, const struct yaml *node, const struct claim *c);
/* Emits text as the value of a field with the place of the node. */
void claim_text(struct reading *r, const struct yaml *node, const char *field, const char *text, size_t len);
/*
 * A list of licenses of which the source's specification says that one may be chosen: one claim, "A OR B". A scalar is as it
 * is.
 */
void claim_choice(struct reading *r, const struct yaml *node, const char *inner);
/*
 * The document's bytes start..end, if they are a classifier of Python packages that names a license: its last part is the name, unless
 * it only says what kind of license there is. FACT_META "license_classifier" stands at the same place.
 */
void claim_classifier(struct reading *r, size_t start, size_t end, uint32_t line);
/* license_part: the map's license for the paths it names (or for `what`). */
void claim_part(struct reading *r, const struct yaml *map, const char *what);

/*
 * The document's root, which must be a map. 0, or -1 with "line L, column C: …". A JSON document may begin with a byte order
 * mark.
 */
int declared_json(struct reading *r, const struct yaml **root, struct err *e);
int declared_json_any(struct reading *r, const struct yaml **root, struct err *e); /* the root may be anything */
int declared_yaml(struct reading *r, const struct yaml **root, struct err *e);

/* Does the probe have this text? For telling a config.json of ours from those of the world. */
bool probe_mentions(const struct probe *p, const char *text);
bool probe_is_object(const struct probe *p);	      /* the first character is { */
bool parent_is(const char *name, const char *folder); /* the entry lies directly in a folder of that name */

#endif
