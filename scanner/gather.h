/* SPDX-License-Identifier: MIT */
/*
 * gather: tensors whose bytes lie in other entries than the one that describes them (ONNX external data, the constants of OpenVINO).
 *
 * Once everything was read it is known what is where, whatever the order was in which entries came. The entries that hold such
 * bytes, and the archives around them, are opened once more, and nothing else is. Then each description has its weights digest, or
 * a gap that says why not; and what it names that is not in the distribution, or is too short, is a FACT_PROBLEM.
 *
 * So those bytes are read and hashed twice: once for the digest of the file, when nobody knows yet that tensors lie in it, or for how many
 * models; once here. (Where one file tells of others before they are read, as the index of a checkpoint does, evidence/outlines.h saves that.)
 * With a cache that knows such a file it is read here only; what rests on other files is not kept there.
 */
#ifndef LICET_GATHER_H
#define LICET_GATHER_H
#include "entry/budget.h"
#include "evidence/fact.h"
#include "source/source.h"

/* Needs and leaves the evidence sorted. Not `hash`: it is only looked for. run: its time goes on. */
void gather(const struct budget *run, const struct source_list *files, struct evidence *ev, bool hash);

#endif
