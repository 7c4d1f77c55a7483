/* SPDX-License-Identifier: MIT */
/* Core ML: a protobuf Model; field 2 is its description, whose field 100 holds author, license and what the user defined. */
#include "weights/protobuf.h"
#include "weights/weights.h"

#include <strings.h>

enum { MODEL_VERSION = 1, MODEL_DESCRIPTION = 2, DESCRIPTION_METADATA = 100, METADATA_USER = 100, SPEC_VERSIONS = 64 };

/* Field of Metadata -> what we call it */
static const struct {
	unsigned number;
	const char *field;
	bool declared;
} known[] = {{1, "description", false}, {2, "version", false}, {3, "author", false}, {4, "license", true}};

static bool begins_well(struct cursor *c)
{
	struct pb_field version, description;
	return pb_next(c, &version) == 1 && version.number == MODEL_VERSION && version.wire == PB_VARINT && version.value >= 1 &&
	       version.value <= SPEC_VERSIONS && pb_next(c, &description) == 1 && description.wire == PB_BYTES &&
	       (description.number == MODEL_DESCRIPTION || description.number >= 200);
}

/* The content has no magic and resembles other protobufs, so that the name must agree. */
static unsigned bid(const struct probe *p)
{
	if (!name_ends(p->base, ".mlmodel"))
		return 0;
	struct cursor c;
	cursor_init(&c, p->bytes, p->len, p->size);
	return begins_well(&c) ? BID_BYTES(4) : bid_ending(p, ".mlmodel");
}

static void emit(struct reading *r, bool declared, const char *field, const struct pb_field *f)
{
	uint64_t start = (uint64_t)(f->body.bytes - r->bytes);
	if (f->wire == PB_BYTES && f->body.len)
		(declared ? reading_declared : reading_meta)(r, field, f->body.bytes, f->body.len, start, start + f->body.len, 0);
}

/* One entry of the user's map: only a license is of interest. */
static void read_user_entry(struct reading *r, struct cursor c)
{
	struct pb_field f;
	bool is_license = false;
	while (pb_next(&c, &f) == 1) {
		if (f.number == 1)
			is_license = f.body.len == 7 && !strncasecmp((const char *)f.body.bytes, "license", 7);
		if (f.number == 2 && is_license)
			emit(r, true, "license", &f);
	}
}

static void read_metadata(struct reading *r, struct cursor *c)
{
	struct pb_field f;
	while (pb_next(c, &f) == 1) {
		for (size_t i = 0; i < sizeof known / sizeof *known; i++)
			if (f.number == known[i].number)
				emit(r, known[i].declared, known[i].field, &f);
		if (f.number == METADATA_USER && f.wire == PB_BYTES)
			read_user_entry(r, f.body);
	}
}

static int read_description(struct reading *r, struct cursor *c, struct err *e)
{
	struct pb_field f;
	int more;
	while ((more = pb_next(c, &f)) == 1)
		if (f.number == DESCRIPTION_METADATA && f.wire == PB_BYTES)
			read_metadata(r, &f.body);
	if (more == 0)
		return 0;
	return err_set(e, ERR_INPUT, "the Core ML model is damaged near byte %zu: its description is no protobuf message",
		       (size_t)(c->bytes - r->bytes) + c->at);
}

static int read(struct reading *r, struct err *e)
{
	struct cursor c = reading_cursor(r);
	if (!begins_well(&c))
		return c.state == CURSOR_DAMAGED ? weights_finish(&c, "Core ML model", e) : weights_misnamed("Core ML model", e);
	c = reading_cursor(r);
	struct pb_field f;
	while (pb_next(&c, &f) == 1) {
		if (f.number == MODEL_VERSION)
			r->detail = arena_printf(r->arena, "specification %llu", (unsigned long long)f.value);
		if (f.number == MODEL_DESCRIPTION && f.wire == PB_BYTES && read_description(r, &f.body, e) < 0)
			return -1;
	}
	return weights_finish(&c, "Core ML model", e);
}

const struct reader reader_coreml = {
	.id = "coreml",
	.title = "Core ML model",
	.spec = "https://github.com/apple/coremltools/blob/main/mlmodel/format/Model.proto",
	.role = ROLE_WEIGHTS,
	.bid = bid,
	.read = read,
};
