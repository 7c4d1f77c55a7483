/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "findings/conflicts.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "classify/classify.h"
#include "findings/beside.h"
#include "findings/claims.h"
#include "findings/compat.h"
#include "findings/conclude.h"
#include "findings/dead_links.h"
#include "findings/departures.h"
#include "findings/finding.h"
#include "findings/folder_claims.h"
#include "findings/laundering.h"
#include "findings/links.h"
#include "findings/parts.h"
#include "findings/policies.h"
#include "findings/said.h"
#include "findings/scope.h"
#include "findings/texts.h"
#include "findings/translations.h"

#include <string.h>
#include <strings.h>

enum {
	CARDS_TOLD = 5,
	SHOWN_FACTS = 20,
	SHOWN_NAMES = 5,
	KEPT_NAMES = 64,
	WORDS_BYTES = 200,
	MESSAGE_BYTES = 1500,
	FEW_WORDS = 3,
	FEW_BYTES = 60,
	PRODUCT_WORDS = 4, /* of a name */
};

static void add(struct dossier *d, enum finding_number number, const struct facts *evidence, const char *message)
{
	size_t n = evidence->count < SHOWN_FACTS ? evidence->count : SHOWN_FACTS;
	finding_add(d->artifact, d->arena, number, evidence->at, n, "%s", message);
}

static void add_one(struct dossier *d, enum finding_number number, const struct fact *f, const char *message)
{
	finding_add(d->artifact, d->arena, number, &f, f ? 1 : 0, "%s", message);
}

static const char *name_of(const struct dossier *d, const struct fact *f)
{
	return dossier_name(d, f->at.entry);
}

/* Words of the input, not longer than a sentence can hold. */
static const char *words_of(const struct dossier *d, const char *words)
{
	return utf8_visible(d->arena, words, strlen(words), WORDS_BYTES);
}

/* "a, b and c", at most SHOWN_NAMES of them. */
struct enumeration {
	const char *names[KEPT_NAMES];
	size_t count;
	bool more; /* than are kept */
};

static void enumerate(struct enumeration *e, const char *name)
{
	for (size_t i = 0; i < e->count; i++)
		if (!strcmp(e->names[i], name))
			return;
	if (e->count == KEPT_NAMES)
		e->more = true;
	else
		e->names[e->count++] = name;
}

static const char *enumerated(const struct enumeration *e, struct arena *a)
{
	BUF_AUTO struct buf b;
	buf_init(&b, MESSAGE_BYTES);
	size_t shown = e->count < SHOWN_NAMES ? e->count : SHOWN_NAMES;
	for (size_t i = 0; i < shown; i++) {
		bool last = i + 1 == e->count;
		buf_printf(&b, "%s%s", !i ? "" : last ? " and " : ", ", e->names[i]);
	}
	if (e->count > shown)
		buf_printf(&b, " and %zu%s more", e->count - shown, e->more ? " or" : "");
	return arena_strdup(a, buf_str(&b));
}

/* --- claims and texts ------------------------------------------------------------------------------------------------------ */

/* The words of the claim as people read them: the name behind the id when there is one. */
static const char *claimed_name(const struct dossier *d, const struct expression *x)
{
	return x->op == EXPRESSION_LICENSE && x->license ? license_title(x->license, d->arena) : expression_print(x, d->arena);
}

/* It lies at the top, or in a folder there. */
static bool is_near_top(const struct entry *e)
{
	return !memchr(e->name, '/', e->dir ? e->dir - (e->name[e->dir - 1] == '/') : 0);
}

/*
 * The text that the claim is set beside: rather one in its own folder. Where there are no weights, folders beside each other are often
 * those of other projects, and so are those deep in different folders anywhere: one says nothing of the other: NULL.
 */
static const struct held *text_against(const struct dossier *d, const struct entry *by)
{
	const struct held *found = NULL;
	for (size_t i = 0; i < d->n_texts; i++) {
		const struct entry *e = d->texts[i].entry;
		bool near = path_below(e->name, by->name, by->dir) || path_below(by->name, e->name, e->dir) ||
			    (d->artifact->n_weights && (is_near_top(e) || is_near_top(by)));
		bool beside = e->dir == by->dir && path_below(e->name, by->name, by->dir);
		if (beside)
			return &d->texts[i];
		found = found || !near ? found : &d->texts[i];
	}
	return found;
}

static void find_contradictions(struct dossier *d)
{
	for (size_t i = 0; i < d->n_statements; i++) {
		const struct statement *s = &d->statements[i];
		const struct held *t = s->contradicts ? text_against(d, s->entry) : NULL;
		if (!t)
			continue;
		struct facts evidence = {0};
		facts_push(&evidence, d->arena, s->fact);
		for (size_t k = 0; k < d->n_texts; k++)
			facts_push(&evidence, d->arena, d->texts[k].fact);
		const char *more = d->n_texts > 1 ? ", and no other text here is of the license claimed" : "";
		add(d, FINDING_CLAIM_CONTRADICTS_TEXT, &evidence,
		    arena_printf(d->arena, "%s declares %s, but %s is %s of %s%s.", name_of(d, s->fact),
				 claimed_name(d, s->expression), dossier_name(d, t->entry->name), dossier_held_as(t->state),
				 license_title(t->license, d->arena), more));
	}
}

static void find_disagreement(struct dossier *d)
{
	const struct statement *s = d->statements, *other = NULL;
	struct facts evidence = {0};
	for (size_t i = 1; i < d->n_statements && !d->n_texts && !other; i++)
		other = statements_fit(d, s, &d->statements[i]) ? NULL : &d->statements[i];
	if (!other && !statements_part(d, &s, &other))
		return;
	for (size_t i = 0; i < d->n_statements; i++)
		facts_push(&evidence, d->arena, d->statements[i].fact);
	for (size_t i = 0; i < d->n_texts; i++)
		facts_push(&evidence, d->arena, d->texts[i].fact);
	bool one = s->entry == other->entry; /* two places of it */
	add(d, FINDING_CLAIMS_DISAGREE, &evidence,
	    arena_printf(d->arena,
			 one ? "%s, declares %s, but %s, declares %s, and %s." : "%s declares %s, but %s declares %s, and %s.",
			 one ? dossier_where(d, s->fact) : name_of(d, s->fact), claimed_name(d, s->expression),
			 one ? dossier_where(d, other->fact) : name_of(d, other->fact), claimed_name(d, other->expression),
			 d->n_texts		   ? "a text of each is here"
			 : d->artifact->expression ? "all that the second names is taken to hold"
						   : "no license text decides between them"));
}

static void find_several_texts(struct dossier *d)
{
	if (d->n_texts < 2 || d->agreed || translations_all(d))
		return;
	struct facts evidence = {0};
	struct enumeration names = {0};
	for (size_t i = 0; i < d->n_texts; i++) {
		facts_push(&evidence, d->arena, d->texts[i].fact);
		enumerate(&names, d->texts[i].license->name);
	}
	add(d, FINDING_SEVERAL_LICENSE_TEXTS, &evidence,
	    arena_printf(d->arena, "There are texts of %zu licenses: %s.", d->n_texts, enumerated(&names, d->arena)));
}

/* --- changed and unknown texts --------------------------------------------------------------------------------------------- */

/* The words that stand where the license has others, when they are few, however often they come: ' ("Tern Labs")'; else "". */
static const char *added_words(const struct dossier *d, const struct match *m)
{
	struct enumeration words = {0};
	for (uint32_t i = 0; i < m->n_changes; i++) {
		const char *text = m->changes[i].text;
		if (text && strlen(text) > FEW_BYTES)
			return "";
		if (text)
			enumerate(&words, arena_printf(d->arena, "\"%s\"", words_of(d, text)));
	}
	return words.count && words.count <= FEW_WORDS ? arena_printf(d->arena, " (%s)", enumerated(&words, d->arena)) : "";
}

static const char *describe_changes(const struct dossier *d, const struct match *m)
{
	struct enumeration sections = {0};
	uint64_t added = 0, removed = 0;
	for (uint32_t i = 0; i < m->n_changes; i++) {
		added += m->changes[i].words_added;
		removed += m->changes[i].words_removed;
		if (m->changes[i].section && *m->changes[i].section)
			enumerate(&sections, m->changes[i].section);
	}
	if (!m->n_changes)
		return "";
	const char *where = sections.count ? arena_printf(d->arena, " in section%s %s", sections.count == 1 ? "" : "s",
							  enumerated(&sections, d->arena))
					   : "";
	return arena_printf(d->arena, ": %u change%s%s, %llu word%s added%s and %llu removed", m->n_changes,
			    m->n_changes == 1 ? "" : "s", where, (unsigned long long)added, added == 1 ? "" : "s",
			    added_words(d, m), (unsigned long long)removed);
}

/* What the text calls itself where the license has another name, version or date: ' ("Tern 2", "5 May 2026")'; "" where that is long. */
static const char *heading_words(const struct dossier *d, const struct match *m)
{
	struct enumeration words = {0};
	for (uint32_t i = 0; i < m->n_changes; i++) {
		const struct change *x = &m->changes[i];
		if (x->heading && x->text && strlen(x->text) <= FEW_BYTES)
			enumerate(&words, arena_printf(d->arena, "\"%s\"", words_of(d, x->text)));
	}
	return words.count ? arena_printf(d->arena, " (%s)", enumerated(&words, d->arena)) : "";
}

static bool is_heading_alone(const struct match *m)
{
	for (uint32_t i = 0; i < m->n_changes; i++)
		if (!m->changes[i].heading)
			return false;
	return true;
}

/* An edited text that has a heading of its own, too: "; by its heading (…) it is another version, and words were added to it". */
static const char *own_heading(const struct dossier *d, const struct match *m)
{
	const char *words = heading_words(d, m);
	return *words ? arena_printf(d->arena, "; its heading%s is that of another version, and words were added to it", words)
		      : "";
}

/* "January 2024" where the license has "January 2004": one year stands for another, and no word else. */
static bool is_year_alone(const struct match *m)
{
	const struct change *x = m->changes;
	return m->n_changes == 1 && x->heading && x->words_added == 1 && x->words_removed == 1 && x->text &&
	       strlen(x->text) == 4 && strspn(x->text, "0123456789") == 4 &&
	       (!strncmp(x->text, "19", 2) || !strncmp(x->text, "20", 2));
}

/*
 * Another name alone, without a number, stands behind the title: "You may use the Auk model", in a license whose terms are word for word
 * those of the one for Wren. Another version would have another number, or title.
 */
static bool is_for_another_product(const struct fact *f)
{
	const struct match *m = f->detail;
	for (uint32_t i = 0; i < m->n_changes; i++) {
		const struct change *x = &m->changes[i];
		if (!x->heading || !x->text || strpbrk(x->text, "0123456789") || x->words_added > PRODUCT_WORDS ||
		    x->words_removed > PRODUCT_WORDS || x->line <= f->at.line_start)
			return false;
	}
	return m->n_changes > 0;
}

static void find_version(struct dossier *d, const struct fact *f)
{
	const struct match *m = f->detail;
	if (is_for_another_product(f)) {
		add_one(d, FINDING_VERSION_DIFFERS, f,
			arena_printf(d->arena,
				     "%s is %s for something else, by its heading%s; its terms are the same, word for word.",
				     name_of(d, f), license_title(m->license, d->arena), heading_words(d, m)));
		return;
	}
	if (is_year_alone(m)) {
		add_one(d, FINDING_VERSION_DIFFERS, f,
			arena_printf(
				d->arena,
				"%s is %s with another year in its heading (\"%s\"); all else in it is the same, word for word.",
				name_of(d, f), license_title(m->license, d->arena), m->changes->text));
		return;
	}
	const char *rest = is_heading_alone(m) ? "All else in it is the same, word for word"
					       : arena_printf(d->arena, "Its terms may differ%s", describe_changes(d, m));
	add_one(d, FINDING_OTHER_VERSION, f,
		arena_printf(
			d->arena,
			"%s is most like %s; by its heading%s it is another version of it, or one for another product, and no "
			"record explains that one. %s.",
			name_of(d, f), license_title(m->license, d->arena), heading_words(d, m), rest));
}

/* The file's texts of components that are not word for word as published: they come as those wrote them, and are told once. */
static void find_components(struct dossier *d, const struct entry *e)
{
	struct facts evidence = {0};
	struct enumeration names = {0};
	for (size_t i = 0; i < d->changed.count; i++) {
		const struct fact *f = d->changed.at[i];
		if (strcmp(f->at.entry, e->name) != 0 || !text_is_of_component(d, e, f))
			continue;
		facts_push(&evidence, d->arena, f);
		enumerate(&names, ((const struct match *)f->detail)->license->name);
	}
	add(d, FINDING_COMPONENT_TEXTS_EDITED, &evidence,
	    arena_printf(d->arena, "%s %s %s not word for word as published: %s.", dossier_name(d, e->name),
			 scope_is_in_collection(d, e)
				 ? arena_printf(d->arena,
						"is the license of a component, among others in a folder; %zu of its texts",
						evidence.count)
				 : arena_printf(d->arena, "collects the texts of many licenses; %zu that stand behind its own",
						evidence.count),
			 evidence.count == 1 ? "is" : "are", enumerated(&names, d->arena)));
}

/* Versions of a policy may differ by little more than their names: one that lost those is that of the license here, whichever it is most like. */
static void tell_edited(struct dossier *d, const struct fact *f)
{
	const struct match *m = f->detail;
	const struct license *bound = policy_bound_like(d, m->license);
	const char *like = bound ? arena_printf(d->arena, "; it is most like %s", license_title(m->license, d->arena)) : "";
	add_one(d, FINDING_EDITED_LICENSE_TEXT, f,
		arena_printf(d->arena, "%s is not %s as published%s%s%s.", name_of(d, f),
			     license_title(bound ? bound : m->license, d->arena), like, describe_changes(d, m),
			     own_heading(d, m)));
}

/* All that was added stands beside the license, among terms that no record explains: those are told. */
static bool is_told_as_unknown(const struct dossier *d, const struct fact *f)
{
	const struct match *m = f->detail;
	for (uint32_t i = 0; i < m->n_changes; i++) {
		const struct change *x = &m->changes[i];
		bool within = false;
		for (size_t k = 0; k < d->unknown.count && !within; k++) {
			const struct place *at = &d->unknown.at[k]->at;
			within = !strcmp(at->entry, f->at.entry) && x->start >= at->start && x->end <= at->end;
		}
		if (!within || x->op != CHANGE_ADDED || x->heading)
			return false;
	}
	return m->n_changes > 0;
}

static void find_changed_texts(struct dossier *d)
{
	const struct entry *told = NULL; /* the file whose components were: matches come file by file */
	for (size_t i = 0; i < d->changed.count; i++) {
		const struct fact *f = d->changed.at[i];
		const struct match *m = f->detail;
		const struct entry *e = entries_find(d->entries, f->at.entry);
		if (e && text_is_of_component(d, e, f)) {
			if (e != told)
				find_components(d, e);
			told = e;
		} else if (m->state == MATCH_VERSION)
			find_version(d, f);
		else if (m->state == MATCH_EDITED) {
			if (!is_told_as_unknown(d, f))
				tell_edited(d, f);
		} else
			add_one(d, FINDING_EDITED_LICENSE_TEXT, f,
				arena_printf(d->arena, "%s holds only a part of %s: %d %% of its words.", name_of(d, f),
					     license_title(m->license, d->arena), (int)(m->coverage * 100)));
	}
}

/* The clause is about data or works of others alone. */
static bool is_of_others(const struct dossier *d, const struct restriction *r)
{
	unsigned of = r->text ? scope_of_clause(d->catalog, r->text) : 0;
	return of & (SAID_OF_DATA | SAID_OF_OTHERS) && !(of & (SAID_OF_WEIGHTS | SAID_OF_WHOLE));
}

/* It was told, or will be where the card says that terms of others reach the model. */
static bool is_told_by_another(const struct dossier *d, const struct fact *f)
{
	return finding_tells(d->artifact, f) || beside_reaches(d, f, "data-terms") || beside_reaches(d, f, "base-terms");
}

/*
 * The first restriction that rules see in the stretch, that the license here has not, and that no other finding tells; NULL. Words that restrict
 * nothing are what cards have.
 */
static const struct fact *restricts(const struct dossier *d, const struct fact *stretch, const struct expression *here)
{
	for (size_t i = 0; i < d->artifact->n_restrictions; i++) {
		const struct place *at = &d->artifact->restrictions[i]->at;
		const struct restriction *r = d->artifact->restrictions[i]->detail;
		if (at->start >= stretch->at.start && at->start < stretch->at.end && !strcmp(at->entry, stretch->at.entry) &&
		    !is_of_others(d, r) && !compat_restricts(d->catalog, here, r->kind) &&
		    !is_told_by_another(d, d->artifact->restrictions[i]))
			return d->artifact->restrictions[i];
	}
	return NULL;
}

/*
 * In a card, where the license is known, only what restricts is worth a word; where it is told to be elsewhere, or a license file has the terms
 * that no record explains, nothing: it is there.
 */
static bool is_idle(const struct dossier *d, const struct fact *stretch)
{
	const struct entry *e = entries_find(d->entries, stretch->at.entry);
	const struct expression *here = beside_license(d);
	if (!e || e->role != DOCUMENT_CARD)
		return false;
	return here ? said_above_siblings(d, e) || !restricts(d, stretch, here)
		    : d->unknown_governs || finding_exists(d->artifact, FINDING_WEIGHTS_LICENSE_ELSEWHERE);
}

/* What such a stretch of a card restricts more than the license here: a reader of the finding alone must see it; "" for anything else. */
static const char *restriction_told(const struct dossier *d, const struct entry *e, const struct fact *stretch)
{
	const struct expression *here = beside_license(d);
	const struct fact *f = e && e->role == DOCUMENT_CARD && here ? restricts(d, stretch, here) : NULL;
	const struct restriction *r = f ? f->detail : NULL;
	return r && r->text && !r->license
		       ? arena_printf(d->arena, " It restricts use (%s: \"%s\").", r->kind->id, dossier_words(d, r->text))
		       : "";
}

/* The license text that stands in the same file as an unknown one, or lies beside it, for the reader to see both; "" for none. */
static const char *text_beside(const struct dossier *d, const char *entry)
{
	for (size_t i = 0; i < d->changed.count; i++) {
		const struct match *m = d->changed.at[i]->detail;
		if (!strcmp(d->changed.at[i]->at.entry, entry) && m->state == MATCH_EDITED &&
		    is_told_as_unknown(d, d->changed.at[i]))
			return arena_printf(d->arena, " With it stands the text of %s, which it adds to.",
					    license_title(m->license, d->arena));
	}
	for (size_t i = 0; i < d->n_texts; i++)
		if (strcmp(d->texts[i].entry->name, entry) != 0)
			return arena_printf(d->arena, " Beside it %s is the text of %s.",
					    dossier_name(d, d->texts[i].entry->name),
					    license_title(d->texts[i].license, d->arena));
	return "";
}

/* "Tern-Dataset-Terms-of-Use.pdf" beside the license of the model: what it asks for is asked of who takes the data. */
static bool is_of_data_alone(const struct dossier *d, const struct entry *e)
{
	unsigned of = scope_of_entry(d, e);
	return of & SAID_OF_DATA && !(of & (SAID_OF_WEIGHTS | SAID_OF_CODE)) && beside_license(d);
}

/* What its finding is; `of_component`: the text is one of a component's, and so is what stands behind it. */
static enum finding_number number_of_unknown(const struct dossier *d, const struct entry *e, bool of_component)
{
	if (of_component)
		return FINDING_COMPONENT_TEXTS_EDITED;
	return e && is_of_data_alone(d, e) ? FINDING_UNKNOWN_DATA_TERMS : FINDING_UNKNOWN_LICENSE_TEXT;
}

static void find_unknown_texts(struct dossier *d)
{
	for (size_t i = 0; i < d->unknown.count; i++) {
		const struct fact *f = d->unknown.at[i];
		if ((i && !strcmp(f->at.entry, d->unknown.at[i - 1]->at.entry)) || is_idle(d, f))
			continue; /* one finding for each file */
		const struct entry *e = entries_find(d->entries, f->at.entry);
		bool of_component = e && text_is_of_component(d, e, f), of_others = e;
		struct facts evidence = {0};
		for (size_t k = i; k < d->unknown.count && !strcmp(f->at.entry, d->unknown.at[k]->at.entry); k++) {
			of_others = of_others && text_is_in_notice_of_others(d, e, d->unknown.at[k]);
			facts_push(&evidence, d->arena, d->unknown.at[k]);
		}
		add(d, number_of_unknown(d, e, of_component || of_others), &evidence,
		    arena_printf(d->arena, "%s, lines %u to %u, reads like license terms, but no license record explains it.%s%s",
				 name_of(d, f), f->at.line_start, f->at.line_end, restriction_told(d, e, f),
				 text_beside(d, f->at.entry)));
	}
}

/* The document fact of a license file in which nothing at all was recognized, or NULL. */
static const struct fact *unread_license_file(const struct entry *e)
{
	const struct fact *document = NULL;
	if (e->role != DOCUMENT_LICENSE || e->claims || classify_purpose(entry_base(e)) != PURPOSE_LICENSE)
		return NULL; /* AUTHORS may lie in a folder of licenses, too */
	for (size_t i = 0; i < e->count; i++) {
		if (e->facts[i].kind == FACT_MATCH)
			return NULL;
		if (e->facts[i].kind == FACT_DOCUMENT)
			document = &e->facts[i];
	}
	return document;
}

/* COMMERCIAL-LICENSE, beside the text of the license that is given to everybody: what those may have who pay. */
static bool is_for_customers(const struct dossier *d, const struct entry *e)
{
	const char *name = entry_base(e);
	return d->n_texts && strcasestr(name, "commercial") && !strcasestr(name, "non");
}

/* It says that each folder has a license file of its own, and one has. */
static bool leaves_to_folders(const struct dossier *d, const struct entry *e)
{
	bool says = false;
	for (size_t i = 0; i < e->count; i++)
		says |= e->facts[i].kind == FACT_META && e->facts[i].key && !strcmp(e->facts[i].key, "licenses_by_folder");
	for (size_t i = 0; says && i < d->entries->count; i++) {
		const struct entry *other = &d->entries->at[i];
		if (other->role == DOCUMENT_LICENSE && other->dir > e->dir && !strncmp(other->name, e->name, e->dir))
			return true;
	}
	return false;
}

static bool lies_beside(const struct dossier *d, const struct entry *e, const struct match *named)
{
	size_t n;
	const struct folder_text *texts = scope_texts(d, e->name, e->dir, &n);
	const struct expression x = {.license = named->license, .later = named->or_later, .any_version = named->any_version};
	for (size_t i = 0; i < n; i++)
		if (texts[i].match->state != MATCH_PARTIAL && claim_means(d->catalog, &x, texts[i].license))
			return true;
	return false;
}

/* The file only says which of the texts beside it is for what: every license that it names has its text in the folder. */
static bool tells_texts_apart(const struct dossier *d, const struct entry *e)
{
	bool any = false;
	for (size_t i = 0; i < e->count; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (!m)
			continue;
		if (!m->license || !lies_beside(d, e, m))
			return false;
		any = true;
	}
	return any;
}

/* What a license file without a license is, as its reader says; NULL. */
static const struct fact *without_text(const struct dossier *d, const struct entry *e)
{
	for (size_t i = 0; i < e->count && e->role == DOCUMENT_LICENSE; i++) {
		const char *key = e->facts[i].kind == FACT_META && e->facts[i].key ? e->facts[i].key : "";
		if (!strcmp(key, "license_file_is") || (!strcmp(key, "license_file_points") && !tells_texts_apart(d, e)))
			return &e->facts[i];
	}
	return NULL;
}

/* It holds terms that no record explains, which is told. */
static bool holds_unknown(const struct entry *e)
{
	for (size_t i = 0; i < e->count; i++)
		if (e->facts[i].kind == FACT_MATCH && ((const struct match *)e->facts[i].detail)->state == MATCH_UNKNOWN)
			return true;
	return false;
}

/* The license that the file names, and where that is published: a notice of it, as some licenses ask for. */
static bool tells_address_of_named(const struct dossier *d, const struct entry *e)
{
	const struct fact *named = said_by_file(d, e);
	const struct expression *x = named ? claim_resolve(d->catalog, named->value, d->arena) : NULL;
	return x && link_tells_page(d, e, x);
}

/* "It is under Pear. To view a copy, visit https://…", as a publisher words it: more than the name and where it stands need not be there. */
static bool points_to_published(const struct dossier *d, const struct entry *e, const struct fact *without)
{
	if (!without || strcmp(without->key, "license_file_points") != 0)
		return false;
	for (size_t i = 0; i < d->n_said; i++)
		if (d->said[i].entry == e && d->said[i].of & (SAID_OF_WEIGHTS | SAID_OF_ALL) && d->said[i].expression->license &&
		    d->said[i].expression->license->spdx_listed && link_tells_page(d, e, d->said[i].expression))
			return true;
	return false;
}

static bool find_unread_license_files(struct dossier *d)
{
	bool any = false;
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		if (scope_is_elsewhere(d, e) || e->claims) /* of a single file: it says all that it has to */
			continue;
		const struct fact *f = without_text(d, e);
		f = points_to_published(d, e, f) ? NULL : f;
		if (f)
			add_one(d, FINDING_LICENSE_FILE_WITHOUT_TEXT, f,
				arena_printf(d->arena, "%s is named like a license, but is %s.", name_of(d, f), f->value));
		else if ((f = tells_texts_apart(d, e) || holds_unknown(e) || said_by_file_copy(d, e) ||
					      tells_address_of_named(d, e)
				      ? NULL
				      : said_by_file(d, e)) != NULL)
			add_one(d, FINDING_LICENSE_FILE_WITHOUT_TEXT, f,
				arena_printf(d->arena, "%s is named like a license, but only names one: \"%s\".", name_of(d, f),
					     words_of(d, f->value)));
		else if (!is_for_customers(d, e) && !leaves_to_folders(d, e) && (f = unread_license_file(e)) != NULL)
			add_one(d, FINDING_UNKNOWN_LICENSE_TEXT, f,
				arena_printf(d->arena, "%s is named like a license, but nothing in it is known.", name_of(d, f)));
		else if (e == d->weights_unread && (f = e->count ? &e->facts[0] : NULL) != NULL)
			add_one(d, FINDING_LICENSE_FILE_WITHOUT_TEXT, f,
				arena_printf(d->arena, "%s is named like the license of the weights, and tells none of them.",
					     name_of(d, f)));
		any |= f != NULL;
	}
	return any;
}

/* --- exceptions ------------------------------------------------------------------------------------------------------------ */

struct unknown_exceptions {
	const struct statement *statement;
	struct facts evidence;
	struct enumeration names;
	struct arena *arena;
};

static void list_unknown_exception(void *ctx, const struct expression *x)
{
	struct unknown_exceptions *u = ctx;
	if (!x->exception || x->addition)
		return;
	enumerate(&u->names, x->exception);
	if (!u->evidence.count || u->evidence.at[u->evidence.count - 1] != u->statement->fact)
		facts_push(&u->evidence, u->arena, u->statement->fact);
}

static void find_unknown_exceptions(struct dossier *d)
{
	struct unknown_exceptions u = {.arena = d->arena};
	for (size_t i = 0; i < d->n_statements; i++) {
		u.statement = &d->statements[i];
		expression_each(d->statements[i].expression, list_unknown_exception, &u);
	}
	if (u.names.count)
		add(d, FINDING_UNKNOWN_EXCEPTION, &u.evidence,
		    arena_printf(d->arena, "%s names an exception that is not known: %s.", name_of(d, u.evidence.at[0]),
				 enumerated(&u.names, d->arena)));
}

static void find_lonely_exceptions(struct dossier *d)
{
	for (size_t i = 0; i < d->n_exceptions; i++) {
		const struct beside *b = &d->exceptions[i];
		if (b->state != MATCH_MENTION && !b->aside && !exception_is_attached(d, b))
			add_one(d, FINDING_EXCEPTION_ALONE, b->fact,
				arena_printf(d->arena, "%s holds %s, but no license that it is for is here.", name_of(d, b->fact),
					     license_title(b->exception, d->arena)));
	}
}

/* --- claims alone ---------------------------------------------------------------------------------------------------------- */

static const char *describe_unresolved(const struct dossier *d, size_t i)
{
	const struct claim *c = &d->claims[i];
	const char *words = d->artifact->declared[i].license, *where = name_of(d, c->fact);
	const char *link = c->link && !c->link_missing && strcmp(c->link->value, words) != 0
				   ? arena_printf(d->arena, " It points to %s.", words_of(d, c->link->value))
				   : "";
	if (c->placeholder && words == c->fact->value)
		return arena_printf(d->arena, "%s declares \"%s\" as its license and names none.%s", where, words_of(d, words),
				    link);
	return arena_printf(d->arena, "%s declares the license \"%s\", which is not known.%s", where, words_of(d, words), link);
}

/* "other", and a sentence says that it is a modified one: that is a finding of its own. */
static bool is_modified(const struct claim *c)
{
	for (size_t i = 0; i < c->entry->count && c->placeholder && !c->name && c->entry->role == DOCUMENT_CARD; i++) {
		const struct fact *f = &c->entry->facts[i];
		if (f->kind == FACT_META && f->key && !strcmp(f->key, "license_modified"))
			return true;
	}
	return false;
}

/* "other" is what cards say of licenses that hubs have no id for, and the one whose text is here has one. What templates put there says nothing. */
static void find_other_with_id(struct dossier *d)
{
	for (size_t i = 0; i < d->n_claims && d->n_texts == 1; i++) {
		const struct claim *c = &d->claims[i];
		const struct held *t = &d->texts[0];
		if (!c->placeholder || strcasecmp(c->fact->value, "other") != 0 || c->name || c->entry->role != DOCUMENT_CARD ||
		    scope_is_elsewhere(d, c->entry) || !t->license->huggingface.count || t->state != MATCH_EXACT)
			continue;
		struct facts evidence = {0};
		facts_push(&evidence, d->arena, c->fact);
		facts_push(&evidence, d->arena, t->fact);
		add(d, FINDING_OTHER_WITH_ID, &evidence,
		    arena_printf(d->arena,
				 "%s declares \"%s\" as its license, and %s is the text of %s, which has an id of its own: %s.",
				 name_of(d, c->fact), words_of(d, c->fact->value), dossier_name(d, t->entry->name),
				 license_title(t->license, d->arena), t->license->huggingface.at[0]));
	}
}

static void find_unresolved_claims(struct dossier *d)
{
	for (size_t i = 0; i < d->n_claims; i++)
		if (!scope_is_elsewhere(d, d->claims[i].entry) && !claim_answered(d, &d->claims[i]) &&
		    !is_modified(&d->claims[i]))
			add_one(d, FINDING_UNRESOLVED_CLAIM, d->claims[i].fact, describe_unresolved(d, i));
	if (d->claims_cut)
		add_one(d, FINDING_UNRESOLVED_CLAIM, d->claims_cut,
			arena_printf(d->arena, "%s declares more licenses than are read; the rest was left out.",
				     name_of(d, d->claims_cut)));
}

static bool exception_text_is_held(const struct dossier *d, const struct license *exception)
{
	for (size_t i = 0; i < d->n_exceptions; i++)
		if (d->exceptions[i].exception == exception && d->exceptions[i].state != MATCH_MENTION)
			return true;
	return false;
}

struct textless { /* declared licenses and exceptions without a text */
	const struct dossier *dossier;
	struct enumeration names;
};

static void list_textless(void *ctx, const struct expression *x)
{
	struct textless *t = ctx;
	if (!text_is_held(t->dossier, x) && !text_is_left(t->dossier, x) && !text_is_below(t->dossier, x))
		enumerate(&t->names, x->license ? x->license->name : x->id);
	if (x->addition && !exception_text_is_held(t->dossier, x->addition))
		enumerate(&t->names, x->addition->name);
}

/* Where one may choose, one text is enough. */
static bool has_enough_text(struct dossier *d, const struct statement *s)
{
	return s->contradicts || link_text_of(d, s->fact) || (d->n_texts && expression_has_choice(s->expression));
}

struct vagueness {
	struct dossier *dossier;
	const struct statement *statement;
	struct enumeration seen; /* families: each is spoken of once */
};

static bool statements_name_member(const struct dossier *d, const struct license *family)
{
	for (uint32_t i = 0; i < family->members.count; i++) {
		const struct license *member = catalog_license(d->catalog, family->members.at[i]);
		for (size_t k = 0; k < d->n_statements; k++)
			if (expression_names(d->statements[k].expression, member))
				return true;
	}
	return false;
}

/* A family, where neither a text nor another statement says which member it is. Of one of which a single member is known nothing is open. */
static void say_vague(void *ctx, const struct expression *x)
{
	struct vagueness *v = ctx;
	struct dossier *d = v->dossier;
	size_t before = v->seen.count;
	if (!x->license || x->license->members.count < 2 || text_is_held(d, x))
		return;
	enumerate(&v->seen, x->license->id);
	if (v->seen.count == before || statements_name_member(d, x->license))
		return;
	struct enumeration members = {0};
	for (uint32_t i = 0; i < x->license->members.count; i++)
		enumerate(&members, x->license->members.at[i]);
	add_one(d, FINDING_CLAIM_TOO_VAGUE, v->statement->fact,
		arena_printf(d->arena, "%s names a family of licenses (%s) and not which of them holds: %s.",
			     name_of(d, v->statement->fact), x->license->name, enumerated(&members, d->arena)));
}

static void find_vague_claims(struct dossier *d)
{
	struct vagueness v = {.dossier = d};
	for (size_t i = 0; i < d->n_statements; i++) {
		v.statement = &d->statements[i];
		if (!has_enough_text(d, v.statement) && !holds_unknown(v.statement->entry)) /* what stands there decides */
			expression_each(v.statement->expression, say_vague, &v);
	}
}

static void find_claims_without_text(struct dossier *d)
{
	struct textless t = {.dossier = d};
	struct facts evidence = {0};
	for (size_t i = 0; i < d->n_statements && !d->unknown_governs; i++) {
		size_t before = t.names.count;
		if (!has_enough_text(d, &d->statements[i]))
			expression_each(d->statements[i].expression, list_textless, &t);
		if (t.names.count > before)
			facts_push(&evidence, d->arena, d->statements[i].fact);
	}
	if (!t.names.count)
		return;
	const struct fact *f = evidence.count ? evidence.at[0] : NULL;
	const char *where = f && f->kind == FACT_MATCH && f->value
				    ? arena_printf(d->arena, " %s, line %u, says: \"%s\".", name_of(d, f), f->at.line_start,
						   words_of(d, f->value))
				    : "";
	add(d, FINDING_CLAIM_WITHOUT_TEXT, &evidence,
	    arena_printf(d->arena, "The license is declared (%s), but its text is not here.%s", enumerated(&t.names, d->arena),
			 where));
}

static void find_record_terms(struct dossier *d)
{
	struct facts evidence = {0};
	struct enumeration names = {0};
	size_t n = 0;
	for (size_t i = 0; i < d->artifact->n_restrictions; i++) {
		const struct fact *f = d->artifact->restrictions[i];
		const struct restriction *r = f->detail;
		if (r->text || r->rule)
			continue;
		size_t before = names.count;
		enumerate(&names, r->license->name);
		if (names.count > before)
			facts_push(&evidence, d->arena, f);
		n++;
	}
	if (n)
		add(d, FINDING_RESTRICTION_FROM_RECORD, &evidence,
		    arena_printf(
			    d->arena,
			    "%zu restriction%s known only from the license record (%s): no clause that was read here says %s.", n,
			    n == 1 ? " is" : "s are", enumerated(&names, d->arena), n == 1 ? "it" : "them"));
}

/* --- the rest -------------------------------------------------------------------------------------------------------------- */

static void find_absent_weights(struct dossier *d)
{
	struct facts evidence = {0};
	struct enumeration kinds = {0};
	for (size_t i = 0; i < d->artifact->n_weights; i++) {
		const struct weights *w = d->artifact->weights[i]->detail;
		if (!w->pointer)
			continue;
		facts_push(&evidence, d->arena, d->artifact->weights[i]);
		enumerate(&kinds, w->pointer);
	}
	if (evidence.count)
		add(d, FINDING_WEIGHTS_ABSENT, &evidence,
		    arena_printf(d->arena, "%zu of %zu weights files %s here only as a pointer (%s).", evidence.count,
				 d->artifact->n_weights, evidence.count == 1 ? "is" : "are", enumerated(&kinds, d->arena)));
}

/* Those of which no license is known: the others are compared (findings/laundering.h). */
static void find_base_models(struct dossier *d)
{
	struct facts evidence = {0};
	struct enumeration names = {0};
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		for (size_t k = 0; k < e->count; k++) {
			const struct fact *f = &e->facts[k];
			if (f->kind != FACT_DECLARED || strcmp(f->key, "base_model") != 0 || !f->value ||
			    scope_is_own_model(d, f->value) || parent_license(d, &(struct edge){.parent = f->value}))
				continue;
			facts_push(&evidence, d->arena, f);
			enumerate(&names, words_of(d, f->value));
		}
	}
	if (evidence.count)
		add(d, FINDING_BASE_MODEL_LICENSE, &evidence,
		    arena_printf(d->arena, "The model is made from %s, whose license is not known here and may bind too.",
				 enumerated(&names, d->arena)));
}

/* The first SPDX tag in a file of code: those of its folder, and not of a folder for something else; NULL. */
static const struct fact *tag_of_code(const struct dossier *d)
{
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		bool code =
			(e->role == DOCUMENT_OTHER || e->role == DOCUMENT_PACKAGE) && !e->weights && !scope_is_elsewhere(d, e);
		for (size_t k = 0; k < e->count && code; k++) {
			const struct match *m = e->facts[k].kind == FACT_MATCH ? e->facts[k].detail : NULL;
			if (m && m->license && m->state == MATCH_MENTION && m->how && !strncmp(m->how, "spdx-", 5))
				return &e->facts[k];
		}
	}
	return NULL;
}

/* License texts of folders, which say nothing of what lies above them; NULL: there is none. */
static const char *folders_with_texts(const struct dossier *d, struct facts *evidence)
{
	struct enumeration files = {0};
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		for (size_t k = 0; k < e->count && e->role == DOCUMENT_LICENSE && scope_is_elsewhere(d, e); k++) {
			const struct match *m = e->facts[k].kind == FACT_MATCH ? e->facts[k].detail : NULL;
			if (!m || !m->license || m->state >= MATCH_MENTION)
				continue;
			facts_push(evidence, d->arena, &e->facts[k]);
			const char *held = expression_print(expression_held(m->license, m->state, d->arena), d->arena);
			enumerate(&files, arena_printf(d->arena, "%s (%s)", dossier_name(d, e->name), held));
			break;
		}
	}
	return files.count ? enumerated(&files, d->arena) : NULL;
}

/* Cards of folders that put what is there under a license; NULL: there is none. */
static const char *folders_with_cards(struct dossier *d, struct facts *evidence)
{
	struct enumeration cards = {0};
	for (size_t i = 0, found = 0; i < d->group->count && found < CARDS_TOLD; i++) {
		const struct entry *e = d->group->entries[i];
		const struct fact *said = NULL;
		bool looks = e->role == DOCUMENT_CARD && scope_is_elsewhere(d, e) && !scope_is_of_others(d, e);
		const struct expression *x = looks ? folder_card_license(d, e, &said) : NULL;
		if (!x)
			continue;
		found++;
		facts_push(evidence, d->arena, said);
		enumerate(&cards, arena_printf(d->arena, "%s (%s)", dossier_name(d, e->name), expression_print(x, d->arena)));
	}
	return cards.count ? enumerated(&cards, d->arena) : NULL;
}

/* A notice that is called after licenses ("LICENSE_NOTICE.md"), and names none: it may say that there is none. */
static const struct entry *silent_notice(const struct dossier *d)
{
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		if (e->role == DOCUMENT_NOTICE && !scope_is_elsewhere(d, e) && !scope_is_of_others(d, e) &&
		    strcasestr(entry_base(e), "licen"))
			return e;
	}
	return NULL;
}

static void add_no_evidence(struct dossier *d)
{
	struct facts evidence = {0};
	const char *files = folders_with_texts(d, &evidence);
	files = files ? files : folders_with_cards(d, &evidence);
	const struct entry *notice = files ? NULL : silent_notice(d);
	add(d, FINDING_NO_LICENSE_EVIDENCE, &evidence,
	    notice  ? arena_printf(d->arena, "Nothing here says under which license the model is, and %s names none.",
				   dossier_name(d, notice->name))
	    : files ? arena_printf(d->arena, "Nothing gives a license for all that is here; folders have their own: %s.", files)
		    : finding_table[FINDING_NO_LICENSE_EVIDENCE].title);
}

static void find_no_evidence(struct dossier *d)
{
	const char *told = NULL;
	const struct fact *limit = beside_limit(d, &told), *tag = d->artifact->n_weights ? tag_of_code(d) : NULL;
	if (tag && !limit)
		add_one(d, FINDING_WEIGHTS_LICENSE_SILENT, tag,
			arena_printf(d->arena,
				     "%s, line %u, tags the code alone with %s, and nothing gives a license for the weights.",
				     name_of(d, tag), tag->at.line_start,
				     license_title(((const struct match *)tag->detail)->license, d->arena)));
	else if (limit)
		add_one(d, FINDING_NO_LICENSE_EVIDENCE, limit,
			arena_printf(d->arena, "Nothing here gives a license for the model, but %s.", told));
	else if (!d->weights_unknown) /* weights-license-unknown tells it with the name */
		add_no_evidence(d);
}

/* The first mention in a sentence that puts something under the license: in the head of a source, or of other things than the model; NULL. */
static const struct fact *declaring_mention(const struct dossier *d)
{
	for (size_t i = 0; i < d->mentions.count; i++)
		if (((const struct match *)d->mentions.at[i]->detail)->said && d->mentions.at[i]->value)
			return d->mentions.at[i];
	return NULL;
}

static void find_mention_only(struct dossier *d)
{
	struct enumeration names = {0};
	const struct fact *f = declaring_mention(d);
	for (size_t i = 0; i < d->mentions.count; i++)
		enumerate(&names, ((const struct match *)d->mentions.at[i]->detail)->license->name);
	const char *where =
		f ? arena_printf(d->arena, "in %s (\"%s\")", dossier_where(d, f), words_of(d, f->value)) : "in passing";
	add(d, FINDING_MENTION_ONLY, &d->mentions,
	    arena_printf(d->arena,
			 "%s is only mentioned, %s; nothing declares a license for the model and no license text is here.",
			 enumerated(&names, d->arena), where));
}

/* The names of licenses are said of the code alone, which was told: nothing gives one for the weights. */
static bool is_told_of_code(const struct dossier *d)
{
	for (size_t i = 0; i < d->mentions.count; i++)
		if (((const struct match *)d->mentions.at[i]->detail)->said != SAID_OF_CODE)
			return false;
	return finding_exists(d->artifact, FINDING_WEIGHTS_LICENSE_SILENT);
}

static void find_nothing(struct dossier *d, bool unread)
{
	if (d->n_texts || d->n_left || (d->n_claims && !claims_are_elsewhere(d)) || d->n_statements || d->unknown.count ||
	    d->changed.count)
		return;
	if (d->mentions.count && !is_told_of_code(d))
		find_mention_only(d);
	else if (!d->mentions.count && !unread)
		find_no_evidence(d);
}

void conflicts_find(struct dossier *d)
{
	find_contradictions(d);
	find_disagreement(d);
	links_find(d);
	parts_find(d);
	find_changed_texts(d);
	departures_find(d);
	find_unknown_texts(d);
	policies_find(d);
	bool unread = find_unread_license_files(d);
	find_nothing(d, unread);
	find_unresolved_claims(d);
	find_other_with_id(d);
	find_unknown_exceptions(d);
	find_lonely_exceptions(d);
	dead_links_find(d);
	find_several_texts(d);
	translations_find(d);
	find_vague_claims(d);
	find_claims_without_text(d);
	find_record_terms(d);
	find_absent_weights(d);
	find_base_models(d);
}
