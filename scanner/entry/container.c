/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "entry/container.h"

#include "base/fd.h"
#include "entry/archive_lib.h"
#include "entry/packed.h"
#include "entry/zip.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define HAS(bytes, len, at, literal) has(bytes, len, at, literal, sizeof(literal) - 1)

static bool has(const uint8_t *bytes, size_t len, size_t at, const char *literal, size_t n)
{
	return len >= at + n && !memcmp(bytes + at, literal, n);
}

static bool is_zip(const uint8_t *b, size_t n)
{
	return HAS(b, n, 0, "PK\3\4") || HAS(b, n, 0, "PK\5\6") || HAS(b, n, 0, "PK\7\10PK\3\4") || HAS(b, n, 0, "PK00PK\3\4");
}

static bool is_7zip(const uint8_t *b, size_t n)
{
	return HAS(b, n, 0, "7z\xbc\xaf\x27\x1c");
}

static bool is_rar(const uint8_t *b, size_t n)
{
	return HAS(b, n, 0, "Rar!\x1a\x07\0");
}

static bool is_rar5(const uint8_t *b, size_t n)
{
	return HAS(b, n, 0, "Rar!\x1a\x07\1\0");
}

static bool is_ar(const uint8_t *b, size_t n)
{
	return HAS(b, n, 0, "!<arch>\n");
}

/* The binary form has a magic of two bytes only, so its first name must make sense as well. */
static bool is_binary_cpio(const uint8_t *b, size_t n)
{
	if (n < 27 || !(HAS(b, n, 0, "\xc7\x71") || HAS(b, n, 0, "\x71\xc7")))
		return false;
	size_t name = b[0] == 0xc7 ? (size_t)(b[20] | b[21] << 8) : (size_t)(b[21] | b[20] << 8);
	return name >= 2 && name <= 1024 && n >= 26 + name && b[26 + name - 1] == 0 && strlen((const char *)b + 26) == name - 1;
}

static bool is_cpio(const uint8_t *b, size_t n)
{
	return HAS(b, n, 0, "070701") || HAS(b, n, 0, "070702") || HAS(b, n, 0, "070707") || is_binary_cpio(b, n);
}

static long octal(const uint8_t *field, size_t len)
{
	long value = 0;
	while (len && *field == ' ') {
		field++;
		len--;
	}
	for (; len && *field >= '0' && *field <= '7'; field++, len--)
		value = value * 8 + (*field - '0');
	return value;
}

/* Any tar, the oldest without a magic too: the header's checksum says so. */
static bool is_tar(const uint8_t *b, size_t n)
{
	enum { HEADER = 512, SUM = 148, SUM_LEN = 8 };
	if (n < HEADER)
		return false;
	long sum = 0, signed_sum = 0;
	for (size_t i = 0; i < HEADER; i++) {
		uint8_t byte = i >= SUM && i < SUM + SUM_LEN ? ' ' : b[i];
		sum += byte;
		signed_sum += (int8_t)byte;
	}
	long said = octal(b + SUM, SUM_LEN);
	return b[0] && said > 0 && (said == sum || said == signed_sum);
}

static bool is_gzip(const uint8_t *b, size_t n)
{
	return HAS(b, n, 0, "\x1f\x8b\x08") && n > 3 && (b[3] & 0xe0) == 0;
}

static bool is_bzip2(const uint8_t *b, size_t n)
{
	return HAS(b, n, 0, "BZh") && n > 3 && b[3] >= '1' && b[3] <= '9' &&
	       (HAS(b, n, 4, "1AY&SY") || HAS(b, n, 4, "\x17\x72\x45\x38\x50\x90"));
}

static bool is_xz(const uint8_t *b, size_t n)
{
	return HAS(b, n, 0,
		   "\xfd"
		   "7zXZ\0");
}

/* No magic: usual properties, a dictionary of a usual size, a length unknown or not absurd, the coder's first zero. */
static bool is_lzma(const uint8_t *b, size_t n)
{
	if (n < 14 || b[0] != 0x5d || b[13] != 0)
		return false;
	uint32_t dictionary = b[1] | (uint32_t)b[2] << 8 | (uint32_t)b[3] << 16 | (uint32_t)b[4] << 24;
	uint32_t top = dictionary & (dictionary - 1); /* 0 for a power of two; half of it for a sum of two neighbours */
	bool usual = dictionary >= 4096 && (top == 0 || (top & (top - 1)) == 0);
	bool known = b[10] == 0 && b[11] == 0 && b[12] == 0;
	return usual && (known || HAS(b, n, 5, "\xff\xff\xff\xff\xff\xff\xff\xff"));
}

static bool is_zstd(const uint8_t *b, size_t n)
{
	return HAS(b, n, 0, "\x28\xb5\x2f\xfd") || (n >= 8 && (b[0] & 0xf0) == 0x50 && HAS(b, n, 1, "\x2a\x4d\x18"));
}

static bool is_lz4(const uint8_t *b, size_t n)
{
	return HAS(b, n, 0, "\x04\x22\x4d\x18") || HAS(b, n, 0, "\x02\x21\x4c\x18");
}

static int enable_zip(struct archive *a, bool seekable)
{
	return seekable ? archive_lib.read_support_format_zip(a) : archive_lib.read_support_format_zip_streamable(a);
}

#define ENABLE_FORMAT(format)                                        \
	static int enable_##format(struct archive *a, bool seekable) \
	{                                                            \
		(void)seekable;                                      \
		return archive_lib.read_support_format_##format(a);  \
	}
ENABLE_FORMAT(7zip)
ENABLE_FORMAT(rar)
ENABLE_FORMAT(rar5)
ENABLE_FORMAT(ar)
ENABLE_FORMAT(cpio)
ENABLE_FORMAT(tar)

/* Inside a compressed stream: a tar, a cpio, or (raw) a lone file, (empty) perhaps of no bytes. */
static int enable_inside(struct archive *a)
{
	archive_lib.read_support_format_tar(a);
	archive_lib.read_support_format_cpio(a);
	archive_lib.read_support_format_raw(a);
	return archive_lib.read_support_format_empty(a);
}

/* The input unpacks the stream (entry/packed.h); what it finds inside is enabled here. */
static int enable_unpacked(struct archive *a, bool seekable)
{
	(void)seekable;
	return enable_inside(a);
}

#define ENABLE_FILTER(filter)                                       \
	static int unpack_##filter(struct archive *a)               \
	{                                                           \
		return archive_lib.read_support_filter_##filter(a); \
	}
ENABLE_FILTER(bzip2)
ENABLE_FILTER(xz)
ENABLE_FILTER(lzma)
ENABLE_FILTER(lz4)

#define FORMAT(name, ...)                                                          \
	{                                                                          \
		.id = #name, .is = is_##name, .enable = enable_##name, __VA_ARGS__ \
	}
#define LIBRARY_FILTER(name, of, ...) \
	FILTER(name, .packing = &packing_library, .unpack = unpack_##name, .library = &archive_lib.of##_version, __VA_ARGS__)
#define FILTER(name, ...)                                                                                           \
	{                                                                                                           \
		.id = #name, .is = is_##name, .enable = enable_unpacked, .filter = true, .packs = true, __VA_ARGS__ \
	}

static const struct container containers[] = {
	/* zip is the first: container_behind */
	FORMAT(zip, .title = "zip archive", .directory = true, .packs = true),
	FORMAT(7zip, .title = "7-Zip archive", .needs_seek = true, .packs = true),
	FORMAT(rar, .title = "RAR archive", .packs = true),
	FORMAT(rar5, .title = "RAR 5 archive", .packs = true),
	FORMAT(ar, .title = "ar archive", .unpadded = true),
	FORMAT(cpio, .title = "cpio archive"),
	FILTER(gzip, .packing = &packing_gzip, .title = "gzip stream", .endings = ".gz .tgz=.tar .svgz=.svg"),
	LIBRARY_FILTER(bzip2, bzlib, .title = "bzip2 stream", .endings = ".bz2 .tbz2=.tar .tbz=.tar .bz"),
	LIBRARY_FILTER(xz, liblzma, .title = "xz stream", .endings = ".xz .txz=.tar"),
	LIBRARY_FILTER(lzma, liblzma, .title = "LZMA stream", .endings = ".lzma .tlz=.tar"),
	FILTER(zstd, .packing = &packing_zstd, .title = "Zstandard stream", .endings = ".zst .tzst=.tar .zstd"),
	LIBRARY_FILTER(lz4, liblz4, .title = "LZ4 stream", .endings = ".lz4"),
	FORMAT(tar, .title = "tar archive"),
};

const struct container *container_detect(const uint8_t *bytes, size_t len)
{
	for (size_t i = 0; i < sizeof containers / sizeof *containers; i++)
		if (containers[i].is(bytes, len))
			return &containers[i];
	return NULL;
}

/* The last bytes of the stream, at most `most` of them; how many they are. */
static size_t read_tail(const struct stream *s, uint8_t *to, size_t most)
{
	size_t len = s->size < (int64_t)most ? (size_t)s->size : most;
	if (s->memory)
		memcpy(to, (const uint8_t *)s->memory + (size_t)s->size - len, len);
	else
		len = fd_read_at(s->fd, to, len, (uint64_t)s->size - len) == (ssize_t)len ? len : 0;
	return len;
}

/* How long the name is without what says that it is a piece of it: ".002", ".part3", ".partab". */
static size_t without_piece(const char *base)
{
	const char *dot = strrchr(base, '.');
	if (!dot)
		return strlen(base);
	bool number = dot[1] && dot[1 + strspn(dot + 1, "0123456789")] == 0;
	return number || !strncasecmp(dot, ".part", 5) ? (size_t)(dot - base) : strlen(base);
}

bool container_is_called(const char *base)
{
	static const char *const endings[] = {".zip",  ".tar",	".tgz", ".tbz2", ".txz", ".gz",	 ".bz2", ".xz",	  ".z01",
					      ".zst",  ".lz4",	".7z",	".rar",	 ".whl", ".deb", ".mar", ".nemo", ".lzma",
					      ".cpio", ".tzst", ".tbz", ".tlz",	 ".jar", ".iso", ".cab", ".lz",	  ".lzo",
					      ".lrz",  ".dmg",	".xar", ".lzh",	 ".lha", ".arj", ".rpm", ".sqsh", ".squashfs"};
	size_t n = without_piece(base);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		size_t m = strlen(endings[i]);
		if (n > m && !strncasecmp(base + n - m, endings[i], m))
			return true;
	}
	return false;
}

const struct container *container_behind(const struct stream *s)
{
	uint8_t tail[ZIP_TAIL];
	if (s->size < ZIP_END || (!s->memory && s->fd < 0))
		return NULL;
	return zip_end_in(tail, read_tail(s, tail, sizeof tail)) ? &containers[0] : NULL;
}

int container_records_of(const struct stream *s)
{
	enum { RECORDS = 10, ELSEWHERE = 0xFFFF };
	uint8_t tail[ZIP_TAIL];
	bool at_hand = s->size >= ZIP_END && (s->memory || s->fd >= 0);
	const uint8_t *end = at_hand ? zip_end_in(tail, read_tail(s, tail, sizeof tail)) : NULL;
	int records = end ? end[RECORDS] | end[RECORDS + 1] << 8 : -1;
	return records == ELSEWHERE ? -1 : records;
}

bool container_is_cut_behind(const struct stream *s)
{
	uint8_t tail[1 << 14]; /* further back, any bytes may happen to look like one */
	size_t len = s->size > 0 && (s->memory || s->fd >= 0) ? read_tail(s, tail, sizeof tail) : 0;
	const uint8_t *last = NULL, *from = tail, *next;
	while ((next = memmem(from, len - (size_t)(from - tail), "PK", 2))) {
		size_t left = len - (size_t)(next - tail);
		from = next + 2;
		if (HAS(next, left, 2, "\3\4") || HAS(next, left, 2, "\1\2"))
			last = next;
		else if (HAS(next, left, 2, "\5\6") && left >= ZIP_END)
			last = NULL;
	}
	return last != NULL;
}

/* Whether base ends in the ending at `at`, which goes up to '=' or a blank. */
static bool ends_in(const char *base, const char *at, size_t len)
{
	size_t n = strlen(base);
	return n > len && !strncasecmp(base + n - len, at, len);
}

void container_lone_name(const struct container *c, const char *base, char *out, size_t size)
{
	for (const char *at = c->endings; at && *at; at += strspn(at, " ")) {
		size_t len = strcspn(at, "= ");
		const char *instead = at + len + (at[len] == '=');
		size_t instead_len = strcspn(instead, " ");
		if (ends_in(base, at, len)) {
			snprintf(out, size, "%.*s%.*s", (int)(strlen(base) - len), base, (int)instead_len, instead);
			return;
		}
		at = instead + instead_len;
	}
	snprintf(out, size, "%s", base);
}
