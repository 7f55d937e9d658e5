// The page: what is there is asked of the program, so that a reload loses nothing.
import { ask, does, heard, over, root } from "./api.js";
import { Desk } from "./desk.js";
import { receive } from "./dropping.js";

const find = (id) => document.getElementById(id);
const list = find("posts"), start = find("start"), deskSide = find("desk");
const desk = new Desk((line) => draw(lines.map((one) => (one.number === line.number ? line : one))));
let lines = [], timer = 0;

const chosen = () => Number(new URLSearchParams(location.hash.slice(1)).get("post")) || 0;
const choose = async (number) => {
  const hash = new URLSearchParams(location.hash.slice(1));
  hash.set("post", number);
  history.replaceState(null, "", `#${hash}`);
  start.hidden = number > 0;
  deskSide.hidden = number === 0;
  find("new").hidden = number === 0;
  if (number) await desk.open(number);
  draw(lines);
};

const draw = (now) => {
  lines = now;
  list.hidden = !lines.length;
  list.replaceChildren(...lines.map((line) => {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.post = line.number;
    if (line.number === chosen()) button.setAttribute("aria-current", "true");
    const badge = button.appendChild(document.createElement("span"));
    badge.className = `verdict ${line.whole ? line.role : "unchecked"}`;
    badge.textContent = line.whole ? line.verdict[root.dataset.lang] : "…";
    button.append(` ${line.name}`);
    return button;
  }));
};
list.addEventListener("click", does((event) => {
  const button = event.target.closest("button");
  return button && choose(Number(button.dataset.post));
}));

// While media are checked, the program is asked how far it is.
export const watch = does(async () => {
  clearTimeout(timer);
  if (over.is) return;
  const now = await ask("GET", "/api/posts");
  draw(now.posts);
  const busy = now.busy.filter((one) => one.posts), own = now.posts.find((one) => one.number === desk.number);
  desk.progress(busy.reduce((sum, one) => sum + one.posts, 0), Math.max(0, ...busy.map((one) => one.seconds)), now.work, own?.reading ?? 0);
  if (chosen() && !now.posts.some((one) => one.number === chosen())) await choose(now.posts.at(-1)?.number ?? 0);
  else if (own && (own.revision !== desk.revision || own.whole !== desk.whole || (own.reading !== null) !== desk.reading)) await desk.renew();
  if (busy.length || now.work.length || find("editor").dataset.working || now.posts.some((one) => (!one.whole && !one.failed) || one.reading !== null)) timer = setTimeout(watch, 300);
});
heard(() => { clearTimeout(timer); timer = setTimeout(watch, 50); });
desk.changed = () => { clearTimeout(timer); timer = setTimeout(watch, 300); };

const came = async (numbers) => {
  await watch();
  await choose(numbers.includes(chosen()) ? chosen() : numbers[0]);
};
receive(came, () => (chosen() ? desk.place : null));
find("paste").addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  does(async () => {
    const made = await ask("POST", "/api/posts", { title: form.elements.title.value, body: form.elements.body.value });
    form.reset();
    await came([made.number]);
  })();
});
find("remove").addEventListener("click", () => find("removal").showModal());
find("removal").addEventListener("click", does(async (event) => {
  const act = event.target.closest("[data-act]")?.dataset.act;
  if (act) find("removal").close();
  if (act !== "remove") return;
  await desk.settled();
  await ask("DELETE", `/api/posts/${chosen()}`);
  await watch();
}));
find("new").addEventListener("click", does(() => choose(0)));

const speak = (language) => {
  root.dataset.lang = language;
  root.lang = language === "zh" ? "zh-Hans" : "en";
  draw(lines);
};
find("language").addEventListener("click", () => {
  speak(root.dataset.lang === "zh" ? "en" : "zh");
  localStorage.setItem("lang", root.dataset.lang);
});
const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
find("theme").addEventListener("click", () => {
  root.dataset.theme = isDark() ? "light" : "dark";
  localStorage.setItem("theme", root.dataset.theme);
});
find("stop").addEventListener("click", does(async () => {
  over.is = true;
  await ask("POST", "/api/stop");
  clearTimeout(timer);
  for (const one of document.querySelectorAll("main, nav, .tools")) one.hidden = true;
  find("stopped").hidden = false;
}));
document.addEventListener("click", async (event) => {
  const button = event.target.closest(".copy");
  if (!button) return;
  await navigator.clipboard.writeText(JSON.parse(button.dataset.copy));
  const said = find("copied");
  said.textContent = said.dataset[root.dataset.lang];
  button.classList.add("done");
  setTimeout(() => { said.textContent = ""; button.classList.remove("done"); }, 1500);
});

if (localStorage.getItem("theme")) root.dataset.theme = localStorage.getItem("theme");
if (localStorage.getItem("lang")) speak(localStorage.getItem("lang"));
await watch();
const wanted = lines.find((line) => line.number === chosen()) ?? lines.at(-1);
await choose(wanted && location.hash !== "#post=0" ? wanted.number : 0);
document.documentElement.dataset.ready = "1";
