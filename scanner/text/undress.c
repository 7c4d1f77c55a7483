/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "text/undress.h"

#include "text/copyright.h"
#include "text/html.h"
#include "text/inline.h"
#include "text/label.h"
#include "text/line.h"
#include "text/plain.h"

#include <string.h>
#include <strings.h>

/* --- joining lines -------------------------------------------------------------------------------------------------------- */

static bool ends_clause(char c)
{
	return c == '.' || c == ';' || c == ':' || c == '!' || c == '?' || c == '"';
}

/* "the", "under", "of": the sentence goes on, whatever the next line begins with. */
static bool ends_open(const char *s, const struct line *l)
{
	static const char *const words[] = {"a",    "an",   "the", "of",  "and",  "or", "under", "to",	   "for",
					    "with", "from", "our", "its", "this", "by", "in",	 "and/or", NULL};
	uint32_t start = l->end;
	while (start > l->start && !is_blank(s[start - 1]))
		start--;
	for (size_t i = 0; words[i]; i++)
		if (start > l->start && strlen(words[i]) == l->end - start && !memcmp(words[i], s + start, l->end - start))
			return true;
	return false;
}

/* "(the first of them": the sentence goes on up to where they close. */
static bool leaves_parenthesis_open(const char *s, const struct line *l)
{
	const char *open = memrchr(s + l->start, '(', l->end - l->start);
	return open && !memchr(open, ')', (size_t)(s + l->end - open));
}

/* The first word of the line would have fitted on the line before: that one ended early, on purpose. */
static bool ended_early(const struct dresser *t, const struct line *l)
{
	uint32_t word = l->start;
	while (word < l->end && word - l->start < 80 && !is_blank(t->s[word]))
		word++;
	return t->before_len + 1 + (word - l->start) + 6 < t->width;
}

/* Remembers the label; true when it goes on counting from one of its style. */
static bool counts_on(struct dresser *t, const struct label *l, bool remember)
{
	const uint32_t room = sizeof t->numbered / sizeof t->numbered[0];
	uint32_t i = 0;
	while (i < room - 1 && t->numbered[i].style != l->style && t->numbered[i].style != LABEL_NONE)
		i++;
	bool on = t->numbered[i].style == l->style && t->numbered[i].value + 1 == l->value;
	if (remember || on)
		t->numbered[i] = *l;
	return on;
}

/* A line of prose, and no entry of a list, ended in a comma, though it is shorter than the longest of the document: "…; Pear,". */
static bool goes_on_behind_comma(const struct dresser *t)
{
	enum { PROSE_BYTES = 60 };
	return t->before_last == ',' && t->before_len >= PROSE_BYTES;
}

/* The line might begin a paragraph of its own although no blank line stands before it. */
static bool stands_alone(struct dresser *t, const struct line *l)
{
	struct label label;
	bool closed = ends_clause(t->before_last) || (unsigned char)t->before_last >= 0x80, unwrapped = t->before_len > 140;
	bool shorter = ended_early(t, l);
	if (label_scan(t->s + l->start, t->s + l->end, &label)) {
		bool apart = closed || unwrapped || shorter || t->before_last == ',';
		return counts_on(t, &label, apart) || apart;
	}
	char c = l->start < l->end ? t->s[l->start] : 0;
	if (c >= 'a' && c <= 'z')
		return t->before_last == ':';
	if (t->before_open || goes_on_behind_comma(t))
		return false;
	return unwrapped || t->before_last == ':' || (shorter && (closed || t->before_len + 30 < t->width));
}

/* "[wren](https://…)": nobody wraps a line within an address, however long it grows. */
static bool is_address_alone(const struct dresser *t, const struct line *l)
{
	size_t len = l->end - l->start;
	return !memchr(t->s + l->start, ' ', len) && memmem(t->s + l->start, len, "://", 3);
}

/* Rows of tables are as long as they are, and so are addresses. */
static uint32_t common_width(const struct dresser *t)
{
	uint32_t width = 0;
	for (uint32_t i = 0, lines = 0; i < t->n && lines < 2000; lines++) {
		struct line l = line_at(t, i);
		uint32_t len = l.end - l.start;
		if (len <= 140 && len > width && t->s[l.start] != '|' && !is_address_alone(t, &l))
			width = len;
		i = l.next;
	}
	return width;
}

static void end_line(struct dresser *t, const struct line *l, uint32_t columns, bool closed)
{
	t->before_len = columns;
	t->before_open = ends_open(t->s, l) || leaves_parenthesis_open(t->s, l);
	t->before_last = l->end > l->start ? t->s[l->end - 1] : 0;
	for (uint32_t i = l->end; i > l->start && strchr("*_\\`", t->s[i - 1]) && t->s[i - 1]; i--)
		t->before_last = i > l->start + 1 ? t->s[i - 2] : 0;
	t->before_blank = l->end == l->start;
	t->before_closed = closed;
}

/* "[name]: address" on a line of its own: of a badge, what it shows. */
static bool link_definition(struct dresser *t, const struct line *l)
{
	if (t->s[l->start] != '[')
		return false;
	const char *close = memchr(t->s + l->start, ']', l->end - l->start);
	if (!close || close + 2 >= t->s + l->end || close[1] != ':')
		return false;
	uint32_t i = (uint32_t)(close + 2 - t->s);
	while (i < l->end && is_blank(t->s[i]))
		i++;
	uint32_t stop = i;
	while (stop < l->end && !is_blank(t->s[stop]))
		stop++;
	if (!memchr(t->s + i, '/', stop - i) && !memchr(t->s + i, '#', stop - i))
		return false;
	plain_badge(t, i, stop);
	uint32_t before = t->u->n_links;
	plain_link(t, i, stop);
	if (t->u->n_links > before)
		t->u->links[before].definition = true;
	return true;
}

/* What opens or closes a block of code. "```sh" opens one and closes none; "```make```" on one line is no block. */
static bool is_fence(const struct dresser *t, const struct line *l)
{
	if (!line_begins(t, l, "```") && !line_begins(t, l, "~~~"))
		return false;
	char mark = t->s[l->start];
	uint32_t i = l->start;
	while (i < l->end && t->s[i] == mark)
		i++;
	return i == l->end || (!t->fence && !(mark == '`' && memchr(t->s + i, mark, l->end - i)));
}

/* Does the fence name a language of programs: "```python", "``` {.json}"? What stands there says nothing to a reader. */
static bool opens_code(const struct dresser *t, const struct line *l)
{
	static const char *const languages[] = {
		"python",     "py",   "python3",    "bash",  "sh",     "shell", "console", "json", "jsonl", "js",
		"javascript", "ts",   "typescript", "c",     "cpp",    "c++",	"java",	   "go",   "rust",  "yaml",
		"yml",	      "toml", "dockerfile", "swift", "kotlin", "ruby",	"r",	   "sql",  NULL};
	uint32_t start = l->start;
	while (start < l->end && strchr("`~ {.", t->s[start]))
		start++;
	uint32_t end = start;
	while (end < l->end && !strchr(" \t},:", t->s[end]))
		end++;
	for (size_t i = 0; languages[i]; i++)
		if (strlen(languages[i]) == end - start && !strncasecmp(languages[i], t->s + start, end - start))
			return true;
	return false;
}

/* The rule under the titles of a table: "--- | :---:". */
static bool is_table_rule(const struct dresser *t, const struct line *l)
{
	bool bar = false, dash = false;
	for (uint32_t i = l->start; i < l->end; i++) {
		if (!strchr("|-: \t\r", t->s[i]) || !t->s[i])
			return false;
		bar |= t->s[i] == '|';
		dash |= t->s[i] == '-';
	}
	return bar && dash;
}

/* A row of a Markdown table: two cells at least. One without outer bars is known by the rule under it, or by the row before. */
static bool is_table_row(const struct dresser *t, const struct line *l, const struct line *after)
{
	const char *s = t->s + l->start;
	if (*s == '|')
		return memchr(s + 1, '|', l->end - l->start - 1) != NULL;
	return memchr(s, '|', l->end - l->start) && (t->in_table || is_table_rule(t, after));
}

/* Takes "## " and a closing " ##" off; returns the heading's level, 0 for none. */
static uint8_t take_heading(const struct dresser *t, struct line *l)
{
	uint32_t n = line_leading(t, l, '#');
	if (n == 0 || n > 6 || l->start + n >= l->end || (!is_blank(t->s[l->start + n]) && n < 2))
		return 0;
	l->start += n;
	line_trim_start(t, l);
	while (l->end > l->start && t->s[l->end - 1] == '#')
		l->end--;
	line_trim_end(t, l);
	return (uint8_t)n;
}

/*
 * A few words in bold on a line of their own, below a blank one, are a heading below all others: "**License**", "**Training data:**".
 * Takes the marks off; returns its level, 0 for none.
 */
static uint8_t take_bold_heading(const struct dresser *t, struct line *l)
{
	enum { LEVEL = 7, BYTES = 60, BLANKS = 4 };
	uint32_t start = l->start + 2, end = l->end, blanks = 0;
	if (!(t->before_blank || t->before_closed) || !(line_begins(t, l, "**") || line_begins(t, l, "__")) ||
	    end - l->start > BYTES)
		return 0;
	char mark = t->s[l->start];
	end -= t->s[end - 1] == ':';
	if (end < start + 3 || t->s[end - 1] != mark || t->s[end - 2] != mark)
		return 0;
	end -= 2;
	for (uint32_t i = start; i < end; i++) {
		if (t->s[i] == mark)
			return 0;
		blanks += is_blank(t->s[i]);
	}
	if (blanks > BLANKS || strchr(".!?;,", t->s[end - 1]))
		return 0;
	l->start = start;
	l->end = end;
	line_trim_start(t, l);
	line_trim_end(t, l);
	return l->start < l->end ? LEVEL : 0;
}

/* "Copyright 2020 Tern, Wren, and": the rest of those who hold it stands on the next line. */
static bool names_go_on(const struct dresser *t, const struct line *l)
{
	static const char *const joints[] = {",", " and", " &"};
	for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
		size_t n = strlen(joints[i]);
		if (l->end - l->start > n && !memcmp(t->s + l->end - n, joints[i], n))
			return true;
	}
	return false;
}

/* A rule right under one short line makes it a heading. Returns whether it did. */
static bool underline(struct dresser *t, const struct line *l)
{
	struct undressed *u = t->u;
	if (t->before_blank || !u->n_blocks || !strchr("=-", t->s[l->start]) || memchr(t->s + l->start, '|', l->end - l->start) ||
	    u->len - u->blocks[u->n_blocks - 1].start > 120 || t->before_len > 120)
		return false;
	u->blocks[u->n_blocks - 1].kind = PARAGRAPH_HEADING;
	u->blocks[u->n_blocks - 1].level = t->s[l->start] == '=' ? 1 : 2;
	return true;
}

static void write_line(struct dresser *t, struct line *l, const struct neighbours *n)
{
	bool hashed = false;
	uint32_t gap_at = n->before.end;
	struct line whole = *l, bare = *l;
	uint32_t indent = line_trim_start(t, &bare);
	line_strip_comment(t, l, n, &hashed);
	indent += line_trim_start(t, l);
	line_trim_end(t, l);
	if (l->start >= l->end || line_is_rule(t, l)) {
		bool rule = l->start < l->end && !underline(t, l);
		t->in_table &= rule;
		plain_gap(t, GAP_BREAK, gap_at);
		t->next.set_off |= rule;
		t->before_blank = true;
		return;
	}
	if (!t->comment && is_fence(t, l)) { /* one in a comment may end it: "``` -->" */
		t->fence = !t->fence;
		t->code = t->fence && opens_code(t, l);
		plain_gap(t, GAP_BREAK, gap_at);
		t->before_blank = true;
		return;
	}
	if (!t->fence && link_definition(t, l))
		return;
	uint8_t heading = !hashed && !t->fence ? take_heading(t, l) : 0;
	heading = heading || hashed || t->fence ? heading : take_bold_heading(t, l);
	bool bullet = !heading && line_take_bullet(t, l);
	t->table_row = is_table_row(t, l, &n->after);
	t->table = t->table_row && !t->in_table ? t->u->n_cells : t->table;
	t->in_table = t->table_row;
	uint32_t notice = copyright_scan(t->s + l->start, t->s + l->end);
	bool apart = stands_alone(t, l) || heading || bullet || t->table_row || notice || t->before_closed || t->before_blank;
	plain_gap(t, apart ? GAP_BREAK : GAP_LINE, gap_at);
	if (apart) {
		bool set_off = t->next.set_off;
		t->next = (struct block){.indent = indent, .bullet = bullet, .set_off = set_off, .level = heading};
		t->next.kind = t->code	      ? PARAGRAPH_CODE
			       : heading      ? PARAGRAPH_HEADING
			       : t->table_row ? PARAGRAPH_TABLE
			       : bullet	      ? PARAGRAPH_ITEM
					      : PARAGRAPH_PROSE;
	}
	if (t->table_row)
		plain_row(t);
	if (t->table_row && t->s[l->start] != '|')
		plain_cell(t, t->column);
	if (l->start < l->end)
		inline_undress(t, l->start, l->end);
	if (t->table_row)
		plain_cell(t, CELL_NONE);
	end_line(t, l, l->end - whole.start, heading || t->table_row || (notice && !names_go_on(t, l)));
}

/* --- the document --------------------------------------------------------------------------------------------------------- */

/* YAML front matter: returns where the text after it begins, having written it line by line. */
static uint32_t write_front_matter(struct dresser *t)
{
	uint32_t start = 0, end = 0, lines = 0;
	while (start < t->n && strchr(" \t\r\n", t->s[start]))
		start++;
	struct line l = line_at(t, start);
	bool keys = false;
	line_trim_end(t, &l);
	if (!line_is(t, &l, "---"))
		return 0;
	for (uint32_t i = l.next; i < t->n && lines < 2000 && !end; lines++) {
		struct line k = line_at(t, i);
		line_trim_end(t, &k);
		keys |= memchr(t->s + k.start, ':', k.end - k.start) != NULL;
		if (line_is(t, &k, "---") || line_is(t, &k, "..."))
			end = k.next;
		i = k.next;
	}
	if (!end || !keys)
		return 0;
	t->markdown_off = true;
	for (uint32_t i = l.next; i < end;) {
		struct line k = line_at(t, i);
		uint32_t next = k.next;
		line_trim_end(t, &k);
		plain_gap(t, GAP_BREAK, i);
		t->next = (struct block){.kind = PARAGRAPH_MATTER};
		if (next < end && k.start < k.end)
			inline_undress(t, k.start, k.end);
		i = next;
	}
	t->markdown_off = false;
	plain_gap(t, GAP_BREAK, end);
	t->next = (struct block){0};
	return end;
}

static void write_lines(struct dresser *t)
{
	t->width = common_width(t);
	t->before_blank = true;
	uint32_t i = write_front_matter(t);
	struct line before = {i, i, i}, l = line_at(t, i);
	while (i < t->n) {
		struct line after = l.next < t->n ? line_at(t, l.next) : (struct line){t->n, t->n, t->n};
		struct neighbours n = {before, after};
		before = l;
		i = l.next;
		struct line content = l;
		write_line(t, &content, &n);
		l = after;
	}
}

/* Begins as an object or an array of strings, objects or numbers does. */
static bool json_document(const char *s, uint32_t n)
{
	uint32_t i = 0, brackets = 0;
	for (; i < n && i < 200 && strchr("{[ \t\r\n", s[i]) && s[i]; i++)
		brackets += s[i] == '{' || s[i] == '[';
	return brackets && i < n && s[i] == '"';
}

void undress(struct undressed *u, const struct decoded *d, struct arena *a)
{
	/* Nothing is written longer than it was read, save for one separator. */
	*u = (struct undressed){.plain = arena_alloc(a, (size_t)d->len + 8),
				.origin = arena_array(a, (size_t)d->len + 8, sizeof(uint32_t))};
	struct dresser t = {.u = u, .d = d, .arena = a, .s = d->bytes, .n = d->len};
	t.returns = t.n && memchr(t.s, '\r', t.n);
	t.html = html_document(t.s, t.n);
	t.json = json_document(t.s, t.n);
	t.xml = !t.html && t.n > 5 && !memcmp(t.s, "<?xml", 5);
	if (t.html)
		inline_undress(&t, 0, t.n);
	else
		write_lines(&t);
	u->plain[u->len] = 0;
	uint32_t end = t.n; /* of what was written last */
	while (end > 0 && is_blank(t.s[end - 1]))
		end--;
	if (t.gap != GAP_NONE && t.gap_at < end)
		end = t.gap_at;
	u->origin[u->len] = decoded_origin(d, end);
	if (u->len && u->origin[u->len] < u->origin[u->len - 1])
		u->origin[u->len] = u->origin[u->len - 1];
}
