/* SPDX-License-Identifier: MIT */
#include "base/halt.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t came;

static const struct {
	int number;
	const char *name;
} signals[] = {{SIGINT, "SIGINT"}, {SIGTERM, "SIGTERM"}, {SIGHUP, "SIGHUP"}};

enum { COUNT = sizeof signals / sizeof *signals };

/* Each handler is gone with its first signal (SA_RESETHAND); those of the others go here. */
static void take(int number)
{
	came = number;
	for (int i = 0; i < COUNT; i++)
		signal(signals[i].number, SIG_DFL);
}

void halt_on_signals(void)
{
	struct sigaction a = {.sa_handler = take, .sa_flags = (int)SA_RESETHAND};
	struct sigaction before;
	sigemptyset(&a.sa_mask);
	for (int i = 0; i < COUNT;
	     i++) /* one that is ignored (nohup) stays so; calls are not restarted, so that a read that waits ends */
		if (sigaction(signals[i].number, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
			sigaction(signals[i].number, &a, NULL);
}

int halt_check(struct err *e)
{
	int number = came;
	for (int i = 0; number && i < COUNT; i++)
		if (signals[i].number == number)
			return err_set(e, ERR_HALT, "The scan was told to end (%s); the rest was not read.", signals[i].name);
	return 0;
}
