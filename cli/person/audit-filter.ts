import type { AuditQuery } from "#contract/audit.ts";
import { isId } from "../config/session-id.ts";
import { exits } from "../exits.ts";
import { Failure } from "../failure.ts";
import type { PersonHub } from "./hub.ts";

/** The filters as they were given. */
export interface FilterOptions {
  readonly type?: string;
  readonly person?: string;
  readonly machine?: string;
  readonly session?: string;
  readonly since?: string;
  readonly until?: string;
}

type Filter = Pick<AuditQuery, "type" | "person" | "machine" | "session" | "since" | "until">;

const lengths: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A time from `2h`, `3d`, `30m` ago, or a date with or without time. Throws `Failure` (invalid). */
const readTime = (option: string, text: string, now: number): string => {
  const [, count, unit = ""] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  const at = count === undefined ? Date.parse(text) : now - Number(count) * (lengths[unit] ?? 0);
  if (Number.isFinite(at) && (count !== undefined || /^\d{4}-\d\d-\d\d/.test(text))) return new Date(at).toISOString();
  throw new Failure(
    exits.invalid,
    `--${option} ${text}: give a date, a date with time, or how long ago as 30m, 2h or 3d`,
  );
};

const idOf = (
  option: string,
  text: string,
  known: readonly { readonly id: string; readonly name: string }[],
): string => {
  const found = known.filter(({ name }) => name.toLowerCase() === text.toLowerCase());
  if (found[0] && found.length === 1) return found[0].id;
  const why =
    found.length === 0 ? `there is none with this name; there are ${known.map((one) => one.name).join(", ")}` : "";
  throw new Failure(exits.invalid, `--${option} ${text}: ${why || "there are several with this name; give an id"}`);
};

/** The filters as the hub takes them: people and machines by name are looked up. Throws `Failure` (invalid). */
export const filterOf = async (hub: PersonHub, options: FilterOptions, now: number): Promise<Filter> => {
  const { type, person, machine, session, since, until } = options;
  const filter: Filter = {};
  if (session !== undefined && !isId(session)) throw new Failure(exits.invalid, `“${session}” is not a session's id`);
  if (type !== undefined) filter.type = type;
  if (session !== undefined) filter.session = session;
  if (since !== undefined) filter.since = readTime("since", since, now);
  if (until !== undefined) filter.until = readTime("until", until, now);
  if (person !== undefined) {
    const known = isId(person) ? [] : (await hub.client.call("members")).items;
    filter.person = isId(person) ? person : idOf("person", person, known);
  }
  if (machine !== undefined) {
    const known = isId(machine) ? [] : (await hub.client.call("machines", { query: { limit: "200" } })).items;
    filter.machine = isId(machine) ? machine : idOf("machine", machine, known);
  }
  return filter;
};
