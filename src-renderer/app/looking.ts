import { hubStore } from "../state/hub.ts";
import { say } from "../state/stream.ts";

/** After so long without a key or pointer nobody is taken to look any more. */
export const LOOKING_MS = 60_000;

export interface Gaze {
  hasFocus: boolean;
  isVisible: boolean;
  sessionId: string | null;
  lastInputAt: number;
}

/** The discussion that a person looks at, or null. */
export const lookedAt = ({ hasFocus, isVisible, sessionId, lastInputAt }: Gaze, now: number): string | null =>
  hasFocus && isVisible && now - lastInputAt < LOOKING_MS ? sessionId : null;

/** Tells the hub which discussion its person looks at, when that changes; returns the way to stop. */
export const startLooking = (): (() => void) => {
  const aim = new AbortController();
  let lastInputAt = Date.now();
  let said: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const update = () => {
    clearTimeout(timer);
    const now = Date.now();
    const { page, selectedId } = hubStore.getState();
    const sessionId = lookedAt(
      {
        hasFocus: document.hasFocus(),
        isVisible: document.visibilityState === "visible",
        sessionId: page === "sessions" ? selectedId : null,
        lastInputAt,
      },
      now,
    );
    if (sessionId !== null) timer = setTimeout(update, lastInputAt + LOOKING_MS - now + 50);
    if (sessionId === said) return;
    said = sessionId;
    say({ type: "looking", sessionId });
  };
  const onInput = () => {
    const isBack = said === null;
    lastInputAt = Date.now();
    if (isBack) update();
  };

  const quiet = { signal: aim.signal, capture: true, passive: true } as const;
  for (const name of ["pointermove", "pointerdown", "keydown", "wheel", "touchstart"])
    addEventListener(name, onInput, quiet);
  for (const name of ["focus", "blur"]) addEventListener(name, update, { signal: aim.signal });
  document.addEventListener("visibilitychange", update, { signal: aim.signal });
  const stopStore = hubStore.subscribe((state, before) => {
    if (state.selectedId !== before.selectedId || state.page !== before.page) update();
  });
  update();
  return () => {
    aim.abort();
    stopStore();
    clearTimeout(timer);
  };
};
