/* SPDX-License-Identifier: MIT */
/*
 * archive_lib: libarchive, loaded when the first archive turns up.
 *
 * Most distributions are directories of plain files, and libarchive brings a dozen further libraries with it, which cost a start more
 * than all the rest of it. Its functions are members of the same name without `archive_`; the headers of libarchive say what they do.
 */
#ifndef LICET_ENTRY_ARCHIVE_LIB_H
#define LICET_ENTRY_ARCHIVE_LIB_H
#include <archive.h>
#include <archive_entry.h>
#include <stdbool.h>

/* What is used of it. */
#define ARCHIVE_FUNCTIONS(F)                  \
	F(bzlib_version)                      \
	F(entry_filetype)                     \
	F(entry_hardlink)                     \
	F(entry_is_encrypted)                 \
	F(entry_pathname)                     \
	F(entry_pathname_utf8)                \
	F(entry_size)                         \
	F(entry_size_is_set)                  \
	F(entry_sparse_count)                 \
	F(entry_symlink)                      \
	F(error_string)                       \
	F(filter_bytes)                       \
	F(format)                             \
	F(liblz4_version)                     \
	F(liblzma_version)                    \
	F(read_data_block)                    \
	F(read_free)                          \
	F(read_has_encrypted_entries)         \
	F(read_header_position)               \
	F(read_new)                           \
	F(read_next_header)                   \
	F(read_open1)                         \
	F(read_set_callback_data)             \
	F(read_set_read_callback)             \
	F(read_set_seek_callback)             \
	F(read_set_skip_callback)             \
	F(read_support_filter_bzip2)          \
	F(read_support_filter_lz4)            \
	F(read_support_filter_lzma)           \
	F(read_support_filter_xz)             \
	F(read_support_format_7zip)           \
	F(read_support_format_ar)             \
	F(read_support_format_cpio)           \
	F(read_support_format_empty)          \
	F(read_support_format_rar)            \
	F(read_support_format_rar5)           \
	F(read_support_format_raw)            \
	F(read_support_format_tar)            \
	F(read_support_format_zip)            \
	F(read_support_format_zip_streamable) \
	F(set_error)                          \
	F(version_string)

struct archive_lib {
#define MEMBER(name) __typeof__(archive_##name) *name;
	ARCHIVE_FUNCTIONS(MEMBER)
#undef MEMBER
};

extern struct archive_lib archive_lib; /* nothing in it may be called before archive_lib_load() was true */

/* From any thread, as often as one likes. False when the library is not there, or lacks one of the functions. */
bool archive_lib_load(void);

#endif
