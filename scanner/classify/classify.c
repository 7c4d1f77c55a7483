/* SPDX-License-Identifier: MIT */
#include "classify/classify.h"

#include "base/path.h"

#include <string.h>
#include <strings.h>

const struct reader *classify(const struct reader *const *table, size_t n, const struct probe *p)
{
	const struct reader *best = NULL;
	unsigned highest = 0;
	for (size_t i = 0; i < n; i++) {
		unsigned bid = table[i]->bid(p);
		if (bid > highest) {
			highest = bid;
			best = table[i];
		}
	}
	return best;
}

/* Names are matched in lower case, with '-' and ' ' as '_'. The first that fits decides. */
static const struct {
	const char *pattern;
	enum purpose is;
} documents[] = {
	{"package.json", PURPOSE_PACKAGE},
	{"metadata", PURPOSE_PACKAGE},
	{"pkg_info", PURPOSE_PACKAGE},
	{"pyproject.toml", PURPOSE_PACKAGE},
	{"setup.cfg", PURPOSE_PACKAGE},
	{"setup.py", PURPOSE_PACKAGE},
	{"description", PURPOSE_PACKAGE},
	{"codemeta.json", PURPOSE_PACKAGE},
	{".zenodo.json", PURPOSE_PACKAGE},
	{"cargo.toml", PURPOSE_PACKAGE},
	{"pom.xml", PURPOSE_PACKAGE},
	{"package.xml", PURPOSE_PACKAGE},
	{"*.spec", PURPOSE_PACKAGE},
	{"citation.cff", PURPOSE_PACKAGE},
	{"kitfile", PURPOSE_PACKAGE},
	{"modelfile", PURPOSE_PACKAGE},
	{"mlmodel", PURPOSE_PACKAGE},
	{"*use_policy*", PURPOSE_POLICY},
	{"*usage_policy*", PURPOSE_POLICY},
	{"*use_restrictions*", PURPOSE_POLICY},
	{"*use_guidelines*", PURPOSE_POLICY},
	{"*usage_guidelines*", PURPOSE_POLICY},
	{"*acceptable_use*", PURPOSE_POLICY},
	{"*prohibited_use*", PURPOSE_POLICY},
	{"aup", PURPOSE_POLICY},
	{"aup[._]*", PURPOSE_POLICY},
	{"*_aup", PURPOSE_POLICY},
	{"*_aup[._]*", PURPOSE_POLICY},
	{"third_party*", PURPOSE_NOTICE},
	{"thirdparty*", PURPOSE_NOTICE},
	{"notice*", PURPOSE_NOTICE},
	{"disclaimer*", PURPOSE_NOTICE},
	{"*_notice", PURPOSE_NOTICE},
	{"*_notice[._]*", PURPOSE_NOTICE},
	{"*_notices[._]*", PURPOSE_NOTICE},
	{"*licen[sc]e_plate*", PURPOSE_OTHER}, /* of cars */
	{"*licen[sc]eplate*", PURPOSE_OTHER},
	{"*contributor_licen[sc]e*", PURPOSE_OTHER}, /* what those agree to who give something */
	{"licen[sc]e_cla", PURPOSE_OTHER},
	{"licen[sc]e_cla[._]*", PURPOSE_OTHER},
	{"licen[sc]e_header*", PURPOSE_OTHER},	/* of source files, as a template */
	{"*model*_licen[sc]es*", PURPOSE_CARD}, /* lists what each is under, as a table of a card does */
	{"*weights_licen[sc]es*", PURPOSE_CARD},
	{"*checkpoints_licen[sc]es*", PURPOSE_CARD},
	{"licen[sc]e_comparison*", PURPOSE_OTHER}, /* what others' licenses say, side by side */
	{"licen[sc]es_comparison*", PURPOSE_OTHER},
	{"licen[sc]e_compatibility*", PURPOSE_OTHER},
	{"licen[sc]e_faq*", PURPOSE_CARD}, /* explain the license beside them, and are none */
	{"*_licen[sc]e_faq*", PURPOSE_CARD},
	{"licen[sc]e_summary*", PURPOSE_CARD},
	{"*_licen[sc]e_summary*", PURPOSE_CARD},
	{"license*", PURPOSE_LICENSE},
	{"licence*", PURPOSE_LICENSE},
	{"*[._]license", PURPOSE_LICENSE},
	{"*[._]licence", PURPOSE_LICENSE},
	{"*license.*", PURPOSE_LICENSE},
	{"*licence.*", PURPOSE_LICENSE},
	{"*[._]licen[sc]e_[0-9]*", PURPOSE_LICENSE},
	{"*[._]licen[sc]e_v[0-9]*", PURPOSE_LICENSE},
	{"*[._]licen[sc]e_[a-z][a-z].*", PURPOSE_LICENSE}, /* a language */
	{"*license_agreement*", PURPOSE_LICENSE},
	{"*licenseagreement*", PURPOSE_LICENSE},
	{"copying*", PURPOSE_LICENSE},
	{"copyright*", PURPOSE_LICENSE},
	{"unlicense*", PURPOSE_LICENSE},
	{"eula*", PURPOSE_LICENSE},
	{"*terms_of_use*", PURPOSE_LICENSE},
	{"*terms_of_service*", PURPOSE_LICENSE},
	{"*use_agreement*", PURPOSE_LICENSE},
	{"*user_agreement*", PURPOSE_LICENSE},
	{"*model_agreement*", PURPOSE_LICENSE},
	{"*community_agreement*", PURPOSE_LICENSE},
	{"*terms_and_conditions*", PURPOSE_LICENSE},
	{"terms.*", PURPOSE_LICENSE},
	{"terms", PURPOSE_LICENSE},
	{"*template*", PURPOSE_OTHER}, /* of a card, to be filled in for something else */
	{"readme*", PURPOSE_CARD},
	{"*_readme", PURPOSE_CARD},
	{"*_readme[._]*", PURPOSE_CARD},
	{"*model_card*", PURPOSE_CARD},
	{"*modelcard*", PURPOSE_CARD},
	{"model.md", PURPOSE_CARD},
	{"model_zoo*", PURPOSE_CARD},
	{"modelzoo*", PURPOSE_CARD},
	{"pretrained.*", PURPOSE_CARD}, /* lists of weights among documents, as a zoo is */
	{"pretrained_model*.*", PURPOSE_CARD},
	{"pretrained_weights.*", PURPOSE_CARD},
	{"pretrained_checkpoints.*", PURPOSE_CARD},
};

/* Code and data that happen to be called so: license_plate.py, notice.json, copying.c. */
static const char *const not_documents[] = {
	".py",	".pyi", ".ipynb", ".js",  ".mjs",  ".cjs", ".ts",    ".tsx", ".jsx", ".json", ".jsonl", ".c",	  ".h",	   ".cc",
	".cpp", ".hpp", ".go",	  ".rs",  ".java", ".kt",  ".swift", ".rb",  ".php", ".sh",   ".yaml",	".yml",	  ".toml", ".xml",
	".csv", ".tsv", ".css",	  ".map", ".svg",  ".lua", ".sql",   ".cs",  ".ini", ".cfg",  ".lock",	".proto", ".meta",
};

static void fold(const char *base, char *out, size_t size)
{
	size_t i = 0;
	for (; base[i] && i + 1 < size; i++) {
		char c = base[i];
		out[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c == '-' || c == ' ' ? '_' : (unsigned char)c < 128 ? c : '?';
	}
	out[i] = 0;
}

static bool in_folder(const char *name, const char *folder)
{
	const char *base = path_base(name);
	size_t len = strlen(folder);
	if ((size_t)(base - name) < len + 1)
		return false;
	const char *at = base - 1 - len;
	return (at == name || at[-1] == '/') && !strncasecmp(at, folder, len);
}

bool classify_keeps_cards(const char *folder, size_t len)
{
	static const char *const folders[] = {"model_cards", "model-cards", "modelcards"};
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		if (strlen(folders[i]) == len && !strncasecmp(folder, folders[i], len))
			return true;
	return false;
}

/* The folder that it lies in is called so. */
static bool in_folder_of_cards(const char *name)
{
	const char *base = path_base(name), *from = base > name ? base - 1 : name;
	size_t len = (size_t)(from - name);
	while (from > name && from[-1] != '/')
		from--;
	return classify_keeps_cards(from, len - (size_t)(from - name));
}

enum purpose classify_purpose(const char *name)
{
	char base[512];
	fold(path_base(name), base, sizeof base);
	const char *ending = strrchr(base, '.');
	bool code = false;
	for (size_t i = 0; ending && i < sizeof not_documents / sizeof *not_documents; i++)
		code = code || !strcmp(ending, not_documents[i]);
	for (size_t i = 0; i < sizeof documents / sizeof *documents; i++)
		if ((!code || documents[i].is == PURPOSE_PACKAGE) && name_like(base, documents[i].pattern))
			return documents[i].is;
	if (!code && (strstr(path_base(name), "许可") || strstr(path_base(name), "协议")))
		return PURPOSE_LICENSE;
	bool page = path_base(name) == name && !strcmp(base, "index.md"); /* what a site shows in place of a README */
	if (page || (name_ends(base, ".md") && in_folder_of_cards(name)))
		return PURPOSE_CARD;
	bool collected = in_folder(name, "licenses") || in_folder(name, "licences") || in_folder(name, "license");
	return collected && !code ? PURPOSE_LICENSE : PURPOSE_OTHER;
}

const char *purpose_name(enum purpose p)
{
	static const char *const names[] = {"license", "notice", "policy", "card", "package", "other"};
	return names[p];
}
