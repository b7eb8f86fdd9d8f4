import { personAttachmentsPath, signInPath } from "#contract/endpoints.ts";

/** Whether `url` is of the hub at `hubUrl`: same scheme, host and port. */
export const isOfHub = (url: string, hubUrl: string): boolean => {
  if (!URL.canParse(url)) return false;
  return new URL(url).origin === new URL(hubUrl).origin;
};

/** Whether `url` is the hub's screen or the sign-in that leads there: all that a window may go to. */
export const isScreen = (url: string, hubUrl: string): boolean =>
  isOfHub(url, hubUrl) && ["/", signInPath].includes(new URL(url).pathname);

/** Whether `url` is a file of a message: all that a window may save. */
export const isFile = (url: string, hubUrl: string): boolean =>
  isOfHub(url, hubUrl) && new URL(url).pathname.startsWith(`${personAttachmentsPath}/`);
