import { z } from "zod";

/** The session that a call is about. */
export const session = z
  .string()
  .optional()
  .describe("A session's id; leave it out for the session of this work in this folder");
