import { onTestFinished } from "vitest";
import { startTestHub, type TestHub, type TestHubOptions } from "./test-hub.ts";

/** A hub for the test that runs now; gone when it ends. */
export const ownHub = async (options?: TestHubOptions): Promise<TestHub> => {
  const hub = await startTestHub(options);
  onTestFinished(() => hub.close());
  return hub;
};
