/* SPDX-License-Identifier: MIT */
/* main: argv -> command. Everything a command may leave behind is released here. */
#include "base/json_memory.h"
#include "commands/command.h"

#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

/* Untrusted names can be part of a sentence: nothing in it may move the cursor. */
static int complain(const char *sentence)
{
	fputs("licet: ", stderr);
	for (const unsigned char *s = (const unsigned char *)sentence; *s; s++)
		if (*s < 0x20 || *s == 0x7F)
			fprintf(stderr, "\\x%02x", *s);
		else
			fputc(*s, stderr);
	fputc('\n', stderr);
	return EXIT_COULD_NOT;
}

static int run_command(const struct command *c, int argc, char **argv)
{
	struct err e = {0};
	ARENA_AUTO struct arena arena;
	arena_init(&arena);
	struct invocation in = {.operands = argv + 1, .arena = &arena};
	in.count = opt_parse(argc, argv, c->options, common_options, &e);
	if (in.count < 0)
		return complain(e.text);
	if (common.help) {
		help_command(c);
		return EXIT_PASS;
	}
	if (catalog_open(common.data, &arena, &in.catalog, &e) < 0)
		return complain(e.text);
	int rc = c->run(&in, &e);
	return rc < 0 ? complain(e.text) : rc;
}

enum { STACK = 512 << 10 }; /* more than any command goes down */

static __attribute__((noinline)) char touch_stack(void)
{
	volatile char lowest[STACK];
	lowest[0] = 0;
	return lowest[0];
}

/* The stack grows by itself, and where the address space is used up by then the process dies of it without a word: so it grows now. */
static void grow_stack(void)
{
	struct rlimit most;
	if (getrlimit(RLIMIT_STACK, &most) < 0 || most.rlim_cur < (rlim_t)2 * STACK)
		return;
	void *room = mmap(NULL, STACK, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (room == MAP_FAILED)
		mem_exhausted();
	munmap(room, STACK);
	(void)touch_stack();
}

/*
 * Each entry takes and gives back some MiB: keeping them spares the kernel from mapping and clearing them again each time. What is
 * left out of a report for want of memory would not be missed: so jansson is never refused any.
 */
static void set_up_memory(void)
{
	json_memory_set_up();
	mallopt(M_MMAP_THRESHOLD, 8 << 20);
	mallopt(M_TRIM_THRESHOLD, 16 << 20);
	grow_stack();
}

static bool returned;

/* A library that gives up may call exit(1): which would say that the policy says no. */
static void end_of_process(void)
{
	if (!returned)
		_exit(EXIT_COULD_NOT);
}

/* Sets of known weights are mapped. One that is cut off meanwhile has no answer to what is asked of it, and without it nothing is sure. */
static void data_cut_off(int number)
{
	static const char sentence[] = "licet: a file of the data was cut off while it was in use; run it again\n";
	(void)number;
	(void)!write(STDERR_FILENO, sentence, sizeof sentence - 1);
	_exit(EXIT_COULD_NOT);
}

int main(int argc, char **argv)
{
	set_up_memory();
	atexit(end_of_process);
	signal(SIGBUS, data_cut_off);
	signal(SIGPIPE, SIG_IGN); /* a closed pipe is a write error, reported below; as a file that may grow no more is */
	signal(SIGXFSZ, SIG_IGN);
	const char *name = argc > 1 ? argv[1] : "help";
	if (!strcmp(name, "--help") || !strcmp(name, "-h"))
		name = "help";
	else if (!strcmp(name, "--version") || !strcmp(name, "-V"))
		name = "version";
	const struct command *c = command_find(name);
	if (!c) {
		fprintf(stderr, "licet: there is no such command; `licet help` lists them\n");
		return EXIT_COULD_NOT;
	}
	int rc = run_command(c, argc > 1 ? argc - 1 : argc, argc > 1 ? argv + 1 : argv);
	command_release();
	returned = true;
	if (fflush(stdout) || ferror(stdout))
		return complain(errno == EPIPE ? "the reader of the output went away" : "writing the output failed");
	return rc;
}
