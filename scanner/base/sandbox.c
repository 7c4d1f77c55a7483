/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "base/sandbox.h"

#include "base/library.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* --- Landlock ------------------------------------------------------------------------------------------------------------ */

/* Bits that headers of an older kernel do not name. */
enum {
	RIGHT_REFER = 1 << 13,
	RIGHT_TRUNCATE = 1 << 14,
	RIGHT_IOCTL_DEVICE = 1 << 15,
	ALL_NET = 3,
	ALL_SCOPES = 3,
	READ = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
	WRITE_OVER = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE | RIGHT_TRUNCATE | RIGHT_IOCTL_DEVICE,
	MAKE = READ | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE |
	       RIGHT_TRUNCATE,
	FOR_FILES = LANDLOCK_ACCESS_FS_EXECUTE | WRITE_OVER,
};

struct handled { /* struct landlock_ruleset_attr as of version 6 */
	uint64_t fs, net, scoped;
};

/* What of it each version knows; a kernel that is asked for more refuses the whole. */
static size_t handled_by(int version, struct handled *h)
{
	*h = (struct handled){.fs = RIGHT_REFER - 1};
	if (version >= 2)
		h->fs |= RIGHT_REFER;
	if (version >= 3)
		h->fs |= RIGHT_TRUNCATE;
	if (version >= 4)
		h->net = ALL_NET;
	if (version >= 5)
		h->fs |= RIGHT_IOCTL_DEVICE;
	if (version >= 6)
		h->scoped = ALL_SCOPES;
	return version < 4 ? sizeof h->fs : version < 6 ? sizeof h->fs + sizeof h->net : sizeof *h;
}

static int landlock_version(void)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	return version > 0 ? (int)version : 0;
}

struct ruleset {
	int fd;
	uint64_t handled;
};

static void allow(const struct ruleset *r, const char *path, uint64_t rights)
{
	struct stat st;
	int fd = open(path, O_PATH | O_CLOEXEC);
	if (fd < 0)
		return;
	if (fstat(fd, &st) == 0) {
		struct landlock_path_beneath_attr rule = {.parent_fd = fd, .allowed_access = rights & r->handled};
		if (!S_ISDIR(st.st_mode))
			rule.allowed_access &= FOR_FILES;
		syscall(SYS_landlock_add_rule, r->fd, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	}
	close(fd);
}

/* What libraries read of their own accord: further libraries, character sets, the time zone, fonts, the number of processors. */
static const char *const system_paths[] = {"/usr",
					   "/lib",
					   "/lib64",
					   "/etc/ld.so.cache",
					   "/etc/localtime",
					   "/etc/fonts",
					   "/etc/ssl/openssl.cnf",
					   "/var/cache/fontconfig",
					   "/sys/devices/system/cpu",
					   "/proc/self",
					   "/dev/urandom",
					   "/dev/zero"};

/* Cuts the last component off. */
static void go_up(char *path)
{
	size_t n = strlen(path);
	while (n > 1 && path[n - 1] == '/')
		n--;
	while (n && path[n - 1] != '/')
		n--;
	path[n] = 0;
	if (!n)
		memcpy(path, ".", sizeof ".");
}

/*
 * A file that is there and is no regular one (a terminal, a pipe) is written to in place; any other is made anew beside the old one,
 * and the directory too where that is not there yet.
 */
static void allow_output(const struct ruleset *r, const char *path)
{
	char at[PATH_MAX];
	struct stat st;
	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode)) {
		allow(r, path, WRITE_OVER);
		return;
	}
	size_t size = strlen(path) + 1;
	if (size > sizeof at)
		return;
	if (!realpath(path, at))
		memcpy(at, path, size);
	go_up(at);
	uint64_t rights = MAKE;
	for (; stat(at, &st) < 0 && errno == ENOENT && strcmp(at, ".") != 0; go_up(at))
		rights = MAKE | LANDLOCK_ACCESS_FS_MAKE_DIR;
	allow(r, at, rights);
}

static int lock_files(const struct sandbox *s, int version, struct err *e)
{
	struct handled h;
	size_t size = handled_by(version, &h);
	struct ruleset r = {.fd = (int)syscall(SYS_landlock_create_ruleset, &h, size, 0), .handled = h.fs};
	if (r.fd < 0)
		return err_set(e, ERR_SYSTEM, "the sandbox cannot be set up: %s (--no-sandbox goes without)", strerror(errno));
	for (size_t i = 0; i < sizeof system_paths / sizeof *system_paths; i++)
		allow(&r, system_paths[i], READ);
	allow(&r, "/dev/null", WRITE_OVER);
	for (size_t i = 0; i < s->n_reads; i++)
		allow(&r, s->reads[i], READ);
	for (size_t i = 0; i < s->n_writes; i++)
		allow_output(&r, s->writes[i]);
	long rc = syscall(SYS_landlock_restrict_self, r.fd, 0);
	int why = errno;
	close(r.fd);
	return rc == 0 ? 0
		       : err_set(e, ERR_SYSTEM, "the sandbox cannot be entered: %s (--no-sandbox goes without)", strerror(why));
}

/* --- seccomp ------------------------------------------------------------------------------------------------------------- */

/* What reading, hashing, threads, a report and a cache need, with what the C library and the child that reads PDFs call besides. */
static const int allowed[] = {
	SCMP_SYS(read),
	SCMP_SYS(readv),
	SCMP_SYS(pread64),
	SCMP_SYS(preadv),
	SCMP_SYS(preadv2),
	SCMP_SYS(write),
	SCMP_SYS(writev),
	SCMP_SYS(pwrite64),
	SCMP_SYS(open),
	SCMP_SYS(openat),
	SCMP_SYS(openat2),
	SCMP_SYS(close),
	SCMP_SYS(close_range),
	SCMP_SYS(stat),
	SCMP_SYS(lstat),
	SCMP_SYS(fstat),
	SCMP_SYS(newfstatat),
	SCMP_SYS(statx),
	SCMP_SYS(fstatfs),
	SCMP_SYS(statfs),
	SCMP_SYS(access),
	SCMP_SYS(faccessat),
	SCMP_SYS(faccessat2),
	SCMP_SYS(readlink),
	SCMP_SYS(readlinkat),
	SCMP_SYS(getcwd),
	SCMP_SYS(getdents64),
	SCMP_SYS(lseek),
	SCMP_SYS(fadvise64),
	SCMP_SYS(readahead),
	SCMP_SYS(dup),
	SCMP_SYS(dup2),
	SCMP_SYS(dup3),
	SCMP_SYS(pipe2),
	SCMP_SYS(poll),
	SCMP_SYS(ppoll),
	SCMP_SYS(select),
	SCMP_SYS(pselect6),
	SCMP_SYS(eventfd2),
	SCMP_SYS(memfd_create),
	SCMP_SYS(sendmsg),
	SCMP_SYS(recvmsg),
	SCMP_SYS(fsync),
	SCMP_SYS(fdatasync),
	SCMP_SYS(sync_file_range),
	SCMP_SYS(ftruncate),
	SCMP_SYS(fallocate),
	SCMP_SYS(umask),
	SCMP_SYS(rename),
	SCMP_SYS(renameat),
	SCMP_SYS(renameat2),
	SCMP_SYS(unlink),
	SCMP_SYS(unlinkat),
	SCMP_SYS(mkdir),
	SCMP_SYS(mkdirat),
	SCMP_SYS(mmap),
	SCMP_SYS(munmap),
	SCMP_SYS(mprotect),
	SCMP_SYS(mremap),
	SCMP_SYS(madvise),
	SCMP_SYS(msync),
	SCMP_SYS(mincore),
	SCMP_SYS(brk),
	SCMP_SYS(futex),
	SCMP_SYS(set_robust_list),
	SCMP_SYS(set_tid_address),
	SCMP_SYS(rseq),
	SCMP_SYS(membarrier),
	SCMP_SYS(sched_yield),
	SCMP_SYS(sched_getaffinity),
	SCMP_SYS(sched_getparam),
	SCMP_SYS(sched_getscheduler),
	SCMP_SYS(rt_sigaction),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(rt_sigtimedwait),
	SCMP_SYS(sigaltstack),
	SCMP_SYS(restart_syscall),
	SCMP_SYS(alarm),
	SCMP_SYS(setitimer),
	SCMP_SYS(wait4),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
	SCMP_SYS(getpid),
	SCMP_SYS(getppid),
	SCMP_SYS(gettid),
	SCMP_SYS(getuid),
	SCMP_SYS(geteuid),
	SCMP_SYS(getgid),
	SCMP_SYS(getegid),
	SCMP_SYS(getrlimit),
	SCMP_SYS(getrusage),
	SCMP_SYS(sysinfo),
	SCMP_SYS(uname),
	SCMP_SYS(getrandom),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(clock_getres),
	SCMP_SYS(clock_nanosleep),
	SCMP_SYS(nanosleep),
	SCMP_SYS(arch_prctl),
};

/* What is asked of a terminal or a pipe. Others type into the terminal (TIOCSTI), and need not be known. */
static const unsigned long requests[] = {TCGETS, TIOCGWINSZ, TIOCGPGRP, FIONREAD, FIOCLEX, FIONBIO};

/* What is asked of a descriptor. Others have signals sent to any process (F_SETOWN). */
static const unsigned long controls[] = {F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD,  F_SETFD,	  F_GETFL,     F_SETFL,
					 F_GETLK, F_SETLK,	   F_SETLKW, F_OFD_GETLK, F_OFD_SETLK, F_OFD_SETLKW};

/* Of a new task: a thread begins, and no process, least of all one that is root in a namespace of its own. */
enum { NAMESPACES = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET };

/* What only an intruder would want: the process ends where it is tried. */
static const int deadly[] = {
	SCMP_SYS(execve),
	SCMP_SYS(execveat),
	SCMP_SYS(socket),
	SCMP_SYS(socketpair),
	SCMP_SYS(connect),
	SCMP_SYS(bind),
	SCMP_SYS(listen),
	SCMP_SYS(accept),
	SCMP_SYS(accept4),
	SCMP_SYS(ptrace),
	SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev),
	SCMP_SYS(pidfd_getfd),
	SCMP_SYS(io_uring_setup),
	SCMP_SYS(bpf),
	SCMP_SYS(perf_event_open),
	SCMP_SYS(userfaultfd),
	SCMP_SYS(keyctl),
	SCMP_SYS(add_key),
	SCMP_SYS(request_key),
	SCMP_SYS(mount),
	SCMP_SYS(umount2),
	SCMP_SYS(pivot_root),
	SCMP_SYS(chroot),
	SCMP_SYS(setns),
	SCMP_SYS(unshare),
	SCMP_SYS(init_module),
	SCMP_SYS(finit_module),
	SCMP_SYS(delete_module),
	SCMP_SYS(kexec_load),
	SCMP_SYS(reboot),
	SCMP_SYS(swapon),
	SCMP_SYS(open_by_handle_at),
	SCMP_SYS(symlink),
	SCMP_SYS(symlinkat),
	SCMP_SYS(link),
	SCMP_SYS(linkat),
	SCMP_SYS(mknod),
	SCMP_SYS(mknodat),
};

/* Calls that this machine does not have are no error. */
static int add_rules(scmp_filter_ctx filter, uint32_t action, const int *calls, size_t n)
{
	int rc = 0;
	for (size_t i = 0; i < n && rc == 0; i++)
		rc = calls[i] < 0 ? 0 : seccomp_rule_add(filter, action, calls[i], 0);
	return rc;
}

static int add_values(scmp_filter_ctx filter, int call, const unsigned long *values, size_t n)
{
	int rc = 0;
	for (size_t i = 0; i < n && rc == 0; i++)
		rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1, SCMP_A1(SCMP_CMP_EQ, values[i]));
	return rc;
}

/*
 * Calls whose arguments decide. What clone3() is to begin stands in memory, which no filter sees: the C library does without it when it is
 * told that there is none.
 */
static int add_particular(scmp_filter_ctx filter)
{
	int rc = add_values(filter, SCMP_SYS(ioctl), requests, sizeof requests / sizeof *requests);
	if (rc == 0)
		rc = add_values(filter, SCMP_SYS(fcntl), controls, sizeof controls / sizeof *controls);
	if (rc == 0)
		rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
				      SCMP_A0(SCMP_CMP_MASKED_EQ, (scmp_datum_t)(CLONE_THREAD | NAMESPACES), CLONE_THREAD));
	if (rc == 0)
		rc = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
	if (rc == 0)
		rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, SCMP_A0(SCMP_CMP_EQ, 0));
	if (rc == 0)
		rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid()));
	return rc;
}

static int leave_calls(struct err *e)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	int rc = filter ? 0 : -ENOMEM;
	if (rc == 0)
		rc = add_rules(filter, SCMP_ACT_ALLOW, allowed, sizeof allowed / sizeof *allowed);
	if (rc == 0)
		rc = add_particular(filter);
	if (rc == 0)
		rc = add_rules(filter, SCMP_ACT_KILL_PROCESS, deadly, sizeof deadly / sizeof *deadly);
	if (rc == 0)
		rc = seccomp_load(filter);
	seccomp_release(filter);
	return rc == 0 ? 0
		       : err_set(e, ERR_SYSTEM,
				 "the sandbox's list of system calls cannot be loaded: %s (--no-sandbox goes without)",
				 strerror(-rc));
}

static bool has_seccomp(void)
{
#ifdef __SANITIZE_ADDRESS__
	return false; /* the sanitizer of leaks traces the process at its end */
#else
	uint32_t action = SECCOMP_RET_ERRNO;
	bool missing = syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) < 0 && errno == ENOSYS;
	return !missing && prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0;
#endif
}

/* --- both ---------------------------------------------------------------------------------------------------------------- */

struct sandbox_state sandbox_probe(void)
{
	return (struct sandbox_state){.landlock = landlock_version(), .seccomp = has_seccomp()};
}

int sandbox_enter(const struct sandbox *s, struct sandbox_state *state, struct err *e)
{
	struct sandbox_state has = sandbox_probe();
	if (state)
		*state = has;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return err_set(e, ERR_SYSTEM, "the sandbox cannot be entered: %s (--no-sandbox goes without)", strerror(errno));
	if (has.landlock) {
		library_secure(system_paths, sizeof system_paths / sizeof *system_paths);
		if (lock_files(s, has.landlock, e) < 0)
			return -1;
	}
	return has.seccomp ? leave_calls(e) : 0;
}

const char *sandbox_describe(const struct sandbox_state *state, struct arena *a)
{
	const char *seccomp = state->seccomp ? "seccomp" : "no seccomp";
	return state->landlock ? arena_printf(a, "Landlock version %d and %s", state->landlock, seccomp)
			       : arena_printf(a, "%s, no Landlock in this kernel", seccomp);
}
