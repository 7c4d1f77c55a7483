/* SPDX-License-Identifier: MIT */
/* findings/expression.c: any bytes as an SPDX expression. What is printed reads as the same, and so does what is resolved. */
#include "findings/expression.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Normal form is a fixed point: printed and read again it prints the same. */
static void check_form(const struct expression *x, struct arena *a)
{
	const char *printed = expression_print(x, a);
	const struct expression *again;
	struct err e;
	if (strlen(printed) > EXPRESSION_MAX_BYTES)
		return;
	if (expression_parse(printed, a, &again, &e) < 0 || strcmp(printed, expression_print(again, a)) != 0)
		__builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	ARENA_AUTO struct arena a;
	arena_init(&a);
	const char *text = arena_strndup(&a, (const char *)data, size);
	const struct expression *x;
	struct err e = {0};
	if (expression_parse(text, &a, &x, &e) < 0) {
		if (!e.text[0])
			__builtin_trap();
		return 0;
	}
	check_form(x, &a);
	x = expression_resolve(x, &catalog_builtin, &a);
	if (x)
		check_form(x, &a);
	return 0;
}
