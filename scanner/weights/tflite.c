/* SPDX-License-Identifier: MIT */
/*
 * TFLite (LiteRT): a flatbuffer with the identifier "TFL3". Subgraphs have tensors, which name buffers, which hold bytes or say
 * where in the file they are. A buffer called TFLITE_METADATA is a flatbuffer "M001" with author and license. Files that go with
 * the model (labels, a license) are a zip behind the flatbuffer.
 */
#include "weights/flatbuffer.h"
#include "weights/weights.h"

#include <string.h>

enum { MODEL_SUBGRAPHS = 2, MODEL_DESCRIPTION = 3, MODEL_BUFFERS = 4, MODEL_METADATA = 6 };
enum { SUBGRAPH_TENSORS = 0, TENSOR_SHAPE = 0, TENSOR_TYPE = 1, TENSOR_BUFFER = 2, TENSOR_NAME_FIELD = 3, TENSOR_SPARSITY = 6 };
enum {
	BUFFER_DATA = 0,
	BUFFER_OFFSET = 1,
	BUFFER_SIZE = 2,
	METADATA_NAME = 0,
	METADATA_BUFFER = 1,
	MOST_SUBGRAPHS = 10000,
	MOST_TENSORS = 200000
};

static const char *const dtypes[] = {"F32", "F16",  "I32", "U8", "I64", NULL,  "BOOL", "I16", "C64", "I8",
				     "F64", "C128", "U64", NULL, NULL,	"U32", "U16",  "I4",  "BF16"};

static const struct {
	unsigned field;
	struct weights_key is;
} known[] = {{0, {.field = "name"}},
	     {1, {.field = "description"}},
	     {2, {.field = "version"}},
	     {4, {.field = "author"}},
	     {5, {.field = "license", .declared = true}}};

struct tflite {
	struct reading *r;
	struct cursor *c;
	struct fb_vector buffers;
	uint32_t tensors; /* looked at */
};

static unsigned bid(const struct probe *p)
{
	return probe_has(p, 4, "TFL3", 4) ? BID_BYTES(8) : bid_ending(p, ".tflite");
}

/* The string that the field holds, or NULL; lent until the next read. */
static const uint8_t *read_string(struct cursor *c, uint64_t table, unsigned i, size_t *len, uint64_t *start)
{
	struct fb_vector v = fb_vector(c, table, i, 1);
	size_t most = v.count < VALUE_BYTES * 4 ? v.count : VALUE_BYTES * 4;
	*start = v.at;
	*len = most;
	return v.count ? cursor_take(c, most) : NULL;
}

static void emit(struct tflite *t, uint64_t table, unsigned i, const struct weights_key *is)
{
	size_t len;
	uint64_t start;
	const uint8_t *text = read_string(t->c, table, i, &len, &start);
	if (text)
		weights_claim(t->r, is, text, len, start, start + len, 0);
}

/* Where a buffer's bytes are; false when it has none. */
static bool find_buffer(struct tflite *t, uint64_t number, uint64_t *start, uint64_t *len)
{
	struct cursor *c = t->c;
	if (!number || number >= t->buffers.count)
		return false;
	uint64_t buffer = fb_element(c, t->buffers, (uint32_t)number), end;
	if (!buffer)
		return false;
	uint64_t offset = fb_number(c, buffer, BUFFER_OFFSET, 8), size = fb_number(c, buffer, BUFFER_SIZE, 8);
	if (offset > 1) { /* in files of more than 2 GiB the bytes follow the flatbuffer */
		*start = offset;
		*len = size;
		if (__builtin_add_overflow(offset, size, &end) || end > c->total)
			cursor_fail(c);
		return cursor_ok(c) && size;
	}
	struct fb_vector data = fb_vector(c, buffer, BUFFER_DATA, 1);
	*start = data.at;
	*len = data.count;
	return data.count > 0;
}

static int read_tensor(struct tflite *t, uint64_t table, unsigned subgraph, struct err *e)
{
	struct cursor *c = t->c;
	struct tensor row = {.dtype = "?"};
	uint64_t bytes, place;
	if (!find_buffer(t, fb_number(c, table, TENSOR_BUFFER, 4), &row.start, &row.len))
		return 0; /* it comes to be when the model runs */
	uint64_t type = fb_number(c, table, TENSOR_TYPE, 1);
	bool sparse = fb_field(c, table, TENSOR_SPARSITY) != 0;
	struct fb_vector shape = fb_vector(c, table, TENSOR_SHAPE, 4);
	for (; row.rank < shape.count && row.rank < TENSOR_RANK; row.rank++)
		row.shape[row.rank] = cursor_u32(c);
	if (type < sizeof dtypes / sizeof *dtypes && dtypes[type])
		row.dtype = dtypes[type];
	unsigned bits = dtype_bits(row.dtype);
	uint64_t count;
	bool whole = bits && tensor_elements(row.shape, row.rank, &count) && count < UINT64_MAX / 256;
	bytes = whole ? (count * bits + 7) / 8 : 0;
	if (!whole || sparse || bytes != row.len) {
		row.state = TENSOR_CLOSED;
		t->r->gap = sparse ? "it has sparse tensors" : "a tensor in it has other bytes than its shape needs";
	}
	size_t len;
	const uint8_t *name = read_string(c, table, TENSOR_NAME_FIELD, &len, &place);
	ARENA_AUTO struct arena scratch;
	arena_init(&scratch);
	row.name = name ? arena_strndup(&scratch, (const char *)name, len) : "";
	if (subgraph)
		row.name = arena_printf(&scratch, "subgraph%u/%s", subgraph, row.name);
	row.name_len = strlen(row.name);
	return cursor_ok(c) ? weights_add(t->r, &row, e) : 0;
}

static int read_subgraphs(struct tflite *t, uint64_t root, struct err *e)
{
	struct fb_vector graphs = fb_vector(t->c, root, MODEL_SUBGRAPHS, 4);
	for (uint32_t i = 0; i < graphs.count && i < MOST_SUBGRAPHS && cursor_ok(t->c); i++) {
		uint64_t graph = fb_element(t->c, graphs, i);
		struct fb_vector tensors = graph ? fb_vector(t->c, graph, SUBGRAPH_TENSORS, 4) : (struct fb_vector){0};
		for (uint32_t k = 0; k < tensors.count && cursor_ok(t->c); k++) {
			uint64_t tensor = fb_element(t->c, tensors, k);
			if (t->tensors++ == MOST_TENSORS)
				return err_set(e, ERR_LIMIT, "it has more than %d tensors; the others were left out",
					       MOST_TENSORS);
			if (tensor && read_tensor(t, tensor, i, e) < 0)
				return -1;
		}
	}
	return 0;
}

/* The buffer with what the author says of the model. */
static void read_metadata(struct tflite *t, uint64_t root)
{
	static const char wanted[] = "TFLITE_METADATA";
	struct cursor *c = t->c;
	struct fb_vector list = fb_vector(c, root, MODEL_METADATA, 4);
	for (uint32_t i = 0; i < list.count && i < MOST_SUBGRAPHS && cursor_ok(c); i++) {
		uint64_t entry = fb_element(c, list, i), place, len;
		size_t n;
		const uint8_t *name = entry ? read_string(c, entry, METADATA_NAME, &n, &place) : NULL;
		if (!name || n != sizeof wanted - 1 || memcmp(name, wanted, n) != 0 ||
		    !find_buffer(t, fb_number(c, entry, METADATA_BUFFER, 4), &place, &len))
			continue;
		uint64_t inner = fb_root(c, place);
		for (size_t k = 0; inner && k < sizeof known / sizeof *known; k++)
			emit(t, inner, known[k].field, &known[k].is);
	}
}

static int read(struct reading *r, struct err *e)
{
	if (!probe_has(r->probe, 4, "TFL3", 4))
		return weights_misnamed("TFLite model", e);
	r->detail = "TFL3";
	if (!r->anywhere)
		return 0;
	struct tflite t = {.r = r, .c = r->anywhere};
	r->views = r->same_names = true;
	uint64_t root = fb_root(t.c, 0);
	if (!root)
		cursor_fail(t.c);
	if (root) {
		emit(&t, root, MODEL_DESCRIPTION, &known[1].is);
		t.buffers = fb_vector(t.c, root, MODEL_BUFFERS, 4);
		read_metadata(&t, root);
		if (read_subgraphs(&t, root, e) < 0)
			return -1;
	}
	return weights_finish(t.c, "TFLite flatbuffer", e);
}

const struct reader reader_tflite = {
	.id = "tflite",
	.title = "TensorFlow Lite model",
	.spec = "https://github.com/tensorflow/tensorflow/blob/master/tensorflow/compiler/mlir/lite/schema/schema.fbs",
	.role = ROLE_WEIGHTS,
	.tensors = true,
	.zip_behind = true,
	.anywhere = true,
	.bid = bid,
	.read = read,
};
