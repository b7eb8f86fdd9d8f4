import type { NoticeCapabilities } from "#contract/attention.ts";
import type { NoticeSurface } from "./notice.ts";

/** Whether the hub's computer can show notifications, as far as is known. */
export interface SurfaceState {
  isThere(): boolean;
  /** Asks the system; null where nothing was given to show anything. */
  capabilities(): Promise<NoticeCapabilities | null>;
  /** Has it asked in the background: it may take its time. */
  look(): void;
  settled(): Promise<void>;
}

export const createSurfaceState = (surface: NoticeSurface | undefined): SurfaceState => {
  let isThere = surface !== undefined;
  let asking: Promise<void> | undefined;
  const capabilities = async () => {
    if (surface === undefined) return null;
    const found = await surface.capabilities();
    isThere = found.surface !== "none" && found.problem === null;
    return found;
  };
  const look = () => {
    asking ??= capabilities()
      .then(
        () => undefined,
        () => undefined,
      )
      .finally(() => {
        asking = undefined;
      });
  };
  return {
    isThere() {
      // Somebody may have signed in at the computer since, and with them comes what shows notifications.
      if (!isThere && surface !== undefined) look();
      return isThere;
    },
    capabilities,
    look,
    settled: async () => asking,
  };
};
