import { announce } from "../../ui/announce.ts";
import { copyText } from "../../ui/clipboard.ts";
import { openParts, setOpen } from "./folds.ts";

// The parts of rendered markdown that react: code is copied, long blocks open, wide ones scroll by keyboard.

/** What a person sees in a block of code, without the marks that stand for hidden characters. */
const codeIn = (block: Element): { text: string; hidden: number } => {
  const copy = block.querySelector("pre")?.cloneNode(true) as HTMLElement | undefined;
  const marks = copy?.querySelectorAll(".md-hidden") ?? [];
  for (const mark of marks) mark.remove();
  return { text: copy?.textContent ?? "", hidden: marks.length };
};

const say = (button: HTMLElement, words: string) => {
  button.textContent = words;
  setTimeout(() => (button.textContent = "Copy"), 1_600);
};

const copyCode = async (button: HTMLElement, block: Element) => {
  const { text, hidden } = codeIn(block);
  const isDone = await copyText(text);
  say(button, isDone ? "Copied" : "Not copied");
  const without = hidden === 0 ? "" : " Hidden characters were left out.";
  announce(isDone ? `Copied the code.${without}` : "Copying was refused: select the text and copy it.");
};

const linesOf = (block: Element) => (block.querySelector("pre")?.textContent ?? "").split("\n").length;

const showFold = (block: Element, isOpen: boolean) => {
  block.classList.toggle("md-open", isOpen);
  const button = block.querySelector<HTMLElement>(".md-fold");
  if (!button) return;
  button.textContent = isOpen ? "Show less" : `Show all ${linesOf(block)} lines`;
  button.setAttribute("aria-expanded", String(isOpen));
};

/** Does what a button inside of a message's text is for; false when it was none. */
export const pressBlockButton = (root: Element, id: string, target: Element): boolean => {
  const button = target.closest<HTMLElement>("button[data-act]");
  const block = button?.closest(".md-code");
  if (!button || !block) return false;
  if (button.dataset["act"] === "copy") void copyCode(button, block);
  else {
    const isOpen = !block.classList.contains("md-open");
    setOpen(id, String(Array.from(root.querySelectorAll(".md-code")).indexOf(block)), isOpen);
    showFold(block, isOpen);
  }
  return true;
};

/** Brings fresh HTML to where the person left it: opened blocks open, wide ones reachable by keyboard. */
export const prepareBlocks = (root: Element, id: string): void => {
  const parts = openParts(id);
  root.querySelectorAll(".md-code").forEach((block, at) => {
    if (block.classList.contains("md-long")) showFold(block, parts.has(String(at)));
  });
  for (const wide of root.querySelectorAll<HTMLElement>(".md-code > pre, .md-table")) {
    if (wide.scrollWidth <= wide.clientWidth) continue;
    wide.tabIndex = 0;
    wide.setAttribute("role", "group");
    wide.setAttribute("aria-label", wide.tagName === "PRE" ? "Code" : "Table");
  }
};
