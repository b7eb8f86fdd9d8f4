import type { NativeImage } from "electron";
import { createDbusSurface } from "../platform/notices/dbus.ts";
import { firstWorking } from "../platform/notices/first-working.ts";
import { createElectronNotices, type NoticeSurface, type NotificationClass } from "./electron-notices.ts";

export interface NoticesParts {
  Notification: NotificationClass;
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  icon: NativeImage;
  /** The same for other programs: a file that they can read, or its name in the system's theme. */
  iconName: string;
  /** What started the app, as Electron's `ready` has it. */
  launchedBy: unknown;
}

/**
 * The desktop app's native notifications: Electron's on macOS and Windows; on Linux over D-Bus, since Electron's have no
 * buttons and no replies there, and Electron's where there is no D-Bus.
 */
export const createNotices = ({ env, iconName, ...parts }: NoticesParts): NoticeSurface => {
  const electron = createElectronNotices(parts);
  if (parts.platform !== "linux") return electron;
  return firstWorking([createDbusSurface({ env, icon: iconName }), electron]);
};
