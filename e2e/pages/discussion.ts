import type { Locator, Page } from "@playwright/test";

/** The open discussion, as a person sees it. */
export const discussionOf = (page: Page) => {
  const log = page.getByRole("feed");
  const box = page.getByRole("textbox", { name: /reply/i });
  return {
    log,
    box,
    title: page.getByRole("main").getByRole("heading", { level: 1 }),
    message: (text: string | RegExp): Locator => log.getByRole("article").filter({ hasText: text }),
    async reply(text: string) {
      await box.fill(text);
      await box.press("Enter");
    },
  };
};
