/* SPDX-License-Identifier: MIT */
#include "findings/twins.h"

#include "base/buf.h"
#include "findings/conclude.h"
#include "findings/finding.h"

#include <stdlib.h>
#include <string.h>

static int by_digest(const void *a, const void *b)
{
	const struct artifact *x = *(struct artifact *const *)a, *y = *(struct artifact *const *)b;
	int order = memcmp(x->digest, y->digest, sizeof x->digest);
	return order ? order : strcmp(x->path, y->path);
}

static bool means(const struct catalog *c, const struct expression *x, const struct expression *y)
{
	return y->op == EXPRESSION_LICENSE && y->license && expression_means(c, x, y->license);
}

static bool same_license(const struct catalog *c, const struct artifact *a, const struct artifact *b)
{
	return !strcmp(a->concluded, b->concluded) || means(c, a->expression, b->expression) ||
	       means(c, b->expression, a->expression);
}

static const struct fact *evidence_of(const struct artifact *a)
{
	return a->n_declared ? a->declared[0].fact : a->n_matches ? a->matches[0] : a->weights[0];
}

static const char *called(const struct artifact *a)
{
	return *a->path ? a->path : a->name;
}

static void say(struct artifacts *as, struct artifact *a, const struct artifact *twin)
{
	const struct fact *evidence[] = {evidence_of(a), evidence_of(twin)};
	finding_add(a, &as->arena, FINDING_SAME_WEIGHTS, evidence, 2,
		    "The weights of %s are, tensor by tensor, those of %s, which is under %s; here they are under %s.", called(a),
		    called(twin), twin->concluded, a->concluded);
}

/* Models with one digest: each beside the first of them that is under another license. */
static void compare(struct artifacts *as, const struct catalog *c, struct artifact **at, size_t n)
{
	const struct artifact *other = NULL; /* the first that differs from the first of all */
	for (size_t i = 1; i < n && !other; i++)
		other = same_license(c, at[0], at[i]) ? NULL : at[i];
	for (size_t i = 0; i < n && other; i++)
		say(as, at[i], i && !same_license(c, at[0], at[i]) ? at[0] : other);
}

void twins_find(struct artifacts *as, const struct catalog *c)
{
	struct artifact **at = mem_array(as->count, sizeof *at);
	size_t n = 0;
	for (size_t i = 0; i < as->count; i++)
		if (as->at[i].has_digest && as->at[i].n_weights && as->at[i].expression)
			at[n++] = &as->at[i];
	if (n)
		qsort(at, n, sizeof *at, by_digest);
	for (size_t from = 0, to; from < n; from = to) {
		for (to = from + 1; to < n && !memcmp(at[from]->digest, at[to]->digest, sizeof at[to]->digest);)
			to++;
		compare(as, c, at + from, to - from);
	}
	free(at);
}
