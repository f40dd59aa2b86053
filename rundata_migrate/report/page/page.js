"use strict";
(() => {
  const root = document.documentElement;
  const form = document.getElementById("filter");
  const status = document.getElementById("status");
  const help = document.getElementById("help");
  const sites = [...document.querySelectorAll("article")];
  const words = new Map();

  const wordsOf = (site) => {
    if (!words.has(site)) words.set(site, site.textContent.toLowerCase());
    return words.get(site);
  };
  const wanted = () => ({
    text: form.elements.text.value.trim().toLowerCase().split(/\s+/).filter(Boolean),
    rule: form.elements.rule.value,
    folder: form.elements.folder.value,
    natures: new Set([...form.elements.nature].filter((box) => box.checked).map((box) => box.value)),
  });
  const fits = (site, want) =>
    (!want.rule || site.dataset.rule === want.rule) &&
    (!want.folder || site.dataset.folder === want.folder) &&
    want.natures.has(site.dataset.nature) &&
    want.text.every((word) => wordsOf(site).includes(word));
  const apply = () => {
    const want = wanted();
    let shown = 0;
    for (const site of sites) {
      const fit = fits(site, want);
      site.hidden = !fit;
      shown += fit;
    }
    status.textContent = `${shown} of ${sites.length} shown`;
  };
  const reset = () => {
    form.reset();
    apply();
  };

  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("all").addEventListener("click", reset);
  for (const button of document.querySelectorAll("button.pick")) {
    button.addEventListener("click", () => {
      form.elements[button.dataset.field].value = button.dataset.value;
      apply();
      document.getElementById("sites").scrollIntoView();
      form.elements[button.dataset.field].focus({ preventScroll: true });
    });
  }

  const themes = ["auto", "light", "dark"];
  const theme = document.getElementById("theme");
  const show = (name) => {
    if (name === "auto") delete root.dataset.theme;
    else root.dataset.theme = name;
    theme.textContent = `Colours: ${name}`;
    theme.dataset.name = name;
  };
  theme.addEventListener("click", () => show(themes[(themes.indexOf(theme.dataset.name) + 1) % themes.length]));
  show("auto");
  document.getElementById("keys").addEventListener("click", () => help.showModal());

  const step = (by) => {
    const shown = sites.filter((site) => !site.hidden);
    if (!shown.length) return;
    const now = shown.findIndex((site) => site.contains(document.activeElement));
    const next = now < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(now + by, 0), shown.length - 1);
    shown[next].focus({ preventScroll: true });
    shown[next].scrollIntoView({ block: "start" });
  };
  const proof = () => {
    const site = document.activeElement.closest("article");
    const details = site && site.querySelector("details");
    if (details) details.open = !details.open;
  };
  const keys = { "/": () => form.elements.text.focus(), j: () => step(1), k: () => step(-1), o: proof, "?": () => help.showModal() };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const typing = event.target.matches("input[type=search], select, textarea");
    if (event.key === "Escape" && typing) {
      reset();
      event.target.blur();
    } else if (!typing && form.elements.shortcuts.checked && keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  form.hidden = false;
  for (const button of document.querySelectorAll("[data-needs-script]")) button.hidden = false;
  apply();
})();
