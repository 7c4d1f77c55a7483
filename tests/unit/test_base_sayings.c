/* SPDX-License-Identifier: MIT */
/* Sentences about a card's base models: which are, and that a hostile card of many sentences and many bases takes no memory for each. */
#include "findings/base_sayings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { BASES = 256, SENTENCES = 2000, LONG = 900 };

struct setting {
	struct arena arena;
	struct artifact artifact;
	struct dossier dossier;
	struct match match;
	struct fact facts[BASES + 2]; /* the license, the bases, the mention */
	struct entry card;
};

static bool says_of_base(struct setting *s, const char *sentence)
{
	struct fact *mention = &s->facts[BASES + 1];
	mention->value = sentence;
	return base_saying_is(&s->dossier, &s->card, mention);
}

static void setting_init(struct setting *s)
{
	*s = (struct setting){.artifact.name = "lab/tern", .match.said = SAID_OF_WEIGHTS};
	arena_init(&s->arena);
	s->dossier = (struct dossier){.arena = &s->arena, .artifact = &s->artifact};
	s->facts[0] = (struct fact){.kind = FACT_DECLARED, .key = "license", .value = "wren"};
	for (int i = 1; i <= BASES; i++)
		s->facts[i] = (struct fact){
			.kind = FACT_DECLARED, .key = "base_model", .value = arena_printf(&s->arena, "lab/Wren-Song-%d", i)};
	s->facts[BASES + 1] = (struct fact){.kind = FACT_MATCH, .detail = &s->match};
	s->card = (struct entry){.name = "README.md", .facts = s->facts, .count = BASES + 2, .role = DOCUMENT_CARD};
}

static void who_is_spoken_of(void **state)
{
	struct setting s;
	(void)state;
	setting_init(&s);
	assert_true(says_of_base(&s, "Wren-Song-7 is under the Pear License."));
	assert_false(says_of_base(&s, "Tern is under the Pear License."));
	assert_false(says_of_base(&s, "The song of all birds is under the Pear License."));
	s.match.said |= SAID_CALLED_BASE;
	assert_true(says_of_base(&s, "The base model is under the Pear License."));
	s.facts[0].key = "name"; /* without a license of its own the sentence may be of the card's */
	assert_false(says_of_base(&s, "The base model is under the Pear License."));
	arena_release(&s.arena);
}

static void memory_does_not_grow(void **state)
{
	struct setting s;
	char sentence[LONG + 40];
	(void)state;
	setting_init(&s);
	memset(sentence, 'b', LONG);
	size_t used = s.arena.used;
	for (int i = 0; i < SENTENCES; i++) {
		snprintf(sentence + LONG, sizeof sentence - LONG, "-%d is under the Pear License.", i);
		assert_false(says_of_base(&s, sentence));
	}
	assert_int_equal(s.arena.used, used);
	arena_release(&s.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(who_is_spoken_of), cmocka_unit_test(memory_does_not_grow)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
