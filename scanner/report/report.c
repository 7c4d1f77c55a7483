/* SPDX-License-Identifier: MIT */
#include "report/report.h"

#include <string.h>

#define REPORT(name) extern const struct report report_##name;
#include "report/reports.def"
#undef REPORT

static const struct report *const table[] = {
#define REPORT(name) &report_##name,
#include "report/reports.def"
#undef REPORT
};

const struct report *const *report_table(size_t *count)
{
	*count = sizeof table / sizeof *table;
	return table;
}

const struct report *report_find(const char *id)
{
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (!strcmp(table[i]->id, id))
			return table[i];
	return NULL;
}
