/* SPDX-License-Identifier: MIT */
/*
 * card_parts: what a model card has in it, or says to be elsewhere, of the components of an open model (rules/openness.yaml): by the
 * headings of its sections, which must have some words under them, and by the words that mention a component.
 *
 * FACT_META "component_section" and "component_named", each with the component's id as its value and the line: each once for a card.
 */
#ifndef LICET_TEXT_CARD_PARTS_H
#define LICET_TEXT_CARD_PARTS_H
#include "evidence/fact.h"

/* The card is Markdown in ASCII or UTF-8; the lines of anything else are not understood, and nothing is said. */
void card_parts_read(const struct openness_rules *rules, const char *bytes, size_t len, struct sink *sink);

#endif
