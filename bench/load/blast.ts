import { percentile } from "../measure/statistics.ts";
import { type Connection, openConnection } from "./connection.ts";

export interface Blast {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** How much of a core this process used meanwhile; near 1 it is what was measured, not the server. */
  busy: number;
}

/** Bytes to send next; called once for each request. */
export type NextRequest = () => Buffer;

/** Many connections to one server, each with one request under way while it blasts. */
export interface Blaster {
  blast(next: NextRequest, ms: number): Promise<Blast>;
  close(): void;
}

interface Lane {
  connection: Connection;
  sentAt: number;
}

const nobodyAsked = () => {};

/** Throws when any answer is not a 2xx: a refusal is faster than the work that it refuses. */
export const createBlaster = async (port: number, connections: number): Promise<Blaster> => {
  let onAnswer: (lane: Lane, status: number) => void = nobodyAsked;
  const lanes = await Promise.all(
    Array.from({ length: connections }, async () => {
      const lane: Lane = { connection: await openConnection(port, (status) => onAnswer(lane, status)), sentAt: 0 };
      return lane;
    }),
  );

  const blast = (next: NextRequest, ms: number) =>
    new Promise<Blast>((resolve, reject) => {
      const latencies: number[] = [];
      let underWay = 0;
      let refused = 0;
      const startedAt = performance.now();
      const cpuAt = process.threadCpuUsage();
      const endsAt = startedAt + ms;
      const send = (lane: Lane, now: number) => {
        lane.sentAt = now;
        underWay += 1;
        lane.connection.send(next());
      };
      const finish = (now: number) => {
        if (refused > 0) return reject(new Error(`${refused} of ${latencies.length} requests were refused`));
        const { user, system } = process.threadCpuUsage(cpuAt);
        resolve({
          busy: (user + system) / 1000 / (now - startedAt),
          perSecond: (latencies.length / (now - startedAt)) * 1000,
          p50Ms: percentile(latencies, 0.5),
          p99Ms: percentile(latencies, 0.99),
        });
      };
      onAnswer = (lane, status) => {
        const now = performance.now();
        underWay -= 1;
        if (status < 200 || status > 299) refused += 1;
        latencies.push(now - lane.sentAt);
        if (now < endsAt) send(lane, now);
        else if (underWay === 0) finish(now);
      };
      for (const lane of lanes) send(lane, performance.now());
    });

  return {
    blast,
    close() {
      for (const lane of lanes) lane.connection.close();
    },
  };
};
