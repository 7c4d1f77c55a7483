/* SPDX-License-Identifier: MIT */
#include "weights/zarr_array.h"

#include "weights/npy_header.h"
#include "weights/weights.h"

#include <stdlib.h>
#include <string.h>

/* A list of numbers; -1: it is none. */
static int numbers(const struct yaml *list, uint64_t *out)
{
	if (!list || list->type != YAML_LIST || list->count > TENSOR_RANK)
		return -1;
	for (size_t i = 0; i < list->count; i++) {
		const struct yaml *n = list->items[i];
		char *end;
		if (n->type != YAML_SCALAR || n->text[0] < '0' || n->text[0] > '9')
			return -1;
		out[i] = strtoull(n->text, &end, 10);
		if (*end)
			return -1;
	}
	return (int)list->count;
}

static bool is_null(const struct yaml *node)
{
	return !node || (node->type == YAML_SCALAR && !strcmp(node->text, "null"));
}

static const char *text_or(const struct yaml *map, const char *key, const char *otherwise)
{
	const char *text = yaml_text(map, key);
	return text ? text : otherwise;
}

static void read_version_2(struct reading *r, const struct yaml *root, struct zarr_array *z)
{
	const struct yaml *compressor = yaml_get(root, "compressor"), *filters = yaml_get(root, "filters");
	const char *type = yaml_text(root, "dtype"), *dtype = type ? dtype_called(type, strlen(type)) : NULL;
	bool fortran = !strcmp(text_or(root, "order", "C"), "F");
	z->separator = text_or(root, "dimension_separator", ".")[0];
	if (!is_null(compressor))
		z->packing = text_or(compressor, "id", "a codec without a name");
	else if (!is_null(filters) && filters->count)
		z->packing = "filters";
	if (dtype)
		z->row.dtype = dtype;
	else if (!type || !npy_describe(r, arena_printf(r->arena, "'%s'", type), fortran, &z->row, z->strides) ||
		 z->row.state == TENSOR_CLOSED)
		z->row.dtype = "?"; /* records, or longer than anything can be */
}

/* A list of codecs, of which the first makes bytes of elements. One that holds others (sharding) is none of those that leave them. */
static void read_codecs(const struct yaml *codecs, struct zarr_array *z)
{
	for (size_t i = 0; codecs && codecs->type == YAML_LIST && i < codecs->count; i++) {
		const char *name = text_or(codecs->items[i], "name", "a codec without a name");
		const char *endian = yaml_text(yaml_get(codecs->items[i], "configuration"), "endian");
		if (strcmp(name, "bytes") != 0)
			z->packing = name;
		else if (endian && !strcmp(endian, "big"))
			z->row.swap = (uint8_t)(dtype_bits(z->row.dtype) / (z->row.dtype[0] == 'C' ? 16 : 8));
	}
}

static const struct yaml *configured(const struct yaml *map, const char *key, const char *inner)
{
	return yaml_get(yaml_get(yaml_get(map, key), "configuration"), inner);
}

static void read_version_3(const struct yaml *root, struct zarr_array *z)
{
	const char *type = yaml_text(root, "data_type"), *dtype = type ? dtype_called(type, strlen(type)) : NULL;
	const struct yaml *separator = configured(root, "chunk_key_encoding", "separator");
	z->separator = separator && separator->type == YAML_SCALAR ? separator->text[0] : '/';
	z->row.dtype = dtype ? dtype : "?";
	read_codecs(yaml_get(root, "codecs"), z);
}

static bool is_one_chunk(const struct zarr_array *z, const uint64_t *chunk, int rank)
{
	bool one = rank == (int)z->row.rank;
	for (int i = 0; one && i < rank; i++)
		one = chunk[i] == z->row.shape[i];
	return one;
}

int zarr_array_read(struct reading *r, const struct yaml *root, struct zarr_array *z, struct err *e)
{
	uint64_t chunk[TENSOR_RANK];
	*z = (struct zarr_array){.row = {.name = "", .dtype = "?"}};
	if (root->type != YAML_MAP)
		return err_set(e, ERR_INPUT, "the description of a Zarr array is no JSON object");
	const char *version = text_or(root, "zarr_format", "");
	z->version = !strcmp(version, "2") ? 2 : !strcmp(version, "3") ? 3 : 0;
	if (!z->version)
		return err_set(e, ERR_INPUT, "there is no version '%s' of Zarr", weights_shown(r, version, strlen(version)));
	if (z->version == 3 && strcmp(text_or(root, "node_type", "array"), "array") != 0)
		return 0;
	int rank = numbers(yaml_get(root, "shape"), z->row.shape);
	if (rank < 0)
		return err_set(e, ERR_INPUT, "the description of a Zarr array says no shape");
	z->row.rank = (unsigned)rank;
	if (z->version == 2)
		read_version_2(r, root, z);
	else
		read_version_3(root, z);
	const struct yaml *cut = z->version == 2 ? yaml_get(root, "chunks") : configured(root, "chunk_grid", "chunk_shape");
	z->one = is_one_chunk(z, chunk, numbers(cut, chunk));
	unsigned bits = dtype_bits(z->row.dtype);
	if (bits && !tensor_bytes(z->row.shape, z->row.rank, bits, &z->row.len))
		return err_set(e, ERR_INPUT, "the description of a Zarr array has a shape of more bytes than there can be");
	z->row.state = bits && z->one && !z->packing ? TENSOR_OPEN : TENSOR_CLOSED;
	return 1;
}
