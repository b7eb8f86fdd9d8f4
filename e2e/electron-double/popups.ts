import type { HandlerDetails, WindowOpenHandlerResponse } from "electron";
import type { BrowserContext, Page, Route } from "playwright-core";
import { tell } from "./control.ts";

type Handler = (details: HandlerDetails) => WindowOpenHandlerResponse;

const handlers = new Map<Page, () => Handler | null>();
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

const onlyHandler = () => handlers.values().next().value?.() ?? null;

const watch = async (context: BrowserContext) => {
  watched.add(context);
  // Headless Chromium opens a popup before anyone can be asked, so its first request is stopped and the page closed.
  await context.route("**/*", async (route) => {
    const page = pageOf(route);
    if (!route.request().isNavigationRequest() || (page && handlers.has(page))) return route.fallback();
    ask(onlyHandler(), route.request().url());
    return route.abort("aborted");
  });
  context.on("page", (page) => {
    void page.opener().then((opener) => (opener && !handlers.has(page) ? page.close() : undefined));
  });
};

/** Asks the window's handler whenever its page wants a new window. */
export const consultPopups = async (page: Page, handler: () => Handler | null): Promise<void> => {
  handlers.set(page, handler);
  page.once("close", () => handlers.delete(page));
  if (!watched.has(page.context())) await watch(page.context());
};
