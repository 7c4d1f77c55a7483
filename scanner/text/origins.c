/* SPDX-License-Identifier: MIT */
#include "text/origins.h"

#include "base/ascii.h"
#include "evidence/fact.h"

#include <string.h>

enum { AFTER_WORDS = 3, BINDING_WORDS = 4, NAME_WORDS = 8 };

static const char *const base_words[] = {"base",    "original", "upstream", "parent",	"underlying", "исходная", "исходной",
					 "базовая", "базовой",	"Исходная", "Исходной", "Базовая",    "Базовой",  NULL};

/* "fine-tuné à partir de", "ajustado a partir de", at word i of them that tells what was done. */
static bool is_derived_romance(const struct text *t, uint32_t i)
{
	static const char *const done[] = {"fine-tuné", "fine-tunée", "tuné",	  "tunée",    "affiné",
					   "affinée",	"dérivé",     "dérivée",  "ajustado", "ajustada",
					   "afinado",	"afinada",    "derivado", "derivada", NULL},
				 *const to[] = {"à", "a", NULL}, *const partir[] = {"partir", NULL};
	return word_in(t, i, done) && word_in(t, i + 1, to) && word_in(t, i + 2, partir);
}

/*
 * The word behind "derived from", "fine-tuned on", where they stand at word i, or behind "tuned with", where "which" comes before word `to`;
 * 0: they do not. Two more words follow.
 */
static uint32_t end_of_deriving(const struct text *t, uint32_t i, uint32_t to)
{
	static const char *const deriving[] = {"derived",     "finetuned", "fine",  "distilled",
					       "initialized", "built",	   "based", NULL},
				 *const tuned[] = {"tuned", NULL}, *const from[] = {"from", "on", "upon", NULL},
				 *const with[] = {"with", "using", NULL}, *const which[] = {"which", NULL};
	if (is_derived_romance(t, i))
		return i + 3;
	if (!word_in(t, i, deriving))
		return 0;
	i += word_in(t, i + 1, tuned) ? 2 : 1;
	bool found = word_in(t, i, from) || (word_in(t, i, with) && any_word_is(t, i, to, which));
	return found ? i + 1 : 0;
}

/*
 * The word behind "a derivative work of", "a fine-tuned version of", where they stand at word i and what the license is said of is told before
 * word `to` by "which", or by ", licensed"; 0: so it is not. Sets *tuned where what is made so is a model.
 */
static uint32_t end_of_derivative(const struct text *t, uint32_t i, uint32_t to, bool *tuned)
{
	static const char *const things[] = {"derivative",   "derivatives",  "adaptation",   "finetune",
					     "quantization", "quantisation", "distillation", NULL},
				 *const made[] = {"tuned", "finetuned", "quantized", "quantised", "distilled", "pruned", NULL},
				 *const kinds[] = {"version", "variant", "versions", "variants", "work", "works", "model", NULL},
				 *const of[] = {"of", NULL}, *const which[] = {"which", NULL},
				 *const licensed[] = {"licensed", "licenced", "released", NULL};
	bool thing = word_in(t, i, things);
	uint32_t at = i + 1;
	if (!thing && !(word_in(t, i, made) && word_in(t, at, kinds)))
		return 0;
	at += word_in(t, at, kinds) ? 1 : 0;
	*tuned |= !thing;
	bool told = any_word_is(t, at, to, which) || (word_in(t, to - 1, licensed) && t->plain[t->words[to - 2].end] == ',');
	return word_in(t, at, of) && told ? at + 1 : 0;
}

/*
 * "Tern is trained on data that are licensed under Pear": nothing but such words between the data and the name of the license.
 * Behind "and" the model is spoken of again: "trained on data of our own and released under Pear".
 */
bool origins_are_data(const struct saying *s, struct range before)
{
	static const char *const trained[] = {"trained", "pretrained", "pre-trained", "tuned", "finetuned", NULL},
				 *const on[] = {"on", "with", "using", "from", NULL},
				 *const linking[] = {"that",	  "which",	 "is",	     "are",	 "was",
						     "were",	  "all",	 "licensed", "licenced", "released",
						     "available", "provided",	 "under",    "the",	 "a",
						     "published", "distributed", "shared",   "made",	 NULL};
	uint32_t i = before.to, made = 0;
	while (i > before.from && i + SENTENCE_WORDS > before.to && word_in(s->t, i - 1, linking))
		i--;
	if (i == before.to || i == before.from || subjects_in(s, i - 1, i) != SAID_OF_DATA)
		return false;
	for (uint32_t k = before.from; k + 1 < i && k < before.from + SENTENCE_WORDS; k++)
		made = word_in(s->t, k, trained) && word_in(s->t, k + 1, on) ? k + 2 : made;
	return made && subjects_in(s, made, i) == SAID_OF_DATA;
}

/*
 * "derived from Wren, and as such are subject to the Pear License", "based on Wren, and is licensed under Pear", "… and fall under Pear":
 * behind "and" the model is spoken of again, by its license. With other words it may be the license of either: "derived from Wren and is
 * originally licensed …".
 */
bool origins_speak_again(const struct text *t, uint32_t made, uint32_t first)
{
	static const char *const and[] = {"and", NULL}, *const which[] = {"which", "that", "whose", NULL},
				 *const again[] = {"as", "thus", "therefore", "hence",	 "so",
						   "it", "they", "inherits",  "inherit", NULL},
				 *const is[] = {"is", "are", NULL}, *const put[] = {"licensed",	 "licenced", "governed",
										    "released",	 "subject",  "distributed",
										    "available", "under",    "bound",
										    NULL},
				 *const fall[] = {"fall", "falls", "come", "comes", "remain", "remains", "stay", "stays", NULL},
				 *const under[] = {"under", NULL};
	uint32_t behind = 0;
	for (uint32_t i = made; i < first; i++)
		behind = word_in(t, i, and) ? i + 1 : behind;
	if (!behind || behind >= first || any_word_is(t, made, first, which))
		return false;
	return word_in(t, behind, again) || (behind + 1 < first && ((word_in(t, behind, is) && word_in(t, behind + 1, put)) ||
								    (word_in(t, behind, fall) && word_in(t, behind + 1, under))));
}

/*
 * Words that say with what training began: "it uses Wren, released under Pear, as a pretrained model", "Tern utilizes the following base model:".
 */
static bool tells_start(const struct text *t, struct range in)
{
	static const char *const uses[] = {"uses",     "use",	   "used",    "utilizes", "utilises",
					   "utilized", "utilised", "employs", NULL},
				 *const as[] = {"as", "following", NULL}, *const start[] = {"pretrained", "pre-trained",
											    "initial",	  "base",
											    "starting",	  "backbone",
											    NULL};
	if (!any_word_is(t, in.from, in.to, uses))
		return false;
	for (uint32_t i = in.from; i + 1 < in.to && i < in.from + SENTENCE_WORDS; i++)
		if (word_in(t, i, as) && any_word_is(t, i + 1, i + 3 < in.to ? i + 3 : in.to, start))
			return true;
	return false;
}

/* The sentence, or the one that leads its list, tells with what training began, and nothing stands between that and the license. */
static bool is_of_start(const struct saying *s, uint32_t sentence, struct range in, uint32_t first)
{
	static const char *const verbs[] = {"is", "are", "and", "but", "while", NULL};
	const struct sentence *at = &s->t->sentences[sentence];
	if (at->lead != UINT32_MAX && tells_start(s->t, words_of_sentence(s->t, at->lead)))
		return true;
	return tells_start(s->t, in) && !any_word_is(s->t, in.from, first, verbs);
}

/* "Derived from the songs of the wren (Pear)": behind what it is derived from, whose license that is. */
static bool is_in_parentheses(const struct text *t, uint32_t made, uint32_t first)
{
	return made < first && t->plain[t->words[first].start - 1] == '(';
}

/* "Tern is a derivative of the songs of the wren by Smew, used under Pear": under which the maker of the model uses them. */
static bool is_used_under(const struct text *t, uint32_t from, uint32_t first)
{
	static const char *const derivative[] = {"derivative", "derivatives", "adaptation", NULL}, *const used[] = {"used", NULL},
				 *const under[] = {"under", NULL};
	return first > from + 2 && word_in(t, first - 1, under) && word_in(t, first - 2, used) &&
	       any_word_is(t, from, first, derivative);
}

/* Words that call a model, perhaps as an owner: "model", "model's", "weights". */
static bool is_model_word(const struct saying *s, uint32_t i)
{
	static const char *const owning[] = {"model's", "models'", "model’s", NULL};
	return named_in(s, i, i + 1) & SAID_OF_WEIGHTS || word_in(s->t, i, owning);
}

/*
 * "Use is also governed by the base model's license, and here that is Pear", "…: Wren-7B is Pear, Wren-3B is Quince": behind the word for the
 * license, that of the base is told, as long as nothing that is here is named. SAID_OF_SOME, too, where a model is: it may be another one.
 */
static unsigned said_behind_base(const struct saying *s, struct range in, uint32_t first)
{
	static const char *const binding[] = {"governed", "subject", "bound",  "under",	  "inherits",
					      "follows",  "comply",  "follow", "carries", NULL};
	const struct text *t = s->t;
	uint32_t behind = 0;
	for (uint32_t i = in.from; i + 2 < first && i < in.from + SENTENCE_WORDS; i++)
		if (word_in(t, i, base_words) && is_model_word(s, i + 1) && word_in(t, i + 2, licensing_words) &&
		    any_word_is(t, i > in.from + BINDING_WORDS ? i - BINDING_WORDS : in.from, i, binding))
			behind = i + 3;
	if (!behind || behind >= first || named_in(s, behind, first))
		return 0;
	for (uint32_t i = first; i-- > behind && i + NAME_WORDS > first;)
		if (is_like_name(t, i))
			return SAID_OF_BASE | SAID_OF_SOME;
	return SAID_OF_BASE;
}

/* "Tern is a derivative of Wren", in a document that is called "Tern". */
static bool begins_with_title(const struct text *t, struct range in)
{
	struct range title = title_name(t);
	return title.from < title.to && in.from < in.to && in.from >= title.to && words_same(t, in.from, title.from);
}

/*
 * What the model is made from is said to be under the license: "Tern is derived from Wren, which is under the Pear License". Data that
 * it was tuned on are no such thing: "derived from Wren and fine-tuned on a corpus that is under the Pear License".
 */
unsigned origins_said(const struct saying *s, uint32_t sentence, uint32_t first)
{
	const struct sentence *at = &s->t->sentences[sentence];
	struct range in = words_of_sentence(s->t, sentence);
	unsigned all = subjects_in(s, in.from, in.to), over = 0;
	static const char *const of_some[] = {"for", "if", "some",
					      NULL}; /* "For models based on Wren, follow the Pear License" */
	uint32_t made = 0;			     /* behind the last words that say so */
	bool about_licensing = false, tuned = false;
	if (is_of_start(s, sentence, in, first))
		return SAID_OF_BASE;
	if (is_used_under(s->t, in.from, first))
		return SAID_OF_DATA;
	unsigned behind_base = said_behind_base(s, in, first);
	if (behind_base)
		return behind_base;
	for (uint32_t i = in.from, end; i + 2 < first && i < in.from + SENTENCE_WORDS; i++)
		made = (end = end_of_deriving(s->t, i, first)) || (end = end_of_derivative(s->t, i, first, &tuned)) ? end : made;
	if (!made || all & SAID_OF_CODE)
		return 0;
	if (!any_word_is(s->t, in.from, in.to, licensing_words))
		return is_in_parentheses(s->t, made, first) ? SAID_OF_DATA : 0;
	if (subjects_in(s, made, first) == SAID_OF_DATA)
		return SAID_OF_DATA;
	if (origins_speak_again(s->t, made, first))
		return 0;
	over = heading_subjects(s, at->paragraph, &about_licensing);
	bool led = at->lead != UINT32_MAX || begins_with_title(s->t, in);
	if (over & SAID_OF_OTHERS || !(all & SAID_OF_WEIGHTS || tuned || (about_licensing && led)))
		return 0;
	return word_in(s->t, in.from, of_some) ? SAID_OF_BASE | SAID_OF_SOME : SAID_OF_BASE;
}

/* "Use of the base must comply with Pear": no noun behind it. */
static bool is_base_alone(const struct text *t, uint32_t from, uint32_t i, uint32_t to)
{
	static const char *const base[] = {"base", NULL}, *const the[] = {"the", "its", NULL},
				 *const verbs[] = {"is", "are", "was", "must", "should", "shall", "has", NULL};
	return i > from && i + 1 < to && word_in(t, i, base) && word_in(t, i - 1, the) && word_in(t, i + 1, verbs);
}

/*
 * The noun of the base that word i calls one, with the name that may stand between: "base model", "base Wren 2 model"; `to`: there is none.
 * By the name of what is here it is a part of that: "the base Tern model" and a larger one.
 */
static uint32_t noun_of_base(const struct saying *s, uint32_t i, uint32_t to)
{
	uint32_t noun = i + 1;
	if (!word_in(s->t, i, base_words))
		return to;
	while (noun < to && noun <= i + NAME_WORDS && !is_model_word(s, noun) &&
	       (is_like_name(s->t, noun) || (noun > i + 1 && is_digit(s->t->plain[s->t->words[noun].start]))))
		noun++;
	bool own = noun > i + 1 && behind_title(s->t, i + 1, to) > i + 1;
	return noun < to && !own && named_in(s, noun, noun + 1) & SAID_OF_WEIGHTS ? noun : to;
}

/*
 * "The base model", "The base Wren model", "License for base weights", "Tern base license", and no other model: "base and chat models" may
 * both be here.
 */
bool origins_call_base(const struct saying *s, struct range in)
{
	static const char *const ends[] = {"is", "are", "was", "were", "remains", "remain", "retains", "retain", NULL},
				 *const as[] = {"as", NULL};
	const struct text *t = s->t;
	bool base = false;
	for (uint32_t i = in.from; i < in.to && i < in.from + SENTENCE_WORDS; i++) {
		if (word_in(t, i, ends) || (base && is_set_off(t, i)))
			break;
		uint32_t noun = noun_of_base(s, i, in.to);
		bool called = noun < in.to || (i + 1 < in.to && word_in(t, i, base_words) &&
					       (word_in(t, i + 1, licensing_words) || is_base_alone(t, in.from, i, in.to)));
		if (!called && (word_in(t, i, as) || named_in(s, i, i + 1) & SAID_OF_WEIGHTS))
			return false;
		base |= called;
		i = noun < in.to ? noun : i + called;
	}
	return base;
}

/* "The Pear License continues to apply to the underlying Wren", in the words behind the name. */
static bool applies_to_base(const struct text *t, struct range behind)
{
	static const char *const still[] = {"license", "licence", "terms", "still", "also", "continues", "continue", "to", NULL},
				 *const applies[] = {"apply", "applies", "cover", "covers", "govern", "governs", NULL},
				 *const the[] = {"to", "the", "all", NULL};
	uint32_t i = behind.from, verb;
	while (i < behind.to && word_in(t, i, still))
		i++;
	verb = i;
	i += i < behind.to && word_in(t, i, applies);
	while (i < behind.to && i > verb && word_in(t, i, the))
		i++;
	return i > verb && i < behind.to && word_in(t, i, base_words);
}

/* "Pear (adapter) and Quince (base)": in parentheses behind the name, and in the words before it. */
bool origins_are_called(const struct saying *s, struct range before, struct range behind)
{
	const struct text *t = s->t;
	uint32_t i = behind.from;
	while (i < behind.to && i < behind.from + AFTER_WORDS && t->plain[t->words[i].start - 1] != '(')
		i++;
	bool aside = i < behind.to && t->plain[t->words[i].start - 1] == '(' && word_in(t, i, base_words) &&
		     (t->plain[t->words[i].end] == ')' || (i + 1 < behind.to && named_in(s, i + 1, i + 2) & SAID_OF_WEIGHTS));
	return aside || applies_to_base(t, behind) || origins_call_base(s, before);
}

/*
 * "Those", "the ones", "models" before "fine-tuned", or "that were tuned", with word i: models of which the sentence, or the one before it,
 * speaks.
 */
static bool are_models(const struct saying *s, uint32_t sentence, uint32_t from, uint32_t i)
{
	static const char *const those[] = {"those", "ones", NULL}, *const between[] = {"fine", "pre", "that", "which",
											"were", "was", "are",  NULL};
	uint32_t start = word_after(s->t, s->t->sentences[sentence].start);
	while (i > from && word_in(s->t, i - 1, between))
		i--;
	if (i == from)
		return false;
	if (!word_in(s->t, i - 1, those))
		return named_in(s, i - 1, i) == SAID_OF_WEIGHTS;
	unsigned named = i - 1 > start ? subjects_in(s, start, i - 1) : named_before(s, sentence);
	return named & SAID_OF_WEIGHTS;
}

/* "The corpora, which are under Pear", with the word for which: they, and not what was trained on them. */
static bool is_of_many_data(const struct saying *s, uint32_t which)
{
	const struct text *t = s->t;
	uint32_t end = t->words[which - 1].end;
	return subjects_in(s, which - 1, which) & SAID_OF_DATA && strchr("aAsS", t->plain[end - 1]);
}

/*
 * Are those trained on the words behind `on` put under the license that begins with word `name`: "are under Pear", and where something is left
 * out, ", which are Pear"?
 */
static bool verb_tells(const struct saying *s, uint32_t on, uint32_t name, bool left_out)
{
	static const char *const are[] = {"are", "is", "fall", "come", "remain", "carry", NULL}, *const which[] = {"which",
														   "that", NULL};
	static const char *const between[] = {"only",	   "licensed", "licenced", "released",	 "distributed", "available",
					      "published", "shared",   "provided", "accessible", "exclusively", "instead",
					      "under",	   "by",       "the",	   "a",		 "an",		NULL};
	uint32_t verb = name;
	while (verb > on && word_in(s->t, verb - 1, between))
		verb--;
	if (verb < on + 2 || !word_in(s->t, verb - 1, are))
		return false;
	return !word_in(s->t, verb - 2, which) || (left_out && !is_of_many_data(s, verb - 2));
}

/* "All models are Quince, except those …": something is left out in the words right before. */
static bool is_left_out(const struct text *t, uint32_t from, uint32_t models)
{
	static const char *const out[] = {"except", "excepting", "excluding", "besides", "exception", "than", "but", NULL};
	enum { NEAR_WORDS = 6 };
	return any_word_is(t, models > from + NEAR_WORDS ? models - NEAR_WORDS : from, models, out);
}

bool origins_tell_trained(const struct saying *s, uint32_t sentence, struct range in, struct range name)
{
	static const char *const trained[] = {"trained", "pretrained", "tuned", "finetuned", "distilled", "learned", NULL},
				 *const on[] = {"on", "with", "using", "from", "upon", NULL};
	enum { REACH_WORDS = 24 };
	const struct text *t = s->t;
	uint32_t least = name.from > in.from + REACH_WORDS ? name.from - REACH_WORDS : in.from, i = name.from;
	while (i > least && !(word_in(t, i - 1, trained) && word_in(t, i, on)))
		i--;
	if (i == least || i + 1 >= name.from || !are_models(s, sentence, in.from, i - 1))
		return false;
	bool left_out = is_left_out(t, in.from, i - 1);
	bool in_parentheses = t->plain[t->words[name.from].start - 1] == '(' && t->plain[t->words[name.to - 1].end] == ')';
	return verb_tells(s, i + 1, name.from, left_out) || (left_out && in_parentheses);
}
