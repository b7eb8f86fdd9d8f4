import type { Locator, Page } from "@playwright/test";

/** Cards of approvals, in a discussion or on their own page, as a person sees them. */
export const approvalsOf = (page: Page) => {
  const card = (text: string | RegExp): Locator => page.locator("[data-approval]").filter({ hasText: text });
  return {
    card,
    act: (text: string | RegExp, name: string | RegExp): Locator => card(text).getByRole("button", { name }),
    /** The page of all sessions. */
    open: () => page.getByRole("navigation", { name: "Places" }).getByRole("link", { name: "Approvals" }).click(),
    cards: page.getByRole("feed", { name: "Open approvals" }).getByRole("article"),
    link: page.getByRole("navigation", { name: "Places" }).getByRole("link", { name: "Approvals" }),
    /** The open approval that is scrolled away, at the box to type in. */
    pinned: page.getByRole("region", { name: /^Open approvals?$/ }),
  };
};
