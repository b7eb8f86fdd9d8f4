import type { ContextMenuParams, MenuItemConstructorOptions } from "electron";

/** What the items of a context menu do that are no roles of the system's. */
export interface ContextMenuActs {
  replaceMisspelling(word: string): void;
  learn(word: string): void;
  openOutside(url: string): void;
  copyText(text: string): void;
  copyImage(x: number, y: number): void;
  /** Undefined where the image may not be saved. */
  saveImage: ((url: string) => void) | undefined;
}

type Items = MenuItemConstructorOptions[];
export type ContextFacts = Pick<
  ContextMenuParams,
  | "x"
  | "y"
  | "linkURL"
  | "srcURL"
  | "mediaType"
  | "isEditable"
  | "selectionText"
  | "misspelledWord"
  | "dictionarySuggestions"
  | "editFlags"
>;

const mostSuggestions = 5;
// In a label, & marks the key that chooses it.
const label = (text: string) => text.replaceAll("&", "&&");

const spelling = (
  { isEditable, misspelledWord, dictionarySuggestions }: ContextFacts,
  acts: ContextMenuActs,
): Items => {
  if (!isEditable || !misspelledWord) return [];
  const words: Items = dictionarySuggestions
    .slice(0, mostSuggestions)
    .map((word) => ({ label: label(word), click: () => acts.replaceMisspelling(word) }));
  return [
    ...(words.length > 0 ? words : [{ label: "No suggestions", enabled: false }]),
    { label: "Add to Dictionary", click: () => acts.learn(misspelledWord) },
  ];
};

const link = ({ linkURL }: ContextFacts, acts: ContextMenuActs): Items =>
  /^https?:/i.test(linkURL)
    ? [
        { label: "Open Link in Browser", click: () => acts.openOutside(linkURL) },
        { label: "Copy Link", click: () => acts.copyText(linkURL) },
      ]
    : [];

const image = ({ mediaType, srcURL, x, y }: ContextFacts, acts: ContextMenuActs): Items => {
  if (mediaType !== "image") return [];
  const { saveImage } = acts;
  return [
    { label: "Copy Image", click: () => acts.copyImage(x, y) },
    ...(saveImage ? [{ label: "Save Image…", click: () => saveImage(srcURL) }] : []),
  ];
};

const editing = ({ isEditable, selectionText, editFlags }: ContextFacts): Items => {
  if (!isEditable) return selectionText.trim() ? [{ role: "copy" }] : [];
  return [
    { role: "undo", enabled: editFlags.canUndo },
    { role: "redo", enabled: editFlags.canRedo },
    { type: "separator" },
    { role: "cut", enabled: editFlags.canCut },
    { role: "copy", enabled: editFlags.canCopy },
    { role: "paste", enabled: editFlags.canPaste },
    { role: "pasteAndMatchStyle", enabled: editFlags.canPaste },
    { type: "separator" },
    { role: "selectAll", enabled: editFlags.canSelectAll },
  ];
};

/** What a right click offers at that place of the page; nothing where there is nothing to do. */
export const contextMenuItems = (facts: ContextFacts, acts: ContextMenuActs): MenuItemConstructorOptions[] =>
  [spelling(facts, acts), link(facts, acts), image(facts, acts), editing(facts)]
    .filter((group) => group.length > 0)
    .flatMap((group, index): Items => (index === 0 ? group : [{ type: "separator" }, ...group]));
