// The phone mirror: pictures, video with boxes at their moments, and the way from a finding to its place.
const NS = "http://www.w3.org/2000/svg";

export class Phone {
  #phone;
  #findings;
  #marks = [];
  #mirror = "";
  #report = "";
  #said = "";
  #transcript;

  constructor(phone, findings, transcript) {
    this.#phone = phone;
    this.#findings = findings;
    this.#transcript = transcript;
    const follow = (event) => {
      const row = event.target.closest("tr");
      if (row) this.#seek(Number(row.closest("table").dataset.asset), Number(row.dataset.second));
    };
    transcript.addEventListener("click", follow);
    transcript.addEventListener("keydown", (event) => event.key === "Enter" && follow(event));
    const tabs = document.querySelector(".tabs");
    tabs.addEventListener("click", (event) => {
      const tab = event.target.closest("button");
      if (tab) this.#turn(tab.dataset.view);
    });
    phone.addEventListener("click", (event) => {
      const step = event.target.closest("[data-step]");
      if (step) this.#step(Number(step.dataset.step));
      const mark = event.target.closest("mark, figure");
      const number = mark && (mark.dataset.causes?.split(" ")[0] || mark.nextElementSibling?.matches("sup") && mark.nextElementSibling.textContent);
      if (number) this.#point(Number(number));
    });
  }

  show(now) {
    this.#marks = now.marks;
    if (now.findings !== this.#report) {
      this.#report = now.findings;
      this.#findings.innerHTML = now.findings;
      for (const one of this.#findings.querySelectorAll(".copy")) one.hidden = false;
      for (const one of this.#findings.querySelectorAll(".causes > ol > li")) one.tabIndex = 0;
    }
    if (now.transcript !== this.#said) {
      this.#said = now.transcript;
      this.#transcript.innerHTML = now.transcript;
      for (const row of this.#transcript.querySelectorAll("tr")) row.tabIndex = 0;
    }
    this.#phone.dataset.post = now.number;
    if (now.mirror === this.#mirror) return;
    this.#mirror = now.mirror;
    const made = document.createElement("div"), at = this.#phone.querySelector(".carousel")?.scrollLeft ?? 0;
    made.innerHTML = now.mirror;
    // Videos stay as they are: they play on while the caption is typed.
    for (const film of made.querySelectorAll(".film")) {
      const address = film.querySelector("video").getAttribute("src");
      const old = [...this.#phone.querySelectorAll(".film")].find((one) => one.querySelector("video").getAttribute("src") === address);
      if (old && !now.reload) film.replaceWith(old);
      else this.#film(film);
    }
    this.#phone.replaceChildren(...made.children);
    const carousel = this.#phone.querySelector(".carousel");
    if (!carousel) return;
    carousel.scrollLeft = at;
    carousel.addEventListener("scroll", () => this.#count(carousel));
  }

  #turn(view) {
    this.#phone.dataset.view = view;
    for (const tab of document.querySelectorAll(".tabs button")) tab.ariaPressed = String(tab.dataset.view === view);
  }

  #step(by) {
    const carousel = this.#phone.querySelector(".carousel");
    carousel.scrollTo({ left: carousel.scrollLeft + by * carousel.clientWidth, behavior: "smooth" });
  }

  #count(carousel) {
    const now = Math.round(carousel.scrollLeft / carousel.clientWidth) + 1, shown = this.#phone.querySelector(".dots output");
    if (shown) shown.textContent = `${now}/${carousel.children.length}`;
  }

  #film(film) {
    const video = film.querySelector("video"), asset = Number(film.dataset.asset), svg = film.querySelector("svg");
    const draw = () => {
      const now = video.currentTime, width = video.videoWidth, height = video.videoHeight;
      const here = this.#marks.filter((one) => one.asset === asset && one.box && one.time[0] - 0.05 <= now && now <= Math.max(one.time[1], one.time[0] + 0.5));
      const frame = here[0]?.frame ?? [width, height];
      if (frame[0]) svg.setAttribute("viewBox", `0 0 ${frame[0]} ${frame[1]}`);
      svg.replaceChildren(...here.map((one) => {
        const box = document.createElementNS(NS, "rect");
        box.setAttribute("class", one.severity);
        for (const [n, name] of ["x", "y", "width", "height"].entries()) box.setAttribute(name, one.box[n]);
        return box;
      }));
    };
    for (const name of ["timeupdate", "seeked", "loadeddata"]) video.addEventListener(name, draw);
    for (const name of ["timeupdate", "seeked"]) video.addEventListener(name, () => this.#say(asset, video.currentTime));
    video.addEventListener("error", () => (film.querySelector(".unplayed").hidden = false));
  }

  // From a finding to its place: its words, its picture, its second.
  go(number, second) {
    const own = this.#marks.filter((one) => one.cause === number);
    const mark = own.find((one) => second !== undefined && Math.abs(one.time[0] - second) < 0.05) ?? own[0];
    this.#turn("note");
    if (mark) {
      this.#seek(mark.asset, mark.time[0]);
      return;
    }
    const slide = [...this.#phone.querySelectorAll("figure")].find((one) => one.dataset.causes.split(" ").includes(String(number)));
    const words = [...this.#phone.querySelectorAll(".text sup")].find((one) => one.textContent === String(number));
    if (words) flash(words.previousElementSibling);
    else if (slide) {
      slide.parentElement.scrollTo({ left: slide.offsetLeft - slide.parentElement.offsetLeft, behavior: "smooth" });
      flash(slide);
    }
  }

  #seek(asset, second) {
    const film = [...this.#phone.querySelectorAll(".film")].find((one) => Number(one.dataset.asset) === asset);
    if (!film) return;
    this.#turn("note");
    const video = film.querySelector("video");
    video.pause();
    video.currentTime = second + 0.01;
    film.scrollIntoView({ block: "nearest" });
  }

  // The lines of the transcript that stand in the picture now.
  #say(asset, now) {
    for (const row of this.#transcript.querySelectorAll(`table[data-asset="${asset}"] tr`)) {
      if (Number(row.dataset.second) <= now && now < Number(row.dataset.until)) row.setAttribute("aria-current", "time");
      else row.removeAttribute("aria-current");
    }
  }

  #point(number) {
    const cause = this.#findings.querySelectorAll(".causes > ol > li")[number - 1];
    if (cause) flash(cause);
  }
}

const flash = (one) => {
  one.scrollIntoView({ block: "nearest", behavior: "smooth" });
  one.classList.remove("flash");
  requestAnimationFrame(() => one.classList.add("flash"));
};
