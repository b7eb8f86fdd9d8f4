import type { HubConfig } from "../hub.ts";

type Notice = Parameters<NonNullable<HubConfig["notifier"]>["show"]>[0];

const reasonWords = {
  waiting: "Needs you",
  question: "Asks you",
  approval: "Asks for approval",
  failed: "Failed",
  done: "Done",
  urgent: "Urgent",
} as const;

const mostCharacters = 300;

const shorten = (text: string) => {
  const characters = Array.from(text);
  return characters.length > mostCharacters ? `${characters.slice(0, mostCharacters - 1).join("")}…` : text;
};

// Linux notification servers may read a body as markup with links and pictures; what an agent wrote is only text.
// https://specifications.freedesktop.org/notification-spec/latest/markup.html
const withoutMarkup = (text: string) => text.replaceAll("<", "‹").replaceAll(">", "›").replaceAll("&", "＆");

/** The words of a notification as the platform shows them: only a Mac has a line for the subtitle. */
export const noticeText = (
  notice: Notice,
  platform: NodeJS.Platform,
): { title: string; subtitle?: string; body: string } => {
  const body = shorten(notice.body);
  const subtitle = [reasonWords[notice.reason], notice.subtitle].filter((part) => part !== "").join(" · ");
  if (platform === "darwin") return { title: notice.title, subtitle, body };
  const lines = [subtitle, body].filter((line) => line !== "").join("\n");
  return { title: notice.title, body: platform === "linux" ? withoutMarkup(lines) : lines };
};
