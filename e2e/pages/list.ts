import type { Locator, Page } from "@playwright/test";

/** The list of sessions, as a person sees it. */
export const listOf = (page: Page) => {
  const list = page.getByRole("navigation", { name: "Sessions" });
  return {
    list,
    row: (title: string): Locator => list.getByRole("link").filter({ hasText: title }),
    group: (name: string): Locator => list.getByRole("heading", { name }),
    open: (title: string) => list.getByRole("link").filter({ hasText: title }).click(),
    async choose(title: string, entry: string) {
      await list.getByRole("link").filter({ hasText: title }).hover();
      await list.getByRole("button", { name: `Menu of ${title}` }).click();
      await page
        .getByRole("menuitem", { name: entry })
        .or(page.getByRole("menuitemcheckbox", { name: entry }))
        .click();
    },
  };
};
