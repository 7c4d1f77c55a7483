/* SPDX-License-Identifier: MIT */
/*
 * inherit: the license of what a model is made from, where its own cannot do away with it. Whoever passes something on cannot give more
 * rights than they had: both hold, and the restrictions of both.
 */
#ifndef LICET_FINDINGS_INHERIT_H
#define LICET_FINDINGS_INHERIT_H
#include "findings/dossier.h"

/*
 * Joins the license to what is concluded, or where nothing is said of the model itself concludes that, and adds its terms to
 * d->artifact->restrictions. why: one sentence. Of a family, or a choice, it is not known which license it is: then nothing is done.
 */
void inherit_license(struct dossier *d, const struct inherited *of, const char *why);

/* The same, once all is compared with the license that is said to hold. */
void inherit_later(struct dossier *d, const struct inherited *of);

/*
 * Takes what was put off: after all that asks for the license here alone. Where none was concluded none is now, since whoever made the
 * model may have given nothing; but the terms bind.
 */
void inherit_all(struct dossier *d);

#endif
