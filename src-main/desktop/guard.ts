import type { Session, WebContents } from "electron";
import { isFile, isOfHub, isScreen } from "./hub-origin.ts";

// The copy buttons of the screen need this one; everything else that a page may ask for is refused.
const grantedPermission = "clipboard-sanitized-write";

/** Denies permissions in a window's session, and downloads of anything but the files of messages. */
export const guardSession = (session: Session, hubUrl: string): void => {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(permission === grantedPermission && details.isMainFrame && isOfHub(details.requestingUrl, hubUrl));
  });
  session.setPermissionCheckHandler(
    (_contents, permission, origin, details) =>
      permission === grantedPermission && details.isMainFrame && isOfHub(origin, hubUrl),
  );
  session.setDevicePermissionHandler(() => false);
  session.on("will-download", (event, item) => {
    if (!isFile(item.getURL(), hubUrl)) event.preventDefault();
  });
};

/** Keeps a page on the screen: no other address in any frame, no new windows, no webviews. */
export const guardContents = (contents: WebContents, hubUrl: string): void => {
  const stay = (event: { url: string; preventDefault(): void }) => {
    if (!isScreen(event.url, hubUrl)) event.preventDefault();
  };
  contents.on("will-navigate", stay);
  contents.on("will-frame-navigate", stay);
  contents.on("will-redirect", stay);
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
};
