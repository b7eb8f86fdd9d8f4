import type { NoticeSurface } from "../../core/attention/notice.ts";
import { createDbusSurface, type DbusSurfaceOptions } from "./dbus.ts";
import { firstWorking } from "./first-working.ts";
import { createNodeNotifierSurface } from "./node-notifier.ts";
import { createNotifySendSurface } from "./notify-send.ts";

/** The native notifications of a hub without Electron, by whatever this system has. */
export const createNoticeSurface = (
  options: DbusSurfaceOptions,
  platform: NodeJS.Platform = process.platform,
): NoticeSurface => {
  if (platform === "darwin" || platform === "win32") return createNodeNotifierSurface(platform);
  return firstWorking([createDbusSurface(options), createNotifySendSurface()]);
};
