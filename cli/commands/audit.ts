import type { Given } from "../arguments.ts";
import { type Exit, exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import { readCount } from "../numbers.ts";
import { note } from "../output/note.ts";
import { suggest } from "../output/suggest.ts";
import { readPages } from "../pages.ts";
import { exportLedger } from "../person/audit-export.ts";
import { filterOf } from "../person/audit-filter.ts";
import { entryText } from "../person/audit-text.ts";
import { verify } from "../person/audit-verify.ts";
import { findPerson } from "../person/hub.ts";
import { asPerson } from "../person/refusals.ts";
import type { verbs } from "../verbs.ts";
import type { World } from "../world.ts";

type Options = Given<typeof verbs.audit.options>["options"];
type Does = "verify" | "list" | "export";

const filters = ["type", "person", "machine", "session", "since", "until"] as const;
const taken: Record<Does, readonly (keyof Options)[]> = {
  verify: ["head", "json"],
  list: [...filters, "last", "json"],
  export: [...filters, "file"],
};
const isOne = (word: string): word is Does => Object.hasOwn(taken, word);

const readWord = ([word, more]: readonly string[]): Does => {
  if (word === undefined) throw new Failure(exits.invalid, "What of the ledger? One of verify, list, export");
  if (more !== undefined) throw new Failure(exits.invalid, `“${more}” is one word too many`);
  if (isOne(word)) return word;
  const meant = suggest(word, Object.keys(taken));
  throw new Failure(exits.invalid, `“${word}” is not one of verify, list, export${meant ? `; “${meant}”?` : ""}`);
};

const list = async (options: Options, world: World): Promise<Exit> => {
  const most = options.last === undefined ? 50 : readCount("last", options.last, [1, 100_000]);
  const hub = findPerson(world);
  const pages = await asPerson(hub.url, async () => {
    const filter = await filterOf(hub, options, world.now());
    return readPages(most, (query) => hub.client.call("audit", { query: { ...query, ...filter } }));
  });
  const items = pages.flat().toReversed();
  if (options.json) await world.stdout.write(`${JSON.stringify(items)}\n`);
  else if (items.length > 0) await world.stdout.write(items.map(entryText(world)).join(""));
  else await note(world, "the ledger has no such entries");
  return exits.done;
};

const does: Record<Does, (options: Options, world: World) => Promise<Exit>> = { verify, list, export: exportLedger };

/** `muster audit`: looks through the ledger, lists it, or takes it out. */
export const run = async ({ words, options }: Given<typeof verbs.audit.options>, world: World): Promise<Exit> => {
  const what = readWord(words);
  const wrong = (Object.keys(options) as (keyof Options)[]).find((name) => !taken[what].includes(name));
  if (wrong !== undefined) throw new Failure(exits.invalid, `--${wrong} is no option of muster audit ${what}`);
  return does[what](options, world);
};
