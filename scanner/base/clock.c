/* SPDX-License-Identifier: MIT */
#include "base/clock.h"

#include <errno.h>
#include <stdlib.h>

bool clock_set(struct tm *utc)
{
	const char *text = getenv("SOURCE_DATE_EPOCH");
	char *end;
	if (!text || !*text)
		return false;
	errno = 0;
	long long seconds = strtoll(text, &end, 10);
	time_t t = (time_t)seconds;
	return !errno && !*end && seconds >= 0 && seconds <= 253402300799 && gmtime_r(&t, utc);
}

int64_t clock_milliseconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void clock_today(char out[CLOCK_DAY])
{
	struct tm utc;
	time_t now = time(NULL);
	if (!clock_set(&utc))
		gmtime_r(&now, &utc);
	strftime(out, CLOCK_DAY, "%Y-%m-%d", &utc);
}
