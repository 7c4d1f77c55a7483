/* SPDX-License-Identifier: MIT */
#include "text/match.h"

#include "base/buf.h"
#include "text/candidates.h"
#include "text/edits.h"
#include "text/mention.h"
#include "text/saying.h"
#include "text/saying_texts.h"
#include "text/surroundings.h"
#include "text/terms.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	ROUNDS = 12,		/* searches over what is left of the text */
	RIVALS = 40,		/* aligned for one place, at most */
	SHORT_WORDS = 40,	/* a license shorter than this is there whole or not at all */
	LEAST_WORDS = 12,	/* less than this is no license, nor a piece of one */
	NOTICE_WORDS = 25,	/* of an optional section alone: a license's own notice, a mention */
	DISCLAIMER_WORDS = 200, /* longer is more than a disclaimer */
	COPYRIGHT_WORDS = 400,	/* that may name who the license calls the copyright holder */
	NAMES_MAX = 100000,	/* whatever the limit says */
	HEADING_WORDS = 3,	/* that a heading must have of one license, beyond those that it has of another */
	LONGER = 8,		/* words that a license must have beyond one that it contains */
};

enum { RIDER_WORDS = 3 };				      /* as few as say what one may not do */
static const float EDITED_SHARE = 0.75F, WHOLE_SHARE = 0.95F; /* coverage: less is a part; enough that no words are missed */

struct found { /* one license text in the document */
	const struct license *license;
	const struct fingerprint *fingerprint;
	struct judgement judgement;
	uint32_t start, end; /* in plain */
	bool notice;
};

struct matcher {
	const struct catalog *c;
	const struct limits *limits;
	const struct text *t;
	struct arena *arena;
	struct stream stream;
	uint8_t *taken; /* for each word of the stream: explained by a match */
	struct hits hits;
	struct candidates candidates;
	struct found *found;
	uint32_t n_found, found_capacity;
	struct work work; /* of the alignment at hand */
	int64_t spent;	  /* of all */
	bool limited;
	bool names_cut; /* licenses are named more often than is kept */
	struct text_match *results;
	size_t n_results, results_capacity;
};

static void matcher_release(struct matcher *m)
{
	for (uint32_t i = 0; i < m->n_found; i++)
		judgement_release(&m->found[i].judgement);
	free(m->found);
	free(m->results);
	free(m->taken);
	candidates_release(&m->candidates);
	hits_release(&m->hits);
}

static void make_stream(struct matcher *m)
{
	uint32_t *hash = arena_array(m->arena, m->t->n_words, sizeof *hash),
		 *word = arena_array(m->arena, m->t->n_words, sizeof *word),
		 *notice = arena_array(m->arena, COPYRIGHT_WORDS, sizeof *notice), n = 0, n_notice = 0;
	for (uint32_t i = 0; i < m->t->n_words; i++) {
		if (m->t->words[i].kind == WORD_COPYRIGHT && n_notice < COPYRIGHT_WORDS)
			notice[n_notice++] = m->t->words[i].hash;
		hash[n] = m->t->words[i].hash;
		word[n] = i;
		n += m->t->words[i].kind == WORD_TEXT;
	}
	m->stream = (struct stream){hash, word, n, notice, n_notice};
	m->taken = mem_array(n + 1, 1);
}

/* --- one place: the best of the candidates that lie over one another ------------------------------------------------------ */

struct trial { /* a candidate, aligned and judged */
	struct alignment alignment;
	struct judgement judgement;
	const struct license *license;
	const struct fingerprint *fingerprint;
};

static void trial_release(struct trial *t)
{
	alignment_release(&t->alignment);
	judgement_release(&t->judgement);
}

/* Copies the seeds of the candidate that are still free; returns how many. */
static uint32_t free_seeds(const struct matcher *m, const struct candidate *c, struct seed *out)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < c->n_seeds; i++) {
		struct seed s = m->candidates.seeds[c->first_seed + i];
		if (!m->taken[s.at])
			out[n++] = s;
	}
	return n;
}

/* By its score, and by how much it agrees, it cannot be better than the best so far, whatever its judgement would be (see better). */
static bool beaten(const struct alignment *a, const struct trial *best)
{
	if (best->judgement.same && a->agreeing < best->alignment.agreeing + HEADING_WORDS)
		return a->score < best->alignment.score;
	return best->license && a->score <= 0.5 * best->alignment.score;
}

/* Aligns the candidate and judges it; out->judgement stays empty when it is beaten anyway. */
static int try_candidate(struct matcher *m, const struct candidate *c, const struct trial *best, struct trial *out, struct err *e)
{
	const struct fingerprint_ref *r = &m->c->fingerprints[c->fingerprint];
	*out = (struct trial){.license = &m->c->licenses[r->license]};
	out->fingerprint = &out->license->fingerprints[r->fingerprint];
	struct seed *seeds = mem_array(c->n_seeds, sizeof *seeds);
	uint32_t n = free_seeds(m, c, seeds), low = c->low, high = c->high;
	if (n) { /* not across what other licenses have taken */
		for (uint32_t i = seeds[0].at; i-- > low;)
			if (m->taken[i])
				low = i + 1;
		for (uint32_t i = seeds[n - 1].at; i < high; i++)
			if (m->taken[i])
				high = i;
		m->work = (struct work){.limit = m->limits->align_work};
		alignment_make(&out->alignment, out->fingerprint, &m->stream, low, high, seeds, n, &m->work);
		m->limited |= m->work.done > m->work.limit;
		m->spent += m->work.done;
	}
	free(seeds);
	if (!n || !out->alignment.agreeing || beaten(&out->alignment, best))
		return 0;
	return judge(&out->judgement, m->t, &m->stream, out->fingerprint, &out->alignment, m->arena, e);
}

/* The trial agrees with all that `same` agrees with, nearly, as part of something longer that is there almost whole. */
static bool contains(const struct trial *t, const struct trial *same)
{
	if (t->judgement.coverage < 0.9f)
		return false;
	const struct alignment *a = &same->alignment;
	const int32_t *at = t->alignment.at;
	uint32_t agreeing = 0, first = 0, last = 0, open = a->end - a->start - a->agreeing; /* names filled in */
	for (uint32_t j = 0; j < t->alignment.count; j++) {
		if (at[j] < (int32_t)a->start || at[j] >= (int32_t)a->end)
			continue;
		first = agreeing++ ? first : j;
		last = j;
	}
	return t->alignment.agreeing >= agreeing + LONGER && agreeing + 2 >= a->agreeing &&
	       last - first + 1 <= agreeing + 2 + open;
}

/* Both are for about the same words: else the one belongs to a license beside the other. */
static bool same_place(const struct trial *x, const struct trial *y)
{
	const struct alignment *a = &x->alignment, *b = &y->alignment;
	uint32_t start = a->start > b->start ? a->start : b->start, end = a->end < b->end ? a->end : b->end;
	uint32_t shorter = a->end - a->start < b->end - b->start ? a->end - a->start : b->end - b->start;
	return start < end && 2 * (end - start) > shorter;
}

/* Nothing but what the heading calls the license. */
static bool heading_alone_differs(const struct trial *t)
{
	const struct judgement *j = &t->judgement;
	for (uint32_t i = 0; i < j->n_changes; i++)
		if (!j->changes[i].heading)
			return false;
	return j->n_changes > 0;
}

/* Of two that have the same words, the one that is on a list is the one that others took them from. */
static bool better_known(const struct license *a, const struct license *b)
{
	return (a->spdx_listed || a->huggingface.count) && !(b->spdx_listed || b->huggingface.count);
}

/* The text has more of the heading of a than of that of b. */
static bool headed_like(const struct trial *a, const struct trial *b)
{
	return a->alignment.agreeing >= b->alignment.agreeing + HEADING_WORDS;
}

/*
 * Is trial a better than b? One that is there word for word yields only to a longer one that contains it, and to one whose heading the text
 * has in another version: what the heading says tells more than that another license with the same words has none like it.
 */
static bool better(const struct trial *a, const struct trial *b)
{
	double x = a->alignment.score, y = b->alignment.score;
	if (a->judgement.same && b->judgement.same && (headed_like(a, b) || headed_like(b, a)))
		return headed_like(a, b);
	if (a->judgement.same == b->judgement.same)
		return x > y || (a->judgement.same && x >= y && better_known(a->license, b->license));
	const struct trial *same = a->judgement.same ? a : b, *other = a->judgement.same ? b : a;
	if (heading_alone_differs(other) && headed_like(other, same))
		return other == a;
	if (contains(other, same))
		return x > y;
	double less = 0.5 * other->alignment.score;
	return same == a ? x > less : !(y > less);
}

/* The piece gives something. A disclaimer alone is that of many licenses and says nothing of which. */
static bool grants(const struct trial *t)
{
	const struct alignment *a = &t->alignment;
	const uint32_t *words = t->fingerprint->words;
	for (uint32_t j = 0; j < a->count; j++)
		if (a->at[j] >= 0 && ((term_of(words[j]) | (j ? term_of_pair(words[j - 1], words[j]) : 0)) & TERM_GRANT))
			return true;
	return a->agreeing > DISCLAIMER_WORDS;
}

/* A substantial piece of the license, or all of it. */
static bool holds(const struct trial *t)
{
	const struct judgement *j = &t->judgement;
	double density = t->alignment.density;
	if (j->required < SHORT_WORDS)
		return j->coverage > WHOLE_SHARE && density > 0.9;
	if (j->coverage >= EDITED_SHARE)
		return density > 0.5;
	if (density <= 0.9 || !grants(t)) /* reworded throughout, it is another license, made from this one */
		return false;
	return (j->coverage >= 0.3f && j->agreeing >= 40) || (j->coverage >= 0.5f && j->agreeing >= 20) || j->agreeing >= 200;
}

/* Only the license's notice: "how to apply", without the license. */
static bool holds_notice(const struct trial *t)
{
	return t->judgement.appendix >= NOTICE_WORDS && t->judgement.appendix > t->judgement.agreeing &&
	       t->alignment.density > 0.75;
}

static void take(struct matcher *m, struct trial *t, bool notice)
{
	const struct alignment *a = &t->alignment;
	memset(m->taken + a->start, 1, a->end - a->start);
	struct found f = {.license = t->license, .fingerprint = t->fingerprint, .judgement = t->judgement, .notice = notice};
	f.start = m->t->words[m->stream.word[a->start]].start;
	f.end = m->t->words[m->stream.word[a->end - 1]].end;
	t->judgement = (struct judgement){0};
	VEC_PUSH(m->found, m->n_found, m->found_capacity, f);
}

static bool overlap(const struct candidate *a, const struct candidate *b)
{
	return a->low < b->high && b->low < a->high;
}

/*
 * Settles the place of candidate k: aligns it and its rivals, takes the best. Returns 1 when something was taken, -1 on failure.
 * Rivals that cannot win any more are not tried. `whole`: take nothing but a license that is there word for word.
 */
static int settle_place(struct matcher *m, uint32_t k, bool whole, struct err *e)
{
	struct candidate *all = m->candidates.at;
	struct trial best = {0};
	uint32_t tried = 0, last = k;
	int rc = 0;
	for (uint32_t i = k; i < m->candidates.count && tried < RIVALS && rc == 0; i++) {
		double least = (best.judgement.same ? 0.97 : tried > 20 ? 0.9 : 0.6) * all[k].worth;
		if (all[i].worth < least)
			break;
		if (all[i].hopeless || !overlap(&all[i], &all[k]))
			continue;
		struct trial t;
		last = i;
		rc = try_candidate(m, &all[i], &best, &t, e);
		tried++;
		if (rc == 0 && t.alignment.agreeing && !beaten(&t.alignment, &best) && (holds(&t) || holds_notice(&t)) &&
		    (!best.license || (same_place(&t, &best) && better(&t, &best)))) {
			struct trial old = best;
			best = t;
			t = old;
		}
		trial_release(&t);
	}
	bool taken = rc == 0 && best.license && (!whole || best.judgement.same);
	for (uint32_t i = k; !taken && i <= last; i++)
		all[i].hopeless |= overlap(&all[i], &all[k]);
	if (taken)
		take(m, &best, !holds(&best));
	trial_release(&best);
	return rc < 0 ? -1 : taken;
}

/* Share of the candidate's seeds that no match has taken yet. */
static double share_left(const struct matcher *m, const struct candidate *c)
{
	uint32_t left = 0;
	for (uint32_t i = 0; i < c->n_seeds; i++)
		left += !m->taken[m->candidates.seeds[c->first_seed + i].at];
	return (double)left / c->n_seeds;
}

/* Enough seeds, and close enough together (but for strays at both ends), to be a license or its notice. */
static bool promising(const struct matcher *m, const struct candidate *c)
{
	const struct seed *seeds = m->candidates.seeds + c->first_seed;
	uint32_t strays = c->n_seeds / 20;
	double words = c->n_seeds * 4.0, stretch = seeds[c->n_seeds - 1 - strays].at - seeds[strays].at + 8.0;
	const struct fingerprint_ref *r = &m->c->fingerprints[c->fingerprint];
	bool part = words * words >= 6.0 * m->c->licenses[r->license].fingerprints[r->fingerprint].count;
	return part ? words > 0.3 * stretch : c->n_seeds >= 5 && words > 0.5 * stretch;
}

static bool over(const struct matcher *m)
{
	return m->limited || m->n_found >= (uint64_t)m->limits->matches || m->spent > 8 * m->limits->align_work;
}

/* One search over what is left: 1 when something was found. */
static int search_round(struct matcher *m, struct err *e)
{
	int any = 0;
	uint32_t left = 0;
	for (uint32_t i = 0; i < m->stream.count; i++)
		left += !m->taken[i];
	if (left < LEAST_WORDS)
		return 0;
	candidates_release(&m->candidates);
	candidates_find(&m->candidates, m->c, &m->stream, &m->hits, m->taken);
	for (uint32_t k = 0; k < m->candidates.count && !over(m); k++) {
		const struct candidate *c = &m->candidates.at[k];
		if (c->hopeless || !promising(m, c) || share_left(m, c) < 0.7)
			continue; /* what is left of it comes up again in the next round */
		int rc = settle_place(m, k, false, e);
		if (rc < 0)
			return -1;
		any |= rc;
	}
	return any;
}

/* A text that nobody touched: no search, only the choice among those that it is. */
static int take_whole(struct matcher *m, struct err *e)
{
	candidates_whole(&m->candidates, m->c, &m->stream, &m->hits);
	return m->candidates.count && m->candidates.at[0].n_seeds ? settle_place(m, 0, true, e) : 0;
}

/* --- results -------------------------------------------------------------------------------------------------------------- */

static void add_result(struct matcher *m, struct text_match r)
{
	r.line_start = text_line(m->t, r.start);
	r.line_end = text_line(m->t, r.end > r.start ? r.end - 1 : r.end);
	VEC_PUSH(m->results, m->n_results, m->results_capacity, r);
}

static int by_start(const void *a, const void *b)
{
	const struct found *x = a, *y = b;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->end < y->end ? -1 : x->end > y->end;
}

/* Label of the license's first or last clause, optional parts aside. */
static const char *label_of(const struct found *f, bool last)
{
	const struct fingerprint *fp = f->fingerprint;
	uint32_t k = last ? fp->n_sections - 1 : 0;
	while (k > 0 && last && fp->sections[k].optional)
		k--;
	while (!last && k + 1 < fp->n_sections && fp->sections[k].optional)
		k++;
	return fp->sections[k].label;
}

/*
 * What stands between the licenses belongs to the one before it; what stands before the first, to the first. An exception stands
 * beside a license: what is written around it belongs to that license, unless there is none.
 */
static void add_riders(struct matcher *m)
{
	struct found *first = NULL, *last = NULL;
	for (uint32_t i = m->n_found; i-- > 0;)
		if (!m->found[i].notice && (!first || first->license->exception || !m->found[i].license->exception))
			first = &m->found[i];
	uint32_t from = 0;
	for (uint32_t i = 0; i <= m->n_found; i++) {
		struct found *f = i < m->n_found ? &m->found[i] : NULL;
		uint32_t to = f ? f->start : m->t->plain_len;
		if (last)
			riders_add(&last->judgement, m->t, from, to, false,
				   &(struct attached){m->c, last->license, label_of(last, true)}, m->arena);
		else if (f && !f->notice)
			riders_add(&first->judgement, m->t, from, to, true,
				   &(struct attached){m->c, first->license, label_of(first, false)}, m->arena);
		if (f) {
			from = f->end;
			last = f->notice || (f->license->exception && !first->license->exception) ? last : f;
		}
	}
}

/*
 * More words were put in than are the license's, and a part of these is missing: a text of its own that borrows from the license, and
 * not an edit of it.
 */
static bool is_borrowed_from(const struct found *f)
{
	const struct judgement *j = &f->judgement;
	uint64_t added = 0;
	for (uint32_t i = 0; i < j->n_changes; i++)
		added += j->changes[i].words_added;
	return !f->notice && j->coverage >= EDITED_SHARE && j->coverage < WHOLE_SHARE && added > j->agreeing;
}

/* Is word i of the text a word of the license's name? */
static bool is_of_name(const struct text *t, uint32_t i, const char *name)
{
	const char *word = t->plain + t->words[i].start;
	size_t n = t->words[i].end - t->words[i].start;
	for (const char *at = name; *at; at += strcspn(at, " -") + (at[strcspn(at, " -")] != 0))
		if (!strncasecmp(at, word, n) && strchr(" -,.", at[n]))
			return true;
	return false;
}

/*
 * "The Auk License" stands alone in the first line, over a smaller part of the words of Wren's: a license of its own that took its definitions
 * from there. What the name is made of must be none of what any license may be called.
 */
static bool is_under_own_title(const struct matcher *m, const struct found *f)
{
	enum { TITLE_MOST = 8 };
	static const float OWN_SHARE = 0.5F;
	static const char *const license[] = {"license", "licence", "agreement", NULL};
	static const char *const common[] = {"the",	"a",	   "an",      "of",	  "and",       "for",	    "software",
					     "model",	"models",  "weights", "code",	  "source",    "open",	    "public",
					     "general", "license", "licence", "licenses", "agreement", "community", "version",
					     "use",	"user",	   "data",    "free",	  "terms",     "this",	    "project",
					     "third",	"party",   "main",    NULL};
	const struct text *t = m->t;
	if (f->notice || f->judgement.coverage >= OWN_SHARE || !t->n_paragraphs || t->paragraphs[0].end > f->start)
		return false;
	uint32_t from = word_after(t, t->paragraphs[0].start), to = word_after(t, t->paragraphs[0].end);
	bool named = false;
	if (from + 1 >= to || to - from > TITLE_MOST || !word_in(t, to - 1, license))
		return false;
	for (uint32_t i = from; i < to; i++) {
		if (is_of_name(t, i, f->license->name) && !word_in(t, i, common))
			return false;
		named |= !word_in(t, i, common);
	}
	return named;
}

/* What is dropped here is not explained, and comes up as an unknown text. */
static void drop_borrowed(struct matcher *m)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < m->n_found; i++) {
		if (is_borrowed_from(&m->found[i]) || is_under_own_title(m, &m->found[i]))
			judgement_release(&m->found[i].judgement);
		else
			m->found[kept++] = m->found[i];
	}
	m->n_found = kept;
}

/* Words that stand before or behind it, or that were put in and take the place of none: whoever wrote another version changes words, too. */
static bool has_rider(const struct judgement *j, uint64_t start, uint64_t end)
{
	uint32_t riders = 0, added = 0, others = 0;
	for (uint32_t i = 0; i < j->n_changes; i++) {
		const struct change *x = &j->changes[i];
		bool outside = x->start >= end || x->end <= start;
		riders += !x->heading && outside && x->op == CHANGE_ADDED;
		added += !x->heading && !outside && x->op == CHANGE_ADDED && x->words_added >= RIDER_WORDS;
		others += !x->heading && !outside && !(x->op == CHANGE_ADDED && x->words_added >= RIDER_WORDS);
	}
	return riders || (added && !others);
}

/* start, end: in the file. */
static enum match_state state_of(const struct found *f, uint64_t start, uint64_t end)
{
	if (f->notice)
		return MATCH_MENTION;
	if (f->judgement.coverage < EDITED_SHARE)
		return MATCH_PARTIAL;
	for (uint32_t i = 0; i < f->judgement.n_changes; i++)
		if (f->judgement.changes[i].heading)
			return has_rider(&f->judgement, start, end) ? MATCH_EDITED : MATCH_VERSION;
	return f->judgement.same && !f->judgement.n_changes ? MATCH_EXACT : MATCH_EDITED;
}

/* The notices of two versions of a license may differ in the version alone: it is the one that is named there. */
static void settle_version(const struct matcher *m, struct found *f)
{
	static const char *const versions[] = {"version", NULL};
	const struct text *t = m->t;
	for (uint32_t i = word_after(t, f->start); i + 1 < t->n_words && t->words[i + 1].end <= f->end; i++) {
		char version[8];
		const char *at = t->plain + t->words[i + 1].start;
		size_t n = strspn(at, "0123456789.");
		n -= n && at[n - 1] == '.';
		if (!word_in(t, i, versions) || !n || n >= sizeof version)
			continue;
		memcpy(version, at, n);
		version[n] = 0;
		const struct license *meant = license_of_version(m->c, f->license, version);
		f->license = meant ? meant : f->license;
		return;
	}
}

static void add_found(struct matcher *m)
{
	for (uint32_t i = 0; i < m->n_found; i++) {
		struct found *f = &m->found[i];
		if (f->notice)
			settle_version(m, f);
		struct text_match r = {.plain = {f->start, f->end}};
		text_range(m->t, f->start, f->end, &r.start, &r.end);
		r.match = (struct match){.license = f->license,
					 .state = state_of(f, r.start, r.end),
					 .similarity = f->judgement.similarity,
					 .how = "text",
					 .or_later = f->notice && later_meant(m->t, f->start, f->end),
					 .coverage = f->judgement.coverage,
					 .fingerprint = f->fingerprint};
		if (f->notice) {
			r.match.said = saying_of_notice(m->c, m->t, f->start, &r.sentence);
		} else {
			r.match.said = saying_over_text(m->c, m->t, f->start, &r.sentence);
			r.match.changes = arena_memdup(m->arena, f->judgement.changes,
						       f->judgement.n_changes * sizeof *f->judgement.changes);
			r.match.n_changes = f->judgement.n_changes;
		}
		add_result(m, r);
	}
}

static void add_mentions(struct matcher *m)
{
	struct stretch *skip = mem_array(m->n_found, sizeof *skip);
	struct mention *mentions = NULL;
	for (uint32_t i = 0; i < m->n_found; i++)
		skip[i] = (struct stretch){m->found[i].start, m->found[i].end};
	uint32_t most = (uint32_t)(m->limits->names > NAMES_MAX ? NAMES_MAX : m->limits->names);
	uint32_t n = mentions_find(m->c, m->t, skip, m->n_found, most + 1, &mentions);
	m->names_cut = n > most;
	n = m->names_cut ? most : n;
	sayings_find(m->c, m->t, mentions, n);
	for (uint32_t i = 0; i < n; i++) {
		struct text_match r = {
			.plain = {mentions[i].start, mentions[i].end}, .start = mentions[i].from, .end = mentions[i].to};
		r.match = (struct match){.license = mentions[i].license,
					 .state = MATCH_MENTION,
					 .how = mentions[i].how,
					 .or_later = mentions[i].or_later,
					 .any_version = mentions[i].any_version,
					 .said = mentions[i].said};
		r.sentence = mentions[i].sentence;
		add_result(m, r);
	}
	free(mentions);
	free(skip);
}

/*
 * "This grant covers the code alone, and here is why not the model", above the text: it takes nothing from the license, and gives nothing. What
 * would be a change of that is a term.
 */
static bool only_explains(const struct matcher *m, const struct stretch *passage)
{
	for (uint32_t i = 0; i < m->n_found; i++) {
		const struct found *f = &m->found[i];
		if (!f->notice && f->license && !f->license->exception && !f->license->policy && f->judgement.same &&
		    !f->judgement.n_changes)
			return !passage_binds(&(struct attached){m->c, f->license, ""}, m->t, passage->start, passage->end);
	}
	return false;
}

static void add_unknown(struct matcher *m)
{
	struct stretch *explained = mem_array(m->n_found, sizeof *explained), *unknown = NULL;
	for (uint32_t i = 0; i < m->n_found; i++)
		explained[i] = (struct stretch){m->found[i].start, m->found[i].end};
	uint32_t n = unknown_find(m->t, explained, m->n_found, &unknown);
	for (uint32_t i = 0; i < n; i++) {
		if (only_explains(m, &unknown[i]))
			continue;
		struct text_match r = {.plain = {unknown[i].start, unknown[i].end}};
		text_range(m->t, unknown[i].start, unknown[i].end, &r.start, &r.end);
		r.match = (struct match){.state = MATCH_UNKNOWN, .how = "text"};
		add_result(m, r);
	}
	free(unknown);
	free(explained);
}

static int by_result(const void *a, const void *b)
{
	const struct text_match *x = a, *y = b;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->end != y->end)
		return x->end > y->end ? -1 : 1;
	if (x->match.state != y->match.state)
		return x->match.state < y->match.state ? -1 : 1;
	return x->match.license && y->match.license ? strcmp(x->match.license->id, y->match.license->id) : 0;
}

int match_text(const struct catalog *c, const struct limits *l, const struct text *t, struct arena *a,
	       const struct text_match **out, size_t *count, struct err *e)
{
	struct matcher m __attribute__((cleanup(matcher_release))) = {.c = c, .limits = l, .t = t, .arena = a};
	*out = NULL;
	*count = 0;
	make_stream(&m);
	hits_find(&m.hits, c, &m.stream);
	int rc = take_whole(&m, e) < 0 ? -1 : 1;
	for (int round = 0; round < ROUNDS && rc > 0 && !over(&m); round++)
		rc = search_round(&m, e);
	if (rc < 0)
		return -1;
	if (m.n_found)
		qsort(m.found, m.n_found, sizeof *m.found, by_start);
	add_riders(&m);
	drop_borrowed(&m);
	add_found(&m);
	add_mentions(&m);
	add_unknown(&m);
	if (m.n_results)
		qsort(m.results, m.n_results, sizeof *m.results, by_result);
	*out = arena_memdup(a, m.results, m.n_results * sizeof *m.results);
	*count = m.n_results;
	if (over(&m))
		return err_set(
			e, ERR_LIMIT,
			"the search for licenses stopped early: after %u license texts (--limit matches=…) and %lld steps of "
			"comparing words (--limit align-work=…)",
			m.n_found, (long long)m.spent);
	if (m.names_cut)
		return err_set(e, ERR_LIMIT,
			       "licenses are named more often than is read: only the first names count (--limit names=…)");
	return 0;
}
