// One post: what is typed goes to the program, what it finds comes back as parts of the report.
import { ask, does, tell } from "./api.js";
import { Phone } from "./phone.js";

const PAUSE = 60;
const find = (id) => document.getElementById(id);

export class Desk {
  number = 0;
  revision = -1;
  whole = false;
  // Whether subtitles are being read: what is shown of them meanwhile are those of the rules.
  reading = false;
  place = null;
  // The revision whose words stand in the form: what another window writes is another one.
  #base = -1;
  changed = () => {};
  #phone = new Phone(find("phone"), find("findings"), find("transcript"));
  #form = find("words");
  #timer = 0;
  #typed = 0;
  #asked = 0;
  #opening = 0;
  #locked = false;
  #queue = Promise.resolve();
  #shown;

  constructor(shown) {
    this.#shown = shown;
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#form.addEventListener("input", (event) => (event.target.type === "checkbox" ? this.#declare(event.target) : this.#later()));
    find("findings").addEventListener("click", (event) => this.#followed(event));
    find("findings").addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches(".causes > ol > li")) this.#followed(event);
    });
    find("fix").addEventListener("click", this.#working(() => this.#fix()));
    find("preview").addEventListener("click", this.#working(() => this.#try()));
    find("undo").addEventListener("click", this.#working(() => this.#undo()));
    find("conflict").addEventListener("click", does((event) => this.#settle(event.target.closest("[data-keep]")?.dataset.keep)));
    find("again").addEventListener("click", does(async () => this.show(await ask("POST", `/api/posts/${this.number}/check`), { fill: false })));
    find("notice").addEventListener("submit", (event) => {
      event.preventDefault();
      does(() => this.#explain(event.target.elements.said.value))();
    });
    find("compare").addEventListener("click", does((event) => this.#decide(event)));
    find("compare").addEventListener("cancel", (event) => {
      event.preventDefault();
      this.#working(() => this.#close("discard"))();
    });
  }

  // Leave nothing typed behind before another post is shown.
  async open(number) {
    await this.#flush();
    const same = number === this.number;
    this.number = number;
    this.#opening += 1;
    try {
      const now = await ask("GET", `/api/posts/${number}`);
      if (number === this.number) this.show(now, { fill: true });
    } finally {
      this.#opening -= 1;
    }
    if (!same) for (const id of ["outcome", "explained"]) find(id).replaceChildren();
  }

  settled() {
    return this.#flush();
  }

  async renew() {
    const number = this.number, typed = this.#typed;
    if (this.#opening) return;
    const now = await ask("GET", `/api/posts/${number}`);
    if (number !== this.number || typed !== this.#typed || this.#timer || this.#opening) return;
    const isForeign = now.revision !== this.#base && find("refused").hidden && find("conflict").hidden && !find("editor").dataset.working;
    this.show(now, { fill: isForeign });
    if (isForeign) tell({ en: "This post was changed in another window; it is shown as it is now.", zh: "这篇笔记已在另一个窗口中改动，现已显示最新内容。" });
  }

  show(now, { fill }) {
    this.revision = now.revision;
    this.whole = now.whole;
    this.reading = now.line.reading !== null;
    find("reading").hidden = !this.reading;
    this.place = now.folder === null ? null : { drop: now.drop, folder: now.folder };
    const { title, body } = this.#form.elements;
    if (fill) {
      this.#base = now.revision;
      find("conflict").hidden = true;
      find("refused").hidden = true;
      title.value = now.title;
      body.value = now.body;
    }
    for (const key of ["ai_generated", "commercial"]) {
      const value = now.declared[key];
      this.#form.elements[key].checked = value === true;
      this.#form.querySelector(`[data-declared="${key}"]`).dataset.now = value === null ? "none" : String(value);
    }
    for (const [id, kind] of [["fix", "safe"], ["preview", "unsafe"]]) {
      find(id).disabled = !now.fixes[kind] || Boolean(find("editor").dataset.working);
      find(id).querySelector(".n").textContent = now.fixes[kind] ? `(${now.fixes[kind]})` : "";
    }
    find("undo").disabled = !now.steps || Boolean(find("editor").dataset.working);
    find("locked").hidden = !now.locked;
    for (const language of ["en", "zh"]) find("locked").querySelector(`.${language}`).textContent = now.locked?.[language] ?? "";
    this.#locked = Boolean(now.locked);
    if (!find("editor").dataset.working) this.#lock(false);
    find("download").href = `/api/posts/${now.number}/zip`;
    this.#phone.show(now);
    const state = find("state");
    state.dataset.now = now.failure ? "failed" : now.whole ? "done" : "busy";
    for (const language of ["en", "zh"]) state.querySelector(`[data-state="failed"] .${language}`).textContent = now.failure?.[language] ?? "";
    this.#shown(now.line);
    document.documentElement.dataset.revision = now.revision;
    if ((!now.whole && !now.failure) || this.reading) this.changed();
  }

  progress(posts, seconds, works, reading) {
    const waited = find("reading").querySelector("[data-seconds]");
    waited.hidden = reading < 2;
    waited.firstElementChild.textContent = reading;
    for (const [name, value, least] of [["posts", posts, 2], ["seconds", seconds, 2]]) {
      const part = find("state").querySelector(`[data-${name}]`);
      part.hidden = value < least;
      part.firstElementChild.textContent = value;
    }
    const own = works.find((one) => one.post === this.number), bar = find("working").querySelector("progress");
    bar.hidden = !own;
    bar.value = own?.share ?? 0;
    find("working").querySelector("[data-file]").textContent = own ? own.title[document.documentElement.dataset.lang] : "";
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
      const now = await ask("PUT", `/api/posts/${number}/words${this.#shownAs(number)}`, words);
      this.#wrote(number, now.revision);
      refused.hidden = true;
      if (number === this.number && turn === this.#asked && !this.#timer) this.show(now, { fill: false });
    } catch (error) {
      if (!error.said) throw error;
      if (error.status === 409 && number === this.number) {
        find("conflict").hidden = false;
        return;
      }
      this.#wrote(number, error.revision);
      refused.textContent = error.said[document.documentElement.dataset.lang];
      refused.hidden = false;
    }
  }

  // What is written replaces the revision that the form was filled with, and no other.
  #shownAs(number) {
    return number === this.number ? `?revision=${this.#base}` : "";
  }

  #wrote(number, revision) {
    if (number === this.number && revision !== null && revision !== undefined) this.#base = revision;
  }

  async #settle(keep) {
    if (keep === "theirs") await this.open(this.number);
    if (keep !== "mine") return;
    find("conflict").hidden = true;
    this.#wrote(this.number, (await ask("GET", `/api/posts/${this.number}`)).revision);
    this.#later();
  }

  // Repairs of media take their time; nothing else is begun until they are done.
  #working(work) {
    return does(async () => {
      const editor = find("editor");
      if (editor.dataset.working) return;
      editor.dataset.working = "1";
      find("working").hidden = false;
      for (const one of ["fix", "preview"]) find(one).disabled = true;
      this.#lock(true);
      try {
        await this.#flush();
        this.changed();
        await work();
      } finally {
        delete editor.dataset.working;
        this.#lock(false);
        find("working").hidden = true;
        await this.renew();
      }
    });
  }

  // What is typed while files are written would be written over, or write over them.
  #lock(on) {
    for (const one of ["title", "body"]) this.#form.elements[one].readOnly = on || this.#locked;
    for (const box of this.#form.querySelectorAll("[type=checkbox]")) box.disabled = on || this.#locked;
  }

  async #fix() {
    const now = await ask("POST", `/api/posts/${this.number}/fixes${this.#shownAs(this.number)}`);
    find("outcome").innerHTML = now.made;
    this.show(now.post, { fill: true });
  }

  async #undo() {
    this.show(await ask("POST", `/api/posts/${this.number}/undo${this.#shownAs(this.number)}`), { fill: true });
    find("outcome").replaceChildren();
  }

  async #explain(said) {
    await this.#flush();
    const shown = find("explained");
    shown.innerHTML = (await ask("POST", `/api/posts/${this.number}/notice`, { said })).notice;
    for (const one of shown.querySelectorAll(".copy")) one.hidden = false;
  }

  async #try() {
    const dialog = find("compare");
    dialog.innerHTML = (await ask("POST", `/api/posts/${this.number}/trial`)).trial;
    dialog.showModal();
  }

  async #decide(event) {
    const act = event.target.closest("[data-act]")?.dataset.act;
    if (act) await this.#working(() => this.#close(act))();
  }

  async #close(act) {
    const where = `/api/posts/${this.number}/trial`;
    find("compare").close();
    if (act === "accept") this.show(await ask("PUT", `${where}${this.#shownAs(this.number)}`), { fill: true });
    else await ask("DELETE", where);
  }

  #declare(box) {
    return does(async () => {
      await this.#flush();
      try {
        const now = await ask("PUT", `/api/posts/${this.number}/declared${this.#shownAs(this.number)}`, { key: box.name, value: box.checked });
        this.#wrote(now.number, now.revision);
        this.show(now, { fill: false });
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
    const place = event.target.closest(".places > li")?.querySelector("code")?.textContent ?? "";
    if (cause) this.#phone.go([...cause.parentElement.children].indexOf(cause) + 1, /#t=([\d.]+)/.exec(place)?.[1]);
  }
}
