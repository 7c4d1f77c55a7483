/* SPDX-License-Identifier: MIT */
/* A process in the sandbox tries what it must not do. Each try is a process of its own. */
#define _GNU_SOURCE
#include "base/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = "/tmp/licet-sandbox-XXXXXX";

static const char *in_folder(const char *name)
{
	static char paths[4][128];
	static unsigned next;
	char *path = paths[next++ % 4];
	snprintf(path, sizeof paths[0], "%s/%s", folder, name);
	return path;
}

static void put(const char *name)
{
	FILE *f = fopen(in_folder(name), "we");
	assert_non_null(f);
	fclose(f);
}

static int make_folder(void **state)
{
	(void)state;
	if (!mkdtemp(folder) || mkdir(in_folder("input"), 0700) < 0 || mkdir(in_folder("output"), 0700) < 0 ||
	    mkdir(in_folder("other"), 0700) < 0)
		return -1;
	put("input/model");
	put("other/secret");
	return symlink(in_folder("other/secret"), in_folder("input/link"));
}

static int remove_folder(void **state)
{
	(void)state;
	char command[160];
	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	return system(command);
}

/* --- what is tried: 0 when it was possible, else errno ------------------------------------------------------------------- */

static int try_open(const char *name, int flags)
{
	int fd = open(in_folder(name), flags | O_CLOEXEC, 0600);
	int why = errno;
	if (fd >= 0)
		close(fd);
	return fd < 0 ? why : 0;
}

static int read_input(void)
{
	return try_open("input/model", O_RDONLY);
}

static int list_input(void)
{
	return try_open("input", O_RDONLY | O_DIRECTORY);
}

static int write_input(void)
{
	return try_open("input/model", O_WRONLY);
}

static int make_in_input(void)
{
	return try_open("input/new", O_WRONLY | O_CREAT);
}

static int read_other(void)
{
	return try_open("other/secret", O_RDONLY);
}

static int read_by_link(void)
{
	return try_open("input/link", O_RDONLY);
}

static int list_other(void)
{
	return try_open("other", O_RDONLY | O_DIRECTORY);
}

static int remove_other(void)
{
	return unlink(in_folder("other/secret")) < 0 ? errno : 0;
}

static int write_output(void)
{
	int rc = try_open("output/report.new", O_WRONLY | O_CREAT | O_TRUNC);
	if (rc)
		return rc;
	return rename(in_folder("output/report.new"), in_folder("output/report")) < 0 ? errno : 0;
}

static int write_output_below(void)
{
	if (mkdir(in_folder("output/new"), 0700) < 0)
		return errno;
	return try_open("output/new/report", O_WRONLY | O_CREAT);
}

static int make_directory_elsewhere(void)
{
	return mkdir(in_folder("other/new"), 0700) < 0 ? errno : 0;
}

static int run_program(void)
{
	execl("/bin/true", "true", (char *)NULL);
	return errno;
}

static int open_socket(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) < 0 ? errno : 0;
}

static int trace_parent(void)
{
	return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) < 0 ? errno : 0;
}

static int change_root(void)
{
	return chroot("/") < 0 ? errno : 0;
}

static int become_other(void)
{
	return setuid(getuid()) < 0 ? errno : 0;
}

static int type_into_terminal(void)
{
	return ioctl(STDIN_FILENO, TIOCSTI, "x") < 0 ? errno : 0;
}

/* What may be read need not be changed, nor become a program of somebody else's (04777). */
static int on_input(int (*what)(int fd))
{
	int fd = open(in_folder("input/model"), O_RDONLY | O_CLOEXEC);
	int why = fd < 0 || what(fd) < 0 ? errno : 0;
	if (fd >= 0)
		close(fd);
	return why;
}

static int set_mode(int fd)
{
	return fchmod(fd, 04777);
}

static int change_mode(void)
{
	return on_input(set_mode);
}

static int set_owner(int fd)
{
	return fchown(fd, getuid(), getgid());
}

static int change_owner(void)
{
	return on_input(set_owner);
}

static int set_times(int fd)
{
	return futimens(fd, NULL);
}

static int change_times(void)
{
	return on_input(set_times);
}

static int set_receiver(int fd)
{
	return fcntl(fd, F_SETOWN, getppid());
}

static int have_others_signaled(void)
{
	return on_input(set_receiver);
}

static int signal_parent(void)
{
	return kill(getppid(), 0) < 0 ? errno : 0;
}

static int signal_parents_thread(void)
{
	return syscall(SYS_tgkill, getppid(), getppid(), 0) < 0 ? errno : 0;
}

static int signal_self(void)
{
	signal(SIGUSR1, SIG_IGN);
	return raise(SIGUSR1) ? errno : 0;
}

static int limit_parent(void)
{
	struct rlimit l;
	return prlimit(getppid(), RLIMIT_NOFILE, NULL, &l) < 0 ? errno : 0;
}

static int limit_self(void)
{
	struct rlimit l;
	return getrlimit(RLIMIT_DATA, &l) < 0 || setrlimit(RLIMIT_DATA, &l) < 0 ? errno : 0;
}

static int begin_process(void)
{
	int status;
	pid_t pid = fork();
	if (pid == 0)
		_exit(0);
	return pid < 0 ? errno : waitpid(pid, &status, 0) < 0;
}

static int begin_namespace(void)
{
	long pid = syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, NULL, NULL, NULL, 0UL);
	if (pid == 0)
		_exit(0);
	return pid < 0 ? errno : 0;
}

static int begin_namespace_by_clone3(void)
{
	uint64_t how[8] = {CLONE_NEWUSER, [4] = SIGCHLD};
	long pid = syscall(SYS_clone3, how, sizeof how);
	if (pid == 0)
		_exit(0);
	return pid < 0 ? errno : 0;
}

static void *nothing(void *x)
{
	return x;
}

static int begin_thread(void)
{
	pthread_t t;
	int rc = pthread_create(&t, NULL, nothing, NULL);
	return rc ? rc : pthread_join(t, NULL);
}

/* What a thread that began inside tries is refused as well. */
static void *read_other_in_thread(void *x)
{
	*(int *)x = read_other();
	return NULL;
}

static int read_other_by_thread(void)
{
	pthread_t t;
	int why = 0;
	pthread_create(&t, NULL, read_other_in_thread, &why);
	pthread_join(t, NULL);
	return why;
}

/* --- the tries ----------------------------------------------------------------------------------------------------------- */

enum { DEADLY = -1 };

static const struct {
	const char *name;
	int (*what)(void);
	int outcome; /* 0: it is possible; an errno; DEADLY */
	enum { BOTH, LANDLOCK, SECCOMP } by;
} tries[] = {
	{"read the input", read_input, 0, BOTH},
	{"list the input", list_input, 0, BOTH},
	{"write the output", write_output, 0, BOTH},
	{"write an output to a new directory", write_output_below, 0, BOTH},
	{"make another directory", make_directory_elsewhere, EACCES, LANDLOCK},
	{"begin a thread", begin_thread, 0, BOTH},
	{"write to the input", write_input, EACCES, LANDLOCK},
	{"make a file in the input", make_in_input, EACCES, LANDLOCK},
	{"read another file", read_other, EACCES, LANDLOCK},
	{"read another file by a symlink in the input", read_by_link, EACCES, LANDLOCK},
	{"read another file in a thread", read_other_by_thread, EACCES, LANDLOCK},
	{"list another directory", list_other, EACCES, LANDLOCK},
	{"remove another file", remove_other, EACCES, LANDLOCK},
	{"run a program", run_program, DEADLY, SECCOMP},
	{"open a socket", open_socket, DEADLY, SECCOMP},
	{"trace another process", trace_parent, DEADLY, SECCOMP},
	{"change the root", change_root, DEADLY, SECCOMP},
	{"type into the terminal", type_into_terminal, EPERM, SECCOMP},
	{"become another user", become_other, EPERM, SECCOMP},
	{"change the input's mode", change_mode, EPERM, SECCOMP},
	{"change the input's owner", change_owner, EPERM, SECCOMP},
	{"change the input's times", change_times, EPERM, SECCOMP},
	{"have a signal sent to another process", have_others_signaled, EPERM, SECCOMP},
	{"send a signal to another process", signal_parent, EPERM, SECCOMP},
	{"send a signal to another process's thread", signal_parents_thread, EPERM, SECCOMP},
	{"send a signal to itself", signal_self, 0, BOTH},
	{"see the limits of another process", limit_parent, EPERM, SECCOMP},
	{"set limits of its own", limit_self, 0, BOTH},
	{"begin a process", begin_process, EPERM, SECCOMP},
	{"begin one in a namespace of its own", begin_namespace, EPERM, SECCOMP},
	{"begin one by what no filter sees", begin_namespace_by_clone3, ENOSYS, SECCOMP},
};

/* How it ends in a process of its own; `confined` or as it is without. */
static int outcome_of(int (*what)(void), bool confined)
{
	int status;
	pid_t pid = fork();
	if (pid == 0) {
		const char *reads[] = {in_folder("input")},
			   *writes[] = {in_folder("output/report"), in_folder("output/new/report")};
		struct sandbox s = {reads, 1, writes, 2};
		_exit(confined && sandbox_enter(&s, NULL, NULL) < 0 ? 255 : what());
	}
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFSIGNALED(status) ? (WTERMSIG(status) == SIGSYS ? DEADLY : -2) : WEXITSTATUS(status);
}

static void test_tries(void **state)
{
	(void)state;
	struct sandbox_state has = sandbox_probe();
	for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
		if ((tries[i].by == LANDLOCK && !has.landlock) || (tries[i].by == SECCOMP && !has.seccomp)) {
			printf("skip: %s: this kernel or build has nothing against it\n", tries[i].name);
			continue;
		}
		int outcome = outcome_of(tries[i].what, true);
		if (outcome != tries[i].outcome)
			fail_msg("%s: %d, not %d", tries[i].name, outcome, tries[i].outcome);
	}
}

/* What is refused inside is possible outside: else the test above would say nothing. */
static void test_without(void **state)
{
	(void)state;
	assert_int_equal(outcome_of(read_other, false), 0);
	assert_int_equal(outcome_of(read_by_link, false), 0);
	assert_int_equal(outcome_of(make_in_input, false), 0);
	assert_int_equal(outcome_of(run_program, false), 0);
	assert_int_equal(outcome_of(open_socket, false), 0);
	assert_int_equal(outcome_of(change_mode, false), 0);
	assert_int_equal(outcome_of(signal_parent, false), 0);
	assert_int_equal(outcome_of(limit_parent, false), 0);
	assert_int_equal(outcome_of(begin_process, false), 0);
}

static void test_description(void **state)
{
	(void)state;
	ARENA_AUTO struct arena a;
	arena_init(&a);
	assert_string_equal(sandbox_describe(&(struct sandbox_state){3, true}, &a), "Landlock version 3 and seccomp");
	assert_string_equal(sandbox_describe(&(struct sandbox_state){0, true}, &a), "seccomp, no Landlock in this kernel");
	assert_string_equal(sandbox_describe(&(struct sandbox_state){1, false}, &a), "Landlock version 1 and no seccomp");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_tries), cmocka_unit_test(test_without),
					   cmocka_unit_test(test_description)};
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
