import { type BrowserWindow, clipboard, Menu, shell } from "electron";
import { type ContextMenuActs, contextMenuItems } from "./context-menu.ts";
import { isFile } from "./hub-origin.ts";

/** Gives a window's page a context menu. */
export const offerContextMenu = (window: BrowserWindow, hubUrl: string): void => {
  const contents = window.webContents;
  contents.on("context-menu", (_event, facts) => {
    const acts: ContextMenuActs = {
      replaceMisspelling: (word) => contents.replaceMisspelling(word),
      learn: (word) => contents.session.addWordToSpellCheckerDictionary(word),
      openOutside: (url) => void shell.openExternal(url).catch(() => undefined),
      copyText: (text) => void clipboard.writeText(text).catch(() => undefined),
      copyImage: (x, y) => contents.copyImageAt(x, y),
      saveImage: isFile(facts.srcURL, hubUrl) ? (url) => contents.downloadURL(url) : undefined,
    };
    const items = contextMenuItems(facts, acts);
    if (items.length === 0) return;
    Menu.buildFromTemplate(items).popup({ window, ...(facts.frame ? { frame: facts.frame } : {}) });
  });
};
