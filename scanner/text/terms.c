/* SPDX-License-Identifier: MIT */
#include "text/terms.h"

#include "text/words.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

struct term_words {
	unsigned terms;
	const char *words; /* in normal form (text/words.h), parted by blanks */
};

static const struct term_words english[] = {
	{TERM_RESTRICT, "noncommercial noncommercially commercial commercially prohibit prohibited prohibits prohibition forbid "
			"forbidden revoke revoked revokes revocable revocation terminate terminated terminates termination "
			"restrict restricted restricts restriction restrictions restrictive solely exclusively only unless "
			"disallowed unauthorized cannot refrain royalty royalties fee fees indemnify sublicense sublicensing "
			"nontransferable nonsublicensable military surveillance unlawful expires expire consent approval cease "
			"violate violation violates breach nonprofit infringe except excluding excluded excludes exclude"},
	{TERM_GRANT, "grant grants granted granting permission permissions permit permits permitted may allowed allow allows "
		     "authorized authorize rights right entitled royaltyfree irrevocable perpetual nonexclusive waive waives "
		     "waived"},
	{TERM_DUTY, "shall must agree agrees agreed required requires require obligation obligations comply complies "
		    "compliance responsible accept acceptance undertake ensure provided retain reproduce acknowledge "
		    "attribution"},
	{TERM_OBJECT, "use used using uses usage software model models weights copies copy material materials derivative "
		      "derivatives modify modification modifications modified distribute distribution distributed redistribute "
		      "redistribution redistributions output outputs work works product products service services sell publish "
		      "purpose purposes research train training data dataset"},
	{TERM_LEGAL, "hereby herein hereof hereunder thereof notwithstanding warranty warranties liable liability damages "
		     "merchantability noninfringement disclaim disclaims disclaimer disclaimed indemnification jurisdiction "
		     "governed governing pursuant whereas copyright copyrights patent patents trademark trademarks infringement "
		     "contributor contributors licensor licensee intellectual property conditions express implied law laws "
		     "applicable party parties affiliate affiliates"},
	{TERM_LICENSE, "license licenses licensed licensing agreement agreements terms"},
	{TERM_NOT, "not no never nor neither without isnt arent wasnt dont cant"},
	{TERM_NUMBER, "january february march april may june july august september october november december jan feb mar apr jun "
		      "jul aug sep sept oct nov dec 01 02 03 04 05 06 07 08 09"},
	{TERM_LABEL, "section sections article clause paragraph part"},
	{TERM_PARTY, "holder holders author authors contributor contributors owner owners"},
	{TERM_SMALL, "the of and to or any in"},
	{TERM_APART, "separate additional another different further other"},
	{TERM_LIMIT, "limited"},
	{TERM_HAVE, "have"},
	{TERM_ACT,
	 "hereby herein hereof hereunder warranty warranties merchantability noninfringement liable liability damages "
	 "disclaim disclaims disclaimer grant grants granted granting permission permitted prohibited licensee licensor "
	 "indemnify redistribution redistributions redistribute sublicense nontransferable nonexclusive royaltyfree "
	 "revocable irrevocable perpetual"},
	{TERM_GLUE, "the of and or nor its his her their copyright inc"},
};

/* Two characters each, without blanks. */
static const struct term_words chinese[] = {
	{TERM_RESTRICT, "不得禁止撤销终止限制非商不可不能仅限仅供严禁违反收回撤銷終止僅限僅供嚴禁違反"},
	{TERM_GRANT, "授予许可授权可以允许有权权利免费許可授權允許有權權利免費"},
	{TERM_DUTY, "应当必须同意遵守义务承诺负责确保须经應當必須義務承諾負責確保"},
	{TERM_OBJECT, "使用模型软件分发复制修改衍生商业商用作品输出数据研究軟體軟件分發複製商業輸出資料數據"},
	{TERM_LEGAL, "责任担保保证赔偿法律法规侵权版权专利商标知识管辖争议违约损害协议条款条件本协约定責任擔保保證賠償法規侵權"
		     "版權專利商標知識管轄爭議損害條款條件"},
	{TERM_LICENSE, "协议许可条款協議許可條款"},
	{TERM_ACT, "授予授权许可不得禁止撤销担保保证赔偿责任授權許可撤銷擔保保證賠償責任"},
};

enum { SLOTS = 4096 };

static struct {
	uint32_t word[SLOTS], pair[SLOTS]; /* hash + 1; 0: empty */
	uint16_t word_terms[SLOTS], pair_terms[SLOTS];
} known;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static atomic_bool ready; /* asked before `once`, for every word */

static void put(uint32_t *keys, uint16_t *terms, uint32_t hash, unsigned add)
{
	uint32_t s = hash % SLOTS;
	while (keys[s] && keys[s] != hash + 1)
		s = (s + 1) % SLOTS;
	keys[s] = hash + 1;
	terms[s] |= (uint16_t)add;
}

static unsigned get(const uint32_t *keys, const uint16_t *terms, uint32_t hash)
{
	uint32_t s = hash % SLOTS;
	while (keys[s] && keys[s] != hash + 1)
		s = (s + 1) % SLOTS;
	return keys[s] ? terms[s] : 0;
}

static uint32_t pair_hash(uint32_t first, uint32_t second)
{
	return (first * 31 + second) & 0xFFFFFF;
}

static void put_words(const struct term_words *list)
{
	for (const char *w = list->words; *w;) {
		size_t len = strcspn(w, " ");
		put(known.word, known.word_terms, word_hash(w, len), list->terms);
		w += len + strspn(w + len, " ");
	}
}

static void put_pairs(const struct term_words *list)
{
	for (const char *w = list->words; *w; w += 6) /* two characters of three bytes */
		put(known.pair, known.pair_terms, pair_hash(word_hash(w, 3), word_hash(w + 3, 3)), list->terms);
}

static void put_number(int n, unsigned terms)
{
	char digits[16];
	int len = snprintf(digits, sizeof digits, "%d", n);
	put(known.word, known.word_terms, word_hash(digits, (size_t)len), terms);
}

static void put_labels(void)
{
	for (const char *c = "abcdefghijklmnopqrstuvwxyz"; *c; c++)
		put(known.word, known.word_terms, word_hash(c, 1), TERM_LABEL);
	static const char *const tens[] = {"", "x", "xx", "xxx"}, *const ones[] = {"",	"i",  "ii",  "iii",  "iv",
										   "v", "vi", "vii", "viii", "ix"};
	for (int i = 1; i < 40; i++) {
		char roman[16];
		int len = snprintf(roman, sizeof roman, "%s%s", tens[i / 10], ones[i % 10]);
		put(known.word, known.word_terms, word_hash(roman, (size_t)len), TERM_LABEL);
	}
	for (int i = 0; i < 200; i++)
		put_number(i, i < 100 ? TERM_NUMBER | TERM_LABEL : TERM_NUMBER);
	for (int year = 1900; year <= 2100; year++)
		put_number(year, TERM_NUMBER);
}

static void init(void)
{
	for (size_t i = 0; i < sizeof english / sizeof english[0]; i++)
		put_words(&english[i]);
	for (size_t i = 0; i < sizeof chinese / sizeof chinese[0]; i++)
		put_pairs(&chinese[i]);
	put_labels();
	atomic_store_explicit(&ready, true, memory_order_release);
}

static inline void prepare(void)
{
	if (!atomic_load_explicit(&ready, memory_order_acquire))
		pthread_once(&once, init);
}

unsigned term_of(uint32_t hash)
{
	prepare();
	return get(known.word, known.word_terms, hash);
}

unsigned term_of_pair(uint32_t first, uint32_t second)
{
	prepare();
	return get(known.pair, known.pair_terms, pair_hash(first, second));
}

static void count_terms(struct tally_terms *n, unsigned k)
{
	n->restricts += (k & TERM_RESTRICT) != 0;
	n->grants += (k & TERM_GRANT) != 0;
	n->duties += (k & TERM_DUTY) != 0;
	n->objects += (k & TERM_OBJECT) != 0;
	n->legal += (k & TERM_LEGAL) != 0;
	n->licenses += (k & TERM_LICENSE) != 0;
	n->nots += (k & TERM_NOT) != 0;
	n->acts += (k & TERM_ACT) != 0;
	n->total += (k & (TERM_RESTRICT | TERM_GRANT | TERM_DUTY | TERM_OBJECT | TERM_LEGAL | TERM_LICENSE)) != 0;
}

static bool is_wide(const struct text *t, const struct word *w)
{
	return w->end - w->start >= 3 && (unsigned char)t->plain[w->start] >= 0xE3;
}

/* "to" or "for", after "limited": else it is the end of a company's name. */
static bool limits_to(const struct text *t, const struct word *w)
{
	const char *s = t->plain + w->start;
	return w->end - w->start < 4 && (!strncasecmp(s, "to", 2) || !strncasecmp(s, "for", 3));
}

void terms_count(const struct text *t, uint32_t from, uint32_t to, struct tally_terms *out)
{
	*out = (struct tally_terms){0};
	const struct word *before = NULL;
	unsigned last = 0;
	for (uint32_t i = from; i < to; i++) {
		const struct word *w = &t->words[i];
		if (w->kind != WORD_TEXT)
			continue;
		out->words++;
		unsigned k;
		if (is_wide(t, w)) {
			k = before && is_wide(t, before) ? term_of_pair(before->hash, w->hash) : 0;
		} else {
			k = term_of(w->hash);
			if ((k & TERM_NOT) && (last & (TERM_GRANT | TERM_DUTY))) /* may not, must not, shall not */
				k |= TERM_RESTRICT;
			if ((last & TERM_GRANT) && (k & TERM_HAVE)) /* may have been */
				out->grants--, out->total--;
			if ((last & TERM_NOT) && (k & TERM_GRANT)) /* not permitted, without permission */
				k = (k & ~(unsigned)TERM_GRANT) | TERM_RESTRICT;
			out->apart += (last & TERM_APART) && (k & (TERM_LICENSE | TERM_RESTRICT));
			if (k & TERM_LIMIT && (last & TERM_NOT))
				k &= ~(unsigned)TERM_LIMIT;
			out->limits += (last & TERM_LIMIT) && limits_to(t, w);
		}
		count_terms(out, k);
		before = w;
		last = k;
	}
}

bool terms_rule(const struct text *t, uint32_t from, uint32_t to)
{
	struct tally_terms n;
	terms_count(t, from, to, &n);
	uint32_t about = n.objects + n.licenses + n.legal;
	if (n.restricts >= 2 || (n.restricts && about))
		return true;
	if ((n.limits && n.objects >= 2) || (n.apart && (n.duties || (n.restricts && n.grants))))
		return true;
	return (n.duties || n.grants) && about >= 2;
}
