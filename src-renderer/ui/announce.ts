import { createStore } from "zustand/vanilla";

/** What the live region says now; the turn makes the same words twice two announcements. */
export const announcement = createStore<{ text: string; turn: number }>()(() => ({ text: "", turn: 0 }));

/** Has a screen reader say something when it comes to it. */
export const announce = (text: string): void => announcement.setState(({ turn }) => ({ text, turn: turn + 1 }));
