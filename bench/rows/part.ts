import type { Sizes } from "../options.ts";
import type { Row } from "../report/row.ts";

export interface PartInput {
  sizes: Sizes;
  /** Makes an empty folder that is removed in the end; all lie on the same disk. */
  folder(): Promise<string>;
  /** Says what is being done. */
  say(text: string): void;
}

/** One thing that is measured, with everything it needs. It leaves nothing running. */
export type Part = (input: PartInput) => Promise<Row[]>;
