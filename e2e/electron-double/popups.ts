import type { HandlerDetails, WindowOpenHandlerResponse } from "electron";
import type { BrowserContext, CDPSession, Page, Route } from "playwright-core";
import { tell } from "./control.ts";

type Handler = (details: HandlerDetails) => WindowOpenHandlerResponse;

const owned = new Set<Page>();
const watched = new WeakSet<BrowserContext>();

const pageOf = (route: Route): Page | null => {
  try {
    return route.request().frame().page();
  } catch {
    // The first load of a page that is only being made.
    return null;
  }
};

const ask = (handler: Handler | null | undefined, url: string) => {
  const answer = handler?.({
    url,
    frameName: "",
    features: "",
    disposition: "new-window",
    referrer: { url: "", policy: "default" },
  });
  if (answer?.action !== "deny") throw new Error(`The double can only refuse a new window, not open ${url}.`);
  tell({ what: "window-open-refused", url });
};

const SETTLED_MS = 1000;

/** A page that is closed while its request is held lets the request go: so it first has to have failed. */
const closePopup = async (page: Page) => {
  if (owned.has(page) || !(await page.opener())) return;
  await page.waitForEvent("requestfailed", { timeout: SETTLED_MS }).catch(() => undefined);
  await page.close();
};

const watch = async (context: BrowserContext) => {
  watched.add(context);
  // Headless Chromium opens a popup before anyone can be asked, so nothing loads in it and it is closed.
  await context.route("**/*", (route) => {
    const page = pageOf(route);
    if (!route.request().isNavigationRequest() || (page && owned.has(page))) return route.fallback();
    return route.abort("aborted");
  });
  context.on("page", (page) => void closePopup(page).catch(() => undefined));
};

/** Asks the window's handler whenever its page wants a new window. */
export const consultPopups = async (page: Page, cdp: CDPSession, handler: () => Handler | null): Promise<void> => {
  owned.add(page);
  page.once("close", () => owned.delete(page));
  cdp.on("Page.windowOpen", ({ url }) => ask(handler(), url));
  if (!watched.has(page.context())) await watch(page.context());
};
