import type { Locator, Page } from "@playwright/test";

/** The open discussion, as a person sees it. */
export const discussionOf = (page: Page) => {
  const log = page.getByRole("feed");
  const box = page.getByRole("textbox", { name: /reply/i });
  const message = (text: string | RegExp): Locator => log.getByRole("article").filter({ hasText: text });
  return {
    log,
    box,
    title: page.getByRole("main").getByRole("heading", { level: 1 }),
    message,
    async reply(text: string) {
      await box.fill(text);
      await box.press("Enter");
    },
    /** What the agent does now, under the title. */
    doing: page.getByRole("region", { name: /^What .+ does$/ }),
    /** The switch that lets the agent wait at the end of its turns. */
    waitForMe: page.getByRole("main").getByRole("switch", { name: "Wait for me" }),
    /** One of the answers to choose from in an open question's card. */
    option: (question: string | RegExp, label: string): Locator =>
      message(question).getByRole("group", { name: "Answers" }).getByRole("button", { name: label }),
    /** The open question that is scrolled away, at the box to type in. */
    pinned: page.getByRole("region", { name: /^Open questions?$/ }),
  };
};
