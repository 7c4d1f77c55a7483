/* SPDX-License-Identifier: MIT */
#include "findings/finding.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const struct finding_info finding_table[N_FINDINGS] = {
#define FINDING(symbol, id, severity, title, remedy) {id, SEVERITY_##severity, title, remedy},
#include "findings/findings.def"
#undef FINDING
};

int finding_number(const char *id)
{
	for (int i = 0; i < N_FINDINGS; i++)
		if (finding_table[i].id == id) /* as it is in a finding */
			return i;
	for (int i = 0; i < N_FINDINGS; i++)
		if (!strcmp(finding_table[i].id, id))
			return i;
	return -1;
}

bool finding_is(const struct finding *f, enum finding_number number)
{
	return f->id == finding_table[number].id;
}

bool finding_exists(const struct artifact *a, enum finding_number number)
{
	for (size_t i = 0; i < a->n_findings; i++)
		if (finding_is(&a->findings[i], number))
			return true;
	return false;
}

bool finding_tells(const struct artifact *a, const struct fact *words)
{
	for (size_t i = 0; i < a->n_findings; i++) {
		const struct finding *told = &a->findings[i];
		for (size_t k = 0; k < told->n_evidence && told->severity != SEVERITY_NOTE; k++) {
			const struct fact *by = told->evidence[k];
			if (by->kind != FACT_MATCH && by->at.start < words->at.end && words->at.start < by->at.end &&
			    !strcmp(by->at.entry, words->at.entry))
				return true;
		}
	}
	return false;
}

bool finding_of_license(const struct artifact *a, enum finding_number number, const struct license *l)
{
	for (size_t i = 0; i < a->n_findings; i++) {
		const struct fact *f = finding_is(&a->findings[i], number) ? a->findings[i].evidence[0] : NULL;
		if (f && f->kind == FACT_MATCH && ((const struct match *)f->detail)->license == l)
			return true;
	}
	return false;
}

static struct finding *append(struct artifact *to, struct arena *a)
{
	if (to->n_findings == to->findings_capacity) {
		size_t capacity = to->findings_capacity ? to->findings_capacity * 2 : 8;
		struct finding *grown = arena_array(a, capacity, sizeof *grown);
		if (to->n_findings)
			memcpy(grown, to->findings, to->n_findings * sizeof *grown);
		to->findings = grown;
		to->findings_capacity = capacity;
	}
	return &to->findings[to->n_findings++];
}

void finding_add(struct artifact *to, struct arena *a, enum finding_number number, const struct fact *const *evidence, size_t n,
		 const char *format, ...)
{
	char message[2000];
	va_list ap;
	va_start(ap, format);
	vsnprintf(message, sizeof message, format, ap);
	va_end(ap);
	const struct finding_info *info = &finding_table[number];
	*append(to, a) = (struct finding){
		.id = info->id,
		.severity = info->severity,
		.message = arena_strdup(a, message),
		.remedy = info->remedy,
		.evidence = arena_memdup(a, evidence, n * sizeof(const struct fact *)),
		.n_evidence = n,
	};
}

const char *severity_name(enum severity s)
{
	static const char *const names[] = {"note", "warning", "error"};
	return names[s];
}

const char *verdict_name(enum verdict v)
{
	static const char *const names[] = {
		[VERDICT_PASS] = "pass",
		[VERDICT_REVIEW] = "review",
		[VERDICT_INCOMPLETE] = "incomplete",
		[VERDICT_FAIL] = "fail",
	};
	return names[v];
}

const char *novelty_name(enum novelty n)
{
	static const char *const names[] = {"unknown", "new", "changed", "same", "gone"};
	return names[n];
}
