// Answers without an account: they travel in the forms, and this keeps a copy in the browser. Nothing here sends anything.
(() => {
  "use strict";

  let store;
  try {
    store = window.localStorage;
  } catch {
    return; // the reader's browser keeps nothing
  }
  const key = (instrument) => "tillit.answers." + instrument;
  const read = (instrument) => {
    try {
      return JSON.parse(store.getItem(key(instrument)) || "null");
    } catch {
      return null;
    }
  };
  const show = (selector, visible) => {
    for (const element of document.querySelectorAll(selector)) element.hidden = !visible;
  };
  const clear = (instrument) => {
    store.removeItem(key(instrument));
    show("[data-cleared-note]", true);
  };

  // A page that carries answers: keep them, unless it was only gone back to.
  const carried = document.querySelector("form[data-carried]");
  if (carried) {
    const instrument = carried.dataset.carried;
    const field = carried.elements.answers;
    const came = performance.getEntriesByType("navigation")[0];
    let cleared = false;
    if (!came || came.type === "navigate") {
      try {
        store.setItem(key(instrument), JSON.stringify({ saved: new Date().toISOString(), answers: field.value }));
      } catch {
        // full or forbidden: the form still carries them
      }
    }
    show("[data-kept]", Boolean(read(instrument)));
    // From a page that was gone back to, what has been answered since goes along.
    carried.addEventListener("submit", () => {
      const kept = !cleared && read(instrument);
      if (kept) field.value = kept.answers;
    });
    for (const button of document.querySelectorAll("[data-clear]")) {
      button.addEventListener("click", () => {
        cleared = true;
        clear(instrument);
        button.hidden = true;
      });
    }
  }

  // The start page: go on with what is kept.
  const onward = document.querySelector("form[data-continue]");
  if (onward) {
    const instrument = onward.dataset.continue;
    const kept = read(instrument);
    if (kept && kept.answers) {
      onward.elements.answers.value = kept.answers;
      onward.hidden = false;
      const when = new Date(kept.saved);
      if (!Number.isNaN(when.valueOf())) {
        onward.querySelector("[data-saved]").textContent = "(" + when.toLocaleString(document.documentElement.lang) + ")";
      }
    }
    for (const button of onward.querySelectorAll("[data-clear]")) {
      button.addEventListener("click", () => {
        clear(instrument);
        onward.hidden = true;
      });
    }
  }
})();
