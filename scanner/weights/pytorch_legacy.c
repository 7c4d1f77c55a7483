/* SPDX-License-Identifier: MIT */
/* PyTorch before 1.6: a stream of pickles, the first a magic number, the second 1001, then the storages' raw bytes. Never run. */
#include "weights/torch_zip.h"
#include "weights/weights.h"

static const uint8_t magic[] = {0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E};
static const uint8_t version[] = {0x80, 0x02, 0x4D, 0xE9, 0x03, 0x2E};

static unsigned bid(const struct probe *p)
{
	return probe_has(p, 0, magic, sizeof magic) ? BID_BYTES(sizeof magic) : 0;
}

static int read(struct reading *r, struct err *e)
{
	if (r->len < sizeof magic + sizeof version)
		return err_set(e, ERR_INPUT, "the file ends at byte %zu, inside its header", r->len);
	if (!probe_has(r->probe, sizeof magic, version, sizeof version))
		return err_set(e, ERR_INPUT, "the header is damaged at byte %zu: the protocol version 1001 is not there",
			       sizeof magic);
	r->detail = torch_is_training_state(r->probe->base) ? TRAINING_STATE : "1001";
	return 0;
}

const struct reader reader_pytorch_legacy = {
	.id = "pytorch-legacy",
	.title = "PyTorch checkpoint (stream of pickles, before 1.6)",
	.spec = "https://github.com/pytorch/pytorch/blob/main/torch/serialization.py",
	.role = ROLE_WEIGHTS,
	.bid = bid,
	.read = read,
};
