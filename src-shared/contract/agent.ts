import { z } from "zod";
import { Id } from "./common.ts";
import { cleanTitle } from "./title.ts";

const short = (most: number) => z.string().max(most).overwrite(cleanTitle).min(1);

/** The agent as it names itself when it opens a session. */
export const AgentClaim = z.object({
  name: short(60).optional(),
  kind: short(40).optional(),
  version: short(40).optional(),
});
export type AgentClaim = z.infer<typeof AgentClaim>;

export const Agent = z.object({
  id: Id,
  name: z.string().meta({ description: "A memorable name, e.g. SwiftHeron" }),
  kind: z.string().nullable(),
  version: z.string().nullable(),
});
export type Agent = z.infer<typeof Agent>;
