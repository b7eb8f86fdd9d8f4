import { useMemo } from "react";
import { useHub } from "../../state/hub.ts";
import { useNow } from "../../state/now.ts";
import { matcher, useFilter } from "./filter.ts";
import { countNeeds, type Group, groupSessions } from "./groups.ts";

/** The list as it is shown now. */
export const useGroups = (): readonly Group[] => {
  const sessions = useHub((state) => state.sessions);
  const filter = useFilter();
  const now = useNow("minute");
  return useMemo(
    () => groupSessions(Object.values(sessions).filter(matcher(filter, now)), now),
    [sessions, filter, now],
  );
};

/** How many sessions wait for this person. */
export const useNeedsCount = (): number => {
  const sessions = useHub((state) => state.sessions);
  const now = useNow("minute");
  return useMemo(() => countNeeds(Object.values(sessions), now), [sessions, now]);
};
