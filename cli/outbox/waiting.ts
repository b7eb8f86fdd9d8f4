import { existsSync, readdirSync } from "node:fs";
import { sep } from "node:path";

/** Where an outbox lies in a client folder. */
export const outboxFolder = (client: string): string => `${client}${sep}outbox`;

/** The idempotency key of what waits under a name. */
export const keyOf = (name: string): string => name.slice(16).replace(/(?:\.[sik]\d+)?\.json$/, "");

/** The names of what waits in an outbox, in the order of posting; none when there is no outbox. */
export const listWaiting = (outbox: string): string[] =>
  existsSync(outbox)
    ? readdirSync(outbox)
        .filter((name) => /^\d{15}-.+\.json$/.test(name))
        .toSorted()
    : [];
