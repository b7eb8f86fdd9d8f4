import { mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { DesktopChange } from "#contract/desktop.ts";
import { writeFileAtomic } from "../platform/atomic-file.ts";

// Each value stands for itself: a damaged one, or one of a newer version, costs only itself.
const DesktopSettings = z.object({
  isStartAtLoginAsked: z.boolean().catch(false),
  shortcut: DesktopChange.shape.shortcut.unwrap().catch(null),
  updates: z.boolean().catch(true),
  isWelcomed: z.boolean().catch(false),
  zoomLevel: z.number().min(-8).max(9).catch(0),
  /** The hash of the page's address when its window was last closed. */
  page: z.string().max(400).regex(/^#\//).catch("#/"),
});
/** What the app on this computer keeps for itself, beside what the hub keeps. */
export type DesktopSettings = z.infer<typeof DesktopSettings>;

export interface SettingsFile {
  read(): DesktopSettings;
  /** Takes effect at once; it is written behind, in order. */
  change(part: Partial<DesktopSettings>): void;
  /** Ends when all is written, or could not be. */
  close(): Promise<void>;
}

const readKept = (file: string): DesktopSettings => {
  try {
    return DesktopSettings.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return DesktopSettings.parse({});
  }
};

/** Keeps the settings in `file`; `onError` hears of those that could not be written. */
export const createSettingsFile = (file: string, onError: (error: unknown) => void): SettingsFile => {
  let current = readKept(file);
  let written = Promise.resolve();
  const write = async () => {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    await writeFileAtomic(file, `${JSON.stringify(current, null, 2)}\n`);
  };
  return {
    read: () => current,
    change: (part) => {
      const changed = { ...current, ...part };
      if (JSON.stringify(changed) === JSON.stringify(current)) return;
      current = changed;
      written = written.then(write).catch(onError);
    },
    close: () => written,
  };
};
