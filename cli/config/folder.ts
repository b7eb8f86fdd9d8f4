import { join } from "node:path";
import type { World } from "../world.ts";

type Place = Pick<World, "env" | "platform" | "home">;

/**
 * The folder of this user's hub key, last opened sessions and outbox: `$MUSTER_HOME/client`, else `muster` in the
 * configuration folder (XDG Base Directory Specification; %APPDATA% on Windows).
 */
export const clientFolder = ({ env, platform, home }: Place): string => {
  if (env.MUSTER_HOME) return join(env.MUSTER_HOME, "client");
  if (platform === "win32") return join(env.APPDATA || join(home(), "AppData", "Roaming"), "muster");
  return join(env.XDG_CONFIG_HOME || join(home(), ".config"), "muster");
};
