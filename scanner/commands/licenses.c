/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "base/sandbox.h"
#include "catalog/load.h"
#include "catalog/record_write.h"
#include "commands/command.h"
#include "commands/license_carry.h"
#include "commands/license_diff.h"
#include "commands/license_json.h"
#include "commands/license_words.h"
#include "commands/suggest.h"
#include "findings/claims.h"
#include "report/outfile.h"
#include "text/match.h"
#include "text/pdf.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TEXT_CAP = 8 << 20 };

static const char *id, *name, *variant, *language, *into, *spdx, *category, *publisher, *kind_name, *around, *format = "text";

static const struct opt options[] = {
	{"format", 'f', OPT_STRING, "text|json", "list, show: text (default) or json; list writes one object a line", &format},
	{"category", 0, OPT_STRING, "CATEGORY", "list: only this category; add: the category of a new record", &category},
	{"publisher", 0, OPT_STRING, "NAME", "list: only licenses of this publisher", &publisher},
	{"kind", 0, OPT_STRING, "KIND", "list: only licenses with this kind of restriction", &kind_name},
	{"id", 0, OPT_STRING, "ID", "add: the record's id (default: name of the text's folder or file)", &id},
	{"name", 0, OPT_STRING, "TEXT", "add: the license's name, for a new record", &name},
	{"spdx", 0, OPT_STRING, "ID", "add: its id on the SPDX list, for a new record", &spdx},
	{"variant", 0, OPT_STRING, "NAME", "add: which variant of the text this is (default: canonical)", &variant},
	{"language", 0, OPT_STRING, "TAG", "add: language of the text (en, zh …)", &language},
	{"around", 0, OPT_STRING, "LINES",
	 "add: lines of the text that only stand around the license and may be left out: 3-58,380-395", &around},
	{"into", 0, OPT_STRING, "DIR", "add: data directory to write into (default: the current directory)", &into},
	{0},
};

/* --- list, show, diff ------------------------------------------------------------------------------------------------------------ */

static bool as_json(void)
{
	return !strcmp(format, "json");
}

static bool is_of_publisher(const struct license *l)
{
	char whole[256], part[256];
	alias_fold(l->publisher ? l->publisher : "", whole, sizeof whole);
	alias_fold(publisher, part, sizeof part);
	return *part && strstr(whole, part);
}

/* Exceptions are no licenses: they are listed when their category is asked for. */
static bool wanted(const struct license *l)
{
	return (category || !l->exception) && (!category || !strcmp(l->category, category)) &&
	       (!kind_name || license_has_kind(l, kind_name)) && (!publisher || is_of_publisher(l));
}

static int fail_filter(const struct invocation *in, const struct suggest *s, const char *what, const char *word, struct err *e)
{
	return err_set(e, ERR_USAGE, "no license has the %s '%.200s'%s", what, word, suggest_words(s, in->arena));
}

/* A filter with a word that nothing has is a slip, not an empty list. */
static int check_filters(const struct invocation *in, struct err *e)
{
	const struct catalog *c = in->catalog;
	struct suggest categories, publishers, kinds;
	bool has_category = !category, has_publisher = !publisher;
	suggest_init(&categories, category ? category : "");
	suggest_init(&publishers, publisher ? publisher : "");
	for (uint32_t i = 0; i < c->n_licenses; i++) {
		const struct license *l = &c->licenses[i];
		has_category |= category && !strcmp(l->category, category);
		has_publisher |= publisher && is_of_publisher(l);
		suggest_offer(&categories, l->category, l->category);
		if (l->publisher)
			suggest_offer(&publishers, l->publisher, l->publisher);
	}
	if (!has_category)
		return fail_filter(in, &categories, "category", category, e);
	if (!has_publisher)
		return fail_filter(in, &publishers, "publisher", publisher, e);
	if (!kind_name || catalog_kind(c, kind_name))
		return 0;
	suggest_init(&kinds, kind_name);
	suggest_kinds(&kinds, c);
	return err_set(e, ERR_USAGE, "'%.200s' is no kind of restriction%s", kind_name, suggest_words(&kinds, in->arena));
}

static int list(const struct invocation *in, struct err *e)
{
	if (in->count > 1)
		return err_set(e, ERR_USAGE, "licenses list takes no names; `licet licenses show ID` shows one");
	if (check_filters(in, e) < 0)
		return -1;
	for (uint32_t i = 0; i < in->catalog->n_licenses; i++) {
		const struct license *l = &in->catalog->licenses[i];
		if (!wanted(l))
			continue;
		if (!as_json())
			printf("%-42s %-22s %s\n", l->spdx, l->category, l->name);
		else if (json_write(license_json(l), JSON_IN_A_LINE, stdout, e) < 0)
			return -1;
	}
	return EXIT_PASS;
}

static const struct license *operand(const struct invocation *in, int at, struct err *e)
{
	if (at >= in->count) {
		err_set(e, ERR_USAGE, "licenses %s needs the id of a license", in->operands[0]);
		return NULL;
	}
	const struct license *l = license_named(in->catalog, in->operands[at], in->arena);
	if (l)
		return l;
	struct suggest s;
	suggest_init(&s, in->operands[at]);
	suggest_licenses(&s, in->catalog);
	err_set(e, ERR_USAGE, "no license is called '%.200s'%s", in->operands[at],
		s.count ? suggest_words(&s, in->arena) : "; `licet licenses list` lists them");
	return NULL;
}

static void print_strings(const char *label, const struct strings *s)
{
	if (!s->count)
		return;
	printf("%s:", label);
	for (uint32_t i = 0; i < s->count; i++)
		printf("%s %s", i ? "," : "", s->at[i]);
	putchar('\n');
}

static void print_field(const char *label, const char *value)
{
	if (value)
		printf("%s: %s\n", label, value);
}

static void print_standing(const struct license *l)
{
	static const char *const words[] = {"OSI", "FSF", "Open Definition"};
	const bool has[] = {l->osi, l->fsf, l->open_definition};
	for (int i = 0, n = 0; i < 3; i++)
		if (has[i])
			printf("%s%s", n++ ? ", " : "approved by: ", words[i]);
	if (l->osi || l->fsf || l->open_definition)
		putchar('\n');
}

static int show(const struct invocation *in, struct err *e)
{
	const struct license *l = operand(in, 1, e);
	if (!l)
		return -1;
	if (in->count > 2)
		return err_set(e, ERR_USAGE, "licenses show takes the id of one license");
	if (as_json())
		return json_write(license_json(l), JSON_INDENTED, stdout, e);
	print_field("id", l->id);
	if (l->placeholder)
		puts("placeholder: names no license");
	else
		print_field("spdx", l->spdx);
	print_field("name", l->name);
	print_field("publisher", l->publisher);
	print_field("version", l->version);
	print_field("date", l->date);
	print_field("category", l->category);
	print_field("predecessor", l->predecessor);
	print_field("successor", l->successor);
	print_field("translation of", l->translation_of);
	print_standing(l);
	print_strings("languages", &l->languages);
	print_strings("aliases", &l->aliases);
	print_strings("huggingface", &l->huggingface);
	print_strings("urls", &l->urls);
	print_strings("incorporates", &l->incorporates);
	print_strings("members", &l->members);
	print_strings("exception to", &l->excepts);
	for (uint32_t i = 0; i < l->replaces.count; i++)
		printf("replaces: %s, now %s WITH %s\n", l->replaces.at[i].key, l->replaces.at[i].value, l->spdx);
	print_strings("terms of", &l->terms_of);
	print_strings("compatible", &l->compatible);
	if (l->later_versions)
		puts("later versions: yes");
	if (l->wider_licenses)
		puts("wider licenses: yes");
	if (l->larger_work)
		puts("larger work: yes");
	for (uint32_t i = 0; i < l->n_terms; i++) {
		printf("term: %s%s%s", l->terms[i].kind->id, l->terms[i].clause ? " at " : "",
		       l->terms[i].clause ? l->terms[i].clause : "");
		for (uint32_t k = 0; k < l->terms[i].values.count; k++)
			printf(" %s=%s", l->terms[i].values.at[k].key, l->terms[i].values.at[k].value);
		printf(l->terms[i].note ? " (%s)\n" : "\n", l->terms[i].note);
	}
	for (uint32_t i = 0; i < l->clauses.count; i++)
		printf("clause: %s at %s\n", l->clauses.at[i].key, l->clauses.at[i].value);
	for (uint32_t i = 0; i < l->n_fingerprints; i++)
		printf("fingerprint: %s, %u words in %u sections\n", l->fingerprints[i].name, l->fingerprints[i].count,
		       l->fingerprints[i].n_sections);
	return EXIT_PASS;
}

static int diff(const struct invocation *in, struct err *e)
{
	if (in->count != 3)
		return err_set(e, ERR_USAGE, "licenses diff needs the ids of two licenses");
	const struct license *a = operand(in, 1, e), *b = a ? operand(in, 2, e) : NULL;
	if (!b)
		return -1;
	if (a->placeholder || b->placeholder)
		return err_set(e, ERR_USAGE, "'%s' names no license, so there is nothing to compare",
			       a->placeholder ? in->operands[1] : in->operands[2]);
	license_diff(in->catalog, a, b, in->arena);
	return EXIT_PASS;
}

struct search_unknown {
	const struct invocation *in;
	const char *name; /* the first part that no record has; NULL */
};

static void look_unknown(void *ctx, const struct expression *part)
{
	struct search_unknown *s = ctx;
	if (!s->name && !claim_resolve(s->in->catalog, part->id, s->in->arena))
		s->name = part->id;
}

/* Of several licenses, which is not known, or what is wrong with how they are joined. False: the words are one name. */
static bool tell_unknown_part(const struct invocation *in, const char *words, struct err *e)
{
	static const char *const joints[] = {" AND ", " OR ", " WITH "};
	const struct expression *x = NULL;
	struct search_unknown s = {in, NULL};
	bool several = false;
	for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
		several |= strcasestr(arena_printf(in->arena, "%s ", words), joints[i]) != NULL;
	if (!several)
		return false;
	if (expression_parse(words, in->arena, &x, e) < 0) {
		err_prefix(e, "'%.200s'", words);
		return true;
	}
	expression_each(x, look_unknown, &s);
	if (s.name)
		err_set(e, ERR_USAGE, "no license is called '%.100s', which is in '%.200s'; `licet licenses list` lists them",
			s.name, words);
	return s.name != NULL;
}

/* One license or several: an expression. */
static const struct expression *expression_operand(const struct invocation *in, int at, struct err *e)
{
	const struct license *l;
	const struct expression *x = claim_resolve(in->catalog, in->operands[at], in->arena);
	if (x)
		return x;
	if (tell_unknown_part(in, in->operands[at], e))
		return NULL;
	l = operand(in, at, e);
	return l ? expression_license(l, in->arena) : NULL;
}

static int carry(const struct invocation *in, struct err *e)
{
	if (in->count != 3)
		return err_set(e, ERR_USAGE,
			       "licenses carry needs two licenses: that of the base, and that of what is made from it");
	const struct expression *base = expression_operand(in, 1, e), *x = base ? expression_operand(in, 2, e) : NULL;
	return x ? license_carry(in->catalog, base, x, in->arena) : -1;
}

/* --- add ------------------------------------------------------------------------------------------------------------------- */

/* Folder of a file called canonical.txt, else the file's name without its ending. */
static const char *default_id(const char *path, struct arena *a)
{
	const char *base = strrchr(path, '/');
	if (base && !strncmp(base, "/canonical.", 11)) {
		const char *begin = base;
		while (begin > path && begin[-1] != '/')
			begin--;
		return arena_strndup(a, begin, (size_t)(base - begin));
	}
	base = base ? base + 1 : path;
	const char *dot = strrchr(base, '.');
	return arena_strndup(a, base, dot && dot > base ? (size_t)(dot - base) : strlen(base));
}

/* Marks the paragraphs within lines [first, last]; returns how many. */
static uint32_t mark_around(const struct text *t, uint64_t first, uint64_t last, bool *marks)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < t->n_paragraphs; i++) {
		uint64_t start, end;
		text_range(t, t->paragraphs[i].start, t->paragraphs[i].end, &start, &end);
		if (text_line(t, start) < first || text_line(t, end ? end - 1 : 0) > last)
			continue;
		marks[i] = true;
		count++;
	}
	return count;
}

/* Which paragraphs the lines of --around hold; NULL without the option. */
static int read_around(const struct text *t, struct arena *a, const bool **out, struct err *e)
{
	*out = NULL;
	if (!around)
		return 0;
	bool *marks = arena_array(a, t->n_paragraphs + 1, sizeof *marks);
	for (const char *s = around; *s;) {
		unsigned first, last;
		int n = 0;
		if (sscanf(s, "%9u-%9u%n", &first, &last, &n) != 2 || (s[n] && s[n] != ',') || first > last)
			return err_set(e, ERR_USAGE, "--around takes lines such as 3-58,380-395, not '%.100s'", around);
		if (!mark_around(t, first, last, marks))
			return err_set(e, ERR_USAGE, "--around: no paragraph stands within lines %u-%u", first, last);
		s += n + (s[n] == ',');
	}
	if (marks[0])
		return err_set(e, ERR_USAGE, "--around: a text begins with its title, which may be missing anyway");
	*out = marks;
	return 0;
}

static int write_record(const char *path, const struct license *fresh, const struct fingerprint *f, struct arena *a,
			struct err *e)
{
	BUF_AUTO struct buf bytes;
	__attribute__((cleanup(outfile_drop))) struct outfile out = {0};
	if (record_write(&bytes, path, fresh, f, a, e) < 0 || outfile_open(&out, path, e) < 0)
		return -1;
	fwrite(buf_str(&bytes), 1, bytes.len, out.to);
	return outfile_finish(&out, e) < 0 ? -1 : outfile_commit(&out, e);
}

static int add(const struct invocation *in, struct err *e)
{
	if (in->count != 2)
		return err_set(e, ERR_USAGE, "licenses add needs one file with the license's text");
	const char *path = in->operands[1], *bytes;
	size_t len;
	struct text text;
	struct fingerprint f;
	struct license fresh = {.id = id ? id : default_id(path, in->arena), .spdx = spdx, .spdx_listed = spdx != NULL};
	fresh.name = name ? name : fresh.id;
	fresh.category = category ? category : "proprietary";
	const char *folder = arena_printf(in->arena, "%s/licenses", into ? into : ".");
	const char *record = arena_printf(in->arena, "%s/%s.yaml", folder, fresh.id);
	struct limits limits;
	limits_init(&limits);
	if (mkdir(folder, 0777) < 0 && errno != EEXIST)
		return err_set(e, ERR_SYSTEM, "%s: %s", folder, strerror(errno));
	const struct sandbox more = {.reads = &record, .n_reads = access(record, F_OK) == 0};
	if (command_confine(in, &limits, &more, &(struct outputs_named){&record, 1}, e) < 0 ||
	    file_read(path, TEXT_CAP, in->arena, &bytes, &len, e) < 0)
		return -1;
	if (pdf_is(bytes, len)) /* its words lie in it packed: what would be remembered are those of the file */
		return err_set(e, ERR_USAGE, "%s is a PDF: add what `licet pdf-text <%s` prints", path, path);
	if (text_init(&text, bytes, len, in->arena, e) < 0)
		return -1;
	const bool *marks;
	if (read_around(&text, in->arena, &marks, e) < 0 ||
	    fingerprint_make(&text, variant ? variant : "canonical", language ? language : "", marks, in->arena, &f, e) < 0)
		return err_prefix(e, "%s", path);
	if (write_record(record, &fresh, &f, in->arena, e) < 0)
		return -1;
	printf("%s: %u words in %u sections\n", record, f.count, f.n_sections);
	return EXIT_PASS;
}

/* --- check ----------------------------------------------------------------------------------------------------------------- */

/* Loading has already checked every file; this says what is still thin. */
static int check(const struct invocation *in, struct err *e)
{
	(void)e;
	uint32_t exceptions = 0, without_text = 0, without_terms = 0;
	for (uint32_t i = 0; i < in->catalog->n_licenses; i++) {
		const struct license *l = &in->catalog->licenses[i];
		exceptions += l->exception;
		without_text += !l->n_fingerprints;
		without_terms += !l->n_terms && !l->exception;
	}
	printf("%u licenses and %u exceptions are well formed; %u have no fingerprint, %u licenses no terms\n",
	       in->catalog->n_licenses - exceptions, exceptions, without_text, without_terms);
	return EXIT_PASS;
}

static int run(const struct invocation *in, struct err *e)
{
	if (!as_json() && strcmp(format, "text") != 0)
		return err_set(e, ERR_USAGE, "there is no format '%s' here; text and json are", format);
	static const struct {
		const char *name;
		int (*run)(const struct invocation *, struct err *);
	} verbs[] = {{"list", list}, {"show", show}, {"diff", diff}, {"carry", carry}, {"add", add}, {"check", check}};
	const char *verb = in->count ? in->operands[0] : "list";
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (!strcmp(verb, verbs[i].name))
			return verbs[i].run(in, e);
	return err_set(e, ERR_USAGE, "licenses can list, show, diff, carry, add and check, not '%s'", verb);
}

const struct command command_licenses = {
	.name = "licenses",
	.usage = "list | show ID | diff A B | carry BASE LICENSE | add TEXT | check",
	.summary = "the license records: list them, show one, compare two, add one from its text, check them",
	.more = "diff says what changed from A to B: terms, facts, and the share of each section's words that changed.\n"
		"carry says whether what is made from something under BASE may be under LICENSE, with the clauses of both: exit "
		"0, 1\n"
		"when it may not, 3 when that is not known.\n"
		"add makes or renews the fingerprint in licenses/<id>.yaml and leaves the facts above it alone.",
	.options = options,
	.run = run,
};
