import { createStore } from "zustand/vanilla";
import type { PageNotice } from "#contract/attention.ts";
import { isDesktop } from "../../state/desktop.ts";
import { hubStore, selectSession } from "../../state/hub.ts";
import { closeLayers } from "../../state/layout.ts";
import { onChange, onConnection } from "../../state/stream.ts";
import { announce } from "../../ui/announce.ts";
import { withoutHidden } from "../markdown/hidden.ts";
import { createBoard, type Shown } from "./board.ts";
import { cantShow, permission, watchPermission } from "./permission.ts";
import { createSeen } from "./seen.ts";
import { isSettled } from "./settled.ts";

/** Notices shown inside of the page, newest last. */
export const cardStore = createStore<{ cards: readonly PageNotice[] }>()(() => ({ cards: [] }));

const MOST_CARDS = 3;

export const dismissCard = (id: string): void =>
  cardStore.setState(({ cards }) => ({ cards: cards.filter((card) => card.id !== id) }));

const showCard = (notice: PageNotice): void => {
  cardStore.setState(({ cards }) => ({
    cards: [...cards.filter(({ id }) => id !== notice.id), notice].slice(-MOST_CARDS),
  }));
  announce(`${notice.title}: ${notice.body}`);
};

/** Goes to what a notice is about. */
export const openNotice = ({ sessionId, messageSeq }: PageNotice): void => {
  closeLayers();
  selectSession(sessionId, messageSeq);
};

const showOutside = (notice: PageNotice, onClick: () => void): Shown | null => {
  if (permission() !== "granted") return null;
  const { id, loudness, sound, title, subtitle, body } = notice;
  try {
    const shown = new Notification(withoutHidden(title), {
      tag: id,
      body: withoutHidden([subtitle, body].filter(Boolean).join("\n")),
      silent: loudness === "silent" || !sound,
      requireInteraction: loudness === "urgent",
    });
    shown.addEventListener("click", () => {
      window.focus();
      onClick();
    });
    return shown;
  } catch {
    cantShow();
    return null;
  }
};

// Some browsers refuse a page its storage already when it looks for it.
const shelf = () => {
  try {
    return sessionStorage;
  } catch {
    return { getItem: () => null, setItem: () => undefined };
  }
};

const board = createBoard({
  ...createSeen(shelf()),
  isInView: () => document.visibilityState === "visible" && document.hasFocus(),
  showOutside,
  showInside: showCard,
  hideInside: dismissCard,
  open: openNotice,
});

/** Tries a notice of this page, without the hub; says what became of it. */
export const tryHere = (): string => {
  const notice: PageNotice = {
    id: "try-here",
    kind: "test",
    loudness: "normal",
    sound: true,
    sessionId: null,
    messageSeq: null,
    title: "Muster",
    subtitle: "",
    body: "This is how notifications look here.",
  };
  const shown = showOutside(notice, () => shown?.close());
  if (shown) return "The browser was asked to show it. Nothing to be seen? The system’s own settings may hide it.";
  showCard(notice);
  return "It is shown inside this page.";
};

/** What came while the hub was away is here by then. */
const CAUGHT_UP_MS = 3_000;

const tidy = () => {
  const { phase, sessions } = hubStore.getState();
  if (phase === "ready") board.withdrawIf((notice) => isSettled(notice, sessions[notice.sessionId ?? ""]));
};

/** The hub says once that a notice is to go; whoever was cut off then finds out by the sessions. */
const watchMissed = (): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = onConnection((connection) => {
    clearTimeout(timer);
    if (connection !== "live") return;
    timer = setTimeout(tidy, CAUGHT_UP_MS);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
};

/** Who is signed out sees nothing of what was told. */
const watchSignOut = (): (() => void) =>
  hubStore.subscribe(({ phase }, before) => {
    if (phase === "signed-out" && before.phase !== "signed-out") board.clear();
  });

/**
 * Shows what the hub has for this page, in browsers only: in the desktop app's window the system's own notifications do.
 * Returns the way to stop.
 */
export const startNotices = (): (() => void) => {
  if (isDesktop()) return () => {};
  const stops = [
    watchPermission(),
    watchMissed(),
    watchSignOut(),
    onChange((change) => {
      if (change.type === "notice") board.show(change.notice);
      if (change.type === "notice-withdrawn") board.withdraw(change.id);
    }),
    () => removeEventListener("pagehide", board.clear),
  ];
  // Nobody could take them away once the page is gone.
  addEventListener("pagehide", board.clear);
  return () => {
    for (const stop of stops) stop();
  };
};
