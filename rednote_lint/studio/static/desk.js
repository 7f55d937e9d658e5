// One post: what is typed goes to the program, what it finds comes back as parts of the report.
import { ask, does } from "./api.js";
import { Phone } from "./phone.js";

const PAUSE = 60;
const find = (id) => document.getElementById(id);

export class Desk {
  number = 0;
  revision = -1;
  whole = false;
  changed = () => {};
  #phone = new Phone(find("phone"), find("findings"));
  #form = find("words");
  #timer = 0;
  #typed = 0;
  #asked = 0;
  #queue = Promise.resolve();
  #shown;

  constructor(shown) {
    this.#shown = shown;
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#form.addEventListener("input", (event) => (event.target.type === "checkbox" ? this.#declare(event.target) : this.#later()));
    find("findings").addEventListener("click", (event) => this.#followed(event));
  }

  // Leave nothing typed behind before another post is shown.
  async open(number) {
    await this.#flush();
    const same = number === this.number;
    this.number = number;
    this.show(await ask("GET", `/api/posts/${number}`), { fill: true });
    if (!same) find("outcome").replaceChildren();
  }

  async renew() {
    const number = this.number, typed = this.#typed;
    const now = await ask("GET", `/api/posts/${number}`);
    if (number === this.number && typed === this.#typed && !this.#timer) this.show(now, { fill: false });
  }

  show(now, { fill }) {
    this.revision = now.revision;
    this.whole = now.whole;
    const { title, body } = this.#form.elements;
    if (fill) {
      title.value = now.title;
      body.value = now.body;
    }
    for (const key of ["ai_generated", "commercial"]) {
      const value = now.declared[key];
      this.#form.elements[key].checked = value === true;
      this.#form.querySelector(`[data-declared="${key}"]`).dataset.now = value === null ? "none" : String(value);
    }
    for (const [id, kind] of [["fix", "safe"], ["preview", "unsafe"]]) {
      find(id).disabled = !now.fixes[kind];
      find(id).querySelector(".n").textContent = now.fixes[kind] ? `(${now.fixes[kind]})` : "";
    }
    find("download").href = `/api/posts/${now.number}/post.zip`;
    this.#phone.show(now);
    const state = find("state");
    state.dataset.now = now.failure ? "failed" : now.whole ? "done" : "busy";
    state.querySelector("code").textContent = now.failure;
    this.#shown(now.line);
    document.documentElement.dataset.revision = now.revision;
    if (!now.whole && !now.failure) this.changed();
  }

  progress(posts) {
    find("state").querySelector(".n").textContent = posts > 1 ? `(${posts})` : "";
  }

  #later() {
    this.#typed += 1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#flush(), PAUSE);
  }

  // One request at a time, the newest words last.
  #flush() {
    if (this.#timer) {
      clearTimeout(this.#timer);
      this.#timer = 0;
      const { title, body } = this.#form.elements, number = this.number, words = { title: title.value, body: body.value }, turn = ++this.#asked;
      this.#queue = this.#queue.then(() => (turn === this.#asked ? this.#send(number, words, turn) : undefined));
    }
    return this.#queue;
  }

  async #send(number, words, turn) {
    const refused = find("refused");
    try {
      const now = await ask("PUT", `/api/posts/${number}/words`, words);
      refused.hidden = true;
      if (number === this.number && turn === this.#asked && !this.#timer) this.show(now, { fill: false });
    } catch (error) {
      if (!error.said) throw error;
      refused.textContent = error.said[document.documentElement.dataset.lang];
      refused.hidden = false;
    }
  }

  #declare(box) {
    return does(async () => {
      await this.#flush();
      try {
        this.show(await ask("PUT", `/api/posts/${this.number}/declared`, { key: box.name, value: box.checked }), { fill: false });
      } catch (error) {
        box.checked = !box.checked;
        throw error;
      }
    })();
  }

  // A code leads to the reasons of its rule, a place in a video to its moment.
  #followed(event) {
    const code = event.target.closest("a.code");
    if (code) {
      event.preventDefault();
      const why = [...find("findings").querySelectorAll(".whys a.code")].find((one) => one.textContent === code.textContent);
      (why ?? code).scrollIntoView({ block: "center", behavior: "smooth" });
      why?.focus();
      return;
    }
    const cause = event.target.closest(".causes > ol > li");
    if (cause) this.#phone.go([...cause.parentElement.children].indexOf(cause) + 1);
  }
}
