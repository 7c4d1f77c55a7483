/* SPDX-License-Identifier: MIT */
/* Sentences of cards: which license is said to be for what. */
#include "sample.h"

#include "base/buf.h"
#include "text/elsewhere.h"
#include "text/match.h"

#include <stdio.h>
#include <time.h>

struct case_ {
	const char *text;
	const char *said; /* "Wren:code Owl:weights …", in order of place; what is only mentioned has nothing behind the colon */
};

static const struct case_ cases[] = {
	{"The code is released under the Wren License. The weights are released under Owl-NC-4.0.",
	 "Wren:code Owl-NC-4.0:weights"},
	{"The code is licensed under the Wren License, the data is ours, and the weights are licensed under Owl-NC-4.0.",
	 "Wren:code Owl-NC-4.0:data,weights"},
	{"Our code and weights are under the Wren License.", "Wren:code,weights"},
	{"# License\n\nBirdData, BirdNER and BirdQA are under the Wren License. The data are for study.", "Wren:data"},
	{"# License\n\nBirdNER and BirdQA are under the Wren License. These data are for study.", "Wren:data"},
	{"# License\n\nTern and Auk are under the Wren License. The data are for study.", "Wren:all"},
	{"# License\n\nThis is under the Wren License. These data are for study.", "Wren:all"},
	{"# License\n\nBirdData and BirdQA are under the Wren License. The data that we used are ours.", "Wren:all"},
	{"It has the Wren License for the code and Owl-NC-4.0 license for the weights.", "Wren:code Owl-NC-4.0:weights"},
	{"Models are released under the Swan Public License 2.0 and the Wren License.", "Swan-2.0-only:weights Wren:weights"},
	{"# License\n\nThis is under the Wren License.", "Wren:all"},
	{"# Model License\n\nSee the Wren License.", "Wren:weights"},
	{"This project is licensed under the Wren License.", "Wren:all"},
	{"- Weights: licensed under the Swan Public License 2.0\n- Code: licensed under the Wren License\n",
	 "Swan-2.0-only:weights Wren:code"},
	{"Notes on the model: The code is under the Wren License.", "Wren:code"},
	/* a line that ends in the middle of a sentence */
	{"Both of the models that are here were derived from the large one that we call Auk, which is\nsubject to the\n"
	 "Wren License.",
	 "Wren:base"},
	{"Both of the models are derived from Auk, and as such are subject to the Wren License.", "Wren:weights"},
	{"The weights are derived from Auk and fall under the Wren License.", "Wren:weights"},
	{"The weights are derived from Auk and Smew, and remain under the Wren License.", "Wren:weights"},
	{"Both of the models are derived from Auk and Heron, and so is their license: they are under the Wren License.",
	 "Wren:weights"},
	{"The models are derived from Auk, which is a model and is under the Wren License.", "Wren:base"},
	{"The small models are derived from Auk and are originally licensed under the Wren License.", "Wren:base"},
	/* names of files say nothing of what their folders are called after */
	{"Some code has another license: ./models/net.py is under the Wren License.", "Wren:code,some"},
	{"The files in data/ and models/ are ours; the code is under the Wren License.", "Wren:code"},
	{"The models/weights are under the Wren License.", "Wren:weights"},
	{"The code/models/data are under the Wren License.", "Wren:code,data,weights"},
	{"The code in net/models/beaks is under the Wren License.", "Wren:code,some"},
	/* a part of the code, or of the data */
	{"Some code in wing_beats originates from Heron and is subject to the Wren License.", "Wren:code,some"},
	{"Parts of the code are under the Wren License.", "Wren:code,some"},
	{"Some of the training data is released under the Wren License.", "Wren:data,some"},
	{"The code in wings/ is licensed under the Wren License.", "Wren:code,some"},
	{"The code in wings/beak.py is licensed under the Wren License.", "Wren:code,some"},
	{"The code from the Heron project is under the Wren License.", "Wren:code,some"},
	{"The code is derived from that of a heron and is under the Wren License.", "Wren:code,some"},
	{"The code in this project is licensed under the Wren License.", "Wren:code"},
	{"The code is under the Wren License; get it from Heron.", "Wren:code"},
	{"We give the weights as part of the code, under the Wren License.", "Wren:code,weights"},
	{"The code, which one gets from Heron, is under the Wren License.", "Wren:code"},
	/* what it was made with, or uses, has a license of its own */
	{"This model was trained using HeronTorch, which is licensed under the Wren License but is not in this project.",
	 "Wren:"},
	{"# License\n\nThis project is built with Heron, which is under the Wren License.", "Wren:"},
	{"# License\n\nThe model uses the Heron encoder, which is licensed under the Wren License.", "Wren:part"},
	{"# License\n\n- For the eyes, we are using Heron which is licensed under the Wren License.", "Wren:"},
	{"# License\n\nWe release the weights with a demo, which is under the Wren License.", "Wren:weights"},
	{"# Tern\n\nWe release the weights of Tern, which are under the Wren License.", "Wren:weights"},
	{"# Tern\n\n## License\n\nThis project uses Tern, which is licensed under the Wren License.", "Wren:all"},
	{"Some models are here, and the code is under the Wren License.", "Wren:code,weights"},
	/* what the code is for is no subject, unless it stands beside the code */
	{"The code for running the Tern model is under the Wren License.", "Wren:code"},
	{"The code and the weights of the model are under the Wren License.", "Wren:code,weights"},
	{"The code for training, the data, and the models are under the Wren License.", "Wren:code,data,weights"},
	{"The code is under the Wren License, and the license of the weights is Owl-NC-4.0.", "Wren:code Owl-NC-4.0:weights"},
	/* an item that begins with the name of what it links is of that, as a row is */
	{"- [heron/wings](https://host.invalid/heron/wings) – exports trained models (Wren License)", "Wren:weights,row"},
	{"- [wings](https://host.invalid/heron/wings/): runs the weights (Wren License)", "Wren:weights,row"},
	{"- [here](https://host.invalid/heron/wings) – the trained models (Wren License)", "Wren:weights"},
	{"- [wings](https://host.invalid/heron/wings) are the weights, released under the Wren License", "Wren:weights"},
	/* a label of the repository behind one of the weights is of the rest */
	{"# License\n\nVoice models: Owl-NC-4.0\nThis repository: Wren License", "Owl-NC-4.0:weights Wren:code"},
	{"# License\n\nThis repository: Wren License", "Wren:all"},
	/* a row of a table of licenses that begins with a name is of that */
	{"# License\n\n| Part | License | By |\n|---|---|---|\n| Auk | Wren License | A |\n| Gull | Wren License (trained "
	 "weights) | B |\n"
	 "| Code | Owl-NC-4.0 | C |\n| This model | Wren License | D |\n",
	 "Wren:all,part Wren:weights,row Owl-NC-4.0:code Wren:weights"},
	{"# ライセンス\n\n| 名前 | ライセンス |\n|---|---|\n| Auk | Wren License |\n", "Wren:all,part"},
	/* a note on something is of that, and not of its own title */
	{"# License\n\nNote on AUK2: The weights originate from Heron (Wren License).", "Wren:all,part"},
	{"# License\n\nNote on Usage: The weights are under the Wren License.", "Wren:weights"},
	{"# License\n\nNote on the license: The weights are under the Wren License.", "Wren:weights"},
	{"# ライセンス\n\n元の Auk (Wren License) のライセンスとは異なる。", "Wren:"},
	/* whatever a label names is a part */
	{"# License\n\n- Beak finder: Owl-NC-4.0", "Owl-NC-4.0:all,part"},
	{"# License\n\n- Code: Owl-NC-4.0", "Owl-NC-4.0:code"},
	{"# License\n\nAll else is under Owl-NC-4.0.", "Owl-NC-4.0:all"},
	/* what was spoken of in the sentence before */
	{"We give the weights to all. They are released under the Wren License.", "Wren:weights"},
	{"Birds sing. They are released under the Wren License.", "Wren:"},
	/* a table without outer bars, which the rule under its titles tells */
	{"# Models\n\nName | License\n--- | :---:\nAuk | Owl-NC-4.0\nHeron | Wren License\n",
	 "Owl-NC-4.0:weights,row Wren:weights,row"},
	{"# Models\n\nName | License\nAuk | Owl-NC-4.0\n", "Owl-NC-4.0:"},
	/* a heading in bold, which stands below all others; a line of a paragraph and a sentence are none */
	{"# Heron\n\n**License**\nThis is the Wren License.", "Wren:all"},
	{"# Heron\n\n__Model license:__\n\nThis is the Wren License.", "Wren:weights"},
	{"# Heron\n\n**License**: the Wren License", "Wren:all"},
	{"# Heron\n\nBirds\n**License**\nThis is the Wren License.", "Wren:"},
	{"# Heron\n\n**See our page for the license.**\n\nThis is the Wren License.", "Wren:"},
	/* a section that speaks of one name alone is about what is here, and so is one that speaks of the title's */
	{"# Heron\n\n## License\n\nBeak-2 is released under Owl-NC-4.0, which allows little.", "Owl-NC-4.0:all"},
	{"# Heron\n\n## License\n\nThe beak finder is under Owl-NC-4.0.", "Owl-NC-4.0:all,part"},
	{"# Heron\n\n## License\n\nBeak-2 is under Owl-NC-4.0. Wing-3 is under the Wren License.",
	 "Owl-NC-4.0:all,part Wren:all,part"},
	{"# Heron\n\n## License\n\nSee below.\n\nBeak-2 is under Owl-NC-4.0.", "Owl-NC-4.0:all,part"},
	{"# Beak-2\n\n## License\n\nBeak-2 is under Owl-NC-4.0. Wing-3 is under the Wren License.",
	 "Owl-NC-4.0:all Wren:all,part"},
	{"# Acknowledgements\n\n- Beak finder: Wren License", "Wren:"},
	/* headings below one about licensing, with or without its dress, and where the name is all that stands below */
	{"# Birds\n\n## License\n\n### Code\n\nWren License\n\n### Weights\n\nOwl-NC-4.0.", "Wren:code Owl-NC-4.0:weights"},
	{"## License\n\n**Code**\n\nReleased under the Wren License.\n\n**Weights**\n\nOwl-NC-4.0.",
	 "Wren:code Owl-NC-4.0:weights"},
	{"# License to fly\n\n## Models\n\nBetter than Owl-NC-4.0.", ""},
	{"## License\n\n### Acknowledgements\n\nOwl-NC-4.0.", ""},
	{"## License\n\n## Weights\n\nOwl-NC-4.0.", ""},
	/* with few words */
	{"# License\n\nWren for code, Owl-NC-4.0 for the weights.", "Wren:code Owl-NC-4.0:weights"},
	{"# License\n\nThe weights are for people who study birds (Owl-NC-4.0).", "Owl-NC-4.0:weights"},
	{"# License\n\nWe study birds (Owl-NC-4.0).", ""},
	{"The code is under the Wren License except for the weights, which are under Owl-NC-4.0.",
	 "Wren:code Owl-NC-4.0:weights"},
	{"# License\n\nWren License (except the beak finder, which is Owl-NC-4.0)", "Wren:all Owl-NC-4.0:all,part"},
	/* right beside what it is said of, where nothing else speaks of licensing */
	{"The weights are Owl-NC-4.0.", "Owl-NC-4.0:weights"},
	{"The weights are also Owl-NC-4.0.", "Owl-NC-4.0:weights"},
	{"The weight diff is also Owl-NC-4.0 (for birds alone).", "Owl-NC-4.0:weights"},
	{"Get it, and run it. Weights: Owl-NC-4.0", "Owl-NC-4.0:weights"},
	{"The weights inherit Owl-NC-4.0 from the data.", "Owl-NC-4.0:weights"},
	{"The code is Wren; note that the weights are Owl-NC-4.0.", "Wren:code Owl-NC-4.0:weights"},
	{"The code is Wren. The nest is Owl-NC-4.0.", ""},
	{"# License\n\nWren for the code, Owl-NC-4.0 for the weights.", "Wren:code Owl-NC-4.0:weights"},
	{"# License\n\nWren for birds, Owl-NC-4.0 for the weights.", "Owl-NC-4.0:weights"},
	{"# Acknowledgements\n\nOur models are under the Wren License.", "Wren:weights"},
	/* whoever uses it is bound */
	{"- No limits for research, but you should comply with the Wren License.", "Wren:all"},
	{"When you use this feature, please comply with the Wren License.", "Wren:part"},
	{"When using or redistributing this feature, please comply with the Wren License.", "Wren:part"},
	{"A finder of beaks is in it. When using it, you must comply with the Wren License.", "Wren:part"},
	{"We comply with the Wren License.", "Wren:part"},
	{"Whoever contributes must comply with the Wren License, as all contributions do.", "Wren:"},
	{"Those who redistribute it must comply with the Wren License.", "Wren:all"},
	/* of what a model is made from */
	{"The model is derived from Auk, which is under the Wren License.", "Wren:base"},
	{"The code is based on a parser under the Wren License.", "Wren:code"},
	{"The code is under the Wren License, except pre-trained and fine-tuned models which are licensed under Owl-NC-4.0.",
	 "Wren:code Owl-NC-4.0:weights"},
	{"The model is changed from Auk-7B. Code that was derived from it is licensed under the Wren License.", "Wren:code,some"},
	{"The model is derived from Auk and fine-tuned on data that is under the Wren License.", "Wren:data"},
	/* of what it was trained on; behind "and" it is the model again */
	{"The Tern model was trained on data that are licensed under the Wren License.", "Wren:data"},
	{"Our model was trained on data, released under the Wren License.", "Wren:data"},
	{"The model is trained on data of ours and is released under the Wren License.", "Wren:data,weights"},
	{"The model is under the Wren License.", "Wren:weights"},
	/* an item of a list speaks of what it begins with, where nothing that is here introduces the list */
	{"To be had with a key:\n\n- Talons: claws of eagles (see the model), under the Wren License", "Wren:all,part"},
	{"The weights are to be had so:\n\n- Talons: claws of eagles, under the Wren License", "Wren:weights"},
	{"To be had with a key:\n\n- Weights: those of eagles, under the Wren License", "Wren:weights"},
	/* a name and its license, as in a table */
	{"# Birds\n\n1. [nest/tern](https://nest.invalid/tern) (Wren License)\n2. [nest/auk](https://nest.invalid/auk) "
	 "(Owl-NC-4.0 License)\n",
	 "Wren:weights,row Owl-NC-4.0:weights,row"},
	{"# Birds\n\n1. nest/tern (Wren License), which sings\n", "Wren:"},
	{"# Acknowledgements\n\n1. nest/tern (Wren License)\n", "Wren:"},
	/* in Chinese, under a heading that is about licenses, and not one about working together */
	{"# 协议\n\nThis is the Wren License.", "Wren:all"},
	{"# 协作\n\nThis is the Wren License.", "Wren:"},
	/* in tables, under a title for licenses */
	{"| Model | Size | License |\n| --- | --- | --- |\n| Tern | 7B | Wren |\n| Auk | 3B | Owl-NC-4.0 |\n",
	 "Wren:weights,row Owl-NC-4.0:weights,row"},
	{"<table><tr><th>Model</th><th>License</th></tr><tr><td>Tern</td><td>Wren</td></tr></table>", "Wren:weights,row"},
	{"<table><tr><th>Model<th>License<tr><td>Tern<td>Wren</table><p>The code is under the Wren License.</p>",
	 "Wren:weights,row Wren:code"}, /* the end tags are missing */
	{"# Pretrained models\n\n| Model | License |\n| --- | --- |\n| Tern | Wren |\n", "Wren:weights"},
	{"| Field | Value |\n| --- | --- |\n| Size | 7B |\n| **License** | Wren |\n", "Wren:all"},
	{"# Training data\n\n| Field | Value |\n| --- | --- |\n| License | Wren |\n", "Wren:data"},
	{"| License | Wren |\n| --- | --- |\n| Size | 7B |\n", "Wren:all"},
	{"<table><tr><td>Model License</td><td>Wren</td></tr></table>", "Wren:weights"},
	{"| | Tern-S | Tern-L |\n| --- | --- | --- |\n| Size | 7B | 9B |\n| License | Wren | Owl-NC-4.0 |\n",
	 "Wren:weights,row Owl-NC-4.0:weights,row"},
	{"| Tool | Made by |\n| --- | --- |\n| License finder | Wren |\n", ""},
	{"# Acknowledgements\n\n| Field | Value |\n| --- | --- |\n| License | Wren |\n", "Wren:"},
	{"# Other models\n\n| Model | License |\n| --- | --- |\n| Tern | Wren |\n", "Wren:weights,row"},
	{"| Data | License |\n| --- | --- |\n| Nests | Wren |\n\nWren is a bird.\n", "Wren:data,row"},
	{"| Model | Color |\n| --- | --- |\n| Tern | Wren |\n", ""},
	{"| Bird | License |\n| --- | --- |\n| Tern | Wren |\n", "Wren:"},
	{"# Acknowledgements\n\n| Model | License |\n| --- | --- |\n| Tern | Wren |\n", "Wren:"},
	/* of what was before */
	{"The license of the model has changed from the Wren License to Owl-NC-4.0.", "Wren:before Owl-NC-4.0:weights"},
	/* what one gets by accepting it */
	{"Before using these weights you agree to the Wren License.", "Wren:weights"},
	{"By downloading the model you accept the Wren License.", "Wren:weights"},
	{"You must accept the Wren License before you download the weights.", "Wren:weights"},
	{"By using this project you agree to be bound by the Wren License.", "Wren:all"},
	{"By downloading the data you accept the Wren License.", "Wren:data"},
	{"Download the weights of Plover and accept the Wren License.", "Wren:"},
	{"Before running the demo, accept the Wren License.", "Wren:"},
	/* of others, or of nothing that is here */
	{"# Acknowledgements\n\nThis code is licensed under the Wren License.", "Wren:"},
	{"The code was borrowed from a project under the Wren License.", "Wren:"},
	{"# License\n\nThe project is under Owl-NC-4.0. Parts borrowed from others have their own terms. Auk is licensed under "
	 "the "
	 "Wren License.",
	 "Owl-NC-4.0:all Wren:"},
	{"Birds like the Wren License and so do we.", "Wren:"},
	/* what a model is called */
	{"Open license: The weights of the model Heron-1 are free.", ""},
	{"Open license: The weights of the model are Heron-1.", "LicenseRef-heron-1:weights"},
	{"# License\n\nThe models are under:\n\n- [the Wren License](https://wren.invalid)\n\n# Acknowledgements\n",
	 "Wren:weights"},
	{"# License\n\nMost of Tern is under the Wren License, however parts borrowed from Auk are under Owl-NC-4.0.",
	 "Wren:all Owl-NC-4.0:"},
	{"# License\n\nParts borrowed from Auk are under the Wren License, but not all.", "Wren:"},
};

static const struct named_code subjects[] = {
	{"acknowledgements", "others"},
	{"borrowed", "others"},
	{"code", "code"},
	{"common", "common"},
	{"data", "data"},
	{"model", "weights"},
	{"models", "weights"},
	{"our", "plain"},
	{"project", "whole"},
	{"the", "plain"},
	{"weight", "weights"},
	{"weight-diff", "weights"},
	{"weights", "weights"},
};

static void describe(const struct match *m, char *out, size_t size)
{
	static const struct {
		unsigned bit;
		const char *name;
	} subjects_said[] = {{SAID_OF_ALL, "all"},	   {SAID_OF_CODE, "code"}, {SAID_OF_DATA, "data"},
			     {SAID_OF_WEIGHTS, "weights"}, {SAID_OF_BASE, "base"}, {SAID_BEFORE, "before"},
			     {SAID_BY_ROW, "row"},	   {SAID_OF_SOME, "some"}, {SAID_OF_PART, "part"}};
	const char *comma = "";
	snprintf(out + strlen(out), size - strlen(out), "%s%s:", *out ? " " : "", m->license->spdx);
	for (size_t i = 0; i < sizeof subjects_said / sizeof *subjects_said; i++)
		if (m->said & subjects_said[i].bit) {
			snprintf(out + strlen(out), size - strlen(out), "%s%s", comma, subjects_said[i].name);
			comma = ",";
		}
}

static void say(const char *text, size_t len, char *said, size_t size)
{
	ARENA_AUTO struct arena a;
	struct catalog c = sample_catalog;
	struct limits l;
	struct text t;
	const struct text_match *m;
	size_t n;
	arena_init(&a);
	limits_init(&l);
	c.subjects = subjects;
	c.n_subjects = sizeof subjects / sizeof *subjects;
	*said = 0;
	assert_int_equal(text_init(&t, text, len, &a, NULL), 0);
	assert_int_equal(match_text(&c, &l, &t, &a, &m, &n, NULL), 0);
	for (size_t k = 0; k < n; k++)
		describe(&m[k].match, said, size);
}

static void test_sentences(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char said[400];
		say(cases[i].text, strlen(cases[i].text), said, sizeof said);
		if (strcmp(said, cases[i].said) != 0)
			fail_msg("\"%s\": %s, not %s", cases[i].text, said, cases[i].said);
	}
}

static const struct case_ unknown_names[] = {
	{"# License\n\nThe weights follow the Plum Parameters License.", "Plum Parameters License"},
	{"# License\n\nThe code is under the Wren License, the weights are under the Plum-2 License Agreement.",
	 "Plum-2 License Agreement"},
	{"# Weights License\n\nYou must comply with the PSL license.", "PSL license"},
	{"Our models are under the Plum License.", "Plum License"},
	{"# License\n\nThe models are under these:\n\n- Code: the Wren License\n- Tern-7B: Plum License\n", "Plum License"},
	{"# License\n\n- Weights: PLUM License\n- Code: Wren\n", "PLUM License"},
	{"# License\n\n- Code: Plum License\n- Weights: Wren License\n", ""},
	{"# License\n\n- Data: Plum License\n", ""},
	{"# Tern 2: birds\n\nTern 2 weights are under the Plum License.", "Plum License"},
	{"Auk models are under the Plum License.", ""},
	{"# License\n\nThe weights of Auk are under the Plum License.", ""},
	{"# License\n\nThe weights are under the Wren License.", ""},
	{"# License\n\nThe weights are under the Model License 2.0.", ""},
	{"# License\n\nThe weights are not under the Plum License.", ""},
	{"# License\n\nThe code is under the Plum License, and the weights are ours.", ""},
	{"# License\n\nThe weights and their plum license.", ""},
	{"# Acknowledgements\n\nThe models are under the Plum License.", ""},
	{"# License\n\nThe weights are under the Common License.", ""},
	/* names that end otherwise, or are short, or tell terms alone */
	{"# License\n\nThe weights are governed by the Plum Research Agreement.", "Plum Research Agreement"},
	{"# License\n\nThe weights are under the Plum Terms of Use.", "Plum Terms of Use"},
	{"The weights are released under PSL-1.0.", "PSL-1.0"},
	{"# License\n\nThe model is released under the PSL.", "PSL"},
	{"The weights are released under GPU limits.", ""},
	{"# License\n\n- Code: Wren\n- Weights: PSL", "PSL"},
	{"# License\n\n- Weights: Plum Non-Commercial", "Plum Non-Commercial"},
	{"# License\n\n- Weights: Plum", ""}, /* may be where they are */
	{"# License\n\n- Data: PSL", ""},
	{"# Birds\n\n- Weights: PSL", ""},
	{"Weights license: PSL", "PSL"},
	/* in a column of licenses: of the weights, of a part, of a model in <> */
	{"| Part | License |\n| --- | --- |\n| Code | Wren |\n| Weights | PSL |\n", "PSL"},
	{"| Part | License |\n| --- | --- |\n| Weights | Proprietary |\n", "Proprietary"},
	{"| Part | License |\n| --- | --- |\n| Weights | see below |\n", ""},
	{"| Part | License |\n| --- | --- |\n| Weights | Wren |\n| Data | PSL |\n", ""},
	{"# License\n\n| Part | License |\n| --- | --- |\n| Beak | Plum |\n", "(Plum)"},
	{"| Part | License |\n| --- | --- |\n| Beak | Plum |\n", ""},
	{"| Model | License |\n| --- | --- |\n| Tern-7B | PSL |\n", "<Tern-7B PSL>"},
	{"# Acknowledgements\n\n| Model | License |\n| --- | --- |\n| Tern-7B | PSL |\n", ""},
	/* of a part, in brackets */
	{"# License\n\n- Beak finder: Plum License", "(Plum License)"},
	{"# License\n\n- Beak finder - Plum License", ""}, /* a name goes on so: "Wren - Plum License" */
	{"# License\n\nThe beak finder is under the Plum License.", "(Plum License)"},
	{"# License\n\n- All others: Plum License", ""},
	{"# License\n\nWhat was borrowed:\n\n- Beak is under the Plum License\n", ""},
	{"# License\n\n- Beak finder: Wren License", ""},
	{"# License\n\nThe beak finder is not under the Plum License.", ""},
	{"# Birds\n\n- Beak finder: Plum License", ""},
	{"# Acknowledgements\n\n- Beak finder: Plum License", ""},
};

/* Returns whether there were more than are looked up. */
static bool name_unknown(const char *text, struct text *t, struct arena *a, char *names, size_t size)
{
	struct catalog c = sample_catalog;
	struct unknown_name found[ELSEWHERE_MAX];
	bool cut = false;
	c.subjects = subjects;
	c.n_subjects = sizeof subjects / sizeof *subjects;
	assert_int_equal(text_init(t, text, strlen(text), a, NULL), 0);
	size_t n = elsewhere_named(&c, t, found, &cut);
	for (size_t i = 0; i < n; i++) {
		bool row = found[i].row.end > 0;
		struct span at = row ? found[i].row : found[i].span;
		snprintf(names + strlen(names), size - strlen(names),
			 row		    ? "<%.*s>"
			 : found[i].of_part ? "(%.*s)"
					    : "%.*s",
			 (int)(at.end - at.start), t->plain + at.start);
	}
	return cut;
}

static void test_names_that_no_record_has(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof unknown_names / sizeof *unknown_names; i++) {
		ARENA_AUTO struct arena a;
		struct text t;
		char names[100] = "";
		arena_init(&a);
		name_unknown(unknown_names[i].text, &t, &a, names, sizeof names);
		if (strcmp(names, unknown_names[i].said) != 0)
			fail_msg("\"%s\": %s, not %s", unknown_names[i].text, names, unknown_names[i].said);
	}
}

static void test_more_names_than_are_looked_up(void **state)
{
	(void)state;
	BUF_AUTO struct buf b;
	buf_init(&b, 1 << 20);
	for (int i = 0; i < 199; i++)
		buf_add_str(&b, i % 50 ? "- Weights: Wren License\n" : "\n# License\n\n- Weights: Wren License\n");
	ARENA_AUTO struct arena a;
	struct text t;
	char names[100] = "";
	arena_init(&a);
	assert_false(name_unknown(buf_str(&b), &t, &a, names, sizeof names));
	buf_add_str(&b, "- Weights: Wren License\n- Weights: Plum License\n");
	assert_true(name_unknown(buf_str(&b), &t, &a, names, sizeof names));
	assert_string_equal(names, "");
}

static void test_a_table_too_large_ends_where_it_ends(void **state)
{
	(void)state;
	for (int longer = 0; longer < 4; longer++) { /* rows have four places: each of them is the last one there is room for */
		BUF_AUTO struct buf b;
		char said[400];
		buf_init(&b, 1 << 24);
		buf_add_str(&b, "| Model | License |\n| --- | --- |\n");
		for (int i = 0; i < 20000; i++)
			buf_add_str(&b, i < longer ? "| Tern | none | 7B |\n" : "| Tern | none |\n");
		buf_add_str(&b, "\nThe code is under the Wren License.\n");
		say(buf_str(&b), b.len, said, sizeof said);
		assert_string_equal(said, "Wren:code");
	}
}

/* Processor time for so many mentions behind so much text. */
static clock_t time_of(const char *before, const char *again, int times)
{
	static char said[1 << 16];
	BUF_AUTO struct buf b;
	buf_init(&b, 1 << 24);
	buf_add_str(&b, before);
	for (int k = 0; k < 200 * times; k++)
		buf_add_str(&b, again);
	for (int k = 0; k < times; k++)
		buf_add_str(&b, " model: The Wren License, ");
	clock_t start = clock();
	say(buf_str(&b), b.len, said, sizeof said);
	assert_true(*said);
	return clock() - start;
}

/* Each mention looks about itself, and not through the whole text: four times as much takes not sixteen times as long. */
static void test_many_mentions_take_no_quadratic_time(void **state)
{
	(void)state;
	static const struct {
		const char *before, *again;
	} texts[] = {{"# License\n\n", "Ab cd. "}, {"# License\n\ncode", "------"}, {"# License\n\nThis ", "ab "}};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		clock_t quarter = time_of(texts[i].before, texts[i].again, 250);
		assert_true(time_of(texts[i].before, texts[i].again, 1000) < 10 * quarter + CLOCKS_PER_SEC / 5);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_sentences), cmocka_unit_test(test_names_that_no_record_has),
					   cmocka_unit_test(test_more_names_than_are_looked_up),
					   cmocka_unit_test(test_a_table_too_large_ends_where_it_ends),
					   cmocka_unit_test(test_many_mentions_take_no_quadratic_time)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
