/* SPDX-License-Identifier: MIT */
/*
 * torch_zip: telling the two kinds of zip that PyTorch writes (since 1.6) from other zips, by the names in the probe.
 *
 * One top folder holds data.pkl (how the tensors hang together) and data/0, data/1 … (their bytes). torch.save writes data.pkl
 * first. A TorchScript archive also holds code and constants, and its storages come first. The pickle is never run.
 */
#ifndef LICET_WEIGHTS_TORCH_ZIP_H
#define LICET_WEIGHTS_TORCH_ZIP_H
#include "classify/reader.h"

enum torch_kind { TORCH_NONE, TORCH_SAVE, TORCH_SCRIPT };

enum torch_kind torch_zip_kind(const struct probe *p);

/*
 * Is it called like the state of a training run (optimizer.pt …)? Such files are no weights by custom, but written like them; they
 * are listed all the same, for a name must not hide weights, and their detail says what they are called.
 */
bool torch_is_training_state(const char *base);
#define TRAINING_STATE "training state"

/* For the readers of both kinds: member(), first() and finish() of classify/reader.h. */
int torch_zip_member(struct reading *r, const char *name, struct cursor *c, uint32_t *part, struct err *e);
bool torch_zip_first(const char *name);
int torch_zip_finish(struct reading *r, struct err *e);

#endif
