import { z } from "zod";
import { Id, Instant, pageOf } from "./common.ts";
import { HubRef, Machine } from "./machine.ts";
import { Role } from "./message.ts";
import { PersonSession } from "./session.ts";
import { Settings } from "./settings.ts";

export const Person = z.object({ id: Id, name: z.string(), role: Role });
export type Person = z.infer<typeof Person>;

export const PersonAnswer = z.object({ person: Person, hub: HubRef });
export type PersonAnswer = z.infer<typeof PersonAnswer>;

/** Everything that a screen needs to start; the stream goes on from `since`. */
export const Overview = z.object({
  person: Person,
  hub: HubRef.extend({ address: z.string().meta({ description: "Where other machines reach it" }) }),
  sessions: z.array(PersonSession),
  machines: z.array(Machine),
  settings: Settings,
  since: z.number().int(),
  now: Instant.meta({ description: "The hub's clock, for ages that are true on a screen whose clock is off" }),
});
export type Overview = z.infer<typeof Overview>;

export const PersonSessionPage = pageOf(PersonSession);

export const SignInQuery = z.object({ ticket: z.string().max(100).optional() });
