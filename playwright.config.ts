import { defineConfig, devices } from "@playwright/test";
import { envOfBrowser, findBrowser } from "./build/browser.mjs";

// `npm test` has looked already and says which; alone, look here.
const browser = await findBrowser();
const { executablePath, args } = browser;
// The workers load this file too, and tests start browsers of their own.
Object.assign(process.env, envOfBrowser(browser));

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  // A test that passes only the second time is listed as flaky, by Playwright and in the summary of `npm test`.
  retries: 1,
  timeout: 60_000,
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [["list"], ["json"]] : [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    launchOptions: { executablePath, args },
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
  },
});
