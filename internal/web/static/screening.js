// The screening for protective security, answered in the page. Nothing is sent or kept: there is no form and no storage here.
(() => {
  "use strict";

  const all = document.querySelector("[data-screening]");
  if (!all) return;
  const inputs = [...all.querySelectorAll("[data-ask] input")];
  const asked = new Set(inputs.map((input) => input.name));
  const stop = all.querySelector("[data-stop]");
  const go = all.querySelector("[data-go]");
  const erase = all.querySelector("[data-erase]");

  for (const element of document.querySelectorAll(".no-script, [data-means]")) element.hidden = true;
  for (const element of all.querySelectorAll("[data-ask]")) element.hidden = false;

  const evaluate = () => {
    const chosen = inputs.filter((input) => input.checked);
    const stops = chosen.some((input) => input.hasAttribute("data-stops"));
    stop.hidden = !stops;
    go.hidden = stops || chosen.length < asked.size;
    erase.hidden = chosen.length === 0;
  };
  const forget = () => {
    for (const input of inputs) input.checked = false;
    evaluate();
  };
  all.addEventListener("change", evaluate);
  erase.querySelector("button").addEventListener("click", forget);
  addEventListener("pagehide", forget);
  forget();
})();
