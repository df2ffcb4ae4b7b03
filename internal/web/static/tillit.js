// Everything works without this file. It adds: focus on the error summary, a warning before what is unsaved is lost, a count of characters, folded
// parts that open when they are wanted, answers that rule each other out, and Escape to close a menu.
(() => {
  "use strict";

  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();

  // From a line of the error summary: to the field, with its label in view.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".error-summary a[href^='#']");
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    unfold(field);
    (field.closest("fieldset, .field") || field).scrollIntoView();
    field.focus({ preventScroll: true });
  });

  // What a link leads to is unfolded, and everything is when the page is printed.
  const unfold = (element) => {
    for (let at = element; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  };
  const unfoldTarget = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target) unfold(target);
  };
  unfoldTarget();
  addEventListener("hashchange", unfoldTarget);
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("main details:not([open])")];
    for (const part of folded) part.open = true;
  });
  addEventListener("afterprint", () => {
    for (const part of folded) part.open = false;
  });

  // The browser's own question before leaving a form that has been changed and not sent.
  for (const form of document.querySelectorAll("form[data-unsaved]")) {
    const warn = (event) => event.preventDefault();
    form.addEventListener("input", () => addEventListener("beforeunload", warn));
    form.addEventListener("submit", () => removeEventListener("beforeunload", warn));
  }

  // How many characters have been written, of how many that fit.
  for (const field of document.querySelectorAll("[data-max]")) {
    const help = document.getElementById(field.id + "-max");
    if (!help) continue;
    const count = document.createElement("span");
    count.className = "count";
    help.append(count);
    const tell = () => {
      const length = [...field.value.trim()].length;
      count.textContent = length ? `${length} / ${field.dataset.max}` : "";
      count.classList.toggle("count-over", length > field.dataset.max);
    };
    field.addEventListener("input", tell);
    tell();
  }

  // A second click on a form's button within a few seconds is a slip.
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post") return;
    if (event.target.dataset.sent) return event.preventDefault();
    event.target.dataset.sent = "yes";
    setTimeout(() => delete event.target.dataset.sent, 3000);
  });

  // "None of these" rules out the others, and they it.
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (box.type !== "checkbox" || !box.checked || !box.form && !box.closest("fieldset")) return;
    const group = box.closest("fieldset");
    if (!group || !group.querySelector("[data-exclusive]")) return;
    const alone = box.hasAttribute("data-exclusive");
    for (const other of group.querySelectorAll("input[type=checkbox]")) {
      if (other === box || other.name !== box.name) continue;
      if (alone || other.hasAttribute("data-exclusive")) other.checked = false;
    }
  });

  // An open menu closes on Escape, and on a click outside it.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
})();
