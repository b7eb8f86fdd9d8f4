import type { AuditEntry } from "#contract/audit.ts";
import type { NewRule, Rule, RulesAnswer, Verdict } from "#contract/rule.ts";
import type { ToolCall } from "../core/rules/call.ts";
import type { VerdictRecord } from "../core/records.ts";
import type { TestHub, TestMachine, TestPerson } from "./test-hub.ts";

/** An owner who makes rules, and a machine whose calls are judged by them. */
export interface Ruling {
  machine: TestMachine;
  owner: TestPerson;
  newSession(): ReturnType<TestMachine["session"]>;
  make(rule: NewRule, by?: TestPerson): Promise<Rule>;
  list(query?: string, by?: TestPerson): Promise<RulesAnswer>;
  idsOf(query?: string, by?: TestPerson): Promise<string[]>;
  endAll(): Promise<void>;
  /** What the rules would say to a call, and to a line of a shell. */
  tryCall(body: object, by?: TestPerson): Promise<Verdict>;
  onLine(command: string, rules: NewRule[]): Promise<Verdict>;
  /** What the ledger says of a rule, oldest first. */
  entriesOf(rule: Rule): Promise<Pick<AuditEntry, "type" | "by" | "details">[]>;
  callIn(sessionId: string, more?: Partial<ToolCall>): ToolCall;
  /** Judges a call as if an agent asked: uses are counted. */
  decide(call: ToolCall): Promise<VerdictRecord>;
}

export const startRuling = async (hub: TestHub): Promise<Ruling> => {
  const machine = await hub.machine();
  const owner = await hub.person();
  let count = 0;
  const list: Ruling["list"] = async (query = "", by = owner) =>
    (await by.send("GET", `/v1/people/rules${query}`)).json<RulesAnswer>();
  const idsOf: Ruling["idsOf"] = async (query, by) => (await list(query, by)).items.map(({ id }) => id);
  const tryCall: Ruling["tryCall"] = async (body, by = owner) =>
    (await by.send("POST", "/v1/people/rules/try", { body })).json<Verdict>();
  return {
    machine,
    owner,
    list,
    idsOf,
    tryCall,
    newSession: () => {
      count += 1;
      return machine.session(`Rules ${count}`);
    },
    make: async (rule, by = owner) =>
      (await by.send("POST", "/v1/people/rules", { body: rule })).json<{ rule: Rule }>().rule,
    endAll: async () => {
      for (const id of await idsOf()) await owner.send("DELETE", `/v1/people/rules/${id}`);
    },
    onLine: (command, rules) => tryCall({ tool: "Bash", input: { command }, rules }),
    entriesOf: async (rule) =>
      (await hub.core.store.read.ledger.list({}, { limit: 200 }))
        .filter(({ subject }) => subject?.id === rule.id)
        .toReversed(),
    callIn: (sessionId, more = {}) => ({
      tool: "mcp__x__y",
      input: {},
      agentKind: null,
      machineId: machine.id,
      folder: null,
      sessionId,
      role: null,
      context: null,
      ...more,
    }),
    async decide(call) {
      const { rules, store, clock } = hub.core;
      const decided = await store.write((tx) => rules.decide(tx, call, clock()));
      rules.committed(decided.used);
      return decided.verdict;
    },
  };
};
