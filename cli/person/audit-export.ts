import { open } from "node:fs/promises";
import { resolve } from "node:path";
import { auditExportPath } from "#contract/endpoints.ts";
import { type Exit, exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import { exchangeBytes } from "../http/bytes.ts";
import type { World } from "../world.ts";
import { type FilterOptions, filterOf } from "./audit-filter.ts";
import { findPerson } from "./hub.ts";
import { asPerson } from "./refusals.ts";

type Write = (piece: Buffer) => Promise<unknown>;

const toFile = async (path: string, fill: (write: Write) => Promise<void>): Promise<void> => {
  const handle = await open(path, "wx", 0o600).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === "EEXIST" ? "there is such a file already" : String(error.code);
    throw new Failure(exits.invalid, `${path} can't be written: ${why}`, { cause: error });
  });
  try {
    await fill((piece) => handle.appendFile(piece));
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Writes the ledger as JSON lines, oldest first, to standard output or a new file. */
export const exportLedger = async (options: FilterOptions & { file?: string }, world: World): Promise<Exit> => {
  const hub = findPerson(world);
  const fill = (write: Write) =>
    asPerson(hub.url, async () => {
      const pairs = Object.entries(await filterOf(hub, options, world.now()));
      const query = pairs.length === 0 ? "" : `?${new URLSearchParams(pairs).toString()}`;
      const request = { method: "GET", path: `${auditExportPath}${query}`, signal: world.ending() } as const;
      await exchangeBytes(hub.way, request, async (answer) => {
        for await (const piece of answer as AsyncIterable<Buffer>) await write(piece);
      });
    });
  if (options.file === undefined) {
    const decoder = new TextDecoder();
    await fill((piece) => world.stdout.write(decoder.decode(piece, { stream: true })));
  } else await toFile(resolve(world.cwd, options.file), fill);
  return exits.done;
};
