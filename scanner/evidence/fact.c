/* SPDX-License-Identifier: MIT */
#include "evidence/fact.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/hash.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS = 2048, LONGEST_WORD = 64 };

void sink_init(struct sink *s, struct arena *a, const char *entry)
{
	*s = (struct sink){.arena = a, .at = {.entry = entry}};
}

/* The table that the fact holds a share of, or NULL. */
static struct tensors *table_of(const struct fact *f)
{
	if (f->kind == FACT_WEIGHTS)
		return ((const struct weights *)f->detail)->tensors;
	return f->kind == FACT_INDEX ? ((const struct shard_index *)f->detail)->tensors : NULL;
}

static void free_shares(const struct fact *facts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		tensors_free(table_of(&facts[i]));
}

void sink_release(struct sink *s)
{
	free_shares(s->facts, s->count);
	free(s->facts);
	*s = (struct sink){0};
}

void sink_add(struct sink *s, const struct fact *f)
{
	struct fact copy = *f;
	if (!copy.at.entry) {
		bool empty = !copy.at.start && !copy.at.end && !copy.at.line_start && !copy.at.line_end;
		if (empty)
			copy.at = s->at;
		copy.at.entry = s->at.entry;
	}
	if (!copy.reader)
		copy.reader = s->reader;
	VEC_PUSH(s->facts, s->count, s->capacity, copy);
}

__attribute__((format(printf, 4, 0))) static void add_sentence(struct sink *s, enum fact_kind kind, const char *id,
							       const char *format, va_list ap)
{
	char text[4096]; /* longer than any struct err; the rest is cut */
	vsnprintf(text, sizeof text, format, ap);
	sink_add(s, &(struct fact){.kind = kind, .key = id, .value = arena_strdup(s->arena, text)});
}

void sink_repeat(struct sink *s, const struct fact *f)
{
	tensors_share(table_of(f));
	sink_add(s, f);
}

void sink_problem(struct sink *s, const char *id, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	add_sentence(s, FACT_PROBLEM, id, format, ap);
	va_end(ap);
}

void sink_note(struct sink *s, const char *id, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	add_sentence(s, FACT_NOTE, id, format, ap);
	va_end(ap);
}

void sink_declared(struct sink *s, const char *field, const char *value, uint64_t start, uint64_t end, uint32_t line)
{
	struct place at = {.entry = s->at.entry, .start = start, .end = end, .line_start = line, .line_end = line};
	sink_add(s, &(struct fact){.kind = FACT_DECLARED, .key = field, .value = value, .at = at});
}

void sink_meta(struct sink *s, const char *key, const char *value)
{
	sink_add(s, &(struct fact){.kind = FACT_META, .key = key, .value = value});
}

void evidence_init(struct evidence *ev)
{
	*ev = (struct evidence){0};
	pthread_mutex_init(&ev->lock, NULL);
	arena_init(&ev->arena);
	ev->words = mem_array(WORDS, sizeof *ev->words);
}

static const char *copy_word(struct evidence *ev, const char *word)
{
	size_t len = word ? strlen(word) : LONGEST_WORD + 1;
	if (len > LONGEST_WORD)
		return arena_strdup(&ev->arena, word);
	const char **kept = &ev->words[hash_bytes(word, len) % WORDS];
	if (!*kept || strcmp(*kept, word) != 0)
		*kept = arena_strndup(&ev->arena, word, len);
	return *kept;
}

void evidence_release(struct evidence *ev)
{
	free_shares(ev->facts, ev->count);
	free(ev->facts);
	free(ev->words);
	arena_release(&ev->arena);
	pthread_mutex_destroy(&ev->lock);
	*ev = (struct evidence){0};
}

static struct pairs copy_pairs(struct arena *a, struct pairs from)
{
	struct pair *to = arena_array(a, from.count, sizeof *to);
	for (uint32_t i = 0; i < from.count; i++)
		to[i] = (struct pair){arena_strdup(a, from.at[i].key), arena_strdup(a, from.at[i].value)};
	return (struct pairs){to, from.count};
}

static const void *copy_match(struct arena *a, const struct match *from)
{
	struct match *to = arena_memdup(a, from, sizeof *from);
	struct change *changes = arena_array(a, from->n_changes, sizeof *changes);
	for (uint32_t i = 0; i < from->n_changes; i++) {
		changes[i] = from->changes[i];
		changes[i].section = arena_strdup(a, changes[i].section);
		changes[i].text = arena_strdup(a, changes[i].text);
	}
	to->how = arena_strdup(a, to->how);
	to->changes = changes;
	return to;
}

static const struct grant *copy_grant(struct arena *a, const struct grant *from)
{
	if (!from)
		return NULL;
	struct grant *to = arena_memdup(a, from, sizeof *from);
	struct quality *qualities = arena_memdup(a, from->qualities, from->n_qualities * sizeof *qualities);
	for (uint32_t i = 0; i < from->n_qualities; i++) {
		qualities[i].name = arena_strdup(a, qualities[i].name);
		qualities[i].answer = arena_strdup(a, qualities[i].answer);
	}
	to->qualities = qualities;
	to->clause = arena_strdup(a, to->clause);
	to->text = arena_strdup(a, to->text);
	to->of = arena_strdup(a, to->of);
	to->acts = arena_strdup(a, to->acts);
	return to;
}

static const struct fingerprint *copy_fingerprint(struct arena *a, const struct fingerprint *from)
{
	if (!from)
		return NULL;
	struct fingerprint *to = arena_memdup(a, from, sizeof *from);
	to->name = arena_strdup(a, to->name);
	to->language = arena_strdup(a, to->language);
	to->words = arena_memdup(a, to->words, to->count * sizeof *to->words);
	to->sections = arena_memdup(a, to->sections, to->n_sections * sizeof *to->sections);
	return to;
}

static const char *const *copy_names(struct arena *a, const char *const *from, uint32_t n)
{
	const char **to = n ? arena_array(a, n, sizeof *to) : NULL;
	for (uint32_t i = 0; i < n; i++)
		to[i] = arena_strdup(a, from[i]);
	return to;
}

static const void *copy_weights(struct evidence *ev, const struct weights *from)
{
	struct arena *a = &ev->arena;
	struct weights *w = arena_memdup(a, from, sizeof *w);
	w->format = copy_word(ev, w->format);
	w->detail = copy_word(ev, w->detail);
	w->pointer = copy_word(ev, w->pointer);
	w->gap = copy_word(ev, w->gap);
	w->claimed = arena_strdup(a, w->claimed);
	tensors_keep(w->tensors);
	w->part_of = arena_strdup(a, w->part_of);
	w->parts = copy_names(a, w->parts, w->n_parts);
	return w;
}

static const void *copy_detail(struct evidence *ev, const struct fact *f)
{
	struct arena *a = &ev->arena;
	if (!f->detail)
		return NULL;
	if (f->kind == FACT_MATCH)
		return copy_match(a, f->detail);
	if (f->kind == FACT_WEIGHTS)
		return copy_weights(ev, f->detail);
	if (f->kind == FACT_INDEX) {
		struct shard_index *x = arena_memdup(a, f->detail, sizeof *x);
		x->files = copy_names(a, x->files, x->n_files);
		tensors_keep(x->tensors);
		return x;
	}
	if (f->kind == FACT_DOCUMENT) {
		struct terms_text *t = arena_memdup(a, f->detail, sizeof *t);
		t->print = copy_fingerprint(a, t->print);
		return t;
	}
	if (f->kind == FACT_TEXT) {
		struct kept_text *t = arena_memdup(a, f->detail, sizeof *t);
		t->bytes = arena_memdup(a, t->bytes, t->len);
		return t;
	}
	if (f->kind == FACT_DIGEST)
		return arena_memdup(a, f->detail, sizeof(struct file_digest));
	if (f->kind == FACT_GRANT)
		return copy_grant(a, f->detail);
	if (f->kind == FACT_RESTRICTION || f->kind == FACT_REFERENCE || f->kind == FACT_PROMISE) {
		struct restriction *r = arena_memdup(a, f->detail, sizeof *r);
		r->values = copy_pairs(a, r->values);
		r->clause = arena_strdup(a, r->clause);
		r->text = arena_strdup(a, r->text);
		r->before = arena_strdup(a, r->before);
		r->after = arena_strdup(a, r->after);
		r->grant = copy_grant(a, r->grant);
		return r;
	}
	return NULL;
}

/* Of a fact all but its entry. */
static void copy_content(struct evidence *ev, struct fact *f)
{
	if (f->kept)
		return;
	f->key = copy_word(ev, f->key);
	f->value = copy_word(ev, f->value);
	f->reader = copy_word(ev, f->reader);
	f->detail = copy_detail(ev, f);
}

void evidence_add(struct evidence *ev, const struct sink *s)
{
	const char *last = NULL, *last_copy = NULL; /* most facts of a sink speak of the same entry: one copy will do */
	pthread_mutex_lock(&ev->lock);
	for (size_t i = 0; i < s->count; i++) {
		struct fact f = s->facts[i];
		if (f.at.entry != last || !last) {
			last = f.at.entry;
			last_copy = arena_strdup(&ev->arena, last);
		}
		f.at.entry = last_copy;
		copy_content(ev, &f);
		VEC_PUSH(ev->facts, ev->count, ev->capacity, f);
	}
	pthread_mutex_unlock(&ev->lock);
}

void evidence_move(struct evidence *ev, struct evidence *from, size_t first, size_t end)
{
	pthread_mutex_lock(&ev->lock);
	for (size_t i = first; i < end; i++)
		VEC_PUSH(ev->facts, ev->count, ev->capacity, from->facts[i]);
	pthread_mutex_unlock(&ev->lock);
}

void evidence_adopt(struct evidence *ev, struct evidence *from)
{
	pthread_mutex_lock(&ev->lock);
	arena_adopt(&ev->arena, &from->arena);
	pthread_mutex_unlock(&ev->lock);
	from->count = 0;
	memset(from->words, 0, WORDS * sizeof *from->words);
}

const struct fact *evidence_keep(struct evidence *ev, struct sink *s, size_t first)
{
	pthread_mutex_lock(&ev->lock);
	for (size_t i = first; i < s->count; i++) {
		copy_content(ev, &s->facts[i]);
		s->facts[i].kept = true;
	}
	const struct fact *kept = arena_memdup(&ev->arena, s->facts + first, (s->count - first) * sizeof *kept);
	pthread_mutex_unlock(&ev->lock);
	return kept;
}

static int compare_text(const char *a, const char *b)
{
	return a == b ? 0 : strcmp(a ? a : "", b ? b : "");
}

static int compare_number(uint64_t a, uint64_t b)
{
	return a < b ? -1 : a > b;
}

static int compare_facts(const struct fact *a, const struct fact *b)
{
	int order = compare_text(a->at.entry, b->at.entry);
	if (!order)
		order = compare_number(a->at.start, b->at.start);
	if (!order)
		order = compare_number(a->kind, b->kind);
	if (!order)
		order = compare_number(a->at.end, b->at.end);
	if (!order)
		order = compare_text(a->key, b->key);
	return order ? order : compare_text(a->value, b->value);
}

static void merge(const struct fact *from, struct fact *to, size_t left, size_t middle, size_t right)
{
	for (size_t i = left, j = middle, k = left; k < right; k++) {
		bool take_left = i < middle && (j >= right || compare_facts(&from[i], &from[j]) <= 0);
		to[k] = take_left ? from[i++] : from[j++];
	}
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static bool in_order(const struct fact *facts, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (compare_facts(&facts[i - 1], &facts[i]) > 0)
			return false;
	return true;
}

/* Bottom-up merge sort: stable, because facts of one entry that compare equal keep the order in which they were found. */
static void sort_entry(struct fact *facts, struct fact *spare, size_t n)
{
	struct fact *from = facts, *to = spare;
	if (in_order(facts, n))
		return;
	for (size_t width = 1; width < n; width *= 2) {
		for (size_t left = 0; left < n; left += 2 * width)
			merge(from, to, left, least(left + width, n), least(left + 2 * width, n));
		struct fact *swap = from;
		from = to;
		to = swap;
	}
	if (from != facts)
		memcpy(facts, from, n * sizeof *facts);
}

struct run { /* facts of one entry, as they were found one after the other */
	const struct fact *first;
	size_t count;
};

static int compare_runs(const void *a, const void *b)
{
	const struct run *x = a, *y = b;
	int order = strcmp(x->first->at.entry, y->first->at.entry);
	return order ? order : (x->first > y->first) - (x->first < y->first);
}

static bool same_entry(const struct fact *a, const struct fact *b)
{
	return !compare_text(a->at.entry, b->at.entry);
}

/* Into `out`, of as many as there are facts; how many. */
static size_t find_runs(const struct evidence *ev, struct run *out)
{
	size_t n = 0;
	for (size_t i = 0; i < ev->count; i++) {
		if (!i || !same_entry(&ev->facts[i - 1], &ev->facts[i]))
			out[n++] = (struct run){.first = &ev->facts[i]};
		out[n - 1].count++;
	}
	return n;
}

void evidence_sort(struct evidence *ev)
{
	if (in_order(ev->facts, ev->count))
		return;
	struct run *runs = mem_array(ev->count, sizeof *runs);
	struct fact *sorted = mem_array(ev->capacity, sizeof *sorted);
	size_t n_runs = find_runs(ev, runs), n = 0, group = 0;
	qsort(runs, n_runs, sizeof *runs, compare_runs);
	for (size_t i = 0; i < n_runs; i++) {
		memcpy(sorted + n, runs[i].first, runs[i].count * sizeof *sorted);
		n += runs[i].count;
	}
	for (size_t i = 1; i <= n; i++) { /* what was found is not needed any more, and there is room for sorting */
		if (i < n && same_entry(&sorted[group], &sorted[i]))
			continue;
		sort_entry(sorted + group, ev->facts, i - group);
		group = i;
	}
	free(ev->facts);
	ev->facts = sorted;
	free(runs);
}

size_t evidence_lower(const struct evidence *ev, const char *entry)
{
	size_t low = 0, high = ev->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(ev->facts[middle].at.entry, entry) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const char *match_state_name(enum match_state s)
{
	static const char *const names[] = {"exact", "other-version", "edited", "partial", "mention", "unknown"};
	return names[s];
}

const char *change_op_name(enum change_op op)
{
	static const char *const names[] = {"added", "removed", "replaced"};
	return names[op];
}

unsigned said_of_code(const char *code)
{
	static const struct {
		const char *code;
		unsigned bit;
	} table[] = {
		{"code", SAID_OF_CODE},	    {"weights", SAID_OF_WEIGHTS},
		{"data", SAID_OF_DATA},	    {"documentation", SAID_OF_DOCUMENTS},
		{"others", SAID_OF_OTHERS}, {"whole", SAID_OF_WHOLE},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (same_text(table[i].code, code))
			return table[i].bit;
	return 0;
}
