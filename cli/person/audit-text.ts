import type { AuditCheck, AuditEntry } from "#contract/audit.ts";
import { paintFor } from "../output/paint.ts";
import { oneLine } from "../output/plain.ts";
import { clockTime } from "../output/time.ts";
import type { World } from "../world.ts";

const detailsOf = ({ details }: AuditEntry): string =>
  Object.entries(details)
    .map(([name, value]) => `${name} ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(", ");

/** An entry on one line, for reading. */
export const entryText = (world: World) => {
  const paint = paintFor(world.stdout, world.env);
  return (entry: AuditEntry): string => {
    const { seq, at, type, by, device, address, subject } = entry;
    const role = by.role === null ? "" : ` (${by.role})`;
    const from = [device?.name, address].filter((part) => part !== undefined && part !== null).join(", ");
    const parts = [
      paint("dim", String(seq)),
      paint("dim", clockTime(at, world.now())),
      paint("bold", type),
      paint("cyan", oneLine(`${by.name}${role}`)),
      oneLine(subject === null ? "" : `${subject.type} ${subject.name}`),
      oneLine(detailsOf(entry)),
      from === "" ? "" : paint("dim", oneLine(`from ${from}`)),
    ];
    return `${parts.filter((part) => part !== "").join("  ")}\n`;
  };
};

const count = (entries: number) => `${entries} ${entries === 1 ? "entry" : "entries"}`;

/** What a look through the chain found, in words. */
export const checkText = ({ ok, entries, first, last, head, broken, hasHead }: AuditCheck): string => {
  if (broken !== null) return `The ledger is broken at entry ${broken.seq}: ${broken.why}\n`;
  if (!ok) return "The ledger is broken\n";
  const span = first === null ? "it is empty" : `${count(entries)}, ${first} to ${last}`;
  const lost =
    "The chain holds together, but the head that you gave is not in it: entries were cut off or the whole chain was made " +
    "anew, or retention took that entry away\n";
  const kept = hasHead === false ? lost : hasHead === true ? "The head that you gave is in it\n" : "";
  const now = head === null ? "" : `Head: ${head}\n`;
  return `${hasHead === false ? "" : `The ledger is whole: ${span}\n`}${kept}${now}`;
};
