/* SPDX-License-Identifier: MIT */
#include "weights/coreml_layers.h"

#include "weights/pb_tensor.h"
#include "weights/weights.h"

#include <string.h>

enum { MOST_DEPTH = 16, MOST_LIST = 8, MOST_FIELD = 128, MOST_DIMS = 5 };

/* --- the schema: which fields of which messages lead to weights ------------------------------------------------------------------ */

enum part_kind {
	INSIDE,	 /* a message that is gone into */
	NAME,	 /* what the tensors in it are called */
	WEIGHTS, /* WeightParams */
	FLOATS,
	DOUBLES, /* a list of numbers that is a tensor */
	LIST,	 /* one of which `dims` speaks */
	NETWORK, /* a network of its own */
	TREES,
	UNTOLD, /* numbers that are no tensors */
};

struct part {
	unsigned number;  /* of the field */
	const char *name; /* what it adds to the name; NULL: nothing */
	enum part_kind kind;
	const struct part *inside; /* up to one with number 0 */
	uint8_t dims
		[MOST_DIMS]; /* WEIGHTS: fields beside it that are its dimensions, outermost first; of a LIST all its numbers */
	uint8_t turned;	     /* a field beside it: when that is set, they are others */
};

#define WEIGHT(number, name, ...)                             \
	{                                                     \
		number, name, WEIGHTS, NULL, {__VA_ARGS__}, 0 \
	}
#define GO(number, name, inside)                     \
	{                                            \
		number, name, INSIDE, inside, {0}, 0 \
	}
#define NUMBERS(number, name, kind)              \
	{                                        \
		number, name, kind, NULL, {0}, 0 \
	}
#define END                                   \
	{                                     \
		0, NULL, INSIDE, NULL, {0}, 0 \
	}

static const struct part linear[] = {NUMBERS(1, "scale", FLOATS), NUMBERS(2, "bias", FLOATS), END};
static const struct part lookup[] = {NUMBERS(1, "table", FLOATS), END};
static const struct part quantization[] = {GO(101, NULL, linear), GO(102, NULL, lookup), END};

static const struct part prelu[] = {WEIGHT(1, "alpha"), END};
static const struct part soft_plus[] = {WEIGHT(1, "alpha"), WEIGHT(2, "beta"), END};
static const struct part activation[] = {GO(25, NULL, prelu), GO(71, NULL, soft_plus), END};
static const struct part convolution[] = {
	NUMBERS(20, NULL, LIST), {90, "weights", WEIGHTS, NULL, {1, 2, 20}, 60}, WEIGHT(91, "bias"), END};
static const struct part convolution_3d[] = {{60, "weights", WEIGHTS, NULL, {1, 2, 20, 21, 22}, 86}, WEIGHT(61, "bias"), END};
static const struct part inner_product[] = {WEIGHT(20, "weights", 2, 1), WEIGHT(21, "bias"), END};
static const struct part batch_norm[] = {WEIGHT(15, "gamma"), WEIGHT(16, "beta"), WEIGHT(17, "mean"), WEIGHT(18, "variance"),
					 END};
static const struct part scale[] = {NUMBERS(1, NULL, LIST), NUMBERS(4, NULL, LIST), WEIGHT(2, "scale", 1), WEIGHT(5, "bias", 4),
				    END};
static const struct part bias[] = {NUMBERS(1, NULL, LIST), WEIGHT(2, "bias", 1), END};
static const struct part constant[] = {NUMBERS(1, NULL, LIST), WEIGHT(2, "data", 1), END};
static const struct part layer_norm[] = {NUMBERS(1, NULL, LIST), WEIGHT(3, "gamma", 1), WEIGHT(4, "beta", 1), END};
static const struct part matmul[] = {WEIGHT(8, "weights", 5, 6), WEIGHT(9, "bias"), END};
static const struct part recurrent[] = {GO(10, "activation", activation), WEIGHT(30, "weightMatrix", 2, 1),
					WEIGHT(31, "recursionMatrix", 2, 2), WEIGHT(32, "biasVector"), END};
static const struct part gru[] = {GO(10, "activation", activation),
				  WEIGHT(30, "updateGateWeightMatrix", 2, 1),
				  WEIGHT(31, "resetGateWeightMatrix", 2, 1),
				  WEIGHT(32, "outputGateWeightMatrix", 2, 1),
				  WEIGHT(50, "updateGateRecursionMatrix", 2, 2),
				  WEIGHT(51, "resetGateRecursionMatrix", 2, 2),
				  WEIGHT(52, "outputGateRecursionMatrix", 2, 2),
				  WEIGHT(70, "updateGateBiasVector"),
				  WEIGHT(71, "resetGateBiasVector"),
				  WEIGHT(72, "outputGateBiasVector"),
				  END};
static const struct part lstm_weights[] = {WEIGHT(1, "inputGateWeightMatrix"),	    WEIGHT(2, "forgetGateWeightMatrix"),
					   WEIGHT(3, "blockInputWeightMatrix"),	    WEIGHT(4, "outputGateWeightMatrix"),
					   WEIGHT(20, "inputGateRecursionMatrix"),  WEIGHT(21, "forgetGateRecursionMatrix"),
					   WEIGHT(22, "blockInputRecursionMatrix"), WEIGHT(23, "outputGateRecursionMatrix"),
					   WEIGHT(40, "inputGateBiasVector"),	    WEIGHT(41, "forgetGateBiasVector"),
					   WEIGHT(42, "blockInputBiasVector"),	    WEIGHT(43, "outputGateBiasVector"),
					   WEIGHT(60, "inputGatePeepholeVector"),   WEIGHT(61, "forgetGatePeepholeVector"),
					   WEIGHT(62, "outputGatePeepholeVector"),  END};
static const struct part lstm[] = {GO(10, "activation", activation), GO(20, NULL, lstm_weights), END};
static const struct part lstm_both_ways[] = {GO(10, "activation", activation), GO(11, "backward activation", activation),
					     GO(20, NULL, lstm_weights), END};
static const struct part custom[] = {WEIGHT(20, "weights"), END};
static const struct part branch[] = {NUMBERS(1, NULL, NETWORK), NUMBERS(2, NULL, NETWORK), END};
static const struct part loop[] = {NUMBERS(3, NULL, NETWORK), NUMBERS(4, NULL, NETWORK), END};

static const struct part layer[] = {NUMBERS(1, NULL, NAME),
				    GO(100, NULL, convolution),
				    GO(130, NULL, activation),
				    GO(140, NULL, inner_product),
				    GO(150, NULL, inner_product),
				    GO(160, NULL, batch_norm),
				    GO(245, NULL, scale),
				    GO(250, NULL, bias),
				    GO(290, NULL, constant),
				    GO(400, NULL, recurrent),
				    GO(410, NULL, gru),
				    GO(420, NULL, lstm),
				    GO(430, NULL, lstm_both_ways),
				    GO(500, NULL, custom),
				    GO(605, NULL, branch),
				    GO(615, NULL, loop),
				    GO(1040, NULL, inner_product),
				    GO(1045, NULL, matmul),
				    GO(1070, NULL, constant),
				    GO(1350, NULL, layer_norm),
				    GO(1471, NULL, convolution_3d),
				    END};
static const struct part mean_image[] = {NUMBERS(1, "meanImage", FLOATS), END};
static const struct part preprocessing[] = {NUMBERS(1, NULL, NAME), GO(11, NULL, mean_image), END};
static const struct part network[] = {GO(1, NULL, layer), GO(2, NULL, preprocessing), END};

static const struct part tree_nodes[] = {NUMBERS(1, NULL, TREES), NUMBERS(3, "basePredictionValue", DOUBLES), END};
static const struct part trees[] = {GO(1, NULL, tree_nodes), END};
static const struct part weight_rows[] = {NUMBERS(1, "weights", DOUBLES), END};
static const struct part linear_model[] = {GO(1, NULL, weight_rows), NUMBERS(2, "offset", DOUBLES), END};
static const struct part dense_vector[] = {NUMBERS(1, "supportVector", DOUBLES), END};
static const struct part dense_vectors[] = {GO(1, NULL, dense_vector), END};
static const struct part coefficients[] = {NUMBERS(1, "coefficients", DOUBLES), END};
static const struct part svm_regressor[] = {NUMBERS(2, NULL, UNTOLD), GO(3, NULL, dense_vectors), GO(4, NULL, coefficients), END};
static const struct part svm_classifier[] = {NUMBERS(3, NULL, UNTOLD),
					     GO(4, NULL, dense_vectors),
					     GO(5, NULL, coefficients),
					     NUMBERS(6, "rho", DOUBLES),
					     NUMBERS(7, "probA", DOUBLES),
					     NUMBERS(8, "probB", DOUBLES),
					     END};
static const struct part sample[] = {NUMBERS(1, "sample", FLOATS), END};
static const struct part neighbor_index[] = {GO(2, NULL, sample), END};
static const struct part neighbors[] = {GO(1, NULL, neighbor_index), END};
static const struct part scaler[] = {NUMBERS(1, "shiftValue", DOUBLES), NUMBERS(2, "scaleValue", DOUBLES), END};
static const struct part nothing[] = {END};

/* By the field of a Model. What prepares features, and the identity, has no weights. */
static const struct part models[] = {GO(300, NULL, linear_model), GO(301, NULL, svm_regressor), GO(302, NULL, trees),
				     GO(303, NULL, network),	  GO(400, NULL, linear_model),	GO(401, NULL, svm_classifier),
				     GO(402, NULL, trees),	  GO(403, NULL, network),	GO(404, NULL, neighbors),
				     GO(500, NULL, network),	  GO(600, NULL, nothing),	GO(601, NULL, nothing),
				     GO(602, NULL, nothing),	  GO(603, NULL, nothing),	GO(604, NULL, scaler),
				     GO(606, NULL, nothing),	  GO(607, NULL, nothing),	GO(609, NULL, nothing),
				     GO(610, NULL, nothing),	  GO(900, NULL, nothing),	END};

/* --- walking it ------------------------------------------------------------------------------------------------------------------ */

struct layers {
	struct reading *r;
	struct cursor *c;
	struct arena *names; /* of the layer at hand */
	unsigned depth;	     /* of networks in networks */
};

struct message { /* one that is walked */
	const struct part *parts;
	const char *name; /* of what is in it */
	uint64_t numbers[MOST_FIELD];
	struct {
		unsigned field, count;
		uint64_t values[MOST_LIST];
	} lists[2];
};

static int walk(struct layers *l, const struct pb_field *f, struct message *m, struct err *e);

static const struct part *part_of(const struct part *parts, unsigned number)
{
	while (parts->number && parts->number != number)
		parts++;
	return parts->number ? parts : NULL;
}

static const char *named(struct layers *l, const char *before, const char *name)
{
	return !name ? before : *before ? arena_printf(l->names, "%s/%s", before, name) : name;
}

static void read_list(struct layers *l, const struct pb_field *f, struct message *m)
{
	size_t i = m->lists[0].field && m->lists[0].field != f->number;
	m->lists[i].field = f->number;
	struct cursor_bounds b = cursor_narrow(l->c, f->len);
	while (!cursor_ended(l->c)) {
		uint64_t value = cursor_varint(l->c);
		if (m->lists[i].count < MOST_LIST)
			m->lists[i].values[m->lists[i].count] = value;
		m->lists[i].count++;
	}
	cursor_widen(l->c, b);
}

static void take_dims(const struct message *m, const struct part *p, struct pb_tensor *t)
{
	for (size_t i = 0; i < MOST_DIMS && p->dims[i]; i++) {
		const struct part *of = part_of(m->parts, p->dims[i]);
		size_t k = m->lists[0].field != p->dims[i];
		if (!of)
			pb_tensor_add_dim(t, m->numbers[p->dims[i]]);
		else if (m->lists[k].field == p->dims[i])
			for (size_t n = 0; n < m->lists[k].count && n < MOST_LIST; n++)
				pb_tensor_add_dim(t, m->lists[k].values[n]);
	}
	if (p->turned && m->numbers[p->turned])
		t->row.rank = 0;
}

/* As many elements as there are bytes for, where the layer does not say how many there must be, or says something else. */
static void settle_shape(struct pb_tensor *t)
{
	uint64_t need;
	if (t->row.rank && pb_tensor_need(t, &need) && need == t->bytes)
		return;
	t->row.rank = 1;
	t->row.shape[0] = t->bits ? t->bytes / t->bits * 8 + t->bytes % t->bits * 8 / t->bits : 0;
}

/* A list of numbers that is a tensor. In several pieces it is none that is known here. */
static int read_numbers(struct layers *l, const struct pb_field *f, const struct part *p, const struct message *m, struct err *e)
{
	PB_TENSOR_AUTO struct pb_tensor t;
	pb_tensor_init(&t);
	t.bits = p->kind == FLOATS ? 32 : 64;
	t.row.dtype = p->kind == FLOATS ? "F32" : "F64";
	t.row.name = named(l, m->name, p->name);
	t.row.name_len = strlen(t.row.name);
	if (pb_tensor_raw(l->r, &t, f, e) < 0)
		return -1;
	settle_shape(&t);
	return cursor_ok(l->c) ? pb_tensor_finish(l->r, &t, NULL, NULL, f->start, e) : 0;
}

/* QuantizationParams: how many bits a number has, and what turns it into another. */
static int read_quantization(struct layers *l, const struct pb_field *f, const char *name, uint64_t *bits, struct err *e)
{
	struct message m = {.parts = quantization, .name = name};
	int rc = walk(l, f, &m, e);
	*bits = m.numbers[1];
	return rc;
}

static const char *const unsigned_types[] = {"U8", "U1", "U2", "U3", "U4", "U5", "U6", "U7", "U8"};

/* WeightParams; nothing where it holds no numbers. */
static int read_weights(struct layers *l, const struct pb_field *weights, const struct part *p, const struct message *m,
			struct err *e)
{
	enum { FLOAT_VALUES = 1, HALF_VALUES = 2, RAW = 30, RAW_INT8 = 31, QUANTIZATION = 40 };
	PB_TENSOR_AUTO struct pb_tensor t;
	struct cursor *c = l->c;
	struct pb_field f;
	uint64_t quantized = 8;
	unsigned held_in = 0; /* which field */
	int rc = 0;
	pb_tensor_init(&t);
	t.row.name = named(l, m->name, p->name);
	t.row.name_len = strlen(t.row.name);
	take_dims(m, p, &t);
	struct cursor_bounds b = cursor_narrow(c, weights->len);
	while (rc == 0 && pb_head(c, &f) == 1) {
		bool numbers = f.number == FLOAT_VALUES || f.number == HALF_VALUES || f.number == RAW || f.number == RAW_INT8;
		if (numbers) {
			t.several |= held_in && held_in != f.number;
			held_in = f.number;
		}
		if (f.number == FLOAT_VALUES && f.wire == PB_FIXED32)
			pb_tensor_numbers(l->r, &t, &f, PB_NUMBERS_FIXED, 4);
		else if (numbers && f.wire == PB_BYTES)
			rc = pb_tensor_raw(l->r, &t, &f, e);
		else if (f.number == QUANTIZATION && f.wire == PB_BYTES)
			rc = read_quantization(l, &f, t.row.name, &quantized, e);
		else if (f.wire == PB_BYTES)
			cursor_skip(c, f.len);
	}
	cursor_widen(c, b);
	if (rc < 0 || !held_in || !cursor_ok(c))
		return rc;
	if (held_in == FLOAT_VALUES || held_in == HALF_VALUES) {
		t.bits = held_in == FLOAT_VALUES ? 32 : 16;
		t.row.dtype = held_in == FLOAT_VALUES ? "F32" : "F16";
	} else if (held_in == RAW_INT8) {
		t.bits = 8;
		t.row.dtype = "I8";
	} else if (quantized >= 1 && quantized <= 8) {
		t.bits = (unsigned)quantized;
		t.row.dtype = unsigned_types[quantized];
	}
	settle_shape(&t);
	return pb_tensor_finish(l->r, &t, NULL, NULL, weights->start, e);
}

/* --- trees ------------------------------------------------------------------------------------------------------------------------ */

struct forest {
	struct pb_tensor thresholds, values;
};

static void add_double(struct layers *l, struct pb_tensor *t, uint64_t bits)
{
	pb_tensor_numbers(l->r, t, &(struct pb_field){.wire = PB_FIXED64, .value = bits}, PB_NUMBERS_FIXED, 8);
	t->row.shape[0]++;
}

/* One node. A number that is zero is not written. */
static void read_tree_node(struct layers *l, const struct pb_field *node, struct forest *forest)
{
	enum { BEHAVIOR = 3, THRESHOLD = 11, EVALUATION = 20, LEAF = 6, VALUE = 2 };
	struct cursor *c = l->c;
	struct pb_field f, inner;
	uint64_t threshold = 0, behavior = 0;
	struct cursor_bounds b = cursor_narrow(c, node->len);
	while (pb_head(c, &f) == 1) {
		if (f.number == BEHAVIOR)
			behavior = f.value;
		if (f.number == THRESHOLD)
			threshold = f.value;
		if (f.wire == PB_BYTES && f.number == EVALUATION) {
			uint64_t value = 0;
			struct cursor_bounds inside = cursor_narrow(c, f.len);
			while (pb_head(c, &inner) == 1)
				if (inner.wire == PB_BYTES)
					cursor_skip(c, inner.len);
				else if (inner.number == VALUE)
					value = inner.value;
			cursor_widen(c, inside);
			add_double(l, &forest->values, value);
		} else if (f.wire == PB_BYTES) {
			cursor_skip(c, f.len);
		}
	}
	cursor_widen(c, b);
	if (behavior != LEAF)
		add_double(l, &forest->thresholds, threshold);
}

static void name_column(struct pb_tensor *t, const char *name)
{
	pb_tensor_init(t);
	t->row = (struct tensor){.name = name, .name_len = strlen(name), .dtype = "F64", .rank = 1};
	t->bits = 64;
}

/* TreeEnsembleParameters */
static int read_trees(struct layers *l, const struct pb_field *ensemble, struct err *e)
{
	struct forest forest;
	struct message m = {.parts = tree_nodes, .name = ""};
	struct pb_field f;
	int rc = 0;
	name_column(&forest.thresholds, "branchFeatureValue");
	name_column(&forest.values, "evaluationValue");
	struct cursor_bounds b = cursor_narrow(l->c, ensemble->len);
	while (rc == 0 && pb_head(l->c, &f) == 1) {
		const struct part *p = f.wire == PB_BYTES ? part_of(tree_nodes, f.number) : NULL;
		if (p && p->kind == TREES)
			read_tree_node(l, &f, &forest);
		else if (p)
			rc = read_numbers(l, &f, p, &m, e);
		else if (f.wire == PB_BYTES)
			cursor_skip(l->c, f.len);
	}
	cursor_widen(l->c, b);
	if (rc == 0 && cursor_ok(l->c))
		rc = pb_tensor_finish(l->r, &forest.thresholds, NULL, NULL, ensemble->start, e);
	if (rc == 0 && cursor_ok(l->c))
		rc = pb_tensor_finish(l->r, &forest.values, NULL, NULL, ensemble->start, e);
	pb_tensor_release(&forest.thresholds);
	pb_tensor_release(&forest.values);
	l->r->gap = "which node of its trees follows which is no tensor";
	return rc;
}

/* --- messages --------------------------------------------------------------------------------------------------------------------- */

static int read_network(struct layers *l, const struct pb_field *f, struct err *e)
{
	struct arena *outer = l->names;
	struct message m = {.parts = network, .name = ""};
	if (++l->depth > MOST_DEPTH)
		return err_set(e, ERR_LIMIT, "the networks at byte %llu are nested too deeply", (unsigned long long)f->start);
	int rc = walk(l, f, &m, e);
	l->names = outer;
	l->depth--;
	return rc;
}

/* A layer's names live as long as it is read. */
static int read_layer(struct layers *l, const struct pb_field *f, const struct part *p, struct err *e)
{
	struct arena names, *outer = l->names;
	struct message m = {.parts = p->inside, .name = ""};
	arena_init(&names);
	l->names = &names;
	int rc = walk(l, f, &m, e);
	l->names = outer;
	arena_release(&names);
	return rc;
}

static int take_part(struct layers *l, struct pb_field *f, const struct part *p, struct message *m, struct err *e)
{
	struct message inner = {.parts = p->inside};
	switch (p->kind) {
	case INSIDE:
		if (m->parts == network)
			return read_layer(l, f, p, e);
		if (p->inside == tree_nodes)
			return read_trees(l, f, e);
		inner.name = named(l, m->name, p->name);
		return walk(l, f, &inner, e);
	case NAME:
		if (pb_body(l->c, f, TENSOR_NAME, l->names))
			m->name = arena_strndup(l->names, (const char *)f->body.bytes, f->body.len);
		return 0;
	case WEIGHTS:
		return read_weights(l, f, p, m, e);
	case FLOATS:
	case DOUBLES:
		return read_numbers(l, f, p, m, e);
	case LIST:
		read_list(l, f, m);
		return 0;
	case NETWORK:
		return read_network(l, f, e);
	default:
		l->r->gap = "it has numbers that are not told apart";
		cursor_skip(l->c, f->len);
		return 0;
	}
}

static int walk(struct layers *l, const struct pb_field *message, struct message *m, struct err *e)
{
	struct pb_field f;
	int rc = 0;
	struct cursor_bounds b = cursor_narrow(l->c, message->len);
	while (rc == 0 && pb_head(l->c, &f) == 1) {
		const struct part *p = part_of(m->parts, f.number);
		if (f.wire != PB_BYTES && f.number < MOST_FIELD)
			m->numbers[f.number] = f.value;
		if (p && f.wire == PB_BYTES)
			rc = take_part(l, &f, p, m, e);
		else if (p && (p->kind == FLOATS || p->kind == DOUBLES))
			l->r->gap = "it has a list of numbers that are written one by one";
		else if (f.wire == PB_BYTES)
			cursor_skip(l->c, f.len);
	}
	cursor_widen(l->c, b);
	return rc;
}

int coreml_layers_read(struct reading *r, const struct pb_field *model, struct err *e)
{
	const struct part *p = part_of(models, model->number);
	if (!p)
		return 0;
	ARENA_AUTO struct arena names;
	arena_init(&names);
	struct layers l = {.r = r, .c = r->stream, .names = &names};
	struct message m = {.parts = p->inside, .name = ""};
	r->same_names = true; /* vectors of one list have one name, and networks in networks use names again */
	return walk(&l, model, &m, e) < 0 ? -1 : 1;
}
