(() => {
  const { read, write } = shared;
  const form = document.getElementById("filters"), list = document.getElementById("posts");
  const posts = [...list.children], keys = ["rule", "pack", "account", "q", "sort"], many = ["severity", "state"];
  const texts = new Map();

  const textOf = (post) => {
    if (!texts.has(post)) {
      const parts = [post.querySelector("summary"), ...post.querySelectorAll(".causes, .problems, .unread")];
      texts.set(post, shared.plain(parts.map((part) => part.textContent).join("\n")));
    }
    return texts.get(post);
  };
  const has = (post, key, value) => post.dataset[key].split(" ").includes(value);
  const matches = (post, asked) =>
    many.every((key) => !asked[key].length || asked[key].some((value) => has(post, key, value))) &&
    (!asked.rule || has(post, "rule", asked.rule)) &&
    (!asked.pack || has(post, "pack", asked.pack)) &&
    (!asked.account || post.dataset.account === asked.account) &&
    (!asked.q || textOf(post).includes(asked.q) || shared.textOf(post.dataset.number - 1).includes(asked.q));

  const apply = () => {
    const data = new FormData(form);
    const asked = Object.fromEntries(keys.map((key) => [key, data.get(key) || ""]));
    for (const key of many) asked[key] = data.getAll(key);
    const wanted = { ...asked, q: shared.plain(asked.q) };
    if (asked.q && !shared.knowsTexts()) shared.searched().then(apply, () => (document.getElementById("broken").hidden = false));
    let matched = 0;
    for (const post of posts) {
      const fits = matches(post, wanted);
      post.hidden = !fits;
      matched += fits;
    }
    const order = asked.sort === "weight" ? (a, b) => b.dataset.weight - a.dataset.weight || a.dataset.number - b.dataset.number : (a, b) => a.dataset.number - b.dataset.number;
    const sorted = [...posts].sort(order);
    if (sorted.some((post, place) => list.children[place] !== post)) list.append(...sorted);
    document.getElementById("matched").textContent = String(matched);
    document.getElementById("nobody").hidden = matched > 0 || !posts.length;
    write(asked);
  };

  const restore = () => {
    const hash = read();
    for (const key of many) for (const box of form.querySelectorAll(`[name="${key}"]`)) box.checked = hash.getAll(key).includes(box.value);
    for (const key of keys) if (form.elements[key]) form.elements[key].value = hash.get(key) || "";
    shared.look(hash);
    apply();
    const post = posts.find((one) => one.dataset.number === hash.get("post"));
    if (post) for (const one of posts) one.open = one === post;
  };

  // The details of posts far down are packed, some posts together.
  const unpack = async (post) => {
    const place = post.querySelector(".packed");
    if (!place || place.dataset.busy) return;
    place.dataset.busy = "1";
    try {
      const [pack, index] = place.dataset.place.split(":").map(Number);
      place.innerHTML = (await shared.unpacked(document.querySelector(`script[data-pack="${pack}"]`)))[index];
      for (const one of place.querySelectorAll(".copy")) one.hidden = false;
      place.classList.remove("packed");
    } catch {
      place.replaceChildren(document.getElementById("broken").cloneNode(true));
      place.firstChild.hidden = false;
    }
  };

  const isWide = matchMedia("(min-width: 900px)");
  let printing = false;
  const opened = (post) => {
    unpack(post);
    if (printing) return;
    if (isWide.matches) for (const other of posts) if (other !== post && other.open) other.open = false;
    write({ post: post.dataset.number });
  };
  list.addEventListener("toggle", (event) => {
    if (event.target.classList.contains("post") && event.target.open) opened(event.target);
  }, true);

  form.addEventListener("input", apply);
  form.elements.q.addEventListener("focus", () => shared.searched().catch(() => {}), { once: true });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  shared.changed(restore);
  document.getElementById("overview").addEventListener("click", () => {
    for (const post of posts) post.open = false;
    write({ post: "" });
    const footer = document.querySelector("footer");
    footer.scrollIntoView();
    footer.focus();
  });
  document.getElementById("print").addEventListener("click", async () => {
    const shown = posts.filter((post) => !post.hidden);
    printing = true;
    await Promise.all(shown.map(unpack));
    window.print();
  });
  let closed = [];
  window.addEventListener("beforeprint", () => {
    printing = true;
    closed = posts.filter((post) => !post.hidden && !post.open);
    for (const post of closed) post.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const post of closed) post.open = false;
    setTimeout(() => (printing = false));
  });
  shared.speak(shared.root.dataset.lang);
  restore();
  shared.measured(form);
  for (const post of posts) if (post.open) unpack(post);
})();
