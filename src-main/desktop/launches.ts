import type { App } from "electron";
import { type Launch, parseLaunch } from "./launch.ts";
import { parseLink } from "./links.ts";

/** Starts of the app, links into it and clicks on its icon, from before the app is ready on. */
export interface Launches {
  /** Calls back for each, first for what came before. */
  serve(answer: (launch: Launch) => void): void;
}

/**
 * Gathers what the system hands over. On macOS a link comes by an event, maybe before the app is ready
 * (https://www.electronjs.org/docs/latest/api/app#event-open-url-macos); elsewhere as an argument of a second start.
 */
export const gatherLaunches = (app: Pick<App, "on">, first: Launch): Launches => {
  const waiting: Launch[] = [first];
  let answering: ((launch: Launch) => void) | null = null;
  const take = (launch: Launch) => {
    if (answering) answering(launch);
    else waiting.push(launch);
  };
  app.on("open-url", (event, url) => {
    event.preventDefault();
    take({ act: "show", place: parseLink(url) });
  });
  app.on("second-instance", (_event, argv) => take(parseLaunch(argv)));
  // One that comes with the start itself asks for no more than that.
  app.on("activate", () => answering?.({ act: "show", place: null }));
  return {
    serve: (answer) => {
      answering = answer;
      for (const launch of waiting.splice(0)) answer(launch);
    },
  };
};
