import { kindOf } from "#contract/agent-kinds.ts";
import type { AttentionLevel } from "#contract/attention.ts";
import type { PersonSession, SessionState } from "#contract/session.ts";
import { attempt } from "../../state/attempt.ts";
import { changeSession, hubStore, selectSession } from "../../state/hub.ts";
import { hubNow } from "../../state/now.ts";
import { sessionLevelWords } from "../../text/attention.ts";
import { announce } from "../../ui/announce.ts";
import { showToast } from "../../ui/toast.ts";

const HOUR = 3_600_000;
const MORNING = 8;

/** Eight in the morning of the day after `now`, by this computer's calendar. */
const tomorrowMorning = (now: number): number => {
  const day = new Date(now);
  day.setDate(day.getDate() + 1);
  return day.setHours(MORNING, 0, 0, 0);
};

const short = (title: string) => (title.length > 60 ? `${title.slice(0, 59).toWellFormed()}…` : title);

const setState = (id: string, state: SessionState, couldNot: string) =>
  attempt(couldNot, () => changeSession(id, { state }));

/** Closes a session, with a way back; `next` is shown instead where it was the one in view. */
export const closeSession = async (session: PersonSession, next: string | null): Promise<void> => {
  const { id, title, state } = session;
  if (state === "closed") return;
  if (!(await setState(id, "closed", "Could not close it"))) return;
  if (hubStore.getState().selectedId === id) selectSession(next);
  const run = () => {
    void setState(id, state, "Could not open it again");
    selectSession(id);
  };
  showToast(`Closed “${short(title)}”.`, { action: { label: "Undo", run } });
};

export const reopenSession = (id: string): Promise<boolean> => setState(id, "idle", "Could not open it again");

export const markDone = (id: string): Promise<boolean> => setState(id, "done", "Could not mark it done");

export const togglePinned = ({ id, pinned }: PersonSession): Promise<boolean> =>
  attempt(pinned ? "Could not unpin it" : "Could not pin it", () => changeSession(id, { pinned: !pinned }));

export const toggleMuted = async ({ id, title, muted }: PersonSession): Promise<void> => {
  const done = await attempt(muted ? "Could not unmute it" : "Could not mute it", () =>
    changeSession(id, { muted: !muted }),
  );
  if (done) showToast(muted ? `“${short(title)}” notifies again.` : `Muted “${short(title)}”.`);
};

/** How much of this session the person is told; null: as of all sessions. */
export const setLevel = async ({ id, title }: PersonSession, level: AttentionLevel | null): Promise<void> => {
  if (!(await attempt("Could not change it", () => changeSession(id, { level })))) return;
  showToast(`“${short(title)}”: ${sessionLevelWords[level ?? "default"].toLowerCase()}.`);
};

/** Whether the person may do more here than read: a viewer has only marks of their own, such as a pin. */
export const mayChange = ({ role }: Pick<PersonSession, "role">): boolean => role !== "viewer";

/** Whether its agent can wait at the end of a turn, and this person may say so. */
export const canWait = ({ agent, state, role }: PersonSession): boolean =>
  kindOf(agent.kind).atTurnEnd && state !== "closed" && mayChange({ role });

/** Whether the agent's hook waits for a reply at the end of a turn of this session. */
export const setWaitForMe = async ({ id }: PersonSession, waitForMe: boolean): Promise<void> => {
  const done = await attempt("Could not change it", () => changeSession(id, { waitForMe }));
  if (done) announce(waitForMe ? "It waits for you at the end of its turns." : "It no longer waits for you.");
};

/** Puts a session off until a time (milliseconds of the hub's clock), or brings it back with null. */
export const snooze = async (session: PersonSession, until: number | null): Promise<void> => {
  const { id, title, snoozedUntil } = session;
  const put = (value: string | null) =>
    attempt("Could not snooze it", () => changeSession(id, { snoozedUntil: value }));
  if (!(await put(until === null ? null : new Date(until).toISOString())) || until === null) return;
  const words = new Intl.DateTimeFormat(undefined, { weekday: "short", hour: "2-digit", minute: "2-digit" });
  showToast(`Snoozed “${short(title)}” until ${words.format(until)}.`, {
    action: { label: "Undo", run: () => void put(snoozedUntil) },
  });
};

export const snoozeAnHour = (session: PersonSession): Promise<void> => snooze(session, hubNow() + HOUR);
export const snoozeTillTomorrow = (session: PersonSession): Promise<void> => snooze(session, tomorrowMorning(hubNow()));
