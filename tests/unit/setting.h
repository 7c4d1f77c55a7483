/* SPDX-License-Identifier: MIT */
/* What tests of artifacts begin with: evidence that they fill by hand, and the artifacts that follow from it. */
#ifndef LICET_TESTS_SETTING_H
#define LICET_TESTS_SETTING_H
#include "sample.h"

#include <stdlib.h>

struct setting {
	struct evidence ev;
	struct artifacts as;
	const struct catalog *catalog;
};

static inline int set_up(void **state)
{
	struct setting *s = mem_alloc(sizeof *s);
	evidence_init(&s->ev);
	s->catalog = &sample_catalog;
	*state = s;
	return 0;
}

static inline int tear_down(void **state)
{
	struct setting *s = *state;
	artifacts_release(&s->as);
	evidence_release(&s->ev);
	free(s);
	return 0;
}

/* The first of the artifacts that follow from the evidence. */
static inline const struct artifact *make_with(struct setting *s, const struct catalog *c)
{
	artifacts_release(&s->as);
	evidence_sort(&s->ev);
	artifacts_init(&s->as, &s->ev, c, "in/put", 1);
	return &s->as.at[0];
}

static inline const struct artifact *make(struct setting *s)
{
	return make_with(s, s->catalog);
}

#endif
