/* SPDX-License-Identifier: MIT */
/*
 * license_page: what a license says, on one page for a person: what one may do, may not do and must do, for whom and how much, how it
 * ends, the law; then what it incorporates, the versions before and after, and where to read it. Chapters and questions are
 * those of the vocabulary.
 */
#ifndef LICET_COMMANDS_LICENSE_PAGE_H
#define LICET_COMMANDS_LICENSE_PAGE_H
#include "catalog/catalog.h"
#include "report/page.h"

void license_page(struct page *p, const struct catalog *c, const struct license *l);

#endif
