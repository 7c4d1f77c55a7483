/* SPDX-License-Identifier: MIT */
#include "entry/checked.h"

#include "base/crypto.h"

#include <string.h>

static ssize_t next(struct stream *s, const void **chunk, struct err *e)
{
	struct checked *c = (struct checked *)s; /* its first member */
	ssize_t n = stream_next(c->from, chunk, e);
	s->keeps = c->from->keeps;
	if (n > 0 && !crypto()->EVP_DigestUpdate(c->context, *chunk, (size_t)n))
		n = err_set(e, ERR_SYSTEM, "OpenSSL failed while hashing");
	if (n == 0)
		c->ended = crypto()->EVP_DigestFinal_ex(c->context, c->digest, NULL);
	c->failed |= n < 0;
	return n;
}

static const EVP_MD *algorithm(enum expected_digest how)
{
	return how == EXPECT_SHA512	? crypto()->EVP_sha512()
	       : how == EXPECT_GIT_SHA1 ? crypto()->EVP_sha1()
					: crypto()->EVP_sha256();
}

int checked_open(struct checked *c, struct stream *from, const struct expectation *expect, int64_t size, struct err *e)
{
	*c = (struct checked){.from = from, .expect = expect, .context = crypto()->EVP_MD_CTX_new()};
	c->stream = (struct stream){.next = next, .size = from->size, .at_hand = from->at_hand, .fd = from->fd};
	char head[64];
	int n = snprintf(head, sizeof head, "blob %lld", (long long)size) + 1; /* with its NUL */
	bool ok = c->context && crypto()->EVP_DigestInit_ex(c->context, algorithm(expect->how), NULL);
	if (ok && expect->how == EXPECT_GIT_SHA1)
		ok = crypto()->EVP_DigestUpdate(c->context, head, (size_t)n);
	return ok ? 0 : err_set(e, ERR_SYSTEM, "OpenSSL cannot compute a %s here", expectation_title(expect->how));
}

void checked_release(struct checked *c)
{
	if (c->context)
		crypto()->EVP_MD_CTX_free(c->context);
	*c = (struct checked){0};
}

void checked_judge(struct checked *c, struct sink *sink)
{
	const void *chunk;
	while (!c->ended && !c->failed && stream_next(&c->stream, &chunk, NULL) > 0)
		;
	if (c->ended)
		expectation_judge(c->expect, c->digest, sink);
}
