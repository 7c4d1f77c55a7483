/* SPDX-License-Identifier: MIT */
#include "report/say.h"

#include <string.h>

static const char *say_match(const struct match *m, struct arena *a)
{
	if (!m->license)
		return "license-like text of no known license";
	if (m->state == MATCH_MENTION)
		return arena_printf(a, "mention of %s (%s)", m->license->name, m->how ? m->how : "name");
	return arena_printf(a, "text of %s (%s)", m->license->name, match_state_name(m->state));
}

static const char *say_weights(const struct weights *w, struct arena *a)
{
	return arena_printf(a, "weights (%s%s%s)", w->format, w->pointer ? ", only a pointer: " : "",
			    w->pointer ? w->pointer : "");
}

static const char *say_restriction(const struct restriction *r, struct arena *a)
{
	const char *source = r->text ? "" : " (license record)";
	return arena_printf(a, "%s%s", r->kind->id, source);
}

/* A list or a name of the catalog as people write it: "use, copy", "royalty-free". */
static const char *spelled(const char *s, struct arena *a)
{
	char *out = arena_alloc(a, 2 * strlen(s) + 1), *to = out; /* zeroed */
	for (; *s; s++) {
		*to++ = *s == '_' ? '-' : *s;
		if (*s == ',')
			*to++ = ' ';
	}
	return out;
}

static const char *say_names(const struct grant *g, const char *answer, struct arena *a)
{
	const char *out = "";
	for (uint32_t i = 0; i < g->n_qualities; i++) {
		const struct quality *q = &g->qualities[i];
		if (strcmp(q->answer, answer) != 0)
			continue;
		const char *where = q->line ? arena_printf(a, " (line %u)", q->line) : "";
		out = arena_printf(a, "%s%s%s%s", out, *out ? ", " : "", spelled(q->name, a), where);
	}
	return out;
}

const char *say_grant(const struct grant *g, struct arena *a)
{
	static const struct {
		const char *answer, *word;
	} parts[] = {{"yes", "is"}, {"no", "is not"}, {"unsaid", "does not say whether it is"}};
	const char *out = arena_printf(a, "%s%s%s%s", g->of ? "of " : "", g->of ? g->of : "", g->of && g->acts ? ", " : "",
				       g->acts ? arena_printf(a, "to %s", spelled(g->acts, a))
				       : g->of ? ""
					       : "of rights");
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		const char *names = say_names(g, parts[i].answer, a);
		if (*names)
			out = arena_printf(a, "%s; it %s %s", out, parts[i].word, names);
	}
	return out;
}

const char *say_fact(const struct fact *f, struct arena *a)
{
	switch (f->kind) {
	case FACT_MATCH:
		return say_match(f->detail, a);
	case FACT_WEIGHTS:
		return say_weights(f->detail, a);
	case FACT_GRANT:
		return arena_printf(a, "grant %s", say_grant(f->detail, a));
	case FACT_REFERENCE:
	case FACT_PROMISE:
	case FACT_RESTRICTION:
		return say_restriction(f->detail, a);
	case FACT_DOCUMENT:
		return arena_printf(a, "%s document", f->key ? f->key : "other");
	default:
		return arena_printf(a, "%s: %s", f->key ? f->key : "", f->value ? f->value : "");
	}
}

const char *say_values(const struct pairs *values, struct arena *a)
{
	const char *out = "";
	for (uint32_t i = 0; i < values->count; i++)
		out = arena_printf(a, "%s%s%s %s", out, i ? ", " : "", values->at[i].key,
				   values->at[i].value ? values->at[i].value : "");
	return out;
}

const char *say_size(uint64_t bytes, struct arena *a)
{
	static const char *const units[] = {"kB", "MB", "GB", "TB", "PB", "EB"};
	if (bytes < 1000)
		return arena_printf(a, "%u B", (unsigned)bytes);
	uint64_t unit = 1000;
	size_t i = 0;
	for (; i + 1 < sizeof units / sizeof *units && bytes / unit >= 1000; i++)
		unit *= 1000;
	uint64_t tenths = bytes / (unit / 10);
	return arena_printf(a, "%llu.%llu %s", (unsigned long long)(tenths / 10), (unsigned long long)(tenths % 10), units[i]);
}

const char *say_digits(const char *digits, struct arena *a)
{
	size_t n = strlen(digits);
	char *out = arena_alloc(a, 2 * n + 1), *to = out;
	for (size_t i = 0; i < n; i++) {
		if (i && (n - i) % 3 == 0)
			*to++ = ',';
		*to++ = digits[i];
	}
	return out;
}

const char *say_count(uint64_t n, struct arena *a)
{
	return say_digits(arena_printf(a, "%llu", (unsigned long long)n), a);
}

const char *say_place(const struct place *at, struct arena *a)
{
	return at->line_start ? arena_printf(a, "%s:%u", at->entry, at->line_start) : at->entry;
}

const char *say_waiver(const struct waiver *w, struct arena *a)
{
	return arena_printf(a, "waived until %s by %s (%s): %s", w->expires, w->approver, w->at, w->reason);
}

const char *say_place_in(const char *root, const struct place *at, struct arena *a)
{
	struct place seen = *at;
	size_t n = strlen(root);
	if (n && !strncmp(seen.entry, root, n)) {
		const char *rest = seen.entry + n + (seen.entry[n] == '!');
		seen.entry = *rest == '/' ? rest + 1 : seen.entry;
	}
	return say_place(&seen, a);
}

void say_hex(const uint8_t *bytes, size_t n, char *out)
{
	static const char digits[] = "0123456789abcdef";
	for (size_t i = 0; i < n; i++) {
		out[2 * i] = digits[bytes[i] >> 4];
		out[2 * i + 1] = digits[bytes[i] & 15];
	}
	out[2 * n] = 0;
}
