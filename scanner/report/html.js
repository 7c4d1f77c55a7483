// SPDX-License-Identifier: MIT
// What -f html does beyond reading: filters, copies digests, unfolds what is linked to or printed. Nothing of the scan is in here.
//
// On a page of many models each one's section is packed into a <noscript>: where there is no script that is the section itself, here it
// is a single piece of text, so that the page opens at once. It is unpacked when somebody wants to see it. That text is the only thing
// that is ever taken for markup, as the browser itself takes it where there is no script, and no script could come with it: the
// policy of the page names the only one.
"use strict";

(() => {
	const form = document.getElementById("filter");
	const count = document.getElementById("count");
	const trusted = window.trustedTypes?.createPolicy("licet", { createHTML: (markup) => markup });

	const models = Array.from(document.querySelectorAll(".model"), (element) => ({
		element,
		fold: element.querySelector(".fold"),
		packed: element.querySelector("noscript"),
		verdict: element.dataset.verdict,
		license: element.dataset.license || "none",
		twins: [element], // with its line in the contents and in the table
		items: null,
		markup: null,
		text: null,
		filtered: false,
	}));
	for (const twin of document.querySelectorAll("[data-model]")) {
		models[twin.dataset.model - 1]?.twins.push(twin);
	}

	function markupOf(model) {
		model.markup ??= model.packed.textContent;
		return model.markup;
	}

	function unpack(model) {
		if (!model.packed) {
			return;
		}
		const template = document.createElement("template");
		template.innerHTML = trusted ? trusted.createHTML(markupOf(model)) : markupOf(model);
		model.packed.replaceWith(template.content);
		model.packed = model.markup = null;
		addCopy(model.element);
		filterModel(model, wishes());
	}

	// --- the filter

	const escapes = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
	const escaped = (text) => text.replace(/[&<>"']/g, (character) => escapes[character]);
	const lower = (element) => element.textContent.toLowerCase();

	function wishes() {
		const wish = Object.fromEntries(new FormData(form));
		wish.text = wish.text.trim().toLowerCase();
		return wish;
	}

	// All its words, in lower case; those of a packed model with their escapes.
	function hasText(model, text) {
		if (model.packed) {
			model.text ??= (escaped(model.fold.firstElementChild.textContent) + markupOf(model).replace(/<[^>]*>/g, "")).toLowerCase();
			return model.text.includes(escaped(text));
		}
		return lower(model.element).includes(text);
	}

	// Cards, findings and short lines.
	function itemsOf(model) {
		model.items ??= Array.from(model.element.querySelectorAll("[data-weight]"), (element) => ({
			element,
			weight: element.dataset.weight,
			kind: element.dataset.kind,
		}));
		return model.items;
	}

	function showItems(model, wanted) {
		const items = itemsOf(model);
		let shown = 0;
		for (const item of items) {
			const fits = wanted(item);
			item.element.hidden = !fits;
			shown += fits ? 1 : 0;
		}
		for (const group of model.element.querySelectorAll(".cards")) {
			group.hidden = !group.querySelector(".card:not([hidden])");
		}
		model.filtered = shown < items.length;
		return shown;
	}

	// Does anything in the model fit? Where the words stand in it but in no card, its cards stay as they are.
	function filterModel(model, wish) {
		if (!wish.weight && !wish.kind && !wish.text) {
			if (model.filtered) {
				showItems(model, () => true);
			}
			return true;
		}
		if (wish.text && !hasText(model, wish.text)) {
			return false;
		}
		if (model.packed) {
			return ["weight", "kind"].every((key) => !wish[key] || markupOf(model).includes(`data-${key}="${escaped(wish[key])}"`));
		}
		const fits = (item) => (!wish.weight || item.weight === wish.weight) && (!wish.kind || item.kind === wish.kind);
		if (wish.text && showItems(model, (item) => fits(item) && lower(item.element).includes(wish.text))) {
			return true;
		}
		return showItems(model, fits) > 0 || (!wish.weight && !wish.kind);
	}

	function filter() {
		const wish = wishes();
		const shown = models.filter((model) => {
			const fits =
				(!wish.verdict || model.verdict === wish.verdict) &&
				(!wish.license || model.license === wish.license) &&
				filterModel(model, wish);
			for (const twin of model.twins) {
				twin.hidden = !fits;
			}
			return fits;
		});
		const any = Object.values(wish).some((value) => value);
		count.textContent = any ? `${shown.length} of ${models.length} models` : "";
		if (any && shown.length <= 5) {
			for (const model of shown) {
				model.fold.open = true;
			}
		}
	}

	form.hidden = false;
	form.addEventListener("input", filter);
	form.addEventListener("submit", (event) => event.preventDefault());
	form.addEventListener("reset", () => setTimeout(filter));
	document.addEventListener("keydown", (event) => {
		if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
			event.preventDefault();
			form.elements.text.focus();
		}
	});

	// --- folding

	const unfold = document.getElementById("unfold");
	unfold.addEventListener("click", () => {
		const open = models.some((model) => !model.fold.open);
		for (const model of models) {
			model.fold.open = open;
		}
		unfold.textContent = open ? "Fold all" : "Unfold all";
	});

	// Anchors in a model begin with its own: "m7-license".
	function reveal() {
		const name = location.hash.slice(1);
		const model = models[/^m(\d+)/.exec(name)?.[1] - 1];
		if (model) {
			unpack(model);
			model.fold.open = true;
		}
		const target = document.getElementById(name);
		if (!target) {
			return;
		}
		if (target.closest("[hidden]")) {
			form.reset();
			filter();
		}
		for (let element = target; element; element = element.parentElement) {
			if (element.tagName === "DETAILS") {
				element.open = true;
			}
		}
		target.scrollIntoView();
	}

	addEventListener("hashchange", reveal);
	let closed = [];
	addEventListener("beforeprint", () => {
		models.forEach(unpack);
		closed = Array.from(document.querySelectorAll("details:not([open])"));
		for (const details of closed) {
			details.open = true;
		}
	});
	addEventListener("afterprint", () => {
		for (const details of closed) {
			details.open = false;
		}
	});

	// --- digests

	function addCopy(root) {
		for (const digest of root.querySelectorAll(".digest:not(.copies)")) {
			const button = document.createElement("button");
			const code = digest.querySelector("code");
			button.type = "button";
			button.className = "copy";
			button.textContent = "Copy";
			button.setAttribute("aria-label", `Copy the digest that begins with ${code.textContent.slice(0, 8)}`);
			button.addEventListener("click", async () => {
				try {
					await navigator.clipboard.writeText(code.textContent);
					button.textContent = "Copied";
				} catch {
					getSelection().selectAllChildren(code);
					button.textContent = "Selected";
				}
				setTimeout(() => {
					button.textContent = "Copy";
				}, 2000);
			});
			digest.classList.add("copies");
			code.before(button);
		}
	}

	for (const model of models) {
		if (model.fold.open) {
			addCopy(model.fold);
		}
		model.fold.addEventListener("toggle", () => {
			unpack(model);
			addCopy(model.fold);
		}, { once: true });
	}
	addCopy(document.getElementById("about"));
	if (location.hash) {
		reveal();
	}
})();
