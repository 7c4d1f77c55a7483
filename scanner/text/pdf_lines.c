/* SPDX-License-Identifier: MIT */
#include "text/pdf_lines.h"

#include "base/arena.h"
#include "base/ascii.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	EDGE_LINES = 3,	   /* at the top and at the bottom of a page, where numbers and running heads stand */
	HEAD_BYTES = 200,  /* a longer line is no running head */
	EDGES_MAX = 20000, /* lines of edges that are compared */
};

/* --- page numbers and running heads --------------------------------------------------------------------------------------- */

static bool is_roman(const struct pdf_line *l)
{
	size_t n = 0;
	while (n < l->len && l->text[n] && strchr("ivxIVX", l->text[n]))
		n++;
	return n == l->len && n <= 4;
}

/* Nothing but a number and the words that go with one: "3", "- 3 -", "Page 3 of 9", "3/9", "第 3 页 共 9 页", "iv". */
static bool is_page_number(const struct pdf_line *l)
{
	static const char *const words[] = {"page", "of", "第", "页", "共", "頁", "–", "—", "-", "/", "|", " ", "\302\240"};
	bool digits = false;
	size_t at = 0;
	if (is_roman(l))
		return true;
	while (at < l->len) {
		size_t step = 0;
		if (is_digit(l->text[at])) {
			digits = true;
			step = 1;
		}
		for (size_t i = 0; !step && i < sizeof words / sizeof *words; i++) {
			size_t n = strlen(words[i]);
			if (n <= l->len - at && !strncasecmp(l->text + at, words[i], n))
				step = n;
		}
		if (!step)
			return false;
		at += step;
	}
	return digits && l->len < 40;
}

/* The same but for the digits in them, which count the pages. */
static int compare_heads(const void *a, const void *b)
{
	const struct pdf_line *x = *(struct pdf_line *const *)a, *y = *(struct pdf_line *const *)b;
	size_t i = 0, k = 0;
	while (i < x->len && k < y->len) {
		bool digit = is_digit(x->text[i]);
		if (digit != is_digit(y->text[k]) || (!digit && x->text[i] != y->text[k]))
			return (unsigned char)x->text[i] < (unsigned char)y->text[k] ? -1 : 1;
		do
			i++;
		while (digit && i < x->len && is_digit(x->text[i]));
		do
			k++;
		while (digit && k < y->len && is_digit(y->text[k]));
	}
	return (i < x->len) - (k < y->len);
}

static int by_head(const void *a, const void *b)
{
	const struct pdf_line *x = *(struct pdf_line *const *)a, *y = *(struct pdf_line *const *)b;
	int order = compare_heads(a, b);
	return order ? order : x < y ? -1 : x > y;
}

/* Is line i among the first or last of its page? */
static bool at_edge(const struct pdf_line *lines, size_t n, size_t i)
{
	bool top = i < EDGE_LINES || lines[i - EDGE_LINES].page != lines[i].page;
	bool bottom = i + EDGE_LINES >= n || lines[i + EDGE_LINES].page != lines[i].page;
	return top || bottom;
}

/* Edge lines that more than half of the pages share, and two at least. */
static void drop_heads(struct pdf_line *lines, size_t n)
{
	struct pdf_line **edges = mem_array(n < EDGES_MAX ? n : EDGES_MAX, sizeof *edges);
	size_t n_edges = 0, pages = n ? (size_t)lines[n - 1].page + 1 : 0;
	for (size_t i = 0; i < n && n_edges < EDGES_MAX; i++)
		if (!lines[i].dropped && lines[i].len < HEAD_BYTES && at_edge(lines, n, i))
			edges[n_edges++] = &lines[i];
	if (n_edges)
		qsort(edges, n_edges, sizeof *edges, by_head);
	for (size_t i = 0, end; i < n_edges; i = end) {
		size_t on = 1; /* pages */
		for (end = i + 1; end < n_edges && !compare_heads(&edges[i], &edges[end]); end++)
			on += edges[end]->page != edges[end - 1]->page;
		for (size_t k = i; on >= 2 && on * 2 > pages && k < end; k++)
			edges[k]->dropped = true;
	}
	free(edges);
}

static void drop_page_numbers(struct pdf_line *lines, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		bool first = !i || lines[i - 1].page != lines[i].page;
		bool last = i + 1 == n || lines[i + 1].page != lines[i].page;
		lines[i].dropped |= (first || last) && is_page_number(&lines[i]);
	}
}

/* --- paragraphs ----------------------------------------------------------------------------------------------------------- */

struct measure {	    /* of the whole document, in points */
	double pitch;	    /* from one line to the next inside a paragraph */
	double left, right; /* margins: where most lines begin, and the farthest that lines go */
};

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* The number that a share of them is below; sorts them. 0 when there are none. */
static double quantile(double *at, size_t n, double share)
{
	if (!n)
		return 0;
	qsort(at, n, sizeof *at, by_size);
	return at[(size_t)((double)(n - 1) * share)];
}

static struct measure take_measure(const struct pdf_line *const *lines, size_t n)
{
	struct measure m = {0};
	double *numbers = mem_array(n + 1, sizeof *numbers);
	size_t count = 0;
	for (size_t i = 1; i < n; i++)
		if (lines[i]->page == lines[i - 1]->page && lines[i]->top > lines[i - 1]->top)
			numbers[count++] = lines[i]->top - lines[i - 1]->top;
	m.pitch = quantile(numbers, count, 0.25);
	for (size_t i = 0; i < n; i++)
		numbers[i] = lines[i]->left;
	m.left = quantile(numbers, n, 0.5);
	for (size_t i = 0; i < n; i++)
		numbers[i] = lines[i]->right;
	m.right = quantile(numbers, n, 0.9); /* a few may stick out */
	free(numbers);
	return m;
}

static bool ends_with_any(const struct pdf_line *l, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t n = strlen(list[i]);
		if (l->len >= n && !memcmp(l->text + l->len - n, list[i], n))
			return true;
	}
	return false;
}

static bool ends_sentence(const struct pdf_line *l)
{
	static const char *const ends[] = {".", ":", ";", "!", "?", "。", "：", "；", "！", "？", "”", "\"", ")", "）"};
	return ends_with_any(l, ends, sizeof ends / sizeof *ends);
}

static double height(const struct pdf_line *l)
{
	return l->bottom - l->top;
}

/* Does a paragraph end between the two lines, which follow one another? */
static bool parts(const struct measure *m, const struct pdf_line *a, const struct pdf_line *b)
{
	double size = height(a) > height(b) ? height(a) : height(b);
	bool early = a->right < m->right - 0.15 * (m->right - m->left);
	bool indent = b->left > a->left + size && b->left > m->left + size;
	if (size <= 0 || m->pitch <= 0)
		return false;
	if (height(a) > 1.2 * height(b) || height(b) > 1.2 * height(a))
		return a->page == b->page;
	if (!early && !ends_sentence(a)) /* the sentence goes on, however far apart the lines are set */
		return false;
	if ((early && ends_sentence(a)) || indent)
		return true;
	bool apart = b->top - a->top > 1.35 * m->pitch || b->top + size < a->top; /* or a new column */
	return a->page == b->page && apart;
}

/* A hyphen at the end of a line that belongs to the word, as in a name: "70B-", "Alpha-" before a capital. */
static bool keeps_hyphen(const struct pdf_line *a, const struct pdf_line *b)
{
	if (a->len < 2 || a->text[a->len - 1] != '-')
		return false;
	char before = a->text[a->len - 2], after = b->text[0];
	return is_digit(before) || is_digit(after) || (before >= 'A' && before <= 'Z') || (after >= 'A' && after <= 'Z');
}

static const char *separator(const struct measure *m, const struct pdf_line *a, const struct pdf_line *b)
{
	return keeps_hyphen(a, b) ? "" : parts(m, a, b) ? "\n\n" : "\n";
}

void pdf_lines_join(struct pdf_line *lines, size_t n, struct buf *out)
{
	drop_page_numbers(lines, n);
	drop_heads(lines, n);
	const struct pdf_line **kept = mem_array(n + 1, sizeof *kept);
	size_t count = 0;
	for (size_t i = 0; i < n; i++)
		if (!lines[i].dropped)
			kept[count++] = &lines[i];
	struct measure m = take_measure(kept, count);
	for (size_t i = 0; i < count; i++) {
		if (i)
			buf_add_str(out, separator(&m, kept[i - 1], kept[i]));
		buf_add(out, kept[i]->text, kept[i]->len);
	}
	if (count)
		buf_add_char(out, '\n');
	free(kept);
}
