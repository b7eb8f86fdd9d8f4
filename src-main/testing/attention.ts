import type { Approval } from "#contract/approval.ts";
import type { AttentionAnswer, AttentionChange, AttentionDecision } from "#contract/attention.ts";
import type { Question } from "#contract/question.ts";
import type { Session } from "#contract/session.ts";
import { recordingSurface } from "./notices.ts";
import { ownHub } from "./own-hub.ts";
import type { TestHubOptions, TestMachine, TestPerson } from "./test-hub.ts";

/** A Monday. */
const NOON = Date.parse("2027-03-01T12:00:00Z");

/** What the agent of a session does. */
const agentOf = (machine: TestMachine, { id }: Pick<Session, "id">) => {
  const url = `/v1/sessions/${id}`;
  return {
    post: (body: object = {}) => machine.send("POST", `${url}/messages`, { body: { text: "news", ...body } }),
    patch: (body: object) => machine.send("PATCH", url, { body }),
    async approval(more: object = {}): Promise<Approval> {
      const call = { tool: "Bash", input: { command: "npm publish" }, summary: "Publishes the package" };
      const answer = await machine.send("POST", `${url}/approvals`, { body: { ...call, ...more } });
      return answer.json<{ approval: Approval }>().approval;
    },
    async question(more: object = {}): Promise<Question> {
      const answer = await machine.send("POST", `${url}/questions`, { body: { text: "Which one?", ...more } });
      return answer.json<{ question: Question }>().question;
    },
  };
};

/** A hub whose owner is told of things on its computer; on a Monday at noon, in UTC. */
export const attentiveHub = async (options: TestHubOptions = {}) => {
  const surface = recordingSurface();
  const opened: [string | null, number | null][] = [];
  const hub = await ownHub({
    surface,
    openDiscussion: (sessionId, messageSeq) => void opened.push([sessionId, messageSeq]),
    ...options,
  });
  hub.advance(NOON - hub.core.clock());
  const machine = await hub.machine("studio");
  const owner = await hub.person();
  return {
    hub,
    surface,
    opened,
    machine,
    owner,
    async session(title = "Ship it") {
      const body = { title, agent: { name: "Ada" } };
      const answer = await machine.send("POST", "/v1/sessions", { body });
      const { session } = answer.json<{ session: Session }>();
      return { ...session, ...agentOf(machine, session) };
    },
    /** Everything that happened so far is decided and told. */
    settled: () => hub.core.attention.settled(),
    /** Lets so much time go by, as for a computer that slept. */
    async wait(ms: number) {
      await hub.core.attention.settled();
      hub.advance(ms);
      hub.core.attention.reconsider();
      await hub.core.attention.settled();
    },
    async prefer(change: AttentionChange, person: TestPerson = owner): Promise<AttentionAnswer> {
      const answer = await person.send("PATCH", "/v1/people/attention", { body: change });
      if (answer.statusCode !== 200) throw new Error(answer.body);
      return answer.json<AttentionAnswer>();
    },
    mark: ({ id }: Pick<Session, "id">, body: object, person: TestPerson = owner) =>
      person.send("PATCH", `/v1/people/sessions/${id}`, { body }),
    read: ({ id }: Pick<Session, "id">, seq: number, person: TestPerson = owner) =>
      person.send("POST", `/v1/people/sessions/${id}/read`, { body: { seq } }),
    /** What was decided so far, newest first: kind, outcome and reason of each. */
    async decisions(person: TestPerson = owner): Promise<AttentionDecision[]> {
      await hub.core.attention.settled();
      const answer = await person.send("GET", "/v1/people/attention/decisions");
      return answer.json<{ items: AttentionDecision[] }>().items;
    },
  };
};
export type AttentiveHub = Awaited<ReturnType<typeof attentiveHub>>;
