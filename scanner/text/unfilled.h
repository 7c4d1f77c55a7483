/* SPDX-License-Identifier: MIT */
/*
 * unfilled: links to a license whose address is that of a template, and that nobody has filled in: "[License](#)",
 * "https://host/username/repo/LICENSE", "[License](TODO)".
 */
#ifndef LICET_TEXT_UNFILLED_H
#define LICET_TEXT_UNFILLED_H
#include "text/text.h"

/* Are these n bytes what a template has in place of a whole address: nothing, "#", "TODO"? */
bool unfilled_is_blank(const char *url, size_t n);

/* Is the link one? It counts where its words, or its address, speak of a license. */
bool unfilled_license_link(const struct text *t, uint32_t link);

#endif
