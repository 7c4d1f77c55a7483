/* SPDX-License-Identifier: MIT */
#include "text/saying_links.h"

#include "evidence/fact.h"
#include "text/mention.h"
#include "text/saying_rows.h"
#include "text/subjects.h"

#include <string.h>
#include <strings.h>

enum { LABEL_WORDS = 5, IMAGE_LINKS = 4, NAME_REST = 40 };

unsigned saying_of_link(const struct catalog *c, const struct text *t, uint32_t link, struct span *sentence)
{
	struct saying s = {c, t};
	if (!t->n_sentences || !c->n_subjects)
		return 0;
	uint32_t at = t->links[link].plain, number = sentence_of(t, at ? at - 1 : 0);
	const struct sentence *in = &t->sentences[number];
	bool about_licensing = false;
	*sentence = (struct span){in->start, in->end};
	uint32_t from = word_after(t, in->start), to = word_after(t, in->end), last = word_after(t, at);
	uint32_t before = link && t->links[link - 1].plain > in->start ? word_after(t, t->links[link - 1].plain) : from;
	unsigned around = heading_subjects(&s, in->paragraph, &about_licensing) | subjects_in(&s, from, to);
	bool label = to - from <= LABEL_WORDS;
	if (around & SAID_OF_OTHERS || !any_word_is(t, before, last, licensing_words) ||
	    !(label || any_word_is(t, from, to, binding_words)))
		return 0;
	return subjects_in(&s, before, last);
}

bool saying_ends_with_name(const struct text *t, uint32_t from, uint32_t to)
{
	static const char *const behind[] = {"license", "licence", "agreement", "international",
					     "public",	"version", "unported",	NULL};
	for (uint32_t i = word_after(t, from); i < t->n_words && t->words[i].start < to; i++)
		if (!word_in(t, i, behind))
			return false;
	return true;
}

/* `endings` ends with NULL. */
static bool leads_to_file(const char *url, const char *const *endings)
{
	size_t n = strcspn(url, "?#");
	for (; *endings; endings++) {
		size_t k = strlen(*endings);
		if (n > k && !strncasecmp(url + n - k, *endings, k))
			return true;
	}
	return false;
}

bool saying_links_weights(const struct catalog *c, const struct text *t, uint32_t link)
{
	static const char *const offering[] = {"download", "downloaded", "released", "release", "available",
					       "provide",  "provided",	 "下",	     "开",	NULL},
				 *const weights[] = {"weights", "checkpoint", "checkpoints", "权", NULL},
				 *const files[] = {".safetensors", ".pth", ".pt", ".ckpt", ".gguf", ".onnx", NULL},
				 *const pages[] = {".pdf", ".md",  ".html", ".ipynb", ".png", ".jpg",
						   ".gif", ".svg", ".py",   ".txt",   ".zip", NULL};
	struct saying s = {c, t};
	const struct link *l = &t->links[link];
	if (!t->n_sentences || !t->n_words || strncasecmp(l->url, "http", 4) != 0)
		return false;
	const struct sentence *in = &t->sentences[sentence_of(t, l->plain ? l->plain - 1 : 0)];
	uint32_t from = word_after(t, in->start), to = word_after(t, in->end);
	unsigned named = subjects_in(&s, from, to);
	bool offered = named & SAID_OF_WEIGHTS && any_word_is(t, from, to, offering) && any_word_is(t, from, to, weights);
	bool listed = !(named & (SAID_OF_CODE | SAID_OF_DATA)) && !leads_to_file(l->url, pages) &&
		      saying_is_under_weights(&s, in->paragraph);
	return !(named & SAID_OF_OTHERS) && (offered || listed || leads_to_file(l->url, files));
}

/* A link's words name another license than its address: what is said is what a reader sees. */
bool saying_is_named_otherwise(const struct text *t, const struct mention *mentions, uint32_t n, uint32_t i)
{
	const struct mention *link = &mentions[i];
	for (uint32_t k = i ? i - 1 : 0; k <= i + 1 && k < n; k++) {
		const struct mention *name = &mentions[k];
		if (name->start < name->end && name->end <= link->start && name->license != link->license &&
		    name->end + NAME_REST > link->start && !license_has_member(name->license, link->license) &&
		    saying_ends_with_name(t, name->end, link->start))
			return true;
	}
	return false;
}

/* --- images --- */

/*
 * An image that shows the name of a license, or that leads to its text: what it is of, by the words that stand for the image, else all
 * that is here. 0: there is no such image.
 */
unsigned saying_by_image(const struct saying *s, const struct mention *m)
{
	const struct text *t = s->t;
	uint32_t first = text_link(t, m->end), i = first;
	bool image = false;
	for (; i < t->n_links && t->links[i].plain == m->end && i < first + IMAGE_LINKS && !image; i++)
		image = m->start == m->end ? t->links[i].of_image
					   : t->links[i].image && word_after(t, t->links[i].alt) == word_after(t, m->start);
	if (!image)
		return 0;
	unsigned of = t->links[first].image ? subjects_in(s, word_after(t, t->links[first].alt), word_after(t, m->end)) : 0;
	return of ? of : SAID_OF_ALL;
}

/* It stands in the words for an image, or is where the link leads that the image stands in. */
bool saying_is_in_image(const struct text *t, const struct mention *m)
{
	uint32_t first = text_next_link(t, m->end);
	for (uint32_t i = first; i < t->n_links && i < first + IMAGE_LINKS; i++) {
		const struct link *l = &t->links[i];
		if ((l->image && l->shown <= m->start) || (l->of_image && l->plain == m->end))
			return true;
	}
	return false;
}

/* The image whose words the mention stands in; NULL. */
static const struct link *image_around(const struct text *t, const struct mention *m)
{
	uint32_t first = text_next_link(t, m->end);
	for (uint32_t i = first; i < t->n_links && i < first + IMAGE_LINKS; i++)
		if (t->links[i].image && t->links[i].shown <= m->start)
			return &t->links[i];
	return NULL;
}

uint32_t saying_behind_images(const struct text *t, const struct mention *m, uint32_t from)
{
	const struct link *own = m->start < m->end ? image_around(t, m) : NULL;
	if (!own)
		return from;
	uint32_t start = own->alt < own->shown ? own->alt : own->shown, first = word_after(t, start);
	for (const struct link *l = own; first > from && l > t->links && own - l < IMAGE_LINKS; l--)
		if (l[-1].image && word_after(t, l[-1].plain) == first)
			return first;
	return from;
}

/* It stands for a badge, of which the words behind it are seen, and they name another license. */
bool saying_is_behind_badge(const struct text *t, const struct mention *mentions, uint32_t n, uint32_t i)
{
	const struct mention *m = &mentions[i];
	uint32_t link = text_next_link(t, m->end);
	const struct link *l = link < t->n_links ? &t->links[link] : NULL;
	if (!l || !l->image || m->start < l->shown || m->end > l->badge)
		return false;
	for (uint32_t k = i + 1; k < n && mentions[k].start < l->plain; k++)
		if (mentions[k].start >= l->badge && mentions[k].end > mentions[k].start)
			return !license_is(mentions[k].license, m->license) &&
			       !license_has_member(m->license, mentions[k].license) &&
			       !license_has_member(mentions[k].license, m->license);
	return false;
}

bool saying_is_put_under(const struct text *t, uint32_t name)
{
	enum { NEAR_WORDS = 4 }; /* "under the terms of the" */
	static const char *const put[] = {"licensed", "licenced", "released", "distributed", NULL}, *const under[] = {"under",
														      NULL};
	uint32_t i = word_after(t, name), least = i > NEAR_WORDS + 1 ? i - NEAR_WORDS - 1 : 0;
	while (i-- > least && i)
		if (word_in(t, i, under) && word_in(t, i - 1, put))
			return true;
	return false;
}
