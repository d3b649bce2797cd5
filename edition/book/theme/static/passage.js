// @ts-check
"use strict";
/* Choosing words of a document, or a paragraph's number: annotate and cite.
   What is quoted is the source's characters, whatever the switches show. */

(() => {
  const data = JSON.parse(document.getElementById("ed-data")?.textContent || "null");
  if (!data) return;
  const { all, near, source } = ed;

  const tools = document.createElement("div");
  tools.className = "ed-tools";
  tools.popover = "manual";
  tools.setAttribute("role", "group");
  const buttons = document.createElement("p");
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  tools.append(buttons, said);

  /** @typedef {{target: string, label: string, number: string, editor: boolean, text: string, start: number, end: number}} Passage */

  /** @param {Element} block @param {Node} node @param {number} offset */
  function position(block, node, offset) {
    const range = document.createRange();
    range.setStart(block, 0);
    range.setEnd(node, offset);
    return (source(range.cloneContents()).textContent || "").length;
  }

  /** @param {Element} block @param {Element} part */
  const before = (block, part) => position(block, /** @type {Element} */ (part.parentNode), [.../** @type {Element} */ (part.parentNode).childNodes].indexOf(part));

  /** @param {Element} block @returns {Passage} the paragraph or heading, nothing chosen */
  function whole(block) {
    const num = /** @type {HTMLAnchorElement} */ (block.querySelector(".ed-num"));
    const label = (num.getAttribute("aria-label") || "").replace(/^Paragraph /, "");
    const range = document.createRange();
    range.selectNodeContents(block);
    const text = source(range.cloneContents()).textContent || "";
    return { target: num.hash.slice(1), label, number: label.split(" ").pop() || "", editor: block.matches(".ed-editor"), text, start: 0, end: text.length };
  }

  /** @param {Range} range @returns {Passage[]} the chosen words in each paragraph that they touch */
  function chosen(range) {
    const found = [];
    for (const num of all("article .ed-num")) {
      const block = num.parentElement;
      if (!block || !range.intersectsNode(block)) continue;
      const passage = whole(block);
      if (block.contains(range.startContainer)) passage.start = position(block, range.startContainer, range.startOffset);
      if (block.contains(range.endContainer)) passage.end = position(block, range.endContainer, range.endOffset);
      // A part of a corrected word is the whole word of the source, none of it is nothing.
      const first = near(range.startContainer.parentElement, ".ed-cor");
      const last = near(range.endContainer.parentElement, ".ed-cor");
      const size = range.startContainer.textContent?.length;
      if (first && block.contains(first) && range.startOffset !== size) passage.start = before(block, first);
      if (last && block.contains(last) && range.endOffset === 0) passage.end = before(block, last);
      const words = passage.text.slice(passage.start, passage.end);
      passage.start += words.length - words.trimStart().length;
      passage.end -= words.length - words.trimEnd().length;
      if (words.trim()) found.push(passage);
    }
    return found;
  }

  /* ---- annotate */

  /** @param {string} value @returns {string} as a line of a note's head: quoted only where it must be */
  const plain = (value) => (value !== value.trim() || /^(["']).*\1$/.test(value) ? JSON.stringify(value) : value);

  /** @param {string} text @param {string} quote */
  function count(text, quote) {
    let n = 0;
    for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) n++;
    return n;
  }

  /** @param {Passage} p @returns {{prefix: string, suffix: string}} what tells a quotation from its twins */
  function context(p) {
    const quote = p.text.slice(p.start, p.end);
    for (let size = 1, before = p.start, after = p.end; count(p.text, quote) > 1 && size < 40; size++) {
      before = Math.max(0, p.text.lastIndexOf(" ", before - 2) + 1);
      if (count(p.text, p.text.slice(before, p.end)) === 1) return { prefix: p.text.slice(before, p.start), suffix: "" };
      const next = p.text.indexOf(" ", after + 1);
      after = next < 0 ? p.text.length : next;
      if (count(p.text, p.text.slice(p.start, after)) === 1) return { prefix: "", suffix: p.text.slice(p.end, after) };
      if (count(p.text, p.text.slice(before, after)) === 1) return { prefix: p.text.slice(before, p.start), suffix: p.text.slice(p.end, after) };
    }
    return { prefix: "", suffix: "" };
  }

  /** @param {Passage} p @returns {{file: string, text: string}} */
  function note(p) {
    const quote = p.text.slice(p.start, p.end);
    const { prefix, suffix } = context(p);
    const words = quote.toLowerCase().normalize("NFD").replace(/[^a-z0-9 -]/g, "").trim().split(/[ -]+/).slice(0, 4).join("-").slice(0, 40);
    const head = [
      `document: ${data.document.slug}`,
      `paragraph: ${p.number}`,
      `quote: ${plain(quote)}`,
      ...(prefix ? [`prefix: ${plain(prefix)}`] : []),
      ...(suffix ? [`suffix: ${plain(suffix)}`] : []),
      `kind: context            # or ${data.kinds.filter((/** @type {string} */ kind) => kind !== "context").join(", ")}`,
      "sources: []              # keys of the bibliography, as [key, key]",
      "certainty:               # high, medium or low; needed where you name no source",
      "author:                  # your name, as it shall stand with the note",
    ];
    return {
      file: `${data.document.folder}/notes/${p.target}-${words || "note"}.md`,
      text: `---\n${head.join("\n")}\n---\n${data.prompt}\n`,
    };
  }

  /* ---- cite */

  /** @param {Passage[]} passages */
  function citation(passages) {
    const [first, last] = [passages[0], passages[passages.length - 1]];
    const label = first === last ? first.label : `${first.label}–${last.number}`;
    const { document: doc, edition } = data;
    const url = `${(data.url || location.href).split("#")[0]}#${first.target}`;
    const author = passages.every((p) => p.editor) ? "" : doc.author;
    const given = author.split(" ").slice(0, -1).join(" ");
    const family = author.split(" ").pop();
    const csl = {
      id: first.target,
      type: "chapter",
      title: doc.title,
      ...(author ? { author: [given ? { family, given } : { literal: author }] } : {}),
      "container-title": edition.title,
      editor: [{ literal: edition.editors }],
      ...(edition.date ? { issued: { "date-parts": [edition.date.split("-").map(Number)] } } : {}),
      ...(edition.version ? { version: edition.version } : {}),
      note: label,
      URL: url,
    };
    const fields = [
      ...(author ? [["author", author.includes(" ") ? author : `{${author}}`]] : []),
      ["title", `{${doc.title}}`],
      ["booktitle", `{${edition.title}}`],
      ["editor", `{${edition.editors}}`],
      ...(edition.date ? [["year", edition.date.slice(0, 4)]] : []),
      ["note", `${label}${edition.version ? `, version ${edition.version}` : ""}`],
      ["url", url],
    ];
    return {
      label,
      reference: [author, doc.title, label, `in ${edition.title}`, `edited by ${edition.editors}`, edition.version && `version ${edition.version}`, url].filter(Boolean).join(", "),
      bibtex: `@incollection{${first.target},\n${fields.map(([k, v]) => `  ${k} = {${v}},`).join("\n")}\n}\n`,
      csl: JSON.stringify([csl], null, 2) + "\n",
    };
  }

  /* ---- the tools themselves */

  /** @param {string} name @param {string} title @param {() => void} act */
  function button(name, title, act) {
    const one = document.createElement("button");
    one.type = "button";
    one.textContent = name;
    one.title = title;
    one.addEventListener("click", act);
    return one;
  }

  /** @param {string} text @param {string} done */
  async function copy(text, done) {
    try {
      await navigator.clipboard.writeText(text);
      say(done);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      area.setAttribute("aria-label", "Copy this text");
      say("This browser does not let the page copy. The text is here:");
      said.append(area);
      area.select();
    }
  }

  /** @param {string} words */
  const say = (words) => (said.textContent = words);

  /** @param {Passage[]} passages */
  function annotate(passages) {
    if (passages.length > 1) return say("These words stand in more than one paragraph. A note is about words of one: please choose again.");
    const { file, text } = note(passages[0]);
    if (data.newFile) {
      const url = data.newFile.replace("{file}", encodeURIComponent(file)).replace("{text}", encodeURIComponent(text));
      window.open(url, "_blank", "noopener");
      return say("The note’s file opens in a new tab. Write the note there and propose it.");
    }
    return copy(text, `Copied: the beginning of a note. Paste it into a new file ${file} of the edition’s repository, and write the note in place of its last line.`);
  }

  /** @type {HTMLElement | null} */
  let from = null;

  /** @param {Passage[]} passages @param {DOMRect} box @param {Element} after @param {boolean} enter */
  function show(passages, box, after, enter) {
    const cite = citation(passages);
    tools.setAttribute("aria-label", `Annotate or cite ${cite.label}`);
    buttons.replaceChildren(
      button("Annotate", "Write a note about these words", () => annotate(passages)),
      button("Cite", "Copy a reference", () => copy(cite.reference, `Copied: ${cite.reference}`)),
      button("BibTeX", "Copy the reference as BibTeX", () => copy(cite.bibtex, `Copied: ${cite.label} as BibTeX.`)),
      button("CSL-JSON", "Copy the reference as CSL-JSON", () => copy(cite.csl, `Copied: ${cite.label} as CSL-JSON.`)),
    );
    say("");
    after.after(tools);
    tools.showPopover();
    const top = box.bottom + 8 + tools.offsetHeight < innerHeight ? box.bottom + 8 : Math.max(4, box.top - tools.offsetHeight - 8);
    tools.style.top = scrollY + top + "px";
    tools.style.left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - tools.offsetWidth - 8)) + "px";
    if (enter) /** @type {HTMLElement} */ (buttons.firstChild).focus();
  }

  function hide() {
    if (tools.matches(":popover-open")) tools.hidePopover();
    tools.remove();
  }

  // Browsers begin no selection on a link, and the words that a note is about are
  // often one: while the mouse is down on a marked word, it is none.
  let pressed = [0, 0];
  document.addEventListener("mousedown", (e) => {
    pressed = [e.clientX, e.clientY];
    const mark = near(e.target, "article a[data-card][href]");
    const href = mark?.getAttribute("href");
    if (!mark || !href || e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
    mark.removeAttribute("href");
    const back = () => mark.setAttribute("href", href);
    for (const type of ["mouseup", "dragend", "blur"]) addEventListener(type, back, { capture: true, once: true });
  }, true);
  document.addEventListener("click", (e) => {
    const moved = Math.abs(e.clientX - pressed[0]) + Math.abs(e.clientY - pressed[1]) > 4;
    if (moved && e.detail && near(e.target, "article a[data-card]") && !getSelection()?.isCollapsed) e.preventDefault();
  });

  let timer = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const selection = getSelection();
      if (!selection || selection.isCollapsed || !selection.rangeCount) return;
      if (tools.contains(selection.anchorNode) || document.activeElement?.matches("textarea, input")) return;
      const range = selection.getRangeAt(0);
      const passages = chosen(range);
      const block = passages.length && document.getElementById(passages[passages.length - 1].target);
      if (!block) return hide();
      from = null;
      const boxes = range.getClientRects();
      show(passages, boxes[boxes.length - 1] || range.getBoundingClientRect(), block.matches("section") ? /** @type {Element} */ (block.querySelector(".ed-num")?.parentElement) : block, false);
    }, 250);
  });
  document.addEventListener("click", (e) => {
    const num = near(e.target, ".ed-num");
    if (!num) {
      if (!tools.contains(/** @type {Node} */ (e.target)) && getSelection()?.isCollapsed) hide();
      return;
    }
    const block = num.parentElement;
    if (!block || e.ctrlKey || e.metaKey || e.shiftKey) return;
    getSelection()?.removeAllRanges();
    const passage = whole(block);
    // A note needs words: the first few, to be changed by its author.
    passage.end = (/^\s*(\S+\s+){0,5}\S+/.exec(passage.text) || [passage.text])[0].length;
    from = num;
    setTimeout(() => show([passage], num.getBoundingClientRect(), block, e.detail === 0), 0);
  });
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape" || !tools.matches(":popover-open")) return;
    const back = tools.contains(document.activeElement) ? from : null;
    hide();
    back?.focus();
  });
})();
