import { flakyScript } from "./flaky.mjs";
import { loadTestScript } from "./load-test.mjs";
import { queueScript } from "./queue.mjs";
import { releaseScript } from "./release.mjs";
import { signInScript } from "./sign-in.mjs";
import { translateScript } from "./translate.mjs";

/** Everybody who takes part in the demo. */
export const scripts = [signInScript, queueScript, loadTestScript, translateScript, releaseScript, flakyScript];
