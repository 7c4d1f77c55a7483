/* SPDX-License-Identifier: MIT */
/* The child of text/pdf.c: the text of the PDF on standard input. Each operand is a limit, NAME=VALUE. */
#include "base/limits.h"
#include "commands/command.h"
#include "text/pdf.h"

#include <unistd.h>

static int run(const struct invocation *in, struct err *e)
{
	struct limits limits;
	limits_init(&limits);
	for (int i = 0; i < in->count; i++)
		if (limits_set(&limits, in->operands[i], e) < 0)
			return -1;
	_exit(pdf_child(&limits, !common.no_sandbox)); /* without the library's own clean-up */
}

const struct command command_pdf_text = {
	.name = "pdf-text",
	.usage = "[LIMIT=VALUE]… <FILE.pdf",
	.run = run,
};
