import type { Approval, ApprovalAnswer, ApprovalRequest, OpenedApproval } from "#contract/approval.ts";
import type { TestHub, TestMachine, TestPerson } from "./test-hub.ts";
import { until } from "./turns.ts";

/** An agent that asks for approvals in a session of its own, and the owner. */
export interface Asking {
  hub: TestHub;
  machine: TestMachine;
  person: TestPerson;
  sessionId: string;
  /** Opens one; throws unless the answer is 201. */
  open(more?: Partial<ApprovalRequest>, headers?: Record<string, string>): Promise<Approval>;
  /** As the agent's side sees it. */
  get(id: string): Promise<Approval>;
  /** Begins to wait, and resolves with the running call once it is parked. */
  wait(id: string, seconds?: number): Promise<{ ended: Promise<Approval> }>;
  /** Decides as the owner; gives the status and the approval of the answer. */
  decide(id: string, body: object, as?: TestPerson): Promise<{ status: number; detail: string; approval: Approval }>;
}

export const bash = (command: string): Pick<ApprovalRequest, "tool" | "input"> => ({
  tool: "Bash",
  input: { command },
});

export const startAsking = async (hub: TestHub, title = "Deploy"): Promise<Asking> => {
  const machine = await hub.machine(`studio-${title}`);
  const person = await hub.person();
  const { id: sessionId } = await machine.session(title);
  const get: Asking["get"] = async (id) =>
    (await machine.send("GET", `/v1/approvals/${id}`)).json<ApprovalAnswer>().approval;
  return {
    hub,
    machine,
    person,
    sessionId,
    get,
    async open(more = {}, headers = {}) {
      const body = { ...bash("npm publish"), ...more };
      const answer = await machine.send("POST", `/v1/sessions/${sessionId}/approvals`, { body, headers });
      const { approval } = answer.json<OpenedApproval>();
      if (answer.statusCode !== 201 || approval === null) throw new Error(`not opened: ${answer.body}`);
      return approval;
    },
    async wait(id, seconds = 60) {
      const isWaitedFor = async () => (await hub.core.store.read.approvals.byId(id))?.waitedAt !== null;
      const ended = machine
        .send("GET", `/v1/approvals/${id}?wait=${seconds}`)
        .then((answer) => answer.json<ApprovalAnswer>().approval);
      await until(isWaitedFor, "the wait was parked");
      return { ended };
    },
    async decide(id, body, as = person) {
      const answer = await as.send("POST", `/v1/people/approvals/${id}/decision`, { body });
      const { approval, detail = "" } = answer.json<ApprovalAnswer & { detail?: string }>();
      return { status: answer.statusCode, detail, approval };
    },
  };
};
