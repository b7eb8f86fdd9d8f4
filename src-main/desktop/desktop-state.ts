import type { DesktopChange, DesktopState } from "#contract/desktop.ts";
import type { CommandLine } from "./command-line.ts";
import type { LoginItem } from "./login-item.ts";
import type { SettingsFile } from "./settings-file.ts";
import type { Shortcut } from "./shortcut.ts";
import type { Updates } from "./updates.ts";

export interface DesktopParts {
  /** Of the app. */
  version: string;
  settings: SettingsFile;
  loginItem: LoginItem;
  shortcut: Shortcut;
  updates: Updates;
  commandLine: Pick<CommandLine, "state">;
}

/** The desktop app as its settings show and change it. */
export interface Desktop {
  state(): Promise<DesktopState>;
  /** Resolves with what became of it. */
  change(change: DesktopChange): Promise<DesktopState>;
}

export const createDesktop = (parts: DesktopParts): Desktop => {
  const { settings, loginItem, shortcut, updates } = parts;
  const state = async (): Promise<DesktopState> => {
    const kept = settings.read();
    return {
      version: parts.version,
      electron: process.versions.electron ?? "",
      startAtLogin: { ...(await loginItem.state()), isAsked: kept.isStartAtLoginAsked },
      shortcut: { keys: kept.shortcut, problem: shortcut.problem() },
      updates: updates.state(),
      commandLine: await parts.commandLine.state(),
      isWelcomed: kept.isWelcomed,
    };
  };
  return {
    state,
    change: async (change) => {
      const { startAtLogin, isStartAtLoginAsked, isWelcomed, updates: wantsUpdates, ...rest } = change;
      if (startAtLogin !== undefined) await loginItem.set(startAtLogin);
      // Whoever sets it need not be asked any more.
      if (startAtLogin !== undefined || isStartAtLoginAsked) settings.change({ isStartAtLoginAsked: true });
      if (isWelcomed) settings.change({ isWelcomed });
      if (rest.shortcut !== undefined) {
        settings.change({ shortcut: rest.shortcut });
        shortcut.set(rest.shortcut);
      }
      if (wantsUpdates !== undefined) {
        settings.change({ updates: wantsUpdates });
        updates.setOn(wantsUpdates);
      }
      return state();
    },
  };
};
