/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "base/build_id.h"

#include <elf.h>
#include <link.h>
#include <string.h>

struct id {
	const void *bytes;
	size_t len;
};

static size_t padded(size_t n)
{
	return (n + 3) & ~(size_t)3;
}

static void look_in_notes(const char *at, size_t len, struct id *out)
{
	ElfW(Nhdr) note;
	while (len >= sizeof note) {
		memcpy(&note, at, sizeof note);
		size_t name = padded(note.n_namesz), all = sizeof note + name + padded(note.n_descsz);
		if (all > len)
			return;
		if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 && !memcmp(at + sizeof note, "GNU", 4))
			*out = (struct id){at + sizeof note + name, note.n_descsz};
		at += all;
		len -= all;
	}
}

/* The first object is the program itself. */
static int look_at_program(struct dl_phdr_info *program, size_t size, void *out)
{
	(void)size;
	for (int i = 0; i < program->dlpi_phnum; i++) {
		const ElfW(Phdr) *p = &program->dlpi_phdr[i];
		if (p->p_type == PT_NOTE)
			look_in_notes((const char *)program->dlpi_addr + p->p_vaddr, p->p_memsz, out); // NOLINT
	}
	return 1;
}

const void *build_id(size_t *len)
{
	struct id id = {0};
	dl_iterate_phdr(look_at_program, &id);
	*len = id.len;
	return id.bytes;
}
