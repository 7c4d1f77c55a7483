/* SPDX-License-Identifier: MIT */
/*
 * gather: tensors whose bytes lie in other entries than the one that describes them (ONNX external data, the constants of OpenVINO).
 *
 * Once everything was read it is known what is where, whatever the order was in which entries came. The entries that hold such
 * bytes, and the archives around them, are opened once more, and nothing else is. Then each description has its weights digest, or
 * a gap that says why not; and what it names that is not in the distribution, or is too short, is a FACT_PROBLEM.
 */
#ifndef LICET_GATHER_H
#define LICET_GATHER_H
#include "entry/budget.h"
#include "evidence/fact.h"
#include "source/source.h"

/* Needs and leaves the evidence sorted. Not `hash`: it is only looked for. run: its time goes on. */
void gather(const struct budget *run, const struct source_list *files, struct evidence *ev, bool hash);

#endif
