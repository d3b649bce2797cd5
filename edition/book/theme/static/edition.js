// @ts-check
"use strict";
/* The page's script: cards, notes on narrow screens, the reader's choices, copying.
   Without it every word and every note can be read; it only brings them nearer. */

const ed = (() => {
  const root = document.documentElement;
  const wide = matchMedia("(min-width: 1200px)");
  const paper = matchMedia("print");

  /** @param {string} selector @param {ParentNode} [within] @returns {HTMLElement[]} */
  const all = (selector, within = document) => [...within.querySelectorAll(selector)].map((e) => /** @type {HTMLElement} */ (e));
  /** @param {EventTarget | null} target @param {string} selector @returns {HTMLElement | null} */
  const near = (target, selector) => (target instanceof Element ? target.closest(selector) : null);
  const store = {
    /** @param {string} key */
    get(key) {
      try { return localStorage.getItem("ed-" + key) || ""; } catch { return ""; }
    },
    /** @param {string} key @param {string} value */
    set(key, value) {
      try { value ? localStorage.setItem("ed-" + key, value) : localStorage.removeItem("ed-" + key); } catch { /* private window */ }
    },
  };

  /* ---- the reader's choices: a class on <html> each, set again in the head of the next page */

  function choices() {
    const form = /** @type {HTMLFormElement | null} */ (document.querySelector("#reading form"));
    if (!form) return;
    for (const box of all("input", form)) {
      const input = /** @type {HTMLInputElement} */ (box);
      input.checked = input.type === "radio" ? store.get(input.name) === input.value : !!store.get(input.name);
    }
    form.addEventListener("change", (event) => {
      const input = /** @type {HTMLInputElement} */ (event.target);
      const value = input.type === "radio" ? input.value : input.checked ? "1" : "";
      store.set(input.name, value);
      if (input.type === "radio") value ? (root.dataset.theme = value) : delete root.dataset.theme;
      else root.classList.toggle("ed-" + input.name, input.checked);
      rest();
      place();
    });
    rest();
  }

  /** Marks that are hidden are no stops for the keyboard. */
  function rest() {
    const plain = root.classList.contains("ed-plain");
    for (const mark of all("[data-card]")) {
      if (mark.dataset.at === undefined) mark.dataset.at = mark.getAttribute(mark.matches("a") ? "href" : "tabindex") || "";
      if (!mark.dataset.at) continue;
      const name = mark.matches("a") ? "href" : "tabindex";
      plain ? mark.removeAttribute(name) : mark.setAttribute(name, mark.dataset.at);
    }
  }

  /* ---- cards: one popover, filled from the row's own element */

  const card = document.createElement("div");
  /** @type {HTMLElement | null} */
  let owner = null;
  let timer = 0;

  function cards() {
    card.className = "ed-card";
    card.popover = "manual";
    card.setAttribute("role", "tooltip");
    document.body.append(card);
    for (const mark of all("[data-card]:is(a, [tabindex]), [data-panel]")) {
      mark.setAttribute("aria-describedby", mark.dataset.card || mark.dataset.panel || "");
    }
    let touch = false;
    document.addEventListener("pointerdown", (e) => (touch = e.pointerType === "touch"), true);
    document.addEventListener("mouseover", (e) => {
      const mark = near(e.target, "[data-card], [data-panel]");
      if (touch || (!mark && !card.contains(/** @type {Node} */ (e.target)))) return;
      clearTimeout(timer);
      if (mark && mark !== owner) timer = setTimeout(() => show(mark), owner ? 60 : 160);
    });
    document.addEventListener("mouseout", (e) => {
      if (touch || (!near(e.target, "[data-card], [data-panel]") && !card.contains(/** @type {Node} */ (e.target)))) return;
      clearTimeout(timer);
      timer = setTimeout(hide, 250);
    });
    document.addEventListener("focusin", (e) => {
      const mark = near(e.target, "[data-card], [data-panel]");
      if (mark && mark.matches(":focus-visible")) show(mark);
      else if (!card.contains(/** @type {Node} */ (e.target))) hide();
    });
    document.addEventListener("click", (e) => {
      const mark = near(e.target, "[data-card], [data-panel]");
      if (touch && mark && !root.classList.contains("ed-plain")) {
        e.preventDefault();
        owner === mark ? hide() : show(mark, true);
      } else if (!card.contains(/** @type {Node} */ (e.target))) hide();
    });
    document.addEventListener("scroll", () => owner && stand(owner), { passive: true });
  }

  /** @param {HTMLElement} mark @param {boolean} [more] whether the card links to what a click would open */
  function show(mark, more) {
    if (root.classList.contains("ed-plain") && mark.dataset.card) return;
    /** @type {Set<string>} */
    const ids = new Set();
    // What the pointer is on, and the marks around it; with the keyboard also those inside.
    /** @param {HTMLElement} one */
    const add = (one) => (one.dataset.card || one.dataset.panel || "").split(" ").forEach((id) => ids.add(id));
    all("[data-card]", mark).forEach(add);
    for (let one = /** @type {HTMLElement | null} */ (mark); one; one = near(one.parentElement, "[data-card]")) add(one);
    const parts = [...ids].map((id) => document.getElementById(id)).filter((part) => part);
    if (!parts.length) return;
    card.replaceChildren(...parts.map((part) => {
      const copy = /** @type {HTMLElement} */ (part?.cloneNode(true));
      copy.removeAttribute("id");
      return copy;
    }));
    const link = near(mark, "a[href]");
    if (more && link) {
      const a = document.createElement("a");
      a.href = link.getAttribute("href") || "";
      a.textContent = "More";
      card.append(a);
    }
    owner = mark;
    card.showPopover();
    card.scrollTop = 0;
    stand(mark);
  }

  /** @param {HTMLElement} mark */
  function stand(mark) {
    const boxes = [...mark.getClientRects()];
    const box = boxes[boxes.length - 1];
    if (!box || box.bottom < 0 || box.top > innerHeight) return close();
    const below = box.bottom + card.offsetHeight + 8 < innerHeight;
    card.style.top = (below ? box.bottom + 6 : Math.max(4, box.top - card.offsetHeight - 6)) + "px";
    card.style.left = Math.max(8, Math.min(box.left, root.clientWidth - card.offsetWidth - 8)) + "px";
  }

  function close() {
    owner = null;
    if (card.matches(":popover-open")) card.hidePopover();
  }

  function hide() {
    clearTimeout(timer);
    close();
  }

  /* ---- notes: under their line where there is no margin */

  /** @param {Element} ref @returns {HTMLElement | null} */
  const noteOf = (ref) => document.getElementById((ref.getAttribute("href") || "#").slice(1));
  /** @param {Element} note */
  const refOf = (note) => document.getElementById("ref-" + note.id.slice(5));

  /** @param {Element} ref @param {boolean} open */
  function unfold(ref, open) {
    const note = noteOf(ref);
    if (!note) return;
    if (open) {
      note.dataset.home ||= note.parentElement?.id || "";
      ref.after(note);
    } else homes.get(note)?.append(note);
    note.classList.toggle("ed-open", open);
    ref.setAttribute("aria-expanded", String(open));
  }
  /** @type {Map<HTMLElement, Element>} */
  const homes = new Map();

  function notes() {
    for (const note of all("div.ed-note")) if (note.parentElement) homes.set(note, note.parentElement);
    const refs = all(".ed-ref");
    const fit = () => {
      const narrow = !wide.matches && !paper.matches;
      for (const ref of refs) {
        if (ref.getAttribute("aria-expanded") === "true") unfold(ref, false);
        for (const [name, value] of [["role", "button"], ["aria-expanded", "false"], ["aria-controls", noteOf(ref)?.id || ""]]) {
          narrow ? ref.setAttribute(name, value) : ref.removeAttribute(name);
        }
      }
      place();
    };
    const arrive = () => {
      const note = document.getElementById(location.hash.slice(1));
      const ref = note?.matches("div.ed-note") && !wide.matches && refOf(note);
      if (!ref) return;
      unfold(ref, true);
      ref.scrollIntoView({ block: "center" });
    };
    document.addEventListener("click", (e) => {
      const ref = near(e.target, ".ed-ref");
      const back = near(e.target, ".ed-open .ed-back");
      if (wide.matches || !(ref || back)) return;
      e.preventDefault();
      const mark = ref || refOf(/** @type {Element} */ (near(back, ".ed-note")));
      if (!mark) return;
      unfold(mark, mark.getAttribute("aria-expanded") !== "true");
      if (back) mark.focus();
    });
    document.addEventListener("keydown", (e) => {
      if (e.key === " " && near(e.target, ".ed-ref[role]")) {
        e.preventDefault();
        near(e.target, ".ed-ref")?.click();
      }
      if (e.key !== "Escape") return;
      if (owner) return hide();
      const note = near(e.target, ".ed-open");
      const ref = note ? refOf(note) : near(e.target, ".ed-ref[aria-expanded=true]");
      if (!ref) return;
      unfold(ref, false);
      ref.focus();
    });
    // A note and its words show that they belong together; a folded one opens at its sign.
    for (const type of ["mouseover", "mouseout", "focusin", "focusout"]) {
      document.addEventListener(type, (e) => {
        const one = near(e.target, "span.ed-note, .ed-ref, div.ed-note");
        const id = one && (one.dataset.note || one.id.replace(/^(ref|note)-/, ""));
        if (!id) return;
        const on = type === "mouseover" || type === "focusin";
        for (const part of all(`[data-note="${id}"], #note-${id}`)) part.classList.toggle("ed-lit", on);
        if (!one.matches("span")) document.getElementById("note-" + id)?.classList.toggle("ed-full", on);
      });
    }
    const article = document.querySelector("article");
    if (article) new ResizeObserver(() => requestAnimationFrame(place)).observe(article);
    wide.addEventListener("change", fit);
    addEventListener("beforeprint", () => refs.forEach((ref) => unfold(ref, false)));
    addEventListener("hashchange", arrive);
    fit();
    arrive();
  }

  const GAP = 11, FOLDED = 84, FAR = 200;

  /** Set each note beside its words; fold the longest of a crowd where one would stand too far from its own. */
  function place() {
    const article = document.querySelector("article");
    root.classList.toggle("ed-placed", wide.matches);
    if (!article || !wide.matches) return;
    for (const note of homes.keys()) {
      note.style.setProperty("--room", "none");
      note.classList.remove("ed-fold");
    }
    const origin = article.getBoundingClientRect().top;
    const rows = [...homes.keys()].map((note) => {
      const want = (refOf(note)?.getBoundingClientRect().top || 0) - origin;
      return { note, want, full: note.offsetHeight, room: note.offsetHeight, top: 0 };
    });
    for (let i = 0, first = 0; i < rows.length; i++) {
      const row = rows[i], before = rows[i - 1];
      row.top = Math.max(row.want, before ? before.top + before.room + GAP : 0);
      if (row.top === row.want) first = i;
      const over = row.top - row.want - FAR;
      if (over <= 0) continue;
      const long = rows.slice(first, i).reduce((a, b) => (b.room > a.room ? b : a));
      if (long.room <= FOLDED) continue;
      long.room = Math.max(FOLDED, long.room - Math.max(over, 40));
      i = first - 1;
    }
    rows.forEach(({ note, top, full }, i) => {
      const space = i + 1 < rows.length ? rows[i + 1].top - GAP - top : full;
      note.style.setProperty("--y", top + "px");
      note.classList.toggle("ed-fold", space < full);
      if (space < full) note.style.setProperty("--room", space + "px");
    });
  }

  /* ---- what a reader copies or quotes is the source's words, whatever is shown */

  const NOT_TEXT = ".ed-num, .ed-parallel, .ed-ref, .ed-sign, .ed-notes, div.ed-note, .headerlink, .ed-tools";
  /** @param {DocumentFragment} fragment @returns {DocumentFragment} with the source's characters only */
  function source(fragment) {
    const shown = root.classList.contains("ed-source") ? ".ed-cor" : ".ed-src";
    for (const part of all(`${NOT_TEXT}, ${shown}`, fragment)) part.remove();
    for (const part of all(".ed-cor", fragment)) part.textContent = part.dataset.src || "";
    return fragment;
  }

  function copying() {
    document.addEventListener("copy", (e) => {
      const range = getSelection()?.rangeCount ? getSelection()?.getRangeAt(0) : null;
      const article = document.querySelector(".ed-chapter article");
      if (!range || !article?.contains(range.commonAncestorContainer) || !e.clipboardData) return;
      let whole = range.cloneContents();
      const inside = near(range.commonAncestorContainer.parentElement, ".ed-cor");
      if (inside) (whole = document.createDocumentFragment()).append(inside.cloneNode(true));
      const fragment = source(whole);
      const blocks = all("p, h1, h2, h3, li", fragment).filter((b) => b.textContent?.trim());
      const words = blocks.length ? blocks.map((b) => b.textContent?.trim()).join("\n\n") : fragment.textContent || "";
      e.clipboardData.setData("text/plain", words);
      e.preventDefault();
    });
  }

  /** What is wider than its place is scrolled, by keyboard too. */
  function reach() {
    /** @param {Element} found */
    const mend = (found) => {
      const pre = /** @type {HTMLElement} */ (found);
      pre.scrollWidth > pre.clientWidth ? (pre.tabIndex = 0) : pre.removeAttribute("tabindex");
    };
    const watch = new ResizeObserver((seen) => seen.forEach(({ target }) => mend(target)));
    for (const pre of all(".highlight pre")) {
      mend(pre);  // at once: an observer speaks only when the page is drawn
      watch.observe(pre);
    }
  }

  function start() {
    choices();
    reach();
    cards();
    notes();
    copying();
    const side = document.querySelector(".ed-left");
    const current = /** @type {HTMLElement | null} */ (document.querySelector(".ed-toc [aria-current]"));
    if (side && current && current.offsetTop > side.clientHeight * 0.6) side.scrollTop = current.offsetTop - side.clientHeight / 3;
    // A link within the page leaves the contents that lie over it.
    document.getElementById("contents")?.addEventListener("click", (e) => {
      const menu = document.getElementById("contents");
      if (near(e.target, "a") && menu?.matches(":popover-open")) menu.hidePopover();
    });
    document.fonts?.ready.then(place);
  }
  start();
  return { all, near, source };
})();
