import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Logger } from "../../core/ports.ts";
import type { NewApproval } from "../../core/store-safety.ts";
import type { NewMessage, NewSession, Store } from "../../core/store.ts";
import { openStore, type StoreOptions } from "../open.ts";

/** A folder of the running test's own. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "muster-store-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/** A store in a new folder, or in the file that is given; closed when the test ends. */
export const testStore = async (options: Partial<StoreOptions> = {}): Promise<{ store: Store; file: string }> => {
  const file = options.file ?? join(temporaryFolder(), "muster.db");
  const store = await openStore({ clock: () => 1_800_000_000_000, ...options, file });
  onTestFinished(() => store.close());
  return { store, file };
};

export const session = (over: Partial<NewSession> = {}): NewSession => ({
  id: "s1",
  machineId: "m1",
  title: "Refactor auth",
  titleKey: over.title?.toLowerCase() ?? "refactor auth",
  externalId: null,
  state: "working",
  folder: null,
  branch: null,
  createdAt: 1000,
  agentId: "a1",
  ...over,
});

export const message = (id: string, over: Partial<NewMessage> = {}): NewMessage => ({
  id,
  sessionId: "s1",
  kind: "post",
  from: { type: "agent", id: "a1", name: "SwiftHeron", role: null },
  text: `text of ${id}`,
  level: "info",
  replyTo: null,
  quote: null,
  createdAt: 2000,
  ...over,
});

export const reply = (id: string, over: Partial<NewMessage> = {}): NewMessage =>
  message(id, {
    kind: "reply",
    from: {
      type: "person",
      id: "p1",
      name: "Ada",
      role: "owner",
    },
    ...over,
  });

/** An approval; its message must be there. */
export const approval = (id: string, over: Partial<NewApproval> = {}): NewApproval => ({
  id,
  messageId: `message of ${id}`,
  code: "a3k9",
  callId: null,
  tool: "Bash",
  input: { command: "ls" },
  inputHash: "hash of ls",
  summary: "ls",
  agentKind: "claude",
  folder: "/src",
  behind: null,
  takes: { input: true, note: true, allow: true, replies: false },
  context: {},
  verdict: { effect: "ask", rule: null, why: "No rule is about this call.", parts: [], risks: [] },
  suggestions: [],
  proposals: [],
  createdAt: 2000,
  expiresAt: 302_000,
  ...over,
});

/** One machine, agent, person and session: what most tests stand on. */
export const seed = (store: Store): Promise<void> =>
  store.write(async (tx) => {
    await tx.machines.insert({
      id: "m1",
      name: "laptop",
      os: "linux",
      isLocal: true,
      keyHash: "hash of m1",
      joinedAt: 500,
      lastUsedAt: null,
      revokedAt: null,
      report: "tools",
      terminal: false,
      doctor: null,
      approvals: "beside",
    });
    await tx.agents.insert({
      id: "a1",
      machineId: "m1",
      name: "SwiftHeron",
      kind: "claude",
      version: "2.1",
      folder: "/src",
      isNameGiven: false,
    });
    await tx.people.insert({
      id: "p1",
      name: "Ada",
      role: "owner",
      sees: "all",
      createdAt: null,
      lastSeenAt: null,
      revokedAt: null,
    });
    await tx.sessions.insert(session());
  });

/** A seeded store of the test's own. */
export const seededStore = async (options: Partial<StoreOptions> = {}): Promise<{ store: Store; file: string }> => {
  const opened = await testStore(options);
  await seed(opened.store);
  return opened;
};

/** A logger that keeps what it is told, as `level: text`. */
export const keepingLogger = (): Logger & { lines: string[] } => {
  const lines: string[] = [];
  const at = (level: string) => (_fields: Record<string, unknown>, text: string) =>
    void lines.push(`${level}: ${text}`);
  return { lines, info: at("info"), warn: at("warn"), error: at("error") };
};
