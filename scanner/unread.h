/* SPDX-License-Identifier: MIT */
/*
 * unread: what is called like weights, a license or a card, and could not be read: a symlink that leads nowhere, or out of what is
 * scanned; a link of an archive to what is not in it; a pipe or a device. The name promises what nobody has seen.
 */
#ifndef LICET_UNREAD_H
#define LICET_UNREAD_H
#include "evidence/fact.h"

/* Makes problems of the notes about such entries. Needs and leaves the evidence sorted. */
void unread_find(struct evidence *ev);

#endif
