import { hubStore, selectSession } from "../../state/hub.ts";
import { announce } from "../../ui/announce.ts";
import { useKey } from "../keys/use-key.ts";
import type { Group } from "./groups.ts";
import { nextNeeding, orderOf, stepFrom } from "./items.ts";
import { closeSession, mayChange, toggleMuted } from "./session-acts.ts";

const selected = () => {
  const { sessions, selectedId } = hubStore.getState();
  return selectedId === null ? null : (sessions[selectedId] ?? null);
};

const show = (id: string | null) => {
  if (id === null) return;
  selectSession(id);
  const session = hubStore.getState().sessions[id];
  if (session) announce(session.title);
};

/** The other session to show when this one is closed: the next in the list, or the one before at its end. */
export const neighbour = (order: readonly string[], id: string): string | null => {
  const next = stepFrom(order, id, 1);
  if (next !== id) return next;
  const before = stepFrom(order, id, -1);
  return before === id ? null : before;
};

const mute = () => {
  const session = selected();
  if (session) void toggleMuted(session);
};

/** J, K, U, E and M, in the order that the list shows. */
export const useListKeys = (groups: readonly Group[], isPhone: boolean): void => {
  const group = { group: "List" } as const;
  const withSelected = { group: "List", when: () => selected() !== null } as const;
  const step = (by: 1 | -1) => show(stepFrom(orderOf(groups), hubStore.getState().selectedId, by));
  useKey("j", "Next session", () => step(1), group);
  useKey("k", "Session before", () => step(-1), group);
  const toNeeding = () => {
    const id = nextNeeding(groups, hubStore.getState().selectedId);
    if (id === null) announce("Nothing needs you.");
    else show(id);
  };
  useKey("u", "Next session that needs you", toNeeding, group);
  const close = () => {
    const session = selected();
    if (session) void closeSession(session, isPhone ? null : neighbour(orderOf(groups), session.id));
  };
  useKey("e", "Close the session", close, {
    ...group,
    when: () => {
      const session = selected();
      return session !== null && session.state !== "closed" && mayChange(session);
    },
  });
  useKey("m", "Mute or unmute the session", mute, withSelected);
};
