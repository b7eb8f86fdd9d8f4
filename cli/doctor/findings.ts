import type { Finding } from "#contract/machine.ts";

type Given = Pick<Finding, "check" | "text"> & { agent?: string | undefined; fix?: string | undefined };

const finding =
  (status: Finding["status"]) =>
  ({ agent, check, text, fix }: Given): Finding => ({
    agent: agent ?? null,
    check,
    status,
    text: text.slice(0, 1000),
    fix: fix ?? null,
  });

export const good = finding("good");
export const warning = finding("warning");
export const bad = finding("bad");
export const unknown = finding("unknown");

/** Whether there is anything to mend. */
export const isWell = (findings: readonly Finding[]): boolean =>
  findings.every(({ status }) => status === "good" || status === "unknown");
