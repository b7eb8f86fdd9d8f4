import type { AuditEntry, AuditType } from "#contract/audit.ts";

/** What happened: after the name of who did it, and before the name of what it was done to. */
interface AuditWords {
  label: string;
  /** `Ada` … `build-box`. */
  did: string;
}

export const auditWords: Record<AuditType, AuditWords> = {
  "machine-joined": { label: "Machine joined", did: "joined the hub" },
  "join-code-made": { label: "Join code made", did: "made a code for a machine to join" },
  "join-refused": { label: "Join refused", did: "gave a join code that was wrong" },
  "machine-changed": { label: "Machine changed", did: "changed the machine" },
  "key-made": { label: "Key made", did: "made a key for" },
  "key-rotated": { label: "Key renewed", did: "made a new key for" },
  "key-revoked": { label: "Key revoked", did: "revoked the key of" },
  "key-refused": { label: "Key refused", did: "came with a key that was wrong" },
  "signed-in": { label: "Signed in", did: "signed in" },
  "signed-out": { label: "Signed out", did: "signed out" },
  "sign-in-refused": { label: "Sign-in refused", did: "was refused at the sign-in" },
  "person-invited": { label: "Person invited", did: "invited" },
  "person-changed": { label: "Person changed", did: "changed" },
  "person-revoked": { label: "Person shut out", did: "shut out" },
  "device-added": { label: "Device added", did: "added the device" },
  "device-revoked": { label: "Device revoked", did: "revoked the device" },
  "approval-opened": { label: "Approval asked for", did: "asked to use" },
  "approval-allowed": { label: "Approval allowed", did: "allowed" },
  "approval-denied": { label: "Approval denied", did: "denied" },
  "approval-expired": { label: "Approval ran out", did: "waited in vain for an answer to" },
  "approval-withdrawn": { label: "Approval withdrawn", did: "withdrew" },
  "decision-refused": { label: "Decision refused", did: "tried to decide and was refused:" },
  "question-answered": { label: "Question answered", did: "answered" },
  "rule-made": { label: "Rule made", did: "made the rule" },
  "rule-changed": { label: "Rule changed", did: "changed the rule" },
  "rule-ended": { label: "Rule ended", did: "ended the rule" },
  "settings-changed": { label: "Settings changed", did: "changed the settings" },
  "session-deleted": { label: "Discussion deleted", did: "deleted the discussion" },
  "ledger-pruned": { label: "Ledger shortened", did: "removed entries that were older than the ledger is kept" },
  "ledger-exported": { label: "Ledger exported", did: "exported the ledger" },
};

/** Types that are looked at together. */
export const auditGroups = {
  approvals: {
    label: "Approvals and questions",
    types: [
      "approval-opened",
      "approval-allowed",
      "approval-denied",
      "approval-expired",
      "approval-withdrawn",
      "decision-refused",
      "question-answered",
    ],
  },
  rules: { label: "Rules", types: ["rule-made", "rule-changed", "rule-ended"] },
  people: {
    label: "People and devices",
    types: [
      "signed-in",
      "signed-out",
      "sign-in-refused",
      "person-invited",
      "person-changed",
      "person-revoked",
      "device-added",
      "device-revoked",
    ],
  },
  machines: {
    label: "Machines and keys",
    types: [
      "machine-joined",
      "join-code-made",
      "join-refused",
      "machine-changed",
      "key-made",
      "key-rotated",
      "key-revoked",
      "key-refused",
    ],
  },
  hub: { label: "The hub", types: ["settings-changed", "session-deleted", "ledger-pruned", "ledger-exported"] },
  refused: {
    label: "Everything refused",
    types: ["decision-refused", "sign-in-refused", "join-refused", "key-refused"],
  },
} as const satisfies Record<string, { label: string; types: readonly AuditType[] }>;

export type AuditGroup = keyof typeof auditGroups;

/** Whether an entry is a try that was refused: it stands out in the list. */
export const isRefusal = (type: AuditType): boolean => type.endsWith("-refused");

const byWords: Record<Exclude<AuditEntry["by"]["type"], "person" | "machine">, string> = {
  rule: "A rule",
  hub: "The hub",
  unknown: "Somebody unknown",
};

/** Who did it, as the line begins. */
export const whoOf = ({ by }: Pick<AuditEntry, "by">): string => {
  if (by.type === "person" || by.type === "machine") return by.name;
  return byWords[by.type];
};

// Their subject is the device, which the line says anyway.
const isSignIn: ReadonlySet<AuditType> = new Set(["signed-in", "signed-out"]);

/** What it was done to, where that isn't who did it; null where there is nothing to name. */
export const whatOf = ({ type, by, subject }: Pick<AuditEntry, "type" | "by" | "subject">): string | null => {
  if (subject === null || subject.id === by.id || isSignIn.has(type)) return null;
  return subject.name === "" ? null : subject.name;
};

/** What happened; a type of a newer hub goes by its name. */
export const didOf = (type: AuditType): string =>
  (auditWords as Partial<Record<string, AuditWords>>)[type]?.did ?? type.replaceAll("-", " ");

/** A name of code as words: `approvalTimeoutSeconds` as `approval timeout seconds`. */
export const detailName = (name: string): string =>
  name.replace(/([a-z\d])([A-Z])/g, (_all, a: string, b: string) => `${a} ${b.toLowerCase()}`).replaceAll(/[-_]/g, " ");

export const checkWords = {
  good: "Nothing was changed or taken out.",
  empty: "There is no entry yet.",
  isHash: "A hash has 64 of the digits 0 to 9 and a to f.",
  hasHead: "That hash is still in the ledger: nothing up to it was cut off.",
  lacksHead: "That hash is not in the ledger: entries were cut off or changed, or it is of another hub.",
  head: "Keep this elsewhere: later it shows whether anything was cut off at the end.",
} as const;
