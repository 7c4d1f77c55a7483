/* SPDX-License-Identifier: MIT */
/* waivers: read, and looked up by what a finding rests on. */
#include "base/path.h"
#include "policy/parts.h"

#include <string.h>

/* --- reading ---------------------------------------------------------------------------------------------------------------- */

int field_finding(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	int number = node->type == YAML_SCALAR ? finding_number(node->text) : -1;
	if (number < 0)
		return load_fail(l, node, e, "there is no finding '%s'", node->type == YAML_SCALAR ? node->text : "[…]");
	*(int *)target = number;
	return 0;
}

int field_words(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	if (node->type != YAML_SCALAR || yaml_is_null(node) || !node->text[strspn(node->text, " \t\n")])
		return load_fail(l, node, e, "a text is needed here");
	*(const char **)target = node->text;
	return 0;
}

/* One that nothing here can be called, so that the waiver would never hold. */
static bool leads_outside(const char *path)
{
	for (const char *at = path; *at; at += strcspn(at, "/"), at += *at == '/')
		if (!strncmp(at, "..", 2) && (!at[2] || at[2] == '/'))
			return true;
	return *path == '/';
}

int field_waived_path(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	if (field_words(l, node, target, e) < 0)
		return -1;
	if (leads_outside(node->text))
		return load_fail(l, node, e,
				 "'%s' leads out of the distribution: a path in it, as reports name it, is needed here",
				 node->text);
	return 0;
}

static int hex_digit(char c)
{
	const char *digits = "0123456789abcdef", *at = c ? strchr(digits, c) : NULL;
	return at ? (int)(at - digits) : -1;
}

int field_sha256(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	uint8_t *out = target;
	bool hex = node->type == YAML_SCALAR && strlen(node->text) == 2 * (size_t)DIGEST_BYTES;
	for (size_t i = 0; hex && i < DIGEST_BYTES; i++) {
		int high = hex_digit(node->text[2 * i]), low = hex_digit(node->text[2 * i + 1]);
		hex = high >= 0 && low >= 0;
		out[i] = (uint8_t)(hex ? high * 16 + low : 0);
	}
	return hex ? 0 : load_fail(l, node, e, "a SHA-256 is needed here: 64 digits, 0 to 9 and a to f");
}

int field_day(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	if (node->type != YAML_SCALAR || strlen(node->text) != strlen("2026-12-31") || !is_date(node->text))
		return load_fail(l, node, e, "'%s' is no day; a waiver holds until a day such as 2026-12-31",
				 node->type == YAML_SCALAR ? node->text : "[…]");
	*(const char **)target = node->text;
	return 0;
}

const struct field waiver_fields[] = {
	{"finding", field_finding, offsetof(struct waiver_rule, finding), false},
	{"kind", field_kind, offsetof(struct waiver_rule, kind), false},
	{"path", field_waived_path, offsetof(struct waiver_rule, path), false},
	{"sha256", field_sha256, offsetof(struct waiver_rule, sha256), false},
	{"reason", field_words, offsetof(struct waiver_rule, shown.reason), true},
	{"approver", field_words, offsetof(struct waiver_rule, shown.approver), true},
	{"expires", field_day, offsetof(struct waiver_rule, shown.expires), true},
	{0},
};

bool finding_cannot_be_waived(int number)
{
	return number == FINDING_NO_LICENSE_EVIDENCE || number == FINDING_WAIVER_EXPIRED ||
	       number == FINDING_WAIVER_OF_CHANGED_FILE;
}

bool finding_is_about_kind(int number)
{
	return number == FINDING_DENIED_KIND || number == FINDING_KIND_NEEDS_REVIEW || number == FINDING_USE_FORBIDDEN ||
	       number == FINDING_USE_UNCLEAR || number == FINDING_DUTY_REQUIRED || number == FINDING_DUTY_NOT_MET;
}

static int read_waiver(const struct load *l, const struct yaml *node, struct waiver_rule *w, struct err *e)
{
	*w = (struct waiver_rule){.finding = -1};
	if (fields_read(l, node, waiver_fields, w, e) < 0)
		return -1;
	const struct yaml *hex = yaml_get(node, "sha256"), *finding = yaml_get(node, "finding");
	w->has_sha256 = hex && !yaml_is_null(hex);
	w->at = (struct position){node->line, node->column};
	if (!w->has_sha256 && !w->path)
		return load_fail(l, node, e, "a waiver is bound to a path or to a sha256, and this one has neither");
	if (w->finding < 0 && !w->kind)
		return load_fail(l, node, e, "a waiver is of a finding or of a kind, and this one has neither");
	if (w->finding >= 0 && w->kind && !finding_is_about_kind(w->finding))
		return load_fail(l, finding, e, "%s is about no kind", finding_table[w->finding].id);
	if (w->finding >= 0 && finding_cannot_be_waived(w->finding))
		return load_fail(l, finding, e, "%s cannot be waived", finding_table[w->finding].id);
	return 0;
}

int field_waivers(const struct load *l, const struct yaml *list, void *target, struct err *e)
{
	struct policy *p = target;
	if (list->type != YAML_LIST)
		return load_fail(l, list, e, "a list of waivers is needed here");
	p->waivers = arena_array(l->arena, list->count, sizeof *p->waivers);
	for (size_t i = 0; i < list->count; i++)
		if (read_waiver(l, list->items[i], &p->waivers[i], e) < 0)
			return -1;
	p->n_waivers = list->count;
	return 0;
}

/* --- looking up ------------------------------------------------------------------------------------------------------------- */

/* The entry's first fact: facts are sorted by entry. */
static size_t first_of(const struct evidence *ev, const char *entry)
{
	size_t low = 0, high = ev->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(ev->facts[middle].at.entry ? ev->facts[middle].at.entry : "", entry) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static const uint8_t *digest_of_fact(const struct fact *f)
{
	if (f->kind == FACT_DIGEST)
		return ((const struct file_digest *)f->detail)->sha256;
	return f->kind == FACT_WEIGHTS ? ((const struct weights *)f->detail)->sha256 : NULL;
}

static bool has_digest(const struct evidence *ev, const char *entry, const uint8_t *sha256)
{
	for (size_t i = first_of(ev, entry); i < ev->count && !strcmp(ev->facts[i].at.entry, entry); i++) {
		const uint8_t *digest = digest_of_fact(&ev->facts[i]);
		if (digest && !memcmp(digest, sha256, DIGEST_BYTES))
			return true;
	}
	return false;
}

/* Is there, where the waiver is bound to, a file with its bytes? Then it is for that one, and others have not changed. */
bool waiver_has_its_file(const struct waiver_rule *w, const struct evidence *ev)
{
	for (size_t i = 0; i < ev->count; i++) {
		const uint8_t *digest = digest_of_fact(&ev->facts[i]);
		if (digest && !memcmp(digest, w->sha256, DIGEST_BYTES) && path_fits(ev->facts[i].at.entry, w->path))
			return true;
	}
	return false;
}

struct looking {
	const struct evidence *ev;
	struct cover *out;
	const struct waiver_rule *rule;
};

/* One entry that the waiver may be bound to. True when the waiver holds by it. */
static bool binds(const struct looking *l, const char *entry)
{
	const struct waiver_rule *w = l->rule;
	if (w->path && !path_fits(entry, w->path))
		return false;
	if (w->has_sha256 && !has_digest(l->ev, entry, w->sha256)) {
		if (w->path && !l->out->changed)
			l->out->changed = w;
		return false;
	}
	if (w->expired)
		l->out->expired = w;
	return !w->expired;
}

/* By the place itself; by a file of the weights, whose waiver is for the model; by the whole model, or what it lies in. */
static bool binds_any(const struct looking *l, const struct artifact *of, const struct fact *place)
{
	const struct waiver_rule *w = l->rule;
	if (place && binds(l, place->at.entry))
		return true;
	for (size_t i = 0; i < of->n_weights; i++) {
		const char *entry = of->weights[i]->at.entry;
		if ((w->has_sha256 || !strcmp(entry, w->path)) && binds(l, entry))
			return true;
	}
	return !w->has_sha256 && binds(l, of->path);
}

void waivers_cover(const struct policy *p, const struct artifact *of, const struct evidence *ev, int finding,
		   const struct kind *kind, const struct fact *place, struct cover *out)
{
	*out = (struct cover){0};
	for (size_t i = 0; i < p->n_waivers; i++) {
		const struct waiver_rule *w = &p->waivers[i];
		bool meant = (w->finding < 0 || w->finding == finding) && (!w->kind || (kind && !strcmp(w->kind->id, kind->id)));
		if (meant && binds_any(&(struct looking){ev, out, w}, of, place)) {
			out->holds = w;
			return;
		}
	}
}
