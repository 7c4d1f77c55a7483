/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "text/pdf.h"

#include "base/fd.h"
#include "base/sandbox.h"
#include "text/pdf_extract.h"
#include "text/pdf_server.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TAIL_BYTES = 2048 };

static const char head[] = "%PDF-", tail[] = "%%EOF";

bool pdf_is(const void *bytes, size_t len)
{
	return len >= sizeof head - 1 && !memcmp(bytes, head, sizeof head - 1);
}

static bool is_whole(const char *bytes, size_t len)
{
	size_t n = len < TAIL_BYTES ? len : TAIL_BYTES;
	return memmem(bytes + len - n, n, tail, sizeof tail - 1) != NULL;
}

/* --- the child ------------------------------------------------------------------------------------------------------------ */

static bool limit(__rlimit_resource_t what, int64_t value)
{
	struct rlimit l = {.rlim_cur = (rlim_t)value, .rlim_max = (rlim_t)value};
	return setrlimit(what, &l) == 0;
}

/* A sanitizer reserves more addresses than any limit would allow. */
static bool limit_memory(int64_t bytes)
{
#ifdef __SANITIZE_ADDRESS__
	(void)bytes;
	return true;
#else
	return limit(RLIMIT_AS, bytes);
#endif
}

static bool write_all(const char *bytes, size_t len)
{
	while (len) {
		ssize_t n = write(STDOUT_FILENO, bytes, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

int pdf_child(const struct limits *limits, bool confined)
{
	const struct sandbox nothing = {0};
	struct stat st;
	if (!limit(RLIMIT_CORE, 0) || !limit(RLIMIT_CPU, limits->pdf_seconds) || !limit(RLIMIT_FSIZE, limits->text_bytes) ||
	    !limit_memory(limits->pdf_memory) || fstat(STDIN_FILENO, &st) < 0 || st.st_size <= 0)
		return PDF_REFUSED;
	alarm((unsigned)limits->pdf_seconds + 1); /* should the guard be gone */
	if (confined && sandbox_enter(&nothing, NULL, NULL) < 0)
		return PDF_REFUSED;
	void *bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
	if (bytes == MAP_FAILED)
		return PDF_REFUSED;
	BUF_AUTO struct buf out;
	buf_init(&out, (size_t)limits->text_bytes);
	int outcome = pdf_extract(bytes, (size_t)st.st_size, &out);
	return write_all(buf_str(&out), out.len) ? outcome : PDF_REFUSED;
}

/* --- the parent ----------------------------------------------------------------------------------------------------------- */

static int memory_file(const char *bytes, size_t len)
{
	int fd = memfd_create("pdf", MFD_CLOEXEC);
	while (fd >= 0 && len) {
		ssize_t n = write(fd, bytes, len);
		if (n <= 0) {
			if (n < 0 && errno == EINTR)
				continue;
			close(fd);
			return -1;
		}
		bytes += n;
		len -= (size_t)n;
	}
	if (fd >= 0)
		lseek(fd, 0, SEEK_SET);
	return fd;
}

struct ending { /* how it went, for the sentence */
	const char *id, *sentence;
};

static struct ending ending_of(int outcome)
{
	switch (outcome) {
	case PDF_READ:
		return (struct ending){0};
	case PDF_CUT:
		return (struct ending){"limit",
				       "Its text is longer than --limit text-bytes=… allows; only the beginning was read."};
	case PDF_PARTLY:
		return (struct ending){"damaged", "Some pages of this PDF file could not be read."};
	case PDF_EMPTY:
		return (struct ending){"no-text", "It is a PDF file without any text; its pages may be pictures."};
	case PDF_DAMAGED:
		return (struct ending){"damaged", "It is a PDF file that is damaged and could not be read."};
	case PDF_ENCRYPTED:
		return (struct ending){"encrypted", "It is a PDF file that opens with a password only; it was not read."};
	case PDF_NO_LIBRARY:
		return (struct ending){"no-pdf",
				       "It is a PDF file, and what reads them is missing here: install the poppler library "
				       "for GLib (Debian: libpoppler-glib8)."};
	default:
		return (struct ending){"system",
				       "It is a PDF file, and the system did not let the program start a process to read it."};
	}
}

static struct ending ending_of_status(int status, bool in_time)
{
	static const struct ending limits = {"limit",
					     "Reading this PDF file took more time or memory than --limit pdf-seconds=… and "
					     "pdf-memory=… allow."};
	if (!in_time || (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGALRM)))
		return limits;
	if (WIFSIGNALED(status))
		return (struct ending){
			"damaged", "It is a PDF file whose content crashed the library that reads it, or took too much memory."};
	int code = WEXITSTATUS(status);
	if (code && (code < PDF_CUT || code > PDF_REFUSED)) /* memory ran out, or another program answered */
		return limits;
	return ending_of(code);
}

static struct ending run_child(int in, struct buf *out)
{
	struct pdf_ending how = pdf_server_read(in, out);
	return how.begun ? ending_of_status(how.status, how.in_time) : ending_of(PDF_REFUSED);
}

static int fail(const char **id, struct err *e, const struct ending *how)
{
	*id = how->id;
	return err_set(e, !strcmp(how->id, "limit") ? ERR_LIMIT : ERR_INPUT, "%s", how->sentence);
}

int pdf_read(const void *bytes, size_t len, struct buf *out, const char **id, struct err *e)
{
	struct ending how = {"no-pdf", "It is a PDF file, which was not read."};
	if (!pdf_server_runs())
		return fail(id, e, &how);
	FD_AUTO int in = memory_file(bytes, len);
	how = in < 0 ? ending_of(PDF_REFUSED) : run_child(in, out);
	if (!how.id && !is_whole(bytes, len))
		how = (struct ending){"truncated", "It is a PDF file that breaks off: pages may be missing from what was read."};
	return how.id ? fail(id, e, &how) : 0;
}
