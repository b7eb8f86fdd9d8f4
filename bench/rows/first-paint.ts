import { type Browser, chromium, type Page } from "playwright-core";
import type { MessagePage } from "#contract/message.ts";
import { findBrowser } from "../../build/browser.mjs";
import { subjectFile } from "../measure/built.ts";
import { startChild } from "../measure/child.ts";
import { openSessions, type RunningHub, searchCaughtUp, startHub, urlOf } from "../measure/hub.ts";
import { type Newest, watchPaint } from "../measure/paint.ts";
import { putScreen } from "../measure/screen.ts";
import { median } from "../measure/statistics.ts";
import type { Row } from "../report/row.ts";
import type { Part, PartInput } from "./part.ts";

// How long until the newest message of a long discussion is on the screen, beside a page that loads all of it.

const LONGEST_MS = 60_000;
const WARM = 1;
/** What a page does later than its first paint is done then. */
const REST_MS = 1000;
const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Stage {
  hub: RunningHub;
  browser: Browser;
  longId: string;
  otherId: string;
  newest: Newest;
}

/** A hub with its screen and a long discussion, filled while it was off, with the index caught up. */
const startLongHub = async ({ sizes, folder }: PartInput) => {
  const home = await folder();
  const screen = await folder();
  await putScreen(screen);
  const fresh = await startHub(home);
  const [longId = "", otherId = ""] = await openSessions(fresh, 2);
  await fresh.child.stop();
  // All of them go to the session that was opened first.
  const fill = await startChild(subjectFile("fill"), [home, String(sizes.longDiscussion), "1"]);
  await fill.stop();
  const hub = await startHub(home, [], screen);
  await searchCaughtUp(hub);
  return { hub, longId, otherId };
};

const newestOf = async (hub: RunningHub, sessionId: string): Promise<Newest> => {
  const path = urlOf(hub, `/v1/people/sessions/${sessionId}/messages?limit=1`);
  const { items } = (await (await fetch(path, { headers: hub.person })).json()) as MessagePage;
  const [newest] = items;
  if (newest === undefined) throw new Error("the long discussion is empty");
  return newest;
};

const startBrowser = async () => {
  const { executablePath, args } = await findBrowser();
  return chromium.launch({ executablePath, args });
};

/** A signed-in tab, in a browser profile of its own: nothing of the hub's is in its cache. */
const openTab = async ({ hub, browser, newest }: Stage): Promise<Page> => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const [name = "", value = ""] = hub.person["cookie"]?.split("=", 2) ?? [];
  await page.context().addCookies([{ name, value, url: urlOf(hub, "") }]);
  await watchPaint(page, newest, LONGEST_MS);
  // The browser has a process for pages of the hub then; starting it is the browser's affair.
  await page.goto(urlOf(hub, "/v1/health"));
  return page;
};

/** Milliseconds from the page's navigation to the paint. */
const firstPaintOf = (page: Page): Promise<number> => page.evaluate(() => globalThis.firstPaint);

const paintOpened = async (stage: Stage, page: Page): Promise<[opened: number, reloaded: number]> => {
  await page.goto(urlOf(stage.hub, `/#/s/${stage.longId}`), { waitUntil: "commit" });
  const opened = await firstPaintOf(page);
  await rest(REST_MS);
  await page.reload({ waitUntil: "commit" });
  return [opened, await firstPaintOf(page)];
};

const paintClicked = async ({ hub, longId, otherId }: Stage, page: Page): Promise<number> => {
  await page.goto(urlOf(hub, `/#/s/${otherId}`));
  const link = page.locator(`a[href="#/s/${longId}"]`);
  await link.waitFor();
  await rest(REST_MS);
  return link.evaluate(async (element: HTMLElement) => {
    const clickedAt = performance.now();
    element.click();
    return (await globalThis.paintAgain()) - clickedAt;
  });
};

const paintWhole = async ({ hub, longId, newest }: Stage, page: Page): Promise<[whole: number, read: number]> => {
  await page.goto(urlOf(hub, `/whole.html#${longId}@${newest.seq}`), { waitUntil: "commit" });
  const whole = await firstPaintOf(page);
  return [whole, await page.evaluate(() => performance.getEntriesByName("read")[0]?.startTime ?? Number.NaN)];
};

interface Paints {
  opened: number[];
  reloaded: number[];
  clicked: number[];
  whole: number[];
  /** Up to when the whole had been read; the rest is putting it into the page. */
  wholeRead: number[];
}

const inTab = async <T>(stage: Stage, work: (page: Page) => Promise<T>): Promise<T> => {
  const page = await openTab(stage);
  try {
    return await work(page);
  } finally {
    await page.context().close();
  }
};

const measure = async (stage: Stage, { sizes, say }: PartInput): Promise<Paints> => {
  const paints: Paints = { opened: [], reloaded: [], clicked: [], whole: [], wholeRead: [] };
  for (let run = 0; run < WARM + sizes.paints; run += 1) {
    say(`painting, run ${run + 1} of ${WARM + sizes.paints}`);
    const [opened, reloaded] = await inTab(stage, (page) => paintOpened(stage, page));
    const clicked = await inTab(stage, (page) => paintClicked(stage, page));
    const [whole, wholeRead] = await inTab(stage, (page) => paintWhole(stage, page));
    if (run < WARM) continue;
    paints.opened.push(opened);
    paints.reloaded.push(reloaded);
    paints.clicked.push(clicked);
    paints.whole.push(whole);
    paints.wholeRead.push(wholeRead);
  }
  return paints;
};

const rowsOf = ({ opened, reloaded, clicked, whole, wholeRead }: Paints, messages: number): Row[] => {
  const isWholeDone = Math.max(...whole) < LONGEST_MS;
  return [
    {
      what: `first paint of a discussion of ${messages} messages, screen opened on it`,
      unit: "ms",
      value: median(opened),
      target: { is: "under", value: 300 },
      details: {
        "shortest ms": Math.min(...opened),
        "longest ms": Math.max(...opened),
        "reloaded ms": median(reloaded),
      },
    },
    {
      what: `the same / loading it whole${isWholeDone ? "" : `, which was given up after ${LONGEST_MS / 1000} s`}`,
      unit: "",
      value: median(opened) / median(whole),
      target: { is: "at most", value: 0.35 },
      details: {
        "whole ms": median(whole),
        "of it reading ms": median(wholeRead),
        "without its reading": median(opened) / median(whole.map((ms, run) => ms - (wholeRead[run] ?? 0))),
        runs: opened.length,
      },
    },
    {
      what: `paint of a discussion of ${messages} messages after a click in the list`,
      unit: "ms",
      value: median(clicked),
      target: { is: "under", value: 300 },
      details: { "shortest ms": Math.min(...clicked), "longest ms": Math.max(...clicked) },
    },
  ];
};

export const firstPaint: Part = async (input) => {
  const { sizes, say } = input;
  say(`filling a discussion with ${sizes.longDiscussion} messages`);
  const { hub, ...sessions } = await startLongHub(input);
  try {
    const newest = await newestOf(hub, sessions.longId);
    const browser = await startBrowser();
    try {
      return rowsOf(await measure({ hub, browser, newest, ...sessions }, input), newest.seq);
    } finally {
      await browser.close();
    }
  } finally {
    await hub.child.stop();
  }
};
