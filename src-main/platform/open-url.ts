import { spawn } from "node:child_process";

const command = (platform: NodeJS.Platform, url: string): [string, string[]] => {
  if (platform === "darwin") return ["open", [url]];
  if (platform === "win32") return ["rundll32", ["url.dll,FileProtocolHandler", url]];
  return ["xdg-open", [url]];
};

/** Opens an http or https address in the person's browser; does nothing where there is none. */
export const openUrl = (url: string, platform = process.platform): void => {
  if (!/^https?:\/\//.test(url)) return;
  const [program, args] = command(platform, url);
  spawn(program, args, { stdio: "ignore", detached: true })
    .on("error", () => undefined)
    .unref();
};
