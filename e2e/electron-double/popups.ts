import type { HandlerDetails, WindowOpenHandlerResponse } from "electron";
import type { Page } from "playwright-core";
import { tell } from "./control.ts";

type Handler = (details: HandlerDetails) => WindowOpenHandlerResponse;

export const wantsWindow = "__electronDoubleWantsWindow";

/** Runs in every frame: asks for a new window instead of opening one. As in Electron, a refused one is null to the page. */
const ask = (name: string) => {
  const page = globalThis as unknown as Record<string, (url: string) => void>;
  const want = (url: string) => page[name]?.(URL.canParse(url, location.href) ? new URL(url, location.href).href : url);
  window.open = (url = "about:blank") => {
    want(String(url));
    return null;
  };
  const onClick = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || event.defaultPrevented || link.href === "") return;
    const isElsewhere = link.target !== "" && !["_self", "_top", "_parent"].includes(link.target);
    if (!isElsewhere && event.button !== 1 && !event.ctrlKey && !event.metaKey && !event.shiftKey) return;
    event.preventDefault();
    want(link.href);
  };
  addEventListener("click", onClick);
  addEventListener("auxclick", onClick);
  addEventListener("submit", (event) => {
    if (!(event.target instanceof HTMLFormElement) || event.target.target !== "_blank") return;
    event.preventDefault();
    want(event.target.action);
  });
};

export const popupScript = `(${ask.toString()})(${JSON.stringify(wantsWindow)});`;

/** Asks the window's handler, as Electron does before it opens one. */
export const consultPopup = (handler: Handler | null, url: string): void => {
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

/** Whatever found another way to a window of its own loses it. */
export const closePopup = async (page: Page): Promise<void> => {
  if (!(await page.opener())) return;
  tell({ what: "popup-closed", url: page.url() });
  await page.close();
};
