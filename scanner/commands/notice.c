/* SPDX-License-Identifier: MIT */
/* notice: the third-party notices for what is in a distribution: required sentences, notices and license texts, as they are in it. */
#include "base/halt.h"
#include "base/path.h"
#include "base/pool.h"
#include "base/sandbox.h"
#include "base/tty.h"
#include "commands/command.h"
#include "commands/watching.h"
#include "findings/dossier.h"
#include "findings/expression.h"
#include "report/json_parts.h"
#include "report/json_text.h"
#include "report/outfile.h"
#include "scan.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { NOTICE_BYTES = 1 << 28 };

static const char *format, *output;
static struct opt_list limit_settings;
static bool quiet;

static const struct opt options[] = {
	{"format", 'f', OPT_STRING, "text|markdown|json", "how it is written (default: text)", &format},
	{"output", 'o', OPT_STRING, "FILE", "write it there; texts are then as they are, byte for byte", &output},
	{"limit", 0, OPT_EACH, "NAME=VALUE", "change a limit; `licet help limits` lists them", &limit_settings},
	{"quiet", 'q', OPT_FLAG, NULL, "no progress", &quiet},
	{0},
};

struct writing {
	const struct artifacts *artifacts;
	const struct evidence *evidence;
	struct arena *arena;
	struct buf out;
	json_t *copyrights;
	bool markdown, terminal;
	bool missing; /* a license that is concluded has no text here */
};

/* Lines of the input, escaped one by one where they go to a terminal. */
static void put_bytes(struct writing *w, const char *s, size_t n)
{
	while (n && w->terminal) {
		const char *end = memchr(s, '\n', n);
		size_t line = end ? (size_t)(end - s) : n;
		tty_escape(&w->out, s, line);
		buf_add_str(&w->out, "\n");
		n -= line + (end != NULL);
		s += line + (end != NULL);
	}
	buf_add(&w->out, s, n);
}

static void put(struct writing *w, const char *s)
{
	put_bytes(w, s, strlen(s));
	if (!w->terminal)
		buf_add_str(&w->out, "\n");
}

static void heading(struct writing *w, int level, const char *words)
{
	const char *line = w->markdown ? arena_printf(w->arena, "\n%.*s %s\n", level, "####", words)
				       : arena_printf(w->arena, "\n%s%s",
						      level == 1   ? "=== "
						      : level == 2 ? "--- "
								   : "",
						      words);
	put(w, line);
}

/* The same text in several places is written once. */
static bool written_before(const struct evidence *ev, const struct fact *f)
{
	const struct kept_text *t = f->detail;
	for (size_t i = 0; &ev->facts[i] < f; i++) {
		const struct kept_text *other = ev->facts[i].kind == FACT_TEXT ? ev->facts[i].detail : NULL;
		if (other && !strcmp(ev->facts[i].key, f->key) && other->len == t->len && !memcmp(other->bytes, t->bytes, t->len))
			return true;
	}
	return false;
}

static bool is_wanted(const struct evidence *ev, const struct fact *f)
{
	return f->kind == FACT_TEXT && strcmp(f->key, "card") != 0 && !written_before(ev, f);
}

/* A line that begins with the word and tells a year or has the sign: no sentence about copyright, no blank to fill in. */
static bool is_copyright(const char *line, size_t n)
{
	static const char word[] = "copyright ";
	return n > strlen(word) && !strncasecmp(line, word, strlen(word)) && !memchr(line, '[', n) && !memchr(line, '<', n) &&
	       (strspn(line + strlen(word), "0123456789") == 4 || !strncasecmp(line + strlen(word), "(c)", 3) ||
		!strncmp(line + strlen(word), "\xC2\xA9", 2));
}

/* The copyright lines of a text go to each(). */
static void each_copyright(struct writing *w, const struct kept_text *t, void (*each)(struct writing *, const char *))
{
	const char *at = t->bytes, *end = t->bytes + t->len;
	while (at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		stop = stop ? stop : end;
		const char *line = at;
		while (line < stop && (*line == ' ' || *line == '\t'))
			line++;
		size_t n = (size_t)(stop - line);
		n -= n && line[n - 1] == '\r';
		const char *copy = n < 10 ? "" : arena_strndup(w->arena, line, n);
		if (is_copyright(copy, strlen(copy)))
			each(w, copy);
		at = stop + 1;
	}
}

static void list_copyright(struct writing *w, const char *line)
{
	json_array_append_new(w->copyrights, json_text(line));
}

static void each_text(struct writing *w, void (*each)(struct writing *, const char *))
{
	for (size_t i = 0; i < w->evidence->count; i++)
		if (is_wanted(w->evidence, &w->evidence->facts[i]))
			each_copyright(w, w->evidence->facts[i].detail, each);
}

static void put_texts(struct writing *w)
{
	for (size_t i = 0; i < w->evidence->count; i++) {
		const struct fact *f = &w->evidence->facts[i];
		if (!is_wanted(w->evidence, f))
			continue;
		const struct kept_text *t = f->detail;
		heading(w, 1, arena_printf(w->arena, "%s: %s", f->key, f->at.entry));
		size_t longest = 3, run = 0; /* a fence longer than any in the text */
		for (size_t k = 0; k < t->len; k++) {
			run = t->bytes[k] == '`' ? run + 1 : 0;
			longest = run >= longest ? run + 1 : longest;
		}
		for (size_t k = 0; w->markdown && k < longest; k++)
			buf_add_str(&w->out, "`");
		buf_add_str(&w->out, "\n");
		put_bytes(w, t->bytes, t->len);
		buf_add_str(&w->out, "\n");
		for (size_t k = 0; w->markdown && k < longest; k++)
			buf_add_str(&w->out, k + 1 < longest ? "`" : "`\n");
	}
}

/* --- what licenses want said ------------------------------------------------------------------------------------------------- */

/* A text once, in the order in which it comes. */
static void add_once(json_t *list, const char *words)
{
	for (size_t i = 0; words && i < json_array_size(list); i++)
		if (!strcmp(json_string_value(json_array_get(list, i)), words))
			return;
	if (words)
		json_array_append_new(list, json_text(words));
}

static bool sets_words(const struct kind *k)
{
	return k->check == CHECK_PHRASE || k->check == CHECK_NOTICE;
}

static const char *value_of(const struct restriction *r, const char *name)
{
	for (uint32_t i = 0; i < r->values.count; i++)
		if (!strcmp(r->values.at[i].key, name))
			return r->values.at[i].value;
	return NULL;
}

/* "the Heron License (https://heron.example/license/)" */
static const char *with_address(const struct license *l, struct arena *a)
{
	const char *title = license_title(l, a);
	return l->urls.count ? arena_printf(a, "%s (%s)", title, l->urls.at[0]) : title;
}

/* In our own words, since licenses that want credit leave them to whoever gives it. */
static const char *credit(const struct artifact *a, const char *base, const struct license *l, struct arena *arena)
{
	const char *under = with_address(l, arena);
	return base ? arena_printf(arena, "%s is made from %s, which is under %s.", a->name, base, under)
		    : arena_printf(arena, "%s is under %s.", a->name, under);
}

/* Set words and credit, of what is owed for the base models and of the license here, which binds whoever passes the model on. */
static json_t *sentences(const struct writing *w, const struct artifact *a)
{
	json_t *list = json_array();
	for (size_t i = 0; i < a->n_duties; i++) {
		const struct duty *d = &a->duties[i];
		if (sets_words(d->kind))
			add_once(list, d->wanted);
		if (d->kind->check == CHECK_CREDIT && d->license)
			add_once(list, credit(a, d->of, d->license, w->arena));
	}
	for (size_t i = 0; i < a->n_restrictions; i++) {
		const struct restriction *r = a->restrictions[i]->detail;
		const char *phrase = value_of(r, "phrase");
		if (sets_words(r->kind))
			add_once(list, phrase ? phrase : value_of(r, "line"));
		if (r->kind->check == CHECK_CREDIT && r->license)
			add_once(list, credit(a, r->parent, r->license, w->arena));
	}
	return list;
}

/* --- texts that are missing --------------------------------------------------------------------------------------------------- */

struct lacking {
	const struct artifact *artifact;
	struct arena *arena;
	json_t *list;
};

static bool has_text(const struct artifact *a, const struct license *l)
{
	for (size_t i = 0; i < a->n_matches; i++) {
		const struct match *m = a->matches[i]->detail;
		if (m->license && m->state <= MATCH_EDITED && license_is(m->license, l))
			return true;
	}
	return false;
}

static void add_lacking(struct lacking *k, const struct license *l)
{
	if (l && !l->placeholder && !has_text(k->artifact, l))
		add_once(k->list, with_address(l, k->arena));
}

static void look_lacking(void *ctx, const struct expression *x)
{
	struct lacking *k = ctx;
	if (x->license)
		add_lacking(k, x->license);
	else
		add_once(k->list, expression_print(x, k->arena));
}

static bool any_text(const struct artifact *a)
{
	for (size_t i = 0; i < a->n_matches; i++)
		if (((const struct match *)a->matches[i]->detail)->state <= MATCH_EDITED)
			return true;
	return false;
}

/* Of licenses that are concluded (of a choice one text will do) or demand a copy, and of policies that they make binding. */
static json_t *missing_texts(const struct writing *w, const struct catalog *c, const struct artifact *a)
{
	struct lacking k = {a, w->arena, json_array()};
	if (a->expression && !(expression_has_choice(a->expression) && any_text(a)))
		expression_each(a->expression, look_lacking, &k);
	for (size_t i = 0; i < a->n_duties; i++) {
		const struct duty *d = &a->duties[i];
		if (d->kind->check == CHECK_LICENSE_TEXT && d->outcome != DUTY_PASS)
			add_lacking(&k, d->license);
		for (uint32_t p = 0; d->license && d->kind->check == CHECK_POLICY && p < d->license->incorporates.count; p++)
			add_lacking(&k, catalog_license(c, d->license->incorporates.at[p]));
	}
	return k.list;
}

/* --- a model ---------------------------------------------------------------------------------------------------------------- */

/* Each text as a line of its own. */
static void put_all(struct writing *w, json_t *list, const char *before, const char *after)
{
	for (size_t i = 0; i < json_array_size(list); i++)
		put(w, arena_printf(w->arena, "%s%s%s", before, json_string_value(json_array_get(list, i)), after));
	json_decref(list);
}

static json_t *made_from(const struct artifact *a)
{
	json_t *list = json_array();
	for (size_t i = 0; i < a->n_lineage; i++)
		if (a->lineage[i].strength == EDGE_DECLARED && !a->lineage[i].self)
			add_once(list, a->lineage[i].parent);
	return list;
}

static void put_artifact(struct writing *w, const struct catalog *c, const struct artifact *a)
{
	json_t *missing = missing_texts(w, c, a);
	w->missing |= json_array_size(missing) > 0;
	heading(w, 1, a->name);
	put(w, arena_printf(w->arena, "License: %s", a->concluded ? a->concluded : "none concluded"));
	put_all(w, made_from(a), "Made from: ", "");
	put_all(w, sentences(w, a), "", "");
	put_all(w, missing, "The text of ", " is not in the distribution.");
}

static json_t *artifact_json(struct writing *w, const struct catalog *c, const struct artifact *a)
{
	json_t *object = json_object(), *missing = missing_texts(w, c, a);
	w->missing |= json_array_size(missing) > 0;
	json_put_path(object, a->path);
	json_put(object, "name", json_text(a->name));
	json_put(object, "license", json_text(a->concluded));
	json_put(object, "made_from", made_from(a));
	json_put(object, "sentences", sentences(w, a));
	json_put(object, "texts_missing", missing);
	return object;
}

static void put_json(struct writing *w, const struct catalog *c)
{
	json_t *object = json_object(), *artifacts = json_array(), *texts = json_array();
	for (size_t i = 0; i < w->artifacts->count; i++)
		json_array_append_new(artifacts, artifact_json(w, c, &w->artifacts->at[i]));
	for (size_t i = 0; i < w->evidence->count; i++) {
		const struct fact *f = &w->evidence->facts[i];
		if (!is_wanted(w->evidence, f))
			continue;
		const struct kept_text *t = f->detail;
		json_t *one = json_object();
		json_put_path(one, f->at.entry);
		json_put(one, "role", json_text(f->key));
		json_put(one, "text", json_text(arena_strndup(w->arena, t->bytes, t->len)));
		json_array_append_new(texts, one);
	}
	json_put(object, "schema", json_string_nocheck("licet-notice/1"));
	json_put(object, "artifacts", artifacts);
	w->copyrights = json_array();
	each_text(w, list_copyright);
	json_put(object, "copyrights", w->copyrights);
	json_put(object, "texts", texts);
	size_t len;
	char *s = json_write_text(object, JSON_INDENTED, &len);
	buf_add(&w->out, s, len);
	free(s);
}

static int write_to(struct writing *w, struct err *e)
{
	if (w->out.overflow)
		return err_set(e, ERR_SYSTEM, "the notices are longer than can be written at once");
	if (!output)
		return fwrite(w->out.data, 1, w->out.len, stdout) == w->out.len && !fflush(stdout)
			       ? 0
			       : err_set(e, ERR_SYSTEM, "standard output could not be written");
	__attribute__((cleanup(outfile_drop))) struct outfile f = {0};
	if (outfile_open(&f, output, e) < 0)
		return -1;
	fwrite(w->out.data, 1, w->out.len, f.to);
	return outfile_finish(&f, e) < 0 ? -1 : outfile_commit(&f, e);
}

static int write_notices(const struct invocation *in, const struct evidence *ev, const struct artifacts *as, struct err *e)
{
	bool json = format && !strcmp(format, "json");
	struct writing w = {.artifacts = as, .evidence = ev, .arena = in->arena};
	w.markdown = format && !strcmp(format, "markdown");
	w.terminal = !output && isatty(STDOUT_FILENO);
	buf_init(&w.out, NOTICE_BYTES);
	if (json)
		put_json(&w, in->catalog);
	for (size_t i = 0; i < as->count && !json; i++)
		put_artifact(&w, in->catalog, &as->at[i]);
	if (!json) {
		heading(&w, 1, "Copyright");
		each_text(&w, put);
		put_texts(&w);
	}
	int rc = write_to(&w, e);
	buf_release(&w.out);
	int problems = command_say_problems(ev, "");
	return rc < 0 ? -1 : w.missing || problems ? EXIT_INCOMPLETE : EXIT_PASS;
}

static void free_rules(struct rules **r)
{
	rules_free(*r);
}

static int scan_and_write(const struct invocation *in, struct err *e)
{
	struct limits limits;
	if (command_limits(&limits, &limit_settings, e) < 0)
		return -1;
	if (!in->count)
		return err_set(e, ERR_USAGE, "notice needs a path, or - for standard input");
	if (format && strcmp(format, "text") != 0 && strcmp(format, "markdown") != 0 && strcmp(format, "json") != 0)
		return err_set(e, ERR_USAGE, "there is no format '%s': text, markdown, json", format);
	__attribute__((cleanup(free_rules))) struct rules *rules = command_rules_open(in, &limits, e);
	if (!rules)
		return -1;
	__attribute__((cleanup(evidence_release))) struct evidence evidence;
	evidence_init(&evidence);
	struct scan_options o = {
		.catalog = in->catalog, .limits = &limits, .rules = rules, .keep_texts = true, .no_tensors = true};
	if (command_confine(in, &limits, NULL, &(struct outputs_named){&output, output != NULL}, e) < 0)
		return -1;
	const char **paths = arena_array(in->arena, (size_t)in->count, sizeof *paths);
	for (int i = 0; i < in->count; i++)
		paths[i] = in->operands[i];
	struct progress progress;
	struct scan_stats stats;
	watching_begin(&progress, &o, quiet, false);
	halt_on_signals();
	int rc = scan_run(&o, paths, (size_t)in->count, &evidence, &stats, e);
	progress_end(&progress);
	if (rc < 0)
		return -1;
	struct artifacts artifacts;
	artifacts_init(&artifacts, &evidence, in->catalog, path_naming(in->operands[0], in->arena), pool_cpus());
	rc = write_notices(in, &evidence, &artifacts, e);
	artifacts_release(&artifacts);
	return rc;
}

static int run(const struct invocation *in, struct err *e)
{
	int rc = scan_and_write(in, e);
	opt_list_release(&limit_settings);
	return rc;
}

const struct command command_notice = {
	.name = "notice",
	.usage = "[PATH… | -] [-f text|markdown|json] [-o FILE]",
	.summary = "write the notices and sentences that must go with a distribution, and its license texts",
	.more = "Texts are those of the distribution, each once. Exit code 3: the text of a license is not in it.",
	.options = options,
	.run = run,
};
