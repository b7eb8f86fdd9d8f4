import type { Session } from "#contract/session.ts";
import type { Given } from "../arguments.ts";
import { type Exit, exits } from "../exits.ts";
import { readChoice, readCount } from "../numbers.ts";
import { contactHub } from "../outbox/contact.ts";
import { note } from "../output/note.ts";
import { paintFor } from "../output/paint.ts";
import { oneLine } from "../output/plain.ts";
import { alignRows } from "../output/table.ts";
import { ago } from "../output/time.ts";
import { states } from "../output/words.ts";
import { readPages } from "../pages.ts";
import type { verbs } from "../verbs.ts";
import type { World } from "../world.ts";

const asTable = (items: readonly Session[], world: World): string => {
  const paint = paintFor(world.stdout, world.env);
  const rows = items.map((item) => {
    const { state, title, agent, lastHeardAt, id } = item;
    return [state, title, agent.name, ago(lastHeardAt, world.now()), id];
  });
  return alignRows(rows, { columns: world.stdout.columns, flexible: 1 })
    .map(([state = "", title = "", agent = "", age = "", id = ""], index) => {
      const colour = states[items[index]?.state ?? "idle"];
      return `${paint(colour, state)}  ${paint("bold", title)}  ${agent}  ${paint("dim", `${age}  ${id}`)}\n`;
    })
    .join("");
};

const asLines = (items: readonly Session[]): string =>
  items
    .map(({ id, state, title, agent, folder, lastHeardAt }) =>
      [id, state, title, agent.name, folder ?? "", lastHeardAt].map(oneLine).join("\t"),
    )
    .map((line) => `${line}\n`)
    .join("");

/** `muster sessions`: this machine's sessions, last active first. */
export const run = async ({ options }: Given<typeof verbs.sessions.options>, world: World): Promise<Exit> => {
  const most = options.limit === undefined ? 50 : readCount("limit", options.limit, [1, 100_000]);
  const filter = options.state === undefined ? {} : { state: readChoice("state", options.state, states) };
  const { client } = await contactHub(world);
  const pages = await readPages(most, (query) => client.call("listSessions", { query: { ...query, ...filter } }));
  const items = pages.flat();
  if (options.json) await world.stdout.write(`${JSON.stringify(items)}\n`);
  else if (!world.stdout.isTerminal) await world.stdout.write(asLines(items));
  else if (items.length > 0) await world.stdout.write(asTable(items, world));
  else await note(world, "no sessions here yet: muster session TITLE opens one");
  return exits.done;
};
