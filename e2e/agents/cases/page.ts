import { chromium, type Page } from "playwright-core";
import { findBrowser } from "../../../build/browser.mjs";
import { discussionOf } from "../../pages/discussion.ts";
import { listOf } from "../../pages/list.ts";
import { ensureReadOnce, ensureUnharmed } from "../expect.ts";
import type { World } from "../world.ts";
import type { Case } from "./case.ts";

/** The page in a real browser, signed in as the person. */
const inPage = async (world: World, work: (page: Page) => Promise<void>) => {
  const { executablePath, args } = await findBrowser();
  const browser = await chromium.launch({ executablePath, args });
  try {
    const context = await browser.newContext();
    const cookies = world.person().cookies.map((cookie) => {
      const [name = "", value = ""] = cookie.split(/=(.*)/s);
      return { name, value, url: world.hub.url() };
    });
    await context.addCookies(cookies);
    const page = await context.newPage();
    await page.goto(world.hub.url());
    await work(page);
  } finally {
    await browser.close();
  }
};

/** The other cases reply by the calls that the page makes; this one by its text box. */
export const byPage: Case = {
  name: "a reply typed in the page reaches it",
  fits: ({ atToolCall }, { kind }) => atToolCall && kind === "claude",
  run: (world) =>
    inPage(world, async (page) => {
      world.model.play([
        {
          before: async () => {
            const { title } = await world.newSession();
            await listOf(page).open(title);
            await discussionOf(page).reply("Mind the gap, typed by hand.");
            await discussionOf(page).message("Mind the gap, typed by hand.").waitFor();
          },
          say: { shell: "echo a-call" },
        },
        { say: { text: "I mind it." } },
      ]);
      ensureUnharmed(await world.once("Please walk to the train"));
      ensureReadOnce(world, "Mind the gap, typed by hand.");
      await discussionOf(page).message("Mind the gap, typed by hand.").filter({ hasText: "taken up" }).waitFor();
    }),
};
