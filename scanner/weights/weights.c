/* SPDX-License-Identifier: MIT */
#include "weights/weights.h"

#include "base/utf8.h"

#include <string.h>

#define FORMAT(x) extern const struct reader reader_##x;
#include "weights/formats.def"
#undef FORMAT

static const struct reader *const table[] = {
#define FORMAT(x) &reader_##x,
#include "weights/formats.def"
#undef FORMAT
};

const struct reader *const *weights_readers(size_t *n)
{
	*n = sizeof table / sizeof *table;
	return table;
}

bool probe_is_binary(const struct probe *p)
{
	return !p->len || !utf8_plausible_text(p->bytes, p->len);
}

unsigned bid_ending(const struct probe *p, const char *ending)
{
	return name_ends(p->base, ending) && probe_is_binary(p) ? BID_OWN_NAME : 0;
}

bool bytes_are_printable(const uint8_t *bytes, size_t len)
{
	for (size_t at = 0, step; at < len; at += step) {
		step = utf8_length(bytes + at, len - at);
		if (!step || bytes[at] < 0x20 || bytes[at] == 0x7F)
			return false;
	}
	return true;
}

int weights_misnamed(const char *what, struct err *e)
{
	return err_set(e, ERR_INPUT, "it is called like a %s, but does not begin like one: damaged, encrypted or something else",
		       what);
}

int weights_finish(const struct cursor *c, const char *what, struct err *e)
{
	if (c->state != CURSOR_DAMAGED)
		return 0;
	return err_set(e, ERR_INPUT, "the %s is damaged at byte %zu: it ends too early or holds an impossible number", what,
		       c->at);
}
