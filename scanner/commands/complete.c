/* SPDX-License-Identifier: MIT */
/*
 * complete: what may stand where the cursor is, for the scripts that `licet completion` prints. The operands are the words of the
 * command line after `licet`, the last one as far as it is written. Answers stand one a line, with a tab and a few words about
 * them; ":files" and ":directories" ask the shell for names of its own. All of it comes from the tables that help is made of.
 */
#include "base/limits.h"
#include "base/path.h"
#include "commands/command.h"
#include "report/report.h"

#include <stdio.h>
#include <string.h>

struct completion {
	const struct catalog *catalog;
	struct arena *arena;
	const char *before; /* what candidates begin with and the list does not have: "--limit=" */
	const char *word;   /* what the rest must begin with */
};

static void offer(const struct completion *c, const char *candidate, const char *about)
{
	if (strncmp(candidate, c->word, strlen(c->word)) == 0)
		printf("%s%s\t%s\n", c->before, candidate, about ? about : "");
}

/* --- what a place-holder stands for ---------------------------------------------------------------------------------------- */

static void offer_files(const struct completion *c)
{
	(void)c;
	puts(":files");
}

static void offer_directories(const struct completion *c)
{
	(void)c;
	puts(":directories");
}

static void offer_reports(const struct completion *c)
{
	size_t n;
	const struct report *const *table = report_table(&n);
	for (size_t i = 0; i < n; i++)
		offer(c, table[i]->id, table[i]->title);
}

static void offer_limits(const struct completion *c)
{
	int n;
	const struct limit_info *l = limits_table(&n);
	for (int i = 0; i < n; i++)
		offer(c, arena_printf(c->arena, "%s=", l[i].name), l[i].help);
}

static void offer_kinds(const struct completion *c)
{
	for (uint32_t i = 0; i < c->catalog->n_kinds; i++)
		offer(c, c->catalog->kinds[i].id, c->catalog->kinds[i].title);
}

static void offer_licenses(const struct completion *c)
{
	for (uint32_t i = 0; i < c->catalog->n_licenses; i++) {
		const struct license *l = &c->catalog->licenses[i];
		bool upper = *c->word >= 'A' && *c->word <= 'Z'; /* records are called in small letters, SPDX ids often not */
		offer(c, upper ? l->spdx : l->id, l->name);
	}
}

static void offer_rules(const struct completion *c)
{
	for (uint32_t i = 0; i < c->catalog->n_rules; i++)
		offer(c, c->catalog->rules[i].id, c->catalog->rules[i].title);
}

static void offer_categories(const struct completion *c)
{
	const char **seen = arena_array(c->arena, c->catalog->n_licenses + 1, sizeof *seen);
	size_t n = 0;
	for (uint32_t i = 0; i < c->catalog->n_licenses; i++) {
		const char *category = c->catalog->licenses[i].category;
		size_t at = 0;
		while (at < n && strcmp(seen[at], category) != 0)
			at++;
		if (at < n)
			continue;
		seen[n++] = category;
		offer(c, category, NULL);
	}
}

static void offer_policies(const struct completion *c)
{
	for (uint32_t i = 0; i < c->catalog->n_policies; i++) {
		const char *base = path_base(c->catalog->policies[i].path);
		offer(c, arena_strndup(c->arena, base, strcspn(base, ".")), NULL);
	}
	offer_files(c);
}

static void offer_commands(const struct completion *c)
{
	size_t n;
	const struct command *const *table = command_table(&n);
	for (size_t i = 0; i < n; i++)
		if (table[i]->summary)
			offer(c, table[i]->name, table[i]->summary);
}

static const struct {
	const char *name; /* as usage and the options write it */
	void (*offer)(const struct completion *c);
} placeholders[] = {
	{"FILE", offer_files},
	{"PATH", offer_files},
	{"TEXT", offer_files},
	{"MANIFEST", offer_files},
	{"A", offer_files},
	{"B", offer_files},
	{"OLD.json", offer_files},
	{"DIR", offer_directories},
	{"FORMAT[=FILE]", offer_reports},
	{"POLICY", offer_policies},
	{"NAME=VALUE", offer_limits},
	{"KIND", offer_kinds},
	{"KIND,…", offer_kinds},
	{"ID", offer_licenses},
	{"LICENSE", offer_licenses},
	{"RULE", offer_rules},
	{"CATEGORY", offer_categories},
	{"COMMAND", offer_commands},
};

/* A place-holder, or words to choose from: "text|json". What is neither is for the user to write. */
static void offer_value(const struct completion *c, const char *value, size_t len)
{
	for (size_t i = 0; i < sizeof placeholders / sizeof *placeholders; i++)
		if (strlen(placeholders[i].name) == len && !memcmp(placeholders[i].name, value, len)) {
			placeholders[i].offer(c);
			return;
		}
	if (*value < 'a' || *value > 'z')
		return;
	for (const char *end = value + len; value < end;) {
		size_t n = strcspn(value, "|");
		n = n < (size_t)(end - value) ? n : (size_t)(end - value);
		offer(c, arena_strndup(c->arena, value, n), NULL);
		value += n + 1;
	}
}

/* --- options --------------------------------------------------------------------------------------------------------------- */

static const struct opt *find_option(const struct opt *table, const char *name, size_t len)
{
	for (; table && table->name; table++)
		if (strlen(table->name) == len && !memcmp(table->name, name, len))
			return table;
	return NULL;
}

/* The option that a word is, or NULL: "--limit", "--limit=…", "-f". */
static const struct opt *option_of(const struct command *command, const char *word)
{
	const struct opt *tables[] = {command->options, common_options};
	for (int i = 0; i < 2; i++) {
		const struct opt *o = tables[i];
		if (word[0] == '-' && word[1] == '-') {
			o = find_option(o, word + 2, strcspn(word + 2, "="));
			if (o)
				return o;
		}
		for (; word[0] == '-' && word[1] && !word[2] && o && o->name; o++)
			if (o->letter == word[1])
				return o;
	}
	return NULL;
}

static void offer_options(const struct completion *c, const struct opt *o)
{
	for (; o && o->name; o++)
		offer(c, arena_printf(c->arena, "--%s", o->name), o->help);
}

/* --- operands -------------------------------------------------------------------------------------------------------------- */

enum { USAGE_WORDS = 64 };

/* One alternative of a usage, as words without brackets and dots; how many. */
static size_t usage_words(const struct completion *c, const char *usage, size_t len, const char *words[USAGE_WORDS])
{
	size_t n = 0;
	char *copy = arena_strndup(c->arena, usage, len), *save = NULL;
	for (char *w = strtok_r(copy, " []|<", &save); w && n < USAGE_WORDS; w = strtok_r(NULL, " []|<", &save)) {
		char *dots = strstr(w, "…");
		if (dots)
			*dots = 0;
		if (*w == '-')
			break; /* options come last */
		words[n++] = w;
	}
	return n;
}

static bool is_word(const char *s)
{
	return *s >= 'a' && *s <= 'z';
}

/*
 * A usage is a list of place-holders, or of alternatives that begin with a word ("list | show ID"): then that word is the first
 * operand, and the place-holders behind it are the others.
 */
static void offer_operand(const struct completion *c, const struct command *command, const char *verb)
{
	for (const char *at = command->usage; *at;) {
		const char *words[USAGE_WORDS], *end = strstr(at, " | ");
		size_t len = end ? (size_t)(end - at) : strlen(at), n = usage_words(c, at, len, words);
		bool verbs = n && is_word(words[0]);
		if (verbs && !verb)
			offer(c, words[0], NULL);
		for (size_t i = verbs; i < n; i++)
			if (!verbs || (verb && !strcmp(verb, words[0])))
				offer_value(c, words[i], strlen(words[i]));
		at += len + (end ? strlen(" | ") : 0);
	}
}

/* The first word behind the command that is neither an option nor the value of one. NULL: there is none before the last word. */
static const char *first_operand(const struct command *command, char *const *words, int count)
{
	for (int i = 1; i + 1 < count; i++) {
		const struct opt *o = option_of(command, words[i]);
		if (o)
			i += o->type != OPT_FLAG && !strchr(words[i], '=');
		else if (words[i][0] != '-')
			return words[i];
	}
	return NULL;
}

static void complete(struct completion *c, char *const *words, int count)
{
	const struct command *command = command_find(words[0]);
	const char *last = words[count - 1], *equals = strchr(last, '=');
	c->word = last;
	if (count < 2) {
		offer_commands(c);
		return;
	}
	if (!command)
		return;
	const struct opt *before = count > 2 ? option_of(command, words[count - 2]) : NULL;
	const struct opt *this = equals ? option_of(command, last) : NULL;
	if (this && this->type != OPT_FLAG && last[1] == '-') {
		c->before = arena_strndup(c->arena, last, (size_t)(equals + 1 - last));
		c->word = equals + 1;
		offer_value(c, this->value, strlen(this->value));
	} else if (before && before->type != OPT_FLAG && !strchr(words[count - 2], '=')) {
		offer_value(c, before->value, strlen(before->value));
	} else if (*last == '-') {
		offer_options(c, command->options);
		offer_options(c, common_options);
	} else {
		offer_operand(c, command, first_operand(command, words, count));
	}
}

static int run(const struct invocation *in, struct err *e)
{
	(void)e;
	struct completion c = {.catalog = in->catalog, .arena = in->arena, .before = ""};
	if (in->count)
		complete(&c, in->operands, in->count);
	return EXIT_PASS;
}

const struct command command_complete = {
	.name = "complete",
	.usage = "-- WORD…",
	.run = run,
};
