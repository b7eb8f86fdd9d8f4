import { readFileSync, writeFileSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { writeFileAtomic } from "../platform/atomic-file.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Where desktops look for what to start: Desktop Application Autostart Specification 0.5. */
export const autostartPath = (env: Env): string =>
  join(env["XDG_CONFIG_HOME"] || join(homedir(), ".config"), "autostart", "muster.desktop");

// Desktop Entry Specification, "The Exec key": quoted as an argument, then once more as a value of type string.
const quoted = (argument: string) =>
  `"${argument.replace(/["`$\\]/g, "\\$&")}"`.replaceAll("\\", "\\\\").replaceAll("%", "%%");

const entry = (command: readonly string[]) => `[Desktop Entry]
Type=Application
Name=Muster
Comment=Every AI coding agent in one place
Exec=${command.map(quoted).join(" ")}
Icon=muster
Terminal=false
X-GNOME-Autostart-enabled=true
`;

const isSwitchedOff = (text: string) =>
  /^\s*(Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/im.test(text);

export interface AutostartFile {
  isOn(): Promise<boolean>;
  set(isOn: boolean): Promise<void>;
  /** Has a file that is there start this instead: the program was moved, or replaced by another. Done when it returns. */
  rename(command: readonly string[]): void;
}

/** Starts `command` at login by the file at `path`. */
export const createAutostartFile = (path: string, command: readonly string[]): AutostartFile => {
  const read = () => readFile(path, "utf8").catch(() => null);
  const write = async () => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFileAtomic(path, entry(command), 0o644);
  };
  const isOn = async () => {
    const text = await read();
    return text !== null && !isSwitchedOff(text);
  };
  return {
    isOn,
    set: async (wanted) => {
      if (wanted) await write();
      else await rm(path, { force: true });
    },
    rename: (renamed) => {
      try {
        const text = readFileSync(path, "utf8");
        // A person may have written more into it: only the command is ours.
        const exec = /^Exec=.*$/m.exec(entry(renamed))?.[0] ?? "";
        const changed = text.replace(/^Exec=.*$/m, () => exec);
        if (changed !== text) writeFileSync(path, changed);
      } catch {
        // Nothing is started at login, then.
      }
    },
  };
};
