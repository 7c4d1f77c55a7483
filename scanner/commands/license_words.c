/* SPDX-License-Identifier: MIT */
#include "commands/license_words.h"

#include "base/buf.h"
#include "findings/claims.h"
#include "findings/expression.h"

#include <string.h>

enum { WORDS_BYTES = 65536 };

/* Digits in groups of three, where there are so many that one would count them. */
static void put_value(struct buf *b, const char *value)
{
	size_t n = strlen(value);
	if (n < 5 || strspn(value, "0123456789") != n) {
		buf_add_str(b, value);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		if (i && (n - i) % 3 == 0)
			buf_add_char(b, ',');
		buf_add_char(b, value[i]);
	}
}

const char *words_values(const struct term *t, struct arena *a)
{
	BUF_AUTO struct buf b;
	buf_init(&b, WORDS_BYTES);
	for (uint32_t i = 0; i < t->values.count; i++) {
		const struct pair *p = &t->values.at[i];
		buf_add_str(&b, i ? ", " : "");
		for (const char *s = p->key; *s; s++)
			buf_add_char(&b, *s == '_' ? ' ' : *s);
		buf_add_char(&b, ' ');
		put_value(&b, p->value);
	}
	return arena_strdup(a, buf_str(&b));
}

const char *words_list(const struct strings *s, struct arena *a)
{
	BUF_AUTO struct buf b;
	buf_init(&b, WORDS_BYTES);
	for (uint32_t i = 0; i < s->count; i++)
		buf_printf(&b, "%s%s", i ? ", " : "", s->at[i]);
	return s->count ? arena_strdup(a, buf_str(&b)) : NULL;
}

const struct license *license_named(const struct catalog *c, const char *words, struct arena *a)
{
	const struct license *l = catalog_license(c, words);
	l = l ? l : catalog_alias(c, words);
	l = l ? l : catalog_placeholder(c, words);
	const struct expression *x = l ? NULL : claim_resolve(c, words, a);
	return x && x->op == EXPRESSION_LICENSE && !x->or_later && !x->exception ? x->license : l;
}

bool license_has_kind(const struct license *l, const char *kind)
{
	for (uint32_t i = 0; i < l->n_terms; i++)
		if (!strcmp(l->terms[i].kind->id, kind))
			return true;
	return false;
}

const struct license *license_policy_with(const struct catalog *c, const struct license *l, const char *kind)
{
	for (uint32_t i = 0; i < l->incorporates.count; i++) {
		const struct license *policy = catalog_license(c, l->incorporates.at[i]);
		if (policy && license_has_kind(policy, kind))
			return policy;
	}
	return NULL;
}
