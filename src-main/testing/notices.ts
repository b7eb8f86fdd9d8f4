import type { NoticeCapabilities } from "#contract/attention.ts";
import type { Notice, NoticeEvent, NoticeSurface } from "../core/attention/notice.ts";

/** A surface that keeps what it shows, as a system's list of notifications does. */
export interface RecordingSurface extends NoticeSurface {
  /** Each time something was shown or changed, in order. */
  shown: Notice[];
  /** What is there now, oldest first. */
  there(): Notice[];
  /** What was taken away. */
  withdrawn: string[];
  /** Does what a person does. */
  act(event: NoticeEvent): void;
  /** Nothing can be shown from now on, for this reason; null: all is well again. */
  refuse(why: string | null): void;
  isClosed: boolean;
  clear(): void;
}

const can: NoticeCapabilities = {
  surface: "dbus",
  server: "recorder 1",
  actions: true,
  reply: true,
  update: true,
  withdraw: true,
  clicks: true,
  problem: null,
};

export const recordingSurface = (): RecordingSurface => {
  const listeners = new Set<(event: NoticeEvent) => void>();
  const there = new Map<string, Notice>();
  let problem: string | null = null;
  const surface: RecordingSurface = {
    shown: [],
    withdrawn: [],
    isClosed: false,
    there: () => Array.from(there.values()),
    capabilities: () => Promise.resolve({ ...can, problem }),
    show(notice) {
      if (problem !== null) return Promise.reject(new Error(problem));
      surface.shown.push(notice);
      there.set(notice.id, notice);
      return Promise.resolve();
    },
    withdraw(id) {
      if (there.delete(id)) surface.withdrawn.push(id);
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      surface.isClosed = true;
    },
    act(event) {
      if (event.type === "dismissed") there.delete(event.id);
      for (const listener of listeners) listener(event);
    },
    refuse(why) {
      problem = why;
    },
    clear() {
      surface.shown = [];
      surface.withdrawn = [];
    },
  };
  return surface;
};
