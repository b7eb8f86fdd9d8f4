import { lookStore } from "../../state/look.ts";
import { keyRegistry } from "./registry.ts";

const typingInto = (target: EventTarget | null): boolean => {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button", "range"].includes(target.type);
};

const isLayerOpen = () => document.querySelector('[role="dialog"], [role="menu"]') !== null;

const onKeyDown = (event: KeyboardEvent) => {
  if (event.defaultPrevented || event.isComposing) return;
  const isTyping = typingInto(event.target) || isLayerOpen();
  const isSingleOff = !lookStore.getState().singleKeys;
  const { key, code, ctrlKey, metaKey, altKey, shiftKey, repeat } = event;
  if (keyRegistry.press({ key, code, ctrlKey, metaKey, altKey, shiftKey, repeat, isTyping, isSingleOff }))
    event.preventDefault();
};

/** Starts listening for the screen's keys; returns the way to stop. */
export const listenForKeys = (): (() => void) => {
  addEventListener("keydown", onKeyDown);
  return () => removeEventListener("keydown", onKeyDown);
};
