import type { ContextMenuParams } from "electron";

/** What a page tells of a right click that it did not keep for itself. */
export type RightClick = Pick<ContextMenuParams, "x" | "y" | "isEditable" | "selectionText" | "linkURL" | "linkText">;

export const rightClicked = "__electronDoubleRightClicked";

/** Runs in the page. */
const listen = (name: string) => {
  addEventListener("contextmenu", (event) => {
    if (event.defaultPrevented || !(event.target instanceof Element)) return;
    const link = event.target.closest("a");
    const field = event.target.closest("input, textarea, [contenteditable]");
    const isText = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
    const chosen = isText
      ? field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0)
      : String(getSelection());
    const told = {
      x: event.clientX,
      y: event.clientY,
      isEditable: field !== null,
      selectionText: chosen,
      linkURL: link?.href ?? "",
      linkText: link?.textContent ?? "",
    };
    (globalThis as unknown as Record<string, (told: object) => void>)[name]?.(told);
  });
};

export const rightClickScript = `(${listen.toString()})(${JSON.stringify(rightClicked)});`;

/** What Electron says of such a click. */
export const contextMenuParams = (click: RightClick, more: Partial<ContextMenuParams> = {}): ContextMenuParams => {
  const { isEditable, selectionText } = click;
  const hasText = selectionText !== "";
  const params: Partial<ContextMenuParams> = {
    ...click,
    frame: null,
    pageURL: "",
    frameURL: "",
    srcURL: "",
    mediaType: "none",
    hasImageContents: false,
    titleText: "",
    altText: "",
    misspelledWord: "",
    dictionarySuggestions: [],
    spellcheckEnabled: true,
    menuSourceType: "mouse",
    editFlags: {
      canUndo: isEditable,
      canRedo: isEditable,
      canCut: isEditable && hasText,
      canCopy: hasText,
      canPaste: isEditable,
      canDelete: isEditable && hasText,
      canSelectAll: true,
      canEditRichly: false,
    },
    ...more,
  };
  return params as ContextMenuParams;
};
