import { sep } from "node:path";
import type { Call } from "./call.ts";

/** Where the calls of a session lie that are asked about now; there only while there are some. */
export const openCallsOf = ({ folder }: Call["target"], { externalId }: Call["reading"]): string =>
  `${folder}${sep}approving${sep}${encodeURIComponent(externalId).slice(0, 200)}`;
