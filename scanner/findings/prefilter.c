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
	free(p->buckets);
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

static int compare_words(const void *a, const void *b)
{
	return strcmp(((const struct prefilter_word *)a)->text, ((const struct prefilter_word *)b)->text);
}

/* Gives each byte that stands at `at` in a word a number from 1; upper case letters have that of the lower. Returns how many. */
static uint32_t number_bytes(const struct prefilter *p, size_t at, uint8_t number[256])
{
	uint32_t count = 0;
	for (size_t i = 0; i < p->n_words; i++) {
		uint8_t byte = (uint8_t)p->words[i].text[at];
		if (!number[byte])
			number[byte] = (uint8_t)++count; /* 230 at most: no word holds an upper case letter */
	}
	for (int c = 'A'; c <= 'Z'; c++)
		number[c] = number[c | 0x20];
	return count;
}

/* The bucket of what begins with the two bytes at s; NULL when no word can. */
static uint32_t *bucket_of(const struct prefilter *p, const char *s)
{
	uint32_t row = p->first[(uint8_t)s[0]], column = p->second[(uint8_t)s[1]];
	return row && column ? &p->buckets[(row - 1) * p->columns + column - 1] : NULL;
}

static void fill_buckets(struct prefilter *p)
{
	uint32_t rows = number_bytes(p, 0, p->first);
	p->columns = number_bytes(p, 1, p->second);
	p->buckets = mem_array((size_t)rows * p->columns, sizeof *p->buckets);
	for (size_t i = p->n_words; i-- > 0;)
		*bucket_of(p, p->words[i].text) = (uint32_t)i + 1;
}

void prefilter_build(struct prefilter *p)
{
	if (!p->n_words)
		return;
	qsort(p->words, p->n_words, sizeof *p->words, compare_words);
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
	fill_buckets(p);
}

static bool begins_with(const char *s, size_t len, const struct prefilter_word *w)
{
	if (w->len > len)
		return false;
	for (uint32_t i = 2; i < w->len; i++)
		if (fold(s[i]) != (uint8_t)w->text[i])
			return false;
	return true;
}

/* Tries the words that begin with the two bytes at s. */
static void try_bucket(const struct prefilter *p, const uint32_t *bucket, const char *s, size_t len, uint64_t *groups)
{
	for (size_t i = *bucket - 1; i < p->n_words && bucket_of(p, p->words[i].text) == bucket; i++)
		if (begins_with(s, len, &p->words[i])) {
			const uint64_t *mask = p->masks + (size_t)p->words[i].group * p->mask_words;
			for (uint32_t k = 0; k < p->mask_words; k++)
				groups[k] |= mask[k];
		}
}

void prefilter_scan(const struct prefilter *p, const char *s, size_t len, uint64_t *groups)
{
	if (!p->n_words || len < 2)
		return;
	for (size_t i = 0; i + 1 < len; i++) {
		const uint32_t *bucket = bucket_of(p, s + i);
		if (bucket && *bucket)
			try_bucket(p, bucket, s + i, len - i, groups);
	}
}

void prefilter_everywhere(const struct prefilter *p, uint64_t *groups)
{
	for (uint32_t k = 0; k < p->mask_words; k++)
		groups[k] |= p->always[k];
}
