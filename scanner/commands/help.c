/* SPDX-License-Identifier: MIT */
/* help: everything it prints comes from the tables of commands, options and limits; so does the man page. */
#include "base/limits.h"
#include "base/tty.h"
#include "commands/command.h"
#include "report/report.h"

#include <stdio.h>
#include <string.h>

static const char about[] =
	"licet tells whether a set of model weights may be used the way you mean to use them, and shows the evidence.";
static const char exits[] = "0 pass, 1 the policy says no, 2 could not run, 3 the scan is incomplete";

static void print_options(const struct opt *o)
{
	for (; o && o->name; o++) {
		char left[64];
		snprintf(left, sizeof left, "%s%c%s--%s%s%s", o->letter ? "-" : " ", o->letter ? o->letter : ' ',
			 o->letter ? ", " : "  ", o->name, o->value ? " " : "", o->value ? o->value : "");
		enum { COLUMN = 28 };
		int width = tty_width(left, strlen(left)); /* there may be a "…" in it */
		printf("  %s%*s %s\n", left, width < COLUMN ? COLUMN - width : 0, "", o->help);
	}
}

void help_command(const struct command *c)
{
	printf("usage: licet %s %s\n\n%s\n", c->name, c->usage, c->summary ? c->summary : "");
	if (c->more)
		printf("\n%s\n", c->more);
	puts("\noptions:");
	print_options(c->options);
	print_options(common_options);
}

void help_overview(void)
{
	size_t n;
	const struct command *const *table = command_table(&n);
	printf("%s\n\nusage: licet COMMAND …\n\n", about);
	for (size_t i = 0; i < n; i++)
		if (table[i]->summary)
			printf("  %-10s %s\n", table[i]->name, table[i]->summary);
	printf("\n`licet help COMMAND` says more; `licet help formats` lists every report, `licet help limits` every "
	       "limit.\nexit codes: %s\n",
	       exits);
}

static void print_limits(void)
{
	int n;
	const struct limit_info *l = limits_table(&n);
	puts("Limits; change one with --limit NAME=VALUE (K, M, G, T are powers of 1024). Reaching one makes the scan "
	     "incomplete.\n");
	for (int i = 0; i < n; i++)
		printf("  %-16s %14lld %-8s %s\n", l[i].name, (long long)l[i].value, l[i].unit, l[i].help);
}

static void print_formats(void)
{
	size_t n;
	const struct report *const *table = report_table(&n);
	puts("Formats of reports; -f FORMAT prints one, -f FORMAT=FILE writes it into a file. Several may be asked for at "
	     "once.\n");
	for (size_t i = 0; i < n; i++)
		printf("  %-14s %s%s\n", table[i]->id, table[i]->title, i ? "" : " (the default)");
}

/* --- the man page ---------------------------------------------------------------------------------------------------------- */

static void roff(const char *s)
{
	if (*s == '.' || *s == '\'')
		fputs("\\&", stdout);
	for (; *s; s++) {
		if (*s == '\\' || *s == '-')
			fputc('\\', stdout);
		fputs(*s == '\\' ? "e" : (char[]){*s, 0}, stdout);
		if (*s == '\n' && (s[1] == '.' || s[1] == '\''))
			fputs("\\&", stdout);
	}
}

static void man_options(const struct opt *o)
{
	for (; o && o->name; o++) {
		printf(".TP\n");
		if (o->letter)
			printf("\\fB\\-%c\\fR, ", o->letter);
		printf("\\fB\\-\\-");
		roff(o->name);
		printf("\\fR%s%s\n", o->value ? " " : "", o->value ? o->value : "");
		roff(o->help);
		putchar('\n');
	}
}

static void man_page(void)
{
	size_t n;
	const struct command *const *table = command_table(&n);
	printf(".TH LICET 1 \"\" \"licet %s\"\n.SH NAME\nlicet \\- license compliance scanner for AI model weights\n",
	       LICET_VERSION);
	printf(".SH SYNOPSIS\n.B licet\n.I COMMAND\n[options] [operands]\n.SH DESCRIPTION\n");
	roff(about);
	printf("\n.SH COMMANDS\n");
	for (size_t i = 0; i < n; i++) {
		if (!table[i]->summary)
			continue;
		printf(".SS \"%s\"\n\\fBlicet %s\\fR ", table[i]->name, table[i]->name);
		roff(table[i]->usage);
		printf("\n.PP\n");
		roff(table[i]->summary);
		putchar('\n');
		if (table[i]->more) {
			printf(".PP\n.nf\n");
			roff(table[i]->more);
			printf("\n.fi\n");
		}
		man_options(table[i]->options);
	}
	printf(".SH COMMON OPTIONS\n");
	man_options(common_options);
	printf(".SH FORMATS\n");
	const struct report *const *reports = report_table(&n);
	for (size_t i = 0; i < n; i++) {
		printf(".TP\n\\fB");
		roff(reports[i]->id);
		printf("\\fR\n");
		roff(reports[i]->title);
		putchar('\n');
	}
	printf(".SH LIMITS\n");
	int limits;
	const struct limit_info *l = limits_table(&limits);
	for (int i = 0; i < limits; i++) {
		printf(".TP\n\\fB");
		roff(l[i].name);
		printf("\\fR (%lld %s)\n", (long long)l[i].value, l[i].unit);
		roff(l[i].help);
		putchar('\n');
	}
	printf(".SH EXIT STATUS\n%s\n.SH ENVIRONMENT\n.TP\n.B NO_COLOR\nset and not empty: no colors\n"
	       ".TP\n.B LICET_CACHE_DIR\nthe cache of scans, as with \\-\\-cache\n",
	       exits);
}

static bool man;
static const struct opt options[] = {
	{"man", 0, OPT_FLAG, NULL, "write the man page", &man},
	{0},
};

static int run(const struct invocation *in, struct err *e)
{
	if (man) {
		man_page();
		return EXIT_PASS;
	}
	if (!in->count) {
		help_overview();
		return EXIT_PASS;
	}
	if (!strcmp(in->operands[0], "formats")) {
		print_formats();
		return 0;
	}
	if (!strcmp(in->operands[0], "limits")) {
		print_limits();
		return EXIT_PASS;
	}
	const struct command *c = command_find(in->operands[0]);
	if (!c)
		return err_set(e, ERR_USAGE, "there is no command '%s'; `licet help` lists them", in->operands[0]);
	help_command(c);
	return EXIT_PASS;
}

const struct command command_help = {
	.name = "help",
	.usage = "[COMMAND | formats | limits] [--man]",
	.summary = "explain the commands, their options, the formats of reports, and the limits",
	.options = options,
	.run = run,
};
