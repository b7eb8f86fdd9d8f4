import type { Command, Report } from "./protocol.ts";

type Act = (...args: never[]) => unknown;

// What was sent and may not have left yet: the process must not end before a test knows why it did.
const sending = new Set<Promise<void>>();

const send = (report: Report) => {
  if (!process.send) return;
  const sent = new Promise<void>((resolve) => process.send?.(report, () => resolve()));
  sending.add(sent);
  void sent.then(() => sending.delete(sent));
};

/** Tells the test what the app did. */
export const tell = (happening: Extract<Report, { type: "happened" }>["happening"]): void =>
  send({ type: "happened", happening });

/** Resolves when everything told so far has left. */
export const allTold = async (): Promise<void> => {
  await Promise.all(sending);
};

/** Answers what the test asks for over the channel that its fork opened. */
export const answerControl = (acts: Record<string, Act>): void => {
  process.on("message", (command: Command) => {
    const act = acts[command.act];
    const answer = async () => {
      if (!act) throw new Error(`The double knows no act named ${command.act}.`);
      return act(...(command.args as never[]));
    };
    answer().then(
      (result) => send({ type: "answer", id: command.id, result }),
      (error: unknown) => send({ type: "answer", id: command.id, error: String(error) }),
    );
  });
};
