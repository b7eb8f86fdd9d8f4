import { createCache } from "./cache.ts";

// Which long blocks a person opened, so that they are still open when they scroll back into view.
const opened = createCache<ReadonlySet<string>>(300);
const none: ReadonlySet<string> = new Set();

/** The parts of a message that were opened: `text`, or a block's place in it. */
export const openParts = (id: string): ReadonlySet<string> => opened.get(id) ?? none;

export const setOpen = (id: string, part: string, isOpen: boolean): void => {
  const parts = new Set(openParts(id));
  if (isOpen) parts.add(part);
  else parts.delete(part);
  opened.set(id, parts);
};
