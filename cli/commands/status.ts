import type { MeAnswer } from "#contract/machine.ts";
import type { Given } from "../arguments.ts";
import { lastOpened } from "../config/last-opened.ts";
import { type Exit, exits } from "../exits.ts";
import { findHub, type Hub } from "../http/hub.ts";
import { sendWaiting } from "../outbox/contact.ts";
import { openOutbox } from "../outbox/outbox.ts";
import { explain } from "../output/explain.ts";
import { paintFor } from "../output/paint.ts";
import { plain } from "../output/plain.ts";
import type { verbs } from "../verbs.ts";
import type { World } from "../world.ts";

interface Status {
  hub: { url: string; reachable: boolean; name: string | null; version: string | null };
  machine: { id: string; name: string } | null;
  session: { id: string; title: string | null; state: string | null } | null;
  outbox: { waiting: number; dropped: number; folder: string };
  problem: string | null;
}

const mySession = (world: World): Status["session"] => {
  const given = world.env.MUSTER_SESSION;
  const opened = given ? undefined : lastOpened(world);
  return given ? { id: given, title: null, state: null } : opened ? { ...opened, state: null } : null;
};

const askSession = async (hub: Hub, session: Status["session"]): Promise<Status["session"]> => {
  if (!session) return null;
  try {
    const answer = await hub.client.call("getSession", { params: { id: session.id } });
    return { id: session.id, title: answer.session.title, state: answer.session.state };
  } catch {
    return session; // Another hub's, or deleted: what is known here is shown without a state.
  }
};

const ask = async (hub: Hub, world: World): Promise<MeAnswer> => {
  await sendWaiting(hub, world);
  return hub.client.call("me");
};

const find = async (hub: Hub, world: World): Promise<{ status: Status; exit: Exit }> => {
  const outbox = openOutbox(hub.target.folder, world.now);
  const known = hub.target.machine ?? null;
  const rest = () => ({ outbox: { waiting: outbox.names().length, dropped: outbox.dropped(), folder: outbox.folder } });
  const session = mySession(world);
  try {
    const { hub: ref, machine } = await ask(hub, world);
    const facts = { url: hub.url, reachable: true, name: ref.name, version: ref.version };
    const me = { id: machine.id, name: machine.name };
    const current = await askSession(hub, session);
    return { status: { hub: facts, machine: me, session: current, ...rest(), problem: null }, exit: exits.done };
  } catch (error) {
    const { words, exit } = explain(error, hub.url);
    const facts = { url: hub.url, reachable: exit !== exits.unreachable, name: null, version: null };
    return { status: { hub: facts, machine: known, session, ...rest(), problem: words }, exit };
  }
};

const outboxWords = ({ waiting, dropped, folder }: Status["outbox"]) => {
  const lost =
    dropped === 0 ? "" : `; ${dropped} older status ${dropped === 1 ? "line" : "lines"} not kept for want of room`;
  return (waiting === 0 ? "empty" : `${waiting} waiting in ${folder}`) + lost;
};

const lines = ({ hub, machine, session, outbox, problem }: Status): (readonly [string, string])[] => [
  ["hub", [hub.name, hub.version, hub.url].filter(Boolean).join(" · ")],
  ["state", problem ?? "reachable"],
  ["machine", machine?.name ?? "unknown"],
  ["session", session ? [session.title, session.state, session.id].filter(Boolean).join(" · ") : "none in this folder"],
  ["outbox", outboxWords(outbox)],
];

/** `muster status`: the hub, this machine, this folder's session and the outbox; also when the hub is away. */
export const run = async ({ options }: Given<typeof verbs.status.options>, world: World): Promise<Exit> => {
  const { status, exit } = await find(findHub(world), world);
  if (options.json) {
    await world.stdout.write(`${JSON.stringify(status)}\n`);
    return exit;
  }
  const paint = paintFor(world.stdout, world.env);
  const rows = lines(status).map(([name, value]) => {
    const colour = name === "state" ? (exit === exits.done ? "green" : "red") : undefined;
    const clean = plain(value);
    return `${paint("dim", name.padEnd(8))} ${colour ? paint(colour, clean) : clean}\n`;
  });
  await world.stdout.write(rows.join(""));
  return exit;
};
