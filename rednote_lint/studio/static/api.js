// Requests to the program, and what went wrong, told on the page.
export const root = document.documentElement;
const told = document.getElementById("told");

export const tell = (said) => {
  const line = told.appendChild(document.createElement("p"));
  line.className = "told error";
  for (const [name, lang] of [["en", "en"], ["zh", "zh-Hans"]]) {
    const part = line.appendChild(document.createElement("span"));
    part.className = name;
    part.lang = lang;
    part.textContent = said[name];
  }
  const close = line.appendChild(document.createElement("button"));
  close.type = "button";
  close.textContent = "×";
  close.ariaLabel = root.dataset.lang === "zh" ? "关闭" : "Close";
  close.addEventListener("click", () => line.remove());
  while (told.children.length > 6) told.firstChild.remove();
};
export const clear = () => told.replaceChildren();

export class Refused extends Error {
  constructor(said, status = 0, revision = null) {
    super(said.en);
    this.said = said;
    this.status = status;
    this.revision = revision;
  }
}

// Other windows of this page hear that something was written.
const windows = new BroadcastChannel("rednote-lint");
export const heard = (then) => windows.addEventListener("message", then);

const lost = document.getElementById("lost");
export const over = { is: false };
export const ask = async (method, path, body, more = {}) => {
  let answer;
  try {
    answer = await fetch(path, { method, body: body === undefined || body instanceof Blob ? body : JSON.stringify(body), ...more });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    lost.hidden = over.is;
    throw new Refused({ en: "The program does not answer.", zh: "程序没有响应。" });
  }
  lost.hidden = true;
  if (answer.ok && method !== "GET") windows.postMessage(path);
  if (answer.status === 204) return null;
  const isJson = answer.headers.get("content-type")?.startsWith("application/json");
  const said = isJson ? await answer.json() : { error: { en: `Refused (${answer.status}).`, zh: `请求被拒绝（${answer.status}）。` } };
  if (!answer.ok) throw new Refused(said.error, answer.status, said.revision);
  return said;
};

// What a button does, with its mistakes told.
export const does = (work) => async (event) => {
  try {
    await work(event);
  } catch (error) {
    if (error.name === "AbortError") return;
    tell(error.said ?? { en: String(error), zh: String(error) });
    if (!error.said) throw error;
  }
};
