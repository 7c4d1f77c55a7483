/* SPDX-License-Identifier: MIT */
#include "base/sandbox.h"
#include "commands/command.h"
#include "entry/spool.h"
#include "report/placing.h"
#include "source/source.h"
#include "text/pdf.h"
#include "text/pdf_server.h"

#include <string.h>
#include <sys/resource.h>

enum { ROOM = 64 << 20 };

/* Where reading ends at the limit (budget_time), what is known by then is still judged and reported, which took up to five times as much. */
static int64_t with_room(int64_t bytes)
{
	int64_t all;
	return __builtin_mul_overflow(bytes, 8, &all) || __builtin_add_overflow(all, ROOM, &all) ? INT64_MAX : all;
}

/* A sanitizer reserves more addresses than any limit would allow. */
static void limit_memory(int64_t bytes)
{
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
	(void)bytes;
#else
	struct rlimit l;
	if (getrlimit(RLIMIT_DATA, &l) < 0 || l.rlim_cur <= (rlim_t)bytes)
		return;
	l.rlim_cur = (rlim_t)bytes;
	setrlimit(RLIMIT_DATA, &l);
#endif
}

static void add_reads(struct sandbox *s, const struct invocation *in)
{
	size_t n = 0;
	const char **reads = arena_array(in->arena, (size_t)in->count + s->n_reads + 1, sizeof *reads);
	for (int i = 0; i < in->count; i++)
		reads[n++] = source_reach(in->operands[i], in->arena);
	for (size_t i = 0; i < s->n_reads; i++)
		reads[n++] = source_reach(s->reads[i], in->arena);
	if (common.data)
		reads[n++] = common.data;
	s->reads = reads;
	s->n_reads = n;
}

/* Those that are made anew come from a process outside the sandbox. */
static void add_writes(struct sandbox *s, const struct outputs_named *outputs, struct arena *a)
{
	size_t n = s->n_writes;
	const char **writes = arena_array(a, n + outputs->n + 1, sizeof *writes);
	if (n)
		memcpy(writes, s->writes, n * sizeof *writes);
	for (size_t i = 0; i < outputs->n; i++)
		if (placing_in_place(outputs->files[i]))
			writes[n++] = outputs->files[i];
	s->writes = writes;
	s->n_writes = n;
}

int command_confine(const struct invocation *in, const struct limits *limits, const struct sandbox *more,
		    const struct outputs_named *outputs, struct err *e)
{
	struct sandbox s = more ? *more : (struct sandbox){0};
	add_reads(&s, in);
	if (outputs)
		add_writes(&s, outputs, in->arena);
	if (pdf_server_start(pdf_child, limits, !common.no_sandbox, e) < 0)
		return -1;
	if (outputs && placing_serve(outputs->files, outputs->n, e) < 0)
		return -1;
	if (limits->disk_bytes > limits->spool_bytes)
		spool_open();
	if (!common.no_sandbox && sandbox_enter(&s, NULL, e) < 0)
		return -1;
	limit_memory(with_room(limits->memory)); /* the last: libseccomp does not bear being refused any */
	return 0;
}

void command_release(void)
{
	placing_end(); /* the first: it has the other one's socket, too */
	pdf_server_stop();
}
