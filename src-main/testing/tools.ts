import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "#contract/common.ts";
import type { MessagePage } from "#contract/message.ts";
import type { ReplyAnswer } from "#contract/reply.ts";
import type { PersonSession } from "#contract/session.ts";
import { buildCommandLine } from "../../build/command-line.mjs";
import { startTestHub, type TestHub, type TestMachine, type TestPerson } from "./test-hub.ts";
import { until } from "./turns.ts";

/** A hub on a port, a machine that joined it with the built command line, and the person who steers. */
export interface Tools {
  readonly hub: TestHub;
  readonly url: string;
  readonly machine: TestMachine;
  readonly person: TestPerson;
  /** The built programs. */
  readonly commandLine: string;
  readonly hookProgram: string;
  /** What a program of this machine needs in its environment. */
  readonly env: Record<string, string>;
  /** The folder of the machine's key and outbox. */
  readonly client: string;
  find(externalId: string): Promise<PersonSession | undefined>;
  reply(externalId: string, text: string): Promise<void>;
  /** The texts of a discussion, each with the state and carrier of its receipt. */
  discussion(externalId: string): Promise<string[]>;
  /** Waits until the discussion holds a line. */
  holds(externalId: string, line: string): Promise<void>;
  close(): Promise<void>;
}

export const startTools = async (): Promise<Tools> => {
  const folder = mkdtempSync(join(tmpdir(), "muster-tools-"));
  await buildCommandLine({ folder: join(folder, "bin") });
  const hub = await startTestHub();
  const url = `http://${await hub.listen()}`;
  const machine = await hub.machine("studio");
  const person = await hub.person();
  const client = join(folder, "client");
  mkdirSync(client);
  writeFileSync(
    join(client, "hub.json"),
    JSON.stringify({ url, key: machine.key, machine: { id: machine.id, name: "s" } }),
  );
  const find: Tools["find"] = async (externalId) => {
    const { items } = (await person.send("GET", "/v1/people/sessions?limit=200")).json<Page<PersonSession>>();
    return items.find((session) => session.externalId === externalId);
  };
  const pathOf = async (externalId: string) => `/v1/people/sessions/${(await find(externalId))?.id}`;
  const discussion: Tools["discussion"] = async (externalId) => {
    const { items } = (await person.send("GET", `${await pathOf(externalId)}/messages`)).json<MessagePage>();
    return items.map(({ text, receipt }) => (receipt ? `${text} (${receipt.state}, ${receipt.carrier})` : text));
  };
  return {
    hub,
    url,
    machine,
    person,
    commandLine: join(folder, "bin/muster.cjs"),
    hookProgram: join(folder, "bin/muster-hook.cjs"),
    env: { PATH: process.env["PATH"] ?? "", MUSTER_HOME: folder },
    client,
    find,
    discussion,
    async reply(externalId, text) {
      (await person.send("POST", `${await pathOf(externalId)}/replies`, { body: { text } })).json<ReplyAnswer>();
    },
    async holds(externalId, line) {
      await until(async () => (await discussion(externalId)).includes(line), `“${line}”`);
    },
    async close() {
      await hub.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
