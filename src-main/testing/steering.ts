import type { Message } from "#contract/message.ts";
import type { Page } from "#contract/common.ts";
import type { Receipt } from "#contract/receipt.ts";
import type { AckAnswer, RepliesAnswer, ReplyAnswer } from "#contract/reply.ts";
import type { PersonSessionAnswer, Session } from "#contract/session.ts";
import type { TestHub, TestMachine, TestPerson } from "./test-hub.ts";
import { until } from "./turns.ts";

/** An agent's session and the person who steers it. */
export interface Steering {
  hub: TestHub;
  machine: TestMachine;
  person: TestPerson;
  session: Session;
  /** Path of the session's replies, by the agents' door. */
  url: string;
  reply(text: string): Promise<ReplyAnswer>;
  /** Asks for what is due; throws unless the answer is 200. */
  ask(query?: string): Promise<RepliesAnswer>;
  /** Begins to wait, and resolves with the running call once it is parked. */
  wait(query?: string): Promise<{ ended: Promise<RepliesAnswer> }>;
  ack(ids: string[], more?: object): Promise<Receipt[]>;
  /** The receipts of the discussion, in order, as screens read them. */
  receipts(): Promise<(Receipt | null)[]>;
  /** Whether screens see that the agent listens. */
  isListening(): Promise<boolean>;
}

export const startSteering = async (hub: TestHub, title = "Steered"): Promise<Steering> => {
  const machine = await hub.machine();
  const person = await hub.person();
  const session = await machine.session(title);
  const url = `/v1/sessions/${session.id}/replies`;
  const ask = async (query = "") => {
    const answer = await machine.send("GET", `${url}${query}`);
    if (answer.statusCode !== 200) throw new Error(`asking was answered with ${answer.statusCode}: ${answer.body}`);
    return answer.json<RepliesAnswer>();
  };
  const isListening = async () => {
    const answer = await person.send("GET", `/v1/people/sessions/${session.id}`);
    return answer.json<PersonSessionAnswer>().session.listening.isListening;
  };
  return {
    hub,
    machine,
    person,
    session,
    url,
    ask,
    isListening,
    async reply(text) {
      const answer = await person.send("POST", `/v1/people/sessions/${session.id}/replies`, { body: { text } });
      if (answer.statusCode !== 201) throw new Error(`a reply was answered with ${answer.statusCode}`);
      return answer.json<ReplyAnswer>();
    },
    async wait(query = "?wait=300") {
      const ended = ask(query);
      await until(isListening, "the call was parked");
      return { ended };
    },
    async ack(ids, more = {}) {
      return (await machine.send("POST", `${url}/ack`, { body: { ids, ...more } })).json<AckAnswer>().receipts;
    },
    async receipts() {
      const answer = await person.send("GET", `/v1/people/sessions/${session.id}/messages`);
      return answer.json<Page<Message>>().items.map(({ receipt }) => receipt);
    },
  };
};
