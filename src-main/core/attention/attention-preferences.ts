import { randomBytes } from "node:crypto";
import { type AttentionChange, AttentionPreferences } from "#contract/attention.ts";
import type { Changes } from "../changes.ts";
import { HubError } from "../errors.ts";
import { byPerson } from "../ledger/entry.ts";
import type { Clock, Logger, Store } from "../ports.ts";
import type { PersonCaller } from "../records.ts";
import type { WriteTx } from "../store.ts";
import { doNotDisturbUntil } from "./do-not-disturb.ts";
import { defaultPreferences } from "./preferences.ts";
import { quietUntil } from "./quiet.ts";

export interface PreferencesService {
  /** What holds for a person: what they set over the defaults. */
  of(personId: string): Promise<AttentionPreferences>;
  /**
   * Changes them. The secret is there when a webhook was set, this once. Throws `forbidden` where somebody else than an owner
   * sets a webhook, `invalid` for one that is called without encryption beyond the local network.
   */
  change(
    caller: PersonCaller,
    change: AttentionChange,
  ): Promise<{ preferences: AttentionPreferences; webhookSecret?: string }>;
  /** What the calls of a person's webhook are signed with; null where there is none. */
  secretOf(personId: string): Promise<string | null>;
  /** It wants no more calls. */
  dropWebhook(personId: string): Promise<void>;
}

export interface PreferencesParts {
  store: Store;
  clock: Clock;
  logger: Logger;
  changes: Changes;
  timeZone: string;
  /** Whether this person has the desktop of the hub's own computer. */
  hasDesktop(personId: string): Promise<boolean>;
  /** Why this address must not be called; undefined when it may be. */
  refuseWebhook(url: string): string | undefined;
}

type Stored = Partial<AttentionPreferences>;

/** What is stored and no longer valid is passed over. */
const readStored = (value: unknown): Stored => {
  const stored: Record<string, unknown> = {};
  for (const [name, part] of Object.entries((value ?? {}) as Record<string, unknown>)) {
    const shape = AttentionPreferences.shape[name as keyof AttentionPreferences];
    const parsed = shape?.safeParse(part);
    if (parsed?.success) stored[name] = parsed.data;
  }
  return stored;
};

const definedOnly = (values: Stored): Stored =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** A secret as Standard Webhooks has it: https://github.com/standard-webhooks/standard-webhooks */
const newWebhookSecret = () => `whsec_${randomBytes(32).toString("base64")}`;

const hostOf = (webhook: AttentionPreferences["webhook"]) => (webhook === null ? null : new URL(webhook.url).host);

const refuse = (parts: PreferencesParts, caller: PersonCaller, { webhook }: AttentionChange) => {
  if (webhook === undefined) return;
  if (caller.role !== "owner") throw new HubError("forbidden", "Only an owner may set a webhook.");
  const why = webhook === null ? undefined : parts.refuseWebhook(webhook.url);
  if (why !== undefined) {
    throw new HubError("invalid", `webhook.url: ${why}`, { issues: [{ path: "webhook.url", message: why }] });
  }
};

/** Keeps what a person set; `secret` is that of another webhook, null that there is none any more. */
const writeChange = async (
  tx: WriteTx,
  caller: PersonCaller,
  change: { now: number; before: AttentionPreferences; wanted: Stored; secret: string | null | undefined },
): Promise<Stored> => {
  const { now, before, wanted, secret } = change;
  const row = await tx.attention.of(caller.id);
  const after = { ...readStored(row?.preferences), ...wanted };
  await tx.attention.set(caller.id, after, secret === undefined ? (row?.webhookSecret ?? null) : secret);
  if (secret === undefined) return after;
  // It sends titles out of the house.
  const details = { webhook: { from: hostOf(before.webhook), to: hostOf(wanted.webhook ?? null) } };
  const entry = { ...byPerson(caller), at: now, type: "settings-changed" } as const;
  await tx.ledger.append({ ...entry, sessionId: null, subject: null, details });
  return after;
};

export const createPreferences = (parts: PreferencesParts): PreferencesService => {
  const { store, clock, changes } = parts;
  const known = new Map<string, Stored>();

  const storedOf = async (personId: string): Promise<Stored> => {
    const before = known.get(personId);
    if (before !== undefined) return before;
    const stored = readStored((await store.read.attention.of(personId))?.preferences);
    known.set(personId, stored);
    return stored;
  };
  const of = async (personId: string): Promise<AttentionPreferences> => {
    const stored = await storedOf(personId);
    const hasDesktop = stored.pages !== undefined || (await parts.hasDesktop(personId));
    return { ...defaultPreferences(parts.timeZone, { hasDesktop }), ...stored };
  };

  const tell = async (personId: string, stored: Stored) => {
    known.set(personId, stored);
    const preferences = await of(personId);
    const quiet = quietUntil(preferences, clock())?.until ?? null;
    changes.publish({ type: "attention", personId, preferences, quietUntil: quiet });
    return preferences;
  };

  return {
    of,
    async change(caller, { doNotDisturbFor, ...change }) {
      refuse(parts, caller, change);
      const now = clock();
      const before = await of(caller.id);
      const wanted = definedOnly(change);
      if (doNotDisturbFor !== undefined) {
        const until = doNotDisturbUntil(doNotDisturbFor, before, now);
        wanted.doNotDisturb = { ...before.doNotDisturb, ...wanted.doNotDisturb, until: new Date(until).toISOString() };
      }
      const isNewWebhook = wanted.webhook !== undefined && wanted.webhook?.url !== before.webhook?.url;
      const webhookSecret = isNewWebhook && wanted.webhook !== null ? newWebhookSecret() : undefined;
      const secret = isNewWebhook ? (webhookSecret ?? null) : undefined;
      const stored = await store.write((tx) => writeChange(tx, caller, { now, before, wanted, secret }));
      const preferences = await tell(caller.id, stored);
      return { preferences, ...(webhookSecret === undefined ? {} : { webhookSecret }) };
    },
    async dropWebhook(personId) {
      const stored = await store.write(async (tx) => {
        const after = { ...readStored((await tx.attention.of(personId))?.preferences), webhook: null };
        await tx.attention.set(personId, after, null);
        return after;
      });
      await tell(personId, stored);
    },
    secretOf: async (personId) => (await store.read.attention.of(personId))?.webhookSecret ?? null,
  };
};
