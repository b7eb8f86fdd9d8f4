import type { StreamChange } from "#contract/stream.ts";
import type { Change } from "../../core/changes.ts";
import type { PersonView } from "../../core/people/views.ts";
import type { MachineRecord, MemberRecord, RuleRecord } from "../../core/records.ts";
import { presentApproval } from "../present/approvals.ts";
import { toInstantOrNull } from "../present/instant.ts";
import { presentMachine, presentMachineName } from "../present/machines.ts";
import { presentMessage, presentQuestion, presentReceipt } from "../present/messages.ts";
import { presentMember } from "../present/people.ts";
import { presentRule } from "../present/rules.ts";
import { presentMarks, presentWatched, type SteeringOf } from "../present/sessions.ts";
import { maySeeRule } from "./seen-rules.ts";

/** Something that screens are told, and whom; everyone when nothing is said. */
export interface Told {
  frame: StreamChange | { type: "resync" };
  isFor?: (viewer: PersonView) => boolean;
}

const ofSession = (sessionId: string) => (viewer: PersonView) => viewer.roleIn(sessionId) !== undefined;
const ofPerson = (personId: string) => (viewer: PersonView) => viewer.person.id === personId;

const ofRule = (rule: RuleRecord) => (viewer: PersonView) => maySeeRule(viewer, rule);

const toldOfMachine = (machine: MachineRecord): Told[] => [
  { frame: { type: "machine", machine: presentMachine(machine) }, isFor: (viewer) => viewer.mayInspectMachines },
  {
    frame: { type: "machine", machine: presentMachineName(machine) },
    isFor: (viewer) => !viewer.mayInspectMachines && viewer.maySeeMachine(machine.id),
  },
];

/**
 * The person themself learns nothing of discussions that are kept from them. Where they may see more or less than before,
 * their screens start over, those too that come back later.
 */
const toldOfPerson = (member: MemberRecord, isAccessChanged: boolean): Told[] => {
  const narrowings = member.narrowings.filter(({ role }) => role !== "none");
  return [
    { frame: { type: "person", person: presentMember(member) }, isFor: ({ person }) => person.role === "owner" },
    {
      frame: { type: "person", person: presentMember({ ...member, narrowings }) },
      isFor: ({ person }) => person.id === member.id && person.role !== "owner",
    },
    ...(isAccessChanged ? [{ frame: { type: "resync" as const }, isFor: ofPerson(member.id) }] : []),
  ];
};

const toldOfSession = (
  change: Extract<Change, { type: "message" | "session" | "question" | "approval" | "receipt" }>,
  steeringOf: SteeringOf,
): StreamChange => {
  switch (change.type) {
    case "message": {
      const message = presentMessage(change.message);
      return { type: "message", message, session: presentWatched(change.session, steeringOf) };
    }
    case "session":
      return { type: "session", session: presentWatched(change.session, steeringOf) };
    case "question": {
      const { sessionId, messageSeq } = change.question;
      return { type: "question", sessionId, messageSeq, question: presentQuestion(change.question) };
    }
    case "approval": {
      const { sessionId, messageSeq } = change.approval;
      return { type: "approval", sessionId, messageSeq, approval: presentApproval(change.approval) };
    }
    case "receipt": {
      const { sessionId, messageSeq } = change.receipt;
      return { type: "receipt", sessionId, messageSeq, receipt: presentReceipt(change.receipt) };
    }
  }
};

/** What screens are told of a change. */
export const toldOf = (change: Change, steeringOf: SteeringOf): Told[] => {
  switch (change.type) {
    case "message":
    case "session":
      return [{ frame: toldOfSession(change, steeringOf), isFor: ofSession(change.session.id) }];
    case "question":
      return [{ frame: toldOfSession(change, steeringOf), isFor: ofSession(change.question.sessionId) }];
    case "approval":
      return [{ frame: toldOfSession(change, steeringOf), isFor: ofSession(change.approval.sessionId) }];
    case "receipt":
      return [{ frame: toldOfSession(change, steeringOf), isFor: ofSession(change.receipt.sessionId) }];
    case "session-deleted":
      return [{ frame: { type: "session-deleted", sessionId: change.sessionId }, isFor: ofSession(change.sessionId) }];
    case "marks": {
      const { sessionId, marks, personId } = change;
      return [{ frame: { type: "marks", sessionId, marks: presentMarks(marks) }, isFor: ofPerson(personId) }];
    }
    case "rule":
      return [{ frame: { type: "rule", rule: presentRule(change.rule) }, isFor: ofRule(change.rule) }];
    case "person":
      return toldOfPerson(change.member, change.isAccessChanged);
    case "devices-ended":
      return [];
    // They know from the session when it counts as quiet.
    case "stalled":
      return [];
    case "machine":
      return toldOfMachine(change.machine);
    case "machine-revoked": {
      const { machineId } = change;
      return [{ frame: { type: "machine-revoked", machineId }, isFor: (viewer) => viewer.maySeeMachine(machineId) }];
    }
    case "settings":
      return [{ frame: { type: "settings", settings: change.settings } }];
    case "attention": {
      const { personId, preferences, quietUntil } = change;
      const frame = { type: "attention", preferences, quietUntil: toInstantOrNull(quietUntil) } as const;
      return [{ frame, isFor: ofPerson(personId) }];
    }
  }
};
