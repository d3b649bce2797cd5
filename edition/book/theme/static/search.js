// @ts-check
"use strict";
/* The search page. Sphinx's script finds the pages that hold all words; this one says what was
   found: first the entries of the glossary and the indexes, by any spelling, then the pages of
   the texts, then all others, each with the passages that hold the words. */

{
  const MOST = 5;
  const results = /** @type {Element} */ (document.getElementById("search-results"));
  const status = /** @type {Element} */ (document.getElementById("search-progress"));
  /** @typedef {{label: string, forms: string[], said: string, places: [string, string][]}} Entry */
  /** @type {{pages: [string, string, number][], entries: Entry[]}} */
  const known = JSON.parse(document.getElementById("ed-find")?.textContent || "");
  const stem = (/** @type {string} */ word) =>
    // @ts-expect-error Sphinx's own.
    new Stemmer().stemWord(word);

  /** @param {string} name @param {string} words @param {Record<string, string>} [more] */
  const make = (name, words, more = {}) => Object.assign(document.createElement(name), { textContent: words }, more);
  /** @param {number} count @param {string} one @param {string} many */
  const counted = (count, one, many) => `${count} ${count === 1 ? one : many}`;

  /* ---- entries */

  /** @param {string} words @returns {string[]} as it is compared: without accents, capitals and stops */
  const fold = (words) =>
    words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/æ/g, "ae").split(/[^\p{L}\p{N}]+/u).filter((w) => w);
  // @ts-expect-error Sphinx's own.
  const plain = (/** @type {string[]} */ words) => words.filter((word) => !stopwords.includes(word));

  /** @param {Entry} entry @param {string[]} wanted @returns {number} how well an entry answers; 0 is not at all */
  const fit = (entry, wanted) => {
    const main = plain(wanted).length ? plain(wanted) : wanted;
    const stems = main.map(stem);
    const scores = [entry.label, ...entry.forms].map((form) => {
      const words = fold(form);
      if (words.join(" ") === wanted.join(" ")) return 4;
      const theirs = words.map(stem);
      if (plain(words).map(stem).join(" ") === stems.join(" ")) return 3;
      if (stems.every((one) => theirs.includes(one))) return 2;
      return main.every((one) => one.length > 2 && words.some((word) => word.startsWith(one))) ? 1 : 0;
    });
    return Math.max(...scores);
  };

  /** @param {Entry} entry */
  const told = ({ label, forms, said, places: [[list, address], ...others] }) => {
    const item = document.createElement("li");
    item.append(make("a", label, { href: address }), make("span", ` ${list}`, { className: "ed-kind" }));
    if (said) item.append(make("p", said));
    const more = make("p", forms.length ? `Printed as: ${forms.join("; ")}. ` : "", { className: "ed-forms" });
    for (const [name, where] of others) more.append("See also: ", make("a", name, { href: where }), ". ");
    if (more.textContent) item.append(more);
    return item;
  };

  /* ---- passages */

  const tidy = (/** @type {Element | null} */ block) => (block?.textContent || "").replace(/\s+/g, " ").trim();
  /** @param {string} word @param {boolean} within whether it may stand within another */
  const pattern = (word, within) => {
    const root = stem(word);
    return new RegExp(`${within ? "" : "(?<![\\p{L}\\p{N}])"}(${[word, root, root.replace(/i$/, "y")].join("|")})`, "iu");
  };
  /** @param {Element | null} block @param {RegExp[]} sought @returns {number[]} where in a block each word stands that it holds */
  const held = (block, sought) => sought.map((one) => tidy(block).search(one)).filter((at) => at >= 0);

  /** @typedef {{hidden: string, within: boolean}} Way */
  /** @param {string} text of a page @param {string[]} words @param {Way} way @returns {[Element[], RegExp[]]} the blocks that hold most */
  const blocks = (text, words, { hidden, within }) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    for (const part of page.querySelectorAll(`${hidden}, .ed-cards, .ed-sign, .headerlink, script, nav`)) part.remove();
    for (const quote of page.querySelectorAll("q")) quote.replaceWith(`“${quote.textContent}”`);
    const sought = words.map((word) => pattern(word, within));
    const all = [...page.querySelectorAll("article :is(p, li, dd, td, dt)")].filter((b) => !b.querySelector("p, li"));
    const scored = all.map((b) => ({ b, n: held(b, sought).length })).filter(({ n }) => n);
    const best = Math.max(...scored.map(({ n }) => n));
    return [scored.filter(({ n }) => n === best).map(({ b }) => b), sought];
  };

  /** @param {string} text @param {string[]} words @param {string} address @returns {Element[]} nothing where only hidden cards hold them */
  const passages = (text, words, address) => {
    // The corrected text; what the copy has in its place; last, a word within another.
    for (const way of [{ hidden: ".ed-src", within: false }, { hidden: ".ed-cor", within: false }, { hidden: ".ed-src", within: true }]) {
      const [hits, sought] = blocks(text, words, way);
      if (!hits.length) continue;
      const items = hits.slice(0, MOST).map((b) => {
        const item = document.createElement("li");
        const [name, where] = named(b);
        if (name) item.append(make("a", name, { href: new URL(where, address).href }), " ");
        item.append(extract(b, sought));
        return item;
      });
      const left = hits.length - items.length;
      if (left) items.push(/** @type {HTMLLIElement} */ (make("li", `and ${counted(left, "more passage", "more passages")} on this page`)));
      return items;
    }
    return [];
  };

  /** @param {Element} block @param {RegExp[]} sought @returns {string} its words around the first that was sought */
  const extract = (block, sought) => {
    const text = tidy(block);
    const start = Math.max(0, Math.min(...held(block, sought)) - 80) || 0;
    const from = start ? text.indexOf(" ", start) + 1 : 0;
    const end = text.length > from + 220 ? text.lastIndexOf(" ", from + 220) : text.length;
    return (from ? "… " : "") + text.slice(from, end) + (end < text.length ? " …" : "");
  };

  const label = (/** @type {Element | null | undefined} */ number) => (number?.getAttribute("aria-label") || "").replace("Paragraph ", "");

  /** @param {Element} block @returns {[string, string]} what to call the place of a passage, and its address from its page */
  const named = (block) => {
    const number = block.querySelector(":scope > .ed-num");
    if (number) return [label(number), number.getAttribute("href") || ""];
    const first = block.querySelector(":scope > a:first-child");
    if (first && !first.previousSibling?.textContent?.trim() && block.matches("li")) {
      first.remove();
      return [first.textContent || "", first.getAttribute("href") || ""];
    }
    const term = block.closest("dd")?.previousElementSibling;
    const place = term?.id ? term : block.closest("article [id]");
    if (!place) return ["", ""];
    const note = place.querySelector(":scope > .ed-note-head > .ed-back");
    const text = label(note && place.ownerDocument.getElementById(`ref-${place.id.slice(5)}`)?.closest(".ed-p, section")?.querySelector(".ed-num"));
    if (note && text) return [`${text}, ${/\d/.test(note.getAttribute("data-n") || "") ? "note " : ""}${note.getAttribute("data-n")}`, `#${place.id}`];
    if (block.closest(".ed-headnote")) return ["Headnote", `#${place.id}`];
    const head = place.matches("dt") ? place : place.querySelector("h1, h2, h3, h4, figcaption, th");
    // The page's own title stands above already.
    const words = head?.matches("h1") ? "" : (head || place).textContent?.trim() || "";
    return [words.length > 60 ? words.slice(0, 60).replace(/\s+\S*$/, " …") : words, `#${place.id}`];
  };

  /* ---- pages */

  /** @param {string} docname @param {[string, string][]} headings @param {Set<string>} lit @param {() => void} drop */
  const listed = (docname, headings, lit, drop) => {
    // @ts-expect-error Sphinx's own.
    const address = new URL(docname + DOCUMENTATION_OPTIONS.LINK_SUFFIX, document.baseURI).href;
    const item = document.createElement("li");
    const title = known.pages.find(([name]) => name === docname)?.[1] || docname;
    const hits = make("ul", "", { className: "ed-hits" });
    for (const [heading, anchor] of headings) {
      const head = document.createElement("li");
      head.append(make("a", heading, { href: address + anchor }));
      hits.append(head);
    }
    item.append(make("a", title, { href: address }), hits);
    // A page opened from a folder may not read its neighbours.
    if (location.protocol !== "file:") {
      fetch(address)
        .then((answer) => answer.text())
        .then((page) => {
          const found = passages(page, [...lit], address);
          if (!found.length && !headings.length) {
            const list = item.parentElement;
            item.remove();
            if (!list?.childElementCount) [list?.previousElementSibling, list].forEach((one) => one?.remove());
            return drop();
          }
          hits.append(...found);
          highlight(hits, lit);
        });
    }
    return item;
  };

  /** @param {Element} within @param {Set<string>} lit */
  const highlight = (within, lit) => {
    // @ts-expect-error Sphinx's own.
    lit.forEach((word) => _highlightText(within, word, "highlighted"));
  };

  /** @param {string} name @param {Element[]} items @param {string} [rest] */
  const group = (name, items, rest) => {
    if (!items.length) return;
    const list = make("ul", "", { className: "search" });
    list.append(...items);
    results.append(make("h2", name), list);
    if (rest) results.append(make("p", rest));
  };

  /** @param {string} query */
  const show = (query) => {
    // @ts-expect-error Sphinx's own.
    const [, terms, excluded, lit, objects] = Search._parseQuery(query);
    const wanted = fold(query);
    const entries = known.entries
      .map((entry) => ({ entry, score: wanted.length ? fit(entry, wanted) : 0 }))
      .filter(({ score }) => score)
      .sort((a, b) => b.score - a.score);
    /** @type {Map<string, [string, string][]>} */
    const pages = new Map();
    // @ts-expect-error Sphinx's own.
    for (const [docname, title, anchor] of Search._performSearch(query, terms, excluded, lit, objects)) {
      const headings = pages.get(docname) || [];
      pages.set(docname, headings);
      if (anchor && title.includes(" > ")) headings.push([title.split(" > ").slice(1).join(" > "), anchor]);
    }
    const order = new Map(known.pages.map(([name], at) => [name, at]));
    const found = [...pages.keys()].sort((a, b) => (order.get(a) ?? order.size) - (order.get(b) ?? order.size));
    const text = (/** @type {string} */ name) => known.pages[order.get(name) ?? -1]?.[2];
    let count = found.length;
    const item = (/** @type {string} */ name) => listed(name, pages.get(name) || [], lit, () => (count--, say()));
    const say = () => {
      const said = [[entries.length, "entry", "entries"], [count, "page", "pages"]]
        .filter(([n]) => n)
        .map(([n, one, many]) => counted(Number(n), String(one), String(many)));
      status.textContent = said.length ? `Found: ${said.join(" and ")}.` : "Nothing was found. Try fewer words, or another spelling.";
    };
    results.replaceChildren();
    const more = entries.length - MOST;
    group("In the indexes", entries.slice(0, MOST).map(({ entry }) => told(entry)), more > 0 ? `and ${counted(more, "more entry", "more entries")}` : "");
    group("In the texts", found.filter(text).map(item));
    group("On other pages", found.filter((name) => !text(name)).map(item));
    say();
    highlight(results, lit);
  };

  // Sphinx began as soon as its script was read, and put words of its own here; it asks for the
  // answer when its index has come.
  if (results.firstChild) status.textContent = "Searching …";
  results.replaceChildren();
  // @ts-expect-error Sphinx's own: dots that no page shows any more.
  Search._pulse_status = NaN;
  // @ts-expect-error Sphinx's own.
  Search.query = show;
}
