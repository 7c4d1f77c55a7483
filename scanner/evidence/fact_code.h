/* SPDX-License-Identifier: MIT */
/*
 * fact_code: the facts of a sink as bytes, for a cache that outlives the run.
 *
 * What facts point to in the catalog (licenses, kinds, rules, fingerprints) is written as its number there, so the bytes mean something to a
 * run with the very same catalog only; who keeps them compares its digest. Bytes that are damaged are no facts, and never more than that.
 */
#ifndef LICET_EVIDENCE_FACT_CODE_H
#define LICET_EVIDENCE_FACT_CODE_H
#include "base/coder.h"
#include "evidence/fact.h"

struct fact_coder {
	struct coder coder;
	const struct catalog *catalog;
	atomic_int_fast64_t *tensors_left; /* as for tensors_new */
};

/*
 * Writes the facts, or adds those that it reads. A failure of the coder: one of them is of a run that went wrong or explains itself
 * (FACT_PROBLEM, FACT_TRACE), points to what is not in the catalog, or the bytes are damaged; then what was read is of no use.
 */
void facts_code(struct fact_coder *f, struct sink *s);

#endif
