import type { MenuItemConstructorOptions } from "electron";
import { expect, test } from "vitest";
import { type AppMenuParts, appMenuItems } from "./app-menu.ts";
import { type ContextFacts, contextMenuItems } from "./context-menu.ts";
import { spellingLanguages } from "./spell-check.ts";

type Items = readonly MenuItemConstructorOptions[];
const named = (items: Items): string[] =>
  items.map(({ label, role, type }) => label ?? role ?? (type === "separator" ? "---" : "?"));
const under = (items: Items, name: string): MenuItemConstructorOptions[] => {
  const submenu = items.find(({ label, role }) => name === (label ?? role))?.submenu;
  return Array.isArray(submenu) ? submenu : [];
};

const appMenu = (more: Partial<AppMenuParts> = {}) => {
  const done: unknown[] = [];
  const items = appMenuItems({
    platform: "linux",
    isDevelopment: false,
    links: { home: "https://example.com", problems: null },
    go: (place) => done.push(place.to),
    nextNeed: () => done.push("next"),
    openOutside: (url) => done.push(url),
    showLog: () => done.push("log"),
    ...more,
  });
  return { items, done };
};

test("the menus are those that the system has, with its own items", () => {
  const { items } = appMenu();
  expect(named(items)).toEqual(["&File", "editMenu", "&View", "&Discussions", "windowMenu", "help"]);
  expect(named(under(items, "&File"))).toEqual(["Join a Machine…", "Settings…", "---", "close", "quit"]);
  const mac = appMenu({ platform: "darwin" }).items;
  expect(named(mac)[0]).toBe("Muster");
  expect(named(under(mac, "Muster"))).toEqual(
    expect.arrayContaining(["About Muster", "Settings…", "services", "hide", "hideOthers", "unhide", "quit"]),
  );
  expect(named(under(mac, "&File"))).not.toContain("quit");
});

test("each item of the app's own does what it says, and only who works on the app gets the developer tools", () => {
  const { items, done } = appMenu();
  const all = items.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
  for (const { click } of all) (click as (() => void) | undefined)?.();
  expect(done).toEqual(["join", "settings", "next", "new-search", "keys", "https://example.com", "log", "about"]);
  expect(named(under(items, "&View"))).not.toContain("toggleDevTools");
  expect(named(under(appMenu({ isDevelopment: true }).items, "&View"))).toContain("toggleDevTools");
});

const nowhere: ContextFacts = {
  x: 1,
  y: 2,
  linkURL: "",
  srcURL: "",
  mediaType: "none",
  isEditable: false,
  selectionText: "",
  misspelledWord: "",
  dictionarySuggestions: [],
  editFlags: {
    canUndo: true,
    canRedo: false,
    canCut: true,
    canCopy: true,
    canPaste: true,
    canDelete: true,
    canSelectAll: true,
    canEditRichly: false,
  },
};

const contextMenu = (facts: Partial<ContextFacts>, saveImage = false) => {
  const done: unknown[][] = [];
  const act =
    (name: string) =>
    (...args: unknown[]) =>
      void done.push([name, ...args]);
  const items = contextMenuItems(
    { ...nowhere, ...facts },
    {
      replaceMisspelling: act("replace"),
      learn: act("learn"),
      openOutside: act("open"),
      copyText: act("copy"),
      copyImage: act("copy-image"),
      saveImage: saveImage ? act("save-image") : undefined,
    },
  );
  return {
    items,
    names: named(items),
    done,
    click: (label: string) => (items.find((item) => item.label === label) as { click(): void }).click(),
  };
};

test("where there is nothing to do there is no menu, and for a selection only the copy", () => {
  expect(contextMenu({}).names).toEqual([]);
  expect(contextMenu({ selectionText: "  " }).names).toEqual([]);
  expect(contextMenu({ selectionText: "words" }).names).toEqual(["copy"]);
});

test("a word that is spelled wrong can be replaced or learnt", () => {
  const menu = contextMenu({
    isEditable: true,
    misspelledWord: "teh",
    dictionarySuggestions: ["the", "R&D", "3", "4", "5", "6"],
  });
  expect(menu.names.slice(0, 7)).toEqual(["the", "R&&D", "3", "4", "5", "Add to Dictionary", "---"]);
  expect(menu.names).toEqual(expect.arrayContaining(["undo", "cut", "copy", "paste", "selectAll"]));
  menu.click("R&&D");
  menu.click("Add to Dictionary");
  expect(menu.done).toEqual([
    ["replace", "R&D"],
    ["learn", "teh"],
  ]);
  expect(contextMenu({ isEditable: true, misspelledWord: "xyzzy" }).names[0]).toBe("No suggestions");
});

test("a link is opened in the browser or copied, and only one that a browser may open", () => {
  const menu = contextMenu({ linkURL: "https://example.com/" });
  menu.click("Open Link in Browser");
  menu.click("Copy Link");
  expect(menu.done).toEqual([
    ["open", "https://example.com/"],
    ["copy", "https://example.com/"],
  ]);
  for (const linkURL of ["file:///etc/passwd", "javascript:alert(1)", "muster://session/a"]) {
    expect(contextMenu({ linkURL }).names).toEqual([]);
  }
});

test("an image can be copied, and saved where it is a file of a message", () => {
  expect(contextMenu({ mediaType: "image", srcURL: "data:" }).names).toEqual(["Copy Image"]);
  const menu = contextMenu({ mediaType: "image", srcURL: "http://127.0.0.1/v1/people/attachments/1" }, true);
  menu.click("Copy Image");
  menu.click("Save Image…");
  expect(menu.done).toEqual([
    ["copy-image", 1, 2],
    ["save-image", "http://127.0.0.1/v1/people/attachments/1"],
  ]);
});

test("spelling is checked in the person's languages, as far as there are dictionaries", () => {
  const available = ["de", "de-AT", "en-GB", "en-US", "fr", "pt-BR"];
  expect(spellingLanguages(["de-AT", "en-GB"], available)).toEqual(["de-AT", "en-GB"]);
  expect(spellingLanguages(["de-CH", "de-DE", "fr-FR"], available)).toEqual(["de", "fr"]);
  expect(spellingLanguages(["pt", "EN-gb", "xx"], available)).toEqual(["pt-BR", "en-GB"]);
  expect(spellingLanguages(["xx"], available)).toEqual([]);
  expect(spellingLanguages(["fr", "de", "en-US", "pt-BR"], available)).toEqual(["fr", "de", "en-US"]);
});
