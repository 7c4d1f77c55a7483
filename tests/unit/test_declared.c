/* SPDX-License-Identifier: MIT */
/* Declarations: every claim with its true place; broken documents are said and what they claim is kept. */
#include "base/buf.h"
#include "declared/declared.h"
#include "declared/rfc822.h"
#include "reading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

/* The facts of a document, one a line: "license=mit@3" for a claim and "(name=x@1)" for a meta fact, with the line they stand in. */
static void describe(const struct outcome *o, struct buf *out)
{
	buf_init(out, 1 << 16);
	for (size_t i = 0; i < o->sink.count; i++) {
		const struct fact *f = &o->sink.facts[i];
		if (f->kind == FACT_DECLARED)
			buf_printf(out, "%s=%s@%u\n", f->key, f->value, f->at.line_start);
		if (f->kind == FACT_META)
			buf_printf(out, "(%s=%s@%u)\n", f->key, f->value, f->at.line_start);
		if (f->kind == FACT_NOTE || f->kind == FACT_PROBLEM)
			buf_printf(out, "%s: %s\n", f->key, f->value);
	}
}

/* Of an unescaped value its place holds the very bytes. */
static void check_places(const struct outcome *o, size_t len)
{
	for (size_t i = 0; i < o->sink.count; i++) {
		const struct fact *f = &o->sink.facts[i];
		if (f->kind != FACT_DECLARED && f->kind != FACT_META)
			continue;
		assert_true(f->at.start < f->at.end && f->at.end <= len);
		uint32_t line = 1;
		for (size_t k = 0; k < f->at.start; k++)
			line += o->bytes[k] == '\n';
		assert_int_equal(f->at.line_start, line);
	}
}

struct document {
	const char *name, *text, *reader, *facts;
	const char *error; /* part of the sentence; NULL: none */
};

static void check(const struct document *d)
{
	struct outcome o;
	BUF_AUTO struct buf facts;
	size_t len = strlen(d->text);
	outcome_of(&o, declared_readers, d->name, d->text, len, (int64_t)len);
	describe(&o, &facts);
	if (strcmp(o.reader ? o.reader->id : "nobody", d->reader))
		fail_msg("%s: read by %s instead of %s", d->name, o.reader ? o.reader->id : "nobody", d->reader);
	if (strcmp(buf_str(&facts), d->facts))
		fail_msg("%s\n--- text\n%s\n--- facts\n%s--- wanted\n%s", d->name, d->text, buf_str(&facts), d->facts);
	if (d->error ? o.rc == 0 || !strstr(o.err.text, d->error) : o.rc < 0)
		fail_msg("%s\n%s\nsaid \"%s\"", d->name, d->text, o.err.text);
	check_places(&o, len);
	outcome_release(&o);
}

static void check_all(const struct document *documents, size_t n)
{
	for (size_t i = 0; i < n; i++)
		check(&documents[i]);
	for (size_t i = 0; i < n; i++)
		torment(declared_readers, documents[i].name, documents[i].text, strlen(documents[i].text), 300);
}

#define CHECK_ALL(documents) check_all((documents), sizeof(documents) / sizeof *(documents))

static void model_cards(void **state)
{
	(void)state;
	static const struct document documents[] = {
		{"README.md", "---\nlicense: our-own\nlanguage:\n- en\n- no\n---\n# Tiny\n", "model-card",
		 "license=our-own@2\n(language=en@4)\n(language=no@5)\n", NULL},
		{"sub/README.md", "---\nlicense: [mit, \"x-1.0\"]\nlicense_name: Own\nlicense_link: LICENSE.md\n---\n",
		 "model-card", "license=mit@2\nlicense=x-1.0@2\nlicense_name=Own@3\nlicense_link=LICENSE.md@4\n", NULL},
		{"README.md", "\xEF\xBB\xBF\r\n---\r\nlicense: 'no'\r\nbase_model:\r\n  - org/one\r\n  - org/two\r\n---\r\ntext",
		 "model-card", "license=no@3\nbase_model=org/one@5\nbase_model=org/two@6\n", NULL},
		{"README.md", " --- \nlicense: no\nbase_model: org/one\n---\n", "model-card",
		 "license=no@2\nbase_model=org/one@3\n", NULL},
		{"README.md", "---\nlicense: no\nversion: 1.0\n---\n", "model-card", "license=no@2\n(version=1.0@3)\n", NULL},
		{"README.md", "---\nlicense: a\nlicense: b\n---\n", "model-card", "license=a@2\nlicense=b@3\n", NULL},
		{"README.md", "---\nlicense:\nbase_model: o/m # its parent\n---\n", "model-card",
		 "base_model=o/m@3\nempty-license: The card's license field at line 2 is empty.\n", NULL},
		{"README.md", "---\nlicense: \"\"\n---\n", "model-card", "", NULL},
		{"README.md", "---\ntags:\n- license:own\n- base_model:quantized:o/m\n- base_model:o/m\n- text\n---\n",
		 "model-card", "license=own@3\nbase_model_relation=quantized@4\nbase_model=o/m@4\nbase_model=o/m@5\n", NULL},
		{"README.md",
		 "---\nlicense: own\nextra_gated_prompt: >-\n  You agree\n  to all.\nextra_gated_fields:\n  Name: text\n---\n",
		 "model-card", "license=own@2\n(gated=extra_gated_prompt@3)\n(gated=extra_gated_fields@6)\n", NULL},
		{"README.md", "---\nmodel-index:\n- name: Tiny\n  results: []\ndatasets:\n- d/one\n---\n", "model-card",
		 "dataset=d/one@6\n(name=Tiny@3)\n(evaluation=model-index@2)\n", NULL},
		{"README.md", "---\nbase_model:\n- name: org/m\n  version: 2\nbase_model_relation: merge\n---\n", "model-card",
		 "base_model=org/m@3\nbase_model_relation=merge@5\n", NULL},
		{"README.md", "---\nlicense:\n\t- own\n\tlanguage: en\n---\n", "model-card", "license=own@3\n",
		 "claims were picked out of its lines"},
		{"README.md", "---\nlicense:\town\ntags:\n\t- x\n---\n", "model-card", "license=own@2\n", NULL},
		{"README.md", "---\nlicense: own # really\nbad: [unclosed\nbase_model: 'o/m'\n---\n", "model-card",
		 "license=own@2\nbase_model=o/m@4\n",
		 "front matter is not readable as YAML (claims were picked out of its lines): line "},
		{"README.md", "---\na: &x 1\nb: *x\n---\n", "model-card", "", "line 3, column 4: an alias"},
		{"README.md", "---\nlicense: own\nx: \xFF\n---\n", "model-card", "license=own@2\n", "not readable as YAML"},
		{"README.md", "---\nlicense: \xFFown\n---\n", "model-card", "license=\\xFFown@2\n", "not readable as YAML"},
		{"README.md", "---\nlicense: own\n\nNo end of it.\n", "model-card", "license=own@2\n", "never closed"},
		{"README.md", "---\nA rule above, and one below.\n\n---\n", "model-card", "", NULL},
		{"README.md", "---\nOnly a rule: above.\n", "model-card", "", NULL},
		{"README.md", "# Title\n---\nlicense: own\n---\n", "nobody", "", NULL},
		{"docs/page.md", "---\ntitle: {{ x }}: y\n---\n", "model-card", "", NULL}, /* a template of some web site */
		{"docs/page.md", "---\ntitle: t\nlicense: own\n---\n", "model-card", "license=own@3\n", NULL},
		{"notes.txt", "---\nlicense: own\n---\n", "nobody", "", NULL},
		{"model_card_data.yaml", "license: own\nbase_model: o/m\n", "model-card", "license=own@1\nbase_model=o/m@2\n",
		 NULL},
		{"README.md", "---\nlicense: Å-own\nlicense_name: \"a\\tb\"\n---\n", "model-card",
		 "license=Å-own@2\nlicense_name=a\tb@3\n", NULL},
	};
	CHECK_ALL(documents);
}

static void a_claim_stands_where_it_is_said_to(void **state)
{
	(void)state;
	static const char text[] = "---\ntitle: \xC3\xA9\xE6\xBC\xA2\nlicense: \"our-own\"\nbase_model: o/m\n---\n";
	struct outcome o;
	outcome_of(&o, declared_readers, "README.md", text, sizeof text - 1, sizeof text - 1);
	const struct fact *license = outcome_fact(&o, "license", 0), *base = outcome_fact(&o, "base_model", 0);
	assert_memory_equal(text + license->at.start, "our-own\"", 8);
	assert_int_equal(license->at.end - license->at.start, 7);
	assert_memory_equal(text + base->at.start, "o/m\n", 4);
	assert_int_equal(base->at.end - base->at.start, 3);
	outcome_release(&o);
}

static void a_long_claim_is_cut(void **state)
{
	(void)state;
	BUF_AUTO struct buf b;
	struct outcome o;
	buf_init(&b, 1 << 20);
	buf_add_str(&b, "---\nlicense: ");
	for (int i = 0; i < 20000; i++)
		buf_add_char(&b, 'w');
	buf_add_str(&b, "\n---\n");
	outcome_of(&o, declared_readers, "README.md", b.data, b.len, (int64_t)b.len);
	assert_int_equal(strlen(outcome_value(&o, "license", 0)), VALUE_BYTES);
	outcome_release(&o);
}

static void a_flood_of_claims_is_stopped(void **state)
{
	(void)state;
	BUF_AUTO struct buf b;
	struct outcome o;
	buf_init(&b, 1 << 20);
	buf_add_str(&b, "Metadata-Version: 2.1\n");
	for (int i = 0; i < CLAIMS_PER_ENTRY + 100; i++)
		buf_add_str(&b, "License: x\n");
	outcome_of(&o, declared_readers, "PKG-INFO", b.data, b.len, (int64_t)b.len);
	assert_int_equal(o.sink.count, CLAIMS_PER_ENTRY + 1);
	assert_int_equal(o.sink.facts[CLAIMS_PER_ENTRY].kind, FACT_PROBLEM);
	outcome_release(&o);
}

static void model_configurations(void **state)
{
	(void)state;
	static const struct document documents[] = {
		{"config.json",
		 "{\n \"_name_or_path\": \"org/base\",\n \"model_type\": \"tiny\",\n \"architectures\": [\"A\", \"B\"]\n}",
		 "config", "name_or_path=org/base@2\n(model_type=tiny@3)\n(architecture=A@4)\n(architecture=B@4)\n", NULL},
		{"config.json", "{\"port\": 80}", "nobody", "", NULL},
		{"config.json", "{\"model_type\": \"tiny\", \"_name_or_path\": \"\"}", "config", "(model_type=tiny@1)\n", NULL},
		{"config.json", "{\"model_type\": \"tiny\",\n\"x\": }", "config", "", "not readable as JSON: line 2, column 6"},
		{"config.json", "{\"license\": \"a\", \"model_type\": \"t\", \"license\": \"b\"}", "config",
		 "license=a@1\n(model_type=t@1)\nlicense=b@1\n", NULL},
		{"adapter_config.json",
		 "{\"base_model_name_or_path\": \"/home/u/m\",\n\"peft_type\": \"LORA\","
		 " \"revision\": null}",
		 "adapter-config", "base_model=/home/u/m@1\n(adapter_type=LORA@2)\nbase_model_relation=adapter@1\n", NULL},
		{"adapter_config.json", "{\"base_model_name_or_path\": null}", "adapter-config", "", NULL},
		{"adapter_config.json", "{\"base_model_name_or_path\": [1,", "adapter-config", "", "ends in the middle"},
		{"model_index.json", "{\"_class_name\": \"P\", \"_name_or_path\": \"o/m\", \"unet\": [\"diffusers\", \"U\"]}",
		 "model-index", "(architecture=P@1)\nname_or_path=o/m@1\n", NULL},
		{"tokenizer_config.json",
		 "{\"added_tokens_decoder\": {\"0\": {\"content\": \"<s>\"}},\n\"name_or_path\": \"o/m\"}", "tokenizer-config",
		 "name_or_path=o/m@2\n", NULL},
		{"m/MAR-INF/MANIFEST.json",
		 "{\"runtime\": \"python\", \"model\": {\"modelName\": \"n\","
		 " \"serializedFile\": \"n.pt\", \"license\": \"own\"}, \"archiverVersion\": \"0.9\"}",
		 "mar-manifest", "(runtime=python@1)\n(producer=0.9@1)\n(name=n@1)\n(weights_path=n.pt@1)\nlicense=own@1\n",
		 NULL},
		{"MANIFEST.json", "{\"model\": {\"modelName\": \"n\"}}", "nobody", "", NULL},
		{"m-weights_manifest.json", "[{\"weights\": [{\"name\": \"a\"}],\n\"paths\": [\"m.bin\", \"n.bin\"]}]",
		 "tfjs-manifest", "(weights_path=m.bin@2)\n(weights_path=n.bin@2)\n", NULL},
		{"model.json",
		 "{\"modelTopology\": {}, \"generatedBy\": \"g\", \"weightsManifest\": [{\"paths\": [\"group1-shard1of1.bin\"]}],"
		 " \"userDefinedMetadata\": {\"license\": \"own\"}}",
		 "tfjs-manifest", "(producer=g@1)\nlicense=own@1\n(weights_path=group1-shard1of1.bin@1)\n", NULL},
		{"model.json", "{\"x\": 1}", "nobody", "", NULL},
		{"ckpt/_CHECKPOINT_METADATA",
		 "{\"item_handlers\": \"orbax.H\", \"metrics\": {},\n\"custom_metadata\": {\"license\": \"own\", \"name\": "
		 "\"n\"}}",
		 "orbax", "(producer=orbax.H@1)\nlicense=own@2\n(name=n@2)\n", NULL},
		{"_METADATA", "{\"tree_metadata\": {}, \"custom_metadata\": null}", "orbax", "", NULL},
	};
	CHECK_ALL(documents);
}

static void merges(void **state)
{
	(void)state;
	static const struct document documents[] = {
		{"mergekit_config.yml",
		 "models:\n  - model: o/a\n    parameters: {weight: 1}\n  - model: o/b\nmerge_method: ties\nbase_model: o/base\n",
		 "mergekit",
		 "base_model=o/base@6\nbase_model=o/a@2\nbase_model=o/b@4\nbase_model_relation=merge@5\n(merge_method=ties@5)\n",
		 NULL},
		{"mergekit_config.yml",
		 "slices:\n- sources:\n  - model: o/a\n    layer_range: [0, 8]\n  - model: {model: {path: o/b}}\n- sources:\n  - "
		 "model: o/a\n",
		 "mergekit", "base_model=o/a@3\nbase_model=o/b@5\nbase_model_relation=merge@1\n", NULL},
		{"mergekit_config.yml", "- x\n", "mergekit", "", "not a map"},
	};
	CHECK_ALL(documents);
}

static void packages(void **state)
{
	(void)state;
	static const struct document documents[] = {
		{"package/package.json",
		 "{\n  \"name\": \"@o/p\",\n  \"version\": \"1.0.0\",\n  \"author\": {\"name\": \"A\"},\n  \"license\": "
		 "\"Own-1.0\"\n}",
		 "package-json", "(name=@o/p@2)\n(version=1.0.0@3)\n(author=A@4)\nlicense=Own-1.0@5\n", NULL},
		{"package.json", "{\"license\": {\"type\": \"Own\", \"url\": \"http://e\"}}", "package-json",
		 "license=Own@1\nlicense_link=http://e@1\n", NULL},
		{"package.json", "{\"licenses\": [{\"type\": \"A\"}, {\"type\": \"B\"}]}", "package-json", "license=A OR B@1\n",
		 NULL},
		{"package.json", "{\"license\": \"see license in OWN.txt\"}", "package-json",
		 "license=see license in OWN.txt@1\nlicense_file=OWN.txt@1\n", NULL},
		{"package.json", "{\"type\": \"module\"}", "package-json", "", NULL},
		{"package.json", "{\"license\": null}", "package-json", "", NULL},
		{"package.json", "{\"license\": \"Own\",", "package-json", "", "not readable as JSON: line 1, column 19"},
		{"x-1.0.dist-info/METADATA",
		 "Metadata-Version: 2.4\nName: x\nVersion: 1.0\nLicense-Expression: Own-1.0 OR Other\nLicense-File: "
		 "LICENSE\nLicense-File: NOTICE\n"
		 "Classifier: License :: OSI Approved :: Own License\nClassifier: License :: OSI Approved\n"
		 "Classifier: Topic :: X\n\nLicense: not a field\n",
		 "python-metadata",
		 "(name=x@2)\n(version=1.0@3)\nlicense=Own-1.0 OR Other@4\nlicense_file=LICENSE@5\nlicense_file=NOTICE@6\n"
		 "license=Own License@7\n(license_classifier=Own License@7)\n",
		 NULL},
		{"x/PKG-INFO", "Metadata-Version: 1.0\r\nName: x\r\nLicense: UNKNOWN\r\nAuthor: A\r\n\r\n", "python-metadata",
		 "(name=x@2)\n(author=A@4)\n", NULL},
		{"x/PKG-INFO", "Metadata-Version: 1.0\nLicense: Own\n        second line\nName: x\n", "python-metadata",
		 "license=Own\n        second line@2\n(name=x@4)\n", NULL},
		{"METADATA", "Just a file.\n", "nobody", "", NULL},
		{"info/index.json", "{\"name\": \"n\", \"license\": \"Own\", \"license_family\": \"F\"}", "conda",
		 "(name=n@1)\nlicense=Own@1\n(license_family=F@1)\n", NULL},
		{"pkg!/info/about.json", "{\"license_file\": [\"A\", \"B\"], \"license_url\": \"u\"}", "conda",
		 "license_file=A@1\nlicense_file=B@1\nlicense_link=u@1\n", NULL},
		{"index.json", "{\"license\": \"Own\"}", "nobody", "", NULL},
		{"CITATION.cff", "cff-version: 1.2.0\ntitle: T\nlicense: [A, B]\nreferences:\n- license: C\n", "citation",
		 "license=A OR B@3\n(title=T@2)\n", NULL},
		{"CITATION.cff", "license: Own-1.0\nlicense-url: http://e\n", "citation",
		 "license=Own-1.0@1\nlicense_link=http://e@2\n", NULL},
	};
	CHECK_ALL(documents);
}

static void maven(void **state)
{
	(void)state;
	static const struct document documents[] = {
		{"b-1.jar!/META-INF/maven/g/b/pom.xml",
		 "<?xml version='1.0'?>\n<project>\n<parent><version>9</version></parent>\n<artifactId>b</artifactId>\n"
		 "<version>1</version>\n<dependencies><dependency><artifactId>c</artifactId></dependency></dependencies>\n"
		 "<licenses>\n<license><name> Own &amp; 1 </name>\n<url>http://e</url></license>\n</licenses></project>",
		 "maven-pom", "(name=b@4)\n(version=1@5)\nlicense_link=http://e@9\nlicense=Own & 1@8\n", NULL},
		{"pom.xml",
		 "<project><licenses>\n<license><name>A</name></license>\n<license><name>B</name></license></licenses></project>",
		 "maven-pom", "license=A OR B@2\n", NULL},
		{"b-1.jar!/META-INF/maven/g/packed/pom.xml",
		 "<project><licenses><license><name>A</name></license></licenses></project>", "maven-pom",
		 "license_part=A for packed@1\n", NULL},
		{"pom.xml", "<project><licenses><license><name>A</name></license></licenses>\n<x>", "maven-pom", "license=A@1\n",
		 "line 2"},
		{"pom.xml", "<!DOCTYPE project [<!ENTITY a 'b'>]>\n<project>&a;</project>", "maven-pom", "", "document type"},
		{"pom.xml", "<other/>", "nobody", "", NULL},
		{"package.xml",
		 "<?xml version='1.0'?>\n<package format='3'>\n<name>b</name>\n<version>1</version>\n<license "
		 "file='L'>A</license>\n"
		 "<export><license>No</license></export>\n</package>",
		 "package-xml", "(name=b@3)\n(version=1@4)\nlicense=A@5\n", NULL},
		{"package.xml", "<package>\n<license>A</license>\n<license> B </license>\n</package>", "package-xml",
		 "license=A AND B@2\n", NULL},
		{"package.xml", "<package>\n<license>A</license>", "package-xml", "license=A@2\n", "line 2"},
		{"package.xml", "<Other/>", "nobody", "", NULL},
		{"pyproject.toml",
		 "[project]\nname = \"tern\"\nlicense = \"Quince-1.0\"\nclassifiers = [\n  \"Topic :: X\",\n  \"License :: OSI "
		 "Approved :: Pear License\",\n]\n[tool.x]\nlicense = \"No\"\n",
		 "toml-package",
		 "(name=tern@2)\nlicense=Quince-1.0@3\nlicense=Pear License@6\n(license_classifier=Pear License@6)\n", NULL},
	};
	CHECK_ALL(documents);
}

static void manifests_of_packages(void **state)
{
	(void)state;
	static const struct document documents[] = {
		{"pyproject.toml", "[project]\nlicense = { text = \"Pear\" } # none\n", "toml-package", "license=Pear@2\n", NULL},
		{"pyproject.toml", "[project]\nlicense = {file = 'LICENSE'}\n", "toml-package", "license_file=LICENSE@2\n", NULL},
		{"pyproject.toml", "[tool.poetry]\n# license = \"No\"\nlicense = 'Pear'\n[project.license]\ntext = \"Plum\"\n",
		 "toml-package", "license=Pear@3\nlicense=Plum@5\n", NULL},
		{"pyproject.toml", "[project]\nlicense.file = \"L\"\nlicense = [\n", "toml-package", "license_file=L@2\n", NULL},
		{"Cargo.toml",
		 "[package]\nlicense = \"Pear OR Plum\"\nlicense-file = \"L.txt\"\n[dependencies]\nx = { license = \"No\" }\n",
		 "toml-package", "license=Pear OR Plum@2\nlicense_file=L.txt@3\n", NULL},
		{"Cargo.toml", "[package]\nlicense.workspace = true\n", "toml-package", "", NULL},
		{"setup.cfg",
		 "[metadata]\nlicense = Pear\nlicense_files = L\nclassifiers =\n    Topic :: X\n    License :: "
		 "Plum\n[options]\nlicense = No\n",
		 "setup-cfg", "license=Pear@2\nlicense_file=L@3\nlicense=Plum@6\n(license_classifier=Plum@6)\n", NULL},
		{"setup.cfg", "[metadata]\nlicense = file: L\n", "setup-cfg", "license_file=L@2\n", NULL},
		{"settings.ini", "[DEFAULT]\nlib_name = tern\n# license = No\nlicense = Pear\n[x]\nlicense = No\n",
		 "nbdev-settings", "license=Pear@4\n", NULL},
		{"settings.ini", "[DEFAULT]\nlicense = Pear\n", "nobody", "", NULL},
		{"setup.py",
		 "# license='No'\nfrom x import license\nsetup(\n  license = 'Pear',\n  my_license='No', license=read('L'),\n  "
		 "classifiers=['License :: OSI Approved', 'License :: Plum'])\n",
		 "setup-py", "license=Pear@4\nlicense=Plum@6\n(license_classifier=Plum@6)\n", NULL},
		{"setup.py", "setup(**{\"license\": \"Pear\"})", "setup-py", "license=Pear@1\n", NULL},
		{"setup.py", "setup(name='tern', full_name='No', url=\"https://x.invalid/tern\", name=NAME)", "setup-py",
		 "(package_name=tern@1)\n(package_url=https://x.invalid/tern@1)\n", NULL},
		{"setup.py", "import x", "nobody", "", NULL},
		{"tern/__init__.py", "# __license__ = 'No'\n__license__ = \"Pear\"  # all\nx = __license__\n", "python-module",
		 "license=Pear@2\n", NULL},
		{"__about__.py", "__license__='Pear'\n", "python-module", "license=Pear@1\n", NULL},
		{"__init__.py", "__license__ = meta.get('License')\n__license__ =", "python-module", "", NULL},
		{"__init__.py", "import x", "nobody", "", NULL},
		{"wing.py", "__license__ = 'Pear'\n", "python-source", "(module_license=Pear@1)\n", NULL},
		{"wing.txt", "__license__ = 'No'\n", "nobody", "", NULL},
		{"DESCRIPTION", "Package: tern\nLicense: Pear-2 | Plum (>= 3) + file LICENSE\n", "r-description",
		 "(name=tern@1)\nlicense_file=LICENSE@2\nlicense=Pear-2 OR Plum (>= 3)@2\n", NULL},
		{"tern.spec", "Name:\ttern\nVersion: %{v}\n%if 1\nLicense:\tPear-2\n%endif\n%package beak\nLicense: Plum\n",
		 "rpm-spec", "(name=tern@1)\nlicense=Pear-2@4\n", NULL},
		{"tern.spec", "import x\nName: a\n", "nobody", "", NULL},
		{"DESCRIPTION", "Package: tern\nLicense: file LICENSE\n", "r-description",
		 "(name=tern@1)\nlicense_file=LICENSE@2\n", NULL},
		{"codemeta.json", "{\"name\": \"tern\",\n\"license\": \"https://x.invalid/Pear\"}", "codemeta",
		 "license=https://x.invalid/Pear@2\n(name=tern@1)\n", NULL},
		{"codemeta.json", "{\"license\": {\"name\": \"Pear\", \"url\": \"u\"}}", "codemeta",
		 "license=Pear@1\nlicense_link=u@1\n", NULL},
		{".zenodo.json", "{\"license\": {\"id\": \"pear\"}}", "zenodo", "license=pear@1\n", NULL},
		{".gitmodules", "[submodule \"wings\"]\n\tpath = lib/wings\n\turl = u\n[submodule \"beak\"]\n\tpath = beak\n",
		 "git-modules", "(submodule=lib/wings@2)\n(submodule=beak@5)\n", NULL},
	};
	CHECK_ALL(documents);
}

static void debian_copyright(void **state)
{
	(void)state;
	static const struct document documents[] = {
		{"usr/share/doc/x/copyright",
		 "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nUpstream-Name: x\n\nFiles: "
		 "*\nCopyright: A\n"
		 "License: Own-1.0\n Some text\n .\n of the license.\n\nFiles: debian/*\n doc/*\nLicense: Other\n\nLicense: "
		 "Own-1.0\n text\n",
		 "debian-copyright",
		 "(name=x@2)\n(license_under_name=Own-1.0@6)\nlicense=Own-1.0@6\n(license_under_name=Other@13)\n"
		 "license_part=Other for debian/*  doc/*@13\n(license_under_name=Own-1.0@15)\n",
		 NULL},
		{"debian/copyright", "Format: http://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nLicense: Own\n",
		 "debian-copyright", "(license_under_name=Own@2)\nlicense=Own@2\n", NULL},
		{"usr/share/doc/x/copyright", "This package was made by A.\nLicense: see there.\n", "nobody", "", NULL},
	};
	CHECK_ALL(documents);
}

static void kits_and_other_manifests(void **state)
{
	(void)state;
	static const struct document documents[] = {
		{"Kitfile",
		 "manifestVersion: 1.0.0\npackage:\n  name: n\n  license: A\nmodel:\n  name: m\n  path: reg.example/o/base:v1\n  "
		 "license: B\n"
		 "  parts:\n  - {path: lora.bin, license: C}\ncode:\n- {path: src, license: D}\ndatasets:\n- {license: E}\n",
		 "kitfile",
		 "(name=n@3)\nlicense=A@4\n(model_name=m@6)\nlicense=B@8\nbase_model=reg.example/o/base:v1@7\nlicense_part=C for "
		 "lora.bin@10\n"
		 "license_part=D for src@12\nlicense_part=E for datasets@14\n",
		 NULL},
		{"Kitfile", "a: [\n", "kitfile", "", "not readable as YAML: line"},
		{"m/MLmodel",
		 "flavors:\n  transformers:\n    source_model_name: o/m\nmetadata:\n  license: own\n  datasets: [a, "
		 "b]\nmodel_uuid: 12ab\n",
		 "mlmodel", "(uuid=12ab@7)\n(flavor=transformers@2)\nbase_model=o/m@3\nlicense=own@5\ndataset=a@6\ndataset=b@6\n",
		 NULL},
		{"x.nemo!/model_config.yaml",
		 "target: nemo.collections.asr.Heron\nnemo_version: 1.2\ninit_from_pretrained_model: crane\n", "nemo-config",
		 "(architecture=nemo.collections.asr.Heron@1)\n(producer=1.2@2)\nbase_model=crane@3\n", NULL},
		{"model_config.yaml", "target: heron\n", "nobody", "", NULL},
		{"Modelfile",
		 "# comment\nFROM tiny:1b\nSYSTEM \"\"\"\nFROM nowhere\nLICENSE none\n\"\"\"\nLICENSE \"\"\"\nOwn terms.\nMore.\n"
		 "\"\"\"\nlicense \"Other\"\nADAPTER ./a.bin\n",
		 "modelfile", "base_model=tiny:1b@2\nlicense=Own terms.\nMore.@7\nlicense=Other@11\n(adapter=./a.bin@12)\n",
		 NULL},
		{"Modelfile", "FROM ./tiny.gguf\n", "modelfile", "(weights_path=./tiny.gguf@1)\n", NULL},
		{"x.modelfile", "FROM tiny\nLICENSE \"\"\"no end", "modelfile", "base_model=tiny@1\nlicense=no end@2\n", NULL},
	};
	CHECK_ALL(documents);
}

#define DIGEST "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393"
#define POINTER "version https://git-lfs.github.com/spec/v1\noid sha256:" DIGEST "\nsize 12345\n"

static void lfs_pointer_of_weights(void **state)
{
	(void)state;
	struct outcome o;
	outcome_of(&o, declared_readers, "m/model-00001-of-00002.safetensors", POINTER, strlen(POINTER), -1);
	assert_string_equal(o.reader->id, "git-lfs");
	assert_int_equal(o.sink.count, 1);
	assert_int_equal(o.sink.facts[0].kind, FACT_WEIGHTS);
	const struct weights *w = o.sink.facts[0].detail;
	assert_string_equal(w->format, "safetensors");
	assert_string_equal(w->pointer, "git-lfs");
	assert_int_equal(w->size, 12345);
	assert_int_equal(w->sha256[0], 0x4d);
	assert_int_equal(w->sha256[31], 0x93);
	outcome_release(&o);
	torment(declared_readers, "model.bin", POINTER, strlen(POINTER), 500);
}

static void other_lfs_pointers(void **state)
{
	(void)state;
	static const struct document documents[] = {
		{"LICENSE", POINTER, "git-lfs",
		 "absent: The file is only a Git LFS pointer: its 12345 bytes were not fetched and could not be read.\n", NULL},
		{"README.md", POINTER, "git-lfs",
		 "absent: The file is only a Git LFS pointer: its 12345 bytes were not fetched and could not be read.\n", NULL},
		{"cat.png", POINTER, "git-lfs",
		 "git-lfs-pointer: The file is only a Git LFS pointer: its 12345 bytes were not fetched.\n", NULL},
		{"m.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1\n", "git-lfs", "",
		 "pointer is damaged"},
		{"m.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:" DIGEST "\nsize 99999999999999999999\n",
		 "git-lfs", "", "is damaged"},
		{"m.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:" DIGEST "\n", "git-lfs", "",
		 "pointer is damaged"},
		{"m.bin", "version https://git-lfs.github.com/spec/v1\nsize 1\n", "git-lfs", "", "pointer is damaged"},
	};
	CHECK_ALL(documents);
}

static void fields_of_lines(void **state)
{
	(void)state;
	static const char text[] = "A: 1\nno field\nB:\n  two\n  three  \n\nC: x";
	struct rfc822 f;
	rfc822_init(&f, text, sizeof text - 1);
	assert_true(rfc822_next(&f));
	assert_true(rfc822_is(&f, "a"));
	assert_true(rfc822_value_is(&f, "1"));
	assert_true(rfc822_next(&f));
	assert_true(rfc822_is(&f, "B"));
	assert_int_equal(f.line, 3);
	assert_true(f.first_end <= f.end);
	assert_memory_equal(text + f.end - 5, "three", 5);
	assert_true(rfc822_next(&f));
	assert_true(f.new_paragraph);
	assert_int_equal(f.line, 7);
	assert_false(rfc822_next(&f));
}

static void every_reader_introduces_itself(void **state)
{
	(void)state;
	size_t n;
	const struct reader *const *table = declared_readers(&n);
	for (size_t i = 0; i < n; i++) {
		assert_true(table[i]->id && table[i]->title && table[i]->spec && table[i]->bid && table[i]->read);
		assert_int_equal(table[i]->role, ROLE_DECLARATION);
	}
}

/* By its name alone nothing may be read out of nothing. */
static void empty_files_are_nobody_s(void **state)
{
	(void)state;
	static const char *const names[] = {"README.md",
					    "config.json",
					    "package.json",
					    "METADATA",
					    "copyright",
					    "CITATION.cff",
					    "Kitfile",
					    "MLmodel",
					    "Modelfile",
					    "mergekit_config.yml",
					    "x-weights_manifest.json",
					    "model_card_data.yaml",
					    "info/index.json",
					    "MAR-INF/MANIFEST.json",
					    "adapter_config.json"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct outcome o;
		outcome_of(&o, declared_readers, names[i], "", 0, 0);
		if (o.reader)
			fail_msg("%s: %s", names[i], o.reader->id);
		outcome_release(&o);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(model_cards),
		cmocka_unit_test(a_claim_stands_where_it_is_said_to),
		cmocka_unit_test(a_long_claim_is_cut),
		cmocka_unit_test(a_flood_of_claims_is_stopped),
		cmocka_unit_test(model_configurations),
		cmocka_unit_test(merges),
		cmocka_unit_test(packages),
		cmocka_unit_test(maven),
		cmocka_unit_test(manifests_of_packages),
		cmocka_unit_test(debian_copyright),
		cmocka_unit_test(kits_and_other_manifests),
		cmocka_unit_test(lfs_pointer_of_weights),
		cmocka_unit_test(other_lfs_pointers),
		cmocka_unit_test(fields_of_lines),
		cmocka_unit_test(every_reader_introduces_itself),
		cmocka_unit_test(empty_files_are_nobody_s),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
