import { useHub } from "./hub.ts";

/** What the person of this screen may do on the hub as a whole; a discussion has a role of its own. */
export const useIsOwner = (): boolean => useHub((state) => state.person?.role === "owner");
export const useIsViewer = (): boolean => useHub((state) => state.person?.role === "viewer");

/** Whether the person only reads in this discussion. One that isn't in the store goes by the role on the hub. */
export const useIsViewerIn = (sessionId: string): boolean =>
  useHub((state) => (state.sessions[sessionId]?.role ?? state.person?.role) === "viewer");
