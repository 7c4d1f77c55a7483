/* SPDX-License-Identifier: MIT */
/* identify: which licenses are in these files, where, and what they restrict. Files are read in parallel and printed in order. */
#include "base/pool.h"
#include "base/tty.h"
#include "catalog/load.h"
#include "commands/command.h"
#include "document.h"
#include "findings/trace.h"
#include "report/json_parts.h"
#include "report/json_text.h"
#include "report/say.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_CAP = 1 << 20 };

static const char *format = "text";
static struct opt_list limit_settings;
static bool explain, no_rules;

static const struct opt options[] = {
	{"format", 'f', OPT_STRING, "text|json", "text (default), or json: one object a line for each file", &format},
	{"explain", 0, OPT_FLAG, NULL, "say of each clause which rules fire at it or are silenced, by which pattern and why",
	 &explain},
	{"no-rules", 0, OPT_FLAG, NULL, "only which licenses, not what they restrict: quicker", &no_rules},
	{"limit", 0, OPT_EACH, "NAME=VALUE", "change a limit; `licet help limits` lists them", &limit_settings},
	{0},
};

struct answer {	    /* what one file gave, as text to print */
	char *text; /* owned; NULL when the file could not be read */
	bool incomplete;
	struct err err;
};

struct job {
	const struct invocation *in;
	const struct limits *limits;
	struct rules *rules; /* NULL: not asked for */
	struct answer *answers;
	bool json;
};

/* --- as JSON --------------------------------------------------------------------------------------------------------------- */

static json_t *captures_json(const struct trace *t)
{
	json_t *list = json_array();
	for (uint32_t i = 0; i < t->n_captures; i++)
		json_array_append_new(list, json_pack("{s:o, s:o, s:o}", "name", json_text(t->captures[i].name), "words",
						      json_text(t->captures[i].words), "value", json_text(t->captures[i].value)));
	return list;
}

static json_t *trace_json(const struct fact *f)
{
	const struct trace *t = f->detail;
	json_t *o = json_object();
	json_put(o, "rule", json_text(t->rule->id));
	json_put(o, "rule_path", json_text(t->rule->path));
	json_put(o, "kind", json_text(t->rule->kind->id));
	json_put(o, "line", json_line(f->at.line_start));
	json_put(o, "clause", json_text(t->clause));
	json_put(o, "fires", json_boolean(!t->silenced_by));
	json_put(o, "word", json_text(t->word));
	json_put(o, "match", json_integer(t->match));
	json_put(o, "matched", json_text(t->matched));
	json_put(o, "captures", captures_json(t));
	json_put(o, "silenced_by", json_text(t->silenced_by));
	json_put(o, "silencer", t->silencer ? json_integer(t->silencer) : json_null());
	json_put(o, "silencing", json_text(t->silencing));
	json_put(o, "text", json_text(t->text));
	return o;
}

static void add_problem(json_t *list, const struct fact *f)
{
	json_array_append_new(list, json_pack("{s:o, s:o}", "id", json_text(f->key), "message", json_text(f->value)));
}

static char *as_json(const char *path, const struct sink *s)
{
	json_t *o = json_object(), *matches = json_array(), *grants = json_array(), *restrictions = json_array();
	json_t *problems = json_array(), *traces = json_array(), *references = json_array();
	json_put_path(o, path);
	for (size_t i = 0; i < s->count; i++) {
		const struct fact *f = &s->facts[i];
		if (f->kind == FACT_MATCH)
			json_array_append_new(matches, json_match(f));
		else if (f->kind == FACT_GRANT)
			json_array_append_new(grants, json_grant(f));
		else if (f->kind == FACT_REFERENCE)
			json_array_append_new(references, json_restriction(f));
		else if (f->kind == FACT_RESTRICTION)
			json_array_append_new(restrictions, json_restriction(f));
		else if (f->kind == FACT_TRACE)
			json_array_append_new(traces, trace_json(f));
		else if (f->kind == FACT_PROBLEM)
			add_problem(problems, f);
	}
	json_put(o, "matches", matches);
	if (!no_rules) { /* an empty list would say that there are none */
		json_object_set(o, "grants", grants);
		json_object_set(o, "references", references);
		json_object_set(o, "restrictions", restrictions);
	}
	json_decref(grants);
	json_decref(references);
	json_decref(restrictions);
	if (explain)
		json_put(o, "explained", json_incref(traces));
	json_decref(traces);
	if (json_array_size(problems))
		json_put(o, "diagnostics", json_incref(problems));
	json_decref(problems);
	size_t len;
	return json_write_text(o, JSON_IN_A_LINE, &len);
}

/* --- as text --------------------------------------------------------------------------------------------------------------- */

static void match_line(struct buf *b, const struct fact *f)
{
	const struct match *m = f->detail;
	buf_printf(b, "  %-8s %s, lines %" PRIu32 "-%" PRIu32, match_state_name(m->state),
		   m->license ? m->license->spdx : "license-like text", f->at.line_start, f->at.line_end);
	if (m->state <= MATCH_PARTIAL)
		buf_printf(b, ", %.1f %% of the license, similarity %.3f", 100 * (double)m->coverage, (double)m->similarity);
	buf_add_char(b, '\n');
	for (uint32_t i = 0; i < m->n_changes; i++) {
		const struct change *c = &m->changes[i];
		buf_printf(b, "           %s in section %s, line %" PRIu32 ": ", change_op_name(c->op),
			   c->section[0] ? c->section : "(head)", c->line);
		if (c->text)
			tty_escape(b, c->text, strlen(c->text));
		else
			buf_printf(b, "%" PRIu32 " words of the license are missing", c->words_removed);
		buf_add_char(b, '\n');
	}
}

static void restriction_line(struct buf *b, const struct fact *f)
{
	const struct restriction *r = f->detail;
	buf_printf(b, "  %s", r->kind->id);
	for (uint32_t i = 0; i < r->values.count; i++) {
		buf_printf(b, "%s%s ", i ? ", " : ": ", r->values.at[i].key);
		tty_escape(b, r->values.at[i].value, strlen(r->values.at[i].value));
	}
	buf_printf(b, " (line %" PRIu32, f->at.line_start);
	if (r->defined_line)
		buf_printf(b, "; defined at line %" PRIu32, r->defined_line);
	buf_add_str(b, ")\n");
	if (r->text)
		tty_wrap(b, r->text, strlen(r->text), 100, "      \"", "       ", 4);
}

static void grant_line(struct buf *b, const struct fact *f)
{
	ARENA_AUTO struct arena a;
	arena_init(&a);
	buf_printf(b, "  grant (line %" PRIu32 ") %s\n", f->at.line_start, say_grant(f->detail, &a));
}

static void reference_line(struct buf *b, const struct fact *f)
{
	const struct restriction *r = f->detail;
	buf_add_str(b, "  makes binding: ");
	for (uint32_t i = 0; i < r->values.count; i++)
		tty_escape(b, r->values.at[i].value, strlen(r->values.at[i].value));
	buf_printf(b, " (line %" PRIu32 ")\n", f->at.line_start);
}

static void problem_line(struct buf *b, const struct fact *f)
{
	buf_add_str(b, "  incomplete: ");
	tty_escape(b, f->value, strlen(f->value));
	buf_add_char(b, '\n');
}

static void quoted(struct buf *b, const char *before, const char *words)
{
	tty_wrap(b, words, strlen(words), 100, before, "                 ", 3);
}

static void capture_line(struct buf *b, const struct capture *c)
{
	BUF_AUTO struct buf line;
	buf_init(&line, 1 << 16);
	buf_printf(&line, "%s = %s, from \"%s\"", c->name, c->value ? c->value : "nothing", c->words);
	quoted(b, "      value      ", buf_str(&line));
}

/* Which pattern of which rule, what it matched, and what came of it. */
static void trace_lines(struct buf *b, const struct trace *t)
{
	buf_printf(b, "    %s %s  (%s, match %" PRIu32 ")\n", t->silenced_by ? "silenced" : "fires   ", t->rule->id,
		   t->rule->path ? t->rule->path : "rules", t->match);
	if (t->word)
		buf_printf(b, "      word       %s\n", t->word);
	quoted(b, "      matched    ", t->matched);
	for (uint32_t i = 0; i < t->n_captures; i++)
		capture_line(b, &t->captures[i]);
	if (t->silenced_by && !t->silencer)
		buf_printf(b, "      because    no pattern of %s matches anywhere in the text\n", t->silenced_by);
	else if (t->silenced_by)
		buf_printf(b, "      because    %s %" PRIu32 " matches\n", t->silenced_by, t->silencer);
	if (t->silencing)
		quoted(b, "                 ", t->silencing);
}

static bool same_clause(const struct fact *a, const struct fact *b)
{
	return a->at.start == b->at.start && a->at.end == b->at.end;
}

/* Clause by clause, as they first come up. */
static void explanation(struct buf *b, const struct sink *s)
{
	for (size_t i = 0; i < s->count; i++) {
		bool first = s->facts[i].kind == FACT_TRACE;
		for (size_t k = 0; k < i && first; k++)
			first = !(s->facts[k].kind == FACT_TRACE && same_clause(&s->facts[k], &s->facts[i]));
		if (!first)
			continue;
		const struct trace *t = s->facts[i].detail;
		buf_printf(b, "\n  line %" PRIu32 "%s%s\n", s->facts[i].at.line_start, t->clause ? ", section " : "",
			   t->clause ? t->clause : "");
		tty_wrap(b, t->text, strlen(t->text), 100, "    > ", "    > ", 6);
		for (size_t k = i; k < s->count; k++)
			if (s->facts[k].kind == FACT_TRACE && same_clause(&s->facts[i], &s->facts[k]))
				trace_lines(b, s->facts[k].detail);
	}
}

static char *as_text(const char *path, const struct sink *s)
{
	BUF_AUTO struct buf b;
	buf_init(&b, LINE_CAP);
	tty_escape(&b, path, strlen(path));
	buf_add_char(&b, '\n');
	bool any = false;
	for (size_t i = 0; i < s->count; i++) {
		const struct fact *f = &s->facts[i];
		any |= f->kind == FACT_MATCH || f->kind == FACT_RESTRICTION;
		if (f->kind == FACT_MATCH)
			match_line(&b, f);
		if (f->kind == FACT_GRANT)
			grant_line(&b, f);
		if (f->kind == FACT_REFERENCE)
			reference_line(&b, f);
	}
	for (size_t i = 0; i < s->count; i++) {
		if (s->facts[i].kind == FACT_RESTRICTION)
			restriction_line(&b, &s->facts[i]);
		if (s->facts[i].kind == FACT_PROBLEM)
			problem_line(&b, &s->facts[i]);
	}
	if (!any)
		buf_add_str(&b, "  no license\n");
	explanation(&b, s);
	while (b.len && b.data[b.len - 1] == '\n')
		b.data[--b.len] = 0;
	buf_add_char(&b, '\n');
	char *text = strdup(buf_str(&b));
	if (!text)
		mem_exhausted();
	return text;
}

/* --- the run --------------------------------------------------------------------------------------------------------------- */

static void identify(void *ctx, size_t i)
{
	struct job *j = ctx;
	struct answer *out = &j->answers[i];
	const char *path = j->in->operands[i], *bytes;
	size_t len;
	ARENA_AUTO struct arena a;
	arena_init(&a);
	size_t first = scan_document_bytes(j->limits, NULL, 0);
	if (file_head(path, first, &a, &bytes, &len, &out->err) < 0)
		return;
	size_t most = scan_document_bytes(j->limits, bytes, len);
	if (len == first && most > first && file_head(path, most, &a, &bytes, &len, &out->err) < 0)
		return;
	struct sink sink;
	sink_init(&sink, &a, path);
	scan_document(j->rules, j->in->catalog, j->limits, path, bytes, len, &sink);
	for (size_t k = 0; k < sink.count; k++)
		out->incomplete |= sink.facts[k].kind == FACT_PROBLEM;
	out->text = j->json ? as_json(path, &sink) : as_text(path, &sink);
	sink_release(&sink);
}

static int print_answers(const struct job *j, struct err *e)
{
	int rc = EXIT_PASS;
	for (int i = 0; i < j->in->count; i++) {
		struct answer *a = &j->answers[i];
		if (a->text) {
			fputs(a->text, stdout);
			if (a->incomplete && rc >= 0)
				rc = EXIT_INCOMPLETE;
			free(a->text);
		} else if (rc >= 0) {
			if (e)
				*e = a->err;
			rc = -1;
		}
	}
	return rc;
}

static int run(const struct invocation *in, struct err *e)
{
	struct limits limits;
	if (command_limits(&limits, &limit_settings, e) < 0)
		return -1;
	opt_list_release(&limit_settings);
	if (!in->count)
		return err_set(e, ERR_USAGE, "identify needs at least one file");
	struct job j = {.in = in, .limits = &limits, .json = !strcmp(format, "json")};
	if (!j.json && strcmp(format, "text"))
		return err_set(e, ERR_USAGE, "there is no format '%s' here; text and json are", format);
	if (explain && no_rules)
		return err_set(e, ERR_USAGE, "--explain tells of rules, and --no-rules runs none");
	if (!no_rules && !(j.rules = command_rules_open(in, &limits, e)))
		return -1;
	if (command_confine(in, &limits, NULL, NULL, e) < 0) {
		rules_free(j.rules);
		return -1;
	}
	if (explain && j.rules)
		rules_explain(j.rules);
	j.answers = arena_array(in->arena, (size_t)in->count, sizeof *j.answers);
	pool_run(pool_cpus(), (size_t)in->count, identify, &j);
	rules_free(j.rules);
	return print_answers(&j, e);
}

const struct command command_identify = {
	.name = "identify",
	.usage = "FILE… [-f text|json] [--explain | --no-rules]",
	.summary = "say which licenses are in these files, where, and what they restrict",
	.more = "Of a PDF the text is read; lines and bytes are those of that text, which `licet pdf-text <FILE` prints.",
	.options = options,
	.run = run,
};
