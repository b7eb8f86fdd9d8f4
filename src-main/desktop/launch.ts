import type { DesktopPlace } from "#contract/desktop.ts";
import { parseLink } from "./links.ts";

/** Starts without a window: only the tray. */
export const hiddenArgument = "--hidden";
const quitArgument = "--quit";

/** What a start asks for by its arguments. */
export type Launch =
  | { act: "show"; place: DesktopPlace | null }
  /** No window, only the tray. */
  | { act: "hide" }
  /** Ends the app that runs. */
  | { act: "quit" };

/**
 * Reads the arguments of a start. Chromium adds arguments of its own and may reorder them, so that only known ones count,
 * wherever they stand; a link goes over the others, since only it may come from a web page.
 */
export const parseLaunch = (argv: readonly string[]): Launch => {
  const args = argv.slice(1);
  const link = args.find((arg) => /^muster:/i.test(arg));
  if (link !== undefined) return { act: "show", place: parseLink(link) };
  if (args.includes(quitArgument)) return { act: "quit" };
  if (args.includes(hiddenArgument)) return { act: "hide" };
  return { act: "show", place: null };
};

/** How Electron is to start the app anew: as it was started, and with a window only if there was one. */
export const startAgain = (
  env: Readonly<Record<string, string | undefined>>,
  hasWindow: boolean,
): { args: string[]; execPath?: string } => {
  const args = process.argv.slice(1).filter((arg) => arg !== hiddenArgument && !/^muster:/i.test(arg));
  return {
    args: hasWindow ? args : [...args, hiddenArgument],
    // The folder that an AppImage runs from is gone when it has ended.
    ...(env["APPIMAGE"] ? { execPath: env["APPIMAGE"] } : {}),
  };
};
