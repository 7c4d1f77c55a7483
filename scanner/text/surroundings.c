/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "text/surroundings.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "text/subjects.h"
#include "text/terms.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

uint32_t word_after(const struct text *t, uint32_t at)
{
	uint32_t low = 0, high = t->n_words;
	while (low < high) {
		uint32_t mid = low + (high - low) / 2;
		if (t->words[mid].start < at)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

enum { PARENTHESIS_BYTES = 600 }; /* from the mark on: what opens before that was forgotten to be closed */

uint32_t parenthesis_around(const struct text *t, uint32_t from, uint32_t at)
{
	uint32_t closed = 0, last = at > from + PARENTHESIS_BYTES ? at - PARENTHESIS_BYTES : from;
	for (uint32_t i = at; i-- > last;) {
		closed += t->plain[i] == ')';
		if (t->plain[i] == '(' && closed-- == 0)
			return i + 1;
	}
	return at;
}

bool word_in(const struct text *t, uint32_t i, const char *const *list)
{
	const char *word = t->plain + t->words[i].start;
	size_t len = t->words[i].end - t->words[i].start;
	for (char first = is_letter(*word) ? (char)(*word | 32) : *word; *list; list++) {
		if (**list != first) /* most are told apart so */
			continue;
		size_t n = strlen(*list);
		bool han = (unsigned char)**list >= 0xE3;
		if (han ? !strncmp(*list, word, n) : n == len && !strncasecmp(*list, word, n))
			return true;
	}
	return false;
}

static uint32_t sentence_after(const struct text *t, uint32_t at)
{
	uint32_t low = 0, high = t->n_sentences;
	while (low < high) {
		uint32_t mid = low + (high - low) / 2;
		if (t->sentences[mid].end <= at)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

uint32_t word_excepting_others(const struct text *t, uint32_t from, uint32_t to)
{
	static const char *const giving[] = {"licensed", "released", "distributed", "available", "published", "license", NULL},
				 *const under[] = {"under", "by", "as", "with", NULL}, /* "licensed as follows" */
					 *const excepting[] = {"except", "excluding", "unless", "exception", NULL},
				 *const others[] = {"third-party", "third",	 "otherwise", "listed",
						    "noted",	   "stated",	 "specified", "indicated",
						    "mentioned",   "originated", "originate", "originating",
						    "borrowed",	   "copied",	 "adapted",   NULL};
	uint32_t found = UINT32_MAX;
	bool gives = false, is_under = false, of_others = false;
	for (uint32_t i = from; i < to; i++) {
		gives |= word_in(t, i, giving);
		is_under |= gives && word_in(t, i, under);
		if (found == UINT32_MAX && word_in(t, i, excepting))
			found = i;
		of_others |= found != UINT32_MAX && word_in(t, i, others);
	}
	return is_under && of_others ? found : UINT32_MAX;
}

/*
 * "This license does not apply in Plumland", "it does not extend to the weights": somebody, or something, is left out, without a word that
 * forbids. That it is not for what others made, or for marks, takes nothing away.
 */
static bool leaves_out(const struct text *t, uint32_t from, uint32_t to)
{
	static const char *const license[] = {"license", "licence", "agreement", "grant", "permission", "permissions", NULL},
				 *const no[] = {"not", "doesn't", "isn't", NULL}, *const reaching[] = {"apply",	    "extend",
												       "cover",	    "valid",
												       "available", "effective",
												       NULL},
				 *const others[] = {
					 "third-party",	  "third",	"other",    "others",	     "libraries",  "library",
					 "dependencies",  "components", "portions", "submodules",    "trademarks", "trademark",
					 "logos",	  "logo",	"names",    "documentation", "files",	   "listed",
					 "contributions", "extent",	NULL};
	bool named = false, found = false, of_others = false;
	for (uint32_t i = from; i < to; i++) {
		named |= word_in(t, i, license);
		found |= named && word_in(t, i, reaching) && i > from && word_in(t, i - 1, no);
		of_others |= word_in(t, i, others);
	}
	return found && !of_others;
}

static bool rules_in(const struct text *t, uint32_t start, uint32_t end)
{
	uint32_t from = word_after(t, start), to = word_after(t, end), except = word_excepting_others(t, from, to);
	if (leaves_out(t, from, to))
		return true;
	if (except == UINT32_MAX)
		return terms_rule(t, from, to);
	return terms_rule(t, from, except) || terms_rule(t, except + 1, to);
}

/* The place of a link, or of an address written out, lies there. */
static bool has_address(const struct text *t, uint32_t start, uint32_t end)
{
	if (memmem(t->plain + start, end - start, "://", 3))
		return true;
	uint32_t low = 0, high = t->n_links; /* the first link behind `start` */
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (t->links[middle].plain <= start)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < t->n_links && t->links[low].plain <= end; low++)
		if (!strncmp(t->links[low].url, "http", 4))
			return true;
	return false;
}

/*
 * "We used [Wren](https://…), which is under the Pear License", "see its license at https://…": credit for a work of others, which
 * tells where that is and what it is under, and puts no term on this one.
 */
static bool credits_others(const struct text *t, uint32_t start, uint32_t end)
{
	static const char *const own[] = {"weights", "model", "models", "checkpoint", "checkpoints", NULL},
				 *const apart[] = {"except", "excluding", "excluded", NULL},
				 *const using[] = {"used", "see", "based", "adapted", "borrowed", "referred", "from", NULL};
	bool licensed = false, used = false;
	for (uint32_t i = word_after(t, start); i < t->n_words && t->words[i].start < end; i++) {
		unsigned k = term_of(t->words[i].hash);
		if (word_in(t, i, own) || (k & (TERM_NOT | TERM_DUTY)) || (k & TERM_RESTRICT && !word_in(t, i, apart)))
			return false;
		licensed |= (k & TERM_LICENSE) != 0;
		used |= word_in(t, i, using);
	}
	return licensed && used && has_address(t, start, end);
}

/* "Users must comply with the licenses of the third-party components": those bind by themselves, and nothing is added to this one. */
static bool points_to_components(const struct text *t, uint32_t start, uint32_t end)
{
	static const char *const party[] = {"third-party", "third", "thirdparty", NULL},
				 *const complying[] = {"comply",  "complies", "adhere", "follow",
						       "observe", "respect",  "abide",	NULL},
				 *const own[] = {"weights",	 "model", "models",   "checkpoint", "checkpoints", "commercial",
						 "commercially", "you",	  "research", "academic",   NULL};
	bool named = false, complies = false, licensed = false;
	for (uint32_t i = word_after(t, start); i < t->n_words && t->words[i].start < end; i++) {
		unsigned k = term_of(t->words[i].hash);
		if (k & TERM_NOT || word_in(t, i, own))
			return false;
		named |= word_in(t, i, party);
		complies |= word_in(t, i, complying);
		licensed |= (k & TERM_LICENSE) != 0;
	}
	return named && complies && licensed;
}

/* "For commercial use please contact …": beside a license that keeps trade out it adds nothing. "You must not …, but contact …" may. */
static bool tells_whom_to_ask(const struct text *t, uint32_t start, uint32_t end)
{
	static const char *const asking[] = {"contact", "consult", "inquiries", "enquiries", "reach", NULL},
				 *const trade[] = {"commercial", "commercially", "business", "licensing", NULL};
	bool asks = false, of_trade = false;
	unsigned last = 0;
	for (uint32_t i = word_after(t, start); i < t->n_words && t->words[i].start < end; i++) {
		unsigned k = term_of(t->words[i].hash);
		if (k & TERM_NOT && last & (TERM_GRANT | TERM_DUTY))
			return false;
		last = k;
		asks |= word_in(t, i, asking);
		of_trade |= word_in(t, i, trade);
	}
	return asks && of_trade;
}

/* "Commercial rights are available separately, see …": what another license would give, and nothing is taken from this one. */
static bool offers_more(const struct text *t, uint32_t start, uint32_t end)
{
	static const char *const more[] = {"commercial",    "other",	  "alternative", "enterprise", "proprietary",
					   "closed-source", "additional", "broader",	 NULL},
				 *const given[] = {"rights",   "right",	    "license",	 "licence", "licenses",
						   "licences", "licensing", "licencing", "terms",   NULL},
				 *const offered[] = {"available", "offered", "obtainable", "sold", "negotiable", NULL},
				 *const binding[] = {"must",	   "shall",	"may",	    "only",	"need",
						     "needs",	   "require",	"requires", "required", "without",
						     "prohibited", "forbidden", "until",    "unless",	NULL};
	bool wider = false, is_given = false, is_offered = false;
	for (uint32_t i = word_after(t, start); i < t->n_words && t->words[i].start < end; i++) {
		if (term_of(t->words[i].hash) & TERM_NOT || word_in(t, i, binding))
			return false;
		is_offered |= is_given && word_in(t, i, offered);
		is_given |= wider && word_in(t, i, given);
		wider |= word_in(t, i, more);
	}
	return is_offered;
}

/* "Software that may be included": a possibility, and no leave that anybody is given. */
static bool is_possibility(const struct text *t, uint32_t i)
{
	static const char *const may[] = {"may", NULL}, *const be[] = {"be", NULL}, *const inside[] = {"included",
												       "contained",
												       "bundled",
												       "embedded",
												       "incorporated",
												       NULL};
	return i + 2 < t->n_words && word_in(t, i, may) && word_in(t, i + 1, be) && word_in(t, i + 2, inside);
}

/* "As is, and all warranties are disclaimed", "in no event are the authors liable": it takes nothing, and binds nobody to anything. */
static bool disclaims(const struct text *t, uint32_t start, uint32_t end)
{
	static const char *const warranty[] = {"warranty", "warranties", NULL}, *const denied[] = {"disclaimed", "disclaim",
												   "disclaims",	 "without",
												   "no",	 "as",
												   "not",	 NULL},
				 *const liable[] = {"liable", "liability", NULL}, *const never[] = {"no",	  "not",
												    "disclaim",	  "disclaims",
												    "disclaimed", NULL},
				 *const binding[] = {"you",	  "your",      "user",		 "users",      "licensee",
						     "must",	  "may",       "only",		 "commercial", "prohibited",
						     "forbidden", "permitted", "agree",		 "agrees",     "indemnify",
						     "required",  "comply",    "non-commercial", "research",   "purposes",
						     NULL};
	bool gives_none = false, denies = false, answers = false, never_so = false;
	for (uint32_t i = word_after(t, start); i < t->n_words && t->words[i].start < end; i++) {
		if (word_in(t, i, binding) && !is_possibility(t, i))
			return false;
		gives_none |= word_in(t, i, warranty);
		denies |= word_in(t, i, denied);
		answers |= word_in(t, i, liable);
		never_so |= word_in(t, i, never);
	}
	return (gives_none && denies) || (answers && never_so);
}

/*
 * "The following software may be included in this product:", "the project may contain third-party software, which requires us to show the
 * notices below": introduces the notices of others.
 */
static bool introduces_notices(const struct text *t, uint32_t start, uint32_t end)
{
	static const char *const following[] = {"following", "below", NULL}, *const contained[] = {"included",	   "bundled",
												   "incorporated", "contained",
												   "distributed",  "contain",
												   "contains",	   NULL},
				 *const bound[] = {"you", "your", "must", "shall", "user", "users", "licensee", NULL},
				 *const things[] = {"software", "components", "component", "libraries",
						    "packages", "files",      NULL};
	bool below = false, inside = false, named = false;
	for (uint32_t i = word_after(t, start); i < t->n_words && t->words[i].start < end; i++) {
		if (term_of(t->words[i].hash) & (TERM_NOT | TERM_RESTRICT) || word_in(t, i, bound))
			return false;
		below |= word_in(t, i, following);
		inside |= word_in(t, i, contained);
		named |= word_in(t, i, things);
	}
	return below && inside && named;
}

/* "By using the software you agree to this license. If you do not agree to it …": the license that stands beside it, and no more. */
static bool asks_consent(const struct text *t, uint32_t start, uint32_t end)
{
	static const char *const leads[] = {"by", "if", "please", NULL}, *const agree[] = {"agree", "accept", NULL},
				 *const these[] = {"this", "these", NULL},
				 *const licenses[] = {"license", "licence", "agreement", "terms", NULL},
				 *const more[] = {"commercial", "commercially", "purpose", "purposes", "only",
						  "must",	"shall",	"may",	   "research", "register",
						  "prohibited", "for",		"within",  "until",    NULL};
	uint32_t from = word_after(t, start), behind = word_after(t, end), agreed = behind;
	bool named = false, negated = false;
	if (from == behind || !word_in(t, from, leads))
		return false;
	for (uint32_t i = from; i < behind; i++) {
		if (word_in(t, i, more))
			return false;
		agreed = agreed == behind && word_in(t, i, agree) ? i : agreed;
		named |= i > agreed + 1 && i <= agreed + 3 && word_in(t, i, licenses) && word_in(t, i - 1, these);
		negated |= (term_of(t->words[i].hash) & TERM_NOT) != 0;
	}
	return named && (!negated || word_in(t, from, (const char *const[]){"if", NULL}));
}

/*
 * "If a contributor wants to mark their copyright, they should do so in the message of the commit", "by contributing you agree …": what those
 * who send changes are told, and nobody who takes what is here.
 */
static bool is_for_contributors(const struct text *t, uint32_t start, uint32_t end)
{
	static const char *const sending[] = {"contributing", NULL}, *const senders[] = {"contributor", "contributors", NULL},
				 *const takers[] = {"you",	 "your",   "user",     "users", "licensee",
						    "licensees", "anyone", "everyone", NULL},
				 *const taking[] = {
					 "use",		 "used",	 "using",  "commercial", "commercially", "distribute",
					 "redistribute", "distribution", "modify", "copies",	 "copy",	 "sell",
					 "research",	 "notice",	 "only",   "prohibited", "forbidden",	 NULL};
	uint32_t from = word_after(t, start), behind = word_after(t, end);
	bool sends = behind - from > 1 && word_in(t, from + 1, sending), found = sends;
	for (uint32_t i = from; i < behind; i++) {
		if (word_in(t, i, taking) || (!sends && word_in(t, i, takers)))
			return false;
		found |= word_in(t, i, senders);
	}
	return found;
}

/* "Downloading data means that you accept the terms of its makers": of data, and of nothing else that is here. */
static bool is_of_data(const struct attached *to, const struct text *t, uint32_t start, uint32_t end)
{
	enum { LEAD = 4, NEAR = 6 };
	const struct saying s = {to->catalog, t};
	uint32_t from = word_after(t, start), behind = word_after(t, end);
	uint32_t lead = behind - from > LEAD ? from + LEAD : behind, near = behind - from > NEAR ? from + NEAR : behind;
	return to->catalog->n_subjects && from < behind && subjects_in(&s, from, lead) == SAID_OF_DATA &&
	       named_in(&s, from, near) == SAID_OF_DATA && !(subjects_in(&s, from, behind) & (SAID_OF_WEIGHTS | SAID_OF_CODE));
}

/*
 * Do the words from..to bind nobody? What is left out ("except the weights") and parts that stand alone ("the source code only") are said of
 * what a license is for.
 */
static bool binds_nobody(const struct attached *to, const struct text *t, uint32_t from, uint32_t behind)
{
	static const char *const apart[] = {"except", "excluding", NULL}, *const only[] = {"only", NULL},
				 *const using[] = {"may",	   "can",      "use",	  "used",     "commercial",
						   "commercially", "research", "purpose", "purposes", NULL};
	enum { PART_WORDS = 5 }; /* "the software in this repository only" */
	const struct saying s = {to->catalog, t};
	for (uint32_t i = from; i < behind; i++) {
		unsigned k = term_of(t->words[i].hash);
		uint32_t near = i > from + PART_WORDS ? i - PART_WORDS : from;
		bool part_alone = i > from && word_in(t, i, only) && named_in(&s, near, i);
		if (k & (TERM_NOT | TERM_DUTY) || word_in(t, i, using) ||
		    (k & TERM_RESTRICT && !word_in(t, i, apart) && !part_alone))
			return false;
	}
	return true;
}

/* "applies to", "only applies to", "exclusively refers to": the word behind the verb; i itself: there is none. */
static uint32_t behind_applying(const struct text *t, uint32_t i)
{
	static const char *const alone[] = {"only", "solely", "exclusively", NULL}, *const applies[] = {"applies", "covers",
													"refers", "concerns",
													NULL};
	uint32_t verb = i + (i < t->n_words && word_in(t, i, alone));
	return verb < t->n_words && word_in(t, verb, applies) ? verb + 1 : i;
}

/* "This license applies to all files except the weights", "this Pear grant covers the code only": what it is for, and no more. */
static bool tells_what_for(const struct attached *to, const struct text *t, uint32_t start, uint32_t end)
{
	static const char *const this[] = {"this", "the", "following", NULL}, *const license[] = {"license", "licence", "grant",
												  "file", NULL};
	enum { LEAD_WORDS = 16, NAME_WORDS = 4 };
	const struct saying s = {to->catalog, t};
	uint32_t from = word_after(t, start), behind = word_after(t, end);
	for (uint32_t i = from; i + 3 < behind && i < from + LEAD_WORDS; i++) {
		uint32_t near = i + NAME_WORDS < behind ? i + NAME_WORDS : behind;
		uint32_t verb = 1 + (word_in(t, i, this) ? next_word_in(t, i + 1, near, license) : near);
		uint32_t of = verb <= near ? behind_applying(t, verb) : verb;
		if (of > verb + 1 && !subjects_in(&s, of, behind)) /* for some alone, who are no part */
			return false;
		if (of > verb)
			return binds_nobody(to, t, from, verb) && binds_nobody(to, t, of, behind);
	}
	return false;
}

/* "Weights are provided under a different license", in so few words: where the license here ends, which takes nothing and binds nobody. */
static bool puts_part_under_another(const struct attached *to, const struct text *t, uint32_t start, uint32_t end)
{
	static const char *const apart[] = {"different", "separate", "another", "other", "own", NULL},
				 *const license[] = {"license", "licence", "licenses", "licences", "terms", NULL},
				 *const under[] = {"under", NULL};
	enum { PART_WORDS = 4, MOST_WORDS = 14 };
	const unsigned parts = SAID_OF_WEIGHTS | SAID_OF_DATA | SAID_OF_DOCUMENTS;
	const struct saying s = {to->catalog, t};
	uint32_t from = word_after(t, start), behind = word_after(t, end);
	unsigned of = behind > from + PART_WORDS && behind <= from + MOST_WORDS ? subjects_in(&s, from, from + PART_WORDS) : 0;
	if (!(of & parts) || of & ~parts)
		return false;
	for (uint32_t i = from; i < behind; i++)
		if (term_of(t->words[i].hash) & (TERM_DUTY | TERM_RESTRICT | TERM_NOT) &&
		    !(i + 1 < behind && word_in(t, i + 1, under)))
			return false; /* "provided" is a duty, but for "provided under" */
	for (uint32_t i = from; i + 3 < behind + 1; i++)
		if (word_in(t, i, under) && next_word_in(t, i + 1, i + 3, apart) < i + 3)
			return word_in(t, next_word_in(t, i + 1, i + 3, apart) + 1, license);
	return false;
}

/* "Except for the weights, this repository is", above or below what it is under: what is left out of that, and no more. */
static bool leaves_part_to_another(const struct attached *to, const struct text *t, uint32_t start, uint32_t end)
{
	static const char *const apart[] = {"except", "excluding", NULL};
	enum { PART_WORDS = 8 };
	const struct saying s = {to->catalog, t};
	uint32_t from = word_after(t, start), behind = word_after(t, end);
	return behind > from + PART_WORDS && word_in(t, from, apart) && subjects_in(&s, from, from + PART_WORDS) &&
	       binds_nobody(to, t, from, behind);
}

/*
 * "By using the weights you agree to the Tern License reproduced below": to that, and to no more. "If you do not accept those terms, you must
 * not use the weights": without a license nobody may.
 */
static bool asks_consent_to_text(const struct text *t, uint32_t start, uint32_t end)
{
	static const char *const by[] = {"by", NULL}, *const if_[] = {"if", NULL}, *const agree[] = {"agree", "accept", NULL},
				 *const below[] = {"below", "reproduced", "follows", NULL},
				 *const more[] = {"commercial", "commercially", "purpose", "purposes", "only",
						  "register",	"prohibited",	"within",  "until",    "also",
						  "additional", "unless",	NULL};
	uint32_t from = word_after(t, start), behind = word_after(t, end), agreed = next_word_in(t, from, behind, agree);
	if (from == behind || agreed == behind || any_word_is(t, from, behind, more))
		return false;
	bool denied = false;
	for (uint32_t i = from; i < agreed; i++)
		denied |= (term_of(t->words[i].hash) & TERM_NOT) != 0;
	return word_in(t, from, if_) ? denied : word_in(t, from, by) && !denied && any_word_is(t, agreed, behind, below);
}

/* Somebody is spoken to, or is bound: what else stands in the sentence may be a term. */
static bool speaks_to_takers(const struct text *t, uint32_t from, uint32_t behind)
{
	static const char *const takers[] = {"you",	  "your",	  "user",	"users",     "licensee",
					     "licensees", "recipient",	  "recipients", "anyone",    "everyone",
					     "nobody",	  "commercially", "must",	"shall",     "require",
					     "requires",  "required",	  "prohibited", "forbidden", NULL};
	return any_word_is(t, from, behind, takers);
}

/*
 * "Weights derived from that data may carry restrictions of its own", "the product is trained only on data that is cleared for trade", "a grant
 * over the model would strip what we cannot waive": what is, might be or would be so, and no term.
 */
static bool tells_how_it_is(const struct text *t, uint32_t start, uint32_t end)
{
	static const char *const may[] = {"may", "might", NULL}, *const carry[] = {"carry", "inherit", NULL},
				 *const are[] = {"is", "are", "was", "were", NULL},
				 *const trained[] = {"trained", "fitted", NULL}, *const would[] = {"would", NULL},
				 *const use[] = {"use", "commercial", "require", "need", NULL};
	uint32_t from = word_after(t, start), behind = word_after(t, end);
	if (speaks_to_takers(t, from, behind))
		return false;
	for (uint32_t i = from; i + 1 < behind; i++) {
		bool made = word_in(t, i, are) && word_in(t, i + 1, trained);
		if (made || (word_in(t, i, may) && word_in(t, i + 1, carry)))
			return true;
		if (word_in(t, i, would))
			return !any_word_is(t, from, behind, use);
	}
	return false;
}

/* "Tern 模型社区许可协议", "TERN COMMUNITY LICENSE": what the text below it is called. */
static bool is_title(const struct text *t, uint32_t start, uint32_t end)
{
	enum { TITLE_WORDS = 16 };
	static const char *const licenses[] = {"license", "licence", "agreement", "议", "議", "证", "證", NULL};
	uint32_t from = word_after(t, start), behind = word_after(t, end);
	if (from == behind || behind - from > TITLE_WORDS || !word_in(t, behind - 1, licenses) || t->words[behind - 1].end != end)
		return false;
	for (uint32_t i = from; i < behind; i++)
		if (term_of(t->words[i].hash) & (TERM_NOT | TERM_RESTRICT | TERM_DUTY))
			return false;
	return true;
}

/* "You may find the license of the code at https://…": it says where to look, and lets nobody do less. */
static bool leads_to_page(const struct text *t, uint32_t start, uint32_t end)
{
	static const char *const reader[] = {"you", NULL}, *const may[] = {"may", "can", NULL},
				 *const look[] = {"find", "view", "read", "see", NULL};
	uint32_t from = word_after(t, start), behind = word_after(t, end);
	return behind > from + 3 && word_in(t, from, reader) && word_in(t, from + 1, may) && word_in(t, from + 2, look) &&
	       has_address(t, start, end) && !rules_in(t, t->words[from + 3].start, end);
}

bool sentence_binds_nobody(const struct text *t, uint32_t start, uint32_t end)
{
	return asks_consent_to_text(t, start, end) || tells_how_it_is(t, start, end);
}

/* The sentence says something of others, of data, or of warranties, that is no term of what stands beside it. */
static bool is_no_term(const struct attached *to, const struct text *t, uint32_t start, uint32_t end)
{
	return is_title(t, start, end) || credits_others(t, start, end) || points_to_components(t, start, end) ||
	       disclaims(t, start, end) || introduces_notices(t, start, end) || asks_consent(t, start, end) ||
	       sentence_binds_nobody(t, start, end) || tells_what_for(to, t, start, end) ||
	       leaves_part_to_another(to, t, start, end) || puts_part_under_another(to, t, start, end) ||
	       is_for_contributors(t, start, end) || is_of_data(to, t, start, end) || leads_to_page(t, start, end);
}

/* The license whose name are n words from i on; NULL: they are none. */
static const struct license *named_by(const struct attached *to, const struct text *t, uint32_t i, uint32_t n)
{
	enum { NAME_BYTES = 200 };
	char name[NAME_BYTES];
	return words_fold(t, i, i + n - 1, name, sizeof name) ? catalog_alias(to->catalog, name) : NULL;
}

/* "The code is under Pear 2.0 in LICENSE": the words around the name say which part, and no more. */
static bool gives_part(const struct attached *to, const struct text *t, struct range name, uint32_t from, uint32_t behind)
{
	static const char *const under[] = {"under", "by", NULL};
	const struct saying s = {to->catalog, t};
	return any_word_is(t, from, name.from, under) && subjects_in(&s, from, name.from) &&
	       binds_nobody(to, t, from, name.from) && binds_nobody(to, t, name.to, behind);
}

/*
 * "Tern is licensed under Pear Noncommercial 1.0", above the text of that: but for the name, it says nothing. Nor does "The code is under
 * Plum": which part is under which license is said elsewhere, too.
 */
static bool only_names(const struct attached *to, const struct text *t, uint32_t start, uint32_t end)
{
	enum { NAME_WORDS = 16, LOOKED_WORDS = 60 };
	uint32_t from = word_after(t, start), behind = word_after(t, end);
	for (uint32_t i = from; i < behind && i < from + LOOKED_WORDS; i++)
		for (uint32_t n = behind - i < NAME_WORDS ? behind - i : NAME_WORDS; n > 0; n--) {
			const struct span words = {t->words[i].start, t->words[i + n - 1].end};
			const struct license *l = named_by(to, t, i, n);
			if (l && gives_part(to, t, (struct range){i, i + n}, from, behind))
				return true;
			if (l && (license_is(l, to->license) || license_has_member(l, to->license)))
				return !rules_in(t, start, words.start) && !rules_in(t, words.end, end);
		}
	return false;
}

/*
 * "The Plum License in LICENSE governs the code alone, not the weights", beside the text of another one: what that is for, which takes nothing
 * from this one.
 */
static bool tells_of_another(const struct attached *to, const struct text *t, uint32_t start, uint32_t end)
{
	static const char *const reaching[] = {"governs", "applies", "covers", NULL}, *const the[] = {"the", NULL};
	enum { NAME_WORDS = 8, REACH_WORDS = 6 };
	uint32_t from = word_after(t, start), behind = word_after(t, end);
	from += from < behind && word_in(t, from, the);
	for (uint32_t n = behind - from < NAME_WORDS ? behind - from : NAME_WORDS; n > 0; n--) {
		const struct license *l = named_by(to, t, from, n);
		uint32_t name = from + n, near = behind - name < REACH_WORDS ? behind : name + REACH_WORDS;
		if (l)
			return !license_is(l, to->license) && !license_has_member(l, to->license) &&
			       any_word_is(t, name, near, reaching) && !speaks_to_takers(t, from, behind);
	}
	return false;
}

/* Words and little else: code is full of marks. */
static bool is_prose(const struct text *t, uint32_t start, uint32_t end)
{
	uint32_t plain = 0;
	for (uint32_t i = start; i < end; i++) {
		unsigned char c = (unsigned char)t->plain[i];
		plain += c >= 0x80 || c == ' ' || c == ',' || c == '\n' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	}
	return (uint64_t)plain * 100 >= (uint64_t)(end - start) * 91;
}

/* Code has many marks, or arguments that are called by name: setup(name="tern", license="…"). */
static bool is_code(const struct text *t, uint32_t start, uint32_t end)
{
	enum { ARGUMENTS = 3, BYTES_EACH = 80 };
	uint32_t marks = 0, arguments = 0;
	static const uint8_t is_mark[256] = {
		['{'] = 1, ['}'] = 1, ['='] = 1, [';'] = 1, ['_'] = 1, ['\\'] = 1, ['$'] = 1, ['|'] = 1};
	for (uint32_t i = start; i < end; i++) {
		marks += is_mark[(unsigned char)t->plain[i]];
		arguments += i > start && t->plain[i - 1] == '=' && (t->plain[i] == '"' || t->plain[i] == '\'');
	}
	return (arguments >= ARGUMENTS && arguments * BYTES_EACH > end - start) || (marks >= 2 && marks * 16 > end - start);
}

/* --- riders --------------------------------------------------------------------------------------------------------------- */

enum {
	CODE_REACH = 500,      /* bytes of the paragraph around a sentence that tell whether it is code, … */
	CODE_SEEN = 64 * 1024, /* … and of an endless sentence: each match in it asks again */
};

static bool begins_stanza(const struct text *t, const struct span *p)
{
	return !strncmp(t->plain + p->start, "License: ", 9) || !strncmp(t->plain + p->start, "Files: ", 7);
}

/* "HOW TO HELP TERN:", a paragraph of its own in capitals: a heading in plain text. */
static bool is_in_capitals(const struct text *t, const struct span *p)
{
	enum { HEADING_BYTES = 80, HEADING_LEAST = 8 };
	uint32_t letters = 0;
	if (p->end - p->start > HEADING_BYTES)
		return false;
	for (uint32_t i = p->start; i < p->end; i++) {
		char c = t->plain[i];
		if (c & 0x80 || c == '.' || (c >= 'a' && c <= 'z'))
			return false;
		letters += c >= 'A' && c <= 'Z';
	}
	return letters >= HEADING_LEAST;
}

/*
 * A heading that is not about terms, code, or a stanza: what lies beyond is another chapter of a README, the program, or the license
 * of other files.
 */
static bool ends_walk(const struct text *t, const struct sentence *s)
{
	const struct span *p = &t->paragraphs[s->paragraph];
	if (begins_stanza(t, p) && text_is_in_stanzas(t))
		return true;
	uint32_t start = s->start - p->start > CODE_REACH ? s->start - CODE_REACH : p->start,
		 end = p->end - s->end > CODE_REACH ? s->end + CODE_REACH : p->end;
	end = end - start > CODE_SEEN ? start + CODE_SEEN : end;
	if (t->paragraph_kinds[s->paragraph] != PARAGRAPH_HEADING && !is_in_capitals(t, p))
		return t->paragraph_kinds[s->paragraph] == PARAGRAPH_CODE ||
		       (t->paragraph_kinds[s->paragraph] == PARAGRAPH_PROSE && is_code(t, start, end));
	struct tally_terms n;
	terms_count(t, word_after(t, s->start), word_after(t, s->end), &n);
	return !n.restricts && !n.licenses && !n.grants && !n.legal;
}

/* It puts a term on what is under the license that it is attached to. */
static bool is_rider(const struct attached *to, const struct text *t, uint32_t start, uint32_t end)
{
	if (start >= end || !rules_in(t, start, end) || is_no_term(to, t, start, end) || only_names(to, t, start, end) ||
	    tells_of_another(to, t, start, end))
		return false;
	return !(license_is_among(to->license, &to->catalog->closed_to_trade) &&
		 (tells_whom_to_ask(t, start, end) || offers_more(t, start, end)));
}

bool passage_binds(const struct attached *to, const struct text *t, uint32_t from, uint32_t end)
{
	for (uint32_t i = sentence_after(t, from); i < t->n_sentences && t->sentences[i].start < end; i++)
		if (is_rider(to, t, t->sentences[i].start, t->sentences[i].end))
			return true;
	return false;
}

/*
 * The words of a heading, and those of the item right before it: between two rules of dashes the title of a part may begin as one,
 * "2. Weights (hosted elsewhere):". Empty: the paragraph is no heading.
 */
static struct range words_of_heading(const struct text *t, uint32_t paragraph)
{
	enum { ITEM_WORDS = 16 };
	if (t->paragraph_kinds[paragraph] != PARAGRAPH_HEADING && !is_in_capitals(t, &t->paragraphs[paragraph]))
		return (struct range){0};
	struct range in = words_of_paragraph(t, paragraph);
	if (!paragraph || t->paragraph_kinds[paragraph - 1] != PARAGRAPH_ITEM)
		return in;
	const struct span *item = &t->paragraphs[paragraph - 1];
	struct range before = words_of_paragraph(t, paragraph - 1);
	bool goes_on = before.to > before.from && before.to - before.from <= ITEM_WORDS &&
		       memchr(t->plain + t->words[before.to - 1].end, ':', item->end - t->words[before.to - 1].end);
	return (struct range){goes_on ? before.from : in.from, in.to};
}

/* What the nearest heading over the text speaks of that speaks of anything: "## Code", "### Pear License", the text. */
static unsigned subjects_over(const struct saying *s, uint32_t own)
{
	enum { BACK = 12 };
	for (uint32_t i = own, back = 0; i-- > 0 && back < BACK; back++) {
		struct range in = words_of_heading(s->t, i);
		unsigned found = subjects_in(s, in.from, in.to);
		if (found)
			return found;
	}
	return 0;
}

/* Do the words name a license that is not the one of the text? */
static bool name_another(const struct attached *to, const struct text *t, struct range in)
{
	enum { NAME_WORDS = 8, LOOKED_WORDS = 40 };
	for (uint32_t i = in.from; i < in.to && i < in.from + LOOKED_WORDS; i++)
		for (uint32_t n = in.to - i < NAME_WORDS ? in.to - i : NAME_WORDS; n > 0; n--) {
			const struct license *l = named_by(to, t, i, n);
			if (l)
				return !license_is(l, to->license) && !license_has_member(l, to->license);
		}
	return false;
}

/*
 * "Code license" over the text and "Weights license", "Weights (Quince)", over what stands beyond: a heading of another part of what is here than
 * the one over the text, below which nothing is said of what is under that. Where none is over the text, the heading beyond, or what stands below
 * it, must name another license.
 */
static bool heads_other_part(const struct attached *to, const struct text *t, uint32_t own, const struct sentence *at)
{
	const struct saying s = {to->catalog, t};
	struct range beyond = words_of_heading(t, at->paragraph);
	unsigned theirs = subjects_in(&s, beyond.from, beyond.to), ours = theirs ? subjects_over(&s, own) : 0;
	if (!theirs || ours & theirs)
		return false;
	bool about_licensing = any_word_is(t, beyond.from, beyond.to, licensing_words);
	if (name_another(to, t, beyond) || (ours && about_licensing))
		return true;
	return about_licensing && at->paragraph + 1 < t->n_paragraphs &&
	       name_another(to, t, words_of_paragraph(t, at->paragraph + 1));
}

void riders_add(struct judgement *j, const struct text *t, uint32_t from, uint32_t to, bool backward,
		const struct attached *license, struct arena *arena)
{
	uint32_t own = t->n_paragraphs ? text_paragraph(t, backward ? to : from ? from - 1 : 0) : 0;
	uint32_t first = sentence_after(t, from), end = first;
	while (end < t->n_sentences && t->sentences[end].start < to)
		end++;
	if (backward) {
		for (uint32_t i = end; i-- > first;)
			if (ends_walk(t, &t->sentences[i])) {
				first = i + 1;
				break;
			}
	} else {
		for (uint32_t i = first; i < end; i++)
			if (ends_walk(t, &t->sentences[i]) || heads_other_part(license, t, own, &t->sentences[i]))
				end = i;
	}
	for (uint32_t i = first; i < end;) { /* neighbouring sentences of a paragraph are one change */
		uint32_t paragraph = t->sentences[i].paragraph, words = 0, start = UINT32_MAX, stop = 0;
		for (; i < end && t->sentences[i].paragraph == paragraph; i++) {
			uint32_t a = t->sentences[i].start < from ? from : t->sentences[i].start,
				 b = t->sentences[i].end > to ? to : t->sentences[i].end;
			if (!is_rider(license, t, a, b))
				continue;
			start = a < start ? a : start;
			stop = b;
		}
		if (start == UINT32_MAX)
			continue;
		for (uint32_t w = word_after(t, start); w < t->n_words && t->words[w].start < stop; w++)
			words += t->words[w].kind == WORD_TEXT;
		judgement_add(j, t,
			      (struct change){.op = CHANGE_ADDED,
					      .section = paragraph == own ? license->section : "",
					      .words_added = words},
			      start, stop, arena);
	}
}

/* --- license-like text ---------------------------------------------------------------------------------------------------- */

enum { UNKNOWN_WORDS = 60 };

/* How much a passage reads like a license: 0 not at all. */
static bool reads_like_license(const struct tally_terms *n)
{
	uint32_t rules = n->restricts + n->grants + n->duties;
	if (n->words < UNKNOWN_WORDS || rules < 5 || n->licenses + n->legal < 3 || n->licenses < 1)
		return false;
	if (n->acts < 2) /* prose about licenses, a contributor's guide, the scope of a model card */
		return false;
	return rules * 100 >= n->words * 3 && n->total * 100 >= n->words * 11;
}

static void add_tally(struct tally_terms *sum, const struct tally_terms *n)
{
	sum->restricts += n->restricts;
	sum->grants += n->grants;
	sum->duties += n->duties;
	sum->objects += n->objects;
	sum->legal += n->legal;
	sum->licenses += n->licenses;
	sum->nots += n->nots;
	sum->acts += n->acts;
	sum->total += n->total;
	sum->words += n->words;
}

/* A paragraph alone: does it speak the language at all? */
static bool speaks(const struct tally_terms *n)
{
	return n->restricts + n->grants + n->duties + n->legal + n->licenses >= 1 + n->words / 40;
}

struct searching {
	const struct text *t;
	struct stretch *found;
	uint32_t count, capacity;
	struct stretch open; /* the passage that grows */
	struct tally_terms sum;
	uint32_t silent; /* words since its last paragraph that speaks */
};

static void close_passage(struct searching *s)
{
	if (reads_like_license(&s->sum) && is_prose(s->t, s->open.start, s->open.end))
		VEC_PUSH(s->found, s->count, s->capacity, s->open);
	s->open = (struct stretch){0};
	s->sum = (struct tally_terms){0};
	s->silent = 0;
}

/* Has the passage spoken of a license, or as the law does? "Install the required packages" is no beginning. */
static bool has_begun(const struct searching *s)
{
	return s->sum.licenses + s->sum.legal > 0;
}

static void add_paragraph(struct searching *s, uint32_t start, uint32_t end)
{
	struct tally_terms n;
	terms_count(s->t, word_after(s->t, start), word_after(s->t, end), &n);
	if (!n.words)
		return;
	if (speaks(&n)) {
		if (!s->sum.words)
			s->open.start = start;
		s->open.end = end;
		add_tally(&s->sum, &n);
		s->silent = 0;
	} else if (s->sum.words) {
		s->silent += n.words;
		if (s->silent > 40 || (!has_begun(s) && s->silent > s->sum.words))
			close_passage(s);
	}
}

/* "Contact us", "Citation": a chapter that belongs to no terms; and any chapter behind what has not begun to be some. */
static bool begins_anew(const struct searching *s, uint32_t paragraph)
{
	static const char *const chapters[] = {"contact",	  "contacts",	      "cite",
					       "citing",	  "citation",	      "citations",
					       "bibtex",	  "acknowledgment",   "acknowledgments",
					       "acknowledgement", "acknowledgements", NULL},
				 *const others[] = {"us", "the", "our", "and", "this", "work", NULL};
	const struct text *t = s->t;
	if (!s->sum.words || t->paragraph_kinds[paragraph] != PARAGRAPH_HEADING)
		return false;
	uint32_t end = t->paragraphs[paragraph].end;
	bool found = false;
	for (uint32_t i = word_after(t, t->paragraphs[paragraph].start); i < t->n_words && t->words[i].start < end; i++) {
		if (word_in(t, i, chapters))
			found = true;
		else if (!word_in(t, i, others))
			return !has_begun(s);
	}
	return found || !has_begun(s);
}

uint32_t unknown_find(const struct text *t, const struct stretch *explained, uint32_t n_explained, struct stretch **out)
{
	struct searching s = {.t = t};
	uint32_t next = 0;
	for (uint32_t i = 0; i < t->n_paragraphs; i++) {
		uint32_t start = t->paragraphs[i].start, end = t->paragraphs[i].end;
		while (next < n_explained && explained[next].end <= start)
			next++;
		if (t->paragraph_kinds[i] == PARAGRAPH_MATTER || t->paragraph_kinds[i] == PARAGRAPH_TABLE)
			continue;
		if (next < n_explained && explained[next].start < end) {
			if (explained[next].start > start)
				add_paragraph(&s, start, explained[next].start);
			close_passage(&s);
			continue;
		}
		if (begins_anew(&s, i))
			close_passage(&s);
		add_paragraph(&s, start, end);
	}
	close_passage(&s);
	*out = s.found;
	return s.count;
}

bool words_fold(const struct text *t, uint32_t first, uint32_t last, char *out, size_t size)
{
	uint32_t start = t->words[first].start, len = t->words[last].end - start;
	if (len >= size)
		return false;
	memcpy(out, t->plain + start, len);
	out[len] = 0;
	alias_fold(out, out, size);
	return true;
}
