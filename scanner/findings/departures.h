/* SPDX-License-Identifier: MIT */
/*
 * departures: where a changed text of a known license says something else than the license's record.
 *
 * An exact text is what its record describes: there is nothing to compare. In an edited one, or a partial one that has half of the
 * license, the alignment (text/match.h) says which words changed and the rules say what the clauses mean; a departure needs both: a
 * term of the record is missed only where words of its section are gone, and something counts as new or different only where the
 * edit touches it. So what the rules overlook in the license as published is never called a departure.
 */
#ifndef LICET_FINDINGS_DEPARTURES_H
#define LICET_FINDINGS_DEPARTURES_H
#include "findings/dossier.h"

/*
 * Adds the findings text-lacks-recorded-restriction, text-adds-restriction and value-differs, with both sides: the record's
 * term and the file's line. Needs d->changed.
 */
void departures_find(struct dossier *d);

#endif
