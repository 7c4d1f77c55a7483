// SPDX-License-Identifier: MIT
// What -f html does beyond reading: filters, copies digests, unfolds what is linked to or printed. Nothing of the scan is in here,
// and nothing of the page is ever taken for markup.
"use strict";

(() => {
	const form = document.getElementById("filter");
	const count = document.getElementById("count");
	const folds = Array.from(document.querySelectorAll(".fold"));

	// --- the filter

	const models = Array.from(document.querySelectorAll(".model"), (element) => ({
		element,
		verdict: element.dataset.verdict,
		license: element.dataset.license || "none",
		twins: [element],
		items: null,
		text: null,
		filtered: false,
	}));
	for (const twin of document.querySelectorAll("[data-model]")) {
		const model = models[twin.dataset.model - 1];
		if (model) {
			model.twins.push(twin);
		}
	}

	const lower = (element) => element.textContent.toLowerCase();

	// Cards, findings and short lines; their words are only looked up when somebody searches.
	function itemsOf(model) {
		model.items ??= Array.from(model.element.querySelectorAll("[data-weight]"), (element) => ({
			element,
			weight: element.dataset.weight,
			kind: element.dataset.kind,
			text: null,
		}));
		return model.items;
	}

	function showItems(model, wanted) {
		let shown = 0;
		for (const item of itemsOf(model)) {
			const fits = wanted(item);
			item.element.hidden = !fits;
			shown += fits ? 1 : 0;
		}
		for (const group of model.element.querySelectorAll(".cards")) {
			group.hidden = !group.querySelector(".card:not([hidden])");
		}
		model.filtered = shown < model.items.length;
		return shown;
	}

	function hasText(item, text) {
		item.text ??= lower(item.element);
		return item.text.includes(text);
	}

	// Does anything in the model fit? Where the words stand in it but in no card, its cards stay as they are.
	function filterModel(model, wish) {
		if (!wish.weight && !wish.kind && !wish.text) {
			if (model.filtered) {
				showItems(model, () => true);
			}
			return true;
		}
		if (wish.text) {
			model.text ??= lower(model.element);
			if (!model.text.includes(wish.text)) {
				return false;
			}
		}
		const plain = (item) => (!wish.weight || item.weight === wish.weight) && (!wish.kind || item.kind === wish.kind);
		if (wish.text && showItems(model, (item) => plain(item) && hasText(item, wish.text))) {
			return true;
		}
		return showItems(model, plain) > 0 || (!wish.weight && !wish.kind);
	}

	function filter() {
		const data = new FormData(form);
		const wish = Object.fromEntries(data);
		wish.text = wish.text.trim().toLowerCase();
		let shown = [];
		for (const model of models) {
			const fits =
				(!wish.verdict || model.verdict === wish.verdict) &&
				(!wish.license || model.license === wish.license) &&
				filterModel(model, wish);
			for (const twin of model.twins) {
				twin.hidden = !fits;
			}
			if (fits) {
				shown.push(model);
			}
		}
		const any = Object.values(wish).some((value) => value);
		count.textContent = any ? `${shown.length} of ${models.length} models` : "";
		if (any && shown.length <= 5) {
			for (const model of shown) {
				model.element.firstElementChild.open = true;
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
		const open = folds.some((fold) => !fold.open);
		for (const fold of folds) {
			fold.open = open;
		}
		unfold.textContent = open ? "Fold all" : "Unfold all";
	});

	function reveal() {
		const target = document.getElementById(location.hash.slice(1));
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
		const own = target.classList.contains("model") ? target.firstElementChild : null;
		if (own) {
			own.open = true;
		}
		target.scrollIntoView();
	}

	addEventListener("hashchange", reveal);
	if (location.hash) {
		reveal();
	}

	let closed = [];
	addEventListener("beforeprint", () => {
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
			digest.append(" ", button);
		}
	}

	for (const fold of folds) {
		if (fold.open) {
			addCopy(fold);
		}
		fold.addEventListener("toggle", () => addCopy(fold), { once: true });
	}
	addCopy(document.getElementById("about"));
})();
