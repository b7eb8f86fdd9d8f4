import { hubStore } from "../../state/hub-store.ts";
import { hubNow } from "../../state/now.ts";
import { onChange } from "../../state/stream.ts";
import { createUsageSeries } from "./usage-series.ts";

const series = createUsageSeries();

const isRunning = { now: false };

/** Begins to watch what sessions use; once for the whole screen. */
const watch = () => {
  if (isRunning.now) return;
  isRunning.now = true;
  for (const { id, usage } of Object.values(hubStore.getState().sessions)) series.take(id, usage, hubNow());
  onChange((change) => {
    if (change.type === "message" || change.type === "session")
      series.take(change.session.id, change.session.usage, hubNow());
  });
};

/** Tokens in each of the last minutes, as far as this screen saw it. */
export const tokensPerMinute = (sessionId: string, now: number): number[] => {
  watch();
  return series.perMinute(sessionId, now);
};
