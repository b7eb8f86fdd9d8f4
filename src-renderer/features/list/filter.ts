import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { PersonSession, SessionState } from "#contract/session.ts";

/** Which sessions the list shows. */
export interface Filter {
  text: string;
  state: SessionState | null;
  showClosed: boolean;
  showSnoozed: boolean;
}

export const noFilter: Filter = { text: "", state: null, showClosed: false, showSnoozed: false };

const filterStore = createStore<Filter>()(() => noFilter);
export const useFilter = (): Filter => useStore(filterStore);
export const changeFilter = (change: Partial<Filter>): void => filterStore.setState(change);

/** Text as it is compared: without case, and without the difference between Unicode's ways to write a sign. */
export const fold = (text: string): string => text.normalize("NFKC").toUpperCase().toLowerCase();

// Sessions are replaced when they change and never changed, so their folded words can be kept with them.
const folded = new WeakMap<PersonSession, string>();
const wordsOf = (session: PersonSession): string => {
  const known = folded.get(session);
  if (known !== undefined) return known;
  const { title, agent, machine, folder, branch } = session;
  const words = fold([title, agent.name, agent.kind, machine.name, folder, branch].filter(Boolean).join("\n"));
  folded.set(session, words);
  return words;
};

/** Whether a session is put off until later than `now` (milliseconds). */
export const isSnoozed = (session: PersonSession, now: number): boolean =>
  session.snoozedUntil !== null && Date.parse(session.snoozedUntil) > now;

/** A test for one filter, at one time. Every word must be somewhere in title, agent, machine, folder or branch. */
export const matcher = (filter: Filter, now: number): ((session: PersonSession) => boolean) => {
  const words = fold(filter.text).split(/\s+/u).filter(Boolean);
  return (session) => {
    if (filter.state !== null && session.state !== filter.state) return false;
    if (session.state === "closed" && !filter.showClosed && filter.state !== "closed") return false;
    if (!filter.showSnoozed && isSnoozed(session, now)) return false;
    return words.every((word) => wordsOf(session).includes(word));
  };
};
