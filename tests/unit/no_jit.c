/* SPDX-License-Identifier: MIT */
/* no_jit.c: for LD_PRELOAD, by `make valgrind`: PCRE2 translates nothing. What its translator makes reads whole blocks of 16 bytes. */
#include <stdint.h>

int pcre2_jit_compile_8(void *code, uint32_t options);

int pcre2_jit_compile_8(void *code, uint32_t options)
{
	(void)code, (void)options;
	return -45; /* PCRE2_ERROR_JIT_BADOPTION: it goes on without */
}
