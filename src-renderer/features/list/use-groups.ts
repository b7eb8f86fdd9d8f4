import { useMemo } from "react";
import { useHub } from "../../state/hub.ts";
import { useNow } from "../../state/now.ts";
import { matcher, useFilter } from "./filter.ts";
import { countNeeds, type Group, groupSessions } from "./groups.ts";

const QUIET_AFTER_DEFAULT = 10;

/** The list as it is shown now. */
export const useGroups = (): readonly Group[] => {
  const sessions = useHub((state) => state.sessions);
  const quietAfter = useHub((state) => state.settings?.quietAfterMinutes ?? QUIET_AFTER_DEFAULT);
  const filter = useFilter();
  const now = useNow("minute");
  return useMemo(
    () => groupSessions(Object.values(sessions).filter(matcher(filter, now)), now, quietAfter),
    [sessions, quietAfter, filter, now],
  );
};

/** How many sessions wait for this person. */
export const useNeedsCount = (): number => {
  const sessions = useHub((state) => state.sessions);
  const now = useNow("minute");
  return useMemo(() => countNeeds(Object.values(sessions), now), [sessions, now]);
};
