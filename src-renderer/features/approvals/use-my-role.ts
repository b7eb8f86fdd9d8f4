import type { Role } from "#contract/role.ts";
import { useHub } from "../../state/hub.ts";

/** What the person at this screen may do in a discussion. */
export const useMyRole = (sessionId: string): Role =>
  useHub((state) => state.sessions[sessionId]?.role ?? state.person?.role ?? "viewer");
