import { type FileForm, Unreadable } from "./plan.ts";

/** A file that is Muster's altogether. One that others made is left alone: `isOurs` tells them apart. */
export const ownForm = (text: string, isOurs: (found: string) => boolean): FileForm => ({
  byHand: text,
  add(found) {
    if (found !== undefined && !isOurs(found)) throw new Unreadable("there is another file of that name");
    return text;
  },
  remove: (found) => (isOurs(found) ? undefined : found),
});
