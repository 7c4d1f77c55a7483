/* SPDX-License-Identifier: MIT */
/*
 * llamafile: a program for many systems with a zip behind it, which holds one stored .gguf. The zip's directory is at the end
 * and beyond the probe, so the program's magic and the name must agree. Program and weights have licenses of their own.
 */
#include "weights/weights.h"

static unsigned bid(const struct probe *p)
{
	if (!name_ends(p->base, ".llamafile") && !name_ends(p->base, ".llamafile.exe"))
		return 0;
	if (probe_has(p, 0, "MZqFpD", 6))
		return BID_BYTES(6);
	return probe_has(p, 0,
			 "\x7f"
			 "ELF",
			 4) || probe_has(p, 0, "MZ", 2)
		       ? BID_BYTES(2)
		       : 0;
}

const struct reader reader_llamafile = {
	.id = "llamafile",
	.title = "llamafile (program and GGUF model in one)",
	.spec = "https://github.com/Mozilla-Ocho/llamafile",
	.role = ROLE_WEIGHTS,
	.zip_behind = true,
	.wraps = true,
	.bid = bid,
};
