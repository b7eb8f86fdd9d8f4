import { z } from "zod";
import { ShellParser } from "./rule.ts";

/** What an owner may set; `.env` names the variable that goes over a stored value. */
export const Settings = z.object({
  hubName: z.string().min(1).max(80),
  port: z.number().int().min(0).max(65_535),
  plainHttpOnLan: z.boolean(),
  allowedHosts: z.array(z.string().min(1).max(255)).max(20),
  stopWord: z.string().regex(/^\S{2,20}$/, "must be 2 to 20 characters without spaces"),
  leaseSeconds: z.number().int().min(5).max(3600),
  requestsPerMinute: z.number().int().min(10).max(100_000_000),
  requestBurst: z.number().int().min(10).max(10_000_000),
  quietAfterMinutes: z.number().int().min(1).max(1440),
  notifications: z.boolean(),
  waitForMe: z.boolean(),
  approvalTimeoutSeconds: z.number().int().min(10).max(86_400),
  ledgerDays: z.number().int().min(0).max(36_500).meta({ description: "How long the ledger is kept; 0: for ever" }),
});
export type Settings = z.infer<typeof Settings>;

export const defaultSettings: Settings = {
  hubName: "Muster",
  port: 4680,
  plainHttpOnLan: false,
  allowedHosts: [],
  stopWord: "/stop",
  leaseSeconds: 60,
  requestsPerMinute: 600,
  requestBurst: 200,
  quietAfterMinutes: 10,
  notifications: true,
  waitForMe: false,
  approvalTimeoutSeconds: 300,
  ledgerDays: 0,
};

export const SettingsChange = Settings.partial();
export type SettingsChange = z.infer<typeof SettingsChange>;

export const SettingsAnswer = z.object({
  settings: Settings,
  overridden: z.array(z.string()).meta({ description: "Settings that an environment variable or a flag decides now" }),
  shellParser: ShellParser,
});
export type SettingsAnswer = z.infer<typeof SettingsAnswer>;
