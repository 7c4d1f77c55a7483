/* SPDX-License-Identifier: MIT */
#include "catalog/known.h"

#include "base/fd.h"
#include "base/hash.h"
#include "catalog/known_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct parts { /* a set taken apart */
	const struct known_header *head;
	const uint32_t *fanout;
	const uint8_t *digests;
	const struct known_stored *rows;
	const uint64_t *names;
	const char *strings;
};

uint64_t known_name_hash(const char *name)
{
	return hash_bytes(name, strlen(name));
}

/* Adds a part of count × size bytes, padded to 8. false: it does not fit into 2^63. */
static bool place(uint64_t *at, uint64_t count, uint64_t size)
{
	uint64_t bytes;
	return !__builtin_mul_overflow(count, size, &bytes) && bytes < UINT64_C(1) << 62 &&
	       !__builtin_add_overflow(*at, (bytes + 7) & ~UINT64_C(7), at) && *at < UINT64_C(1) << 63;
}

bool known_places(const struct known_header *h, struct known_places *out)
{
	uint64_t at = sizeof *h;
	bool ok = h->bits <= KNOWN_MAX_BITS && h->n_rows < UINT32_MAX;
	out->fanout = at;
	ok = ok && place(&at, (UINT64_C(1) << h->bits) + 1, sizeof(uint32_t));
	out->digests = at;
	ok = ok && place(&at, h->n_rows, 32);
	out->rows = at;
	ok = ok && place(&at, h->n_rows, sizeof(struct known_stored));
	out->names = at;
	ok = ok && place(&at, h->n_names, sizeof(uint64_t));
	out->strings = at;
	ok = ok && place(&at, h->strings_len, 1);
	out->end = at;
	return ok;
}

static bool take_apart(const struct known_set *set, struct parts *p)
{
	struct known_places at;
	const struct known_header *h = set->bytes;
	if (set->len < sizeof *h || memcmp(h->magic, KNOWN_MAGIC, sizeof h->magic) != 0 || h->order != KNOWN_ORDER ||
	    !known_places(h, &at) || at.end > set->len || !h->strings_len)
		return false;
	const char *bytes = set->bytes;
	*p = (struct parts){
		.head = h,
		.fanout = (const uint32_t *)(const void *)(bytes + at.fanout),
		.digests = (const uint8_t *)(bytes + at.digests),
		.rows = (const struct known_stored *)(const void *)(bytes + at.rows),
		.names = (const uint64_t *)(const void *)(bytes + at.names),
		.strings = bytes + at.strings,
	};
	return !p->strings[h->strings_len - 1] && !p->strings[0];
}

int known_check(const struct known_set *set, struct err *e)
{
	struct parts p;
	if (take_apart(set, &p))
		return 0;
	const struct known_header *h = set->bytes;
	bool ours = set->len >= sizeof *h && !memcmp(h->magic, KNOWN_MAGIC, 6);
	return err_set(e, ERR_DATA, "%s",
		       !ours ? "it is no set of known weights"
			     : "the set of known weights is damaged, or another version or kind of machine wrote it");
}

int known_map(const char *path, struct known_set *out, struct err *e)
{
	FD_AUTO int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	if (fd < 0 || fstat(fd, &st) < 0)
		return err_set(e, ERR_SYSTEM, "%s: %s", path, strerror(errno));
	void *bytes = st.st_size > 0 ? mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0) : NULL;
	if (bytes == MAP_FAILED)
		return err_set(e, ERR_SYSTEM, "%s: %s", path, strerror(errno));
	*out = (struct known_set){bytes, bytes ? (size_t)st.st_size : 0};
	if (!bytes)
		return err_set(e, ERR_DATA, "%s: it is no set of known weights", path);
	if (known_check(out, e) < 0)
		return err_prefix(e, "%s", path);
	madvise(bytes, out->len, MADV_RANDOM);
	return 0;
}

size_t known_count(const struct known_set *set)
{
	struct parts p;
	return take_apart(set, &p) ? (size_t)p.head->n_rows : 0;
}

const char *known_digest(const struct known_set *set)
{
	struct parts p;
	return take_apart(set, &p) && !p.head->digest[sizeof p.head->digest - 1] ? p.head->digest : "";
}

uint32_t known_bucket(const uint8_t sha256[32], unsigned bits)
{
	uint32_t first = (uint32_t)sha256[0] << 24 | (uint32_t)sha256[1] << 16 | (uint32_t)sha256[2] << 8 | sha256[3];
	return bits ? first >> (32 - bits) : 0;
}

struct known_span known_look_up(const struct known_set *set, const uint8_t sha256[32])
{
	struct parts p;
	struct known_span none = {0};
	if (!take_apart(set, &p))
		return none;
	uint32_t bucket = known_bucket(sha256, p.head->bits);
	size_t low = p.fanout[bucket], high = p.fanout[bucket + 1], end = high;
	if (low > high || high > p.head->n_rows)
		return none;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (memcmp(p.digests + 32 * middle, sha256, 32) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	struct known_span found = {.first = low};
	while (low < end && !memcmp(p.digests + 32 * low, sha256, 32))
		low++;
	found.count = low - found.first;
	return found;
}

static const char *string_at(const struct parts *p, uint32_t at)
{
	return at < p->head->strings_len ? p->strings + at : "";
}

struct known_row known_row(const struct known_set *set, size_t number)
{
	struct parts p;
	struct known_row row = {.file = "", .repo = "", .model = "", .family = "", .license = "", .scope = "", .source = ""};
	if (!take_apart(set, &p) || number >= p.head->n_rows)
		return row;
	const struct known_stored *s = &p.rows[number];
	row.kind = (enum known_kind)(s->flags & KNOWN_KIND_BITS);
	row.superseded = s->flags & KNOWN_SUPERSEDED;
	row.file = string_at(&p, s->strings[KNOWN_FILE]);
	row.repo = string_at(&p, s->strings[KNOWN_REPO]);
	row.model = string_at(&p, s->strings[KNOWN_MODEL]);
	row.family = string_at(&p, s->strings[KNOWN_FAMILY]);
	row.license = string_at(&p, s->strings[KNOWN_LICENSE]);
	row.scope = string_at(&p, s->strings[KNOWN_SCOPE]);
	row.source = string_at(&p, s->strings[KNOWN_SOURCE]);
	row.size = s->size;
	return row;
}

const uint8_t *known_sha256(const struct known_set *set, size_t number)
{
	static const uint8_t nothing[32];
	struct parts p;
	return take_apart(set, &p) && number < p.head->n_rows ? p.digests + 32 * number : nothing;
}

bool known_asks_for(const struct known_set *set, const char *base)
{
	struct parts p;
	if (!take_apart(set, &p))
		return false;
	uint64_t wanted = known_name_hash(base);
	size_t low = 0, high = (size_t)p.head->n_names;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (p.names[middle] < wanted)
			low = middle + 1;
		else
			high = middle;
	}
	return low < p.head->n_names && p.names[low] == wanted;
}

bool known_scope_is_evidence(const char *scope)
{
	static const char *const table[] = {"entry", "card", "directory"};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (!strcmp(scope, table[i]))
			return true;
	return false;
}
