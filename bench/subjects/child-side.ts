import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Usage } from "../measure/child.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

const inMs = ({ user, system }: NodeJS.CpuUsage) => (user + system) / 1000;

const usageNow = (): Usage => {
  const all = process.cpuUsage();
  const main = process.threadCpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rssBytes: rss, heapBytes: heapUsed + external, cpuMs: inMs(all), mainMs: inMs(main) };
};

/** Says that this server is ready, answers the bench's questions, and ends when the bench lets go. */
export const serveBench = (ready: object, close: () => Promise<unknown>): void => {
  process.on("message", (wish) => {
    if (wish === "collect") collectGarbage();
    process.send?.(usageNow());
  });
  process.once("disconnect", () => void close().finally(() => process.exit(0)));
  process.send?.(ready);
};
