import { expect, type Locator, type Page } from "@playwright/test";

/** What a page in a browser is told, and what the settings say of it, as a person sees it. */
export const noticesOf = (page: Page) => {
  const cards = page.getByRole("region", { name: "Notifications" }).getByRole("listitem");
  return {
    cards,
    card: (title: string): Locator => cards.filter({ hasText: title }),
    decision: (text: string): Locator =>
      page.getByRole("list", { name: "Why you were notified" }).getByRole("listitem").filter({ hasText: text }),
    /** The bell in the top bar. */
    bell: page.getByRole("banner").getByRole("button", { name: /^(Notifications|Do not disturb|Quiet hours)/ }),
  };
};

/** Has the person be told in open pages at once, whatever else there is to tell them. */
export const tellPages = async (page: Page, hubUrl: string): Promise<void> => {
  const answer = await page.request.patch(`${hubUrl}/v1/people/attention`, {
    headers: { origin: hubUrl },
    data: { pages: true },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
};
