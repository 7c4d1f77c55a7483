/* SPDX-License-Identifier: MIT */
/*
 * dlib: its own serialisation, without magic. An integer is a byte with the count of bytes (high bit: negative) and those
 * bytes.
 */
#include "weights/weights.h"

static bool begins_with_integer(const struct probe *p)
{
	unsigned count = p->len ? p->bytes[0] & 0x7F : 0;
	return count >= 1 && count <= 8 && p->len > count;
}

static unsigned bid(const struct probe *p)
{
	static const char *const parts[] = {"dlib", "shape_predictor", "face_landmarks", "mmod_", "_resnet_model"};
	if (!name_ends(p->base, ".dat") || !begins_with_integer(p) || !probe_is_binary(p))
		return 0;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (name_has(p->base, parts[i]))
			return BID_OWN_NAME;
	return 0;
}

const struct reader reader_dlib = {
	.id = "dlib",
	.title = "dlib model",
	.spec = "https://github.com/davisking/dlib/blob/master/dlib/serialize.h",
	.role = ROLE_WEIGHTS,
	.bid = bid,
};
