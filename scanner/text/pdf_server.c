/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "text/pdf_server.h"

#include "base/clock.h"
#include "base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { BYTES, TEXT, HOW, DESCRIPTORS }; /* what a request brings */

static struct server {
	int socket; /* of the scanner: to the server; of the server: to the scanner */
	pid_t pid;
	pdf_child_fn *child;
	struct limits limits;
	bool confined;
} server = {.socket = -1};

static int milliseconds_for_one(void)
{
	enum { LONGEST = 1000000 };
	return (int)(server.limits.pdf_seconds < LONGEST ? server.limits.pdf_seconds : LONGEST) * 1000;
}

/* --- the server's side -------------------------------------------------------------------------------------------------- */

static _Noreturn void be_child(const int fds[DESCRIPTORS])
{
	FD_AUTO int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (dup2(fds[BYTES], STDIN_FILENO) < 0 || dup2(fds[TEXT], STDOUT_FILENO) < 0 || dup2(nowhere, STDERR_FILENO) < 0)
		_exit(EXIT_FAILURE);
	close_range(STDERR_FILENO + 1, ~0U, 0);
	_exit(server.child(&server.limits, server.confined));
}

/* What the child may not outlive, whatever it does to its own alarm, on which a kernel without pidfd_open() has to rely. */
static bool ends_in_time(pid_t pid)
{
	FD_AUTO int fd = pidfd_open(pid, 0);
	struct pollfd p = {.fd = fd, .events = POLLIN};
	int ready;
	if (fd < 0 && errno == ENOSYS)
		return true;
	while ((ready = poll(&p, 1, milliseconds_for_one())) < 0 && errno == EINTR)
		;
	return fd >= 0 && ready == 1;
}

static bool tell(const int fds[DESCRIPTORS], const struct pdf_ending *how)
{
	return write(fds[HOW], how, sizeof *how) == sizeof *how;
}

static _Noreturn void be_guard(const int fds[DESCRIPTORS])
{
	struct pdf_ending how = {0};
	signal(SIGCHLD, SIG_DFL);
	pid_t pid = fork();
	if (pid == 0)
		be_child(fds);
	close(fds[TEXT]); /* so that the scanner sees the end of the child's text when the child ends */
	how.begun = pid > 0;
	if (how.begun) {
		how.in_time = ends_in_time(pid);
		if (!how.in_time)
			kill(pid, SIGKILL);
		while (waitpid(pid, &how.status, 0) < 0 && errno == EINTR)
			;
	}
	_exit(tell(fds, &how) ? EXIT_SUCCESS : EXIT_FAILURE);
}

/* The next request. False when the scanner is gone. */
static bool take_request(int fds[DESCRIPTORS])
{
	char byte = 0;
	return fd_receive(server.socket, &byte, 1, fds, DESCRIPTORS) && fds[0] >= 0;
}

static _Noreturn void serve(void)
{
	int fds[DESCRIPTORS];
	signal(SIGCHLD, SIG_IGN); /* guards leave nothing behind */
	signal(SIGINT, SIG_IGN);  /* from the terminal it is the scanner's; its end is ours */
	while (take_request(fds)) {
		pid_t guard = fork();
		if (guard == 0) {
			close(server.socket);
			be_guard(fds);
		}
		if (guard < 0)
			tell(fds, &(struct pdf_ending){0});
		for (int i = 0; i < DESCRIPTORS; i++)
			close(fds[i]);
	}
	_exit(EXIT_SUCCESS);
}

/* --- the scanner's side ------------------------------------------------------------------------------------------------- */

int pdf_server_start(pdf_child_fn *child, const struct limits *limits, bool confined, struct err *e)
{
	int ends[2];
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0)
		return err_set(e, ERR_SYSTEM, "the process that reads PDF files cannot be started: %s", strerror(errno));
	pid_t pid = fork();
	server = (struct server){.socket = ends[pid == 0], .pid = pid, .child = child, .limits = *limits, .confined = confined};
	close(ends[pid != 0]);
	if (pid == 0)
		serve();
	if (pid < 0)
		pdf_server_stop();
	return pid < 0 ? err_set(e, ERR_SYSTEM, "the process that reads PDF files cannot be started: %s", strerror(errno)) : 0;
}

void pdf_server_stop(void)
{
	fd_close(&server.socket);
	if (server.pid > 0)
		waitpid(server.pid, NULL, 0);
	server = (struct server){.socket = -1};
}

bool pdf_server_runs(void)
{
	return server.socket >= 0;
}

/* Whether there is something to read (or the end) before the time is over. */
static bool wait_for(int fd, int64_t deadline)
{
	for (;;) {
		struct pollfd p = {.fd = fd, .events = POLLIN};
		int64_t left = deadline - clock_milliseconds();
		int ready = poll(&p, 1, left > 0 ? (int)left : 0);
		if (ready > 0 || (ready == 0 && left <= 0))
			return ready > 0;
		if (ready < 0 && errno != EINTR)
			return false;
	}
}

/* Takes the child's text until it ends. False when the time or the buffer is over, or reading fails. */
static bool collect(int fd, int64_t deadline, struct buf *out)
{
	char chunk[16384];
	while (wait_for(fd, deadline)) {
		ssize_t n = read(fd, chunk, sizeof chunk);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0;
		if (buf_add(out, chunk, (size_t)n) < 0)
			return false;
	}
	return false;
}

struct pdf_ending pdf_server_read(int in, struct buf *out)
{
	enum { GRACE = 2000 }; /* milliseconds that the guard may need to end a child */
	struct pdf_ending how = {0};
	int text[2], ends[2];
	if (pipe2(text, O_CLOEXEC) < 0)
		return how;
	FD_AUTO int from = text[0];
	if (pipe2(ends, O_CLOEXEC) < 0) {
		close(text[1]);
		return how;
	}
	FD_AUTO int ended = ends[0];
	bool sent =
		fd_send(server.socket, "", 1, (int[DESCRIPTORS]){[BYTES] = in, [TEXT] = text[1], [HOW] = ends[1]}, DESCRIPTORS);
	close(text[1]);
	close(ends[1]);
	int64_t deadline = clock_milliseconds() + milliseconds_for_one() + GRACE;
	bool whole = sent && collect(from, deadline, out);
	if (!whole)
		fd_close(&from), from = -1; /* a child that goes on writing ends by that */
	if (!sent || !wait_for(ended, deadline) || read(ended, &how, sizeof how) != sizeof how)
		how = (struct pdf_ending){.begun = sent};
	how.in_time = how.in_time && whole;
	return how;
}
