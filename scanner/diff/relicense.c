/* SPDX-License-Identifier: MIT */
#include "diff/relicense.h"

#include "findings/finding.h"

#include <stdio.h>
#include <string.h>

static bool is_hex_of(const char *hex, const uint8_t *digest)
{
	char own[2 * DIGEST_BYTES + 1];
	for (size_t i = 0; i < DIGEST_BYTES; i++)
		snprintf(own + 2 * i, 3, "%02x", digest[i]);
	return hex && !strcmp(hex, own);
}

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

/* The model with the same weights, the one at the same place first. */
static const struct side_model *model_of(const struct side *before, const struct artifact *a)
{
	const struct side_model *models = before->models.at, *found = NULL;
	for (size_t i = 0; a->has_digest && i < before->models.count; i++) {
		if (!is_hex_of(models[i].digest, a->digest))
			continue;
		if (same(models[i].path, a->path))
			return &models[i];
		found = found ? found : &models[i];
	}
	return found;
}

static const struct fact *evidence_of(const struct artifact *a)
{
	return a->n_declared ? a->declared[0].fact : a->n_matches ? a->matches[0] : a->weights[0];
}

static void look(struct artifact *a, const struct side *before)
{
	const struct side_model *m = model_of(before, a);
	if (!m || !a->n_weights || same(m->concluded, a->concluded))
		return;
	const struct fact *evidence = evidence_of(a);
	finding_add(a, a->arena, FINDING_SILENT_RELICENSE, &evidence, 1,
		    "The weights are those of %s in %s, where %s was concluded; here it is %s.", *m->path ? m->path : "the model",
		    before->name, m->concluded ? m->concluded : "no license", a->concluded ? a->concluded : "none");
}

void relicense_find(struct artifacts *as, const struct side *before)
{
	for (size_t i = 0; i < as->count; i++)
		look(&as->at[i], before);
}
