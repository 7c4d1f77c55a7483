/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "report/placing.h"

#include "base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FILE_MODE = 0666 }; /* less what the user's umask takes away */

/* --- one file ------------------------------------------------------------------------------------------------------------- */

/* The names of the one that is made; "": none is. */
struct place {
	char final[PATH_MAX], temporary[PATH_MAX];
};

static int make(struct place *p, const char *name)
{
	if (!realpath(name, p->final) && snprintf(p->final, sizeof p->final, "%s", name) >= (int)sizeof p->final) {
		errno = ENAMETOOLONG;
		return -1;
	}
	if (snprintf(p->temporary, sizeof p->temporary, "%s.%ld.new", p->final, (long)getpid()) >= (int)sizeof p->temporary) {
		p->temporary[0] = 0;
		errno = ENAMETOOLONG;
		return -1;
	}
	int fd = open(p->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, FILE_MODE);
	if (fd < 0)
		p->temporary[0] = 0;
	return fd;
}

/* The new name is on the disk only when its directory is. File systems that cannot do that are not to be helped. */
static void sync_directory(const char *path)
{
	char dir[PATH_MAX];
	const char *slash = strrchr(path, '/');
	size_t n = slash ? (size_t)(slash - path) : 0;
	memcpy(dir, path, n);
	dir[n] = 0;
	FD_AUTO int fd = open(!slash ? "." : n ? dir : "/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0)
		fsync(fd);
}

static int settle(struct place *p)
{
	if (rename(p->temporary, p->final) < 0)
		return errno;
	p->temporary[0] = 0;
	sync_directory(p->final);
	return 0;
}

static void drop(struct place *p)
{
	if (p->temporary[0])
		unlink(p->temporary);
	p->temporary[0] = 0;
}

/* --- the process outside -------------------------------------------------------------------------------------------------- */

enum what { OPEN, SETTLE, DROP };

struct wish {
	enum what what;
	uint32_t number; /* of the file */
};

static struct server {
	int socket; /* each one's end of it */
	pid_t pid;
	const char *const *names;
	uint32_t n;
} server = {.socket = -1};

/* Answers with an errno, and the descriptor where there is one. */
static bool fulfil(const struct wish *w, struct place *p)
{
	FD_AUTO int fd = -1;
	int why = 0;
	if (w->what == OPEN) {
		drop(p);
		fd = make(p, server.names[w->number]);
		why = fd < 0 ? errno : 0;
	} else if (w->what == SETTLE) {
		why = p->temporary[0] ? settle(p) : ENOENT;
	} else {
		drop(p);
	}
	return fd_send(server.socket, &why, sizeof why, &fd, fd >= 0);
}

/* A signal that ends the run is the scanner's, which may still have a report to write; its end is ours. */
static _Noreturn void serve(struct place *places)
{
	static const int ignored[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
	struct wish w = {0};
	for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
		signal(ignored[i], SIG_IGN);
	while (fd_receive(server.socket, &w, sizeof w, NULL, 0) && w.number < server.n && fulfil(&w, &places[w.number]))
		;
	for (uint32_t i = 0; i < server.n; i++)
		drop(&places[i]);
	_exit(EXIT_SUCCESS);
}

void placing_end(void)
{
	fd_close(&server.socket);
	if (server.pid > 0)
		waitpid(server.pid, NULL, 0);
	server = (struct server){.socket = -1};
}

int placing_serve(const char *const *names, size_t n, struct err *e)
{
	int ends[2] = {-1, -1};
	if (!n)
		return 0;
	struct place *places = calloc(n, sizeof *places);
	pid_t pid = places && socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == 0 ? fork() : -1;
	int why = errno;
	server = (struct server){.socket = ends[pid == 0], .pid = pid, .names = names, .n = (uint32_t)n};
	fd_close(&ends[pid != 0]);
	if (pid == 0)
		serve(places);
	free(places);
	if (pid > 0)
		return 0;
	placing_end();
	return err_set(e, ERR_SYSTEM, "the process that names reports cannot be started: %s", strerror(why));
}

/* --- this side ------------------------------------------------------------------------------------------------------------ */

static struct place own; /* the one file at a time that nobody else was told of */

/* Its number at the server; -1: it was not told of it. */
static int number_of(const char *name)
{
	for (uint32_t i = 0; i < server.n; i++)
		if (!strcmp(server.names[i], name))
			return (int)i;
	return -1;
}

/* An errno, and a descriptor where one came. */
static int ask(enum what what, int number, int *fd)
{
	struct wish w = {what, (uint32_t)number};
	int why = EPIPE;
	return fd_send(server.socket, &w, sizeof w, NULL, 0) && fd_receive(server.socket, &why, sizeof why, fd, 1) ? why : EPIPE;
}

bool placing_in_place(const char *name)
{
	struct stat st;
	return stat(name, &st) == 0 && !S_ISREG(st.st_mode);
}

int placing_open(const char *name)
{
	int number = number_of(name), fd = -1;
	if (number < 0)
		return make(&own, name);
	errno = ask(OPEN, number, &fd);
	return fd;
}

int placing_settle(const char *name)
{
	int number = number_of(name), fd = -1;
	return number < 0 ? settle(&own) : ask(SETTLE, number, &fd);
}

void placing_drop(const char *name)
{
	int number = number_of(name), fd = -1;
	if (number < 0)
		drop(&own);
	else
		ask(DROP, number, &fd);
}
