// Files that are dropped or chosen: copied to the program one by one, under the names that they have.
import { ask, clear, does, tell } from "./api.js";

const find = (id) => document.getElementById(id);
const LOOSE = "post";
const SYSTEM = /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*|__MACOSX\/.*)$/i;

export const receive = (came, place) => {
  const zone = find("drop"), bar = find("uploading");
  let under = false;

  // Files that are dropped while a post is open are its own; a folder is another post.
  const take = does(async (files, target) => {
    const wanted = files.filter(([name]) => !SYSTEM.test(name));
    if (!wanted.length) return;
    if (under) {
      tell({ en: "Files are being copied; drop these again when that is done.", zh: "正在复制文件，完成后再拖入这些。" });
      return;
    }
    under = true;
    bar.hidden = false;
    clear();
    try {
      const { drop } = target ?? (await ask("POST", "/api/drops"));
      let refused = 0;
      for (const [n, [name, file]] of wanted.entries()) {
        bar.querySelector("progress").value = n / wanted.length;
        bar.querySelector("span:last-child").textContent = name;
        const path = target ? name.replace(LOOSE, target.folder) : name;
        try {
          await ask("PUT", `/api/drops/${drop}/files?name=${encodeURIComponent(path)}`, file);
        } catch (error) {
          if (!error.said) throw error;
          refused += 1;
          if (refused < 6) tell(error.said);
        }
      }
      if (refused > 5) tell({ en: `${refused} files were not taken.`, zh: `共 ${refused} 个文件未被接收。` });
      if (refused < wanted.length) await came((await ask("POST", `/api/drops/${drop}/posts`)).posts);
    } finally {
      under = false;
      bar.hidden = true;
    }
  });

  const chosen = (input) => take([...input.files].map((file) => [file.webkitRelativePath || `${LOOSE}/${file.name}`, file]), null);
  for (const [button, input] of [["files", "file-input"], ["folder", "folder-input"]]) {
    find(button).addEventListener("click", () => find(input).click());
    find(input).addEventListener("change", async () => {
      await chosen(find(input));
      find(input).value = "";
    });
  }

  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget ?? zone.classList.remove("over"));
  document.addEventListener("drop", async (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    const text = event.dataTransfer.files.length ? "" : event.dataTransfer.getData("text/plain");
    if (text) {
      find("paste").elements.body.value = text;
      return;
    }
    // Entries are only there during the event, so they are all asked for before the first is read.
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const plain = [...event.dataTransfer.files].map((file) => [`${LOOSE}/${file.name}`, file]);
    try {
      if (entries.some((entry) => entry.isDirectory)) await take((await Promise.all(entries.map((entry) => walk(entry, "")))).flat(), null);
      else await take(plain, place());
    } catch (error) {
      tell({ en: `What was dropped cannot be read: ${error.message}`, zh: `无法读取拖入的内容：${error.message}` });
    }
  });
};

const walk = async (entry, above) => {
  const name = above + entry.name;
  if (entry.isFile) return [[name, await new Promise((done, fail) => entry.file(done, fail))]];
  const reader = entry.createReader(), inner = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) break;
    inner.push(...some);
  }
  return (await Promise.all(inner.map((one) => walk(one, `${name}/`)))).flat();
};
