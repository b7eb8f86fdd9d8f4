import { urlOf } from "../config/address.ts";
import { findTarget } from "../config/target.ts";
import type { World } from "../world.ts";
import { type Explained, explain } from "./explain.ts";

const hubUrl = (world: World): string | undefined => {
  try {
    return urlOf(findTarget(world).address);
  } catch {
    return undefined;
  }
};

/** Words and exit code for what stopped a verb that talked to this user's hub. */
export const explainHere = (error: unknown, world: World): Explained => explain(error, hubUrl(world));
