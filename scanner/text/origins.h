/* SPDX-License-Identifier: MIT */
/*
 * origins: names of licenses that are those of what the model is made from, and not its own: of its base ("derived from Wren, which is under
 * the Pear License", "the base model is …", "Pear (base)"), and of the data that it was trained on.
 */
#ifndef LICET_TEXT_ORIGINS_H
#define LICET_TEXT_ORIGINS_H
#include "text/subjects.h"

/* The license that is named behind those words is that of the data that they say something was trained on. */
bool origins_are_data(const struct saying *s, struct range before);

/*
 * Of what the license that begins with word `first` of the sentence is said, where that is the base, or its data (enum said_of); 0: it is not.
 * SAID_OF_SOME, too, where the sentence speaks of some models.
 */
unsigned origins_said(const struct saying *s, uint32_t sentence, uint32_t first);

/* Do the words speak of the base, and of no other model: "The base model", "License for base weights"? */
bool origins_call_base(const struct saying *s, struct range in);

/* Do the words before the name of a license do so, or "(base)" in those behind it? */
bool origins_are_called(const struct saying *s, struct range before, struct range behind);

/* Of words `made` to `first`, behind "derived from": behind "and" the model is spoken of again, by its license. */
bool origins_speak_again(const struct text *t, uint32_t made, uint32_t first);

/*
 * "All models are under Quince, except those trained on Auk, which are under Pear", "The models tuned on the Auk data are under Pear": the
 * license in the words `name` is that of models, whatever they were trained on. `in`: the words of the sentence that belong to the name.
 */
bool origins_tell_trained(const struct saying *s, uint32_t sentence, struct range in, struct range name);

#endif
