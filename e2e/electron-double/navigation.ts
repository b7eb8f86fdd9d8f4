import type { CDPSession } from "playwright-core";
import { tell } from "./control.ts";
import { preventable } from "./events.ts";

interface Paused {
  requestId: string;
  frameId: string;
  redirectedRequestId?: string;
  request: { url: string };
}

interface Consulted {
  emit(event: string, ...args: unknown[]): boolean;
  /** Whether the app itself asked for this address; Electron consults nobody then. Says so once. */
  isOwnLoad(url: string): boolean;
}

interface Followed {
  emit(event: string, ...args: unknown[]): boolean;
  navigated(url: string): void;
}

const asks = (contents: Consulted, name: string, details: { url: string; isMainFrame: boolean }) => {
  const event = preventable({ ...details, isSameDocument: false, frame: null, initiator: null });
  contents.emit(name, event, details.url, false, details.isMainFrame);
  if (event.defaultPrevented) tell({ what: "navigation-refused", by: name, url: details.url });
  return !event.defaultPrevented;
};

const mayGo = (contents: Consulted, paused: Paused, isMainFrame: boolean) => {
  const { url } = paused.request;
  if (paused.redirectedRequestId) return asks(contents, "will-redirect", { url, isMainFrame });
  if (isMainFrame && contents.isOwnLoad(url)) return true;
  if (!asks(contents, "will-frame-navigate", { url, isMainFrame })) return false;
  return !isMainFrame || asks(contents, "will-navigate", { url, isMainFrame });
};

/** Stops every load of a document in the page until the app's listeners have said whether it may go on. */
export const consultNavigation = async (cdp: CDPSession, contents: Consulted): Promise<void> => {
  const { frameTree } = await cdp.send("Page.getFrameTree");
  cdp.on("Fetch.requestPaused", (paused: Paused) => {
    const { requestId } = paused;
    const verdict = mayGo(contents, paused, paused.frameId === frameTree.frame.id)
      ? cdp.send("Fetch.continueRequest", { requestId })
      : cdp.send("Fetch.failRequest", { requestId, errorReason: "Aborted" });
    // The page may be gone before the answer reaches it.
    verdict.catch(() => undefined);
  });
  await cdp.send("Fetch.enable", { patterns: [{ resourceType: "Document", requestStage: "Request" }] });
};

/** Tells the app's listeners where the page is, and when it is there. */
export const followNavigation = async (cdp: CDPSession, contents: Followed): Promise<void> => {
  const { frameTree } = await cdp.send("Page.getFrameTree");
  const follow = (url: string, isSameDocument: boolean) => {
    contents.navigated(url);
    contents.emit("did-start-navigation", { url, isMainFrame: true, isSameDocument });
  };
  cdp.on("Page.frameNavigated", ({ frame }) => {
    if (!frame.parentId) follow(`${frame.url}${frame.urlFragment ?? ""}`, false);
  });
  cdp.on("Page.navigatedWithinDocument", ({ frameId, url }) => {
    if (frameId === frameTree.frame.id) follow(url, true);
  });
  cdp.on("Page.domContentEventFired", () => contents.emit("dom-ready"));
  cdp.on("Page.loadEventFired", () => contents.emit("did-finish-load"));
  await cdp.send("Page.enable");
};
