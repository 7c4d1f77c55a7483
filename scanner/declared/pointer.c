/* SPDX-License-Identifier: MIT */
#include "declared/pointer.h"

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

/* "a Git LFS pointer", "an entry of a store" */
static const char *article(const char *title)
{
	return *title == 'e' ? "an" : "a";
}

static void say_absent(struct reading *r, uint64_t size, const char *title)
{
	sink_problem(r->sink, "absent", "The file is only %s %s: its %llu bytes were not fetched and could not be read.",
		     article(title), title, (unsigned long long)size);
}

static void say_left_out(struct reading *r, uint64_t size, const char *id, const char *title)
{
	const char *key = arena_printf(r->arena, "%s-pointer", id);
	sink_note(r->sink, key, "The file is only %s %s: its %llu bytes were not fetched.", article(title), title,
		  (unsigned long long)size);
}

void pointer_emit(struct reading *r, struct weights *w, const char *title)
{
	w->format = format_of(r->probe->base);
	if (w->format)
		sink_add(r->sink, &(struct fact){.kind = FACT_WEIGHTS, .detail = w});
	else if (speaks_of_licensing(r->probe->base))
		say_absent(r, w->size, title);
	else
		say_left_out(r, w->size, w->pointer, title);
}

void pointer_emit_nameless(struct reading *r, uint64_t size, const char *id, const char *title)
{
	if (format_of(r->probe->base) || speaks_of_licensing(r->probe->base))
		say_absent(r, size, title);
	else
		say_left_out(r, size, id, title);
}
