/* SPDX-License-Identifier: MIT */
#include "text/aside.h"

#include "base/ascii.h"
#include "evidence/fact.h"
#include "text/subjects.h"

#include <string.h>
#include <strings.h>

enum {
	OPENING_WORDS = 3,
	LISTED = 4,
	TITLE_SENTENCES = 5,
	SUBJECT_SPAN = 6,
	PLACE_WORDS = 8,
	COMPONENT_WORDS = 8,
	ORIGIN_WORDS = 16,
	DESCRIBED_WORDS = 8,
	USERS_WORDS = 30
};

/* The words that stand for an image: "[logo] Tern is under the Pear License" is of no logo. */
static bool shows_image(const struct text *t, uint32_t word)
{
	uint32_t at = t->words[word].start, i = text_next_link(t, at);
	return i < t->n_links && t->links[i].image && t->links[i].alt <= at;
}

static const char *const saying[] = {"is", "are", "was", "were", "licensed", "licenced", "released", "under", "by", NULL};

/* "Tern and the logo are under the Pear License": another thing stands before it, of which no more was said. */
static bool is_joined(const struct saying *s, uint32_t from, uint32_t i)
{
	static const char *const articles[] = {"the", "a", "an", "its", "our", "all", "any", NULL};
	static const char *const joints[] = {"and", "or", "plus", NULL};
	const uint32_t least = i > from + SENTENCE_WORDS ? i - SENTENCE_WORDS : from;
	do {
		while (i > least && word_in(s->t, i - 1, articles))
			i--;
		if (i < least + 2 || !word_in(s->t, i - 1, joints))
			return false;
		i -= 2;
	} while (code_is(s, i, i, "ornaments"));
	return !any_word_is(s->t, least, i + 1, saying);
}

/* "font renderer", "emoji-bert": it is the first half of the name of something else. */
static bool is_half(const struct text *t, uint32_t i)
{
	static const char *const going_on[] = {"used",	"in",	  "here",  "of",       "from", "which", "that",
					       "and",	"come",	  "comes", "on",       "file", "files", "image",
					       "shown", "images", "above", "included", "we",   NULL};
	return t->plain[t->words[i].end] == '-' ||
	       !(word_in(t, i + 1, saying) || word_in(t, i + 1, going_on) || is_set_off(t, i + 1));
}

/* "The logo is by a friend and is under the Pear License": the last thing that is named before the license, and something is said of it. */
static bool is_of_ornament(const struct saying *s, uint32_t from, uint32_t first)
{
	for (uint32_t i = first; i-- > from && i + SENTENCE_WORDS > first && !named_in(s, i, i + 1);)
		if (code_is(s, i, i, "ornaments"))
			return any_word_is(s->t, i + 1, first, saying) && !is_half(s->t, i) && !is_joined(s, from, i) &&
			       !shows_image(s->t, i);
	return false;
}

/* "You may obtain a copy of the Pear License at this address", behind a sentence that says what is under it. */
static bool offers_copy(const struct text *t, uint32_t sentence, uint32_t to)
{
	static const char *const getting[] = {"obtain", "get", "find", "read", "see", NULL}, *const copy[] = {"copy", NULL};
	const struct sentence *in = &t->sentences[sentence];
	uint32_t from = words_of_sentence(t, sentence).from;
	if (!sentence || in[-1].paragraph != in->paragraph || !any_word_is(t, from, to, getting) ||
	    !any_word_is(t, from, to, copy))
		return false;
	struct range before = words_of_sentence(t, sentence - 1);
	return any_word_is(t, before.from, before.to, licensing_words);
}

/* An address alone belongs to the sentence before it: "You may obtain a copy of the Pear License at: https://…". */
static uint32_t before_address(const struct text *t, uint32_t sentence)
{
	return sentence && !strncasecmp(t->plain + t->sentences[sentence].start, "http", 4) ? sentence - 1 : sentence;
}

/* "Unless the law demands more, all that is under Pear or Quince is given away as is, without warranties." */
static bool is_disclaimer(const struct text *t, struct range in)
{
	static const char *const unless[] = {"unless", "except", NULL}, *const warranty[] = {"warranty", "warranties", NULL};
	return any_word_is(t, in.from, in.from + OPENING_WORDS < in.to ? in.from + OPENING_WORDS : in.to, unless) &&
	       any_word_is(t, in.from, in.to, warranty);
}

/* A name that begins at `name`, of a file of code; *len: how long it is. */
static bool is_code_name(const char *name, size_t *len)
{
	static const char *const endings[] = {".py", ".c", ".cc", ".cpp", ".h", ".cu", ".js", ".ts", ".java", ".sh", ".rs", ".m"};
	bool found = false;
	*len = strcspn(name, " \n,;:()");
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		size_t end = strlen(endings[i]);
		found |= *len > end && !strncasecmp(name + *len - end, endings[i], end);
	}
	return found;
}

/* Bytes before what a sentence speaks of, which say that it is an exception: "Only ", "ただし ". */
static size_t excepting(const char *sentence)
{
	static const char *const words[] = {"only ",	    "exceptionally, ", "however, ", "but ",	"except for ",
					    "except that ", "ただし ",	       "但し ",	    "ただし、", "但し、",
					    "但 ",	    "其中 ",	       "단, "};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (!strncasecmp(sentence, words[i], strlen(words[i])))
			return strlen(words[i]);
	return 0;
}

/* "wings/beak.py is from Auk (Pear License)", and nothing is said of weights; no "Tern.js" in a document that is called so. */
static bool is_of_file(const struct saying *s, uint32_t sentence, uint32_t first)
{
	const struct text *t = s->t;
	const struct sentence *in = &t->sentences[sentence];
	struct range title = title_name(t);
	uint32_t start = in->start + (uint32_t)excepting(t->plain + in->start);
	size_t n;
	bool found = is_code_name(t->plain + start, &n) && start + n < in->end;
	bool own = title.from < title.to && words_same(t, title.from, word_after(t, start));
	return found && !own && !(named_in(s, word_after(t, start + (uint32_t)n), first) & SAID_OF_WEIGHTS);
}

/* "You must accept the license on the model card of Auk." */
static bool is_on_page(const struct text *t, uint32_t sentence)
{
	static const char *const on[] = {"on", NULL}, *const page[] = {"card", "page", "website", NULL},
				 *const of[] = {"of", NULL};
	struct range in = words_of_sentence(t, sentence), title = title_name(t);
	for (uint32_t i = in.from; i + 3 < in.to && i < in.from + SENTENCE_WORDS; i++) {
		bool there = word_in(t, i + 1, page) && word_in(t, i + 2, of) &&
			     any_word_is(t, i > in.from + 2 ? i - 2 : in.from, i, on);
		if (there && (title.from == title.to || t->words[title.from].hash != t->words[i + 3].hash))
			return t->plain[t->words[i + 3].start] >= 'A' && t->plain[t->words[i + 3].start] <= 'Z';
	}
	return false;
}

bool aside_links_others(const struct catalog *c, const struct text *t, uint32_t link)
{
	struct saying s = {c, t};
	uint32_t at = t->links[link].plain;
	return t->n_sentences && c->n_subjects && named_around(&s, sentence_of(t, at ? at - 1 : 0)) & SAID_OF_OTHERS;
}

bool aside_lists_models(const struct text *t, uint32_t sentence)
{
	static const char *const each[] = {"corresponding", "respective", "应", "應", "各", NULL};
	const struct sentence *in = &t->sentences[sentence];
	struct range words = words_of_sentence(t, sentence);
	uint32_t first = text_next_link(t, in->start), n = 0;
	while (n < LISTED && first + n < t->n_links && t->links[first + n].plain <= in->end)
		n++;
	return n == LISTED && any_word_is(t, words.from, words.to, each);
}

/* "Pear, which takes priority over the Quince License": word `first` begins the name of one that gives way. */
static bool gives_way(const struct text *t, uint32_t from, uint32_t first)
{
	static const char *const articles[] = {"the", "a", "an", "its", "original", "any", NULL}, *const over[] = {"over", NULL},
				 *const priority[] = {"priority", "precedence", "prevails", "prevail", "takes", "take", NULL},
				 *const replacing[] = {"supersedes", "supersede", "superseding", "overrides", "override", NULL};
	uint32_t i = first;
	while (i > from && i + SUBJECT_SPAN > first && word_in(t, i - 1, articles))
		i--;
	return i >= from + 2 && (word_in(t, i - 1, replacing) || (word_in(t, i - 1, over) && word_in(t, i - 2, priority)));
}

/* "You can find a variant of this model under the Pear License at …": another one, that is somewhere else. */
static bool is_of_variant(const struct saying *s, uint32_t from, uint32_t first)
{
	static const char *const offering[] = {"find", "there", "also", "see", "another", "alternative", "use", NULL},
				 *const variant[] = {"variant", "version", "variants", "versions", "edition", NULL},
				 *const article[] = {"a", "an", "another", "alternative", "other", NULL},
				 *const of[] = {"of", NULL}, *const this[] = {"this", "the", "these", "our", NULL};
	const struct text *t = s->t;
	for (uint32_t i = from + 1; i + 3 < first && i < from + SENTENCE_WORDS; i++)
		if (word_in(t, i, variant) && word_in(t, i - 1, article) && word_in(t, i + 1, of) && word_in(t, i + 2, this) &&
		    subjects_in(s, i + 3, i + 4) & SAID_OF_WEIGHTS)
			return any_word_is(t, from, i, offering);
	return false;
}

/* "Outputs of the model must be given away under Pear", "it wants the output be Pear": of what others make with it. */
static bool is_of_outputs(const struct text *t, uint32_t from, uint32_t first)
{
	static const char *const outputs[] = {"outputs", "output", "generations", NULL}, *const opening[] = {"the",  "all",
													     "any",  "model",
													     "your", NULL},
				 *const linking[] = {"be", "is", "are", "under", "as", "to", NULL};
	uint32_t i = first;
	while (i > from && i + SUBJECT_SPAN > first && word_in(t, i - 1, linking))
		i--;
	if (i < first && i > from && word_in(t, i - 1, outputs))
		return true;
	while (from < first && word_in(t, from, opening))
		from++;
	return from < first && word_in(t, from, outputs);
}

/* Where the words before `at` end: before opening marks and blanks. */
static uint32_t before_marks(const struct text *t, uint32_t from, uint32_t at)
{
	while (at > from && strchr(" \n,:([\"'*_`", t->plain[at - 1]))
		at--;
	return at;
}

/* Words that come before an example; [from, end) of plain ends with one, or begins with one. */
static bool has_example_word(const struct text *t, uint32_t from, uint32_t end, bool at_end)
{
	static const char *const words[] = {"e.g.",	   "e.g",	   "eg.",  "such as", "like",
					    "for example", "for instance", "例如", "比如"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t n = strlen(words[i]);
		uint32_t at = at_end ? end - (uint32_t)n : from;
		if (n <= end - from && !strncasecmp(t->plain + at, words[i], n) && (at == from || !is_letter(t->plain[at - 1])))
			return true;
	}
	return false;
}

bool aside_is_example(const struct text *t, uint32_t from, uint32_t at)
{
	uint32_t end = before_marks(t, from, at), open = parenthesis_around(t, from, at);
	if (end < at && end >= from + 4 && !strncasecmp(t->plain + end - 4, " the", 4))
		end = before_marks(t, from, end - 4);
	return has_example_word(t, from, end, true) || has_example_word(t, open, at, false);
}

/*
 * The word "which" of a relative clause that says nothing but the license that begins with word `first`, whether or not a comma is before it;
 * `from`: it is none.
 */
static uint32_t relative_clause(const struct text *t, uint32_t from, uint32_t first)
{
	static const char *const which[] = {"which", NULL}, *const linking[] = {
								    "is",	 "are",	     "was",	 "were",
								    "licensed",	 "licenced", "released", "provided",
								    "available", "governed", "covered",	 "distributed",
								    "published", "under",    "by",	 "the",
								    "ship",	 "ships",    "come",	 "comes",
								    "a",	 "an",	     "also",	 "itself",
								    "terms",	 "of",	     NULL};
	uint32_t i = first;
	while (i > from + 1 && i + SUBJECT_SPAN > first && word_in(t, i - 1, linking))
		i--;
	return i < first && i > from + 1 && word_in(t, i - 1, which) ? i - 1 : from;
}

/* "…, licensed under the Pear License": such a clause without its "which is", behind a comma; `from`: it is none. */
static uint32_t short_clause(const struct text *t, uint32_t from, uint32_t first)
{
	static const char *const put[] = {"licensed",	 "licenced",  "released", "provided", "available",
					  "distributed", "published", "covered",  NULL},
				 *const linking[] = {"under", "by", "the", "a", "an", "terms", "of", "also", NULL};
	uint32_t i = first;
	while (i > from + 1 && i + SUBJECT_SPAN > first && word_in(t, i - 1, linking))
		i--;
	return i < first && i > from + 2 && word_in(t, i - 1, put) && t->plain[t->words[i - 2].end] == ',' ? i - 1 : from;
}

/* Names of others, and nothing that is here: "PyTorch", "the Auk encoder", "the Auk library". */
static bool names_others_alone(const struct saying *s, uint32_t from, uint32_t to)
{
	struct range title = title_name(s->t);
	bool named = false;
	for (uint32_t i = from; i < to; i++)
		named |= is_like_name(s->t, i) && !is_plain_word(s, i, title);
	return named && !(of_whole(named_in(s, from, to)) & ~(unsigned)(SAID_OF_ALL | SAID_OF_WHOLE));
}

/* Is the word behind "depends on", "relies on"? */
static bool depends_on(const struct text *t, uint32_t from, uint32_t word)
{
	static const char *const needing[] = {"depends", "depend", "relies", "rely", NULL}, *const on[] = {"on", "upon", NULL};
	return word > from + 1 && word_in(t, word - 1, on) && word_in(t, word - 2, needing);
}

/*
 * "Trained using Auk, which is under the Pear License", "unlike Auk, which comes under …": what it was made with, or is told from, has that
 * license, and nothing that is here. Is it so?
 * *of: SAID_OF_PART for what is used still, "The model uses Auk, which is …"; what only a program uses, "it uses auQt", is some of the code; else 0.
 */
static bool is_of_tool(const struct saying *s, uint32_t from, uint32_t first, unsigned *of)
{
	static const char *const using[] = {"uses",	"use",	   "includes",	"include",  "integrates", "incorporates",
					    "contains", "bundles", "leverages", "utilizes", "employs",	  NULL},
				 *const with[] = {"using", "with", "via", "on", "upon", "from", "than", "unlike", "like", NULL},
				 *const uses[] = {"uses", "use", "utilizes", "employs", NULL},
				 *const trained[] = {"pre-trained", "pretrained", "trained", NULL}, *const as[] = {"as", NULL};
	const struct text *t = s->t;
	uint32_t which = relative_clause(t, from, first);
	bool whole = which > from; /* else what was trained with Auk may be what is released */
	which = whole ? which : short_clause(t, from, first);
	uint32_t i = which, to = which;
	*of = 0;
	if (which == from)
		return false;
	while (i > from + 1 && i + ORIGIN_WORDS > which && !word_in(t, i - 1, using) && !word_in(t, i - 1, with)) {
		i--;
		to = word_in(t, i, as) ? i : to; /* "uses Auk as a component" */
	}
	if (i == which || !(word_in(t, i - 1, using) || (whole && word_in(t, i - 1, with)) || depends_on(t, from, i)))
		return false;
	static const char *const it[] = {"it", "project", "tool", "app", "application", "program", "plugin", NULL};
	bool by_program = word_in(t, i - 1, uses) && i > from + 1 && word_in(t, i - 2, it) && !any_word_is(t, i, to, trained);
	*of = by_program ? SAID_OF_CODE | SAID_OF_SOME : word_in(t, i - 1, using) || depends_on(t, from, i) ? SAID_OF_PART : 0;
	return names_others_alone(s, i, to);
}

/* "Tern is under Pear, while Auk is licensed under Quince": all that is here was spoken of before, and another thing is named now. */
static bool is_of_contrast(const struct saying *s, uint32_t from, uint32_t first)
{
	static const char *const while_[] = {"while", "whereas", NULL};
	for (uint32_t i = first; i-- > from + 1 && i + PLACE_WORDS > first;)
		if (word_in(s->t, i, while_))
			return any_word_is(s->t, from, i, licensing_words) && !(subjects_in(s, from, i) & SAID_OF_CODE) &&
			       names_others_alone(s, i + 1, first);
	return false;
}

/* "The backbone of Tern (Auk) is under the Pear License": a part, which is not told to be all that is here. */
static bool is_of_backbone(const struct saying *s, uint32_t from, uint32_t first)
{
	static const char *const backbone[] = {"backbone", NULL}, *const linking[] = {"is", "are", NULL};
	for (uint32_t i = first; i-- > from && i + SENTENCE_WORDS > first;)
		if (word_in(s->t, i, backbone))
			return any_word_is(s->t, i + 1, first, linking) && !any_word_is(s->t, from, i, linking);
	return false;
}

/* "Request the weights from Auk (Pear License)", "… from Auk's Pear License": whoever must be asked for them has not put them here. */
static bool is_on_request(const struct saying *s, uint32_t from, uint32_t first)
{
	static const char *const asking[] = {"request", "ask", NULL}, *const origin[] = {"from", NULL},
				 *const joint[] = {"for", NULL};
	const struct text *t = s->t;
	uint32_t i = first, at = t->words[first].start;
	while (i > from + 1 && i + SUBJECT_WORDS > first && !word_in(t, i - 1, origin))
		i--;
	bool owned = i == first; /* the owner is the first word of the license's name */
	if (i <= from + 1 || !word_in(t, i - 1, origin) ||
	    !(owned || (t->plain[at - 1] == '(' && names_others_alone(s, i, first))))
		return false;
	uint32_t near = i > from + DESCRIBED_WORDS ? i - DESCRIBED_WORDS : from;
	uint32_t ask = next_word_in(t, near, i - 1, asking);
	return ask < i - 1 && named_in(s, ask + 1, i - 1) & SAID_OF_WEIGHTS && !any_word_is(t, ask, i - 1, joint);
}

/* "It is built on Auk (Pear License)": nothing but the license in the parentheses, and right before them the name of what is used. */
static bool is_behind_tool(const struct saying *s, uint32_t from, uint32_t inside)
{
	static const char *const using[] = {"using", "uses", "use",	 "with",     "utilizes", "employs",
					    "on",    "upon", "includes", "contains", "bundles",	 NULL};
	uint32_t i = inside;
	while (i > from + 1 && i + SUBJECT_WORDS > inside && !word_in(s->t, i - 1, using))
		i--;
	return i < inside && i > from && word_in(s->t, i - 1, using) && names_others_alone(s, i, inside);
}

/* "With an encoder (Auk, Pear License)": the license in the parentheses is that of what is named before it there, which is used. */
static bool is_in_aside(const struct saying *s, uint32_t from, uint32_t first)
{
	static const char *const using[] = {"using", "uses", "use", "with", "utilizes", "employs", NULL};
	const struct text *t = s->t;
	uint32_t at = t->words[first].start, open = parenthesis_around(t, t->words[from].start, at);
	uint32_t inside = open < at ? word_after(t, open) : first;
	if (at && t->plain[at - 1] == '(')
		return is_behind_tool(s, from, first);
	return inside < first && inside > from && t->plain[t->words[first - 1].end] == ',' &&
	       any_word_is(t, inside > from + SENTENCE_WORDS ? inside - SENTENCE_WORDS : from, inside, using) &&
	       names_others_alone(s, inside, first);
}

/* "Some Auk variants use the Pear License rather than Quince": some of a family that is called so, in a document that is not. */
static bool is_of_some_of_family(const struct saying *s, uint32_t from, uint32_t first)
{
	static const char *const some[] = {"some", "other", "certain", "several", NULL}, *const kinds[] = {
												 "variants", "versions",
												 "models",   "checkpoints",
												 "sizes",    "releases",
												 NULL};
	const struct text *t = s->t;
	struct range title = title_name(t);
	for (uint32_t i = from; i + 2 < first && i < from + SENTENCE_WORDS; i++)
		if (word_in(t, i, some) && is_like_name(t, i + 1) && !is_plain_word(s, i + 1, title) &&
		    any_word_is(t, i + 2, i + 2 + OPENING_WORDS < first ? i + 2 + OPENING_WORDS : first, kinds))
			return true;
	return false;
}

/* "The licenses of the underlying Auk (Pear) and Owl (Quince) hold for those components": in parentheses alone behind the name of one. */
static bool is_of_component(const struct saying *s, struct range in, uint32_t first)
{
	static const char *const components[] = {"underlying",	 "component", "components",  "dependency",
						 "dependencies", "upstream",  "third-party", NULL};
	const struct text *t = s->t;
	uint32_t at = t->words[first].start;
	return first > in.from && at && t->plain[at - 1] == '(' && names_others_alone(s, first - 1, first) &&
	       any_word_is(t, in.from, in.to, components);
}

/* "Tern's", in a document that is called "Tern". */
static bool owns_title(const struct text *t, uint32_t i, struct range title)
{
	const struct word *first = &t->words[title.from];
	return title.from < title.to &&
	       !strncasecmp(t->plain + first->start, t->plain + t->words[i].start, first->end - first->start);
}

/* "Auk's Pear license is included as LICENSE_AUK": a copy of another's, kept for it. */
static bool is_kept_for_another(const struct saying *s, struct range in, uint32_t first)
{
	static const char *const kept[] = {"included", "retained", "kept",     "preserved", "reproduced", "bundled",
					   "shipped",  "provided", "attached", "found",	    NULL},
				 *const is[] = {"is", "are", NULL};
	const struct text *t = s->t;
	uint32_t at = t->words[first].start;
	bool owned = at > 3 && first > in.from &&
		     (!strncmp(t->plain + at - 3, "'s ", 3) || (at > 5 && !strncmp(t->plain + at - 5, "’s ", 5)));
	struct range title = title_name(t);
	uint32_t owner = first;
	while (owned && owner > in.from && (owner == first || t->plain[t->words[owner].start - 1] != ' '))
		owner--; /* "Auk-base's" is of two words */
	for (uint32_t i = first; owned && i + 1 < in.to && i < first + PLACE_WORDS; i++)
		if (word_in(t, i, is) && word_in(t, i + 1, kept))
			return is_like_name(t, owner) && !is_plain_word(s, owner, title) && !owns_title(t, owner, title);
	return false;
}

/* "Our code is based on Auk, which is under the Pear License": it is Auk that has that license. */
static bool is_of_origin(const struct text *t, uint32_t from, uint32_t first)
{
	static const char *const made[] = {"based", "built", "adapted", "modified", "derived", "forked", "borrowed", NULL},
				 *const on[] = {"on", "upon", "from", NULL};
	uint32_t which = relative_clause(t, from, first), i = which;
	while (i > from + 1 && i + ORIGIN_WORDS > which && !word_in(t, i - 1, on))
		i--;
	return which > from && i < which && i > from + 1 && word_in(t, i - 1, on) && word_in(t, i - 2, made);
}

bool aside_is_of_code_used(const struct saying *s, uint32_t from, uint32_t first)
{
	static const char *const used[] = {"using", "with", NULL}, *const verbs[] = {"is",	    "are",	 "was",
										     "were",	    "released",	 "licensed",
										     "licenced",    "published", "available",
										     "distributed", "provided",	 "shared",
										     NULL};
	uint32_t i = first, near;
	while (i > from && i + PLACE_WORDS + ORIGIN_WORDS > first && !named_in(s, i - 1, i))
		i--;
	if (i == from || !(named_in(s, i - 1, i) & SAID_OF_CODE) || any_word_is(s->t, i, first, verbs))
		return false;
	near = i > from + OPENING_WORDS + 1 ? i - OPENING_WORDS - 1 : from;
	return any_word_is(s->t, near, i - 1, used) && !any_word_is(s->t, near, i - 1, verbs);
}

/* True: *said is what it is said to be of, and no more. */
static bool stands_aside(const struct saying *s, uint32_t sentence, uint32_t first, unsigned *said)
{
	struct range in = words_of_sentence(s->t, sentence);
	*said = 0;
	if (is_disclaimer(s->t, in) || aside_lists_models(s->t, sentence))
		return true;
	if (is_of_ornament(s, in.from, first)) {
		*said = SAID_OF_DOCUMENTS;
		return true;
	}
	uint32_t offer = before_address(s->t, sentence);
	if (!offers_copy(s->t, offer, first))
		return false;
	*said = named_before(s, offer) & ~(unsigned)SAID_OF_OTHERS;
	return true;
}

/* "Auk is Pear, so any project using it must be released under Pear": what others make of that, and nothing that is here. */
static bool is_of_users(const struct saying *s, uint32_t from, uint32_t first)
{
	static const char *const any[] = {"any", "every", "all", NULL}, *const using[] = {"using",     "incorporating",
											  "including", "containing",
											  "embedding", "linking",
											  "derived",   "based",
											  "built",     NULL},
				 *const which[] = {"that", "which", NULL}, *const uses[] = {"uses",	    "use",
											    "incorporates", "incorporate",
											    "includes",	    "include",
											    "contains",	    "link",
											    "links",	    NULL},
				 *const duty[] = {"must", "shall", "should", "has", "have", "needs", "need", "required", NULL};
	const struct text *t = s->t;
	uint32_t near = first > from + USERS_WORDS ? first - USERS_WORDS : from;
	for (uint32_t i = near; i + 3 < first; i++) {
		bool made = word_in(t, i + 2, using) || (word_in(t, i + 2, which) && word_in(t, i + 3, uses));
		if (made && word_in(t, i, any) && named_in(s, i + 1, i + 2) & (SAID_OF_WHOLE | SAID_OF_CODE))
			return any_word_is(t, i + 3, first, duty);
	}
	return false;
}

/* "It uses models provided by Auk under the Pear License", "a wrapper that loads weights from Auk, licensed under …": what is used is another's. */
static bool is_of_supplied(const struct saying *s, uint32_t from, uint32_t first)
{
	static const char *const using[] = {"uses",	 "use",	  "utilizes",  "utilises", "employs", "wraps",
					    "leverages", "loads", "downloads", "runs",	   "calls",   NULL},
				 *const made[] = {"provided", "published", "released", "trained", "developed",	 "supplied",
						  "created",  "made",	   "offered",  "shared",  "distributed", NULL},
				 *const by[] = {"by", NULL}, *const origin[] = {"from", NULL};
	const struct text *t = s->t;
	uint32_t least = first > from + ORIGIN_WORDS + SENTENCE_WORDS ? first - ORIGIN_WORDS - SENTENCE_WORDS : from;
	for (uint32_t i = first; i-- > least + 2;) {
		if (!(word_in(t, i, by) && word_in(t, i - 1, made)) && !word_in(t, i, origin))
			continue;
		uint32_t to = word_in(t, i, by) ? i - 1 : i, near = to > least + ORIGIN_WORDS ? to - ORIGIN_WORDS : least;
		while (to > near && !word_in(t, near, using))
			near++;
		if (near < to && named_in(s, near + 1, to) & SAID_OF_WEIGHTS)
			return names_others_alone(s, i + 1, first);
	}
	return false;
}

/* "Intended for purposes in line with the Pear License": how it should be used, and no license that it is given under. */
static bool is_of_purpose(const struct text *t, uint32_t from, uint32_t first)
{
	static const char *const articles[] = {"the", "a", "an", "its", "with", "to", NULL};
	static const char *const agreeing[] = {"line",	     "accordance", "accord",	"keeping",
					       "consistent", "compatible", "agreement", NULL};
	static const char *const meant[] = {"intended", "meant", "designed", "purposes", "purpose", NULL};
	uint32_t i = first;
	while (i > from && i + SUBJECT_SPAN > first && word_in(t, i - 1, articles))
		i--;
	return i > from && i < first && word_in(t, i - 1, agreeing) &&
	       any_word_is(t, i > from + DESCRIBED_WORDS ? i - DESCRIBED_WORDS : from, i - 1, meant);
}

/* Said of the model, or of all that is here, by a sentence that tells it of something else. True: *said is what it is of. */
static bool is_of_another(const struct saying *s, struct range in, uint32_t first, unsigned *said)
{
	uint32_t from = in.from;
	*said = SAID_OF_CODE | SAID_OF_SOME;
	if (aside_is_of_code_used(s, from, first))
		return true;
	*said = 0;
	if (is_kept_for_another(s, in, first) || is_of_some_of_family(s, from, first) || gives_way(s->t, from, first) ||
	    is_of_variant(s, from, first) || is_of_outputs(s->t, from, first) || is_of_purpose(s->t, from, first) ||
	    is_on_request(s, from, first) || is_of_users(s, from, first) || is_of_tool(s, from, first, said))
		return true;
	*said = SAID_OF_PART;
	return is_in_aside(s, from, first) || is_of_supplied(s, from, first) || is_of_component(s, in, first) ||
	       is_of_contrast(s, from, first) || is_of_backbone(s, from, first);
}

unsigned aside_settled(const struct saying *s, uint32_t sentence, uint32_t first, bool is_link, unsigned said)
{
	unsigned aside;
	struct range in = words_of_sentence(s->t, sentence);
	uint32_t from = in.from;
	bool of_model = said & (SAID_OF_ALL | SAID_OF_WEIGHTS), of_code = said & SAID_OF_CODE && !(said & SAID_OF_WEIGHTS);
	if (of_model && !is_link && is_of_another(s, in, first, &aside))
		return aside;
	if (of_code && !is_link && is_of_origin(s->t, from, first))
		return 0;
	if (said == SAID_OF_ALL && stands_aside(s, sentence, first, &aside))
		said = aside;
	if (said & (SAID_OF_ALL | SAID_OF_WEIGHTS) && !is_link && is_of_file(s, sentence, first))
		said = SAID_OF_CODE | SAID_OF_SOME;
	bool of_others = said & SAID_OF_WEIGHTS && (aside_lists_models(s->t, sentence) || is_on_page(s->t, sentence));
	return of_others ? 0 : said;
}

/* Behind "on", "with", "using" and the like, nothing but a few words between. */
static bool is_content(const struct text *t, uint32_t from, uint32_t first)
{
	static const char *const holding[] = {"on",	   "with",     "from",	     "using",	 "use",	      "uses", "used",
					      "comprises", "contains", "containing", "includes", "including", NULL};
	for (uint32_t i = first; i-- > from && first - i <= DESCRIBED_WORDS && !strchr(",.:;(", t->plain[t->words[i].end]);)
		if (word_in(t, i, holding))
			return true;
	return false;
}

bool aside_describes(const struct saying *s, struct range in, uint32_t first, uint32_t last, unsigned *of)
{
	static const char *const licensed[] = {"licensed", "licenced", NULL}, *const no_noun[] = {"under", "by", "as",	  "at",
												  "and",   "or", "for",	  "to",
												  "in",	   "on", "which", "that",
												  NULL};
	const struct text *t = s->t;
	uint32_t noun = word_in(t, last, licensed) ? last + 1 : last + 2, end = noun;
	if (noun >= in.to || !word_in(t, noun - 1, licensed) || t->plain[t->words[noun - 1].end] != ' ' ||
	    word_in(t, noun, no_noun) || !is_content(t, in.from, first))
		return false;
	while (end < in.to && end < noun + SUBJECT_WORDS && !word_in(t, end, no_noun))
		end++;
	unsigned named = subjects_in(s, noun, end);
	*of = named & SAID_OF_DATA;
	return !(named & SAID_OF_WEIGHTS);
}

/* "files from the following", "the parser is adapted from Auk" */
static bool comes_from(const struct text *t, struct range in)
{
	static const char *const made[] = {"files",  "code",   "derived", "modified", "adapted", "taken",
					   "copied", "ported", "forked",  "borrowed", "based",	 NULL},
				 *const from[] = {"from", "on", NULL};
	for (uint32_t i = in.from; i + 1 < in.to; i++)
		if (word_in(t, i, made) && word_in(t, i + 1, from))
			return true;
	return false;
}

/* "Open Source Software Licensed under the Pear License:" over a list of it. */
static bool lists_software(const struct text *t, struct range in)
{
	static const char *const open[] = {"open", NULL}, *const source[] = {"source", "sourced", NULL},
				 *const licensed[] = {"licensed", "licenced", "under", NULL};
	for (uint32_t i = in.from; i + 1 < in.to && i < in.from + OPENING_WORDS; i++)
		if (word_in(t, i, open) && word_in(t, i + 1, source))
			return any_word_is(t, i + 2, in.to, licensed);
	return false;
}

/* Over a list, and all that follows: not a sentence that excepts what is listed below. */
static bool heads_list(const struct saying *s, uint32_t sentence)
{
	struct range in = words_of_sentence(s->t, sentence);
	return in.to <= in.from + SENTENCE_WORDS && lists_software(s->t, in);
}

/* "Code in the wings/ directory is derived from Auk": some of the code, and nothing else. */
static bool tells_place(const struct text *t, struct range in)
{
	static const char *const code[] = {"code", "files", "file", "sources", NULL},
				 *const inside[] = {"in", "under", "within", NULL}, *const folder[] = {"directory",
												       "folder",
												       "subdirectory",
												       "subfolder",
												       "directories",
												       "folders",
												       NULL};
	for (uint32_t i = in.from; i + 2 < in.to; i++)
		if (word_in(t, i, code) && word_in(t, i + 1, inside))
			return any_word_is(t, i + 2, i + 2 + PLACE_WORDS < in.to ? i + 2 + PLACE_WORDS : in.to, folder);
	return false;
}

/* "---- License for wings-parser ----": the title of a text that is that of a component. */
static bool titles_component(const struct text *t, struct range in)
{
	static const char *const of[] = {"for", NULL}, *const own[] = {"this", "the", "all", "our", "use", "using", NULL};
	return in.to > in.from + 2 && in.to <= in.from + COMPONENT_WORDS && word_in(t, in.from, licensing_words) &&
	       word_in(t, in.from + 1, of) && !word_in(t, in.from + 2, own);
}

static bool introduces_others(const struct saying *s, uint32_t sentence)
{
	static const char *const others[] = {"third-party", "third",	    "3rdparty",	    "portions", "portion", "component",
					     "components",  "dependencies", "dependency",   "vendored", "bundled", "bundles",
					     "uses",	    "includes",	    "incorporates", NULL};
	struct range in = words_of_sentence(s->t, sentence);
	in.to = in.to > in.from + SENTENCE_WORDS ? in.from + SENTENCE_WORDS : in.to;
	if (s->t->paragraph_kinds[s->t->sentences[sentence].paragraph] == PARAGRAPH_COPYRIGHT ||
	    subjects_in(s, in.from, in.to) & SAID_OF_WEIGHTS)
		return false;
	return any_word_is(s->t, in.from, in.to, others) || comes_from(s->t, in) || lists_software(s->t, in) ||
	       tells_place(s->t, in) || titles_component(s->t, in);
}

uint32_t aside_first_of_others(const struct catalog *c, const struct text *t, const struct span *texts, uint32_t n)
{
	struct saying s = {c, t};
	uint32_t sentence = 0;
	for (; n && sentence < t->n_sentences && t->sentences[sentence].end <= texts[0].start; sentence++)
		if (heads_list(&s, sentence))
			return n; /* which of them is the own one is not known */
	for (uint32_t i = 1; i < n; i++) {
		while (sentence < t->n_sentences && t->sentences[sentence].start < texts[i - 1].end)
			sentence++;
		for (; sentence < t->n_sentences && t->sentences[sentence].end <= texts[i].start; sentence++)
			if (introduces_others(&s, sentence))
				return i;
	}
	return n;
}

/* "Create a LICENSE file in the root of your repository, with:" */
static bool tells_to_file(const struct saying *s, uint32_t sentence)
{
	struct range in = words_of_sentence(s->t, sentence);
	return ends_with_colon(s->t, sentence) && any_code_is(s, in.from, in.to, "guides");
}

bool aside_is_guide(const struct catalog *c, const struct text *t, const struct span *texts, uint32_t n)
{
	struct saying s = {c, t};
	if (!n || !texts[0].start || !t->n_sentences || !t->n_words)
		return false;
	uint32_t first = sentence_of(t, texts[0].start), last = first > TITLE_SENTENCES ? first - TITLE_SENTENCES : 0;
	for (uint32_t i = first; i-- > last;) /* the title of the license, and whose it is, may stand between */
		if (tells_to_file(&s, i))
			return true;
	return false;
}
