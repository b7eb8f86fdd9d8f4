import type { BaseWindow, Dialog, MessageBoxOptions, MessageBoxReturnValue, Shell } from "electron";
import { tell } from "./control.ts";

const waiting = new Map<number, (answer: MessageBoxReturnValue) => void>();
let lastId = 0;

const showMessageBox = (first: BaseWindow | MessageBoxOptions, second?: MessageBoxOptions) => {
  const { message, detail = "", buttons = ["OK"], signal, cancelId } = second ?? (first as MessageBoxOptions);
  lastId += 1;
  const id = lastId;
  return new Promise<MessageBoxReturnValue>((resolve) => {
    const answer = (given: MessageBoxReturnValue) => {
      waiting.delete(id);
      resolve(given);
    };
    waiting.set(id, answer);
    signal?.addEventListener("abort", () => answer({ response: cancelId ?? 0, checkboxChecked: false }));
    tell({ what: "message-box", id, message, detail, buttons });
  });
};

/** Presses a button of a message box that waits. */
export const answerMessageBox = (id: number, response: number): void => {
  const answer = waiting.get(id);
  if (!answer) throw new Error(`No message box ${id} waits.`);
  answer({ response, checkboxChecked: false });
};

export const dialog: Pick<Dialog, "showErrorBox" | "showMessageBox" | "showOpenDialog" | "showSaveDialog"> = {
  showErrorBox: (title, content) => tell({ what: "error-box", title, content }),
  showMessageBox,
  showOpenDialog: () => Promise.resolve({ canceled: true, filePaths: [] }),
  showSaveDialog: () => Promise.resolve({ canceled: true, filePath: "" }),
};

export const shell: Pick<Shell, "openExternal" | "openPath" | "showItemInFolder" | "beep"> = {
  openExternal: (url) => {
    tell({ what: "opened-outside", url });
    return Promise.resolve();
  },
  openPath: (path) => {
    tell({ what: "opened-path", path });
    return Promise.resolve("");
  },
  showItemInFolder: (path) => tell({ what: "opened-path", path }),
  beep: () => undefined,
};
