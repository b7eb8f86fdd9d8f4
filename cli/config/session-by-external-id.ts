import type { Session } from "#contract/session.ts";
import type { Hub } from "../http/hub.ts";

/** This machine's session with an agent's own session id; undefined while the hub knows none. */
export const sessionByExternalId = async (
  hub: Pick<Hub, "client">,
  externalId: string,
  signal?: AbortSignal,
): Promise<Session | undefined> => {
  const { items } = await hub.client.call("listSessions", {
    query: { externalId, limit: "1" },
    ...(signal ? { signal } : {}),
  });
  return items.find((session) => session.externalId === externalId);
};
