(() => {
  const { root, read, write } = shared;
  const form = document.getElementById("filters"), list = document.getElementById("posts");
  const detail = document.getElementById("detail"), space = list.appendChild(document.createElement("div"));
  const keys = ["rule", "pack", "account", "q", "sort"], many = ["severity", "state"];
  const HEIGHT = 52, MOST = 250000, AROUND = 10;
  const NAME = 0, PATH = 1, MORE = 2, ACCOUNT = 3, VERDICT = 4, WEIGHT = 5, COUNTS = 6, CODES = 7, BITS = 8, PLACE = 9, RAW = 10;
  let known, posts = [], texts = [], order = [], open = 0;
  space.className = "space";

  const both = (en, zh) => {
    if (en === zh) return [document.createTextNode(en)];
    return [["en", en], ["zh", zh]].map(([lang, text]) => made("span", lang, text));
  };
  const made = (tag, name, ...inside) => {
    const one = document.createElement(tag);
    one.className = name;
    one.append(...inside);
    return one;
  };

  const placed = (post) => [post[PATH], post[MORE]].filter(Boolean).join(" ");

  // Only the lines in sight are in the page.
  const drawn = new Map();
  const line = (index, place) => {
    const post = posts[index], [role, en, zh] = known.verdicts[post[VERDICT]];
    const row = made("button", "row", made("span", `verdict ${role}`, ...both(en, zh)), made("span", "name", post[NAME] || post[PATH]), made("span", "path", placed(post)));
    const counts = post[COUNTS].map((n, at) => n && made("span", `count ${known.bits[at]}`, String(n))).filter(Boolean);
    row.append(made("span", "counts", ...counts));
    row.type = "button";
    row.dataset.number = index + 1;
    row.style.top = `${place * HEIGHT}px`;
    row.setAttribute("aria-current", index + 1 === open);
    return row;
  };
  const draw = () => {
    const first = Math.max(Math.floor(list.scrollTop / HEIGHT) - AROUND, 0);
    const last = Math.min(Math.ceil((list.scrollTop + list.clientHeight) / HEIGHT) + AROUND, order.length, MOST);
    for (const [place, row] of drawn) if (place < first || place >= last) { row.remove(); drawn.delete(place); }
    for (let place = first; place < last; place++) {
      if (drawn.has(place)) continue;
      drawn.set(place, space.appendChild(line(order[place], place)));
    }
  };
  const redraw = () => {
    space.replaceChildren();
    drawn.clear();
    space.style.height = `${Math.min(order.length, MOST) * HEIGHT}px`;
    draw();
  };

  const textOf = (index) => {
    if (texts[index] === undefined) {
      const post = posts[index], rules = post[CODES].map((code) => known.rules[code].join(" "));
      texts[index] = [post[NAME], post[PATH], post[MORE], known.accounts[post[ACCOUNT]], ...known.verdicts[post[VERDICT]], ...rules].map(shared.plain).join("\n");
    }
    return texts[index];
  };
  const apply = () => {
    const data = new FormData(form), asked = Object.fromEntries(keys.map((key) => [key, data.get(key) || ""]));
    for (const key of many) asked[key] = data.getAll(key);
    const masks = many.map((key) => asked[key].reduce((mask, name) => mask | (1 << known.bits.indexOf(name)), 0)).filter(Boolean);
    const codes = (at, value) => new Set(known.rules.flatMap((rule, code) => (rule[at] === value ? [code] : [])));
    const sets = [[0, asked.rule], [2, asked.pack]].filter(([, value]) => value).map(([at, value]) => codes(at, value));
    const account = asked.account ? known.accounts.indexOf(asked.account) : -1, words = shared.plain(asked.q);
    if (words && !shared.knowsTexts()) shared.searched().then(apply, () => (document.getElementById("broken").hidden = false));
    order = [];
    for (let index = 0; index < posts.length; index++) {
      const post = posts[index];
      if (masks.every((mask) => post[BITS] & mask) && sets.every((set) => post[CODES].some((code) => set.has(code))) &&
        (!asked.account || post[ACCOUNT] === account) && (!words || textOf(index).includes(words) || shared.textOf(index).includes(words))) order.push(index);
    }
    if (asked.sort === "weight") order.sort((a, b) => posts[b][WEIGHT] - posts[a][WEIGHT] || a - b);
    document.getElementById("matched").textContent = order.length.toLocaleString("en");
    document.getElementById("nobody").hidden = order.length > 0 || !posts.length;
    document.getElementById("beyond").hidden = order.length <= MOST;
    list.scrollTop = 0;
    redraw();
    write(asked);
  };

  const quoted = (text) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`);
  const withoutDetails = (post) => {
    const [role, en, zh] = known.verdicts[post[VERDICT]], account = known.accounts[post[ACCOUNT]];
    const path = made("code", "", placed(post));
    const meta = made("p", "meta", made("span", `verdict ${role}`, ...both(en, zh)), " ", path, account ? ` · @${account}` : "");
    document.getElementById("shown").replaceChildren(made("h3", "", post[NAME] || post[PATH]), meta);
    const spoken = post[CODES].map((code) => {
      const [name, severity, , en, zh] = known.rules[code], link = made("a", "code", name);
      link.href = `#rule=${encodeURIComponent(name)}`;
      return made("li", severity, made("span", `badge ${severity}`), " ", ...both(en, zh), " ", link);
    });
    document.getElementById("spoken").replaceChildren(...spoken);
    const command = `${known.command} --post ${quoted(post[RAW] ?? post[PATH])} --output html=rednote-lint-post.html`;
    document.getElementById("command").textContent = command;
    document.getElementById("copy").dataset.copy = JSON.stringify(command);
    detail.dataset.number = open;
  };
  const show = async (number) => {
    open = number;
    for (const row of drawn.values()) row.setAttribute("aria-current", Number(row.dataset.number) === open);
    const post = posts[number - 1], shown = document.getElementById("shown");
    detail.hidden = !post;
    if (!post) return;
    const [pack, index] = post[PLACE].split(":");
    if (pack) await shared.whole;
    if (open !== number) return;
    const script = pack && document.querySelector(`script[data-pack="${pack}"]`);
    document.getElementById("elsewhere").hidden = Boolean(script);
    if (!script) return withoutDetails(post);
    try {
      const details = (await shared.unpacked(script))[index];
      if (open !== number) return;
      shown.innerHTML = details;
      for (const one of shown.querySelectorAll(".copy")) one.hidden = false;
    } catch {
      shown.replaceChildren(document.getElementById("broken").cloneNode(true));
      shown.firstChild.hidden = false;
    }
    detail.dataset.number = number;
    detail.scrollTop = 0;
  };
  const choose = (number) => {
    show(number);
    write({ post: String(number) });
  };
  const restore = () => {
    const hash = read();
    for (const key of many) for (const box of form.querySelectorAll(`[name="${key}"]`)) box.checked = hash.getAll(key).includes(box.value);
    for (const key of keys) if (form.elements[key]) form.elements[key].value = hash.get(key) || "";
    shared.look(hash);
    open = Number(hash.get("post")) || 0;
    apply();
    const place = order.indexOf(open - 1);
    if (place >= 0) list.scrollTop = Math.max(place * HEIGHT - list.clientHeight / 2, 0);
    draw();
    return show(open);
  };

  list.addEventListener("scroll", () => requestAnimationFrame(draw));
  new ResizeObserver(() => known && draw()).observe(list);
  list.addEventListener("click", (event) => {
    const row = event.target.closest(".row");
    if (!row) return;
    choose(Number(row.dataset.number));
    if (!matchMedia("(min-width: 900px)").matches) detail.scrollIntoView();
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !order.length) return;
    event.preventDefault();
    const place = Math.min(Math.max(order.indexOf(open - 1) + step, 0), Math.min(order.length, MOST) - 1);
    if (place * HEIGHT < list.scrollTop) list.scrollTop = place * HEIGHT;
    if ((place + 1) * HEIGHT > list.scrollTop + list.clientHeight) list.scrollTop = (place + 1) * HEIGHT - list.clientHeight;
    draw();
    choose(order[place] + 1);
    drawn.get(place).focus();
  });
  form.addEventListener("input", apply);
  form.elements.q.addEventListener("focus", () => shared.searched().catch(() => {}), { once: true });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  document.getElementById("overview").addEventListener("click", () => {
    show(0);
    write({ post: "" });
    const footer = document.querySelector("footer");
    footer.scrollIntoView();
    footer.focus();
  });
  document.getElementById("print").addEventListener("click", () => window.print());

  const begin = async () => {
    try {
      const packed = [document.getElementById("known"), ...document.querySelectorAll("script.lines")];
      const [numbers, ...lines] = await Promise.all(packed.map(shared.unpacked));
      [known, posts] = [numbers, lines.flat()];
    } catch {
      document.getElementById("broken").hidden = false;
      return;
    }
    shared.changed(restore);
    await restore();
    root.dataset.ready = "1";
  };
  shared.speak(root.dataset.lang);
  shared.measured(form);
  begin();
})();
