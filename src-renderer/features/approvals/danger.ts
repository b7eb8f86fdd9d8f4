import type { Approval } from "#contract/approval.ts";
import { dangerous, riskHelp } from "../../text/approvals.ts";
import { splitHidden } from "../markdown/hidden.ts";
import { textsOf } from "./call.ts";

const hasHidden = (approval: Pick<Approval, "input">) =>
  textsOf(approval.input).some((text) => splitHidden(text).some((piece) => typeof piece !== "string"));

/** Why a call is asked about once more before it is allowed, one sentence each; empty when it isn't. */
export const dangersOf = (approval: Pick<Approval, "input" | "verdict">): string[] => {
  const kinds = new Set(approval.verdict.risks.map(({ kind }) => kind).filter((kind) => dangerous.has(kind)));
  const hidden = hasHidden(approval) ? ["It has characters in it that can't be seen."] : [];
  return [...Array.from(kinds, (kind) => riskHelp[kind]), ...hidden];
};
