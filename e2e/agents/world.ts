import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PersonSession } from "#contract/session.ts";
import { type HubProcess, startHub } from "../fixtures/hub.ts";
import { endLeftovers } from "./leftovers.ts";
import { type ScriptedModel, startModel } from "./model/server.ts";
import { type Person, signIn } from "./person.ts";
import { createPlace, type Ended, type Place, run } from "./place.ts";
import type { Program } from "./program.ts";
import { openTerminal, type Terminal } from "./terminal.ts";
import { until } from "./until.ts";

/** On a busy computer some agents take this long to draw their first screen. */
const startSeconds = 90;

const checkout = join(import.meta.dirname, "..", "..");

/** How the agent is started: `asking` before it makes a file, with these arguments besides. */
export interface How {
  asking?: boolean;
  args?: string[];
}

/** One agent with all that is around it: its computer, its model, a hub and a person. */
export interface World {
  program: Program;
  place: Place;
  model: ScriptedModel;
  person(): Person;
  /** The checkout's command line on the agent's computer. */
  muster(...args: string[]): Promise<Ended>;
  /** Runs the agent for one prompt. */
  once(prompt: string, how?: How): Promise<Ended>;
  /** Starts the agent on a terminal, ready for a prompt. */
  open(how?: How): Promise<Terminal>;
  /** The session that appeared since the case began. */
  newSession(): Promise<PersonSession>;
  beginCase(name: string): Promise<void>;
  hub: { url(): string; start(): Promise<void>; stop(): Promise<void>; kill(): Promise<void> };
  close(): Promise<void>;
}

const createHub = (home: string) => {
  let running: HubProcess | undefined;
  let port = 0;
  let person: Person | undefined;
  return {
    running: () => {
      if (!running) throw new Error("the hub is away");
      return running;
    },
    person: () => {
      if (!person) throw new Error("the hub is away");
      return person;
    },
    url: () => `http://127.0.0.1:${port}`,
    async start() {
      if (running) return;
      running = await startHub(home, { port });
      port = Number(new URL(running.url).port);
      person = await signIn(running);
    },
    async stop() {
      await running?.stop();
      running = undefined;
    },
    async kill() {
      await running?.kill();
      running = undefined;
    },
  };
};

const startOf = ({ asking }: Program, how: How, usual: string[]) => {
  const own = how.asking ? asking : undefined;
  return { args: [...(own?.instead ?? usual), ...(own?.args ?? []), ...(how.args ?? [])], env: own?.env ?? {} };
};

const ensure = (ended: Ended, what: string) => {
  if (ended.code !== 0) throw new Error(`${what} ended with ${ended.code}:\n${ended.stdout}\n${ended.stderr}`);
};

/**
 * Sets all up, up to a computer that has joined the hub; nothing is installed yet.
 * @param root a folder of its own; it keeps the logs
 * @param programsFolder where the agents' packages are
 */
export const createWorld = async (program: Program, root: string, programsFolder: string): Promise<World> => {
  await mkdir(root, { recursive: true });
  const model = await startModel(join(root, "model.jsonl"));
  const bin = join(programsFolder, program.kind, "node_modules", ".bin");
  const place = await createPlace(root, [bin]);
  await program.prepare(place, model.url);
  const hub = createHub(join(root, "hub"));
  await hub.start();
  const muster = (...args: string[]) => run(place, [process.execPath, join(checkout, "out/cli/muster.cjs"), ...args]);
  const { join: invitation } = hub.running();
  ensure(await muster("join", hub.url(), "--code", invitation.code), "muster join");
  const env = program.env(model.url);
  let known = new Set<string>();
  let name = "";
  let isTrusted = false;
  return {
    program,
    place,
    model,
    muster,
    hub,
    person: () => hub.person(),
    async once(prompt, how = {}) {
      const { args, env: more } = startOf(program, how, []);
      const ended = await run(place, [join(bin, program.bin), ...program.once(prompt), ...args], { ...env, ...more });
      await writeFile(join(root, `${name}.txt`), `exit code ${ended.code}\n${ended.stdout}\n---\n${ended.stderr}`);
      return ended;
    },
    async open(how = {}) {
      if (!program.terminal) throw new Error("it has no terminal program");
      const { ready, trust } = program.terminal;
      const { args, env: more } = startOf(program, how, program.terminal.args);
      const terminal = openTerminal(place, [join(bin, program.bin), ...args], { ...env, ...more });
      try {
        if (trust && !isTrusted) {
          await terminal.shows(trust.asks);
          await terminal.press(...trust.keys);
          isTrusted = true;
        }
        await terminal.shows(ready, startSeconds);
      } catch (error) {
        await terminal.close();
        throw error;
      }
      return terminal;
    },
    newSession: () =>
      until("a session appears", async () => (await hub.person().sessions()).find(({ id }) => !known.has(id))),
    async beginCase(next) {
      name = next.replaceAll(/[^a-z0-9]+/gi, "-");
      await hub.start();
      known = new Set((await hub.person().sessions()).map(({ id }) => id));
    },
    async close() {
      await endLeftovers(place);
      await hub.stop();
      await model.close();
    },
  };
};
