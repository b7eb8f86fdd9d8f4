import type { AuditCheck } from "#contract/audit.ts";
import { isProblem } from "../errors.ts";
import { type Exit, exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import { findHub } from "../http/hub.ts";
import { createClient } from "#client/client.ts";
import { createTransport } from "../http/transport.ts";
import type { World } from "../world.ts";
import { checkText } from "./audit-text.ts";
import { knownPerson } from "./hub.ts";
import { asPerson } from "./refusals.ts";

/** A ledger of years takes its time. */
const patience = { answerMilliseconds: 600_000 };

const askAsPerson = async (world: World, query: { head?: string }): Promise<AuditCheck | undefined> => {
  const hub = knownPerson(world);
  if (!hub) return undefined;
  const client = createClient(createTransport(hub.way.address, { key: hub.way.key, ...patience }));
  return asPerson(hub.url, async () => {
    try {
      return await client.call("checkAudit", { query });
    } catch (error) {
      // Who is no owner may still sit at the hub's own machine.
      if (isProblem(error) && error.code === "forbidden") return undefined;
      throw error;
    }
  });
};

const askAsMachine = async (world: World, query: { head?: string }): Promise<AuditCheck> => {
  const { target, url } = findHub(world);
  const client = createClient(createTransport(target.address, { key: target.key, ...patience }));
  try {
    return await client.call("checkOwnAudit", { query });
  } catch (error) {
    if (!isProblem(error) || error.code !== "forbidden") throw error;
    throw new Failure(
      exits.refused,
      `The ledger of ${url} is for its owners, and for the hub's own machine. Sign in as an owner: muster sign-in URL`,
    );
  }
};

/** Has the hub look through its ledger and says what was found: exit code 0 when it is whole, 1 when it is not. */
export const verify = async (options: { head?: string; json?: boolean }, world: World): Promise<Exit> => {
  const head = options.head?.trim().toLowerCase();
  if (head !== undefined && !/^[0-9a-f]{64}$/.test(head)) {
    throw new Failure(
      exits.invalid,
      "--head: a head has 64 hexadecimal digits, as an earlier muster audit verify showed it",
    );
  }
  const query = head === undefined ? {} : { head };
  const found = (await askAsPerson(world, query)) ?? (await askAsMachine(world, query));
  await world.stdout.write(options.json ? `${JSON.stringify(found)}\n` : checkText(found));
  return found.ok && found.hasHead !== false ? exits.done : exits.unexpected;
};
