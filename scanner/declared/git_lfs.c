/* SPDX-License-Identifier: MIT */
/*
 * Git LFS pointer: a small text in the place of a file that was not fetched, with its SHA-256 and size. It is a declaration
 * about absent bytes, and so has that role: for a name of weights it says what their digest is, without a single byte of them.
 */
#include "declared/declared.h"

#include <string.h>

static const char *const firsts[] = {
	"version https://git-lfs.github.com/spec/v1\n",
	"version https://git-lfs.github.com/spec/v1\r\n",
	"version https://hawser.github.com/spec/v1\n",
	"version http://git-media.io/v/2\n",
};

enum { POINTER_BYTES = 1024, DIGITS = 64 };

/* Only a name can tell the format of a file that is not there. */
static const struct {
	const char *ending, *format;
} formats[] = {
	{".safetensors", "safetensors"},
	{".gguf", "gguf"},
	{".onnx", "onnx"},
	{".onnx_data", "onnx-data"},
	{".tflite", "tflite"},
	{".h5", "hdf5"},
	{".hdf5", "hdf5"},
	{".keras", "keras"},
	{".npy", "npy"},
	{".npz", "npz"},
	{".pt", "pytorch"},
	{".pth", "pytorch"},
	{".ckpt", "pytorch"},
	{".bin", "raw"},
	{".pkl", "pickle"},
	{".joblib", "pickle"},
	{".msgpack", "flax"},
	{".mlmodel", "coreml"},
	{".pb", "tensorflow"},
	{".pte", "executorch"},
	{".engine", "tensorrt"},
	{".plan", "tensorrt"},
	{".rknn", "rknn"},
	{".traineddata", "tesseract"},
	{".llamafile", "llamafile"},
	{".pdiparams", "paddle"},
	{".pdparams", "pickle"},
	{".nemo", "raw"},
	{".weights", "raw"},
	{".ot", "raw"},
	{".task", "raw"},
};

static unsigned bid(const struct probe *p)
{
	for (size_t i = 0; i < sizeof firsts / sizeof *firsts; i++)
		if (p->len <= POINTER_BYTES && probe_has(p, 0, firsts[i], strlen(firsts[i])))
			return BID_BYTES(strlen(firsts[i]));
	return 0;
}

/* The value of a line "key value", or NULL; *len is its length. */
static const char *line_value(const struct reading *r, const char *key, size_t *len)
{
	const char *p = (const char *)r->bytes, *end = p + r->len;
	size_t n = strlen(key);
	while (p < end) {
		const char *newline = memchr(p, '\n', (size_t)(end - p));
		const char *stop = newline ? newline : end;
		if ((size_t)(stop - p) > n && !memcmp(p, key, n)) {
			*len = (size_t)(stop - p) - n;
			*len -= *len && stop[-1] == '\r';
			return p + n;
		}
		p = newline ? newline + 1 : end;
	}
	return NULL;
}

static int hex_digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_digest(const struct reading *r, uint8_t digest[32])
{
	size_t len;
	const char *hex = line_value(r, "oid sha256:", &len);
	if (!hex || len != DIGITS)
		return false;
	for (size_t i = 0; i < 32; i++) {
		int high = hex_digit(hex[2 * i]), low = hex_digit(hex[2 * i + 1]);
		if (high < 0 || low < 0)
			return false;
		digest[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}

static bool read_size(const struct reading *r, uint64_t *size)
{
	size_t len;
	const char *digits = line_value(r, "size ", &len);
	*size = 0;
	for (size_t i = 0; digits && i < len; i++)
		if (digits[i] < '0' || digits[i] > '9' || __builtin_mul_overflow(*size, 10, size) ||
		    __builtin_add_overflow(*size, (uint64_t)(digits[i] - '0'), size))
			return false;
	return digits && len;
}

static const char *format_of(const char *base)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (name_ends(base, formats[i].ending))
			return formats[i].format;
	return name_ends_like(base, ".data-#-of-#") ? "tensorflow-data" : name_ends_like(base, "-shard#of#") ? "tfjs" : NULL;
}

static bool speaks_of_licensing(const char *base)
{
	return name_has(base, "license") || name_has(base, "licence") || name_begins(base, "copying") ||
	       name_begins(base, "notice") || name_begins(base, "readme") || name_has(base, "policy");
}

static int read(struct reading *r, struct err *e)
{
	struct weights *w = ARENA_NEW(r->arena, struct weights);
	*w = (struct weights){.format = format_of(r->probe->base), .pointer = "git-lfs"};
	if (!read_digest(r, w->sha256) || !read_size(r, &w->size))
		return err_set(e, ERR_INPUT, "the Git LFS pointer is damaged: it lacks a SHA-256 of 64 digits or a size");
	if (w->format) {
		struct fact f = {.kind = FACT_WEIGHTS, .detail = w};
		sink_add(r->sink, &f);
	} else if (speaks_of_licensing(r->probe->base)) {
		sink_problem(r->sink, "absent",
			     "The file is only a Git LFS pointer: its %llu bytes were not fetched and could not be read.",
			     (unsigned long long)w->size);
	} else {
		sink_note(r->sink, "git-lfs-pointer", "The file is only a Git LFS pointer: its %llu bytes were not fetched.",
			  (unsigned long long)w->size);
	}
	return 0;
}

const struct reader reader_git_lfs = {
	.id = "git-lfs",
	.title = "Git LFS pointer",
	.spec = "https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
