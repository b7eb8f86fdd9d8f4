import type { NoticeSurface } from "../../core/attention/notice.ts";
import { NoticeProblem } from "./problem.ts";

const lets = new Set(["no-bus", "bus-gone", "no-server", "no-helper", "unsupported"]);

/** Whether it is sure that nothing was shown, so that another may show it. */
const isMissing = (error: unknown) => error instanceof NoticeProblem && lets.has(error.code);

/** Several surfaces as one: each notification goes to the first that is there. */
export const firstWorking = (surfaces: readonly [NoticeSurface, ...NoticeSurface[]]): NoticeSurface => {
  const [preferred] = surfaces;
  return {
    capabilities: async () => {
      for (const surface of surfaces) {
        const can = await surface.capabilities();
        if (can.problem === null) return can;
      }
      return preferred.capabilities();
    },
    show: async (notice) => {
      let first: unknown;
      for (const surface of surfaces) {
        try {
          return await surface.show(notice);
        } catch (error) {
          if (!isMissing(error)) throw error;
          first ??= error;
        }
      }
      throw first;
    },
    withdraw: (id) => {
      for (const surface of surfaces) surface.withdraw(id);
    },
    onEvent: (listener) => {
      const stops = surfaces.map((surface) => surface.onEvent(listener));
      return () => {
        for (const stop of stops) stop();
      };
    },
    close: () => {
      for (const surface of surfaces) surface.close();
    },
  };
};
