// @ts-check
"use strict";
/* The words of another text that answer to a paragraph, in a panel beside it.
   Without this script the same signs lead to the page that sets the two side by side. */
(() => {
  const signs = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll("a.ed-parallel[data-panel]")]);
  const panel = document.createElement("dialog");
  /** @type {HTMLAnchorElement | null} */
  let opener = null;

  /** @param {string} name @param {string} words @param {string} [style] */
  const element = (name, words, style) => {
    const made = document.createElement(name);
    made.textContent = words;
    if (style) made.className = style;
    return made;
  };

  /** @param {HTMLAnchorElement} sign */
  function open(sign) {
    const words = document.getElementById(sign.dataset.beside || "");
    if (!words) return;
    close(false);
    const copy = /** @type {HTMLElement} */ (words.cloneNode(true));
    const head = element("div", "", "ed-beside-head");
    const button = /** @type {HTMLButtonElement} */ (element("button", "Close"));
    button.type = "button";
    button.addEventListener("click", () => close(true));
    const title = copy.firstElementChild || element("p", "");
    title.id = "beside-title";
    head.append(title, button);
    const link = /** @type {HTMLAnchorElement} */ (element("a", "Both texts side by side"));
    link.href = sign.getAttribute("href") || "";
    const foot = element("p", "", "ed-beside-foot");
    foot.append(link);
    panel.replaceChildren(head, ...copy.children, foot);
    opener = sign;
    sign.setAttribute("aria-expanded", "true");
    sign.parentElement?.classList.add("ed-compared");
    panel.show();
    panel.scrollTop = 0;
    button.focus({ preventScroll: true });
  }

  /** @param {boolean} back whether the focus returns to where it came from */
  function close(back) {
    if (!opener) return;
    opener.setAttribute("aria-expanded", "false");
    opener.parentElement?.classList.remove("ed-compared");
    if (back) opener.focus({ preventScroll: true });
    opener = null;
    panel.close();
  }

  if (!signs.length) return;
  panel.className = "ed-beside";
  panel.id = "beside";
  panel.setAttribute("aria-labelledby", "beside-title");
  document.body.append(panel);
  for (const sign of signs) {
    // The panel takes the place of the card that the page's own script would show.
    sign.dataset.beside = sign.dataset.panel;
    delete sign.dataset.panel;
    sign.removeAttribute("aria-describedby");
    sign.setAttribute("role", "button");
    sign.setAttribute("aria-expanded", "false");
    sign.setAttribute("aria-controls", panel.id);
    sign.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      sign === opener ? close(true) : open(sign);
    });
    sign.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      sign.click();
    });
  }
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !opener) return;
    event.preventDefault();
    close(true);
  });
})();
