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

void clock_today(char out[CLOCK_DAY])
{
	struct tm utc;
	time_t now = time(NULL);
	if (!clock_set(&utc))
		gmtime_r(&now, &utc);
	strftime(out, CLOCK_DAY, "%Y-%m-%d", &utc);
}
