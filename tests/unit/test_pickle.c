/* SPDX-License-Identifier: MIT */
/* NumPy arrays in pickles, as NumPy, Paddle and joblib write them, and what is said of those that lie. */
#include "building.h"

enum { ROUNDS = 1500 };

/* Pieces of pickles; a text with NULs in it, and its length. */
struct piece {
	const char *bytes;
	size_t len;
};
#define PIECE(...)                                   \
	{                                            \
		__VA_ARGS__, sizeof(__VA_ARGS__) - 1 \
	}

#define KEY(length, name) "X" length "\0\0\0" name
#define TAIL "NNNJ\xFF\xFF\xFF\xFFJ\xFF\xFF\xFF\xFFK\0tb"
#define DTYPE(code, order) "cnumpy\ndtype\n" KEY("\2", code) "K\0K\1\x87R(K\3" KEY("\1", order) TAIL
#define ARRAY                                                            \
	"cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\x85" \
	"C\1b\x87R("
#define ABCDEFGH \
	"C\x08"  \
	"abcdefgh"
#define WRAPPER "cjoblib.numpy_pickle\nNumpyArrayWrapper\n)\x81}("

static void make(struct buf *b, const char *protocol, struct piece value)
{
	buf_clear(b);
	buf_add_str(b, protocol);
	buf_add(b, "}(", 2);
	buf_add(b, KEY("\1", "w"), 6);
	buf_add(b, value.bytes, value.len);
	buf_add_str(b, "u.");
}

static void arrays_are_tensors(void **state)
{
	(void)state;
	static const struct {
		const char *protocol;
		struct piece value;
		const char *bytes;
	} forms[] = {
		{"\x80\3", PIECE(ARRAY "K\1K\2\x85" DTYPE("f4", "<") "\x89" ABCDEFGH "tb"), "abcdefgh"},
		{"\x80\3", PIECE(ARRAY "K\1K\2\x85" DTYPE("f4", ">") "\x89" ABCDEFGH "tb"), "dcbahgfe"},
		{"\x80\2",
		 PIECE(ARRAY "K\1K\2\x85" DTYPE("f4", "<") "\x89"
							   "c_codecs\nencode\n" KEY("\x09", "\xC2\x80"
											    "bcdefgh")
								   KEY("\6", "latin1") "\x86Rtb"),
		 "\x80"
		 "bcdefgh"},
		{"\x80\5",
		 PIECE("cnumpy._core.numeric\n_frombuffer\n(\x96\x08\0\0\0\0\0\0\0"
		       "abcdefgh" DTYPE("f4", "<") "K\2\x85" KEY("\1", "C") "tR"),
		 "abcdefgh"},
		{"\x80\4",
		 PIECE(WRAPPER KEY("\5", "shape") "K\2\x85" KEY("\5", "order") KEY("\1", "C") KEY("\5", "dtype") DTYPE("f4", "<")
			       KEY("\x1B", "numpy_array_alignment_bytes") "K\x10ub\2\xFF\xFF"
									  "abcdefgh"),
		 "abcdefgh"},
	};
	BUF_AUTO struct buf b;
	struct outcome o;
	buf_init(&b, CAP);
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		make(&b, forms[i].protocol, forms[i].value);
		for (outcome_chunk = 1; outcome_chunk < 300; outcome_chunk += 37) {
			outcome_of(&o, weights_readers, "m.pdparams", b.data, b.len, (int64_t)b.len);
			assert_string_equal(o.reader->id, "pickle");
			if (o.rc < 0 || o.gap)
				fail_msg("form %zu: \"%s\", \"%s\"", i, o.rc < 0 ? o.err.text : "", o.gap ? o.gap : "");
			expect_row(&o, 0, "w", "F32", forms[i].bytes, 8);
			assert_int_equal(tensors_count(o.tensors), 1);
			outcome_release(&o);
		}
		outcome_chunk = 1000;
		torment(weights_readers, "m.pdparams", b.data, b.len, ROUNDS / 3);
	}
}

static void what_it_says_of_itself(void **state)
{
	(void)state;
	BUF_AUTO struct buf b;
	struct outcome o;
	buf_init(&b, CAP);
	make(&b, "\x80\3",
	     (struct piece)PIECE("K\1" KEY("\7", "license") KEY("\7", "Our Own") KEY("\6", "author") KEY("\4", "A. N")));
	outcome_of(&o, weights_readers, "m.pkl", b.data, b.len, (int64_t)b.len);
	const struct fact *license = outcome_fact(&o, "license", 0);
	assert_non_null(license);
	assert_string_equal(license->value, "Our Own");
	assert_memory_equal(b.data + license->at.start, "Our Own", license->at.end - license->at.start);
	assert_string_equal(outcome_value(&o, "author", 0), "A. N");
	assert_string_equal(o.gap, "it is a pickle, and has no arrays that are told apart");
	outcome_release(&o);
}

static void arrays_that_lie(void **state)
{
	(void)state;
	static const struct {
		struct piece value;
		const char *said, *gap;
	} cases[] = {
		{PIECE(ARRAY "K\1K\3\x85" DTYPE("f4", "<") "\x89" ABCDEFGH "tb"), "has 8 bytes, but its shape needs 12", NULL},
		{PIECE(ARRAY "K\1J\0\0\0\x80\x85" DTYPE("f4", "<") "\x89" ABCDEFGH "tb"), "has an impossible shape or type",
		 NULL},
		{PIECE(ARRAY "K\1\x8A\x08\0\0\0\0\0\0\0\x40\x85" DTYPE("f8", "<") "\x89" ABCDEFGH "tb"),
		 "has an impossible shape or type", NULL},
		{PIECE(ARRAY "K\1K\1\x85" DTYPE("f4", "<") "\x89"
							   "c_codecs\nencode\n" KEY("\4", "\xE4\xBA\x8C"
											  "a") "Ntb"),
		 "is text that stands for no bytes", NULL},
		{PIECE("cnumpy._core.numeric\n_frombuffer\n(\x96\x08\0\0\0\0\0\0\0"
		       "abcdefgh" DTYPE("f4", "<") "K\3\x85" KEY("\1", "C") "tR"),
		 "has 8 bytes, but its shape needs 12", NULL},
		{PIECE("cnumpy._core.numeric\n_frombuffer\n(\x96\x08\0\0\0\0\0\0\0"
		       "abcdefgh" DTYPE("f4", ">") "K\2\x85" KEY("\1", "C") "tR"),
		 "", "an array in it is written in an order of bytes or elements that cannot be mended"},
		{PIECE(WRAPPER KEY("\5", "shape") "J\xFF\xFF\xFF\x7F\x85" KEY("\5", "dtype") DTYPE("f4", "<") "ubabcd"),
		 "bytes, but its shape needs 8589934588", NULL},
		{PIECE(WRAPPER KEY("\5", "shape") "N"
						  "ubabcd"),
		 "has an impossible shape or type", NULL},
		{PIECE(ARRAY "K\1K\2\x85" DTYPE("f4", "<") "\x89Ntb"), "", "it has an array that is not written as usual"},
		{PIECE(ARRAY "K\1K\2\x85" DTYPE("f4", "<") "\x89"
							   "B\xFF\0\0\0"
							   "abc"),
		 "has 255 bytes, but its shape needs 8", NULL},
		{PIECE(ARRAY "K\1K\2\x85" DTYPE("f4", "<") "\x89"
							   "C\x08"
							   "abc"),
		 "the pickle is damaged at byte", NULL},
	};
	BUF_AUTO struct buf b;
	struct outcome o;
	buf_init(&b, CAP);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		make(&b, "\x80\3", cases[i].value);
		const char *text = said(&o, "m.pkl", &b);
		if (!strstr(text, cases[i].said) || (!*cases[i].said && *text))
			fail_msg("case %zu: \"%s\"", i, text);
		if (cases[i].gap && (!o.gap || strcmp(o.gap, cases[i].gap) != 0))
			fail_msg("case %zu: \"%s\"", i, o.gap ? o.gap : "no gap");
		outcome_release(&o);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arrays_are_tensors),
		cmocka_unit_test(what_it_says_of_itself),
		cmocka_unit_test(arrays_that_lie),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
