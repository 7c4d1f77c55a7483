/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "findings/base_sayings.h"

#include "base/ascii.h"
#include "findings/conclude.h"
#include "findings/phrase.h"
#include "findings/scope.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum {
	CLAUSE_REACH = 1000, /* bytes before a mention in which its clause begins */
	NAME_LEAST = 4,
	BASES_LOOKED = 20, /* of a card, for each of its sentences */
	FAMILY_WORDS = 4
};

/* --- what is asked for ---------------------------------------------------------------------------------------------------------- */

/* It asks users to keep to it, and does not say that anything is released under it. */
static bool asks_to_keep(const char *clause)
{
	static const char *const words[] = {"adher", "abide", "comply", "follow", "respect", "遵守", "遵循", "遵照"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcasestr(clause, words[i]))
			return true;
	return false;
}

/* The sentence asks to keep to the license of a model that this one is made from: "please follow Wren's license". */
static bool asks_to_keep_to_base(const struct entry *e, const struct fact *f)
{
	const struct match *m = f->detail;
	for (const struct fact *g = f; g-- > e->facts && g->at.start + CLAUSE_REACH >= f->at.start;) {
		const struct restriction *r = g->kind == FACT_RESTRICTION ? g->detail : NULL;
		const char *base = r && g->at.end >= f->at.start && !strcmp(r->kind->id, "base-terms")
					   ? pairs_value(&r->values, "base")
					   : NULL;
		if (base)
			return r->text && asks_to_keep(r->text) && license_resembles(base, m->license);
	}
	return false;
}

/* --- whom a sentence speaks of -------------------------------------------------------------------------------------------------- */

/* What stands before the verb, or the colon, of the sentence; "": neither is there. */
static const char *subject_of(const char *sentence, struct arena *a)
{
	static const char *const ends[] = {" is ", " are ", " was ", " were ", ":", "："};
	const char *end = NULL;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		const char *at = strstr(sentence, ends[i]);
		end = at && (!end || at < end) ? at : end;
	}
	sentence += strncasecmp(sentence, "the ", 4) ? 0 : 4;
	return end > sentence ? arena_strndup(a, sentence, (size_t)(end - sentence)) : "";
}

/* "Wren-7B", or "Wren-7" where the base is "lab/Wren-7B"; a name of one plain word is that of a family, which what is here is of, too. */
static bool is_name_of(const struct dossier *d, const char *subject, const char *base, struct arena *a)
{
	const char *slash = strrchr(base, '/'), *name = phrase_squeeze(slash ? slash + 1 : base, a);
	const char *said = phrase_squeeze(subject, a), *own = phrase_squeeze(scope_own_name(d), a);
	size_t n = strlen(said);
	bool same = !strcmp(said, name), begins = !strncmp(said, name, n) && strpbrk(subject, "-0123456789");
	return n >= NAME_LEAST && (same || begins) && strcmp(said, own) != 0;
}

static bool has_license_field(const struct entry *e)
{
	for (size_t i = 0; i < e->count; i++)
		if (e->facts[i].kind == FACT_DECLARED && e->facts[i].key && !strcmp(e->facts[i].key, "license"))
			return true;
	return false;
}

/* The card has a license of its own, and a base model, which is the subject of the sentence. */
static bool speaks_of_base(const struct dossier *d, const struct entry *e, const struct fact *mention)
{
	const struct match *m = mention->detail;
	ARENA_AUTO struct arena scratch; /* a hostile card has any number of sentences */
	const char *subject = NULL;
	size_t looked = 0;
	arena_init(&scratch);
	for (size_t i = 0; i < e->count && looked < BASES_LOOKED; i++) {
		const struct fact *f = &e->facts[i];
		if (f->kind != FACT_DECLARED || !f->key || !f->value || strcmp(f->key, "base_model") != 0)
			continue;
		if (!subject && !has_license_field(e))
			return false;
		subject = subject ? subject : subject_of(mention->value, &scratch);
		if (m->said & SAID_CALLED_BASE || (*subject && is_name_of(d, subject, f->value, &scratch)))
			return true;
		looked++;
	}
	return false;
}

/* All words of the name stand in that of the license, and one of them is none that many licenses have: "Wren 2", of the "Wren 2 License". */
static bool is_called_after(const struct license *l, const char *subject, struct arena *a)
{
	size_t n = 0;
	for (const char *at = subject; *at; at += strcspn(at, " "), at += strspn(at, " "), n++) {
		const char *word = arena_strndup(a, at, strcspn(at, " "));
		bool digit = strspn(word, "0123456789.") == strlen(word);
		if (n == FAMILY_WORDS || (!strcasestr(l->name, word) && !(digit && strstr(l->id, word))))
			return false;
	}
	return n > 0 && license_resembles(subject, l);
}

/*
 * "Wren 2 is licensed under the Wren 2 License", in a card that has a license of its own, of a model that is not called so: it is the
 * notice that the license of that family asks for, and it tells nothing of the model: what that is made from is told by other words.
 */
static bool is_notice_of_family(const struct dossier *d, const struct entry *e, const struct match *m, const char *sentence)
{
	ARENA_AUTO struct arena scratch;
	const char *verb = strcasestr(sentence, " is licensed under "), *start = verb;
	arena_init(&scratch);
	if (!m->license || !verb || !has_license_field(e))
		return false;
	while (start > sentence && !strchr(",;:.", start[-1]))
		start--;
	start += strspn(start, " ");
	const char *subject = start < verb ? arena_strndup(&scratch, start, (size_t)(verb - start)) : "";
	return *subject && is_called_after(m->license, subject, &scratch) && !scope_calls_artifact(d, subject) &&
	       !scope_names_artifact(d, subject);
}

bool base_saying_is_notice(const struct dossier *d, const struct entry *e, const struct fact *mention)
{
	const struct match *m = mention->detail;
	return e->role == DOCUMENT_CARD && m->said & (SAID_OF_ALL | SAID_OF_WEIGHTS) && mention->value &&
	       is_notice_of_family(d, e, m, mention->value);
}

bool base_saying_is(const struct dossier *d, const struct entry *e, const struct fact *mention)
{
	const struct match *m = mention->detail;
	if (!(m->said & (SAID_OF_ALL | SAID_OF_WEIGHTS)) || e->role != DOCUMENT_CARD)
		return false;
	return asks_to_keep_to_base(e, mention) || (mention->value && speaks_of_base(d, e, mention));
}

/* --- whose project it is ---------------------------------------------------------------------------------------------------------- */

/* "ai-tern", "Tern2": no word of the language, as "whole" and "open-source" are. */
static bool is_like_name(const char *word)
{
	bool marked = false;
	for (const char *at = word; *at; at++)
		marked |= isupper((unsigned char)*at) || is_digit(*at) || strchr("-_", *at);
	return marked && strncasecmp(word, "open-", strlen("open-")) != 0;
}

bool base_saying_is_of_project(struct dossier *d, const struct fact *mention)
{
	static const char *const projects[] = {" project is ", " repository is ", " library is ", " repo is "};
	const struct match *m = mention->detail;
	const char *sentence = mention->value, *end = NULL;
	if (!sentence || !(m->said & SAID_OF_ALL) || strncasecmp(sentence, "the ", 4) != 0)
		return false;
	sentence += 4;
	size_t n = strcspn(sentence, " ");
	for (size_t i = 0; i < sizeof projects / sizeof *projects && !end; i++)
		end = strncmp(sentence + n, projects[i], strlen(projects[i])) ? NULL : sentence + n;
	const char *name = end ? arena_strndup(d->arena, sentence, n) : "";
	return *name && is_like_name(name) && !scope_names_artifact(d, name) && !scope_names_released(d, name) &&
	       !scope_names_weights(d, name);
}
