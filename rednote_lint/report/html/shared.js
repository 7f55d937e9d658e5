"use strict";
// What all pages share: the address of a view, the language, the colors, copying, and what is packed in the file.
const shared = (() => {
  const root = document.documentElement, packs = new Map();
  root.classList.add("js");
  for (const one of document.querySelectorAll("#filters, .tools, .only, .copy")) one.hidden = false;

  // The address of a view: filters, order, the open post, the language and the colors.
  const read = () => new URLSearchParams(location.hash.slice(1));
  let quiet = "";
  const write = (change) => {
    const hash = read();
    for (const [key, value] of Object.entries(change)) {
      hash.delete(key);
      for (const one of [value].flat()) if (one) hash.append(key, one);
    }
    quiet = "#" + hash;
    if (quiet !== location.hash) history.replaceState(null, "", quiet === "#" ? "#" : quiet);
  };
  const changed = (then) => window.addEventListener("hashchange", () => location.hash !== quiet && then());

  const speak = (language) => {
    root.dataset.lang = language;
    root.lang = language === "zh" ? "zh-Hans" : "en";
    for (const one of document.querySelectorAll("option[data-en]")) one.textContent = one.dataset[language];
  };
  const paint = (theme) => (theme ? root.setAttribute("data-theme", theme) : root.removeAttribute("data-theme"));
  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const look = (hash) => {
    if (hash.get("lang")) speak(hash.get("lang") === "zh" ? "zh" : "en");
    if (hash.get("theme")) paint(hash.get("theme") === "dark" ? "dark" : "light");
  };

  // What stands behind the script is there when all of the page was read.
  const whole = new Promise((done) => (document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", done) : done()));

  // Deflated JSON, in Base64.
  const bytes = (text) => {
    const made = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at++) made[at] = text.charCodeAt(at);
    return made;
  };
  const unpacked = (script) => {
    if (!packs.has(script)) {
      const stream = new Blob([bytes(atob(script.textContent.trim()))]).stream().pipeThrough(new DecompressionStream("deflate"));
      packs.set(script, new Response(stream).json());
    }
    return packs.get(script);
  };

  // What is searched besides what the list shows; unpacked when somebody searches.
  const plain = (text) => text.normalize().toLowerCase();
  let texts = null;
  const searched = async () => {
    await whole;
    const packed = await Promise.all([...document.querySelectorAll("script.texts")].map(unpacked));
    texts = packed.flat().map(plain);
  };
  const textOf = (index) => texts?.[index] ?? "";
  const knowsTexts = () => texts !== null;

  document.getElementById("language").addEventListener("click", () => {
    const language = root.dataset.lang === "zh" ? "en" : "zh";
    speak(language);
    write({ lang: language });
  });
  document.getElementById("theme").addEventListener("click", () => {
    const theme = isDark() ? "light" : "dark";
    paint(theme);
    write({ theme });
  });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest(".copy");
    if (!button) return;
    const text = JSON.parse(button.dataset.copy), said = document.getElementById("copied");
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.body.appendChild(document.createElement("textarea"));
      area.value = text;
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    said.textContent = said.dataset[root.dataset.lang];
    button.classList.add("done");
    setTimeout(() => { said.textContent = ""; button.classList.remove("done"); }, 1500);
  });
  const measured = (form) => {
    const top = () => {
      const height = document.querySelector("header").offsetHeight + form.offsetHeight;
      root.style.setProperty("--top", `${height}px`);
    };
    window.addEventListener("resize", top);
    new ResizeObserver(top).observe(form);
    top();
  };
  return { root, read, write, changed, speak, look, whole, unpacked, measured, plain, searched, textOf, knowsTexts };
})();
