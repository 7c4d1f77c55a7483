/* SPDX-License-Identifier: MIT */
/* titled: the model that the title of a card names. */
#ifndef LICET_TEXT_TITLED_H
#define LICET_TEXT_TITLED_H
#include "text/text.h"

/*
 * What a card is about, where its title is the name of one model: "Tern-7B", "Model Card for TernChat: birds", "Tern Song"; as a range of
 * the plain text. Empty: it is more, or may be something else.
 */
struct span title_model(const struct text *t);

#endif
