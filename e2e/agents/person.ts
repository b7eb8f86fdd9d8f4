import type { Approval, DecisionRequest } from "#contract/approval.ts";
import type { ApprovalMode } from "#contract/machine.ts";
import type { Message } from "#contract/message.ts";
import type { NewRule } from "#contract/rule.ts";
import type { PersonSession } from "#contract/session.ts";
import type { Settings } from "#contract/settings.ts";

/** The person in front of the page, by the calls that the page makes. */
export interface Person {
  /** `name=value` of each cookie, for a browser. */
  cookies: readonly string[];
  sessions(): Promise<PersonSession[]>;
  session(id: string): Promise<PersonSession>;
  messages(id: string): Promise<Message[]>;
  /** Sends a reply and gives its id. */
  reply(sessionId: string, text: string): Promise<string>;
  change(sessionId: string, change: { waitForMe?: boolean | null }): Promise<void>;
  /** Says for every machine whether replies may be typed into its terminals. */
  allowTyping(isAllowed: boolean): Promise<void>;
  answer(questionId: string, answer: { optionId?: string; text?: string }): Promise<void>;
  /** Says for every machine how its agents ask for approvals. */
  setApprovals(mode: ApprovalMode): Promise<void>;
  approvals(state: Approval["state"]): Promise<Approval[]>;
  approval(id: string): Promise<Approval>;
  decide(id: string, decision: DecisionRequest): Promise<void>;
  /** Gives the rule's id. */
  makeRule(rule: NewRule): Promise<string>;
  endRule(id: string): Promise<void>;
  /** Changes settings and gives what they were. */
  settings(change: Partial<Settings>): Promise<Settings>;
}

/** Signs in at a hub by its one-time link. */
export const signIn = async (hub: { url: string; signIn: string }): Promise<Person> => {
  const entered = await fetch(hub.signIn, { redirect: "manual" });
  const cookies = entered.headers.getSetCookie().map((one) => one.split(";", 1)[0] ?? "");
  if (cookies.length === 0) throw new Error(`the sign-in link gave no cookie: ${entered.status}`);
  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${hub.url}/v1/people${path}`, {
      method,
      headers: { cookie: cookies.join("; "), origin: hub.url, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text || "{}") as T;
  };
  const changeMachines = async (change: object) => {
    const { items } = await call<{ items: { id: string }[] }>("GET", "/machines");
    for (const { id } of items) await call("PATCH", `/machines/${id}`, change);
  };
  return {
    cookies,
    sessions: async () => (await call<{ items: PersonSession[] }>("GET", "/sessions?limit=200")).items,
    session: async (id) => (await call<{ session: PersonSession }>("GET", `/sessions/${id}`)).session,
    messages: async (id) => (await call<{ items: Message[] }>("GET", `/sessions/${id}/messages?limit=200`)).items,
    async reply(id, text) {
      const { message } = await call<{ message: Message }>("POST", `/sessions/${id}/replies`, { text });
      return message.id;
    },
    async change(id, change) {
      await call("PATCH", `/sessions/${id}`, change);
    },
    allowTyping: (terminal) => changeMachines({ terminal }),
    setApprovals: (approvals) => changeMachines({ approvals }),
    approvals: async (state) => (await call<{ items: Approval[] }>("GET", `/approvals?state=${state}&limit=200`)).items,
    approval: async (id) => (await call<{ approval: Approval }>("GET", `/approvals/${id}`)).approval,
    async decide(id, decision) {
      await call("POST", `/approvals/${id}/decision`, decision);
    },
    makeRule: async (rule) => (await call<{ rule: { id: string } }>("POST", "/rules", rule)).rule.id,
    async endRule(id) {
      await call("DELETE", `/rules/${id}`);
    },
    async settings(change) {
      const { settings } = await call<{ settings: Settings }>("GET", "/settings");
      await call("PATCH", "/settings", change);
      return settings;
    },
    async answer(id, answer) {
      await call("POST", `/questions/${id}/answer`, answer);
    },
  };
};
