import type { Clipboard } from "electron";

let text = "";

type Used = "writeText" | "readText" | "clear" | "has";

export const clipboard: Pick<Clipboard, Used> = {
  writeText: (written) => {
    text = written;
    return Promise.resolve();
  },
  readText: () => Promise.resolve(text),
  clear: () => void (text = ""),
  has: (type) => Promise.resolve(type === "text/plain" && text !== ""),
};

/** What the app put on the clipboard. */
export const clipboardText = (): string => text;
