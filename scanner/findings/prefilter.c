/* SPDX-License-Identifier: MIT */
#include "findings/prefilter.h"

#include "base/arena.h"
#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

static inline uint8_t fold(char c)
{
	uint8_t b = (uint8_t)c;
	return b >= 'A' && b <= 'Z' ? (uint8_t)(b | 0x20) : b;
}

static void set_bit(uint64_t *set, uint32_t bit)
{
	set[bit / 64] |= UINT64_C(1) << bit % 64;
}

void prefilter_init(struct prefilter *p, uint32_t n_groups)
{
	*p = (struct prefilter){.n_groups = n_groups, .mask_words = n_groups / 64 + 1};
	p->always = mem_array(p->mask_words, sizeof *p->always);
}

void prefilter_release(struct prefilter *p)
{
	for (size_t i = 0; i < p->n_words; i++)
		free(p->words[i].text);
	free(p->words);
	free(p->masks);
	free(p->always);
	free(p->first);
	free(p->some);
	*p = (struct prefilter){0};
}

void prefilter_always(struct prefilter *p, uint32_t group)
{
	set_bit(p->always, group);
}

void prefilter_add(struct prefilter *p, uint32_t group, const char *word)
{
	size_t len = strlen(word);
	if (len < 2) {
		prefilter_always(p, group);
		return;
	}
	if (len > p->longest)
		p->longest = (uint32_t)len;
	char *text = mem_alloc(len + 1);
	for (size_t i = 0; i < len; i++)
		text[i] = (char)fold(word[i]);
	VEC_PUSH(p->words, p->n_words, p->capacity, (struct prefilter_word){.text = text, .len = (uint32_t)len, .group = group});
}

/* Of a word of two bytes. */
static uint32_t slot_of_two(const struct prefilter *p, uint32_t bytes)
{
	return (bytes & 0xFFFF) * 0x9E3779B1u >> 16 & (p->slots - 1);
}

/* Of what begins with three bytes. */
static uint32_t slot_of_three(const struct prefilter *p, uint32_t bytes)
{
	return p->slots + ((bytes & 0xFFFFFF) * 0x9E3779B1u >> 16 & (p->slots - 1));
}

static uint32_t slot_of(const struct prefilter *p, const struct prefilter_word *w)
{
	uint32_t two = (uint32_t)(uint8_t)w->text[0] << 8 | (uint8_t)w->text[1];
	return w->len == 2 ? slot_of_two(p, two) : slot_of_three(p, two << 8 | (uint8_t)w->text[2]);
}

/* The first eight bytes, or as many as there are, so that letters of either case are alike (and some other bytes, too). */
static uint64_t head_of(const char *s, size_t len)
{
	uint64_t head = 0;
	if (len >= sizeof head)
		memcpy(&head, s, sizeof head);
	else
		memcpy(&head, s, len);
	return head | UINT64_C(0x2020202020202020);
}

static int compare_words(const void *x, const void *y)
{
	const struct prefilter_word *a = x, *b = y;
	return a->slot != b->slot ? (a->slot < b->slot ? -1 : 1) : strcmp(a->text, b->text);
}

static void sort_words(struct prefilter *p)
{
	for (p->slots = 1024; p->slots < 4 * p->n_words && p->slots < 1 << 16;)
		p->slots *= 2;
	for (size_t i = 0; i < p->n_words; i++) {
		struct prefilter_word *w = &p->words[i];
		w->slot = slot_of(p, w);
		w->head = head_of(w->text, w->len);
		memset(&w->mask, 0xFF, w->len < sizeof w->mask ? w->len : sizeof w->mask);
		p->twos |= w->len == 2;
	}
	qsort(p->words, p->n_words, sizeof *p->words, compare_words);
}

static void fill_slots(struct prefilter *p)
{
	p->first = mem_array(2 * (size_t)p->slots, sizeof *p->first);
	p->some = mem_array(2 * (size_t)p->slots / 64, sizeof *p->some);
	for (size_t i = p->n_words; i-- > 0;) {
		struct prefilter_word *w = &p->words[i];
		w->alike = p->first[w->slot] ? w[1].alike + 1 : 1;
		p->first[w->slot] = (uint32_t)i + 1;
		set_bit(p->some, w->slot);
	}
}

void prefilter_build(struct prefilter *p)
{
	if (!p->n_words)
		return;
	sort_words(p);
	p->masks = mem_array(p->n_words, p->mask_words * sizeof *p->masks);
	size_t kept = 0;
	for (size_t i = 0; i < p->n_words; i++) {
		struct prefilter_word w = p->words[i];
		if (kept && !strcmp(p->words[kept - 1].text, w.text)) {
			set_bit(p->masks + (kept - 1) * p->mask_words, w.group);
			free(w.text);
			continue;
		}
		set_bit(p->masks + kept * p->mask_words, w.group);
		w.group = (uint32_t)kept;
		p->words[kept++] = w;
	}
	p->n_words = kept;
	fill_slots(p);
}

static bool begins_with(const char *s, size_t len, const struct prefilter_word *w)
{
	if (w->len > len)
		return false;
	for (uint32_t i = 0; i < w->len; i++)
		if (fold(s[i]) != (uint8_t)w->text[i])
			return false;
	return true;
}

static void try_slot(const struct prefilter *p, uint32_t slot, const char *s, size_t len, uint64_t *groups)
{
	uint64_t head = head_of(s, len);
	const struct prefilter_word *w = &p->words[p->first[slot] - 1];
	for (const struct prefilter_word *end = w + w->alike; w < end; w++)
		if (!((head ^ w->head) & w->mask) && begins_with(s, len, w)) {
			const uint64_t *mask = p->masks + (size_t)w->group * p->mask_words;
			for (uint32_t k = 0; k < p->mask_words; k++)
				groups[k] |= mask[k];
		}
}

static bool has_words(const struct prefilter *p, uint32_t slot)
{
	return p->some[slot / 64] >> slot % 64 & 1;
}

void prefilter_scan(const struct prefilter *p, const char *s, size_t len, uint64_t *groups)
{
	if (!p->n_words || len < 2)
		return;
	uint32_t bytes = fold(s[0]);
	for (size_t i = 1; i < len; i++) {
		bytes = bytes << 8 | fold(s[i]);
		uint32_t two = slot_of_two(p, bytes), three = slot_of_three(p, bytes);
		if (p->twos && has_words(p, two))
			try_slot(p, two, s + i - 1, len - i + 1, groups);
		if (i > 1 && has_words(p, three))
			try_slot(p, three, s + i - 2, len - i + 2, groups);
	}
}

void prefilter_everywhere(const struct prefilter *p, uint64_t *groups)
{
	for (uint32_t k = 0; k < p->mask_words; k++)
		groups[k] |= p->always[k];
}
