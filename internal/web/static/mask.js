// Copies the masked text, and prints the report. Without this file the text can be downloaded, and the browser prints.
(() => {
  "use strict";

  const said = document.querySelector("[data-copy-said]");
  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      said.textContent = button.dataset.copied;
    });
  }
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
})();
