import { hubStore, selectSession } from "../../state/hub.ts";
import { hubNow } from "../../state/now.ts";
import { announce } from "../../ui/announce.ts";
import { showToast } from "../../ui/toast.ts";
import { activityAt, countNeeds } from "./groups.ts";

/** Goes to the next session that needs this person, wherever the screen is; says so when there is none. */
export const goToNextNeed = (): void => {
  const { sessions, selectedId } = hubStore.getState();
  const now = hubNow();
  const ids = Object.values(sessions)
    .filter((session) => countNeeds([session], now) > 0)
    .toSorted((a, b) => (activityAt(a) < activityAt(b) ? 1 : -1))
    .map(({ id }) => id);
  const next = ids[(selectedId === null ? -1 : ids.indexOf(selectedId)) + 1] ?? ids[0];
  if (next === undefined) {
    showToast("Nothing needs you.");
    return;
  }
  selectSession(next);
  announce(sessions[next]?.title ?? "");
};
