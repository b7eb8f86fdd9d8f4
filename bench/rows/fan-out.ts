import { openConnection } from "../load/connection.ts";
import { requestBytes } from "../load/request.ts";
import { type OpenStream, openStream } from "../load/websocket.ts";
import { openSessions, startHub } from "../measure/hub.ts";
import { median, percentile } from "../measure/statistics.ts";
import type { Row } from "../report/row.ts";
import type { Part } from "./part.ts";

// One post to many open screens: when the poster has its answer, and when the last screen has the message.

const isMessage = Buffer.from('"type":"message"');

export const fanOut: Part = async ({ sizes, say, folder }) => {
  const hub = await startHub(await folder());
  const streams: OpenStream[] = [];
  try {
    const [sessionId] = await openSessions(hub, 1);
    let arrived = 0;
    let onAll: (() => void) | undefined;
    const receive = (payload: Buffer) => {
      if (!payload.includes(isMessage)) return;
      arrived += 1;
      if (arrived === sizes.streams) onAll?.();
    };
    say(`opening ${sizes.streams} streams`);
    for (let number = 0; number < sizes.streams; number += 1) {
      streams.push(await openStream(hub.port, "/v1/people/stream", hub.person, receive));
    }
    const poster = await openConnection(hub.port);
    const post = requestBytes({
      method: "POST",
      path: `/v1/sessions/${sessionId}/messages`,
      headers: hub.machine,
      body: { text: "All 42 tests pass. Next I look at the open review comments, then at the flaky one." },
    });
    const answers: number[] = [];
    const lasts: number[] = [];
    for (let number = 0; number < sizes.fanOuts + 5; number += 1) {
      arrived = 0;
      const sentAt = performance.now();
      const all = new Promise<number>((resolve) => {
        onAll = () => resolve(performance.now());
      });
      const answered = poster.ask(post).then(() => performance.now());
      const [answeredAt, allAt] = await Promise.all([answered, all]);
      // The first ones only warm up.
      if (number < 5) continue;
      answers.push(answeredAt - sentAt);
      lasts.push(allAt - sentAt);
    }
    poster.close();
    const shares = answers.map((answer, number) => answer / (lasts[number] ?? 0));
    const rows: Row[] = [
      {
        what: `one post to ${sizes.streams} open streams, the last has it`,
        unit: "ms",
        value: median(lasts),
        target: { is: "under", value: 30 },
        details: { "p99 ms": percentile(lasts, 0.99), posts: lasts.length },
      },
      {
        what: "the poster's answer / the last stream",
        unit: "",
        value: median(shares),
        target: { is: "at most", value: 0.25 },
        details: { "answer p50 ms": median(answers), "answer p99 ms": percentile(answers, 0.99) },
      },
    ];
    return rows;
  } finally {
    for (const stream of streams) stream.close();
    await hub.child.stop();
  }
};
