/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "text/saying.h"

#include "base/ascii.h"
#include "evidence/fact.h"
#include "text/aside.h"
#include "text/choice.h"
#include "text/joint.h"
#include "text/mention.h"
#include "text/origins.h"
#include "text/rest.h"
#include "text/saying_links.h"
#include "text/saying_rows.h"
#include "text/saying_texts.h"
#include "text/subjects.h"
#include "text/undecided.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum {
	TOKEN_BYTES = 64,
	AFTER_WORDS = 3,
	LABEL_WORDS = 5,
	PART_WORDS = 5,
	BETWEEN_WORDS = 4,
	IMAGE_LINKS = 4,
};

static const char *const using[] = {"use", "using", NULL};
static const char *const declaring[] = {
	"licensed",  "licenced", "released",   "under",	 "distributed", "governed", "subject", "follow", "follows", "following",
	"available", "applies",	 "applicable", "use",	 "uses",	"strictly", "has",     "have",	 "is",	    "are",
	"comply",    "complies", "abide",      "adhere", "adheres",	"采",	    "遵",      "许",	 "守",	    "协议",
	"unter",     "sous",	 "bajo",       "sob",	 "под",		"по",	    NULL};

/* the same in sentences; in the cells of a table they only title it */
static const char *const declaring_in_prose[] = {"採",	 "授權", "の下で",     "のもとで", "licenza",  "licencji",
						 "phép", "許可", "ライセンス", "라이선스", "라이센스", NULL};

/* "open-sourced": words that stand before "under", and declare nothing without it */
static const char *const releasing[] = {"open", "source", "sourced", "opensourced", "published", "shared", NULL};

/* --- one mention ---------------------------------------------------------------------------------------------------------- */

struct place_of {	   /* words of the sentence that a mention stands in, and those around it that belong to it alone */
	uint32_t from, to; /* sentence */
	uint32_t first, last;
	uint32_t before; /* behind the mention before it in the sentence, else `from` */
	uint32_t after;	 /* the mention after it, else `to` */
};

/* "The Pear License, adapted from the work of …": with word i it is told where the license comes from. */
static bool tells_of_license(const struct text *t, const struct place_of *p, uint32_t i)
{
	static const char *const coming[] = {"adapted", "derived", "taken", "borrowed", NULL};
	return word_in(t, i, coming) && t->plain[t->words[i - 1].end] == ',' &&
	       (i - 1 == p->last || word_in(t, i - 1, licensing_words));
}

/*
 * The end of the clause that the mention stands in: "most of Tern is under Pear, however portions are under other terms". What is told of
 * the license itself is no part of it.
 */
static uint32_t clause_end(const struct text *t, const struct place_of *p)
{
	static const char *const contrasting[] = {"however", "but", "although", "though", "while", "whereas", "except", NULL};
	uint32_t i = p->last + 1;
	while (i < p->to && i < p->last + SENTENCE_WORDS && !word_in(t, i, contrasting) && !tells_of_license(t, p, i))
		i++;
	return i < p->to ? i : p->to;
}

/* Behind the last word in the brackets that open before word i; to: they close behind it. */
static uint32_t bracket_end(const struct text *t, uint32_t i, uint32_t to)
{
	for (uint32_t k = i; k < to; k++)
		if (memchr(t->plain + t->words[k].end, ')',
			   (k + 1 < t->n_words ? t->words[k + 1].start : t->plain_len) - t->words[k].end))
			return k + 1;
	return to;
}

/* The first word behind a comma of Chinese that follows word i; to: there is none. */
static uint32_t before_wide_comma(const struct text *t, uint32_t i, uint32_t to)
{
	while (i + 1 < to) {
		uint32_t gap = t->words[i].end;
		i++;
		if (memchr(t->plain + gap, ',', t->words[i].start - gap) || !strncmp(t->plain + gap, "，", strlen("，")))
			return i;
	}
	return to;
}

/* "Pear License for the weights", "Pear (weights)", "Pear 只涵蓋程式碼，…". */
static unsigned subjects_after(const struct saying *s, const struct place_of *p)
{
	static const char *const opening[] = {"for", "用", "适", NULL},
				 *const close[] = {"applies", "applicable", "covers", NULL},
				 *const covering[] = {"涵", "覆", NULL};
	uint32_t to = clause_end(s->t, p);
	for (uint32_t i = p->last + 1; i < p->after && i < to && i <= p->last + AFTER_WORDS; i++) {
		char before = i ? s->t->plain[s->t->words[i].start - 1] : 0;
		if (before == '(')
			return subjects_in(s, i, bracket_end(s->t, i, p->after));
		if (word_in(s->t, i, opening) || word_in(s->t, i, close))
			return subjects_in(s, i, p->after);
		if (word_in(s->t, i, covering))
			return subjects_in(s, i, before_wide_comma(s->t, i, p->after));
	}
	return 0;
}

/* Nothing but "and", "or", "license" and the like between the mention before and this one: they are spoken of together. */
static bool joined(const struct text *t, const struct place_of *p)
{
	static const char *const joints[] = {"and",  "or",   "the", "with", "license",	"licence",	"agreement", "as",
					     "well", "both", "in",  "to",   "addition", "respectively", "v",	     NULL};
	for (uint32_t i = p->before; i < p->first; i++)
		if (!word_in(t, i, joints))
			return false;
	return true;
}

/* "Tern model (Hub) (Pear)": the first word of the parentheses before those that word i opens; i: there are none. */
static uint32_t parentheses_before(const struct text *t, uint32_t from, uint32_t i)
{
	if (i <= from || t->plain[t->words[i].start - 1] != '(' || t->plain[t->words[i - 1].end] != ')')
		return i;
	uint32_t closed = t->words[i - 1].end, open = parenthesis_around(t, t->words[from].start, closed);
	return open < closed ? word_after(t, open) : i;
}

/* "src/": where the code lies as a rule, and not some of it. */
static bool is_whole_folder(const struct text *t, uint32_t i)
{
	static const char *const folders[] = {"src", "source", "code", NULL};
	const char *end = t->plain + t->words[i].end;
	return word_in(t, i, folders) && *end == '/' && (!end[1] || strchr(" \n,;)", end[1]));
}

/* "The code here", "the code in src/": the first word that only tells where it lies, right before word `before`; else that one. */
static uint32_t behind_subject(const struct text *t, uint32_t from, uint32_t before)
{
	static const char *const here[] = {"here", NULL}, *const in[] = {"in", NULL};
	if (before > from + 1 && word_in(t, before - 1, here))
		return before - 1;
	return before > from + 2 && word_in(t, before - 2, in) && is_whole_folder(t, before - 1) ? before - 2 : before;
}

/*
 * The words first to last, the name of a license, stand right behind what they are said of, or right before it: "The weights are Pear",
 * "Code: Pear", "Pear for the code", "Pear (data)". Returns what that is.
 */
static unsigned subject_beside(const struct saying *s, struct range in, uint32_t first, uint32_t last)
{
	static const char *const between[] = {"is",	 "are",	   "all", "both", "also",    "under",	 "a",
					      "an",	 "the",	   "use", "uses", "inherit", "inherits", "carry",
					      "carries", "remain", "为",  "為",	  "是",	     NULL};
	static const char *const of[] = {"for", NULL};
	uint32_t before = parentheses_before(s->t, in.from, first), behind = last + 1;
	while (before > in.from && first - before < BETWEEN_WORDS && word_in(s->t, before - 1, between))
		before--;
	before = behind_subject(s->t, in.from, before);
	for (uint32_t start = before; start-- > in.from && before - start <= SUBJECT_WORDS;) {
		unsigned named = named_in(s, start, before);
		if (named && (!named_in(s, start, before - 1) || code_is(s, start, before - 1, "weights"))) /* "weight diff" */
			return named;
	}
	if (behind >= in.to)
		return 0;
	if (s->t->plain[s->t->words[behind].start - 1] == '(')
		return named_in(s, behind, bracket_end(s->t, behind, in.to));
	uint32_t reach = in.to < behind + 1 + AFTER_WORDS ? in.to : behind + 1 + AFTER_WORDS;
	return word_in(s->t, behind, of) ? named_in(s, behind + 1, reach) : 0;
}

/* The name of a license ends with word `last`, and is not cut from a longer one. */
static bool name_ends(const struct text *t, uint32_t last, uint32_t to)
{
	static const char *const behind[] = {"license", "licence", "licensed", "licenced", "and", "or", "for", "by", NULL};
	uint32_t gap = t->words[last].end;
	return last + 1 >= to || t->words[last + 1].start - gap > 1 || t->plain[gap] != ' ' || word_in(t, last + 1, behind);
}

/* The first word behind the colon of a label, where the sentence begins with one; else the first word of the sentence. */
static uint32_t behind_label(const struct text *t, const struct place_of *p)
{
	for (uint32_t i = p->from + 1; i < p->first && i <= p->from + LABEL_WORDS; i++)
		if (is_set_off(t, i))
			return i;
	return p->from;
}

/* "The weights are for research alone (Pear)": the name stands in parentheses behind what its sentence says of a subject. */
static bool is_aside(const struct saying *s, uint32_t from, uint32_t i, uint32_t last)
{
	uint32_t start = s->t->words[i].start;
	return start && s->t->plain[start - 1] == '(' && s->t->plain[s->t->words[last].end] == ')' && subjects_in(s, from, i);
}

/*
 * "- talons: claws of eagles (model: here) (Pear license)", in a list whose introduction names nothing that is here: the item speaks of
 * what it begins with.
 */
static bool is_of_item(const struct saying *s, const struct sentence *in, const struct place_of *p)
{
	uint32_t label = behind_label(s->t, p);
	if (in->lead == UINT32_MAX || label == p->from || named_in(s, p->from, label) ||
	    any_word_is(s->t, p->from, label, licensing_words))
		return false;
	struct range lead = words_of_sentence(s->t, in->lead);
	return !named_in(s, lead.from, lead.to);
}

/* "### Models finetuned from Tern", in the card of Tern: what others, or later ones, are under. */
static bool is_below_derived(const struct saying *s, uint32_t paragraph)
{
	static const char *const deriving[] = {"finetuned", "fine-tuned", "tuned", "derived", "based", "built", NULL},
				 *const from[] = {"from", "on", "off", "upon", NULL};
	const struct text *t = s->t;
	uint32_t heading = heading_over(t, paragraph);
	struct range title = title_name(t);
	if (heading == UINT32_MAX || heading == title_of(t) || title.from == title.to)
		return false;
	struct range in = words_of_paragraph(t, heading);
	for (uint32_t i = in.from; i + 2 < in.to && i < in.from + SENTENCE_WORDS; i++)
		if (word_in(t, i, deriving) && word_in(t, i + 1, from) && words_same(t, i + 2, title.from))
			return true;
	return false;
}

/* "Pear, see LICENSE", "Pear (except for …)": the sentence begins with the name, and goes on with where more of it is, what is excepted, whose. */
static bool begins_and_goes_on(const struct text *t, struct range in, uint32_t i, uint32_t last)
{
	static const char *const pointing[] = {"see",  "as",	  "refer",  "read",	 "check",  "cf", "full",
					       "text", "details", "except", "excluding", "unless", NULL};
	if (i != in.from || last + 1 >= in.to)
		return false;
	return notice_follows(t, last) || (word_in(t, last + 1, pointing) && !words_unparted(t, last, last + 1, ",;.(-"));
}

bool saying_names_part(const struct catalog *c, const struct text *t, uint32_t i, uint32_t last, bool clear)
{
	struct saying s = {c, t};
	static const char *const is_under[] = {"under", "is", NULL};
	bool about_licensing = false;
	if (!c->n_subjects || !t->n_sentences)
		return false;
	uint32_t number = sentence_of(t, t->words[i].start);
	struct range in = words_of_sentence(t, number);
	if (name_ends(t, last, in.to) &&
	    (names_piece(&s, &t->sentences[number], i, (struct range){0}) ||
	     origins_tell_trained(&s, number, (struct range){in.from, i}, (struct range){i, last + 1}) ||
	     (i > in.from && word_in(t, i - 1, is_under) && rest_beside_weights(&s, number, (struct range){in.from, i}))))
		return true;
	bool alone =
		i == in.from && (last + 1 >= in.to || begins_and_goes_on(t, in, i, last)); /* what it is of the heading tells */
	unsigned of = subject_beside(&s, in, i, last);
	if (clear && of & (SAID_OF_WEIGHTS | SAID_OF_CODE))
		return true;
	if (!of && !alone && !is_aside(&s, in.from, i, last))
		return false;
	unsigned over = heading_subjects(&s, t->sentences[number].paragraph, &about_licensing);
	return about_licensing && !(alone && over & SAID_OF_OTHERS);
}

/* Does the gap before word i, which has one before it, hold the mark? */
static bool is_behind_mark(const struct text *t, uint32_t i, char mark)
{
	uint32_t gap = t->words[i - 1].end;
	return memchr(t->plain + gap, mark, t->words[i].start - gap);
}

/* "The code (all but the weights) is under Pear": what an aside leaves out, from the first of them; empty: there is none. */
static struct range left_out(const struct text *t, uint32_t from, uint32_t to)
{
	static const char *const out[] = {"outside", "except", "excluding", "besides", "but", "apart", "without", "not", NULL};
	struct range aside = {0};
	bool leaves = false;
	for (uint32_t i = from + 1; i < to && i < from + SENTENCE_WORDS; i++) {
		if (aside.from && leaves && is_behind_mark(t, i, ')')) {
			aside.to = i;
			return aside;
		}
		if (is_behind_mark(t, i, '(')) {
			aside.from = i;
			leaves = false;
		}
		leaves |= word_in(t, i, out);
	}
	return (struct range){0};
}

/* "Notes on Model Licensing: The code is under Pear": where the words behind the colon name a subject, they are spoken of. */
static unsigned subjects_before(const struct saying *s, uint32_t from, uint32_t to)
{
	const struct text *t = s->t;
	for (uint32_t i = to; i-- > from + 1 && i + SENTENCE_WORDS > to;) {
		uint32_t gap = t->words[i - 1].end;
		if (!memchr(t->plain + gap, ':', t->words[i].start - gap))
			continue;
		unsigned behind = subjects_in(s, i, to);
		if (behind)
			return behind;
	}
	struct range out = left_out(t, from, to);
	return out.to ? subjects_in(s, from, out.from) | subjects_in(s, out.to, to) : subjects_in(s, from, to);
}

/* "License: Pear", "Model License: Pear": the words before the name end in one for licensing, and a label's colon. */
static bool labelled(const struct saying *s, const struct place_of *p)
{
	const struct text *t = s->t;
	if (p->last + 1 < p->to && subjects_in(s, p->last + 1, p->last + 2))
		return false; /* "Our License: Pear weights are for all" speaks of what is called Pear */
	if (p->first == p->from || p->first - p->from > LABEL_WORDS || p->before > p->from ||
	    !any_word_is(t, p->from, p->first, licensing_words))
		return false;
	if (p->last + 2 < p->to && !word_in(t, p->last + 1, licensing_words) && word_in(t, p->last + 2, licensing_words))
		return false; /* the name goes on: "Pear Research License" */
	const char *begin = t->plain + t->words[p->from].start, *end = t->plain + t->words[p->first].start;
	if (*begin >= 'a' && *begin <= 'z')
		return false; /* a field of the front matter, which is read as one */
	for (const char *c = begin; c < end; c++)
		if (*c == ':' || !strncmp(c, "：", 3))
			return true;
	return false;
}

/*
 * "The license used is Pear", "its license is Pear": such words alone, behind a sentence about a model. Returns that; 0: it is not said so,
 * or not of a model.
 */
static unsigned said_bare(const struct saying *s, const struct place_of *p, uint32_t sentence)
{
	static const char *const bare[] = {"the", "its", "our", "used", "license", "licence", "is", "a", "an", NULL},
				 *const is[] = {"is", NULL};
	bool before = sentence && s->t->sentences[sentence - 1].paragraph == s->t->sentences[sentence].paragraph;
	if (!before || p->first == p->from || !any_word_is(s->t, p->from, p->first, is))
		return 0;
	for (uint32_t i = p->from; i < p->first; i++)
		if (!word_in(s->t, i, bare))
			return 0;
	return any_word_is(s->t, p->from, p->first, licensing_words) ? named_before(s, sentence) & SAID_OF_WEIGHTS : 0;
}

/* "Previously, Tern was licensed under Wren, but …", "it was formerly under Wren": words that tell of another time, and not of another name. */
static bool said_of_former_time(const struct saying *s, uint32_t from, const struct place_of *p)
{
	static const char *const former[] = {"previously", "formerly", NULL}, *const was[] = {"was", "were", "been", "had", NULL};
	const struct text *t = s->t;
	for (uint32_t i = from; i < p->first; i++) {
		if (!word_in(t, i, former))
			continue;
		bool leads = i == p->from && i + 1 < t->n_words && t->plain[t->words[i].end] == ',';
		if ((i > from && word_in(t, i - 1, was)) || (leads && any_word_is(t, i, p->first, was)))
			return true;
	}
	return false;
}

/* "changed from the Wren License to the Owl License", "由…变更为…": the name is that of the license before. */
static bool said_before(const struct saying *s, const struct place_of *p)
{
	static const char *const changing[] = {"change", "changed",    "changes", "changing", "switch", "switched", "moved",
					       "move",	 "relicensed", "updated", "变",	      "改",	"换",	    NULL};
	static const char *const from[] = {"from", "由", "从", NULL}, *const to[] = {"to", "为", "成", NULL};
	enum { FORMER_WORDS = 20 };
	uint32_t near = p->first > p->before + AFTER_WORDS ? p->first - AFTER_WORDS : p->before;
	uint32_t far = p->first > p->before + FORMER_WORDS ? p->first - FORMER_WORDS : p->before;
	return said_of_former_time(s, far, p) ||
	       (any_word_is(s->t, near, p->first, from) && any_word_is(s->t, p->last + 1, p->to, to) &&
		any_word_is(s->t, p->from, p->to, changing));
}

/* "Some of the code", "part of the training data": words between name nothing else. `code` is the word that names it. */
static bool is_some(const struct saying *s, uint32_t from, uint32_t code)
{
	static const char *const some[] = {"some",    "certain",  "several", "part", "parts", "piece", "pieces",
					   "section", "sections", "subset",  "bits", "部",    NULL},
				 *const between[] = {"of",	   "the",     "our",   "its",	    "this",
						     "these",	   "source",  "model", "inference", "training",
						     "evaluation", "example", "demo",  "分",	    NULL},
				 *const as[] = {"as", NULL}; /* "as part of the code" */
	for (uint32_t i = code; i-- > from && i + PART_WORDS >= code;) {
		if (word_in(s->t, i, some))
			return !(i > from && word_in(s->t, i - 1, as));
		if (!word_in(s->t, i, between))
			return false;
	}
	return false;
}

/* The word is the beginning of a path: "wings/", "wings/beak.py", "wing_beats". */
static bool is_path(const struct text *t, uint32_t i)
{
	const char *token = t->plain + t->words[i].start;
	size_t n = 0;
	while (n < TOKEN_BYTES && token[n] && !strchr(" \n,;()\"'", token[n]))
		n++;
	while (n && strchr(".:!?", token[n - 1]))
		n--;
	return strncasecmp(token, "http", 4) != 0 && (memchr(token, '/', n) || memchr(token, '_', n) || memchr(token, '.', n));
}

/* "Heron", "the Heron project": names begin with a capital. */
static bool is_name(const struct text *t, uint32_t i, uint32_t to)
{
	static const char *const the[] = {"the", NULL};
	i += i < to && word_in(t, i, the);
	char first = i < to ? t->plain[t->words[i].start] : 0;
	return first >= 'A' && first <= 'Z';
}

/* "code in wings/", "code from Heron", "the code is derived from that of others": said right behind the word. */
static bool is_from_elsewhere(const struct saying *s, uint32_t code, uint32_t to)
{
	static const char *const in[] = {"in", "under", "inside", "within", "at", NULL}, *const from[] = {"from", NULL},
				 *const deriving[] = {"derived", "adapted",    "adopted",   "taken",	  "copied",
						      "ported",	 "originates", "comes",	    "originated", "originating",
						      "stems",	 "coming",     "inherited", "reused",	  NULL};
	if (code + 2 < to && word_in(s->t, code + 1, in) && is_path(s->t, code + 2) && !is_whole_folder(s->t, code + 2))
		return true;
	for (uint32_t i = code + 1; i < to && i <= code + PART_WORDS + 1; i++)
		if (word_in(s->t, i, from))
			return word_in(s->t, i - 1, deriving) || (i <= code + 2 && is_name(s->t, i + 1, to));
	return false;
}

/* "5% of the code" */
static bool is_share(const struct text *t, uint32_t from, uint32_t code)
{
	uint32_t low = code > from + PART_WORDS ? code - PART_WORDS : from;
	return code > low && memchr(t->plain + t->words[low].start, '%', t->words[code].start - t->words[low].start);
}

/* "Some of the code is from Heron. This code is under the Pear License": of that which the sentence before speaks of. */
static bool is_some_before(const struct saying *s, const struct place_of *p, uint32_t code, unsigned of)
{
	static const char *const that[] = {"this", "that", "such", "these", "those", NULL};
	uint32_t number = sentence_of(s->t, s->t->words[code].start);
	if (code == p->from || !word_in(s->t, code - 1, that) || !number ||
	    s->t->sentences[number - 1].paragraph != s->t->sentences[number].paragraph)
		return false;
	const struct sentence *before = &s->t->sentences[number - 1];
	uint32_t from = word_after(s->t, before->start), to = word_after(s->t, before->end);
	for (uint32_t i = from; i < to && i < from + SENTENCE_WORDS; i++)
		if (subjects_in(s, i, i + 1) & of && (is_some(s, from, i) || is_share(s->t, from, i)))
			return true;
	return false;
}

/* SAID_OF_SOME where what the sentence says of the code or the data, it says of a part of them. */
static unsigned said_of_some(const struct saying *s, const struct place_of *p, unsigned said)
{
	unsigned of = said & (SAID_OF_CODE | SAID_OF_DATA), to = p->after < p->to ? p->after : p->to;
	for (uint32_t i = p->from; of && i < to && i < p->from + SENTENCE_WORDS; i++)
		if (subjects_in(s, i, i + 1) & of &&
		    (is_some(s, p->from, i) || is_from_elsewhere(s, i, to) || is_some_before(s, p, i, of)))
			return SAID_OF_SOME;
	return 0;
}

static bool is_owned(const struct saying *s, const struct place_of *p)
{
	return names_owner(s, (struct range){p->from, p->to}, (struct range){p->first, p->last + 1});
}

/*
 * "By downloading the weights you accept the Pear License": what is said to be under the license is what one gets by accepting it; 0: that
 * is not what the sentence says.
 */
static unsigned said_accepted(const struct saying *s, const struct place_of *p)
{
	static const char *const accepting[] = {"agree",      "agrees", "accept", "accepts", "accepting", "accepted",
						"acceptance", "bound",	"gated",  "同",	     NULL},
				 *const getting[] = {"download",  "downloading", "using", "use", "access", "accessing",
						     "obtaining", "requesting",	 "使",	  "下",	 NULL};
	if (!any_word_is(s->t, p->from, p->to, accepting) || !any_word_is(s->t, p->from, p->to, getting) || is_owned(s, p))
		return 0;
	unsigned found = subjects_in(s, p->from, p->first);
	found = found ? found : subjects_in(s, p->last + 1, p->to);
	return found ? found : named_in(s, p->from, p->first) & SAID_OF_WHOLE ? SAID_OF_ALL : 0;
}

/* An earlier sentence of the paragraph speaks of others' works: "Portions are under other terms. Wren is under the Pear License." */
static bool follows_others(const struct saying *s, const struct place_of *p, uint32_t sentence)
{
	const struct text *t = s->t;
	uint32_t last = sentence > SENTENCES_BACK ? sentence - SENTENCES_BACK : 0;
	for (uint32_t i = sentence;
	     i-- > last && p->first > p->from && t->sentences[i].paragraph == t->sentences[sentence].paragraph;)
		if (subjects_in(s, word_after(t, t->sentences[i].start), word_after(t, t->sentences[i].end)) & SAID_OF_OTHERS)
			return true;
	return false;
}

/*
 * "Portions are under other terms: / wings/beak.py / are under the Pear License": a sentence that begins with its verb, behind paragraphs
 * that are no sentences, goes on from the one that speaks of portions.
 */
static bool goes_on_from_others(const struct saying *s, const struct place_of *p, uint32_t sentence)
{
	static const char *const is[] = {"are", "is", NULL};
	const struct text *t = s->t;
	uint32_t last = sentence > SENTENCES_BACK ? sentence - SENTENCES_BACK : 0;
	if (p->first == p->from || !word_in(t, p->from, is))
		return false;
	for (uint32_t i = sentence; i-- > last && t->paragraph_kinds[t->sentences[i].paragraph] != PARAGRAPH_HEADING;) {
		struct range in = words_of_sentence(t, i);
		if (named_in(s, in.from, in.to) & SAID_OF_OTHERS)
			return true;
		if (any_word_is(t, in.from, in.to, is))
			return false;
	}
	return false;
}

/* Whoever does something with what is here is asked to keep to the license; contributors are asked for other things. */
static bool asks_to_obey(const struct saying *s, const struct place_of *p)
{
	static const char *const obeying[] = {"comply",	 "complying", "adhere",	 "adhering", "abide", "abiding",
					      "respect", "obey",      "observe", "follow",   "遵",    NULL},
				 *const adding[] = {"contribute", "contributing", "contributions", "contributors", NULL};
	return any_word_is(s->t, p->from, p->first, obeying) && !any_word_is(s->t, p->from, p->to, adding);
}

/* "For all models of Wren, please follow …": said of models that are called so, whether or not this is one. */
static bool is_for_some_models(const struct saying *s, const struct place_of *p)
{
	static const char *const opening[] = {"for", "if", NULL};
	const struct text *t = s->t;
	struct range title = title_name(t);
	bool named = false;
	if (p->from == p->first || !word_in(t, p->from, opening))
		return false;
	for (uint32_t i = p->from + 1; i < p->first && i < p->from + SENTENCE_WORDS && t->plain[t->words[i - 1].end] != ',';
	     i++) {
		char first = t->plain[t->words[i].start];
		named |= first >= 'A' && first <= 'Z' && !is_plain_word(s, i, title);
		if (named && (subjects_in(s, i, i + 1) & SAID_OF_WEIGHTS))
			return true;
	}
	return false;
}

/* "When using this feature, please comply with the Pear License": somebody's, of whatever part that is. */
static unsigned said_of_part(const struct saying *s, const struct place_of *p)
{
	static const char *const of_copies[] = {"redistribute", "redistributing", NULL};
	bool copies_alone = any_word_is(s->t, p->from, p->to, of_copies) && !any_word_is(s->t, p->from, p->to, using);
	return asks_to_obey(s, p) && !copies_alone && !is_for_some_models(s, p) &&
			       !(subjects_in(s, p->from, p->to) & SAID_OF_DATA)
		       ? SAID_OF_PART
		       : 0;
}

/* "When using it": what was spoken of before, and not all that is here. */
static bool points_back(const struct text *t, uint32_t from, uint32_t to)
{
	static const char *const it[] = {"it", "them", NULL};
	for (uint32_t i = from; i + 1 < to && i < from + SENTENCE_WORDS; i++)
		if (word_in(t, i, using) && word_in(t, i + 1, it))
			return true;
	return false;
}

/* "Use is free, but must comply with the Pear License": whoever uses anything here is bound, unless it is said of a piece of it. */
static bool obliges(const struct saying *s, const struct place_of *p)
{
	static const char *const duty[] = {"must", "should", "shall", "need", "needs", "required", "please", "请", "须", NULL},
				 *const pieces[] = {"feature", "component", "components", "module", "modules", "function",
						    "part",    "parts",	    "step",	  "tool",   NULL};
	return any_word_is(s->t, p->from, p->first, duty) && asks_to_obey(s, p) && !any_word_is(s->t, p->from, p->to, pieces) &&
	       !points_back(s->t, p->from, p->first) && !is_owned(s, p);
}

/* Of what the heading speaks of, that which the sentences before it in the paragraph spoke of: "The code is Pear. Get a copy of it here." */
static unsigned narrowed(const struct saying *s, uint32_t sentence, unsigned over)
{
	unsigned near = named_before(s, sentence) & over;
	return near ? near : over;
}

/* "Our weights are under Pear": whatever the heading speaks of. */
static bool speaks_of_ours(const struct saying *s, const struct place_of *p)
{
	static const char *const our[] = {"our", NULL};
	uint32_t reach = p->from + LABEL_WORDS < p->first ? p->from + LABEL_WORDS : p->first;
	return p->from < p->first && word_in(s->t, p->from, our) && subjects_in(s, p->from, reach) & SAID_OF_WEIGHTS;
}

/* "They are released under the Pear License": what the sentence before speaks of. */
static bool begins_with_they(const struct text *t, const struct place_of *p)
{
	static const char *const they[] = {"they", "these", "all", "both", "它", NULL};
	return p->before == p->from && p->from < p->first && word_in(t, p->from, they);
}

/* The words from i on that name what is here, or its whole, together: how many; 0: none do. */
static uint32_t count_named(const struct saying *s, uint32_t i, uint32_t to)
{
	uint32_t n = to - i < SUBJECT_WORDS ? to - i : SUBJECT_WORDS;
	while (n > 1 && named_in(s, i + 1, i + n))
		n--;
	return named_in(s, i, i + n) ? n : 0;
}

/* Nothing stands there but plain words, those of licensing, and those for what is here: no name of one of several, no date. */
static bool is_plain(const struct saying *s, uint32_t from, uint32_t to)
{
	struct range title = title_name(s->t);
	for (uint32_t i = from; i < to; i++) {
		uint32_t n = count_named(s, i, to);
		bool plain = n || is_plain_word(s, i, title) || word_in(s->t, i, declaring) || word_in(s->t, i, releasing);
		if (!plain && !word_in(s->t, i, licensing_words))
			return false;
		i += n ? n - 1 : 0;
	}
	return true;
}

/* "New license for commercial use: Pear", and nothing but plain words before the name: news of a release tells its license. */
static bool is_news(const struct saying *s, const struct place_of *p)
{
	static const char *const changed[] = {"new", "updated", "changed", NULL};
	uint32_t reach = p->from + AFTER_WORDS < p->first ? p->from + AFTER_WORDS : p->first;
	return any_word_is(s->t, p->from, reach, changed) && any_word_is(s->t, p->from, reach, licensing_words) &&
	       is_plain(s, reach, p->first);
}

/* The sentence has a word that puts something under something. */
static bool declares(const struct saying *s, const struct place_of *p, uint32_t paragraph)
{
	return any_word_is(s->t, p->from, p->to, declaring) ||
	       (s->t->paragraph_kinds[paragraph] != PARAGRAPH_TABLE && any_word_is(s->t, p->from, p->to, declaring_in_prose));
}

/*
 * "Copyright 2026 Auk. Released under the Pear License.": a paragraph of such words alone, behind a copyright notice, or below the title and no
 * other heading, speaks of all that is here.
 */
static bool is_bare_notice(const struct saying *s, const struct place_of *p, uint32_t paragraph)
{
	const struct text *t = s->t;
	uint32_t start = word_after(t, t->paragraphs[paragraph].start), over = heading_over(t, paragraph);
	bool owned = false, put = any_word_is(t, p->from, p->first, declaring);
	if (!put || (t->paragraph_kinds[paragraph] != PARAGRAPH_PROSE && t->paragraph_kinds[paragraph] != PARAGRAPH_COPYRIGHT) ||
	    p->first > start + PLAIN_WORDS || p->to > p->last + AFTER_WORDS)
		return false;
	for (uint32_t i = start; i < p->first; i++) {
		bool notice = t->words[i].kind == WORD_COPYRIGHT;
		owned |= notice;
		if (!notice && !is_plain(s, i, i + 1) && !word_in(t, i, licensing_words))
			return false;
	}
	return owned || over == UINT32_MAX || over == title_of(t);
}

/* "Training Models of Birds": the title tells what all that is here is about, not of what a badge below it tells the license. */
static bool is_below_title_of_models(const struct saying *s, uint32_t paragraph, unsigned over)
{
	return over == SAID_OF_WEIGHTS && heading_over(s->t, paragraph) == title_of(s->t);
}

/*
 * "License: Quince / Pear (of birds)", "License: Quince or Pear": the name goes on from another one, by a word or a stroke, and what stands
 * in brackets alone is behind it.
 */
static bool goes_on_in_label(const struct text *t, const struct place_of *p)
{
	uint32_t gap = p->before > p->from ? t->words[p->before - 1].end : 0;
	bool ends = p->last + 1 == p->to ||
		    memchr(t->plain + t->words[p->last].end, '(', t->words[p->last + 1].start - t->words[p->last].end);
	if (!gap || !ends || !joined(t, p) || behind_label(t, p) == p->from)
		return false;
	size_t n = t->words[p->first].start - gap;
	return !memchr(t->plain + gap, '(', n) && !memchr(t->plain + gap, ',', n);
}

static unsigned said_here(const struct saying *s, const struct place_of *p, uint32_t sentence, unsigned before_it, bool is_link)
{
	const struct sentence *at = &s->t->sentences[sentence];
	bool about_licensing = false;
	unsigned over = heading_subjects(s, at->paragraph, &about_licensing);
	bool first = p->before == p->from;
	if (over & SAID_OF_OTHERS &&
	    (speaks_of_ours(s, p) || (first && joint_declares(s, at->paragraph, (struct range){p->from, p->first}))))
		over = 0;
	if ((over | subjects_in(s, p->from, clause_end(s->t, p))) & SAID_OF_OTHERS || is_below_derived(s, at->paragraph))
		return 0;
	if (goes_on_from_others(s, p, sentence))
		return SAID_OF_PART;
	if (asks_to_obey(s, p) && is_for_some_models(s, p))
		return 0;
	bool is_heading = s->t->paragraph_kinds[at->paragraph] == PARAGRAPH_HEADING;
	bool called = is_link && any_word_is(s->t, p->from, p->to, licensing_words); /* a link whose words are "Model License" */
	bool label =
		labelled(s, p) || is_last_line(s->t, p->first, p->last) || (before_it && !is_link && goes_on_in_label(s->t, p));
	bool beside = !is_link && subject_beside(s, (struct range){p->from, p->to}, p->first, p->last);
	unsigned accepted = said_accepted(s, p);
	if (accepted)
		return accepted;
	if (first && !about_licensing && is_news(s, p))
		return over & SAID_OF_WEIGHTS;
	if (origins_are_data(s, (struct range){p->from, p->first}))
		return SAID_OF_DATA;
	if (!about_licensing && !is_heading && !called && !label && !beside && !declares(s, p, at->paragraph))
		return 0;
	unsigned bare = said_bare(s, p, sentence);
	if (bare)
		return bare;
	unsigned found = subjects_after(s, p);
	if (!found && p->before > p->from && joined(s->t, p))
		found = before_it;
	found = found ? found : subjects_before(s, p->before, p->first);
	if (!found && p->before > p->from)
		found = before_it;
	if (!found && at->lead != UINT32_MAX) {
		const struct sentence *lead = &s->t->sentences[at->lead];
		found = subjects_in(s, word_after(s->t, lead->start), word_after(s->t, lead->end));
	}
	if (!found && begins_with_they(s->t, p))
		found = named_before(s, sentence) & ~(unsigned)SAID_OF_ALL;
	if (!found && (named_in(s, p->from, p->first) & SAID_OF_WHOLE || releases_title(s, sentence, p->first)))
		return SAID_OF_ALL;
	if (!found && any_word_is(s->t, p->from, p->first, binding_words)) /* "please comply with the Pear Model License" */
		found = subjects_in(s, p->first, p->last + 1) & SAID_OF_WEIGHTS;
	if (!found && label && !over && s->t->paragraph_kinds[at->paragraph] == PARAGRAPH_ITEM &&
	    named_before(s, sentence) == SAID_OF_DATA) /* "- A data set of songs. License: Pear" */
		return SAID_OF_DATA;
	if (!found && (label || ((about_licensing || obliges(s, p)) && !follows_others(s, p, sentence))))
		found = over && !(label && is_below_title_of_models(s, at->paragraph, over)) ? narrowed(s, sentence, over)
											     : SAID_OF_ALL;
	if (!found && first && !label && is_bare_notice(s, p, at->paragraph))
		found = over & SAID_OF_DATA ? SAID_OF_DATA : SAID_OF_ALL;
	return found;
}

/* "Tern-7B (Pear License)" and no more: a name and its license, as in the row of a table. */
static bool is_like_row(const struct saying *s, const struct place_of *p)
{
	const struct text *t = s->t;
	bool about_licensing = false;
	if (p->first == p->from || p->first - p->from > LABEL_WORDS || t->plain[t->words[p->first].start - 1] != '(' ||
	    subjects_in(s, p->from, p->first))
		return false;
	for (uint32_t i = p->last + 1; i < p->to; i++)
		if (i > p->last + AFTER_WORDS || !word_in(t, i, licensing_words))
			return false;
	uint32_t paragraph = text_paragraph(t, t->words[p->first].start);
	return !(heading_subjects(s, paragraph, &about_licensing) & SAID_OF_OTHERS);
}

/*
 * "- [Tern-7B](https://…): a model of birds" and "- License: Pear" set in under it: of what the item above begins with, as in the row of a
 * table. Sets `in` to both items.
 */
static unsigned said_in_item(const struct saying *s, const struct place_of *p, struct span *in)
{
	const struct text *t = s->t;
	uint32_t paragraph = text_paragraph(t, in->start);
	if (t->paragraph_kinds[paragraph] != PARAGRAPH_ITEM || !labelled(s, p) || subjects_in(s, p->from, p->first))
		return 0;
	uint32_t over = item_over(t, paragraph);
	if (over == UINT32_MAX)
		return 0;
	struct sentence first = t->sentences[sentence_of(t, t->paragraphs[over].start)];
	uint32_t link = text_next_link(t, first.start);
	if (link >= t->n_links || t->links[link].plain > first.end || strncasecmp(t->links[link].url, "http", 4) != 0)
		return 0;
	unsigned named = subjects_in(s, word_after(t, first.start), word_after(t, first.end));
	in->start = t->paragraphs[over].start;
	return named == SAID_OF_DATA ? SAID_OF_DATA : SAID_OF_WEIGHTS | SAID_BY_ROW;
}

/* How it is said of all that is here, or of the weights: SAID_IN_LIST, SAID_PLAINLY. */
static unsigned how_said(const struct saying *s, const struct sentence *in, const struct place_of *p, bool is_link)
{
	uint32_t heading = heading_over(s->t, in->paragraph);
	if (in->lead != UINT32_MAX || (p->first == p->from && s->t->paragraph_kinds[in->paragraph] == PARAGRAPH_ITEM))
		return SAID_IN_LIST;
	if (is_link || p->first > p->from + PLAIN_WORDS || !is_plain(s, p->from, p->first))
		return 0;
	struct range over = {0};
	if (heading != UINT32_MAX && heading != title_of(s->t))
		over = words_of_paragraph(s->t, heading);
	return is_plain(s, over.from, over.to) ? SAID_PLAINLY : 0;
}

/*
 * "## License / Tern-2 is released under Pear.": a section that begins with a name of its own, without an article, and puts nothing under
 * another license is about what is here, however that is called elsewhere.
 */
static bool is_whole_section(const struct text *t, const struct sentence *in, const struct mention *mentions, uint32_t n,
			     uint32_t i)
{
	static const char *const articles[] = {"the", "a", "an", NULL}, *const is[] = {"is", "are", NULL};
	uint32_t first = word_after(t, in->start), next = in->paragraph;
	if (!next || t->paragraph_kinds[next - 1] != PARAGRAPH_HEADING || word_after(t, t->paragraphs[next].start) != first ||
	    word_in(t, first, articles) || !any_word_is(t, first, word_after(t, mentions[i].start), is) ||
	    any_word_is(t, first, word_after(t, mentions[i].start), excepting_words))
		return false;
	while (next < t->n_paragraphs && t->paragraph_kinds[next] != PARAGRAPH_HEADING)
		next++;
	uint32_t end = next < t->n_paragraphs ? t->paragraphs[next].start : t->plain_len;
	while (i > 0 && mentions[i - 1].start >= in->start)
		i--;
	for (uint32_t k = i + 1; k < n && mentions[k].start < end; k++)
		if (mentions[k].license != mentions[i].license)
			return false;
	return true;
}

/*
 * "This project uses wren to find birds. wren is under the Pear License", in Chinese too: the name before the verb is that of what was just said
 * to be used. A name in small letters begins no sentence.
 */
static bool goes_on_from_used(const struct saying *s, const struct place_of *p, uint32_t paragraph, struct range title)
{
	static const char *const is[] = {"is", "are", "采", "用", "遵", "循", NULL};
	static const char *const between[] = {"licensed", "licenced", "released", "distributed", "available",
					      "under",	  "the",      "a",	  "an",		 NULL};
	static const char *const uses[] = {"use",      "uses",	     "using",	     "used", "utilizes", "employs",
					   "includes", "integrates", "incorporates", "用",   NULL};
	const struct text *t = s->t;
	uint32_t verb = p->first, start = word_after(t, t->paragraphs[paragraph].start);
	bool told = false;
	while (verb > p->from && (word_in(t, verb - 1, between) || word_in(t, verb - 1, is)))
		told |= word_in(t, --verb, is);
	if (!told || verb == p->from || verb < start + 3)
		return false;
	uint32_t name = verb - 1, last = name > start + SENTENCE_WORDS ? name - SENTENCE_WORDS : start;
	const char *gap = t->plain + t->words[name - 1].end;
	bool begins = name == p->from || memchr(gap, '.', t->words[name].start - t->words[name - 1].end);
	if (!begins || named_in(s, name, name + 1) || is_plain_word(s, name, title))
		return false;
	for (uint32_t i = name - 1; i-- > last;)
		if (word_in(t, i, uses) && words_same(t, i + 1, name))
			return true;
	return false;
}

/* "[Tern model (Pear)](https://…)": the license in parentheses that end the words of a link, which leads to no license. */
static bool ends_words_of(const struct text *t, const struct link *l, const struct mention *m)
{
	return l->plain == m->end + 1 && m->start && t->plain[m->start - 1] == '(' && t->plain[m->end] == ')' &&
	       !strcasestr(l->url, "licen");
}

/*
 * "Our model is available on [this hub](https://…). The model is under the Pear License.": the sentence before says where the weights are to be
 * had, and nothing of papers.
 */
static bool goes_on_of_linked(const struct saying *s, const struct sentence *in, const struct place_of *p)
{
	static const char *const the[] = {"the", "this", "these", NULL};
	static const char *const had[] = {"available", "released", "hosted",	 "published",
					  "uploaded",  "download", "downloaded", NULL};
	const struct text *t = s->t;
	const struct sentence *before = in - 1;
	if (in == t->sentences || before->paragraph != in->paragraph || !word_in(t, p->from, the) ||
	    named_in(s, p->from + 1, p->from + 2) != SAID_OF_WEIGHTS)
		return false;
	uint32_t link = text_next_link(t, before->start), from = word_after(t, before->start);
	if (link >= t->n_links || t->links[link].plain > before->end || t->links[link].image ||
	    strncmp(t->links[link].url, "http", 4) != 0)
		return false;
	uint32_t to = word_after(t, t->links[link].plain);
	return named_in(s, from, to) == SAID_OF_WEIGHTS && any_word_is(t, from, to, had);
}

/* Of weights to which the sentence links, before it names their license, or in the words of that link. */
static unsigned where_said(const struct saying *s, const struct sentence *in, const struct place_of *p, const struct mention *m)
{
	const struct text *t = s->t;
	uint32_t first = text_next_link(t, in->start);
	for (uint32_t i = first; i < t->n_links && i < first + IMAGE_LINKS && t->links[i].plain <= m->end + 1; i++) {
		const struct link *l = &t->links[i];
		bool before = l->plain <= m->start && l->plain < m->end;
		if (!l->image && !strncmp(l->url, "http", 4) && (before || ends_words_of(t, l, m)) &&
		    named_in(s, p->from, before ? word_after(t, l->plain) : p->first) & SAID_OF_WEIGHTS)
			return SAID_WHERE_LINKED;
	}
	return goes_on_of_linked(s, in, p) ? SAID_WHERE_LINKED : 0;
}

/*
 * "Tern is derived from Wren, which is under the Pear License. If you pass it on, you must include a copy of the Pear License.": that of the
 * base is spoken of still. *of: what was said of it.
 */
static bool goes_on_from_base(const struct saying *s, const struct place_of *p, const struct mention *mentions, uint32_t i,
			      unsigned *of)
{
	static const char *const duty[] = {"must", "shall", "should", "need", "required", "copy", "retain", NULL};
	const struct text *t = s->t;
	uint32_t start = t->paragraphs[text_paragraph(t, mentions[i].start)].start;
	if (labelled(s, p) || !any_word_is(t, p->from, p->first, duty))
		return false;
	for (uint32_t k = i; k-- > 0 && mentions[k].start >= start;)
		if (mentions[k].license == mentions[i].license && mentions[k].said & SAID_OF_BASE) {
			*of = mentions[k].said;
			return true;
		}
	return false;
}

/*
 * "Model weights - Pear. Tern-1 and Tern-2 are released under Pear: …": a sentence that names no part, and not the whole, goes on from
 * the one before it in the paragraph that puts the weights under the same license.
 */
static bool goes_on_from_weights(const struct saying *s, const struct place_of *p, const struct mention *mentions, uint32_t i)
{
	enum { MENTIONS_BACK = 8 };
	uint32_t start = s->t->paragraphs[text_paragraph(s->t, mentions[i].start)].start;
	if (named_in(s, p->from, p->first) & SAID_OF_WHOLE || labelled(s, p))
		return false;
	for (uint32_t k = i; k-- > 0 && k + MENTIONS_BACK >= i && mentions[k].start >= start;)
		if (mentions[k].license == mentions[i].license && mentions[k].said & SAID_OF_WEIGHTS &&
		    !(mentions[k].said & (SAID_OF_ALL | SAID_OF_PART)))
			return true;
	return false;
}

/* "Tern is under the Pear Model License. … the Pear license …": the name of a family of licenses, short for the one before it in the paragraph. */
static bool is_short_for_another(const struct text *t, const struct mention *mentions, uint32_t i)
{
	const struct mention *m = &mentions[i];
	uint32_t start = t->paragraphs[text_paragraph(t, m->start)].start, word = word_after(t, m->start);
	if (m->start == m->end || !m->license || !m->license->members.count)
		return false;
	for (uint32_t k = i; k-- > 0 && mentions[k].start >= start;)
		if (mentions[k].license && !mentions[k].license->members.count && mentions[k].start < mentions[k].end &&
		    words_same(t, word, word_after(t, mentions[k].start)))
			return true;
	return false;
}

/* "The dataset is under Pear, and so the weights that we derived are shared under the same license", and no other is named between. */
static bool goes_on_of_weights(const struct saying *s, const struct place_of *p, const struct mention *mentions, uint32_t n,
			       uint32_t i)
{
	static const char *const same[] = {"same", NULL}, *const license[] = {"license", "licence", "terms", NULL};
	const struct text *t = s->t;
	uint32_t next = i + 1;
	while (next < n && next < i + SENTENCE_WORDS && mentions[next].license == mentions[i].license)
		next++;
	uint32_t end = next < n ? word_after(t, mentions[next].start) : p->to;
	for (uint32_t w = p->last + 1; w + 1 < p->to && w + 1 < end && w < p->last + SENTENCE_WORDS; w++)
		if (word_in(t, w, same) && word_in(t, w + 1, license))
			return subjects_in(s, p->last + 1, w) & SAID_OF_WEIGHTS;
	return false;
}

/* "TernCorpus", "wing-Dataset": a name whose last part says that it is data. */
static bool is_name_of_data(const struct saying *s, uint32_t i)
{
	const struct text *t = s->t;
	uint32_t start = t->words[i].start, part = t->words[i].end;
	char name[TOKEN_BYTES];
	while (part > start && (t->plain[part - 1] < 'A' || t->plain[part - 1] > 'Z'))
		part--;
	if (part < start + 2 || t->words[i].end - part >= sizeof name - 1)
		return false;
	snprintf(name, sizeof name, "%.*s", (int)(t->words[i].end - part + 1), t->plain + part - 1);
	alias_fold(name, name, sizeof name);
	const char *code = catalog_subject(s->c, name);
	return code && said_of_code(code) == SAID_OF_DATA;
}

/*
 * "TernCorpus, TernNER and TernQA are under Pear. The datasets are released for …": names that stand for nothing that is known, one of which
 * says that it is data, are those of the data that the next sentence speaks of; after "these", whatever they are called.
 */
static bool goes_on_of_data(const struct saying *s, const struct place_of *p, uint32_t sentence)
{
	static const char *const the[] = {"the", "all", NULL}, *const these[] = {"these", "those", NULL};
	static const char *const are[] = {"are", "were", "have", "may", "can", NULL}, *const and[] = {"and", NULL};
	const struct text *t = s->t;
	if (sentence + 1 >= t->n_sentences || t->sentences[sentence + 1].paragraph != t->sentences[sentence].paragraph ||
	    p->from == p->first || named_in(s, p->from, p->first))
		return false;
	struct range next = words_of_sentence(t, sentence + 1);
	uint32_t i = next.from;
	bool back = false, named = false;
	for (; i < next.to && (word_in(t, i, the) || word_in(t, i, these)); i++)
		back |= word_in(t, i, these);
	if (i == next.from || i + 1 >= next.to || subjects_in(s, i, i + 1) != SAID_OF_DATA || !word_in(t, i + 1, are))
		return false;
	for (i = p->from; i < p->first && !named && i < p->from + SENTENCE_WORDS; i++)
		named = is_name_of_data(s, i);
	return named || (back && is_like_name(t, p->from) && any_word_is(t, p->from, p->first, and));
}

/* "The source code, excluding the weights, is under Pear": what is left out, up to the next mark, is not of it. */
static unsigned without_left_out(const struct saying *s, const struct place_of *p, unsigned said)
{
	static const char *const out[] = {"excluding", "except", "excepting", NULL}, *const which[] = {"which", "that", "these",
												       NULL};
	if (!(said & SAID_OF_WEIGHTS) || p->before > p->from || p->first > p->from + SENTENCE_WORDS)
		return said;
	uint32_t k = next_word_in(s->t, p->from, p->first, out), end = k + 1;
	if (k >= p->first || !(subjects_in(s, p->from, k) & SAID_OF_CODE))
		return said;
	while (end < p->first && words_unparted(s->t, end - 1, end, ",;)"))
		end++;
	bool kept = end == p->first || word_in(s->t, end, which) ||
		    (subjects_in(s, p->from, k) | subjects_in(s, end, p->first)) & SAID_OF_WEIGHTS;
	return kept ? said : said & ~(unsigned)SAID_OF_WEIGHTS;
}

/* "The weights follow their own terms; the code is Pear": what stands before the semicolon has been told already. */
static bool is_code_behind_semicolon(const struct saying *s, const struct place_of *p)
{
	static const char *const is[] = {"is", "are", NULL};
	uint32_t at = p->first, least = p->first > p->before + SENTENCE_WORDS ? p->first - SENTENCE_WORDS : p->before;
	while (at > least && words_unparted(s->t, at - 1, at, ";"))
		at--;
	return at > least && at < p->first && subjects_in(s, at, p->first) == SAID_OF_CODE && any_word_is(s->t, at, p->first, is);
}

/* "The weights are under Pear, equivalent version of [Auk](…/LICENSE)": where the text of another work is, with which this one is compared. */
static bool is_compared_with(const struct text *t, const struct place_of *p)
{
	static const char *const same[] = {"equivalent", "identical", "akin", "analogous", NULL};
	enum { COMPARED_WORDS = 10 };
	uint32_t near = p->first > p->before + COMPARED_WORDS ? p->first - COMPARED_WORDS : p->before;
	return any_word_is(t, near, p->first, same);
}

/* "That is another than the license of Auk (Pear)", as Japanese says it: behind the name. */
static bool differs_from(const struct text *t, const struct place_of *p)
{
	static const char *const differs[] = {"異", "다르", "다릅니다", NULL};
	enum { BEHIND_WORDS = 10 };
	uint32_t to = p->last + 1 + BEHIND_WORDS < p->after ? p->last + 1 + BEHIND_WORDS : p->after;
	return any_word_is(t, p->last + 1, to, differs);
}

/* "AUKX", "Auk2": more of it than the first letter is a capital or a number. */
static bool is_product_name(const struct text *t, uint32_t i)
{
	for (uint32_t at = t->words[i].start + 1; at < t->words[i].end; at++)
		if (is_digit(t->plain[at]) || (t->plain[at] >= 'A' && t->plain[at] <= 'Z'))
			return true;
	return false;
}

/* "Note on Auk2: the weights come from Heron (Pear)": of that, where it is not all that is here. */
static bool is_in_note(const struct saying *s, const struct place_of *p)
{
	static const char *const note[] = {"note", "notes", "remark", "remarks", NULL}, *const on[] = {"on", "about", "regarding",
												       NULL};
	const struct text *t = s->t;
	uint32_t i = p->from + 2;
	if (i >= p->first || !word_in(t, p->from, note) || !word_in(t, p->from + 1, on))
		return false;
	while (i + 1 < p->first && i < p->from + LABEL_WORDS && t->plain[t->words[i].end] != ':')
		i++;
	if (t->plain[t->words[i].end] != ':' || named_in(s, p->from + 2, i + 1) ||
	    any_word_is(t, p->from + 2, i + 1, licensing_words))
		return false;
	for (uint32_t k = p->from + 2; k <= i; k++) /* "Usage" begins with a capital, and is no name */
		if (!is_product_name(t, k))
			return false;
	return true;
}

/*
 * "Separately from the Pear code license", "a Pear grant scoped to the scripts": of the code, whatever else the sentence speaks of.
 */
static bool is_called_of_code(const struct saying *s, const struct place_of *p)
{
	const struct text *t = s->t;
	static const char *const code[] = {"code", "software", NULL}, *const source[] = {"source", NULL},
				 *const license[] = {"license", "licence", NULL};
	static const char *const grant[] = {"grant", "license", "licence", NULL}, *const scoped[] = {"scoped", "confined", NULL},
				 *const to[] = {"to", NULL};
	uint32_t i = p->last + 1, scope = i + (i < p->to && word_in(t, i, grant));
	if (scope + 2 < p->to && word_in(t, scope, scoped) && word_in(t, scope + 1, to))
		return !(subjects_in(s, scope + 2, scope + 3 + (scope + 3 < p->to)) & SAID_OF_WEIGHTS);
	i += i + 1 < p->to && word_in(t, i, source);
	return i + 1 < p->to && word_in(t, i, code) && word_in(t, i + 1, license);
}

/* "The Pear License in this repository covers the source code only": behind the name, whatever file says it. */
static bool covers_code_alone(const struct saying *s, const struct place_of *p)
{
	static const char *const covers[] = {"covers", "applies", "governs", "extends", NULL}, *const only[] = {"only", "alone",
														"solely", NULL};
	enum { NEAR_WORDS = 8, REACH_WORDS = 12 };
	uint32_t near = p->last + NEAR_WORDS < p->after ? p->last + NEAR_WORDS : p->after,
		 at = next_word_in(s->t, p->last + 1, near, covers);
	uint32_t end = at + REACH_WORDS < p->after ? at + REACH_WORDS : p->after;
	return at < near && words_unparted(s->t, p->last, at, "|;:.") && any_word_is(s->t, at + 1, end, only) &&
	       subjects_in(s, at + 1, end) == SAID_OF_CODE;
}

void sayings_find(const struct catalog *c, const struct text *t, struct mention *mentions, uint32_t n)
{
	struct saying s = {c, t};
	unsigned said = 0;
	uint32_t before_sentence = UINT32_MAX;
	bool example = false, choice = false;
	if (!t->n_sentences || !c->n_subjects)
		return;
	struct range title = title_name(t);
	for (uint32_t i = 0; i < n; i++) {
		struct mention *m = &mentions[i];
		uint32_t number = sentence_of(t, m->start);
		const struct sentence *in = &t->sentences[number];
		struct place_of p = {.from = word_after(t, in->start), .to = word_after(t, in->end)};
		m->said = 0;
		if (t->paragraph_kinds[in->paragraph] == PARAGRAPH_CODE)
			continue;
		p.first = word_after(t, m->start);
		p.last = word_after(t, m->end);
		p.last -= p.last > p.first;
		bool is_link = m->start == m->end, same = number == before_sentence && i && !(said & SAID_BEFORE);
		p.before = same ? word_after(t, mentions[i - 1].end) : p.from;
		p.from = saying_behind_images(t, m, p.from);
		p.before = p.before > p.from ? p.before : p.from;
		p.after = i + 1 < n && mentions[i + 1].start < in->end ? word_after(t, mentions[i + 1].start) : p.to;
		struct range own = {p.before, p.first};
		m->said = said_before(&s, &p) ? SAID_BEFORE : origins_said(&s, number, p.first);
		if (!m->said)
			m->said = said_here(&s, &p, number,
					    same ? said & ~(unsigned)(SAID_BY_LABEL | SAID_BY_IMAGE | SAID_OF_BASE | SAID_BEFORE |
								      SAID_OF_SOME | SAID_OF_PART | SAID_IN_LIST | SAID_PLAINLY |
								      SAID_WHERE_LINKED | SAID_BUT_OTHERS | SAID_BY_CHOICE |
								      SAID_CALLED_BASE)
						 : 0,
					    is_link);
		if (!m->said)
			m->said = saying_by_image(&s, m);
		if (!m->said)
			m->said = said_of_part(&s, &p);
		if (m->said & (SAID_OF_ALL | SAID_OF_WEIGHTS) && !is_link && goes_on_from_used(&s, &p, in->paragraph, title))
			m->said = SAID_OF_ALL | SAID_OF_PART;
		if (m->said == SAID_OF_ALL && names_piece(&s, in, is_link ? behind_label(t, &p) : p.first, title) &&
		    !is_whole_section(t, in, mentions, n, i) && !releases_title(&s, number, p.first))
			m->said |= SAID_OF_PART;
		if (m->said & (SAID_OF_ALL | SAID_OF_WEIGHTS) && !is_link &&
		    (is_of_item(&s, in, &p) || (!(m->said & SAID_BEFORE) && speaks_of_newcomer(&s, number))))
			m->said = SAID_OF_ALL | SAID_OF_PART;
		if (m->said == SAID_OF_ALL && goes_on_from_weights(&s, &p, mentions, i))
			m->said = SAID_OF_WEIGHTS;
		if (m->said & SAID_OF_ALL && goes_on_of_data(&s, &p, number))
			m->said = SAID_OF_DATA;
		if ((m->said ? m->said & (SAID_OF_ALL | SAID_OF_WEIGHTS) : declares(&s, &p, in->paragraph)) &&
		    rest_beside_weights(&s, number, (struct range){p.from, p.first}))
			m->said = SAID_OF_CODE;
		m->said = without_left_out(&s, &p, m->said);
		if (m->said & (SAID_OF_ALL | SAID_OF_WEIGHTS) && !is_link &&
		    (is_called_of_code(&s, &p) || covers_code_alone(&s, &p) || is_code_behind_semicolon(&s, &p)))
			m->said = SAID_OF_CODE;
		uint32_t apart =
			m->said & (SAID_OF_ALL | SAID_OF_WEIGHTS) ? saying_weights_apart(&s, (struct range){p.from, p.to}) : p.to;
		if (apart < p.to && apart <= p.first)
			m->said = SAID_OF_CODE;
		if (m->said == SAID_OF_DATA && goes_on_of_weights(&s, &p, mentions, n, i))
			m->said = SAID_OF_WEIGHTS;
		m->said |= said_of_some(&s, &p, m->said);
		m->said = aside_settled(&s, number, p.first, is_link, m->said);
		if (!(m->said & SAID_OF_WEIGHTS) && !is_link &&
		    origins_tell_trained(&s, number, own, (struct range){p.first, p.last + 1}))
			m->said = SAID_OF_WEIGHTS;
		unsigned described;
		if (!is_link && m->said & (SAID_OF_ALL | SAID_OF_WEIGHTS) &&
		    aside_describes(&s, (struct range){p.from, p.to}, p.first, p.last, &described))
			m->said = described;
		if (m->said && m->start < m->end && labelled(&s, &p))
			m->said |= SAID_BY_LABEL;
		if (m->said && saying_is_in_image(t, m))
			m->said |= SAID_BY_IMAGE;
		if (m->said & (SAID_OF_ALL | SAID_OF_WEIGHTS))
			m->said |= how_said(&s, in, &p, is_link);
		if (number != before_sentence && m->said & (SAID_OF_ALL | SAID_OF_WEIGHTS) &&
		    word_excepting_others(t, p.from, p.to) != UINT32_MAX) /* once: a sentence may name many */
			m->said |= SAID_BUT_OTHERS;
		choice = number == before_sentence ? choice : m->said && choice_is_offered(&s, in);
		if (m->said && choice)
			m->said |= SAID_BY_CHOICE;
		if (m->said && same && mentions[i - 1].said && mentions[i - 1].license != m->license &&
		    choice_joins(&s, in, p.before, p.first)) {
			mentions[i - 1].said |= SAID_BY_CHOICE;
			m->said |= SAID_BY_CHOICE;
		}
		if (m->said & SAID_OF_WEIGHTS && !is_link)
			m->said |= where_said(&s, in, &p, m);
		example = aside_is_example(t, in->start, m->start) || (same && example && joined(t, &p));
		bool undecided = m->said && !is_link && undecided_said(&s, (struct range){p.from, p.to}, p.first, p.last);
		bool compared = m->said && (is_link ? is_compared_with(t, &p) : differs_from(t, &p));
		if (example || undecided || compared || (is_link && saying_is_named_otherwise(t, mentions, n, i)))
			m->said = 0;
		m->sentence = (struct span){in->start, in->end};
		unsigned by_row = saying_by_row(&s, m, &m->sentence);
		if (!by_row && m->said & SAID_OF_ALL && m->said & SAID_BY_LABEL)
			by_row = said_in_item(&s, &p, &m->sentence);
		if (!by_row && m->said & (SAID_OF_ALL | SAID_OF_WEIGHTS) && saying_row_names_piece(&s, m))
			by_row = m->said & SAID_OF_ALL ? m->said | SAID_OF_PART : SAID_OF_WEIGHTS | SAID_BY_ROW;
		m->said = by_row ? by_row : m->said;
		if (m->said & (SAID_OF_ALL | SAID_OF_WEIGHTS) && saying_is_of_linked(t, m))
			m->said = SAID_OF_WEIGHTS | SAID_BY_ROW;
		if (!m->said && !is_link && is_like_row(&s, &p))
			m->said = SAID_OF_WEIGHTS | SAID_BY_ROW;
		if (m->said & (SAID_OF_ALL | SAID_OF_WEIGHTS) && !is_link && is_in_note(&s, &p))
			m->said = SAID_OF_ALL | SAID_OF_PART;
		if (m->said & (SAID_OF_ALL | SAID_OF_WEIGHTS) &&
		    origins_are_called(&s, (struct range){p.from, p.first}, (struct range){p.last + 1, p.after}))
			m->said |= SAID_CALLED_BASE;
		unsigned base, file = m->said & SAID_OF_ALL ? heading_of_file(&s, in->paragraph) : 0;
		m->said = file ? (m->said & ~(unsigned)SAID_OF_ALL) | file : m->said;
		if (m->said & (SAID_OF_ALL | SAID_OF_WEIGHTS) && goes_on_from_base(&s, &p, mentions, i, &base))
			m->said = base;
		if (m->said && is_short_for_another(t, mentions, i))
			m->said = 0;
		if (m->said & SAID_BY_IMAGE && saying_is_behind_badge(t, mentions, n, i))
			m->said = SAID_BEHIND_BADGE;
		said = m->said & ~(unsigned)SAID_BY_ROW;
		before_sentence = number;
	}
}
