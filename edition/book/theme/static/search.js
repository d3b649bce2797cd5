// @ts-check
"use strict";
/* The search page: below each page that was found, the paragraphs that hold the words. */

{
  // A page opened from a folder may not read its neighbours.
  // @ts-expect-error Sphinx's own.
  if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
  const MOST = 5;

  /** @param {string} page @param {Set<string>} terms stems @param {string} anchor */
  // @ts-expect-error Sphinx's own.
  Search.makeSearchSummary = (page, terms, anchor) => {
    const found = new DOMParser().parseFromString(page, "text/html");
    for (const part of found.querySelectorAll(".ed-src, .ed-cards, .ed-sign, .headerlink, script, nav")) part.remove();
    const words = [...terms].map((term) => term.toLowerCase());
    const within = (anchor && found.querySelector(anchor)) || found.querySelector("article");
    const blocks = [...(within?.querySelectorAll("p, li, dd, td, dt") || [])].filter((b) => !b.querySelector("p, li"));
    const scored = blocks
      .map((b) => ({ b, n: words.filter((w) => b.textContent?.toLowerCase().includes(w)).length }))
      .filter((hit) => hit.n);
    const best = Math.max(0, ...scored.map((hit) => hit.n));
    const hits = scored.filter((hit) => hit.n === best);
    const list = document.createElement("ul");
    list.className = "ed-hits";
    for (const { b } of hits.slice(0, MOST)) {
      const item = document.createElement("li");
      const text = (b.textContent || "").replace(/\s+/g, " ").trim();
      const at = Math.max(0, Math.min(...words.map((w) => text.toLowerCase().indexOf(w)).filter((i) => i >= 0)) - 80);
      const from = at ? text.indexOf(" ", at) + 1 : 0;
      const end = text.length > from + 220 ? text.lastIndexOf(" ", from + 220) : text.length;
      item.textContent = (from ? "… " : "") + text.slice(from, end) + (end < text.length ? " …" : "");
      const num = b.querySelector(".ed-num");
      const term = b.closest("dd")?.previousElementSibling;
      const place = term?.id ? term : b.closest("article [id]");
      if (place) {
        const link = document.createElement("a");
        link.dataset.hash = "#" + place.id;
        link.textContent = num ? (num.getAttribute("aria-label") || "").replace("Paragraph ", "") : name(b, place);
        item.prepend(link, " ");
      }
      list.append(item);
    }
    if (hits.length > MOST) {
      const rest = document.createElement("li");
      rest.textContent = `and ${hits.length - MOST} more passages on this page`;
      list.append(rest);
    }
    return list;
  };

  /** @param {Element} block @param {Element} place @returns {string} where a block without a number stands */
  const name = (block, place) => {
    const note = place.querySelector(":scope > .ed-note-head > .ed-back");
    if (note) return `note ${note.getAttribute("data-n")}`;
    if (block.closest(".ed-headnote")) return "headnote";
    const words = (place.matches("dt") ? place : place.querySelector("h1, h2, h3"))?.textContent || place.textContent || "";
    return words.trim().length > 60 ? words.trim().slice(0, 60) + "…" : words.trim();
  };

  // The summary does not know its page's address: the list it is put into does.
  new MutationObserver(() => {
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".search > li > a:not([data-named])"))) {
      link.dataset.named = "";
      const entry = [...document.querySelectorAll(".ed-toc a")].find((a) => /** @type {HTMLAnchorElement} */ (a).href === link.href.split(/[?#]/)[0]);
      const above = entry?.closest("ul")?.parentElement?.closest("li")?.querySelector("a");
      if (above) link.prepend(`${above.textContent} › `);
    }
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".ed-hits a[data-hash]"))) {
      const page = /** @type {HTMLAnchorElement | null} */ (link.closest(".search > li")?.querySelector("a"));
      if (!page) continue;
      link.href = page.href.split("#")[0] + link.dataset.hash;
      delete link.dataset.hash;
    }
  }).observe(/** @type {Element} */ (document.getElementById("search-results")), { childList: true, subtree: true });
}
