/* SPDX-License-Identifier: MIT */
/* incbin: the bytes of a file of the source tree in the program. The path is as from the top, where the build runs. */
#ifndef LICET_BASE_INCBIN_H
#define LICET_BASE_INCBIN_H

/* Defines name[] and name_end[], where the bytes end. Say in the Makefile that the object depends on the file. */
#define INCBIN(name, path)                                                                                             \
	__asm__(".section .rodata\n.global " #name "\n" #name ":\n.incbin \"" path "\"\n.global " #name "_end\n" #name \
		"_end:\n.byte 0\n.text\n");                                                                            \
	extern const char name[] __attribute__((visibility("hidden")));                                                \
	extern const char name##_end[] __attribute__((visibility("hidden")))

#endif
