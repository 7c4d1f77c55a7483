/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "document.h"

#include "base/ascii.h"
#include "base/digest.h"
#include "base/utf8.h"
#include "catalog/address.h"
#include "classify/classify.h"
#include "entry/unpack.h"
#include "text/adapted.h"
#include "text/added.h"
#include "text/card_parts.h"
#include "text/aside.h"
#include "text/cells.h"
#include "text/denied.h"
#include "text/elsewhere.h"
#include "text/match.h"
#include "text/modified.h"
#include "text/named.h"
#include "text/pdf.h"
#include "text/saying.h"
#include "text/saying_links.h"
#include "text/text.h"
#include "text/titled.h"
#include "text/told_files.h"
#include "text/unfilled.h"

#include <stdlib.h>
#include <string.h>

enum {
	SENTENCE_BYTES = 400,
	LINKS_MAX = 200,
	TOLD_MAX = 20,
	FRONT_BYTES = 4096,
	POINTER_WORDS = 40,
	LINK_REST = 32,
	LINKS_LOOKED = 500,
	BASES_MAX = 500,
	ADAPTERS_MAX = 20,
	UNFILLED_MAX = 10,
	BADGES_MAX = 50,
	NAME_BYTES = 100,
	HEAD_BYTES = 2000, /* of a source file */
};

/* What a match is shown by, where it is a statement: its sentence. */
static const char *sentence_of(const struct text *t, const struct text_match *m, struct arena *a)
{
	uint32_t len = m->sentence.end - m->sentence.start;
	return m->match.said ? utf8_visible(a, t->plain + m->sentence.start, len, SENTENCE_BYTES) : NULL;
}

static void add_matches(struct sink *sink, const struct text *t, const struct text_match *matches, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct place at = {.entry = sink->at.entry,
				   .start = matches[i].start,
				   .end = matches[i].end,
				   .line_start = matches[i].line_start,
				   .line_end = matches[i].line_end};
		sink_add(sink, &(struct fact){.kind = FACT_MATCH,
					      .value = sentence_of(t, &matches[i], sink->arena),
					      .detail = &matches[i].match,
					      .at = at,
					      .reader = "text"});
	}
}

static void add_meta(struct sink *sink, const struct text *t, const char *key, const char *value, uint64_t start, uint64_t end)
{
	struct place at = {.entry = sink->at.entry, .start = start, .end = end};
	at.line_start = at.line_end = text_line(t, start);
	sink_add(sink, &(struct fact){.kind = FACT_META, .key = key, .value = value, .at = at, .reader = "text"});
}

/* The license of the weights is said to be somewhere else: where the link leads whose address is the place of the fact. */
static void add_elsewhere(struct sink *sink, const struct catalog *c, const struct text *t, bool *cut)
{
	struct elsewhere found[ELSEWHERE_MAX];
	size_t n = elsewhere_linked(c, t, found, cut);
	for (size_t i = 0; i < n; i++) {
		struct span in = found[i].sentence;
		const struct link *to = &t->links[found[i].link];
		add_meta(sink, t, found[i].beside ? "weights_license_beside" : "weights_license_elsewhere",
			 utf8_visible(sink->arena, t->plain + in.start, in.end - in.start, SENTENCE_BYTES), to->start, to->end);
	}
}

/* The weights, or a part, are said to be under a license that no record has. */
static void add_unknown_names(struct sink *sink, const struct catalog *c, const struct text *t, bool *cut)
{
	struct unknown_name found[ELSEWHERE_MAX];
	size_t n = elsewhere_named(c, t, found, cut);
	for (size_t i = 0; i < n; i++) {
		bool by_row = found[i].row.end > 0;
		struct span name = by_row ? found[i].row : found[i].span;
		uint64_t start, end;
		text_range(t, name.start, name.end, &start, &end);
		add_meta(sink, t,
			 by_row		    ? "row_license_unknown"
			 : found[i].of_part ? "part_license_unknown"
					    : "weights_license_unknown",
			 utf8_visible(sink->arena, t->plain + name.start, name.end - name.start, SENTENCE_BYTES), start, end);
	}
}

static void add_not_here(struct sink *sink, const struct catalog *c, const struct text *t)
{
	bool cut = false;
	add_elsewhere(sink, c, t, &cut);
	add_unknown_names(sink, c, t, &cut);
	struct span differ;
	bool another;
	if (elsewhere_differ(c, t, &differ, &another)) {
		uint64_t start, end;
		text_range(t, differ.start, differ.end, &start, &end);
		add_meta(sink, t, another ? "weights_license_another" : "weights_license_differs",
			 utf8_visible(sink->arena, t->plain + differ.start, differ.end - differ.start, SENTENCE_BYTES), start,
			 end);
	}
	if (cut)
		sink_problem(sink, "limit",
			     "It names more licenses of what is here than are looked up: one that is not known, or is elsewhere, "
			     "may be "
			     "missed.");
}

/* Licenses that the weights are said not to be under: their ids, with a blank between them. */
static void add_denied(struct sink *sink, const struct catalog *c, const struct text *t)
{
	const struct license *denied[DENIED_MAX];
	size_t n = denied_find(c, t, denied);
	const char *ids = n ? denied[0]->id : NULL;
	for (size_t i = 1; i < n; i++)
		ids = arena_printf(sink->arena, "%s %s", ids, denied[i]->id);
	if (ids)
		sink_meta(sink, "weights_not_under", ids);
}

static void add_modified(struct sink *sink, const struct document *d, const struct text *t, const struct span *texts, size_t n)
{
	struct span in;
	if (modified_said(d->catalog, t, texts, (uint32_t)n, &in)) {
		uint64_t start, end;
		text_range(t, in.start, in.end, &start, &end);
		add_meta(sink, t, "license_modified",
			 utf8_visible(sink->arena, t->plain + in.start, in.end - in.start, SENTENCE_BYTES), start, end);
	}
}

/* "%20" a blank, and so on. */
static const char *unescaped(const char *at, size_t n, struct arena *a)
{
	char *out = arena_strndup(a, at, n);
	size_t len = 0;
	for (size_t i = 0; i < n; i++) {
		char hex[3] = {0}, *stop = hex;
		if (at[i] == '%' && n - i > 2)
			memcpy(hex, at + i + 1, 2);
		unsigned long code = strtoul(hex, &stop, 16);
		bool escaped = stop == hex + 2 && code >= ' ';
		out[len++] = escaped ? (char)code : at[i];
		i += escaped ? 2 : 0;
	}
	out[len] = 0;
	return utf8_visible(a, out, len, SENTENCE_BYTES);
}

/* An address within the distribution, without its fragment; NULL when it leads elsewhere. */
static const char *local_path(const char *url, struct arena *a)
{
	size_t n = strcspn(url, "?#");
	bool has_host = !strncmp(url, "//", 2); /* the scheme is that of the page */
	return n && !strchr("/.", url[n - 1]) && !memchr(url, ':', n) && !has_host ? unescaped(url, n, a) : NULL;
}

/* "/OWNER/NAME/LICENSE": where the file lies in the repository, of which hosts have no page. In small letters it is one of any site. */
static const char *plain_repository_path(const char *owner, struct arena *a)
{
	const char *name = strchr(owner + 1, '/'), *file = name ? strchr(name + 1, '/') : NULL;
	size_t n = file ? strcspn(file + 1, "?#/") : 0;
	bool whole = n && file[1 + n] != '/' && file[1] >= 'A' && file[1] <= 'Z' && file[2] >= 'A' && file[2] <= 'Z';
	return whole ? arena_printf(a, "%.*s:%s", (int)(file - owner - 1), owner + 1, unescaped(file + 1, n, a)) : NULL;
}

/*
 * An address of a file in a repository, "scheme://host/OWNER/NAME/blob/BRANCH/PATH", as "OWNER/NAME:PATH"; of one at its top with the
 * branch left out, too. NULL for any other.
 */
static const char *repository_path(const char *url, struct arena *a)
{
	static const char *const views[] = {"/blob/", "/raw/", "/resolve/", "/tree/"};
	const char *host = strstr(url, "://"), *owner = host ? strchr(host + 3, '/') : NULL;
	for (size_t i = 0; owner && i < sizeof views / sizeof *views; i++) {
		const char *view = strstr(owner, views[i]), *path = view ? strchr(view + strlen(views[i]), '/') : NULL;
		size_t n = path ? strcspn(path + 1, "?#") : 0;
		if (n)
			return arena_printf(a, "%.*s:%s", (int)(view - owner - 1), owner + 1, unescaped(path + 1, n, a));
	}
	return owner ? plain_repository_path(owner, a) : NULL;
}

/* ", see LICENSE": the mark at s, of n bytes, is before words that point to where more of the same is. */
static bool points_on(const char *s, size_t n)
{
	static const char *const pointing[] = {" see ", " cf. ", " refer to ", " as found in ", " as stated in "};
	for (size_t i = 0; strchr(",;", *s) && i < sizeof pointing / sizeof *pointing; i++)
		if (strlen(pointing[i]) < n && !strncasecmp(s + 1, pointing[i], strlen(pointing[i])))
			return true;
	return false;
}

/* Nothing but a few words of the same clause, and none that begin to speak of something else. */
static bool goes_on(const char *s, size_t n)
{
	if (n > LINK_REST || memchr(s, '\n', n))
		return false;
	for (size_t i = 0; i < n; i++)
		if ((strchr(",;:", s[i]) && !points_on(s + i, n - i)) || (s[i] == '.' && (i + 1 == n || s[i + 1] == ' ')) ||
		    !strncmp(s + i, " for ", 5))
			return false;
	return true;
}

/*
 * The license that the words of a link name, or those right before it: "the [Pear License](LICENSE)", "the Pear License is now at
 * [2.1](PEAR)". NULL: they name none.
 */
static const struct text_match *named_by_link(const struct text *t, uint32_t link, const struct text_match *matches, size_t n)
{
	uint32_t end = t->links[link].plain, before = link ? t->links[link - 1].plain : 0;
	const struct text_match *last = NULL;
	for (size_t i = 0; i < n; i++) {
		const struct span *at = &matches[i].plain;
		if (matches[i].match.state == MATCH_MENTION && at->start >= before && at->start < at->end && at->end <= end)
			last = &matches[i];
	}
	return last && goes_on(t->plain + last->plain.end, end - last->plain.end) ? last : NULL;
}

/* "The songs are under the [Pear Model License](PEAR)": that a license is called so says nothing of weights. */
static bool is_of_other_things(unsigned said)
{
	return said & (SAID_OF_DATA | SAID_OF_CODE) && !(said & (SAID_OF_WEIGHTS | SAID_OF_ALL));
}

/* What the link says of the file that it leads to: that it is of a license, or of the weights. */
static void add_link_words(struct sink *sink, const struct document *d, const struct text *t, uint32_t link,
			   const struct text_match *name)
{
	struct span in;
	const struct link *l = &t->links[link];
	if (name)
		sink_add(sink,
			 &(struct fact){.kind = FACT_META,
					.key = "license_link_named",
					.value = arena_printf(sink->arena, "%llu", (unsigned long long)name->start),
					.at = {sink->at.entry, l->start, l->end, text_line(t, l->start), text_line(t, l->start)},
					.reader = "text"});
	if (aside_links_others(d->catalog, t, link))
		add_meta(sink, t, "license_link_of_others", "", l->start, l->end);
	bool of_weights = saying_of_link(d->catalog, t, link, &in) & SAID_OF_WEIGHTS;
	if (of_weights && !(name && name->plain.start >= in.start && is_of_other_things(name->match.said)))
		add_meta(sink, t, "license_link_of_weights",
			 utf8_visible(sink->arena, t->plain + in.start, in.end - in.start, SENTENCE_BYTES), l->start, l->end);
}

/* By its name, or the folder of licenses that it lies in: "LICENSES/Pear-2.0.txt", and no picture there. path: "OWNER/NAME:PATH", too. */
static bool leads_to_license(const char *path)
{
	static const char *const pictures[] = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico"};
	const char *colon = strchr(path, ':'), *ending = strrchr(path, '.');
	for (size_t i = 0; ending && i < sizeof pictures / sizeof *pictures; i++)
		if (!strcasecmp(ending, pictures[i]))
			return false;
	return classify_purpose(colon ? colon + 1 : path) == PURPOSE_LICENSE;
}

/* "[LICENSE](LICNESE)": the words of the link end in one for a license, however the file is called that they lead to. */
static bool is_called_license(const struct text *t, uint32_t link)
{
	enum { WORD = 7 };
	const struct link *l = &t->links[link];
	if (l->image || l->of_image || l->plain < WORD)
		return false;
	const char *word = t->plain + l->plain - WORD;
	bool within = word > t->plain && (is_letter(word[-1]) || is_digit(word[-1]));
	return !within && (!strncasecmp(word, "license", WORD) || !strncasecmp(word, "licence", WORD));
}

/* Links of a card to license files that should be here, or are in a repository that may be this one. */
static void add_license_links(struct sink *sink, const struct document *d, const struct text *t, const struct text_match *matches,
			      size_t n_matches)
{
	for (uint32_t i = 0, n = 0; i < t->n_links; i++) {
		const char *path = local_path(t->links[i].url, sink->arena);
		const char *key = path ? "license_link" : "license_link_repository";
		bool called = path && is_called_license(t, i);
		path = path ? path : repository_path(t->links[i].url, sink->arena);
		bool leads = path && leads_to_license(path);
		if (!(leads || called) || unfilled_license_link(t, i))
			continue;
		if (n == LINKS_MAX) {
			sink_problem(sink, "limit", "It links to more license files than are followed.");
			return;
		}
		add_meta(sink, t, leads ? key : "license_link_called", path, t->links[i].start, t->links[i].end);
		if (leads)
			add_link_words(sink, d, t, i, named_by_link(t, i, matches, n_matches));
		n++;
	}
}

static bool lies_in_any(struct span s, const struct span *spans, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s.start >= spans[i].start && s.end <= spans[i].end)
			return true;
	return false;
}

/* License files that a card, or a license, names without a link; what the text of a license names is for whoever wrote that. */
static void add_told_files(struct sink *sink, const struct document *d, const struct text *t, const struct span *spans,
			   size_t n_spans)
{
	struct span found[TOLD_MAX];
	uint32_t n = told_files_find(d->catalog, t, found, TOLD_MAX);
	for (uint32_t i = 0; i < n; i++) {
		uint64_t start, end;
		const char *name = arena_strndup(sink->arena, t->plain + found[i].start, found[i].end - found[i].start);
		if (!leads_to_license(name) || lies_in_any(found[i], spans, n_spans))
			continue;
		text_range(t, found[i].start, found[i].end, &start, &end);
		add_meta(sink, t, "license_file_told", name, start, end);
	}
}

/* Links whose words name a license, and that lead to the page of one. */
static void add_license_addresses(struct sink *sink, const struct document *d, const struct text *t,
				  const struct text_match *matches, size_t n_matches)
{
	for (uint32_t i = 0, n = 0; i < t->n_links && i < LINKS_LOOKED && n < LINKS_MAX; i++) {
		const struct link *l = &t->links[i];
		bool leads = catalog_address(d->catalog, l->url, strlen(l->url));
		const struct text_match *name = leads ? named_by_link(t, i, matches, n_matches) : NULL;
		if (!name || !saying_ends_with_name(t, name->plain.end, l->plain))
			continue;
		add_meta(sink, t, "license_address_named", arena_printf(sink->arena, "%llu", (unsigned long long)name->start),
			 l->start, l->end);
		n++;
	}
}

/* The first link to weights that are elsewhere. */
static void add_weights_link(struct sink *sink, const struct document *d, const struct text *t)
{
	for (uint32_t i = 0; i < t->n_links && i < LINKS_LOOKED; i++)
		if (saying_links_weights(d->catalog, t, i)) {
			const char *url = t->links[i].url;
			add_meta(sink, t, "weights_link", utf8_visible(sink->arena, url, strlen(url), SENTENCE_BYTES),
				 t->links[i].start, t->links[i].end);
			return;
		}
}

/* "https://badges.invalid/github/license/OWNER/NAME.svg": the repository whose license the badge shows; NULL. */
static const char *shown_repository(const char *url, struct arena *a)
{
	static const char shows[] = "/github/license/";
	const char *owner = strstr(url, shows), *slash = owner ? strchr(owner + strlen(shows), '/') : NULL;
	size_t n = slash ? strcspn(slash + 1, "/?#") : 0;
	n -= n > 4 && !strncmp(slash + 1 + n - 4, ".svg", 4) ? 4 : 0;
	owner += slash ? strlen(shows) : 0;
	return n ? arena_printf(a, "%.*s", (int)(slash + 1 + n - owner), owner) : NULL;
}

/* The repository to whose license file a badge leads; NULL. */
static const char *linked_repository(const struct link *l, struct arena *a)
{
	const char *path = l->of_image ? repository_path(l->url, a) : NULL, *colon = path ? strchr(path, ':') : NULL;
	return colon && classify_purpose(colon + 1) == PURPOSE_LICENSE ? arena_strndup(a, path, (size_t)(colon - path)) : NULL;
}

/* Whose license the badges of a card show, or lead to. */
static void add_badges(struct sink *sink, const struct text *t)
{
	for (uint32_t i = 0, n = 0; i < t->n_links && i < LINKS_LOOKED && n < BADGES_MAX; i++) {
		const struct link *l = &t->links[i];
		const char *whose = l->image ? shown_repository(l->url, sink->arena) : linked_repository(l, sink->arena);
		if (!whose)
			continue;
		add_meta(sink, t, "license_badge_of", utf8_visible(sink->arena, whose, strlen(whose), NAME_BYTES), l->start,
			 l->end);
		n++;
	}
}

/* Links of a card to a license that lead nowhere. */
static void add_unfilled(struct sink *sink, const struct text *t)
{
	for (uint32_t i = 0, n = 0; i < t->n_links && i < LINKS_LOOKED && n < UNFILLED_MAX; i++) {
		const struct link *l = &t->links[i];
		if (!unfilled_license_link(t, i))
			continue;
		add_meta(sink, t, "license_link_unfilled", utf8_visible(sink->arena, l->url, strlen(l->url), SENTENCE_BYTES),
			 l->start, l->end);
		n++;
	}
}

/* What tables say the models in their rows to be made from, as a sentence would say it (findings/rules.h). */
static void add_bases(struct sink *sink, const struct text *t)
{
	struct cell_base found[BASES_MAX + 1];
	size_t n = cells_of_bases(t, found, BASES_MAX + 1);
	if (n > BASES_MAX)
		sink_problem(sink, "limit", "Its tables name more base models than are looked at.");
	for (size_t i = 0; i < n && i < BASES_MAX; i++) {
		struct span made = found[i].made, base = found[i].base;
		uint64_t start, end;
		if (base.end == base.start || base.end - base.start > NAME_BYTES || made.end == made.start)
			continue;
		text_range(t, found[i].row.start, found[i].row.end, &start, &end);
		add_meta(sink, t, "made", utf8_visible(sink->arena, t->plain + made.start, made.end - made.start, SENTENCE_BYTES),
			 start, end);
		add_meta(sink, t, "made_from",
			 utf8_visible(sink->arena, t->plain + base.start, base.end - base.start, NAME_BYTES), start, end);
	}
}

/* On which model the code of a card loads an adapter, as a sentence would say what that is made from (findings/rules.h). */
static void add_adapted(struct sink *sink, const struct document *d, const struct text *t)
{
	struct adapted found[ADAPTERS_MAX];
	const char *bytes = (const char *)d->bytes;
	size_t n = adapted_find(bytes, d->len, found, ADAPTERS_MAX);
	for (size_t i = 0; i < n; i++) {
		struct span made = found[i].adapter, base = found[i].base;
		if (made.end > made.start)
			add_meta(sink, t, "made",
				 utf8_visible(sink->arena, bytes + made.start, made.end - made.start, SENTENCE_BYTES),
				 found[i].start, found[i].end);
		add_meta(sink, t, "made_from", utf8_visible(sink->arena, bytes + base.start, base.end - base.start, NAME_BYTES),
			 found[i].start, found[i].end);
	}
}

/* "<!-- SPDX-License-Identifier: Pear-2.0 -->" near the top of a card: a reader does not see it, tools do. */
static void add_tag(struct sink *sink, const struct document *d, const struct text *t)
{
	static const char tag[] = "SPDX-License-Identifier:";
	const char *end = (const char *)d->bytes + (d->len < FRONT_BYTES ? d->len : FRONT_BYTES);
	const char *open = (const char *)d->bytes, *close = open, *at = NULL;
	while (!at && (open = memmem(close, (size_t)(end - close), "<!--", 4)) &&
	       (close = memmem(open, (size_t)(end - open), "-->", 3)))
		at = memmem(open, (size_t)(close - open), tag, sizeof tag - 1);
	if (!at)
		return;
	at += sizeof tag - 1;
	const char *newline = memchr(at, '\n', (size_t)(close - at));
	end = newline ? newline : close;
	while (at < end && strchr(" \t", *at))
		at++;
	while (end > at && strchr(" \t\r", end[-1]))
		end--;
	add_meta(sink, t, "license_tag", utf8_visible(sink->arena, at, (size_t)(end - at), SENTENCE_BYTES),
		 (uint64_t)(at - (const char *)d->bytes), (uint64_t)(end - (const char *)d->bytes));
}

static bool has_front_matter(const struct document *d, struct arena *a)
{
	const char *head = arena_strndup(a, d->bytes, d->len < FRONT_BYTES ? d->len : FRONT_BYTES);
	return !strncmp(head, "---", 3) && (head[3] == '\n' || head[3] == '\r') && strstr(head, "\nlicense:") &&
	       strstr(head + 4, "\n---");
}

static bool has_address(const struct text *t)
{
	return t->n_links > 0 || strstr(t->plain, "://");
}

/* Does an address lead to anything but a file that should be here, and the page of a license? */
static bool leads_away(const struct document *d, const struct text *t, struct arena *a)
{
	for (uint32_t i = 0; i < t->n_links && i < LINKS_LOOKED; i++)
		if (!local_path(t->links[i].url, a) && !catalog_address(d->catalog, t->links[i].url, strlen(t->links[i].url)))
			return true;
	for (uint32_t i = 0; i < t->n_words; i++) {
		const char *word = t->plain + t->words[i].start;
		size_t n = strcspn(word, " \n\t\"<>()[]{}|`");
		if (!strncmp(t->plain + t->words[i].end, "://", 3) && !catalog_address(d->catalog, word, n))
			return true;
	}
	return t->n_links > LINKS_LOOKED;
}

/* The license that a license file names instead of holding it. */
static void add_named(struct sink *sink, const struct document *d, const struct text *t)
{
	struct span name;
	bool or_later;
	uint64_t start, end;
	if (has_front_matter(d, sink->arena) || text_is_in_stanzas(t) || !named_by_file(d->catalog, t, &name, &or_later))
		return;
	text_range(t, name.start, name.end, &start, &end);
	char *words = utf8_visible(sink->arena, t->plain + name.start, name.end - name.start, SENTENCE_BYTES);
	if (or_later)
		words = arena_printf(sink->arena, "%s or later", words);
	add_meta(sink, t, "license_file_names", words, start, end);
	struct span copy;
	if (named_copy(t, &copy))
		add_meta(sink, t, "license_file_copy",
			 utf8_visible(sink->arena, t->plain + copy.start, copy.end - copy.start, SENTENCE_BYTES), start, end);
}

/* A license file that is something else: the card of a model, or a line that says where the license is. */
static void add_without_text(struct sink *sink, const struct document *d, const struct text *t, size_t n_texts)
{
	if (n_texts)
		return;
	if (has_front_matter(d, sink->arena))
		add_meta(sink, t, "license_file_is", "the card of a model", 0, d->len);
	else if (t->n_words && t->n_words <= POINTER_WORDS && has_address(t) && !text_is_in_stanzas(t))
		add_meta(sink, t, leads_away(d, t, sink->arena) ? "license_file_is" : "license_file_points",
			 arena_printf(sink->arena, "only a pointer: \"%s\"",
				      utf8_visible(sink->arena, t->plain, t->plain_len, SENTENCE_BYTES)),
			 0, d->len);
}

void document_say_no_text(const char *what, struct sink *sink)
{
	struct place at = {.entry = sink->at.entry};
	sink_add(sink, &(struct fact){.kind = FACT_DOCUMENT, .key = purpose_name(PURPOSE_LICENSE), .at = at});
	sink_add(sink, &(struct fact){.kind = FACT_META, .key = "license_file_is", .value = what, .at = at, .reader = "text"});
}

void document_say_cut(struct sink *sink, int64_t limit)
{
	sink_problem(sink, "limit",
		     "It is longer than %lld bytes (--limit text-bytes=…); only its beginning was read for licenses.",
		     (long long)limit);
}

/* What a license file says beside the licenses in it. */
static void add_added(struct sink *sink, const struct document *d, const struct text *t, const struct span *spans, size_t n)
{
	struct span found[ADDED_MAX];
	size_t n_found = added_find(d->catalog, t, spans, (uint32_t)n, found);
	for (size_t i = 0; i < n_found; i++) {
		uint64_t start, end;
		text_range(t, found[i].start, found[i].end, &start, &end);
		add_meta(sink, t, "license_added",
			 utf8_visible(sink->arena, t->plain + found[i].start, found[i].end - found[i].start, SENTENCE_BYTES),
			 start, end);
	}
}

/*
 * A license file that names a license, says that there are conditions beside it, and goes on with them: the license is neither the one that
 * it names nor one that is not here, but what stands there.
 */
static void add_conditions(struct sink *sink, const struct document *d, const struct text *t)
{
	static const struct match unknown = {.state = MATCH_UNKNOWN, .how = "text"};
	struct span found[ADDED_MAX], said;
	if (!modified_said(d->catalog, t, NULL, 0, &said))
		return;
	size_t n = added_find(d->catalog, t, NULL, 0, found), first = 0;
	while (first < n && found[first].start < said.end)
		first++;
	if (first == n)
		return;
	struct place at = {.entry = sink->at.entry};
	text_range(t, said.start, found[n - 1].end, &at.start, &at.end);
	at.line_start = text_line(t, at.start);
	at.line_end = text_line(t, at.end);
	sink_add(sink, &(struct fact){.kind = FACT_MATCH, .detail = &unknown, .at = at, .reader = "text"});
}

/* From where on the license texts in a license file are those of others, as it says. */
static void add_texts_of_others(struct sink *sink, const struct document *d, const struct text *t, const struct span *spans,
				size_t n)
{
	uint64_t start, end;
	uint32_t first = aside_first_of_others(d->catalog, t, spans, (uint32_t)n);
	if (first >= n)
		return;
	text_range(t, spans[first].start, spans[n - 1].end, &start, &end);
	add_meta(sink, t, "license_texts_of_others", "", start, end);
}

/* The parts of a text that the rules are to read: the license texts in it. A mere mention restricts nobody. */
static struct span *license_spans(struct arena *a, const struct text_match *matches, size_t n, size_t *count)
{
	struct span *spans = arena_array(a, n, sizeof *spans);
	*count = 0;
	for (size_t i = 0; i < n; i++)
		if (matches[i].match.state != MATCH_MENTION)
			spans[(*count)++] = matches[i].plain;
	return spans;
}

/* Texts that are known: a card may read like terms of its own. */
static size_t n_known_spans(const struct text_match *matches, size_t n)
{
	size_t known = 0;
	for (size_t i = 0; i < n; i++)
		known += matches[i].match.state < MATCH_MENTION;
	return known;
}

bool document_matters(enum purpose p)
{
	return p != PURPOSE_OTHER && p != PURPOSE_PACKAGE;
}

static bool states_terms(enum purpose p, size_t n_spans)
{
	return n_spans || p == PURPOSE_LICENSE || p == PURPOSE_NOTICE || p == PURPOSE_POLICY;
}

/* What a later scan compares the text with. */
static const struct terms_text *terms_text(const uint8_t sha256[DIGEST_BYTES], const struct text *text, struct arena *a)
{
	struct terms_text *t = ARENA_NEW(a, struct terms_text);
	struct fingerprint *print = ARENA_NEW(a, struct fingerprint);
	memcpy(t->sha256, sha256, DIGEST_BYTES);
	if (text->n_words <= TERMS_WORDS && fingerprint_make(text, "", "", NULL, a, print, NULL) == 0 &&
	    print->n_sections <= TERMS_SECTIONS)
		t->print = print;
	return t;
}

/* Cards and notices are where duties are met; license texts are kept only for those who print them. */
static void keep_text(const struct document *d, struct sink *sink)
{
	size_t most = d->keep_texts ? d->len : KEPT_TEXT;
	bool met_there = d->purpose == PURPOSE_CARD || d->purpose == PURPOSE_NOTICE;
	if (!met_there && !(d->keep_texts && (d->purpose == PURPOSE_LICENSE || d->purpose == PURPOSE_POLICY)))
		return;
	struct kept_text *t = ARENA_NEW(sink->arena, struct kept_text);
	size_t len = d->len < most ? d->len : most;
	*t = (struct kept_text){arena_memdup(sink->arena, d->bytes, len), len, d->len > most};
	sink_add(sink, &(struct fact){.kind = FACT_TEXT, .key = purpose_name(d->purpose), .detail = t});
}

struct found { /* in a text */
	const struct text *text;
	const struct text_match *matches;
	const struct span *spans; /* the license texts among them */
	size_t n, n_spans;
};

/* What the card is about, as its title says. */
static void add_title(struct sink *sink, const struct text *t)
{
	struct span name = title_model(t);
	if (name.end)
		sink_meta(sink, "titled", utf8_visible(sink->arena, t->plain + name.start, name.end - name.start, NAME_BYTES));
}

static void read_card(struct sink *sink, const struct document *d, const struct found *f)
{
	if (f->text->cut)
		sink_problem(sink, "limit", "It has more links, or cells of tables, than are looked at.");
	card_parts_read(&d->catalog->openness, d->bytes, d->len, sink);
	add_not_here(sink, d->catalog, f->text);
	add_denied(sink, d->catalog, f->text);
	add_modified(sink, d, f->text, f->spans, f->n_spans);
	add_license_links(sink, d, f->text, f->matches, f->n);
	add_license_addresses(sink, d, f->text, f->matches, f->n);
	add_told_files(sink, d, f->text, f->spans, f->n_spans);
	add_weights_link(sink, d, f->text);
	add_title(sink, f->text);
	add_bases(sink, f->text);
	add_adapted(sink, d, f->text);
	add_unfilled(sink, f->text);
	add_badges(sink, f->text);
	add_tag(sink, d, f->text);
}

/* What terms that no record explains are called above their first line: "Plum Use Only License". */
static void add_heading(struct sink *sink, const struct text *t)
{
	if (!t->n_sentences || !t->n_words)
		return;
	struct span name = {t->sentences[0].start, t->sentences[0].end};
	if (name.end - name.start < NAME_BYTES)
		sink_meta(sink, "license_heading",
			  utf8_visible(sink->arena, t->plain + name.start, name.end - name.start, NAME_BYTES));
}

static void read_license(struct sink *sink, const struct document *d, const struct found *f)
{
	size_t known = n_known_spans(f->matches, f->n);
	if (!known)
		add_heading(sink, f->text);
	add_without_text(sink, d, f->text, known);
	if (!f->n_spans) {
		add_named(sink, d, f->text);
		add_conditions(sink, d, f->text);
		if (elsewhere_by_folder(d->catalog, f->text))
			add_meta(sink, f->text, "licenses_by_folder", "each folder has its own", 0, d->len);
	}
	if (known)
		add_added(sink, d, f->text, f->spans, f->n_spans);
	add_license_addresses(sink, d, f->text, f->matches, f->n);
	add_told_files(sink, d, f->text, f->spans, f->n_spans);
	add_texts_of_others(sink, d, f->text, f->spans, f->n_spans);
}

/* In the first lines of a source file: the name of the license that the file is put under. */
static void add_head(struct sink *sink, const struct catalog *c, const struct text *t, const struct text_match *matches, size_t n)
{
	for (size_t i = 0; i < n && matches[i].plain.start < HEAD_BYTES; i++)
		if (matches[i].match.state == MATCH_MENTION && saying_is_put_under(t, matches[i].plain.start)) {
			add_meta(sink, t, "license_head", "", matches[i].start, matches[i].end);
			return;
		}
	struct span name;
	if (!elsewhere_head(c, t, HEAD_BYTES, &name))
		return;
	uint64_t start, end;
	text_range(t, name.start, name.end, &start, &end);
	add_meta(sink, t, "license_head_unknown",
		 utf8_visible(sink->arena, t->plain + name.start, name.end - name.start, NAME_BYTES), start, end);
}

/* sha256: of its bytes; NULL when it could not be computed. */
static void read_anew(const struct document *as_called, const uint8_t *sha256, struct sink *sink)
{
	struct document is = *as_called;
	const struct document *d = &is;
	struct text text;
	struct err e;
	const struct text_match *matches = NULL;
	size_t n = 0, n_spans;
	if (text_init(&text, d->bytes, d->len, sink->arena, &e) < 0) {
		unpack_problem(sink, sink->at.entry, &e);
		return;
	}
	if (match_text(d->catalog, d->limits, &text, sink->arena, &matches, &n, &e) < 0)
		unpack_problem(sink, sink->at.entry, &e);
	add_matches(sink, &text, matches, n);
	const struct span *spans = license_spans(sink->arena, matches, n, &n_spans);
	if (is.purpose == PURPOSE_LICENSE && aside_is_guide(d->catalog, &text, spans, (uint32_t)n_spans))
		is.purpose = PURPOSE_OTHER;
	const struct found found = {&text, matches, spans, n, n_spans};
	if (d->purpose == PURPOSE_CARD)
		read_card(sink, d, &found);
	else if (d->purpose == PURPOSE_LICENSE)
		read_license(sink, d, &found);
	else if (d->purpose == PURPOSE_OTHER)
		add_head(sink, d->catalog, &text, matches, n);
	bool terms = sha256 && states_terms(d->purpose, n_spans);
	if (n || d->purpose != PURPOSE_OTHER)
		sink_add(sink, &(struct fact){.kind = FACT_DOCUMENT,
					      .key = purpose_name(d->purpose),
					      .detail = terms ? terms_text(sha256, &text, sink->arena) : NULL});
	keep_text(d, sink);
	if (!d->rules)
		return;
	size_t first = sink->count;
	if (document_matters(d->purpose))
		rules_run(d->rules, &text, matches, n, NULL, 0, sink);
	else if (n_spans)
		rules_run(d->rules, &text, matches, n, spans, n_spans, sink);
	rules_quote(sink, first, &text, d->bytes, d->len);
}

static bool digest_all(const struct document *d, uint8_t out[DIGEST_BYTES])
{
	DIGEST_AUTO struct digest sha256 = {0};
	return digest_init(&sha256, NULL) == 0 && digest_update(&sha256, d->bytes, d->len, NULL) == 0 &&
	       digest_final(&sha256, out, NULL) == 0;
}

void document_read(const struct document *d, struct sink *sink)
{
	uint8_t sha256[DIGEST_BYTES];
	bool known = digest_all(d, sha256);
	if (!known || !d->memo) {
		read_anew(d, known ? sha256 : NULL, sink);
	} else if (!document_memo_recall(d->memo, sha256, d->purpose, sink)) {
		size_t first = sink->count;
		read_anew(d, sha256, sink);
		document_memo_keep(d->memo, sha256, d->purpose, sink, first);
	}
}

bool document_take_pdf(const void *bytes, size_t len, const struct limits *l, struct buf *text, struct sink *sink)
{
	struct err e;
	const char *problem;
	if (len > (size_t)l->pdf_bytes)
		sink_problem(sink, "limit", "It is a PDF file of more than %lld bytes (--limit pdf-bytes=…), which was not read.",
			     (long long)l->pdf_bytes);
	else if (pdf_read(bytes, len, text, &problem, &e) < 0)
		sink_problem(sink, problem, "%s", e.text);
	return text->len > 0;
}

size_t scan_document_bytes(const struct limits *l, const void *head, size_t len)
{
	return 1 + (size_t)(pdf_is(head, len) && l->pdf_bytes > l->text_bytes ? l->pdf_bytes : l->text_bytes);
}

void scan_document(struct rules *rules, const struct catalog *c, const struct limits *l, const char *name, const void *bytes,
		   size_t len, struct sink *sink)
{
	enum purpose purpose = classify_purpose(name);
	struct document d = {
		.rules = rules,
		.catalog = c,
		.limits = l,
		.purpose = document_matters(purpose) ? purpose : PURPOSE_LICENSE, /* the user says that it is about licenses */
		.bytes = bytes,
		.len = len,
	};
	BUF_AUTO struct buf pdf;
	buf_init(&pdf, (size_t)l->text_bytes);
	if (pdf_is(bytes, len)) {
		if (!document_take_pdf(bytes, len, l, &pdf, sink))
			return;
		d.bytes = pdf.data;
		d.len = pdf.len;
	} else if (len > (size_t)l->text_bytes) {
		d.len = (size_t)l->text_bytes;
		document_say_cut(sink, l->text_bytes);
	}
	if (text_plausible(d.bytes, d.len))
		document_read(&d, sink);
	else
		sink_problem(sink, "no-text", "It is no text.");
}
