/* SPDX-License-Identifier: MIT */
/*
 * PyTorch since 1.6: a zip with one top folder that holds data.pkl (how the tensors hang together) and data/0, data/1 … (their
 * bytes). torch.save writes data.pkl first. A TorchScript archive also holds code and constants, and its storages come first.
 * The pickle is never run; what it refers to is a matter for a later reading of its opcodes.
 */
#include "weights/weights.h"
#include "weights/zip_names.h"

#include <string.h>

struct signs {
	bool pytorch, script;
};

/* Is the member named <top folder>/<rest>? */
static bool under_top(const struct zip_names *z, const char *rest)
{
	const char *slash = memchr(z->name, '/', z->len);
	size_t n = strlen(rest);
	return slash && (size_t)(z->name + z->len - slash - 1) >= n && !memcmp(slash + 1, rest, n);
}

static bool pickle_names_code(const struct zip_names *z)
{
	const struct cursor *c = &z->cursor;
	size_t end = c->state == CURSOR_OK && c->at > z->data ? c->at : c->len;
	return z->data < end && memmem(c->bytes + z->data, end - z->data, "__torch__", 9);
}

static struct signs look(const struct probe *p)
{
	struct signs s = {0};
	struct zip_names z;
	zip_names_init(&z, p);
	while (zip_names_next(&z)) {
		bool pickle = under_top(&z, "data.pkl");
		s.pytorch |= pickle || under_top(&z, ".format_version") || under_top(&z, ".data/serialization_id");
		s.script |= under_top(&z, "code/") || under_top(&z, "constants.pkl") || under_top(&z, "bytecode.pkl") ||
			    (z.count == 1 && (under_top(&z, "data/") || under_top(&z, "extra/") || under_top(&z, "constants/"))) ||
			    (pickle && pickle_names_code(&z));
	}
	/* The storages come first and may fill the probe: then "<top>/data/<number>" is all there is to see. */
	s.pytorch |= s.script && !name_ends(p->base, ".zip");
	return s;
}

/* No weights, though they are written like them: state of a training run. */
static bool is_training_state(const char *base)
{
	return name_is(base, "training_args.bin") || name_is(base, "optimizer.pt") || name_is(base, "optimizer.bin") ||
	       name_is(base, "scheduler.pt") || name_is(base, "scheduler.bin") || name_is(base, "scaler.pt") || name_begins(base, "rng_state");
}

static unsigned bid_zip(const struct probe *p)
{
	struct signs s = is_training_state(p->base) ? (struct signs){0} : look(p);
	return s.pytorch && !s.script ? BID_BYTES(12) : 0;
}

static unsigned bid_script(const struct probe *p)
{
	struct signs s = is_training_state(p->base) ? (struct signs){0} : look(p);
	return s.pytorch && s.script ? BID_BYTES(12) : 0;
}

const struct reader reader_pytorch = {
	.id = "pytorch",
	.title = "PyTorch checkpoint (zip)",
	.spec = "https://github.com/pytorch/pytorch/blob/main/caffe2/serialize/inline_container.h",
	.role = ROLE_WEIGHTS,
	.bid = bid_zip,
};

const struct reader reader_torchscript = {
	.id = "torchscript",
	.title = "TorchScript program with weights (zip)",
	.spec = "https://github.com/pytorch/pytorch/blob/main/torch/csrc/jit/docs/serialization.md",
	.role = ROLE_WEIGHTS,
	.bid = bid_script,
};
