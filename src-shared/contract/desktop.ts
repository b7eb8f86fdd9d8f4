import { z } from "zod";

// What the desktop app tells the page of itself, and what the page may set of it.

/** A combination of keys as Electron writes it, e.g. `CommandOrControl+Shift+M`. */
const Accelerator = z
  .string()
  .max(60)
  .regex(/^[A-Za-z0-9]+(\+[A-Za-z0-9]+)+$/, "must be keys like Control+Shift+M");

export const updateStates = ["unavailable", "off", "idle", "checking", "downloading", "ready", "failed"] as const;

/** The desktop app, as its settings show it. */
export const DesktopState = z.object({
  version: z.string(),
  electron: z.string(),
  startAtLogin: z.object({
    isOn: z.boolean(),
    canChange: z.boolean(),
    isAsked: z.boolean().meta({ description: "Whether the person was asked once" }),
  }),
  shortcut: z.object({
    keys: z.string().nullable().meta({ description: "What goes to the next session that needs someone; null: none" }),
    problem: z.string().nullable().meta({ description: "Why it does not work, in words for the person" }),
  }),
  updates: z.object({
    isOn: z.boolean(),
    state: z.enum(updateStates),
    version: z.string().nullable().meta({ description: "The newer one" }),
    notes: z.string().nullable().meta({ description: "What is new in it; plain text" }),
    problem: z.string().nullable(),
  }),
  commandLine: z.object({
    state: z.enum(["on-path", "offered", "other", "unavailable"]).meta({
      description: "`other`: the name `muster` on the PATH is another program's",
    }),
    path: z.string().nullable().meta({ description: "Where it is, or would be put" }),
    problem: z.string().nullable(),
  }),
  isWelcomed: z.boolean().meta({ description: "Whether the first steps were done or skipped" }),
});
export type DesktopState = z.infer<typeof DesktopState>;

export const DesktopChange = z
  .strictObject({
    startAtLogin: z.boolean(),
    isStartAtLoginAsked: z.literal(true),
    shortcut: Accelerator.nullable(),
    updates: z.boolean(),
    isWelcomed: z.literal(true),
  })
  .partial();
export type DesktopChange = z.infer<typeof DesktopChange>;

/** Where the desktop wants the page to go: a click on a notification, the tray, a link, or a menu. */
export const DesktopPlace = z.discriminatedUnion("to", [
  z.object({ to: z.literal("session"), sessionId: z.string().max(200), messageSeq: z.number().int().nullable() }),
  z.object({ to: z.enum(["settings", "join", "about", "next-need", "new-search", "keys"]) }),
]);
export type DesktopPlace = z.infer<typeof DesktopPlace>;
