import { z } from "zod";
import { PlanStep, Progress } from "#contract/session.ts";
import { Title } from "#contract/title.ts";
import { readBranch } from "../config/branch.ts";
import { keepOpened } from "../config/keep-opened.ts";
import { isProblem } from "../errors.ts";
import { session } from "./inputs.ts";
import { say } from "./say.ts";
import type { Bench, Call, Tool } from "./tool.ts";

const openInput = z.object({ title: Title.describe("What the work is, in a few words") });

/** Gives the session that hooks made for this work its title; undefined when there is none, or the title is another's. */
const nameAtWork = async (title: string, { hub, signal }: Call, { which }: Bench) => {
  const found = await which.atWork(signal);
  if (!found) return undefined;
  try {
    return (await hub.client.call("changeSession", { params: { id: found.id }, body: { title }, signal })).session;
  } catch (error) {
    if (isProblem(error) && error.status < 500) return undefined;
    throw error;
  }
};

export const openSession: Tool<typeof openInput> = {
  title: "Open a session",
  description:
    "Opens this work's session in Muster, where people see it and reply to it, or finds it by its title. Call it once at " +
    "the beginning, with a title that tells this work from others.",
  input: openInput,
  async run({ title }, call, bench) {
    const { world, hub, signal } = call;
    const named = await nameAtWork(title, call, bench);
    if (named) {
      bench.which.opened(named.id);
      return say(`This work's session is now called “${named.title}”, agent ${named.agent.name}, id ${named.id}.`);
    }
    const branch = readBranch(world.cwd);
    const agent = bench.kind === undefined ? {} : { kind: bench.kind };
    const body = { title, agent, folder: world.cwd, ...(branch === undefined ? {} : { branch }) };
    const { session: opened, created } = await hub.client.call("openSession", { body, signal });
    bench.which.opened(opened.id);
    await keepOpened(world, world.cwd, opened);
    const done = created ? "Opened" : "Found";
    return say(`${done} the session “${opened.title}”: you are ${opened.agent.name} there, id ${opened.id}.`);
  },
};

const planInput = z.object({
  steps: z.array(PlanStep).max(200).describe("All steps in order, each with whether it is done"),
  progress: Progress.optional().describe("How far the whole work is, from 0 to 1"),
  session,
});

export const setPlan: Tool<typeof planInput> = {
  title: "Set the plan",
  description: "Shows people the steps of this work and which are done. Send the whole list each time it changes.",
  input: planInput,
  async run({ steps, progress, session: given }, { hub, signal }, { which }) {
    const id = await which.find(given, signal);
    const body = { plan: steps, ...(progress === undefined ? {} : { progress }) };
    await hub.client.call("changeSession", { params: { id }, body, signal });
    return say(`The plan is shown: ${steps.filter(({ done }) => done).length} of ${steps.length} done.`);
  },
};

const closeInput = z.object({ note: z.string().max(2000).optional().describe("A last word"), session });

export const closeSession: Tool<typeof closeInput> = {
  title: "Close the session",
  description: "Hides this work's session from the list and keeps it. Call it only when the work is over for good.",
  input: closeInput,
  async run({ note, session: given }, { hub, signal }, { which }) {
    const id = await which.find(given, signal);
    const body = note === undefined ? {} : { note };
    const closed = await hub.client.call("closeSession", { params: { id }, body, signal });
    which.closed(id);
    return say(`Closed “${closed.session.title}”. open_session with the same title opens it again.`);
  },
};
