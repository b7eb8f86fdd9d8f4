import type { ActAnswer, ActRequest } from "#contract/act.ts";
import type { Carrier, Receipt } from "#contract/receipt.ts";
import type { RepliesAnswer, ReplyAnswer } from "#contract/reply.ts";
import type { Message } from "#contract/message.ts";
import type { Page } from "#contract/common.ts";
import type { PersonSession, PersonSessionAnswer } from "#contract/session.ts";
import type { TestHub, TestMachine, TestPerson } from "./test-hub.ts";
import { until } from "./turns.ts";

type More = Partial<Omit<ActRequest, "session">> & { session?: Partial<ActRequest["session"]> };

/** An agent that has hooks, and the person who steers it. */
export interface Hooked {
  hub: TestHub;
  machine: TestMachine;
  person: TestPerson;
  /** One act; throws unless the answer is 200. */
  act(event: ActRequest["event"], more?: More, headers?: Record<string, string>): Promise<ActAnswer>;
  /** One act that takes what is due along; gives the texts of the replies. */
  take(event: ActRequest["event"], more?: More): Promise<string[]>;
  /** The session as a person sees it, once the first act has made it. */
  seen(): Promise<PersonSession>;
  reply(text: string): Promise<ReplyAnswer>;
  /** Where each reply of the discussion is, in order. */
  receipts(): Promise<Receipt[]>;
  states(): Promise<string[]>;
  messages(): Promise<Message[]>;
  /** Begins to wait for replies, and resolves with the running call once it is parked. */
  wait(carrier: Carrier): Promise<{ ended: Promise<RepliesAnswer> }>;
  change(body: object): Promise<unknown>;
}

let count = 0;

export const startHooked = async (hub: TestHub, kind = "claude"): Promise<Hooked> => {
  const machine = await hub.machine();
  const person = await hub.person();
  count += 1;
  const externalId = `${kind}-${count}`;
  let id = "";
  const act: Hooked["act"] = async (event, more = {}, headers = {}) => {
    const body = { agent: { kind }, event, ...more, session: { externalId, folder: "/srv/shop", ...more.session } };
    const answer = await machine.send("POST", "/v1/acts", { body, headers });
    if (answer.statusCode !== 200) throw new Error(`an act was answered with ${answer.statusCode}: ${answer.body}`);
    const acted = answer.json<ActAnswer>();
    id = acted.session?.id ?? id;
    return acted;
  };
  const seen = async () => (await person.send("GET", `/v1/people/sessions/${id}`)).json<PersonSessionAnswer>().session;
  const messages = async () =>
    (await person.send("GET", `/v1/people/sessions/${id}/messages?limit=200`)).json<Page<Message>>().items;
  const receipts = async () => (await messages()).flatMap(({ receipt }) => (receipt === null ? [] : [receipt]));
  return {
    hub,
    machine,
    person,
    act,
    take: async (event, more) => (await act(event, { ...more, take: true })).items.map(({ text }) => text),
    seen,
    async reply(text) {
      const answer = await person.send("POST", `/v1/people/sessions/${id}/replies`, { body: { text } });
      if (answer.statusCode !== 201) throw new Error(`a reply was answered with ${answer.statusCode}`);
      return answer.json<ReplyAnswer>();
    },
    messages,
    receipts,
    states: async () => (await receipts()).map(({ state }) => state),
    async wait(carrier) {
      const { store } = hub.core;
      const isParked = async () => {
        const session = await store.read.sessions.byId(id);
        return session !== undefined && hub.core.steeringOf(session).waiting.includes(carrier);
      };
      const ended = machine
        .send("GET", `/v1/sessions/${id}/replies?wait=300&carrier=${carrier}`)
        .then((answer) => answer.json<RepliesAnswer>());
      await until(isParked, `${carrier} was parked`);
      return { ended };
    },
    change: (body) => person.send("PATCH", `/v1/people/sessions/${id}`, { body }),
  };
};
