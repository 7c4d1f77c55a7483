/* SPDX-License-Identifier: MIT */
/*
 * OpenVINO IR keeps its constants in a .bin without header beside an .xml of the same name, which says what is where (openvino.c). Only
 * the usual names can be known from here.
 */
#include "weights/weights.h"

static unsigned bid(const struct probe *p)
{
	bool named = name_begins(p->base, "openvino_") || name_has(p->name, "/openvino/") || name_has(p->name, "openvino_ir");
	return named && name_ends(p->base, ".bin") && probe_is_binary(p) ? BID_OWN_NAME : 0;
}

const struct reader reader_openvino_data = {
	.id = "openvino-data",
	.title = "OpenVINO constants",
	.spec = "https://docs.openvino.ai/2024/documentation/openvino-ir-format.html",
	.role = ROLE_WEIGHTS,
	.bid = bid,
};
