import type { Approval } from "#contract/approval.ts";
import { dangerous, riskHelp, runsFromAfar } from "../../text/approvals.ts";
import { splitHidden } from "../markdown/hidden.ts";
import { textsOf } from "./call.ts";

const hasHidden = (approval: Pick<Approval, "input">) =>
  textsOf(approval.input).some((text) => splitHidden(text).some((piece) => typeof piece !== "string"));

/** Why a call is asked about once more before it is allowed, one sentence each; empty when it isn't. */
export const dangersOf = (approval: Pick<Approval, "input" | "verdict">): string[] => {
  const all = new Set(approval.verdict.risks.map(({ kind }) => kind));
  const kinds = [...all].filter((kind) => dangerous.has(kind));
  const afar = all.has("network") && all.has("runs-code") ? [runsFromAfar] : [];
  const hidden = hasHidden(approval) ? ["It has characters in it that can't be seen."] : [];
  return [...kinds.map((kind) => riskHelp[kind]), ...afar, ...hidden];
};
