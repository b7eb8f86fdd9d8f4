import { spawn } from "node:child_process";

const command = (platform: NodeJS.Platform, url: string): [string, string[]] => {
  if (platform === "darwin") return ["open", [url]];
  if (platform === "win32") return ["rundll32", ["url.dll,FileProtocolHandler", url]];
  return ["xdg-open", [url]];
};

/**
 * Opens an http or https address in the person's browser; does nothing where there is none. With an activation token of
 * Wayland the browser may come to the front.
 */
export const openUrl = (
  url: string,
  {
    activationToken = null,
    platform = process.platform,
  }: { activationToken?: string | null; platform?: NodeJS.Platform } = {},
): void => {
  if (!/^https?:\/\//.test(url)) return;
  const [program, args] = command(platform, url);
  const env = activationToken === null ? process.env : { ...process.env, XDG_ACTIVATION_TOKEN: activationToken };
  spawn(program, args, { stdio: "ignore", detached: true, env })
    .on("error", () => undefined)
    .unref();
};
