/* SPDX-License-Identifier: MIT */
#include "findings/dead_links.h"

#include "base/path.h"
#include "base/utf8.h"
#include "findings/claims.h"
#include "findings/conclude.h"
#include "findings/finding.h"
#include "findings/folder_claims.h"
#include "findings/leads.h"
#include "findings/links.h"
#include "findings/scope.h"

#include <string.h>
#include <strings.h>

enum { MISSING_MAX = 200, MODULES_MAX = 200, WORDS_BYTES = 200, NEAR_LINES = 3 };

static void add_one(struct dossier *d, enum finding_number number, const struct fact *f, const char *message)
{
	finding_add(d->artifact, d->arena, number, &f, 1, "%s", message);
}

static const char *name_of(const struct dossier *d, const struct fact *f)
{
	return dossier_name(d, f->at.entry);
}

static const char *words_of(const struct dossier *d, const char *words)
{
	return utf8_visible(d->arena, words, strlen(words), WORDS_BYTES);
}

/* The card of a folder means the file of that name above it: nobody is kept from the terms. */
static bool lies_above(const struct dossier *d, const struct fact *f, const char *path)
{
	const struct entry *card = entries_find(d->entries, f->at.entry);
	size_t len = card && scope_is_folder_card(d, card) ? card->dir : 0;
	while (len) {
		size_t n;
		len = path_parent(card->name, len);
		const struct entry *const *files = scope_license_files(d, card->name, len, &n);
		for (size_t i = 0; i < n; i++)
			if (!strcasecmp(entry_base(files[i]), path_base(path)))
				return true;
	}
	return false;
}

/* Is there room for one more link that does not lead where it says? That there is none is told once. */
static bool may_tell_link(struct dossier *d, const struct fact *f)
{
	if (d->links_missing++ == MISSING_MAX)
		dossier_cut(d, entries_find(d->entries, f->at.entry),
			    "More links lead to license files that are not here than are listed.");
	return d->links_missing <= MISSING_MAX;
}

static void tell_above(struct dossier *d, const struct fact *f, const char *path)
{
	add_one(d, FINDING_FOLDER_LINK_MISSING, f,
		arena_printf(d->arena, "%s points to a license in \"%s\", above what was scanned.", name_of(d, f),
			     words_of(d, path)));
}

/* Is the file in the folder of one of that list's Git submodules? */
static bool lists_folder_of(const struct dossier *d, const struct entry *list, const char *file)
{
	const char *folder = arena_strndup(d->arena, list->name, list->dir);
	for (size_t i = 0; i < list->count && i < MODULES_MAX; i++) {
		const struct fact *f = &list->facts[i];
		bool is_module = f->kind == FACT_META && f->key && f->value && !strcmp(f->key, "submodule");
		const char *module = is_module ? path_from(folder, f->value, d->arena) : NULL;
		size_t n = module ? strlen(module) : 0;
		if (n && !strncmp(file, module, n) && file[n] == '/')
			return true;
	}
	return false;
}

/* It is a file of another repository, which is a submodule of this one, and not here as a rule. */
static bool lies_in_submodule(const struct dossier *d, const struct entry *card, const char *path)
{
	const char *file = path_from(arena_strndup(d->arena, card->name, card->dir), path, d->arena);
	for (size_t len = file ? card->dir : 0, above = 1; file && above; len = path_parent(card->name, len)) {
		const struct entry *list = entries_find(
			d->entries, arena_printf(d->arena, "%.*s%s.gitmodules", (int)len, card->name, len ? "/" : ""));
		if (list && lists_folder_of(d, list, file))
			return true;
		above = len;
	}
	return false;
}

static void tell_of_submodule(struct dossier *d, const struct fact *f, const char *path)
{
	add_one(d, FINDING_FOLDER_LINK_MISSING, f,
		arena_printf(d->arena, "%s points to a license in \"%s\", in a submodule, whose files are not here.",
			     name_of(d, f), words_of(d, path)));
}

/* Translations of one card lead to the same file: the first of them has told it. */
static bool is_told_of_sibling(const struct dossier *d, const struct entry *card, const struct fact *f)
{
	for (size_t i = 0; card && f->key && f->value && i < d->artifact->n_findings; i++) {
		const struct finding *told = &d->artifact->findings[i];
		const struct fact *other =
			finding_is(told, FINDING_LICENSE_LINK_MISSING) && told->n_evidence ? told->evidence[0] : NULL;
		const struct entry *from = other && other->key && other->value ? entries_find(d->entries, other->at.entry) : NULL;
		if (from && from != card && from->dir == card->dir && !strncmp(from->name, card->name, card->dir) &&
		    !strcmp(other->key, f->key) && !strcmp(other->value, f->value))
			return true;
	}
	return false;
}

/* The card, in a sentence or a field of its own, names a license of the file. */
static bool names_license_of(const struct dossier *d, const struct entry *card, const struct entry *file)
{
	const struct expression *held = claim_entry_licenses(d, file);
	for (size_t i = 0; held && i < d->n_said; i++)
		if (d->said[i].entry == card && expressions_meet(d->catalog, d->said[i].expression, held))
			return true;
	for (size_t i = 0; held && i < d->n_claims; i++)
		if (d->claims[i].entry == card && d->claims[i].expression &&
		    expressions_meet(d->catalog, d->claims[i].expression, held))
			return true;
	return false;
}

/* "LICENSE" where LICENSE.txt is: the file lies in the folder that the path leads to, and has what the card names. */
static bool has_another_ending(const struct dossier *d, const struct entry *card, const char *path, const struct entry *near)
{
	const char *file = path_from(arena_strndup(d->arena, card->name, card->dir), path, d->arena);
	bool in_folder = file && path_parent(file, strlen(file)) == near->dir && !strncmp(file, near->name, near->dir);
	return in_folder && names_license_of(d, card, near);
}

static void add_missing_link(struct dossier *d, const struct fact *f, const char *path, const struct entry *elsewhere)
{
	if (!may_tell_link(d, f))
		return;
	const struct entry *card = entries_find(d->entries, f->at.entry), *near = card ? link_near(d, card, path) : NULL;
	if (card && !near && !elsewhere && lead_goes_out(d, card, path)) {
		tell_above(d, f, path);
		return;
	}
	if (card && lies_in_submodule(d, card, path)) {
		tell_of_submodule(d, f, path);
		return;
	}
	const char *meant = near && !elsewhere
				    ? arena_printf(d->arena, "; %s lies beside it, and may be meant", dossier_name(d, near->name))
			    : elsewhere ? arena_printf(d->arena, "; %s may be meant", dossier_name(d, elsewhere->name))
					: "";
	bool note = lies_above(d, f, path) || (near && !elsewhere && has_another_ending(d, card, path, near)) ||
		    (card && !elsewhere && !near && link_may_be_of_another(d, card, f));
	add_one(d, note ? FINDING_FOLDER_LINK_MISSING : FINDING_LICENSE_LINK_MISSING, f,
		arena_printf(d->arena, "%s points to a license in \"%s\", but there is no such file %s%s.", name_of(d, f),
			     words_of(d, path), *path == '.' ? "there" : "here", meant));
}

/* Has the claim itself pointed there? ("SEE LICENSE IN x" is also x.) */
static bool reported_missing(const struct dossier *d, const struct entry *e, const char *path)
{
	for (size_t i = 0; i < d->n_claims; i++)
		if (d->claims[i].entry == e && d->claims[i].link_missing && strstr(d->claims[i].link->value, path))
			return true;
	return false;
}

/* True, too, where there are more names than are compared: that is told. */
static bool is_folder(struct dossier *d, const struct entry *card, const char *path)
{
	while (path[0] == '.' && path[1] == '/')
		path += 2;
	size_t n = strlen(path);
	n -= n && path[n - 1] == '/';
	for (size_t i = 0; i < d->group->count && d->link_work < LINK_WORK; i++, d->link_work++) {
		const char *name = dossier_name(d, d->group->entries[i]->name);
		if (!strncasecmp(name, path, n) && name[n] == '/')
			return true;
	}
	if (d->link_work >= LINK_WORK)
		dossier_cut(d, card, LINK_WORK_CUT);
	return d->link_work >= LINK_WORK;
}

static bool linked_before(const struct entry *e, const struct fact *f)
{
	for (const struct fact *other = e->facts; f->key && f->value && other < f; other++)
		if (other->kind == f->kind && other->key && other->value && !strcmp(other->key, f->key) &&
		    !strcmp(other->value, f->value))
			return true;
	return false;
}

/* What the card of a folder puts that under in a sentence right beside the link. NULL: nothing. */
static const struct expression *put_beside(struct dossier *d, const struct fact *f, const struct entry *card,
					   const struct fact **said)
{
	const struct expression *own = folder_card_license(d, card, said);
	bool near = own && own->license && (*said)->kind != FACT_DECLARED &&
		    (*said)->at.line_start <= f->at.line_start + NEAR_LINES &&
		    f->at.line_start <= (*said)->at.line_start + NEAR_LINES;
	return near ? own : NULL;
}

/*
 * The file that a link of a card to one beside it, where there is none, was taken for, unless the card names what that is. Where it names
 * another license, one of the two was forgotten when the other changed.
 */
static void tell_passed_by(struct dossier *d, const struct fact *f, const struct entry *card, const char *path,
			   const struct entry *target)
{
	const struct fact *said = NULL;
	const struct expression *held = claim_entry_licenses(d, target), *own = held ? put_beside(d, f, card, &said) : NULL;
	if (names_license_of(d, card, target) || (own && expressions_meet(d->catalog, own, held)) || !may_tell_link(d, f))
		return;
	const struct fact *evidence[] = {said, f};
	if (own)
		finding_add(d->artifact, d->arena, FINDING_PART_CLAIM_CONTRADICTS, evidence, 2,
			    "%s, says \"%s\", and points to a license file; %s above it is under %s.", dossier_where(d, said),
			    dossier_quote(d, said), dossier_name(d, target->name), expression_print(held, d->arena));
	else
		add_one(d, FINDING_FOLDER_LINK_MISSING, f,
			arena_printf(d->arena,
				     "%s points to a license in \"%s\", but there is no such file there; %s above it is taken.",
				     name_of(d, f), words_of(d, path), dossier_name(d, target->name)));
}

static void tell_letters(struct dossier *d, const struct fact *f, const char *path, const struct entry *target)
{
	if (may_tell_link(d, f))
		add_one(d, FINDING_LICENSE_LINK_LETTERS, f,
			arena_printf(d->arena, "%s points to a license in \"%s\", which is called %s here.", name_of(d, f),
				     words_of(d, path), dossier_name(d, target->name)));
}

/* A link of a card to a license file. */
static void find_missing_link(struct dossier *d, const struct entry *e, const struct fact *f, const char *path)
{
	struct lead to = link_lead(d, e, f);
	bool relative = f->key && !strcmp(f->key, "license_link");
	bool below = to.how == LEAD_BELOW && (relative || !scope_is_folder_card(d, e));
	if (to.how == LEAD_THERE || to.how == LEAD_SOMEWHERE || linked_before(e, f) || is_folder(d, e, path))
		return;
	if (to.how == LEAD_LETTERS)
		tell_letters(d, f, path, to.entry);
	else if (relative && to.how == LEAD_ABOVE)
		tell_passed_by(d, f, e, path, to.entry);
	else if ((!to.entry || below) && !reported_missing(d, e, path) && !is_told_of_sibling(d, e, f))
		add_missing_link(d, f, path, to.entry);
}

/* A license file that a sentence of a card, or of a license, names without a link. */
static bool is_told(const struct dossier *d, const struct entry *e, const struct fact *f)
{
	return f->kind == FACT_META && f->key && f->value && !strcmp(f->key, "license_file_told") && !scope_is_elsewhere(d, e);
}

/* A link that only its words call one to a license. */
static bool is_called(const struct fact *f)
{
	return f->kind == FACT_META && f->key && f->value && !strcmp(f->key, "license_link_called");
}

/* CODE_LICENSE.md is what readers of "see CODE_LICENSE" find. */
static void find_missing_told(struct dossier *d, const struct entry *e, const struct fact *f)
{
	bool found = lead_follow(d, e, f->value).entry || (!strchr(path_base(f->value), '.') && link_near(d, e, f->value));
	if (!found && !linked_before(e, f) && !reported_missing(d, e, f->value))
		add_missing_link(d, f, f->value, NULL);
}

/* A license file that a package says it has, or that a card links or names. */
static void find_missing_file(struct dossier *d, const struct entry *e, const struct fact *f)
{
	bool counts = e->role == DOCUMENT_CARD && (!scope_is_elsewhere(d, e) || scope_is_folder_card(d, e));
	const char *path = f->value;
	if (f->kind == FACT_DECLARED && f->key && !strcmp(f->key, "license_file") && f->value) {
		if (!lead_follow(d, e, path).entry && !reported_missing(d, e, path))
			add_missing_link(d, f, path, NULL);
	} else if (is_told(d, e, f)) {
		find_missing_told(d, e, f);
	} else if (counts && (link_is(f, &path) || is_called(f)) && link_is_local(d, e, f)) {
		find_missing_link(d, e, f, path);
	}
}

static void find_missing(struct dossier *d)
{
	for (size_t i = 0; i < d->n_claims; i++) {
		const struct claim *c = &d->claims[i];
		bool first = c->link && (!i || d->claims[i - 1].link != c->link);
		if (d->links_missing > MISSING_MAX)
			return;
		if (first && c->link_missing)
			add_missing_link(d, c->link, c->link->value, NULL);
		else if (first && c->link_letters)
			tell_letters(d, c->link, c->link->value, c->link_letters);
	}
	for (size_t i = 0; i < d->group->count; i++)
		for (size_t k = 0; k < d->group->entries[i]->count && d->links_missing <= MISSING_MAX; k++)
			find_missing_file(d, d->group->entries[i], &d->group->entries[i]->facts[k]);
}

/* One of each card is enough. */
static void find_unfilled(struct dossier *d)
{
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		for (size_t k = 0; k < e->count && e->role == DOCUMENT_CARD && !scope_is_elsewhere(d, e); k++) {
			const struct fact *f = &e->facts[k];
			if (f->kind != FACT_META || !f->key || strcmp(f->key, "license_link_unfilled") != 0)
				continue;
			add_one(d, FINDING_LICENSE_LINK_UNFILLED, f,
				arena_printf(
					d->arena,
					"%s, line %u, gives \"%s\" as the address of a license, which is that of a template.",
					name_of(d, f), f->at.line_start, words_of(d, f->value)));
			break;
		}
	}
}

void dead_links_find(struct dossier *d)
{
	find_missing(d);
	find_unfilled(d);
}
