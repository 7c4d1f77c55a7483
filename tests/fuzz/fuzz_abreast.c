/* SPDX-License-Identifier: MIT */
/*
 * abreast.c: any bytes as a zip file, whose members several threads unpack: it says what it says of one. As small ones are not worth it, other
 * bytes stand before it, which begin as a zip does.
 */
#include "abreast.h"
#include "file.h"
#include "scanning.h"

#include "base/buf.h"

enum { TOLD = 1 << 20, THREADS = 3, MOST = 1 << 16 };

static char told[TOLD];

static void tell(const struct evidence *ev, const struct artifacts *judged, enum verdict verdict)
{
	BUF_AUTO struct buf b;
	(void)judged;
	buf_init(&b, TOLD - 1);
	buf_printf(&b, "verdict %d\n", verdict);
	for (size_t i = 0; i < ev->count; i++) {
		const struct fact *f = &ev->facts[i];
		buf_printf(&b, "%d %s: %s = %s\n", f->kind, f->at.entry, f->key ? f->key : "", f->value ? f->value : "");
	}
	snprintf(told, sizeof told, "%s", buf_str(&b));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char by_one[TOLD];
	static uint8_t bytes[ABREAST_FROM + MOST] = "PK\3\4";
	if (size > MOST)
		return 0;
	memcpy(bytes + ABREAST_FROM, data, size);
	const char *path = file_make(bytes, ABREAST_FROM + size);
	told[0] = 0;
	scan_by_and_judge(path, 1, tell);
	strcpy(by_one, told);
	told[0] = 0;
	scan_by_and_judge(path, THREADS, tell);
	if (strcmp(by_one, told) != 0) {
		fprintf(stderr, "one thread:\n%sseveral:\n%s", by_one, told);
		__builtin_trap();
	}
	return 0;
}
